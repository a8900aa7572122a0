//! Rules about the keys of two entities in the table or in one index.

use super::membership::{Content, content, declares, key_of};
use super::{Finding, Findings, ViolationKind};
use crate::overlap::{KeyShape, can_equal, sort_overlap};
use crate::{EntityModel, IndexModel, KeyAttribute, KeyTemplate, Overlap, TableModel, view};

pub(super) const fn check<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    let entities = view::list(&model.entities);
    let indexes = view::list(&model.indexes);
    let mut second = 1;
    while second < entities.len() {
        let mut first = 0;
        while first < second {
            let pair = (&entities[first], &entities[second]);
            table(model, pair, findings);
            let mut at = 0;
            while at < indexes.len() {
                // An index that neither is queried in does not matter.
                if declares(pair.0, &indexes[at]) || declares(pair.1, &indexes[at]) {
                    index(model, pair, &indexes[at], findings);
                }
                at += 1;
            }
            first += 1;
        }
        second += 1;
    }
}

/// Two entities never have one primary key, and a query for one does not return the other, unless a collection says so.
const fn table<'m>(
    model: &'m TableModel,
    pair: (&'m EntityModel, &'m EntityModel),
    findings: &mut Findings<'m>,
) {
    let kind = match overlap(model, pair, None) {
        Overlap::Disjoint => return,
        Overlap::Contains if in_one_collection(model, pair) => return,
        Overlap::Contains => ViolationKind::KeysContained,
        Overlap::Collides => ViolationKind::KeysCollide,
    };
    report(model, pair, None, kind, findings);
}

/// In an index many items may have one key, so a collision there is no more than a query that returns both.
const fn index<'m>(
    model: &'m TableModel,
    pair: (&'m EntityModel, &'m EntityModel),
    index: &'m IndexModel,
    findings: &mut Findings<'m>,
) {
    if matches!(overlap(model, pair, Some(index)), Overlap::Disjoint) || in_one_collection(model, pair) {
        return;
    }
    report(model, pair, Some(index), ViolationKind::KeysContained, findings);
}

const fn report<'m>(
    model: &'m TableModel,
    pair: (&'m EntityModel, &'m EntityModel),
    index: Option<&'m IndexModel>,
    kind: ViolationKind,
    findings: &mut Findings<'m>,
) {
    let (partition, sort) = key_of(model, index);
    let shown = if sort.is_empty() { partition } else { sort };
    let (mut first, mut second) = (None, None);
    if let [key] = shown {
        first = composed(model, pair.0, key);
        second = composed(model, pair.1, key);
    }
    let finding = Finding::new(kind).entity(pair.0).other(pair.1).on(index);
    findings.add(finding.templates(first, second));
}

const fn composed<'m>(
    model: &'m TableModel,
    entity: &'m EntityModel,
    key: &KeyAttribute,
) -> Option<&'m KeyTemplate> {
    match content(model, entity, view::text(&key.name)) {
        Content::Composed(template) => Some(template),
        _ => None,
    }
}

/// Compares the keys attribute by attribute. An entity without one of the attributes is not in the index.
const fn overlap(
    model: &TableModel,
    pair: (&EntityModel, &EntityModel),
    index: Option<&IndexModel>,
) -> Overlap {
    let (partition, sort) = key_of(model, index);
    let mut at = 0;
    while at < partition.len() {
        match shapes(model, pair, &partition[at]) {
            Some((first, second)) if can_equal(first, second) => {}
            _ => return Overlap::Disjoint,
        }
        at += 1;
    }
    let mut result = Overlap::Collides;
    let mut at = 0;
    while at < sort.len() {
        let Some((first, second)) = shapes(model, pair, &sort[at]) else { return Overlap::Disjoint };
        match sort_overlap(first, second) {
            // A key of several attributes is searched by its first ones, so that only the first keeps entities apart.
            Overlap::Disjoint if at == 0 => return Overlap::Disjoint,
            Overlap::Disjoint | Overlap::Contains => result = Overlap::Contains,
            Overlap::Collides => {}
        }
        at += 1;
    }
    result
}

/// What both entities hold in the attribute; `None` when one holds nothing.
const fn shapes<'m>(
    model: &'m TableModel,
    pair: (&'m EntityModel, &'m EntityModel),
    key: &KeyAttribute,
) -> Option<(KeyShape<'m>, KeyShape<'m>)> {
    let name = view::text(&key.name);
    match (shape(content(model, pair.0, name)), shape(content(model, pair.1, name))) {
        (Some(first), Some(second)) => Some((first, second)),
        _ => None,
    }
}

const fn shape(content: Content<'_>) -> Option<KeyShape<'_>> {
    match content {
        Content::Absent => None,
        Content::Natural(attribute) => Some(KeyShape::Natural(&attribute.attribute_type)),
        Content::Composed(template) => Some(KeyShape::Template(template)),
    }
}

const fn in_one_collection(model: &TableModel, pair: (&EntityModel, &EntityModel)) -> bool {
    let collections = view::list(&model.collections);
    let mut at = 0;
    while at < collections.len() {
        let members = &collections[at].entities;
        if view::contains(members, view::text(&pair.0.name))
            && view::contains(members, view::text(&pair.1.name))
        {
            return true;
        }
        at += 1;
    }
    false
}
