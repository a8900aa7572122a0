//! `init [STARTER]`: a spec to begin with.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use super::{Outcome, say, usage};

/// The starters: a name for the command line, the file that is written, and its text.
pub(super) const STARTERS: [(&str, &str, &str); 3] = [
    ("single-table", "app.toml", include_str!("starters/single-table.toml")),
    ("multi-tenant", "desk.toml", include_str!("starters/multi-tenant.toml")),
    ("shop", "shop.toml", include_str!("../../specs/good/shop_design.toml")),
];

/// What is written, and where.
pub(super) struct Init {
    pub(super) starter: (&'static str, &'static str, &'static str),
    pub(super) out: PathBuf,
}

/// Writes the starter. A file that is there stays as it is.
pub(super) fn run(init: &Init) -> Outcome {
    let (_, name, text) = init.starter;
    let path = init.out.join(name);
    let file = std::fs::create_dir_all(&init.out)
        .and_then(|()| OpenOptions::new().write(true).create_new(true).open(&path));
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    let path = path.display();
    match written {
        Ok(()) => {
            say(&format!("wrote {path}; next: dynamo-codegen check {path}\n"));
            Outcome::Fine
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            usage(&format!("{path} is there already, and stays as it is"))
        }
        Err(error) => usage(&format!("{path}: {error}")),
    }
}
