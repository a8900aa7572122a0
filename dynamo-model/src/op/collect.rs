//! Query over several entities: `collect`.

use std::future::IntoFuture;
use std::marker::PhantomData;

use dynamo_schema::TableModel;

use super::OpFuture;
use super::held::refuse_unheld;
use super::hydrate::fetch;
use super::query::refuse_keys;
use super::read::{Amount, Read, Request, Settings, Subject};
use crate::api::{QueryInput, ReturnedItem};
use crate::collection::{Found, IntoCollection, Whole};
use crate::connection::Connection;
use crate::entity::{from_returned, kind_of};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::Explanation;
use crate::expression::{Condition, DocumentPath, Renderer};
use crate::shape::key_names;
use crate::sort_argument::{ConsistentRead, ReadFrom};
use crate::{AttributeValue, Cursor, Entity, Page, Retry, Table, cursor, keys};

/// The read of an item collection: of the entities that a [`Collection`](crate::Collection) has, or of everything in a
/// partition.
///
/// Awaited, it reads all of it, or as much as [`take`](Self::take) says, over as many requests as that takes.
#[must_use = "does nothing until it is awaited or sent"]
pub struct Collect<Output, Source = ReadFrom<false>> {
    connection: Connection,
    whole: Whole<Output>,
    amount: Amount,
    filter: Vec<Condition>,
    descending: bool,
    consistent: bool,
    start: Option<Cursor>,
    source: PhantomData<fn() -> Source>,
}

/// The items of a partition, in the order of the sort key.
#[derive(Debug, Clone)]
pub struct Collected {
    items: Vec<ReturnedItem>,
}

impl<Output, Source> Collect<Output, Source> {
    pub(crate) fn new<Q>(connection: Connection, query: Q) -> Self
    where
        Q: IntoCollection<Output = Output, Source = Source>,
    {
        Self {
            connection,
            whole: query.into_whole(),
            amount: Amount::default(),
            filter: Vec::new(),
            descending: false,
            consistent: false,
            start: None,
            source: PhantomData,
        }
    }

