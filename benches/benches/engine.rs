//! The engine beside dynoxide, in one process and one run.
//!
//! `cargo bench -p dynamo-benches --bench engine` prints the tables; `-- --items 1000,10000` says how many items they hold,
//! `-- --only get --side engine --items 1000 --rounds 200` runs one line, as for
//! `valgrind --tool=callgrind --toggle-collect='*::measured*'`.
//!
//! Both sides get typed requests and give typed answers: the engine [`dynamo_model::api::Request`]s, the peer its
//! own request types, read from JSON beforehand. Two global indexes follow each write. Then come an engine's first
//! write, from nothing, and several threads on one table.

#![allow(clippy::print_stdout, reason = "the table is what the program is for")]

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use dynamo_mock::{Engine, Mock};
use dynamo_model::api::Request;
use dynamo_model::wire;
use dynoxide::Database;
use serde_json::{Value, json};

/// How long one line is measured, unless a number of rounds is asked for.
const TIME: Duration = Duration::from_millis(600);
/// How many items a partition holds.
const PARTITION: usize = 100;
/// How many different requests of one kind are made beforehand.
const REQUESTS: usize = 256;

/// The kinds of requests, by what the table calls them.
const KINDS: &[(&str, &str)] = &[
    ("get", "GetItem"),
    ("put", "PutItem"),
    ("query of 50", "Query"),
    ("update with condition", "UpdateItem"),
    ("transaction of 4", "TransactWriteItems"),
    ("batch of 25", "BatchWriteItem"),
];

fn key(at: usize) -> Value {
    json!({"pk": {"S": format!("CUSTOMER#{:08}", at / PARTITION)}, "sk": {"S": format!("ORDER#{:04}", at % PARTITION)}})
}

fn item(at: usize, version: usize) -> Value {
    let mut item = key(at);
    item["g1"] = json!({"S": format!("STATUS#{:05}", at % 1_000)});
    item["g2"] = json!({"S": format!("AT#{at:010}")});
    item["version"] = json!({"N": version.to_string()});
    item["amount"] = json!({"N": "129.95"});
    item["tags"] = json!({"SS": ["new", "gift"]});
    item["lines"] = json!({"L": [{"M": {"sku": {"S": "A-1"}, "count": {"N": "2"}}}]});
    item["note"] = json!({"S": "x".repeat(800)});
    item
}

fn create() -> Value {
    let attribute = |name: &str| json!({"AttributeName": name, "AttributeType": "S"});
    let schema = |hash: &str, range: &str| json!([{"AttributeName": hash, "KeyType": "HASH"}, {"AttributeName": range, "KeyType": "RANGE"}]);
    let index = |name: &str, hash: &str, range: &str| json!({"IndexName": name, "KeySchema": schema(hash, range), "Projection": {"ProjectionType": "ALL"}});
    json!({
        "TableName": "orders",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [attribute("pk"), attribute("sk"), attribute("g1"), attribute("g2")],
        "KeySchema": schema("pk", "sk"),
        "GlobalSecondaryIndexes": [index("gsi1", "g1", "g2"), index("gsi2", "g2", "g1")],
    })
}

/// The body of a request of a kind on items of a table that holds so many.
fn request(kind: &str, at: usize, items: usize) -> Value {
    let some = |step: usize| (at * 7_919 + step * 104_729) % items;
    match kind {
        "get" => json!({"TableName": "orders", "Key": key(some(0))}),
        "put" => json!({"TableName": "orders", "Item": item(some(0), at)}),
        "query of 50" => json!({
            "TableName": "orders",
            "KeyConditionExpression": "pk = :pk AND sk >= :sk",
            "ExpressionAttributeValues": {":pk": key(some(0))["pk"], ":sk": {"S": "ORDER#0000"}},
            "Limit": 50,
        }),
        "update with condition" => json!({
            "TableName": "orders",
            "Key": key(some(0)),
            "UpdateExpression": "SET amount = :amount ADD version :one",
            "ConditionExpression": "attribute_exists(pk) AND version >= :zero",
            "ExpressionAttributeValues": {":amount": {"N": "99.5"}, ":one": {"N": "1"}, ":zero": {"N": "0"}},
        }),
        "transaction of 4" => {
            let puts =
                (0..4).map(|step| json!({"Put": {"TableName": "orders", "Item": item(some(step), at)}}));
            json!({"TransactItems": puts.collect::<Vec<_>>()})
        }
        _ => {
            let puts =
                (0..25).map(|step| json!({"PutRequest": {"Item": item((some(0) + step) % items, at)}}));
            json!({"RequestItems": {"orders": puts.collect::<Vec<_>>()}})
        }
    }
}

