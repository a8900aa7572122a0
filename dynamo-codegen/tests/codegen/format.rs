//! The one layout of a spec.

use std::fs;
use std::path::PathBuf;

use dynamo_codegen::{check, format};
use proptest::prelude::*;

use super::goldens::specs;
use super::judge::cases;
use super::notations::to_json;

const UNTIDY: &str = r#"
#:schema ./dynamo-codegen.schema.json


spec=1# the format
[ model ]
  name='shop'   # who
description = 'a "quoted" text'
"rust_module"   =   "shop"
[table]
name="shop"          # physical


pk = {name="PK",type='S'}   # both
sk="SK"
# an orphan

# about the index
[index . GSI1]
pk=[ "a" , 'b' ]
sk = [
'c',   # first
  # between
        { name = "d" , type="N" }
  # last
]
projection = { include = ["status",
"total"], }
[entity.Order]
pk="ORDER#{id}"
[entity.Order.fields]
id='u64'
tags = { type = "set<string>" , default = [ ] }
rate = 1_000.50
day = 1979-05-27 07:32:00
text = """
  kept
  as it is"""
[output.rust]
path = "a"
[output.docs]
path = "b"
[[assert]]
"no-scan-except" = []
[[assert]]
"max-monthly-usd"=400


"#;

const TIDY: &str = r##"#:schema ./dynamo-codegen.schema.json

spec = 1 # the format

[model]
name = "shop" # who
description = 'a "quoted" text'
rust_module = "shop"

[table]
name = "shop" # physical

pk = { name = "PK", type = "S" } # both
sk = "SK"
# an orphan

# about the index
[index.GSI1]
pk = ["a", "b"]
sk = [
  "c", # first
  # between
  { name = "d", type = "N" },
  # last
]
projection = { include = ["status", "total"] }

[entity.Order]
pk = "ORDER#{id}"
[entity.Order.fields]
id = "u64"
tags = { type = "set<string>", default = [] }
rate = 1_000.50
day = 1979-05-27 07:32:00
text = """
  kept
  as it is"""

[output.rust]
path = "a"
[output.docs]
path = "b"

[[assert]]
no-scan-except = []
[[assert]]
max-monthly-usd = 400
"##;

#[test]
fn a_spec_has_one_layout() {
    assert_eq!(format("shop.toml", UNTIDY).unwrap(), TIDY);
    assert_eq!(format("shop.toml", TIDY).unwrap(), TIDY);
    assert_eq!(
        format(
            "shop.toml",
            &UNTIDY.replace('\n', "\r\n").replace("\"\"\"\r\n  kept\r\n", "\"\"\"\n  kept\n")
        )
        .unwrap(),
        TIDY
    );
}

#[test]
fn comments_of_lines_that_follow_each_other_begin_in_one_column() {
    let text = "[table]\nname = \"a\" # one\npk = \"PK\" # two\nsk = \"S\"\nttl = \"expires\" # three\n";
    let wanted = "[table]\nname = \"a\" # one\npk = \"PK\"  # two\nsk = \"S\"\nttl = \"expires\" # three\n";
    assert_eq!(format("shop.toml", text).unwrap(), wanted);
}

#[test]
fn json_is_laid_out_and_yaml_is_not() {
    let json = "{\"spec\":1,\"model\":{\"name\":\"\\u00e9\"},\"rate\":[1.0,-2],\"none\":{}}";
    let wanted = "{\n  \"spec\": 1,\n  \"model\": {\n    \"name\": \"é\"\n  },\n  \"rate\": [\n    1.0,\n    -2\n  ],\n  \"none\": {}\n}\n";
    assert_eq!(format("shop.json", json).unwrap(), wanted);
    assert_eq!(format("shop.json", wanted).unwrap(), wanted);
    let refused = format("shop.yaml", "spec: 1\n").unwrap_err().to_text();
    assert!(refused.contains("specs in YAML are not formatted"), "{refused}");
    let refused = format("shop.toml", "spec = \n").unwrap_err().to_text();
    assert!(refused.contains("shop.toml:1:8"), "{refused}");
}

