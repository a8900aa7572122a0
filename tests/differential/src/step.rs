//! One request of a sequence, and the answers to it.

use serde_json::{Map, Value, json};

/// A request in the form of the wire.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The name of the action.
    pub action: String,
    /// The body.
    pub request: Map<String, Value>,
    /// Whether the request is sent again, from where each page ends, up to the last page.
    pub follow: bool,
}

/// What a backend answers: a body, or an error's code, message and details.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The body of a response.
    Response(Value),
    /// The members `code` and `message`, and `Item` and `CancellationReasons` where there are any.
    Refusal(Value),
}

impl Step {
    /// A request that is sent once.
    pub fn new(action: &str, request: Map<String, Value>) -> Self {
        Self { action: action.to_owned(), request, follow: false }
    }

    /// The step as a case holds it.
    pub fn to_json(&self, answer: Option<&Answer>) -> Value {
        let mut step = json!({"action": self.action, "request": self.request});
        if self.follow {
            step["pages"] = json!(true);
        }
        match answer {
            Some(Answer::Response(body)) => step["response"] = body.clone(),
            Some(Answer::Refusal(error)) => step["error"] = error.clone(),
            None => {}
        }
        step
    }

    /// The step of a case, and the answer that it expects.
    ///
    /// # Errors
    /// The name of the member that is missing or of another type.
    pub fn from_json(step: &Value) -> Result<(Self, Option<Answer>), &'static str> {
        let action = step["action"].as_str().ok_or("action")?.to_owned();
        let request = step["request"].as_object().ok_or("request")?.clone();
        let follow = step["pages"].as_bool().unwrap_or(false);
        let answer = match (step.get("response"), step.get("error")) {
            (Some(body), _) => Some(Answer::Response(body.clone())),
            (None, Some(error)) => Some(Answer::Refusal(error.clone())),
            (None, None) => None,
        };
        Ok((Self { action, request, follow }, answer))
    }
}

impl Answer {
    /// The answer of a body with a status.
    pub fn of_wire(status: u16, body: &[u8]) -> Self {
        let body: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
        if status == 200 { Self::Response(body) } else { Self::of_error(&body) }
    }

    /// The refusal of an error's body.
    pub fn of_error(body: &Value) -> Self {
        let name = body["__type"].as_str().unwrap_or_default();
        let code = name.rsplit('#').next().unwrap_or_default();
        let message = body.get("message").or_else(|| body.get("Message")).cloned();
        let mut error = json!({"code": code, "message": message.unwrap_or_else(|| json!(""))});
        for member in ["Item", "CancellationReasons"] {
            if let Some(detail) = body.get(member) {
                error[member] = detail.clone();
            }
        }
        Self::Refusal(error)
    }

    /// Whether the request was done.
    pub const fn is_response(&self) -> bool {
        matches!(self, Self::Response(_))
    }
}
