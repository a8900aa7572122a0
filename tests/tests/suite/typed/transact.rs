//! Typed transactions: a tuple or a list of writes in, typed reasons out, and tries again that do nothing twice.

use dynamo_mock::{Fault, Faults, Rule};
use dynamo_model::api::{ErrorCode, Request, ServiceError, TransactWriteItem};
use dynamo_model::op::{Outcome, TransactWrite};
use dynamo_model::prelude::*;
use dynamo_model::{ErrorKind, Retry};
use dynamo_tests::{Case, Recorder, for_each_backend};

use super::model::{Member, Remark, State, Task, Tracker, TrackerTable, day, remark, task, tracker};

async fn faulty(case: &Case) -> (Faults, TrackerTable) {
    let faults = Faults::new(case.backend().clone());
    let table = Tracker::on(faults.clone(), case.table_name()).create_table().await.unwrap();
    (faults, table)
}

fn ada() -> Member {
    Member { team: "blue".to_owned(), member: "ada".to_owned() }
}

#[test]
fn a_tuple_of_writes_happens_together() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        table.create(&remark("p", 1, 1)).await.unwrap();
        table.create(&ada()).await.unwrap();
        table
            .transact((
                Task::create(&task("p", 2)),
                Task::update(Task::key("blue", "p", 1)).add(|t| t.effort(), 1).when(|t| t.effort().eq(1)),
                Remark::delete_existing(Remark::key("blue", "p", 1, 1)),
                Remark::put(&remark("p", 2, 1)),
                Member::check(Member::key("blue", "ada")),
                Member::check_absent(Member::key("blue", "bo")),
                Task::upsert(&task("p", 3)),
                Remark::delete(Remark::key("blue", "p", 9, 9)),
            ))
            .await
            .unwrap();
        assert_eq!(table.get(Task::key("blue", "p", 2)).await.unwrap(), Some(task("p", 2)));
        assert_eq!(table.get(Task::key("blue", "p", 1)).await.unwrap().unwrap().effort, 2);
        assert_eq!(table.get(Task::key("blue", "p", 3)).await.unwrap(), Some(task("p", 3)));
        assert_eq!(table.get(Remark::key("blue", "p", 1, 1)).await.unwrap(), None);
        assert_eq!(table.get(Remark::key("blue", "p", 2, 1)).await.unwrap(), Some(remark("p", 2, 1)));
    });
}

#[test]
fn reasons_have_the_types_of_their_writes() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        table.create(&remark("p", 1, 1)).await.unwrap();
        let outcome = table
            .transact((
                Task::create(&task("p", 1)),
                Remark::update(Remark::key("blue", "p", 7, 7)).set(|r| r.text(), "new"),
                Remark::delete(Remark::key("blue", "p", 1, 1)).when(|r| r.text().eq("another")),
                Member::check(Member::key("blue", "ada")),
                Task::put(&task("p", 2)),
            ))
            .outcome()
            .await
            .unwrap();
        let Outcome::Canceled((create, update, delete, check, put)) = outcome else { panic!("cancelled") };
        assert!(create.is_already_exists() && create.is_cause());
        assert_eq!(create.old().unwrap(), Some(task("p", 1)));
        assert!(update.is_not_found());
        assert_eq!(update.old().unwrap(), None);
        assert!(delete.is_condition_failed());
        assert_eq!(delete.old().unwrap(), Some(remark("p", 1, 1)));
        assert!(check.is_not_found());
        assert_eq!((put.is_cause(), put.kind(), put.code()), (false, None, "None"));
        assert_eq!(put.old().unwrap(), None);
        // The texts are free of what is in the items.
        assert!(!format!("{create:?}").contains("blue"));
        assert_eq!(table.get(Task::key("blue", "p", 2)).await.unwrap(), None);
        assert!(table.transact((Task::put(&task("p", 2)),)).outcome().await.unwrap().is_committed());
    });
}

