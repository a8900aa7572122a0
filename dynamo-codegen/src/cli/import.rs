//! `import FILE`: specs of a model of another tool.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use super::arguments::Format;
use super::{Outcome, check, say, usage};

/// What is read, and where specs go.
pub(super) struct Import {
    pub(super) model: PathBuf,
    pub(super) out: PathBuf,
    pub(super) format: Format,
}

/// Writes a spec for each table, and says what is still to be done. Files that are there stay as they are.
pub(super) fn run(import: &Import) -> Outcome {
    let path = import.model.display().to_string();
    let source = match std::fs::read_to_string(&import.model) {
        Ok(source) => source,
        Err(error) => return usage(&format!("{path}: {error}")),
    };
    let specs = match dynamo_codegen::import(&path, &source) {
        Ok(specs) => specs,
        Err(report) => {
            check::tell(&report, import.format);
            return Outcome::Findings;
        }
    };
    let there = specs.iter().map(|spec| import.out.join(&spec.file)).find(|file| file.exists());
    if let Some(file) = there {
        return usage(&format!(
            "{} is there already, and stays as it is; nothing was written",
            file.display()
        ));
    }
    let mut outcome = Outcome::Fine;
    for spec in specs {
        let file = import.out.join(&spec.file);
        let written = std::fs::create_dir_all(&import.out)
            .and_then(|()| OpenOptions::new().write(true).create_new(true).open(&file))
            .and_then(|mut file| file.write_all(spec.text.as_bytes()));
        let path = file.display().to_string();
        match written {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return usage(&format!("{path} is there already, and stays as it is"));
            }
            Err(error) => return usage(&format!("{path}: {error}")),
        }
        say(&format!("wrote {path}; look at its {} lines with `# review:`\n", spec.reviews));
        let report = dynamo_codegen::check(&path, &spec.text);
        check::tell(&report, import.format);
        if report.design().is_none() {
            outcome = Outcome::Findings;
        }
    }
    outcome
}
