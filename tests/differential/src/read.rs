//! Random reads.

use serde_json::{Map, Value, json};

use crate::Random;
use crate::expression::Expressions;
use crate::step::Step;
use crate::table::{ABSENT, KeyAttribute, Scalar, Table};
use crate::value::{key, key_value, value};

/// A GetItem.
pub(crate) fn get_item(random: &mut Random, table: &Table) -> Step {
    let mut request = base(random, table);
    request.insert("Key".to_owned(), Value::Object(key(random, table)));
    consistency(random, &mut request);
    let mut expressions = Expressions::new(random, table);
    if expressions.random.chance(35) {
        let projection = expressions.projection();
        request.insert("ProjectionExpression".to_owned(), json!(projection));
    }
    expressions.finish(&mut request);
    Step::new("GetItem", request)
}

/// A request with a table's name.
pub(crate) fn base(random: &mut Random, table: &Table) -> Map<String, Value> {
    let mut request = Map::new();
    let name = if random.rarely(20) { ABSENT } else { table.name };
    request.insert("TableName".to_owned(), json!(name));
    if random.chance(15) {
        let wanted = random.pick(&["TOTAL", "INDEXES", "NONE"]);
        request.insert("ReturnConsumedCapacity".to_owned(), json!(wanted));
    }
    request
}

pub(crate) fn consistency(random: &mut Random, request: &mut Map<String, Value>) {
    if random.chance(20) {
        request.insert("ConsistentRead".to_owned(), json!(random.chance(50)));
    }
}

/// A Query.
pub(crate) fn query(random: &mut Random, table: &Table) -> Step {
    let mut request = base(random, table);
    let index = choose_index(random, table, &mut request);
    let (partition, sort) = key_of(table, index);
    if index.is_none_or(|index| !table.indexes[index].global) || random.rarely(100) {
        consistency(random, &mut request);
    }
    if random.chance(45) {
        request.insert("ScanIndexForward".to_owned(), json!(random.chance(40)));
    }
    let mut expressions = Expressions::new(random, table);
    let condition = key_condition(&mut expressions, &partition, &sort);
    request.insert("KeyConditionExpression".to_owned(), json!(condition));
    // Now and then a filter asks for what an index does not hold.
    let held = index.filter(|_| !expressions.random.rarely(100));
    read_options(&mut expressions, held, index, &mut request);
    expressions.finish(&mut request);
    let indexed = index.is_some();
    let step = paged(random, "Query", request);
    Step { follow: step.follow || indexed, ..step }
}

/// A Scan.
pub(crate) fn scan(random: &mut Random, table: &Table) -> Step {
    let mut request = base(random, table);
    let index = choose_index(random, table, &mut request);
    if random.rarely(300) {
        let (segment, total) = (random.below(4), random.below(4));
        request.insert("Segment".to_owned(), json!(segment));
        request.insert("TotalSegments".to_owned(), json!(total));
        // Which items a segment holds is not defined: only the rules about its numbers are compared.
        request.insert("Select".to_owned(), json!("COUNT"));
        request.insert("FilterExpression".to_owned(), json!("attribute_exists(nothing_has_this)"));
        return Step::new("Scan", request);
    }
    if random.chance(8) {
        // All segments together.
        let total = 1 + random.below(5);
        request.insert("TotalSegments".to_owned(), json!(total));
    }
    let mut expressions = Expressions::new(random, table);
    read_options(&mut expressions, index, index, &mut request);
    expressions.finish(&mut request);
    Step { follow: true, ..paged(random, "Scan", request) }
}

pub(crate) fn choose_index(
    random: &mut Random,
    table: &Table,
    request: &mut Map<String, Value>,
) -> Option<usize> {
    if table.indexes.is_empty() || random.chance(40) {
        if random.rarely(30) {
            request.insert("IndexName".to_owned(), json!(ABSENT));
        }
        return None;
    }
    let chosen = random.below(table.indexes.len());
    request.insert("IndexName".to_owned(), json!(table.indexes[chosen].name));
    Some(chosen)
}

pub(crate) fn key_of(table: &Table, index: Option<usize>) -> (Vec<KeyAttribute>, Vec<KeyAttribute>) {
    match index {
        Some(index) => (table.indexes[index].partition.clone(), table.indexes[index].sort.clone()),
        None => (vec![table.partition], table.sort.into_iter().collect()),
    }
}