#[test]
fn an_old_item_of_another_kind_is_an_error_and_no_entity() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let mut item = dynamo_model::to_item(&task("p", 1)).unwrap();
        item.insert("_t", "ghost".into());
        let put =
            dynamo_model::api::PutItemInput { table_name: table.name().into(), item, ..Default::default() };
        case.answer(put).await;
        let outcome = table.transact((Task::create(&task("p", 1)),)).outcome().await.unwrap();
        let (create,) = outcome.canceled().unwrap();
        assert!(create.is_already_exists());
        assert!(create.old().unwrap_err().is_decode());
        assert!(create.old_item().is_some());
    });
}

#[test]
fn lists_of_one_and_of_different_writes() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let tasks: Vec<Task> = (1..=30).map(|number| task("p", number)).collect();
        table.transact(Vec::from_iter(tasks.iter().map(Task::create))).await.unwrap();
        assert_eq!(table.query(Task::of("blue")).all().await.unwrap().len(), 30);

        let mut writes = vec![Member::check_absent(Member::key("blue", "ada")).any()];
        writes.push(Task::delete_existing(Task::key("blue", "p", 1)).any());
        writes.push(table.create(&task("p", 2)).any());
        let reasons = table.transact(writes).outcome().await.unwrap().canceled().unwrap();
        assert_eq!(reasons.iter().map(|reason| reason.is_cause()).collect::<Vec<_>>(), [false, false, true]);
        assert_eq!(reasons[2].old_as::<Task>().unwrap(), Some(task("p", 2)));

        let typed = table.transact([Task::create(&task("p", 1)), Task::create(&task("p", 31))]);
        let reasons = typed.outcome().await.unwrap().canceled().unwrap();
        assert_eq!(reasons[0].old().unwrap(), Some(task("p", 1)));
        assert_eq!(reasons[1].old().unwrap(), None);
    });
}

#[test]
fn writes_of_two_tables_in_one_transaction() {
    for_each_backend(async |case| {
        let (one, other) = (tracker(case).await, tracker(case).await);
        one.transact((Task::create(&task("p", 1)), other.create(&task("p", 1)))).await.unwrap();
        assert!(other.get(Task::key("blue", "p", 1)).await.unwrap().is_some());
        // The same key in another table is another item.
        one.transaction().with(Task::put(&task("p", 1))).with(other.put(&task("p", 1))).await.unwrap();
    });
}

#[test]
fn index_keys_follow_updates_without_a_table() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        let done = Task::update(Task::key("blue", "p", 1)).set(|t| t.state(), State::Done);
        let done = done.given(|t| t.assignee(), "ada").given(|t| t.priority(), 0).given(|t| t.due(), day(1));
        table.transact((done,)).await.unwrap();
        assert!(table.query(Task::by_assignee("ada")).await.unwrap().items.is_empty());
    });
}

#[test]
fn a_conflict_is_tried_again_and_done_once() {
    for_each_backend(async |case| {
        let (faults, table) = faulty(case).await;
        table.create(&task("p", 1)).await.unwrap();
        let longer = || table.transact((Task::update(Task::key("blue", "p", 1)).add(|t| t.effort(), 1),));
        faults.add(Rule::new(Fault::TransactionConflict).on("TransactWriteItems").times(3));
        longer().await.unwrap();
        faults.add(Rule::new(Fault::ProvisionedThroughputExceeded).on("TransactWriteItems").times(2));
        longer().await.unwrap();
        faults.add(Rule::new(Fault::Throttling).on("TransactWriteItems").times(2));
        longer().await.unwrap();
        let busy = Fault::Error(ServiceError::new(ErrorCode::TransactionInProgress, "under way"));
        faults.add(Rule::new(busy).on("TransactWriteItems").times(1));
        longer().await.unwrap();
        assert_eq!(faults.injected(), 8);
        assert_eq!(table.get(Task::key("blue", "p", 1)).await.unwrap().unwrap().effort, 5);
    });
}

#[test]
fn tries_of_a_transaction_are_bounded() {
    for_each_backend(async |case| {
        let (faults, table) = faulty(case).await;
        faults.add(Rule::new(Fault::TransactionConflict).on("TransactWriteItems"));
        let create = || table.transact((Task::create(&task("p", 1)), Task::create(&task("p", 2))));
        let (one, _) = create().retry(Retry::default().tries(4)).outcome().await.unwrap().canceled().unwrap();
        assert!(one.is_conflict());
        assert_eq!(faults.injected(), 4);
        create().retry(Retry::never()).await.unwrap_err();
        assert_eq!(faults.injected(), 5);
        let deadline = Retry::default().tries(u32::MAX).deadline(std::time::Duration::ZERO);
        create().retry(deadline).await.unwrap_err();
        assert!(faults.injected() < 10);
        assert_eq!(table.get(Task::key("blue", "p", 1)).await.unwrap(), None);
    });
}