    /// Returns only items that meet a condition, on attributes that the entity `E` has. It is asked of the items of all entities:
    /// those of one that has no such attribute meet it only where it says `not_exists`. Several conditions must all hold.
    /// DynamoDB reads, and charges for, the others too.
    ///
    /// ```
    /// # use dynamo_model::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Note, Task), collection(Entry))]
    /// # struct Desk;
    /// # #[derive(DynamoEntity)]
    /// # #[dynamo(table = Desk, key(pk = "DESK#{desk}", sk = "NOTE#{number}"))]
    /// # struct Note { desk: u32, number: u32, by: String }
    /// # #[derive(DynamoEntity)]
    /// # #[dynamo(table = Desk, key(pk = "DESK#{desk}", sk = "TASK#{number}"))]
    /// # struct Task { desk: u32, number: u32, by: String }
    /// # #[derive(DynamoCollection)]
    /// # #[dynamo(of(desk))]
    /// # enum Entry { Note(Note), Task(Task) }
    /// # async fn example(desk: dynamo_model::TableHandle<Desk>) -> dynamo_model::Result<()> {
    /// let by_ada = desk.collect(Entry::of(1)).filter::<Note>(|note| note.by().eq("Ada")).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn filter<E: Entity>(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.filter.push(condition(&E::paths()));
        self
    }

    /// From the largest sort key to the smallest.
    pub fn descending(mut self) -> Self {
        self.descending = true;
        self
    }

    /// How many items one request reads at most: DynamoDB's `Limit`.
    pub fn page_size(mut self, items: usize) -> Self {
        self.amount.page_size = Some(items);
        self
    }

    /// Sees every write that was acknowledged before. Costs twice as much.
    pub fn consistent(mut self) -> Self
    where
        Source: ConsistentRead,
    {
        self.consistent = true;
        self
    }

    /// The request for the kind and the keys alone, and the fingerprint of the query.
    pub(super) fn keys_only(&self) -> Result<(Option<QueryInput>, u64)> {
        let table = self.whole.table;
        let index = self.whole.condition()?.index_name;
        let names = key_names(table, index.as_deref())?.into_iter().chain(table.kind_attribute.clone());
        let paths: Vec<DocumentPath> = names.map(DocumentPath::attribute).collect();
        self.request(&paths)
    }

    pub(super) const fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(super) const fn table(&self) -> &'static TableModel {
        self.whole.table
    }

    pub(super) const fn name(&self) -> &'static str {
        self.whole.name()
    }

    /// Whether items are of an entity of the collection.
    pub(super) fn members(&self) -> Result<impl Fn(&ReturnedItem) -> Result<bool>> {
        let find = self.whole.finder()?;
        Ok(move |item: &ReturnedItem| Ok(matches!(find(item)?, Found::Member(_))))
    }

    pub(super) fn starting_after(mut self, cursor: Cursor) -> Self {
        self.start = Some(cursor);
        self
    }

    fn input(&self) -> Result<(Option<QueryInput>, u64)> {
        self.request(&[])
    }

    /// The request for some attributes, or for all when there are none; no request when nothing can match.
    fn request(&self, attributes: &[DocumentPath]) -> Result<(Option<QueryInput>, u64)> {
        if let Some(scope) = &self.connection.scope {
            scope.query(self.whole.bound_to(scope.attribute())?.as_ref())?;
        }
        let condition = self.whole.condition()?;
        let mut bytes = Vec::new();
        let direction = if self.descending { "descending" } else { "ascending" };
        let index = condition.index_name.as_deref().unwrap_or_default();
        for (name, value) in [
            ("table", &*self.connection.table_name),
            ("collection", self.whole.name()),
            ("index", index),
            ("direction", direction),
        ] {
            cursor::write_attribute(&mut bytes, name, &AttributeValue::from(value));
        }
        condition.write(&mut bytes);
        let fingerprint = cursor::hash(&bytes);
        let start = self.start.as_ref().map(|cursor| cursor.key_for(fingerprint)).transpose()?;
        if condition.is_empty {
            return Ok((None, fingerprint));
        }
        let mut renderer = Renderer::new();
        let key_condition = condition.render(&mut renderer);
        let filter = Condition::all(self.filter.iter().cloned());
        if let Some(filter) = &filter {
            refuse_keys(filter, &condition, self.whole.table)?;
            refuse_unheld(filter, self.whole.table, condition.index_name.as_deref())?;
        }
        let filter = filter.map(|filter| renderer.condition(&filter)).transpose()?;
        let projection = (!attributes.is_empty()).then(|| renderer.projection(attributes));
        let (names, values) = renderer.finish();
        let input = QueryInput {
            table_name: self.connection.table_name.clone(),
            index_name: condition.index_name.map(Into::into),
            key_condition_expression: Some(key_condition),
            filter_expression: filter,
            projection_expression: projection,
            expression_attribute_names: names,
            expression_attribute_values: values,
            exclusive_start_key: start,
            scan_index_forward: self.descending.then_some(false),
            consistent_read: self.consistent.then_some(true),
            ..QueryInput::default()
        };
        Ok((Some(input), fingerprint))
    }

    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation> {
        Ok(Explanation::of_query(self.input()?.0))
    }

    /// Sends as many requests as the collection takes.
    ///
    /// # Errors
    /// When the query cannot be built, an item is of no entity of the table and the collection does not say what to do with
    /// it, or an item that must be there is not ([`NotFound`](ErrorKind::NotFound)).
    pub async fn send(mut self) -> Result<Output> {
        // A number of results that is never reached makes one page of all of them.
        self.amount.take.get_or_insert(usize::MAX);
        let during = || format!("query of `{}`", self.whole.name());
        let page = self.read().await.map_err(|error| error.during(during))?;
        self.whole.read(page.items).map_err(|error| error.during(during))
    }

    async fn read(&self) -> Result<Page<ReturnedItem>> {
        let (input, fingerprint) = self.input()?;
        let request = input.map(|input| Request::Query(Box::new(input)));
        let settings = Settings { amount: self.amount, ..Settings::default() };
        let subject = Subject { fingerprint, exact: false, backward: false, is_ordered: false };
        let connection = self.connection.clone();
        let mut read = Read::of_table(connection, self.whole.table, request, settings, subject)?;
        let find = self.whole.finder()?;
        let page = read.page_of(&|item| Ok(find(item)? != Found::PassedOver)).await?;
        if !self.whole.is_hydrated() {
            return Ok(page);
        }
        let (page, items) = page.without_items();
        let table = self.whole.table;
        let keys = items.iter().map(|item| keys::primary_of(table, item.as_item()));
        let keys = keys.collect::<Result<Vec<_>>>()?;
        let whole = fetch(&self.connection, keys, false, Retry::default()).await?;
        // The index lags behind: what it has and the table has not any more is not there.
        Ok(page.with_items(whole.into_iter().flatten().collect()))
    }
}

