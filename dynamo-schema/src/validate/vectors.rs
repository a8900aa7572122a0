//! Rules about vector indexes, and about what entities store in the attributes that they take vectors from or search by.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_VectorIndex.html> and
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/VectorSearch.Requirements.html>.

use super::membership::{Keys, index};
use super::names::{is_legal, key_name_of};
use super::{Finding, Findings, ViolationKind};
use crate::{
    AttributeModel, AttributeType, EntityModel, KeyAttribute, Projection, ScalarType, TableModel,
    VectorIndexModel, WireType, limits, view,
};

pub(super) const fn check<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    let vectors = view::list(&model.vectors);
    if vectors.len() > limits::VECTOR_INDEXES {
        findings.add(Finding::new(ViolationKind::TooManyVectorIndexes));
    }
    let mut at = 0;
    while at < vectors.len() {
        let vector = &vectors[at];
        name(model, at, findings);
        dimensions(vectors, at, findings);
        vector_attribute(model, vector, findings);
        searched_attributes(model, at, findings);
        projection(vector, findings);
        let entities = view::list(&model.entities);
        let mut of = 0;
        while of < entities.len() {
            entity(vector, &entities[of], findings);
            of += 1;
        }
        at += 1;
    }
}

/// The partition key, if there is one, and then the filters.
const fn searched(vector: &VectorIndexModel, at: usize) -> Option<&KeyAttribute> {
    let (key, filters) = (vector.partition_key.as_slice(), view::list(&vector.filters));
    if at < key.len() {
        Some(&key[at])
    } else if at - key.len() < filters.len() {
        Some(&filters[at - key.len()])
    } else {
        None
    }
}

/// The name is legal, and no other index of the table has it, whatever its kind.
const fn name<'m>(model: &'m TableModel, of: usize, findings: &mut Findings<'m>) {
    let vectors = view::list(&model.vectors);
    let name = view::text(&vectors[of].name);
    let mut is_taken = index(model, name).is_some();
    let mut other = 0;
    while other < of {
        is_taken = is_taken || view::same(name, view::text(&vectors[other].name));
        other += 1;
    }
    if is_taken {
        findings.add(Finding::new(ViolationKind::DuplicateIndex).vector(&vectors[of]));
    }
    if !is_legal(name) {
        findings.add(Finding::new(ViolationKind::IndexName).vector(&vectors[of]).subject(name));
    }
}

/// A vector has 1 to 4,096 numbers, and as many in all indexes of one attribute.
const fn dimensions<'m>(vectors: &'m [VectorIndexModel], of: usize, findings: &mut Findings<'m>) {
    let vector = &vectors[of];
    if vector.dimensions == 0 || vector.dimensions > limits::VECTOR_DIMENSIONS {
        findings.add(Finding::new(ViolationKind::VectorDimensions).vector(vector));
    }
    let attribute = view::text(&vector.attribute);
    let mut other = 0;
    while other < of {
        if view::same(attribute, view::text(&vectors[other].attribute))
            && vectors[other].dimensions != vector.dimensions
        {
            findings.add(Finding::new(ViolationKind::VectorLengths).vector(vector).subject(attribute));
            return;
        }
        other += 1;
    }
}

/// The attribute with the vectors has a name, and is neither a key nor one that is searched by nor one that the table
/// keeps for itself.
const fn vector_attribute<'m>(
    model: &'m TableModel,
    vector: &'m VectorIndexModel,
    findings: &mut Findings<'m>,
) {
    let name = view::text(&vector.attribute);
    let found = Finding::new(ViolationKind::VectorIsKey).vector(vector).subject(name);
    if name.is_empty() {
        findings.add(Finding { kind: ViolationKind::KeyName, ..found });
    }
    let mut is_other = is_own(model, name);
    let mut keys = Keys::new(model);
    while let Some((key, _)) = keys.next() {
        is_other = is_other || view::same(view::text(&key.name), name);
    }
    let vectors = view::list(&model.vectors);
    let mut other = 0;
    while other < vectors.len() {
        let mut at = 0;
        while let Some(attribute) = searched(&vectors[other], at) {
            is_other = is_other || view::same(view::text(&attribute.name), name);
            at += 1;
        }
        other += 1;
    }
    if is_other {
        findings.add(found);
    }
}

/// Whether an attribute is the table's own, which holds no vectors.
const fn is_own(model: &TableModel, name: &str) -> bool {
    let own = [&model.kind_attribute, &model.version_attribute, &model.ttl_attribute];
    let mut at = 0;
    while at < own.len() {
        if let Some(attribute) = own[at]
            && view::same(view::text(attribute), name)
        {
            return true;
        }
        at += 1;
    }
    false
}

