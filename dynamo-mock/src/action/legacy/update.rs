//! `AttributeUpdates`.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html>.

use std::collections::BTreeMap;

use dynamo_model::AttributeValue;
use dynamo_model::api::{AttributeAction, AttributeValueUpdate, ServiceError};

use super::Placeholders;
use super::comparison::check_name;
use crate::{message, value};

/// The update expression for actions; `None` when there are none.
pub(super) fn update(
    updates: &BTreeMap<String, AttributeValueUpdate>,
    placeholders: &mut Placeholders,
) -> Result<Option<String>, ServiceError> {
    let mut clauses: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, update) in updates {
        check_name(name)?;
        check(update)?;
    }
    for (name, update) in updates {
        let name = placeholders.name(name);
        let action = update.action.unwrap_or(AttributeAction::Put);
        let (clause, text) = match (action, update.value.clone()) {
            (_, None) => ("REMOVE", name),
            (AttributeAction::Put, Some(value)) => ("SET", format!("{name} = {}", placeholders.value(value))),
            (AttributeAction::Delete, Some(value)) => {
                ("DELETE", format!("{name} {}", placeholders.value(value)))
            }
            // Expressions add to lists with a function.
            (AttributeAction::Add, Some(value @ AttributeValue::L(_))) => {
                let (empty, value) =
                    (placeholders.value(AttributeValue::L(Vec::new())), placeholders.value(value));
                ("SET", format!("{name} = list_append(if_not_exists({name}, {empty}), {value})"))
            }
            (AttributeAction::Add, Some(value)) => ("ADD", format!("{name} {}", placeholders.value(value))),
        };
        clauses.entry(clause).or_default().push(text);
    }
    let clauses: Vec<String> =
        clauses.into_iter().map(|(clause, parts)| format!("{clause} {}", parts.join(", "))).collect();
    Ok((!clauses.is_empty()).then(|| clauses.join(" ")))
}

fn check(update: &AttributeValueUpdate) -> Result<(), ServiceError> {
    let action = update.action.unwrap_or(AttributeAction::Put);
    let Some(value) = &update.value else {
        return if action == AttributeAction::Delete { Ok(()) } else { Err(message::update_without_value()) };
    };
    value::check_value(value, 1).map_err(|flaw| message::flaw(&flaw))?;
    let is_set = matches!(value, AttributeValue::Ss(_) | AttributeValue::Ns(_) | AttributeValue::Bs(_));
    match action {
        AttributeAction::Put => Ok(()),
        AttributeAction::Delete if is_set => Ok(()),
        AttributeAction::Delete => Err(message::update_action("DELETE action with value", type_word(value))),
        AttributeAction::Add if is_set || matches!(value, AttributeValue::N(_) | AttributeValue::L(_)) => {
            Ok(())
        }
        AttributeAction::Add => Err(message::update_action("ADD action", type_word(value))),
    }
}

/// A type as these messages call it.
const fn type_word(value: &AttributeValue) -> &'static str {
    match value {
        AttributeValue::S(_) => "STRING",
        AttributeValue::N(_) => "NUMBER",
        AttributeValue::B(_) => "BINARY",
        AttributeValue::Bool(_) => "BOOLEAN",
        AttributeValue::Null => "NULL",
        AttributeValue::L(_) => "LIST",
        AttributeValue::M(_) => "MAP",
        AttributeValue::Ss(_) => "STRING_SET",
        AttributeValue::Ns(_) => "NUMBER_SET",
        AttributeValue::Bs(_) => "BINARY_SET",
    }
}
