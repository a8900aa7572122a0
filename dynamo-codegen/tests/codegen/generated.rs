//! The goldens, compiled with warnings denied. A method that no test calls is dead code, and with that an error.
#![deny(warnings)]
#![allow(unreachable_pub, reason = "nothing outside of a test can be reached")]

macro_rules! generated {
    ($($(#[$attribute:meta])* $name:ident = $file:literal,)*) => {$(
        $(#[$attribute])*
        pub(crate) mod $name {
            include!(concat!("../../specs/good/", $file));
        }
    )*};
}

generated! {
    bookings = "bookings.rs",
    catalogue = "catalogue.rs",
    chat = "chat.rs",
    documents = "documents.rs",
    feed = "feed.rs",
    leaderboard = "leaderboard.rs",
    ledger = "ledger.rs",
    readings = "readings.rs",
    registry = "registry.rs",
    sessions = "sessions.rs",
    shop = "shop.rs",
    shop_design = "shop_design.rs",
    tickets = "tickets.rs",
    warehouse = "warehouse.rs",
}
