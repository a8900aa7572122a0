//! What a write knows of its item, because the program or the write itself has read it.

use dynamo_schema::EntityModel;

use super::condition::WriteConditions;
use super::lock::LockDemand;
use crate::decode::Fields;
use crate::expression::{Comparison, Condition, DocumentPath, Operand};
use crate::{AttributeValue, Entity, Item};

/// The item of a write as it was read, in the forms that are known of it.
#[derive(Clone)]
pub(super) struct Loaded {
    /// The attributes as the entity writes them.
    entity: Item,
    /// The item as it is stored, when it was read for this update.
    stored: Option<Item>,
    /// Whether an entity reads the same out of the item without this attribute: it has a default.
    is_default: fn(&Item, &str) -> bool,
}

impl Loaded {
    /// An entity that the program has, as it was read some time ago.
    pub(super) fn of_entity<E: Entity>(entity: Item) -> Self {
        Self { entity, stored: None, is_default: is_default::<E> }
    }

    /// An item that was read for the update, and what its entity makes of it.
    pub(super) const fn of_item(entity: Item, stored: Item) -> Self {
        Self { entity, stored: Some(stored), is_default: |_, _| false }
    }

    /// The attributes as the entity writes them.
    pub(super) const fn entity(&self) -> &Item {
        &self.entity
    }

    pub(super) fn get(&self, name: &str) -> Option<&AttributeValue> {
        self.entity.get(name)
    }

    /// The value of an attribute in the item that was read.
    pub(super) fn stored(&self, name: &str) -> Option<&AttributeValue> {
        self.stored.as_ref().unwrap_or(&self.entity).get(name)
    }

    /// Whether the attribute may be absent in the item as it is stored, because that is read as the same value.
    pub(super) fn can_be_absent(&self, name: &str) -> bool {
        match &self.stored {
            Some(stored) => !stored.contains(name),
            None => (self.is_default)(&self.entity, name),
        }
    }

    /// Demands that the item is still as it was read: by its lock, if the entity has one, else by all that the entity
    /// knows of it but the primary key.
    pub(super) fn demand(&self, entity: &'static EntityModel, key: &Item, conditions: &mut WriteConditions) {
        if let Some(lock) = LockDemand::of_loaded(entity, self) {
            return conditions.demand_lock(Some(lock));
        }
        let known = entity.attributes.iter().map(|attribute| &*attribute.name);
        let mut names: Vec<&str> = known.chain(self.entity.names().map(|name| &**name)).collect();
        names.sort_unstable();
        names.dedup();
        // What is computed follows from the rest.
        names.retain(|name| !key.contains(name) && !entity.is_computed(name));
        self.same(names).into_iter().for_each(|condition| conditions.add(condition));
    }

    /// That these attributes are still what they were.
    pub(super) fn same<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Vec<Condition> {
        names.into_iter().map(|name| self.unchanged(name).0).collect()
    }

    /// That the stored attribute is still what it was, and whether it must be written because it may be absent and
    /// an index key is composed from its default.
    pub(super) fn unchanged(&self, name: &str) -> (Condition, bool) {
        let path = || DocumentPath::attribute(name.to_owned());
        let equals = |value: &AttributeValue| {
            Condition::Compare(Operand::Path(path()), Comparison::Equal, Operand::Value(Ok(value.clone())))
        };
        let known = self.entity.get(name);
        match (&self.stored, known) {
            (Some(stored), _) => match stored.get(name) {
                Some(value) => (equals(value), false),
                None => (Condition::NotExists(path()), known.is_some()),
            },
            (None, Some(value)) if (self.is_default)(&self.entity, name) => {
                (equals(value) | Condition::NotExists(path()), true)
            }
            (None, Some(value)) => (equals(value), false),
            (None, None) => (Condition::NotExists(path()), false),
        }
    }
}

/// Whether an item without the attribute gives the same entity: the attribute has the value that is its default.
fn is_default<E: Entity>(item: &Item, name: &str) -> bool {
    let mut attributes = E::MODEL_REF.attributes.iter();
    if !attributes.any(|attribute| attribute.optional && attribute.name == name) {
        return false;
    }
    let mut without = item.clone();
    without.remove(name);
    let read = E::decode(Fields::owned(without)).ok().and_then(|entity| entity.encode().ok());
    read.is_some_and(|read| read.get(name) == item.get(name))
}
