//! Capacity of the table and its global indexes, in one environment.

use dynamo_schema::IndexScope;

use super::options::report_unknown;
use crate::decode::Context;
use crate::design::{Autoscale, Billing, IndexOptions, IndexThroughput, Scale, Throughput, Units};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Spanned, Word};
use crate::spec::Spec;
use crate::spec::capacity::{AutoscaleSpec, InsightsSpec, ScaleSpec, ThroughputSpec, UnitsSpec};
use crate::spec::extras::EnvironmentSpec;
use crate::spec::index::IndexOptionsSpec;
use crate::spec::table::BillingSpec;

/// What use of reserved capacity can be aimed at, in per cent.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html>
const TARGET: std::ops::RangeInclusive<u64> = 20..=90;

/// How the table and its indexes are paid for in one environment, or without one.
pub(super) struct Capacity<'s> {
    spec: &'s Spec,
    environment: Option<&'s EnvironmentSpec>,
    billing: Option<&'s Spanned<BillingSpec>>,
}

/// What is said of an index in the environment, or else in general.
struct Index<'s> {
    word: &'s Word,
    throughput: Option<&'s ThroughputSpec>,
    warm: Option<UnitsSpec>,
    limits: Option<UnitsSpec>,
    insights: Option<InsightsSpec>,
}

impl<'s> Capacity<'s> {
    pub(super) fn new(spec: &'s Spec, environment: Option<&'s EnvironmentSpec>) -> Self {
        let overlaid = environment.and_then(|environment| environment.table.billing.as_ref());
        Self { spec, environment, billing: overlaid.or(spec.table.options.billing.as_ref()) }
    }

    fn reserved(&self) -> Option<(ThroughputSpec, Span)> {
        match self.billing?.value {
            BillingSpec::Provisioned(throughput) => Some((throughput, self.billing?.span)),
            BillingSpec::OnDemand => None,
        }
    }

    fn indexes(&self) -> impl Iterator<Item = Index<'s>> + use<'s> {
        let environment = self.environment;
        let indexes = self.spec.indexes.iter().filter(|(_, index)| index.scope == IndexScope::Global);
        indexes.map(move |(word, index)| {
            let overlaid = environment.and_then(|environment| {
                environment.indexes.iter().find(|(known, _)| known.value == word.value).map(|(_, of)| of)
            });
            let own = &index.options;
            let of = overlaid.unwrap_or(own);
            Index {
                word,
                throughput: of.throughput.as_ref().or(own.throughput.as_ref()),
                warm: of.warm.or(own.warm),
                limits: of.limits.or(own.limits),
                insights: of.insights.or(own.insights),
            }
        })
    }

    pub(super) fn billing(&self) -> Billing {
        let Some((throughput, _)) = self.reserved() else { return Billing::OnDemand };
        let indexes = self.indexes().filter_map(|index| {
            let throughput = units(index.throughput?);
            Some(IndexThroughput { index: index.word.value.clone(), throughput })
        });
        Billing::Provisioned { table: units(&throughput), indexes: indexes.collect() }
    }

    /// The global indexes follow the load as the table does, unless they say how: where one of them lags behind, writes of
    /// the table are throttled.
    pub(super) fn autoscale(&self) -> Vec<Autoscale> {
        let Some((throughput, _)) = self.reserved() else { return Vec::new() };
        let of = |index: Option<String>, autoscale: AutoscaleSpec| Autoscale {
            index,
            read: autoscale.read.map(scale),
            write: autoscale.write.map(scale),
        };
        let table = throughput.autoscale.map(|autoscale| of(None, autoscale));
        let indexes = self.indexes().filter_map(|index| {
            let autoscale = index.throughput?.autoscale.or(throughput.autoscale)?;
            Some(of(Some(index.word.value.clone()), autoscale))
        });
        table.into_iter().chain(indexes).collect()
    }

    pub(super) fn index_options(&self) -> Vec<IndexOptions> {
        let is_reserved = self.reserved().is_some();
        let options = self.indexes().map(|index| IndexOptions {
            index: index.word.value.clone(),
            warm: index.warm.map(parts),
            limits: index.limits.filter(|_| !is_reserved).map(parts),
            insights: index.insights.and_then(|insights| insights.0),
        });
        let has_any = |of: &IndexOptions| of.warm.is_some() || of.limits.is_some() || of.insights.is_some();
        options.filter(has_any).collect()
    }

    /// Limits are for billing by request.
    pub(super) fn limits(&self) -> Option<Units> {
        let own = &self.spec.table.options;
        let of = self.environment.map_or(own, |environment| &environment.table);
        of.limits.or(own.limits).filter(|_| self.reserved().is_none()).map(parts)
    }

    pub(super) fn check(&self, cx: &Context<'_>) {
        if let Some(environment) = self.environment {
            unknown_indexes(self.spec, environment, cx);
        }
        self.superfluous(cx);
        let Some((throughput, place)) = self.reserved() else { return };
        let is_new = self.environment.is_none_or(|environment| environment.table.billing.is_some());
        if is_new {
            self.throughputs(place, cx);
            scaled(&throughput, throughput.autoscale, cx);
        }
        // What an environment leaves as it is has been looked at.
        let was_seen = self.environment.is_some() && Self::new(self.spec, None).reserved().is_some();
        for index in self.indexes() {
            let Some(own) = index.throughput else { continue };
            let is_own = self.environment.is_some_and(|environment| {
                environment
                    .indexes
                    .iter()
                    .any(|(known, of)| known.value == index.word.value && of.throughput.is_some())
            });
            if is_own || !was_seen || is_new && own.autoscale.is_none() {
                scaled(own, own.autoscale.or(throughput.autoscale), cx);
            }
        }
    }

