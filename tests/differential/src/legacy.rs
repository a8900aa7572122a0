//! Random requests with the parameters that are older than expressions.

use serde_json::{Map, Value, json};

use crate::Random;
use crate::read::{base, choose_index, consistency, key_of, paged};
use crate::step::Step;
use crate::table::{KeyAttribute, Table};
use crate::value::{PLAIN, item, key, key_value, value, value_for};
use crate::write::return_values;

/// Operators with the number of their values.
const OPERATORS: &[(&str, usize)] = &[
    ("EQ", 1),
    ("NE", 1),
    ("LE", 1),
    ("LT", 1),
    ("GE", 1),
    ("GT", 1),
    ("NOT_NULL", 0),
    ("NULL", 0),
    ("CONTAINS", 1),
    ("NOT_CONTAINS", 1),
    ("BEGINS_WITH", 1),
    ("IN", 2),
    ("BETWEEN", 2),
];

/// A request of any action that knows older parameters.
pub(crate) fn request(random: &mut Random, table: &Table) -> Step {
    let mut step = match random.below(10) {
        0 | 1 => put_item(random, table),
        2 => delete_item(random, table),
        3..=5 => update_item(random, table),
        6 => get_item(random, table),
        7 | 8 => query(random, table),
        _ => scan(random, table),
    };
    // Both kinds of parameters at once.
    if random.rarely(100) {
        let name = random.pick(&[
            "ConditionExpression",
            "FilterExpression",
            "ProjectionExpression",
            "UpdateExpression",
            "KeyConditionExpression",
        ]);
        step.request.insert(name.to_owned(), json!("attribute_exists(x)"));
    }
    if random.rarely(50) {
        step.request.insert("ExpressionAttributeNames".to_owned(), json!({"#a": "a"}));
    }
    step
}

fn attribute(random: &mut Random, table: &Table) -> (&'static str, Option<KeyAttribute>) {
    let keys = table.key_attributes();
    if random.chance(15) {
        let key = keys[random.below(keys.len())];
        (key.name, Some(key))
    } else {
        (random.pick(PLAIN), None)
    }
}

/// A value that could be at an attribute.
fn operand(random: &mut Random, name: &str, key: Option<KeyAttribute>) -> Value {
    match key {
        Some(key) if random.chance(95) => key_value(random, key.scalar),
        _ if random.chance(90) => value_for(random, name),
        _ => value(random),
    }
}

/// An operator with its values.
fn condition(random: &mut Random, not_contains: bool, name: &str, key: Option<KeyAttribute>) -> Value {
    let (mut operator, count) = random.pick(OPERATORS);
    if operator == "NOT_CONTAINS" && !not_contains {
        operator = "CONTAINS";
    }
    let count = if random.rarely(100) { random.below(4) } else { count };
    let values: Vec<Value> = (0..count).map(|_| operand(random, name, key)).collect();
    if values.is_empty() && random.chance(70) {
        return json!({"ComparisonOperator": operator});
    }
    json!({"ComparisonOperator": operator, "AttributeValueList": values})
}

fn conditions(random: &mut Random, table: &Table) -> Map<String, Value> {
    let mut conditions = Map::new();
    for _ in 0..=random.below(2) {
        let (name, key) = attribute(random, table);
        let condition = condition(random, table.abilities.not_contains, name, key);
        conditions.insert(name.to_owned(), condition);
    }
    conditions
}

fn join(random: &mut Random, request: &mut Map<String, Value>) {
    if random.chance(15) {
        request.insert("ConditionalOperator".to_owned(), json!(random.pick(&["AND", "OR"])));
    }
}

fn expect(random: &mut Random, table: &Table, request: &mut Map<String, Value>) {
    let mut expected = Map::new();
    for _ in 0..=random.below(2) {
        let (name, key) = attribute(random, table);
        let expectation = match random.below(12) {
            0..=2 => json!({"Exists": false}),
            3..=5 => json!({"Value": operand(random, name, key)}),
            6 => json!({"Exists": true, "Value": operand(random, name, key)}),
            7 if random.chance(20) => json!({"Exists": true}),
            8 if random.chance(20) => json!({"Exists": false, "Value": operand(random, name, key)}),
            9 if random.chance(20) => {
                json!({"Value": operand(random, name, key), "ComparisonOperator": "EQ"})
            }
            _ => condition(random, table.abilities.not_contains, name, key),
        };
        expected.insert(name.to_owned(), expectation);
    }
    request.insert("Expected".to_owned(), Value::Object(expected));
    join(random, request);
}

fn put_item(random: &mut Random, table: &Table) -> Step {
    let mut request = base(random, table);
    request.insert("Item".to_owned(), Value::Object(item(random, table)));
    expect(random, table, &mut request);
    return_values(random, &mut request, &["NONE", "ALL_OLD"]);
    Step::new("PutItem", request)
}

fn delete_item(random: &mut Random, table: &Table) -> Step {
    let mut request = base(random, table);
    request.insert("Key".to_owned(), Value::Object(key(random, table)));
    expect(random, table, &mut request);
    return_values(random, &mut request, &["NONE", "ALL_OLD"]);
    Step::new("DeleteItem", request)
}

