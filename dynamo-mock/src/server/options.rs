//! What bounds a server.

use std::time::Duration;

use crate::Wording;

/// The bounds of a server, whether it logs, and the words of its errors.
///
/// ```
/// use dynamo_mock::server::Options;
///
/// let mut options = Options::default();
/// options.log = true;
/// options.connections = 16;
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// Whether a line per request goes to the standard error stream. It never holds keys or values.
    pub log: bool,
    /// The words of errors.
    pub wording: Wording,
    /// How many connections there may be. Further ones wait to be accepted.
    pub connections: usize,
    /// How many bytes the body of a request may have, before and after decompression.
    pub body_bytes: usize,
    /// How many requests may have a body above 64 KB, or of unknown length, at one time. Further ones wait.
    pub large_bodies: usize,
    /// How long the headers of a request may take. A connection that is idle as long is closed, too.
    pub header_limit: Duration,
    /// How long the body of a request may take.
    pub body_limit: Duration,
    /// How long a client may take to read on while an answer is being sent.
    pub stall_limit: Duration,
    /// How long the last answers may take when the server ends.
    pub shutdown_limit: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            log: false,
            wording: Wording::Current,
            connections: 1024,
            // DynamoDB takes 16 MB.
            body_bytes: 17 << 20,
            large_bodies: 32,
            header_limit: Duration::from_secs(30),
            body_limit: Duration::from_secs(30),
            stall_limit: Duration::from_secs(30),
            shutdown_limit: Duration::from_secs(5),
        }
    }
}
