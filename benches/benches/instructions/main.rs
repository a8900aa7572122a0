//! Instructions per operation, beside the SDK with serde_dynamo and beside dynoxide: `cargo bench -p dynamo-benches --bench instructions`
//! prints the table of benches/README.md. Each line is measured by a process of its own under callgrind, which has to be
//! installed; `-- --only query` measures the lines whose name has `query` in it.
//!
//! Instructions do not depend on what else the machine does, as seconds do. They show SHA-256 in software, which takes about a
//! quarter of a call of the SDK's here and less on a processor with instructions for it: that favours nobody, but makes the
//! ratios of small calls look closer than they are.

#![allow(clippy::print_stdout, reason = "the table is what the program is for")]

mod client;
mod shapes;

use std::hint::black_box;
use std::process::{Command, ExitCode};

use aws_sdk_dynamodb::types::AttributeValue as SdkValue;
use dynamo_mock::Mock;
use dynamo_model::decode::Value;
use dynamo_model::private::Attribute;
use dynamo_model::{AttributeValue, TableHandle};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_dynamo::aws_sdk_dynamodb_1::{from_attribute_value, to_attribute_value};

use shapes::{Order, Shop, large, medium, order, small};

/// How often an operation is done in one measurement, after as many times without measuring.
const ROUNDS: usize = 20;

/// The lines of the table: what is measured, beside what, and how many times the instructions ours may at most take.
const LINES: &[(&str, &str, f64)] = &[
    ("decode 8 scalars", "drop 8 scalars", 1.35),
    ("decode 8 scalars", "drop the SDK's 8 scalars", 1.35),
    ("decode 25 fields", "drop 25 fields", 1.35),
    ("decode 25 fields", "drop the SDK's 25 fields", 1.35),
    ("decode 100 structs", "drop 100 structs", 1.7),
    ("decode 100 structs", "drop the SDK's 100 structs", 1.7),
    ("decode 8 scalars", "serde_dynamo decodes 8 scalars", 1.0 / 4.0),
    ("decode 25 fields", "serde_dynamo decodes 25 fields", 1.0 / 3.5),
    ("decode 100 structs", "serde_dynamo decodes 100 structs", 1.0 / 2.0),
    ("encode 8 scalars", "serde_dynamo encodes 8 scalars", 1.0 / 3.0),
    ("encode 25 fields", "serde_dynamo encodes 25 fields", 1.0 / 3.0),
    ("encode 100 structs", "serde_dynamo encodes 100 structs", 1.0 / 3.0),
    ("typed get", "get by SDK and serde_dynamo", 0.85),
    ("typed put", "put by SDK and serde_dynamo", 0.85),
    ("typed query of 50", "query of 50 by SDK and serde_dynamo", 1.0 / 4.0),
    ("typed query of 50, names by hash", "query of 50, names by hash, by SDK and serde_dynamo", 1.0 / 4.0),
    ("typed get on the engine", "get on dynoxide", 1.0 / 10.0),
];

/// Calls round after round. Its name is what instructions are counted under.
#[inline(never)]
fn measured(mut call: impl FnMut()) {
    call();
}

/// Measures a call on values that are made beforehand.
fn on<T>(mut make: impl FnMut() -> T, mut call: impl FnMut(T)) {
    for _ in 0..ROUNDS {
        call(make());
    }
    for _ in 0..ROUNDS {
        let mut value = Some(make());
        measured(|| {
            if let Some(value) = value.take() {
                call(value);
            }
        });
    }
}

fn encoded<T: Attribute>(value: &T) -> AttributeValue {
    value.encode().expect("a value").expect("a document")
}

/// The value as the SDK has it.
fn dynamo<T: Serialize>(value: &T) -> SdkValue {
    to_attribute_value(value).expect("a value")
}

fn conversion<T: Attribute + Serialize + DeserializeOwned>(how: &str, value: &T) -> bool {
    match how {
        "drop" => on(|| encoded(value), |item| drop(black_box(item))),
        "drop the SDK's" => on(|| dynamo(value), |item| drop(black_box(item))),
        "decode" => {
            on(|| encoded(value), |item| drop(black_box(T::decode(Value::Owned(item)).expect("a value"))));
        }
        "encode" => on(|| (), |()| drop(black_box(encoded(value)))),
        "serde_dynamo decodes" => {
            on(|| dynamo(value), |item| drop(black_box(from_attribute_value::<T>(item).expect("a value"))))
        }
        "serde_dynamo encodes" => on(|| (), |()| drop(black_box(dynamo(value)))),
        _ => return false,
    }
    true
}

