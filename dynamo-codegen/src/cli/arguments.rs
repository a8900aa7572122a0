//! What the command line says.

use std::path::PathBuf;

use dynamo_codegen::files::Kind;
use lexopt::prelude::*;

use super::completions::SHELLS;
use super::fmt::Fmt;
use super::import::Import;
use super::init::{Init, STARTERS};

pub(super) const HELP: &str = "\
Generates what follows from an access-pattern spec, which is TOML, YAML or JSON by its extension.

dynamo-codegen init [single-table|multi-tenant|shop] [--out DIR]
dynamo-codegen check SPEC [--message-format human|json|sarif|github]
dynamo-codegen generate SPEC [--only rust,cfn,create-table] [--env NAME] [--out DIR] [--check | --diff | --stdout KIND]
dynamo-codegen fmt SPEC [--check]        (SPEC can be `-`: standard input, written to standard output)
dynamo-codegen import FILE [--out DIR]   (FILE is a NoSQL Workbench model, or a schema.json of AWS's data-modeling server)
dynamo-codegen export SPEC [--to workbench]
dynamo-codegen explain CODE
dynamo-codegen schema
dynamo-codegen completions bash|zsh|fish

Exit codes: 0 fine; 1 the spec has errors; 2 usage, or a file cannot be read or written; 3 files are stale, or would be
changed (--check, --diff). Artefacts go to standard output, findings to standard error.
";

/// A command, as help and completions know it.
pub(super) struct Known {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) options: &'static [&'static str],
    pub(super) takes_file: bool,
}

/// The commands.
pub(super) const COMMANDS: [Known; 9] = [
    Known { name: "init", about: "write a spec to begin with", options: &["--out"], takes_file: false },
    Known {
        name: "check",
        about: "say what is wrong with a spec",
        options: &["--message-format"],
        takes_file: true,
    },
    Known {
        name: "generate",
        about: "write what follows from a spec",
        options: &["--message-format", "--only", "--env", "--out", "--check", "--diff", "--stdout"],
        takes_file: true,
    },
    Known {
        name: "fmt",
        about: "give a spec its one layout",
        options: &["--check", "--message-format"],
        takes_file: true,
    },
    Known {
        name: "import",
        about: "make specs of a model of another tool",
        options: &["--out", "--message-format"],
        takes_file: true,
    },
    Known {
        name: "export",
        about: "make a model for another tool",
        options: &["--to", "--message-format"],
        takes_file: true,
    },
    Known { name: "explain", about: "explain the code of a finding", options: &[], takes_file: false },
    Known { name: "schema", about: "print the JSON Schema of a spec", options: &[], takes_file: false },
    Known { name: "completions", about: "print what a shell needs", options: &[], takes_file: false },
];

/// The commands that the format's description has and this version has not.
const LATER: [&str; 5] = ["diff", "lock", "cost", "iam", "docs"];

/// The tools that models are exported to.
pub(super) const TOOLS: [&str; 1] = ["workbench"];

/// The kinds of artefacts that this version does not write.
const LATER_KINDS: [&str; 5] = ["tf", "sam", "cdk", "iam", "docs"];

pub(super) enum Command {
    Help,
    Check(Check),
    Generate(Generate),
    Fmt(Fmt),
    Import(Import),
    Export(Check),
    Explain(String),
    Init(Init),
    Schema,
    /// For one of [`SHELLS`].
    Completions(String),
}

/// What is checked, and how findings are written.
pub(super) struct Check {
    pub(super) spec: PathBuf,
    pub(super) format: Format,
}

pub(super) struct Generate {
    pub(super) check: Check,
    /// What is written; what the spec asks for, when empty.
    pub(super) only: Vec<Kind>,
    pub(super) environment: Option<String>,
    pub(super) out: PathBuf,
    pub(super) mode: Mode,
    pub(super) stdout: Option<Kind>,
}

/// What is done about files that are not as they would be generated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// They are written.
    Write,
    /// They are named.
    Check,
    /// The difference is shown.
    Diff,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Human,
    Json,
    Sarif,
    Github,
}

/// The message formats by name.
pub(super) const FORMATS: [(&str, Format); 4] =
    [("human", Format::Human), ("json", Format::Json), ("sarif", Format::Sarif), ("github", Format::Github)];

pub(super) fn parse(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let Some(first) = parser.next()? else { return Err("what to do? See `dynamo-codegen --help`".into()) };
    let command = match first {
        Short('h') | Long("help") => return Ok(Command::Help),
        Value(command) => command.string()?,
        other => return Err(other.unexpected()),
    };
    match command.as_str() {
        "help" => Ok(Command::Help),
        "check" => check(parser),
        "generate" => generate(parser),
        "fmt" => fmt(parser),
        "import" => import(parser),
        "export" => export(parser),
        "explain" => explain(parser),
        "init" => init(parser),
        "schema" => last(parser).map(|()| Command::Schema),
        "completions" => completions(parser),
        later if LATER.contains(&later) => Err(format!("`{later}` is not supported yet").into()),
        unknown => {
            let known = COMMANDS.map(|command| command.name).join(", ");
            Err(format!("there is no command `{unknown}`; there are {known}").into())
        }
    }
}

