//! Query and BatchWriteItem: `delete_collection`.

use std::future::IntoFuture;

use dynamo_schema::{EntityModel, TableModel};

use super::batch_get_item::CONCURRENCY;
use super::batch_write_item::{self, Write};
use super::{Collect, OpFuture};
use crate::api::{QueryOutput, ReturnedItem};
use crate::connection::Connection;
use crate::entity::kind_of;
use crate::error::{Error, ErrorKind, Result};
use crate::retry::Retry;
use crate::shape::key_names;
use crate::{Cursor, Item};

/// The deletion of all items of a collection.
///
/// It is not atomic: items are read page by page and deleted in batches, and an item that somebody writes meanwhile may
/// stay. When it fails, or the program ends, some items are deleted and some are not; sent again, it deletes the rest.
///
/// An item that has unique attributes is an error: its markers would stay. Nothing of its page is deleted then.
///
/// Items of entities that the collection does not have stay, and so do items of no entity of the table, unless the
/// collection says that they are an error: then the deletion ends before the page that holds one.
#[must_use = "does nothing until it is awaited or sent"]
pub struct DeleteCollection<Output, Source> {
    read: Collect<Output, Source>,
    take: Option<usize>,
    retry: Retry,
}

/// What a deletion did.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Deleted {
    /// How many items were deleted.
    pub count: usize,
    /// How many items were read and left, because they are of no entity of the collection.
    pub kept: usize,
    /// Where to go on, when there was a number to stop at.
    pub next: Option<Cursor>,
}

impl<Output, Source> DeleteCollection<Output, Source> {
    pub(crate) fn new(read: Collect<Output, Source>) -> Self {
        Self { read, take: None, retry: Retry::default() }
    }

    /// How many items to delete at most, for a program that must end in time.
    pub fn take(mut self, items: usize) -> Self {
        self.take = Some(items);
        self
    }

    /// Goes on after an earlier part of the deletion.
    pub fn after(mut self, cursor: Cursor) -> Self {
        self.read = self.read.starting_after(cursor);
        self
    }

    /// How long to go on with what DynamoDB leaves unprocessed.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Reads and deletes, over as many requests as that takes.
    ///
    /// # Errors
    /// When the query cannot be built, an item is of no entity of the table and that is an error to the collection, or
    /// DynamoDB leaves deletes unprocessed for too long ([`Throttled`](ErrorKind::Throttled), and [`Error::unwritten`] holds
    /// those that were left).
    pub async fn send(self) -> Result<Deleted> {
        let during = || format!("deletion of `{}`", self.read.name());
        self.delete().await.map_err(|error| error.during(during))
    }

    async fn delete(&self) -> Result<Deleted> {
        if self.take == Some(0) {
            return Err(Error::invalid("`take` counts from 1"));
        }
        let connection = self.read.connection();
        let mut deleted = Deleted { count: 0, kept: 0, next: None };
        let (Some(mut input), fingerprint) = self.read.keys_only()? else { return Ok(deleted) };
        let is_member = self.read.members()?;
        // What was written is to be seen, or it would stay.
        input.consistent_read = Some(true);
        let key = key_names(self.read.table(), None)?;
        loop {
            let missing = self.take.map(|take| take - deleted.count);
            input.limit = missing.and_then(|missing| i32::try_from(missing).ok());
            let QueryOutput { items, last_evaluated_key, .. } = connection.call(input.clone()).await?;
            let mut deletes = Vec::with_capacity(items.len());
            for item in items {
                if is_member(&item)? {
                    refuse_markers(self.read.table(), &item)?;
                    let entity = entity_of(self.read.table(), &item)?;
                    deletes.push(Write::delete(entity, primary_key(item, &key)));
                } else {
                    deleted.kept += 1;
                }
            }
            let count = deletes.len();
            delete_all(connection, deletes, self.retry).await?;
            deleted.count += count;
            match last_evaluated_key {
                None => return Ok(deleted),
                Some(key) if self.take.is_some_and(|take| deleted.count >= take) => {
                    deleted.next = Some(Cursor::new(fingerprint, key));
                    return Ok(deleted);
                }
                Some(key) => input.exclusive_start_key = Some(key),
            }
        }
    }
}

/// An item with unique attributes would leave its markers behind, and its values taken for ever.
fn refuse_markers(table: &TableModel, item: &ReturnedItem) -> Result<()> {
    let Some(kind) = kind_of(table, item) else { return Ok(()) };
    let mut unique =
        table.entities.iter().flat_map(|entity| entity.unique.iter().map(move |of| (entity, of)));
    match unique.find(|(entity, of)| entity.name == kind || of.marker == kind) {
        None => Ok(()),
        Some((entity, _)) => Err(Error::invalid(format!(
            "`{}` has unique attributes, whose markers this deletion would not keep; delete its items one by one, with \
             `delete_unique_of`",
            entity.name
        ))),
    }
}

/// Whose item it is. A table without kinds has one entity.
fn entity_of(table: &'static TableModel, item: &ReturnedItem) -> Result<&'static EntityModel> {
    let kind = kind_of(table, item);
    let mut entities = table.entities.iter();
    let entity = entities.find(|entity| kind.as_ref().is_none_or(|kind| entity.name == *kind));
    entity.ok_or_else(|| Error::invalid("the item is of no entity of the table"))
}

fn primary_key(item: ReturnedItem, names: &[crate::Name]) -> Item {
    let mut key = item.into_item();
    key.retain(|name, _| names.iter().any(|of_key| of_key == name));
    key
}

/// Deletes what was read of a page.
async fn delete_all(connection: &Connection, deletes: Vec<Write>, retry: Retry) -> Result<()> {
    let sent = batch_write_item::send_all(connection, deletes, CONCURRENCY, retry).await;
    sent.map(drop).map_err(|error| match error.kind() {
        ErrorKind::Unprocessed => error.into_kind(
            ErrorKind::Throttled,
            "DynamoDB left deletes unprocessed; what was deleted is gone, and the deletion can be sent again",
        ),
        _ => error,
    })
}

impl<Output: 'static, Source: 'static> IntoFuture for DeleteCollection<Output, Source> {
    type Output = Result<Deleted>;
    type IntoFuture = OpFuture<Deleted>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
