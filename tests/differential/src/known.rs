//! Where an oracle is known to answer otherwise than DynamoDB.

use dynamo_model::Number;
use serde_json::{Map, Value};

use crate::{Answer, Step};

const CAPACITY: &str = "ConsumedCapacity";

/// One way in which an oracle differs.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The action, or an empty text for all.
    pub action: &'static str,
    /// What the engine answers.
    pub ours: Said,
    /// What the oracle answers.
    pub theirs: Said,
    /// Why the oracle is not followed.
    pub reason: &'static str,
}

impl Known {
    /// A difference in the answers to an action, or to all where the text is empty.
    pub const fn new(action: &'static str, ours: Said, theirs: Said, reason: &'static str) -> Self {
        Self { action, ours, theirs, reason }
    }
}

/// A kind of answers.
#[derive(Debug, Clone, Copy)]
pub enum Said {
    /// Any response.
    Done,
    /// Any refusal.
    Refused,
    /// A refusal whose code and message have a text in them.
    Words(&'static str),
    /// Any answer.
    Anything,
}

/// Words of one side that the other one says in another way, or not at all.
#[derive(Debug, Clone, Copy)]
pub struct Wording {
    /// The words.
    pub from: &'static str,
    /// What is compared in their place.
    pub to: &'static str,
}

/// All that is known of one oracle.
#[derive(Debug, Clone, Copy)]
pub struct Knowledge {
    /// Other words for the same, which are exchanged in all messages of both sides.
    pub wordings: &'static [Wording],
    /// Other answers.
    pub differences: &'static [Known],
    /// Why the capacity that two equal answers report may differ, when it is known.
    pub capacity: fn(&Step, &Value, &Value) -> Option<&'static str>,
    /// Whether the oracle's streams have records of writes that change nothing.
    pub idle_records: bool,
    /// Whether numbers are compared by value, not as they are written.
    pub numbers_by_value: bool,
    /// Answers that cannot be told apart by their words.
    pub judge: fn(&Step, &Answer, &Answer) -> Option<&'static str>,
}

impl Knowledge {
    /// An answer with its numbers in the form that is compared.
    pub fn renumbered(&self, mut answer: Answer) -> Answer {
        if self.numbers_by_value {
            match &mut answer {
                Answer::Response(value) | Answer::Refusal(value) => rewrite_numbers(value),
            }
        }
        answer
    }

    /// An answer in the words that are compared.
    pub fn reworded(&self, mut answer: Answer) -> Answer {
        if let Answer::Response(body) = &mut answer
            && let Some(records) = body.get_mut("Records").and_then(Value::as_array_mut)
            && self.idle_records
        {
            records.retain(|record| record["NewImage"].is_null() || record["NewImage"] != record["OldImage"]);
        }
        if let Answer::Refusal(error) = &mut answer {
            self.reword(error.get_mut("message"));
            for reason in
                error.get_mut("CancellationReasons").and_then(Value::as_array_mut).into_iter().flatten()
            {
                self.reword(reason.get_mut("Message"));
            }
        }
        answer
    }

    /// Takes capacity that is known to differ out of both answers, and says why.
    pub fn forgive_capacity(
        &self,
        step: &Step,
        ours: &mut Answer,
        theirs: &mut Answer,
    ) -> Option<&'static str> {
        let (Answer::Response(Value::Object(ours)), Answer::Response(Value::Object(theirs))) = (ours, theirs)
        else {
            return None;
        };
        let of = |body: &Map<String, Value>| body.get(CAPACITY).cloned().unwrap_or_default();
        let (mine, yours) = (of(ours), of(theirs));
        if mine == yours {
            return None;
        }
        let reason = (self.capacity)(step, &mine, &yours)?;
        ours.remove(CAPACITY);
        theirs.remove(CAPACITY);
        Some(reason)
    }

    fn reword(&self, message: Option<&mut Value>) {
        if let Some(Value::String(message)) = message {
            for wording in self.wordings {
                if message.contains(wording.from) {
                    *message = message.replace(wording.from, wording.to);
                }
            }
        }
    }

    /// Why two answers to a step may differ, when it is known.
    pub fn reason(&self, step: &Step, ours: &Answer, theirs: &Answer) -> Option<&'static str> {
        let known = self.differences.iter().find(|known| {
            (known.action.is_empty() || known.action == step.action)
                && known.ours.is(ours)
                && known.theirs.is(theirs)
        });
        known.map(|known| known.reason).or_else(|| (self.judge)(step, ours, theirs))
    }
}

/// Writes all numbers in one form.
fn rewrite_numbers(value: &mut Value) {
    let rewrite = |value: &mut Value| {
        if let Some(number) = value.as_str().and_then(|text| text.parse::<Number>().ok()) {
            *value = Value::String(number.to_string());
        }
    };
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match (name.as_str(), &mut *value) {
                    ("N", Value::String(_)) => rewrite(value),
                    ("NS", Value::Array(elements)) => {
                        elements.iter_mut().for_each(rewrite);
                        elements.sort_by_cached_key(Value::to_string);
                    }
                    _ => rewrite_numbers(value),
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(rewrite_numbers),
        _ => {}
    }
}

impl Said {
    fn is(self, answer: &Answer) -> bool {
        match (self, answer) {
            (Self::Anything, _) | (Self::Done, Answer::Response(_)) | (Self::Refused, Answer::Refusal(_)) => {
                true
            }
            (Self::Words(words), Answer::Refusal(error)) => error.to_string().contains(words),
            _ => false,
        }
    }
}
