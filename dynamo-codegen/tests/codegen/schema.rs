//! The JSON Schema agrees with the decoder.

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::process::Command;

use dynamo_codegen::diagnostic::{Code, Diagnostic};
use dynamo_codegen::{Report, check, json_schema};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::goldens::{report, specs};
use super::judge::{cases, folder, python_tool};
use super::notations::to_json;

/// The rules that a schema can see: which keys there are and what kind of value each has.
const SHAPE: [Code; 7] = [
    Code::UnknownKey,
    Code::WrongKind,
    Code::MissingKey,
    Code::UnknownWord,
    Code::OutOfRange,
    Code::EmptyList,
    Code::NotSupported,
];

#[test]
fn good_specs_pass_and_bad_shapes_do_not() {
    let schema: Value = serde_json::from_str(&json_schema()).unwrap();
    let mut refused = 0;
    for folder in ["good", "bad"] {
        for (name, path) in specs(folder) {
            let source = fs::read_to_string(&path).unwrap();
            let report = report(&name, &path);
            if report.diagnostics().iter().any(|found| found.code == Code::Syntax) {
                continue;
            }
            let spec = serde_json::from_str(&to_json(&source)).unwrap();
            let problem = first_problem(&schema, &spec, "spec");
            let has_bad_shape = report.diagnostics().iter().any(|found| SHAPE.contains(&found.code));
            if !has_bad_shape {
                assert_eq!(problem, None, "{name}: the schema refuses what the decoder takes");
            }
            refused += usize::from(problem.is_some());
        }
    }
    assert!(refused > 2, "the schema refuses next to nothing");
}

/// The editors' judge agrees, where it is installed.
#[test]
fn the_schema_is_one() {
    let Some(tool) = python_tool("check-jsonschema") else { return };
    let folder = folder("schema");
    let schema = folder.join("schema.json");
    fs::write(&schema, json_schema()).unwrap();
    let run = |arguments: &[&Path]| Command::new(&tool).args(arguments).output().unwrap();
    let judged = run(&[Path::new("--check-metaschema"), &schema]);
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stdout));
    let mut arguments = vec![Path::new("--schemafile").to_owned(), schema];
    for (name, path) in specs("good") {
        let file = folder.join(format!("{name}.json"));
        fs::write(&file, to_json(&fs::read_to_string(path).unwrap())).unwrap();
        arguments.push(file);
    }
    let arguments: Vec<&Path> = arguments.iter().map(|path| path.as_path()).collect();
    let judged = run(&arguments);
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stdout));
    fs::remove_dir_all(folder).unwrap();
}

/// What only the decoder raises, of all that it is given.
fn shape_findings(report: &Report) -> Vec<Code> {
    let of_shape = |found: &&Diagnostic| match found.code {
        Code::UnknownKey | Code::WrongKind | Code::UnknownWord | Code::Version | Code::Exclusive => true,
        Code::MissingKey => {
            let label = &found.primary.message;
            label.ends_with("is missing") && found.message.contains(" needs ")
                || label.starts_with("none is here")
                || label.starts_with("none of them")
        }
        // The decoder refuses keys; rules refuse what several keys mean together.
        Code::NotSupported => found.primary.message == "nothing would be generated for it",
        _ => false,
    };
    report.diagnostics().iter().filter(of_shape).map(|found| found.code).collect()
}

/// A change of a spec: a value replaced, a key left out, spelled otherwise, or taken from elsewhere.
#[derive(Debug, Clone)]
enum Change {
    Replace(Value),
    LeaveOut,
    Misspell,
    Add(String, Value),
}

/// The good specs, and every key and value in them.
fn corpus() -> (Vec<Value>, Vec<(String, Value)>) {
    let sound: Vec<Value> = specs("good")
        .into_iter()
        .map(|(_, path)| serde_json::from_str(&to_json(&fs::read_to_string(path).unwrap())).unwrap())
        .collect();
    let mut members = Vec::new();
    for spec in &sound {
        collect(spec, &mut members);
    }
    for key in [
        "embed",
        "fields",
        "variants",
        "enum",
        "ref",
        "scope",
        "lock",
        "vector_index",
        "kinesis",
        "rust",
        "include",
    ] {
        members.push((key.to_owned(), Value::Bool(true)));
        members.push((key.to_owned(), Value::String("local".to_owned())));
    }
    (sound, members)
}

fn collect(value: &Value, members: &mut Vec<(String, Value)>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, members)),
        Value::Object(of) => {
            for (key, value) in of {
                members.push((key.clone(), value.clone()));
                collect(value, members);
            }
        }
        _ => {}
    }
}

fn changes(members: Vec<(String, Value)>) -> impl Strategy<Value = Change> {
    let plain = prop::sample::select(vec![
        Value::Bool(true),
        Value::Bool(false),
        Value::from(0),
        Value::from(7),
        Value::from(-1),
        Value::from(2.5),
        Value::from("local"),
        Value::from(""),
        Value::Array(Vec::new()),
        Value::Array(vec![Value::from("a"), Value::from(1)]),
        serde_json::json!({}),
        serde_json::json!({ "a": "b" }),
    ]);
    let member = prop::sample::select(members);
    prop_oneof![
        2 => plain.prop_map(Change::Replace),
        1 => Just(Change::LeaveOut),
        1 => Just(Change::Misspell),
        2 => member.clone().prop_map(|(_, value)| Change::Replace(value)),
        2 => member.prop_map(|(key, value)| Change::Add(key, value)),
    ]
}

