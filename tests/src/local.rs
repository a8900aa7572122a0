//! Amazon's DynamoDB Local, as a child process of the tests.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::Client;

use crate::server::client_of;

/// How long a start may take. On an idle machine it is two to four seconds.
const START_LIMIT: Duration = Duration::from_secs(90);
/// How often a start is tried, each time on another port: a free port can be taken by someone else first.
const START_TRIES: usize = 3;
/// How long the server may take to end when it is asked to.
const STOP_LIMIT: Duration = Duration::from_secs(5);

/// The shell becomes the server. Its companion waits for the end of the pipe that the tests hold open, and
/// ends the server then: it must not outlive the tests, however they end.
const RUN_UNTIL_STDIN_ENDS: &str = r#"exec 3<&0
(read -r _ <&3; kill $$ 2>/dev/null) &
exec "$@" </dev/null 3<&-"#;

/// A running DynamoDB Local on the loopback interface, with its tables in memory. It ends when dropped.
#[derive(Debug)]
pub struct DynamoDbLocal {
    process: Child,
    address: SocketAddr,
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
        match Self::try_start() {
            Ok(server) => Some(server),
            Err(why) if std::env::var_os("CI_REQUIRE_TOOLS").is_some_and(|value| value == "1") => {
                panic!("DynamoDB Local is required: {why}")
            }
            Err(why) => {
                // Written to the stream itself: the test runner would swallow a print of a test that passes.
                let _ = writeln!(io::stderr(), "skipped: DynamoDB Local: {why}");
                None
            }
        }
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
        client_of(self.address)
    }

    fn try_start() -> Result<Self, String> {
        let files = files()?;
        let mut failure = String::new();
        for _ in 0..START_TRIES {
            let mut server = Self::spawn(&files)?;
            match server.wait_until_ready() {
                Ok(()) => return Ok(server),
                Err(why) => failure = why,
            }
        }
        Err(failure)
    }

    fn spawn(files: &Path) -> Result<Self, String> {
        let address = free_address().map_err(|error| format!("no free port: {error}"))?;
        let process = Command::new("sh")
            .args(["-c", RUN_UNTIL_STDIN_ENDS, "sh", "java", "-Xmx512m", "-XX:+UseSerialGC"])
            .args(["-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"])
            .args(["-inMemory", "-sharedDb", "-disableTelemetry", "-port", &address.port().to_string()])
            .current_dir(files)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("no shell to start Java with: {error}"))?;
        Ok(Self { process, address })
    }

    fn wait_until_ready(&mut self) -> Result<(), String> {
        let limit = Instant::now() + START_LIMIT;
        while Instant::now() < limit {
            if answers(self.address) {
                return Ok(());
            }
            if let Ok(Some(status)) = self.process.try_wait() {
                return Err(if status.code() == Some(127) {
                    "there is no `java`".to_owned()
                } else {
                    format!("Java ended with {status}")
                });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(format!("no answer within {} s", START_LIMIT.as_secs()))
    }
}

impl Drop for DynamoDbLocal {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let limit = Instant::now() + STOP_LIMIT;
        while Instant::now() < limit {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The directory with the server's files.
fn files() -> Result<PathBuf, String> {
    let files = match std::env::var_os("DYNAMODB_LOCAL_DIR") {
        Some(files) => PathBuf::from(files),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/dynamodb-local"),
    };
    if files.join("DynamoDBLocal.jar").is_file() {
        Ok(files)
    } else {
        Err(format!("no DynamoDBLocal.jar in {}; `bash .ci/tools` gets it", files.display()))
    }
}

fn free_address() -> io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

/// Whether an HTTP server answers. What it answers does not matter.
fn answers(address: SocketAddr) -> bool {
    let exchange = || -> io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut start = [0; 5];
        stream.read_exact(&mut start)?;
        Ok(start == *b"HTTP/")
    };
    exchange().unwrap_or(false)
}
