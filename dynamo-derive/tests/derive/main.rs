//! What the derives write, at work.

mod attribute;
mod compile;
mod entity;
mod generics;
mod index;
mod shop;

/// Runs a future to its end.
fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}
