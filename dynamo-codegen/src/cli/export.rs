//! `export SPEC --to workbench`: a model for another tool, on standard output.

use super::arguments::Check;
use super::{Outcome, check, print, say};

pub(super) fn run(export: &Check) -> Outcome {
    let report = match check::report(export) {
        Ok(report) => report,
        Err(outcome) => return outcome,
    };
    let Some(design) = report.design() else { return Outcome::Findings };
    let model = dynamo_codegen::workbench_of(&design.table, &design.options);
    for left_out in &model.left_out {
        say(&format!("note: {left_out}\n"));
    }
    print(&model.text)
}
