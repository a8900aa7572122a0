//! The cases in `tests/conformance`, as bytes, on every backend that takes bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dynamo_differential::{
    Answer, Comparison, DYNAMODB_LOCAL, EngineRespondent, HttpRespondent, Respondent, Step, answer,
};
use dynamo_tests::{BackendName, DynamoDbLocal, LocalServer};
use serde_json::{Map, Value};

#[test]
fn cases() {
    let mut backends: Vec<(BackendName, Box<dyn Respondent>)> = vec![
        (BackendName::Engine, Box::new(EngineRespondent::default())),
        (BackendName::Server, Box::new(HttpRespondent::new(LocalServer::shared().address(), "conformance."))),
    ];
    if let Some(server) = DynamoDbLocal::shared() {
        let server = HttpRespondent::new(server.address(), "conformance.");
        backends.push((BackendName::DynamoDbLocal, Box::new(server)));
    }
    let mut wrong = Vec::new();
    let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance"));
    assert!(!files.is_empty());
    for file in files {
        let mut case: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        write_out(&mut case);
        for (name, backend) in &mut backends {
            let outcome = replay(&case, *name, &mut **backend);
            match (outcome, case["differs"].get(name.to_string())) {
                (Ok(()), None) | (Err(_), Some(_)) => {}
                (Err(why), None) => wrong.push(format!("{}, {name}: {why}", file.display())),
                (Ok(()), Some(reason)) => {
                    wrong.push(format!("{}, {name} does not differ: {reason}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// All cases below a directory.
fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Writes out the long texts of a case: `{"repeat": "x", "times": 3}` is `"xxx"`.
fn write_out(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let (2, Some(Value::String(text)), Some(times)) =
                (members.len(), members.get("repeat"), members.get("times").and_then(Value::as_u64))
            {
                *value = text.repeat(usize::try_from(times).unwrap()).into();
            } else {
                members.values_mut().for_each(write_out);
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(write_out),
        _ => {}
    }
}

/// Sends the requests of a case and compares the answers that it expects.
fn replay(case: &Value, name: BackendName, backend: &mut dyn Respondent) -> Result<(), String> {
    backend.reset();
    let mut comparison = Comparison::default();
    let (mut kept, mut wrong) = (BTreeMap::new(), Vec::new());
    for (at, written) in case["steps"].as_array().ok_or("a case has steps")?.iter().enumerate() {
        let (mut step, expected) = Step::from_json(written)?;
        fill_in(&kept, &mut step.request);
        comparison.learn(&step);
        let given = answer(backend, &step);
        keep(written, &given, &mut kept)?;
        let outcome = compare(&comparison, &step, expected.as_ref(), &given, name);
        let place = |what: String| format!("step {at}, {}: {what}", step.action);
        match (outcome, written["differs"].get(name.to_string())) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Err(why), None) => wrong.push(place(why)),
            (Ok(()), Some(reason)) => wrong.push(place(format!("does not differ: {reason}"))),
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n  ")) }
}

fn compare(
    comparison: &Comparison,
    step: &Step,
    expected: Option<&Answer>,
    given: &Answer,
    name: BackendName,
) -> Result<(), String> {
    let Some(expected) = expected else {
        return if given.is_response() { Ok(()) } else { Err(format!("{given:?}")) };
    };
    let knowledge = (name == BackendName::DynamoDbLocal).then_some(DYNAMODB_LOCAL);
    let normal = |answer: &Answer| match &knowledge {
        Some(knowledge) => knowledge.reworded(comparison.normal(step, &knowledge.renumbered(answer.clone()))),
        None => comparison.normal(step, answer),
    };
    let (mut expected, mut given) = (normal(expected), normal(given));
    if let Some(knowledge) = &knowledge {
        let _ = knowledge.forgive_capacity(step, &mut expected, &mut given);
        if knowledge.reason(step, &expected, &given).is_some() {
            return Ok(());
        }
    }
    if matches(&expected, &given) { Ok(()) } else { Err(format!("{given:?} in place of {expected:?}")) }
}

/// Whether an answer is the expected one, where `"*"` stands for anything.
fn matches(expected: &Answer, given: &Answer) -> bool {
    match (expected, given) {
        (Answer::Response(expected), Answer::Response(given))
        | (Answer::Refusal(expected), Answer::Refusal(given)) => is_like(expected, given),
        _ => false,
    }
}

fn is_like(expected: &Value, given: &Value) -> bool {
    match (expected, given) {
        (Value::String(any), _) if any == "*" => true,
        (Value::Object(expected), Value::Object(given)) => {
            expected.len() == given.len()
                && expected
                    .iter()
                    .all(|(name, expected)| given.get(name).is_some_and(|given| is_like(expected, given)))
        }
        (Value::Array(expected), Value::Array(given)) => {
            expected.len() == given.len()
                && expected.iter().zip(given).all(|(expected, given)| is_like(expected, given))
        }
        _ => expected == given,
    }
}

/// Keeps parts of an answer for later requests: `keep` gives each a name, and says where it is.
fn keep(step: &Value, given: &Answer, kept: &mut BTreeMap<String, Value>) -> Result<(), String> {
    for (name, place) in step["keep"].as_object().into_iter().flatten() {
        let Answer::Response(body) = given else { return Err(format!("{given:?}")) };
        let place = place.as_str().ok_or("a place is a text")?;
        let part = body.pointer(place).ok_or_else(|| format!("{place} is not there: {body}"))?;
        kept.insert(format!("${name}"), part.clone());
    }
    Ok(())
}

/// Puts what was kept into a request, in the place of its name after a dollar sign.
fn fill_in(kept: &BTreeMap<String, Value>, request: &mut Map<String, Value>) {
    for value in request.values_mut() {
        match value {
            Value::String(text) => {
                if let Some(part) = kept.get(text) {
                    *value = part.clone();
                }
            }
            Value::Object(members) => fill_in(kept, members),
            _ => {}
        }
    }
}
