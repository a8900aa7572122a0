//! Rules about what attributes are for, and about the versions of entities.

use super::membership::{Keys, Slots, attribute};
use super::{Finding, Findings, ViolationKind};
use crate::{
    AttributeModel, AttributeRole, AttributeType, EntityModel, KeySource, Limit, TableModel, WireType, view,
};

pub(super) const fn check<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    version_attribute(model, findings);
    let entities = view::list(&model.entities);
    let mut at = 0;
    while at < entities.len() {
        version(model, &entities[at], findings);
        roles(model, &entities[at], findings);
        at += 1;
    }
}

/// The attribute with the version is the table's own: no key, and not the kind.
const fn version_attribute<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    let Some(version) = &model.version_attribute else { return };
    let name = view::text(version);
    let found = Finding::new(ViolationKind::ShadowsVersion).subject(name);
    let mut keys = Keys::new(model);
    while let Some((key, index)) = keys.next() {
        if view::same(view::text(&key.name), name) {
            findings.add(found.on(index));
        }
    }
    if let Some(kind) = &model.kind_attribute
        && view::same(view::text(kind), name)
    {
        findings.add(found);
    }
}

/// An entity with versions says so in every item, in the table's attribute for that.
const fn version<'m>(model: &'m TableModel, entity: &'m EntityModel, findings: &mut Findings<'m>) {
    let found = Finding::new(ViolationKind::VersionAttribute).entity(entity);
    if entity.version.is_some() && model.version_attribute.is_none() {
        findings.add(found);
    }
    if let Some(0) = entity.version {
        findings.add(Finding { kind: ViolationKind::VersionZero, ..found });
    }
}

const fn roles<'m>(model: &'m TableModel, entity: &'m EntityModel, findings: &mut Findings<'m>) {
    let attributes = view::list(&entity.attributes);
    let mut at = 0;
    while at < attributes.len() {
        let attribute = &attributes[at];
        let name = view::text(&attribute.name);
        let found = Finding::new(ViolationKind::ShadowsVersion).entity(entity).subject(name);
        if let Some(version) = &model.version_attribute
            && view::same(view::text(version), name)
        {
            findings.add(found);
        }
        let kinds = [type_of(attribute), presence(attribute), twice(attributes, at), place(model, attribute)];
        let mut of = 0;
        while of < kinds.len() {
            if let Some(kind) = kinds[of] {
                findings.add(Finding { kind, ..found });
            }
            of += 1;
        }
        changing_key(model, entity, attribute, findings);
        computed(entity, attribute, findings);
        limits(entity, attribute, findings);
        at += 1;
    }
}

/// A role goes with the types that it can be filled in for.
const fn type_of(attribute: &AttributeModel) -> Option<ViolationKind> {
    let of = &attribute.attribute_type;
    match attribute.role {
        AttributeRole::Lock => match of {
            AttributeType::Integer(integer) if !integer.is_signed() => None,
            _ => Some(ViolationKind::LockType),
        },
        AttributeRole::Created | AttributeRole::Updated => match of {
            AttributeType::Timestamp | AttributeType::EpochSeconds => None,
            _ => Some(ViolationKind::StampType),
        },
        AttributeRole::Generated => match of {
            AttributeType::Ulid | AttributeType::Uuid | AttributeType::String => None,
            _ => Some(ViolationKind::GeneratedType),
        },
        // DynamoDB looks for a number of seconds, which few narrow integers can hold.
        // <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html>
        AttributeRole::Ttl { .. } => match of {
            AttributeType::EpochSeconds => None,
            AttributeType::Integer(integer) if integer.bits() >= 32 => None,
            _ => Some(ViolationKind::TtlType),
        },
        AttributeRole::Ordinary | AttributeRole::Computed => None,
    }
}

/// What is filled in on every write is there; a default stands for what older items lack.
const fn presence(attribute: &AttributeModel) -> Option<ViolationKind> {
    match attribute.role {
        AttributeRole::Lock if attribute.optional && !attribute.has_default => {
            Some(ViolationKind::RoleOptional)
        }
        AttributeRole::Generated if attribute.optional => Some(ViolationKind::RoleOptional),
        _ => None,
    }
}

/// An entity has one lock, one time of creation, one of the last change and one expiry.
const fn twice(attributes: &[AttributeModel], of: usize) -> Option<ViolationKind> {
    let mut at = 0;
    while at < of {
        let same = matches!(
            (attributes[at].role, attributes[of].role),
            (AttributeRole::Lock, AttributeRole::Lock)
                | (AttributeRole::Created, AttributeRole::Created)
                | (AttributeRole::Updated, AttributeRole::Updated)
                | (AttributeRole::Ttl { .. }, AttributeRole::Ttl { .. })
        );
        if same {
            return Some(ViolationKind::RoleTwice);
        }
        at += 1;
    }
    None
}

