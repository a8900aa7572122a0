//! The entities of a collection, and the items that were read of them.

use dynamo_schema::{EntityModel, TableModel};

use super::CollectionField;
use crate::Item;
use crate::api::ReturnedItem;
use crate::entity::kind_of;
use crate::error::{Error, ErrorKind, Result};

/// The entities of a collection.
#[derive(Debug)]
pub struct Members {
    /// The collection's name.
    pub name: &'static str,
    /// Its entities, in the order of its fields or variants.
    pub entities: &'static [&'static EntityModel],
    /// The index that is queried; the table itself when absent.
    pub index: Option<&'static str>,
    /// Whether the whole items are read from the table after what the index holds of them.
    pub hydrate: bool,
    /// What happens to items that are of no entity of the table.
    pub unknown: UnknownKinds,
}

/// What a read of a collection does with items that are of no entity of the table. Items of the table's other entities are
/// always passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownKinds {
    /// The read fails: somebody writes what this program does not know.
    Error,
    /// They are passed over.
    Skip,
    /// They are returned as they are.
    Raw,
}

/// What an item is to a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// One of its entity with this number.
    Member(usize),
    /// One of no entity, to be returned as it is.
    Raw,
    /// Nothing.
    PassedOver,
}

impl Members {
    /// What an item is to the collection.
    pub(crate) fn find(&self, table: &TableModel, item: &ReturnedItem) -> Result<Found> {
        let kind = kind_of(table, item);
        if let Some(kind) = &kind {
            if let Some(member) = self.entities.iter().position(|entity| entity.name == *kind) {
                return Ok(Found::Member(member));
            }
            if table.entities.iter().any(|entity| entity.name == *kind) {
                return Ok(Found::PassedOver);
            }
        }
        match self.unknown {
            UnknownKinds::Error => Err(unknown(table, kind.as_deref())),
            UnknownKinds::Skip => Ok(Found::PassedOver),
            UnknownKinds::Raw => Ok(Found::Raw),
        }
    }
}

/// The error of reading an item that is of no entity of the table.
pub(crate) fn unknown(table: &TableModel, kind: Option<&str>) -> Error {
    let problem = match kind {
        Some(kind) => {
            format!("an item has the kind `{kind}`, which is no entity of the table `{}`", table.name)
        }
        None => {
            let attribute = table.kind_attribute.as_deref().unwrap_or_default();
            format!("an item has no kind in `{attribute}`; it was written by other means")
        }
    };
    Error::new(ErrorKind::Decode, problem)
}

/// The items of a collection that were read, in the order of the sort key.
#[derive(Debug)]
pub struct Gathered {
    pub(super) name: &'static str,
    pub(super) items: Vec<(Option<usize>, ReturnedItem)>,
}

impl Gathered {
    pub(crate) fn new(table: &TableModel, members: &Members, items: Vec<ReturnedItem>) -> Result<Self> {
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            match members.find(table, &item)? {
                Found::Member(member) => found.push((Some(member), item)),
                Found::Raw => found.push((None, item)),
                Found::PassedOver => {}
            }
        }
        Ok(Self { name: members.name, items: found })
    }

    /// Fills a field with the items of its entity.
    ///
    /// # Errors
    /// When there are too few or too many, or one is not what its entity says.
    pub fn field<F: CollectionField>(&mut self, member: usize, field: &str) -> Result<F> {
        F::gather(self.take(Some(member)), self.name, field)
    }

    /// The items that are of no entity.
    pub fn raw(&mut self) -> Vec<Item> {
        self.take(None).into_iter().map(ReturnedItem::into_item).collect()
    }

    fn take(&mut self, member: Option<usize>) -> Vec<ReturnedItem> {
        let items = std::mem::take(&mut self.items);
        let (own, others): (Vec<_>, Vec<_>) = items.into_iter().partition(|(of, _)| *of == member);
        self.items = others;
        own.into_iter().map(|(_, item)| item).collect()
    }

    /// Reads every item as a variant; the number is that of its entity, and absent for one that is of none.
    ///
    /// # Errors
    /// When an item is not what its entity says.
    pub fn each<C>(self, read: impl FnMut((Option<usize>, ReturnedItem)) -> Result<C>) -> Result<Vec<C>> {
        self.items.into_iter().map(read).collect()
    }
}
