//! `explain CODE`

use dynamo_codegen::diagnostic::Code;

use super::{Outcome, print, usage};

pub(super) fn run(code: &str) -> Outcome {
    match Code::parse(code) {
        Some(found) => print(&format!("{}: {}\n", found.as_str(), found.explanation())),
        None => usage(&format!("there is no code `{code}`; codes are such as `DYN0101`")),
    }
}
