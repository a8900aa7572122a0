//! Writes that are made without a table, for transactions.

use crate::op::{Check, Delete, Existence, Put, Unbound, Update, UpdateOf, Upsert};
use crate::{Entity, PlainWrites};

/// The writes of an entity that are made without a table: they become part of a transaction.
///
/// ```
/// # use dynamo_model::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order, Customer))]
/// # struct Shop;
/// # #[derive(DynamoEntity)]
/// # #[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "ORDER"))]
/// # struct Order { id: u32 }
/// # #[derive(DynamoEntity)]
/// # #[dynamo(table = Shop, key(pk = "CUSTOMER#{name}", sk = "CUSTOMER"))]
/// # struct Customer { name: String, orders: u32 }
/// # async fn example(shop: dynamo_model::TableHandle<Shop>, order: Order) -> dynamo_model::Result<()> {
/// shop.transact((
///     Order::create(&order),
///     Customer::update(Customer::key("Ada")).add(|c| c.orders(), 1),
/// ))
/// .await
/// # }
/// ```
///
/// Every entity has them.
pub trait EntityWrites: Entity {
    /// Writes an item that must not exist.
    fn create(entity: &Self) -> Put<Self, (), Unbound>
    where
        Self: PlainWrites,
    {
        Put::new(Unbound, entity, Existence::MustNotExist)
    }

    /// Writes an item, replacing one with the same key, whatever it was.
    fn put(entity: &Self) -> Put<Self, (), Unbound>
    where
        Self: PlainWrites,
    {
        Put::new(Unbound, entity, Existence::Either)
    }

    /// Changes attributes of an item that must exist.
    fn update(key: Self::Key) -> Update<Self, Self::Untouched, (), Unbound> {
        Update::new(Unbound, &key)
    }

    /// Changes attributes of an item that was read before, and completes index keys from the loaded value.
    fn update_of(loaded: &Self) -> UpdateOf<Self, Unbound> {
        UpdateOf::of(Unbound, loaded)
    }

    /// Writes every attribute of an entity into the item with its key, which is created when there is none.
    fn upsert(entity: &Self) -> Upsert<Self, (), Unbound>
    where
        Self: PlainWrites,
    {
        Upsert::new(Unbound, entity)
    }

    /// Deletes an item. That there is none is no failure.
    fn delete(key: Self::Key) -> Delete<Self, (), Unbound>
    where
        Self: PlainWrites,
    {
        Delete::new(Unbound, &key, Existence::Either)
    }

    /// Deletes an item that must exist.
    fn delete_existing(key: Self::Key) -> Delete<Self, (), Unbound>
    where
        Self: PlainWrites,
    {
        Delete::new(Unbound, &key, Existence::MustExist)
    }

    /// Deletes an item that was read before, if it is still as it was.
    fn delete_of(loaded: &Self) -> Delete<Self, (), Unbound>
    where
        Self: PlainWrites,
    {
        Delete::of(Unbound, loaded)
    }

    /// Demands of a transaction that an item exists and meets the conditions that are added, without writing it.
    fn check(key: Self::Key) -> Check<Self> {
        Check::new(&key, Existence::MustExist)
    }

    /// Demands of a transaction that there is no item with a key.
    fn check_absent(key: Self::Key) -> Check<Self> {
        Check::new(&key, Existence::MustNotExist)
    }
}

impl<E: Entity> EntityWrites for E {}
