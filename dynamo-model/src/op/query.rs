//! Query.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::read::{Amount, RawPage, Reader, decoded, is_own};
use super::{OpFuture, live};
use crate::api::QueryInput;
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::expression::{Condition, ExpressionError, Renderer};
use crate::handle::Connection;
use crate::key_query::{KeyCondition, KeyQuery};
use crate::shape::{Holds, HoldsAll, Shape, projection};
use crate::sort_argument::ConsistentRead;
use crate::{AttributeValue, Cursor, Entity, Expires, Page, Table, cursor};

/// The read of items of one partition, in the order of the sort key.
///
/// Awaited, it answers one [`Page`]: of `take` results, or of what one request reads (up to 1 MB).
#[must_use = "does nothing until it is awaited or sent"]
pub struct Query<E, Source, R = E> {
    connection: Connection,
    query: KeyQuery,
    filter: Vec<Condition>,
    amount: Amount,
    descending: bool,
    consistent: bool,
    start: Option<Cursor>,
    types: PhantomData<fn() -> (E, Source, R)>,
}

impl<E: Entity, Source: Holds<E>, R: Shape<Entity = E>> Query<E, Source, R> {
    pub(crate) fn new(connection: Connection, query: KeyQuery) -> Self {
        Self {
            connection,
            query,
            filter: Vec::new(),
            amount: Amount::default(),
            descending: false,
            consistent: false,
            start: None,
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
        let Self { connection, query, filter, amount, descending, consistent, start, .. } = self;
        let types = PhantomData;
        Query { connection, query, filter, amount, descending, consistent, start, types }
    }

    /// From the largest sort key to the smallest.
    pub fn descending(mut self) -> Self {
        self.descending = true;
        self
    }

    /// How many results to return at most, over as many requests as that takes.
    pub fn take(mut self, results: usize) -> Self {
        self.amount.take = Some(results);
        self
    }

    /// How many items one request evaluates at most, before the filter: DynamoDB's `Limit`.
    pub fn page_size(mut self, items: usize) -> Self {
        self.amount.page_size = Some(items);
        self
    }

    /// Goes on after the page that a cursor comes from.
    pub fn after(mut self, cursor: Cursor) -> Self {
        self.start = Some(cursor);
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
            scan_index_forward: self.descending.then_some(false),
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
        let (input, fingerprint) = self.input()?;
        let index = input.as_ref().and_then(|input| input.index_name.clone());
        let reader = self.reader(index.as_deref(), fingerprint)?;
        Ok(Explanation::of_query(input.map(|input| QueryInput { limit: reader.limit(), ..input })))
    }

    fn reader(&self, index: Option<&str>, fingerprint: u64) -> Result<Reader> {
        Reader::new(E::Table::MODEL, index, self.amount, fingerprint, self.filter.is_empty())
    }

    /// Sends as many requests as the page takes.
    ///
    /// # Errors
    /// When the query cannot be built, or an item is not one of the entity.
    pub async fn send(self) -> Result<Page<R>> {
        let during = || format!("query of `{}`", E::MODEL_REF.name);
        self.read().await.map_err(|error| error.during(during))
    }

    async fn read(self) -> Result<Page<R>> {
        let (Some(mut input), fingerprint) = self.input()? else { return Ok(Page::empty()) };
        let mut reader = self.reader(input.index_name.as_deref(), fingerprint)?;
        loop {
            input.limit = reader.limit();
            let output = self.connection.call(input.clone()).await?;
            let (items, scanned_count) = (output.items, output.scanned_count);
            let raw = RawPage { items, scanned_count, last_evaluated_key: output.last_evaluated_key };
            match reader.add(raw, |item| Ok(is_own(E::Table::MODEL, E::MODEL_REF, item)))? {
                Some(key) => input.exclusive_start_key = Some(key),
                None => return decoded(reader.finish()),
            }
        }
    }

    /// Reads every result, over as many requests as that takes.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn all(mut self) -> Result<Vec<R>> {
        // A number of results that is never reached makes one page of all of them.
        self.amount.take.get_or_insert(usize::MAX);
        Ok(self.send().await?.items)
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
fn refuse_keys(
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
