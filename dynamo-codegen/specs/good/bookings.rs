// Generated from bookings.toml (455dd42749361122). Changes belong there.

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

/// Why [`BookingsTable::renumber`] did not write.
#[derive(Debug)]
pub enum RenumberError {
    /// An item with the new key exists.
    NumberTaken,
    /// Anything else.
    Other(dynamo_model::Error),
}

impl From<dynamo_model::Error> for RenumberError {
    fn from(error: dynamo_model::Error) -> Self {
        if error.is_already_exists() {
            Self::NumberTaken
        } else {
            Self::Other(error)
        }
    }
}

impl std::fmt::Display for RenumberError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NumberTaken => f.write_str("number taken"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for RenumberError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NumberTaken => None,
            Self::Other(error) => error.source(),
        }
    }
}

/// One of the `rooms` of the access pattern `add_hour`.
#[derive(Debug, Clone, PartialEq)]
pub struct AddHourRooms {
    /// The value of `room`.
    pub room: u16,
    /// The value of `seats`.
    pub seats: u8,
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
    /// - Action: check of a [`Room`], if `closed == false and seats >= :people`
    /// - Action: create of a [`Booking`]
    /// - Action: create of a [`Slot`], for each of `slots`
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
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
    /// - Action: [`cancel`](Self::cancel)
    /// - Action: delete of a [`Slot`], if `exists and booking_id == :booking_id`, for each of `hours`
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 1 read unit per 4 KB of each item
    pub fn get_booking(&self, booking_id: Uuid) -> op::Get<Booking> {
        self.0.get(Booking::key(booking_id)).consistent()
    }

    /// The hours of a room that are taken on a day
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `ROOM#{room}`
    /// - Sort key: `SK` = `SLOT#{day}#{hour:02}`, with `day` and `hour` between two values, both included
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn set_room(&self, room: &Room) -> op::Upsert<Room> {
        self.0
            .upsert(room)
            .when(|r| r.closed().not_exists() | r.closed().eq(false))
    }

    /// Reads a [`Room`].
    ///
    /// - Request: GetItem
    /// - Key: `PK` = `ROOM#{room}`, `SK` = `ROOM`
    /// - Capacity: 0.5 read units per 4 KB of each item
    pub fn room(&self, number: u16) -> op::Get<Room> {
        self.0.get(Room::key(number))
    }

    /// Gives a room another number, which no room has
    ///
    /// - Request: GetItem, then TransactWriteItems
    /// - Key: `PK` = `ROOM#{room}`, `SK` = `ROOM`
    /// - Capacity: 4 write units per 1 KB of the item, and 2 in each of its global indexes
    ///
    /// # Errors
    /// With [`RenumberError::NumberTaken`] when an item with the new key exists.
    pub async fn renumber(&self, from: RoomKey, to: RoomKey) -> Result<Room, RenumberError> {
        self.renumber_request(from, to)
            .await
            .map_err(RenumberError::from)
    }

    /// The request of [`renumber`](Self::renumber).
    fn renumber_request(&self, from: RoomKey, to: RoomKey) -> op::MoveTo<Room> {
        self.0.move_to(from, to)
    }

    /// Another hour for a booking, or another room
    ///
    /// - Request: GetItem, then TransactWriteItems
    /// - Key: `PK` = `ROOM#{room}`, `SK` = `SLOT#{day}#{hour:02}`
    /// - Condition: `booking_id == :booking_id`
    /// - Capacity: 4 write units per 1 KB of the item, and 2 in each of its global indexes
    pub fn move_slot(&self, booking_id: Uuid, from: SlotKey, to: SlotKey) -> op::MoveTo<Slot> {
        self.0
            .move_to(from, to)
            .when(|s| s.booking_id().eq(booking_id))
    }

