//! `[entity.NAME]` and `[type.NAME]`

use dynamo_schema::LimitNumber;

use crate::decode::{Context, Decode, Fields, OneOrMany, Whole, mismatch, word_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Spanned, Word};
use crate::syntax::{Kind, Node};

/// A kind of item.
#[derive(Debug)]
pub(crate) struct EntitySpec {
    pub(crate) doc: Option<Word>,
    /// The value of the kind attribute, when not the name in snake case.
    pub(crate) name: Option<Word>,
    pub(crate) pk: OneOrMany,
    pub(crate) sk: Option<OneOrMany>,
    pub(crate) indexes: Vec<(Word, EntrySpec)>,
    pub(crate) optimistic_lock: Option<Spanned<bool>>,
    pub(crate) unique: Vec<UniqueSpec>,
    pub(crate) expect: Option<ExpectSpec>,
    pub(crate) fields: Vec<(Word, FieldSpec)>,
}

/// `index.GSI1 = { pk = "…", sk = "…", when = "…" }`
#[derive(Debug)]
pub(crate) struct EntrySpec {
    /// The name of the query, when not the index's in snake case.
    pub(crate) name: Option<Word>,
    pub(crate) pk: Option<OneOrMany>,
    pub(crate) sk: Option<OneOrMany>,
    pub(crate) when: Option<Word>,
    pub(crate) span: Span,
}

/// `"email"`, `"email:lower"` or `{ field = "name", scope = ["tenant_id"] }`
#[derive(Debug)]
pub(crate) struct UniqueSpec {
    pub(crate) field: Word,
    pub(crate) scope: Vec<Word>,
}

/// `{ count = 1_000, per_parent = 3, bytes = 400 }`
#[derive(Debug)]
pub(crate) struct ExpectSpec {
    pub(crate) count: Option<Whole>,
    pub(crate) per_parent: Option<Spanned<f64>>,
    pub(crate) bytes: Option<Whole>,
}

/// A field: its type as a text, or a table.
#[derive(Debug)]
pub(crate) struct FieldSpec {
    pub(crate) shape: ShapeSpec,
    pub(crate) optional: Option<Spanned<bool>>,
    pub(crate) rename: Option<Word>,
    pub(crate) doc: Option<Word>,
    pub(crate) default: Option<DefaultSpec>,
    pub(crate) roles: Vec<Spanned<RoleWord>>,
    pub(crate) after: Option<Word>,
    pub(crate) limits: LimitsSpec,
}

/// What a field or a type is.
#[derive(Debug)]
pub(crate) enum ShapeSpec {
    /// `"list<string>?"`
    Type(Word),
    /// `{ enum = ["open", "done"] }`
    Enum(Spanned<Vec<Word>>),
    /// `{ ref = "Address", embed = true }`
    Embed(Word),
}

/// `[type.NAME]`
#[derive(Debug)]
pub(crate) struct TypeSpec {
    pub(crate) doc: Option<Word>,
    pub(crate) body: BodySpec,
}

/// What a named type is made of.
#[derive(Debug)]
pub(crate) enum BodySpec {
    Enum(Spanned<Vec<Word>>),
    Document(Vec<(Word, FieldSpec)>),
    Union { tag: Option<Word>, variants: Vec<(Word, Vec<(Word, FieldSpec)>)> },
}

/// What a field is for, besides its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RoleWord {
    Lock,
    Created,
    Updated,
    Generate,
    ReadOnly,
}

impl RoleWord {
    pub(crate) const ALL: [(&'static str, Self); 5] = [
        ("lock", Self::Lock),
        ("created", Self::Created),
        ("updated", Self::Updated),
        ("generate", Self::Generate),
        ("read_only", Self::ReadOnly),
    ];

    pub(crate) fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, role)| *role == self).map_or("", |(word, _)| word)
    }
}

