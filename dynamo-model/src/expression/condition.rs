//! Conditions and filters.

use std::ops::{BitAnd, BitOr, Not};

use crate::expression::{DocumentPath, Operand};

/// A condition on one item: of a write, or the filter of a read.
///
/// Conditions are combined with `&`, `|` and `!`.
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html>.
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a condition does nothing until it is given to an operation"]
#[non_exhaustive]
pub enum Condition {
    /// `left <op> right`.
    Compare(Operand, Comparison, Operand),
    /// `operand BETWEEN lower AND upper`, both bounds included.
    Between(Operand, Operand, Operand),
    /// `operand IN (…)`, at most 100 values.
    In(Operand, Vec<Operand>),
    /// `attribute_exists(path)`.
    Exists(DocumentPath),
    /// `attribute_not_exists(path)`.
    NotExists(DocumentPath),
    /// `attribute_type(path, type)`.
    HasType(DocumentPath, AttributeTypeName),
    /// `begins_with(path, prefix)`.
    BeginsWith(DocumentPath, Operand),
    /// `contains(path, operand)`.
    Contains(DocumentPath, Operand),
    /// All of them.
    And(Vec<Condition>),
    /// At least one of them.
    Or(Vec<Condition>),
    /// The opposite.
    Not(Box<Condition>),
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// The operator as DynamoDB writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

/// The name of a type on the wire, for `attribute_type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributeTypeName(pub dynamo_schema::WireType);

impl AttributeTypeName {
    /// The name as DynamoDB writes it.
    pub const fn as_str(self) -> &'static str {
        use dynamo_schema::WireType;
        match self.0 {
            WireType::S => "S",
            WireType::N => "N",
            WireType::B => "B",
            WireType::Bool => "BOOL",
            WireType::Null => "NULL",
            WireType::L => "L",
            WireType::M => "M",
            WireType::Ss => "SS",
            WireType::Ns => "NS",
            WireType::Bs => "BS",
        }
    }
}

impl Condition {
    /// All of the conditions that are there.
    pub(crate) fn all(conditions: impl IntoIterator<Item = Self>) -> Option<Self> {
        conditions.into_iter().reduce(BitAnd::bitand)
    }

    /// Visits every path that the condition reads.
    pub(crate) fn for_each_path(&self, visit: &mut dyn FnMut(&DocumentPath)) {
        let operand = |operand: &Operand, visit: &mut dyn FnMut(&DocumentPath)| match operand {
            Operand::Path(path) | Operand::Size(path) => visit(path),
            Operand::Value(_) => {}
        };
        match self {
            Self::Compare(left, _, right) => {
                operand(left, visit);
                operand(right, visit);
            }
            Self::Between(value, lower, upper) => {
                operand(value, visit);
                operand(lower, visit);
                operand(upper, visit);
            }
            Self::In(value, values) => {
                operand(value, visit);
                values.iter().for_each(|value| operand(value, visit));
            }
            Self::Exists(path) | Self::NotExists(path) | Self::HasType(path, _) => visit(path),
            Self::BeginsWith(path, value) | Self::Contains(path, value) => {
                visit(path);
                operand(value, visit);
            }
            Self::And(all) | Self::Or(all) => all.iter().for_each(|condition| condition.for_each_path(visit)),
            Self::Not(inner) => inner.for_each_path(visit),
        }
    }
}

impl BitAnd for Condition {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        match (self, other) {
            (Self::And(mut all), Self::And(more)) => {
                all.extend(more);
                Self::And(all)
            }
            (Self::And(mut all), other) => {
                all.push(other);
                Self::And(all)
            }
            (this, Self::And(mut all)) => {
                all.insert(0, this);
                Self::And(all)
            }
            (this, other) => Self::And(vec![this, other]),
        }
    }
}

impl BitOr for Condition {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        match (self, other) {
            (Self::Or(mut any), Self::Or(more)) => {
                any.extend(more);
                Self::Or(any)
            }
            (Self::Or(mut any), other) => {
                any.push(other);
                Self::Or(any)
            }
            (this, Self::Or(mut any)) => {
                any.insert(0, this);
                Self::Or(any)
            }
            (this, other) => Self::Or(vec![this, other]),
        }
    }
}

impl Not for Condition {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}
