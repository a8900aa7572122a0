//! How the table is run, in each environment.

use dynamo_schema::limits;

use super::capacity::{self, Capacity};
use super::{extras, replicas, source};
use crate::decode::Context;
use crate::design::{Encryption, Environment, TableClass, TableOptions};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Word;
use crate::spec::Spec;
use crate::spec::extras::EnvironmentSpec;
use crate::spec::table::{BillingSpec, OptionsSpec, RecoverySpec};
use crate::suggest;

/// How far back a table can be restored, in days.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html>
const RECOVERY_DAYS: u64 = 35;

/// How many tags a table has at most.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html>
const TAGS: usize = 50;

pub(super) fn environments(spec: &Spec, cx: &Context<'_>) -> Vec<Environment> {
    let lowered = spec.environments.iter().map(|(name, environment)| {
        let options = options(spec, Some(environment), cx);
        Environment { name: name.value.clone(), options }
    });
    lowered.collect()
}

/// The options of the table itself, or with an environment's laid over them.
pub(super) fn options(spec: &Spec, environment: Option<&EnvironmentSpec>, cx: &Context<'_>) -> TableOptions {
    let own = &spec.table.options;
    let overlay = environment.map(|environment| &environment.table);
    let of = overlay.unwrap_or(own);
    let capacity = Capacity::new(spec, environment);
    check(of, spec, cx);
    capacity.check(cx);
    let recovery = of.recovery.or(own.recovery);
    let stream = of.stream.as_ref().or(own.stream.as_ref());
    let mut tags: Vec<(String, String)> = Vec::new();
    for (key, value) in own.tags.iter().chain(overlay.iter().flat_map(|overlay| &overlay.tags)) {
        tags.retain(|(known, _)| *known != key.value);
        tags.push((key.value.clone(), value.value.clone()));
    }
    let replicas = of.replicas.as_ref().or(own.replicas.as_ref());
    let options = TableOptions {
        table_name: of
            .name
            .as_ref()
            .or(own.name.as_ref())
            .map_or_else(String::new, |name| name.value.clone()),
        billing: capacity.billing(),
        class: of.class.as_ref().or(own.class.as_ref()).map_or(TableClass::Standard, |class| class.value),
        stream: stream.and_then(|stream| stream.value),
        recovery_days: recovery.and_then(|recovery| match recovery {
            RecoverySpec::Off => None,
            RecoverySpec::On => Some(RECOVERY_DAYS),
            RecoverySpec::Days(days, _) => Some(days),
        }),
        deletion_protection: of
            .deletion_protection
            .as_ref()
            .or(own.deletion_protection.as_ref())
            .is_some_and(|protection| protection.value),
        encryption: of.encryption.as_ref().or(own.encryption.as_ref()).map_or(Encryption::Owned, |of| of.0),
        tags,
        autoscale: capacity.autoscale(),
        warm: of.warm.or(own.warm).map(capacity::parts),
        limits: capacity.limits(),
        insights: of.insights.or(own.insights).and_then(|insights| insights.0),
        kinesis: of.kinesis.or(own.kinesis).and_then(|kinesis| kinesis.0),
        policy: source::policy(of.policy.as_ref().or(own.policy.as_ref()), cx),
        import: spec.table.import.as_ref().and_then(|import| source::import(import, cx)),
        indexes: capacity.index_options(),
        alarms: environment
            .and_then(|environment| environment.alarms.as_ref())
            .map(|alarms| extras::alarms_of(alarms, cx)),
        replicas: replicas.map(|of| replicas::regions(&of.value, cx)).unwrap_or_default(),
    };
    replicas::check(&options, of, own, cx);
    options
}

fn check(options: &OptionsSpec, spec: &Spec, cx: &Context<'_>) {
    if let Some(name) = &options.name {
        table_name(name, cx);
    }
    vectors(options, spec, cx);
    if let Some(RecoverySpec::Days(days, span)) = options.recovery
        && !(1..=RECOVERY_DAYS).contains(&days)
    {
        let message = format!("a table can be restored into the last 1 to {RECOVERY_DAYS} days");
        cx.report(Diagnostic::new(Code::RecoveryDays, span, message).label("out of range"));
    }
    tags(&options.tags, cx);
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.NamingRules>
fn table_name(name: &Word, cx: &Context<'_>) {
    let is_legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let length = limits::SHORTEST_NAME..=limits::LONGEST_NAME;
    if !length.contains(&name.as_str().len()) || !name.as_str().bytes().all(is_legal) {
        let message = format!("`{}` is not the name of a table", name.as_str());
        cx.report(
            Diagnostic::new(Code::TableName, name.span, message)
                .label("use 3 to 255 letters, digits, `_`, `-` and `.`"),
        );
    }
}

/// Only tables that are paid for by request have vector indexes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/VectorSearch.Requirements.html>
fn vectors(options: &OptionsSpec, spec: &Spec, cx: &Context<'_>) {
    let Some(billing) = &options.billing else { return };
    if let (BillingSpec::Provisioned(_), Some((first, _))) = (billing.value, spec.vectors.first()) {
        let message = "a table with vector indexes is paid for by request";
        cx.report(
            Diagnostic::new(Code::VectorBilling, billing.span, message)
                .label("capacity is reserved here")
                .also(first.span, "a vector index"),
        );
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html>
fn tags(tags: &[(Word, Word)], cx: &Context<'_>) {
    let is_legal = |text: &str| {
        text.chars().all(|letter| letter.is_alphanumeric() || letter == ' ' || "+-=._:/@".contains(letter))
    };
    for (at, (key, value)) in tags.iter().enumerate() {
        let problem = if at == TAGS {
            Some((key, format!("more than {TAGS} tags")))
        } else if key.as_str().is_empty() || key.as_str().chars().count() > 128 || !is_legal(key.as_str()) {
            Some((key, "the key of a tag is 1 to 128 letters, digits, spaces and `+-=._:/@`".to_owned()))
        } else if key.as_str().starts_with("aws:") {
            Some((key, "keys that begin with `aws:` belong to AWS".to_owned()))
        } else if value.as_str().chars().count() > 256 || !is_legal(value.as_str()) {
            Some((value, "the value of a tag is up to 256 letters, digits, spaces and `+-=._:/@`".to_owned()))
        } else {
            None
        };
        if let Some((word, message)) = problem {
            cx.report(Diagnostic::new(Code::Tag, word.span, message).label("not a tag"));
        }
    }
}

/// What an output or an environment may be called, for other checks.
pub(super) fn report_unknown(code: Code, what: &str, word: &Word, known: &[&str], cx: &Context<'_>) {
    let hint = suggest::hint(word.as_str(), known.iter().copied());
    let message = format!("there is no {what} `{}`", word.as_str());
    cx.report(Diagnostic::new(code, word.span, message).label(hint));
}
