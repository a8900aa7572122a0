//! What each verb promises under each fault. The rows are the test, and the page `docs/promises.md` is written from them.

mod desk;

use std::fmt::Write as _;
use std::path::Path;

use dynamo_mock::{Fault, Faults, Rule};
use dynamo_model::prelude::*;
use dynamo_model::{Error, ErrorKind, Result, TableHandle};
use dynamo_tests::for_each_backend;

use super::model::{Remark, Task, TaskKey, Tracker, TrackerTable, remark, task};

use desk::Desk;

/// What the caller is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Done,
    Throttled,
    Conflict,
    Unknown,
    AlreadyExists,
    NotFound,
    ConditionFailed,
    Canceled,
}

use Told::{AlreadyExists, Canceled, ConditionFailed, Conflict, Done, NotFound, Throttled, Unknown};

/// One cell: what is told and how often the change was done by then; and the same after the call is made again, when it
/// did not say that it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// The fault cannot happen to the verb.
    Never,
    /// It is done once, in spite of the fault.
    InSpite,
    /// An error and how often it was done then; what is told the second time, and how often it was done then.
    Error(Told, u64, Told, u64),
}

use Cell::{InSpite, Never};

const fn error(told: Told, times: u64, again: Told, in_the_end: u64) -> Cell {
    Cell::Error(told, times, again, in_the_end)
}

/// The faults, in the order of the columns.
const FAULTS: [(&str, Fault); 7] = [
    ("throttled", Fault::Throttling),
    ("another transaction at work", Fault::TransactionConflict),
    ("part left unprocessed", Fault::Unprocessed),
    ("service fails before the change", Fault::InternalServerError),
    ("request lost", Fault::Timeout),
    ("service fails after the change", Fault::InternalServerErrorAfter),
    ("answer lost", Fault::TimeoutAfter),
];

/// The columns of a write that can be repeated, but for what is told when it had been done already.
const fn write(again: Told, in_the_end: u64) -> [Cell; 7] {
    let (not_done, done) = (error(Unknown, 0, Done, 1), error(Unknown, 1, again, in_the_end));
    [error(Throttled, 0, Done, 1), error(Conflict, 0, Done, 1), Never, not_done, not_done, done, done]
}

/// The columns of a write that tries again by itself when another one is at work.
const fn repeated(again: Told) -> [Cell; 7] {
    let (not_done, done) = (error(Unknown, 0, Done, 1), error(Unknown, 1, again, 1));
    [error(Throttled, 0, Done, 1), InSpite, Never, not_done, not_done, done, done]
}

/// The columns of a read.
const fn read() -> [Cell; 7] {
    let lost = error(Unknown, 0, Done, 0);
    [error(Throttled, 0, Done, 0), Never, Never, lost, lost, lost, lost]
}

