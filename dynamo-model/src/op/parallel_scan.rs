//! Scan of all segments at the same time.

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::marker::PhantomData;
use std::str::FromStr;
use std::task::{Context, Poll};

use super::pages::Progress;
use super::read::decoded;
use super::{OpFuture, Scan};
use crate::error::{Error, Result};
use crate::shape::{Holds, Shape};
use crate::{Cursor, Entity, Page};

/// A scan of all segments of a table, or of an index, at the same time.
///
/// Awaited, it answers every result, in no particular order. Page by page, by [`next`](Self::next), it can be stopped and
/// go on later, in another process too:
///
/// ```
/// # use dynamo_model::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
/// # struct Shop;
/// # #[derive(DynamoEntity)]
/// # #[dynamo(table = Shop, key(pk = "CUSTOMER#{name}", sk = "ORDER#{id}"))]
/// # struct Order { name: String, id: u32 }
/// # fn save(_: String) {}
/// # async fn example(shop: dynamo_model::TableHandle<Shop>, saved: Option<String>) -> dynamo_model::Result<()> {
/// let mut scan = shop.scan::<Order>().parallel(8);
/// if let Some(saved) = saved {
///     scan = scan.resume(&saved.parse()?)?;
/// }
/// while let Some(page) = scan.next().await {
///     for order in page?.page.items { /* … */ }
///     save(scan.progress().to_string());
/// }
/// # Ok(())
/// # }
/// ```
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.ParallelScan>.
#[must_use = "does nothing until it is awaited or asked for the next page"]
pub struct ParallelScan<E, R, Source> {
    scan: Scan<E, R, Source>,
    progress: ScanProgress,
    /// The reads of the segments, once the first page was asked for.
    running: Vec<Progress>,
    shape: PhantomData<fn() -> R>,
}

/// How far each segment of a parallel scan was read. Its text is opaque and bound to the scan; it holds keys of items, so
/// treat it as you treat those.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanProgress {
    segments: Vec<Place>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Beginning,
    After(Cursor),
    End,
}

/// A page of one segment.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SegmentPage<R> {
    /// The segment, from 0.
    pub segment: usize,
    /// Its page.
    pub page: Page<R>,
}

/// The most segments of a scan.
const SEGMENTS: u32 = 1_000_000;

impl<E: Entity, R: Shape<Entity = E>, Source: Holds<E>> ParallelScan<E, R, Source> {
    pub(super) fn new(scan: Scan<E, R, Source>, segments: u32) -> Self {
        // A number that DynamoDB does not take is an error of the first request; it needs no memory.
        let places = segments.clamp(1, SEGMENTS);
        let segments = (0..places).map(|_| Place::Beginning).collect();
        Self { scan, progress: ScanProgress { segments }, running: Vec::new(), shape: PhantomData }
    }

    /// Goes on where another scan with as many segments was stopped.
    ///
    /// # Errors
    /// When it had another number of segments. That it was another scan is found by the first request.
    pub fn resume(mut self, progress: &ScanProgress) -> Result<Self> {
        let (own, other) = (self.progress.segments.len(), progress.segments.len());
        if own != other {
            return Err(Error::invalid(format!(
                "the progress is that of a scan of {other} segments, not {own}; go on with the same number"
            ))
            .during(|| self.scan.during()));
        }
        self.progress = progress.clone();
        self.running.clear();
        Ok(self)
    }

    /// How far the pages go that were handed out.
    pub const fn progress(&self) -> &ScanProgress {
        &self.progress
    }

    /// The next page of any segment; nothing when all are at their end. All segments are read at the same time.
    ///
    /// `take`, `max_pages` and `max_capacity` are about one segment each.
    ///
    /// # Errors
    /// When a request fails or an item is not one of the entity. The page is not part of the progress then, and the next
    /// call asks for it again.
    pub async fn next(&mut self) -> Option<Result<SegmentPage<R>>> {
        poll_fn(|context| self.poll_next_page(context)).await
    }

    fn poll_next_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<SegmentPage<R>>>> {
        if self.running.is_empty() {
            self.running = (0..self.progress.segments.len()).map(|segment| self.start(segment)).collect();
        }
        let mut is_pending = false;
        for segment in 0..self.running.len() {
            let page = match self.running[segment].poll_page(context) {
                Poll::Pending => {
                    is_pending = true;
                    continue;
                }
                Poll::Ready(None) => continue,
                Poll::Ready(Some(page)) => page.and_then(decoded::<R>),
            };
            return Poll::Ready(Some(match page {
                Ok(page) => {
                    self.progress.segments[segment] = page.next.clone().map_or(Place::End, Place::After);
                    Ok(SegmentPage { segment, page })
                }
                Err(error) => {
                    self.running[segment] = self.start(segment);
                    Err(error.during(|| self.scan.during()))
                }
            }));
        }
        if is_pending { Poll::Pending } else { Poll::Ready(None) }
    }

    /// The read of one segment from where it is.
    fn start(&self, segment: usize) -> Progress {
        let count = u32::try_from(self.progress.segments.len()).unwrap_or(SEGMENTS);
        let scan = self.scan.clone().segment(u32::try_from(segment).unwrap_or(0), count);
        match &self.progress.segments[segment] {
            Place::Beginning => Progress::new(scan.read()),
            Place::After(cursor) => Progress::new(scan.after(cursor.clone()).read()),
            Place::End => Progress::Over(None),
        }
    }

    /// Reads every result, over as many requests as that takes.
    ///
    /// # Errors
    /// When the scan cannot be built, a request fails, or an item is not one of the entity.
    pub async fn all(mut self) -> Result<Vec<R>> {
        let mut items = Vec::new();
        while let Some(page) = self.next().await {
            items.extend(page?.page.items);
        }
        let is_complete = self.progress.segments.iter().all(|place| *place == Place::End);
        if !is_complete {
            let cut = "`max_pages` or `max_capacity` ended the scan; ask for its pages, whose progress can be resumed";
            return Err(Error::invalid(cut).during(|| self.scan.during()));
        }
        Ok(items)
    }
}

impl<E, R, Source> IntoFuture for ParallelScan<E, R, Source>
where
    E: Entity + 'static,
    R: Shape<Entity = E> + Send + 'static,
    Source: Holds<E> + 'static,
{
    type Output = Result<Vec<R>>;
    type IntoFuture = OpFuture<Vec<R>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.all())
    }
}

impl fmt::Display for ScanProgress {
    /// A letter per segment that is at its beginning or its end, the cursor of the others, and dots between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (segment, place) in self.segments.iter().enumerate() {
            if segment > 0 {
                f.write_str(".")?;
            }
            match place {
                Place::Beginning => f.write_str("b")?,
                Place::After(cursor) => cursor.fmt(f)?,
                Place::End => f.write_str("e")?,
            }
        }
        Ok(())
    }
}

impl FromStr for ScanProgress {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let place = |text: &str| match text {
            "b" => Ok(Place::Beginning),
            "e" => Ok(Place::End),
            cursor => cursor.parse().map(Place::After),
        };
        Ok(Self { segments: text.split('.').map(place).collect::<Result<_>>()? })
    }
}
