//! What an operation tells: its cost before it is sent, and whether a write may have happened when no answer came.

use dynamo_model::api::{ErrorCode, Request, ServiceError};
use dynamo_model::prelude::*;
use dynamo_model::{Backend, BackendError, CallFuture, ErrorKind};
use dynamo_tests::for_each_backend;

use super::model::{Member, State, Task, Tracker, day, remark, task, tracker};

/// A backend without answers.
struct Silent(fn() -> BackendError);

impl Backend for Silent {
    fn call(&self, _: Request) -> CallFuture<'_> {
        Box::pin(std::future::ready(Err((self.0)())))
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

#[test]
fn an_unknown_outcome_is_told_from_a_refusal() {
    let kind = |failure: fn() -> BackendError| {
        let table = Tracker::on(Silent(failure), "tracker");
        let error = block_on(table.put(&task("p", 1)).send()).unwrap_err();
        assert!(std::error::Error::source(&error).is_some());
        (error.kind(), error.is_outcome_unknown())
    };
    let lost = || BackendError::Transport("connection reset".into());
    assert_eq!(kind(lost), (ErrorKind::OutcomeUnknown, true));
    let failed = || ServiceError::new(ErrorCode::InternalServerError, "oops").into();
    assert_eq!(kind(failed), (ErrorKind::OutcomeUnknown, true));
    let throttled = || ServiceError::new(ErrorCode::ProvisionedThroughputExceeded, "slow down").into();
    assert_eq!(kind(throttled), (ErrorKind::Throttled, false));
    let conflict = || ServiceError::new(ErrorCode::TransactionConflict, "busy").into();
    assert_eq!(kind(conflict), (ErrorKind::Conflict, false));
    let refused = || ServiceError::validation("no").into();
    assert_eq!(kind(refused), (ErrorKind::Service, false));
}

#[test]
fn the_answer_of_another_action_is_an_error() {
    struct Wrong;
    impl Backend for Wrong {
        fn call(&self, _: Request) -> CallFuture<'_> {
            let answer = dynamo_model::api::ScanOutput::default().into();
            Box::pin(std::future::ready(Ok(answer)))
        }
    }
    let error = block_on(Tracker::on(Wrong, "tracker").get(Task::key("a", "p", 1)).send()).unwrap_err();
    assert!(error.to_string().contains("another action: Scan"), "{error}");
}

#[test]
fn operations_can_move_between_threads() {
    fn send<T: Send>(value: T) -> T {
        value
    }
    for_each_backend(async |case| {
        let table = send(tracker(case).await);
        send(table.create(&task("p", 1)).into_future()).await.unwrap();
        send(table.get(Task::key("blue", "p", 1)).into_future()).await.unwrap();
        send(table.update(Task::key("blue", "p", 1)).add(|t| t.effort(), 1)).await.unwrap();
        send(table.upsert(&task("p", 1)).returning(AllNew).into_future()).await.unwrap();
        send(table.query(Task::of("blue")).into_future()).await.unwrap();
        send(table.collect(Task::of("blue")).into_future()).await.unwrap();
        send(table.scan::<Task>().into_future()).await.unwrap();
        send(table.transaction().with(table.put(&task("p", 2))).into_future()).await.unwrap();
        send(table.delete(Task::key("blue", "p", 1)).into_future()).await.unwrap();
    });
}

#[test]
fn an_update_says_which_index_writes_it_costs() {
    let table = Tracker::on(dynamo_mock::Mock::new(), "tracker");
    let update = table.update(Task::key("blue", "p", 1)).set(|t| t.state(), State::Doing);
    let update = update.given(|t| t.assignee(), "ada").given(|t| t.priority(), -1).given(|t| t.due(), day(1));
    assert_eq!(
        update.explain().unwrap().to_string(),
        "UpdateItem on tracker\n  \
         key        { pk: \"TEAM#blue\", sk: \"TASK#p#0000000001\" }\n  \
         update     SET state = \"doing\", gsi1pk = \"ASSIGNEE#ada\", gsi1sk = \"127#2024-10-05#0000000001\"\n  \
         if         attribute_exists(pk) AND assignee = \"ada\" AND priority = -1 AND due = \"2024-10-05\"\n  \
         costs      1 write unit per KB of the item, before or after the update, whichever is larger\n  \
         costs      2 writes in the index `Gsi1` if the key of `by_assignee` changes: one deletes, one inserts"
    );
    let done = table.update(Task::key("blue", "p", 1)).remove(|t| t.assignee());
    assert!(done.explain().unwrap().to_string().contains("REMOVE assignee, gsi1pk, gsi1sk"));
    let plain = table.update(Task::key("blue", "p", 1)).add(|t| t.effort(), 1);
    assert_eq!(plain.explain().unwrap().capacity().len(), 1);
}

#[test]
fn a_put_says_what_the_table_and_each_index_cost() {
    let table = Tracker::on(dynamo_mock::Mock::new(), "tracker");
    let large = Task { note: Some("x".repeat(3_000)), ..task("p", 1) };
    assert_eq!(
        table.put(&large).explain().unwrap().capacity(),
        [
            "4 write units for the item of 3236 bytes",
            "4 write units in the index `Gsi1`, if the item is new there",
            "1 write unit in the index `Inverted`, if the item is new there",
            "4 write units in the index `ByCreation`, if the item is new there",
        ]
    );
    let member = Member { team: "blue".to_owned(), member: "ada".to_owned() };
    assert_eq!(table.put(&member).explain().unwrap().capacity().len(), 2);
    assert_eq!(table.put(&remark("p", 1, 1)).explain().unwrap().capacity().len(), 2);
    assert!(table.query(Task::of("blue").project("p").number(3..3)).explain().unwrap().request().is_none());
}
