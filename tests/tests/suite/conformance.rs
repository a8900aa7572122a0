//! The cases in `tests/conformance`, as bytes, on every backend that takes bytes.

use std::fs;
use std::path::{Path, PathBuf};

use dynamo_differential::{
    Comparison, DYNAMODB_LOCAL, EngineRespondent, HttpRespondent, Respondent, Step, answer,
};
use dynamo_tests::{BackendName, DynamoDbLocal, LocalServer};
use serde_json::Value;

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
        let case: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
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

/// Sends the requests of a case and compares the answers that it expects.
fn replay(case: &Value, name: BackendName, backend: &mut dyn Respondent) -> Result<(), String> {
    backend.reset();
    let mut comparison = Comparison::default();
    for step in case["steps"].as_array().ok_or("a case has steps")? {
        let (step, expected) = Step::from_json(step)?;
        comparison.learn(&step);
        let mut given = comparison.normal(&step, &answer(backend, &step));
        let Some(expected) = expected else {
            if given.is_response() {
                continue;
            }
            return Err(format!("{}: {given:?}", step.action));
        };
        let mut expected = comparison.normal(&step, &expected);
        if name == BackendName::DynamoDbLocal {
            let _ = DYNAMODB_LOCAL.forgive_capacity(&step, &mut expected, &mut given);
        }
        let same = match name {
            BackendName::DynamoDbLocal => {
                DYNAMODB_LOCAL.reworded(given.clone()) == DYNAMODB_LOCAL.reworded(expected.clone())
            }
            _ => given == expected,
        };
        if !same {
            return Err(format!("{}: {given:?} in place of {expected:?}", step.action));
        }
    }
    Ok(())
}
