//! HTTP by hand: requests as bytes, also those that no client would send.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long any single step may take before the server counts as hanging.
const LIMIT: Duration = Duration::from_secs(5);

/// A connection to a server.
pub(crate) struct Connection {
    stream: TcpStream,
    /// Bytes that came after the last answer.
    ahead: Vec<u8>,
}

/// An answer of a server.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// The value of a header, which is named in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect_timeout(&address, LIMIT).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        stream.set_write_timeout(Some(LIMIT)).unwrap();
        Self { stream, ahead: Vec::new() }
    }

    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.stream.write_all(bytes.as_ref())
    }

    /// Says that nothing more will be sent.
    pub(crate) fn end(&mut self) {
        self.stream.shutdown(std::net::Shutdown::Write).unwrap();
    }

    /// Reads one answer.
    pub(crate) fn reply(&mut self) -> io::Result<Reply> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.byte()?);
        }
        let head = String::from_utf8_lossy(&head).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut reply = Reply { status: status.ok_or(io::ErrorKind::InvalidData)?, head, body: Vec::new() };
        let length = reply.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        while reply.body.len() < length {
            let byte = self.byte()?;
            reply.body.push(byte);
        }
        Ok(reply)
    }

    /// Sends a call and reads its answer.
    pub(crate) fn call(&mut self, action: &str, body: &str) -> Reply {
        self.send(call(action, body)).unwrap();
        self.reply().unwrap()
    }

    /// Reads what comes until the connection ends, however it ends.
    ///
    /// # Panics
    /// When it does not end.
    pub(crate) fn rest(&mut self) -> Vec<u8> {
        let mut rest = std::mem::take(&mut self.ahead);
        match self.stream.read_to_end(&mut rest) {
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                panic!("the connection does not end")
            }
            _ => rest,
        }
    }

    fn byte(&mut self) -> io::Result<u8> {
        if self.ahead.is_empty() {
            let mut buffer = [0; 8192];
            let read = self.stream.read(&mut buffer)?;
            self.ahead = buffer[..read].iter().rev().copied().collect();
        }
        self.ahead.pop().ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

/// The bytes of a call.
pub(crate) fn call(action: &str, body: &str) -> String {
    format!("{}Content-Length: {}\r\n\r\n{body}", call_head(action), body.len())
}

/// The beginning of a call's head.
pub(crate) fn call_head(action: &str) -> String {
    format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n\
         X-Amz-Target: DynamoDB_20120810.{action}\r\n"
    )
}

/// The body that creates a table with a partition key `pk`.
pub(crate) fn create(table: &str) -> String {
    format!(
        r#"{{"TableName":"{table}","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{{"AttributeName":"pk","AttributeType":"S"}}],"KeySchema":[{{"AttributeName":"pk","KeyType":"HASH"}}]}}"#
    )
}