/// Changes the member at a place that is counted over the whole spec.
fn change(value: &mut Value, at: &mut usize, change_of: &Change) -> bool {
    match value {
        Value::Array(values) => values.iter_mut().any(|value| change(value, at, change_of)),
        Value::Object(members) => {
            for key in members.keys().cloned().collect::<Vec<_>>() {
                if *at == 0 {
                    match change_of {
                        Change::Replace(other) => members[&key] = other.clone(),
                        Change::LeaveOut => drop(members.remove(&key)),
                        Change::Misspell => {
                            let value = members.remove(&key).unwrap();
                            members.insert(format!("{key}_x"), value);
                        }
                        Change::Add(other, value) => drop(members.insert(other.clone(), value.clone())),
                    }
                    return true;
                }
                *at -= 1;
                if change(&mut members[&key], at, change_of) {
                    return true;
                }
            }
            false
        }
        _ => false,
    }
}

/// What the schema takes has the right shape for the decoder, and what it refuses has not, whatever is changed in a spec.
#[test]
fn the_schema_and_the_decoder_agree_on_spoiled_specs() {
    let schema: Value = serde_json::from_str(&json_schema()).unwrap();
    let (sound, members) = corpus();
    let all = members.len();
    let spoiled = (prop::sample::select(sound), 0..all / 12, changes(members));
    let mut runner = TestRunner::new(cases(300));
    let counts = RefCell::new([0_usize; 2]);
    let agreed = runner.run(&spoiled, |(mut spec, mut at, of)| {
        if !change(&mut spec, &mut at, &of) {
            return Ok(());
        }
        let report = check("spec.json", &spec.to_string());
        let problem = first_problem(&schema, &spec, "spec");
        counts.borrow_mut()[usize::from(problem.is_some())] += 1;
        match problem {
            None => prop_assert_eq!(shape_findings(&report), [], "taken by the schema: {}", report.to_text()),
            Some(problem) => {
                let is_refused = report.diagnostics().iter().any(|found| {
                    SHAPE.contains(&found.code)
                        || matches!(found.code, Code::Exclusive | Code::Version | Code::ThroughputMissing)
                });
                prop_assert!(is_refused, "refused by the schema alone: {problem}\n{}", report.to_text());
            }
        }
        Ok(())
    });
    agreed.unwrap();
    let [taken, refused] = counts.into_inner();
    assert!(taken > 20 && refused > 20, "{taken} taken, {refused} refused");
}

/// Where a value is not what the schema says, as far as the schema uses JSON Schema.
fn first_problem(schema: &Value, value: &Value, at: &str) -> Option<String> {
    for (keyword, wanted) in schema.as_object().unwrap() {
        let fits = match (keyword.as_str(), wanted) {
            ("type", Value::String(name)) => match name.as_str() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_i64() || value.is_u64(),
                "number" => value.is_number(),
                other => panic!("no type {other}"),
            },
            ("const", wanted) => value == wanted,
            ("enum", Value::Array(wanted)) => wanted.contains(value),
            ("minimum", wanted) => value.as_f64().is_none_or(|value| value >= wanted.as_f64().unwrap()),
            ("minItems", wanted) => {
                value.as_array().is_none_or(|values| values.len() as u64 >= wanted.as_u64().unwrap())
            }
            ("maxItems", wanted) => {
                value.as_array().is_none_or(|values| values.len() as u64 <= wanted.as_u64().unwrap())
            }
            ("minProperties", wanted) => {
                value.as_object().is_none_or(|members| members.len() as u64 >= wanted.as_u64().unwrap())
            }
            ("maxProperties", wanted) => {
                value.as_object().is_none_or(|members| members.len() as u64 <= wanted.as_u64().unwrap())
            }
            ("required", Value::Array(wanted)) => {
                !value.is_object() || wanted.iter().all(|key| value.get(key.as_str().unwrap()).is_some())
            }
            ("anyOf", Value::Array(choices)) => {
                choices.iter().any(|choice| first_problem(choice, value, at).is_none())
            }
            ("oneOf", Value::Array(choices)) => {
                choices.iter().filter(|choice| first_problem(choice, value, at).is_none()).count() == 1
            }
            ("dependencies", Value::Object(demands)) => demands
                .iter()
                .all(|(key, demand)| value.get(key).is_none() || first_problem(demand, value, at).is_none()),
            ("items", items) => {
                let problems = value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|value| first_problem(items, value, at));
                match problems.into_iter().next() {
                    Some(problem) => return Some(problem),
                    None => true,
                }
            }
            // Where other keys are refused, these are looked at with them.
            ("properties", _) if schema.get("additionalProperties").is_some() => true,
            ("properties", Value::Object(known)) => known.iter().all(|(key, known)| {
                value.get(key).is_none_or(|value| first_problem(known, value, at).is_none())
            }),
            ("additionalProperties", others) => {
                for (key, value) in value.as_object().into_iter().flatten() {
                    let at = format!("{at}.{key}");
                    let known = schema.get("properties").and_then(|known| known.get(key));
                    match (known, others) {
                        (Some(known), _) => {
                            if let Some(problem) = first_problem(known, value, &at) {
                                return Some(problem);
                            }
                        }
                        (None, Value::Bool(false)) => return Some(format!("{at}: no such key")),
                        (None, others) => {
                            if let Some(problem) = first_problem(others, value, &at) {
                                return Some(problem);
                            }
                        }
                    }
                }
                true
            }
            ("$schema" | "title", _) => true,
            (other, _) => panic!("the test does not know `{other}`"),
        };
        if !fits {
            return Some(format!("{at}: {keyword}"));
        }
    }
    None
}
