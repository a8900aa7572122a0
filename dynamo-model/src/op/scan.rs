//! Scan.

use std::future::IntoFuture;
use std::marker::PhantomData;

use dynamo_schema::TableModel;

use super::held::{kind_is_held, refuse_unheld};
use super::pages::one_by_one;
use super::read::{Read, Request, Settings, Subject, decoded};
use super::{Count, Items, OpFuture, Pages, ParallelScan, live};
use crate::api::ScanInput;
use crate::connection::Connection;
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::expression::{Comparison, Condition, DocumentPath, Operand, Renderer};
use crate::shape::{Holds, HoldsAll, Shape, projection};
use crate::sort_argument::{ConsistentRead, ReadFrom};
use crate::{AttributeValue, Cursor, Entity, Expires, Name, Page, Table, Unreadable, cursor, keys};

/// The read of a whole table, of which the items of one entity are returned.
///
/// Awaited, it answers one [`Page`]: of `take` results, or of what one request reads (up to 1 MB).
#[must_use = "does nothing until it is awaited or sent"]
pub struct Scan<E, R = E, Source = ReadFrom<false>> {
    connection: Connection,
    filter: Vec<Condition>,
    settings: Settings,
    segment: Option<(u32, u32)>,
    consistent: bool,
    start: Option<Cursor>,
    /// The entity's entry in the index that is scanned.
    index: Option<&'static str>,
    types: PhantomData<fn() -> (E, R, Source)>,
}

impl<E: Entity, R: Shape<Entity = E>, Source: Holds<E>> Scan<E, R, Source> {
    pub(crate) fn new(connection: Connection, index: Option<&'static str>) -> Self {
        Self {
            connection,
            filter: Vec::new(),
            settings: Settings::default(),
            segment: None,
            consistent: false,
            start: None,
            index,
            types: PhantomData,
        }
    }

    /// Returns only items that meet a condition. Several conditions must all hold.
    pub fn filter(mut self, condition: impl FnOnce(&Source::Paths) -> Condition) -> Self {
        self.filter.push(condition(&Source::paths()));
        self
    }

    /// Leaves out items that have expired, by the backend's clock: DynamoDB deletes them up to a few days late. An item is
    /// live before the second that its `ttl` attribute holds, and without one.
    pub fn live(mut self) -> Self
    where
        E: Expires,
    {
        self.filter.extend(live::condition(E::Table::MODEL, self.connection.now()));
        self
    }

    /// Reads only the attributes of a type that derives [`DynamoProjection`](crate::DynamoProjection). It saves what goes
    /// over the wire; the scan costs as much as one of whole items.
    pub fn project<P: Shape<Entity = E>>(self) -> Scan<E, P, Source>
    where
        Source: HoldsAll<E>,
    {
        let Self { connection, filter, settings, segment, consistent, start, index, .. } = self;
        Scan { connection, filter, settings, segment, consistent, start, index, types: PhantomData }
    }

