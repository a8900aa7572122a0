//! What Query and Scan have in common: the loop over pages.

use dynamo_schema::{EntityModel, TableModel};

use crate::api::ReturnedItem;
use crate::entity::{from_returned, kind_of};
use crate::error::{Error, Result};
use crate::shape::{Shape, key_names};
use crate::{Cursor, Item, Name, Page, keys};

/// How much a read returns at most.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Amount {
    /// Results.
    pub(super) take: Option<usize>,
    /// Items evaluated per request, DynamoDB's `Limit`.
    pub(super) page_size: Option<usize>,
}

/// One page as DynamoDB answered it.
pub(super) struct RawPage {
    pub(super) items: Vec<ReturnedItem>,
    pub(super) scanned_count: i32,
    pub(super) last_evaluated_key: Option<Item>,
}

/// A read under way. It holds items as they came and is not generic; they are decoded when all are there.
pub(super) struct Reader {
    page: Page<ReturnedItem>,
    amount: Amount,
    fingerprint: u64,
    /// What a cursor holds.
    key_names: Vec<Name>,
    exact: bool,
}

impl Reader {
    /// `exact` says that every evaluated item is a result, so that `Limit` can be the number of results still missing.
    pub(super) fn new(
        table: &TableModel,
        index: Option<&str>,
        amount: Amount,
        fingerprint: u64,
        exact: bool,
    ) -> Result<Self> {
        let key_names = key_names(table, index)?;
        if amount.take == Some(0) || amount.page_size == Some(0) {
            return Err(Error::invalid("`take` and `page_size` count from 1"));
        }
        Ok(Self { page: Page::empty(), amount, fingerprint, key_names, exact })
    }

    /// The `Limit` of the next request.
    pub(super) fn limit(&self) -> Option<i32> {
        let missing = self.amount.take.map(|take| take.saturating_sub(self.page.items.len()));
        let wanted = if self.exact { missing } else { None };
        let limit = match (wanted, self.amount.page_size) {
            (Some(wanted), Some(size)) => Some(wanted.min(size)),
            (wanted, size) => wanted.or(size),
        };
        // A limit beyond the API's numbers limits nothing.
        limit.and_then(|limit| i32::try_from(limit).ok())
    }

    /// Adds a page, or what is wanted of it. Answers the key after which to read on, or nothing when the read is over.
    pub(super) fn add(
        &mut self,
        raw: RawPage,
        is_wanted: impl Fn(&ReturnedItem) -> Result<bool>,
    ) -> Result<Option<Item>> {
        self.page.requests += 1;
        self.page.scanned_count += usize::try_from(raw.scanned_count).unwrap_or(0);
        let mut items = raw.items.into_iter().peekable();
        while let Some(item) = items.next() {
            if !is_wanted(&item)? {
                continue;
            }
            let full = self.amount.take.is_some_and(|take| self.page.items.len() + 1 >= take);
            let more = items.peek().is_some() || raw.last_evaluated_key.is_some();
            if full && more {
                self.page.next = Some(self.cursor_at(item.as_item())?);
            }
            self.page.items.push(item);
            if full {
                return Ok(None);
            }
        }
        match raw.last_evaluated_key {
            // Without a number of results to reach, one request is one page.
            Some(key) if self.amount.take.is_none() => {
                self.page.next = Some(Cursor::new(self.fingerprint, key));
                Ok(None)
            }
            other => Ok(other),
        }
    }

    /// The page as it came.
    pub(super) fn finish(self) -> Page<ReturnedItem> {
        self.page
    }

    fn cursor_at(&self, item: &Item) -> Result<Cursor> {
        let mut key = Item::with_capacity(self.key_names.len());
        for name in &self.key_names {
            let value =
                item.get(name).ok_or_else(|| Error::invalid(format!("an item has no key `{name}`")))?;
            key.insert(name.clone(), value.clone());
        }
        Ok(Cursor::new(self.fingerprint, key))
    }
}

/// A page with its items read.
pub(super) fn decoded<R: Shape>(page: Page<ReturnedItem>) -> Result<Page<R>> {
    let Page { items, next, scanned_count, requests } = page;
    let items = items.into_iter().map(from_returned).collect::<Result<_>>()?;
    Ok(Page { items, next, scanned_count, requests })
}

/// Whether an item that an index holds without its kind is of the entity that is read: the primary keys of two entities are
/// never equal, so the key tells it. One that is of nobody counts as its own, and reading it is an error.
pub(super) fn is_own_by_key(table: &TableModel, entity: &EntityModel, item: &ReturnedItem) -> bool {
    if kind_of(table, item).is_some() {
        return is_own(table, entity, item);
    }
    let item = item.as_item();
    let is_of = |entity: &EntityModel| keys::parse(table, entity, item).is_ok();
    is_of(entity) || !table.entities.iter().any(is_of)
}

/// Whether an item is of the entity that is read. Items of the table's other entities are passed over; an item of no
/// known kind is not, so that reading it is an error with its place and never a silent gap.
pub(super) fn is_own(table: &TableModel, entity: &EntityModel, item: &ReturnedItem) -> bool {
    match kind_of(table, item) {
        Some(kind) if kind != entity.name => !table.entities.iter().any(|other| other.name == kind),
        _ => true,
    }
}
