//! Indexes: sparse, never stale, never half written.

use dynamo_model::op::{Complete, Update};
use dynamo_model::prelude::*;
use dynamo_model::{Item, api};
use dynamo_tests::{Case, for_each_backend};

use super::model::{Member, State, Task, TrackerTable, day, numbers, task, tracker};

async fn assigned(table: &TrackerTable) -> Vec<u32> {
    numbers(table.query(Task::by_assignee("ada")).await.unwrap())
}

/// The index keys that are stored, to be compared with those of a fresh put.
async fn stored(case: &Case, table: &TrackerTable, key: &Item) -> Item {
    let get = api::GetItemInput { table_name: table.name().into(), key: key.clone(), ..Default::default() };
    case.answer(get).await.item.unwrap().into_item()
}

#[test]
fn signed_numbers_and_dates_sort_in_an_index() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for (number, priority, due) in
            [(1, 5, 1), (2, -128, 9), (3, 127, 0), (4, -1, 3), (5, 0, 2), (6, -1, 2)]
        {
            let task = Task { priority, due: day(due), ..task("p", number) };
            table.create(&task).await.unwrap();
        }
        assert_eq!(assigned(&table).await, [2, 6, 4, 5, 1, 3]);
        let low = table.query(Task::by_assignee("ada").priority(..0)).await.unwrap();
        assert_eq!(numbers(low), [2, 6, 4]);
        let exact = table.query(Task::by_assignee("ada").priority(-1).due(day(3)..)).await.unwrap();
        assert_eq!(numbers(exact), [4]);
        let down = table.query(Task::by_assignee("ada").priority(-1..=5)).descending().await.unwrap();
        assert_eq!(numbers(down), [1, 5, 4, 6]);
    });
}

#[test]
fn an_item_is_in_a_sparse_index_only_while_it_belongs_there() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        table.create(&Task { assignee: None, ..task("p", 2) }).await.unwrap();
        table.create(&Task { state: State::Done, ..task("p", 3) }).await.unwrap();
        assert_eq!(assigned(&table).await, [1]);
        let key = || Task::key("blue", "p", 1);

        let done = table.update(key()).set(|t| t.state(), State::Done).given(|t| t.assignee(), "ada");
        done.given(|t| t.priority(), 0).given(|t| t.due(), day(1)).await.unwrap();
        assert_eq!(assigned(&table).await, [0; 0]);
        let again = Task { state: State::Done, ..task("p", 1) };
        assert_eq!(
            stored(case, &table, &key().to_item().unwrap()).await,
            dynamo_model::to_item(&again).unwrap()
        );

        let open = table.update(key()).set(|t| t.state(), State::Doing).set(|t| t.assignee(), "ada");
        open.set(|t| t.priority(), -7).set(|t| t.due(), day(4)).await.unwrap();
        assert_eq!(assigned(&table).await, [1]);
        let again = Task { state: State::Doing, priority: -7, due: day(4), ..task("p", 1) };
        assert_eq!(
            stored(case, &table, &key().to_item().unwrap()).await,
            dynamo_model::to_item(&again).unwrap()
        );

        table.update(key()).remove(|t| t.assignee()).await.unwrap();
        assert_eq!(assigned(&table).await, [0; 0]);
        let again = Task { assignee: None, ..again };
        assert_eq!(
            stored(case, &table, &key().to_item().unwrap()).await,
            dynamo_model::to_item(&again).unwrap()
        );
    });
}

/// A function returns an update that changes an input of an index key.
fn assign(table: &TrackerTable, read: &Task, to: Option<&str>) -> Update<Task, Complete> {
    let update = table.update(read.primary_key()).set_or_remove(|t| t.assignee(), to);
    let update = update.given(|t| t.priority(), read.priority).given(|t| t.due(), read.due);
    update.given(|t| t.state(), read.state).complete()
}

#[test]
fn an_input_of_an_index_key_is_set_or_removed() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let read = task("p", 1);
        table.create(&read).await.unwrap();
        for to in [None, Some("bob"), Some("ada"), None] {
            assign(&table, &read, to).await.unwrap();
            let again = Task { assignee: to.map(str::to_owned), ..read.clone() };
            let key = read.primary_key().to_item().unwrap();
            assert_eq!(stored(case, &table, &key).await, dynamo_model::to_item(&again).unwrap());
        }
        let in_a_transaction = table.transaction().with(assign(&table, &read, Some("ada")));
        in_a_transaction.await.unwrap();
        assert_eq!(assigned(&table).await, [1]);
    });
}

#[test]
fn a_wrong_given_changes_nothing() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        let update = table.update(Task::key("blue", "p", 1)).set(|t| t.state(), State::Doing);
        let update =
            update.given(|t| t.assignee(), "ada").given(|t| t.priority(), 3).given(|t| t.due(), day(1));
        assert!(update.await.unwrap_err().is_condition_failed());
        assert_eq!(table.get(Task::key("blue", "p", 1)).await.unwrap(), Some(task("p", 1)));
    });
}

#[test]
fn an_update_of_other_attributes_leaves_index_keys_alone() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        table.update(Task::key("blue", "p", 1)).add(|t| t.effort(), 4).set(|t| t.note(), "n").await.unwrap();
        let expected = Task { effort: 5, note: Some("n".to_owned()), ..task("p", 1) };
        let key = expected.primary_key().to_item().unwrap();
        assert_eq!(stored(case, &table, &key).await, dynamo_model::to_item(&expected).unwrap());
    });
}

#[test]
fn a_local_index_reads_consistently() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for number in [3, 1, 2] {
            table.create(&task("p", number)).await.unwrap();
        }
        let all = table.query(Task::by_creation("blue")).consistent().await.unwrap();
        assert_eq!(numbers(all), [1, 2, 3]);
        let later = table
            .query(Task::by_creation("blue").created(task("p", 2).created..))
            .consistent()
            .await
            .unwrap();
        assert_eq!(numbers(later), [2, 3]);
    });
}

#[test]
fn an_inverted_index_reads_the_table_the_other_way_round() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for (team, member) in [("blue", "ada"), ("red", "ada"), ("red", "bo")] {
            table.create(&Member { team: team.to_owned(), member: member.to_owned() }).await.unwrap();
        }
        let explained = table.query(Member::teams_of("ada")).explain().unwrap();
        let Some(api::Request::Query(query)) = explained.request() else { panic!("a query") };
        let output = case.answer(query.clone()).await;
        let keys: Vec<_> =
            output.items.iter().map(|item| item.as_item().get("pk").unwrap().as_s().unwrap()).collect();
        assert_eq!(keys, ["TEAM#blue", "TEAM#red"]);
    });
}
