//! The commands.

mod arguments;
mod check;
mod completions;
mod explain;
mod export;
mod fmt;
mod generate;
mod import;
mod init;
mod progress;
mod unified;

use std::io::{self, Write};
use std::process::ExitCode;

use arguments::Command;

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Fine,
    /// The spec has errors.
    Findings,
    /// The arguments are wrong, or a file cannot be read or written.
    Usage,
    /// Files are not what would be generated.
    Stale,
}

impl Outcome {
    fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Stale => 3,
        }
    }
}

pub(crate) fn run(parser: lexopt::Parser) -> ExitCode {
    let outcome = match arguments::parse(parser) {
        Ok(Command::Help) => print(arguments::HELP),
        Ok(Command::Check(check)) => check::run(&check),
        Ok(Command::Generate(generate)) => generate::run(&generate),
        Ok(Command::Fmt(fmt)) => fmt::run(&fmt),
        Ok(Command::Import(import)) => import::run(&import),
        Ok(Command::Export(check)) => export::run(&check),
        Ok(Command::Explain(code)) => explain::run(&code),
        Ok(Command::Init(starter)) => init::run(&starter),
        Ok(Command::Schema) => print(&dynamo_codegen::json_schema()),
        Ok(Command::Completions(shell)) => print(&completions::script(&shell)),
        Err(error) => usage(&error.to_string()),
    };
    ExitCode::from(outcome.code())
}

/// Writes an artefact. A reader that has heard enough is no error.
fn print(text: &str) -> Outcome {
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Ok(()) => Outcome::Fine,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Fine,
        Err(error) => usage(&format!("standard output: {error}")),
    }
}

/// Writes to standard error, where nobody may listen.
fn say(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

fn usage(message: &str) -> Outcome {
    say(&format!("error: {message}\n"));
    Outcome::Usage
}
