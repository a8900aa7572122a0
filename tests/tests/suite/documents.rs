//! What the documents say about the tests is so.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Whether a name such as `typed::keys` or `typed::keys::keys_parse_back` is a module or a test of this suite.
fn is_test(name: &str) -> bool {
    let mut parts = name.split("::").skip(1);
    let Some(module) = parts.next() else { return false };
    let folder = root().join("tests/tests/suite/typed");
    let files = [folder.join(format!("{module}.rs")), folder.join(module).join("mod.rs")];
    let Some(source) = files.iter().find_map(|file| fs::read_to_string(file).ok()) else { return false };
    parts.next().is_none_or(|test| source.contains(&format!("fn {test}(")))
}

#[test]
fn every_test_that_the_features_name_exists() {
    let features = fs::read_to_string(root().join("docs/features.md")).unwrap();
    // What is between backticks in the rows of tables.
    let rows = features.lines().filter(|line| line.starts_with('|'));
    let named: Vec<&str> = rows.flat_map(|row| row.split('`').skip(1).step_by(2)).collect();
    let tests: Vec<&str> = named.iter().copied().filter(|name| name.starts_with("typed::")).collect();
    let cases: Vec<&str> = named.iter().filter_map(|name| name.strip_prefix("fail/")).collect();
    assert!(tests.len() > 60 && cases.len() > 20, "{} tests, {} cases", tests.len(), cases.len());
    let absent: Vec<&str> = tests.into_iter().filter(|name| !is_test(name)).collect();
    assert!(absent.is_empty(), "{absent:?} are no tests");
    let is_case = |case: &&str| root().join(format!("tests/compile/fail/{case}.rs")).exists();
    let absent: Vec<&str> = cases.into_iter().filter(|case| !is_case(case)).collect();
    assert!(absent.is_empty(), "{absent:?} are no cases of compile errors");
}
