//! `[seed.NAME]` and `[example.NAME]`

use crate::decode::{Context, Decode, Fields, mismatch, word_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Spanned, Word};
use crate::syntax::{Kind, Node};

/// A value of any kind, to be looked at when its type is known.
#[derive(Debug, Clone)]
pub(crate) struct Raw(pub(crate) Node);

/// `[seed.ada.Customer]`: an item that is there before each example.
#[derive(Debug)]
pub(crate) struct SeedSpec {
    pub(crate) entity: Word,
    pub(crate) fields: Vec<(Word, Raw)>,
}

/// `[example.NAME]`: a use of an access pattern, and what comes of it.
#[derive(Debug)]
pub(crate) struct ExampleSpec {
    pub(crate) doc: Option<Word>,
    pub(crate) access: Word,
    /// Which of the pattern's ranges.
    pub(crate) range: Option<Spanned<super::access::RangeOperator>>,
    /// The values of its parameters.
    pub(crate) with: Vec<(Word, Raw)>,
    pub(crate) returns: Option<Spanned<Vec<ItemSpec>>>,
    pub(crate) fails: Option<Word>,
    /// Items as they are stored afterwards.
    pub(crate) leaves: Vec<ItemSpec>,
    /// Seeds of which nothing is stored afterwards.
    pub(crate) gone: Vec<Word>,
}

/// An item: `"ada"`, `{ like = "ada", phone = "…" }` or `{ Customer = { … } }`
#[derive(Debug)]
pub(crate) enum ItemSpec {
    Seed(Word),
    Like(Word, Vec<(Word, Raw)>),
    Whole(SeedSpec),
}

impl Decode for Raw {
    fn decode(node: &Node, _: &Context<'_>) -> Option<Self> {
        Some(Self(node.clone()))
    }
}

impl Decode for SeedSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let named: Vec<(Word, Raw)> = Vec::decode(node, cx)?;
        let [(entity, fields)] = named.as_slice() else {
            let message = "an item is of one entity";
            cx.report(Diagnostic::new(Code::Exclusive, node.span, message).label("name one entity"));
            return None;
        };
        Some(Self { entity: entity.clone(), fields: Vec::decode(&fields.0, cx)? })
    }
}

impl Decode for ExampleSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "an example", cx)?;
        let (doc, access) = (fields.optional("doc"), fields.required("access"));
        let (range, with) = (fields.optional("range"), fields.named("with"));
        let returns = fields
            .entry("returns")
            .and_then(|entry| Some(Spanned::new(items(&entry.value, cx)?, entry.key.span)));
        let fails = fields.optional("fails");
        let leaves = fields.entry("leaves").and_then(|entry| items(&entry.value, cx)).unwrap_or_default();
        let gone = fields.list("gone");
        fields.finish();
        Some(Self { doc, access: access?, range, with, returns, fails, leaves, gone })
    }
}

/// One item or a list of them.
pub(crate) fn items(node: &Node, cx: &Context<'_>) -> Option<Vec<ItemSpec>> {
    match &node.kind {
        Kind::List(_) => Vec::decode(node, cx),
        _ => ItemSpec::decode(node, cx).map(|item| vec![item]),
    }
}

impl Decode for ItemSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Some(seed) = word_of(node) {
            return Some(Self::Seed(seed));
        }
        let Kind::Table(entries) = &node.kind else {
            mismatch(node, "the name of a seed, or an item such as `{ like = \"ada\", phone = \"…\" }`", cx);
            return None;
        };
        let Some(like) = entries.iter().find(|entry| entry.key.as_str() == "like") else {
            return SeedSpec::decode(node, cx).map(Self::Whole);
        };
        let like = Word::decode(&like.value, cx)?;
        let mut fields: Vec<(Word, Raw)> = Vec::decode(node, cx)?;
        fields.retain(|(word, _)| word.as_str() != "like");
        Some(Self::Like(like, fields))
    }
}

impl ItemSpec {
    /// Where it is written.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Seed(word) | Self::Like(word, _) => word.span,
            Self::Whole(item) => item.entity.span,
        }
    }
}
