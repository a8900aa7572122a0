//! The templates of the good specs, and what Amazon's validator and a stand-in for CloudFormation say of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dynamo_codegen::design::Design;
use dynamo_codegen::{Notation, cloudformation, create_table_of};
use dynamo_model::api::Request;
use serde_json::Value;

use crate::goldens::{report, specs};
use crate::judge::{folder, python_tool};

/// Compares a text with a file, or writes it when `UPDATE_GOLDENS` is set.
#[track_caller]
pub(crate) fn golden(path: &Path, text: &str) {
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(path, text).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(text, expected, "{} differs; UPDATE_GOLDENS=1 writes it anew", path.display());
}

fn designs() -> Vec<(PathBuf, Design)> {
    let specs = specs("good").into_iter();
    specs.map(|(name, path)| (path.clone(), report(&name, &path).design().unwrap().clone())).collect()
}

/// All artefacts of a design: the file's suffix, and the text.
fn templates(design: &Design) -> Vec<(String, String)> {
    let mut templates = vec![
        (".template.yaml".to_owned(), cloudformation(design, &design.options, Notation::Yaml)),
        (".template.json".to_owned(), cloudformation(design, &design.options, Notation::Json)),
    ];
    for environment in &design.environments {
        let template = cloudformation(design, &environment.options, Notation::Yaml);
        templates.push((format!(".{}.template.yaml", environment.name), template));
    }
    templates
}

#[test]
fn templates_are_the_goldens() {
    for (path, design) in designs() {
        for (suffix, text) in templates(&design) {
            golden(&path.with_extension(&suffix[1..]), &text);
        }
        golden(&path.with_extension("create-table.json"), &create_table_of(&design.table, &design.options));
    }
}

#[test]
fn json_templates_are_json() {
    for (_, design) in designs() {
        let text = cloudformation(&design, &design.options, Notation::Json);
        let template: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(template["Resources"]["Table"]["DeletionPolicy"], "Retain");
        assert_eq!(template["Resources"]["Table"]["UpdateReplacePolicy"], "Retain");
    }
}

#[test]
fn requests_are_ones_that_the_library_reads() {
    for (_, design) in designs() {
        let text = create_table_of(&design.table, &design.options);
        let request = dynamo_model::wire::decode_request("CreateTable", text.as_bytes()).unwrap();
        assert!(matches!(request, Request::CreateTable(_)));
    }
}

/// cfn-lint is Amazon's validator, from PyPI.
#[test]
fn cfn_lint_has_no_findings() {
    let Some(program) = python_tool("cfn-lint") else { return };
    let folder = folder("lint");
    let mut files = Vec::new();
    for (path, design) in designs() {
        for (suffix, text) in templates(&design) {
            let name = path.file_stem().unwrap().to_str().unwrap();
            let file = folder.join(format!("{name}{suffix}"));
            fs::write(&file, text).unwrap();
            files.push(file);
        }
    }
    let said = |files: &[PathBuf], without: &[&str]| {
        let mut lint = Command::new(&program);
        lint.args(["--include-checks", "I"]).args(without).arg("--").args(files);
        String::from_utf8_lossy(&lint.output().unwrap().stdout).trim().to_owned()
    };
    let (with_vectors, others): (Vec<PathBuf>, Vec<PathBuf>) =
        files.into_iter().partition(|file| fs::read_to_string(file).unwrap().contains("VectorIndexes"));
    assert_eq!(said(&others, &[]), "");
    // It knows vector indexes, and not that their searches name attributes which the table must define.
    assert_eq!(said(&with_vectors, &["--ignore-checks", "E3039"]), "");
    let found = said(&with_vectors, &[]);
    assert_eq!(
        found.matches("E3039").count(),
        with_vectors.len(),
        "the exception is needed no more:\n{found}"
    );
    fs::remove_dir_all(folder).unwrap();
}

/// moto plays CloudFormation. Its stacks say that they are complete whatever happened, so the table itself is looked at.
#[test]
fn moto_creates_the_tables_of_the_models() {
    let Some(program) = python_tool("python") else { return };
    let folder = folder("moto");
    let (mut files, mut tables) = (Vec::new(), Vec::new());
    for (path, design) in designs() {
        let file = folder.join(path.with_extension("json").file_name().unwrap());
        fs::write(&file, cloudformation(&design, &design.options, Notation::Json)).unwrap();
        files.push(file);
        tables.push(create_table_of(&design.table, &design.options));
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/codegen/stack.py");
    let output = Command::new(&program).arg(script).args(&files).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let described = String::from_utf8(output.stdout).unwrap();
    let described: Vec<&str> = described.lines().collect();
    assert_eq!(described.len(), tables.len());
    for (described, wanted) in described.into_iter().zip(tables) {
        let described: Value = serde_json::from_str(described).unwrap();
        let wanted: Value = serde_json::from_str(&wanted).unwrap();
        let name = &wanted["TableName"];
        assert_eq!(described["TableName"], *name);
        for part in ["KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
            assert_eq!(comparable(&described[part]), comparable(&wanted[part]), "{name}: {part}");
        }
        let billing = |table: &Value| table["BillingMode"].as_str() == Some("PAY_PER_REQUEST");
        assert_eq!(billing(&described["BillingModeSummary"]), billing(&wanted), "{name}");
        let view = |table: &Value| table["StreamSpecification"]["StreamViewType"].clone();
        assert_eq!(view(&described), view(&wanted), "{name}");
    }
    fs::remove_dir_all(folder).unwrap();
}

/// A list in the order of its texts, each element with the parts that a request has too.
fn comparable(list: &Value) -> Vec<String> {
    let parts = ["AttributeName", "AttributeType", "KeyType", "IndexName", "KeySchema", "Projection"];
    let mut texts: Vec<String> = list
        .as_array()
        .into_iter()
        .flatten()
        .map(|element| {
            let kept = parts.iter().filter_map(|part| Some((*part, element.get(part)?)));
            serde_json::to_string(&kept.collect::<BTreeMap<_, _>>()).unwrap()
        })
        .collect();
    texts.sort();
    texts
}
