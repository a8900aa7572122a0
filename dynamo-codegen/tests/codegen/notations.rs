//! The same spec in TOML, YAML and JSON.

use std::fs;

use dynamo_codegen::design::Design;
use dynamo_codegen::{Notation, check, cloudformation};
use serde_json::json;
use toml::de::{DeTable, DeValue};

use super::goldens::specs;

/// A spec in TOML as JSON, its keys in their order.
pub(crate) fn to_json(source: &str) -> String {
    fn value(read: &DeValue<'_>) -> String {
        match read {
            DeValue::String(text) => json!(text).to_string(),
            DeValue::Boolean(flag) => flag.to_string(),
            DeValue::Integer(digits) => {
                i64::from_str_radix(digits.as_str(), digits.radix()).unwrap().to_string()
            }
            DeValue::Float(digits) => digits.to_string(),
            DeValue::Datetime(moment) => json!(moment.to_string()).to_string(),
            DeValue::Array(values) => {
                let values: Vec<String> = values.iter().map(|read| value(read.get_ref())).collect();
                format!("[\n\t{}]", values.join(",\n\t"))
            }
            DeValue::Table(members) => table(members),
        }
    }
    fn table(members: &DeTable<'_>) -> String {
        let mut members: Vec<_> = members.iter().collect();
        members.sort_by_key(|(key, _)| key.span().start);
        let members: Vec<String> = members
            .into_iter()
            .map(|(key, read)| format!("{}: {}", json!(key.get_ref()), value(read.get_ref())))
            .collect();
        format!("{{\n\t{}\n}}", members.join(",\n\t"))
    }
    table(DeTable::parse(source).unwrap().get_ref())
}

#[test]
fn a_spec_means_the_same_in_every_notation() {
    for (name, path) in specs("good") {
        let source = fs::read_to_string(path).unwrap();
        let toml = check("spec.toml", &source);
        let json = to_json(&source);
        // JSON is YAML too, but for its tabs.
        for (path, text) in [("spec.yaml", json.replace('\t', "  ")), ("spec.json", json)] {
            let other = check(path, &text);
            let (one, other) =
                (toml.design().unwrap(), other.design().unwrap_or_else(|| panic!("{}", other.to_text())));
            assert_eq!(one.table, other.table, "{name}");
            assert_eq!(one.patterns.len(), other.patterns.len(), "{name}");
            let template =
                |design: &Design| cloudformation(design, design.options_of(None).unwrap(), Notation::Yaml);
            assert_eq!(template(one), template(other), "{name}");
        }
    }
}

const SESSIONS: &str = "\
# Blocks, plain texts and comments.
spec: 1
model:
  name: Sessions
table:
  name: sessions
  pk: PK
  ttl: expires_at
entity:
  Session:
    pk: SESSION#{session_id}
    fields:
      session_id: ulid
      state: {enum: [open, closed]}
      expires_at: ttl
access:
  get_session:
    get: Session
";

#[test]
fn findings_in_yaml_have_their_places() {
    let report = check("sessions.yaml", SESSIONS);
    assert_eq!(report.diagnostics(), [], "{}", report.to_text());
    let wrong = SESSIONS.replace("{session_id}", "{sesion_id}").replace("get: Session", "get: Sesion");
    let report = check("sessions.yaml", &wrong);
    insta::assert_snapshot!(report.to_text());
}

#[test]
fn what_is_no_yaml_is_said() {
    let cases = [
        ("table: [", "spec.yaml"),
        ("spec: 1\nspec: 1\n", "spec.yaml"),
        ("spec: &one 1\nmodel: *one\n", "spec.yaml"),
        ("spec: !!str 1\n", "spec.yaml"),
        ("spec: 1\n---\nspec: 1\n", "spec.yaml"),
        ("spec: 1\nmodel:\n", "spec.yaml"),
        ("? [a]\n: 1\n", "spec.yaml"),
        ("{\"spec\": 1,, }", "spec.json"),
        ("", "spec.json"),
    ];
    let mut said = String::new();
    for (text, path) in cases {
        let report = check(path, text);
        assert!(report.design().is_none());
        said += &format!("== {text:?}\n{}\n", report.to_text());
    }
    // However deep: an answer, not an overflow.
    for deep in ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000)] {
        assert!(check("spec.yaml", &deep).design().is_none());
    }
    insta::assert_snapshot!(said);
}
