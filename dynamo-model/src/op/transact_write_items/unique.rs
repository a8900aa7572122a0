//! Writes of items with unique attributes as part of a transaction.

use dynamo_schema::TableModel;

use super::super::condition::Expectation;
use super::{Action, Transaction};
use crate::api::TransactWriteItem;
use crate::error::Result;
use crate::{Table, keys};

/// The write of an item and of the markers of its unique attributes: a `create_unique`, a `delete_unique_of`, or a change after
/// `update_of(…).unique()`, of the same table handle.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no write of an item with its markers in a transaction on the table `{T}`",
    note = "a transaction takes `create_unique`, `delete_unique_of` and `update_of(…).unique()` of a table handle"
)]
pub trait UniqueWrite<T> {
    /// The item's write, and those of its markers.
    ///
    /// # Errors
    /// When the write would be refused before it is sent.
    #[doc(hidden)]
    fn into_writes(self) -> Result<UniqueWrites>;
}

/// The write of an item, and after it those of its markers.
pub struct UniqueWrites {
    pub(in crate::op) table: &'static TableModel,
    pub(in crate::op) items: Vec<TransactWriteItem>,
    /// What the item is expected to be.
    pub(in crate::op) expectation: Expectation,
}

impl UniqueWrites {
    fn into_actions(self) -> Result<Vec<Action>> {
        let Self { table, items, expectation } = self;
        let mut expected = Some(expectation);
        let actions = items.into_iter().map(|write| {
            let (table_name, key) = match &write {
                TransactWriteItem::Put(put) => (&put.table_name, keys::primary_of(table, &put.item)?),
                TransactWriteItem::Update(update) => (&update.table_name, update.key.clone()),
                TransactWriteItem::Delete(delete) => (&delete.table_name, delete.key.clone()),
                TransactWriteItem::ConditionCheck(check) => (&check.table_name, check.key.clone()),
            };
            let table_name = table_name.clone();
            let expectation = expected.take().unwrap_or_else(Expectation::of_marker);
            Ok(Action { write, table_name, key, expectation })
        });
        actions.collect()
    }
}

impl<T: Table> Transaction<T> {
    /// Adds the write of an item with unique attributes: the item's action, and after it one for each marker that is taken or
    /// given free. A value that another item has is a reason of its own ([`is_unique_taken`](super::Reason::is_unique_taken)),
    /// at the place of the marker.
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(DynamoTable)]
    /// #[dynamo(key(pk = S), kind = "_t", entities(Customer, CustomerEmail, Order))]
    /// struct Shop;
    ///
    /// #[derive(DynamoEntity)]
    /// #[dynamo(table = Shop, key(pk = "CUSTOMER#{id}"))]
    /// struct Customer {
    ///     id: u32,
    ///     #[dynamo(unique(format = "lower"))]
    ///     email: String,
    /// }
    ///
    /// #[derive(DynamoEntity)]
    /// #[dynamo(table = Shop, key(pk = "ORDER#{id}"))]
    /// struct Order { id: u32, customer: u32 }
    ///
    /// # async fn program() -> dynamo_model::Result<()> {
    /// let shop = Shop::on(dynamo_mock::Mock::new(), "shop").create_table().await?;
    /// let first_order = |id| {
    ///     let customer = Customer { id, email: "ada@example.com".into() };
    ///     let order = Order { id: 100 + id, customer: id };
    ///     shop.transaction().with_unique(shop.create_unique(&customer)).with(Order::create(&order))
    /// };
    /// first_order(1).await?;
    /// let refused = first_order(2).outcome().await?.canceled().expect("the address is taken");
    /// assert!(refused[1].is_unique_taken());
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(program()).unwrap();
    /// ```
    pub fn with_unique(mut self, write: impl UniqueWrite<T>) -> Self {
        match write.into_writes().and_then(UniqueWrites::into_actions) {
            Ok(actions) => self.actions.extend(actions.into_iter().map(Ok)),
            Err(error) => self.actions.push(Err(error)),
        }
        self.renew();
        self
    }
}
