//! Roles, consumers, environments, alarms, outputs and assertions.

use super::index::IndexOptionsSpec;
use super::table::{OptionsSpec, ParameterOnly};
use crate::decode::{Context, Decode, Fields, Keyword, Whole};
use crate::span::{Span, Spanned, Word};
use crate::syntax::Node;

/// `[role.NAME]`
#[derive(Debug)]
pub(crate) struct RoleSpec {
    pub(crate) access: Vec<Word>,
    pub(crate) tenant: Option<TenantSpec>,
    pub(crate) span: Span,
}

/// `tenant = { leading_keys = ["…"], patterns = ["…"] }`
#[derive(Debug)]
pub(crate) struct TenantSpec {
    pub(crate) leading_keys: Vec<Word>,
    pub(crate) patterns: Vec<Word>,
}

/// `[stream.NAME]`
#[derive(Debug)]
pub(crate) struct StreamSpec {
    pub(crate) entities: Vec<Word>,
    pub(crate) events: Vec<Spanned<StreamEvent>>,
    pub(crate) batch: Option<Whole>,
    pub(crate) report_failures: bool,
    pub(crate) from_latest: bool,
    /// Whether a batch that fails is halved before it is tried again.
    pub(crate) bisect: bool,
    /// Seconds that a batch is filled over.
    pub(crate) window: Option<Whole>,
    /// How many batches of one shard are handled at once.
    pub(crate) parallel: Option<Whole>,
    /// How often a batch is tried again.
    pub(crate) retries: Option<Whole>,
    /// The age in seconds at which a record is given up.
    pub(crate) max_age: Option<Whole>,
    /// Whether what is given up is told to a place that is a parameter of the template.
    pub(crate) tells_failures: bool,
}

/// What a consumer of the stream is told about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StreamEvent {
    /// An item came to be.
    Insert,
    /// An item changed.
    Modify,
    /// An item was deleted.
    Remove,
}

/// `[env.NAME]`
#[derive(Debug)]
pub(crate) struct EnvironmentSpec {
    pub(crate) table: OptionsSpec,
    pub(crate) indexes: Vec<(Word, IndexOptionsSpec)>,
    pub(crate) alarms: Option<AlarmsSpec>,
}

/// `[alarms]`
#[derive(Debug)]
pub(crate) struct AlarmsSpec {
    pub(crate) throttles: bool,
    pub(crate) system_errors: bool,
    /// Milliseconds.
    pub(crate) latency: Option<Whole>,
    /// Per cent.
    pub(crate) capacity: Option<Whole>,
    pub(crate) has_topic: bool,
}

/// `[output.NAME]`
#[derive(Debug)]
pub(crate) struct OutputSpec {
    pub(crate) path: Word,
}

/// One `[[assert]]`.
#[derive(Debug)]
pub(crate) struct AssertSpec {
    /// The only patterns that may scan.
    pub(crate) scans: Option<Spanned<Vec<Word>>>,
    /// What requests and storage cost at most, in US dollars a month.
    pub(crate) most: Option<Spanned<f64>>,
    pub(crate) prices: Option<PricesSpec>,
}

/// `{ read = 0.125, write = 0.625, storage = 0.25 }`: US dollars for a million units, and for a gigabyte a month.
#[derive(Debug)]
pub(crate) struct PricesSpec {
    pub(crate) read: Option<Spanned<f64>>,
    pub(crate) write: Option<Spanned<f64>>,
    pub(crate) storage: Option<Spanned<f64>>,
}

impl Decode for PricesSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "prices", cx)?;
        let (read, write, storage) =
            (fields.optional("read"), fields.optional("write"), fields.optional("storage"));
        fields.finish();
        Some(Self { read, write, storage })
    }
}

impl Decode for RoleSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a role", cx)?;
        let access = fields.required("access");
        let tenant = fields.optional("tenant");
        fields.finish();
        Some(Self { access: access?, tenant, span: node.span })
    }
}

impl Decode for TenantSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "`tenant`", cx)?;
        let (leading_keys, patterns) = (fields.required("leading_keys"), fields.list("patterns"));
        fields.finish();
        Some(Self { leading_keys: leading_keys?, patterns })
    }
}

impl Keyword for StreamEvent {
    const WHAT: &'static str = "event of a stream";
    const WORDS: &'static [(&'static str, Self)] =
        &[("insert", Self::Insert), ("modify", Self::Modify), ("remove", Self::Remove)];
}

/// Where a consumer that is new begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StartingPosition {
    Oldest,
    Latest,
}

impl Keyword for StartingPosition {
    const WHAT: &'static str = "starting position";
    const WORDS: &'static [(&'static str, Self)] =
        &[("trim-horizon", Self::Oldest), ("latest", Self::Latest)];
}

impl Decode for StreamSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a consumer of the stream", cx)?;
        let (entities, events) = (fields.list("entities"), fields.list("events"));
        let batch = fields.optional("batch");
        let report_failures = fields.flag("report_batch_item_failures");
        let start: Option<Spanned<StartingPosition>> = fields.optional("starting_position");
        let bisect: Option<Spanned<bool>> = fields.optional("bisect");
        let (window, parallel) = (fields.optional("window"), fields.optional("parallel"));
        let (retries, max_age) = (fields.optional("retries"), fields.optional("max_age"));
        let mut is_parameter = |key| {
            let word: Option<Word> = fields.optional(key);
            word.is_some_and(|word| ParameterOnly::of(&word, cx).is_some())
        };
        let tells_failures = is_parameter("on_failure");
        // The function always is a parameter; to say so is no error.
        is_parameter("function");
        fields.finish();
        Some(Self {
            entities,
            events,
            batch,
            report_failures,
            from_latest: start.is_some_and(|start| start.value == StartingPosition::Latest),
            bisect: bisect.is_none_or(|bisect| bisect.value),
            window,
            parallel,
            retries,
            max_age,
            tells_failures,
        })
    }
}

impl Decode for EnvironmentSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "an environment", cx)?;
        let table = fields.optional("table").unwrap_or_default();
        let (indexes, alarms) = (fields.named("index"), fields.optional("alarms"));
        fields.unsupported(&["account", "region"]);
        fields.finish();
        Some(Self { table, indexes, alarms })
    }
}

impl Decode for AlarmsSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "`[alarms]`", cx)?;
        let (throttles, system_errors) = (fields.flag("throttles"), fields.flag("system_errors"));
        let topic: Option<Word> = fields.optional("sns_topic");
        let has_topic = topic.is_some_and(|topic| ParameterOnly::of(&topic, cx).is_some());
        let (latency, capacity) = (fields.optional("latency"), fields.optional("capacity"));
        fields.finish();
        Some(Self { throttles, system_errors, latency, capacity, has_topic })
    }
}

impl Decode for OutputSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "an output", cx)?;
        let path = fields.required("path");
        fields.finish();
        path.map(|path| Self { path })
    }
}

impl Decode for AssertSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "an assertion", cx)?;
        let scans = fields.optional("no-scan-except");
        let most = fields.optional("max-monthly-usd");
        let prices = fields.optional("prices");
        fields.finish();
        Some(Self { scans, most, prices })
    }
}
