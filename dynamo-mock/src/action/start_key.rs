//! `ExclusiveStartKey`: where a page begins.

use dynamo_model::Item;
use dynamo_model::api::ServiceError;

use super::target::Target;
use crate::key_rules::emptiness;
use crate::message;
use crate::storage::{Key, KeyRange};

/// The position of a start key. It has exactly the key attributes of the index and the table, of their types.
pub(super) fn start_position(target: Target<'_>, key: &Item) -> Result<Key, ServiceError> {
    let schemas = [Some(&target.table.key), target.index.map(|index| &index.key)];
    let fits = schemas.into_iter().flatten().flat_map(|schema| schema.attributes()).all(|attribute| {
        key.get(&attribute.name).is_some_and(|value| attribute.admits(value) && emptiness(value).is_none())
    });
    if key.len() != target.start_key_len() || !fits {
        return Err(message::start_key_invalid());
    }
    target.position(key).ok_or_else(message::start_key_invalid)
}

/// The part of a range after a position, in the direction of the read.
pub(super) fn after(range: KeyRange, position: Key, forward: bool) -> KeyRange {
    if forward {
        KeyRange { start: position.successor(), ..range }
    } else {
        KeyRange { end: Some(position), ..range }
    }
}
