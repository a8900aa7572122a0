//! What a pattern says of its values by name: what parts of a key are, and the order of the parameters.

use dynamo_schema::AttributeModel;

use super::parameters::{Parameters, value_type};
use super::{Pattern, condition};
use crate::design::{Operand, Parameter};
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::parse_operand;
use crate::lower::Lowered;
use crate::span::Span;
use crate::suggest;

/// A part of the key: what `key` says, or a parameter of the part's name.
pub(super) fn part(
    pattern: &Pattern<'_>,
    entity: &Lowered<'_>,
    attribute: &AttributeModel,
    span: Span,
    parameters: &mut Parameters,
) {
    let mut given = pattern.spec.options.key.iter();
    let Some((_, text)) = given.find(|(name, _)| *name.value == *attribute.field) else {
        return parameters.attribute(entity, attribute, span, pattern.cx);
    };
    let place = |range| pattern.cx.inside(text, range);
    match parse_operand(text.as_str()) {
        Err(error) => {
            let diagnostic = Diagnostic::new(Code::Expression, place(error.range), error.message);
            pattern.cx.report(diagnostic.label("in this value"));
        }
        Ok(Operand::Parameter(name)) => {
            let of = value_type(entity, attribute);
            parameters.value(&name.text, of, place(name.range.clone()), pattern.cx);
        }
        Ok(Operand::Literal(literal, range)) => {
            if !condition::fits(&literal, &attribute.attribute_type) {
                let message = format!("the value is not of the type of `{}`", attribute.field);
                pattern.cx.report(
                    Diagnostic::new(Code::OperandType, place(range), message)
                        .label("of another type")
                        .help("a parameter is written `:name`, a text `'text'`"),
                );
            }
        }
    }
}

/// What the parts are that the pattern names, all of which are parts that it gives.
pub(super) fn key(pattern: &Pattern<'_>, given: &[String]) -> Vec<(String, Operand)> {
    let mut key: Vec<(String, Operand)> = Vec::new();
    for (name, text) in &pattern.spec.options.key {
        if !given.contains(&name.value) {
            let message = format!("`{}` is no part of the key that the pattern gives", name.as_str());
            pattern.cx.report(
                Diagnostic::new(Code::KeyPart, name.span, message)
                    .label(suggest::hint(name.as_str(), given.iter().map(String::as_str)))
                    .help("parts of a sort key are given with `by`; a range has its own values"),
            );
        }
        if let Ok(operand) = parse_operand(text.as_str()) {
            key.push((name.value.clone(), operand));
        }
    }
    key
}

/// The parameters in the order that the pattern says, which names all of them and no others.
pub(super) fn ordered(pattern: &Pattern<'_>, parameters: Parameters) -> Vec<Parameter> {
    let mut found = parameters.into_list();
    let Some(order) = &pattern.spec.options.parameters else { return found };
    for (at, word) in order.value.iter().enumerate() {
        if order.value.iter().take(at).any(|earlier| earlier.value == word.value) {
            let message = format!("a second `{}`", word.as_str());
            pattern
                .cx
                .report(Diagnostic::new(Code::ParameterList, word.span, message).label("leave one out"));
            continue;
        }
        if !found.iter().any(|parameter| parameter.name == word.value) {
            let message = format!("nothing in the pattern uses `{}`", word.as_str());
            let hint = suggest::hint(word.as_str(), found.iter().map(|parameter| parameter.name.as_str()));
            pattern.cx.report(Diagnostic::new(Code::ParameterList, word.span, message).label(hint));
        }
    }
    for parameter in &found {
        if !order.value.iter().any(|word| word.value == parameter.name) {
            let message = format!("the pattern uses `{}`, which is not among its parameters", parameter.name);
            pattern.cx.report(
                Diagnostic::new(Code::ParameterList, order.span, message)
                    .label("it is not in this list")
                    .help("name all of them, or leave the list out"),
            );
        }
    }
    found.sort_by_key(|parameter| order.value.iter().position(|word| word.value == parameter.name));
    found
}
