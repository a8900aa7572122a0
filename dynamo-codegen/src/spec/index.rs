//! `[index.NAME]`

use super::capacity::{InsightsSpec, ThroughputSpec, UnitsSpec};
use super::table::KeySpec;
use crate::decode::{Context, Decode, Fields, Keyword, mismatch, word_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Spanned, Word};
use crate::syntax::{Kind, Node};
use dynamo_schema::IndexScope;

/// A secondary index.
#[derive(Debug)]
pub(crate) struct IndexSpec {
    pub(crate) scope: IndexScope,
    /// Empty when a local index leaves it to the table.
    pub(crate) pk: Vec<KeySpec>,
    pub(crate) sk: Vec<KeySpec>,
    pub(crate) projection: Option<ProjectionSpec>,
    pub(crate) options: IndexOptionsSpec,
}

/// What an environment can have otherwise than the index itself.
#[derive(Debug, Default)]
pub(crate) struct IndexOptionsSpec {
    pub(crate) throughput: Option<ThroughputSpec>,
    pub(crate) warm: Option<UnitsSpec>,
    pub(crate) limits: Option<UnitsSpec>,
    pub(crate) insights: Option<InsightsSpec>,
}

impl IndexOptionsSpec {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            throughput: fields.optional("provisioned"),
            warm: fields.optional("warm_throughput"),
            limits: fields.optional("on_demand_limits"),
            insights: fields.optional("contributor_insights"),
        }
    }
}

/// `[env.NAME.index.NAME]`
impl Decode for IndexOptionsSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "the index of an environment", cx)?;
        let options = Self::read(&mut fields);
        fields.finish();
        Some(options)
    }
}

/// `"all"`, `"keys-only"` or `{ include = ["status"] }`
#[derive(Debug, Clone)]
pub(crate) enum ProjectionSpec {
    All,
    KeysOnly,
    Include(Vec<Word>),
}

impl Decode for IndexSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "an index", cx)?;
        let scope =
            fields.optional::<Spanned<IndexScope>>("scope").map_or(IndexScope::Global, |scope| scope.value);
        let pk: Option<KeyList> = match scope {
            IndexScope::Global => fields.required("pk"),
            IndexScope::Local => fields.optional("pk"),
        };
        let sk: Option<KeyList> = match scope {
            IndexScope::Global => fields.optional("sk"),
            IndexScope::Local => fields.required("sk"),
        };
        let projection = fields.optional("projection");
        let options = IndexOptionsSpec::read(&mut fields);
        fields.finish();
        if scope == IndexScope::Global && pk.is_none() {
            return None;
        }
        let keys = |list: Option<KeyList>| list.map(|list| list.0).unwrap_or_default();
        Some(Self { scope, pk: keys(pk), sk: keys(sk), projection, options })
    }
}

impl Keyword for IndexScope {
    const WHAT: &'static str = "scope of an index";
    const WORDS: &'static [(&'static str, Self)] = &[("global", Self::Global), ("local", Self::Local)];
}

/// One key attribute, or a list of them.
struct KeyList(Vec<KeySpec>);

impl Decode for KeyList {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        match &node.kind {
            Kind::List(_) => Vec::decode(node, cx).map(Self),
            _ => KeySpec::decode(node, cx).map(|key| Self(vec![key])),
        }
    }
}

impl Keyword for ProjectionWord {
    const WHAT: &'static str = "projection";
    const WORDS: &'static [(&'static str, Self)] = &[("all", Self::All), ("keys-only", Self::KeysOnly)];
}

#[derive(Clone, Copy)]
enum ProjectionWord {
    All,
    KeysOnly,
}

impl Decode for ProjectionSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Some(word) = word_of(node) {
            return Some(match ProjectionWord::of(&word, cx)? {
                ProjectionWord::All => Self::All,
                ProjectionWord::KeysOnly => Self::KeysOnly,
            });
        }
        if !matches!(node.kind, Kind::Table(_)) {
            mismatch(node, "`\"all\"`, `\"keys-only\"` or `{ include = [\"status\"] }`", cx);
            return None;
        }
        let mut fields = Fields::of(node, "a projection", cx)?;
        let include: Option<Vec<Word>> = fields.required("include");
        fields.finish();
        let include = include?;
        if include.is_empty() {
            cx.report(
                Diagnostic::new(Code::EmptyProjection, node.span, "the projection includes no attribute")
                    .label("name attributes, or write `\"keys-only\"`"),
            );
        }
        Some(Self::Include(include))
    }
}
