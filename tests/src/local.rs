//! Amazon's DynamoDB Local, as a child process of the tests.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::OnceLock;

use aws_sdk_dynamodb::Client;
use dynamo_model::aws::AwsBackend;

use crate::companion::{Companion, tool, unless_missing};
use crate::server::{backend_of, client_of};

/// A running DynamoDB Local on the loopback interface, with its tables in memory. It ends when dropped.
#[derive(Debug)]
pub struct DynamoDbLocal {
    process: Companion,
}

impl DynamoDbLocal {
    /// Starts a server and waits until it answers.
    ///
    /// Without Java or the server's files, prints one line that says so and gives `None`. The files are
    /// looked for in the directory that `DYNAMODB_LOCAL_DIR` names, else where `.ci/tools` puts them.
    ///
    /// # Panics
    /// In place of `None`, when `CI_REQUIRE_TOOLS` is `1`.
    pub fn start() -> Option<Self> {
        unless_missing("DynamoDB Local", Self::try_start())
    }

    /// The server that all tests of this process share. It ends with the process.
    ///
    /// # Panics
    /// As [`DynamoDbLocal::start`].
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<DynamoDbLocal>> = OnceLock::new();
        SHARED.get_or_init(Self::start).as_ref()
    }

    /// A client of the server. Each runtime needs its own: connections end with the runtime that made them.
    pub fn client(&self) -> Client {
        client_of(self.process.address())
    }

    /// The backend over the server. Each runtime needs its own.
    pub fn backend(&self) -> AwsBackend {
        backend_of(self.process.address())
    }

    /// Where the server listens.
    pub const fn address(&self) -> SocketAddr {
        self.process.address()
    }

    fn try_start() -> Result<Self, String> {
        let process = Companion::start(&files()?, |port| {
            let java = ["java", "-Xmx512m", "-XX:+UseSerialGC", "-Djava.library.path=DynamoDBLocal_lib"];
            let server = ["-jar", "DynamoDBLocal.jar", "-inMemory", "-sharedDb", "-disableTelemetry"];
            let port = ["-port".to_owned(), port.to_string()];
            java.into_iter().chain(server).map(str::to_owned).chain(port).collect()
        });
        Ok(Self { process: process.map_err(|why| format!("Java: {why}"))? })
    }
}

/// The directory with the server's files.
fn files() -> Result<PathBuf, String> {
    let Some(files) = std::env::var_os("DYNAMODB_LOCAL_DIR").map(PathBuf::from) else {
        return tool("dynamodb-local");
    };
    if files.join("DynamoDBLocal.jar").is_file() {
        Ok(files)
    } else {
        Err(format!("no DynamoDBLocal.jar in {}", files.display()))
    }
}
