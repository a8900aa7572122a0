//! Generation in a build script.

use std::fmt;
use std::io;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::diagnostic::Severity;
use crate::files::{Artefact, Kind, Written};
use crate::{Notation, Report, check, cloudformation, create_table_of, rust};

/// What a `build.rs` generates from a spec, into `OUT_DIR`.
///
/// ```no_run
/// // build.rs
/// dynamo_codegen::Builder::new("spec/shop.toml").emit_rust("shop.rs").run_or_exit();
/// ```
///
/// and in the crate
///
/// ```text
/// pub mod shop {
///     include!(concat!(env!("OUT_DIR"), "/shop.rs"));
/// }
/// ```
///
/// Cargo is told to run the script again when the spec changes. A file whose bytes stay is not written, so that nothing is
/// compiled anew after a change of a comment.
#[derive(Debug, Clone)]
#[must_use = "generates nothing until it is run"]
pub struct Builder {
    spec: PathBuf,
    out_dir: Option<PathBuf>,
    outputs: Vec<(Kind, PathBuf)>,
}

impl Builder {
    /// Generates from the spec at a path, relative to the package.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self { spec: spec.into(), out_dir: None, outputs: Vec::new() }
    }

    /// Writes Rust into a file: the table, its entities and types, and a method for each access pattern.
    pub fn emit_rust(self, file: impl Into<PathBuf>) -> Self {
        self.emit(Kind::Rust, file)
    }

    /// Writes an artefact into a file. A CloudFormation template whose name ends in `.json` is JSON, else YAML.
    pub fn emit(mut self, kind: Kind, file: impl Into<PathBuf>) -> Self {
        self.outputs.push((kind, file.into()));
        self
    }

    /// Writes into another folder than `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Generates, and says which files have changed, in the order in which they were asked for.
    ///
    /// # Errors
    /// When the spec has errors or cannot be read, when there is no `OUT_DIR`, or a file cannot be written.
    pub fn run(&self) -> Result<Vec<Written>, BuildError> {
        let path = self.spec.display().to_string();
        tell_cargo(&format!("rerun-if-changed={path}"));
        let source =
            std::fs::read_to_string(&self.spec).map_err(|error| BuildError::file(&self.spec, error))?;
        // The path is part of the file's header: the same bytes on every system.
        let report = check(&path.replace('\\', "/"), &source);
        let Some(design) = report.design() else { return Err(BuildError(Cause::Spec(Box::new(report)))) };
        for warning in report.diagnostics().iter().filter(|found| found.code.severity() == Severity::Warning)
        {
            let (line, _) = report.line_and_column(warning.primary.span.start);
            tell_cargo(&format!("warning={path}:{line}: {}: {}", warning.code.as_str(), warning.message));
        }
        let folder = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => std::env::var_os("OUT_DIR").map(PathBuf::from).ok_or(BuildError(Cause::NoOutDir))?,
        };
        let write = |(kind, file): &(Kind, PathBuf)| {
            let text = match kind {
                Kind::Rust => rust(design, report.path(), report.source()),
                Kind::CloudFormation => {
                    let is_json = file.extension().is_some_and(|extension| extension == "json");
                    let notation = if is_json { Notation::Json } else { Notation::Yaml };
                    cloudformation(design, &design.options, notation)
                }
                Kind::CreateTable => create_table_of(&design.table, &design.options),
            };
            let artefact = Artefact { kind: *kind, path: file.clone(), text };
            artefact.write_in(&folder).map_err(|error| BuildError::file(&folder.join(file), error))
        };
        self.outputs.iter().map(write).collect()
    }

    /// Generates, or prints what is wrong and ends the build script with a failure.
    pub fn run_or_exit(&self) {
        if let Err(error) = self.run() {
            // Nobody is left to hear of an error of standard error.
            let _ = writeln!(io::stderr(), "{error}");
            std::process::exit(1);
        }
    }
}

/// An instruction to cargo, on standard output.
/// <https://doc.rust-lang.org/cargo/reference/build-scripts.html#outputs-of-the-build-script>
fn tell_cargo(instruction: &str) {
    // Without cargo at the other end there is nothing to tell.
    let _ = writeln!(io::stdout(), "cargo::{instruction}");
}

/// Why a build script generated nothing.
#[derive(Debug)]
pub struct BuildError(Cause);

#[derive(Debug)]
enum Cause {
    Spec(Box<Report>),
    NoOutDir,
    File(PathBuf, io::Error),
}

impl BuildError {
    fn file(path: &Path, error: io::Error) -> Self {
        Self(Cause::File(path.to_owned(), error))
    }

    /// The findings, when the spec has errors.
    pub fn report(&self) -> Option<&Report> {
        match &self.0 {
            Cause::Spec(report) => Some(report),
            _ => None,
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Spec(report) => f.write_str(&report.to_text()),
            Cause::NoOutDir => {
                f.write_str("there is no `OUT_DIR`: call this in a build script, or set `out_dir`")
            }
            Cause::File(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Cause::File(_, error) => Some(error),
            _ => None,
        }
    }
}