const ROWS: &[(Verb, [Cell; 7])] = &[
    (Verb::Create, write(AlreadyExists, 1)),
    (Verb::Put, write(Done, 1)),
    (Verb::PutWhen, write(ConditionFailed, 1)),
    (Verb::Upsert, write(Done, 1)),
    (Verb::UpdateSet, write(Done, 1)),
    (Verb::UpdateAdd, write(Done, 2)),
    (Verb::UpdateAddWhen, write(ConditionFailed, 1)),
    (Verb::UpdateOf, write(Done, 1)),
    (Verb::UpdateWith, {
        let (not_done, done) = (error(Unknown, 0, Done, 1), error(Unknown, 1, Done, 2));
        [error(Throttled, 0, Done, 1), InSpite, Never, not_done, not_done, done, done]
    }),
    (Verb::Delete, write(Done, 1)),
    (Verb::DeleteExisting, write(NotFound, 1)),
    (Verb::MoveTo, repeated(NotFound)),
    (Verb::BatchWrite, {
        let (not_done, done) = (error(Unknown, 0, Done, 1), error(Unknown, 1, Done, 1));
        [InSpite, Never, InSpite, not_done, not_done, done, done]
    }),
    (Verb::Transact, {
        let (not_done, done) = (error(Unknown, 0, Done, 1), error(Unknown, 1, Done, 1));
        [InSpite, InSpite, Never, not_done, not_done, done, done]
    }),
    (Verb::TransactAnew, {
        let (not_done, done) = (error(Unknown, 0, Done, 1), error(Unknown, 1, Canceled, 1));
        [InSpite, InSpite, Never, not_done, not_done, done, done]
    }),
    (Verb::DeleteOf, write(NotFound, 1)),
    (Verb::CreateUnique, write(AlreadyExists, 1)),
    (Verb::PutUnique, repeated(Done)),
    (Verb::UpsertUnique, repeated(Done)),
    (Verb::UpdateUnique, repeated(Done)),
    (Verb::UpdateOfUnique, write(ConditionFailed, 1)),
    (Verb::DeleteUnique, write(NotFound, 1)),
    (Verb::Get, read()),
    (Verb::Query, read()),
    (Verb::Scan, read()),
    (Verb::Count, read()),
    (Verb::GetByUnique, read()),
    (Verb::BatchGet, {
        let lost = error(Unknown, 0, Done, 0);
        [InSpite, Never, InSpite, InSpite, lost, InSpite, lost]
    }),
    (Verb::TransactGet, {
        let lost = error(Unknown, 0, Done, 0);
        [InSpite, InSpite, Never, InSpite, lost, InSpite, lost]
    }),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Create,
    Put,
    PutWhen,
    Upsert,
    UpdateSet,
    UpdateAdd,
    UpdateAddWhen,
    UpdateOf,
    UpdateWith,
    Delete,
    DeleteExisting,
    MoveTo,
    BatchWrite,
    Transact,
    TransactAnew,
    DeleteOf,
    CreateUnique,
    PutUnique,
    UpsertUnique,
    UpdateUnique,
    UpdateOfUnique,
    DeleteUnique,
    Get,
    Query,
    Scan,
    Count,
    GetByUnique,
    BatchGet,
    TransactGet,
}

const BEFORE: u64 = 1_000;
const AFTER: u64 = 2_000;

fn key(number: u32) -> TaskKey {
    Task::key("blue", "p", number)
}

fn with_effort(number: u32, effort: u64) -> Task {
    Task { effort, ..task("p", number) }
}

