//! What observers and traces are told of requests, and what they are not.
//!
//! A program of its own: which spans are recorded is decided once per process, and other tests have no subscriber.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, also in its helpers")]

#[allow(dead_code, reason = "the suite uses the rest")]
#[path = "../suite/typed/model.rs"]
mod model;

use std::collections::BTreeMap;
use std::fmt::{self, Debug};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use dynamo_mock::{Fault, Faults, Mock, Rule};
use dynamo_model::IntoBackend;
use dynamo_model::observe::Outcome;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_core::span::Current;

use model::{Task, Tracker, TrackerTable, task};

/// Keeps what this project's spans and events say.
#[derive(Debug, Clone, Default)]
struct Recorder(Arc<Mutex<Recorded>>);

#[derive(Debug, Default)]
struct Recorded {
    /// By the number of the span; none for those of others.
    spans: Vec<Option<Fields>>,
    /// What each span is, by its number.
    kinds: Vec<&'static Metadata<'static>>,
    /// The spans that have been entered, the innermost last.
    entered: Vec<Id>,
    events: Vec<Fields>,
}

#[derive(Debug, Clone, Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

fn is_own(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("dynamo_model")
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        span.record(&mut fields);
        let mut recorded = self.0.lock().unwrap();
        recorded.spans.push(is_own(span.metadata()).then_some(fields));
        recorded.kinds.push(span.metadata());
        Id::from_u64(recorded.spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let at = id.into_u64() as usize - 1;
        if let Some(fields) = &mut self.0.lock().unwrap().spans[at] {
            values.record(fields);
        }
    }

    fn event(&self, event: &Event<'_>) {
        if is_own(event.metadata()) {
            let mut fields = Fields::default();
            event.record(&mut fields);
            self.0.lock().unwrap().events.push(fields);
        }
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, id: &Id) {
        self.0.lock().unwrap().entered.push(id.clone());
    }

    fn exit(&self, _: &Id) {
        self.0.lock().unwrap().entered.pop();
    }

    fn current_span(&self) -> Current {
        let recorded = self.0.lock().unwrap();
        recorded.entered.last().map_or_else(Current::none, |id| {
            Current::new(id.clone(), recorded.kinds[id.into_u64() as usize - 1])
        })
    }
}

impl Recorded {
    /// The spans of requests, in order.
    fn requests(&self) -> Vec<Fields> {
        self.spans.iter().flatten().cloned().collect()
    }
}

impl Recorder {
    /// Runs something whose requests are recorded, while nothing else is.
    fn watch<T>(future: impl Future<Output = T>) -> (T, Recorded) {
        static RECORDER: LazyLock<Recorder> = LazyLock::new(|| {
            let recorder = Recorder::default();
            tracing::subscriber::set_global_default(recorder.clone()).unwrap();
            recorder
        });
        static ALONE: Mutex<()> = Mutex::new(());
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        *RECORDER.0.lock().unwrap() = Recorded::default();
        let output = runtime.block_on(future);
        (output, std::mem::take(&mut *RECORDER.0.lock().unwrap()))
    }
}

async fn tracker(backend: impl IntoBackend) -> TrackerTable {
    Tracker::on(backend, "tracker").create_table().await.unwrap()
}

#[test]
fn a_request_is_a_span() {
    let ((), recorded) = Recorder::watch(async {
        let table = tracker(Mock::new()).await;
        table.put(&task("p", 1)).await.unwrap();
        table.get(Task::key("blue", "p", 1)).consistent().await.unwrap();
        table.query(Task::by_assignee("ada")).page_size(5).await.unwrap();
        table.update(Task::key("blue", "p", 9)).set(|t| t.effort(), 3).await.unwrap_err();
    });
    let requests = recorded.requests();
    let of = |operation: &str| {
        let found = requests.iter().find(|span| span.get("db.operation.name") == Some(operation));
        found.cloned().unwrap_or_else(|| panic!("no {operation} in {requests:?}"))
    };
    let put = of("PutItem");
    for (name, value) in [
        ("otel.name", "PutItem tracker"),
        ("otel.kind", "client"),
        ("db.system.name", "aws.dynamodb"),
        ("db.collection.name", "tracker"),
        ("dynamo.entity", "task"),
    ] {
        assert_eq!(put.get(name), Some(value), "{name}");
    }
    // The item and its entries in two indexes.
    assert_eq!(put.get("aws.dynamodb.consumed_capacity"), Some("4.0"));
    assert_eq!((put.get("error.type"), put.get("aws.dynamodb.index_name")), (None, None));
    let get = of("GetItem");
    assert_eq!(get.get("aws.dynamodb.consistent_read"), Some("true"));
    assert_eq!(get.get("aws.dynamodb.consumed_capacity"), Some("1.0"));
    let query = of("Query");
    assert_eq!(query.get("aws.dynamodb.index_name"), Some("Gsi1"));
    assert_eq!(query.get("aws.dynamodb.limit"), Some("5"));
    assert_eq!(query.get("aws.dynamodb.count"), Some("1"));
    assert_eq!(query.get("aws.dynamodb.scanned_count"), Some("1"));
    let update = of("UpdateItem");
    assert_eq!(update.get("error.type"), Some("ConditionalCheckFailedException"));
    assert_eq!(update.get("otel.status_code"), Some("ERROR"));
    let events = &recorded.events;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].get("error.type"), Some("ConditionalCheckFailedException"));
}

