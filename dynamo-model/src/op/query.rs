//! Query.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::held::{kind_is_held, refuse_unheld};
use super::pages::one_by_one;
use super::read::{Read, Request, Settings, Subject, decoded};
use super::scan::own_kind;
use super::{Count, Hydrate, Items, OpFuture, Pages, live};
use crate::api::{QueryInput, ReturnedItem};
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::expression::{Condition, ExpressionError, Renderer};
use crate::key_query::{KeyCondition, KeyQuery};
use crate::shape::{Holds, HoldsAll, Partial, Shape, projection};
use crate::sort_argument::ConsistentRead;
use crate::{AttributeValue, Cursor, Entity, Expires, Page, Table, Unreadable, cursor};

/// The read of items of one partition, in the order of the sort key.
///
/// Awaited, it answers one [`Page`]: of `take` results, or of what one request reads (up to 1 MB).
#[must_use = "does nothing until it is awaited or sent"]
pub struct Query<E, Source, R = E> {
    connection: Connection,
    query: KeyQuery,
    filter: Vec<Condition>,
    settings: Settings,
    descending: bool,
    consistent: bool,
    start: Option<Cursor>,
    /// Read from the start backwards, for the page before it.
    backward: bool,
    types: PhantomData<fn() -> (E, Source, R)>,
}

impl<E: Entity, Source: Holds<E>, R: Shape<Entity = E>> Query<E, Source, R> {
    pub(crate) fn new(connection: Connection, query: KeyQuery) -> Self {
        Self {
            connection,
            query,
            filter: Vec::new(),
            settings: Settings::default(),
            descending: false,
            consistent: false,
            start: None,
            backward: false,
            types: PhantomData,
        }
    }

    /// Returns only items that meet a condition. Several conditions must all hold. DynamoDB reads, and charges for, the
    /// others too.
    pub fn filter(mut self, condition: impl FnOnce(&Source::Paths) -> Condition) -> Self {
        self.filter.push(condition(&Source::paths()));
        self
    }

    /// Leaves out items that have expired, by the backend's clock: DynamoDB deletes them up to a few days late. An item is
    /// live before the second that its `ttl` attribute holds, and without one.
    ///
    /// Where the expiry is a key of the index that is read, bind it in the query instead.
    pub fn live(mut self) -> Self
    where
        E: Expires,
    {
        self.filter.extend(live::condition(E::Table::MODEL, self.connection.now()));
        self
    }

    /// Reads only the attributes of a type that derives [`DynamoProjection`](crate::DynamoProjection). It saves what goes
    /// over the wire; the read costs as much as that of the whole items.
    pub fn project<P: Shape<Entity = E>>(self) -> Query<E, Source, P>
    where
        Source: HoldsAll<E>,
    {
        let Self { connection, query, filter, settings, descending, consistent, start, backward, .. } = self;
        let types = PhantomData;
        Query { connection, query, filter, settings, descending, consistent, start, backward, types }
    }

    /// From the largest sort key to the smallest.
    pub fn descending(mut self) -> Self {
        self.descending = true;
        self
    }

    /// How many results to return at most, over as many requests as that takes.
    pub fn take(mut self, results: usize) -> Self {
        self.settings.amount.take = Some(results);
        self
    }

    /// How many items one request evaluates at most, before the filter: DynamoDB's `Limit`.
    pub fn page_size(mut self, items: usize) -> Self {
        self.settings.amount.page_size = Some(items);
        self
    }

    /// Goes on after the page that a cursor comes from.
    pub fn after(mut self, cursor: Cursor) -> Self {
        self.start = Some(cursor);
        self.backward = false;
        self
    }

    /// Goes back to the page before the one that a cursor comes from, which is its [`Page::previous`]. The results are in
    /// the query's order all the same.
    pub fn before(mut self, cursor: Cursor) -> Self {
        self.start = Some(cursor);
        self.backward = true;
        self
    }

    /// How many requests are sent at most. What they did not come to is behind the page's cursor.
    pub fn max_pages(mut self, requests: usize) -> Self {
        self.settings.amount.max_pages = Some(requests);
        self
    }

    /// Sends no further request once so many read capacity units were used. The last request can use more: one request
    /// uses up to 128, or 256 when it is consistent.
    pub fn max_capacity(mut self, units: f64) -> Self {
        self.settings.amount.capacity = Some(units);
        self
    }

