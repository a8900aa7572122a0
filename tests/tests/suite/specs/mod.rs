//! The examples of the generator's specs, which are tests of the generated modules, on DynamoDB Local. The generator's own tests run
//! them on the engine: what comes of each is written in its spec, so that both give the same.

mod own_tables;

macro_rules! specs {
    ($($name:ident = $file:literal,)*) => {$(
        #[allow(dead_code, unreachable_pub, reason = "what no example needs is called by the generator's tests")]
        mod $name {
            // Where a generated test makes an engine, it gets this.
            use crate::specs::own_tables as dynamo_mock;

            include!(concat!("../../../../dynamo-codegen/specs/good/", $file));
        }
    )*};
}

// Not those with what DynamoDB Local does not know: `tickets` has a key of several attributes, `documents` vectors.
specs! {
    bookings = "bookings.rs",
    chat = "chat.rs",
    feed = "feed.rs",
    leaderboard = "leaderboard.rs",
    ledger = "ledger.rs",
    readings = "readings.rs",
    registry = "registry.rs",
    sessions = "sessions.rs",
    shop = "shop.rs",
    shop_design = "shop_design.rs",
}
