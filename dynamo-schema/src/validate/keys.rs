//! Rules about where an entity's keys come from.

use super::membership::{Content, Slot, Slots, attribute, content, index};
use super::{Finding, Findings, ViolationKind, sparse};
use crate::{EntityIndex, EntityModel, IndexScope, KeySource, PartFormat, PartKind, ScalarType};
use crate::{Segment, TableModel, TemplatePart, view};

pub(super) const fn check<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    let entities = view::list(&model.entities);
    let mut at = 0;
    while at < entities.len() {
        let entity = &entities[at];
        primary_shape(model, entity, findings);
        let entries = view::list(&entity.indexes);
        let mut entry = 0;
        while entry < entries.len() {
            index_shape(model, entity, &entries[entry], findings);
            sparse::check(model, entity, &entries[entry], findings);
            entry += 1;
        }
        let mut slots = Slots::new(model, entity);
        while let Some(slot) = slots.next() {
            source(entity, slot, findings);
            one_source(model, entity, slot, findings);
        }
        at += 1;
    }
}

/// An entity has a sort key exactly when its table has one.
const fn primary_shape<'m>(model: &'m TableModel, entity: &'m EntityModel, findings: &mut Findings<'m>) {
    match (&model.sort_key, &entity.key.sort) {
        (Some(key), None) => {
            let name = view::text(&key.name);
            findings.add(Finding::new(ViolationKind::SortKeyMissing).entity(entity).subject(name));
        }
        (None, Some(_)) => {
            findings.add(Finding::new(ViolationKind::SortKeySuperfluous).entity(entity));
        }
        _ => {}
    }
}

/// An entity in an index has one source for each of the index's key attributes, but none for the partition key of a
/// local index, which is the table's.
const fn index_shape<'m>(
    model: &'m TableModel,
    entity: &'m EntityModel,
    entry: &'m EntityIndex,
    findings: &mut Findings<'m>,
) {
    let Some(index) = index(model, view::text(&entry.index)) else {
        let name = view::text(&entry.index);
        findings.add(Finding::new(ViolationKind::UnknownIndex).entity(entity).subject(name));
        return;
    };
    let (partition, sort) = (view::list(&entry.partition).len(), view::list(&entry.sort).len());
    let wanted = match index.scope {
        IndexScope::Global => view::list(&index.partition_key).len(),
        IndexScope::Local => 0,
    };
    if wanted == 0 && partition > 0 {
        findings.add(Finding::new(ViolationKind::LocalPartitionSource).entity(entity).index(index));
    } else if partition != wanted {
        findings.add(Finding::new(ViolationKind::SourceCount).entity(entity).index(index));
    }
    if sort != view::list(&index.sort_key).len() {
        findings.add(Finding::new(ViolationKind::SourceCount).entity(entity).index(index));
    }
}

/// A source fits its key attribute.
const fn source<'m>(entity: &'m EntityModel, slot: Slot<'m>, findings: &mut Findings<'m>) {
    let key_name = view::text(&slot.key.name);
    match slot.source {
        KeySource::Attribute(name) => natural(entity, slot, view::text(name), findings),
        KeySource::Template(template) => {
            if !matches!(slot.key.scalar, ScalarType::S) {
                let finding = Finding::new(ViolationKind::ComposedType).entity(entity).on(slot.index);
                findings.add(finding.subject(key_name).template(template));
            }
            if let Some(index) = slot.index
                && (view::list(&index.partition_key).len() > 1 || view::list(&index.sort_key).len() > 1)
            {
                let finding = Finding::new(ViolationKind::ComposedNativeKey).entity(entity).index(index);
                findings.add(finding.subject(key_name).template(template));
            }
            let segments = view::list(&template.segments);
            let mut at = 0;
            while at < segments.len() {
                if let Segment::Part(part) = &segments[at]
                    && let Some(kind) = part_fits(entity, slot, part)
                {
                    let finding = Finding::new(kind).entity(entity).on(slot.index);
                    findings.add(finding.subject(view::text(&part.attribute)).template(template));
                }
                at += 1;
            }
        }
    }
}

