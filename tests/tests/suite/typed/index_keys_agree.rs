//! Random updates: the index keys that they leave are those of a fresh put of the result.

use dynamo_model::{ErrorKind, Item, api};
use dynamo_tests::{Case, for_each_backend};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use super::model::{State, Task, TrackerTable, day, task, tracker};

/// An update of a task, applied to the table and to the value.
#[derive(Debug, Clone)]
enum Change {
    State(State),
    Assignee(String),
    NoAssignee,
    Priority(i8),
    Everything(State, String, i8, i64),
    Note(Option<String>),
    Effort(i64),
    Upsert(State, Option<String>, i8),
    Put(State, Option<String>, i8),
    OfLoaded(State, i8),
    AssigneeOfLoaded(Option<String>),
    Refetched(State),
    PriorityRefetched(i8),
    With(State, Option<String>, i8),
    Move,
}

fn state() -> impl Strategy<Value = State> {
    prop_oneof![Just(State::Open), Just(State::Doing), Just(State::Done)]
}

fn name() -> impl Strategy<Value = String> {
    "[a#$ é]{1,3}"
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        state().prop_map(Change::State),
        name().prop_map(Change::Assignee),
        Just(Change::NoAssignee),
        any::<i8>().prop_map(Change::Priority),
        (state(), name(), any::<i8>(), 0i64..9).prop_map(|(s, a, p, d)| Change::Everything(s, a, p, d)),
        proptest::option::of(name()).prop_map(Change::Note),
        (1i64..9).prop_map(Change::Effort),
        (state(), proptest::option::of(name()), any::<i8>()).prop_map(|(s, a, p)| Change::Upsert(s, a, p)),
        (state(), proptest::option::of(name()), any::<i8>()).prop_map(|(s, a, p)| Change::Put(s, a, p)),
        (state(), any::<i8>()).prop_map(|(s, p)| Change::OfLoaded(s, p)),
        proptest::option::of(name()).prop_map(Change::AssigneeOfLoaded),
        state().prop_map(Change::Refetched),
        any::<i8>().prop_map(Change::PriorityRefetched),
        (state(), proptest::option::of(name()), any::<i8>()).prop_map(|(s, a, p)| Change::With(s, a, p)),
        Just(Change::Move),
    ]
}