/// An attribute is searched by in one role, and has one type wherever the table's definition names it.
const fn searched_attributes<'m>(model: &'m TableModel, of: usize, findings: &mut Findings<'m>) {
    let vectors = view::list(&model.vectors);
    let vector = &vectors[of];
    let mut at = 0;
    while let Some(attribute) = searched(vector, at) {
        let name = view::text(&attribute.name);
        let found = Finding::new(ViolationKind::RepeatedSearchAttribute).vector(vector).subject(name);
        if !key_name_of(name) {
            findings.add(Finding { kind: ViolationKind::KeyName, ..found });
        }
        let mut before = 0;
        while before < at {
            if let Some(other) = searched(vector, before)
                && view::same(name, view::text(&other.name))
            {
                findings.add(found);
                before = at;
            }
            before += 1;
        }
        if has_other_type(model, of, attribute) {
            findings.add(Finding { kind: ViolationKind::KeyTypes, ..found });
        }
        if let Some(scalar) = own_type(model, name)
            && scalar as u8 != attribute.scalar as u8
        {
            findings.add(Finding { kind: ViolationKind::SearchType, ..found });
        }
        at += 1;
    }
}

/// Whether a key, or an earlier vector index, has the attribute with another type.
const fn has_other_type(model: &TableModel, of: usize, attribute: &KeyAttribute) -> bool {
    let name = view::text(&attribute.name);
    let mut keys = Keys::new(model);
    while let Some((key, _)) = keys.next() {
        if view::same(view::text(&key.name), name) && key.scalar as u8 != attribute.scalar as u8 {
            return true;
        }
    }
    let vectors = view::list(&model.vectors);
    let mut other = 0;
    while other < of {
        let mut at = 0;
        while let Some(one) = searched(&vectors[other], at) {
            if view::same(view::text(&one.name), name) && one.scalar as u8 != attribute.scalar as u8 {
                return true;
            }
            at += 1;
        }
        other += 1;
    }
    false
}

/// The type of what the table keeps for itself: the kind is a text, the version a number.
const fn own_type(model: &TableModel, name: &str) -> Option<ScalarType> {
    if let Some(kind) = &model.kind_attribute
        && view::same(view::text(kind), name)
    {
        return Some(ScalarType::S);
    }
    match &model.version_attribute {
        Some(version) if view::same(view::text(version), name) => Some(ScalarType::N),
        _ => None,
    }
}

/// Attributes that are included have names.
const fn projection<'m>(vector: &'m VectorIndexModel, findings: &mut Findings<'m>) {
    let Projection::Include(names) = &vector.projection else { return };
    let names = view::list(names);
    if names.is_empty() {
        findings.add(Finding::new(ViolationKind::EmptyProjection).vector(vector));
    }
    let mut at = 0;
    while at < names.len() {
        let name = view::text(&names[at]);
        if !key_name_of(name) {
            findings.add(Finding::new(ViolationKind::KeyName).vector(vector).subject(name));
        }
        at += 1;
    }
}

/// DynamoDB refuses an item whose vector is no list of numbers, or that has another type in an attribute that is
/// searched by, whether its entity is ever searched for or not.
const fn entity<'m>(vector: &'m VectorIndexModel, entity: &'m EntityModel, findings: &mut Findings<'m>) {
    let attributes = view::list(&entity.attributes);
    let mut of = 0;
    while of < attributes.len() {
        let attribute = &attributes[of];
        let name = view::text(&attribute.name);
        let found = Finding::new(ViolationKind::VectorType).entity(entity).vector(vector).subject(name);
        if view::same(name, view::text(&vector.attribute)) && !is_vector(&attribute.attribute_type) {
            findings.add(found);
        }
        let mut at = 0;
        while let Some(one) = searched(vector, at) {
            let is_partition = vector.partition_key.is_some() && at == 0;
            if view::same(name, view::text(&one.name)) && !is_of_type(attribute, one.scalar, is_partition) {
                findings.add(Finding { kind: ViolationKind::SearchType, ..found });
            }
            at += 1;
        }
        of += 1;
    }
}

const fn is_vector(attribute: &AttributeType) -> bool {
    match attribute {
        AttributeType::List(of) => match view::list(of) {
            [of] => matches!(of.wire(), None | Some(WireType::N)),
            _ => false,
        },
        AttributeType::Any => true,
        _ => false,
    }
}

/// A partition is named by its value, which a float is no good for; a filter may be one.
const fn is_of_type(attribute: &AttributeModel, scalar: ScalarType, is_partition: bool) -> bool {
    let of = &attribute.attribute_type;
    if is_partition && matches!(of, AttributeType::Float) {
        return false;
    }
    matches!(
        (of.wire(), scalar),
        (None, _)
            | (Some(WireType::S), ScalarType::S)
            | (Some(WireType::N), ScalarType::N)
            | (Some(WireType::B), ScalarType::B)
    )
}
