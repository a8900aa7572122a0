//! A server on the loopback interface, by requests over one kept connection.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::{Map, Value, json};

use dynamo_model::wire::{STREAMS_TARGET_PREFIX, TARGET_PREFIX, is_streams_action};

use crate::{Answer, Respondent};

/// How long an answer may take.
const LIMIT: Duration = Duration::from_secs(60);

/// A server that speaks DynamoDB's protocol.
#[derive(Debug)]
pub struct HttpRespondent {
    address: SocketAddr,
    connection: Option<BufReader<TcpStream>>,
    /// The tables that were asked for and not deleted.
    tables: Vec<String>,
    /// What every table's name begins with, so that several tests can share a server.
    prefix: String,
    /// A number of this process: a server may remember the tokens of others.
    process: u32,
    /// How often the tables were forgotten. Tokens are remembered for longer than tables, so that each time has
    /// its own.
    resets: u32,
}

impl HttpRespondent {
    /// The server at an address. Its tables have names that begin with a prefix, of which requests and answers
    /// show nothing.
    pub fn new(address: SocketAddr, prefix: &str) -> Self {
        Self {
            address,
            connection: None,
            tables: Vec::new(),
            prefix: prefix.to_owned(),
            resets: 0,
            process: std::process::id(),
        }
    }

    /// Sends a request. A connection that the server has closed in the meantime is opened again.
    fn send(&mut self, action: &str, body: &str) -> io::Result<Answer> {
        let again = self.connection.is_some();
        match self.exchange(action, body) {
            Err(_) if again => self.exchange(action, body),
            answer => answer,
        }
    }

    fn exchange(&mut self, action: &str, body: &str) -> io::Result<Answer> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => {
                let stream = TcpStream::connect(self.address)?;
                stream.set_read_timeout(Some(LIMIT))?;
                stream.set_nodelay(true)?;
                BufReader::new(stream)
            }
        };
        let of_streams = is_streams_action(action);
        let target = if of_streams { STREAMS_TARGET_PREFIX } else { TARGET_PREFIX };
        // The signature is not looked at, but its form is.
        let head = format!(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n\
             X-Amz-Target: {target}{action}\r\nAuthorization: AWS4-HMAC-SHA256 \
             Credential=key/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\n\
             X-Amz-Date: 20260101T000000Z\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(body.as_bytes());
        connection.get_mut().write_all(&bytes)?;
        let status = status(&line(&mut connection)?)?;
        let (mut length, mut keep, mut chunked) = (0, true, false);
        loop {
            let header = line(&mut connection)?.to_ascii_lowercase();
            match header.split_once(':').map(|(name, value)| (name, value.trim())) {
                None => break,
                Some(("content-length", value)) => {
                    length = value.parse().map_err(|_| io::ErrorKind::InvalidData)?;
                }
                Some(("transfer-encoding", value)) => chunked = value == "chunked",
                Some(("connection", value)) => keep = value != "close",
                Some(_) => {}
            }
        }
        let mut body = Vec::new();
        if chunked {
            read_chunks(&mut connection, &mut body)?;
        } else {
            body.resize(length, 0);
            connection.read_exact(&mut body)?;
        }
        if keep {
            self.connection = Some(connection);
        }
        let mut body = String::from_utf8_lossy(&body).into_owned();
        // Names of streams and iterators are sent back as they came.
        if !of_streams && (action != "DescribeTable" || status != 200) {
            body = body.replace(&self.prefix, "");
        }
        Ok(Answer::of_wire(status, body.as_bytes()))
    }
}

fn line(connection: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    if connection.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

/// Reads pieces, each after its length, up to the one without length.
fn read_chunks(connection: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let head = line(connection)?;
        let length = usize::from_str_radix(head.trim(), 16).map_err(|_| io::ErrorKind::InvalidData)?;
        let start = body.len();
        body.resize(start + length, 0);
        connection.read_exact(&mut body[start..])?;
        line(connection)?;
        if length == 0 {
            return Ok(());
        }
    }
}

fn status(line: &str) -> io::Result<u16> {
    let code = line.split(' ').nth(1).and_then(|code| code.parse().ok());
    code.ok_or_else(|| io::ErrorKind::InvalidData.into())
}

impl Respondent for HttpRespondent {
    fn reset(&mut self) {
        self.resets += 1;
        for table in std::mem::take(&mut self.tables) {
            let request = json!({"TableName": table});
            // A table that is not there needs no deletion.
            let _ = self.send("DeleteTable", &request.to_string());
        }
    }

    fn call(&mut self, action: &str, request: &Map<String, Value>) -> Answer {
        let mut request = with_prefix(&Value::Object(request.clone()), &self.prefix);
        if let Some(Value::String(token)) = request.get_mut("ClientRequestToken") {
            *token = format!("{}.{}.{token}", self.process, self.resets);
        }
        if action == "CreateTable"
            && let Some(name) = request["TableName"].as_str()
        {
            self.tables.push(name.to_owned());
        }
        let body = request.to_string();
        self.send(action, &body).unwrap_or_else(|error| {
            Answer::Refusal(json!({"code": "none", "message": format!("no answer: {error}")}))
        })
    }
}

impl Drop for HttpRespondent {
    fn drop(&mut self) {
        self.reset();
    }
}

/// The request with the prefix before each table's name.
fn with_prefix(request: &Value, prefix: &str) -> Value {
    match request {
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let value = match (name.as_str(), value) {
                    ("TableName" | "ExclusiveStartTableName", Value::String(table)) if !table.is_empty() => {
                        json!(format!("{prefix}{table}"))
                    }
                    ("RequestItems", Value::Object(tables)) => tables
                        .iter()
                        .map(|(table, value)| (format!("{prefix}{table}"), value.clone()))
                        .collect(),
                    ("TransactItems" | "Get" | "Put" | "Update" | "Delete" | "ConditionCheck", value) => {
                        with_prefix(value, prefix)
                    }
                    (_, value) => value.clone(),
                };
                (name.clone(), value)
            });
            Value::Object(members.collect())
        }
        Value::Array(elements) => elements.iter().map(|element| with_prefix(element, prefix)).collect(),
        other => other.clone(),
    }
}
