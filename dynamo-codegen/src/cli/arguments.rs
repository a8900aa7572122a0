//! What the command line says.

use std::path::PathBuf;

use dynamo_codegen::files::Kind;
use lexopt::prelude::*;

pub(super) const HELP: &str = "\
Generates what follows from an access-pattern spec.

dynamo-codegen check SPEC [--message-format human|json|github]
dynamo-codegen generate SPEC [--only rust,cfn,create-table] [--env NAME] [--out DIR] [--check] [--stdout KIND]
dynamo-codegen explain CODE

Exit codes: 0 fine; 1 the spec has errors; 2 usage, or a file cannot be read or written; 3 files are stale (--check).
";

/// The commands that the format's description has and this version has not.
const LATER: [&str; 11] =
    ["init", "diff", "lock", "cost", "iam", "docs", "import", "export", "fmt", "schema", "completions"];

/// The kinds of artefacts that this version does not write.
const LATER_KINDS: [&str; 5] = ["tf", "sam", "cdk", "iam", "docs"];

pub(super) enum Command {
    Help,
    Check(Check),
    Generate(Generate),
    Explain(String),
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
    /// Nothing is written, and files are compared.
    pub(super) compares: bool,
    pub(super) stdout: Option<Kind>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Human,
    Json,
    Github,
}

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
        "explain" => explain(parser),
        later if LATER.contains(&later) => Err(format!("`{later}` is not supported yet").into()),
        unknown => {
            Err(format!("there is no command `{unknown}`; there are `check`, `generate` and `explain`")
                .into())
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
    let (mut environment, mut out, mut compares, mut stdout) = (None, PathBuf::from("."), false, None);
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
            Long("check") => compares = true,
            Long("stdout") => stdout = Some(kind(&parser.value()?.string()?)?),
            Long("diff") => return Err("`--diff` is not supported yet".into()),
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    let check = Check { spec: required(spec)?, format };
    Ok(Command::Generate(Generate { check, only, environment, out, compares, stdout }))
}

fn explain(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let Some(Value(code)) = parser.next()? else {
        return Err("explain which code? `explain DYN0101`".into());
    };
    match parser.next()? {
        None => Ok(Command::Explain(code.string()?)),
        Some(other) => Err(other.unexpected()),
    }
}

fn required(spec: Option<PathBuf>) -> Result<PathBuf, lexopt::Error> {
    spec.ok_or_else(|| "which spec? `check shop.toml`".into())
}

fn message_format(name: &str) -> Result<Format, lexopt::Error> {
    match name {
        "human" => Ok(Format::Human),
        "json" => Ok(Format::Json),
        "github" => Ok(Format::Github),
        "sarif" => Err("the message format `sarif` is not supported yet".into()),
        _ => {
            Err(format!("there is no message format `{name}`; there are `human`, `json` and `github`").into())
        }
    }
}

fn kind(name: &str) -> Result<Kind, lexopt::Error> {
    if LATER_KINDS.contains(&name) {
        return Err(format!("`{name}` is not supported yet").into());
    }
    let known: Vec<&str> = Kind::ALL.into_iter().map(Kind::as_str).collect();
    Kind::parse(name)
        .ok_or_else(|| format!("there is no artefact `{name}`; there are {}", known.join(", ")).into())
}
