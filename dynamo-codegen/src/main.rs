//! The command line.
//!
//! Artefacts go to standard output, findings to standard error.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(lexopt::Parser::from_env())
}
