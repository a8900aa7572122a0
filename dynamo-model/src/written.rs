//! What a write puts into an item besides what its caller says: decided here, whatever the verb.
//!
//! An entity's attributes come in as its fields hold them. The time of the write is filled in, and then the keys are
//! composed, so that a key never misses what was filled in.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_schema::{AttributeModel, AttributeRole, AttributeType, EntityModel, PartValue, TableModel};

use crate::decode::Fields;
use crate::entity::an_item_of;
use crate::error::{Error, Result};
use crate::{AttributeValue, Backend, Entity, Item, Name, Number, Table, keys, limits};

/// A write of a whole item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// The item is new: `created` is the time of the write.
    Create,
    /// The item may replace another: `created` stays what the entity says, as it was read.
    Put,
    /// The item may be there: an item that is there keeps its `created`.
    Upsert,
}

/// The item that a write of an entity writes, from the entity's attributes as its fields hold them.
pub(crate) fn whole<E: Entity>(attributes: Result<Item>, verb: Verb, now: SystemTime) -> Result<Item> {
    let whole = complete(E::Table::MODEL, E::MODEL_REF, attributes?, verb, now);
    whole.map_err(|error| error.during(|| an_item_of(E::MODEL_REF)))
}

fn complete(
    table: &TableModel,
    entity: &EntityModel,
    mut item: Item,
    verb: Verb,
    now: SystemTime,
) -> Result<Item> {
    for attribute in &*entity.attributes {
        let is_filled = match attribute.role {
            AttributeRole::Created => verb != Verb::Put,
            AttributeRole::Updated => true,
            _ => false,
        };
        if is_filled {
            item.insert(attribute.name.clone(), stamp(attribute, now)?);
        }
    }
    limits::check_item(entity, &item)?;
    keys::complete(table, entity, &mut item)?;
    Ok(item)
}

/// Computes anew what is computed from attributes of which some are others now.
pub(crate) fn compute<E: Entity>(item: &mut Item) -> Result<()> {
    let entity = E::MODEL_REF;
    for attribute in entity.attributes.iter().filter(|attribute| attribute.role == AttributeRole::Computed) {
        let value = E::computed(&attribute.name, Fields::borrowed(item));
        let value = value.map_err(|error| Error::from(error.of(entity.name.clone())))?;
        match value.map_err(|error| error.at(attribute.name.clone()))? {
            Some(value) => item.insert(attribute.name.clone(), value),
            None => item.remove(&attribute.name),
        };
    }
    Ok(())
}

/// The attributes of an item that was read and changed, with what every write fills in.
///
/// # Errors
/// When the change is of an attribute that is never changed.
pub(crate) fn changed(entity: &EntityModel, before: &Item, mut after: Item, now: SystemTime) -> Result<Item> {
    let fixed = entity.attributes.iter().find(|attribute| {
        let is_fixed = matches!(attribute.role, AttributeRole::Created | AttributeRole::Generated);
        (is_fixed || attribute.read_only) && before.get(&attribute.name) != after.get(&attribute.name)
    });
    if let Some(fixed) = fixed {
        return Err(Error::invalid(format!(
            "`{}` is only written when an item is created, but the change gave it another value",
            fixed.name
        )));
    }
    after.extend(refreshed(entity, now)?);
    limits::check_item(entity, &after)?;
    Ok(after)
}

/// Fills in what the draft of a new item leaves out: identifiers, stamps, the lock, the expiry.
pub(crate) fn draft(entity: &EntityModel, item: &mut Item, backend: &dyn Backend) -> Result<()> {
    let now = backend.now();
    for attribute in &*entity.attributes {
        let value = match attribute.role {
            AttributeRole::Created | AttributeRole::Updated => stamp(attribute, now)?,
            AttributeRole::Generated => identifier(attribute, now, backend.random())?,
            AttributeRole::Lock => AttributeValue::N(Number::from(0_u8)),
            AttributeRole::Ttl { after: Some(after) } if !item.contains(&attribute.name) => {
                let seconds = since_1970(now).0.saturating_add_unsigned(after);
                AttributeValue::N(Number::from(seconds))
            }
            _ => continue,
        };
        item.insert(attribute.name.clone(), value);
    }
    Ok(())
}

/// An identifier that sorts by the millisecond in which it was made up.
///
/// A text is a ULID, <https://github.com/ulid/spec>; a UUID is of version 7, <https://www.rfc-editor.org/rfc/rfc9562>.
fn identifier(attribute: &AttributeModel, now: SystemTime, random: u128) -> Result<AttributeValue> {
    let (seconds, nanos) = since_1970(now);
    let millis = u128::from(seconds.max(0).unsigned_abs()) * 1_000 + u128::from(nanos / 1_000_000);
    let time = millis << 80;
    let ulid = time | random >> 48;
    let value = match attribute.attribute_type {
        AttributeType::Uuid => {
            const VERSION: u128 = 7 << 76;
            const VARIANT: u128 = 0b10 << 62;
            let (high, low) = (random >> 116, random & (u128::MAX >> 66));
            PartValue::Uuid(time | VERSION | high << 64 | VARIANT | low)
        }
        _ => PartValue::Ulid(ulid),
    };
    keys::stored_value(value)
}

/// What every write of an item fills in, whatever else it does.
pub(crate) fn refreshed(entity: &EntityModel, now: SystemTime) -> Result<Option<(Name, AttributeValue)>> {
    let updated = entity.with_role(|role| role == AttributeRole::Updated);
    updated.map(|attribute| Ok((attribute.name.clone(), stamp(attribute, now)?))).transpose()
}

/// A moment as an attribute holds it.
fn stamp(attribute: &AttributeModel, now: SystemTime) -> Result<AttributeValue> {
    let (seconds, nanos) = since_1970(now);
    match attribute.attribute_type {
        AttributeType::Timestamp => keys::stored_value(PartValue::Timestamp { seconds, nanos }),
        _ => Ok(AttributeValue::N(Number::from(seconds))),
    }
    .map_err(|error: Error| error.inside(format!("`{}`", attribute.name)))
}

/// Whole seconds since 1970 and the nanoseconds of the last one.
pub(crate) fn since_1970(moment: SystemTime) -> (i64, u32) {
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    match moment.duration_since(UNIX_EPOCH) {
        Ok(after) => (seconds(after), after.subsec_nanos()),
        // Before 1970 the seconds are rounded down, and the nanoseconds count up from there.
        Err(before) => match before.duration() {
            before if before.subsec_nanos() == 0 => (-seconds(before), 0),
            before => (-seconds(before) - 1, 1_000_000_000 - before.subsec_nanos()),
        },
    }
}
