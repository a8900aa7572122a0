//! Names in Rust: which are legal, and their spelling in other cases.

use dynamo_schema::Spelling;

use crate::decode::{Context, Keyword};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Word;

/// A name in snake case, as the derive makes it: `OrderLine` is `order_line`, `HTTPPort` is `http_port`.
///
/// ```
/// assert_eq!(dynamo_codegen::snake_case("OrderLine"), "order_line");
/// ```
pub fn snake_case(name: &str) -> String {
    Spelling::Snake.apply(name)
}

/// A name in Pascal case: `by_status` is `ByStatus`.
///
/// ```
/// assert_eq!(dynamo_codegen::pascal_case("by_status"), "ByStatus");
/// ```
pub fn pascal_case(name: &str) -> String {
    Spelling::Pascal.apply(name)
}

impl Keyword for Spelling {
    const WHAT: &'static str = "spelling of names";
    const WORDS: &'static [(&'static str, Self)] = Self::ALL;
}

/// The types that generated code names.
const TAKEN: [&str; 19] = [
    "Attribute",
    "AttributeValue",
    "BTreeMap",
    "BTreeSet",
    "DateTime",
    "Decimal",
    "DynamoAttribute",
    "DynamoEntity",
    "DynamoTable",
    "Entity",
    "EntityKey",
    "EpochSeconds",
    "NaiveDate",
    "Option",
    "String",
    "Table",
    "Utc",
    "Uuid",
    "Vec",
];

/// A name that becomes a struct or an enum.
pub(crate) fn check_type_name(name: &Word, what: &str, cx: &Context<'_>) {
    let mut letters = name.as_str().chars();
    let is_legal = letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && letters.all(|letter| letter.is_ascii_alphanumeric());
    if TAKEN.contains(&name.as_str()) {
        let message = format!("`{}` is the name of another type in generated code", name.as_str());
        cx.report(Diagnostic::new(Code::IllegalName, name.span, message).label("use another name"));
    } else if !is_legal || name.as_str() == "Self" {
        let spelled = pascal_case(name.as_str());
        report(name, what, "capital letter, then letters and digits", &spelled, cx);
    }
}

/// Whether a name can be a struct beside the types that generated code names.
#[cfg(feature = "cli")]
pub(crate) fn is_type_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_uppercase())
        && letters.all(|letter| letter.is_ascii_alphanumeric())
        && !TAKEN.contains(&name)
        && name != "Self"
}

/// A name that becomes a field, a method or a parameter.
pub(crate) fn check_value_name(name: &Word, what: &str, cx: &Context<'_>) {
    if !is_value_name(name.as_str()) {
        let spelled = snake_case(name.as_str());
        report(name, what, "small letter, then small letters, digits and `_`", &spelled, cx);
    }
}

/// Whether a name can be a field. Keywords can, as `r#type`, but for four that cannot be raw.
pub(crate) fn is_value_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_lowercase())
        && letters.all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
        && !matches!(name, "self" | "super" | "crate")
}

fn report(name: &Word, what: &str, form: &str, spelled: &str, cx: &Context<'_>) {
    let message = format!("`{}` cannot be the name of {what}", name.as_str());
    let diagnostic = Diagnostic::new(Code::IllegalName, name.span, message);
    let diagnostic = if spelled.is_empty() || spelled == name.as_str() {
        diagnostic.label("not a name in Rust")
    } else {
        diagnostic.label(format!("write `{spelled}`"))
    };
    cx.report(diagnostic.help(format!("it becomes a name in Rust: a {form}")));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_those_of_the_derive() {
        let names = ["OrderLine", "HTTPPort", "Sha256Sum", "A", "placed_at", "GSI1", "by-date"];
        let snake: Vec<String> = names.iter().map(|name| snake_case(name)).collect();
        assert_eq!(snake, ["order_line", "http_port", "sha256_sum", "a", "placed_at", "gsi1", "by_date"]);
        assert_eq!(pascal_case("placed_at"), "PlacedAt");
    }
}
