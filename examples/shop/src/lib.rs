//! A web shop in one DynamoDB table.
//!
//! | id | access pattern | operation | where |
//! |---|---|---|---|
//! | AP01 | a customer's profile | GetItem | table |
//! | AP02 | log-in by e-mail address | GetItem twice | table |
//! | AP03 | profile and addresses | Query | table |
//! | AP04 | a customer's orders in a period, newest first | Query | GSI1 |
//! | AP05 | an order with its lines | Query, consistent | table |
//! | AP06 | open orders by status, oldest first | Query per shard | GSI2 |
//! | AP07 | products of a category by price, in stock | Query, filter | GSI1 |
//! | AP08 | change a phone number | UpdateItem | table |
//! | AP09 | reserve stock | UpdateItem, condition | table |
//! | AP10 | place an order | TransactWriteItems | table |
//! | AP11 | put a product into the cart | PutItem | table |
//! | AP12 | export all products | Scan in 4 segments | table |
//!
//! [`model`] says what is stored and under which keys, [`patterns`] holds one function per access pattern,
//! [`seed`] some data to try them on, and [`show`] a line to print for each item.

pub mod model;
pub mod patterns;
pub mod seed;
pub mod show;

#[cfg(test)]
mod tests;
