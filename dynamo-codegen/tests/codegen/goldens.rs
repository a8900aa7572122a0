//! Specs with what `check` says of them: the bad ones beside their findings, the good ones without any.

use std::fs;
use std::path::{Path, PathBuf};

use dynamo_codegen::diagnostic::Code;
use dynamo_codegen::{Report, check};

/// The specs of a folder in the order of their names, each with its name.
pub(crate) fn specs(folder: &str) -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs").join(folder);
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut specs: Vec<(String, PathBuf)> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    specs.sort();
    specs
}

pub(crate) fn report(name: &str, path: &Path) -> Report {
    check(&format!("{name}.toml"), &fs::read_to_string(path).unwrap())
}

#[test]
fn bad_specs_have_their_findings() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../specs/bad");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (name, path) in specs("bad") {
        let report = report(&name, &path);
        settings.bind(|| insta::assert_snapshot!(name.as_str(), report.to_text()));
    }
}

#[test]
fn every_rule_has_a_bad_spec() {
    let reports: Vec<Report> = specs("bad").iter().map(|(name, path)| report(name, path)).collect();
    let found =
        |code: Code| reports.iter().flat_map(Report::diagnostics).any(|diagnostic| diagnostic.code == code);
    let missing: Vec<&str> =
        Code::ALL.iter().filter(|code| !found(**code)).map(|code| code.as_str()).collect();
    assert!(missing.is_empty(), "no bad spec for {missing:?}");
}

#[test]
fn every_finding_has_a_place_a_remark_and_a_way_out() {
    for (name, path) in specs("bad") {
        let report = report(&name, &path);
        for found in report.diagnostics() {
            let what = format!("{name}: {}: {}", found.code.as_str(), found.message);
            let text = report.source().get(found.primary.span.range()).unwrap();
            // A text that ends too early has its error behind the last byte.
            let may_be_an_end = matches!(found.code, Code::Syntax | Code::Expression | Code::Template);
            assert!(!text.is_empty() || may_be_an_end, "{what}: no place");
            assert!(!found.message.is_empty() && !found.primary.message.is_empty(), "{what}: no remark");
            assert!(
                !found.help.is_empty() && found.help.iter().all(|help| !help.is_empty()),
                "{what}: no help"
            );
            assert!(found.secondary.iter().all(|label| !label.message.is_empty()), "{what}: an empty remark");
        }
    }
}

#[test]
fn good_specs_have_no_findings() {
    for (name, path) in specs("good") {
        let report = report(&name, &path);
        assert_eq!(report.diagnostics(), [], "{}", report.to_text());
        assert!(report.design().is_some());
    }
}

#[test]
fn every_rule_is_explained() {
    for code in Code::ALL {
        let explanation = code.explanation();
        assert!(explanation.lines().count() > 2, "{}", code.as_str());
        assert_eq!(Code::parse(code.as_str()), Some(*code));
    }
}

/// Whatever is missing or cut off, the rest is read, and nothing panics.
#[test]
fn mutilated_specs_are_reported() {
    for (name, path) in specs("good").into_iter().chain(specs("bad")) {
        let text = fs::read_to_string(path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for at in (0..lines.len()).step_by(8) {
            let rest: Vec<&str> =
                lines.iter().enumerate().filter(|(line, _)| *line != at).map(|(_, line)| *line).collect();
            let report = check(&name, &rest.join("\n"));
            assert!(report.diagnostics().iter().all(|found| found.primary.span.end <= report.source().len()));
            assert_eq!(report.to_json_lines().lines().count(), report.diagnostics().len());
        }
        for at in (0..text.len()).step_by(293).filter(|at| text.is_char_boundary(*at)) {
            let _ = check(&name, &text[..at]).to_text();
            let _ = check(&name, &text[at..].replace('_', "ä")).to_text();
        }
    }
}

/// A lock's attribute that is called a version is understood, and generates the same.
#[test]
fn a_lock_may_be_called_a_version() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/good/shop_design.toml"))
        .unwrap();
    let other = text.replace("lock_attribute = ", "version_attribute = ");
    assert_ne!(text, other);
    let (report, other) = (check("shop.toml", &text), check("shop.toml", &other));
    let warned = |report: &Report| {
        report.diagnostics().iter().filter(|found| found.code == Code::LockAsVersion).count()
    };
    assert_eq!((warned(&report), warned(&other)), (0, 1));
    let model = |report: &Report| report.design().unwrap().table.clone();
    assert_eq!(model(&report), model(&other));
}

/// What a reader of the example sees is what the goldens are of.
#[test]
fn the_spec_of_the_example_is_a_golden() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
    assert_eq!(read("../examples/shop-codegen/spec/shop.toml"), read("specs/good/shop_design.toml"));
}
