//! Programs that judge what is generated.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A program that `.ci/tools` installs from PyPI, or a printed line that says why there is none.
pub(crate) fn python_tool(name: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/python/bin").join(name);
    if file.exists() {
        return Some(file);
    }
    let is_required = std::env::var_os("CI_REQUIRE_TOOLS").is_some_and(|value| value == "1");
    assert!(!is_required, "{name} is required: no target/python/bin/{name}");
    // Written to the stream itself: the test runner would swallow a print of a test that passes.
    let line = format!("skipped: {name}: no target/python/bin/{name}; `bash .ci/tools` gets it\n");
    let _ = io::stderr().write_all(line.as_bytes());
    None
}

/// A folder of one test of this process.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// How often a property is tried: seldom, unless `PROPTEST_CASES` says otherwise.
pub(crate) fn cases(few: u32) -> proptest::test_runner::Config {
    let config = proptest::test_runner::Config::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { config.cases } else { few };
    proptest::test_runner::Config { cases, failure_persistence: None, ..config }
}
