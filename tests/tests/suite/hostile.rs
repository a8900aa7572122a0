//! Clients that are many, slow, broken or malicious: the server outlives them, and bounds what they cost.

use std::io::Write;
use std::time::{Duration, Instant};

use dynamo_mock::server::Options;
use dynamo_tests::LocalServer;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::raw::{Connection, call, call_head, create};

const SHORT: Duration = Duration::from_millis(300);

/// A server whose patience is short.
fn impatient(change: impl FnOnce(&mut Options)) -> LocalServer {
    let mut options = Options::default();
    (options.header_limit, options.body_limit, options.stall_limit) = (SHORT, SHORT, SHORT);
    change(&mut options);
    LocalServer::start(options)
}

/// Checks that a server still answers, and soon.
fn assert_alive(server: &LocalServer) {
    let start = Instant::now();
    let reply = Connection::open(server.address()).call("DescribeTable", r#"{"TableName":"absent"}"#);
    assert_eq!(reply.status, 400);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[test]
fn two_hundred_connections_at_once() {
    let server = LocalServer::start(Options::default());
    let address = server.address();
    assert_eq!(Connection::open(address).call("CreateTable", &create("many")).status, 200);
    let mut connections: Vec<_> = (0..200).map(|_| Connection::open(address)).collect();
    for round in 0..5 {
        // All requests are on their way before the first answer is read.
        for (number, connection) in connections.iter_mut().enumerate() {
            let item = format!(r#"{{"pk":{{"S":"{number}"}},"round":{{"N":"{round}"}}}}"#);
            connection.send(call("PutItem", &format!(r#"{{"TableName":"many","Item":{item}}}"#))).unwrap();
        }
        for connection in &mut connections {
            assert_eq!(connection.reply().unwrap().status, 200);
        }
    }
    let counted = connections[199].call("Scan", r#"{"TableName":"many","Select":"COUNT"}"#);
    assert!(counted.text().contains(r#""Count":200"#), "{}", counted.text());
}

#[test]
fn connections_beyond_the_limit_wait_for_their_turn() {
    let server = impatient(|options| options.connections = 4);
    let idle: Vec<_> = (0..4).map(|_| Connection::open(server.address())).collect();
    // Those that say nothing lose their place in time.
    assert_alive(&server);
    drop(idle);
}

#[test]
fn slow_heads_and_bodies_end() {
    let server = impatient(|options| options.large_bodies = 1);
    let mut head = Connection::open(server.address());
    head.send("POST / HTTP/1.1\r\nX-Slow: ").unwrap();
    let mut body = Connection::open(server.address());
    body.send(call_head("PutItem") + "Content-Length: 100\r\n\r\n{").unwrap();
    let mut chunked = Connection::open(server.address());
    chunked.send(call_head("PutItem") + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n").unwrap();
    assert_alive(&server);
    assert!(head.rest().len() < 200);
    assert_eq!(body.reply().unwrap().status, 408);
    assert_eq!(chunked.reply().unwrap().status, 408);
    assert!(body.rest().is_empty() && chunked.rest().is_empty());
}

#[test]
fn a_client_that_does_not_read_is_left() {
    let server = impatient(|options| options.header_limit = Duration::from_secs(5));
    let mut writer = Connection::open(server.address());
    assert_eq!(writer.call("CreateTable", &create("long")).status, 200);
    let text = "x".repeat(300_000);
    for pk in 0..3 {
        let item = format!(r#"{{"pk":{{"S":"{pk}"}},"text":{{"S":"{text}"}}}}"#);
        let put = writer.call("PutItem", &format!(r#"{{"TableName":"long","Item":{item}}}"#));
        assert_eq!(put.status, 200);
    }
    let mut silent = Connection::open(server.address());
    let scans = 100;
    // Fewer bytes than the sockets hold, so that the sender need not wait.
    silent.send(call("Scan", r#"{"TableName":"long"}"#).repeat(scans)).unwrap();
    std::thread::sleep(SHORT * 4);
    assert_alive(&server);
    let received = silent.rest().len();
    assert!(received < scans * 900_000, "{received}");
}

#[test]
fn large_bodies_are_refused() {
    let server = impatient(|options| options.body_bytes = 100_000);
    let mut announced = Connection::open(server.address());
    announced.send(call_head("PutItem") + "Content-Length: 999999999\r\n\r\n").unwrap();
    let reply = announced.reply().unwrap();
    assert_eq!(reply.status, 413);
    assert!(reply.text().contains("RequestEntityTooLargeException"), "{}", reply.text());

    let mut chunked = Connection::open(server.address());
    chunked.send(call_head("PutItem") + "Transfer-Encoding: chunked\r\n\r\n").unwrap();
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    // The server may hang up before the second chunk is sent.
    let _ = chunked.send(chunk.repeat(2));
    assert_eq!(chunked.reply().unwrap().status, 413);

    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..100 {
        encoder.write_all(&[b' '; 100_000]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let mut compressed = Connection::open(server.address());
    let head = call_head("PutItem");
    let head = format!("{head}Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", bomb.len());
    compressed.send([head.as_bytes(), &bomb].concat()).unwrap();
    assert_eq!(compressed.reply().unwrap().status, 413);
    assert_alive(&server);
}

#[test]
fn broken_requests_are_answered_or_dropped() {
    let server = impatient(|_| {});
    let whole = call("PutItem", r#"{"TableName":"t","Item":{"pk":{"S":"1"}}}"#);
    // Cut off anywhere, and the connection ended.
    for length in (0..whole.len()).step_by(7) {
        let mut connection = Connection::open(server.address());
        connection.send(&whole[..length]).unwrap();
        connection.end();
        let rest = String::from_utf8_lossy(&connection.rest()).into_owned();
        assert!(rest.is_empty() || rest.starts_with("HTTP/1.1 4"), "{length}: {rest}");
    }
    let head = call_head("PutItem");
    for request in [
        "nonsense\r\n\r\n".to_owned(),
        "\0\u{1}\u{16}\u{3}\r\n\r\n".to_owned(),
        "POST / HTTP/9.9\r\n\r\n".to_owned(),
        format!("{head}Content-Length: -1\r\n\r\n"),
        format!("{head}Content-Length: 99999999999999999999999\r\n\r\n"),
        format!("{head}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{{}}"),
        format!("{head}Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        format!("{head}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"),
        format!("{head}X-Long: {}\r\n\r\n", "x".repeat(200_000)),
        format!("{head}{}\r\n", "X: y\r\n".repeat(1000)),
    ] {
        let mut connection = Connection::open(server.address());
        // The server may hang up before all is sent.
        let _ = connection.send(&request);
        let rest = String::from_utf8_lossy(&connection.rest()).into_owned();
        let start: String = request.chars().take(200).collect();
        assert!(rest.is_empty() || rest.starts_with("HTTP/1.1 4"), "{start}: {rest}");
    }
    assert_alive(&server);
}

#[test]
fn bodies_that_are_no_requests_are_refused() {
    let server = impatient(|_| {});
    let mut connection = Connection::open(server.address());
    let nested = format!(r#"{{"TableName":"t","Item":{}"#, r#"{"pk":{"M":"#.repeat(100_000));
    let serialization = "SerializationException";
    for (body, error) in [
        ("", serialization),
        ("null", serialization),
        ("[]", serialization),
        ("{\"TableName\":\"\u{0}\"}", serialization),
        ("{\"TableName\":1e999999999}", serialization),
        (r#"{"TableName":"t"}{}"#, serialization),
        (r#"{"TableName":"t","Item":{"pk":{"N":"1e99999999999"}}}"#, "ValidationException"),
        (&nested, "ValidationException"),
        ("{}", "ValidationException"),
    ] {
        let reply = connection.call("PutItem", body);
        let start: String = body.chars().take(60).collect();
        assert_eq!(reply.status, 400, "{start}");
        assert!(reply.text().contains(error), "{start}: {}", reply.text());
    }
    connection
        .send([call_head("PutItem").as_bytes(), b"Content-Length: 4\r\n\r\n\xff\xfe{}"].concat())
        .unwrap();
    assert!(connection.reply().unwrap().text().contains(serialization));
    assert_alive(&server);
}
