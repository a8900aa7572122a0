//! Rules about the keys of two entities in the table or in one index.

use std::slice;

use super::membership::{Content, content, entry_in, key_of, of_source};
use super::{Finding, Findings, ViolationKind};
use crate::limits::INDEX_KEY_ATTRIBUTES;
use crate::overlap::{KeyShape, can_equal, sort_overlap};
use crate::{
    EntityModel, IndexModel, KeyAttribute, KeySource, KeyTemplate, Overlap, Segment, TableModel, view,
};

/// Compares all pairs of entities in the table, and then those in each index.
pub(super) const fn check<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    let indexes = view::list(&model.indexes);
    space(model, None, findings);
    let mut at = 0;
    while at < indexes.len() {
        space(model, Some(&indexes[at]), findings);
        at += 1;
    }
}

/// How many members of a space are compared with the rest in one go. They are found out once and not once per pair,
/// which is most of the work of compile-time evaluation.
const BLOCK: usize = 32;

const fn space<'m>(model: &'m TableModel, index: Option<&'m IndexModel>, findings: &mut Findings<'m>) {
    let entities = view::list(&model.entities);
    let mut start = 0;
    while start < entities.len() {
        let mut block: [Option<Member<'m>>; BLOCK] = [None; BLOCK];
        let mut at = start;
        while at < entities.len() {
            if let Some(second) = Member::new(model, &entities[at], index) {
                let mut earlier = start;
                while earlier < at && earlier - start < BLOCK {
                    if let Some(first) = &block[earlier - start]
                        && !first.head.is_apart(second.head)
                    {
                        pair(model, index, first, &second, findings);
                    }
                    earlier += 1;
                }
                if at - start < BLOCK {
                    block[at - start] = Some(second);
                }
            }
            at += 1;
        }
        start += BLOCK;
    }
}

/// Two entities never have one primary key, and a query for one does not return the other, unless a collection says so.
///
/// In an index many items may have one key, so a collision there is no more than a query that returns both. An index
/// that neither entity is queried in does not matter.
const fn pair<'m>(
    model: &'m TableModel,
    index: Option<&'m IndexModel>,
    first: &Member<'m>,
    second: &Member<'m>,
    findings: &mut Findings<'m>,
) {
    if !(first.is_queried || second.is_queried) {
        return;
    }
    let kind = match (overlap(first, second), index) {
        (Overlap::Disjoint, _) => return,
        (Overlap::Collides, None) => ViolationKind::KeysCollide,
        _ if in_one_collection(model, first.entity, second.entity) => return,
        _ => ViolationKind::KeysContained,
    };
    let finding = Finding::new(kind).entity(first.entity).other(second.entity).on(index);
    findings.add(finding.templates(first.template(), second.template()));
}

/// What an entity holds in the key attributes of the table or of an index.
#[derive(Clone, Copy)]
struct Member<'m> {
    entity: &'m EntityModel,
    is_queried: bool,
    head: Head,
    partition: Shapes<'m>,
    sort: Shapes<'m>,
}

/// The first bytes of a member's keys where they are literal: two integers that tell most pairs apart in one step.
#[derive(Clone, Copy)]
struct Head {
    /// Up to eight bytes of the partition key and of the sort key.
    bytes: u128,
    /// Which of the bits are known.
    mask: u128,
}

impl Head {
    const fn of(partition: Option<KeyShape<'_>>, sort: Option<KeyShape<'_>>) -> Self {
        let (partition, partition_mask) = Self::literal(partition);
        let (sort, sort_mask) = Self::literal(sort);
        Self {
            bytes: (partition as u128) << 64 | sort as u128,
            mask: (partition_mask as u128) << 64 | sort_mask as u128,
        }
    }

    const fn literal(shape: Option<KeyShape<'_>>) -> (u64, u64) {
        let (mut bytes, mut mask) = (0, 0);
        if let Some(KeyShape::Template(template)) = shape
            && let [Segment::Literal(text), ..] = view::list(&template.segments)
        {
            let text = view::text(text).as_bytes();
            let mut at = 0;
            while at < text.len() && at < 8 {
                bytes |= (text[at] as u64) << (8 * at);
                mask |= 0xFF << (8 * at);
                at += 1;
            }
        }
        (bytes, mask)
    }