/// The items of an enum come one after the other, so they can be read in pages.
impl<C, Source> Collect<Vec<C>, Source> {
    /// How many items to return at most, over as many requests as that takes. [`page`](Self::page) says where the rest begins.
    pub fn take(mut self, results: usize) -> Self {
        self.amount.take = Some(results);
        self
    }

    /// Goes on after the page that a cursor comes from.
    pub fn after(self, cursor: Cursor) -> Self {
        self.starting_after(cursor)
    }

    /// Reads one page: of as many items as [`take`](Self::take) says, or of what one request reads (up to 1 MB).
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn page(self) -> Result<Page<C>> {
        let during = || format!("query of `{}`", self.whole.name());
        let page = self.read().await.map_err(|error| error.during(during))?;
        let (page, items) = page.without_items();
        let items = self.whole.read(items).map_err(|error| error.during(during))?;
        Ok(page.with_items(items))
    }
}

impl<Output: 'static, Source: 'static> IntoFuture for Collect<Output, Source> {
    type Output = Result<Output>;
    type IntoFuture = OpFuture<Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl Collected {
    pub(crate) const fn new(items: Vec<ReturnedItem>) -> Self {
        Self { items }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The items of one entity, in the order of the sort key.
    ///
    /// # Errors
    /// When an item is not what its entity says.
    pub fn many<E: Entity>(&self) -> Result<Vec<E>> {
        self.iter().filter(CollectedItem::is::<E>).map(|item| item.read()).collect()
    }

    /// The one item of an entity, if there is one.
    ///
    /// # Errors
    /// When there are several, or the item is not what its entity says.
    pub fn one<E: Entity>(&self) -> Result<Option<E>> {
        let mut all = self.many()?;
        if all.len() > 1 {
            return Err(Error::new(
                ErrorKind::Decode,
                format!("the collection holds {} items of `{}`, not one", all.len(), E::MODEL_REF.name),
            ));
        }
        Ok(all.pop())
    }

    /// The one item of an entity that must be there.
    ///
    /// # Errors
    /// When there is none, or as [`one`](Self::one).
    pub fn required<E: Entity>(&self) -> Result<E> {
        self.one()?.ok_or_else(|| {
            Error::new(
                ErrorKind::NotFound,
                format!("the collection holds no item of `{}`", E::MODEL_REF.name),
            )
        })
    }

    /// All items in the order of the sort key, whatever they are.
    pub fn iter(&self) -> impl Iterator<Item = CollectedItem<'_>> {
        self.items.iter().map(CollectedItem)
    }
}

/// An item of a collection, of one of its entities.
#[derive(Debug, Clone, Copy)]
pub struct CollectedItem<'c>(&'c ReturnedItem);

impl CollectedItem<'_> {
    /// Whether the item is of an entity.
    pub fn is<E: Entity>(&self) -> bool {
        // A table that keeps no kinds has one entity.
        kind_of(E::Table::MODEL, self.0).is_none_or(|kind| kind == E::MODEL_REF.name)
    }

    /// The item as an entity.
    ///
    /// # Errors
    /// When the item is not of that entity, or not what its entity says.
    pub fn read<E: Entity>(&self) -> Result<E> {
        from_returned(self.0.clone())
    }
}
