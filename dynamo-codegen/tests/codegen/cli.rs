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
    let cases: [&[&str]; 19] = [
        &[],
        &["chekc", "shop.toml"],
        &["diff", "shop.toml"],
        &["check"],
        &["check", "none.toml"],
        &["init", "cobol"],
        &["completions", "cmd"],
        &["schema", "shop.toml"],
        &["check", "shop.toml", "--message-format", "xml"],
        &["generate", "shop.toml", "--only", "tf"],
        &["generate", "shop.toml", "--env", "prod"],
        &["explain", "DYN9999"],
        &["fmt"],
        &["fmt", "none.toml"],
        &["fmt", "shop.toml", "--write"],
        &["import"],
        &["import", "none.json"],
        &["export", "shop.toml", "--to", "cobol"],
        &["generate", "shop.toml", "--diff", "--only"],
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

#[test]
fn starters_are_sound_and_are_not_written_over() {
    let folder = folder("init");
    for (starter, file) in
        [("single-table", "app.toml"), ("multi-tenant", "desk.toml"), ("shop", "made/shop.toml")]
    {
        let out = if starter == "shop" { "made" } else { "." };
        let (code, output) = run(&folder, &["init", starter, "--out", out]);
        assert_eq!(code, 0, "{}", text(&output.stderr));
        let (code, output) = run(&folder, &["check", file]);
        let said = text(&output.stderr);
        assert_eq!(code, 0, "{said}");
        // The shop bounds its cost, which is not estimated yet.
        assert!(said.is_empty() || starter == "shop", "{said}");
        let (code, output) = run(&folder, &["init", starter, "--out", out]);
        assert_eq!(code, 2);
        assert!(text(&output.stderr).contains("is there already"));
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn findings_come_as_sarif() {
    let folder = folder("sarif");
    let (code, output) = run(&folder, &["check", "bad.toml", "--message-format", "sarif"]);
    assert_eq!(code, 1);
    let log: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<&str> = run["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for found in results {
        assert!(rules.contains(&found["ruleId"].as_str().unwrap()));
        let place = &found["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "bad.toml");
        assert!(place["region"]["startLine"].as_u64().unwrap() > 0);
    }
    fs::remove_dir_all(folder).unwrap();
}

/// Each shell reads its script, where the shell is there.
#[test]
fn completions_are_scripts() {
    let folder = folder("completions");
    for shell in ["bash", "zsh", "fish"] {
        let (code, output) = run(&folder, &["completions", shell]);
        assert_eq!(code, 0);
        let script = text(&output.stdout);
        for word in ["generate", "multi-tenant", "message-format", "sarif"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
        let file = folder.join("script");
        fs::write(&file, script).unwrap();
        let Ok(judged) = Command::new(shell).arg("-n").arg(&file).output() else { continue };
        assert!(judged.status.success(), "{shell}: {}", text(&judged.stderr));
    }
    // What bash offers after a word.
    let (_, output) = run(&folder, &["completions", "bash"]);
    let script = format!(
        "{}\nCOMP_WORDS=(dynamo-codegen check --message-format s) COMP_CWORD=3\n_dynamo_codegen\necho \"${{COMPREPLY[@]}}\"",
        text(&output.stdout)
    );
    if let Ok(offered) = Command::new("bash").arg("-c").arg(script).output() {
        assert_eq!(text(&offered.stdout), "sarif\n", "{}", text(&offered.stderr));
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_diff_shows_what_would_change_and_writes_nothing() {
    let folder = folder("diff");
    let arguments = ["generate", "shop.toml", "--only", "rust,cfn", "--out", "made"];
    let diff = [&arguments[..], &["--diff"]].concat();
    let (code, output) = run(&folder, &diff);
    let all = text(&output.stdout).to_owned();
    assert_eq!((code, text(&output.stderr)), (3, ""));
    assert!(all.starts_with("--- /dev/null\n+++ b/src/generated/shop.rs\n@@ -0,0 +1,"), "{all}");
    assert!(!folder.join("made").exists());
    assert_eq!(run(&folder, &arguments).0, 0);
    let (code, output) = run(&folder, &diff);
    assert_eq!((code, text(&output.stdout)), (0, ""));
    // A file that was changed, and the way back.
    let file = folder.join("made/infra/shop.template.yaml");
    let fresh = fs::read_to_string(&file).unwrap();
    let stale = fresh
        .replacen("UpdateReplacePolicy: Retain", "UpdateReplacePolicy: Delete", 1)
        .replacen("AWS", "aws", 1);
    assert_ne!(stale, fresh);
    fs::write(&file, &stale).unwrap();
    let (code, output) = run(&folder, &diff);
    let change = text(&output.stdout);
    assert_eq!(code, 3);
    assert!(
        change.contains("-    UpdateReplacePolicy: Delete\n+    UpdateReplacePolicy: Retain\n"),
        "{change}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), stale);
    fs::write(folder.join("change.diff"), change).unwrap();
    // Not in a repository, where `git apply` would look for the file beside others.
    let mut apply = Command::new("git");
    apply
        .args(["apply", "--directory=made", "change.diff"])
        .current_dir(&folder)
        .env("GIT_DIR", folder.join("none"));
    if let Ok(applied) = apply.output() {
        assert!(applied.status.success(), "{}", text(&applied.stderr));
        assert_eq!(fs::read_to_string(&file).unwrap(), fresh);
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn specs_get_their_layout() {
    let folder = folder("fmt");
    fs::write(folder.join("untidy.toml"), "spec=1 # one\n[model]\nname='a'\n").unwrap();
    let (code, output) = run(&folder, &["fmt", "untidy.toml", "--check"]);
    assert_eq!((code, text(&output.stderr)), (3, "not formatted: untidy.toml\n"));
    let (code, output) = run(&folder, &["fmt", "untidy.toml"]);
    assert_eq!((code, text(&output.stderr)), (0, "formatted untidy.toml\n"));
    let tidy = fs::read_to_string(folder.join("untidy.toml")).unwrap();
    assert_eq!(tidy, "spec = 1 # one\n\n[model]\nname = \"a\"\n");
    assert_eq!(run(&folder, &["fmt", "untidy.toml", "--check"]).0, 0);
    let (code, output) = run(&folder, &["fmt", "untidy.toml"]);
    assert_eq!((code, text(&output.stderr)), (0, ""));
    fs::write(folder.join("broken.toml"), "spec = \n").unwrap();
    let (code, output) = run(&folder, &["fmt", "broken.toml"]);
    assert_eq!(code, 1);
    assert!(text(&output.stderr).contains("error[DYN0001]"));
    fs::write(folder.join("spec.yaml"), "spec: 1\n").unwrap();
    let (code, output) = run(&folder, &["fmt", "spec.yaml", "--message-format", "json"]);
    assert_eq!(code, 1);
    assert!(text(&output.stderr).starts_with("{\"code\":\"DYN0106\""));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn starters_are_in_their_layout() {
    let folder = folder("layout");
    for (starter, file) in [("single-table", "app.toml"), ("multi-tenant", "desk.toml")] {
        assert_eq!(run(&folder, &["init", starter]).0, 0);
        let (code, output) = run(&folder, &["fmt", file, "--check"]);
        assert_eq!(code, 0, "{}", text(&output.stderr));
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn models_of_other_tools_come_and_go() {
    let folder = folder("models");
    let (code, output) = run(&folder, &["export", "shop.toml", "--to", "workbench"]);
    assert_eq!(code, 0);
    assert!(text(&output.stderr).contains("note: `email` is unique"), "{}", text(&output.stderr));
    fs::write(folder.join("model.json"), &output.stdout).unwrap();
    let (code, output) = run(&folder, &["import", "model.json", "--out", "specs"]);
    let said = text(&output.stderr);
    assert_eq!((code, text(&output.stdout)), (0, ""), "{said}");
    assert!(said.starts_with("wrote specs/shop.toml; look at its "), "{said}");
    let (code, output) = run(&folder, &["import", "model.json", "--out", "specs"]);
    assert_eq!(code, 2);
    assert!(text(&output.stderr).contains("is there already"));
    // What was imported can be checked and generated from.
    assert_eq!(run(&folder, &["check", "specs/shop.toml"]).0, 0);
    assert_eq!(run(&folder, &["generate", "specs/shop.toml", "--stdout", "rust"]).0, 0);
    fs::write(folder.join("broken.json"), "{\"DataModel\": [{}]}").unwrap();
    let (code, output) = run(&folder, &["import", "broken.json"]);
    assert_eq!(code, 1);
    assert!(text(&output.stderr).contains("broken.json:1:16"), "{}", text(&output.stderr));
    assert_eq!(run(&folder, &["export", "bad.toml"]).0, 1);
    fs::remove_dir_all(folder).unwrap();
}

/// Help, completions and the program know the same commands and options.
#[test]
fn help_says_what_there_is() {
    let folder = folder("help");
    let (code, output) = run(&folder, &["--help"]);
    assert_eq!(code, 0);
    let help = text(&output.stdout).to_owned();
    let (_, output) = run(&folder, &["completions", "bash"]);
    let completions = text(&output.stdout).to_owned();
    let lines: Vec<&str> = help.lines().filter_map(|line| line.strip_prefix("dynamo-codegen ")).collect();
    assert!(lines.len() > 8);
    for line in lines {
        let command = line.split(' ').next().unwrap();
        let (code, output) = run(&folder, &[command, "--help"]);
        let takes_none = ["explain", "schema", "completions"].contains(&command);
        assert!(takes_none || (code, text(&output.stdout)) == (0, &*help), "{command}");
        let completed =
            completions.lines().find(|offered| offered.trim().starts_with(&format!("{command})")));
        let completed = completed.unwrap_or_else(|| panic!("{command} is not completed"));
        let words = line.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
        for option in words.filter(|word| word.starts_with("--")) {
            assert!(completed.contains(option), "{command} {option} is not completed");
            // A value that no option takes tells an unknown option from a known one.
            let (_, output) = run(&folder, &[command, option]);
            assert!(!text(&output.stderr).contains("invalid option"), "{command} {option}");
        }
        let (code, output) = run(&folder, &[command, "--no-such-option"]);
        assert_eq!((code, text(&output.stdout)), (2, ""), "{command}");
    }
    fs::remove_dir_all(folder).unwrap();
}
