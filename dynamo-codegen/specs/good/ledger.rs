// Generated from ledger.toml (c12d43780653bbd0). Changes belong there.

use chrono::{DateTime, NaiveDate, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};
use rust_decimal::Decimal;
use uuid::Uuid;

/// Accounts and what was booked on them
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t")]
#[dynamo(gsi(ByClerk, pk = "GSI1PK": S, sk = "GSI1SK": S, project("clerk", "_t")))]
#[dynamo(entities(Account, Booking, LimitChange, Remark))]
#[dynamo(collection(StatementLine(Account, Booking)))]
#[dynamo(collection(JournalEntry(LimitChange, Remark)))]
#[dynamo(collection(JournalEntryBy(LimitChange, Remark)))]
#[dynamo(collection(JournalDay(LimitChange, Remark)))]
#[dynamo(collection(ClerkWork(LimitChange, Remark)))]
pub struct Ledger;

/// The type `Party` of attributes.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
pub struct Party {
    /// The attribute `name`.
    pub name: String,
    /// The attribute `iban`.
    pub iban: String,
}

/// An item of the kind `account`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Ledger)]
#[dynamo(key(pk = "ACCOUNT#{account}", sk = "BALANCE"))]
pub struct Account {
    /// The attribute `account`.
    pub account: u64,
    /// The attribute `owner`.
    pub owner: Party,
    /// The attribute `balance`.
    pub balance: Decimal,
    /// The attribute `entries`.
    pub entries: u64,
    /// The attribute `revision`.
    #[dynamo(lock)]
    pub revision: u64,
}

/// An item of the kind `booking`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Ledger)]
#[dynamo(key(
    pk = "ACCOUNT#{account}",
    sk = "BOOKING#{day}#{amount:.2}#{booking_id}"
))]
pub struct Booking {
    /// The attribute `account`.
    pub account: u64,
    /// The attribute `booking_id`.
    pub booking_id: Uuid,
    /// The attribute `day`.
    pub day: NaiveDate,
    /// The attribute `amount`.
    pub amount: Decimal,
    /// The attribute `other`.
    pub other: Party,
    /// The attribute `booked_at`.
    #[dynamo(read_only)]
    pub booked_at: DateTime<Utc>,
    /// The attribute `note`.
    pub note: Option<String>,
}

/// An item of the kind `limit_change`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Ledger)]
#[dynamo(key(pk = "JOURNAL#{account}", sk = "ON#{day}#LIMIT"))]
#[dynamo(index(limits_by, on = ByClerk, pk = "CLERK#{clerk}", sk = "ON#{day}#LIMIT#{account}", project(clerk)))]
pub struct LimitChange {
    /// The attribute `account`.
    pub account: u64,
    /// The attribute `day`.
    pub day: NaiveDate,
    /// The attribute `clerk`.
    pub clerk: String,
    /// The attribute `limit`.
    pub limit: Decimal,
}

/// An item of the kind `remark`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Ledger)]
#[dynamo(key(pk = "JOURNAL#{account}", sk = "ON#{day}#REMARK#{number:03}"))]
#[dynamo(index(remarks_by, on = ByClerk, pk = "CLERK#{clerk}", sk = "ON#{day}#REMARK#{account}#{number:03}", project(clerk)))]
pub struct Remark {
    /// The attribute `account`.
    pub account: u64,
    /// The attribute `day`.
    pub day: NaiveDate,
    /// The attribute `number`.
    pub number: u16,
    /// The attribute `clerk`.
    pub clerk: String,
    /// The attribute `text`.
    pub text: String,
}

/// An item of one of several entities.
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(account))]
#[allow(clippy::large_enum_variant)]
pub enum StatementLine {
    /// Of the kind [`Account`].
    Account(Account),
    /// Of the kind [`Booking`].
    Booking(Booking),
}

/// What happened to an account, the latest first
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(account), range = day)]
#[allow(clippy::large_enum_variant)]
pub enum JournalEntry {
    /// Of the kind [`LimitChange`].
    LimitChange(LimitChange),
    /// Of the kind [`Remark`].
    Remark(Remark),
}

/// What somebody did to an account
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(account))]
#[allow(clippy::large_enum_variant)]
pub enum JournalEntryBy {
    /// Of the kind [`LimitChange`].
    LimitChange(LimitChange),
    /// Of the kind [`Remark`].
    Remark(Remark),
}

/// What [`LedgerTable::journal_of_day`] reads.
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(account, day))]
pub struct JournalDay {
    /// The [`LimitChange`], if there is one.
    pub limit: Option<LimitChange>,
    /// Each [`Remark`], in the order of the keys.
    pub remarks: Vec<Remark>,
}

