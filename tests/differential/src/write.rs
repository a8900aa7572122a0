//! Random writes.

use serde_json::{Map, Value, json};

use crate::Random;
use crate::expression::Expressions;
use crate::read::base;
use crate::step::Step;
use crate::table::{ABSENT, Table};
use crate::value::{item, key};

/// A PutItem.
pub(crate) fn put_item(random: &mut Random, table: &Table) -> Step {
    let mut request = base(random, table);
    request.insert("Item".to_owned(), Value::Object(item(random, table)));
    condition(random, table, &mut request, 25);
    return_values(random, &mut request, &["NONE", "ALL_OLD", "ALL_OLD"]);
    Step::new("PutItem", request)
}

/// A DeleteItem.
pub(crate) fn delete_item(random: &mut Random, table: &Table) -> Step {
    let mut request = base(random, table);
    request.insert("Key".to_owned(), Value::Object(key(random, table)));
    condition(random, table, &mut request, 40);
    return_values(random, &mut request, &["NONE", "ALL_OLD", "ALL_OLD"]);
    Step::new("DeleteItem", request)
}

/// An UpdateItem.
pub(crate) fn update_item(random: &mut Random, table: &Table) -> Step {
    let mut request = base(random, table);
    request.insert("Key".to_owned(), Value::Object(key(random, table)));
    let mut expressions = Expressions::new(random, table);
    update(&mut expressions, &mut request);
    if expressions.random.chance(25) {
        let condition = expressions.condition(2);
        request.insert("ConditionExpression".to_owned(), json!(condition));
        failure_values(expressions.random, &mut request);
    }
    expressions.finish(&mut request);
    let kinds = &["NONE", "ALL_OLD", "ALL_NEW", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW", "UPDATED_NEW"];
    return_values(random, &mut request, kinds);
    Step::new("UpdateItem", request)
}

fn update(expressions: &mut Expressions<'_, '_>, request: &mut Map<String, Value>) {
    let update = expressions.update();
    // An empty text is an error of its own, which need not come often.
    if !update.is_empty() || expressions.random.rarely(200) {
        request.insert("UpdateExpression".to_owned(), json!(update));
    }
}

fn condition(random: &mut Random, table: &Table, request: &mut Map<String, Value>, percent: usize) {
    let mut expressions = Expressions::new(random, table);
    if expressions.random.chance(percent) {
        let condition = expressions.condition(2);
        request.insert("ConditionExpression".to_owned(), json!(condition));
        failure_values(expressions.random, request);
    }
    expressions.finish(request);
}

fn failure_values(random: &mut Random, request: &mut Map<String, Value>) {
    if random.chance(40) {
        let wanted = random.pick(&["ALL_OLD", "NONE"]);
        request.insert("ReturnValuesOnConditionCheckFailure".to_owned(), json!(wanted));
    }
}

pub(crate) fn return_values(random: &mut Random, request: &mut Map<String, Value>, kinds: &[&str]) {
    if random.rarely(60) {
        let wanted = random.pick(&["ALL_NEW", "UPDATED_OLD", "SOMETHING"]);
        request.insert("ReturnValues".to_owned(), json!(wanted));
    } else if random.chance(50) {
        request.insert("ReturnValues".to_owned(), json!(random.pick(kinds)));
    }
}

/// A BatchWriteItem.
pub(crate) fn batch_write_item(random: &mut Random, tables: &[Table]) -> Step {
    let mut requests = Map::new();
    for table in tables {
        if random.chance(60) {
            let length = if random.rarely(50) { 26 } else { 1 + random.below(5) };
            let writes: Vec<Value> = (0..length)
                .map(|_| match random.below(3) {
                    0 => json!({"DeleteRequest": {"Key": key(random, table)}}),
                    _ => json!({"PutRequest": {"Item": item(random, table)}}),
                })
                .collect();
            requests.insert(table.name.to_owned(), Value::Array(writes));
        }
    }
    if random.rarely(60) {
        requests.insert(ABSENT.to_owned(), json!([{"DeleteRequest": {"Key": key(random, &tables[0])}}]));
    }
    let mut request = Map::new();
    request.insert("RequestItems".to_owned(), Value::Object(requests));
    Step::new("BatchWriteItem", request)
}

/// A BatchGetItem.
pub(crate) fn batch_get_item(random: &mut Random, tables: &[Table]) -> Step {
    let mut requests = Map::new();
    for table in tables {
        if random.chance(60) {
            let keys: Vec<Value> = (0..=random.below(3)).map(|_| Value::Object(key(random, table))).collect();
            let mut wanted = Map::new();
            wanted.insert("Keys".to_owned(), Value::Array(keys));
            let mut expressions = Expressions::new(random, table);
            if expressions.random.chance(25) {
                let projection = expressions.projection();
                wanted.insert("ProjectionExpression".to_owned(), json!(projection));
                expressions.finish_names(&mut wanted);
            }
            requests.insert(table.name.to_owned(), Value::Object(wanted));
        }
    }
    let mut request = Map::new();
    request.insert("RequestItems".to_owned(), Value::Object(requests));
    Step::new("BatchGetItem", request)
}

/// A TransactWriteItems. A few tokens recur.
pub(crate) fn transact_write_items(random: &mut Random, tables: &[Table]) -> Step {
    let actions: Vec<Value> = (0..=random.below(4))
        .map(|_| {
            let table = &tables[random.below(tables.len())];
            let (member, step) = match random.below(4) {
                0 => ("Put", put_item(random, table)),
                1 => ("Delete", delete_item(random, table)),
                2 => ("Update", update_item(random, table)),
                _ => {
                    let mut step = delete_item(random, table);
                    step.request
                        .entry("ConditionExpression")
                        .or_insert_with(|| json!("attribute_exists(pk)"));
                    ("ConditionCheck", step)
                }
            };
            let mut action = step.request;
            if member == "Update" && !action.contains_key("UpdateExpression") {
                // A transaction needs one; DynamoDB Local does not say so.
                action.insert("UpdateExpression".to_owned(), json!("REMOVE nothing_has_this"));
            }
            action.remove("ReturnValues");
            action.remove("ReturnConsumedCapacity");
            json!({member: action})
        })
        .collect();
    let mut request = Map::new();
    request.insert("TransactItems".to_owned(), Value::Array(actions));
    if random.chance(10) {
        request.insert("ClientRequestToken".to_owned(), json!(random.pick(&["one", "two"])));
    }
    Step::new("TransactWriteItems", request)
}

/// A TransactGetItems.
pub(crate) fn transact_get_items(random: &mut Random, tables: &[Table]) -> Step {
    let gets: Vec<Value> = (0..=random.below(4))
        .map(|_| {
            let table = &tables[random.below(tables.len())];
            let mut get = crate::read::get_item(random, table).request;
            get.remove("ConsistentRead");
            get.remove("ReturnConsumedCapacity");
            json!({"Get": get})
        })
        .collect();
    let mut request = Map::new();
    request.insert("TransactItems".to_owned(), Value::Array(gets));
    Step::new("TransactGetItems", request)
}