fn update_item(random: &mut Random, table: &Table) -> Step {
    let mut request = base(random, table);
    request.insert("Key".to_owned(), Value::Object(key(random, table)));
    if random.chance(30) {
        expect(random, table, &mut request);
    }
    let mut updates = Map::new();
    for _ in 0..=random.below(3) {
        let (name, key) =
            if random.chance(95) { (random.pick(PLAIN), None) } else { attribute(random, table) };
        let update = match random.below(8) {
            0 => json!({"Action": "DELETE"}),
            1 if matches!(name, "ss" | "ns" | "bs") || random.chance(10) => {
                json!({"Action": "DELETE", "Value": operand(random, name, key)})
            }
            2 | 3 if matches!(name, "n" | "l" | "ss" | "ns" | "bs") || random.chance(10) => {
                json!({"Action": "ADD", "Value": operand(random, name, key)})
            }
            4 => json!({"Value": operand(random, name, key)}),
            5 if random.rarely(200) => json!({"Action": "PUT"}),
            _ => json!({"Action": "PUT", "Value": operand(random, name, key)}),
        };
        updates.insert(name.to_owned(), update);
    }
    request.insert("AttributeUpdates".to_owned(), Value::Object(updates));
    let kinds = &["NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"];
    return_values(random, &mut request, kinds);
    Step::new("UpdateItem", request)
}

/// Names of attributes, now and then one twice.
fn attributes_to_get(
    random: &mut Random,
    table: &Table,
    index: Option<usize>,
    request: &mut Map<String, Value>,
) {
    let mut names: Vec<&str> = Vec::new();
    for _ in 0..=random.below(3) {
        let (name, _) = attribute(random, table);
        let held = index.is_none_or(|index| table.holds(index, name) || table.fetches(index));
        if !held && !random.rarely(100) {
            continue;
        }
        if !names.contains(&name) || random.rarely(100) {
            names.push(name);
        }
    }
    if names.is_empty() {
        names.push("pk");
    }
    if random.rarely(100) {
        names.clear();
    }
    request.insert("AttributesToGet".to_owned(), json!(names));
}

fn get_item(random: &mut Random, table: &Table) -> Step {
    let mut request = base(random, table);
    request.insert("Key".to_owned(), Value::Object(key(random, table)));
    attributes_to_get(random, table, None, &mut request);
    Step::new("GetItem", request)
}

fn key_conditions(
    random: &mut Random,
    partition: &[KeyAttribute],
    sort: &[KeyAttribute],
) -> Map<String, Value> {
    let mut conditions = Map::new();
    for attribute in partition {
        let operator = if random.rarely(100) { "GT" } else { "EQ" };
        let values = json!([key_value(random, attribute.scalar)]);
        conditions.insert(
            attribute.name.to_owned(),
            json!({"ComparisonOperator": operator, "AttributeValueList": values}),
        );
    }
    if let (Some(attribute), true) = (sort.first(), random.chance(60)) {
        let (operator, count) = random.pick(&[
            ("EQ", 1),
            ("LE", 1),
            ("LT", 1),
            ("GE", 1),
            ("GT", 1),
            ("BEGINS_WITH", 1),
            ("BETWEEN", 2),
            ("BETWEEN", 2),
        ]);
        let values: Vec<Value> = (0..count).map(|_| key_value(random, attribute.scalar)).collect();
        conditions.insert(
            attribute.name.to_owned(),
            json!({"ComparisonOperator": operator, "AttributeValueList": values}),
        );
    }
    if random.rarely(150) {
        conditions
            .insert("x".to_owned(), json!({"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "a"}]}));
    }
    conditions
}

fn query(random: &mut Random, table: &Table) -> Step {
    let mut request = base(random, table);
    let index = choose_index(random, table, &mut request);
    let (partition, sort) = key_of(table, index);
    if partition.len() > 1 || sort.len() > 1 {
        // The documentation knows one partition and one sort attribute here.
        return get_item(random, table);
    }
    if index.is_none_or(|index| !table.indexes[index].global) {
        consistency(random, &mut request);
    }
    let keys = key_conditions(random, &partition, &sort);
    request.insert("KeyConditions".to_owned(), Value::Object(keys));
    if random.chance(40) {
        let mut filter = conditions(random, table);
        if random.chance(95) {
            filter.retain(|name, _| PLAIN.contains(&name.as_str()));
        }
        filter.retain(|name, _| index.is_none_or(|index| table.holds(index, name)));
        if !filter.is_empty() {
            request.insert("QueryFilter".to_owned(), Value::Object(filter));
            join(random, &mut request);
        }
    }
    if random.chance(20) {
        attributes_to_get(random, table, index, &mut request);
    }
    let step = paged(random, "Query", request);
    Step { follow: step.follow || index.is_some(), ..step }
}

fn scan(random: &mut Random, table: &Table) -> Step {
    let mut request = base(random, table);
    let index = choose_index(random, table, &mut request);
    let mut filter = conditions(random, table);
    filter.retain(|name, _| index.is_none_or(|index| table.holds(index, name)));
    request.insert("ScanFilter".to_owned(), Value::Object(filter));
    join(random, &mut request);
    if random.chance(20) {
        attributes_to_get(random, table, index, &mut request);
    }
    Step { follow: true, ..paged(random, "Scan", request) }
}
