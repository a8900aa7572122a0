//! Findings in the format that code-scanning services take.
//!
//! See <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use super::{Code, Diagnostic, Label, Severity};
use crate::render::Value;
use crate::report::Report;

impl Report {
    /// All findings as one SARIF log.
    ///
    /// ```
    /// let report = dynamo_codegen::check("shop.toml", "spec = 1\n");
    /// let log = report.to_sarif();
    /// assert!(log.contains(r#""ruleId": "DYN0103""#));
    /// ```
    pub fn to_sarif(&self) -> String {
        let mut codes: Vec<Code> = self.diagnostics().iter().map(|found| found.code).collect();
        codes.sort_unstable();
        codes.dedup();
        let driver = Value::object([
            ("name", Value::text("dynamo-codegen")),
            ("version", Value::text(env!("CARGO_PKG_VERSION"))),
            ("informationUri", Value::text(env!("CARGO_PKG_REPOSITORY"))),
            ("rules", Value::List(codes.into_iter().map(rule).collect())),
        ]);
        let results = self.diagnostics().iter().map(|found| self.result(found)).collect();
        let run = Value::object([
            ("tool", Value::object([("driver", driver)])),
            // Columns count characters, not the halves of UTF-16.
            ("columnKind", Value::text("unicodeCodePoints")),
            ("results", Value::List(results)),
        ]);
        let log = Value::object([
            ("$schema", Value::text("https://json.schemastore.org/sarif-2.1.0.json")),
            ("version", Value::text("2.1.0")),
            ("runs", Value::List(vec![run])),
        ]);
        log.to_json()
    }

    fn result(&self, found: &Diagnostic) -> Value {
        let mut message = found.message.clone();
        for remark in [&found.primary.message].into_iter().chain(&found.help) {
            if !remark.is_empty() {
                message.push_str("; ");
                message.push_str(remark);
            }
        }
        let mut members = vec![
            ("ruleId", Value::text(found.code.as_str())),
            ("level", Value::text(level(found.code))),
            ("message", text(&message)),
            ("locations", Value::List(vec![Value::object([self.location(&found.primary)])])),
        ];
        if !found.secondary.is_empty() {
            let related = found.secondary.iter();
            let related =
                related.map(|label| Value::object([self.location(label), ("message", text(&label.message))]));
            members.push(("relatedLocations", Value::List(related.collect())));
        }
        Value::object(members)
    }

    fn location(&self, label: &Label) -> (&'static str, Value) {
        let (line, column) = self.line_and_column(label.span.start);
        let (end_line, end_column) = self.line_and_column(label.span.end);
        let region = Value::object([
            ("startLine", Value::number(line)),
            ("startColumn", Value::number(column)),
            ("endLine", Value::number(end_line)),
            ("endColumn", Value::number(end_column)),
        ]);
        // A path is a reference, in which a backslash has no place.
        let uri = self.path().replace('\\', "/").replace('%', "%25").replace(' ', "%20");
        let place = Value::object([
            ("artifactLocation", Value::object([("uri", Value::text(uri))])),
            ("region", region),
        ]);
        ("physicalLocation", place)
    }
}

fn rule(code: Code) -> Value {
    let title = code.explanation().lines().next().unwrap_or_default();
    Value::object([
        ("id", Value::text(code.as_str())),
        ("shortDescription", text(title)),
        ("help", text(code.explanation())),
        ("defaultConfiguration", Value::object([("level", Value::text(level(code)))])),
    ])
}

fn level(code: Code) -> &'static str {
    match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn text(text: &str) -> Value {
    Value::object([("text", Value::text(text))])
}