/// The expiry time is where the table looks for it.
const fn place(model: &TableModel, attribute: &AttributeModel) -> Option<ViolationKind> {
    if !matches!(attribute.role, AttributeRole::Ttl { .. }) {
        return None;
    }
    match &model.ttl_attribute {
        Some(ttl) if view::same(view::text(ttl), view::text(&attribute.name)) => None,
        _ => Some(ViolationKind::TtlAttribute),
    }
}

/// What a write fills in cannot be in the primary key, which the writer must know; and what every update counts up
/// cannot be in any key. Nor is a computed attribute unique, because its marker would change unseen.
const fn changing_key<'m>(
    model: &'m TableModel,
    entity: &'m EntityModel,
    attribute: &'m AttributeModel,
    findings: &mut Findings<'m>,
) {
    let is_lock = matches!(attribute.role, AttributeRole::Lock);
    let is_filled =
        matches!(attribute.role, AttributeRole::Created | AttributeRole::Updated | AttributeRole::Computed);
    if !is_lock && !is_filled {
        return;
    }
    let name = view::text(&attribute.name);
    let mut slots = Slots::new(model, entity);
    while let Some(slot) = slots.next() {
        if (slot.index.is_none() || is_lock) && is_in(slot.source, name) {
            let found = Finding::new(ViolationKind::RoleInKey).entity(entity).subject(name);
            findings.add(found.on(slot.index));
        }
    }
}

/// A computed attribute is a function of attributes that only the program changes.
const fn computed<'m>(entity: &'m EntityModel, of: &'m AttributeModel, findings: &mut Findings<'m>) {
    if !matches!(of.role, AttributeRole::Computed) {
        return;
    }
    let name = view::text(&of.name);
    let found = Finding::new(ViolationKind::ComputedFrom).entity(entity).subject(name);
    let inputs = view::list(&of.computed_from);
    if inputs.is_empty() || of.read_only || of.has_default {
        findings.add(found);
    }
    let mut at = 0;
    while at < inputs.len() {
        match attribute(entity, view::text(&inputs[at])) {
            Some(input) if is_of_program(input.role) => {}
            Some(_) => findings.add(found),
            None => {
                let unknown = Finding { kind: ViolationKind::UnknownAttribute, ..found };
                findings.add(unknown.subject(view::text(&inputs[at])));
            }
        }
        at += 1;
    }
    let unique = view::list(&entity.unique);
    let mut at = 0;
    while at < unique.len() {
        if view::same(view::text(&unique[at].attribute), name) || view::contains(&unique[at].scope, name) {
            findings.add(Finding { kind: ViolationKind::RoleInKey, ..found });
        }
        at += 1;
    }
}

/// Whether writes leave an attribute as the program says.
const fn is_of_program(role: AttributeRole) -> bool {
    matches!(role, AttributeRole::Ordinary | AttributeRole::Generated | AttributeRole::Ttl { .. })
}

const fn is_in(source: &KeySource, name: &str) -> bool {
    let template = match source {
        KeySource::Attribute(attribute) => return view::same(view::text(attribute), name),
        KeySource::Template(template) => template,
    };
    let segments = view::list(&template.segments);
    let mut at = 0;
    while at < segments.len() {
        if let crate::Segment::Part(part) = &segments[at]
            && view::same(view::text(&part.attribute), name)
        {
            return true;
        }
        at += 1;
    }
    false
}

/// A limit goes with the types that have what it limits; so it is inside of documents.
const fn limits<'m>(entity: &'m EntityModel, attribute: &'m AttributeModel, findings: &mut Findings<'m>) {
    let all = view::list(&attribute.limits);
    let mut at = 0;
    while at < all.len() && is_for(&all[at], &attribute.attribute_type) {
        at += 1;
    }
    if at < all.len() {
        let found = Finding::new(ViolationKind::LimitType).entity(entity);
        findings.add(found.subject(view::text(&attribute.name)));
    }
    if let AttributeType::Document(inner) = &attribute.attribute_type {
        let inner = view::list(inner);
        let mut at = 0;
        while at < inner.len() {
            limits(entity, &inner[at], findings);
            at += 1;
        }
    }
}

const fn is_for(limit: &Limit, of: &AttributeType) -> bool {
    match limit {
        Limit::Least(_) | Limit::Most(_) => matches!(of.wire(), Some(WireType::N)),
        Limit::LeastBytes(_) | Limit::MostBytes(_) => {
            matches!(of, AttributeType::String | AttributeType::Binary)
        }
        Limit::Pattern(_) => matches!(of, AttributeType::String),
        Limit::Shortest(_) | Limit::Longest(_) => matches!(
            of,
            AttributeType::String
                | AttributeType::Binary
                | AttributeType::StringSet
                | AttributeType::NumberSet
                | AttributeType::BinarySet
                | AttributeType::List(_)
                | AttributeType::Map(_)
        ),
    }
}
