//! The parameters that are older than expressions, and that the service takes still. A request has these or
//! expressions, never both.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html>.

use std::collections::BTreeMap;

use crate::AttributeValue;

/// How an attribute is compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ComparisonOperator {
    /// Equal.
    #[default]
    Eq,
    /// Not equal, or absent.
    Ne,
    /// Equal to one of several values.
    In,
    /// Less or equal.
    Le,
    /// Less.
    Lt,
    /// Greater or equal.
    Ge,
    /// Greater.
    Gt,
    /// Between two values, both included.
    Between,
    /// There.
    NotNull,
    /// Absent.
    Null,
    /// A text with a part, or a set or list with an element.
    Contains,
    /// There, and without the part or element.
    NotContains,
    /// A text that begins with another one.
    BeginsWith,
}

/// What must hold of an attribute.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Condition {
    /// The values that it is compared with, as many as the operator takes.
    pub attribute_value_list: Vec<AttributeValue>,
    /// How it is compared.
    pub comparison_operator: ComparisonOperator,
}

/// Conditions by the name of the attribute.
pub type Conditions = BTreeMap<String, Condition>;

/// What a write expects of an attribute: a value or absence, or a comparison.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExpectedAttributeValue {
    /// The value that it must have.
    pub value: Option<AttributeValue>,
    /// Whether it must be there.
    pub exists: Option<bool>,
    /// How it is compared.
    pub comparison_operator: Option<ComparisonOperator>,
    /// The values that it is compared with.
    pub attribute_value_list: Option<Vec<AttributeValue>>,
}

/// What an update does with an attribute.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AttributeValueUpdate {
    /// The value of the action. Only a deletion of the whole attribute has none.
    pub value: Option<AttributeValue>,
    /// The action; `PUT` when absent.
    pub action: Option<AttributeAction>,
}

/// The actions of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeAction {
    /// Add to a number, a set or a list.
    Add,
    /// Put in place of what is there.
    Put,
    /// Delete the attribute, or elements of a set.
    Delete,
}

/// How several conditions are joined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ConditionalOperator {
    /// All must hold.
    #[default]
    And,
    /// One must hold.
    Or,
}
