//! Conditions and filters.

use super::super::layout::{Expr, Link};
use super::super::types::{scalar_text, variant};
use super::super::{ident, literal};
use super::{Method, key_fields};
use crate::design::{Comparison, Expression, Literal, Operand, TypeRef};

/// What a parameter is in the method's body.
pub(super) type Values<'v> = &'v dyn Fn(&str) -> String;

/// The parameters under their own names.
pub(super) fn own(name: &str) -> String {
    ident(name)
}

/// The conditions that must all hold.
pub(super) fn conjuncts(expression: &Expression) -> Vec<&Expression> {
    match expression {
        Expression::And(all) => all.iter().flat_map(conjuncts).collect(),
        other => vec![other],
    }
}

/// `|order| order.total().gt(1)`
pub(super) fn closure(method: &Method<'_>, expression: &Expression, values: Values<'_>) -> Expr {
    let name = variable(method);
    let body = condition(method, expression, &name, values);
    Expr::Closure(name, Box::new(body))
}

/// `|order| order.total()`
pub(super) fn path(method: &Method<'_>, field: &str) -> Expr {
    let name = variable(method);
    let body = Expr::text(format!("{name}.{}()", ident(field)));
    Expr::Closure(name, Box::new(body))
}

/// The first letter of the entity, which no parameter has as its name.
fn variable(method: &Method<'_>) -> String {
    let first = method.entity.name.chars().next().unwrap_or('e').to_lowercase().to_string();
    method.fresh(&first)
}

fn condition(method: &Method<'_>, expression: &Expression, name: &str, values: Values<'_>) -> Expr {
    let inner = |expression: &Expression| condition(method, expression, name, values);
    let test = |field: &str, test: &str, arguments: Vec<Expr>| {
        let path = format!("{name}.{}()", ident(field));
        Expr::text(path).then([Link::call(test, arguments)])
    };
    let operand = |field: &str, of: &Operand| Expr::text(operand(method, field, of, values));
    match expression {
        Expression::And(all) => {
            let all = all.iter().map(|one| match one {
                Expression::Or(_) => Expr::text(format!("({})", inner(one).flat())),
                other => inner(other),
            });
            Expr::Operators("&", all.collect())
        }
        Expression::Or(all) => Expr::Operators("|", all.iter().map(inner).collect()),
        Expression::Not(negated) => match &**negated {
            Expression::Exists(field) => test(&field.text, "not_exists", Vec::new()),
            Expression::ItemExists => existence(method, name, "not_exists"),
            both @ (Expression::And(_) | Expression::Or(_)) => {
                Expr::text(format!("!({})", inner(both).flat()))
            }
            other => Expr::text(format!("!{}", inner(other).flat())),
        },
        Expression::ItemExists => existence(method, name, "exists"),
        Expression::Exists(field) => test(&field.text, "exists", Vec::new()),
        Expression::Compare(field, comparison, of) => {
            test(&field.text, comparison_name(*comparison), vec![operand(&field.text, of)])
        }
        Expression::In(field, all) => {
            let all: Vec<String> = all.iter().map(|of| operand(&field.text, of).flat()).collect();
            test(&field.text, "is_in", vec![Expr::text(format!("[{}]", all.join(", ")))])
        }
        Expression::Between(field, low, high) => {
            test(&field.text, "between", vec![operand(&field.text, low), operand(&field.text, high)])
        }
        Expression::BeginsWith(field, of) => test(&field.text, "begins_with", vec![operand(&field.text, of)]),
        Expression::Contains(field, of) => test(&field.text, "contains", vec![operand(&field.text, of)]),
    }
}

/// An item is there when an attribute is that every item of the entity has.
fn existence(method: &Method<'_>, name: &str, test: &str) -> Expr {
    let required = method.entity.fields.iter().find(|field| !field.optional && field.default.is_none());
    let field = key_fields(method.model).first().copied().or(required.map(|field| field.field.as_str()));
    Expr::text(format!("{name}.{}().{test}()", ident(field.unwrap_or_default())))
}

fn comparison_name(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "eq",
        Comparison::NotEqual => "ne",
        Comparison::Less => "lt",
        Comparison::LessOrEqual => "le",
        Comparison::Greater => "gt",
        Comparison::GreaterOrEqual => "ge",
    }
}

/// What a field is compared with, or set to.
pub(super) fn operand(method: &Method<'_>, field: &str, operand: &Operand, values: Values<'_>) -> String {
    match operand {
        Operand::Parameter(name) => values(&name.text),
        Operand::Literal(value, _) => {
            let field = method.entity.fields.iter().find(|known| known.field == field);
            field.map_or_else(String::new, |field| literal_text(value, &field.type_ref))
        }
    }
}

fn literal_text(value: &Literal, of: &TypeRef) -> String {
    match (value, of) {
        (value, TypeRef::List(of) | TypeRef::Set(of)) => literal_text(value, of),
        (Literal::Text(token), TypeRef::Named(name) | TypeRef::Enum(name, _)) => {
            format!("{name}::{}", variant(token))
        }
        (Literal::Text(text), _) => literal(text),
        (Literal::Number(digits), TypeRef::Scalar(scalar)) => {
            super::super::entity::number(scalar_text(scalar), digits)
        }
        (Literal::Number(digits), _) => digits.clone(),
        (Literal::Bool(value), _) => value.to_string(),
    }
}