impl Verb {
    /// How the page calls it.
    const fn text(self) -> &'static str {
        match self {
            Self::Create => "`create`",
            Self::Put => "`put`",
            Self::PutWhen => "`put` with `when` of what it replaces",
            Self::Upsert => "`upsert`",
            Self::UpdateSet => "`update` with `set`",
            Self::UpdateAdd => "`update` with `add`",
            Self::UpdateAddWhen => "`update` with `add`, and `when` of what it adds to",
            Self::UpdateOf => "`update_of` with `set`",
            Self::UpdateWith => "`update_with` that adds",
            Self::Delete => "`delete`",
            Self::DeleteExisting => "`delete_existing`",
            Self::MoveTo => "`move_to`",
            Self::BatchWrite => "`batch_write`",
            Self::Transact => "`transact`, the same value again",
            Self::TransactAnew => "`transact`, built anew",
            Self::DeleteOf => "`delete_of`",
            Self::CreateUnique => "`create_unique`",
            Self::PutUnique => "`put_unique`",
            Self::UpsertUnique => "`upsert_unique`",
            Self::UpdateUnique => "`update` with `unique`",
            Self::UpdateOfUnique => "`update_of` with `unique`",
            Self::DeleteUnique => "`delete_unique_of`",
            Self::Get => "`get`",
            Self::Query => "`query`",
            Self::Scan => "`scan`",
            Self::Count => "`count`",
            Self::GetByUnique => "`get_by_unique`",
            Self::BatchGet => "`batch_get`",
            Self::TransactGet => "`transact_get`",
        }
    }

    /// The action that the fault happens to.
    const fn action(self) -> &'static str {
        match self {
            Self::Create | Self::Put | Self::PutWhen => "PutItem",
            Self::Upsert | Self::UpdateSet | Self::UpdateAdd => "UpdateItem",
            Self::UpdateAddWhen | Self::UpdateOf | Self::UpdateWith => "UpdateItem",
            Self::Delete | Self::DeleteExisting | Self::DeleteOf => "DeleteItem",
            Self::MoveTo | Self::Transact | Self::TransactAnew => "TransactWriteItems",
            Self::CreateUnique | Self::PutUnique | Self::UpsertUnique => "TransactWriteItems",
            Self::UpdateUnique | Self::UpdateOfUnique | Self::DeleteUnique => "TransactWriteItems",
            Self::BatchWrite => "BatchWriteItem",
            Self::Get | Self::GetByUnique => "GetItem",
            Self::Query | Self::Count => "Query",
            Self::Scan => "Scan",
            Self::BatchGet => "BatchGetItem",
            Self::TransactGet => "TransactGetItems",
        }
    }

    /// Whether it is of an entity with a unique attribute, which is in a table of its own.
    const fn is_at_desk(self) -> bool {
        matches!(
            self,
            Self::CreateUnique
                | Self::PutUnique
                | Self::UpsertUnique
                | Self::UpdateUnique
                | Self::UpdateOfUnique
                | Self::DeleteUnique
                | Self::GetByUnique
        )
    }

    /// What there is before: a task, but for the verbs that write a new one.
    async fn prepare(self, plain: &Tables, number: u32) {
        if self.is_at_desk() {
            return self.prepare_desk(&plain.desk, number).await;
        }
        let table = &plain.tracker;
        if !matches!(self, Self::Create | Self::BatchWrite) {
            table.put(&with_effort(number, BEFORE)).await.unwrap();
        }
    }

    /// Calls the verb twice at most: again when it did not say that it was done.
    async fn call(self, tables: &Tables, plain: &Tables, number: u32) -> (Told, u64, Told, u64) {
        let transaction = || {
            let add = Task::update(key(number)).add(|t| t.effort(), 1);
            tables.tracker.transact((add, Remark::create(&remark("p", number, 1))))
        };
        let kept = transaction();
        let mut ends = Vec::new();
        for _ in 0..2 {
            let result = match self {
                Self::Transact => kept.clone().await,
                Self::TransactAnew => transaction().await,
                _ if self.is_at_desk() => self.once_at_desk(&tables.desk, number).await,
                _ => self.once(&tables.tracker, number).await,
            };
            ends.push((told(result), self.times(plain, number).await));
            if ends[0].0 == Done {
                break;
            }
        }
        let (first, last) = (ends[0], ends[ends.len() - 1]);
        (first.0, first.1, last.0, last.1)
    }

    async fn once(self, table: &TrackerTable, number: u32) -> Result<()> {
        let changed = with_effort(number, AFTER);
        match self {
            Self::Create => table.create(&changed).await,
            Self::Put => table.put(&changed).await,
            Self::PutWhen => table.put(&changed).when(|t| t.effort().eq(BEFORE)).await,
            Self::Upsert => table.upsert(&changed).await,
            Self::UpdateSet => table.update(key(number)).set(|t| t.effort(), AFTER).await,
            Self::UpdateAdd => table.update(key(number)).add(|t| t.effort(), 1).await,
            Self::UpdateAddWhen => {
                table.update(key(number)).add(|t| t.effort(), 1).when(|t| t.effort().eq(BEFORE)).await
            }
            Self::UpdateOf => table.update_of(&with_effort(number, BEFORE)).set(|t| t.effort(), AFTER).await,
            Self::UpdateWith => {
                table.update_with(key(number), |task: &mut Task| task.effort += 1).await.map(drop)
            }
            Self::Delete => table.delete(key(number)).await,
            Self::DeleteExisting => table.delete_existing(key(number)).await,
            Self::DeleteOf => table.delete_of(&with_effort(number, BEFORE)).await,
            Self::MoveTo => table.move_to(key(number), Task::key("red", "p", number)).await.map(drop),
            Self::BatchWrite => {
                let remarks: Vec<Remark> = (1..=3).map(|place| remark("p", number, place)).collect();
                table.batch_write().put(&changed).put_all(&remarks).await.map(drop)
            }
            Self::Transact | Self::TransactAnew => unreachable!("made by `call`"),
            Self::Get => {
                let found = table.get(key(number)).await?;
                assert_eq!(found, Some(with_effort(number, BEFORE)));
                Ok(())
            }
            Self::Query => {
                let found = table.query(Task::of("blue").project("p").number(number..=number)).all().await?;
                assert_eq!(found, [with_effort(number, BEFORE)]);
                Ok(())
            }
            Self::Scan => {
                let found = table.scan::<Task>().filter(|t| t.number().eq(number)).all().await?;
                assert_eq!(found, [with_effort(number, BEFORE)]);
                Ok(())
            }
            Self::Count => {
                let query = table.query(Task::of("blue").project("p").number(number..=number));
                assert_eq!(query.count().await?.count, 1);
                Ok(())
            }
            Self::BatchGet => {
                let found = table.batch_get([key(number), Task::key("green", "p", 1)]).await?;
                assert_eq!(found, [Some(with_effort(number, BEFORE)), None]);
                Ok(())
            }
            Self::TransactGet => {
                let (found,) = table.transact_get((key(number),)).await?;
                assert_eq!(found, Some(with_effort(number, BEFORE)));
                Ok(())
            }
            other => unreachable!("{other:?} is of another table"),
        }
    }

    /// How often the change was done. A change that was done in part is none of this.
    async fn times(self, plain: &Tables, number: u32) -> u64 {
        if self.is_at_desk() {
            return self.times_at_desk(&plain.desk, number).await;
        }
        let table = &plain.tracker;
        let found = table.get(key(number)).consistent().await.unwrap();
        let effort = found.as_ref().map(|task| task.effort);
        let remarks = table.query(Remark::of("blue").project("p").number(number)).consistent().all();
        let remarks = remarks.await.unwrap().len();
        match self {
            Self::Create => u64::from(effort == Some(AFTER)),
            Self::Put | Self::PutWhen | Self::Upsert | Self::UpdateSet | Self::UpdateOf => {
                assert!(matches!(effort, Some(BEFORE | AFTER)));
                u64::from(effort == Some(AFTER))
            }
            Self::UpdateAdd | Self::UpdateAddWhen | Self::UpdateWith => effort.unwrap() - BEFORE,
            Self::Delete | Self::DeleteExisting | Self::DeleteOf => u64::from(effort.is_none()),
            Self::MoveTo => {
                let moved = table.get(Task::key("red", "p", number)).consistent().await.unwrap();
                assert_ne!(moved.is_some(), found.is_some(), "in one place, always");
                u64::from(moved.is_some())
            }
            Self::BatchWrite => {
                assert!(matches!((effort, remarks), (None, 0) | (Some(AFTER), 3)), "{effort:?} {remarks}");
                u64::from(effort.is_some())
            }
            Self::Transact | Self::TransactAnew => {
                let times = effort.unwrap() - BEFORE;
                assert_eq!(times > 0, remarks > 0, "together or not at all");
                times
            }
            Self::Get | Self::Query | Self::Scan | Self::Count | Self::BatchGet | Self::TransactGet => {
                assert_eq!(effort, Some(BEFORE));
                0
            }
            other => unreachable!("{other:?} is of another table"),
        }
    }
}

