//! Fields of entities and documents.

use dynamo_schema::LimitNumber;

use crate::decode::{Context, Decode, Fields, Whole, mismatch, word_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Spanned, Word};
use crate::syntax::{Kind, Node};

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
    pub(crate) history: HistorySpec,
    pub(crate) computed: Option<ComputedSpec>,
}

/// `computed = "crate::model::words", from = ["title", "author"]`
#[derive(Debug)]
pub(crate) struct ComputedSpec {
    pub(crate) function: Word,
    pub(crate) from: Vec<Word>,
}

/// From which version of its entity on a field is there, and until which.
#[derive(Debug, Default)]
pub(crate) struct HistorySpec {
    pub(crate) since: Option<Whole>,
    pub(crate) until: Option<Whole>,
    /// The field that it was before.
    pub(crate) renamed_from: Option<Word>,
}

impl HistorySpec {
    /// What is written of it, with its place.
    pub(crate) fn written(&self) -> impl Iterator<Item = (&'static str, Span)> {
        let since = self.since.as_ref().map(|since| ("since", since.span));
        let until = self.until.as_ref().map(|until| ("until", until.span));
        let renamed = self.renamed_from.as_ref().map(|renamed| ("renamed_from", renamed.span));
        [since, until, renamed].into_iter().flatten()
    }
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
    /// `{ serde = "crate::model::Blob" }`, a type in Rust
    Serde(Word),
}

/// What a field is for, besides its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RoleWord {
    Lock,
    Created,
    Updated,
    Generate,
    ReadOnly,
    Hidden,
}

impl RoleWord {
    pub(crate) const ALL: [(&'static str, Self); 6] = [
        ("lock", Self::Lock),
        ("created", Self::Created),
        ("updated", Self::Updated),
        ("generate", Self::Generate),
        ("read_only", Self::ReadOnly),
        ("hidden", Self::Hidden),
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

impl Decode for FieldSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Some(text) = word_of(node) {
            return Some(Self::of(ShapeSpec::Type(text)));
        }
        if !matches!(node.kind, Kind::Table(_)) {
            mismatch(node, "a type such as `\"ulid\"`, or a table with `type`, `enum`, `ref` or `serde`", cx);
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
        let history = HistorySpec {
            since: fields.optional("since"),
            until: fields.optional("until"),
            renamed_from: fields.optional("renamed_from"),
        };
        let function: Option<Word> = fields.optional("computed");
        let from: Option<Spanned<Vec<Word>>> = fields.optional("from");
        fields.finish();
        let computed = match (function, from) {
            (Some(function), Some(from)) => Some(ComputedSpec { function, from: from.value }),
            (None, None) => None,
            (function, from) => {
                let span = function.map_or(node.span, |function| function.span);
                let message = "what is computed needs a function, and the fields that it takes";
                cx.report(
                    Diagnostic::new(Code::MissingKey, from.map_or(span, |from| from.span), message)
                        .label("write `computed = \"crate::model::words\", from = [\"title\"]`"),
                );
                None
            }
        };
        Some(Self {
            optional,
            rename,
            doc,
            default,
            roles,
            after,
            limits,
            history,
            computed,
            ..Self::of(shape?)
        })
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
            history: HistorySpec::default(),
            computed: None,
        }
    }
}

/// Exactly one of `type`, `enum`, `ref` and `serde`.
fn shape(fields: &mut Fields<'_, '_>, span: Span, cx: &Context<'_>) -> Option<ShapeSpec> {
    let of_type = fields.optional("type").map(ShapeSpec::Type);
    let of_enum = fields.optional("enum").map(ShapeSpec::Enum);
    let embed =
        fields.entry("embed").map(|entry| (entry.value.span, Spanned::<bool>::decode(&entry.value, cx)));
    let of_ref = fields.optional("ref").map(|name: Word| {
        let embeds = embed.and_then(|(_, embed)| embed).is_some_and(|embed| embed.value);
        if !embeds {
            let message = "a reference to an entity embeds a copy of it";
            cx.report(
                Diagnostic::new(Code::MissingKey, name.span, message).label("write `embed = true`").help(
                    "to point at the other item, store what its key is made of: `customer_id = \"ulid\"`",
                ),
            );
        }
        ShapeSpec::Embed(name)
    });
    let of_serde = fields.optional("serde").map(ShapeSpec::Serde);
    let mut shapes = [of_type, of_enum, of_ref, of_serde].into_iter().flatten();
    match (shapes.next(), shapes.next()) {
        (Some(shape), None) => Some(shape),
        (None, _) => {
            let message = "a field has a `type`, an `enum`, a `ref` or a `serde`";
            cx.report(Diagnostic::new(Code::MissingKey, span, message).label("none of them is here"));
            None
        }
        (Some(_), Some(_)) => {
            let message = "a field has one of `type`, `enum`, `ref` and `serde`";
            cx.report(Diagnostic::new(Code::Exclusive, span, message).label("leave all but one out"));
            None
        }
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
