//! A tracker of tasks: the entities that the cases work on.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use dynamo_model::TableHandle;
use dynamo_model::prelude::*;
use dynamo_tests::Case;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", ttl = "expires_at")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(gsi(Inverted, pk = "sk": S, sk = "pk": S, project(keys_only)))]
#[dynamo(lsi(ByCreation, sk = "lsi1sk": S))]
#[dynamo(entities(Task, Remark, Member))]
#[dynamo(collection(TaskFile(Task, Remark)))]
pub(crate) struct Tracker;

pub(crate) type TrackerTable = TableHandle<Tracker>;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Tracker)]
#[dynamo(key(pk = "TEAM#{team}", sk = "TASK#{project}#{number}"))]
#[dynamo(index(
    by_assignee,
    on = Gsi1,
    pk = "ASSIGNEE#{assignee}",
    sk = "{priority}#{due}#{number}",
    when = "state != done"
))]
#[dynamo(index(by_creation, on = ByCreation, sk = "{created}"))]
pub(crate) struct Task {
    pub(crate) team: String,
    pub(crate) project: String,
    pub(crate) number: u32,
    pub(crate) assignee: Option<String>,
    pub(crate) priority: i8,
    pub(crate) due: NaiveDate,
    #[dynamo(read_only)]
    pub(crate) created: DateTime<Utc>,
    pub(crate) state: State,
    pub(crate) effort: u64,
    pub(crate) note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, DynamoAttribute)]
pub(crate) enum State {
    Open,
    Doing,
    Done,
}

/// In the key range of its task.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Tracker)]
#[dynamo(key(pk = "TEAM#{team}", sk = "TASK#{project}#{number}#REMARK#{place}"))]
pub(crate) struct Remark {
    pub(crate) team: String,
    pub(crate) project: String,
    pub(crate) number: u32,
    pub(crate) place: u16,
    pub(crate) text: String,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Tracker)]
#[dynamo(key(pk = "TEAM#{team}", sk = "MEMBER#{member}"))]
#[dynamo(index(teams_of, on = Inverted, pk = "MEMBER#{member}", sk = "TEAM#{team}", project(keys_only)))]
pub(crate) struct Member {
    pub(crate) team: String,
    pub(crate) member: String,
}

pub(crate) async fn tracker(case: &Case) -> TrackerTable {
    Tracker::on(case.backend().clone(), case.table_name()).create_table().await.unwrap()
}

pub(crate) fn day(number: i64) -> NaiveDate {
    (DateTime::UNIX_EPOCH + TimeDelta::days(20_000 + number)).date_naive()
}

pub(crate) fn task(project: &str, number: u32) -> Task {
    Task {
        team: "blue".to_owned(),
        project: project.to_owned(),
        number,
        assignee: Some("ada".to_owned()),
        priority: 0,
        due: day(i64::from(number % 1000)),
        created: DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::nanoseconds(i64::from(number)),
        state: State::Open,
        effort: u64::from(number),
        note: None,
    }
}

pub(crate) fn remark(project: &str, number: u32, place: u16) -> Remark {
    let (team, project, text) = ("blue".to_owned(), project.to_owned(), format!("remark {place}"));
    Remark { team, project, number, place, text }
}

pub(crate) fn numbers(tasks: impl IntoIterator<Item = Task>) -> Vec<u32> {
    tasks.into_iter().map(|task| task.number).collect()
}
