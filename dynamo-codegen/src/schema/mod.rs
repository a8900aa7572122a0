//! The shape of a spec as a JSON Schema, for editors.
//!
//! It says what the decoder in `spec` says: which keys there are, which must be there, and what kind of value each has.
//! What takes more than one value to see, the rules, is for [`check`](crate::check()) alone.

mod form;
mod table;

use dynamo_schema::Spelling;

use form::{
    any_of, exactly_one, flag, keywords, list, named, names, number, number_of_any_sign, of_type,
    one_or_many, table, text, texts, whole, with, words,
};

use crate::render::Value;
use crate::spec::access::{Image, Order, RangeOperator, Select};
use crate::spec::extras::{StartingPosition, StreamEvent};
use crate::spec::field::RoleWord;
use crate::spec::operation::{StepAction, Verb};

/// The shape of a spec, in JSON Schema's draft 7, which editors know best.
///
/// ```
/// let schema = dynamo_codegen::json_schema();
/// assert!(schema.contains(r#""type_attribute""#));
/// ```
pub fn json_schema() -> String {
    let mut members = vec![
        ("$schema".to_owned(), Value::text("http://json-schema.org/draft-07/schema#")),
        ("title".to_owned(), Value::text("An access-pattern spec of one DynamoDB table")),
    ];
    let Value::Object(spec) = spec() else { return String::new() };
    members.extend(spec);
    Value::Object(members).to_json()
}

fn spec() -> Value {
    table(
        &["spec", "model", "table"],
        vec![
            ("spec", Value::object([("const", Value::number(1))])),
            ("model", table(&["name"], texts(&["name", "description", "rust_module"]))),
            ("table", table::table_options(true)),
            ("index", named(table::index())),
            ("vector_index", named(table::vector_index())),
            ("type", named(named_type())),
            ("entity", named(entity())),
            ("access", named(access())),
            ("role", named(role())),
            ("stream", named(consumer())),
            ("env", named(table::environment())),
            ("alarms", table::alarms()),
            ("output", named(table(&["path"], texts(&["path"])))),
            (
                "assert",
                list(table(
                    &[],
                    vec![
                        ("no-scan-except", list(text())),
                        ("max-monthly-usd", number()),
                        (
                            "prices",
                            table(&[], vec![("read", number()), ("write", number()), ("storage", number())]),
                        ),
                    ],
                )),
            ),
            ("seed", named(item())),
            ("example", named(example())),
        ],
    )
}

fn named_type() -> Value {
    let of = table(
        &[],
        vec![
            ("doc", text()),
            ("rust", text()),
            ("rename_all", keywords::<Spelling>()),
            ("enum", list(text())),
            ("fields", named(field())),
            ("tag", text()),
            ("variants", named(named(field()))),
        ],
    );
    exactly_one(of, &["enum", "fields", "variants"])
}

fn entity() -> Value {
    let entry =
        table(&[], vec![("name", text()), ("pk", one_or_many()), ("sk", one_or_many()), ("when", text())]);
    let unique = any_of([text(), table(&["field"], vec![("field", text()), ("scope", list(text()))])]);
    let expect = table(&[], vec![("count", whole()), ("per_parent", number()), ("bytes", whole())]);
    table(
        &["pk", "fields"],
        vec![
            ("doc", text()),
            ("name", text()),
            ("pk", one_or_many()),
            ("sk", one_or_many()),
            ("index", named(entry)),
            ("optimistic_lock", flag()),
            ("unique", list(unique)),
            ("expect", expect),
            ("rust", text()),
            ("rename_all", keywords::<Spelling>()),
            ("rest", text()),
            ("version", whole()),
            ("removed", named(field())),
            ("upgrade", named(text())),
            ("fields", named(field())),
        ],
    )
}

/// A type, or a table with a type and more.
fn field() -> Value {
    let default = any_of([
        flag(),
        number_of_any_sign(),
        text(),
        Value::object([("type", Value::text("array")), ("maxItems", Value::number(0))]),
        Value::object([("type", Value::text("object")), ("maxProperties", Value::number(0))]),
    ]);
    let mut keys = texts(&["type", "ref", "serde", "rename", "renamed_from", "doc", "after", "pattern"]);
    keys.extend([
        ("enum", list(text())),
        ("embed", flag()),
        ("optional", flag()),
        ("default", default),
        ("min", number_of_any_sign()),
        ("max", number_of_any_sign()),
        ("min_length", whole()),
        ("max_length", whole()),
        ("min_bytes", whole()),
        ("max_bytes", whole()),
        ("since", whole()),
        ("until", whole()),
        ("computed", text()),
        ("from", list(text())),
    ]);
    keys.extend(RoleWord::ALL.map(|(word, _)| (word, flag())));
    let needs = |key| Value::object([("required", names(&[key]))]);
    // A reference is embedded.
    let embedded = Value::object([
        ("required", names(&["embed"])),
        ("properties", Value::object([("embed", Value::object([("const", Value::Bool(true))]))])),
    ]);
    let table = exactly_one(table(&[], keys), &["type", "enum", "ref", "serde"]);
    any_of([
        text(),
        with(
            table,
            "dependencies",
            Value::object([("ref", embedded), ("computed", needs("from")), ("from", needs("computed"))]),
        ),
    ])
}

