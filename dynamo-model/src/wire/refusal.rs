//! The service's words for requests of the right types whose content it refuses, in one table.
//!
//! The service reads the whole body before it validates: a `SerializationException` anywhere comes before any
//! of these. Of these, members that are missing or outside their enumeration come before values.
//! Two layers of the service validate values and word some refusals differently, see [`Layer`].

use std::borrow::Cow;

use crate::NumberError;

/// Which of the service's validation layers reads the values of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    /// Writes of one item: most refusals carry the prefix "1 validation error detected".
    Enveloped,
    /// Reads outside transactions.
    Bare,
    /// Batch writes and transactions: the former wording.
    Former,
}

impl Layer {
    pub(super) fn of(action: &str) -> Self {
        match action {
            "PutItem" | "UpdateItem" | "DeleteItem" => Self::Enveloped,
            "BatchWriteItem" | "TransactWriteItems" | "TransactGetItems" => Self::Former,
            _ => Self::Bare,
        }
    }
}

/// Where in a request a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// In an item or a key.
    Item,
    /// In `ExpressionAttributeValues`, under this name.
    Expression(String),
    /// In `ExclusiveStartKey`.
    StartKey,
}

/// The kind of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SetKind {
    Strings,
    Numbers,
    Binaries,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ValueRefusal {
    /// No type.
    Empty,
    /// More than one type.
    SeveralTypes,
    /// `NULL` is not true.
    NullFalse,
    /// A set without members.
    EmptySet(SetKind),
    /// A set with a null member.
    NullMember(SetKind),
    /// A text that is no number of DynamoDB's.
    Number(NumberError),
    /// A set with a repeated member: the members as sent, and how many come before the first repetition.
    Duplicates { kind: SetKind, members: Vec<String>, before: usize },
}

/// Why a request is refused. The order is that of precedence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A member is missing or outside its enumeration: the message without its prefix.
    Member(String),
    /// A message of the service's that has no prefix.
    Plain(Cow<'static, str>),
    /// A map of placeholders is empty.
    Placeholders(String),
    /// A value is refused.
    Value { reason: ValueRefusal, place: Place },
}

impl Refusal {
    /// Whether this is reported before `other`, which came first in the body.
    pub(super) fn precedes(&self, other: &Self) -> bool {
        let rank = |refusal: &Self| match refusal {
            Self::Member(_) => 0,
            Self::Plain(_) | Self::Placeholders(_) => 1,
            Self::Value { .. } => 2,
        };
        rank(self) < rank(other)
    }

    /// The service's words.
    pub(super) fn message(self, layer: Layer) -> String {
        match self {
            Self::Member(message) => enveloped(&message),
            Self::Plain(message) => message.into_owned(),
            Self::Placeholders(message) if layer == Layer::Enveloped => enveloped(&message),
            Self::Placeholders(message) => message,
            Self::Value { reason, place } => value_message(&reason, &place, layer),
        }
    }
}

fn enveloped(message: &str) -> String {
    format!("1 validation error detected: {message}")
}

fn value_message(reason: &ValueRefusal, place: &Place, layer: Layer) -> String {
    let message = reason_message(reason, layer);
    let shapeless = matches!(reason, ValueRefusal::Empty | ValueRefusal::SeveralTypes);
    let empty_set = matches!(reason, ValueRefusal::EmptySet(_) | ValueRefusal::NullMember(_));
    let message = match place {
        Place::Expression(name) if shapeless || empty_set || layer == Layer::Former => {
            format!("ExpressionAttributeValues contains invalid value: {message} for key {name}")
        }
        Place::StartKey
            if shapeless
                || matches!(reason, ValueRefusal::NullFalse)
                || matches!(reason, ValueRefusal::EmptySet(SetKind::Strings | SetKind::Binaries)) =>
        {
            format!("The provided starting key is invalid: {message}")
        }
        _ => message,
    };
    if layer == Layer::Enveloped && !shapeless { enveloped(&message) } else { message }
}

fn reason_message(reason: &ValueRefusal, layer: Layer) -> String {
    const INVALID: &str = "One or more parameter values were invalid: ";
    match reason {
        ValueRefusal::Empty => {
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes".to_owned()
        }
        ValueRefusal::SeveralTypes => "Supplied AttributeValue has more than one datatypes set, \
            must contain exactly one of the supported datatypes"
            .to_owned(),
        ValueRefusal::NullFalse => format!("{INVALID}Null attribute value types must have the value of true"),
        ValueRefusal::EmptySet(SetKind::Strings) => format!("{INVALID}An string set  may not be empty"),
        ValueRefusal::EmptySet(SetKind::Numbers) => format!("{INVALID}An number set  may not be empty"),
        ValueRefusal::EmptySet(SetKind::Binaries) => format!("{INVALID}Binary sets should not be empty"),
        ValueRefusal::NullMember(kind) => {
            let kind = match kind {
                SetKind::Strings => "string",
                SetKind::Numbers => "number",
                SetKind::Binaries => "binary",
            };
            format!("{INVALID}An {kind} set may not have a null {kind} as a member")
        }
        ValueRefusal::Number(NumberError::Malformed(text)) if text.is_empty() && layer == Layer::Former => {
            "The parameter cannot be converted to a numeric value".to_owned()
        }
        ValueRefusal::Number(error) => error.to_string(),
        ValueRefusal::Duplicates { kind: SetKind::Numbers, .. } if layer == Layer::Former => {
            "Input collection contains duplicates".to_owned()
        }
        ValueRefusal::Duplicates { kind: SetKind::Numbers, .. } => {
            format!("{INVALID}Input collection contains duplicates.")
        }
        ValueRefusal::Duplicates { kind, members, before } => {
            let (shown, separator) = shown_members(*kind, members, *before, layer);
            let of = if *kind == SetKind::Binaries { "of type BS" } else { "" };
            format!("{INVALID}Input collection [{}]{of} contains duplicates.", shown.join(separator))
        }
    }
}

/// The members as the message lists them. The former wording has them as sent; the current one sorts those
/// before the first repetition and puts all in quotes.
fn shown_members(
    kind: SetKind,
    members: &[String],
    before: usize,
    layer: Layer,
) -> (Vec<String>, &'static str) {
    if layer == Layer::Former {
        return (members.to_vec(), ", ");
    }
    let mut shown = members.to_vec();
    if let Some(read) = shown.get_mut(..before) {
        read.sort_unstable();
    }
    let quoted = shown.iter().map(|member| format!("\"{member}\"")).collect();
    (quoted, if kind == SetKind::Binaries { "," } else { ", " })
}
