//! Findings as annotations of GitHub's workflows.
//!
//! See <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.

use std::fmt::Write;

use super::{Diagnostic, Severity};
use crate::report::Report;

impl Report {
    /// One workflow command per line and finding.
    ///
    /// ```
    /// let report = dynamo_codegen::check("shop.toml", "spec = 1\n");
    /// assert!(report.to_github().starts_with("::error file=shop.toml,line=1,col=1,title=DYN0103::"));
    /// ```
    pub fn to_github(&self) -> String {
        let mut text = String::new();
        for diagnostic in self.diagnostics() {
            self.command(diagnostic, &mut text);
        }
        text
    }

    fn command(&self, diagnostic: &Diagnostic, out: &mut String) {
        let level = match diagnostic.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (line, column) = self.line_and_column(diagnostic.primary.span.start);
        let mut message = diagnostic.message.clone();
        for remark in [&diagnostic.primary.message].into_iter().chain(&diagnostic.help) {
            if !remark.is_empty() {
                message.push('\n');
                message.push_str(remark);
            }
        }
        let (path, title) = (property(self.path()), diagnostic.code.as_str());
        // Writing to a text does not fail.
        let _ = writeln!(
            out,
            "::{level} file={path},line={line},col={column},title={title}::{}",
            escape(&message)
        );
    }
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