/// Applies a change, with what the index needs to know taken from `before`.
async fn apply(table: &TrackerTable, before: &Task, change: &Change) -> dynamo_model::Result<Task> {
    let update = || table.update(before.primary_key());
    let mut after = before.clone();
    match change.clone() {
        Change::State(state) => {
            let update = update().set(|t| t.state(), state).given(|t| t.priority(), before.priority);
            let update = update.given(|t| t.due(), before.due);
            match &before.assignee {
                Some(assignee) => update.given(|t| t.assignee(), assignee).await?,
                // An absent input is known too: the item is in the index under no state.
                None => update.remove(|t| t.assignee()).await?,
            }
            after.state = state;
        }
        Change::Assignee(assignee) => {
            let update = update().given(|t| t.state(), before.state).given(|t| t.due(), before.due);
            update.given(|t| t.priority(), before.priority).set(|t| t.assignee(), &assignee).await?;
            after.assignee = Some(assignee);
        }
        Change::NoAssignee => {
            update().remove(|t| t.assignee()).await?;
            after.assignee = None;
        }
        Change::Priority(priority) => {
            // The old value as a condition beside the new one.
            let update = update().set(|t| t.priority(), priority).given(|t| t.priority(), before.priority);
            let update = update.given(|t| t.state(), before.state).given(|t| t.due(), before.due);
            match &before.assignee {
                Some(assignee) => update.given(|t| t.assignee(), assignee).await?,
                None => update.remove(|t| t.assignee()).await?,
            }
            after.priority = priority;
        }
        Change::Everything(state, assignee, priority, due) => {
            let update = update().given(|t| t.priority(), before.priority).set(|t| t.state(), state);
            let update = update.set(|t| t.assignee(), &assignee).set(|t| t.priority(), priority);
            update.set(|t| t.due(), day(due)).await?;
            after = Task { state, assignee: Some(assignee), priority, due: day(due), ..after };
        }
        Change::Note(note) => {
            match &note {
                Some(note) => update().set(|t| t.note(), note).await?,
                None => update().remove(|t| t.note()).await?,
            }
            after.note = note;
        }
        Change::Effort(effort) => {
            let effort = u64::try_from(effort).unwrap_or_default();
            update().add(|t| t.effort(), effort).await?;
            after.effort += effort;
        }
        Change::Upsert(state, assignee, priority) => {
            after = Task { state, assignee, priority, ..after };
            table.upsert(&after).await?;
        }
        Change::Put(state, assignee, priority) => {
            after = Task { state, assignee, priority, ..after };
            table.put(&after).await?;
        }
        Change::OfLoaded(state, priority) => {
            table.update_of(before).set(|t| t.state(), state).set(|t| t.priority(), priority).await?;
            after = Task { state, priority, ..after };
        }
        Change::AssigneeOfLoaded(assignee) => {
            match &assignee {
                Some(assignee) => table.update_of(before).set(|t| t.assignee(), assignee).await?,
                None => table.update_of(before).remove(|t| t.assignee()).await?,
            }
            after.assignee = assignee;
        }
        Change::Refetched(state) => {
            update().set(|t| t.state(), state).refetch().await?;
            after.state = state;
        }
        Change::PriorityRefetched(priority) => {
            update().set(|t| t.priority(), priority).refetch().await?;
            after.priority = priority;
        }
        Change::With(state, assignee, priority) => {
            after = table
                .update_with(before.primary_key(), move |task| {
                    task.state = state;
                    task.assignee.clone_from(&assignee);
                    task.priority = priority;
                })
                .await?;
        }
        Change::Move => {
            let key = Task::key(&before.team, &before.project, before.number ^ 1 << 20);
            after = table.move_to(before.primary_key(), key).await?;
        }
    }
    Ok(after)
}

async fn stored(case: &Case, table: &TrackerTable, task: &Task) -> Item {
    let key = dynamo_model::EntityKey::to_item(&task.primary_key()).unwrap();
    let get = api::GetItemInput { table_name: table.name().into(), key, ..Default::default() };
    case.answer(get).await.item.unwrap().into_item()
}

#[test]
fn an_update_leaves_the_index_keys_of_a_fresh_put() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let mut runner = TestRunner::deterministic();
        for number in 0..Config::default().cases / 8 {
            let mut current = task("p", number);
            table.create(&current).await.unwrap();
            for change in proptest::collection::vec(change(), 12).new_tree(&mut runner).unwrap().current() {
                current = apply(&table, &current, &change)
                    .await
                    .unwrap_or_else(|error| panic!("{change:?}: {error}"));
                let expected = dynamo_model::to_item(&current).unwrap();
                let found = stored(case, &table, &current).await;
                assert_eq!(found, expected, "{change:?}: {current:?}");
            }
        }
    });
}

#[test]
fn the_new_value_counts_and_not_the_given_one() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let before = task("p", 1);
        table.create(&before).await.unwrap();
        let update = table.update(before.primary_key());
        // In either order: given first, and set first.
        let update = update.given(|t| t.priority(), 0).set(|t| t.priority(), 7);
        let update = update.set(|t| t.state(), State::Doing).given(|t| t.state(), State::Open);
        update.given(|t| t.assignee(), "ada").given(|t| t.due(), before.due).await.unwrap();
        let expected = Task { priority: 7, state: State::Doing, ..before };
        assert_eq!(stored(case, &table, &expected).await, dynamo_model::to_item(&expected).unwrap());
        let again = table.update(expected.primary_key()).set(|t| t.priority(), 9).given(|t| t.priority(), 0);
        let again = again.given(|t| t.state(), State::Doing).given(|t| t.due(), expected.due);
        let error = again.given(|t| t.assignee(), "ada").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConditionFailed);
    });
}
