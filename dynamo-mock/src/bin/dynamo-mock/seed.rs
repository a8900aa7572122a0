//! The calls that fill a server before it listens.

use std::borrow::Cow;

use dynamo_mock::Endpoint;
use dynamo_model::wire::json::{JsonError, Reader};
use dynamo_model::wire::{TARGET_PREFIX, decode_error};

/// Makes the calls of a seed, `[{"CreateTable": {...}}, {"PutItem": {...}}]`, in their order.
pub(crate) async fn plant(endpoint: &Endpoint, seed: &[u8]) -> Result<(), String> {
    let calls = calls(seed).map_err(|error| format!("not an array of calls: {error}"))?;
    for (at, (action, body)) in calls.iter().enumerate() {
        let target = format!("{TARGET_PREFIX}{action}");
        let answer = endpoint
            .answer(Some(&target), body.as_bytes())
            .await
            .map_err(|error| format!("call {} ({action}): {error}", at + 1))?;
        if answer.error().is_some() {
            let error = decode_error(answer.status(), None, answer.body());
            return Err(format!("call {} ({action}): {error}", at + 1));
        }
    }
    Ok(())
}

/// The names of the calls' actions and their bodies.
fn calls(seed: &[u8]) -> Result<Vec<(Cow<'_, str>, &str)>, JsonError> {
    let mut reader = Reader::new(seed)?;
    let mut calls = Vec::new();
    reader.begin_array()?;
    while reader.next_element()? {
        reader.begin_object()?;
        while let Some(action) = reader.next_name()? {
            // Finds where the value begins.
            reader.peek()?;
            let start = reader.position();
            reader.skip()?;
            calls.push((action, reader.since(start)));
        }
    }
    reader.finish()?;
    Ok(calls)
}

#[cfg(test)]
mod tests {
    use dynamo_mock::Mock;

    use super::*;

    const TABLE: &str = r#"{"CreateTable": {"TableName": "users", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}}"#;

    fn planted(seed: &str) -> (Mock, Result<(), String>) {
        let mock = Mock::new();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let outcome = runtime.block_on(plant(&Endpoint::new(mock.clone()), seed.as_bytes()));
        (mock, outcome)
    }

    #[test]
    fn calls_are_made_in_their_order() {
        let item = r#"{"PutItem": {"TableName": "users", "Item": {"id": {"S": "1"}}}}"#;
        assert_eq!(planted(&format!("[{TABLE}, {item}]")).1, Ok(()));
        let message = "call 1 (PutItem): ResourceNotFoundException: Requested resource not found";
        assert_eq!(planted(&format!("[{item}, {TABLE}]")).1, Err(message.to_owned()));
    }

    #[test]
    fn a_seed_that_is_no_array_of_calls_is_refused() {
        for seed in ["", "{}", "[1]", "[{}", "[{}] 1"] {
            assert!(planted(seed).1.unwrap_err().starts_with("not an array of calls: "), "{seed}");
        }
    }
}
