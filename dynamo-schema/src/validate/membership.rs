//! Which key attributes there are, and what an entity writes into each.

use std::slice;

use crate::{
    AttributeModel, EntityIndex, EntityModel, IndexModel, IndexScope, KeyAttribute, KeySource, KeyTemplate,
    TableModel, view,
};

pub(super) const fn attribute<'m>(entity: &'m EntityModel, name: &str) -> Option<&'m AttributeModel> {
    let attributes = view::list(&entity.attributes);
    let mut at = 0;
    while at < attributes.len() {
        if view::same(view::text(&attributes[at].name), name) {
            return Some(&attributes[at]);
        }
        at += 1;
    }
    None
}

pub(super) const fn index<'m>(model: &'m TableModel, name: &str) -> Option<&'m IndexModel> {
    let indexes = view::list(&model.indexes);
    let mut at = 0;
    while at < indexes.len() {
        if view::same(view::text(&indexes[at].name), name) {
            return Some(&indexes[at]);
        }
        at += 1;
    }
    None
}

/// What the entity says about the index, if it says that it is in it.
pub(super) const fn entry_in<'m>(entity: &'m EntityModel, index: &IndexModel) -> Option<&'m EntityIndex> {
    let entries = view::list(&entity.indexes);
    let mut at = 0;
    while at < entries.len() {
        if view::same(view::text(&entries[at].index), view::text(&index.name)) {
            return Some(&entries[at]);
        }
        at += 1;
    }
    None
}

/// The key attributes of the table and then of each index.
pub(super) struct Keys<'m> {
    model: &'m TableModel,
    group: usize,
    at: usize,
}

impl<'m> Keys<'m> {
    pub(super) const fn new(model: &'m TableModel) -> Self {
        Self { model, group: 0, at: 0 }
    }

    pub(super) const fn next(&mut self) -> Option<(&'m KeyAttribute, Option<&'m IndexModel>)> {
        let indexes = view::list(&self.model.indexes);
        loop {
            let (keys, index) = match self.group {
                0 => (slice::from_ref(&self.model.partition_key), None),
                1 => (self.model.sort_key.as_slice(), None),
                group if group / 2 > indexes.len() => return None,
                group => {
                    let index = &indexes[group / 2 - 1];
                    (role_of(index, group % 2 == 1), Some(index))
                }
            };
            if self.at < keys.len() {
                self.at += 1;
                return Some((&keys[self.at - 1], index));
            }
            self.group += 1;
            self.at = 0;
        }
    }
}

/// A key attribute that an entity has a source for.
#[derive(Clone, Copy)]
pub(super) struct Slot<'m> {
    pub(super) key: &'m KeyAttribute,
    pub(super) source: &'m KeySource,
    /// The index; `None` for the table.
    pub(super) index: Option<&'m IndexModel>,
    /// The entity's entry in the index.
    pub(super) entry: Option<&'m EntityIndex>,
    pub(super) is_sort: bool,
}

/// The sources of an entity with their key attributes: the table's and then those of each index.
pub(super) struct Slots<'m> {
    model: &'m TableModel,
    entity: &'m EntityModel,
    /// Which key comes after the present one: the table's two, and then two of each index.
    group: usize,
    keys: &'m [KeyAttribute],
    sources: &'m [KeySource],
    index: Option<&'m IndexModel>,
    entry: Option<&'m EntityIndex>,
}

impl<'m> Slots<'m> {
    pub(super) const fn new(model: &'m TableModel, entity: &'m EntityModel) -> Self {
        Self { model, entity, group: 0, keys: &[], sources: &[], index: None, entry: None }
    }

    pub(super) const fn next(&mut self) -> Option<Slot<'m>> {
        loop {
            if let ([key, keys @ ..], [source, sources @ ..]) = (self.keys, self.sources) {
                (self.keys, self.sources) = (keys, sources);
                let is_sort = self.group.is_multiple_of(2);
                return Some(Slot { key, source, index: self.index, entry: self.entry, is_sort });
            }
            if !self.next_group() {
                return None;
            }
        }
    }

    const fn next_group(&mut self) -> bool {
        let entries = view::list(&self.entity.indexes);
        match self.group {
            0 => {
                self.keys = slice::from_ref(&self.model.partition_key);
                self.sources = slice::from_ref(&self.entity.key.partition);
            }
            1 => {
                self.keys = self.model.sort_key.as_slice();
                self.sources = self.entity.key.sort.as_slice();
            }
            group if group / 2 > entries.len() => return false,
            group if group % 2 == 0 => {
                let entry: &EntityIndex = &entries[group / 2 - 1];
                self.entry = Some(entry);
                self.index = index(self.model, view::text(&entry.index));
                self.sources = view::list(&entry.partition);
                self.keys = match self.index {
                    Some(index) => view::list(&index.partition_key),
                    None => &[],
                };
            }
            _ => {
                if let (Some(entry), Some(index)) = (self.entry, self.index) {
                    self.sources = view::list(&entry.sort);
                    self.keys = view::list(&index.sort_key);
                }
            }
        }
        self.group += 1;
        true
    }
}

const fn role_of(index: &IndexModel, is_sort: bool) -> &[KeyAttribute] {
    view::list(if is_sort { &index.sort_key } else { &index.partition_key })
}

/// What an entity's items hold in an attribute.
#[derive(Clone, Copy)]
pub(super) enum Content<'m> {
    /// Nothing.
    Absent,
    /// An attribute of the entity.
    Natural(&'m AttributeModel),
    /// A composed text.
    Composed(&'m KeyTemplate),
}

/// What the items of the entity hold in the attribute, which decides the indexes they are in, whether the entity
/// declares them or not: an item is in an index when it has all of its key attributes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-indexes-general-sparse-indexes.html>
pub(super) const fn content<'m>(model: &'m TableModel, entity: &'m EntityModel, name: &str) -> Content<'m> {
    let mut slots = Slots::new(model, entity);
    while let Some(slot) = slots.next() {
        if view::same(view::text(&slot.key.name), name) {
            return of_source(entity, slot.source);
        }
    }
    match attribute(entity, name) {
        Some(attribute) => Content::Natural(attribute),
        None => Content::Absent,
    }
}

pub(super) const fn of_source<'m>(entity: &'m EntityModel, source: &'m KeySource) -> Content<'m> {
    match source {
        KeySource::Template(template) => Content::Composed(template),
        KeySource::Attribute(name) => match attribute(entity, view::text(name)) {
            Some(attribute) => Content::Natural(attribute),
            None => Content::Absent,
        },
    }
}

/// The partition-key attributes, and the sort-key attributes, of the table or of an index.
pub(super) const fn key_of<'m>(
    model: &'m TableModel,
    index: Option<&'m IndexModel>,
) -> (&'m [KeyAttribute], &'m [KeyAttribute]) {
    match index {
        None => (slice::from_ref(&model.partition_key), model.sort_key.as_slice()),
        Some(index) if matches!(index.scope, IndexScope::Local) => {
            (slice::from_ref(&model.partition_key), view::list(&index.sort_key))
        }
        Some(index) => (view::list(&index.partition_key), view::list(&index.sort_key)),
    }
}