/// The seconds of one call: the median of short series, so that what else the machine does counts little. Each call
/// takes a request, which `make` makes while no time is taken.
fn seconds<T>(make: impl Fn(usize) -> T, mut call: impl FnMut(T), rounds: Option<usize>) -> f64 {
    const SERIES: usize = 16;
    let (mut done, mut passed, mut series) = (0, Duration::ZERO, Vec::new());
    while rounds.map_or_else(|| passed < TIME, |rounds| done < rounds) {
        let count = rounds.map_or(SERIES, |rounds| SERIES.min(rounds - done));
        let requests: Vec<T> = (done..done + count).map(&make).collect();
        let time = measured(requests, &mut call);
        series.push(time.as_secs_f64() / count as f64);
        passed += time;
        done += count;
    }
    series.sort_by(f64::total_cmp);
    series.get(series.len() / 2).copied().unwrap_or_default()
}

/// Calls with one request after the other. Its name is what instructions are collected under.
#[inline(never)]
fn measured<T>(requests: Vec<T>, call: &mut impl FnMut(T)) -> Duration {
    let start = Instant::now();
    requests.into_iter().for_each(call);
    start.elapsed()
}

fn engine_with(items: usize) -> Engine {
    let engine = Engine::new();
    let call = |action: &str, body: &Value| {
        let request = wire::decode_request(action, body.to_string().as_bytes()).expect("a request");
        engine.call(request).expect("an answer");
    };
    call("CreateTable", &create());
    (0..items).for_each(|at| call("PutItem", &json!({"TableName": "orders", "Item": item(at, 0)})));
    engine
}

fn on_engine(engine: &Engine, (kind, action): (&str, &str), items: usize, rounds: Option<usize>) -> f64 {
    let requests: Vec<_> = (0..REQUESTS)
        .map(|at| wire::decode_request(action, request(kind, at, items).to_string().as_bytes()))
        .collect::<Result<_, _>>()
        .expect("requests");
    let call = |request| drop(black_box(engine.call(request).expect("an answer")));
    seconds(|at| requests[at % REQUESTS].clone(), call, rounds)
}

fn peer_with(items: usize) -> Database {
    let database = Database::memory().expect("a database");
    database.create_table(serde_json::from_value(create()).expect("a request")).expect("a table");
    for at in 0..items {
        let put = json!({"TableName": "orders", "Item": item(at, 0)});
        database.put_item(serde_json::from_value(put).expect("a request")).expect("an answer");
    }
    database
}

fn on_peer(database: &Database, kind: &str, items: usize, rounds: Option<usize>) -> f64 {
    // The peer's requests cannot be cloned: each is read from JSON.
    macro_rules! timed {
        ($call:ident, $input:ty) => {{
            let texts: Vec<String> = (0..REQUESTS).map(|at| request(kind, at, items).to_string()).collect();
            let read =
                |at: usize| -> $input { serde_json::from_str(&texts[at % REQUESTS]).expect("a request") };
            let call = |request| drop(black_box(database.$call(request).expect("an answer")));
            seconds(read, call, rounds)
        }};
    }
    use dynoxide::actions::{batch_write_item, get_item, put_item, query, transact_write_items, update_item};
    match kind {
        "get" => timed!(get_item, get_item::GetItemRequest),
        "put" => timed!(put_item, put_item::PutItemRequest),
        "query of 50" => timed!(query, query::QueryRequest),
        "update with condition" => timed!(update_item, update_item::UpdateItemRequest),
        "transaction of 4" => timed!(transact_write_items, transact_write_items::TransactWriteItemsRequest),
        _ => timed!(batch_write_item, batch_write_item::BatchWriteItemRequest),
    }
}

/// The resident memory of the process in MB, where the system tells.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1_024.0
}

