//! Rules about names.

use super::membership::Keys;
use super::{Finding, Findings, ViolationKind};
use crate::{IndexModel, Projection, TableModel, limits, view};

pub(super) const fn check<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    entities(model, findings);
    indexes(model, findings);
    collections(model, findings);
    keys(model, findings);
}

/// No two entities, and no two attributes or index entries of one, have the same name.
const fn entities<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    let entities = view::list(&model.entities);
    let mut at = 0;
    while at < entities.len() {
        let entity = &entities[at];
        let mut other = 0;
        while other < at {
            if view::same(view::text(&entity.name), view::text(&entities[other].name)) {
                findings.add(Finding::new(ViolationKind::DuplicateEntity).entity(entity));
            }
            other += 1;
        }
        let attributes = view::list(&entity.attributes);
        let mut of = 1;
        while of < attributes.len() {
            let name = view::text(&attributes[of].name);
            let mut other = 0;
            while other < of {
                if view::same(name, view::text(&attributes[other].name)) {
                    findings
                        .add(Finding::new(ViolationKind::DuplicateAttribute).entity(entity).subject(name));
                }
                other += 1;
            }
            of += 1;
        }
        let entries = view::list(&entity.indexes);
        let mut of = 1;
        while of < entries.len() {
            let (name, index) = (view::text(&entries[of].name), view::text(&entries[of].index));
            let mut other = 0;
            while other < of {
                if view::same(name, view::text(&entries[other].name)) {
                    findings.add(Finding::new(ViolationKind::DuplicateEntry).entity(entity).subject(name));
                }
                if view::same(index, view::text(&entries[other].index)) {
                    findings.add(Finding::new(ViolationKind::IndexUsedTwice).entity(entity).subject(index));
                }
                other += 1;
            }
            of += 1;
        }
        at += 1;
    }
}

/// No two indexes have the same name, and each name and each projected name is legal.
const fn indexes<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    let indexes = view::list(&model.indexes);
    let mut at = 0;
    while at < indexes.len() {
        let index = &indexes[at];
        let name = view::text(&index.name);
        let mut other = 0;
        while other < at {
            if view::same(name, view::text(&indexes[other].name)) {
                findings.add(Finding::new(ViolationKind::DuplicateIndex).index(index));
            }
            other += 1;
        }
        if !is_legal(name) {
            findings.add(Finding::new(ViolationKind::IndexName).index(index).subject(name));
        }
        projection(index, findings);
        at += 1;
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.NamingRules>
pub(super) const fn is_legal(name: &str) -> bool {
    let name = name.as_bytes();
    let mut at = 0;
    while at < name.len() {
        if !matches!(name[at], b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.') {
            return false;
        }
        at += 1;
    }
    limits::SHORTEST_NAME <= name.len() && name.len() <= limits::LONGEST_NAME
}

/// The names of projected attributes are as short as those of keys.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes>
const fn projection<'m>(index: &'m IndexModel, findings: &mut Findings<'m>) {
    let Projection::Include(names) = &index.projection else { return };
    let names = view::list(names);
    let mut at = 0;
    while at < names.len() {
        key_name(view::text(&names[at]), Some(index), findings);
        at += 1;
    }
}

const fn key_name<'m>(name: &'m str, index: Option<&'m IndexModel>, findings: &mut Findings<'m>) {
    if !key_name_of(name) {
        findings.add(Finding::new(ViolationKind::KeyName).on(index).subject(name));
    }
}

/// Whether an attribute of this name can be a key or be projected by name.
pub(super) const fn key_name_of(name: &str) -> bool {
    !name.is_empty() && name.len() <= limits::KEY_NAME_BYTES
}

/// No two collections have the same name, and each names entities that are there.
const fn collections<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    let collections = view::list(&model.collections);
    let entities = view::list(&model.entities);
    let mut at = 0;
    while at < collections.len() {
        let name = view::text(&collections[at].name);
        let mut other = 0;
        while other < at {
            if view::same(name, view::text(&collections[other].name)) {
                findings.add(Finding::new(ViolationKind::DuplicateCollection).subject(name));
            }
            other += 1;
        }
        let members = view::list(&collections[at].entities);
        let mut member = 0;
        while member < members.len() {
            let mut entity = 0;
            while entity < entities.len()
                && !view::same(view::text(&members[member]), view::text(&entities[entity].name))
            {
                entity += 1;
            }
            if entity == entities.len() {
                let wanted = view::text(&members[member]);
                findings.add(Finding::new(ViolationKind::UnknownEntity).subject(wanted));
            }
            member += 1;
        }
        at += 1;
    }
}

/// The names of keys are legal, and one attribute is not twice in a key, nor a key with two types.
const fn keys<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    let mut keys = Keys::new(model);
    let mut count = 0;
    while let Some((key, index)) = keys.next() {
        let name = view::text(&key.name);
        key_name(name, index, findings);
        let mut earlier = Keys::new(model);
        let mut at = 0;
        let mut conflict = false;
        while at < count
            && let Some((other, other_index)) = earlier.next()
        {
            at += 1;
            if !view::same(name, view::text(&other.name)) {
                continue;
            }
            conflict = conflict || key.scalar as u8 != other.scalar as u8;
            let same_key = match (index, other_index) {
                (None, None) => true,
                (Some(index), Some(other)) => view::same(view::text(&index.name), view::text(&other.name)),
                _ => false,
            };
            if same_key {
                findings.add(Finding::new(ViolationKind::RepeatedKeyAttribute).on(index).subject(name));
            }
        }
        if conflict {
            findings.add(Finding::new(ViolationKind::KeyTypes).on(index).subject(name));
        }
        count += 1;
    }
}