/// What somebody did since a day, to whatever account
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(clerk), range = day, on = ByClerk, hydrate)]
pub struct ClerkWork {
    /// Each [`LimitChange`], in the order of the keys.
    pub limits: Vec<LimitChange>,
    /// Each [`Remark`], in the order of the keys.
    pub remarks: Vec<Remark>,
}

/// The table [`Ledger`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct LedgerTable(TableHandle<Ledger>);

impl From<TableHandle<Ledger>> for LedgerTable {
    fn from(table: TableHandle<Ledger>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for LedgerTable {
    type Target = TableHandle<Ledger>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl LedgerTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// Reads an [`Account`].
    ///
    /// - Request: GetItem, consistent
    /// - Key: `PK` = `ACCOUNT#{account}`, `SK` = `BALANCE`
    /// - Capacity: 1 read unit per 4 KB of each item
    pub fn get_account(&self, account: u64) -> op::Get<Account> {
        self.0.get(Account::key(account)).consistent()
    }

    /// Reads the items of one partition.
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `ACCOUNT#{account}`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn statement(&self, account: u64) -> op::Collect<Vec<StatementLine>> {
        self.0.collect(StatementLine::of(account)).descending()
    }

    /// Reads each [`Booking`] of a partition.
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `ACCOUNT#{account}`
    /// - Sort key: `SK` = `BOOKING#{day}#{amount:.2}#{booking_id}`, with `day` and `amount` at least a value
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn bookings_of_day_at_least(
        &self,
        account: u64,
        day: NaiveDate,
        amount: Decimal,
    ) -> op::Query<Booking, dynamo_model::ReadFrom<false>> {
        self.0.query(Booking::of(account).day(day).amount(amount..))
    }

    /// Changes an [`Account`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `ACCOUNT#{account}`, `SK` = `BALANCE`
    /// - Condition: `balance >= 0`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn book(&self, account: u64, amount: Decimal) -> op::Update<Account, op::Complete> {
        self.0
            .update(Account::key(account))
            .add(|a| a.balance(), amount)
            .add(|a| a.entries(), 1)
            .when(|a| a.balance().ge(Decimal::new(0, 0)))
            .complete()
    }

    /// Both sides, or neither
    ///
    /// - Request: TransactWriteItems
    /// - Action: create of a [`Booking`], for each of `bookings`
    /// - Action: [`book`](Self::book), for each of `bookings`
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
    pub fn transfer(&self, bookings: &[Booking]) -> op::Transaction<Ledger> {
        let mut transaction = self.0.transaction().bounded("bookings", bookings.len(), 50);
        for booking in bookings {
            transaction = transaction.with(Booking::create(booking));
            transaction = transaction.with(self.book(booking.account, booking.amount));
        }
        transaction
    }

    /// Both as they are at one instant
    ///
    /// - Request: TransactGetItems
    /// - Key: `PK` = `ACCOUNT#{account}`, `SK` = `BALANCE`, of each key
    /// - Capacity: 2 read units per 4 KB of each item
    pub fn account_and_booking(
        &self,
        account_key: AccountKey,
        booking_key: BookingKey,
    ) -> op::TransactGet<Ledger, (AccountKey, BookingKey)> {
        self.0.transact_get((account_key, booking_key))
    }

    /// Reads some items as they are at one moment.
    ///
    /// - Request: TransactGetItems
    /// - Key: `PK` = `ACCOUNT#{account}`, `SK` = `BALANCE`, of each key
    /// - Capacity: 2 read units per 4 KB of each item
    pub fn accounts(
        &self,
        account_keys: Vec<AccountKey>,
    ) -> op::TransactGet<Ledger, Vec<AccountKey>> {
        self.0.transact_get(account_keys)
    }

    /// What happened to an account, the latest first
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `JOURNAL#{account}`
    /// - Sort key: `SK` = `ON#{day}#LIMIT`, with `day` since a moment, included
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn journal_since(&self, account: u64, day: NaiveDate) -> op::Collect<Vec<JournalEntry>> {
        self.0
            .collect(JournalEntry::of(account).range(day..))
            .descending()
            .take(50)
    }

    /// What happened to an account, the latest first
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `JOURNAL#{account}`
    /// - Sort key: `SK` = `ON#{day}#LIMIT`, with `day` between two values, both included
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn journal_between(
        &self,
        account: u64,
        day: std::ops::RangeInclusive<NaiveDate>,
    ) -> op::Collect<Vec<JournalEntry>> {
        self.0
            .collect(JournalEntry::of(account).range(day))
            .descending()
            .take(50)
    }

    /// What somebody did to an account
    ///
    /// - Request: Query of the table, consistent
    /// - Key: `PK` = `JOURNAL#{account}`
    /// - Filter: `clerk == :clerk`
    /// - Capacity: 1 read unit per 4 KB of all that is read
    pub fn journal_by(&self, account: u64, clerk: &str) -> op::Collect<Vec<JournalEntryBy>> {
        self.0
            .collect(JournalEntryBy::of(account))
            .filter::<LimitChange>(|l| l.clerk().eq(clerk))
            .consistent()
    }

    /// Reads the items of one partition.
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `JOURNAL#{account}`
    /// - Sort key: `SK` = `ON#{day}#LIMIT`, with `day`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn journal_of_day(&self, account: u64, day: NaiveDate) -> op::Collect<JournalDay> {
        self.0.collect(JournalDay::of(account, day))
    }

