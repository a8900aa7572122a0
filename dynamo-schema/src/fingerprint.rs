//! A number for each part of an entity, by which two descriptions of it are compared in a `const`, where `==` cannot be
//! called.

use crate::{
    AttributeModel, AttributeRole, AttributeType, EntityIndex, EntityModel, KeySource, KeyTemplate, Limit,
    LimitNumber, List, PartFormat, PartKind, Segment, Text, UniqueModel, WhenTest, view,
};

/// A part of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntityPart<'n> {
    /// Its name, which is the value of the kind attribute.
    Name,
    /// Its primary key.
    Key,
    /// Its part in an index, by the name of the query. An entity without it has another number.
    Index(&'n str),
    /// The attribute of a field. An entity without it has another number.
    Attribute(&'n str),
    /// How many indexes and attributes it has, what is unique, and its version.
    Rest,
}

/// A number that two entities have in common when this part of both is the same. Two that differ have different numbers but
/// for an accident of one in 2^64.
///
/// ```
/// use dynamo_schema::{AttributeModel, AttributeType, EntityKey, EntityModel, EntityPart, KeySource, fingerprint};
///
/// let of = |field: &'static str| EntityModel {
///     name: "order".into(),
///     key: EntityKey { partition: KeySource::Attribute("id".into()), sort: None },
///     indexes: vec![].into(),
///     attributes: vec![AttributeModel::new("id".into(), field.into(), AttributeType::Ulid, false)].into(),
///     unique: vec![].into(),
///     version: None,
/// };
/// let (one, other) = (of("id"), of("number"));
/// assert_eq!(fingerprint(&one, EntityPart::Key), fingerprint(&other, EntityPart::Key));
/// assert_ne!(fingerprint(&one, EntityPart::Attribute("id")), fingerprint(&other, EntityPart::Attribute("id")));
/// ```
pub const fn fingerprint(entity: &EntityModel, part: EntityPart<'_>) -> u64 {
    let mut print = Print(0xcbf2_9ce4_8422_2325);
    match part {
        EntityPart::Name => print.text(&entity.name),
        EntityPart::Key => {
            print.source(&entity.key.partition);
            if let Some(sort) = &entity.key.sort {
                print.source(sort);
            }
        }
        EntityPart::Index(name) => {
            let indexes = view::list(&entity.indexes);
            let mut at = 0;
            while at < indexes.len() {
                if view::same(view::text(&indexes[at].name), name) {
                    print.index(&indexes[at]);
                }
                at += 1;
            }
        }
        EntityPart::Attribute(field) => {
            let attributes = view::list(&entity.attributes);
            let mut at = 0;
            while at < attributes.len() {
                if view::same(view::text(&attributes[at].field), field) {
                    print.attribute(&attributes[at]);
                }
                at += 1;
            }
        }
        EntityPart::Rest => {
            print.number(view::list(&entity.indexes).len() as u128);
            print.number(view::list(&entity.attributes).len() as u128);
            let unique = view::list(&entity.unique);
            let mut at = 0;
            while at < unique.len() {
                print.unique(&unique[at]);
                at += 1;
            }
            if let Some(version) = entity.version {
                print.number(version as u128);
            }
        }
    }
    print.0
}

/// FNV-1a of 64 bits. Each text stands behind its length, and each choice behind a number, so that no two parts run into each
/// other.
struct Print(u64);

impl Print {
    const fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3);
    }

    const fn number(&mut self, number: u128) {
        let bytes = number.to_le_bytes();
        let mut at = 0;
        while at < bytes.len() {
            self.byte(bytes[at]);
            at += 1;
        }
    }

    const fn text(&mut self, text: &Text) {
        let bytes = view::text(text).as_bytes();
        self.number(bytes.len() as u128);
        let mut at = 0;
        while at < bytes.len() {
            self.byte(bytes[at]);
            at += 1;
        }
    }

    const fn texts(&mut self, texts: &List<Text>) {
        let texts = view::list(texts);
        self.number(texts.len() as u128);
        let mut at = 0;
        while at < texts.len() {
            self.text(&texts[at]);
            at += 1;
        }
    }

    const fn optional(&mut self, number: Option<u16>) {
        match number {
            None => self.byte(0),
            Some(number) => {
                self.byte(1);
                self.number(number as u128);
            }
        }
    }

    const fn source(&mut self, source: &KeySource) {
        match source {
            KeySource::Attribute(name) => {
                self.byte(1);
                self.text(name);
            }
            KeySource::Template(template) => {
                self.byte(2);
                self.template(template);
            }
        }
    }

    const fn template(&mut self, template: &KeyTemplate) {
        let segments = view::list(&template.segments);
        self.number(segments.len() as u128);
        let mut at = 0;
        while at < segments.len() {
            match &segments[at] {
                Segment::Literal(text) => {
                    self.byte(1);
                    self.text(text);
                }
                Segment::Part(part) => {
                    self.byte(2);
                    self.text(&part.attribute);
                    self.kind(part.kind);
                    self.format(part.format);
                }
            }
            at += 1;
        }
    }

    const fn kind(&mut self, kind: PartKind) {
        let number = match kind {
            PartKind::Text => 1,
            PartKind::Token => 2,
            // There are fewer other kinds.
            PartKind::Integer(of) => 0x80 | of as u8,
            PartKind::Decimal => 4,
            PartKind::Bool => 5,
            PartKind::Timestamp => 6,
            PartKind::Date => 7,
            PartKind::Uuid => 8,
            PartKind::Ulid => 9,
        };
        self.byte(number);
    }

    const fn format(&mut self, format: PartFormat) {
        self.optional(match format.width {
            Some(width) => Some(width as u16),
            None => None,
        });
        self.optional(match format.scale {
            Some(scale) => Some(scale as u16),
            None => None,
        });
        self.optional(format.shards);
        self.byte(format.case as u8);
        self.byte(format.text as u8);
        self.byte(format.precision as u8);
    }

    const fn sources(&mut self, sources: &List<KeySource>) {
        let sources = view::list(sources);
        self.number(sources.len() as u128);
        let mut at = 0;
        while at < sources.len() {
            self.source(&sources[at]);
            at += 1;
        }
    }

    const fn index(&mut self, index: &EntityIndex) {
        self.text(&index.index);
        self.sources(&index.partition);
        self.sources(&index.sort);
        if let Some(when) = &index.when {
            self.text(&when.attribute);
            match &when.test {
                WhenTest::In(tokens) => {
                    self.byte(1);
                    self.texts(tokens);
                }
                WhenTest::NotIn(tokens) => {
                    self.byte(2);
                    self.texts(tokens);
                }
                WhenTest::Exists => self.byte(3),
                WhenTest::Absent => self.byte(4),
            }
        }
    }

    const fn unique(&mut self, unique: &UniqueModel) {
        self.text(&unique.attribute);
        self.texts(&unique.scope);
        self.text(&unique.marker);
    }

    const fn attributes(&mut self, attributes: &List<AttributeModel>) {
        let attributes = view::list(attributes);
        self.number(attributes.len() as u128);
        let mut at = 0;
        while at < attributes.len() {
            self.attribute(&attributes[at]);
            at += 1;
        }
    }

    const fn attribute(&mut self, attribute: &AttributeModel) {
        self.text(&attribute.name);
        self.text(&attribute.field);
        self.attribute_type(&attribute.attribute_type);
        self.byte(attribute.optional as u8);
        self.byte(attribute.read_only as u8);
        self.byte(attribute.hidden as u8);
        self.byte(attribute.has_default as u8);
        match attribute.role {
            AttributeRole::Ordinary => self.byte(0),
            AttributeRole::Lock => self.byte(1),
            AttributeRole::Created => self.byte(2),
            AttributeRole::Updated => self.byte(3),
            AttributeRole::Generated => self.byte(4),
            AttributeRole::Ttl { after } => {
                self.byte(5);
                if let Some(seconds) = after {
                    self.number(seconds as u128);
                }
            }
            AttributeRole::Computed => {
                self.byte(6);
                self.texts(&attribute.computed_from);
            }
        }
        let limits = view::list(&attribute.limits);
        self.number(limits.len() as u128);
        let mut at = 0;
        while at < limits.len() {
            self.limit(&limits[at]);
            at += 1;
        }
    }

    const fn limit(&mut self, limit: &Limit) {
        let (kind, number) = match limit {
            Limit::Least(number) => (1, *number),
            Limit::Most(number) => (2, *number),
            Limit::Shortest(count) => (3, count_of(*count)),
            Limit::Longest(count) => (4, count_of(*count)),
            Limit::LeastBytes(count) => (5, count_of(*count)),
            Limit::MostBytes(count) => (6, count_of(*count)),
            Limit::Pattern(text) => {
                self.text(text);
                (7, count_of(0))
            }
        };
        self.byte(kind);
        self.number(number.coefficient as u128);
        self.byte(number.scale);
    }

    const fn attribute_type(&mut self, of: &AttributeType) {
        match of {
            AttributeType::String => self.byte(1),
            AttributeType::Integer(of) => {
                self.byte(2);
                self.byte(*of as u8);
            }
            AttributeType::Decimal => self.byte(3),
            AttributeType::Float => self.byte(4),
            AttributeType::Bool => self.byte(5),
            AttributeType::Binary => self.byte(6),
            AttributeType::Timestamp => self.byte(7),
            AttributeType::Date => self.byte(8),
            AttributeType::EpochSeconds => self.byte(9),
            AttributeType::Uuid => self.byte(10),
            AttributeType::Ulid => self.byte(11),
            AttributeType::Enum(tokens) => {
                self.byte(12);
                self.texts(tokens);
            }
            AttributeType::StringSet => self.byte(13),
            AttributeType::NumberSet => self.byte(14),
            AttributeType::BinarySet => self.byte(15),
            AttributeType::List(of) => self.inner(16, of),
            AttributeType::Map(of) => self.inner(17, of),
            AttributeType::Document(of) => {
                self.byte(18);
                self.attributes(of);
            }
            AttributeType::Union { tag, variants } => {
                self.byte(19);
                self.text(tag);
                let variants = view::list(variants);
                self.number(variants.len() as u128);
                let mut at = 0;
                while at < variants.len() {
                    self.text(&variants[at].token);
                    self.attributes(&variants[at].attributes);
                    at += 1;
                }
            }
            AttributeType::Any => self.byte(20),
            AttributeType::Tuple(of) => {
                self.number(view::list(of).len() as u128);
                self.inner(21, of);
            }
        }
    }

    const fn inner(&mut self, kind: u8, of: &List<AttributeType>) {
        self.byte(kind);
        let of = view::list(of);
        let mut at = 0;
        while at < of.len() {
            self.attribute_type(&of[at]);
            at += 1;
        }
    }
}

const fn count_of(count: u64) -> LimitNumber {
    LimitNumber { coefficient: count as i128, scale: 0 }
}
