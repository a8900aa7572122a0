//! Entities in other modules than their table, public, restricted and private.

pub mod table {
    use dynamo_model::prelude::*;

    #[derive(DynamoTable)]
    #[dynamo(key(pk = S, sk = S), kind = "_t", entities(crate::order::Order, super::line::Line))]
    pub struct Shop;
}

pub mod order {
    use dynamo_model::prelude::*;

    #[derive(DynamoEntity)]
    #[dynamo(table = crate::table::Shop, key(pk = "ORDER#{id}", sk = "ORDER"))]
    pub struct Order {
        id: Id,
    }

    #[derive(Debug, Clone, PartialEq, DynamoAttribute)]
    pub struct Id(pub u32);
}

mod line {
    use dynamo_model::prelude::*;

    #[derive(DynamoEntity)]
    #[dynamo(table = super::table::Shop, key(pk = "ORDER#{id}", sk = "LINE#{number}"))]
    pub(crate) struct Line {
        id: super::order::Id,
        number: u8,
    }
}

fn main() {
    let _: order::OrderKey = order::Order::key(order::Id(1));
    let _: line::LineOf = line::Line::of(order::Id(1));
}
