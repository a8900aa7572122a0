use chrono::NaiveDate;
use dynamo_mock::Mock;
use dynamo_model::prelude::AllNew;
use rust_decimal::Decimal;

use super::{at, uuid};
use crate::generated::ledger::{
    Account, Booking, JournalEntry, JournalEntryBy, LedgerTable, LimitChange, Party, Remark, StatementLine,
};

fn party(name: &str) -> Party {
    Party { name: name.to_owned(), iban: format!("NO{}", name.len()) }
}

fn account(account: u64, cents: i64) -> Account {
    Account { account, owner: party("ada"), balance: Decimal::new(cents, 2), entries: 0, revision: 0 }
}

fn booking(account: u64, number: u128, cents: i64) -> Booking {
    Booking {
        account,
        booking_id: uuid(number),
        day: NaiveDate::from_ymd_opt(2026, 5, 4).unwrap(),
        amount: Decimal::new(cents, 2),
        other: party("bo"),
        booked_at: at(0),
        note: None,
    }
}

#[tokio::test]
async fn both_sides_are_booked_or_neither() {
    let ledger = LedgerTable::on(Mock::new(), "ledger");
    ledger.create_table().await.unwrap();
    for account in [account(1, 10_000), account(2, 0)] {
        ledger.put(&account).await.unwrap();
    }
    let sides = [booking(1, 1, -2_500), booking(2, 2, 2_500)];
    ledger.transfer(&sides).await.unwrap();
    let balance = |account| ledger.get_account(account);
    assert_eq!(balance(1).await.unwrap().unwrap().balance, Decimal::new(7_500, 2));
    assert_eq!(balance(2).await.unwrap().unwrap().entries, 1);
    // The same bookings again exist, so nothing of it happens.
    assert!(ledger.transfer(&sides).await.unwrap_err().is_transaction_canceled());
    assert_eq!(balance(1).await.unwrap().unwrap().balance, Decimal::new(7_500, 2));
    let many: Vec<Booking> = (0..51).map(|number| booking(1, 100 + number, 1)).collect();
    assert!(ledger.transfer(&many).await.unwrap_err().is_invalid());

    ledger.book(2, Decimal::new(100, 2)).await.unwrap();
    let lines = ledger.statement(2).await.unwrap();
    let [StatementLine::Booking(line), StatementLine::Account(account)] = lines.as_slice() else {
        panic!("{lines:?}")
    };
    assert_eq!((account.balance, account.entries), (Decimal::new(2_600, 2), 2));
    assert_eq!(*line, sides[1]);
}

#[tokio::test]
async fn bookings_of_a_day_are_found_by_their_amount() {
    let ledger = LedgerTable::on(Mock::new(), "ledger");
    ledger.create_table().await.unwrap();
    let all = [booking(1, 1, -500), booking(1, 2, 0), booking(1, 3, 12_345)];
    for booking in &all {
        ledger.create(booking).await.unwrap();
    }
    let day = all[0].day;
    let credits = ledger.bookings_of_day_at_least(1, day, Decimal::ZERO).await.unwrap();
    assert_eq!(credits.items, all[1..]);
    let named =
        |note: Option<&'static str>| ledger.rename_note(1, day, all[2].amount, all[2].booking_id, note);
    named(Some("rent")).await.unwrap();
    let read = ledger.bookings_of_day_at_least(1, day, all[2].amount).await.unwrap().items;
    assert_eq!(read[0].note.as_deref(), Some("rent"));
    named(None).await.unwrap();
    let read = ledger.bookings_of_day_at_least(1, day, all[2].amount).await.unwrap().items;
    assert_eq!(read, all[2..]);
}

#[tokio::test]
async fn several_items_are_read_as_they_are_at_one_instant() {
    let ledger = LedgerTable::on(Mock::new(), "ledger");
    ledger.create_table().await.unwrap();
    let (account, booking) = (account(1, 500), booking(1, 1, 500));
    let account = ledger.create(&account).returning(AllNew).await.unwrap();
    assert_eq!(account.revision, 1);
    ledger.create(&booking).await.unwrap();
    let keys = (account.primary_key(), booking.primary_key());
    let both = ledger.account_and_booking(keys.0, keys.1).await.unwrap();
    assert_eq!(both, (Some(account.clone()), Some(booking)));
    let found = ledger.accounts(vec![Account::key(2), Account::key(1)]).await.unwrap();
    assert_eq!(found, [None, Some(account)]);
}

#[tokio::test]
async fn a_journal_is_read_by_its_days_whatever_happened() {
    let ledger = LedgerTable::on(Mock::new(), "ledger");
    ledger.create_table().await.unwrap();
    let day = |day| NaiveDate::from_ymd_opt(2026, 5, day).unwrap();
    let limit = |on| LimitChange { account: 1, day: day(on), clerk: "cy".to_owned(), limit: Decimal::TEN };
    let remark = |on, clerk: &str| Remark {
        account: 1,
        day: day(on),
        number: 1,
        clerk: clerk.to_owned(),
        text: "called".to_owned(),
    };
    for on in 1..=3 {
        ledger.create(&limit(on)).await.unwrap();
        ledger.create(&remark(on, "di")).await.unwrap();
    }
    let of_day = |on| [JournalEntry::Remark(remark(on, "di")), JournalEntry::LimitChange(limit(on))];
    let since = ledger.journal_since(1, day(2)).await.unwrap();
    assert_eq!(since, [of_day(3), of_day(2)].concat());
    let within = ledger.journal_between(1, day(1)..=day(2)).take(3).page().await.unwrap();
    assert_eq!(within.items, [of_day(2), of_day(1)].concat()[..3].to_vec());
    assert!(within.next.is_some());
    let by_di = ledger.journal_by(1, "di").await.unwrap();
    assert!(by_di.len() == 3 && by_di.iter().all(|entry| matches!(entry, JournalEntryBy::Remark(_))));
    let second = ledger.journal_of_day(1, day(2)).await.unwrap();
    assert_eq!((second.limit, second.remarks), (Some(limit(2)), vec![remark(2, "di")]));
    let work = ledger.work_of_since("cy", day(2)).await.unwrap();
    assert_eq!((work.limits, work.remarks), (vec![limit(2), limit(3)], Vec::new()));
}
