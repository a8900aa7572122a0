//! Conditions under which an item is in an index.

use dynamo_schema::{Text, When, WhenTest};

use crate::decode::Context;
use crate::design::{Comparison, Expression, Literal, Name, Operand};
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::parse;
use crate::span::Word;

/// Reads `status in [placed, paid]`, which tests one attribute against fixed values. The name in it is the field's.
pub(super) fn when(text: &Word, cx: &Context<'_>) -> Option<(Name, WhenTest)> {
    let expression = match parse(text.as_str()) {
        Ok(expression) => expression,
        Err(error) => {
            let span = cx.inside(text, error.range);
            cx.report(Diagnostic::new(Code::Expression, span, error.message).label("in this condition"));
            return None;
        }
    };
    let test = test(expression);
    if test.is_none() {
        let message = "a condition for an index tests one attribute against fixed values";
        cx.report(
            Diagnostic::new(Code::WhenForm, text.span, message)
                .label("not of a form that an index can depend on")
                .help("write `field`, `!field`, `field == a`, `field != a`, `field in [a, b]` or `field not in [a, b]`"),
        );
    }
    test
}

fn test(expression: Expression) -> Option<(Name, WhenTest)> {
    match expression {
        Expression::Exists(name) => Some((name, WhenTest::Exists)),
        Expression::Compare(name, Comparison::Equal, operand) => {
            Some((name, WhenTest::In(vec![token(operand)?].into())))
        }
        Expression::Compare(name, Comparison::NotEqual, operand) => {
            Some((name, WhenTest::NotIn(vec![token(operand)?].into())))
        }
        Expression::In(name, operands) => Some((name, WhenTest::In(tokens(operands)?.into()))),
        Expression::Not(negated) => match *negated {
            Expression::Exists(name) => Some((name, WhenTest::Absent)),
            Expression::In(name, operands) => Some((name, WhenTest::NotIn(tokens(operands)?.into()))),
            _ => None,
        },
        _ => None,
    }
}

fn tokens(operands: Vec<Operand>) -> Option<Vec<Text>> {
    operands.into_iter().map(token).collect()
}

fn token(operand: Operand) -> Option<Text> {
    let Operand::Literal(literal, _) = operand else { return None };
    Some(match literal {
        Literal::Text(text) | Literal::Number(text) => text.into(),
        Literal::Bool(value) => if value { "true" } else { "false" }.into(),
    })
}

/// The condition with the attribute that a field is stored in.
pub(super) fn with_attribute(attribute: Text, test: WhenTest) -> When {
    When { attribute, test }
}
