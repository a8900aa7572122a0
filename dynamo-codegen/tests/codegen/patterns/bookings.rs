use chrono::{Days, NaiveDate};
use dynamo_mock::Mock;
use rust_decimal::Decimal;

use super::{at, uuid};
use crate::generated::bookings::{
    AddHourRooms, Booking, BookingState, BookingsTable, CancelError, Price, ReleaseHours, RenumberError,
    Room, Slot,
};

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 1).unwrap() + Days::new(number)
}

fn price(cents: i64) -> Price {
    Price { amount: Decimal::new(cents, 2), currency: "EUR".to_owned() }
}

fn room(room: u16) -> Room {
    Room { room, seats: 6, hourly: price(4_000), closed: false }
}

fn booking(number: u128, guest: &str, on: u64) -> Booking {
    Booking {
        booking_id: uuid(number),
        guest: guest.to_owned(),
        room: 7,
        day: day(on),
        hours: vec![9, 10],
        price: price(8_000),
        state: BookingState::Held,
        held_until: Some(at(900)),
    }
}

fn slots(booking: &Booking) -> Vec<Slot> {
    let slot = |hour: &u16| Slot {
        room: booking.room,
        day: booking.day,
        hour: u8::try_from(*hour).unwrap(),
        booking_id: booking.booking_id,
    };
    booking.hours.iter().map(slot).collect()
}

async fn open() -> BookingsTable {
    let bookings = BookingsTable::on(Mock::new(), "bookings");
    bookings.create_table().await.unwrap();
    bookings.set_room(&room(7)).await.unwrap();
    bookings
}

#[tokio::test]
async fn an_hour_is_taken_once() {
    let bookings = open().await;
    let first = booking(1, "ada", 0);
    bookings.book(&first, &slots(&first), 6).await.unwrap();
    assert_eq!(bookings.get_booking(uuid(1)).await.unwrap(), Some(first.clone()));
    assert_eq!(bookings.room_on_between(7, day(0), 10..=20).await.unwrap().items, slots(&first)[1..]);
    assert_eq!(bookings.room_on_at_least(7, day(0), 9).await.unwrap().items, slots(&first));
    // Another guest wants the second hour; nothing of that booking is written.
    let second = Booking { hours: vec![10, 11], ..booking(2, "bo", 0) };
    assert!(bookings.book(&second, &slots(&second), 2).await.unwrap_err().is_transaction_canceled());
    assert_eq!(bookings.get_booking(uuid(2)).await.unwrap(), None);
    // A room has so many seats, and can be closed.
    let third = booking(3, "bo", 1);
    assert!(bookings.book(&third, &slots(&third), 7).await.unwrap_err().is_transaction_canceled());
    bookings.set_room(&Room { closed: true, ..room(7) }).await.unwrap();
    assert!(bookings.book(&third, &slots(&third), 2).await.unwrap_err().is_transaction_canceled());
    assert!(bookings.set_room(&room(7)).await.unwrap_err().is_condition_failed());
    assert!(bookings.room(7).await.unwrap().unwrap().closed);
}

