//! TransactGetItems: `transact_get`.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::batch_get_item::{Found, is_failure_of_service};
use super::transact_write_items::{ACTIONS, can_succeed_later};
use super::{KeyGroups, OpFuture};
use crate::api::{Get, TransactGetItemsInput};
use crate::connection::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::retry::{Retry, Tries};
use crate::{EntityKey, Item, Table};

/// The read of up to 100 items as they are at one instant.
///
/// Conflicts with transactions that write the items, and throttling, are tried again; see [`Retry`].
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html>.
#[must_use = "does nothing until it is awaited or sent"]
pub struct TransactGet<T, K> {
    connection: Connection,
    keys: K,
    retry: Retry,
    table: PhantomData<fn() -> T>,
}

/// The keys of a read transaction on the table `T`: a tuple of up to twelve keys, or a `Vec` or an array of keys of one
/// entity.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of keys of the table `{T}`",
    note = "a read transaction takes a tuple of keys, such as `(Order::key(1), Customer::key(2))`, or a `Vec` of keys of one entity"
)]
pub trait TransactKeys<T> {
    /// An `Option` of each key's entity: a tuple, or a list.
    type Entities;

    #[doc(hidden)]
    fn keys(&self) -> Vec<Result<Item>>;

    #[doc(hidden)]
    fn entities(self, found: &mut dyn Iterator<Item = Found>) -> Result<Self::Entities>;
}

impl<T: Table, K: TransactKeys<T>> TransactGet<T, K> {
    pub(crate) const fn new(connection: Connection, keys: K) -> Self {
        Self { connection, keys, retry: Retry::DEFAULT, table: PhantomData }
    }

    /// How often conflicts and throttling are tried again.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    fn input(&self) -> Result<TransactGetItemsInput> {
        let keys = self.keys.keys();
        if keys.is_empty() || keys.len() > ACTIONS {
            return Err(Error::invalid(format!(
                "a transaction reads 1 to {ACTIONS} items, not {}; use several, or a batch",
                keys.len()
            )));
        }
        let mut transact_items: Vec<Get> = Vec::with_capacity(keys.len());
        for (position, key) in keys.into_iter().enumerate() {
            let key = key.map_err(|error| error.inside(format!("key {position}")))?;
            if let Some(first) = transact_items.iter().position(|get| get.key == key) {
                return Err(Error::invalid(format!(
                    "keys {first} and {position} of the transaction are the same; DynamoDB takes one action per item"
                )));
            }
            let table_name = self.connection.table_name.clone();
            transact_items.push(Get { table_name, key, ..Get::default() });
        }
        Ok(TransactGetItemsInput { transact_items, ..TransactGetItemsInput::default() })
    }

    /// Sends the request.
    ///
    /// # Errors
    /// When a key cannot be built, is there twice, or an item is not one of its entity; when the transaction was
    /// cancelled every time.
    pub async fn send(self) -> Result<K::Entities> {
        let during = || "read transaction".to_owned();
        let input = self.input().map_err(|error| error.during(during))?;
        let mut tries = Tries::new(self.retry);
        let output = loop {
            match self.connection.call(input.clone()).await {
                Ok(output) => break output,
                // A read changes nothing, so it can be repeated after a failure of the service too.
                Err(error)
                    if (can_succeed_later(&error) || is_failure_of_service(&error))
                        && tries.next(&self.connection).await => {}
                Err(error) => return Err(error.during(during)),
            }
        };
        if output.responses.len() != input.transact_items.len() {
            let error = Error::new(ErrorKind::Service, "the backend did not answer every key");
            return Err(error.during(during));
        }
        let found = output.responses.into_iter().map(|item| item.map_or(Found::Missing, Found::Item));
        self.keys.entities(&mut found.into_iter()).map_err(|error| error.during(during))
    }
}

impl<T: Table, K: TransactKeys<T> + Send + Sync + 'static> IntoFuture for TransactGet<T, K> {
    type Output = Result<K::Entities>;
    type IntoFuture = OpFuture<K::Entities>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

macro_rules! lists {
    ($(impl [$($parameter:tt)*] for $list:ty;)*) => {$(
        impl<T: Table, K: EntityKey, $($parameter)*> TransactKeys<T> for $list
        where
            $list: KeyGroups<T>,
        {
            type Entities = <$list as KeyGroups<T>>::Entities;

            fn keys(&self) -> Vec<Result<Item>> {
                KeyGroups::<T>::keys(self)
            }

            fn entities(self, found: &mut dyn Iterator<Item = Found>) -> Result<Self::Entities> {
                KeyGroups::<T>::entities(self, found)
            }
        }
    )*};
}

lists! {
    impl [] for Vec<K>;
    impl [const N: usize] for [K; N];
}

macro_rules! tuples {
    ($(($($key:ident $name:ident),+))*) => {$(
        impl<T: Table, $($key: EntityKey),+> TransactKeys<T> for ($($key,)+)
        where
            $($key::Entity: crate::Entity<Table = T>),+
        {
            type Entities = ($(Option<$key::Entity>,)+);

            fn keys(&self) -> Vec<Result<Item>> {
                let ($($name,)+) = self;
                vec![$($name.to_item()),+]
            }

            fn entities(self, found: &mut dyn Iterator<Item = Found>) -> Result<Self::Entities> {
                let ($($name,)+) = self;
                Ok(($(KeyGroups::<T>::entities([$name], found)?.pop().flatten(),)+))
            }
        }
    )*};
}

tuples! {
    (A a)
    (A a, B b)
    (A a, B b, C c)
    (A a, B b, C c, D d)
    (A a, B b, C c, D d, E e)
    (A a, B b, C c, D d, E e, F f)
    (A a, B b, C c, D d, E e, F f, G g)
    (A a, B b, C c, D d, E e, F f, G g, H h)
    (A a, B b, C c, D d, E e, F f, G g, H h, I i)
    (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j)
    (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k)
    (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l)
}
