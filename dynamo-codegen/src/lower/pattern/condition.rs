//! Conditions and filters: their fields are there, and are compared with values of their types.

use dynamo_schema::{AttributeModel, AttributeType, WireType};

use super::parameters::{Parameters, scalar, value_type};
use super::{Lowered, attribute};
use crate::decode::Context;
use crate::design::{Comparison, Expression, Literal, Name, Operand, TypeRef, ValueType};
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
        if let Some((entity, attribute)) = field(name, text, entities, cx) {
            let of = value_type(entity, attribute);
            check(&of, name, test, operands, text, parameters, cx);
        }
    });
    Some(expression)
}

/// The field that a condition names, of the first entity that has it.
fn field<'e, 's>(
    name: &Name,
    text: &Word,
    entities: &[&'e Lowered<'s>],
    cx: &Context<'_>,
) -> Option<(&'e Lowered<'s>, &'e AttributeModel)> {
    let found = entities.iter().find_map(|entity| Some((*entity, attribute(entity, &name.text)?)));
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
    value_type: &ValueType,
    name: &Name,
    test: &Expression,
    operands: &[Operand],
    text: &Word,
    parameters: &mut Parameters,
    cx: &Context<'_>,
) {
    let of = &value_type.attribute_type;
    let compared = match test {
        Expression::Exists(_) => return,
        Expression::Compare(_, Comparison::Equal | Comparison::NotEqual, _) | Expression::In(..) => {
            Some(value_type.clone())
        }
        Expression::Compare(..) | Expression::Between(..) => is_ordered(of).then(|| value_type.clone()),
        Expression::BeginsWith(..) => {
            let is_text = matches!(of, AttributeType::String | AttributeType::Binary);
            is_text.then(|| value_type.clone())
        }
        Expression::Contains(..) => element(value_type),
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
                parameters.value(&parameter.text, compared.clone(), span, cx);
            }
            Operand::Literal(literal, range) if !fits(literal, &compared.attribute_type) => {
                let span = cx.inside(text, range.clone());
                let message = format!("the value is not of the type of `{}`", name.text);
                let label = match &compared.attribute_type {
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

/// What a text or a collection contains.
fn element(of: &ValueType) -> Option<ValueType> {
    match (&of.type_ref, &of.attribute_type) {
        (TypeRef::Scalar(AttributeType::String), _) => Some(of.clone()),
        (TypeRef::List(element), AttributeType::List(types)) => {
            Some(ValueType { attribute_type: types.first()?.clone(), type_ref: (**element).clone() })
        }
        (TypeRef::Set(element), _) => match &**element {
            TypeRef::Scalar(element) => Some(scalar(element.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a fixed value is one of the type.
pub(super) fn fits(literal: &Literal, of: &AttributeType) -> bool {
    match (literal, of) {
        (Literal::Text(token), AttributeType::Enum(tokens)) => tokens.iter().any(|known| known == token),
        (Literal::Text(_), of) => *of == AttributeType::String,
        (Literal::Number(digits), AttributeType::Integer(integer)) => {
            !digits.contains('.') && in_range(digits, integer.bits(), integer.is_signed())
        }
        (Literal::Number(digits), AttributeType::Decimal) => digits.replace(['-', '.'], "").len() <= 18,
        (Literal::Number(_), of) => *of == AttributeType::Float,
        (Literal::Bool(_), of) => *of == AttributeType::Bool,
    }
}

/// Whether an integer is one of a type, as far as 64 bits go: no condition compares with a fixed number beyond them.
fn in_range(digits: &str, bits: u32, is_signed: bool) -> bool {
    let Ok(number) = digits.parse::<i128>() else { return false };
    let bits = (bits - u32::from(is_signed)).min(64);
    let least = if is_signed { -(1_i128 << bits) } else { 0 };
    (least..1_i128 << bits).contains(&number)
}
