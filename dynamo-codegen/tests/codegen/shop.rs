//! The shop's spec says what the model of `examples/shop` says, which a person has written.

use std::fs;
use std::process::Command;

use dynamo_codegen::files::{Kind, Written};
use dynamo_codegen::{Notation, render};
use dynamo_model::prelude::Table;
use serde_json::Value;
use shop::model::Shop;

use crate::goldens::{report, specs};
use crate::judge::folder;

/// One difference is meant: the results of multi-entity queries are declared as collections, which the example leaves
/// out because its keys need none.
#[test]
fn the_spec_is_lowered_into_the_model_that_is_written_by_hand() {
    let (name, path) = specs("good").into_iter().find(|(name, _)| name == "shop").unwrap();
    let mut lowered = report(&name, &path).design().unwrap().table.clone();
    let collections: Vec<String> =
        lowered.collections.iter().map(|collection| collection.name.clone().into_owned()).collect();
    assert_eq!(collections, ["CustomerPage", "OrderWithItems"]);
    lowered.collections = vec![].into();
    for (lowered, written) in lowered.entities.iter().zip(&*Shop::MODEL.entities) {
        assert_eq!(lowered, written);
    }
    assert_eq!(&lowered, Shop::MODEL);
}

/// Templates come from Rust types too: the same table, without what a spec says around it. They are what is checked in
/// beside the spec.
#[test]
fn the_types_give_the_template_of_the_spec() {
    let (name, path) = specs("good").into_iter().find(|(name, _)| name == "shop").unwrap();
    let report = report(&name, &path);
    let options = report.design().unwrap().options.clone();
    let shop = render(Shop::MODEL, "shop").options(options);
    let golden = |extension: &str| fs::read_to_string(path.with_extension(extension)).unwrap();
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let of_spec = json(&golden("template.json"));
    let of_types = json(&shop.cloudformation(Notation::Json));
    assert_eq!(of_types["Resources"]["Table"], of_spec["Resources"]["Table"]);
    assert_eq!(of_types["Resources"].as_object().unwrap().len(), 1);
    assert_eq!(shop.create_table(), golden("create-table.json"));
    let yaml = shop.cloudformation(Notation::Yaml);
    // All lines of the table are in the spec's template, in one piece.
    let table = yaml.split_once("  Table:\n").unwrap().1;
    let table: String = table.split_inclusive('\n').take_while(|line| line.starts_with("    ")).collect();
    assert!(table.lines().count() > 20 && golden("template.yaml").contains(&table), "{table}");
}

/// As a file, a template of types can be written and compared like one of a spec.
#[test]
fn templates_of_types_are_files() {
    let folder = folder("types");
    let shop = render(Shop::MODEL, "shop");
    let template = shop.artefact(Kind::CloudFormation, "infra/shop.json").unwrap();
    assert_eq!(template.text, shop.cloudformation(Notation::Json));
    assert!(template.is_stale_in(&folder).unwrap());
    assert_eq!(template.write_in(&folder).unwrap(), Written::Changed);
    assert!(!template.is_stale_in(&folder).unwrap());
    assert!(shop.artefact(Kind::Rust, "shop.rs").is_none());
    let table = shop.artefact(Kind::CreateTable, "shop.json").unwrap();
    assert_eq!(table.text, shop.create_table());
    fs::remove_dir_all(folder).unwrap();
}

/// The example runs, and writes nothing the second time.
#[test]
fn the_example_writes_templates() {
    let folder = folder("example");
    let example = std::env::current_exe().unwrap();
    let example = example.parent().unwrap().with_file_name("examples").join("from_types");
    let Ok(first) = Command::new(&example).arg(&folder).output() else {
        return println!("skipped: the example was not built");
    };
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let second = Command::new(&example).arg(&folder).output().unwrap();
    let said = String::from_utf8_lossy(&second.stdout);
    assert_eq!(said.matches(": Unchanged").count(), 2, "{said}");
    let template = fs::read_to_string(folder.join("shop.template.yaml")).unwrap();
    assert!(template.contains("StreamViewType: NEW_AND_OLD_IMAGES"), "{template}");
    fs::remove_dir_all(folder).unwrap();
}