/// The filter, the projection and what is selected. The filter keeps to what the index `filtered` holds.
fn read_options(
    expressions: &mut Expressions<'_, '_>,
    filtered: Option<usize>,
    index: Option<usize>,
    request: &mut Map<String, Value>,
) {
    if expressions.random.chance(30) {
        expressions.within = filtered;
        let filter = expressions.condition(2);
        request.insert("FilterExpression".to_owned(), json!(filter));
    }
    let fetches = index.is_some_and(|index| expressions.table.fetches(index));
    if expressions.random.chance(15) {
        let free = fetches || expressions.random.rarely(100);
        expressions.within = if free { None } else { index };
        let projection = expressions.projection();
        request.insert("ProjectionExpression".to_owned(), json!(projection));
    }
    if expressions.random.chance(12) {
        let selects: &[&str] =
            &["COUNT", "COUNT", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "ALL_ATTRIBUTES"];
        let local = index.is_some_and(|index| !expressions.table.indexes[index].global);
        let selects = if local && !fetches { &selects[..4] } else { selects };
        request.insert("Select".to_owned(), json!(expressions.random.pick(selects)));
    }
}

/// Reads with a limit go on to the last page.
pub(crate) fn paged(random: &mut Random, action: &'static str, mut request: Map<String, Value>) -> Step {
    let mut follow = false;
    if random.chance(35) {
        let limit = if random.rarely(100) { 0 } else { 1 + random.below(5) };
        request.insert("Limit".to_owned(), json!(limit));
        follow = true;
    }
    if random.rarely(60) {
        request.insert("ExclusiveStartKey".to_owned(), json!({"pk": value(random), "sk": value(random)}));
    }
    Step { follow, ..Step::new(action, request) }
}

/// A key condition in one of its forms.
fn key_condition(
    expressions: &mut Expressions<'_, '_>,
    partition: &[KeyAttribute],
    sort: &[KeyAttribute],
) -> String {
    let mut parts: Vec<String> =
        partition.iter().map(|attribute| equality(expressions, *attribute)).collect();
    let ranged = if sort.is_empty() { 0 } else { expressions.random.below(sort.len() + 1) };
    for (at, attribute) in sort.iter().take(ranged).enumerate() {
        let part =
            if at + 1 == ranged { range(expressions, *attribute) } else { equality(expressions, *attribute) };
        parts.push(part);
    }
    if expressions.random.rarely(150) {
        wrong_key_condition(expressions, &mut parts);
    }
    if expressions.random.chance(15) {
        parts.reverse();
    }
    if expressions.random.chance(8) {
        for part in &mut parts {
            *part = format!("({part})");
        }
    }
    parts.join(" AND ")
}

fn operand(expressions: &mut Expressions<'_, '_>, attribute: KeyAttribute) -> String {
    let scalar = attribute.scalar;
    let value = match scalar {
        // The few partitions, more often than not.
        Scalar::S if attribute.name == "pk" => json!({"S": expressions.random.pick(&["a", "b"])}),
        Scalar::N if attribute.name == "pk" => json!({"N": expressions.random.pick(&["1", "-2"])}),
        Scalar::B if attribute.name == "pk" => json!({"B": expressions.random.pick(&["AQ==", "/w=="])}),
        _ if expressions.random.rarely(60) => value(expressions.random),
        _ => key_value(expressions.random, scalar),
    };
    expressions.placeholder(value)
}

fn equality(expressions: &mut Expressions<'_, '_>, attribute: KeyAttribute) -> String {
    let (name, value) = (expressions.name(attribute.name), operand(expressions, attribute));
    if expressions.random.chance(6) { format!("{value} = {name}") } else { format!("{name} = {value}") }
}

fn range(expressions: &mut Expressions<'_, '_>, attribute: KeyAttribute) -> String {
    let (name, value) = (expressions.name(attribute.name), operand(expressions, attribute));
    match expressions.random.below(8) {
        0 => format!("{name} = {value}"),
        1 => format!("{name} < {value}"),
        2 => format!("{name} <= {value}"),
        3 => format!("{name} > {value}"),
        4 => format!("{value} <= {name}"),
        5 => format!("begins_with({name}, {value})"),
        _ => {
            let high = operand(expressions, attribute);
            format!("{name} BETWEEN {value} AND {high}")
        }
    }
}

fn wrong_key_condition(expressions: &mut Expressions<'_, '_>, parts: &mut Vec<String>) {
    let value = expressions.placeholder(json!({"S": "a"}));
    match expressions.random.below(9) {
        0 => parts.clear(),
        1 => parts.push(format!("x = {value}")),
        2 => parts[0] = parts[0].replace('=', "<>"),
        3 => parts[0] = parts[0].replace('=', "<"),
        4 => parts[0] = format!("NOT {}", parts[0]),
        5 => parts[0] = format!("{} OR pk = {value}", parts[0]),
        6 => parts[0] = format!("pk IN ({value})"),
        7 => parts.push(parts[0].clone()),
        _ => parts[0] = format!("attribute_exists(pk) AND size(pk) = {value}"),
    }
}
