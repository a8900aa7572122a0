// Generated from bookings.toml (585b5eccbaf9102a). Changes belong there.

use chrono::{DateTime, NaiveDate, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};
use rust_decimal::Decimal;
use uuid::Uuid;

/// Rooms by the hour, without two guests in one
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t")]
#[dynamo(gsi(ByGuest, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(entities(Room, Slot, Booking))]
pub struct Bookings;

/// The type `Price` of attributes.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
pub struct Price {
    /// The attribute `amount`.
    pub amount: Decimal,
    /// The attribute `currency`.
    pub currency: String,
}

/// The state of [`Booking`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, DynamoAttribute)]
pub enum BookingState {
    /// `held`
    Held,
    /// `paid`
    Paid,
    /// `cancelled`
    Cancelled,
}

/// An item of the kind `room`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Bookings)]
#[dynamo(key(pk = "ROOM#{room}", sk = "ROOM"))]
pub struct Room {
    /// The attribute `room`.
    pub room: u16,
    /// The attribute `seats`.
    pub seats: u8,
    /// The attribute `hourly`.
    pub hourly: Price,
    /// The attribute `closed`.
    #[dynamo(default)]
    pub closed: bool,
}

/// An hour of a room that is taken.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Bookings)]
#[dynamo(key(pk = "ROOM#{room}", sk = "SLOT#{day}#{hour:02}"))]
pub struct Slot {
    /// The attribute `room`.
    pub room: u16,
    /// The attribute `day`.
    pub day: NaiveDate,
    /// The attribute `hour`.
    pub hour: u8,
    /// The attribute `booking_id`.
    pub booking_id: Uuid,
}

/// An item of the kind `booking`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Bookings)]
#[dynamo(key(pk = "BOOKING#{booking_id}", sk = "BOOKING"))]
#[dynamo(index(of_guest, on = ByGuest, pk = "GUEST#{guest}", sk = "{day}#{booking_id}", when = "state in ['held', 'paid']"))]
pub struct Booking {
    /// The attribute `booking_id`.
    pub booking_id: Uuid,
    /// The attribute `guest`.
    pub guest: String,
    /// The attribute `room`.
    pub room: u16,
    /// The attribute `day`.
    #[dynamo(read_only)]
    pub day: NaiveDate,
    /// The attribute `hours`.
    pub hours: Vec<u16>,
    /// The attribute `price`.
    pub price: Price,
    /// The attribute `state`.
    pub state: BookingState,
    /// The attribute `held_until`.
    pub held_until: Option<DateTime<Utc>>,
}

/// One of the `hours` of the access pattern `release`.
#[derive(Debug, Clone, PartialEq)]
pub struct ReleaseHours {
    /// The value of `room`.
    pub room: u16,
    /// The value of `day`.
    pub day: NaiveDate,
    /// The value of `hour`.
    pub hour: u8,
}

/// Why [`BookingsTable::cancel`] did not write.
#[derive(Debug)]
pub enum CancelError {
    /// `state != 'cancelled'` does not hold. This is the item as it is.
    NotCancellable(Option<Box<Booking>>),
    /// Anything else.
    Other(dynamo_model::Error),
}

impl From<dynamo_model::Error> for CancelError {
    fn from(error: dynamo_model::Error) -> Self {
        if !error.is_condition_failed() {
            return Self::Other(error);
        }
        let item = error.item().cloned().map(dynamo_model::from_item);
        match item.transpose() {
            Ok(item) => Self::NotCancellable(item.map(Box::new)),
            Err(error) => Self::Other(error),
        }
    }
}

impl std::fmt::Display for CancelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotCancellable(_) => f.write_str("not cancellable"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for CancelError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotCancellable(_) => None,
            Self::Other(error) => error.source(),
        }
    }
}

/// The table [`Bookings`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct BookingsTable(TableHandle<Bookings>);

