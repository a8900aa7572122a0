//! Failed conditions as errors of their own.

use super::super::doc;
use super::{Method, entity};
use crate::design::{AccessPattern, Design, Operation, Verb, WritePattern};
use crate::names::{pascal_case, snake_case};

/// `reserve_stock` fails with `ReserveStockError`.
pub(crate) fn error_name(pattern: &str) -> String {
    format!("{}Error", pascal_case(pattern))
}

/// The method that makes the request and does not send it.
pub(crate) fn request_name(pattern: &str) -> String {
    format!("{pattern}_request")
}

/// When the condition fails.
pub(super) fn reason(method: &Method<'_>, write: &WritePattern) -> String {
    match (&write.condition, method.pattern.verb) {
        (Some(condition), _) => format!("`{condition}` does not hold"),
        (None, Verb::MoveTo) => "an item with the new key exists".to_owned(),
        (None, _) if method.entity.unique.is_empty() => "an item with this key exists".to_owned(),
        (None, _) => "an item with this key or with the value of a unique attribute exists".to_owned(),
    }
}

pub(super) fn write(design: &Design, pattern: &AccessPattern, out: &mut String) {
    let Operation::Write(write) = &pattern.operation else { return };
    let Some(failure) = &write.failure else { return };
    let Some(method) = Method::of(design, pattern) else { return };
    let Some(entity) = entity(design, &method.entity.name) else { return };
    let (name, variant) = (error_name(&pattern.name), &failure.error);
    let method_path = format!("{}::{}", super::table_name(&design.name), pattern.name);
    out.push('\n');
    doc(&format!("Why [`{method_path}`] did not write."), 0, out);
    let (held, matched) = if failure.returns_old {
        (format!("(Option<Box<{}>>)", entity.name), "(_)")
    } else {
        (String::new(), "")
    };
    let with_item = if failure.returns_old { " This is the item as it is." } else { "" };
    out.push_str(&format!("#[derive(Debug)]\npub enum {name} {{\n"));
    let reason = reason(&method, write);
    let mut letters = reason.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    doc(&format!("{capital}.{with_item}"), 1, out);
    out.push_str(&format!("    {variant}{held},\n"));
    doc("Anything else.", 1, out);
    out.push_str("    Other(dynamo_model::Error),\n}\n\n");
    out.push_str(&format!("impl From<dynamo_model::Error> for {name} {{\n"));
    out.push_str("    fn from(error: dynamo_model::Error) -> Self {\n");
    let is_move = pattern.verb == Verb::MoveTo && write.condition.is_none();
    let is_create =
        pattern.verb == Verb::Create || is_move || write.condition.as_ref().is_some_and(is_absence);
    let predicate = if is_create { "is_already_exists" } else { "is_condition_failed" };
    let (not_so, so) = if is_create && !is_move && !entity.unique.is_empty() {
        let either = format!("error.{predicate}() || error.is_unique_taken()");
        (format!("!({either})"), either)
    } else {
        (format!("!error.{predicate}()"), format!("error.{predicate}()"))
    };
    if failure.returns_old {
        out.push_str(&format!(
            "        if {not_so} {{
            return Self::Other(error);
        }}
        let item = error.item().cloned().map(dynamo_model::from_item);
        match item.transpose() {{
            Ok(item) => Self::{variant}(item.map(Box::new)),
            Err(error) => Self::Other(error),
        }}
"
        ));
    } else {
        out.push_str(&format!(
            "        if {so} {{
            Self::{variant}
        }} else {{
            Self::Other(error)
        }}
"
        ));
    }
    let said = snake_case(variant).replace('_', " ");
    out.push_str(&format!(
        "    }}
}}

impl std::fmt::Display for {name} {{
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{
        match self {{
            Self::{variant}{matched} => f.write_str(\"{said}\"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }}
    }}
}}

impl std::error::Error for {name} {{
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {{
        match self {{
            Self::{variant}{matched} => None,
            Self::Other(error) => error.source(),
        }}
    }}
}}
"
    ));
}

fn is_absence(condition: &crate::design::Expression) -> bool {
    use crate::design::Expression;
    matches!(condition, Expression::Not(negated) if **negated == Expression::ItemExists)
}
