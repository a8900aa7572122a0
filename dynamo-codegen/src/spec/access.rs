//! `[access.NAME]`

use super::operation::OperationSpec;
use super::search::TopSpec;
use super::update::UpdateSpec;
use crate::decode::{Context, Decode, Fields, Keyword, Whole, word_of};
use crate::span::{Spanned, Word};
use crate::syntax::Node;

/// An access pattern.
#[derive(Debug)]
pub(crate) struct AccessSpec {
    pub(crate) id: Option<Word>,
    pub(crate) doc: Option<Word>,
    pub(crate) rate: Option<RateSpec>,
    pub(crate) operation: OperationSpec,
    pub(crate) options: Options,
    /// Which options are written, and where.
    pub(crate) written: Vec<Spanned<&'static str>>,
}

/// What belongs to some operations only.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) index: Option<Word>,
    /// What parts of the key are, where that is no parameter of the part's name.
    pub(crate) key: Vec<(Word, Word)>,
    /// The parameters in their order.
    pub(crate) parameters: Option<Spanned<Vec<Word>>>,
    pub(crate) select: Option<Spanned<Select>>,
    pub(crate) by: Vec<Word>,
    pub(crate) range: Option<RangeSpec>,
    pub(crate) filter: Option<Word>,
    pub(crate) order: Option<Spanned<Order>>,
    pub(crate) page: Option<Whole>,
    pub(crate) consistent: bool,
    pub(crate) hydrate: Option<Spanned<bool>>,
    pub(crate) fan_out: Option<Word>,
    pub(crate) project: Vec<Word>,
    pub(crate) returns: Option<ReturnsSpec>,
    pub(crate) update: UpdateSpec,
    pub(crate) condition: Option<Word>,
    pub(crate) failure: Option<FailureSpec>,
    pub(crate) each_max: Vec<(Word, Whole)>,
    pub(crate) token: Option<Word>,
    pub(crate) segments: Option<Whole>,
    pub(crate) top: Option<TopSpec>,
}

/// The keys of [`Options`].
pub(crate) const OPTIONS: [&str; 20] = [
    "index",
    "key",
    "parameters",
    "select",
    "by",
    "range",
    "filter",
    "order",
    "page",
    "consistent",
    "hydrate",
    "fan_out",
    "project",
    "returns",
    "condition",
    "on_condition_failure",
    "each_max",
    "idempotency_token",
    "segments",
    "top",
];

/// `{ avg = 20, peak = 400, items = 4, bytes = 600 }`
#[derive(Debug)]
pub(crate) struct RateSpec {
    pub(crate) average: Spanned<f64>,
    pub(crate) peak: Option<Spanned<f64>>,
    pub(crate) items: Option<Spanned<f64>>,
    pub(crate) bytes: Option<Whole>,
}

/// `{ field = "placed_at", ops = ["between"] }`
#[derive(Debug)]
pub(crate) struct RangeSpec {
    pub(crate) field: Word,
    pub(crate) operators: Vec<Spanned<RangeOperator>>,
}

/// One way to bound a range. Each becomes a method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RangeOperator {
    /// From a value to a value, both included.
    Between,
    /// From a moment on.
    Since,
    /// Before a moment.
    Before,
    /// A value and those above it.
    AtLeast,
    /// A value and those below it.
    AtMost,
    /// Above a value.
    Above,
    /// Below a value.
    Below,
    /// Texts that begin with a text.
    BeginsWith,
}

/// The order of a query's items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Ascending,
    Descending,
}

/// What of the items is asked for, when not their attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Select {
    /// How many there are.
    Count,
}

/// What a pattern returns.
#[derive(Debug)]
pub(crate) enum ReturnsSpec {
    /// `"new"`, `"old"` or `"none"`, of a write.
    Image(Spanned<Image>),
    /// `{ enum = "Entry" }`: the items of a query in key order.
    Enum(Word),
    /// `{ aggregate = "Page", root = "Order", one = {…}, optional = {…}, many = {…} }`
    Aggregate {
        name: Word,
        root: Option<Word>,
        one: Vec<(Word, Word)>,
        optional: Vec<(Word, Word)>,
        many: Vec<(Word, Word)>,
    },
}

/// Which state of an item a write returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Image {
    None,
    Old,
    New,
}

