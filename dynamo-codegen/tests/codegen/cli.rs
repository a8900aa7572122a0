//! The command line.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with the shop's spec.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs");
    fs::copy(specs.join("good/shop.toml"), folder.join("shop.toml")).unwrap();
    fs::copy(specs.join("bad/natural.toml"), folder.join("bad.toml")).unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, Output) {
    let output = Command::new(env!("CARGO_BIN_EXE_dynamo-codegen"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    (output.status.code().unwrap(), output)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn check_says_what_is_wrong_and_how_it_ends() {
    let folder = folder("check");
    let (code, output) = run(&folder, &["check", "shop.toml"]);
    assert_eq!((code, text(&output.stdout), text(&output.stderr)), (0, "", ""));
    let (code, output) = run(&folder, &["check", "bad.toml"]);
    assert_eq!((code, text(&output.stdout)), (1, ""));
    assert!(text(&output.stderr).contains("error[DYN0308]"));
    let (code, output) = run(&folder, &["check", "bad.toml", "--message-format", "json"]);
    assert_eq!(code, 1);
    for line in text(&output.stderr).lines() {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(found["path"], "bad.toml");
        assert!(found["line"].as_u64().unwrap() > 1);
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn usage_is_told_from_findings() {
    let folder = folder("usage");
    let cases: [&[&str]; 10] = [
        &[],
        &["chekc", "shop.toml"],
        &["diff", "shop.toml"],
        &["check"],
        &["check", "none.toml"],
        &["check", "shop.yaml"],
        &["check", "shop.toml", "--message-format", "xml"],
        &["generate", "shop.toml", "--only", "tf"],
        &["generate", "shop.toml", "--env", "prod"],
        &["explain", "DYN9999"],
    ];
    for arguments in cases {
        let (code, output) = run(&folder, arguments);
        assert_eq!((code, text(&output.stdout)), (2, ""), "{arguments:?}");
        assert!(text(&output.stderr).starts_with("error: "), "{arguments:?}");
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn files_are_written_once_and_stay_fresh() {
    let folder = folder("files");
    let arguments = ["generate", "shop.toml", "--only", "cfn,create-table", "--out", "made", "--env", "dev"];
    let stale = [&arguments[..], &["--check"]].concat();
    assert_eq!(run(&folder, &stale).0, 3);
    let (code, output) = run(&folder, &arguments);
    assert_eq!(code, 0);
    assert_eq!(text(&output.stderr).lines().count(), 2);
    let template = folder.join("made/infra/shop.dev.template.yaml");
    let written = fs::metadata(&template).unwrap().modified().unwrap();
    assert_eq!(run(&folder, &stale).0, 0);
    let (code, output) = run(&folder, &arguments);
    assert_eq!((code, text(&output.stderr)), (0, ""));
    assert_eq!(fs::metadata(&template).unwrap().modified().unwrap(), written);
    let names = fs::read_dir(folder.join("made/infra")).unwrap();
    assert_eq!(names.count(), 1);
    fs::write(&template, "").unwrap();
    assert_eq!(run(&folder, &stale).0, 3);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn outputs_of_the_spec_that_cannot_be_written_are_named() {
    let folder = folder("outputs");
    let (code, output) = run(&folder, &["generate", "shop.toml"]);
    assert_eq!(code, 0);
    let said = text(&output.stderr);
    assert!(said.contains("`[output.terraform]` is not supported yet") && said.contains("wrote"), "{said}");
    assert!(said.contains("access patterns are not generated as Rust yet"), "{said}");
    assert!(folder.join("src/generated/shop.rs").exists());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn artefacts_go_to_standard_output() {
    let folder = folder("stdout");
    let (code, output) = run(&folder, &["generate", "shop.toml", "--stdout", "create-table"]);
    assert_eq!(code, 0);
    let request: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(request["TableName"], "shop");
    let (code, output) = run(&folder, &["explain", "dyn0602"]);
    assert_eq!(code, 0);
    assert!(text(&output.stdout).starts_with("DYN0602: A tenant that scans\n"));
    fs::remove_dir_all(folder).unwrap();
}
