//! Rules about the ordinary attributes of entities.

use super::membership::{Keys, Slots, attribute, index};
use super::{Finding, Findings, ViolationKind};
use crate::{AttributeModel, AttributeType, EntityIndex, EntityModel, KeySource, TableModel};
use crate::{WhenTest, WireType, view};

pub(super) const fn check<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    kind_attribute(model, findings);
    let entities = view::list(&model.entities);
    let mut at = 0;
    while at < entities.len() {
        let entity = &entities[at];
        let attributes = view::list(&entity.attributes);
        let mut of = 0;
        while of < attributes.len() {
            reserved_names(model, entity, &attributes[of], findings);
            of += 1;
        }
        shadowed_keys(model, entity, findings);
        let entries = view::list(&entity.indexes);
        let mut of = 0;
        while of < entries.len() {
            when(model, entity, &entries[of], findings);
            of += 1;
        }
        at += 1;
    }
}

/// Items of several entities are told apart by an attribute, which is not a key.
const fn kind_attribute<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    let Some(kind) = &model.kind_attribute else {
        if view::list(&model.entities).len() > 1 {
            findings.add(Finding::new(ViolationKind::KindMissing));
        }
        return;
    };
    let mut keys = Keys::new(model);
    while let Some((key, index)) = keys.next() {
        if view::same(view::text(&key.name), view::text(kind)) {
            findings.add(Finding::new(ViolationKind::ShadowsKind).on(index).subject(view::text(kind)));
        }
    }
}

/// An attribute has not the name of the kind attribute; and the one with the expiry time is a number.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html>
const fn reserved_names<'m>(
    model: &'m TableModel,
    entity: &'m EntityModel,
    attribute: &'m AttributeModel,
    findings: &mut Findings<'m>,
) {
    let name = view::text(&attribute.name);
    if let Some(kind) = &model.kind_attribute
        && view::same(view::text(kind), name)
    {
        findings.add(Finding::new(ViolationKind::ShadowsKind).entity(entity).subject(name));
    }
    if let Some(ttl) = &model.ttl_attribute
        && view::same(view::text(ttl), name)
        && !matches!(attribute.attribute_type.wire(), Some(WireType::N))
    {
        findings.add(Finding::new(ViolationKind::TtlType).entity(entity).subject(name));
    }
}

/// An attribute has not the name of one that holds a composed key of any entity.
const fn shadowed_keys<'m>(model: &'m TableModel, entity: &'m EntityModel, findings: &mut Findings<'m>) {
    let attributes = view::list(&entity.attributes);
    let mut keys = Keys::new(model);
    let mut before = 0;
    while let Some((key, _)) = keys.next() {
        let key = view::text(&key.name);
        let mut of = 0;
        while of < attributes.len() {
            if view::same(key, view::text(&attributes[of].name))
                && is_new(model, key, before)
                && !is_own_key(model, entity, key)
                && let Some(composer) = composer(model, key)
            {
                let finding = Finding::new(ViolationKind::ShadowsKey).entity(entity).other(composer);
                findings.add(finding.subject(key));
            }
            of += 1;
        }
        before += 1;
    }
}

/// Whether none of the first so many keys has this name.
const fn is_new(model: &TableModel, name: &str, before: usize) -> bool {
    let mut keys = Keys::new(model);
    let mut at = 0;
    while at < before
        && let Some((key, _)) = keys.next()
    {
        if view::same(view::text(&key.name), name) {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether the attribute is a key of the entity as it is.
const fn is_own_key(model: &TableModel, entity: &EntityModel, name: &str) -> bool {
    let mut slots = Slots::new(model, entity);
    while let Some(slot) = slots.next() {
        if matches!(slot.source, KeySource::Attribute(_)) && view::same(view::text(&slot.key.name), name) {
            return true;
        }
    }
    false
}

/// The first entity that composes a text into this attribute.
const fn composer<'m>(model: &'m TableModel, name: &str) -> Option<&'m EntityModel> {
    let entities = view::list(&model.entities);
    let mut at = 0;
    while at < entities.len() {
        let mut slots = Slots::new(model, &entities[at]);
        while let Some(slot) = slots.next() {
            if matches!(slot.source, KeySource::Template(_)) && view::same(view::text(&slot.key.name), name) {
                return Some(&entities[at]);
            }
        }
        at += 1;
    }
    None
}

/// The condition of a sparse index compares an attribute of the entity that has a text, and with tokens that it has.
const fn when<'m>(
    model: &'m TableModel,
    entity: &'m EntityModel,
    entry: &'m EntityIndex,
    findings: &mut Findings<'m>,
) {
    let Some(when) = &entry.when else { return };
    let name = view::text(&when.attribute);
    let index = index(model, view::text(&entry.index));
    let found = Finding::new(ViolationKind::UnknownAttribute).entity(entity).on(index).subject(name);
    let Some(attribute) = attribute(entity, name) else {
        findings.add(found);
        return;
    };
    let (WhenTest::In(values) | WhenTest::NotIn(values)) = &when.test else { return };
    match &attribute.attribute_type {
        AttributeType::Enum(tokens) => {
            let values = view::list(values);
            let mut at = 0;
            while at < values.len() {
                if !view::contains(tokens, view::text(&values[at])) {
                    findings.add(Finding { kind: ViolationKind::WhenToken, ..found });
                }
                at += 1;
            }
        }
        compared => {
            if !matches!(compared.wire(), Some(WireType::S | WireType::N | WireType::Bool)) {
                findings.add(Finding { kind: ViolationKind::WhenType, ..found });
            }
        }
    }
}