fn access() -> Value {
    let mut keys = texts(&["id", "doc", "index", "filter", "fan_out", "condition", "idempotency_token"]);
    keys.extend(Verb::ALL.map(|(word, verb)| (word, operation(verb))));
    let rate =
        table(&["avg"], vec![("avg", number()), ("peak", number()), ("items", number()), ("bytes", whole())]);
    let range = table(&["field", "ops"], vec![("field", text()), ("ops", list(keywords::<RangeOperator>()))]);
    let aggregate = table(
        &["aggregate"],
        vec![
            ("aggregate", text()),
            ("root", text()),
            ("one", named(text())),
            ("optional", named(text())),
            ("many", named(text())),
        ],
    );
    let returns = any_of([keywords::<Image>(), table(&["enum"], texts(&["enum"])), aggregate]);
    let failure = table(&["error"], vec![("error", text()), ("return_old", flag())]);
    keys.extend([
        ("rate", rate),
        ("key", named(text())),
        ("parameters", list(text())),
        ("select", keywords::<Select>()),
        ("by", list(text())),
        ("range", range),
        ("order", keywords::<Order>()),
        ("page", whole()),
        ("consistent", flag()),
        ("hydrate", flag()),
        ("project", list(text())),
        ("returns", returns),
        ("on_condition_failure", failure),
        ("each_max", named(whole())),
        ("segments", whole()),
        ("top", any_of([whole(), text()])),
    ]);
    keys.extend(update());
    exactly_one(table(&[], keys), &Verb::ALL.map(|(word, _)| word))
}

/// What an update changes.
fn update() -> [(&'static str, Value); 10] {
    [
        ("set", any_of([list(text()), named(text())])),
        ("add", named(text())),
        ("subtract", named(text())),
        ("remove", list(text())),
        ("append", list(text())),
        ("prepend", list(text())),
        ("insert", list(text())),
        ("discard", list(text())),
        ("if_absent", any_of([list(text()), named(text())])),
        ("given", list(text())),
    ]
}

fn operation(verb: Verb) -> Value {
    match verb {
        Verb::TransactWrite => list(step()),
        verb if verb.takes_many() => one_or_many(),
        _ => text(),
    }
}

fn step() -> Value {
    let mut keys = texts(&["each", "as", "condition"]);
    keys.push(("with", named(text())));
    keys.extend(StepAction::ALL.map(|(word, _)| (word, text())));
    keys.extend(update());
    exactly_one(table(&[], keys), &StepAction::ALL.map(|(word, _)| word))
}

fn role() -> Value {
    let tenant = table(&["leading_keys"], vec![("leading_keys", list(text())), ("patterns", list(text()))]);
    table(&["access"], vec![("access", list(text())), ("tenant", tenant)])
}

fn consumer() -> Value {
    table(
        &[],
        vec![
            ("entities", list(text())),
            ("events", list(keywords::<StreamEvent>())),
            ("batch", whole()),
            ("report_batch_item_failures", flag()),
            ("starting_position", keywords::<StartingPosition>()),
            ("bisect", flag()),
            ("window", whole()),
            ("parallel", whole()),
            ("retries", whole()),
            ("max_age", whole()),
            ("on_failure", words(&["parameter"])),
            ("function", words(&["parameter"])),
        ],
    )
}

/// `[seed.ada.Customer]`
fn item() -> Value {
    let Value::Object(mut item) = named(of_type("object")) else { return of_type("object") };
    item.extend(["minProperties", "maxProperties"].map(|key| (key.to_owned(), Value::number(1))));
    Value::Object(item)
}

fn example() -> Value {
    // The name of a seed, an item that is like one, or an item with its entity, which is not called `like`.
    let like = || {
        Value::object([
            ("type", Value::text("object")),
            ("required", names(&["like"])),
            ("properties", Value::object([("like", text())])),
        ])
    };
    let whole = || {
        let Value::Object(mut item) = item() else { return of_type("object") };
        item.push(("properties".to_owned(), Value::object([("like", words(&[]))])));
        Value::Object(item)
    };
    let one = || any_of([text(), like(), whole()]);
    let items = || any_of([text(), like(), whole(), list(one())]);
    table(
        &["access"],
        vec![
            ("doc", text()),
            ("access", text()),
            ("range", keywords::<RangeOperator>()),
            ("with", of_type("object")),
            ("returns", items()),
            ("fails", text()),
            ("leaves", items()),
            ("gone", list(text())),
        ],
    )
}
