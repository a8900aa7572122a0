//! One page of a Query or Scan.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html>.

use std::sync::Arc;

use dynamo_model::Item;
use dynamo_model::api::{ReturnedItem, ServiceError};

use super::select::Returned;
use super::target::Target;
use crate::capacity::{Used, read_units};
use crate::expression::BoundCondition;
use crate::storage::{Entry, KeyRange};
use crate::{limit, message};

/// What to read.
pub(super) struct PageRequest<'q, 'r> {
    pub(super) range: KeyRange,
    pub(super) forward: bool,
    pub(super) limit: Option<usize>,
    pub(super) filter: Option<&'q BoundCondition<'r>>,
    pub(super) returned: Returned,
    pub(super) consistent: bool,
    /// Whether the filter is about attributes that the index lacks. They are absent then.
    pub(super) narrow: bool,
}

/// What was read.
pub(super) struct Page {
    pub(super) items: Vec<ReturnedItem>,
    pub(super) count: i32,
    pub(super) scanned_count: i32,
    pub(super) last_evaluated_key: Option<Item>,
    pub(super) used: Used,
}

/// The constraint of `Limit`.
pub(super) fn check_limit(limit: Option<i32>) -> Result<Option<usize>, ServiceError> {
    match limit {
        Some(limit) if limit < 1 => {
            Err(message::constraint(None, "Limit", "have value greater than or equal to 1"))
        }
        limit => Ok(limit.and_then(|limit| usize::try_from(limit).ok())),
    }
}

/// Reads a page. It ends with the item that reaches the limit or 1 MB, both counted before the filter, and then
/// names that item's key even when nothing follows.
pub(super) fn read_page(target: Target<'_>, request: &PageRequest<'_, '_>) -> Page {
    let mut page = Page {
        items: Vec::new(),
        count: 0,
        scanned_count: 0,
        last_evaluated_key: None,
        used: Used::default(),
    };
    let (mut scanned, mut bytes, mut fetches) = (0usize, 0usize, 0.0);
    for (_, entry) in target.tree().walk(&request.range, request.forward) {
        scanned += 1;
        bytes += entry.size;
        if request.filter.is_none_or(|filter| filter.holds(&target.seen(entry, request.narrow))) {
            page.count = page.count.saturating_add(1);
            page.items.extend(item_of(target, &request.returned, entry));
            if is_fetched(&request.returned) {
                fetches += read_units(entry.item.size(), request.consistent);
            }
        }
        if request.limit == Some(scanned) || bytes >= limit::PAGE_BYTES {
            page.last_evaluated_key = Some(target.key_of(&entry.item));
            break;
        }
    }
    page.scanned_count = i32::try_from(scanned).unwrap_or(i32::MAX);
    let units = read_units(bytes, request.consistent);
    match target.index {
        None => page.used.table = units,
        Some(index) => {
            page.used.table = fetches;
            page.used.add_index(index, units);
        }
    }
    page
}

const fn is_fetched(returned: &Returned) -> bool {
    matches!(returned, Returned::Whole | Returned::Parts { fetched: true, .. })
}

fn item_of(target: Target<'_>, returned: &Returned, entry: &Entry) -> Option<ReturnedItem> {
    match returned {
        Returned::Count => None,
        Returned::Stored => Some(target.stored(entry)),
        Returned::Whole => Some(ReturnedItem::Shared(Arc::clone(&entry.item))),
        Returned::Parts { selection, .. } => Some(ReturnedItem::Owned(selection.of(&entry.item))),
    }
}
