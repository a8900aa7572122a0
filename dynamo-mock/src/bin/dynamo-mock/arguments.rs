//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

/// What `--help` prints.
pub(crate) const HELP: &str = "\
A local server with DynamoDB's API. Tables are in memory.

Usage: dynamo-mock serve [OPTIONS]

Options:
  --port PORT   The port; 0 stands for any free one [default: 8000]
  --host HOST   The address to listen on [default: 127.0.0.1]
  --seed FILE   Calls to make first, a JSON array as [{\"CreateTable\": {...}}, {\"PutItem\": {...}}]
  --former      Say errors in the words before mid-2026
  --log         Write a line per request to the standard error stream, without keys and values
  -h, --help    Print this help
  --version     Print the version

Any access key, secret, region and signature will do:

  aws dynamodb list-tables --endpoint-url http://127.0.0.1:8000
";

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help,
    Version,
    Serve(Serve),
}

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Serve {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) seed: Option<PathBuf>,
    pub(crate) former: bool,
    pub(crate) log: bool,
}

/// Reads the arguments, without the program's name.
///
/// An option and its value are two arguments, or one with `=` between them.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, String> {
    let mut arguments = arguments.into_iter();
    let first = arguments.next().ok_or("a command is missing: `dynamo-mock serve`")?;
    match first.to_str() {
        Some("serve") => parse_serve(arguments),
        Some("-h" | "--help" | "help") => Ok(Command::Help),
        Some("--version") => Ok(Command::Version),
        _ => Err(format!("unknown command `{}`", first.display())),
    }
}

fn parse_serve(mut arguments: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let mut serve = Serve { host: "127.0.0.1".to_owned(), port: 8000, seed: None, former: false, log: false };
    while let Some(argument) = arguments.next() {
        let Some(text) = argument.to_str() else {
            return Err(format!("unknown option `{}`", argument.display()));
        };
        let (option, attached) = match text.split_once('=') {
            Some((option, value)) => (option, Some(OsString::from(value))),
            None => (text, None),
        };
        let mut value = || {
            let value = attached.clone().or_else(|| arguments.next());
            value.ok_or_else(|| format!("{option} needs a value"))
        };
        match option {
            "--port" => serve.port = port(value()?)?,
            "--host" => {
                serve.host =
                    value()?.into_string().map_err(|host| format!("no host: `{}`", host.display()))?;
            }
            "--seed" => serve.seed = Some(value()?.into()),
            "--former" if attached.is_none() => serve.former = true,
            "--log" if attached.is_none() => serve.log = true,
            "-h" | "--help" => return Ok(Command::Help),
            _ => return Err(format!("unknown option `{text}`")),
        }
    }
    Ok(Command::Serve(serve))
}

fn port(value: OsString) -> Result<u16, String> {
    let text = value.to_string_lossy();
    text.parse().map_err(|_| format!("--port is a number from 0 to 65535, not `{text}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn the_defaults_are_dynamodb_locals() {
        let serve = Serve { host: "127.0.0.1".to_owned(), port: 8000, seed: None, former: false, log: false };
        assert_eq!(parsed("serve"), Ok(Command::Serve(serve)));
    }

    #[test]
    fn options_are_read_in_both_forms() {
        let serve =
            Serve { host: "::1".to_owned(), port: 0, seed: Some("a.json".into()), former: true, log: true };
        assert_eq!(
            parsed("serve --port 0 --host=::1 --seed=a.json --former --log"),
            Ok(Command::Serve(serve))
        );
    }

    #[test]
    fn help_is_everywhere() {
        for line in ["-h", "--help", "help", "serve --help", "serve --port 1 -h"] {
            assert_eq!(parsed(line), Ok(Command::Help), "{line}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (line, message) in [
            ("", "a command is missing: `dynamo-mock serve`"),
            ("server", "unknown command `server`"),
            ("serve --prot 1", "unknown option `--prot`"),
            ("serve --log=yes", "unknown option `--log=yes`"),
            ("serve --port", "--port needs a value"),
            ("serve --port 70000", "--port is a number from 0 to 65535, not `70000`"),
        ] {
            assert_eq!(parsed(line), Err(message.to_owned()), "{line}");
        }
    }
}
