//! TransactWriteItems: `transact` and `transaction`.

mod action;
mod reason;
mod unique;
mod writes;

use std::collections::HashSet;
use std::future::IntoFuture;
use std::marker::PhantomData;

pub use action::{Action, AnyWrite, TransactWrite};
pub use reason::Reason;
pub(in crate::op) use reason::{is_throttling, is_transient};
pub use unique::{UniqueWrite, UniqueWrites};
pub use writes::TransactWrites;

use super::{Bound, OpFuture};
use crate::Retry;
use crate::api::{CancellationReason, ErrorCode, TransactWriteItem, TransactWriteItemsInput};
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::retry::Tries;

/// The most actions of one transaction.
pub(in crate::op) const ACTIONS: usize = 100;
/// The most bytes that the items of one transaction have together.
const BYTES: usize = 4 * 1024 * 1024;
/// The longest token.
const TOKEN_CHARACTERS: usize = 36;

/// Several writes that happen together or not at all, on the table `T` and others.
///
/// A transaction has a token, which stays the same however often it, or a clone of it, is sent within ten minutes: it
/// is done once. So after an answer was lost ([`Error::is_outcome_unknown`]), send a clone. A transaction that is
/// added to gets another token.
///
/// Conflicts with other transactions and throttling are tried again; a condition that failed is not.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>.
#[must_use = "does nothing until it is awaited or sent"]
pub struct Transaction<T, R = Vec<Reason>> {
    to: Bound,
    actions: Vec<Result<Action>>,
    token: Token,
    retry: Retry,
    reasons: fn(Vec<Reason>) -> Option<R>,
    table: PhantomData<fn() -> T>,
}

#[derive(Clone)]
enum Token {
    Own(String),
    Given(String),
}

/// How a transaction ended that was sent and answered. `R` holds a [`Reason`] for each action.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a transaction can be cancelled"]
pub enum Outcome<R> {
    /// Every write was done.
    Committed,
    /// No write was done.
    Canceled(R),
}

impl<R> Outcome<R> {
    /// Whether every write was done.
    pub const fn is_committed(&self) -> bool {
        matches!(self, Self::Committed)
    }

    /// Why the transaction was cancelled, if it was.
    pub fn canceled(self) -> Option<R> {
        match self {
            Self::Committed => None,
            Self::Canceled(reasons) => Some(reasons),
        }
    }
}

impl<T> Transaction<T> {
    pub(crate) fn new(to: Bound) -> Self {
        let token = Token::Own(to.0.token());
        Self { to, actions: Vec::new(), token, retry: Retry::default(), reasons: Some, table: PhantomData }
    }

    /// Adds a write.
    pub fn with(mut self, write: impl TransactWrite<T>) -> Self {
        self.actions.push(write.into_action(&self.to));
        self.renew();
        self
    }

    /// Gives a transaction that has become another one a token of its own.
    fn renew(&mut self) {
        if let Token::Own(token) = &mut self.token {
            *token = self.to.0.token();
        }
    }
}

impl<T, R> Transaction<T, R> {
    pub(crate) fn of<W: TransactWrites<T, Reasons = R>>(to: Bound, writes: W) -> Self {
        let actions = writes.into_actions(&to);
        let token = Token::Own(to.0.token());
        Self { to, actions, token, retry: Retry::default(), reasons: W::reasons, table: PhantomData }
    }

