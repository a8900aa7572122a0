//! Scan.

use std::future::IntoFuture;
use std::marker::PhantomData;

use dynamo_schema::TableModel;

use super::read::{Amount, RawPage, Reader, decoded, is_own};
use super::{OpFuture, live};
use crate::api::ScanInput;
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::expression::{Comparison, Condition, DocumentPath, Operand, Renderer};
use crate::handle::Connection;
use crate::shape::{Shape, projection};
use crate::{AttributeValue, Cursor, Entity, Expires, Page, Table, cursor};

/// The read of a whole table, of which the items of one entity are returned.
///
/// Awaited, it answers one [`Page`]: of `take` results, or of what one request reads (up to 1 MB).
#[must_use = "does nothing until it is awaited or sent"]
pub struct Scan<E, R = E> {
    connection: Connection,
    filter: Vec<Condition>,
    amount: Amount,
    segment: Option<(u32, u32)>,
    consistent: bool,
    start: Option<Cursor>,
    types: PhantomData<fn() -> (E, R)>,
}

impl<E: Entity, R: Shape<Entity = E>> Scan<E, R> {
    pub(crate) fn new(connection: Connection) -> Self {
        Self {
            connection,
            filter: Vec::new(),
            amount: Amount::default(),
            segment: None,
            consistent: false,
            start: None,
            types: PhantomData,
        }
    }

    /// Returns only items that meet a condition. Several conditions must all hold.
    pub fn filter(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.filter.push(condition(&E::paths()));
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
    pub fn project<P: Shape<Entity = E>>(self) -> Scan<E, P> {
        let Self { connection, filter, amount, segment, consistent, start, .. } = self;
        Scan { connection, filter, amount, segment, consistent, start, types: PhantomData }
    }

    /// Reads one of `total` parts of the table, counted from 0. The parts together are the whole table, so several
    /// tasks can read one each.
    pub fn segment(mut self, segment: u32, total: u32) -> Self {
        self.segment = Some((segment, total));
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
    pub fn consistent(mut self) -> Self {
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
        let fingerprint = self.fingerprint();
        let start = self.start.as_ref().map(|cursor| cursor.key_for(fingerprint)).transpose()?;
        let mut renderer = Renderer::new();
        let own = own_kind(E::Table::MODEL, &E::MODEL_REF.name);
        let filter = Condition::all(own.into_iter().chain(self.filter.iter().cloned()));
        let filter = filter.map(|filter| renderer.condition(&filter)).transpose()?;
        let projection = projection::<R>(None, &mut renderer)?;
        let (names, values) = renderer.finish();
        let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        let input = ScanInput {
            table_name: self.connection.table_name.clone(),
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

    fn fingerprint(&self) -> u64 {
        let mut bytes = Vec::new();
        let segment =
            self.segment.map_or_else(String::new, |(segment, total)| format!("{segment} of {total}"));
        for (name, value) in
            [("scan", &*self.connection.table_name), ("entity", &E::MODEL_REF.name), ("segment", &segment)]
        {
            cursor::write_attribute(&mut bytes, name, &AttributeValue::from(value));
        }
        cursor::hash(&bytes)
    }

    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation> {
        let (input, fingerprint) = self.input()?;
        let limit = self.reader(fingerprint)?.limit();
        Ok(Explanation::of_scan(ScanInput { limit, ..input }))
    }

    fn reader(&self, fingerprint: u64) -> Result<Reader> {
        Reader::new(E::Table::MODEL, None, self.amount, fingerprint, false)
    }

    /// Sends as many requests as the page takes.
    ///
    /// # Errors
    /// When the scan cannot be built, or an item is not one of the entity.
    pub async fn send(self) -> Result<Page<R>> {
        let during = || format!("scan of `{}`", E::MODEL_REF.name);
        self.read().await.map_err(|error| error.during(during))
    }

    async fn read(self) -> Result<Page<R>> {
        let (mut input, fingerprint) = self.input()?;
        let mut reader = self.reader(fingerprint)?;
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

impl<E: Entity + 'static, R: Shape<Entity = E> + 'static> IntoFuture for Scan<E, R> {
    type Output = Result<Page<R>>;
    type IntoFuture = OpFuture<Page<R>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// A table is scanned for one entity by its kind; a table that keeps no kinds has one entity only.
fn own_kind(table: &TableModel, entity: &str) -> Option<Condition> {
    let kind = table.kind_attribute.as_ref()?;
    let path = Operand::Path(DocumentPath::attribute(kind.clone()));
    Some(Condition::Compare(path, Comparison::Equal, Operand::Value(Ok(entity.into()))))
}