fn check(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut spec, mut format) = (None, Format::Human);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if spec.is_none() => spec = Some(PathBuf::from(path)),
            Long("message-format") => format = message_format(&parser.value()?.string()?)?,
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Check(Check { spec: required(spec)?, format }))
}

fn generate(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut spec, mut format, mut only) = (None, Format::Human, Vec::new());
    let (mut environment, mut out, mut mode, mut stdout) = (None, PathBuf::from("."), Mode::Write, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if spec.is_none() => spec = Some(PathBuf::from(path)),
            Long("message-format") => format = message_format(&parser.value()?.string()?)?,
            Long("only") => {
                for name in parser.value()?.string()?.split(',') {
                    only.push(kind(name)?);
                }
            }
            Long("env") => environment = Some(parser.value()?.string()?),
            Long("out") => out = PathBuf::from(parser.value()?),
            Long("check") => mode = Mode::Check,
            Long("diff") => mode = Mode::Diff,
            Long("stdout") => stdout = Some(kind(&parser.value()?.string()?)?),
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    let check = Check { spec: required(spec)?, format };
    Ok(Command::Generate(Generate { check, only, environment, out, mode, stdout }))
}

fn fmt(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut spec, mut compares, mut format) = (None, false, Format::Human);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if spec.is_none() => spec = Some(PathBuf::from(path)),
            Long("check") => compares = true,
            Long("message-format") => format = message_format(&parser.value()?.string()?)?,
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Fmt(Fmt { spec: required(spec)?, compares, format }))
}

fn import(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut model, mut out, mut format) = (None, PathBuf::from("."), Format::Human);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if model.is_none() => model = Some(PathBuf::from(path)),
            Long("out") => out = PathBuf::from(parser.value()?),
            Long("message-format") => format = message_format(&parser.value()?.string()?)?,
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    let model = model.ok_or("which model? `import model.json`")?;
    Ok(Command::Import(Import { model, out, format }))
}

fn export(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut spec, mut format) = (None, Format::Human);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if spec.is_none() => spec = Some(PathBuf::from(path)),
            Long("to") => {
                let tool = parser.value()?.string()?;
                if !TOOLS.contains(&tool.as_str()) {
                    let known = TOOLS.join(", ");
                    return Err(format!("nothing is exported to `{tool}`; there are {known}").into());
                }
            }
            Long("message-format") => format = message_format(&parser.value()?.string()?)?,
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Export(Check { spec: required(spec)?, format }))
}

fn explain(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let Some(Value(code)) = parser.next()? else {
        return Err("explain which code? `explain DYN0101`".into());
    };
    last(parser)?;
    Ok(Command::Explain(code.string()?))
}

fn init(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut starter, mut out) = (None, PathBuf::from("."));
    while let Some(argument) = parser.next()? {
        match argument {
            Value(name) if starter.is_none() => {
                let name = name.string()?;
                let found = STARTERS.into_iter().find(|(known, ..)| *known == name);
                starter = Some(found.ok_or_else(|| {
                    let known = STARTERS.map(|(known, ..)| known).join(", ");
                    format!("there is no starter `{name}`; there are {known}")
                })?);
            }
            Long("out") => out = PathBuf::from(parser.value()?),
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Init(Init { starter: starter.unwrap_or(STARTERS[0]), out }))
}

fn completions(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let known = SHELLS.join(", ");
    let Some(Value(shell)) = parser.next()? else {
        return Err(format!("for which shell? There are {known}").into());
    };
    let shell = shell.string()?;
    last(parser)?;
    if SHELLS.contains(&shell.as_str()) {
        return Ok(Command::Completions(shell));
    }
    Err(format!("there is no shell `{shell}`; there are {known}").into())
}

/// Nothing more is said.
fn last(mut parser: lexopt::Parser) -> Result<(), lexopt::Error> {
    match parser.next()? {
        None => Ok(()),
        Some(other) => Err(other.unexpected()),
    }
}

fn required(spec: Option<PathBuf>) -> Result<PathBuf, lexopt::Error> {
    spec.ok_or_else(|| "which spec? `check shop.toml`".into())
}

fn message_format(name: &str) -> Result<Format, lexopt::Error> {
    let found = FORMATS.into_iter().find(|(known, _)| *known == name);
    found.map(|(_, format)| format).ok_or_else(|| {
        let known = FORMATS.map(|(known, _)| known).join(", ");
        format!("there is no message format `{name}`; there are {known}").into()
    })
}

fn kind(name: &str) -> Result<Kind, lexopt::Error> {
    if LATER_KINDS.contains(&name) {
        return Err(format!("`{name}` is not supported yet").into());
    }
    let known: Vec<&str> = Kind::ALL.into_iter().map(Kind::as_str).collect();
    Kind::parse(name)
        .ok_or_else(|| format!("there is no artefact `{name}`; there are {}", known.join(", ")).into())
}
