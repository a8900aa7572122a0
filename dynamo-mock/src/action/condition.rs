//! The condition of a write.

use dynamo_model::Item;
use dynamo_model::api::{ReturnValuesOnConditionCheckFailure, ServiceError};

use crate::expression::BoundCondition;
use crate::message;

/// What an absent item is to a condition.
pub(super) static ABSENT: Item = Item::new();

/// Checks a write's condition against the item that is there.
pub(super) fn check_condition(
    condition: Option<&BoundCondition<'_>>,
    found: Option<&Item>,
    on_failure: Option<ReturnValuesOnConditionCheckFailure>,
) -> Result<(), ServiceError> {
    let holds = condition.is_none_or(|condition| condition.holds(found.unwrap_or(&ABSENT)));
    if holds {
        return Ok(());
    }
    let mut error = message::condition_failed();
    if on_failure == Some(ReturnValuesOnConditionCheckFailure::AllOld) {
        error.item = found.cloned();
    }
    Err(error)
}
