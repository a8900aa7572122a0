//! The templates of the good specs, and what cfn-lint says of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dynamo_codegen::design::Design;
use dynamo_codegen::{Notation, cloudformation, create_table_of};
use dynamo_model::api::Request;

use crate::goldens::{report, specs};

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
        let template: serde_json::Value = serde_json::from_str(&text).unwrap();
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
    let program = std::env::var_os("CFN_LINT").unwrap_or_else(|| "cfn-lint".into());
    let is_there =
        Command::new(&program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        println!("skipped: no cfn-lint");
        return;
    }
    let folder = tempfile();
    let mut files = Vec::new();
    for (path, design) in designs() {
        for (suffix, text) in templates(&design) {
            let name = path.file_stem().unwrap().to_str().unwrap();
            let file = folder.join(format!("{name}{suffix}"));
            fs::write(&file, text).unwrap();
            files.push(file);
        }
    }
    let output = Command::new(&program).args(["--include-checks", "I", "--"]).args(&files).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.trim().is_empty(), "{said}");
    fs::remove_dir_all(folder).unwrap();
}

/// A folder of this process's own.
fn tempfile() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("templates-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}