    /// Makes the transaction idempotent beyond this value: within ten minutes, sending the same writes with the same
    /// token again does nothing more. 1 to 36 characters.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Token::Given(token.into());
        self
    }

    /// Refuses the transaction when a list that it is made from is longer than was planned.
    pub fn bounded(mut self, list: &str, length: usize, most: usize) -> Self {
        if length > most {
            let message =
                format!("`{list}` has {length} elements and the transaction takes {most}; split it");
            self.actions.insert(0, Err(Error::invalid(message)));
        }
        self
    }

    /// How often conflicts and throttling are tried again.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    fn input(&self) -> Result<TransactWriteItemsInput> {
        let (Token::Own(token) | Token::Given(token)) = &self.token;
        if !(1..=TOKEN_CHARACTERS).contains(&token.chars().count()) {
            return Err(Error::invalid(format!("a token has 1 to {TOKEN_CHARACTERS} characters")));
        }
        if self.actions.is_empty() || self.actions.len() > ACTIONS {
            return Err(Error::invalid(format!(
                "a transaction has 1 to {ACTIONS} actions, not {}; split it",
                self.actions.len()
            )));
        }
        let mut keys = HashSet::new();
        let mut transact_items = Vec::with_capacity(self.actions.len());
        let mut bytes = 0;
        for (position, action) in self.actions.iter().enumerate() {
            let action =
                action.as_ref().map_err(|error| error.clone().inside(format!("action {position}")))?;
            if !keys.insert((&action.table_name, &action.key)) {
                return Err(Error::invalid(format!(
                    "action {position} of the transaction is about an item that an earlier action is about; \
                     DynamoDB takes one action per item"
                )));
            }
            if let TransactWriteItem::Put(put) = &action.write {
                bytes += put.item.size();
            }
            transact_items.push(action.write.clone());
        }
        if bytes > BYTES {
            return Err(Error::invalid(format!(
                "the items of the transaction have {bytes} bytes and DynamoDB allows {BYTES}; split it"
            )));
        }
        let client_request_token = Some(token.clone());
        Ok(TransactWriteItemsInput { transact_items, client_request_token, ..Default::default() })
    }

    /// The request and what it costs, without sending it. A token that was not given is left out.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation> {
        let input = self.input()?;
        let client_request_token =
            input.client_request_token.filter(|_| matches!(self.token, Token::Given(_)));
        Ok(Explanation::of_transaction(TransactWriteItemsInput { client_request_token, ..input }))
    }

    /// Sends the request.
    ///
    /// # Errors
    /// When the transaction was cancelled: [`Error::cancellation_reasons`] says why, action by action;
    /// [`outcome`](Self::outcome) says it in types.
    pub async fn send(self) -> Result<()> {
        let during = || "transaction".to_owned();
        let input = self.input().map_err(|error| error.during(during))?;
        let mut tries = Tries::new(self.retry);
        loop {
            match self.to.0.call(input.clone()).await {
                Ok(_) => return Ok(()),
                Err(error) if can_succeed_later(&error) && tries.next(&self.to.0).await => {}
                Err(error) => return Err(error.during(during)),
            }
        }
    }

    /// Sends the request. That the transaction was cancelled is an answer here and no error.
    ///
    /// ```
    /// # use dynamo_model::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order, Stock))]
    /// # struct Shop;
    /// # #[derive(DynamoEntity)]
    /// # #[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "ORDER"))]
    /// # struct Order { id: u32 }
    /// # #[derive(DynamoEntity)]
    /// # #[dynamo(table = Shop, key(pk = "STOCK#{sku}", sk = "STOCK"))]
    /// # struct Stock { sku: String, quantity: u32 }
    /// # async fn example(shop: dynamo_model::TableHandle<Shop>, order: Order) -> dynamo_model::Result<()> {
    /// use dynamo_model::op::Outcome;
    ///
    /// let take_one = Stock::update(Stock::key("tea")).subtract(|s| s.quantity(), 1).when(|s| s.quantity().ge(1));
    /// match shop.transact((Order::create(&order), take_one)).outcome().await? {
    ///     Outcome::Committed => {}
    ///     Outcome::Canceled((order, _)) if order.is_already_exists() => { /* the customer clicked twice */ }
    ///     Outcome::Canceled((_, stock)) => {
    ///         let left: Option<Stock> = stock.old()?;
    ///         println!("{} left", left.map_or(0, |stock| stock.quantity));
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`send`](Self::send), but for a cancellation.
    pub async fn outcome(self) -> Result<Outcome<R>> {
        let (reasons, actions) = (self.reasons, self.actions.clone());
        match self.send().await {
            Ok(()) => Ok(Outcome::Committed),
            Err(error) => match typed(&actions, error.cancellation_reasons()).and_then(reasons) {
                Some(reasons) => Ok(Outcome::Canceled(reasons)),
                None => Err(error),
            },
        }
    }
}

/// The reasons beside their actions; nothing when there are not as many reasons as actions.
fn typed(actions: &[Result<Action>], reasons: &[CancellationReason]) -> Option<Vec<Reason>> {
    if reasons.len() != actions.len() {
        return None;
    }
    actions
        .iter()
        .zip(reasons)
        .map(|(action, reason)| Some(Reason::new(action.as_ref().ok()?, reason)))
        .collect()
}

/// Whether a transaction that was refused can succeed when it is sent again as it is.
pub(in crate::op) fn can_succeed_later(error: &Error) -> bool {
    error.is_throttled()
        || error.is_conflict()
        || is_transient(error.cancellation_reasons())
        // An earlier try of the same transaction is still under way: its token makes that one conflict.
        || error.service_error().is_some_and(|error| error.code == ErrorCode::TransactionInProgress)
}

impl<T, R> Clone for Transaction<T, R> {
    fn clone(&self) -> Self {
        let Self { to, actions, token, retry, reasons, .. } = self;
        Self {
            to: to.clone(),
            actions: actions.clone(),
            token: token.clone(),
            retry: *retry,
            reasons: *reasons,
            table: PhantomData,
        }
    }
}

impl<T: 'static, R: 'static> IntoFuture for Transaction<T, R> {
    type Output = Result<()>;
    type IntoFuture = OpFuture<()>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