    /// Asks for the capacity that is used, for [`Page::capacity`].
    pub fn metered(mut self) -> Self {
        self.settings.metered = true;
        self
    }

    /// What to do with an item that is not what its entity says; an error unless said otherwise.
    pub fn unreadable(mut self, unreadable: Unreadable) -> Self {
        self.settings.unreadable = unreadable;
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

    /// The first request and the fingerprint of the query; no request when nothing can match.
    fn input(&self) -> Result<(Option<QueryInput>, u64)> {
        if let Some(scope) = &self.connection.scope {
            scope.query(self.query.bound_to(scope.attribute()))?;
        }
        let condition = self.query.condition()?;
        let fingerprint = self.fingerprint(&condition);
        let start = self.start.as_ref().map(|cursor| cursor.key_for(fingerprint)).transpose()?;
        if condition.is_empty {
            return Ok((None, fingerprint));
        }
        let mut renderer = Renderer::new();
        let key_condition = condition.render(&mut renderer);
        let filter = Condition::all(self.filter.iter().cloned());
        if let Some(filter) = &filter {
            refuse_keys(filter, &condition, E::Table::MODEL)?;
            refuse_unheld(filter, E::Table::MODEL, condition.index_name.as_deref())?;
        }
        let filter = filter.map(|filter| renderer.condition(&filter)).transpose()?;
        let projection = projection::<R>(condition.index_name.as_deref(), &mut renderer)?;
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
            scan_index_forward: (self.descending != self.backward).then_some(false),
            consistent_read: self.consistent.then_some(true),
            ..QueryInput::default()
        };
        Ok((Some(input), fingerprint))
    }

    fn fingerprint(&self, condition: &KeyCondition) -> u64 {
        let mut bytes = Vec::new();
        let mut add =
            |name: &str, value: &str| cursor::write_attribute(&mut bytes, name, &AttributeValue::from(value));
        add("table", &self.connection.table_name);
        add("entity", &E::MODEL_REF.name);
        add("index", condition.index_name.as_deref().unwrap_or_default());
        add("direction", if self.descending { "descending" } else { "ascending" });
        condition.write(&mut bytes);
        cursor::hash(&bytes)
    }

    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation> {
        Ok(Explanation::of_query(match self.read()?.first_request() {
            Some(Request::Query(input)) => Some(*input),
            _ => None,
        }))
    }

    pub(super) fn read(&self) -> Result<Read> {
        let (input, fingerprint) = self.input()?;
        let request = input.map(|input| Request::Query(Box::new(input)));
        let exact = self.filter.is_empty();
        let subject = Subject { fingerprint, exact, backward: self.backward, is_ordered: true };
        Read::new::<R>(self.connection.clone(), request, self.settings, subject)
    }

    fn during(&self) -> String {
        format!("query of `{}`", E::MODEL_REF.name)
    }

    /// The pages, one after the other.
    pub fn pages(self) -> Pages<R> {
        let during = self.during();
        Pages::new(self.read(), during)
    }