    /// How many hours of a room are taken on a day
    ///
    /// - Request: Query of the table, counted
    /// - Key: `PK` = `ROOM#{room}`
    /// - Sort key: `SK` = `SLOT#{day}#{hour:02}`, with `day`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub async fn hours_taken(&self, on: NaiveDate, room: u16) -> dynamo_model::Result<op::Count> {
        self.0.query(Slot::of(room).day(on)).count().await
    }

    /// Counts each [`Slot`] of a partition.
    ///
    /// - Request: Query of the table, counted
    /// - Key: `PK` = `ROOM#{room}`
    /// - Sort key: `SK` = `SLOT#{day}#{hour:02}`, with `day` and `hour` at least a value
    /// - Filter: `booking_id != :booking_id`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub async fn late_hours_at_least(
        &self,
        room: u16,
        day: NaiveDate,
        hour: u8,
        booking_id: Uuid,
    ) -> dynamo_model::Result<op::Count> {
        self.0
            .query(Slot::of(room).day(day).hour(hour..))
            .filter(|s| s.booking_id().ne(booking_id))
            .count()
            .await
    }

    /// The hours of the first room
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `ROOM#{room}`
    /// - Sort key: `SK` = `SLOT#{day}#{hour:02}`, with `day` since a moment, included
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn lobby_since(&self, day: NaiveDate) -> op::Query<Slot, dynamo_model::ReadFrom<false>> {
        self.0.query(Slot::of(1).day(day..))
    }

    /// One hour more for a booking
    ///
    /// - Request: TransactWriteItems
    /// - Action: create of a [`Slot`]
    /// - Action: update of a [`Booking`], if `room == :room`
    /// - Action: update of a [`Room`], for each of `rooms`
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
    pub fn add_hour(
        &self,
        slot: &Slot,
        rooms: &[AddHourRooms],
        until: DateTime<Utc>,
        hours: Vec<u16>,
    ) -> op::Transaction<Bookings> {
        let mut transaction = self.0.transaction().bounded("rooms", rooms.len(), 5);
        transaction = transaction.with(Slot::create(slot));
        transaction = transaction.with(
            Booking::update(Booking::key(slot.booking_id))
                .set(|b| b.held_until(), until)
                .append(|b| b.hours(), hours.clone())
                .when(|b| b.room().eq(slot.room)),
        );
        for room in rooms {
            transaction =
                transaction.with(Room::update(Room::key(room.room)).set(|r| r.seats(), room.seats));
        }
        transaction
    }
}

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct BookingsSeeds {
    /// The seed `hall`.
    pub hall: Room,
    /// The seed `cellar`.
    pub cellar: Room,
    /// The seed `held`.
    pub held: Booking,
    /// The seed `paid`.
    pub paid: Booking,
    /// The seed `nine`.
    pub nine: Slot,
    /// The seed `ten`.
    pub ten: Slot,
}

