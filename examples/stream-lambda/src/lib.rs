//! A function that consumes the stream of a store's table: when an order is placed, it takes the goods out of stock and sends
//! a confirmation.
//!
//! Lambda hands a batch out again after a failure, and sometimes without one. So all that is done once is done in one
//! transaction with an item that says so, [`Handling`]; a second time around, the transaction is cancelled by that item alone.
//! A message cannot be part of a transaction: it is sent at least once, and as a rule once.
//!
//! | record | effect |
//! |---|---|
//! | an order is inserted, and the goods are there | stock −= quantity, and a confirmation |
//! | an order is inserted, and the goods are not there | the order waits |
//! | anything else | none |

use std::fmt;
use std::future::Future;

use dynamo_model::op::Outcome;
use dynamo_model::prelude::*;
use dynamo_model::stream::{Change, ChangeKind, OtherChange, process};
use dynamo_model::{Error, Result, TableHandle, wire};

/// The table. Its stream shows new and old images.
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Product, Order, Handling))]
pub struct Store;

/// What is sold.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Store, key(pk = "PRODUCT#{sku}", sk = "PRODUCT"))]
pub struct Product {
    /// Its number.
    pub sku: String,
    /// How many there are.
    pub stock: u32,
}

/// What somebody buys.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Store, key(pk = "ORDER#{number}", sk = "ORDER"))]
pub struct Order {
    /// Its number.
    pub number: u64,
    /// The product.
    pub sku: String,
    /// How many of it.
    pub quantity: u32,
    /// Where the confirmation goes.
    pub email: String,
    /// How far it is.
    pub state: State,
}

/// How far an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DynamoAttribute)]
pub enum State {
    /// It was placed.
    Placed,
    /// The goods are not there.
    Waiting,
}

/// That an order's goods were taken out of stock.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Store, key(pk = "ORDER#{number}", sk = "HANDLING"))]
pub struct Handling {
    /// The order's number.
    pub number: u64,
    /// Whether the confirmation was sent.
    pub is_confirmed: bool,
}

/// What the function is told about.
#[derive(Debug, DynamoEvent)]
#[dynamo(table = Store)]
pub enum StoreEvent {
    /// Of an order.
    Order(Change<Order>),
    /// Of anything else.
    Other(OtherChange),
}

/// Handles the event that Lambda sent, and gives Lambda's answer: where to begin again, if anywhere.
///
/// # Errors
/// When the bytes are no event of a stream. Lambda hands out the whole batch again then.
pub async fn handle_batch<F, Sending>(store: &TableHandle<Store>, event: &[u8], send: F) -> Result<String>
where
    F: Fn(Order) -> Sending,
    Sending: Future<Output = Result<(), Failure>>,
{
    let records = wire::read_lambda_event(event)?;
    let handle = |event| handle(store, event, &send);
    let report = |failure: Failure| eprintln!("a record failed: {failure}");
    Ok(process(records, handle, report).await.to_json())
}

async fn handle<F, Sending>(store: &TableHandle<Store>, event: StoreEvent, send: &F) -> Result<(), Failure>
where
    F: Fn(Order) -> Sending,
    Sending: Future<Output = Result<(), Failure>>,
{
    let StoreEvent::Order(Change { kind: ChangeKind::Inserted, new: Some(order), .. }) = event else {
        return Ok(());
    };
    let number = order.number;
    if !take_from_stock(store, &order).await? {
        return Ok(());
    }
    let handling = store.get(Handling::key(number)).consistent().await?;
    if handling.is_some_and(|handling| handling.is_confirmed) {
        return Ok(());
    }
    send(order).await?;
    store.update(Handling::key(number)).set(|h| h.is_confirmed(), true).await?;
    Ok(())
}

/// Whether the goods are the customer's, now or since an earlier time around.
async fn take_from_stock(store: &TableHandle<Store>, order: &Order) -> Result<bool, Failure> {
    let handling = Handling { number: order.number, is_confirmed: false };
    let outcome = store
        .transact((
            Product::update(Product::key(&order.sku))
                .subtract(|p| p.stock(), order.quantity)
                .when(|p| p.stock().ge(order.quantity)),
            Handling::create(&handling),
        ))
        .outcome()
        .await?;
    let Outcome::Canceled((stock, created)) = outcome else { return Ok(true) };
    if created.is_already_exists() {
        return Ok(true);
    }
    if stock.is_condition_failed() || stock.is_not_found() {
        let update = store.update(Order::key(order.number)).set(|o| o.state(), State::Waiting);
        return match update.await {
            // Somebody deleted the order in the meantime.
            Err(error) if error.is_not_found() => Ok(false),
            done => Ok(done.map(|()| false)?),
        };
    }
    Err(Failure::Busy)
}

/// Why a record was not handled. Lambda hands it out again.
#[derive(Debug)]
pub enum Failure {
    /// The table did not do what was asked, or the record cannot be read.
    Table(Error),
    /// Others worked on the product longer than was waited for.
    Busy,
    /// The confirmation was not sent.
    Unsent(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Table(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(error) => error.fmt(f),
            Self::Busy => f.write_str("the product is busy"),
            Self::Unsent(why) => write!(f, "the confirmation was not sent: {why}"),
        }
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests;