/// A default value.
#[derive(Debug)]
pub(crate) struct DefaultSpec {
    pub(crate) value: DefaultValue,
    pub(crate) span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum DefaultValue {
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(String),
    /// `[]` or `{}`
    Empty,
}

/// What values a field may have.
#[derive(Debug, Default)]
pub(crate) struct LimitsSpec {
    pub(crate) min: Option<Spanned<LimitNumber>>,
    pub(crate) max: Option<Spanned<LimitNumber>>,
    pub(crate) min_length: Option<Whole>,
    pub(crate) max_length: Option<Whole>,
    pub(crate) min_bytes: Option<Whole>,
    pub(crate) max_bytes: Option<Whole>,
    pub(crate) pattern: Option<Word>,
}

impl Decode for EntitySpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "an entity", cx)?;
        let (doc, name) = (fields.optional("doc"), fields.optional("name"));
        let (pk, sk) = (fields.required("pk"), fields.optional("sk"));
        let indexes = fields.named("index");
        let optimistic_lock = fields.optional("optimistic_lock");
        let unique = fields.list("unique");
        let expect = fields.optional("expect");
        let own = fields.required("fields");
        fields.unsupported(&["rust", "version", "rest", "rename_all", "renamed_from"]);
        fields.finish();
        let (pk, fields) = (pk?, own?);
        Some(Self { doc, name, pk, sk, indexes, optimistic_lock, unique, expect, fields })
    }
}

impl Decode for EntrySpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "an entity's part in an index", cx)?;
        let name = fields.optional("name");
        let (pk, sk) = (fields.optional("pk"), fields.optional("sk"));
        let when = fields.optional("when");
        fields.finish();
        Some(Self { name, pk, sk, when, span: node.span })
    }
}

impl Decode for UniqueSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Some(field) = word_of(node) {
            return Some(Self { field, scope: Vec::new() });
        }
        let mut fields = Fields::of(node, "a unique attribute", cx)?;
        let field = fields.required("field");
        let scope = fields.list("scope");
        fields.finish();
        Some(Self { field: field?, scope })
    }
}

impl Decode for ExpectSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "`expect`", cx)?;
        let (count, per_parent, bytes) =
            (fields.optional("count"), fields.optional("per_parent"), fields.optional("bytes"));
        fields.finish();
        Some(Self { count, per_parent, bytes })
    }
}

impl Decode for FieldSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Some(text) = word_of(node) {
            return Some(Self::of(ShapeSpec::Type(text)));
        }
        if !matches!(node.kind, Kind::Table(_)) {
            mismatch(node, "a type such as `\"ulid\"`, or a table with `type`, `enum` or `ref`", cx);
            return None;
        }
        let mut fields = Fields::of(node, "a field", cx)?;
        let shape = shape(&mut fields, node.span, cx);
        let optional = fields.optional("optional");
        let (rename, doc) = (fields.optional("rename"), fields.optional("doc"));
        let default = fields.optional("default");
        let mut roles = Vec::new();
        for (word, role) in RoleWord::ALL {
            roles.extend(fields.entry(word).and_then(|entry| {
                let is_set = Spanned::<bool>::decode(&entry.value, cx)?;
                is_set.value.then(|| Spanned::new(role, entry.key.span))
            }));
        }
        let after = fields.optional("after");
        let limits = LimitsSpec {
            min: fields.optional("min"),
            max: fields.optional("max"),
            min_length: fields.optional("min_length"),
            max_length: fields.optional("max_length"),
            min_bytes: fields.optional("min_bytes"),
            max_bytes: fields.optional("max_bytes"),
            pattern: fields.optional("pattern"),
        };
        fields.unsupported(&["serde", "renamed_from", "since"]);
        fields.finish();
        Some(Self { optional, rename, doc, default, roles, after, limits, ..Self::of(shape?) })
    }
}

impl FieldSpec {
    fn of(shape: ShapeSpec) -> Self {
        Self {
            shape,
            optional: None,
            rename: None,
            doc: None,
            default: None,
            roles: Vec::new(),
            after: None,
            limits: LimitsSpec::default(),
        }
    }
}

