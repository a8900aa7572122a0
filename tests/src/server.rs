//! The local server, as a thread of the tests.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{OnceLock, mpsc};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{self, BehaviorVersion, Config, Credentials, HttpClient, Region};
use dynamo_mock::Mock;
use dynamo_mock::server::{Options, Server};
use dynamo_model::Backend;
use dynamo_model::aws::AwsBackend;

/// A server on the loopback interface, on a runtime of its own. It ends with the process.
#[derive(Debug)]
pub struct LocalServer {
    address: SocketAddr,
}

impl LocalServer {
    /// Starts a server with a new engine.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start(options: Options) -> Self {
        Self::start_on(Mock::new(), options)
    }

    /// Starts a server with a backend.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start_on(backend: impl Backend, options: Options) -> Self {
        let (sender, started) = mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                let server = Server::bind_with((Ipv4Addr::LOCALHOST, 0), backend, options).await;
                let server = server.expect("a free port");
                sender.send(server.address()).expect("the starter waits");
                std::future::pending::<()>().await;
                drop(server);
            });
        });
        Self { address: started.recv().expect("the server starts") }
    }

    /// The server that all cases of this process share.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<LocalServer> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(Options::default()))
    }

    /// Where the server listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The backend over the server. Each runtime needs its own.
    pub fn backend(&self) -> AwsBackend {
        backend_of(self.address)
    }

    /// A client of the server. Each runtime needs its own: connections end with the runtime that made them.
    pub fn client(&self) -> Client {
        client_of(self.address)
    }
}

/// A client of the server that listens on an address.
pub(crate) fn client_of(address: SocketAddr) -> Client {
    let http = aws_smithy_http_client::Builder::new().build_http();
    Client::from_conf(config().endpoint_url(format!("http://{address}")).http_client(http).build())
}

/// The backend over the clients of the server that listens on an address: that of tables, and that of streams.
pub(crate) fn backend_of(address: SocketAddr) -> AwsBackend {
    let http = aws_smithy_http_client::Builder::new().build_http();
    let streams = streams_config().endpoint_url(format!("http://{address}")).http_client(http);
    AwsBackend::new(client_of(address))
        .with_streams(aws_sdk_dynamodbstreams::Client::from_conf(streams.build()))
}

/// A client for streams of what an HTTP client answers.
pub fn streams_client_over(http: impl HttpClient + 'static) -> aws_sdk_dynamodbstreams::Client {
    aws_sdk_dynamodbstreams::Client::from_conf(streams_config().http_client(http).build())
}

fn streams_config() -> aws_sdk_dynamodbstreams::config::Builder {
    aws_sdk_dynamodbstreams::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("local", "local", None, None, "tests"))
}

/// A client of what an HTTP client answers.
pub fn client_over(http: impl HttpClient + 'static) -> Client {
    Client::from_conf(config().http_client(http).build())
}

fn config() -> config::Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("local", "local", None, None, "tests"))
}