/// The tables that the verbs are called on.
struct Tables {
    tracker: TrackerTable,
    desk: TableHandle<Desk>,
}

fn told(result: Result<(), Error>) -> Told {
    let Err(error) = result else { return Done };
    match error.kind() {
        ErrorKind::Throttled => Throttled,
        ErrorKind::Conflict => Conflict,
        ErrorKind::OutcomeUnknown => Unknown,
        ErrorKind::AlreadyExists => AlreadyExists,
        ErrorKind::NotFound => NotFound,
        ErrorKind::ConditionFailed => ConditionFailed,
        ErrorKind::TransactionCanceled => Canceled,
        _ => panic!("{error:?}"),
    }
}

#[test]
fn every_verb_keeps_its_promises_under_every_fault() {
    for_each_backend(async |case| {
        let faults = Faults::new(case.backend().clone());
        let tables = Tables {
            tracker: Tracker::on(faults.clone(), case.table_name()).create_table().await.unwrap(),
            desk: Desk::on(faults.clone(), case.table_name()).create_table().await.unwrap(),
        };
        let plain = Tables {
            tracker: Tracker::on(case.backend().clone(), tables.tracker.name()),
            desk: Desk::on(case.backend().clone(), tables.desk.name()),
        };
        for (row, (verb, cells)) in ROWS.iter().enumerate() {
            for (column, ((name, fault), promised)) in FAULTS.iter().zip(cells).enumerate() {
                let number = u32::try_from(row * 10 + column).unwrap();
                verb.prepare(&plain, number).await;
                let injected = faults.injected();
                let mut rule = Rule::new(fault.clone()).on(verb.action()).times(1);
                // Of a batch, one part is left unprocessed.
                if *fault == Fault::Unprocessed {
                    rule = rule.parts(1);
                }
                faults.add(rule);
                let found = verb.call(&tables, &plain, number).await;
                let struck = faults.injected() > injected;
                faults.clear();
                let is_read = verb.times_of_a_success() == 0;
                let kept = match *promised {
                    Never => !struck,
                    InSpite => struck && found.0 == Done && (is_read || found.1 == 1),
                    Cell::Error(first, times, again, in_the_end) => {
                        struck && found == (first, times, again, in_the_end)
                    }
                };
                assert!(kept, "{} when {name}: {found:?}, and promised is {promised:?}", verb.text());
            }
        }
    });
}