#[test]
fn what_the_client_tried_again_is_in_the_span() {
    let ((), recorded) = Recorder::watch(async {
        let engine = Mock::new();
        tracker(engine.clone()).await.put(&task("p", 1)).await.unwrap();
        let faults = Faults::new(engine).rule(Rule::new(Fault::Throttling).on("GetItem").times(2));
        let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
        let config = dynamo_mock::sdk::config(faults).to_builder().retry_config(retries);
        let table: TrackerTable = Tracker::on(Client::from_conf(config.build()), "tracker");
        table.get(Task::key("blue", "p", 1)).await.unwrap().unwrap();
    });
    let get = recorded.requests().pop().unwrap();
    assert_eq!(get.get("db.operation.name"), Some("GetItem"));
    assert_eq!(get.get("http.request.resend_count"), Some("2"));
    assert!(get.get("aws.request_id").is_some_and(|id| !id.is_empty()));
    assert_eq!(get.get("error.type"), None);
}

#[test]
fn an_observer_is_told_about_every_request() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let notes = Arc::clone(&told);
    let ((), _) = Recorder::watch(async {
        let faults = Faults::new(Mock::new()).rule(Rule::new(Fault::TimeoutAfter).on("DeleteItem"));
        let table = tracker(faults).await.observe(move |call| {
            let outcome = match call.outcome {
                Outcome::Refused(code) => format!("refused {}", code.as_str()),
                other => format!("{other:?}"),
            };
            assert!(call.duration < Duration::from_secs(60));
            notes.lock().unwrap().push(format!(
                "{} {} {:?} {:?} {:?} {} {outcome}",
                call.operation, call.table, call.index, call.entity, call.consumed_capacity, call.items
            ));
        });
        let first = task("p", 1);
        table.create(&first).await.unwrap();
        table.create(&first).await.unwrap_err();
        table.query(Task::by_assignee("ada")).await.unwrap();
        table.clone().scan::<Task>().await.unwrap();
        table.transaction().with(table.update(first.primary_key()).set(|t| t.effort(), 2)).await.unwrap();
        table.delete(first.primary_key()).await.unwrap_err();
    });
    assert_eq!(
        *told.lock().unwrap(),
        [
            r#"PutItem tracker None Some("task") Some(4.0) 0 Done"#,
            r#"PutItem tracker None Some("task") None 0 refused ConditionalCheckFailedException"#,
            r#"Query tracker Some("Gsi1") Some("task") Some(0.5) 1 Done"#,
            r#"Scan tracker None Some("task") Some(0.5) 1 Done"#,
            r#"TransactWriteItems tracker None None Some(5.0) 0 Done"#,
            r#"DeleteItem tracker None Some("task") None 0 NoAnswer"#,
        ]
    );
}

/// What is debugged is kept, to be searched for secrets.
fn shown(all: &mut String, value: impl Debug) {
    fmt::Write::write_fmt(all, format_args!("{value:?}\n")).unwrap();
}

#[test]
fn no_key_and_no_value_is_told() {
    let calls = Arc::new(Mutex::new(String::new()));
    let notes = Arc::clone(&calls);
    let (mut all, recorded) = Recorder::watch(async {
        let mut all = String::new();
        let table =
            tracker(Mock::new().client()).await.observe(move |call| shown(&mut notes.lock().unwrap(), call));
        let secret = Task {
            team: "hush".to_owned(),
            assignee: Some("hush@example.com".to_owned()),
            note: Some("hush hush".to_owned()),
            ..task("hush", 1)
        };
        table.create(&secret).await.unwrap();
        shown(&mut all, table.create(&secret).await.unwrap_err());
        let update =
            table.update(secret.primary_key()).set(|t| t.note(), "hush again").when(|t| t.note().eq("hush?"));
        shown(&mut all, update.await.unwrap_err());
        table
            .query(Task::by_assignee("hush@example.com"))
            .filter(|t| t.note().contains("hush"))
            .await
            .unwrap();
        table.scan::<Task>().filter(|t| t.note().begins_with("hush")).await.unwrap();
        let change = table.update(secret.primary_key()).set(|t| t.effort(), 7);
        shown(&mut all, table.transaction().with(change.when(|t| t.note().eq("hush?"))).await.unwrap_err());
        shown(&mut all, &table);
        all
    });
    all.push_str(&calls.lock().unwrap());
    shown(&mut all, &recorded);
    assert!(recorded.requests().len() >= 6 && all.contains("ConditionalCheckFailed"));
    assert!(!all.contains("hush"), "{all}");
}