    /// What somebody did since a day, to whatever account
    ///
    /// - Request: Query of the index `ByClerk`, then BatchGetItem of the whole items
    /// - Key: `GSI1PK` = `CLERK#{clerk}`
    /// - Sort key: `GSI1SK` = `ON#{day}#LIMIT#{account}`, with `day` since a moment, included
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn work_of_since(
        &self,
        clerk: &str,
        day: NaiveDate,
    ) -> op::Collect<ClerkWork, dynamo_model::ReadFrom<true>> {
        self.0.collect(ClerkWork::of(clerk).range(day..))
    }

    /// Changes a [`Booking`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `ACCOUNT#{account}`, `SK` = `BOOKING#{day}#{amount:.2}#{booking_id}`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn rename_note(
        &self,
        account: u64,
        day: NaiveDate,
        amount: Decimal,
        booking_id: Uuid,
        note: Option<&str>,
    ) -> op::Update<Booking, op::Complete> {
        self.0
            .update(Booking::key(account, day, amount, booking_id))
            .set_or_remove(|b| b.note(), note)
            .complete()
    }
}

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerSeeds {
    /// The seed `ada`.
    pub ada: Account,
    /// The seed `bo`.
    pub bo: Account,
    /// The seed `rent`.
    pub rent: Booking,
    /// The seed `limit`.
    pub limit: LimitChange,
    /// The seed `first_remark`.
    pub first_remark: Remark,
    /// The seed `second_remark`.
    pub second_remark: Remark,
}

impl LedgerSeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            ada: Account {
                account: 1,
                owner: Party {
                    name: "Ada".to_owned(),
                    iban: "NO1".to_owned(),
                },
                balance: Decimal::new(100, 0),
                entries: 0,
                revision: 0,
            },
            bo: Account {
                account: 2,
                owner: Party {
                    name: "Bo".to_owned(),
                    iban: "NO2".to_owned(),
                },
                balance: Decimal::new(0, 0),
                entries: 0,
                revision: 0,
            },
            rent: Booking {
                account: 1,
                booking_id: Uuid::from_u128(0x00000000000000000000000000000001),
                day: DateTime::from_timestamp_nanos(1777852800000000000).date_naive(),
                amount: Decimal::new(-255, 1),
                other: Party {
                    name: "Bo".to_owned(),
                    iban: "NO2".to_owned(),
                },
                booked_at: DateTime::from_timestamp_nanos(1777881600000000000),
                note: Some("Rent".to_owned()),
            },
            limit: LimitChange {
                account: 1,
                day: DateTime::from_timestamp_nanos(1777852800000000000).date_naive(),
                clerk: "cy".to_owned(),
                limit: Decimal::new(500, 0),
            },
            first_remark: Remark {
                account: 1,
                day: DateTime::from_timestamp_nanos(1777766400000000000).date_naive(),
                number: 1,
                clerk: "cy".to_owned(),
                text: "Called about the rent".to_owned(),
            },
            second_remark: Remark {
                account: 1,
                day: DateTime::from_timestamp_nanos(1777852800000000000).date_naive(),
                number: 1,
                clerk: "di".to_owned(),
                text: "Called again".to_owned(),
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Ledger>) -> dynamo_model::Result<Self> {
        let mut seeds = Self::items();
        seeds.ada = table.create(&seeds.ada).returning(AllNew).await?;
        seeds.bo = table.create(&seeds.bo).returning(AllNew).await?;
        table.create(&seeds.rent).await?;
        table.create(&seeds.limit).await?;
        table.create(&seeds.first_remark).await?;
        table.create(&seeds.second_remark).await?;
        Ok(seeds)
    }
}

