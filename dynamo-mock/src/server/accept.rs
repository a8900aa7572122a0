//! The loop that accepts connections, and what each of them runs.

use std::future::{Future, poll_fn};
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::task::JoinSet;

use super::Options;
use super::exchange::Exchanges;
use super::stall::Stalling;
use crate::Endpoint;

/// How much of a head may be held until it is whole, and how much of a body is read at once.
const BUFFER_BYTES: usize = 64 << 10;

/// How long to wait when the system has no more connections to give, as without free file descriptors.
const EXHAUSTED: Duration = Duration::from_millis(50);

/// Accepts connections until it is told to stop, and then waits for their last answers.
pub(super) async fn run(
    listener: TcpListener,
    endpoint: Endpoint,
    options: Options,
    stopped: oneshot::Receiver<()>,
) {
    // A semaphore has fewer permits than a `usize` can count.
    let slots = Arc::new(Semaphore::new(options.connections.min(Semaphore::MAX_PERMITS)));
    let shutdown_limit = options.shutdown_limit;
    let exchanges = Arc::new(Exchanges::new(endpoint, options));
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut stopped = pin!(stopped);
    while let Some((slot, accepted)) = unless(stopped.as_mut(), accept(&listener, &slots)).await {
        match accepted {
            Ok((stream, peer)) => {
                let serve = serve(stream, peer, Arc::clone(&exchanges), graceful.watcher());
                connections.spawn(async move {
                    serve.await;
                    drop(slot);
                });
            }
            Err(_) => tokio::time::sleep(EXHAUSTED).await,
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    // Those that take longer are aborted with the set.
    let _ = tokio::time::timeout(shutdown_limit, graceful.shutdown()).await;
}

/// A connection, as soon as there is room for one.
async fn accept(
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
) -> (Option<OwnedSemaphorePermit>, io::Result<(TcpStream, SocketAddr)>) {
    // Nobody closes the semaphore.
    let slot = Arc::clone(slots).acquire_owned().await.ok();
    (slot, listener.accept().await)
}

/// Answers the requests of one connection, one after the other.
async fn serve(stream: TcpStream, peer: SocketAddr, exchanges: Arc<Exchanges>, watcher: Watcher) {
    // Answers are written whole. Without this, a small one could wait for the client to confirm the one before.
    let _ = stream.set_nodelay(true);
    let options = exchanges.options();
    let io = Stalling::new(TokioIo::new(stream), options.stall_limit);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(options.header_limit)
        .max_buf_size(BUFFER_BYTES)
        .serve_connection(
            io,
            service_fn(move |request| {
                let exchanges = Arc::clone(&exchanges);
                async move { exchanges.answer(request, peer).await }
            }),
        );
    // What goes wrong here is the client's doing, or the backend's silence: the connection ends.
    let _ = watcher.watch(connection).await;
}

/// The outcome of a future, unless another one is done before.
async fn unless<T>(other: impl Future, future: impl Future<Output = T>) -> Option<T> {
    let (mut other, mut future) = (pin!(other), pin!(future));
    poll_fn(|context| {
        if other.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        future.as_mut().poll(context).map(Some)
    })
    .await
}
