//! The keys of a batch: a list of one entity's, or a tuple of lists.

use super::Found;
use crate::entity::from_returned;
use crate::error::{Error, Result};
use crate::{Entity, EntityKey, Item, Table};

/// What became of one key of a batch.
#[derive(Debug, Clone)]
pub enum Lookup<E: Entity> {
    /// The item.
    Found(E),
    /// There is no item.
    Missing,
    /// DynamoDB left the key unprocessed every time: whether there is an item is not known.
    Unprocessed(E::Key),
    /// There is an item, and it is not one of the entity.
    Unreadable(Error),
}

impl<E: Entity> Lookup<E> {
    /// The item, if there is one that can be read.
    pub fn found(self) -> Option<E> {
        match self {
            Self::Found(entity) => Some(entity),
            _ => None,
        }
    }

    /// The key, if DynamoDB left it unprocessed.
    pub const fn unprocessed(&self) -> Option<&E::Key> {
        match self {
            Self::Unprocessed(key) => Some(key),
            _ => None,
        }
    }
}

/// The keys of a batch on the table `T`: a `Vec` or an array of keys of one entity, or a tuple of those.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of keys of the table `{T}`",
    note = "a batch takes a `Vec` or an array of keys, such as `[Order::key(1), Order::key(2)]`, or a tuple of those"
)]
pub trait KeyGroups<T> {
    /// An `Option` of the entity per key.
    type Entities;

    /// A [`Lookup`] per key.
    type Lookups;

    #[doc(hidden)]
    fn keys(&self) -> Vec<Result<Item>>;

    #[doc(hidden)]
    fn entities(self, found: &mut dyn Iterator<Item = Found>) -> Result<Self::Entities>;

    #[doc(hidden)]
    fn lookups(self, found: &mut dyn Iterator<Item = Found>) -> Self::Lookups;
}

impl<T: Table, K: EntityKey> KeyGroups<T> for Vec<K>
where
    K::Entity: Entity<Table = T>,
{
    type Entities = Vec<Option<K::Entity>>;
    type Lookups = Vec<Lookup<K::Entity>>;

    fn keys(&self) -> Vec<Result<Item>> {
        self.iter().map(EntityKey::to_item).collect()
    }

    fn entities(self, found: &mut dyn Iterator<Item = Found>) -> Result<Self::Entities> {
        let read = found.take(self.len()).map(|found| match found {
            Found::Item(item) => from_returned(item).map(Some),
            // Nothing is left unprocessed when entities are asked for.
            Found::Missing | Found::Unprocessed => Ok(None),
        });
        read.collect()
    }

    fn lookups(self, found: &mut dyn Iterator<Item = Found>) -> Self::Lookups {
        let lookup = |(key, found)| match found {
            Found::Item(item) => from_returned(item).map_or_else(Lookup::Unreadable, Lookup::Found),
            Found::Missing => Lookup::Missing,
            Found::Unprocessed => Lookup::Unprocessed(key),
        };
        self.into_iter().zip(found).map(lookup).collect()
    }
}

impl<T: Table, K: EntityKey, const N: usize> KeyGroups<T> for [K; N]
where
    K::Entity: Entity<Table = T>,
{
    type Entities = Vec<Option<K::Entity>>;
    type Lookups = Vec<Lookup<K::Entity>>;

    fn keys(&self) -> Vec<Result<Item>> {
        self.iter().map(EntityKey::to_item).collect()
    }

    fn entities(self, found: &mut dyn Iterator<Item = Found>) -> Result<Self::Entities> {
        KeyGroups::<T>::entities(Vec::from(self), found)
    }

    fn lookups(self, found: &mut dyn Iterator<Item = Found>) -> Self::Lookups {
        KeyGroups::<T>::lookups(Vec::from(self), found)
    }
}

macro_rules! tuples {
    ($(($($group:ident $name:ident),+))*) => {$(
        impl<T, $($group: KeyGroups<T>),+> KeyGroups<T> for ($($group,)+) {
            type Entities = ($($group::Entities,)+);
            type Lookups = ($($group::Lookups,)+);

            fn keys(&self) -> Vec<Result<Item>> {
                let ($($name,)+) = self;
                let mut keys = Vec::new();
                $(keys.extend($name.keys());)+
                keys
            }

            fn entities(self, found: &mut dyn Iterator<Item = Found>) -> Result<Self::Entities> {
                let ($($name,)+) = self;
                Ok(($($name.entities(found)?,)+))
            }

            fn lookups(self, found: &mut dyn Iterator<Item = Found>) -> Self::Lookups {
                let ($($name,)+) = self;
                ($($name.lookups(found),)+)
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
}