#[test]
fn a_failed_condition_is_not_tried_again() {
    for_each_backend(async |case| {
        let recorder = Recorder::new(case.backend().clone());
        let table = Tracker::on(recorder.clone(), case.table_name()).create_table().await.unwrap();
        table.create(&task("p", 1)).await.unwrap();
        recorder.take();
        let error = table.transact((Task::create(&task("p", 1)),)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TransactionCanceled);
        assert_eq!(recorder.take().len(), 1);
    });
}

#[test]
fn a_conflict_beside_a_failed_condition_is_not_tried_again() {
    let both = || {
        let mut error = ServiceError::new(ErrorCode::TransactionCanceled, "cancelled");
        error.cancellation_reasons = ["TransactionConflict", "ConditionalCheckFailed"]
            .map(|code| dynamo_model::api::CancellationReason { code: code.to_owned(), ..Default::default() })
            .into();
        Fault::Error(error)
    };
    for_each_backend(async |case| {
        let (faults, table) = faulty(case).await;
        faults.add(Rule::new(both()).on("TransactWriteItems"));
        let create = table.transact((Task::create(&task("p", 1)), Task::create(&task("p", 2))));
        let (one, two) = create.outcome().await.unwrap().canceled().unwrap();
        assert!(one.is_conflict() && two.is_already_exists());
        assert_eq!(faults.injected(), 1);
    });
}

#[test]
fn a_transaction_keeps_its_token_and_an_edit_changes_it() {
    for_each_backend(async |case| {
        let recorder = Recorder::new(case.backend().clone());
        let faults = Faults::new(recorder.clone());
        let table = Tracker::on(faults.clone(), case.table_name()).create_table().await.unwrap();
        table.create(&task("p", 1)).await.unwrap();
        recorder.take();
        let longer = || Task::update(Task::key("blue", "p", 1)).add(|t| t.effort(), 1);

        // The answer is lost after the commit; the same value sent again changes nothing more.
        let transaction = table.transact((longer(),));
        faults.add(Rule::new(Fault::TimeoutAfter).on("TransactWriteItems").times(1));
        assert!(transaction.clone().await.unwrap_err().is_outcome_unknown());
        transaction.await.unwrap();
        assert_eq!(table.get(Task::key("blue", "p", 1)).consistent().await.unwrap().unwrap().effort, 2);

        let first = table.transaction().with(longer());
        let second = first.clone().with(Task::put(&task("p", 2)));
        first.await.unwrap();
        second.await.unwrap();
        assert_eq!(table.get(Task::key("blue", "p", 1)).consistent().await.unwrap().unwrap().effort, 4);

        let tokens: Vec<String> = recorder.take().iter().filter_map(token).collect();
        assert_eq!(tokens.len(), 4);
        assert_eq!(tokens[0], tokens[1]);
        assert!(tokens[1] != tokens[2] && tokens[2] != tokens[3] && tokens[1] != tokens[3]);
    });
}

fn token(request: &Request) -> Option<String> {
    match request {
        Request::TransactWriteItems(input) => input.client_request_token.clone(),
        _ => None,
    }
}

#[test]
fn a_check_is_sent_as_a_condition_check() {
    let table = Tracker::on(dynamo_mock::Mock::new(), "tracker");
    let check = Task::check(Task::key("blue", "p", 1)).when(|t| t.effort().gt(3));
    let explanation = table.transact((check, Task::put(&task("p", 2)))).explain().unwrap();
    let Some(Request::TransactWriteItems(input)) = explanation.request() else { panic!("a transaction") };
    assert_eq!(input.client_request_token, None);
    let TransactWriteItem::ConditionCheck(check) = &input.transact_items[0] else { panic!("a check") };
    assert_eq!(&*check.table_name, "tracker");
    assert_eq!(check.condition_expression, "attribute_exists(#0) AND #1 > :0");
}