    /// The results, one after the other, over as many requests as that takes.
    ///
    /// ```
    /// # use dynamo_model::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
    /// # struct Shop;
    /// # #[derive(DynamoEntity)]
    /// # #[dynamo(table = Shop, key(pk = "CUSTOMER#{name}", sk = "ORDER#{id}"))]
    /// # struct Order { name: String, id: u32 }
    /// # async fn example(shop: dynamo_model::TableHandle<Shop>) -> dynamo_model::Result<()> {
    /// let mut orders = shop.query(Order::of("Ada")).items();
    /// while let Some(order) = orders.next().await {
    ///     println!("{}", order?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items(mut self) -> Items<R> {
        let (during, wanted) = (self.during(), self.settings.amount.take.take());
        if self.filter.is_empty()
            && let Some(wanted) = wanted
        {
            let size = self.settings.amount.page_size.get_or_insert(wanted);
            *size = wanted.min(*size);
        }
        self.settings.unreadable = one_by_one(self.settings.unreadable);
        Items::new(self.read(), wanted, during)
    }

    /// Sends as many requests as the page takes.
    ///
    /// # Errors
    /// When the query cannot be built, or an item is not one of the entity.
    pub async fn send(self) -> Result<Page<R>> {
        let during = self.during();
        let page = async { decoded(self.read()?.page().await?) };
        page.await.map_err(|error| error.during(|| during))
    }

    /// Counts the results, over as many requests as that takes. It costs as much as reading them, but less goes over the
    /// wire. `take` does not matter; an item that could not be read counts.
    ///
    /// # Errors
    /// When the query cannot be built, or a request fails.
    pub async fn count(mut self) -> Result<Count> {
        let during = self.during();
        let count = async {
            let index = self.query.condition()?.index_name;
            // Other entities can be in the range; what is read is told by its kind, and so is what is counted.
            let by_kind = kind_is_held(E::Table::MODEL, index.as_deref())?;
            if by_kind {
                self.filter.extend(own_kind(E::Table::MODEL, &E::MODEL_REF.name));
            }
            self.read()?.count(by_kind).await
        };
        count.await.map_err(|error| error.during(|| during))
    }

    /// Reads the whole items of a page from the table, after what the index holds of them.
    ///
    /// ```
    /// # use dynamo_model::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
    /// # #[dynamo(gsi(ByStatus, pk = "gsi1pk": S, sk = "gsi1sk": S, project("total")))]
    /// # struct Shop;
    /// #[derive(DynamoEntity)]
    /// #[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "META"))]
    /// #[dynamo(index(by_status, on = ByStatus, pk = "STATUS#{status}", sk = "{id}", project(total)))]
    /// struct Order {
    ///     id: u64,
    ///     status: String,
    ///     total: u64,
    ///     note: Option<String>,
    /// }
    ///
    /// async fn open(shop: dynamo_model::TableHandle<Shop>) -> dynamo_model::Result<()> {
    ///     let open = shop.query(Order::by_status("open")).filter(|o| o.total().gt(100));
    ///     for item in open.await? {
    ///         // `id` and `status` come from the keys, `total` is in the index; there is no `note`.
    ///         println!("{} {} {}", item.id, item.status, item.total);
    ///     }
    ///     let whole = shop.query(Order::by_status("open")).hydrate().await?;
    ///     assert!(whole.missing.is_empty());
    ///     println!("{:?}", whole.page.items[0].note);
    ///     Ok(())
    /// }
    /// ```
    pub fn hydrate(self) -> Hydrate<E, Source, R>
    where
        R: Partial,
    {
        Hydrate::new(self)
    }

    /// Every result as it came.
    pub(super) async fn read_all(mut self) -> Result<Vec<ReturnedItem>> {
        self.settings.amount.take.get_or_insert(usize::MAX);
        Ok(self.read()?.page().await?.items)
    }

    /// Reads every result, over as many requests as that takes.
    ///
    /// # Errors
    /// As [`send`](Self::send), and when `max_pages` or `max_capacity` ends the read before it is complete.
    pub async fn all(mut self) -> Result<Vec<R>> {
        // A number of results that is never reached makes one page of all of them.
        let take = *self.settings.amount.take.get_or_insert(usize::MAX);
        let during = self.during();
        let page = self.send().await?;
        if page.next.is_some() && page.items.len() < take {
            let cut = Error::invalid(
                "`max_pages` or `max_capacity` ended the read; await the page, which has a cursor",
            );
            return Err(cut.during(|| during));
        }
        Ok(page.items)
    }
}

impl<E, Source, R> Query<E, Source, R> {
    pub(super) const fn connection(&self) -> &Connection {
        &self.connection
    }
}

impl<E, Source, R> IntoFuture for Query<E, Source, R>
where
    E: Entity + 'static,
    Source: Holds<E> + 'static,
    R: Shape<Entity = E> + 'static,
{
    type Output = Result<Page<R>>;
    type IntoFuture = OpFuture<Page<R>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// DynamoDB refuses a filter on the key attributes of the table or index that is queried.
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.FilterExpression.html>.
pub(super) fn refuse_keys(
    filter: &Condition,
    condition: &KeyCondition,
    table: &dynamo_schema::TableModel,
) -> Result<()> {
    let index = condition.index_name.as_deref();
    let keys: Vec<&str> = match index {
        None => table.sort_key.iter().chain([&table.partition_key]).map(|key| &*key.name).collect(),
        Some(index) => {
            let model = crate::keys::index_model(table, index)?;
            model.partition_key.iter().chain(&*model.sort_key).map(|key| &*key.name).collect()
        }
    };
    let mut found = None;
    filter.for_each_path(&mut |path| {
        if keys.contains(&path.root()) {
            found.get_or_insert_with(|| path.root().to_owned());
        }
    });
    found.map_or(Ok(()), |name| Err(Error::from(ExpressionError::FilterOnKey(name.into()))))
}
