//! Capacity of a table and its global indexes: what is reserved, what it grows to, what it begins with, where it ends.

use crate::decode::{Context, Decode, Fields, Keyword, Whole, mismatch, word_of};
use crate::design::Insights;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Spanned};
use crate::syntax::{Kind, Node};

/// `{ read = 5, write = 5, autoscale = { min = 5, max = 200, target = 70 } }`
#[derive(Debug, Clone, Copy)]
pub(crate) struct ThroughputSpec {
    pub(crate) read: u64,
    pub(crate) write: u64,
    pub(crate) autoscale: Option<AutoscaleSpec>,
    pub(crate) span: Span,
}

/// `{ min = 5, max = 200, target = 70 }` for both, or `{ read = {…}, write = {…} }`
#[derive(Debug, Clone, Copy)]
pub(crate) struct AutoscaleSpec {
    pub(crate) read: Option<ScaleSpec>,
    pub(crate) write: Option<ScaleSpec>,
}

/// `{ min = 5, max = 200, target = 70 }`
#[derive(Debug, Clone, Copy)]
pub(crate) struct ScaleSpec {
    pub(crate) min: u64,
    pub(crate) max: u64,
    pub(crate) target: u64,
    pub(crate) span: Span,
}

/// `{ read = 12_000, write = 4_000 }`, of which one may be left out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnitsSpec {
    pub(crate) read: Option<u64>,
    pub(crate) write: Option<u64>,
    pub(crate) span: Span,
}

/// `true`, `false`, `"throttled-keys"` or `"accessed-and-throttled-keys"`
#[derive(Debug, Clone, Copy)]
pub(crate) struct InsightsSpec(pub(crate) Option<Insights>, pub(crate) Span);

/// A number of units, which is 1 at least.
fn units(number: Whole, what: &str, cx: &Context<'_>) -> Option<u64> {
    if number.value == 0 {
        let message = format!("{what} is at least 1");
        cx.report(Diagnostic::new(Code::OutOfRange, number.span, message).label("at least 1"));
        return None;
    }
    Some(number.value)
}

impl Decode for ThroughputSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a throughput", cx)?;
        let mut of = |key| units(fields.required(key)?, "a throughput", cx);
        let (read, write) = (of("read"), of("write"));
        let autoscale = fields.optional("autoscale");
        fields.finish();
        Some(Self { read: read?, write: write?, autoscale, span: node.span })
    }
}

impl Decode for AutoscaleSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let is_apart = matches!(&node.kind, Kind::Table(entries)
            if entries.iter().any(|entry| matches!(entry.key.as_str(), "read" | "write")));
        if !is_apart {
            let both = ScaleSpec::decode(node, cx)?;
            return Some(Self { read: Some(both), write: Some(both) });
        }
        let mut fields = Fields::of(node, "`autoscale`", cx)?;
        let (read, write) = (fields.optional("read"), fields.optional("write"));
        fields.finish();
        Some(Self { read, write })
    }
}

impl Decode for ScaleSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "`autoscale`", cx)?;
        let mut bound = |key| units(fields.required(key)?, "a throughput", cx);
        let (min, max) = (bound("min"), bound("max"));
        let target = fields.optional::<Whole>("target").map_or(70, |target| target.value);
        fields.finish();
        Some(Self { min: min?, max: max?, target, span: node.span })
    }
}

impl Decode for UnitsSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a throughput", cx)?;
        let mut of = |key| fields.optional(key).and_then(|number| units(number, "a throughput", cx));
        let (read, write) = (of("read"), of("write"));
        fields.finish();
        let is_empty = matches!(&node.kind, Kind::Table(entries) if entries.is_empty());
        if is_empty {
            let message = "units of reading, of writing, or of both";
            let diagnostic = Diagnostic::new(Code::MissingKey, node.span, message);
            cx.report(diagnostic.label("none is here").help("write `{ read = 12_000, write = 4_000 }`"));
        }
        Some(Self { read, write, span: node.span })
    }
}

impl Keyword for Insights {
    const WHAT: &'static str = "mode of contributor insights";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("accessed-and-throttled-keys", Self::AccessedAndThrottledKeys),
        ("throttled-keys", Self::ThrottledKeys),
    ];
}

impl Decode for InsightsSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Bool(true) => Some(Self(Some(Insights::AccessedAndThrottledKeys), node.span)),
            Kind::Bool(false) => Some(Self(None, node.span)),
            _ if word_of(node).is_some() => {
                Spanned::<Insights>::decode(node, cx).map(|mode| Self(Some(mode.value), node.span))
            }
            _ => {
                mismatch(node, "`true`, `false` or `\"throttled-keys\"`", cx);
                None
            }
        }
    }
}
