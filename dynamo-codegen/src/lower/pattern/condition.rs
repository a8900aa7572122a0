//! Conditions and filters: their fields are there, and are compared with values of their types.

use dynamo_schema::{AttributeModel, AttributeType, WireType};

use super::parameters::Parameters;
use super::{Lowered, attribute};
use crate::decode::Context;
use crate::design::{Comparison, Expression, Literal, Name, Operand};
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::parse;
use crate::span::Word;
use crate::suggest;

/// Reads a condition on items of the entities.
pub(super) fn lower(
    text: &Word,
    entities: &[&Lowered<'_>],
    parameters: &mut Parameters,
    cx: &Context<'_>,
) -> Option<Expression> {
    let expression = match parse(text.as_str()) {
        Ok(expression) => expression,
        Err(error) => {
            let span = cx.inside(text, error.range);
            cx.report(Diagnostic::new(Code::Expression, span, error.message).label("in this condition"));
            return None;
        }
    };
    expression.visit(&mut |name, test, operands| {
        if let Some(attribute) = field(name, text, entities, cx) {
            check(attribute, name, test, operands, text, parameters, cx);
        }
    });
    Some(expression)
}

/// The field that a condition names, of the first entity that has it.
fn field<'e>(
    name: &Name,
    text: &Word,
    entities: &[&'e Lowered<'_>],
    cx: &Context<'_>,
) -> Option<&'e AttributeModel> {
    let found = entities.iter().find_map(|entity| attribute(entity, &name.text));
    let mut fields = entities.iter().flat_map(|entity| &entity.spec.fields).map(|(field, _)| field.as_str());
    if found.is_none() && !fields.any(|field| field == name.text) {
        let known = entities.iter().flat_map(|entity| &entity.spec.fields).map(|(field, _)| field.as_str());
        let span = cx.inside(text, name.range.clone());
        let message = format!("the condition names an unknown field, `{}`", name.text);
        cx.report(Diagnostic::new(Code::UnknownField, span, message).label(suggest::hint(&name.text, known)));
    }
    found
}

fn check(
    attribute: &AttributeModel,
    name: &Name,
    test: &Expression,
    operands: &[Operand],
    text: &Word,
    parameters: &mut Parameters,
    cx: &Context<'_>,
) {
    let of = &attribute.attribute_type;
    let compared = match test {
        Expression::Exists(_) => return,
        Expression::Compare(_, Comparison::Equal | Comparison::NotEqual, _) | Expression::In(..) => {
            Some(of.clone())
        }
        Expression::Compare(..) | Expression::Between(..) => is_ordered(of).then(|| of.clone()),
        Expression::BeginsWith(..) => {
            let is_text =
                matches!(of.wire(), Some(WireType::S | WireType::B)) && !matches!(of, AttributeType::Enum(_));
            is_text.then_some(AttributeType::String)
        }
        Expression::Contains(..) => element(of),
        _ => None,
    };
    let Some(compared) = compared else {
        let span = cx.inside(text, name.range.clone());
        let message = format!("`{}` cannot be compared so", name.text);
        cx.report(
            Diagnostic::new(Code::OperandType, span, message)
                .label("its type has no such comparison")
                .help("numbers, texts, times and bytes have an order; texts have prefixes; texts, sets and lists contain"),
        );
        return;
    };
    for operand in operands {
        match operand {
            Operand::Parameter(parameter) => {
                let span = cx.inside(text, parameter.range.clone());
                parameters.add(&parameter.text, Some(&compared), false, span, cx);
            }
            Operand::Literal(literal, range) if !fits(literal, &compared) => {
                let span = cx.inside(text, range.clone());
                let message = format!("the value is not of the type of `{}`", name.text);
                let label = match &compared {
                    AttributeType::Enum(tokens) => {
                        suggest::hint(literal_text(literal), tokens.iter().map(|token| &**token))
                    }
                    _ => "of another type".to_owned(),
                };
                cx.report(Diagnostic::new(Code::OperandType, span, message).label(label));
            }
            Operand::Literal(..) => {}
        }
    }
}

fn literal_text(literal: &Literal) -> &str {
    match literal {
        Literal::Text(text) | Literal::Number(text) => text,
        Literal::Bool(true) => "true",
        Literal::Bool(false) => "false",
    }
}

fn is_ordered(of: &AttributeType) -> bool {
    matches!(of.wire(), Some(WireType::S | WireType::N | WireType::B))
        && !matches!(of, AttributeType::Enum(_))
}

fn element(of: &AttributeType) -> Option<AttributeType> {
    match of {
        AttributeType::String | AttributeType::StringSet => Some(AttributeType::String),
        AttributeType::NumberSet => Some(AttributeType::Decimal),
        AttributeType::Binary | AttributeType::BinarySet => Some(AttributeType::Binary),
        AttributeType::List(of) => of.first().cloned(),
        _ => None,
    }
}

/// Whether a fixed value is one of the type.
pub(super) fn fits(literal: &Literal, of: &AttributeType) -> bool {
    match (literal, of) {
        (Literal::Text(token), AttributeType::Enum(tokens)) => tokens.iter().any(|known| known == token),
        (Literal::Text(_), of) => of.wire() == Some(WireType::S),
        (Literal::Number(digits), AttributeType::Integer(integer)) => {
            !digits.contains('.') && (integer.is_signed() || !digits.starts_with('-'))
        }
        (Literal::Number(_), of) => of.wire() == Some(WireType::N),
        (Literal::Bool(_), of) => of.wire() == Some(WireType::Bool),
    }
}