#[tokio::test]
async fn a_booking_is_paid_or_released() {
    let bookings = open().await;
    let [paid, given_up] = [booking(1, "ada", 0), booking(2, "ada", 3)];
    for booking in [&paid, &given_up] {
        bookings.book(booking, &slots(booking), 1).await.unwrap();
    }
    let pay = |now, price| bookings.pay(uuid(1), "ada", day(0), now, price);
    assert!(pay(at(900), price(8_000)).await.unwrap_err().is_condition_failed());
    assert!(pay(at(0), price(7_999)).await.unwrap_err().is_condition_failed());
    assert_eq!(pay(at(0), price(8_000)).await.unwrap(), Some(paid.clone()));

    assert_eq!(bookings.taken_since(7, day(1)).await.unwrap().items, slots(&given_up));
    let hours: Vec<ReleaseHours> = slots(&given_up)
        .iter()
        .map(|slot| ReleaseHours { room: slot.room, day: slot.day, hour: slot.hour })
        .collect();
    // The hours are another booking's.
    let wrong = bookings.release(&hours, uuid(1), "ada", day(0)).await.unwrap_err();
    assert!(wrong.is_transaction_canceled());
    bookings.release(&hours, uuid(2), "ada", day(3)).await.unwrap();
    assert!(bookings.taken_since(7, day(1)).await.unwrap().items.is_empty());
    assert_eq!(bookings.taken_between(7, day(0)..=day(3)).await.unwrap().items, slots(&paid));
    let Err(CancelError::NotCancellable(Some(there))) = bookings.cancel(uuid(2), "ada", day(3)).await else {
        panic!("cancelled before")
    };
    assert_eq!((there.state, there.held_until), (BookingState::Cancelled, None));
}

#[tokio::test]
async fn a_guest_has_bookings_until_they_are_cancelled() {
    let bookings = open().await;
    for on in 0..3 {
        let booking = booking(u128::from(on), "ada", on);
        bookings.book(&booking, &slots(&booking), 1).await.unwrap();
    }
    bookings.cancel(uuid(1), "ada", day(1)).await.unwrap();
    let days = |found: dynamo_model::Page<Booking>| {
        found.items.into_iter().map(|booking| booking.day).collect::<Vec<_>>()
    };
    assert_eq!(days(bookings.bookings_of_since("ada", day(0)).await.unwrap()), [day(2), day(0)]);
    assert_eq!(days(bookings.bookings_of_before("ada", day(2)).await.unwrap()), [day(0)]);
    assert_eq!(days(bookings.bookings_of_between("ada", day(1)..=day(2)).await.unwrap()), [day(2)]);
}

#[tokio::test]
async fn rooms_and_hours_get_other_keys() {
    let bookings = open().await;
    bookings.set_room(&room(8)).await.unwrap();
    let refused = bookings.renumber(Room::key(8), Room::key(7)).await;
    assert!(matches!(refused, Err(RenumberError::NumberTaken)));
    assert_eq!(bookings.renumber(Room::key(8), Room::key(9)).await.unwrap(), room(9));
    assert_eq!((bookings.room(8).await.unwrap(), bookings.room(9).await.unwrap()), (None, Some(room(9))));

    let first = booking(1, "ada", 0);
    bookings.book(&first, &slots(&first), 6).await.unwrap();
    assert_eq!(bookings.hours_taken(day(0), 7).await.unwrap().count, 2);
    let (ten, noon) = (slots(&first)[1].clone(), Slot { hour: 12, ..slots(&first)[1].clone() });
    let moved = |owner| bookings.move_slot(uuid(owner), ten.primary_key(), noon.primary_key());
    assert!(moved(2).await.unwrap_err().is_condition_failed());
    assert_eq!(moved(1).await.unwrap(), noon);
    assert_eq!(bookings.late_hours_at_least(7, day(0), 10, uuid(2)).await.unwrap().count, 1);
    assert_eq!(bookings.late_hours_at_least(7, day(0), 10, uuid(1)).await.unwrap().count, 0);
    assert!(bookings.lobby_since(day(0)).await.unwrap().items.is_empty());

    let more = Slot { hour: 13, ..ten };
    let rooms = [AddHourRooms { room: 7, seats: 5 }, AddHourRooms { room: 9, seats: 4 }];
    bookings.add_hour(&more, &rooms, at(1_000), vec![13]).await.unwrap();
    let read = bookings.get_booking(uuid(1)).await.unwrap().unwrap();
    assert_eq!((read.hours, read.held_until), (vec![9, 10, 13], Some(at(1_000))));
    assert_eq!(bookings.room(7).await.unwrap().map(|room| room.seats), Some(5));
    assert_eq!(bookings.hours_taken(day(0), 7).await.unwrap().count, 3);
}
