//! What answers requests.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use dynamo_mock::{Endpoint, Mock};
use dynamo_model::wire::{STREAMS_TARGET_PREFIX, TARGET_PREFIX, is_streams_action};
use serde_json::{Map, Value, json};

use crate::{Answer, Step};

/// A backend of a differential run.
pub trait Respondent {
    /// Forgets all tables.
    fn reset(&mut self);

    /// Answers one request.
    fn call(&mut self, action: &str, request: &Map<String, Value>) -> Answer;
}

/// The engine, by its endpoint: bytes in, bytes out.
#[derive(Debug)]
pub struct EngineRespondent {
    endpoint: Endpoint,
}

impl Default for EngineRespondent {
    fn default() -> Self {
        Self { endpoint: Endpoint::new(Mock::new()) }
    }
}

impl Respondent for EngineRespondent {
    fn reset(&mut self) {
        *self = Self::default();
    }

    fn call(&mut self, action: &str, request: &Map<String, Value>) -> Answer {
        let prefix = if is_streams_action(action) { STREAMS_TARGET_PREFIX } else { TARGET_PREFIX };
        let target = format!("{prefix}{action}");
        let body = Value::Object(request.clone()).to_string();
        let mut answer = pin!(self.endpoint.answer(Some(&target), body.as_bytes()));
        // The engine has answered before its future is returned.
        match answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(answer)) => Answer::of_wire(answer.status(), answer.body()),
            Poll::Ready(Err(error)) => Answer::Refusal(json!({"code": "none", "message": error.to_string()})),
            Poll::Pending => Answer::Refusal(json!({"code": "none", "message": "pending"})),
        }
    }
}

/// How many pages a read may have. More would mean that it does not go on.
const PAGES: usize = 2_000;

/// Answers a step: with one answer, or with the pages up to the last one put together.
pub fn answer(respondent: &mut dyn Respondent, step: &Step) -> Answer {
    if !step.follow {
        return respondent.call(&step.action, &step.request);
    }
    match (step.action.as_str(), step.request.get("TotalSegments").and_then(Value::as_u64)) {
        ("GetRecords", _) => return records(respondent, step),
        ("Scan", Some(total)) if total < 10 && !step.request.contains_key("Segment") => {
            return segments(respondent, step, total);
        }
        _ => {}
    }
    pages(respondent, step, step.request.clone())
}

/// The pages of a read.
fn pages(respondent: &mut dyn Respondent, step: &Step, mut request: Map<String, Value>) -> Answer {
    let mut whole = json!({"Count": 0, "ScannedCount": 0, "Items": [], "Pages": 0});
    for _ in 0..PAGES {
        let mut page = match respondent.call(&step.action, &request) {
            Answer::Response(page) => page,
            refusal @ Answer::Refusal(_) => return refusal,
        };
        whole["Pages"] = json!(whole["Pages"].as_u64().unwrap_or(0) + 1);
        for member in ["Count", "ScannedCount"] {
            whole[member] = json!(whole[member].as_u64().unwrap_or(0) + page[member].as_u64().unwrap_or(0));
        }
        if let (Some(all), Some(more)) = (whole["Items"].as_array_mut(), page["Items"].as_array_mut()) {
            all.append(more);
        }
        match page.get_mut("LastEvaluatedKey").map(Value::take) {
            Some(key) => request.insert("ExclusiveStartKey".to_owned(), key),
            None => return Answer::Response(whole),
        };
    }
    Answer::Refusal(json!({"code": "none", "message": "the pages do not end"}))
}

/// All segments of a Scan, put together.
fn segments(respondent: &mut dyn Respondent, step: &Step, total: u64) -> Answer {
    let mut whole = json!({"Count": 0, "ScannedCount": 0, "Items": []});
    for segment in 0..total.max(1) {
        let mut request = step.request.clone();
        request.insert("Segment".to_owned(), json!(segment));
        // Where one segment starts says nothing about another one.
        request.remove("ExclusiveStartKey");
        let mut part = match pages(respondent, step, request) {
            Answer::Response(part) => part,
            refusal @ Answer::Refusal(_) => return refusal,
        };
        for member in ["Count", "ScannedCount"] {
            whole[member] = json!(whole[member].as_u64().unwrap_or(0) + part[member].as_u64().unwrap_or(0));
        }
        if let (Some(all), Some(more)) = (whole["Items"].as_array_mut(), part["Items"].as_array_mut()) {
            all.append(more);
        }
    }
    Answer::Response(whole)
}

/// The records of the stream of a table, each with what does not differ from backend to backend.
fn records(respondent: &mut dyn Respondent, step: &Step) -> Answer {
    let mut call = |action: &str, request: Value| match request {
        Value::Object(request) => match respondent.call(action, &request) {
            Answer::Response(body) => Ok(body),
            refusal @ Answer::Refusal(_) => Err(refusal),
        },
        _ => Ok(Value::Null),
    };
    let mut read = || {
        let table = call("DescribeTable", Value::Object(step.request.clone()))?;
        let stream = &table["Table"]["LatestStreamArn"];
        let description = call("DescribeStream", json!({"StreamArn": stream}))?;
        let mut records = Vec::new();
        for shard in description["StreamDescription"]["Shards"].as_array().into_iter().flatten() {
            let iterator = json!({
                "StreamArn": stream, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON",
            });
            let mut iterator = call("GetShardIterator", iterator)?["ShardIterator"].take();
            for _ in 0..PAGES {
                let mut page = call("GetRecords", json!({"ShardIterator": iterator}))?;
                iterator = page["NextShardIterator"].take();
                let some = page["Records"].as_array().cloned().unwrap_or_default();
                if some.is_empty() {
                    break;
                }
                records.extend(some);
            }
        }
        Ok(records)
    };
    match read() {
        Err(refusal) => refusal,
        Ok(records) => Answer::Response(json!({"Records": records.iter().map(content).collect::<Vec<_>>()})),
    }
}

fn content(record: &Value) -> Value {
    let mut content = json!({"eventName": record["eventName"]});
    for member in ["Keys", "NewImage", "OldImage", "StreamViewType"] {
        if let Some(value) = record["dynamodb"].get(member) {
            content[member] = value.clone();
        }
    }
    content
}
