// Generated from ledger.toml (32e706a0d3743491). Changes belong there.

use chrono::{DateTime, NaiveDate, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};
use rust_decimal::Decimal;
use uuid::Uuid;

/// Accounts and what was booked on them
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t")]
#[dynamo(entities(Account, Booking))]
#[dynamo(collection(StatementLine(Account, Booking)))]
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

    /// Reads a [`Account`].
    ///
    /// - Request: GetItem, consistent
    /// - Key: `PK` = `ACCOUNT#{account}`, `SK` = `BALANCE`
    pub fn get_account(&self, account: u64) -> op::Get<Account> {
        self.0.get(Account::key(account)).consistent()
    }

    /// Reads the items of one partition.
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `ACCOUNT#{account}`
    pub fn statement(&self, account: u64) -> op::Collect<Vec<StatementLine>> {
        self.0.collect(StatementLine::of(account)).descending()
    }

    /// Reads each [`Booking`] of a partition.
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `ACCOUNT#{account}`
    /// - Sort key: `SK` = `BOOKING#{day}#{amount:.2}#{booking_id}`, with `day` and `amount` at least a value
    pub fn bookings_of_day_at_least(
        &self,
        account: u64,
        day: NaiveDate,
        amount: Decimal,
    ) -> op::Query<Booking, dynamo_model::ReadFrom<false>> {
        self.0.query(Booking::of(account).day(day).amount(amount..))
    }

    /// Changes a [`Account`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `ACCOUNT#{account}`, `SK` = `BALANCE`
    /// - Condition: `balance >= 0`
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
    /// - Key: `PK` = `ACCOUNT#{account}`, `SK` = `BALANCE`
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
    /// - Key: `PK` = `ACCOUNT#{account}`, `SK` = `BALANCE`
    pub fn accounts(
        &self,
        account_keys: Vec<AccountKey>,
    ) -> op::TransactGet<Ledger, Vec<AccountKey>> {
        self.0.transact_get(account_keys)
    }

    /// Changes a [`Booking`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `ACCOUNT#{account}`, `SK` = `BOOKING#{day}#{amount:.2}#{booking_id}`
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
