//! When two answers are the same.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{Answer, Step};

/// Compares answers. It learns the tables' indexes from the requests that create them.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The sort attributes of each index.
    sort_attributes: BTreeMap<(String, String), Vec<String>>,
}

impl Comparison {
    /// Learns what a step defines.
    pub fn learn(&mut self, step: &Step) {
        let Some(table) = step.request.get("TableName").and_then(Value::as_str) else { return };
        if step.action != "CreateTable" {
            return;
        }
        for member in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
            for index in elements(step.request.get(member)) {
                let sort = elements(index.get("KeySchema"))
                    .filter(|element| element["KeyType"] == "RANGE")
                    .filter_map(|element| Some(element["AttributeName"].as_str()?.to_owned()));
                let name = index["IndexName"].as_str().unwrap_or_default().to_owned();
                self.sort_attributes.insert((table.to_owned(), name), sort.collect());
            }
        }
    }

    /// An answer in a form in which equal ones are equal: what has no defined order is sorted, and what differs
    /// from table to table is left out.
    pub fn normal(&self, step: &Step, answer: &Answer) -> Answer {
        match answer {
            Answer::Response(body) => Answer::Response(self.normal_response(step, body)),
            Answer::Refusal(error) => Answer::Refusal(sorted_sets(error)),
        }
    }

    fn normal_response(&self, step: &Step, body: &Value) -> Value {
        let mut body = sorted_sets(body);
        match step.action.as_str() {
            "CreateTable" | "DeleteTable" | "DescribeTable" => return definition(&body),
            // The order of the records of one item is defined, and of no others.
            "GetRecords" => {
                if let Some(records) = body.get_mut("Records").and_then(Value::as_array_mut) {
                    records.sort_by_cached_key(|record| record["Keys"].to_string());
                }
            }
            // Which items a segment holds is the backend's choice.
            "Scan" if step.request.contains_key("Segment") => return json!({}),
            // So is the order of partitions, and with it what comes after a key.
            "Scan" if step.request.contains_key("ExclusiveStartKey") => return json!({}),
            "Scan" => {
                sort(body.get_mut("Items"));
                if !step.request.contains_key("Limit")
                    && let Some(body) = body.as_object_mut()
                {
                    // Where a page is full depends on the order of the partitions.
                    body.remove("Pages");
                }
            }
            "Query" if step.request.contains_key("IndexName") => {
                let order = self.order(step, &body);
                sort(body.get_mut("Items"));
                body["Order"] = order;
                if let Some(body) = body.as_object_mut() {
                    body.remove("Pages");
                }
            }
            "BatchGetItem" => {
                if let Some(tables) = body.get_mut("Responses").and_then(Value::as_object_mut) {
                    tables.values_mut().for_each(|items| sort(Some(items)));
                }
            }
            _ => {}
        }
        if step.request.get("Select").is_some_and(|select| select == "COUNT")
            && let Some(body) = body.as_object_mut()
        {
            // The engine's wire cannot tell an empty page from one that only counts.
            body.remove("Items");
            body.remove("Order");
        }
        if let Some(Value::Array(_)) = body.get("ConsumedCapacity") {
            sort(body.get_mut("ConsumedCapacity"));
        }
        body
    }

    /// The sort keys in the order of the answer: the order of entries with equal keys is not defined.
    fn order(&self, step: &Step, body: &Value) -> Value {
        let text =
            |member: &str| step.request.get(member).and_then(Value::as_str).unwrap_or_default().to_owned();
        let Some(sort) = self.sort_attributes.get(&(text("TableName"), text("IndexName"))) else {
            return Value::Null;
        };
        elements(body.get("Items"))
            .map(|item| sort.iter().map(|name| item.get(name).cloned()).collect::<Option<Vec<Value>>>())
            .map(|key| json!(key))
            .collect()
    }
}

/// What defines a table, without times, ids and ARNs.
fn definition(body: &Value) -> Value {
    let table = body.get("Table").or_else(|| body.get("TableDescription")).unwrap_or(body);
    let mut definition = json!({"KeySchema": table["KeySchema"], "Stream": table["StreamSpecification"]});
    let mut attributes = table["AttributeDefinitions"].clone();
    sort(Some(&mut attributes));
    definition["AttributeDefinitions"] = attributes;
    for member in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
        let mut indexes: Value = elements(table.get(member))
            .map(|index| {
                let mut projection = index["Projection"].clone();
                sort(projection.get_mut("NonKeyAttributes"));
                json!({"IndexName": index["IndexName"], "KeySchema": index["KeySchema"], "Projection": projection})
            })
            .collect();
        sort(Some(&mut indexes));
        definition[member] = indexes;
    }
    definition
}

fn elements(list: Option<&Value>) -> impl Iterator<Item = &Value> {
    list.and_then(Value::as_array).into_iter().flatten()
}

fn sort(list: Option<&mut Value>) {
    if let Some(Value::Array(elements)) = list {
        elements.sort_by_cached_key(Value::to_string);
    }
}

/// The value with the elements of its sets sorted.
fn sorted_sets(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let is_set = members.len() == 1;
            let sorted: Map<String, Value> = members
                .iter()
                .map(|(name, value)| {
                    let mut value = sorted_sets(value);
                    if is_set && matches!(name.as_str(), "SS" | "NS" | "BS") {
                        sort(Some(&mut value));
                    }
                    (name.clone(), value)
                })
                .collect();
            Value::Object(sorted)
        }
        Value::Array(elements) => elements.iter().map(sorted_sets).collect(),
        other => other.clone(),
    }
}
