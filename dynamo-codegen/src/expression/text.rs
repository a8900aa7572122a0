//! Expressions as the spec writes them.

use std::fmt;

use super::{Comparison, Expression, Literal, Operand};

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(all) => joined(f, all, " and ", |one| matches!(one, Self::Or(_))),
            Self::Or(all) => joined(f, all, " or ", |_| false),
            Self::Not(negated) => match &**negated {
                Self::Exists(name) => write!(f, "!{}", name.text),
                Self::In(name, operands) => {
                    write!(f, "{} not in ", name.text)?;
                    list(f, operands)
                }
                other @ (Self::And(_) | Self::Or(_)) => write!(f, "not ({other})"),
                other => write!(f, "not {other}"),
            },
            Self::ItemExists => f.write_str("exists"),
            Self::Exists(name) => f.write_str(&name.text),
            Self::Compare(name, comparison, operand) => {
                write!(f, "{} {} {operand}", name.text, symbol(*comparison))
            }
            Self::In(name, operands) => {
                write!(f, "{} in ", name.text)?;
                list(f, operands)
            }
            Self::Between(name, low, high) => write!(f, "{} between {low} and {high}", name.text),
            Self::BeginsWith(name, operand) => write!(f, "{} begins_with {operand}", name.text),
            Self::Contains(name, operand) => write!(f, "{} contains {operand}", name.text),
        }
    }
}

fn joined(
    f: &mut fmt::Formatter<'_>,
    all: &[Expression],
    between: &str,
    is_inside: impl Fn(&Expression) -> bool,
) -> fmt::Result {
    for (at, one) in all.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        if is_inside(one) { write!(f, "({one})")? } else { write!(f, "{one}")? }
    }
    Ok(())
}

fn list(f: &mut fmt::Formatter<'_>, operands: &[Operand]) -> fmt::Result {
    let texts: Vec<String> = operands.iter().map(ToString::to_string).collect();
    write!(f, "[{}]", texts.join(", "))
}

fn symbol(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "==",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter(name) => write!(f, ":{}", name.text),
            Self::Literal(Literal::Text(text), _) => write!(f, "'{text}'"),
            Self::Literal(Literal::Number(digits), _) => f.write_str(digits),
            Self::Literal(Literal::Bool(value), _) => write!(f, "{value}"),
        }
    }
}
