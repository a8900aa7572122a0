//! What an update does: the same keys in an access pattern and in a step of a transaction.

use crate::decode::{Context, Decode, Fields, mismatch};
use crate::span::{Spanned, Word};
use crate::syntax::{Kind, Node};

/// The changes of an update.
#[derive(Debug, Default)]
pub(crate) struct UpdateSpec {
    pub(crate) set: Vec<(Word, Option<Word>)>,
    pub(crate) add: Vec<(Word, Word)>,
    pub(crate) subtract: Vec<(Word, Word)>,
    pub(crate) remove: Vec<Word>,
    pub(crate) append: Vec<Word>,
    pub(crate) prepend: Vec<Word>,
    pub(crate) insert: Vec<Word>,
    pub(crate) discard: Vec<Word>,
    pub(crate) if_absent: Vec<(Word, Option<Word>)>,
    pub(crate) given: Vec<Word>,
    /// Which of its keys are written, and where.
    pub(crate) written: Vec<Spanned<&'static str>>,
}

impl UpdateSpec {
    /// The keys that change something.
    pub(crate) const ACTIONS: [&'static str; 9] =
        ["set", "add", "subtract", "remove", "append", "prepend", "insert", "discard", "if_absent"];

    /// All keys.
    pub(crate) const KEYS: [&'static str; 10] =
        ["set", "add", "subtract", "remove", "append", "prepend", "insert", "discard", "if_absent", "given"];

    pub(crate) fn read(fields: &mut Fields<'_, '_>) -> Self {
        let written = Self::KEYS
            .into_iter()
            .filter_map(|option| Some(Spanned::new(option, fields.entry(option)?.key.span)))
            .collect();
        Self {
            set: fields.optional::<Assignments>("set").map(|set| set.0).unwrap_or_default(),
            add: fields.named("add"),
            subtract: fields.named("subtract"),
            remove: fields.list("remove"),
            append: fields.list("append"),
            prepend: fields.list("prepend"),
            insert: fields.list("insert"),
            discard: fields.list("discard"),
            if_absent: fields.optional::<Assignments>("if_absent").map(|set| set.0).unwrap_or_default(),
            given: fields.list("given"),
            written,
        }
    }

    /// Whether anything is changed.
    pub(crate) fn changes(&self) -> bool {
        self.written.iter().any(|option| Self::ACTIONS.contains(&option.value))
    }
}

/// `["phone?"]`: to the values of parameters of these names; or `{ status = "'done'" }`.
struct Assignments(Vec<(Word, Option<Word>)>);

impl Decode for Assignments {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        match &node.kind {
            Kind::List(_) => {
                let names: Vec<Word> = Vec::decode(node, cx)?;
                Some(Self(names.into_iter().map(|name| (name, None)).collect()))
            }
            Kind::Table(_) => {
                let named: Vec<(Word, Word)> = Vec::decode(node, cx)?;
                Some(Self(named.into_iter().map(|(name, value)| (name, Some(value))).collect()))
            }
            _ => {
                mismatch(node, "a list of fields, or a table of fields and values", cx);
                None
            }
        }
    }
}
