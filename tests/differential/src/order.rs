//! Requests with several mistakes.
//!
//! DynamoDB's documentation does not say in which order it looks for mistakes, and its oracles differ in it. That
//! one side reports one mistake and the other side another one is therefore no difference, if both mistakes are
//! there: the request is taken apart until both sides agree on each mistake alone.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::mend::{lacks_placeholders, mended};
use crate::minimise::without;
use crate::table::Table;
use crate::{Answer, Step};

/// How many smaller requests are tried.
const TRIES: usize = 200;

/// What the search for both mistakes of a request found.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mistakes {
    /// Both sides agree on the mistake that the engine reports.
    pub(crate) ours: bool,
    /// Both sides agree on the mistake that the oracle reports.
    pub(crate) theirs: bool,
    /// A smaller request was done, so that the tables may have changed.
    pub(crate) done: bool,
}

impl Mistakes {
    /// Takes a request apart. `ask` answers a request on both sides, and says whether they agree.
    pub(crate) fn search(
        step: &Step,
        tables: &[Table],
        ours: &Answer,
        theirs: &Answer,
        mut ask: impl FnMut(&Step) -> (Answer, Answer, bool),
    ) -> Self {
        let mut found = Self::default();
        let (mine, yours) = (mistakes(ours), mistakes(theirs));
        let mut step = step.clone();
        let (mut candidates, mut at, mut seen) = (mended(&step, tables), 0, BTreeSet::new());
        for _ in 0..TRIES {
            let mending = candidates.pop();
            let dropping = mending.is_none();
            let Some(request) = mending.or_else(|| without(&step.request, at)) else { break };
            let mut request = Value::Object(request);
            tidy(&Value::Object(step.request.clone()), &mut request);
            let Value::Object(request) = request else { break };
            // What was dropped must not come back, and an undefined placeholder would be a mistake more.
            let again = !seen.insert(Value::Object(request.clone()).to_string());
            let lacking = || lacks_placeholders(&request) && !lacks_placeholders(&step.request);
            if again || dropping && lacking() {
                at += usize::from(dropping);
                continue;
            }
            let candidate = Step { request, ..step.clone() };
            let (one, two, agree) = ask(&candidate);
            found.done |= one.is_response() || two.is_response();
            let (first, second) = (mistakes(&one), mistakes(&two));
            if agree {
                found.ours |= is_part(&first, &mine);
                found.theirs |= is_part(&second, &yours);
            }
            if found.ours && found.theirs {
                break;
            }
            if is_part(&first, &mine) && is_part(&second, &yours) {
                step = candidate;
                candidates = mended(&step, tables);
            } else if dropping {
                at += 1;
            }
        }
        found
    }
}

/// What a refusal reports: one mistake, or those of the actions of a transaction.
fn mistakes(answer: &Answer) -> Vec<String> {
    let Answer::Refusal(error) = answer else { return Vec::new() };
    match error["CancellationReasons"].as_array() {
        Some(reasons) => reasons
            .iter()
            .filter(|reason| reason["Code"] != "None")
            .map(|reason| gist(&reason["Message"]))
            .collect(),
        None => vec![gist(&error["message"])],
    }
}

/// The kinds of the mistakes that a refusal reports: the messages without names and values.
pub(crate) fn kinds(answer: &Answer) -> Vec<String> {
    mistakes(answer).iter().map(|mistake| kind(mistake)).collect()
}

fn kind(mistake: &str) -> String {
    let general = |word: &&str| {
        let name = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        !name.is_empty() && name.chars().all(|letter| letter.is_lowercase() || letter == '-')
            || name.len() > 6 && name.chars().all(char::is_alphabetic)
    };
    let mistake = mistake.strip_prefix("1 validation error detected: ").unwrap_or(mistake);
    let sentence: String = mistake.split(&[';', '"'][..]).next().unwrap_or_default().to_owned();
    sentence.split(' ').filter(general).collect::<Vec<_>>().join(" ")
}

/// Some of the mistakes, and no others.
fn is_part(some: &[String], all: &[String]) -> bool {
    !some.is_empty() && some.iter().all(|mistake| all.contains(mistake))
}

/// A message without its lists, which get shorter with the request.
fn gist(message: &Value) -> String {
    let mut depth = 0_usize;
    let mut gist = String::new();
    for character in message.as_str().unwrap_or_default().chars() {
        match character {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => gist.push(character),
            _ => {}
        }
    }
    gist
}

const MAPS: [&str; 2] = ["ExpressionAttributeNames", "ExpressionAttributeValues"];

/// Takes out the placeholders that lost their expression, so that an expression can be taken out.
fn tidy(before: &Value, after: &mut Value) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let (had, has) = (expressions(before), expressions(after));
            for map in MAPS {
                let Some(Value::Object(placeholders)) = after.get_mut(map) else { continue };
                placeholders.retain(|name, _| !had.contains(name.as_str()) || has.contains(name.as_str()));
                if placeholders.is_empty() {
                    after.remove(map);
                }
            }
            for (name, after) in after {
                before.get(name).into_iter().for_each(|before| tidy(before, after));
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            before.iter().zip(after).for_each(|(before, after)| tidy(before, after));
        }
        _ => {}
    }
}

/// All expressions of a request or action.
pub(crate) fn expressions(request: &Map<String, Value>) -> String {
    let texts = request.iter().filter(|(name, _)| name.ends_with("Expression"));
    texts.filter_map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
}
