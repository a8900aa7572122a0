//! What an update changes.

use crate::expression::{DocumentPath, Operand};

/// One change of an update.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html>.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum UpdateAction {
    /// `SET path = value`.
    Set(DocumentPath, UpdateValue),
    /// `REMOVE path`.
    Remove(DocumentPath),
    /// `ADD path operand`: adds to a number or to a set.
    Add(DocumentPath, Operand),
    /// `DELETE path operand`: takes members out of a set.
    Delete(DocumentPath, Operand),
}

impl UpdateAction {
    /// The place that the action changes.
    pub const fn path(&self) -> &DocumentPath {
        match self {
            Self::Set(path, _) | Self::Remove(path) | Self::Add(path, _) | Self::Delete(path, _) => path,
        }
    }
}

/// The right-hand side of a `SET`. It reads the item as it was before the update.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum UpdateValue {
    /// A value or the value at another path.
    Operand(Operand),
    /// `if_not_exists(path, operand)`.
    IfNotExists(DocumentPath, Operand),
    /// `left + right`.
    Plus(Operand, Operand),
    /// `left - right`.
    Minus(Operand, Operand),
    /// `list_append(first, second)`.
    Append(Operand, Operand),
    /// `list_append(if_not_exists(list, []), elements)`, or the other way round.
    AppendOrCreate {
        /// The list, which may be absent.
        list: DocumentPath,
        /// What is added.
        elements: Operand,
        /// Whether it comes behind the list.
        at_end: bool,
    },
}

/// The rendered text of an update.
pub type UpdateExpression = String;