impl From<TableHandle<Bookings>> for BookingsTable {
    fn from(table: TableHandle<Bookings>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for BookingsTable {
    type Target = TableHandle<Bookings>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl BookingsTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// Takes all hours or none, in a room that is open
    ///
    /// - Request: TransactWriteItems
    pub fn book(&self, booking: &Booking, slots: &[Slot], people: u8) -> op::Transaction<Bookings> {
        let mut transaction = self
            .0
            .transaction()
            .token(booking.booking_id.to_string())
            .bounded("slots", slots.len(), 24);
        transaction = transaction.with(
            Room::check(Room::key(booking.room))
                .when(|r| r.closed().eq(false))
                .when(|r| r.seats().ge(people)),
        );
        transaction = transaction.with(Booking::create(booking));
        for slot in slots {
            transaction = transaction.with(Slot::create(slot));
        }
        transaction
    }

    /// Gives hours back
    ///
    /// - Request: TransactWriteItems
    pub fn release(
        &self,
        hours: &[ReleaseHours],
        booking_id: Uuid,
        guest: &str,
        day: NaiveDate,
    ) -> op::Transaction<Bookings> {
        let mut transaction = self.0.transaction().bounded("hours", hours.len(), 24);
        transaction = transaction.with(self.cancel_request(booking_id, guest, day));
        for hour in hours {
            transaction = transaction.with(
                Slot::delete_existing(Slot::key(hour.room, hour.day, hour.hour))
                    .when(|s| s.booking_id().eq(booking_id)),
            );
        }
        transaction
    }

    /// Changes a [`Booking`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `BOOKING#{booking_id}`, `SK` = `BOOKING`
    /// - Condition: `state != 'cancelled'`
    ///
    /// # Errors
    /// With [`CancelError::NotCancellable`] when `state != 'cancelled'` does not hold.
    pub async fn cancel(
        &self,
        booking_id: Uuid,
        guest: &str,
        day: NaiveDate,
    ) -> Result<(), CancelError> {
        self.cancel_request(booking_id, guest, day)
            .await
            .map_err(CancelError::from)
    }

    /// The request of [`cancel`](Self::cancel), which returns no item.
    fn cancel_request(
        &self,
        booking_id: Uuid,
        guest: &str,
        day: NaiveDate,
    ) -> op::Update<Booking, op::Complete> {
        self.0
            .update(Booking::key(booking_id))
            .set(|b| b.state(), BookingState::Cancelled)
            .remove(|b| b.held_until())
            .given(|b| b.guest(), guest)
            .given(|b| b.day(), day)
            .when(|b| b.state().ne(BookingState::Cancelled))
            .complete()
    }

    /// Changes a [`Booking`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `BOOKING#{booking_id}`, `SK` = `BOOKING`
    /// - Condition: `state == 'held' and held_until > :now and price == :price`
    pub fn pay(
        &self,
        booking_id: Uuid,
        guest: &str,
        day: NaiveDate,
        now: DateTime<Utc>,
        price: Price,
    ) -> op::Update<Booking, op::Complete, AllOld> {
        self.0
            .update(Booking::key(booking_id))
            .set(|b| b.state(), BookingState::Paid)
            .given(|b| b.guest(), guest)
            .given(|b| b.day(), day)
            .when(|b| b.state().eq(BookingState::Held))
            .when(|b| b.held_until().gt(now))
            .when(|b| b.price().eq(price))
            .complete()
            .returning(AllOld)
    }

    /// Reads a [`Booking`].
    ///
    /// - Request: GetItem, consistent
    /// - Key: `PK` = `BOOKING#{booking_id}`, `SK` = `BOOKING`
    pub fn get_booking(&self, booking_id: Uuid) -> op::Get<Booking> {
        self.0.get(Booking::key(booking_id)).consistent()
    }

    /// The hours of a room that are taken on a day
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `ROOM#{room}`
    /// - Sort key: `SK` = `SLOT#{day}#{hour:02}`, with `day` and `hour` between two values, both included
    pub fn room_on_between(
        &self,
        room: u16,
        day: NaiveDate,
        hour: std::ops::RangeInclusive<u8>,
    ) -> op::Query<Slot, dynamo_model::ReadFrom<false>> {
        self.0.query(Slot::of(room).day(day).hour(hour))
    }

    /// The hours of a room that are taken on a day
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `ROOM#{room}`
    /// - Sort key: `SK` = `SLOT#{day}#{hour:02}`, with `day` and `hour` at least a value
    pub fn room_on_at_least(
        &self,
        room: u16,
        day: NaiveDate,
        hour: u8,
    ) -> op::Query<Slot, dynamo_model::ReadFrom<false>> {
        self.0.query(Slot::of(room).day(day).hour(hour..))
    }

    /// The hours of a room that are taken from a day on
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `ROOM#{room}`
    /// - Sort key: `SK` = `SLOT#{day}#{hour:02}`, with `day` since a moment, included
    pub fn taken_since(
        &self,
        room: u16,
        day: NaiveDate,
    ) -> op::Query<Slot, dynamo_model::ReadFrom<false>> {
        self.0.query(Slot::of(room).day(day..))
    }

    /// The hours of a room that are taken from a day on
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `ROOM#{room}`
    /// - Sort key: `SK` = `SLOT#{day}#{hour:02}`, with `day` between two values, both included
    pub fn taken_between(
        &self,
        room: u16,
        day: std::ops::RangeInclusive<NaiveDate>,
    ) -> op::Query<Slot, dynamo_model::ReadFrom<false>> {
        self.0.query(Slot::of(room).day(day))
    }

    /// The bookings of a guest that are not cancelled
    ///
    /// - Request: Query of the index `ByGuest`, the greatest key first
    /// - Key: `GSI1PK` = `GUEST#{guest}`
    /// - Sort key: `GSI1SK` = `{day}#{booking_id}`, with `day` since a moment, included
    pub fn bookings_of_since(
        &self,
        guest: &str,
        day: NaiveDate,
    ) -> op::Query<Booking, dynamo_model::ReadFrom<true>> {
        self.0
            .query(Booking::of_guest(guest).day(day..))
            .descending()
            .take(10)
    }

    /// The bookings of a guest that are not cancelled
    ///
    /// - Request: Query of the index `ByGuest`, the greatest key first
    /// - Key: `GSI1PK` = `GUEST#{guest}`
    /// - Sort key: `GSI1SK` = `{day}#{booking_id}`, with `day` before a moment
    pub fn bookings_of_before(
        &self,
        guest: &str,
        day: NaiveDate,
    ) -> op::Query<Booking, dynamo_model::ReadFrom<true>> {
        self.0
            .query(Booking::of_guest(guest).day(..day))
            .descending()
            .take(10)
    }

    /// The bookings of a guest that are not cancelled
    ///
    /// - Request: Query of the index `ByGuest`, the greatest key first
    /// - Key: `GSI1PK` = `GUEST#{guest}`
    /// - Sort key: `GSI1SK` = `{day}#{booking_id}`, with `day` between two values, both included
    pub fn bookings_of_between(
        &self,
        guest: &str,
        day: std::ops::RangeInclusive<NaiveDate>,
    ) -> op::Query<Booking, dynamo_model::ReadFrom<true>> {
        self.0
            .query(Booking::of_guest(guest).day(day))
            .descending()
            .take(10)
    }

    /// Writes a [`Room`], whether it exists or not.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `ROOM#{room}`, `SK` = `ROOM`
    /// - Condition: `!closed or closed == false`
    pub fn set_room(&self, room: &Room) -> op::Upsert<Room> {
        self.0
            .upsert(room)
            .when(|r| r.closed().not_exists() | r.closed().eq(false))
    }

    /// Reads a [`Room`].
    ///
    /// - Request: GetItem
    /// - Key: `PK` = `ROOM#{room}`, `SK` = `ROOM`
    pub fn room(&self, room: u16) -> op::Get<Room> {
        self.0.get(Room::key(room))
    }
}
