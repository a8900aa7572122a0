//! The JSON Schema agrees with the decoder.

use std::fs;
use std::path::Path;
use std::process::Command;

use dynamo_codegen::diagnostic::Code;
use dynamo_codegen::json_schema;

use super::goldens::{report, specs};
use super::judge::{folder, python_tool};
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
    let schema: serde_json::Value = serde_json::from_str(&json_schema()).unwrap();
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

/// Where a value is not what the schema says, as far as the schema uses JSON Schema.
fn first_problem(schema: &serde_json::Value, value: &serde_json::Value, at: &str) -> Option<String> {
    use serde_json::Value;
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
            ("properties", _) => true,
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
