//! DynamoDB's endpoint on a local port: AWS JSON 1.0 over HTTP/1.1.
//!
//! ```text
//! accept ─→ connection ─→ exchange ─→ body ─→ Endpoint → Backend
//! ```
//!
//! Any signature is accepted, and none; every region and access key sees the same tables. Whatever a client
//! does, its share of memory and time is bounded by [`Options`].

mod accept;
mod body;
mod cors;
mod exchange;
mod log;
mod options;
mod stall;

use std::fmt;
use std::io;
use std::net::SocketAddr;

use dynamo_model::IntoBackend;
use tokio::net::{TcpListener, ToSocketAddrs};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub use options::Options;

use crate::Endpoint;

/// A server that runs. When it is dropped it accepts no more connections, and ends those that it has.
///
/// ```
/// use dynamo_mock::Mock;
/// use dynamo_mock::server::Server;
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
/// # runtime.block_on(async {
/// let server = Server::bind("127.0.0.1:0", Mock::new()).await?;
/// let endpoint = format!("http://{}", server.address());
/// // … clients use the endpoint …
/// server.shutdown().await;
/// # let _ = endpoint;
/// # std::io::Result::Ok(())
/// # })?;
/// # std::io::Result::Ok(())
/// ```
pub struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

impl Server {
    /// Starts a server on an address, with the usual [`Options`]. Port 0 stands for any free port.
    ///
    /// The server runs as a task of the current runtime.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn bind(address: impl ToSocketAddrs, backend: impl IntoBackend) -> io::Result<Self> {
        Self::bind_with(address, backend, Options::default()).await
    }

    /// Starts a server with options.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn bind_with(
        address: impl ToSocketAddrs,
        backend: impl IntoBackend,
        options: Options,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let endpoint = Endpoint::new(backend).with_wording(options.wording);
        let running = tokio::spawn(accept::run(listener, endpoint, options, stopped));
        Ok(Self { address, stop, running })
    }

    /// The address that the server listens on.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends the server: requests that have begun are answered, as far as [`Options::shutdown_limit`] allows.
    pub async fn shutdown(self) {
        // An error of either means that the server has ended already.
        let _ = self.stop.send(());
        let _ = self.running.await;
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}