/// The seconds from nothing to the first item.
fn first_put(side: Option<&str>, rounds: Option<usize>) -> (f64, f64) {
    let put = json!({"TableName": "orders", "Item": item(0, 0)});
    let requests = |_| {
        [("CreateTable", create()), ("PutItem", put.clone())].map(|(action, body)| {
            wire::decode_request(action, body.to_string().as_bytes()).expect("a request")
        })
    };
    let on_engine = |requests: [_; 2]| {
        let engine = Mock::new();
        for request in requests {
            engine.engine().call(request).expect("an answer");
        }
    };
    let read = |_| {
        (
            serde_json::from_value(create()).expect("a request"),
            serde_json::from_value(put.clone()).expect("a request"),
        )
    };
    let on_peer = |(create, put)| {
        let database = Database::memory().expect("a database");
        database.create_table(create).expect("a table");
        database.put_item(put).expect("an answer");
    };
    let ours = if side == Some("dynoxide") { 0.0 } else { seconds(requests, on_engine, rounds) };
    let theirs = if side == Some("engine") { 0.0 } else { seconds(read, on_peer, rounds) };
    (ours, theirs)
}

/// The reads per second of several threads together, while a writer is at work on other partitions, or none is.
fn reads_per_second(engine: &Engine, items: usize, readers: usize, writer: bool) -> f64 {
    let requests = |kind: &str, action: &str| -> Vec<Request> {
        let bodies = (0..REQUESTS).map(|at| request(kind, at, items).to_string());
        bodies.map(|body| wire::decode_request(action, body.as_bytes()).expect("a request")).collect()
    };
    let (gets, puts) = (requests("get", "GetItem"), requests("put", "PutItem"));
    let (stop, done) = (AtomicBool::new(false), AtomicUsize::new(0));
    let work = |requests: &[Request], done: &AtomicUsize| {
        for request in requests.iter().cycle().take_while(|_| !stop.load(Ordering::Relaxed)) {
            black_box(engine.call(request.clone()).expect("an answer"));
            done.fetch_add(1, Ordering::Relaxed);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..readers {
            scope.spawn(|| work(&gets, &done));
        }
        if writer {
            scope.spawn(|| work(&puts, &AtomicUsize::new(0)));
        }
        std::thread::sleep(TIME);
        stop.store(true, Ordering::Relaxed);
    });
    done.into_inner() as f64 / TIME.as_secs_f64()
}

fn main() {
    let (mut sizes, mut rounds) = (vec![1_000usize, 10_000, 100_000], None);
    let (mut only, mut side) = (None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        match name.as_str() {
            "--items" => {
                let list = arguments.next().unwrap_or_default();
                sizes = list.split(',').filter_map(|size| size.parse().ok()).collect();
            }
            "--rounds" => rounds = arguments.next().and_then(|value| value.parse().ok()),
            "--only" => only = arguments.next(),
            "--side" => side = arguments.next(),
            _ => {}
        }
    }
    println!("| items | operation | engine, µs | dynoxide 3.2, µs | ratio |\n|---|---|---|---|---|");
    for size in sizes {
        let before = resident();
        let engine = (side.as_deref() != Some("dynoxide")).then(|| engine_with(size));
        let between = resident();
        let peer = (side.as_deref() != Some("engine")).then(|| peer_with(size));
        let after = resident();
        for (kind, action) in
            KINDS.iter().copied().filter(|(kind, _)| only.as_deref().is_none_or(|only| only == *kind))
        {
            let ours = engine.as_ref().map_or(0.0, |engine| on_engine(engine, (kind, action), size, rounds));
            let theirs = peer.as_ref().map_or(0.0, |peer| on_peer(peer, kind, size, rounds));
            let (ours, theirs) = (ours * 1e6, theirs * 1e6);
            println!("| {size} | {kind} | {ours:.2} | {theirs:.1} | {:.1} |", theirs / ours);
        }
        println!("| {size} | memory, MB | {:.0} | {:.0} | |", between - before, after - between);
        if let (Some(engine), None, None) = (&engine, &only, rounds) {
            for (readers, writer) in [(1, false), (2, false), (1, true)] {
                let reads = reads_per_second(engine, size, readers, writer) / 1e3;
                println!(
                    "| {size} | get, {readers} readers, a writer: {writer}, thousands a second | {reads:.0} | | |"
                );
            }
        }
    }
    if only.as_deref().is_none_or(|only| only == "first put") {
        let (ours, theirs) = first_put(side.as_deref(), rounds);
        let (ours, theirs) = (ours * 1e6, theirs * 1e6);
        println!("| 0 | new engine, table, first put | {ours:.2} | {theirs:.1} | {:.1} |", theirs / ours);
    }
}
