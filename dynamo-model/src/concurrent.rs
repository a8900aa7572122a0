//! Several futures at the same time, in one task and without a runtime.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// One of several futures.
pub(crate) type Job<'j, T> = Pin<Box<dyn Future<Output = T> + Send + 'j>>;

enum Slot<'j, T> {
    Running(Job<'j, T>),
    Done(T),
}

/// Runs futures, at most `limit` of them at the same time, and answers their results in the futures' order.
pub(crate) async fn concurrently<T>(limit: usize, jobs: Vec<Job<'_, T>>) -> Vec<T> {
    let mut slots: Vec<Slot<'_, T>> = jobs.into_iter().map(Slot::Running).collect();
    poll_fn(|context| {
        let mut running = 0;
        // Futures do nothing before they are polled, and those that were begun come first: so the first ones that are
        // not done yet are the ones that run.
        for slot in &mut slots {
            let Slot::Running(job) = slot else { continue };
            if running == limit.max(1) {
                break;
            }
            match job.as_mut().poll(context) {
                Poll::Ready(result) => *slot = Slot::Done(result),
                Poll::Pending => running += 1,
            }
        }
        if running == 0 { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    let done = slots.into_iter().filter_map(|slot| match slot {
        Slot::Done(result) => Some(result),
        Slot::Running(_) => None,
    });
    done.collect()
}
