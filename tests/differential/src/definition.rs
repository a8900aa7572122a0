//! Random definitions of tables, and requests about tables.

use serde_json::{Map, Value, json};

use crate::Random;
use crate::step::Step;
use crate::table::{ABSENT, Table};

/// The table that comes and goes.
pub(crate) const PASSING: &str = "table3";

/// A request about a table.
pub(crate) fn request(random: &mut Random, tables: &[Table]) -> Step {
    match random.below(8) {
        0..=2 => create(random, &tables[0]),
        3 => named("DeleteTable", PASSING),
        4 => named("DescribeTable", random.pick(&[PASSING, ABSENT, "table1", "table2"])),
        5 => wrong_update(random, &tables[1]),
        6 => time_to_live(random),
        _ => named("DescribeTimeToLive", random.pick(&[PASSING, ABSENT, "table1"])),
    }
}

fn named(action: &str, name: &str) -> Step {
    let mut request = Map::new();
    request.insert("TableName".to_owned(), json!(name));
    Step::new(action, request)
}

/// A definition like that of another table, more often than not with a mistake.
fn create(random: &mut Random, like: &Table) -> Step {
    let mut request = like.create();
    request["TableName"] = json!(PASSING);
    match random.below(16) {
        0 => request["TableName"] = json!(random.pick(&["a b c", "table1"])),
        1 => drop_definition(&mut request),
        2 => request["KeySchema"] = json!([{"AttributeName": "pk", "KeyType": "RANGE"}]),
        3 => {
            request["KeySchema"] = json!([
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "pk", "KeyType": "RANGE"},
            ]);
        }
        4 => {
            request["KeySchema"] = json!([
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "HASH"},
            ]);
        }
        5 => request["ProvisionedThroughput"] = json!({"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}),
        6 => request["BillingMode"] = json!("PROVISIONED"),
        7 => {
            request["BillingMode"] = json!("PROVISIONED");
            request["ProvisionedThroughput"] = json!({"ReadCapacityUnits": 0, "WriteCapacityUnits": 1});
        }
        8 => index(&mut request, json!({"Projection": {"ProjectionType": "INCLUDE"}})),
        9 => {
            index(&mut request, json!({"Projection": {"ProjectionType": "ALL", "NonKeyAttributes": ["n"]}}));
        }
        10 => index(&mut request, json!({"IndexName": random.pick(&["ab", "a b c"])})),
        11 => index(&mut request, json!({"KeySchema": [{"AttributeName": "undefined", "KeyType": "HASH"}]})),
        12 => request["KeySchema"] = json!([]),
        _ => {}
    }
    Step::new("CreateTable", request.as_object().cloned().unwrap_or_default())
}

fn drop_definition(request: &mut Value) {
    if let Some(definitions) = request["AttributeDefinitions"].as_array_mut() {
        definitions.pop();
    }
}

/// Changes the first global index, where there is one.
fn index(request: &mut Value, change: Value) {
    let index = request.get_mut("GlobalSecondaryIndexes").and_then(|indexes| indexes.get_mut(0));
    if let (Some(Value::Object(index)), Value::Object(change)) = (index, change) {
        index.extend(change);
    }
}

/// An UpdateTable that is refused.
fn wrong_update(random: &mut Random, table: &Table) -> Step {
    let mut request = Map::new();
    request.insert("TableName".to_owned(), json!(table.name));
    match random.below(5) {
        0 => {}
        1 => {
            request.insert("TableName".to_owned(), json!(ABSENT));
            request.insert("BillingMode".to_owned(), json!("PAY_PER_REQUEST"));
        }
        2 => {
            let delete = json!([{"Delete": {"IndexName": ABSENT}}]);
            request.insert("GlobalSecondaryIndexUpdates".to_owned(), delete);
        }
        3 => {
            request.insert("GlobalSecondaryIndexUpdates".to_owned(), json!([{}]));
        }
        _ => {
            let specification = json!({"StreamEnabled": true});
            request.insert("StreamSpecification".to_owned(), specification);
        }
    }
    Step::new("UpdateTable", request)
}

/// An UpdateTimeToLive of a table that is not there, or without change.
fn time_to_live(random: &mut Random) -> Step {
    let name = random.pick(&[ABSENT, "table1", "table1"]);
    let mut request = Map::new();
    request.insert("TableName".to_owned(), json!(name));
    let specification = match random.below(3) {
        0 => json!({"Enabled": false, "AttributeName": "expires"}),
        1 => json!({"Enabled": true, "AttributeName": ""}),
        _ => json!({"Enabled": false, "AttributeName": "other"}),
    };
    request.insert("TimeToLiveSpecification".to_owned(), specification);
    Step::new("UpdateTimeToLive", request)
}
