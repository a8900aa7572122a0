//! Servers of other makers, as child processes of the tests.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a start may take. On an idle machine it is a few seconds.
const START_LIMIT: Duration = Duration::from_secs(90);
/// How often a start is tried, each time on another port: a free port can be taken by someone else first.
const START_TRIES: usize = 3;
/// How long a server may take to end when it is asked to.
const STOP_LIMIT: Duration = Duration::from_secs(5);

/// The shell becomes the server. Its companion waits for the end of the pipe that the tests hold open, and
/// ends the server then: it must not outlive the tests, however they end.
const RUN_UNTIL_STDIN_ENDS: &str = r#"exec 3<&0
(read -r _ <&3; kill $$ 2>/dev/null) &
exec "$@" </dev/null 3<&-"#;

/// A child process that serves HTTP on the loopback interface. It ends when dropped.
#[derive(Debug)]
pub struct Companion {
    process: Child,
    address: SocketAddr,
}

impl Companion {
    /// Starts a server in a directory and waits until it answers. The arguments, of which the first is the
    /// program, are made for a port.
    ///
    /// # Errors
    /// A sentence that says why it does not run.
    pub fn start(directory: &Path, arguments: impl Fn(u16) -> Vec<String>) -> Result<Self, String> {
        let mut failure = String::new();
        for _ in 0..START_TRIES {
            let address = free_address().map_err(|error| format!("no free port: {error}"))?;
            let process = Command::new("sh")
                .args(["-c", RUN_UNTIL_STDIN_ENDS, "sh"])
                .args(arguments(address.port()))
                .current_dir(directory)
                .stdin(Stdio::piped())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .map_err(|error| format!("no shell: {error}"))?;
            let mut server = Self { process, address };
            match server.wait_until_ready() {
                Ok(()) => return Ok(server),
                Err(why) => failure = why,
            }
        }
        Err(failure)
    }

    /// Where the server listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    fn wait_until_ready(&mut self) -> Result<(), String> {
        let limit = Instant::now() + START_LIMIT;
        while Instant::now() < limit {
            if answers(self.address) {
                return Ok(());
            }
            if let Ok(Some(status)) = self.process.try_wait() {
                return Err(if status.code() == Some(127) {
                    "there is no such program".to_owned()
                } else {
                    format!("it ended with {status}")
                });
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(format!("no answer within {} s", START_LIMIT.as_secs()))
    }
}

impl Drop for Companion {
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

/// What a tool is needed for, or a printed line that says why the tool is not there.
///
/// # Panics
/// In place of `None`, when `CI_REQUIRE_TOOLS` is `1`.
pub fn unless_missing<T>(tool: &str, found: Result<T, String>) -> Option<T> {
    match found {
        Ok(found) => Some(found),
        Err(why) if std::env::var_os("CI_REQUIRE_TOOLS").is_some_and(|value| value == "1") => {
            panic!("{tool} is required: {why}")
        }
        Err(why) => {
            skip(tool, &why);
            None
        }
    }
}

/// Says that a test is left out for want of a tool, which may be missing everywhere.
pub fn skip(tool: &str, why: &str) {
    // Written to the stream itself: the test runner would swallow a print of a test that passes.
    let _ = writeln!(io::stderr(), "skipped: {tool}: {why}");
}

/// A file that `.ci/tools` puts into the workspace's `target`.
///
/// # Errors
/// A sentence that says that it is not there.
pub fn tool(path: &str) -> Result<PathBuf, String> {
    // Not made canonical: a virtual environment's programs are links, and must be called as such.
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(|root| root.join("target").join(path));
    match file {
        Some(file) if file.exists() => Ok(file),
        _ => Err(format!("no target/{path}; `bash .ci/tools` gets it")),
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