/// Exactly one of `type`, `enum` and `ref`.
fn shape(fields: &mut Fields<'_, '_>, span: Span, cx: &Context<'_>) -> Option<ShapeSpec> {
    let of_type = fields.optional("type").map(ShapeSpec::Type);
    let of_enum = fields.optional("enum").map(ShapeSpec::Enum);
    let embed =
        fields.entry("embed").map(|entry| (entry.value.span, Spanned::<bool>::decode(&entry.value, cx)));
    let of_ref = fields.optional("ref").map(|name: Word| {
        let embeds = embed.and_then(|(_, embed)| embed).is_some_and(|embed| embed.value);
        if !embeds {
            let message = "a reference that is not embedded is not supported yet";
            cx.report(
                Diagnostic::new(Code::NotSupported, name.span, message)
                    .label("write `embed = true`")
                    .help("store the other entity's identifier in a field of its own to point at it"),
            );
        }
        ShapeSpec::Embed(name)
    });
    let mut shapes = [of_type, of_enum, of_ref].into_iter().flatten();
    match (shapes.next(), shapes.next()) {
        (Some(shape), None) => Some(shape),
        (None, _) => {
            let message = "a field has a `type`, an `enum` or a `ref`";
            cx.report(Diagnostic::new(Code::MissingKey, span, message).label("none of them is here"));
            None
        }
        (Some(_), Some(_)) => {
            let message = "a field has one of `type`, `enum` and `ref`";
            cx.report(Diagnostic::new(Code::Exclusive, span, message).label("leave all but one out"));
            None
        }
    }
}

impl Decode for TypeSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a type", cx)?;
        let doc = fields.optional("doc");
        let of_enum = fields.optional("enum").map(BodySpec::Enum);
        let document = fields.optional("fields").map(BodySpec::Document);
        let tag = fields.optional("tag");
        let union = fields.optional("variants").map(|variants| BodySpec::Union { tag, variants });
        fields.finish();
        let mut bodies = [of_enum, document, union].into_iter().flatten();
        if let (Some(body), None) = (bodies.next(), bodies.next()) {
            return Some(Self { doc, body });
        }
        let message = "a type has exactly one of `enum`, `fields` and `variants`";
        cx.report(
            Diagnostic::new(Code::Exclusive, node.span, message).label("one of them, no more and no less"),
        );
        None
    }
}

/// A number that a range is bounded by: the digits as they are written.
impl Decode for Spanned<LimitNumber> {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let digits = match &node.kind {
            Kind::Integer(value) => value.to_string(),
            Kind::Float(value) => value.to_string(),
            _ => {
                mismatch(node, "a number", cx);
                return None;
            }
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let coefficient = format!("{whole}{fraction}").parse::<i128>().ok();
        let scale = u8::try_from(fraction.len()).ok().filter(|scale| *scale <= 28);
        let number = coefficient.zip(scale).map(|(coefficient, scale)| LimitNumber { coefficient, scale });
        if number.is_none() {
            let message = "a limit is a number of at most 38 digits";
            cx.report(Diagnostic::new(Code::OutOfRange, node.span, message).label("out of range"));
        }
        number.map(|number| Self::new(number, node.span))
    }
}

impl Decode for DefaultSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let value = match &node.kind {
            Kind::Bool(value) => DefaultValue::Bool(*value),
            Kind::Integer(value) => DefaultValue::Integer(*value),
            Kind::Float(value) => DefaultValue::Float(*value),
            Kind::Text(text) => DefaultValue::Text(text.clone()),
            Kind::List(list) if list.is_empty() => DefaultValue::Empty,
            Kind::Table(table) if table.is_empty() => DefaultValue::Empty,
            _ => {
                mismatch(node, "a Boolean, a number, a text, `[]` or `{}`", cx);
                return None;
            }
        };
        Some(Self { value, span: node.span })
    }
}
