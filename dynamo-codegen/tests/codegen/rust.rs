//! Generated Rust: it is the golden beside its spec, it compiles, and the derives make of it the model that the spec is
//! lowered into.

use std::fs;
use std::process::Command;

use dynamo_codegen::design::{Operation, QueryPattern, RangeOperator};
use dynamo_model::prelude::Table;
use dynamo_schema::TableModel;

use crate::generated;
use crate::goldens::{report, specs};
use crate::templates::golden;

/// What the derives make of the goldens.
const DERIVED: [(&str, &TableModel); 14] = [
    ("bookings", generated::bookings::Bookings::MODEL),
    ("catalogue", generated::catalogue::Catalogue::MODEL),
    ("chat", generated::chat::Chat::MODEL),
    ("documents", generated::documents::Documents::MODEL),
    ("feed", generated::feed::Feed::MODEL),
    ("leaderboard", generated::leaderboard::Leaderboard::MODEL),
    ("ledger", generated::ledger::Ledger::MODEL),
    ("readings", generated::readings::Readings::MODEL),
    ("registry", generated::registry::Registry::MODEL),
    ("sessions", generated::sessions::Sessions::MODEL),
    ("shop", generated::shop::Shop::MODEL),
    ("shop_design", generated::shop_design::Shop::MODEL),
    ("tickets", generated::tickets::Tickets::MODEL),
    ("warehouse", generated::warehouse::Warehouse::MODEL),
];

#[test]
fn rust_is_the_golden() {
    for (name, path) in specs("good") {
        let report = report(&name, &path);
        let text = dynamo_codegen::rust(report.design().unwrap(), report.path(), report.source());
        golden(&path.with_extension("rs"), &text);
    }
}

#[test]
fn the_derives_make_the_model_that_the_spec_is_lowered_into() {
    let specs = specs("good");
    assert_eq!(specs.len(), DERIVED.len());
    for ((name, path), (derived_name, derived)) in specs.iter().zip(DERIVED) {
        assert_eq!(name, derived_name);
        let report = report(name, path);
        let lowered = &report.design().unwrap().table;
        for (derived, lowered) in derived.entities.iter().zip(&*lowered.entities) {
            assert_eq!(derived, lowered);
        }
        assert_eq!(derived, lowered);
    }
}

/// Each pattern, with each of its ranges, is what an example shows, and each example is a test of its spec's module.
#[test]
fn every_pattern_has_an_example_that_is_a_test() {
    for (name, path) in specs("good") {
        let report = report(&name, &path);
        let design = report.design().unwrap();
        for pattern in &design.patterns {
            let ranges: Vec<Option<RangeOperator>> = match &pattern.operation {
                Operation::Query(QueryPattern { range: Some((_, operators)), .. }) => {
                    operators.iter().copied().map(Some).collect()
                }
                _ => vec![None],
            };
            for range in ranges {
                let mut examples = design.examples.iter();
                let is_shown =
                    examples.any(|example| example.pattern == pattern.name && example.range == range);
                assert!(is_shown, "{name}: no example of `{}` {range:?}", pattern.name);
            }
        }
        let rust = fs::read_to_string(path.with_extension("rs")).unwrap();
        assert_eq!(rust.matches("#[tokio::test]").count(), design.examples.len(), "{name}");
    }
}

#[test]
fn rustfmt_has_nothing_to_change() {
    let is_there =
        Command::new("rustfmt").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        println!("skipped: no rustfmt");
        return;
    }
    let files = specs("good").into_iter().map(|(_, path)| path.with_extension("rs"));
    // The settings of the people who generate are theirs; those of rustfmt itself are what most have.
    let output = Command::new("rustfmt")
        .args(["--check", "--edition", "2024", "--config-path", "/dev/null"])
        .args(files)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// What is checked of an entity that is written in Rust changes with the part of the spec that does, and with no other.
#[test]
fn each_part_of_an_entity_in_rust_is_checked_by_itself() {
    let checks = |change: (&str, &str)| -> Vec<String> {
        let path = specs("good").into_iter().find(|(name, _)| name == "catalogue").unwrap().1;
        let source = fs::read_to_string(path).unwrap().replace(change.0, change.1);
        let report = dynamo_codegen::check("catalogue.toml", &source);
        let design = report.design().unwrap_or_else(|| panic!("{}", report.to_text()));
        let rust = dynamo_codegen::rust(design, report.path(), report.source());
        rust.lines().filter(|line| line.contains("fingerprint(")).map(str::to_owned).collect()
    };
    let changed = |from, to| -> Vec<String> {
        let (before, after) = (checks(("", "")), checks((from, to)));
        assert_eq!(before.len(), after.len());
        let pairs = before.iter().zip(&after).filter(|(before, after)| before != after);
        pairs.map(|(before, _)| before.split(['(', ')']).nth(1).unwrap().to_owned()).collect()
    };
    assert_eq!(changed("sk = \"SUPPLIER\"", "sk = \"PROVIDER\""), ["model, EntityPart::Key"]);
    assert_eq!(changed("rename = \"r\"", "rename = \"r\", hidden = true"), ["model, EntityPart::Attribute"]);
    assert_eq!(changed("[\"email:lower\"]", "[\"email\"]"), ["marker, EntityPart::Key"]);
    assert_eq!(
        changed("enum = [\"good\", \"poor\"]", "enum = [\"good\", \"poor\", \"new\"]"),
        ["model, EntityPart::Attribute"]
    );
    assert_eq!(
        changed("sk = \"{supplier_id}\"", "sk = \"{supplier_id}#{email}\""),
        ["model, EntityPart::Index"]
    );
}