/// An attribute that is a key has the key's name and type, and is there when the key is the table's.
const fn natural<'m>(entity: &'m EntityModel, slot: Slot<'m>, name: &'m str, findings: &mut Findings<'m>) {
    let finding = Finding::new(ViolationKind::UnknownAttribute).entity(entity).on(slot.index).subject(name);
    let Some(attribute) = attribute(entity, name) else {
        findings.add(finding);
        return;
    };
    if !view::same(name, view::text(&slot.key.name)) {
        findings.add(Finding { kind: ViolationKind::NaturalName, ..finding });
    }
    let fits = match attribute.attribute_type.scalar() {
        Some(scalar) => scalar as u8 == slot.key.scalar as u8,
        None => false,
    };
    if !fits {
        findings.add(Finding { kind: ViolationKind::NaturalType, ..finding });
    }
    if slot.index.is_none() && attribute.optional {
        findings.add(Finding { kind: ViolationKind::OptionalPrimaryKey, ..finding });
    }
}

/// A part is an attribute of the entity that has a key text, and is there when the key is the table's.
const fn part_fits(entity: &EntityModel, slot: Slot<'_>, part: &TemplatePart) -> Option<ViolationKind> {
    let Some(attribute) = attribute(entity, view::text(&part.attribute)) else {
        return Some(ViolationKind::UnknownAttribute);
    };
    let Some(kind) = attribute.attribute_type.part_kind() else { return Some(ViolationKind::NotAPart) };
    if !same_kind(kind, part.kind) {
        return Some(ViolationKind::PartKind);
    }
    if slot.index.is_none() && attribute.optional {
        return Some(ViolationKind::OptionalPrimaryKey);
    }
    None
}

const fn same_kind(one: PartKind, other: PartKind) -> bool {
    match (one, other) {
        (PartKind::Integer(one), PartKind::Integer(other)) => one as u8 == other as u8,
        (PartKind::Text, PartKind::Text)
        | (PartKind::Token, PartKind::Token)
        | (PartKind::Decimal, PartKind::Decimal)
        | (PartKind::Bool, PartKind::Bool)
        | (PartKind::Timestamp, PartKind::Timestamp)
        | (PartKind::Date, PartKind::Date)
        | (PartKind::Uuid, PartKind::Uuid)
        | (PartKind::Ulid, PartKind::Ulid) => true,
        _ => false,
    }
}

/// An attribute that is in several keys is written in one way.
const fn one_source<'m>(
    model: &'m TableModel,
    entity: &'m EntityModel,
    slot: Slot<'m>,
    findings: &mut Findings<'m>,
) {
    let name = view::text(&slot.key.name);
    let same = match (content(model, entity, name), slot.source) {
        (Content::Composed(one), KeySource::Template(other)) => {
            same_segments(view::list(&one.segments), view::list(&other.segments))
        }
        (Content::Natural(one), KeySource::Attribute(other)) => {
            view::same(view::text(&one.name), view::text(other))
        }
        (Content::Absent, _) => true,
        _ => false,
    };
    if !same {
        findings.add(Finding::new(ViolationKind::TwoSources).entity(entity).on(slot.index).subject(name));
    }
}

const fn same_segments(one: &[Segment], other: &[Segment]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        let same = match (&one[at], &other[at]) {
            (Segment::Literal(one), Segment::Literal(other)) => {
                view::same(view::text(one), view::text(other))
            }
            (Segment::Part(one), Segment::Part(other)) => {
                view::same(view::text(&one.attribute), view::text(&other.attribute))
                    && same_format(&one.format, &other.format)
            }
            _ => false,
        };
        if !same {
            return false;
        }
        at += 1;
    }
    true
}

const fn same_format(one: &PartFormat, other: &PartFormat) -> bool {
    const fn code(value: Option<u8>) -> i16 {
        match value {
            Some(value) => value as i16,
            None => -1,
        }
    }
    let shards = match (one.shards, other.shards) {
        (Some(one), Some(other)) => one == other,
        (None, None) => true,
        _ => false,
    };
    shards
        && code(one.width) == code(other.width)
        && code(one.scale) == code(other.scale)
        && one.case as u8 == other.case as u8
        && one.text as u8 == other.text as u8
        && one.precision as u8 == other.precision as u8
}
