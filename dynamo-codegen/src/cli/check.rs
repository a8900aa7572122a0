//! `check SPEC`

use std::fs;
use std::io::IsTerminal;

use dynamo_codegen::Report;

use super::arguments::{Check, Format};
use super::{Outcome, say, usage};

pub(super) fn run(check: &Check) -> Outcome {
    match report(check) {
        Ok(report) if report.design().is_some() => Outcome::Fine,
        Ok(_) => Outcome::Findings,
        Err(outcome) => outcome,
    }
}

/// Reads a spec and writes what is found.
pub(super) fn report(check: &Check) -> Result<Report, Outcome> {
    let path = check.spec.display().to_string();
    let source = fs::read_to_string(&check.spec).map_err(|error| usage(&format!("{path}: {error}")))?;
    let report = dynamo_codegen::check(&path, &source);
    tell(&report, check.format);
    Ok(report)
}

/// Writes what is found.
pub(super) fn tell(report: &Report, format: Format) {
    say(&match format {
        Format::Human if std::io::stderr().is_terminal() => report.to_colored_text(),
        Format::Human => report.to_text(),
        Format::Json => report.to_json_lines(),
        Format::Sarif => report.to_sarif(),
        Format::Github => report.to_github(),
    });
    if format == Format::Human {
        summary(report);
    }
}

/// `2 errors, 1 warning`
fn summary(report: &Report) {
    let errors = report.diagnostics().iter().filter(|found| found.is_error()).count();
    let warnings = report.diagnostics().len() - errors;
    let count = |number: usize, what: &str| match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        number => Some(format!("{number} {what}s")),
    };
    let counts: Vec<String> =
        [count(errors, "error"), count(warnings, "warning")].into_iter().flatten().collect();
    if !counts.is_empty() {
        let hint = report.diagnostics().first().map_or("", |found| found.code.as_str());
        say(&format!("{}; for more about one: dynamo-codegen explain {hint}\n", counts.join(", ")));
    }
}
