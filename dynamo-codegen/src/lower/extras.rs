//! Roles, consumers, alarms, outputs and assertions.

use std::ops::RangeInclusive;

use super::options::report_unknown;
use crate::decode::{Context, Whole};
use crate::design::{AccessPattern, Alarms, Consumer, Output, Role, Tenant, Verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Word;
use crate::spec::Spec;
use crate::spec::extras::AlarmsSpec;
use crate::spec::table::BillingSpec;

/// What can be written.
pub(crate) const OUTPUTS: [&str; 10] =
    ["rust", "cloudformation", "terraform", "sam", "cdk", "iam", "docs", "create-table", "schema", "lock"];

/// Each role names patterns that are there. A role of one tenant never scans: a scan carries no partition key that a
/// policy could compare.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html>
pub(super) fn roles(spec: &Spec, patterns: &[AccessPattern], cx: &Context<'_>) -> Vec<Role> {
    let known: Vec<&str> = spec.patterns.iter().map(|(name, _)| name.as_str()).collect();
    let words = |words: &[Word]| words.iter().map(|word| word.value.clone()).collect::<Vec<_>>();
    let mut roles = Vec::new();
    for (name, role) in &spec.roles {
        for word in role.access.iter().filter(|word| !known.contains(&word.as_str())) {
            report_unknown(Code::UnknownPattern, "access pattern", word, &known, cx);
        }
        if role.access.is_empty() {
            let diagnostic = Diagnostic::new(Code::EmptyList, role.span, "a role that may do nothing");
            cx.report(diagnostic.label("name at least one access pattern"));
        }
        if let Some(tenant) = &role.tenant {
            for word in &tenant.patterns {
                if !role.access.iter().any(|allowed| allowed.value == word.value) {
                    let allowed: Vec<&str> = role.access.iter().map(Word::as_str).collect();
                    report_unknown(Code::TenantPattern, "pattern in the role", word, &allowed, cx);
                }
            }
            let confined = if tenant.patterns.is_empty() { &role.access } else { &tenant.patterns };
            for word in confined {
                let pattern = patterns.iter().find(|pattern| pattern.name == word.value);
                if pattern.is_some_and(|pattern| pattern.verb == Verb::Scan) {
                    let message = format!("`{}` scans, which no tenant can be confined in", word.as_str());
                    cx.report(
                        Diagnostic::new(Code::TenantScan, word.span, message)
                            .label("leave it out of this role")
                            .also(name.span, "a role of one tenant"),
                    );
                }
            }
        }
        let tenant = role.tenant.as_ref().map(|tenant| Tenant {
            leading_keys: words(&tenant.leading_keys),
            patterns: words(&tenant.patterns),
        });
        roles.push(Role { name: name.value.clone(), patterns: words(&role.access), tenant });
    }
    roles
}

/// A consumer reads a stream that the table has, about entities that are there.
pub(super) fn consumers(spec: &Spec, cx: &Context<'_>) -> Vec<Consumer> {
    let entities: Vec<&str> = spec.entities.iter().map(|(name, _)| name.as_str()).collect();
    let has_stream = spec.table.options.stream.as_ref().is_some_and(|stream| stream.value.is_some());
    let consumers = spec.streams.iter().map(|(name, consumer)| {
        if !has_stream {
            let message = format!("`{}` reads a stream that the table does not have", name.as_str());
            cx.report(
                Diagnostic::new(Code::NoStream, name.span, message)
                    .label("write `stream = \"new-and-old-images\"` in `[table]`"),
            );
        }
        for word in consumer.entities.iter().filter(|word| !entities.contains(&word.as_str())) {
            report_unknown(Code::UnknownEntity, "entity", word, &entities, cx);
        }
        // <https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html>
        if let Some(batch) = consumer.batch.as_ref().filter(|batch| !(1..=10_000).contains(&batch.value)) {
            let message = "a batch has 1 to 10,000 records";
            cx.report(Diagnostic::new(Code::OutOfRange, batch.span, message).label("out of range"));
        }
        let within = |number, range, what| within(number, range, what, cx);
        Consumer {
            name: name.value.clone(),
            entities: consumer.entities.iter().map(|word| word.value.clone()).collect(),
            events: consumer.events.iter().map(|event| event.value).collect(),
            batch: consumer.batch.as_ref().map(|batch| batch.value),
            reports_failures: consumer.report_failures,
            from_latest: consumer.from_latest,
            bisects: consumer.bisect,
            window: within(&consumer.window, 0..=300, "a batch is filled over some seconds,"),
            parallel: within(&consumer.parallel, 1..=10, "batches of one shard are handled at once,"),
            retries: within(&consumer.retries, 0..=10_000, "a batch is tried again some times,"),
            max_age: within(&consumer.max_age, 60..=604_800, "a record is given up after some seconds,"),
            tells_failures: consumer.tells_failures,
        }
    });
    consumers.collect()
}

/// The alarms of the design. One about reserved capacity needs some, in an environment at least.
pub(super) fn alarms(spec: &Spec, cx: &Context<'_>) -> Alarms {
    let Some(alarms) = &spec.alarms else { return Alarms::default() };
    let environments = spec.environments.iter().map(|(_, environment)| &environment.table);
    let mut all = std::iter::once(&spec.table.options).chain(environments);
    let is_reserved = all.any(|options| {
        options.billing.as_ref().is_some_and(|billing| matches!(billing.value, BillingSpec::Provisioned(_)))
    });
    if let Some(capacity) = alarms.capacity.as_ref().filter(|_| !is_reserved) {
        let message = "an alarm on reserved capacity, and none is reserved";
        cx.report(
            Diagnostic::new(Code::ThroughputSuperfluous, capacity.span, message)
                .label("leave it out, or reserve capacity"),
        );
    }
    alarms_of(alarms, cx)
}

pub(super) fn alarms_of(alarms: &AlarmsSpec, cx: &Context<'_>) -> Alarms {
    let within = |number, range, what| within(number, range, what, cx);
    Alarms {
        throttles: alarms.throttles,
        system_errors: alarms.system_errors,
        latency: within(&alarms.latency, 1..=60_000, "a latency is given in milliseconds,"),
        capacity: within(&alarms.capacity, 1..=100, "a part of the capacity is given in per cent,"),
        has_topic: alarms.has_topic,
    }
}

pub(super) fn outputs(spec: &Spec, cx: &Context<'_>) -> Vec<Output> {
    let outputs = spec.outputs.iter().filter_map(|(kind, output)| {
        if !OUTPUTS.contains(&kind.as_str()) {
            report_unknown(Code::UnknownOutput, "output", kind, &OUTPUTS, cx);
            return None;
        }
        Some(Output { kind: kind.value.clone(), path: output.path.value.clone() })
    });
    outputs.collect()
}

/// Each scan is one that an assertion allows.
pub(super) fn assertions(spec: &Spec, cx: &Context<'_>) {
    let known: Vec<&str> = spec.patterns.iter().map(|(name, _)| name.as_str()).collect();
    for allowed in spec.asserts.iter().filter_map(|assertion| assertion.scans.as_ref()) {
        for word in allowed.value.iter().filter(|word| !known.contains(&word.as_str())) {
            report_unknown(Code::UnknownPattern, "access pattern", word, &known, cx);
        }
        for (name, pattern) in &spec.patterns {
            let is_allowed = allowed.value.iter().any(|word| word.value == name.value);
            if pattern.operation.verb == Verb::Scan && !is_allowed {
                let message = format!("`{}` scans, against an assertion", name.as_str());
                cx.report(
                    Diagnostic::new(Code::AssertedScan, pattern.operation.span, message)
                        .label("use an index, or allow the scan")
                        .also(allowed.span, "only these may scan"),
                );
            }
        }
    }
}

/// A number that a range must hold, or a report.
fn within(number: &Option<Whole>, range: RangeInclusive<u64>, what: &str, cx: &Context<'_>) -> Option<u64> {
    let number = number.as_ref()?;
    if !range.contains(&number.value) {
        let message = format!("{what} {} to {}", range.start(), range.end());
        cx.report(Diagnostic::new(Code::OutOfRange, number.span, message).label("out of range"));
    }
    Some(number.value)
}
