//! Findings for programs.

use super::{Diagnostic, Label, Severity};
use crate::render::Value;
use crate::report::Report;

impl Report {
    /// One JSON object per line and finding: `code`, `severity`, `message`, `path`, `line`, `column`, `start`, `end`,
    /// `label`, `related` and `help`. Lines and columns count from 1, columns in characters; `start` and `end` are
    /// bytes.
    ///
    /// ```
    /// let report = dynamo_codegen::check("shop.toml", "spec = 1\n");
    /// let first = report.to_json_lines();
    /// assert!(first.starts_with(r#"{"code":"DYN0103","severity":"error","#));
    /// ```
    pub fn to_json_lines(&self) -> String {
        let mut text = String::new();
        for diagnostic in self.diagnostics() {
            text.push_str(&self.object(diagnostic).to_json_line());
            text.push('\n');
        }
        text
    }

    fn object(&self, diagnostic: &Diagnostic) -> Value {
        let severity = match diagnostic.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut members = vec![
            ("code", Value::text(diagnostic.code.as_str())),
            ("severity", Value::text(severity)),
            ("message", Value::text(&diagnostic.message)),
            ("path", Value::text(self.path())),
        ];
        members.extend(self.place(&diagnostic.primary));
        let related = diagnostic.secondary.iter().map(|label| Value::object(self.place(label))).collect();
        members.push(("related", Value::List(related)));
        members.push(("help", Value::List(diagnostic.help.iter().map(Value::text).collect())));
        Value::object(members)
    }

    fn place(&self, label: &Label) -> [(&'static str, Value); 5] {
        let (line, column) = self.line_and_column(label.span.start);
        [
            ("line", Value::number(line)),
            ("column", Value::number(column)),
            ("start", Value::number(label.span.start)),
            ("end", Value::number(label.span.end)),
            ("label", Value::text(&label.message)),
        ]
    }
}
