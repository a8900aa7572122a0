//! Which collection is read.

use std::fmt;
use std::marker::PhantomData;

use dynamo_schema::{EntityModel, TableModel};

use super::members::{Found, unknown};
use super::{Collection, Gathered, Members, RangedCollection};
use crate::api::ReturnedItem;
use crate::encode::Encoded;
use crate::entity::kind_of;
use crate::error::{Error, Result};
use crate::key_query::{Asked, KeyCondition, KeyQuery};
use crate::op::Collected;
use crate::sort_argument::Ranged;
use crate::{Attribute, AttributeValue, Entity, IntoQuery, KeyArgument, SortArgument};

/// A collection with the parts of its key bound. Its own function `of` makes it.
#[must_use = "a query does nothing until a table is asked with it"]
pub struct CollectionQuery<C> {
    /// The values of the partition key's parts, and then of the sort key's.
    bound: Vec<Encoded>,
    /// What is asked of the part after them.
    range: Option<Asked>,
    collection: PhantomData<fn() -> C>,
}

impl<C> CollectionQuery<C> {
    #[doc(hidden)]
    pub const fn new() -> Self {
        Self { bound: Vec::new(), range: None, collection: PhantomData }
    }

    #[doc(hidden)]
    pub fn bind<T: Attribute>(mut self, value: impl KeyArgument<T>) -> Self {
        self.bound.push(value.into_part().encode());
        self
    }
}

impl<C> Default for CollectionQuery<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> Clone for CollectionQuery<C> {
    fn clone(&self) -> Self {
        Self { bound: self.bound.clone(), range: self.range.clone(), collection: PhantomData }
    }
}

impl<C: RangedCollection> CollectionQuery<C> {
    /// Asks for a range of the part of the sort key that `range = …` of the collection names: a Rust range, a pair of bounds,
    /// or [`begins_with`](crate::begins_with).
    ///
    /// ```
    /// # use dynamo_model::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Paid, Drawn), collection(Movement))]
    /// # struct Bank;
    /// #[derive(DynamoEntity)]
    /// #[dynamo(table = Bank, key(pk = "ACCOUNT#{account}", sk = "AT#{day}#PAID#{number}"))]
    /// struct Paid { account: u32, day: u32, number: u32 }
    ///
    /// #[derive(DynamoEntity)]
    /// #[dynamo(table = Bank, key(pk = "ACCOUNT#{account}", sk = "AT#{day}#DRAWN#{number}"))]
    /// struct Drawn { account: u32, day: u32, number: u32 }
    ///
    /// #[derive(DynamoCollection)]
    /// #[dynamo(of(account), range = day)]
    /// enum Movement { Paid(Paid), Drawn(Drawn) }
    ///
    /// # async fn program() -> dynamo_model::Result<()> {
    /// let bank = Bank::on(dynamo_mock::Mock::new(), "bank").create_table().await?;
    /// for day in 1..=3 {
    ///     bank.create(&Paid { account: 1, day, number: 1 }).await?;
    ///     bank.create(&Drawn { account: 1, day, number: 1 }).await?;
    /// }
    /// let movements = bank.collect(Movement::of(1).range(2..)).await?;
    /// assert!(matches!(&movements[..], [Movement::Drawn(first), _, _, Movement::Paid(_)] if first.day == 2));
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(program()).unwrap();
    /// ```
    pub fn range(mut self, range: impl SortArgument<C::Part, Then<()> = Ranged>) -> Self {
        if let Some(entity) = C::MEMBERS.entities.first() {
            let query = KeyQuery::new(<C::Table as crate::Table>::MODEL, entity, None);
            self.range = Some(range.add_to(query, "range").asked());
        }
        self
    }
}

impl<C> fmt::Debug for CollectionQuery<C> {
    /// Keys can be personal data, so none is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CollectionQuery").finish_non_exhaustive()
    }
}

/// What [`TableHandle::collect`](crate::TableHandle::collect) reads: a collection, or everything in the partition of an
/// entity's query.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which collection to read",
    note = "a collection says it by its own function `of`: `collect(CustomerFile::of(customer_id))`"
)]
pub trait IntoCollection {
    /// The table.
    type Table: crate::Table;

    /// What is read.
    type Output;

    /// [`ReadFrom`](crate::ReadFrom): the table or a local index, or a global one.
    type Source;

    /// What is read, without its types.
    #[doc(hidden)]
    fn into_whole(self) -> Whole<Self::Output>;
}

impl<Q: IntoQuery> IntoCollection for Q {
    type Table = <Q::Entity as Entity>::Table;
    type Output = Collected;
    type Source = Q::Source;

    fn into_whole(self) -> Whole<Collected> {
        let table = <Self::Table as crate::Table>::MODEL;
        let query = self.into_query().whole_partition();
        Whole { table, keys: Keys::Partition(query), read: |_, _, items| Ok(Collected::new(items)) }
    }
}

impl<C: Collection> IntoCollection for CollectionQuery<C> {
    type Table = C::Table;
    type Output = C::Output;
    type Source = C::Source;

    fn into_whole(self) -> Whole<C::Output> {
        Whole {
            table: <C::Table as crate::Table>::MODEL,
            keys: Keys::Members(C::MEMBERS, self.bound, self.range),
            read: |table, members, items| C::gather(Gathered::new(table, members, items)?),
        }
    }
}

