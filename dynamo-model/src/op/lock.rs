//! The optimistic lock: an attribute that counts the writes of an item, so that a write of a value that was read before
//! notices that somebody else has written since.

use dynamo_schema::{AttributeModel, EntityModel};

use super::loaded::Loaded;
use crate::error::{Error, Result};
use crate::expression::{Condition, DocumentPath, Operand, UpdateAction};
use crate::{AttributeValue, Item, Name, Number};

/// What a write demands of the lock of the item that is there.
#[derive(Debug, Clone)]
pub(crate) struct LockDemand {
    name: Name,
    expected: AttributeValue,
    /// An item without the attribute is as good, because of the attribute's default.
    can_be_absent: bool,
    /// That there is no item is as good, because the lock says that there was none.
    can_be_new: bool,
}

impl LockDemand {
    /// That the lock is what it was when the item was loaded; nothing for an entity without a lock.
    pub(super) fn of_loaded(entity: &'static EntityModel, loaded: &Loaded) -> Option<Self> {
        let lock = entity.lock()?;
        Some(Self {
            name: lock.name.clone(),
            expected: loaded.get(&lock.name)?.clone(),
            can_be_absent: loaded.can_be_absent(&lock.name),
            can_be_new: false,
        })
    }

    /// The same, where an item that was never written may be missing.
    pub(super) fn or_new(mut self) -> Self {
        self.can_be_new =
            matches!(&self.expected, AttributeValue::N(number) if *number == Number::from(0_u8));
        self
    }

    pub(super) fn condition(&self, partition_key: &Name) -> Condition {
        let path = || DocumentPath::attribute(self.name.clone());
        let value = Operand::Value(Ok(self.expected.clone()));
        let equal = Condition::Compare(Operand::Path(path()), crate::expression::Comparison::Equal, value);
        match (self.can_be_absent, self.can_be_new) {
            // An item that is not there has no lock either.
            (true, true) => equal | Condition::NotExists(path()),
            (true, false) => {
                let exists = Condition::Exists(DocumentPath::attribute(partition_key.clone()));
                equal | (exists & Condition::NotExists(path()))
            }
            (false, true) => equal | Condition::NotExists(DocumentPath::attribute(partition_key.clone())),
            (false, false) => equal,
        }
    }

    /// Whether it is the lock of the item that was found because of which the write failed.
    pub(super) fn is_broken_by(&self, found: Option<&Item>) -> bool {
        match found {
            None => !self.can_be_new,
            Some(item) => match item.get(&self.name) {
                None => !self.can_be_absent,
                Some(value) => *value != self.expected,
            },
        }
    }
}

/// The first value of a lock, in a new item.
pub(super) fn begin(entity: &EntityModel, item: &mut Item) {
    if let Some(lock) = entity.lock() {
        item.insert(lock.name.clone(), AttributeValue::N(Number::from(1_u8)));
    }
}

/// Whether the lock of an entity says that its item was written before.
pub(super) fn is_written(entity: &EntityModel, item: &Item) -> bool {
    let lock = entity.lock().and_then(|lock| item.get(&lock.name));
    lock.is_some_and(|lock| *lock != AttributeValue::N(Number::from(0_u8)))
}

/// Whether an entity has the lock of the item that is stored.
pub(super) fn is_same(entity: &EntityModel, stored: &Item, item: &Item) -> bool {
    entity.lock().is_none_or(|lock| stored.get(&lock.name) == item.get(&lock.name))
}

/// The value of a lock after a change of the item that had the lock of `before`.
pub(super) fn carry(entity: &EntityModel, before: &Item, after: &mut Item) -> Result<()> {
    let Some(lock) = entity.lock() else { return Ok(()) };
    let next = next(lock, before.get(&lock.name))?;
    after.insert(lock.name.clone(), next);
    Ok(())
}

fn next(lock: &AttributeModel, value: Option<&AttributeValue>) -> Result<AttributeValue> {
    let before = match value {
        Some(AttributeValue::N(number)) => *number,
        _ => Number::from(0_u8),
    };
    let next = before.checked_add(Number::from(1_u8));
    let next =
        next.map_err(|error| Error::invalid(format!("the lock `{}` cannot count on: {error}", lock.name)))?;
    Ok(AttributeValue::N(next))
}

/// Counts the write by an update that does not know the lock.
pub(super) fn count(entity: &EntityModel) -> Option<UpdateAction> {
    let lock = entity.lock()?;
    let one = Operand::Value(Ok(AttributeValue::N(Number::from(1_u8))));
    Some(UpdateAction::Add(DocumentPath::attribute(lock.name.clone()), one))
}