    /// Reads one of `total` parts of the table, counted from 0. The parts together are the whole table, so several
    /// tasks can read one each.
    pub fn segment(mut self, segment: u32, total: u32) -> Self {
        self.segment = Some((segment, total));
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

    /// Scans all of `segments` parts of the table at the same time.
    pub fn parallel(self, segments: u32) -> ParallelScan<E, R, Source> {
        ParallelScan::new(self, segments)
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

    fn input(&self) -> Result<(ScanInput, u64)> {
        if let Some((segment, total)) = self.segment
            && segment >= total
        {
            return Err(Error::invalid(format!(
                "segment {segment} of {total} does not exist; segments count from 0"
            )));
        }
        let index_name = self.index_name()?;
        let fingerprint = self.fingerprint(index_name.as_deref());
        let start = self.start.as_ref().map(|cursor| cursor.key_for(fingerprint)).transpose()?;
        let mut renderer = Renderer::new();
        if let Some(filter) = Condition::all(self.filter.iter().cloned()) {
            refuse_unheld(&filter, E::Table::MODEL, index_name.as_deref())?;
        }
        let by_kind = kind_is_held(E::Table::MODEL, index_name.as_deref())?;
        let own = by_kind.then(|| own_kind(E::Table::MODEL, &E::MODEL_REF.name)).flatten();
        let filter = Condition::all(own.into_iter().chain(self.filter.iter().cloned()));
        let filter = filter.map(|filter| renderer.condition(&filter)).transpose()?;
        let projection = projection::<R>(index_name.as_deref(), &mut renderer)?;
        let (names, values) = renderer.finish();
        let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        let input = ScanInput {
            table_name: self.connection.table_name.clone(),
            index_name: index_name.map(Into::into),
            filter_expression: filter,
            projection_expression: projection,
            expression_attribute_names: names,
            expression_attribute_values: values,
            exclusive_start_key: start,
            segment: self.segment.map(|(segment, _)| number(segment)),
            total_segments: self.segment.map(|(_, total)| number(total)),
            consistent_read: self.consistent.then_some(true),
            ..ScanInput::default()
        };
        Ok((input, fingerprint))
    }

    /// The index behind the entity's entry.
    fn index_name(&self) -> Result<Option<Name>> {
        let Some(entry) = self.index else { return Ok(None) };
        let index = E::MODEL_REF.indexes.iter().find(|index| index.name == entry);
        let index = index
            .ok_or_else(|| Error::invalid(format!("`{}` has no index entry `{entry}`", E::MODEL_REF.name)))?;
        Ok(Some(keys::index_model(E::Table::MODEL, &index.index)?.name.clone()))
    }

    fn fingerprint(&self, index: Option<&str>) -> u64 {
        let mut bytes = Vec::new();
        let segment =
            self.segment.map_or_else(String::new, |(segment, total)| format!("{segment} of {total}"));
        for (name, value) in [
            ("scan", &*self.connection.table_name),
            ("entity", &E::MODEL_REF.name),
            ("segment", &segment),
            ("index", index.unwrap_or_default()),
        ] {
            cursor::write_attribute(&mut bytes, name, &AttributeValue::from(value));
        }
        cursor::hash(&bytes)
    }

    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation> {
        match self.read()?.first_request() {
            Some(Request::Scan(input)) => Ok(Explanation::of_scan(*input)),
            _ => Err(Error::invalid("a scan has a request")),
        }
    }

    pub(super) fn read(&self) -> Result<Read> {
        let (input, fingerprint) = self.input()?;
        let subject = Subject { fingerprint, exact: false, backward: false, is_ordered: false };
        Read::new::<R>(self.connection.clone(), Some(Request::Scan(Box::new(input))), self.settings, subject)
    }

    pub(super) fn during(&self) -> String {
        format!("scan of `{}`", E::MODEL_REF.name)
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
    /// let mut orders = shop.scan::<Order>().items();
    /// while let Some(order) = orders.next().await {
    ///     println!("{}", order?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items(mut self) -> Items<R> {
        let (during, wanted) = (self.during(), self.settings.amount.take.take());
        self.settings.unreadable = one_by_one(self.settings.unreadable);
        Items::new(self.read(), wanted, during)
    }

    /// Sends as many requests as the page takes.
    ///
    /// # Errors
    /// When the scan cannot be built, or an item is not one of the entity.
    pub async fn send(self) -> Result<Page<R>> {
        let during = self.during();
        let page = async { decoded(self.read()?.page().await?) };
        page.await.map_err(|error| error.during(|| during))
    }

    /// Counts the results, over as many requests as that takes. It costs as much as reading them, but less goes over the
    /// wire. `take` does not matter; an item that could not be read counts.
    ///
    /// # Errors
    /// When the scan cannot be built, or a request fails.
    pub async fn count(self) -> Result<Count> {
        let during = self.during();
        let count = async {
            {
                let by_kind = kind_is_held(E::Table::MODEL, self.index_name()?.as_deref())?;
                self.read()?.count(by_kind).await
            }
        };
        count.await.map_err(|error| error.during(|| during))
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

impl<E, R, Source> IntoFuture for Scan<E, R, Source>
where
    E: Entity + 'static,
    R: Shape<Entity = E> + 'static,
    Source: Holds<E> + 'static,
{
    type Output = Result<Page<R>>;
    type IntoFuture = OpFuture<Page<R>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<E, R, Source> Clone for Scan<E, R, Source> {
    fn clone(&self) -> Self {
        Self {
            connection: self.connection.clone(),
            filter: self.filter.clone(),
            settings: self.settings,
            segment: self.segment,
            consistent: self.consistent,
            start: self.start.clone(),
            index: self.index,
            types: PhantomData,
        }
    }
}

/// A table is scanned for one entity by its kind; a table that keeps no kinds has one entity only.
pub(super) fn own_kind(table: &TableModel, entity: &str) -> Option<Condition> {
    let kind = table.kind_attribute.as_ref()?;
    let path = Operand::Path(DocumentPath::attribute(kind.clone()));
    Some(Condition::Compare(path, Comparison::Equal, Operand::Value(Ok(entity.into()))))
}