/// `{ error = "OutOfStock", return_old = true }`
#[derive(Debug)]
pub(crate) struct FailureSpec {
    pub(crate) error: Word,
    pub(crate) return_old: bool,
}

impl Decode for AccessSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "an access pattern", cx)?;
        let (id, doc, rate) = (fields.optional("id"), fields.optional("doc"), fields.optional("rate"));
        let operation = OperationSpec::read(&mut fields, node.span, cx);
        let update = UpdateSpec::read(&mut fields);
        let written = OPTIONS
            .into_iter()
            .filter_map(|option| Some(Spanned::new(option, fields.entry(option)?.key.span)))
            .chain(update.written.iter().cloned())
            .collect();
        let options = Options {
            index: fields.optional("index"),
            key: fields.named("key"),
            parameters: fields
                .entry("parameters")
                .and_then(|entry| Some(Spanned::new(Vec::decode(&entry.value, cx)?, entry.key.span))),
            select: fields.optional("select"),
            by: fields.list("by"),
            range: fields.optional("range"),
            filter: fields.optional("filter"),
            order: fields.optional("order"),
            page: fields.optional("page"),
            consistent: fields.flag("consistent"),
            hydrate: fields.optional("hydrate"),
            fan_out: fields.optional("fan_out"),
            project: fields.list("project"),
            returns: fields.optional("returns"),
            update,
            condition: fields.optional("condition"),
            failure: fields.optional("on_condition_failure"),
            each_max: fields.named("each_max"),
            token: fields.optional("idempotency_token"),
            segments: fields.optional("segments"),
            top: fields.optional("top"),
        };
        fields.finish();
        Some(Self { id, doc, rate, operation: operation?, options, written })
    }
}

impl Decode for RateSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a rate", cx)?;
        let average = fields.required("avg");
        let (peak, items, bytes) =
            (fields.optional("peak"), fields.optional("items"), fields.optional("bytes"));
        fields.finish();
        Some(Self { average: average?, peak, items, bytes })
    }
}

impl Decode for RangeSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a range", cx)?;
        let (field, operators) = (fields.required("field"), fields.required("ops"));
        fields.finish();
        Some(Self { field: field?, operators: operators? })
    }
}

impl RangeOperator {
    /// The word of the spec.
    pub fn as_str(self) -> &'static str {
        Self::WORDS.iter().find(|(_, operator)| *operator == self).map_or("", |(word, _)| word)
    }
}

impl Keyword for RangeOperator {
    const WHAT: &'static str = "range operator";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("between", Self::Between),
        ("since", Self::Since),
        ("before", Self::Before),
        ("at_least", Self::AtLeast),
        ("at_most", Self::AtMost),
        ("above", Self::Above),
        ("below", Self::Below),
        ("begins_with", Self::BeginsWith),
    ];
}

impl Keyword for Order {
    const WHAT: &'static str = "order";
    const WORDS: &'static [(&'static str, Self)] =
        &[("ascending", Self::Ascending), ("descending", Self::Descending)];
}

impl Keyword for Select {
    const WHAT: &'static str = "selection";
    const WORDS: &'static [(&'static str, Self)] = &[("count", Self::Count)];
}

impl Keyword for Image {
    const WHAT: &'static str = "state of an item to return";
    const WORDS: &'static [(&'static str, Self)] =
        &[("none", Self::None), ("old", Self::Old), ("new", Self::New)];
}

impl Decode for ReturnsSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if word_of(node).is_some() {
            return Spanned::<Image>::decode(node, cx).map(Self::Image);
        }
        let mut fields = Fields::of(node, "`returns`", cx)?;
        if let Some(name) = fields.optional("enum") {
            fields.finish();
            return Some(Self::Enum(name));
        }
        let name = fields.required("aggregate");
        let root = fields.optional("root");
        let (one, optional, many) = (fields.named("one"), fields.named("optional"), fields.named("many"));
        fields.finish();
        Some(Self::Aggregate { name: name?, root, one, optional, many })
    }
}

impl Decode for FailureSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "`on_condition_failure`", cx)?;
        let error = fields.required("error");
        let return_old = fields.flag("return_old");
        fields.finish();
        Some(Self { error: error?, return_old })
    }
}
