//! How many results a read has.

use super::{Read, Request};
use crate::Cursor;
use crate::error::Result;

/// How many results there are.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Count {
    /// The results, as far as was counted.
    pub count: usize,
    /// How many items DynamoDB evaluated, before filters.
    pub scanned_count: usize,
    /// How many requests it took.
    pub requests: usize,
    /// The read capacity units used, when they were asked for by `metered`.
    pub capacity: Option<f64>,
    /// Where to go on counting, when `max_pages` or `max_capacity` ended it.
    pub next: Option<Cursor>,
}

impl Read {
    /// Counts the results to the end, or to a bound. Where a filter tells the entity's items from others, only numbers are
    /// asked for.
    pub(in crate::op) async fn count(mut self, by_filter: bool) -> Result<Count> {
        self.settings.amount.take = None;
        if by_filter {
            self.request.iter_mut().for_each(Request::select_count);
        }
        let mut count = Count { count: 0, scanned_count: 0, requests: 0, capacity: None, next: None };
        while let Some(answer) = self.answer(0).await? {
            count.count += if by_filter {
                usize::try_from(answer.count).unwrap_or(0)
            } else {
                answer.items.iter().filter(|item| (self.is_wanted)(item)).count()
            };
            count.scanned_count += usize::try_from(answer.scanned_count).unwrap_or(0);
            count.requests += 1;
            if let Some(units) = answer.capacity {
                *count.capacity.get_or_insert(0.0) += units;
            }
            let Some(key) = answer.last_evaluated_key else { break };
            if !self.has_room() {
                count.next = Some(Cursor::new(self.fingerprint, key));
                break;
            }
            self.request.iter_mut().for_each(|request| request.set_start(key.clone()));
        }
        Ok(count)
    }
}
