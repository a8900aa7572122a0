//! `fmt SPEC`: a spec in its one layout.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use dynamo_codegen::files::write_file;

use super::arguments::Format;
use super::{Outcome, check, print, say, usage};

/// What is laid out.
pub(super) struct Fmt {
    /// `-` is standard input.
    pub(super) spec: PathBuf,
    /// Nothing is written, and the outcome says whether anything would be.
    pub(super) compares: bool,
    pub(super) format: Format,
}

pub(super) fn run(fmt: &Fmt) -> Outcome {
    let path = fmt.spec.display().to_string();
    let is_stream = fmt.spec == Path::new("-");
    let source = if is_stream {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(&fmt.spec)
    };
    let source = match source {
        Ok(source) => source,
        Err(error) => return usage(&format!("{path}: {error}")),
    };
    let formatted = match dynamo_codegen::format(&path, &source) {
        Ok(formatted) => formatted,
        Err(report) => {
            check::tell(&report, fmt.format);
            return Outcome::Findings;
        }
    };
    if fmt.compares && formatted != source {
        say(&format!("not formatted: {path}\n"));
        return Outcome::Stale;
    }
    if fmt.compares {
        return Outcome::Fine;
    }
    if is_stream {
        return print(&formatted);
    }
    if formatted == source {
        return Outcome::Fine;
    }
    match write_file(&fmt.spec, &formatted) {
        Ok(()) => {
            say(&format!("formatted {path}\n"));
            Outcome::Fine
        }
        Err(error) => usage(&format!("{path}: {error}")),
    }
}