/// A collection without its types.
pub struct Whole<Output> {
    pub(crate) table: &'static TableModel,
    keys: Keys,
    read: fn(&'static TableModel, &'static Members, Vec<ReturnedItem>) -> Result<Output>,
}

enum Keys {
    /// A partition with whatever entities are in it.
    Partition(KeyQuery),
    /// Some entities, the values that are bound, and the range on the part after them.
    Members(&'static Members, Vec<Encoded>, Option<Asked>),
}

/// The entity's entry in the index that the collection is on.
fn entry(members: &Members, entity: &'static EntityModel) -> Result<Option<&'static str>> {
    let entry = members.index.map(|index| {
        let entry = entity.indexes.iter().find(|entry| entry.index == index);
        entry.ok_or_else(|| Error::invalid(format!("`{}` is not in the index `{index}`", entity.name)))
    });
    Ok(entry.transpose()?.map(|entry| &*entry.name))
}

/// Stands in where a partition has no declared members.
static ALL: Members = Members {
    name: "item collection",
    entities: &[],
    index: None,
    hydrate: false,
    unknown: super::UnknownKinds::Error,
};

impl<Output> Whole<Output> {
    /// The collection's name.
    pub(crate) const fn name(&self) -> &'static str {
        match &self.keys {
            Keys::Partition(_) => ALL.name,
            Keys::Members(members, ..) => members.name,
        }
    }

    /// The condition that reads all of its entities, and as little as possible besides.
    pub(crate) fn condition(&self) -> Result<KeyCondition> {
        match &self.keys {
            Keys::Partition(query) => query.condition(),
            Keys::Members(..) => KeyCondition::covering(self.conditions()?),
        }
    }

    /// What each of its entities is read by.
    fn conditions(&self) -> Result<Vec<KeyCondition>> {
        let Keys::Members(members, bound, range) = &self.keys else { return Ok(Vec::new()) };
        let mut conditions = Vec::with_capacity(members.entities.len());
        for entity in members.entities {
            let mut query = KeyQuery::new(self.table, entity, entry(members, entity)?);
            let names = query.part_names()?;
            if let (Some(asked), Some(part)) = (range, names.get(bound.len())) {
                query = query.asking(part.clone(), asked.clone());
            }
            for (name, value) in names.into_iter().zip(bound) {
                query.bind_value(name, value.clone());
            }
            conditions.push(query.condition()?);
        }
        Ok(conditions)
    }

    /// What each item that is read is to the collection. One condition covers the ranges of all entities, so items of one can
    /// come along that are in no range but another's.
    pub(crate) fn finder(&self) -> Result<impl Fn(&ReturnedItem) -> Result<Found>> {
        let is_ranged = matches!(&self.keys, Keys::Members(_, _, Some(_)));
        let conditions = if is_ranged { self.conditions()? } else { Vec::new() };
        Ok(move |item: &ReturnedItem| {
            let found = self.find(item)?;
            let is_outside = match found {
                Found::Member(member) => {
                    conditions.get(member).is_some_and(|own| !own.is_met_by(item.as_item()))
                }
                Found::Raw | Found::PassedOver => false,
            };
            Ok(if is_outside { Found::PassedOver } else { found })
        })
    }

    /// Whether the whole items are read after those of the index.
    pub(crate) const fn is_hydrated(&self) -> bool {
        matches!(&self.keys, Keys::Members(Members { hydrate: true, .. }, ..))
    }

    /// The value that a part of its key is bound to.
    pub(crate) fn bound_to(&self, attribute: &str) -> Result<Option<AttributeValue>> {
        let (members, bound) = match &self.keys {
            Keys::Partition(query) => return Ok(query.bound_to(attribute).cloned()),
            Keys::Members(members, bound, _) => (members, bound),
        };
        // The parts have one name in all of its entities, or else each entity is asked.
        let mut found = None;
        for entity in members.entities {
            let names = KeyQuery::new(self.table, entity, entry(members, entity)?).part_names()?;
            let value = names.iter().zip(bound).find(|(name, _)| *name == attribute).map(|(_, value)| value);
            let Some(Ok(Some(value))) = value else { return Ok(None) };
            found = Some(value.clone());
        }
        Ok(found)
    }

    fn find(&self, item: &ReturnedItem) -> Result<Found> {
        match &self.keys {
            Keys::Members(members, ..) => members.find(self.table, item),
            // An item of an unknown kind is an error, or everybody would pass it over in silence. A table that keeps no kinds
            // has one entity.
            Keys::Partition(_) if self.table.kind_attribute.is_none() => Ok(Found::Member(0)),
            Keys::Partition(_) => match kind_of(self.table, item) {
                Some(kind) if self.table.entities.iter().any(|entity| entity.name == kind) => {
                    Ok(Found::Member(0))
                }
                kind => Err(unknown(self.table, kind.as_deref())),
            },
        }
    }

    /// The items in their places.
    pub(crate) fn read(&self, items: Vec<ReturnedItem>) -> Result<Output> {
        let members = match &self.keys {
            Keys::Partition(_) => &ALL,
            Keys::Members(members, ..) => *members,
        };
        (self.read)(self.table, members, items)
    }
}