    /// Capacity is reserved for the table and for each global index, or for none of them.
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations>
    fn throughputs(&self, place: Span, cx: &Context<'_>) {
        for index in self.indexes().filter(|index| index.throughput.is_none()) {
            let message = format!("the global index `{}` needs a throughput of its own", index.word.as_str());
            cx.report(
                Diagnostic::new(Code::ThroughputMissing, index.word.span, message)
                    .label("write `provisioned = { read = 5, write = 5 }`")
                    .also(place, "capacity is reserved here"),
            );
        }
    }

    /// What is said of a way to pay that is not the way of any environment is said for nothing. An index keeps its own in the
    /// environments that pay otherwise.
    fn superfluous(&self, cx: &Context<'_>) {
        if self.environment.is_some() {
            return;
        }
        let all = std::iter::once(None).chain(self.spec.environments.iter().map(|(_, of)| Some(of)));
        let reserved: Vec<bool> =
            all.map(|environment| Self::new(self.spec, environment).reserved().is_some()).collect();
        let (anywhere, everywhere) = (reserved.contains(&true), !reserved.contains(&false));
        let refuse = |span: Span, message: &str, label: &str| {
            cx.report(Diagnostic::new(Code::ThroughputSuperfluous, span, message).label(label));
        };
        let by_request = "limits of billing by request, and capacity is reserved";
        if let Some(limits) = self.spec.table.options.limits.filter(|_| everywhere) {
            refuse(limits.span, by_request, "leave it out, or pay by request");
        }
        for (_, index) in &self.spec.indexes {
            let options = &index.options;
            if index.scope == IndexScope::Local {
                let spans = [
                    options.throughput.as_ref().map(|of| of.span),
                    options.warm.map(|of| of.span),
                    options.limits.map(|of| of.span),
                    options.insights.map(|of| of.1),
                ];
                for span in spans.into_iter().flatten() {
                    refuse(span, "a local index uses the throughput of the table", "leave it out");
                }
                continue;
            }
            if let Some(throughput) = options.throughput.filter(|_| !anywhere) {
                let label = "leave it out, or reserve capacity for the table too";
                refuse(throughput.span, "a throughput with billing by request", label);
            }
            if let Some(limits) = options.limits.filter(|_| everywhere) {
                refuse(limits.span, by_request, "leave it out, or pay by request");
            }
        }
    }
}

fn unknown_indexes(spec: &Spec, environment: &EnvironmentSpec, cx: &Context<'_>) {
    let known: Vec<&str> = spec.indexes.iter().map(|(name, _)| name.as_str()).collect();
    for (word, _) in environment.indexes.iter().filter(|(word, _)| !known.contains(&word.as_str())) {
        report_unknown(Code::UnknownIndex, "index", word, &known, cx);
    }
    for (word, options) in &environment.indexes {
        let is_local =
            spec.indexes.iter().any(|(name, of)| name.value == word.value && of.scope == IndexScope::Local);
        if is_local && !is_empty(options) {
            let message = "a local index has no options of its own in an environment";
            cx.report(Diagnostic::new(Code::ThroughputSuperfluous, word.span, message).label("leave it out"));
        }
    }
}

fn is_empty(options: &IndexOptionsSpec) -> bool {
    options.throughput.is_none()
        && options.warm.is_none()
        && options.limits.is_none()
        && options.insights.is_none()
}

/// Capacity begins within the bounds that it is scaled in.
fn scaled(throughput: &ThroughputSpec, autoscale: Option<AutoscaleSpec>, cx: &Context<'_>) {
    let Some(autoscale) = autoscale else { return };
    let mut reported: Vec<Span> = Vec::new();
    for (what, units, scale) in
        [("read", throughput.read, autoscale.read), ("write", throughput.write, autoscale.write)]
    {
        let Some(scale) = scale else { continue };
        let mut refuse = |message: String, label: &str| {
            // Bounds for both are one place.
            if !reported.contains(&scale.span) {
                cx.report(
                    Diagnostic::new(Code::Autoscale, scale.span, message)
                        .label(label)
                        .also(throughput.span, "what is reserved"),
                );
                reported.push(scale.span);
            }
        };
        if scale.min > scale.max {
            refuse(
                format!("between {} and {} there is no capacity", scale.min, scale.max),
                "exchange the bounds",
            );
        } else if !(scale.min..=scale.max).contains(&units) {
            refuse(
                format!("`{what}` begins with {units}, outside of {} to {}", scale.min, scale.max),
                "include what is reserved at first",
            );
        }
        if !TARGET.contains(&scale.target) {
            let message = format!("a target is {} to {} per cent", TARGET.start(), TARGET.end());
            refuse(message, "out of range");
        }
    }
}

fn units(throughput: &ThroughputSpec) -> Throughput {
    Throughput { read: throughput.read, write: throughput.write }
}

fn scale(scale: ScaleSpec) -> Scale {
    Scale { min: scale.min, max: scale.max, target: scale.target }
}

pub(super) fn parts(units: UnitsSpec) -> Units {
    Units { read: units.read, write: units.write }
}
