//! The crate under another name.

mod vendored {
    pub mod dynamo {
        pub use ::dynamo_model::*;
    }
}

use vendored::dynamo::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Order), crate = vendored::dynamo)]
pub struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}"), crate = crate::vendored::dynamo)]
pub struct Order {
    pub id: u32,
    pub line: Line,
}

#[derive(DynamoAttribute)]
#[dynamo(crate = crate::vendored::dynamo)]
pub struct Line {
    pub count: u8,
}

fn main() {
    let order = Order { id: 1, line: Line { count: 2 } };
    assert_eq!(order.primary_key(), Order::key(1u32));
}
