//! Rules about indexes that an item can be absent from.

use super::membership::{Slot, Slots, attribute, index};
use super::{Finding, Findings, ViolationKind};
use crate::{EntityIndex, EntityModel, KeySource, Segment, TableModel, view};

/// An entry that an item can be without has composed key attributes, which are removed then, and shares them with no
/// other index: an item is in an index when it has all of its key attributes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-indexes-general-sparse-indexes.html>
pub(super) const fn check<'m>(
    model: &'m TableModel,
    entity: &'m EntityModel,
    entry: &'m EntityIndex,
    findings: &mut Findings<'m>,
) {
    if entry.when.is_none() && !has_optional_part(entity, entry) {
        return;
    }
    let Some(index) = index(model, view::text(&entry.index)) else { return };
    let mut has_own = false;
    let mut slots = Slots::new(model, entity);
    while let Some(slot) = slots.next() {
        if !is_of(slot, entry) || !is_composed_for_indexes(model, slot) {
            continue;
        }
        has_own = true;
        let name = view::text(&slot.key.name);
        if is_shared(model, entity, entry, name) {
            let finding = Finding::new(ViolationKind::SharedSparseKey).entity(entity).index(index);
            findings.add(finding.subject(name));
        }
    }
    if let Some(when) = &entry.when
        && !has_own
    {
        let finding = Finding::new(ViolationKind::WhenWithoutOwnKey).entity(entity).index(index);
        findings.add(finding.subject(view::text(&when.attribute)));
    }
}

const fn is_of(slot: Slot<'_>, entry: &EntityIndex) -> bool {
    match slot.entry {
        Some(other) => view::same(view::text(&other.index), view::text(&entry.index)),
        None => false,
    }
}

/// Whether the slot holds a composed text that is not a key of the table.
const fn is_composed_for_indexes(model: &TableModel, slot: Slot<'_>) -> bool {
    let name = view::text(&slot.key.name);
    let in_table = view::same(name, view::text(&model.partition_key.name))
        || match &model.sort_key {
            Some(key) => view::same(name, view::text(&key.name)),
            None => false,
        };
    matches!(slot.source, KeySource::Template(_)) && !in_table
}

const fn is_shared(model: &TableModel, entity: &EntityModel, entry: &EntityIndex, name: &str) -> bool {
    let mut slots = Slots::new(model, entity);
    while let Some(slot) = slots.next() {
        if slot.entry.is_some() && !is_of(slot, entry) && view::same(view::text(&slot.key.name), name) {
            return true;
        }
    }
    false
}

const fn has_optional_part(entity: &EntityModel, entry: &EntityIndex) -> bool {
    let roles = [view::list(&entry.partition), view::list(&entry.sort)];
    let mut role = 0;
    while role < roles.len() {
        let mut at = 0;
        while at < roles[role].len() {
            if let KeySource::Template(template) = &roles[role][at] {
                let segments = view::list(&template.segments);
                let mut segment = 0;
                while segment < segments.len() {
                    if let Segment::Part(part) = &segments[segment]
                        && let Some(attribute) = attribute(entity, view::text(&part.attribute))
                        && attribute.optional
                    {
                        return true;
                    }
                    segment += 1;
                }
            }
            at += 1;
        }
        role += 1;
    }
    false
}