fn run(line: &str) -> bool {
    for (suffix, convert) in [
        (" 8 scalars", (|how| conversion(how, &small())) as fn(&str) -> bool),
        (" 25 fields", |how| conversion(how, &medium())),
        (" 100 structs", |how| conversion(how, &large())),
    ] {
        if let Some(how) = line.strip_suffix(suffix) {
            return convert(how);
        }
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let client = client::client(50, line.contains("by hash"));
    let shop: TableHandle<Shop> = Shop::on(client.clone(), "shop");
    let one = order(1);
    match line {
        "typed get" => on(
            || (),
            |()| {
                let read = runtime.block_on(shop.get(Order::key("c-1", 1)).send()).expect("an answer");
                assert!(black_box(read).is_some());
            },
        ),
        "get by SDK and serde_dynamo" => {
            on(|| (), |()| drop(black_box(runtime.block_on(client::get(&client, 1)))));
        }
        "typed put" => on(|| (), |()| runtime.block_on(shop.put(&one).send()).expect("an answer")),
        "put by SDK and serde_dynamo" => on(|| (), |()| runtime.block_on(client::put(&client, &one))),
        "typed query of 50" | "typed query of 50, names by hash" => on(
            || (),
            |()| {
                let page = runtime.block_on(shop.query(Order::of("c-1")).send()).expect("an answer");
                assert_eq!(black_box(page).items.len(), 50);
            },
        ),
        "query of 50 by SDK and serde_dynamo" | "query of 50, names by hash, by SDK and serde_dynamo" => {
            on(|| (), |()| assert_eq!(black_box(runtime.block_on(client::query(&client))).len(), 50));
        }
        "typed get on the engine" => {
            let shop: TableHandle<Shop> = Shop::on(Mock::new(), "shop");
            runtime.block_on(async {
                shop.create_table().await.expect("a table");
                for number in 0..1_000 {
                    shop.put(&order(number)).await.expect("an answer");
                }
            });
            on(
                || (),
                |()| {
                    let read = runtime.block_on(shop.get(Order::key("c-1", 500)).send()).expect("an answer");
                    assert!(black_box(read).is_some());
                },
            );
        }
        "get on dynoxide" => dynoxide_get(),
        _ => return false,
    }
    true
}

fn dynoxide_get() {
    use serde_json::json;
    let database = dynoxide::Database::memory().expect("a database");
    let attribute = |name: &str| json!({"AttributeName": name, "AttributeType": "S"});
    let keys = |hash: &str, range: &str| json!([{"AttributeName": hash, "KeyType": "HASH"}, {"AttributeName": range, "KeyType": "RANGE"}]);
    let create = json!({
        "TableName": "shop", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [attribute("pk"), attribute("sk"), attribute("g1"), attribute("g2")],
        "KeySchema": keys("pk", "sk"),
        "GlobalSecondaryIndexes": [
            {"IndexName": "ByStatus", "KeySchema": keys("g1", "g2"), "Projection": {"ProjectionType": "ALL"}},
        ],
    });
    database.create_table(serde_json::from_value(create).expect("a request")).expect("a table");
    for number in 0..1_000 {
        let item = dynamo_model::to_item(&order(number)).expect("an item");
        let item: serde_json::Value =
            serde_json::from_slice(&dynamo_model::wire::encode_item(&item)).expect("JSON");
        let put = json!({"TableName": "shop", "Item": item});
        database.put_item(serde_json::from_value(put).expect("a request")).expect("an answer");
    }
    let key = json!({"pk": {"S": "CUSTOMER#c-1"}, "sk": {"S": "ORDER#0000000500"}});
    let get = json!({"TableName": "shop", "Key": key});
    let request = || -> dynoxide::actions::get_item::GetItemRequest {
        serde_json::from_value(get.clone()).expect("a request")
    };
    on(request, |request| {
        let answer = black_box(database.get_item(request).expect("an answer"));
        assert!(answer.item.is_some());
    });
}

/// The instructions of a line per operation, counted by another process.
fn count(line: &str) -> Result<f64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--collect-atstart=no", "--toggle-collect=*::measured*"])
        .arg("--callgrind-out-file=/dev/null")
        .arg(program)
        .args(["--line", line])
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    let collected =
        text.lines().find_map(|line| line.split_once("Collected : ")).map(|(_, count)| count.trim());
    let collected = collected.filter(|_| output.status.success()).ok_or_else(|| text.to_string())?;
    collected.parse::<f64>().map(|count| count / ROUNDS as f64).map_err(|error| error.to_string())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value = |name: &str| {
        arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1)).cloned()
    };
    if let Some(line) = value("--line") {
        return if run(&line) { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    println!("| ours | instructions | beside | instructions | ratio | goal |\n|---|---|---|---|---|---|");
    let mut known = std::collections::BTreeMap::new();
    let mut counted = |line: &'static str| match known.get(line) {
        Some(count) => Ok(*count),
        None => count(line).inspect(|count| {
            known.insert(line, *count);
        }),
    };
    for (ours, theirs, goal) in LINES.iter().copied() {
        if value("--only").is_some_and(|only| !ours.contains(&only)) {
            continue;
        }
        match (counted(ours), counted(theirs)) {
            (Ok(our), Ok(their)) => {
                let ratio = our / their;
                println!("| {ours} | {our:.0} | {theirs} | {their:.0} | {ratio:.2} | ≤ {goal:.2} |");
            }
            (Err(error), _) | (_, Err(error)) => {
                eprintln!("{ours}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