impl Verb {
    const fn times_of_a_success(self) -> u64 {
        match self {
            Self::Get | Self::Query | Self::Scan | Self::Count => 0,
            Self::GetByUnique | Self::BatchGet | Self::TransactGet => 0,
            _ => 1,
        }
    }
}

/// The page, written from the rows.
fn page() -> String {
    let mut page = String::from(INTRODUCTION);
    page.push_str("| verb |");
    for (name, _) in &FAULTS {
        write!(page, " {name} |").unwrap();
    }
    page.push_str("\n|---|");
    page.push_str(&"---|".repeat(FAULTS.len()));
    for (verb, cells) in ROWS {
        write!(page, "\n| {} |", verb.text()).unwrap();
        for cell in cells {
            write!(page, " {} |", cell_text(*verb, *cell)).unwrap();
        }
    }
    page.push('\n');
    page.push_str(CONCLUSION);
    page
}

fn cell_text(verb: Verb, cell: Cell) -> String {
    match cell {
        Never => "–".to_owned(),
        InSpite => "done".to_owned(),
        Cell::Error(first, _, _, _) if verb.times_of_a_success() == 0 => {
            format!("{}; again: done", name(first))
        }
        Cell::Error(first, times, again, in_the_end) => {
            let before = if times == 0 { "not done" } else { "**was done**" };
            let after = match (again, in_the_end) {
                (Done, 1) => "done".to_owned(),
                (Done, _) => "**done twice**".to_owned(),
                (other, _) => format!("{}, done once", name(other)),
            };
            format!("{}, {before}; again: {after}", name(first))
        }
    }
}

