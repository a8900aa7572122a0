//! Every method of every good spec, on the engine.

mod bookings;
pub(crate) mod catalogue;
mod chat;
mod documents;
mod feed;
mod leaderboard;
mod ledger;
mod readings;
mod registry;
mod sessions;
mod shop;
mod tickets;
pub(crate) mod warehouse;

use chrono::{DateTime, TimeDelta, Utc};
use ulid::Ulid;
use uuid::Uuid;

/// The same one for the same number, and greater for a greater number.
fn ulid(number: u128) -> Ulid {
    Ulid::from(number)
}

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// Some seconds after a fixed moment.
fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds)
}
