//! `[table]`, `[index.NAME]`, `[vector_index.NAME]`, `[env.NAME]` and `[alarms]`

use dynamo_schema::{IndexScope, ScalarType, VectorDistance};

use super::form::{
    any_of, at_least, flag, keywords, list, named, names, table, text, texts, whole, with, words,
};
use crate::design::{Compression, Encryption, ImportFormat, Insights, Precision, StreamView, TableClass};
use crate::render::Value;

/// `[table]`, or what an environment can have otherwise.
pub(super) fn table_options(is_whole: bool) -> Value {
    let mut keys = vec![
        ("name", text()),
        (
            "billing",
            any_of([words(&["on-demand"]), table(&["provisioned"], vec![("provisioned", throughput())])]),
        ),
        ("class", keywords::<TableClass>()),
        ("stream", keywords::<Option<StreamView>>()),
        ("point_in_time_recovery", any_of([flag(), table(&["days"], vec![("days", whole())])])),
        ("deletion_protection", flag()),
        (
            "encryption",
            any_of([keywords::<Encryption>(), table(&["kms_key"], vec![("kms_key", words(&["parameter"]))])]),
        ),
        ("tags", named(text())),
        ("warm_throughput", units()),
        ("on_demand_limits", units()),
        ("contributor_insights", any_of([flag(), keywords::<Insights>()])),
        ("kinesis", kinesis()),
        ("resource_policy", list(statement())),
        ("replicas", list(text())),
    ];
    if is_whole {
        keys.push(("import", import()));
        keys.extend([("pk", key()), ("sk", key())]);
        keys.extend(texts(&["type_attribute", "lock_attribute", "version_attribute", "ttl"]));
    }
    table(if is_whole { &["name", "pk"] } else { &[] }, keys)
}

fn key() -> Value {
    any_of([text(), table(&["name"], vec![("name", text()), ("type", keywords::<ScalarType>())])])
}

pub(super) fn index() -> Value {
    let keys = || any_of([key(), list(key())]);
    let is = |required: &[&str], scope: &str| {
        Value::object([
            ("required", names(required)),
            ("properties", Value::object([("scope", words(&[scope]))])),
        ])
    };
    // A local index has the table's partition key.
    let by_scope = Value::List(vec![is(&["pk"], "global"), is(&["scope", "sk"], "local")]);
    let mut members = vec![
        ("scope", keywords::<IndexScope>()),
        ("pk", keys()),
        ("sk", keys()),
        ("projection", projection()),
    ];
    members.extend(index_options());
    let index = table(&[], members);
    with(index, "anyOf", by_scope)
}

fn index_options() -> Vec<(&'static str, Value)> {
    vec![
        ("provisioned", throughput()),
        ("warm_throughput", units()),
        ("on_demand_limits", units()),
        ("contributor_insights", any_of([flag(), keywords::<Insights>()])),
    ]
}

fn throughput() -> Value {
    let bounds = vec![("min", at_least(1)), ("max", at_least(1)), ("target", whole())];
    let scale = || table(&["min", "max"], bounds.clone());
    let autoscale = any_of([scale(), table(&[], vec![("read", scale()), ("write", scale())])]);
    table(&["read", "write"], vec![("read", at_least(1)), ("write", at_least(1)), ("autoscale", autoscale)])
}

/// Units of reading, of writing, or of both.
fn units() -> Value {
    let units = table(&[], vec![("read", at_least(1)), ("write", at_least(1))]);
    with(units, "minProperties", Value::number(1))
}

fn kinesis() -> Value {
    let precise =
        table(&["stream"], vec![("stream", words(&["parameter"])), ("precision", keywords::<Precision>())]);
    any_of([Value::object([("const", Value::Bool(false))]), words(&["parameter"]), precise])
}

fn statement() -> Value {
    table(
        &["principals", "actions"],
        vec![("sid", text()), ("deny", flag()), ("principals", list(text())), ("actions", list(text()))],
    )
}

fn import() -> Value {
    let mut keys = texts(&["bucket", "prefix", "owner", "delimiter"]);
    keys.extend([
        ("format", keywords::<ImportFormat>()),
        ("compression", keywords::<Compression>()),
        ("header", list(text())),
    ]);
    table(&["bucket", "format"], keys)
}

pub(super) fn environment() -> Value {
    table(
        &[],
        vec![
            ("table", table_options(false)),
            ("index", named(table(&[], index_options()))),
            ("alarms", alarms()),
        ],
    )
}

pub(super) fn alarms() -> Value {
    table(
        &[],
        vec![
            ("throttles", flag()),
            ("system_errors", flag()),
            ("latency", whole()),
            ("capacity", whole()),
            ("sns_topic", words(&["parameter"])),
        ],
    )
}

pub(super) fn vector_index() -> Value {
    table(
        &["of", "dimensions"],
        vec![
            ("of", text()),
            ("dimensions", whole()),
            ("distance", keywords::<VectorDistance>()),
            ("pk", key()),
            ("filters", list(key())),
            ("projection", projection()),
        ],
    )
}

fn projection() -> Value {
    any_of([words(&["all", "keys-only"]), table(&["include"], vec![("include", list(text()))])])
}
