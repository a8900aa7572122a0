//! What Query and Scan have in common: the loop over requests.

mod count;
mod request;

pub use count::Count;
use dynamo_schema::{EntityModel, TableModel};
use request::Answer;
pub(super) use request::Request;

use crate::api::ReturnedItem;
use crate::connection::Connection;
use crate::entity::{from_lent, kind_of};
use crate::error::{Error, Result};
use crate::page::Unreadable;
use crate::shape::{Shape, key_names};
use crate::{Cursor, Entity, Item, Name, Page, Table, keys};

/// How much a read returns at most.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Amount {
    /// Results.
    pub(super) take: Option<usize>,
    /// Items evaluated per request, DynamoDB's `Limit`.
    pub(super) page_size: Option<usize>,
    /// Requests.
    pub(super) max_pages: Option<usize>,
    /// Read capacity units, after which no further request is sent.
    pub(super) capacity: Option<f64>,
}

/// Everything about a read but its request.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Settings {
    pub(super) amount: Amount,
    /// Whether the capacity is asked for.
    pub(super) metered: bool,
    pub(super) unreadable: Unreadable,
}

/// A read under way. It holds items as they came and is not generic; they are decoded when a page is complete.
pub(super) struct Read {
    connection: Connection,
    /// The next request; nothing when nothing can match, or everything was read.
    request: Option<Request>,
    settings: Settings,
    fingerprint: u64,
    /// What a cursor holds.
    key_names: Vec<Name>,
    /// Every evaluated item is a result, so that `Limit` can be the number of results still missing.
    exact: bool,
    /// Read from a page's beginning backwards: the results are turned round.
    backward: bool,
    is_ordered: bool,
    /// Items of the table's other entities are passed over.
    is_wanted: fn(&ReturnedItem) -> bool,
    is_readable: fn(&ReturnedItem) -> bool,
    used: Used,
}

/// What a read used so far.
#[derive(Debug, Clone, Copy, Default)]
struct Used {
    requests: usize,
    capacity: f64,
}

/// What a read is about, besides its request.
pub(super) struct Subject {
    pub(super) fingerprint: u64,
    pub(super) exact: bool,
    pub(super) backward: bool,
    /// Pages can be read backwards.
    pub(super) is_ordered: bool,
}

impl Read {
    pub(super) fn new<R: Shape>(
        connection: Connection,
        request: Option<Request>,
        settings: Settings,
        subject: Subject,
    ) -> Result<Self> {
        let table = <R::Entity as Entity>::Table::MODEL;
        let mut read = Self::of_table(connection, table, request, settings, subject)?;
        read.is_wanted = |item| {
            let is_own = if R::ENTRY.is_some() { is_own_by_key } else { is_own };
            is_own(<R::Entity as Entity>::Table::MODEL, R::Entity::MODEL_REF, item)
        };
        read.is_readable = |item| from_lent::<R>(item).is_ok();
        Ok(read)
    }

    /// A read of items of any entity.
    pub(super) fn of_table(
        connection: Connection,
        table: &TableModel,
        request: Option<Request>,
        settings: Settings,
        subject: Subject,
    ) -> Result<Self> {
        let Subject { fingerprint, exact, backward, is_ordered } = subject;
        let key_names = key_names(table, request.as_ref().and_then(Request::index_name))?;
        let Amount { take, page_size, max_pages, capacity } = settings.amount;
        if [take, page_size, max_pages].contains(&Some(0)) || capacity.is_some_and(|units| units <= 0.0) {
            return Err(Error::invalid("`take`, `page_size`, `max_pages` and `max_capacity` are above 0"));
        }
        let mut request = request;
        if settings.metered || capacity.is_some() {
            request.iter_mut().for_each(Request::meter);
        }
        Ok(Self {
            connection,
            request,
            settings,
            fingerprint,
            key_names,
            exact,
            backward,
            is_ordered,
            is_wanted: |_| true,
            is_readable: |_| true,
            used: Used::default(),
        })
    }

    /// The first request as it would be sent.
    pub(super) fn first_request(mut self) -> Option<Request> {
        let limit = self.limit(0);
        self.request.iter_mut().for_each(|request| request.set_limit(limit));
        self.request
    }

    /// Whether there is nothing more to read.
    pub(super) const fn is_over(&self) -> bool {
        self.request.is_none()
    }

    /// The `Limit` of the next request, when a page has so many results.
    fn limit(&self, results: usize) -> Option<i32> {
        let missing = self.settings.amount.take.map(|take| take.saturating_sub(results));
        let wanted = if self.exact { missing } else { None };
        let limit = match (wanted, self.settings.amount.page_size) {
            (Some(wanted), Some(size)) => Some(wanted.min(size)),
            (wanted, size) => wanted.or(size),
        };
        // A limit beyond the API's numbers limits nothing.
        limit.and_then(|limit| i32::try_from(limit).ok())
    }

    /// Whether the bounds on requests and capacity leave room for another request.
    fn has_room(&self) -> bool {
        let Amount { max_pages, capacity, .. } = self.settings.amount;
        max_pages.is_none_or(|most| self.used.requests < most)
            && capacity.is_none_or(|most| self.used.capacity < most)
    }

    /// Whether the read was ended by a bound on requests or capacity, before everything was read.
    pub(super) fn is_cut(&self) -> bool {
        !self.is_over() && !self.has_room()
    }

