// Generated from ledger.toml (ad847e4633b18de3). Changes belong there.

use chrono::{DateTime, NaiveDate, Utc};
use dynamo_model::prelude::*;
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