const fn name(told: Told) -> &'static str {
    match told {
        Done => "done",
        Throttled => "`Throttled`",
        Conflict => "`Conflict`",
        Unknown => "`OutcomeUnknown`",
        AlreadyExists => "`AlreadyExists`",
        NotFound => "`NotFound`",
        ConditionFailed => "`ConditionFailed`",
        Canceled => "`TransactionCanceled`",
    }
}

const INTRODUCTION: &str = "\
# What each verb promises when something goes wrong

This page is written from the rows of `tests/tests/suite/typed/promises/mod.rs`, where every cell is tested on every backend:
`PROMISES=write cargo test -p dynamo-tests --test suite promises` writes it anew.

A cell says what the caller is told when the fault happens once, and what has become of the change then; and, after
*again*, the same when the caller makes the call a second time. \"done\" alone: the verb tried again by itself, and the
change was done once. A dash: the fault cannot happen to the verb.

";

const CONCLUSION: &str = "
What follows from it:

- An error other than `OutcomeUnknown` means that nothing was changed. A batch is no exception: `Error::unwritten` holds
  every write that is not known to be done, and says which of them may have been.
- After `OutcomeUnknown`, a verb can be called again when it ends in the same state: all but additions without a
  condition (`add`, `subtract`, `append`, `prepend`, an `update_with` that adds). Give those a condition on what they
  change, or put them into a transaction and send the same value again: its token makes it happen once, for ten minutes.
- Tried again, with growing pauses of random length and an end (`Retry`): what a batch leaves unprocessed; conflicts and
  throttling of transactions; what other writers came between in `update_with`, `refetch`, `move_to` and the writes of unique
  attributes. Never a condition that failed.
- The client of AWS's SDK tries again too, below all this, when it is configured to (three times by default): throttled
  requests, and those whose answer was lost. So an `add` can be done twice without a word to the program. Conditions and
  tokens guard against that as well; or switch it off with `RetryConfig::disabled()`.
";

#[test]
fn the_page_says_what_the_rows_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/promises.md");
    if std::env::var_os("PROMISES").is_some_and(|value| value == "write") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, page()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(
        written == page(),
        "docs/promises.md is not what the rows say; write it anew with PROMISES=write"
    );
}

#[test]
fn a_stream_goes_on_after_a_request_that_failed() {
    for_each_backend(async |case| {
        let faults = Faults::new(case.backend().clone());
        let table = Tracker::on(faults.clone(), case.table_name()).create_table().await.unwrap();
        table
            .batch_write()
            .put_all(&(1..=12).map(|number| task("p", number)).collect::<Vec<_>>())
            .await
            .unwrap();
        for fault in [Fault::Throttling, Fault::InternalServerErrorAfter, Fault::TimeoutAfter] {
            faults.add(Rule::new(fault.clone()).on("Query").nth(2));
            faults.add(Rule::new(fault).on("Scan").nth(2));
            let (mut found, mut failures) = (Vec::new(), 0);
            let mut items = table.query(Task::of("blue")).page_size(5).items();
            while let Some(item) = items.next().await {
                match item {
                    Ok(task) => found.push(task.number),
                    Err(_) => failures += 1,
                }
            }
            assert_eq!((found, failures), (Vec::from_iter(1..=12), 1));
            let (mut found, mut failures) = (Vec::new(), 0);
            let mut scan = table.scan::<Task>().page_size(5).parallel(2);
            while let Some(page) = scan.next().await {
                match page {
                    Ok(page) => found.extend(page.page.items.into_iter().map(|task| task.number)),
                    Err(_) => failures += 1,
                }
            }
            found.sort_unstable();
            assert_eq!((found, failures), (Vec::from_iter(1..=12), 1));
            faults.clear();
        }
    });
}
