//! `generate SPEC`

use std::fs;
use std::io::ErrorKind;

use dynamo_codegen::design::Design;
use dynamo_codegen::files::{Artefact, Kind, Written, artefact};

use super::arguments::{Generate, Mode};
use super::progress::Progress;
use super::unified::diff;
use super::{Outcome, check, print, say, usage};

pub(super) fn run(generate: &Generate) -> Outcome {
    let report = match check::report(&generate.check) {
        Ok(report) => report,
        Err(outcome) => return outcome,
    };
    let Some(design) = report.design() else { return Outcome::Findings };
    let environment = generate.environment.as_deref();
    if design.options_of(environment).is_none() {
        let known: Vec<&str> = design.environments.iter().map(|known| known.name.as_str()).collect();
        let name = environment.unwrap_or_default();
        return usage(&format!("there is no environment `{name}`; there are: {}", known.join(", ")));
    }
    let render = |kind| artefact(&report, kind, environment);
    if let Some(kind) = generate.stdout {
        return render(kind).map_or(Outcome::Findings, |artefact| print(&artefact.text));
    }
    let kinds = if generate.only.is_empty() { asked_for(design) } else { generate.only.clone() };
    if kinds.is_empty() {
        return usage(
            "nothing to write: say what with `--only cfn`, or with `[output.cloudformation]` in the spec",
        );
    }
    let mut progress = Progress::new(kinds.len());
    let artefacts = kinds.into_iter().filter_map(|kind| {
        progress.step(kind.as_str());
        render(kind)
    });
    let artefacts: Vec<Artefact> = artefacts.collect();
    drop(progress);
    match generate.mode {
        Mode::Write => write(generate, &artefacts),
        Mode::Check => compare(generate, &artefacts),
        Mode::Diff => differences(generate, &artefacts),
    }
}

/// The outputs of the spec. Those that are not supported yet are named, not passed over.
fn asked_for(design: &Design) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for output in &design.outputs {
        match Kind::parse(&output.kind) {
            Some(kind) => kinds.push(kind),
            None => {
                let kind = &output.kind;
                say(&format!("warning: `[output.{kind}]` is not supported yet, and not written\n"));
            }
        }
    }
    kinds
}

fn compare(generate: &Generate, artefacts: &[Artefact]) -> Outcome {
    let mut outcome = Outcome::Fine;
    for artefact in artefacts {
        match artefact.is_stale_in(&generate.out) {
            Ok(false) => {}
            Ok(true) => {
                say(&format!("stale: {}\n", generate.out.join(&artefact.path).display()));
                outcome = Outcome::Stale;
            }
            Err(error) => return usage(&format!("{}: {error}", artefact.path.display())),
        }
    }
    outcome
}

/// What writing would change, as one diff, on standard output.
fn differences(generate: &Generate, artefacts: &[Artefact]) -> Outcome {
    let mut text = String::new();
    for artefact in artefacts {
        let old = artefact.file_in(&generate.out).and_then(|file| match fs::read(file) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        });
        let path = artefact.path.display().to_string().replace('\\', "/");
        match old.map(|old| old.map(String::from_utf8)) {
            Ok(None) => text += &diff(&path, None, &artefact.text),
            Ok(Some(Ok(old))) => text += &diff(&path, Some(&old), &artefact.text),
            Ok(Some(Err(_))) => text += &format!("{path} is no text, and would be replaced\n"),
            Err(error) => return usage(&format!("{path}: {error}")),
        }
    }
    match print(&text) {
        Outcome::Fine if !text.is_empty() => Outcome::Stale,
        outcome => outcome,
    }
}

fn write(generate: &Generate, artefacts: &[Artefact]) -> Outcome {
    for artefact in artefacts {
        match artefact.write_in(&generate.out) {
            Ok(Written::Unchanged) => {}
            Ok(Written::Changed) => say(&format!("wrote {}\n", generate.out.join(&artefact.path).display())),
            Err(error) => return usage(&format!("{}: {error}", artefact.path.display())),
        }
    }
    Outcome::Fine
}
