//! Rules about the entities that are read together.

use std::slice;

use super::membership::{entry_in, index as index_of};
use super::message::Message;
use crate::{EntityModel, IndexModel, KeySource, KeyTemplate, Projection, Segment, TableModel, TemplatePart};
use crate::{IndexScope, PartFormat, PartKind, view};

/// The entities that one query reads together.
#[derive(Debug, Clone, Copy)]
pub struct CollectionShape<'m> {
    /// What the collection is called.
    pub name: &'m str,
    /// Its entities.
    pub entities: &'m [&'m EntityModel],
    /// The index that is queried; the table itself when absent.
    pub index: Option<&'m str>,
    /// Whether the whole items are read from the table after what the index holds of them.
    pub is_hydrated: bool,
    /// How many parts of the key are bound by equality: those of the partition key, and then of the sort key.
    pub bound: usize,
}

/// Panics when the entities cannot be read together, with what is wrong; meant for a `const`.
///
/// They are told apart by their kind, have one partition key, one beginning of the sort key as far as that is bound, and
/// the index that is queried holds all of their attributes.
///
/// # Panics
///
/// When one of these rules is broken.
#[track_caller]
pub const fn assert_collection(table: &TableModel, shape: &CollectionShape<'_>) {
    let mut message = Message::new();
    message.push("the collection ");
    message.name(shape.name);
    if !check(table, shape, &mut message) {
        panic!("{}", message.as_str());
    }
}

/// Whether the sort keys of two entities, in the table or an index, begin with the same literals and the same kinds of parts, as
/// far as the first `parts` of them that the partition key does not have already. One part is enough for a query to bind it, or
/// to ask for a range of it, in both.
pub const fn sort_keys_agree(
    one: &EntityModel,
    other: &EntityModel,
    index: Option<&IndexModel>,
    parts: usize,
) -> bool {
    match (Key::of(one, index), Key::of(other, index)) {
        (Some(one), Some(other)) => other.same_start_of_sort(&one, parts),
        _ => false,
    }
}

