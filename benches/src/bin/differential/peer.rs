//! dynoxide in this process.

use dynamo_differential::{Answer, Respondent};
use dynoxide::{Database, DynoxideError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// An engine of another maker, with its tables in memory.
pub(crate) struct Peer {
    database: Database,
}

impl Peer {
    pub(crate) fn new() -> Self {
        Self { database: database() }
    }
}

fn database() -> Database {
    Database::memory().expect("a database in memory")
}

/// Reads a request, lets the database answer, and writes the answer.
fn exchange<I: DeserializeOwned, O: Serialize>(
    action: &str,
    request: &Map<String, Value>,
    call: impl FnOnce(I) -> Result<O, DynoxideError>,
) -> Answer {
    let body = Value::Object(request.clone()).to_string();
    match serde_json::from_str(&body) {
        Err(error) => unread(action, &error.to_string()),
        Ok(input) => match call(input) {
            Ok(output) => Answer::Response(serde_json::to_value(output).unwrap_or(Value::Null)),
            Err(error) => {
                let enveloped = matches!(error, DynoxideError::EnvelopedValidation(_));
                let mut body = serde_json::from_str(&error.to_json()).unwrap_or(Value::Null);
                if enveloped && envelopes(action) {
                    body["message"] =
                        json!(format!("{ENVELOPE}{}", body["message"].as_str().unwrap_or_default()));
                }
                Answer::of_error(&body)
            }
        },
    }
}

const ENVELOPE: &str = "1 validation error detected: ";

/// Whether errors of the request's form come with their count.
fn envelopes(action: &str) -> bool {
    matches!(action, "PutItem" | "UpdateItem")
}

/// The refusal of a request that cannot be read. The library says it by the beginning of serde's message, from
/// which its server, which is not built here, makes the answer.
fn unread(action: &str, message: &str) -> Answer {
    let position = message.rfind(" at line ").unwrap_or(message.len());
    let plain = &message[..position];
    let (code, text) = if let Some(text) = plain.strip_prefix("VALIDATION_REQUEST:") {
        let envelope = if envelopes(action) { ENVELOPE } else { "" };
        ("ValidationException", format!("{envelope}{text}"))
    } else if let Some(text) = plain.strip_prefix("VALIDATION:") {
        ("ValidationException", text.to_owned())
    } else if let Some(text) = plain.strip_prefix("SERIALIZATION:") {
        ("SerializationException", text.to_owned())
    } else if plain.contains("empty AttributeValue") {
        let text = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
        ("ValidationException", text.to_owned())
    } else if plain.contains("Supplied AttributeValue") {
        ("ValidationException", plain.to_owned())
    } else {
        ("unread", plain.to_owned())
    };
    Answer::Refusal(json!({"code": code, "message": text}))
}

impl Respondent for Peer {
    fn reset(&mut self) {
        self.database = database();
    }

    fn call(&mut self, action: &str, request: &Map<String, Value>) -> Answer {
        let database = &self.database;
        match action {
            "CreateTable" => exchange(action, request, |input| database.create_table(input)),
            "DescribeTable" => exchange(action, request, |input| database.describe_table(input)),
            "UpdateTable" => exchange(action, request, |input| database.update_table(input)),
            "UpdateTimeToLive" => exchange(action, request, |input| database.update_time_to_live(input)),
            "DescribeTimeToLive" => exchange(action, request, |input| database.describe_time_to_live(input)),
            "DescribeStream" => exchange(action, request, |input| database.describe_stream(input)),
            "GetShardIterator" => exchange(action, request, |input| database.get_shard_iterator(input)),
            "GetRecords" => exchange(action, request, |input| database.get_records(input)),
            "DeleteTable" => exchange(action, request, |input| database.delete_table(input)),
            "GetItem" => exchange(action, request, |input| database.get_item(input)),
            "PutItem" => exchange(action, request, |input| database.put_item(input)),
            "UpdateItem" => exchange(action, request, |input| database.update_item(input)),
            "DeleteItem" => exchange(action, request, |input| database.delete_item(input)),
            "Query" => exchange(action, request, |input| database.query(input)),
            "Scan" => exchange(action, request, |input| database.scan(input)),
            "BatchGetItem" => exchange(action, request, |input| database.batch_get_item(input)),
            "BatchWriteItem" => exchange(action, request, |input| database.batch_write_item(input)),
            "TransactGetItems" => exchange(action, request, |input| database.transact_get_items(input)),
            "TransactWriteItems" => exchange(action, request, |input| database.transact_write_items(input)),
            other => Answer::Refusal(json!({"code": "none", "message": format!("{other} is not compared")})),
        }
    }
}
