//! The markers of unique attributes: for each value that is taken an item whose key is the value.

use dynamo_schema::{EntityModel, TableModel};

use super::condition::{Existence, WriteConditions};
use super::group::Group;
use crate::error::{Error, ErrorKind, Result};
use crate::expression::{Comparison, Condition, DocumentPath, Operand};
use crate::{Item, keys};

/// The marker of one value.
pub(super) struct Marker {
    /// The unique attribute.
    pub(super) attribute: &'static str,
    pub(super) key: Item,
    item: Item,
}

/// The markers that an entity with these attributes has. An absent value has none.
pub(super) fn of_entity(
    table: &'static TableModel,
    entity: &'static EntityModel,
    attributes: &Item,
) -> Result<Vec<Marker>> {
    let mut markers = Vec::with_capacity(entity.unique.len());
    for unique in &*entity.unique {
        if !unique.scope.iter().chain([&unique.attribute]).all(|name| attributes.contains(name)) {
            continue;
        }
        let model = table.entities.iter().find(|model| model.name == unique.marker);
        let model = model.ok_or_else(|| {
            Error::invalid(format!(
                "the table does not list `{}`, which marks values of `{}`",
                unique.marker, unique.attribute
            ))
        })?;
        let mut item = Item::with_capacity(model.attributes.len() + 3);
        for attribute in &*model.attributes {
            if let Some(value) = attributes.get(&attribute.name) {
                item.insert(attribute.name.clone(), value.clone());
            }
        }
        keys::complete(table, model, &mut item)?;
        let key = keys::primary(table, model, &item)?;
        markers.push(Marker { attribute: &unique.attribute, key, item });
    }
    Ok(markers)
}

/// That a marker is not there, or is that of the item with this primary key.
fn free_or_own(table: &TableModel, owner: &Item) -> WriteConditions {
    let own = owner.iter().map(|(name, value)| {
        let path = Operand::Path(DocumentPath::attribute(name.clone()));
        Condition::Compare(path, Comparison::Equal, Operand::Value(Ok(value.clone())))
    });
    let free = Condition::NotExists(DocumentPath::attribute(table.partition_key.name.clone()));
    let mut conditions = WriteConditions::new(Existence::Either);
    if let Some(own) = Condition::all(own) {
        conditions.add(free | own);
    }
    conditions
}

/// Takes values that must be free, for a new item.
pub(super) fn take(group: &mut Group<'_>, markers: &[Marker]) -> Result<()> {
    let free = WriteConditions::new(Existence::MustNotExist);
    markers.iter().try_for_each(|marker| group.put(marker.item.clone(), &free))
}

/// Gives values free. One that another item has is left alone: then the whole fails.
pub(super) fn give_up(
    table: &TableModel,
    group: &mut Group<'_>,
    markers: &[Marker],
    owner: &Item,
) -> Result<()> {
    let own = free_or_own(table, owner);
    markers.iter().try_for_each(|marker| group.delete(marker.key.clone(), &own))
}

/// What becomes of an item's markers when the item changes: those of the values that it gives up, and those that it takes
/// or writes anew. Values that stay are not written.
pub(super) struct Moves {
    given_up: Vec<Marker>,
    taken: Vec<Marker>,
}

impl Moves {
    pub(super) fn new(before: Vec<Marker>, after: Vec<Marker>) -> Self {
        let is_in = |markers: &[Marker], one: &Marker| markers.iter().any(|marker| marker.key == one.key);
        let mut given_up = before;
        let (mut taken, mut kept) = (Vec::new(), Vec::new());
        for marker in after {
            let same = given_up.iter().any(|old| old.item == marker.item);
            if same { kept.push(marker) } else { taken.push(marker) }
        }
        given_up.retain(|old| !is_in(&taken, old) && !is_in(&kept, old));
        Self { given_up, taken }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.given_up.is_empty() && self.taken.is_empty()
    }

    /// Adds the writes. `owner` are the attributes of the primary key that the markers lead to until now.
    pub(super) fn write(&self, table: &TableModel, group: &mut Group<'_>, owner: &Item) -> Result<()> {
        give_up(table, group, &self.given_up, owner)?;
        let own = free_or_own(table, owner);
        self.taken.iter().try_for_each(|marker| group.put(marker.item.clone(), &own))
    }

    /// The attribute that the action at this position of the writes is about, and whether it takes a value.
    pub(super) fn at(&self, position: usize) -> Option<(&'static str, bool)> {
        let markers = self.given_up.iter().map(|marker| (marker, false));
        let mut markers = markers.chain(self.taken.iter().map(|marker| (marker, true)));
        markers.nth(position).map(|(marker, is_taken)| (marker.attribute, is_taken))
    }
}

/// The error of a value that another item has.
pub(super) fn taken_error(error: Error, attribute: &str) -> Error {
    let message = format!("another item has this value of `{attribute}`, which is unique");
    error.into_kind(ErrorKind::UniqueTaken, &message).about(attribute)
}
