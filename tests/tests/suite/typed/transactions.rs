//! Transactions: all or nothing, and checked before they are sent.

use dynamo_model::ErrorKind;
use dynamo_tests::{Recorder, for_each_backend};

use super::model::{State, Task, Tracker, day, task, tracker};

#[test]
fn writes_happen_together_or_not_at_all() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        table.create(&task("p", 2)).await.unwrap();
        let both = || {
            let update =
                table.update(Task::key("blue", "p", 1)).add(|t| t.effort(), 5).when(|t| t.effort().lt(5));
            let delete = table.delete_existing(Task::key("blue", "p", 2));
            table.transaction().with(table.create(&task("p", 3))).with(update).with(delete)
        };
        both().await.unwrap();
        assert_eq!(table.get(Task::key("blue", "p", 1)).await.unwrap().unwrap().effort, 6);
        assert_eq!(table.get(Task::key("blue", "p", 2)).await.unwrap(), None);
        assert_eq!(table.get(Task::key("blue", "p", 3)).await.unwrap(), Some(task("p", 3)));

        let error = both().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TransactionCanceled);
        let codes: Vec<&str> = error.cancellation_reasons().iter().map(|reason| &*reason.code).collect();
        assert_eq!(codes, ["ConditionalCheckFailed"; 3]);
        let old = error.cancellation_reasons()[1].item.clone().unwrap();
        assert_eq!(dynamo_model::from_item::<Task>(old).unwrap().effort, 6);
    });
}

#[test]
fn index_keys_follow_in_a_transaction() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        let update = table.update(Task::key("blue", "p", 1)).set(|t| t.state(), State::Done);
        let update =
            update.given(|t| t.assignee(), "ada").given(|t| t.priority(), 0).given(|t| t.due(), day(1));
        table.transaction().with(update).await.unwrap();
        assert!(table.query(Task::by_assignee("ada")).await.unwrap().items.is_empty());
    });
}

#[test]
fn a_token_makes_sending_twice_harmless() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        let token = format!("{}", table.name().len());
        let add = |effort| {
            let update = table.update(Task::key("blue", "p", 1)).add(|t| t.effort(), effort);
            table.transaction().with(update).token(format!("once-{token}"))
        };
        add(10).await.unwrap();
        add(10).await.unwrap();
        assert_eq!(table.get(Task::key("blue", "p", 1)).await.unwrap().unwrap().effort, 11);
        let other = add(11).await.unwrap_err();
        assert!(other.to_string().contains("IdempotentParameterMismatch"), "{other}");
    });
}

#[test]
fn what_dynamodb_refuses_is_refused_before_sending() {
    for_each_backend(async |case| {
        let recorder = Recorder::new(case.backend().clone());
        let table = Tracker::on(recorder.clone(), "nowhere");
        let twice =
            table.transaction().with(table.put(&task("p", 1))).with(table.delete(Task::key("blue", "p", 1)));
        assert!(twice.await.unwrap_err().to_string().contains("one action per item"));
        let none = table.transaction().await.unwrap_err();
        assert!(none.to_string().contains("1 to 100 actions, not 0"), "{none}");
        let many = (0..101).fold(table.transaction(), |all, number| all.with(table.put(&task("p", number))));
        assert!(many.await.unwrap_err().to_string().contains("not 101"));
        let bad = table.transaction().with(table.put(&task("p", 1))).with(table.put(&task("", 1)));
        assert!(bad.await.unwrap_err().to_string().contains("action 1"));
        let token = table.transaction().with(table.put(&task("p", 1))).token("x".repeat(37));
        assert!(token.await.unwrap_err().to_string().contains("36 characters"));
        assert_eq!(recorder.take(), []);
    });
}