    /// Whether the keys differ at a byte that both know.
    const fn is_apart(self, other: Self) -> bool {
        (self.bytes ^ other.bytes) & self.mask & other.mask != 0
    }
}

type Shapes<'m> = [Option<KeyShape<'m>>; INDEX_KEY_ATTRIBUTES];

impl<'m> Member<'m> {
    /// `None` when the entity's items are not in the index.
    const fn new(
        model: &'m TableModel,
        entity: &'m EntityModel,
        index: Option<&'m IndexModel>,
    ) -> Option<Self> {
        let mut member = Self {
            entity,
            is_queried: true,
            head: Head { bytes: 0, mask: 0 },
            partition: [None; INDEX_KEY_ATTRIBUTES],
            sort: [None; INDEX_KEY_ATTRIBUTES],
        };
        let (partition, sort) = key_of(model, index);
        let (partition_sources, sort_sources): (&[KeySource], &[KeySource]) = match index {
            None => (slice::from_ref(&entity.key.partition), entity.key.sort.as_slice()),
            Some(index) => match entry_in(entity, index) {
                Some(entry) => (view::list(&entry.partition), view::list(&entry.sort)),
                None => {
                    member.is_queried = false;
                    (&[], &[])
                }
            },
        };
        if shapes(model, entity, partition, partition_sources, &mut member.partition)
            && shapes(model, entity, sort, sort_sources, &mut member.sort)
        {
            member.head = Head::of(member.partition[0], member.sort[0]);
            Some(member)
        } else {
            None
        }
    }

    /// The template to show: that of the sort key, or of the partition key when there is no other, and when there is
    /// one attribute only.
    const fn template(&self) -> Option<&'m KeyTemplate> {
        let shown = if self.sort[0].is_some() { &self.sort } else { &self.partition };
        match (shown[0], shown[1]) {
            (Some(KeyShape::Template(template)), None) => Some(template),
            _ => None,
        }
    }
}

/// Finds what the entity holds in each key attribute; false when it holds nothing in one.
const fn shapes<'m>(
    model: &'m TableModel,
    entity: &'m EntityModel,
    keys: &'m [KeyAttribute],
    sources: &'m [KeySource],
    shapes: &mut Shapes<'m>,
) -> bool {
    let mut at = 0;
    while at < keys.len() && at < shapes.len() {
        let held = if at < sources.len() {
            of_source(entity, &sources[at])
        } else {
            content(model, entity, view::text(&keys[at].name))
        };
        shapes[at] = match held {
            Content::Absent => return false,
            Content::Natural(attribute) => Some(KeyShape::Natural(&attribute.attribute_type)),
            Content::Composed(template) => Some(KeyShape::Template(template)),
        };
        at += 1;
    }
    true
}

/// Compares the keys attribute by attribute.
const fn overlap(first: &Member<'_>, second: &Member<'_>) -> Overlap {
    let mut at = 0;
    while at < INDEX_KEY_ATTRIBUTES
        && let (Some(first), Some(second)) = (first.partition[at], second.partition[at])
    {
        if !can_equal(first, second) {
            return Overlap::Disjoint;
        }
        at += 1;
    }
    let mut result = Overlap::Collides;
    let mut at = 0;
    while at < INDEX_KEY_ATTRIBUTES
        && let (Some(first), Some(second)) = (first.sort[at], second.sort[at])
    {
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

const fn in_one_collection(model: &TableModel, first: &EntityModel, second: &EntityModel) -> bool {
    let collections = view::list(&model.collections);
    let mut at = 0;
    while at < collections.len() {
        let members = &collections[at].entities;
        if view::contains(members, view::text(&first.name))
            && view::contains(members, view::text(&second.name))
        {
            return true;
        }
        at += 1;
    }
    false
}
