//! The two tables that everybody begins with: `Users`, keyed by the number `UserID`, and `Orders`, keyed by
//! `CustomerID` and `OrderID`. The keys are attributes of the items themselves; nothing is composed.
//!
//! | access pattern | operation | key |
//! |---|---|---|
//! | a user | GetItem on Users | `UserID` |
//! | an order | GetItem on Orders | `CustomerID`, `OrderID` |
//! | all orders of a customer, by order id | Query on Orders | `CustomerID` |
//! | the orders of a customer in a range of ids | Query on Orders | `CustomerID`, `OrderID` between |
#![allow(clippy::print_stdout)]

use dynamo_mock::Mock;
use dynamo_model::prelude::*;
use dynamo_model::{Result, TableHandle};

/// The table of users.
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "UserID": N))]
#[dynamo(entities(User))]
pub struct Users;

/// A user.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Users)]
#[dynamo(key(pk = user_id))]
pub struct User {
    /// The user's number.
    #[dynamo(rename = "UserID")]
    pub user_id: u64,
    /// What they are called.
    #[dynamo(rename = "Name")]
    pub name: String,
    /// Where they get mail, if they told.
    #[dynamo(rename = "Email")]
    pub email: Option<String>,
}

/// The table of orders.
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "CustomerID": N, sk = "OrderID": S))]
#[dynamo(entities(Order))]
pub struct Orders;

/// An order.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Orders)]
#[dynamo(key(pk = customer_id, sk = order_id))]
pub struct Order {
    /// The number of the user who ordered.
    #[dynamo(rename = "CustomerID")]
    pub customer_id: u64,
    /// The order's id, unique for the customer.
    #[dynamo(rename = "OrderID")]
    pub order_id: String,
    /// The price in cents.
    #[dynamo(rename = "Total")]
    pub total: u64,
}

fn order(customer_id: u64, order_id: &str, total: u64) -> Order {
    Order { customer_id, order_id: order_id.to_owned(), total }
}

/// Both tables, created on the engine in this process, with two users and four orders.
async fn store() -> Result<(TableHandle<Users>, TableHandle<Orders>)> {
    let engine = Mock::new();
    let users = Users::on(engine.clone(), "Users").create_table().await?;
    let orders = Orders::on(engine, "Orders").create_table().await?;
    users
        .create(&User { user_id: 1, name: "Ada".to_owned(), email: Some("ada@example.com".to_owned()) })
        .await?;
    users.create(&User { user_id: 2, name: "Bo".to_owned(), email: None }).await?;
    for order in
        [order(1, "2026-03", 40), order(1, "2026-01", 25), order(1, "2025-12", 99), order(2, "2026-02", 7)]
    {
        orders.put(&order).await?;
    }
    Ok((users, orders))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let (users, orders) = store().await?;
    println!("user 1:            {:?}", users.get(User::key(1)).await?);
    println!("user 3:            {:?}", users.get(User::key(3)).await?);
    println!("order 2026-01:     {:?}", orders.get(Order::key(1, "2026-01")).await?);
    println!("\norders of user 1, by id:");
    println!("{}", orders.query(Order::of(1)).explain()?);
    for order in orders.query(Order::of(1)).await? {
        println!("  {order:?}");
    }
    println!("\norders of user 1 in 2026, latest first:");
    println!("{}", orders.query(Order::of(1).order_id(begins_with("2026"))).descending().explain()?);
    for order in orders.query(Order::of(1).order_id(begins_with("2026"))).descending().await? {
        println!("  {order:?}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn users_are_found_by_number() {
        let (users, _) = store().await.unwrap();
        let bo = users.get(User::key(2)).await.unwrap().unwrap();
        assert_eq!(bo, User { user_id: 2, name: "Bo".to_owned(), email: None });
        assert_eq!(users.get(User::key(3)).await.unwrap(), None);
        assert!(users.create(&bo).await.unwrap_err().is_already_exists());
    }

    #[tokio::test]
    async fn orders_of_a_customer_come_by_id() {
        let (_, orders) = store().await.unwrap();
        let ids = |orders: Vec<Order>| orders.into_iter().map(|order| order.order_id).collect::<Vec<_>>();
        let all = orders.query(Order::of(1)).await.unwrap();
        assert_eq!(ids(all.items), ["2025-12", "2026-01", "2026-03"]);
        // Rust's ranges leave the upper bound out, and so does the query.
        let some = orders.query(Order::of(1).order_id("2026".."2026-03")).await.unwrap();
        assert_eq!(ids(some.items), ["2026-01"]);
        let last = orders.query(Order::of(1)).descending().take(1).await.unwrap();
        assert_eq!(ids(last.items), ["2026-03"]);
        let rest = orders.query(Order::of(1)).descending().after(last.next.unwrap()).await.unwrap();
        assert_eq!(ids(rest.items), ["2026-01", "2025-12"]);
        assert!(rest.next.is_none());
    }
}
