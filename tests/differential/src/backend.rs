//! What answers requests.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use dynamo_mock::{Endpoint, Mock};
use dynamo_model::wire::TARGET_PREFIX;
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
        let target = format!("{TARGET_PREFIX}{action}");
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
    let mut request = step.request.clone();
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