impl BookingsSeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            hall: Room {
                room: 1,
                seats: 40,
                hourly: Price {
                    amount: Decimal::new(125, 1),
                    currency: "EUR".to_owned(),
                },
                closed: Default::default(),
            },
            cellar: Room {
                room: 2,
                seats: 4,
                hourly: Price {
                    amount: Decimal::new(3, 0),
                    currency: "EUR".to_owned(),
                },
                closed: true,
            },
            held: Booking {
                booking_id: Uuid::from_u128(0x00000000000000000000000000000001),
                guest: "ada".to_owned(),
                room: 1,
                day: DateTime::from_timestamp_nanos(1777852800000000000).date_naive(),
                hours: vec![9, 10],
                price: Price {
                    amount: Decimal::new(25, 0),
                    currency: "EUR".to_owned(),
                },
                state: BookingState::Held,
                held_until: Some(DateTime::from_timestamp_nanos(1777636800000000000)),
            },
            paid: Booking {
                booking_id: Uuid::from_u128(0x00000000000000000000000000000002),
                guest: "ada".to_owned(),
                room: 1,
                day: DateTime::from_timestamp_nanos(1777939200000000000).date_naive(),
                hours: vec![9],
                price: Price {
                    amount: Decimal::new(125, 1),
                    currency: "EUR".to_owned(),
                },
                state: BookingState::Paid,
                held_until: None,
            },
            nine: Slot {
                room: 1,
                day: DateTime::from_timestamp_nanos(1777852800000000000).date_naive(),
                hour: 9,
                booking_id: Uuid::from_u128(0x00000000000000000000000000000001),
            },
            ten: Slot {
                room: 1,
                day: DateTime::from_timestamp_nanos(1777852800000000000).date_naive(),
                hour: 10,
                booking_id: Uuid::from_u128(0x00000000000000000000000000000001),
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Bookings>) -> dynamo_model::Result<Self> {
        let seeds = Self::items();
        table.create(&seeds.hall).await?;
        table.create(&seeds.cellar).await?;
        table.create(&seeds.held).await?;
        table.create(&seeds.paid).await?;
        table.create(&seeds.nine).await?;
        table.create(&seeds.ten).await?;
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

    async fn stored() -> dynamo_model::Result<(BookingsTable, BookingsSeeds)> {
        let table = BookingsTable::on(dynamo_mock::Mock::new(), "bookings");
        table.create_table().await?;
        let seeds = BookingsSeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn two_hours() -> Outcome {
        let (table, seeds) = stored().await?;
        let booking = Booking {
            booking_id: Uuid::from_u128(0x00000000000000000000000000000003),
            hours: vec![11, 12],
            ..seeds.held.clone()
        };
        let slots = [
            Slot {
                hour: 11,
                ..seeds.nine.clone()
            },
            Slot {
                hour: 12,
                ..seeds.nine.clone()
            },
        ];
        table.book(&booking, &slots, 40).await?;
        let expected = Slot {
            hour: 11,
            ..seeds.nine.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = Slot {
            hour: 12,
            ..seeds.nine.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn an_hour_is_taken_once() -> Outcome {
        let (table, seeds) = stored().await?;
        let booking = Booking {
            booking_id: Uuid::from_u128(0x00000000000000000000000000000003),
            ..seeds.held.clone()
        };
        let failed = table
            .book(&booking, std::slice::from_ref(&seeds.nine), 2)
            .await;
        assert!(failed.is_err_and(|error| error.is_transaction_canceled()));
        Ok(())
    }

    #[tokio::test]
    async fn given_back() -> Outcome {
        let (table, seeds) = stored().await?;
        let hours = [
            ReleaseHours {
                room: 1,
                day: DateTime::from_timestamp_nanos(1777852800000000000).date_naive(),
                hour: 9,
            },
            ReleaseHours {
                room: 1,
                day: DateTime::from_timestamp_nanos(1777852800000000000).date_naive(),
                hour: 10,
            },
        ];
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        table
            .release(
                &hours,
                Uuid::from_u128(0x00000000000000000000000000000001),
                "ada",
                day,
            )
            .await?;
        let found = table.get(seeds.nine.primary_key()).consistent().await?;
        assert_eq!(found, None);
        let found = table.get(seeds.ten.primary_key()).consistent().await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn cancelled() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777939200000000000).date_naive();
        table
            .cancel(
                Uuid::from_u128(0x00000000000000000000000000000002),
                "ada",
                day,
            )
            .await?;
        let expected = Booking {
            state: BookingState::Cancelled,
            ..seeds.paid.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn paid_for() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let now = DateTime::from_timestamp_nanos(1777633200000000000);
        let price = Price {
            amount: Decimal::new(25, 0),
            currency: "EUR".to_owned(),
        };
        let found = table
            .pay(
                Uuid::from_u128(0x00000000000000000000000000000001),
                "ada",
                day,
                now,
                price,
            )
            .await?;
        let expected = seeds.held.clone();
        assert_eq!(found, Some(expected));
        let expected = Booking {
            state: BookingState::Paid,
            ..seeds.held.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn paid_too_late() -> Outcome {
        let (table, _) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let now = DateTime::from_timestamp_nanos(1777636800000000000);
        let price = Price {
            amount: Decimal::new(25, 0),
            currency: "EUR".to_owned(),
        };
        let failed = table
            .pay(
                Uuid::from_u128(0x00000000000000000000000000000001),
                "ada",
                day,
                now,
                price,
            )
            .await;
        assert!(failed.is_err_and(|error| error.is_condition_failed()));
        Ok(())
    }

    #[tokio::test]
    async fn a_booking() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .get_booking(Uuid::from_u128(0x00000000000000000000000000000002))
            .await?;
        let expected = seeds.paid.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn the_morning() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let found = table.room_on_between(1, day, 0..=9).await?.items;
        let expected = [seeds.nine.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn the_rest_of_the_day() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let found = table.room_on_at_least(1, day, 9).await?.items;
        let expected = [seeds.nine.clone(), seeds.ten.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn taken_since() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let found = table.taken_since(1, day).await?.items;
        let expected = [seeds.nine.clone(), seeds.ten.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn taken_in_the_next_week() -> Outcome {
        let (table, _) = stored().await?;
        let start = DateTime::from_timestamp_nanos(1777939200000000000).date_naive();
        let end = DateTime::from_timestamp_nanos(1778457600000000000).date_naive();
        let found = table.taken_between(1, start..=end).await?.items;
        assert!(found.is_empty());
        Ok(())
    }

    #[tokio::test]
    async fn bookings_since() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777939200000000000).date_naive();
        let found = table.bookings_of_since("ada", day).await?.items;
        let expected = [seeds.paid.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn bookings_before() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777939200000000000).date_naive();
        let found = table.bookings_of_before("ada", day).await?.items;
        let expected = [seeds.held.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn bookings_between() -> Outcome {
        let (table, seeds) = stored().await?;
        let start = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let end = DateTime::from_timestamp_nanos(1777939200000000000).date_naive();
        let found = table.bookings_of_between("ada", start..=end).await?.items;
        let expected = [seeds.paid.clone(), seeds.held.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn more_seats() -> Outcome {
        let (table, seeds) = stored().await?;
        let room = Room {
            seats: 50,
            ..seeds.hall.clone()
        };
        table.set_room(&room).await?;
        let expected = Room {
            seats: 50,
            ..seeds.hall.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_closed_room_stays_as_it_is() -> Outcome {
        let (table, seeds) = stored().await?;
        let room = Room {
            seats: 50,
            ..seeds.cellar.clone()
        };
        let failed = table.set_room(&room).await;
        assert!(failed.is_err_and(|error| error.is_condition_failed()));
        let expected = seeds.cellar.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn another_number() -> Outcome {
        let (table, seeds) = stored().await?;
        let to = Room {
            room: 3,
            ..seeds.cellar.clone()
        };
        let found = table
            .renumber(seeds.cellar.primary_key(), to.primary_key())
            .await?;
        let expected = Room {
            room: 3,
            ..seeds.cellar.clone()
        };
        assert_eq!(found, expected);
        let found = table.get(seeds.cellar.primary_key()).consistent().await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn a_number_that_is_taken() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table
            .renumber(seeds.cellar.primary_key(), seeds.hall.primary_key())
            .await;
        assert!(matches!(failed, Err(RenumberError::NumberTaken)));
        let expected = seeds.cellar.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = seeds.hall.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn an_hour_later() -> Outcome {
        let (table, seeds) = stored().await?;
        let to = Slot {
            hour: 11,
            ..seeds.ten.clone()
        };
        let found = table
            .move_slot(
                Uuid::from_u128(0x00000000000000000000000000000001),
                seeds.ten.primary_key(),
                to.primary_key(),
            )
            .await?;
        let expected = Slot {
            hour: 11,
            ..seeds.ten.clone()
        };
        assert_eq!(found, expected);
        let found = table.get(seeds.ten.primary_key()).consistent().await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn not_the_hour_of_others() -> Outcome {
        let (table, seeds) = stored().await?;
        let to = Slot {
            hour: 11,
            ..seeds.ten.clone()
        };
        let failed = table
            .move_slot(
                Uuid::from_u128(0x00000000000000000000000000000002),
                seeds.ten.primary_key(),
                to.primary_key(),
            )
            .await;
        assert!(failed.is_err_and(|error| error.is_condition_failed()));
        let expected = seeds.ten.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn two_hours_are_taken() -> Outcome {
        let (table, _) = stored().await?;
        let on = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let found = table.hours_taken(on, 1).await?.count;
        assert_eq!(found, 2);
        Ok(())
    }

    #[tokio::test]
    async fn no_late_hour_of_others() -> Outcome {
        let (table, _) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let found = table
            .late_hours_at_least(
                1,
                day,
                10,
                Uuid::from_u128(0x00000000000000000000000000000001),
            )
            .await?
            .count;
        assert_eq!(found, 0);
        Ok(())
    }

    #[tokio::test]
    async fn hours_of_the_first_room() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777852800000000000).date_naive();
        let found = table.lobby_since(day).await?.items;
        let expected = [seeds.nine.clone(), seeds.ten.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn one_hour_more() -> Outcome {
        let (table, seeds) = stored().await?;
        let slot = Slot {
            hour: 11,
            ..seeds.ten.clone()
        };
        let rooms = [
            AddHourRooms { room: 1, seats: 41 },
            AddHourRooms { room: 2, seats: 5 },
        ];
        let until = DateTime::from_timestamp_nanos(1777640400000000000);
        table.add_hour(&slot, &rooms, until, vec![11]).await?;
        let expected = Booking {
            hours: vec![9, 10, 11],
            held_until: Some(DateTime::from_timestamp_nanos(1777640400000000000)),
            ..seeds.held.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = Room {
            seats: 41,
            ..seeds.hall.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = Room {
            seats: 5,
            ..seeds.cellar.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_room() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.room(2).await?;
        let expected = seeds.cellar.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }
}
