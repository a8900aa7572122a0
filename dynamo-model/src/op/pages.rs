//! Pages and items, one after the other.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::task::{Context, Poll, ready};

use super::read::{Read, decoded, read_item};
use crate::api::ReturnedItem;
use crate::concurrent::Job;
use crate::error::Result;
use crate::page::Unreadable;
use crate::shape::Shape;
use crate::{Cursor, Page};

/// A read that can be taken further by polls.
pub(super) enum Progress {
    Idle(Box<Read>),
    Running(Job<'static, (Box<Read>, Result<Page<ReturnedItem>>)>),
    /// The read could not be built, or is over.
    Over(Option<crate::Error>),
}

impl Progress {
    pub(super) fn new(read: Result<Read>) -> Self {
        match read {
            Ok(read) => Self::Idle(Box::new(read)),
            Err(error) => Self::Over(Some(error)),
        }
    }

    /// The next page; nothing after the last. After an error the same page can be asked for again.
    pub(super) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Page<ReturnedItem>>>> {
        loop {
            *self = match std::mem::replace(self, Self::Over(None)) {
                Self::Over(error) => return Poll::Ready(error.map(Err)),
                Self::Idle(read) if read.is_over() || read.is_cut() => Self::Over(None),
                Self::Idle(mut read) => Self::Running(Box::pin(async move {
                    let page = read.page().await;
                    (read, page)
                })),
                Self::Running(mut job) => {
                    let Poll::Ready((read, page)) = job.as_mut().poll(context) else {
                        *self = Self::Running(job);
                        return Poll::Pending;
                    };
                    *self = Self::Idle(read);
                    return Poll::Ready(Some(page));
                }
            }
        }
    }
}

/// The pages of a query or scan, one after the other.
///
/// Each is of `take` results, or of what one request reads. With the feature `futures` it is a `Stream`.
#[must_use = "reads nothing until it is asked for the next page"]
pub struct Pages<R> {
    progress: Progress,
    during: String,
    shape: PhantomData<fn() -> R>,
}

/// The results of a query or scan, one after the other, over as many requests as that takes.
///
/// An item that cannot be read is an error at its place; the items after it follow. With the feature `futures` it is a
/// `Stream`.
#[must_use = "reads nothing until it is asked for the next item"]
pub struct Items<R> {
    progress: Progress,
    ready: VecDeque<ReturnedItem>,
    rest: Option<Cursor>,
    /// How many results are wanted yet.
    wanted: Option<usize>,
    during: String,
    shape: PhantomData<fn() -> R>,
}

impl<R: Shape> Pages<R> {
    pub(super) fn new(read: Result<Read>, during: String) -> Self {
        Self { progress: Progress::new(read), during, shape: PhantomData }
    }

    /// The next page; nothing after the last.
    ///
    /// # Errors
    /// When the read cannot be built, a request fails, or an item is not one of the entity. A request that failed is sent
    /// again by the next call.
    pub async fn next(&mut self) -> Option<Result<Page<R>>> {
        poll_fn(|context| self.poll_next_page(context)).await
    }

    fn poll_next_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<R>>>> {
        let page = ready!(self.progress.poll_page(context));
        let page = page.map(|page| page.and_then(decoded));
        Poll::Ready(page.map(|page| page.map_err(|error| error.during(|| self.during.clone()))))
    }
}

impl<R: Shape> Items<R> {
    pub(super) fn new(read: Result<Read>, wanted: Option<usize>, during: String) -> Self {
        let (ready, rest) = (VecDeque::new(), None);
        Self { progress: Progress::new(read), ready, rest, wanted, during, shape: PhantomData }
    }

    /// The next item; nothing after the last.
    ///
    /// # Errors
    /// When the read cannot be built, a request fails, or the item is not one of the entity. A request that failed is sent
    /// again by the next call.
    pub async fn next(&mut self) -> Option<Result<R>> {
        poll_fn(|context| self.poll_next_item(context)).await
    }

    /// Where to go on when `max_pages` or `max_capacity` ended the items; nothing while there are more, and when
    /// everything was read.
    pub fn rest(&self) -> Option<&Cursor> {
        let is_over = self.ready.is_empty() && matches!(self.progress, Progress::Over(_));
        self.rest.as_ref().filter(|_| is_over)
    }

    fn poll_next_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<R>>> {
        loop {
            if self.wanted == Some(0) {
                return Poll::Ready(None);
            }
            if let Some(item) = self.ready.pop_front() {
                self.wanted = self.wanted.map(|wanted| wanted - 1);
                let item = read_item(item).map_err(|error| error.during(|| self.during.clone()));
                return Poll::Ready(Some(item));
            }
            match ready!(self.progress.poll_page(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error.during(|| self.during.clone())))),
                Some(Ok(page)) => {
                    self.ready.extend(page.items);
                    self.rest = page.next;
                }
            }
        }
    }
}

#[cfg(feature = "futures")]
impl<R: Shape> futures_core::Stream for Pages<R> {
    type Item = Result<Page<R>>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_next_page(context)
    }
}

#[cfg(feature = "futures")]
impl<R: Shape> futures_core::Stream for Items<R> {
    type Item = Result<R>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_next_item(context)
    }
}

impl<R> fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("ready", &self.ready.len()).finish_non_exhaustive()
    }
}

/// For streams of items, which have no page to keep unreadable items in: what cannot be read is an error at its place,
/// unless it is left out.
pub(super) const fn one_by_one(unreadable: Unreadable) -> Unreadable {
    match unreadable {
        Unreadable::Skip => Unreadable::Skip,
        Unreadable::Error | Unreadable::Raw => Unreadable::Error,
    }
}
