//! Who else may use a table, and what it begins with.

use crate::decode::Context;
use crate::design::{Compression, Import, ImportFormat, Statement};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Word;
use crate::spec::source::{ImportSpec, StatementSpec};

/// The statements of the table's own policy.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html>
pub(super) fn policy(statements: Option<&Vec<StatementSpec>>, cx: &Context<'_>) -> Vec<Statement> {
    let texts = |words: &[Word]| words.iter().map(|word| word.value.clone()).collect();
    let statements = statements.into_iter().flatten().map(|statement| {
        for (what, words) in [("principals", &statement.principals), ("actions", &statement.actions)] {
            if words.is_empty() {
                let message = format!("a statement without {what}");
                let diagnostic = Diagnostic::new(Code::EmptyList, statement.span, message);
                cx.report(diagnostic.label(format!("name one at least under `{what}`")));
            }
        }
        for word in statement.principals.iter().filter(|word| !is_principal(word.as_str())) {
            let message = format!("`{}` is no principal", word.as_str());
            cx.report(Diagnostic::new(Code::Policy, word.span, message).label(
                "write an ARN such as `arn:aws:iam::123456789012:role/reader`, or the number of an account",
            ));
        }
        for word in statement.actions.iter().filter(|word| !is_action(word.as_str())) {
            let message = format!("`{}` is no action of DynamoDB", word.as_str());
            let diagnostic = Diagnostic::new(Code::Policy, word.span, message);
            cx.report(diagnostic.label("write one such as `dynamodb:GetItem`"));
        }
        if let Some(sid) = statement.sid.as_ref().filter(|sid| !is_sid(sid.as_str())) {
            let message = format!("`{}` is no identifier of a statement", sid.as_str());
            cx.report(Diagnostic::new(Code::Policy, sid.span, message).label("use letters and digits"));
        }
        Statement {
            sid: statement.sid.as_ref().map(|sid| sid.value.clone()),
            denies: statement.denies,
            principals: texts(&statement.principals),
            actions: texts(&statement.actions),
        }
    });
    statements.collect()
}

/// Everyone, `*`, is none: a table that everybody in the world may use is a slip.
fn is_principal(text: &str) -> bool {
    is_account(text) || text.starts_with("arn:") && text.split(':').count() >= 6
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_action(text: &str) -> bool {
    text.strip_prefix("dynamodb:").is_some_and(|name| {
        let name = name.strip_suffix('*').unwrap_or(name);
        name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }) && text != "dynamodb:"
}

fn is_sid(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.Format.html>
pub(super) fn import(spec: &ImportSpec, cx: &Context<'_>) -> Option<Import> {
    let format = spec.format.value;
    let refuse = |word: &Word, message: String, label: &str| {
        cx.report(Diagnostic::new(Code::Import, word.span, message).label(label));
    };
    if format != ImportFormat::Csv {
        for word in spec.delimiter.iter().chain(spec.header.first()) {
            refuse(word, "delimiters and headers are those of CSV".to_owned(), "leave it out");
        }
    }
    let delimiters = [",", "\t", ":", ";", "|", " "];
    if let Some(delimiter) = spec.delimiter.as_ref().filter(|of| !delimiters.contains(&of.as_str())) {
        let message = format!("`{}` is no delimiter of an import", delimiter.as_str());
        refuse(delimiter, message, "write a comma, a tabulator, a colon, a semicolon, a pipe or a space");
    }
    let is_legal =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    let bucket = spec.bucket.as_str();
    if !(3..=63).contains(&bucket.len()) || !bucket.bytes().all(is_legal) {
        let label = "use 3 to 63 small letters, digits, `-` and `.`";
        refuse(&spec.bucket, format!("`{bucket}` is not the name of a bucket"), label);
    }
    if let Some(owner) = spec.owner.as_ref().filter(|owner| !is_account(owner.as_str())) {
        let message = format!("`{}` is not the number of an account", owner.as_str());
        refuse(owner, message, "write its 12 digits");
    }
    let text = |word: &Option<Word>| word.as_ref().map(|word| word.value.clone());
    Some(Import {
        bucket: bucket.to_owned(),
        prefix: text(&spec.prefix),
        owner: text(&spec.owner),
        format,
        compression: spec.compression.as_ref().map_or(Compression::None, |compression| compression.value),
        delimiter: text(&spec.delimiter),
        header: spec.header.iter().map(|word| word.value.clone()).collect(),
    })
}