/// The comments of a text, in order.
fn comments(text: &str) -> Vec<&str> {
    let comments = text.lines().filter_map(|line| line.find("# ").map(|at| line[at..].trim_end()));
    comments.collect()
}

/// Every spec of the tests means the same in its layout, with all its comments.
#[test]
fn a_layout_keeps_the_meaning_and_the_comments() {
    let all: Vec<(String, PathBuf)> = specs("good").into_iter().chain(specs("bad")).collect();
    for (name, path) in all {
        let text = fs::read_to_string(path).unwrap();
        let Ok(tidy) = format(&name, &text) else { continue };
        assert_eq!(to_json(&tidy), to_json(&text), "{name}");
        assert_eq!(comments(&tidy), comments(&text), "{name}");
        assert_eq!(format(&name, &tidy).unwrap(), tidy, "{name}");
        let codes = |text: &str| -> Vec<_> {
            let report = check(&name, text);
            report.diagnostics().iter().map(|found| (found.code, found.message.clone())).collect()
        };
        assert_eq!(codes(&tidy), codes(&text), "{name}");
    }
}

/// TOML of many shapes, untidy.
fn toml() -> impl Strategy<Value = String> {
    let space = prop::sample::select(vec!["", " ", "  ", "\t"]);
    let comment = prop::sample::select(vec!["", "# one", " #two ", "#:schema x"]);
    let key = prop::sample::select(vec!["a", "b_c", "\"quoted\"", "'d e'", "x . y", "\"\""]);
    let leaf = prop::sample::select(vec![
        "1",
        "-2.5",
        "'text'",
        "\"a # b\"",
        "true",
        "[]",
        "{}",
        "1979-05-27",
        "0.1e-3",
        "'''x\ny'''",
        "'a\"b'",
        "\"a\\n\"",
    ]);
    let value = leaf.prop_map(str::to_owned).prop_recursive(3, 12, 3, |inner| {
        let comment = prop::sample::select(vec!["", "", "\n", " # c\n", "\n# d\n\n"]);
        prop_oneof![
            prop::collection::vec((inner.clone(), comment), 0..4).prop_map(|values| {
                let values: Vec<String> =
                    values.into_iter().map(|(value, after)| format!("{value}{after}")).collect();
                format!("[{}]", values.join(","))
            }),
            prop::collection::vec(inner, 0..3).prop_map(|values| {
                let members: Vec<String> =
                    values.iter().enumerate().map(|(at, value)| format!("k{at}={value}")).collect();
                format!("{{{}}}", members.join(" ,"))
            }),
        ]
    });
    let entry = (space.clone(), key.clone(), space.clone(), value, space.clone(), comment.clone())
        .prop_map(|(a, key, b, value, c, comment)| format!("{a}{key}{b}={b}{value}{c}{comment}\n"));
    let line = prop_oneof![
        4 => entry,
        1 => (space.clone(), key, comment.clone()).prop_map(|(a, key, comment)| format!("{a}[t.{a}{key}]{a}{comment}\n")),
        1 => comment.prop_map(|comment| format!("{comment}\n")),
        1 => Just("\n\n\n".to_owned()),
    ];
    prop::collection::vec(line, 0..8).prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_layout_is_stable_and_means_the_same(text in toml()) {
        if let Ok(tidy) = format("any.toml", &text) {
            prop_assert_eq!(to_json(&tidy), to_json(&text));
            prop_assert_eq!(format("any.toml", &tidy).unwrap(), tidy.clone());
            let count = |text: &str| text.matches('#').count();
            prop_assert_eq!(count(&tidy), count(&text));
        }
    }

    #[test]
    fn any_text_has_an_answer(text in "\\PC*|[\\[\\]{}=,.#\"' \n\ta-c0-9]{0,60}") {
        if let Ok(tidy) = format("any.toml", &text) {
            prop_assert_eq!(format("any.toml", &tidy).unwrap(), tidy);
        }
    }
}