const fn check(table: &TableModel, shape: &CollectionShape<'_>, message: &mut Message) -> bool {
    if table.kind_attribute.is_none() {
        message.push(" has items of several entities, and the table keeps no kinds to tell them apart");
        message.push("\n  help: give the table `kind = \"…\"`");
        return false;
    }
    let index = match shape.index {
        None => None,
        Some(name) => match index_of(table, name) {
            None => {
                message.push(" is on the index ");
                message.name(name);
                message.push(", which the table does not have");
                return false;
            }
            Some(index) => Some(index),
        },
    };
    if let Some(index) = index
        && !holds_enough(table, index, shape.is_hydrated)
    {
        message.push(" is on the index ");
        message.name(view::text(&index.name));
        if shape.is_hydrated {
            message.push(", which does not hold the kinds that tell its items apart");
            message.push("\n  help: add the kind attribute to the index's projection");
        } else {
            message.push(", which holds only some attributes of its items");
            message.push(
                "\n  help: let the whole items be read after them: `#[dynamo(of(…), on = …, hydrate)]`",
            );
        }
        return false;
    }
    let mut at = 0;
    while at < shape.entities.len() {
        if !member(shape, index, at, message) {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether the items of several entities can be read from an index: it holds all of them, or their kinds where the table is asked
/// for the rest.
const fn holds_enough(table: &TableModel, index: &IndexModel, is_hydrated: bool) -> bool {
    match &index.projection {
        Projection::All => true,
        Projection::Include(names) if is_hydrated => {
            let names = view::list(names);
            let mut at = 0;
            while at < names.len() {
                if let Some(kind) = &table.kind_attribute
                    && view::same(view::text(&names[at]), view::text(kind))
                {
                    return true;
                }
                at += 1;
            }
            false
        }
        _ => false,
    }
}

/// Compares one entity with those before it.
const fn member(
    shape: &CollectionShape<'_>,
    index: Option<&IndexModel>,
    at: usize,
    message: &mut Message,
) -> bool {
    let entity = shape.entities[at];
    let mut earlier = 0;
    while earlier < at {
        if view::same(view::text(&shape.entities[earlier].name), view::text(&entity.name)) {
            message.push(" has the entity ");
            message.name(view::text(&entity.name));
            message.push(" twice");
            return false;
        }
        earlier += 1;
    }
    let (Some(first), Some(own)) = (Key::of(shape.entities[0], index), Key::of(entity, index)) else {
        message.push(" is on an index that ");
        message.name(view::text(&entity.name));
        message.push(" is not in\n  help: give the entity an `index(…)` on it, or leave it out");
        return false;
    };
    let parts = first.partition_parts();
    if shape.bound < parts {
        message.push(" leaves parts of the partition key open\n  help: name all of them in `of(…)`");
        return false;
    }
    if !own.same_partition(&first) {
        two(shape, entity, message);
        message.push(" have different partition keys, so that no query reads both");
        return false;
    }
    if !own.same_start_of_sort(&first, shape.bound - parts) {
        two(shape, entity, message);
        message.push(" have sort keys that begin in different ways, as far as `of(…)` names their parts");
        message.push("\n  help: name fewer parts, or leave one of the entities out");
        return false;
    }
    true
}

const fn two(shape: &CollectionShape<'_>, entity: &EntityModel, message: &mut Message) {
    message.push(": ");
    message.name(view::text(&shape.entities[0].name));
    message.push(" and ");
    message.name(view::text(&entity.name));
}

/// Where an entity's key in the table or an index comes from.
struct Key<'m> {
    partition: &'m [KeySource],
    sort: &'m [KeySource],
}

impl<'m> Key<'m> {
    const fn of(entity: &'m EntityModel, index: Option<&IndexModel>) -> Option<Self> {
        let table = slice::from_ref(&entity.key.partition);
        let Some(index) = index else {
            return Some(Self { partition: table, sort: entity.key.sort.as_slice() });
        };
        match entry_in(entity, index) {
            None => None,
            Some(entry) => Some(Self {
                partition: if matches!(index.scope, IndexScope::Local) {
                    table
                } else {
                    view::list(&entry.partition)
                },
                sort: view::list(&entry.sort),
            }),
        }
    }

    /// How many values the partition key is composed from.
    const fn partition_parts(&self) -> usize {
        let (mut count, mut source) = (0, 0);
        while source < self.partition.len() {
            let parts = Parts::of(&self.partition[source]);
            let mut at = 0;
            while at < parts.len() {
                if !self.is_known(source, at, self.partition.len()) {
                    count += 1;
                }
                at += 1;
            }
            source += 1;
        }
        count
    }

    /// Whether a part is bound by one before it: of the first `until` sources, partition and sort key together.
    const fn is_known(&self, source: usize, part: usize, until: usize) -> bool {
        let wanted = Parts::of(self.source(source)).name(part);
        let (mut before, mut at) = (0, 0);
        while before < until && before <= source {
            let parts = Parts::of(self.source(before));
            while at < parts.len() && (before < source || at < part) {
                let (name, is_shard) = parts.name(at);
                if view::same(name, wanted.0) && is_shard == wanted.1 {
                    return true;
                }
                at += 1;
            }
            before += 1;
            at = 0;
        }
        false
    }

    const fn source(&self, at: usize) -> &'m KeySource {
        if at < self.partition.len() { &self.partition[at] } else { &self.sort[at - self.partition.len()] }
    }

    const fn same_partition(&self, other: &Key<'_>) -> bool {
        if self.partition.len() != other.partition.len() {
            return false;
        }
        let mut at = 0;
        while at < self.partition.len() {
            if !same_source(&self.partition[at], &other.partition[at]) {
                return false;
            }
            at += 1;
        }
        true
    }

    /// Whether the sort keys are the same up to the `bound`-th part that the partition key does not bind.
    const fn same_start_of_sort(&self, other: &Key<'_>, mut bound: usize) -> bool {
        let mut at = 0;
        while bound > 0 {
            if at >= self.sort.len() || at >= other.sort.len() {
                return false;
            }
            let (one, another) = (&self.sort[at], &other.sort[at]);
            match (one, another) {
                (KeySource::Attribute(_), KeySource::Attribute(_)) => bound -= 1,
                (KeySource::Template(one), KeySource::Template(another)) => {
                    let source = self.partition.len() + at;
                    let Some(left) = self.same_template_start(source, one, another, bound) else {
                        return false;
                    };
                    bound = left;
                }
                _ => return false,
            }
            at += 1;
        }
        true
    }

    /// Compares two templates as far as `bound` parts go. Answers how many of those are left after them.
    const fn same_template_start(
        &self,
        source: usize,
        one: &KeyTemplate,
        another: &KeyTemplate,
        mut bound: usize,
    ) -> Option<usize> {
        let (one, another) = (view::list(&one.segments), view::list(&another.segments));
        let (mut at, mut part) = (0, 0);
        while bound > 0 && at < one.len() {
            if at >= another.len() || !same_segment(&one[at], &another[at]) {
                return None;
            }
            if matches!(one[at], Segment::Part(_)) {
                if !self.is_known(source, part, usize::MAX) {
                    bound -= 1;
                }
                part += 1;
            }
            at += 1;
        }
        Some(bound)
    }
}

/// The parts of a source, of which an attribute that is a key itself is one.
enum Parts<'m> {
    Whole(&'m str),
    Segments(&'m [Segment]),
}

impl<'m> Parts<'m> {
    const fn of(source: &'m KeySource) -> Self {
        match source {
            KeySource::Attribute(name) => Self::Whole(view::text(name)),
            KeySource::Template(template) => Self::Segments(view::list(&template.segments)),
        }
    }

    const fn len(&self) -> usize {
        let Self::Segments(segments) = self else { return 1 };
        let (mut count, mut at) = (0, 0);
        while at < segments.len() {
            if matches!(segments[at], Segment::Part(_)) {
                count += 1;
            }
            at += 1;
        }
        count
    }

    /// The attribute of a part, and whether its shard is meant.
    const fn name(&self, mut part: usize) -> (&'m str, bool) {
        match self {
            Self::Whole(name) => (name, false),
            Self::Segments(segments) => {
                let mut at = 0;
                while at < segments.len() {
                    if let Segment::Part(found) = &segments[at] {
                        if part == 0 {
                            return (view::text(&found.attribute), found.format.shards.is_some());
                        }
                        part -= 1;
                    }
                    at += 1;
                }
                ("", false)
            }
        }
    }
}

const fn same_source(one: &KeySource, other: &KeySource) -> bool {
    match (one, other) {
        (KeySource::Attribute(_), KeySource::Attribute(_)) => true,
        (KeySource::Template(one), KeySource::Template(other)) => {
            let (one, other) = (view::list(&one.segments), view::list(&other.segments));
            if one.len() != other.len() {
                return false;
            }
            let mut at = 0;
            while at < one.len() {
                if !same_segment(&one[at], &other[at]) {
                    return false;
                }
                at += 1;
            }
            true
        }
        _ => false,
    }
}

/// Whether two segments write the same text for the same value, whatever the attribute is called.
const fn same_segment(one: &Segment, other: &Segment) -> bool {
    match (one, other) {
        (Segment::Literal(one), Segment::Literal(other)) => view::same(view::text(one), view::text(other)),
        (Segment::Part(one), Segment::Part(other)) => same_part(one, other),
        _ => false,
    }
}

const fn same_part(one: &TemplatePart, other: &TemplatePart) -> bool {
    let (PartFormat { width, scale, case, text, precision, shards }, format) = (one.format, other.format);
    same_number(width, format.width)
        && same_number(scale, format.scale)
        && case as u8 == format.case as u8
        && text as u8 == format.text as u8
        && precision as u8 == format.precision as u8
        && match (shards, format.shards) {
            (None, None) => true,
            (Some(one), Some(other)) => one == other,
            _ => false,
        }
        && same_kind(one.kind, other.kind)
}

const fn same_kind(one: PartKind, other: PartKind) -> bool {
    match (one, other) {
        (PartKind::Text | PartKind::Token, PartKind::Text | PartKind::Token)
        | (PartKind::Decimal, PartKind::Decimal)
        | (PartKind::Bool, PartKind::Bool)
        | (PartKind::Timestamp, PartKind::Timestamp)
        | (PartKind::Date, PartKind::Date)
        | (PartKind::Uuid, PartKind::Uuid)
        | (PartKind::Ulid, PartKind::Ulid) => true,
        (PartKind::Integer(one), PartKind::Integer(other)) => one as u8 == other as u8,
        _ => false,
    }
}

const fn same_number(one: Option<u8>, other: Option<u8>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}
