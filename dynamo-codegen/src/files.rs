//! Artefacts as files: which there are, where they go, and how they are written.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::design::Design;
use crate::names::snake_case;
use crate::report::Report;
use crate::{Notation, cloudformation, create_table_of, rust};

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Rust: the table, its entities and types, and a method for each access pattern.
    Rust,
    /// A CloudFormation template.
    CloudFormation,
    /// The request that creates the table.
    CreateTable,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Rust, Self::CloudFormation, Self::CreateTable];

    /// The name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::CloudFormation => "cfn",
            Self::CreateTable => "create-table",
        }
    }

    /// The name in a spec: `[output.cloudformation]`.
    pub fn output(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::CloudFormation => "cloudformation",
            Self::CreateTable => "create-table",
        }
    }

    /// The kind of either name.
    ///
    /// ```
    /// use dynamo_codegen::files::Kind;
    ///
    /// assert_eq!(Kind::parse("cfn"), Some(Kind::CloudFormation));
    /// assert_eq!(Kind::parse("cloudformation"), Some(Kind::CloudFormation));
    /// assert_eq!(Kind::parse("cobol"), None);
    /// ```
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name || kind.output() == name)
    }

    /// The file's name when the spec has none.
    fn default_path(self, design: &Design) -> String {
        let name = snake_case(&design.name);
        match self {
            Self::Rust => format!("{name}.rs"),
            Self::CloudFormation => format!("{name}.template.yaml"),
            Self::CreateTable => format!("{name}.create-table.json"),
        }
    }
}

/// A file's text, and where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Artefact {
    /// What it is.
    pub kind: Kind,
    /// Where it goes, relative to a folder of the caller's choice.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

/// Renders an artefact for the table itself, or for an environment, whose name then goes into the file's: `shop.dev.yaml`.
/// `None` when the spec has errors or no such environment. Rust is the same in all environments.
///
/// A template whose name ends in `.json` is JSON.
///
/// ```
/// use std::path::Path;
///
/// use dynamo_codegen::files::{Kind, artefact};
///
/// let spec = "spec = 1\n[model]\nname = \"Shop\"\n[table]\nname = \"shop\"\npk = \"PK\"\n[env.dev.table]\nname = \"shop-dev\"\n";
/// let report = dynamo_codegen::check("shop.toml", spec);
/// let template = artefact(&report, Kind::CloudFormation, Some("dev")).unwrap();
/// assert_eq!(template.path, Path::new("shop.dev.template.yaml"));
/// assert!(template.text.contains("Default: shop-dev"));
/// assert!(artefact(&report, Kind::CloudFormation, Some("prod")).is_none());
/// ```
pub fn artefact(report: &Report, kind: Kind, environment: Option<&str>) -> Option<Artefact> {
    let design = report.design()?;
    let options = design.options_of(environment)?;
    let output = design.outputs.iter().find(|output| output.kind == kind.output());
    let path = output.map_or_else(|| kind.default_path(design), |output| output.path.clone());
    let path = PathBuf::from(path);
    let text = match kind {
        Kind::Rust => {
            let text = rust(design, report.path(), report.source());
            return Some(Artefact { kind, path, text });
        }
        Kind::CloudFormation if is_json(&path) => cloudformation(design, options, Notation::Json),
        Kind::CloudFormation => cloudformation(design, options, Notation::Yaml),
        Kind::CreateTable => create_table_of(&design.table, options),
    };
    Some(Artefact { kind, path: for_environment(path, environment), text })
}

pub(crate) fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json")
}

/// `infra/shop.template.yaml` for `dev` is `infra/shop.dev.template.yaml`.
fn for_environment(path: PathBuf, environment: Option<&str>) -> PathBuf {
    let (Some(environment), Some(name)) = (environment, path.file_name()) else { return path };
    let name = name.to_string_lossy();
    let name = match name.split_once('.') {
        Some((stem, extensions)) => format!("{stem}.{environment}.{extensions}"),
        None => format!("{name}.{environment}"),
    };
    path.with_file_name(name)
}

/// What writing a file did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Written {
    /// Nothing: the file has these bytes.
    Unchanged,
    /// The file is there, with these bytes.
    Changed,
}

impl Artefact {
    /// The file below a folder.
    ///
    /// # Errors
    ///
    /// When the path is not a relative one that stays in the folder.
    pub fn file_in(&self, folder: &Path) -> io::Result<PathBuf> {
        let stays =
            self.path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !stays || self.path.file_name().is_none() {
            let message = format!("the output `{}` is not a file below the folder", self.path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        Ok(folder.join(&self.path))
    }

    /// Whether the file below a folder has other bytes, or is not there.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn is_stale_in(&self, folder: &Path) -> io::Result<bool> {
        match fs::read(self.file_in(folder)?) {
            Ok(bytes) => Ok(bytes != self.text.as_bytes()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// Writes the file below a folder if its bytes change, so that build tools see no change where there is none. Others
    /// see the old file or the new one, never a part of it.
    ///
    /// # Errors
    ///
    /// When a folder or the file cannot be written.
    pub fn write_in(&self, folder: &Path) -> io::Result<Written> {
        if !self.is_stale_in(folder)? {
            return Ok(Written::Unchanged);
        }
        write_file(&self.file_in(folder)?, &self.text).map(|()| Written::Changed)
    }
}

/// Writes a file and the folders above it. Others see the old file or the new one, never a part of it.
///
/// # Errors
///
/// When a folder or the file cannot be written.
pub fn write_file(file: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent)?;
    }
    // A rename replaces a file at once only within one file system, so the new one is written beside it.
    let mut beside: OsString = file.to_owned().into_os_string();
    beside.push(format!(".{}.new", std::process::id()));
    let renamed = fs::write(&beside, text).and_then(|()| fs::rename(&beside, file));
    if renamed.is_err() {
        // The error that counts is the first one.
        let _ = fs::remove_file(&beside);
    }
    renamed
}
