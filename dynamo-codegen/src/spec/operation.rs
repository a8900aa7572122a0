//! What an access pattern does.

use super::update::UpdateSpec;
use crate::decode::{Context, Decode, Fields, OneOrMany};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Word};
use crate::syntax::Node;

/// The operation, and where it is named.
#[derive(Debug)]
pub(crate) struct OperationSpec {
    pub(crate) verb: Verb,
    pub(crate) span: Span,
    pub(crate) target: Target,
}

/// What the operation works on.
#[derive(Debug)]
pub(crate) enum Target {
    Entities(OneOrMany),
    Steps(Vec<StepSpec>),
}

/// The operations, named as the API's actions where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum Verb {
    Get,
    GetUnique,
    Query,
    Scan,
    Put,
    Create,
    Update,
    Upsert,
    Delete,
    MoveTo,
    BatchGet,
    BatchWrite,
    TransactGet,
    TransactWrite,
    SearchVectors,
}

impl Verb {
    pub(crate) const ALL: [(&'static str, Self); 15] = [
        ("get", Self::Get),
        ("get_unique", Self::GetUnique),
        ("query", Self::Query),
        ("scan", Self::Scan),
        ("put", Self::Put),
        ("create", Self::Create),
        ("update", Self::Update),
        ("upsert", Self::Upsert),
        ("delete", Self::Delete),
        ("move_to", Self::MoveTo),
        ("batch_get", Self::BatchGet),
        ("batch_write", Self::BatchWrite),
        ("transact_get", Self::TransactGet),
        ("transact_write", Self::TransactWrite),
        ("search_vectors", Self::SearchVectors),
    ];

    /// The key of the spec that names the operation.
    ///
    /// ```
    /// assert_eq!(dynamo_codegen::design::Verb::BatchGet.as_str(), "batch_get");
    /// ```
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, verb)| *verb == self).map_or("", |(word, _)| word)
    }

    /// Whether several entities may be named.
    pub(crate) fn takes_many(self) -> bool {
        matches!(self, Self::Query | Self::BatchGet | Self::BatchWrite | Self::TransactGet)
    }
}

/// `{ put = "OrderItem", each = "items", condition = "not exists" }`
#[derive(Debug)]
pub(crate) struct StepSpec {
    pub(crate) action: StepAction,
    pub(crate) name: Word,
    pub(crate) each: Option<Word>,
    /// The name of the parameter with the item, when it is not the entity's.
    pub(crate) item: Option<Word>,
    /// What the step's values are: `{ account = ":from", amount = "debit.amount" }`.
    pub(crate) with: Vec<(Word, Word)>,
    pub(crate) condition: Option<Word>,
    /// What an update changes.
    pub(crate) update: UpdateSpec,
}

/// What a step of a transaction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StepAction {
    /// Replaces an item.
    Put,
    /// Writes an item that must not be there.
    Create,
    /// Changes attributes of an item that must be there.
    Update,
    /// Writes all attributes of an item, whether it is there or not.
    Upsert,
    /// Deletes an item.
    Delete,
    /// Checks a condition on an item.
    Check,
    /// Does what another pattern does.
    Call,
}

impl StepAction {
    pub(crate) const ALL: [(&'static str, Self); 7] = [
        ("put", Self::Put),
        ("create", Self::Create),
        ("update", Self::Update),
        ("upsert", Self::Upsert),
        ("delete", Self::Delete),
        ("check", Self::Check),
        ("call", Self::Call),
    ];

    /// The key of the spec that names the action.
    pub(crate) fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, action)| *action == self).map_or("", |(word, _)| word)
    }
}

impl OperationSpec {
    pub(crate) fn read(fields: &mut Fields<'_, '_>, span: Span, cx: &Context<'_>) -> Option<Self> {
        let mut found = Vec::new();
        for (word, verb) in Verb::ALL {
            if let Some(entry) = fields.entry(word) {
                found.push((verb, entry));
            }
        }
        let [(verb, entry), others @ ..] = found.as_slice() else {
            let message = "an access pattern has an operation";
            let verbs: Vec<&str> = Verb::ALL.iter().map(|(word, _)| *word).collect();
            cx.report(
                Diagnostic::new(Code::MissingKey, span, message)
                    .label("none is here")
                    .help(format!("write one of {}", crate::suggest::sentence(&verbs))),
            );
            return None;
        };
        for (_, other) in others {
            let message = "a second operation";
            cx.report(
                Diagnostic::new(Code::Exclusive, other.key.span, message)
                    .label("leave it out, or make it a pattern of its own")
                    .also(entry.key.span, "the first one"),
            );
        }
        let span = entry.key.span;
        let target = match verb {
            Verb::TransactWrite => Target::Steps(Vec::decode(&entry.value, cx)?),
            verb if verb.takes_many() => Target::Entities(OneOrMany::decode(&entry.value, cx)?),
            _ => {
                let word = Word::decode(&entry.value, cx)?;
                let span = word.span;
                Target::Entities(OneOrMany { words: vec![word], is_list: false, span })
            }
        };
        Some(Self { verb: *verb, span, target })
    }
}

impl Decode for StepSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a step", cx)?;
        let mut actions: Vec<(StepAction, Word)> = Vec::new();
        for (word, action) in StepAction::ALL {
            actions.extend(fields.optional(word).map(|name| (action, name)));
        }
        let (each, condition) = (fields.optional("each"), fields.optional("condition"));
        let (item, with) = (fields.optional("as"), fields.named("with"));
        let update = UpdateSpec::read(&mut fields);
        fields.finish();
        if actions.len() > 1 {
            let message = "a step does one thing";
            cx.report(Diagnostic::new(Code::Exclusive, node.span, message).label("make it two steps"));
        }
        let Some((action, name)) = actions.into_iter().next() else {
            let message =
                "a step has one of `put`, `create`, `update`, `upsert`, `delete`, `check` and `call`";
            cx.report(Diagnostic::new(Code::MissingKey, node.span, message).label("none is here"));
            return None;
        };
        Some(Self { action, name, each, item, with, condition, update })
    }
}