/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {
    use chrono::DateTime;
    use rust_decimal::Decimal;
    use uuid::Uuid;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<(LedgerTable, LedgerSeeds)> {
        let table = LedgerTable::on(dynamo_mock::Mock::new(), "ledger");
        table.create_table().await?;
        let seeds = LedgerSeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn an_account() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.get_account(1).await?;
        let expected = seeds.ada.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_statement() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.statement(1).await?;
        let expected = [
            StatementLine::Booking(seeds.rent.clone()),
            StatementLine::Account(seeds.ada.clone()),
        ];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn credits_of_a_day() -> Outcome {
        let (table, _) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let found = table
            .bookings_of_day_at_least(1, day, Decimal::new(0, 0))
            .await?
            .items;
        assert!(found.is_empty());
        Ok(())
    }

    #[tokio::test]
    async fn debits_of_a_day() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let found = table
            .bookings_of_day_at_least(1, day, Decimal::new(-255, 1))
            .await?
            .items;
        let expected = [seeds.rent.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn booked() -> Outcome {
        let (table, seeds) = stored().await?;
        table.book(2, Decimal::new(1225, 2)).await?;
        let mut expected = Account {
            balance: Decimal::new(1225, 2),
            entries: 1,
            ..seeds.bo.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.revision = found.revision;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn both_sides() -> Outcome {
        let (table, seeds) = stored().await?;
        let bookings = [
            Booking {
                day: DateTime::from_timestamp_nanos(1777939200000000000).date_naive(),
                amount: Decimal::new(-10, 0),
                ..seeds.rent.clone()
            },
            Booking {
                account: 2,
                day: DateTime::from_timestamp_nanos(1777939200000000000).date_naive(),
                amount: Decimal::new(10, 0),
                ..seeds.rent.clone()
            },
        ];
        table.transfer(&bookings).await?;
        let mut expected = Account {
            balance: Decimal::new(90, 0),
            entries: 1,
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.revision = found.revision;
        }
        assert_eq!(found, Some(expected));
        let mut expected = Account {
            balance: Decimal::new(10, 0),
            entries: 1,
            ..seeds.bo.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.revision = found.revision;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn both_at_one_instant() -> Outcome {
        let (table, seeds) = stored().await?;
        let (account, booking) = table
            .account_and_booking(seeds.ada.primary_key(), seeds.rent.primary_key())
            .await?;
        let expected = seeds.ada.clone();
        assert_eq!(account, Some(expected));
        let expected = seeds.rent.clone();
        assert_eq!(booking, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn several_accounts() -> Outcome {
        let (table, seeds) = stored().await?;
        let account_keys = vec![seeds.bo.primary_key(), seeds.ada.primary_key()];
        let account = table.accounts(account_keys).await?;
        let found: Vec<_> = account.into_iter().flatten().collect();
        let expected = [seeds.bo.clone(), seeds.ada.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn without_a_note() -> Outcome {
        let (table, _) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        table
            .rename_note(
                1,
                day,
                Decimal::new(-255, 1),
                Uuid::from_u128(0x00000000000000000000000000000001),
                None,
            )
            .await?;
        let expected = Booking {
            account: 1,
            booking_id: Uuid::from_u128(0x00000000000000000000000000000001),
            day: DateTime::from_timestamp_nanos(1777852800000000000).date_naive(),
            amount: Decimal::new(-255, 1),
            other: Party {
                name: "Bo".to_owned(),
                iban: "NO2".to_owned(),
            },
            booked_at: DateTime::from_timestamp_nanos(1777881600000000000),
            note: None,
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn the_latest_first() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let found = table.journal_since(1, day).await?;
        let expected = [
            JournalEntry::Remark(seeds.second_remark.clone()),
            JournalEntry::LimitChange(seeds.limit.clone()),
        ];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn a_period_of_the_journal() -> Outcome {
        let (table, seeds) = stored().await?;
        let start = DateTime::from_timestamp_nanos(1777593600000000000).date_naive();
        let end = DateTime::from_timestamp_nanos(1777766400000000000).date_naive();
        let found = table.journal_between(1, start..=end).await?;
        let expected = [JournalEntry::Remark(seeds.first_remark.clone())];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn what_cy_did_to_an_account() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.journal_by(1, "cy").await?;
        let expected = [
            JournalEntryBy::Remark(seeds.first_remark.clone()),
            JournalEntryBy::LimitChange(seeds.limit.clone()),
        ];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn a_day_of_the_journal() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let found = table.journal_of_day(1, day).await?;
        let expected = JournalDay {
            limit: Some(seeds.limit.clone()),
            remarks: vec![seeds.second_remark.clone()],
        };
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn what_cy_did_lately() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let found = table.work_of_since("cy", day).await?;
        let expected = ClerkWork {
            limits: vec![seeds.limit.clone()],
            remarks: Vec::new(),
        };
        assert_eq!(found, expected);
        Ok(())
    }
}