    async fn answer(&mut self, results: usize) -> Result<Option<Answer>> {
        let limit = self.limit(results);
        let Some(request) = &mut self.request else { return Ok(None) };
        request.set_limit(limit);
        let answer = request.send(&self.connection).await?;
        self.used.requests += 1;
        self.used.capacity += answer.capacity.unwrap_or_default();
        Ok(Some(answer))
    }

    /// The next page: of `take` results, or of what one request reads. The read goes on after it.
    pub(super) async fn page(&mut self) -> Result<Page<ReturnedItem>> {
        let is_wanted = self.is_wanted;
        self.page_of(&|item| Ok(is_wanted(item))).await
    }

    /// The next page of the items that are wanted.
    pub(super) async fn page_of(&mut self, is_wanted: &Wanted<'_>) -> Result<Page<ReturnedItem>> {
        let mut page = Page::empty();
        let from_the_beginning = self.request.as_ref().is_none_or(Request::is_at_the_beginning);
        loop {
            let Some(answer) = self.answer(page.items.len()).await? else { break };
            page.requests += 1;
            page.scanned_count += usize::try_from(answer.scanned_count).unwrap_or(0);
            if let Some(units) = answer.capacity {
                *page.capacity.get_or_insert(0.0) += units;
            }
            let more = answer.last_evaluated_key.is_some();
            let stopped = self.add(&mut page, answer.items, more, is_wanted)?;
            let place = match stopped {
                Some(Stop::At(key)) => Some(key),
                Some(Stop::End) => None,
                None => answer.last_evaluated_key,
            };
            let Some(key) = place else {
                self.request = None;
                break;
            };
            self.request.iter_mut().for_each(|request| request.set_start(key.clone()));
            // Without a number of results to reach, one request is one page.
            if stopped_or_single(&page, self.settings.amount.take) || !self.has_room() {
                page.next = Some(Cursor::new(self.fingerprint, key));
                break;
            }
        }
        self.find_neighbours(&mut page, from_the_beginning)?;
        Ok(page)
    }

    /// Takes over the items of one answer, as far as the page has room for them.
    fn add(
        &self,
        page: &mut Page<ReturnedItem>,
        items: Vec<ReturnedItem>,
        more: bool,
        is_wanted: &Wanted<'_>,
    ) -> Result<Option<Stop>> {
        let mut items = items.into_iter().peekable();
        while let Some(item) = items.next() {
            if !is_wanted(&item)? {
                continue;
            }
            if self.settings.unreadable != Unreadable::Error && !(self.is_readable)(&item) {
                page.unreadable.push(item.into_item());
                continue;
            }
            let full = self.settings.amount.take.is_some_and(|take| page.items.len() + 1 >= take);
            let stop = match (full, items.peek().is_some() || more) {
                (false, _) => None,
                (true, true) => Some(Stop::At(self.key_of(item.as_item())?)),
                (true, false) => Some(Stop::End),
            };
            page.items.push(item);
            if stop.is_some() {
                return Ok(stop);
            }
        }
        Ok(None)
    }

    /// Turns a page round that was read backwards, and says where the page before it ends.
    fn find_neighbours(&self, page: &mut Page<ReturnedItem>, from_the_beginning: bool) -> Result<()> {
        let cursor_at = |item: Option<&ReturnedItem>| -> Result<Option<Cursor>> {
            let key = item.map(|item| self.key_of(item.as_item())).transpose()?;
            Ok(key.map(|key| Cursor::new(self.fingerprint, key)))
        };
        // A page that was read after another one, in either direction, has that one beside it.
        let has_neighbour = self.is_ordered && !from_the_beginning;
        let other = if has_neighbour { cursor_at(page.items.first())? } else { None };
        if self.backward {
            page.items.reverse();
            page.previous = page.next.take();
            page.next = other;
        } else {
            page.previous = other;
        }
        if self.settings.unreadable == Unreadable::Skip {
            page.unreadable.clear();
        }
        Ok(())
    }

    fn key_of(&self, item: &Item) -> Result<Item> {
        let mut key = Item::with_capacity(self.key_names.len());
        for name in &self.key_names {
            let value =
                item.get(name).ok_or_else(|| Error::invalid(format!("an item has no key `{name}`")))?;
            key.insert(name.clone(), value.clone());
        }
        Ok(key)
    }
}

/// Whether an item is one of those that a read is about.
pub(super) type Wanted<'w> = dyn Fn(&ReturnedItem) -> Result<bool> + Sync + 'w;

/// Where a page that is full ends.
enum Stop {
    /// After the item with this key.
    At(Item),
    /// Where the read ends.
    End,
}

fn stopped_or_single(page: &Page<ReturnedItem>, take: Option<usize>) -> bool {
    take.is_none_or(|take| page.items.len() >= take)
}

/// Reads the items of a page.
pub(super) fn decoded<R: Shape>(page: Page<ReturnedItem>) -> Result<Page<R>> {
    let (page, items) = page.without_items();
    Ok(page.with_items(items.into_iter().map(read_item).collect::<Result<_>>()?))
}

/// Reads one item. The error holds the item when it cannot be read.
pub(super) fn read_item<R: Shape>(item: ReturnedItem) -> Result<R> {
    from_lent(&item).map_err(|error| error.with_unreadable(item.into_item()))
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
fn is_own(table: &TableModel, entity: &EntityModel, item: &ReturnedItem) -> bool {
    match kind_of(table, item) {
        Some(kind) if kind != entity.name => !table.entities.iter().any(|other| other.name == kind),
        _ => true,
    }
}
