//! The parameters that are older than expressions. After their own rules are checked they become expressions, so
//! that there is one way to evaluate a request.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html>.

mod comparison;
mod request;
mod update;

use dynamo_model::api::{ErrorCode, ExpressionAttributeNames, ServiceError};
use dynamo_model::{AttributeValue, Item};

pub(super) use request::{
    lower_batch_get, lower_delete, lower_get, lower_put, lower_query, lower_scan, lower_update,
};

use crate::message;

/// The placeholders of a request without expressions.
#[derive(Default)]
struct Placeholders {
    names: ExpressionAttributeNames,
    values: Item,
}

impl Placeholders {
    /// A placeholder for a name.
    fn name(&mut self, name: &str) -> String {
        let placeholder = format!("#{}", self.names.len());
        self.names.insert(placeholder.clone().into(), name.to_owned().into());
        placeholder
    }

    /// A placeholder for a value.
    fn value(&mut self, value: AttributeValue) -> String {
        let placeholder = format!(":{}", self.values.len());
        self.values.insert(placeholder.clone(), value);
        placeholder
    }
}

/// Whether a request has parameters of the older kind. It may not have both kinds.
fn is_legacy(
    older: &[(&str, bool)],
    expressions: &[(&str, bool)],
    names: &ExpressionAttributeNames,
    values: &Item,
    absent: &str,
) -> Result<bool, ServiceError> {
    let there = |list: &[(&str, bool)]| -> Vec<String> {
        list.iter().filter(|(_, there)| *there).map(|(name, _)| (*name).to_owned()).collect()
    };
    let (older, expressions) = (there(older), there(expressions));
    if older.is_empty() {
        return Ok(false);
    }
    if !expressions.is_empty() {
        return Err(message::both_kinds(&older, &expressions));
    }
    if !names.is_empty() {
        return Err(message::names_without_expression());
    }
    if !values.is_empty() {
        return Err(message::values_without_expression(absent));
    }
    Ok(true)
}

/// Puts an error about an expression that the caller never wrote into the words for the older parameters.
pub(super) fn reworded(mut error: ServiceError) -> ServiceError {
    const WORDS: [(&str, &str); 2] = [
        (
            "An operand in the update expression has an incorrect data type",
            "Type mismatch for attribute to update",
        ),
        ("Filter Expression can only contain", "QueryFilter can only contain"),
    ];
    if error.code == ErrorCode::Validation {
        for (expression, older) in WORDS {
            error.message = error.message.replace(expression, older);
        }
    }
    error
}
