//! What the local server says beyond the answers of the API.

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use dynamo_mock::server::{Options, Server};
use dynamo_mock::{Fault, Faults, Mock, Rule};
use dynamo_model::api::ServiceError;
use dynamo_tests::LocalServer;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::raw::{Connection, call, call_head, create};

fn connection() -> Connection {
    Connection::open(LocalServer::shared().address())
}

#[test]
fn an_answer_has_an_id_and_a_checksum() {
    let reply = connection().call("DescribeTable", r#"{"TableName":"absent"}"#);
    assert_eq!(reply.status, 400);
    assert_eq!(reply.header("content-type"), Some("application/x-amz-json-1.0"));
    assert_eq!(reply.header("x-amzn-requestid").map(str::len), Some(52));
    let checksum: u32 = reply.header("x-amz-crc32").unwrap().parse().unwrap();
    let mut expected = flate2::Crc::new();
    expected.update(&reply.body);
    assert_eq!(checksum, expected.sum());
}

#[test]
fn a_connection_answers_many_requests() {
    let mut connection = connection();
    for _ in 0..3 {
        assert_eq!(connection.call("DescribeTable", r#"{"TableName":"absent"}"#).status, 400);
    }
    // Also when they come at once.
    let calls = call("DescribeTable", "{").repeat(3);
    connection.send(calls).unwrap();
    for _ in 0..3 {
        assert!(connection.reply().unwrap().text().contains("SerializationException"));
    }
}

#[test]
fn faults_reach_clients_of_every_language() {
    let faults = Faults::new(Mock::new());
    let server = LocalServer::start_on(faults.clone(), Options::default());
    let mut connection = Connection::open(server.address());
    assert_eq!(connection.call("CreateTable", &create("faulty")).status, 200);
    faults.add(Rule::new(Fault::Throttling).on("GetItem").times(1));
    faults.add(Rule::new(Fault::Error(ServiceError::validation("no"))).on("GetItem").times(1));
    let get = r#"{"TableName":"faulty","Key":{"pk":{"S":"a"}}}"#;
    let (throttled, refused) = (connection.call("GetItem", get), connection.call("GetItem", get));
    assert_eq!((throttled.status, refused.status), (400, 400));
    let text = throttled.text();
    assert!(text.contains("ThrottlingException"), "{text}");
    let text = refused.text();
    assert!(text.contains("ValidationException") && text.contains("no"), "{text}");
    assert_eq!((connection.call("GetItem", get).status, faults.injected()), (200, 2));
}

#[test]
fn older_and_careful_clients_are_served() {
    let mut careful = connection();
    let head = call_head("DescribeTable");
    careful.send(format!("{head}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")).unwrap();
    assert_eq!(careful.reply().unwrap().status, 100);
    careful.send("{}").unwrap();
    assert_eq!(careful.reply().unwrap().status, 400);
    let mut older = connection();
    older.send(call("DescribeTable", "{}").replace("HTTP/1.1", "HTTP/1.0")).unwrap();
    assert_eq!(older.reply().unwrap().status, 400);
    assert!(older.rest().is_empty());
}

#[test]
fn people_and_load_balancers_see_that_it_is_healthy() {
    let mut connection = connection();
    connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let reply = connection.reply().unwrap();
    assert_eq!((reply.status, reply.text().as_str()), (200, "healthy: dynamodb.us-east-1.amazonaws.com "));
    assert_eq!(reply.header("access-control-allow-origin"), None);
    for request in ["GET /shell", "POST /elsewhere", "PUT /", "DELETE /"] {
        connection.send(format!("{request} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")).unwrap();
        let reply = connection.reply().unwrap();
        assert_eq!(
            (reply.status, reply.text().as_str()),
            (404, "<UnknownOperationException/>\n"),
            "{request}"
        );
    }
}

#[test]
fn pages_of_every_origin_may_call() {
    let mut connection = connection();
    let preflight = "OPTIONS / HTTP/1.1\r\nHost: x\r\nOrigin: http://localhost:3000\r\n\
        Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-amz-target,x-mine\r\n\r\n";
    connection.send(preflight).unwrap();
    let reply = connection.reply().unwrap();
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    assert_eq!(reply.header("access-control-allow-headers"), Some("x-amz-target,x-mine"));
    assert!(reply.header("access-control-allow-methods").is_some_and(|methods| methods.contains("POST")));
    let head = call_head("DescribeTable");
    connection.send(format!("{head}Origin: null\r\nContent-Length: 2\r\n\r\n{{}}")).unwrap();
    assert_eq!(connection.reply().unwrap().header("access-control-allow-origin"), Some("*"));
}

#[test]
fn a_body_may_be_compressed() {
    let mut connection = connection();
    let head = call_head("DescribeTable");
    let mut send = |encoding: &str, body: &[u8]| {
        let head = format!("{head}Content-Encoding: {encoding}\r\nContent-Length: {}\r\n\r\n", body.len());
        connection.send([head.as_bytes(), body].concat()).unwrap();
        let reply = connection.reply().unwrap();
        // A refused body ends the connection.
        if reply.header("connection") == Some("close") {
            assert!(connection.rest().is_empty());
            connection = Connection::open(LocalServer::shared().address());
        }
        (reply.status, reply.text())
    };
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(br#"{"TableName":"absent"}"#).unwrap();
    let (status, text) = send("gzip", &encoder.finish().unwrap());
    assert!(status == 400 && text.contains("ResourceNotFoundException"), "{status} {text}");
    let (status, text) = send("gzip", b"{}");
    assert!(status == 400 && text.contains("SerializationException"), "{status} {text}");
    let (status, text) = send("br", b"{}");
    assert!(status == 415 && text.contains("UnsupportedMediaTypeException"), "{status} {text}");
}

#[test]
fn a_request_that_has_begun_is_answered_before_the_end() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = runtime.block_on(Server::bind("127.0.0.1:0", Mock::new())).unwrap();
    let address = server.address();
    let (mut idle, mut begun) = (Connection::open(address), Connection::open(address));
    assert_eq!(idle.call("CreateTable", &create("ends")).status, 200);
    let request = call("DescribeTable", r#"{"TableName":"ends"}"#);
    let (first, second) = request.split_at(request.len() - 5);
    begun.send(first).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let end = runtime.spawn(server.shutdown());
    // The idle connection ends at once, the other one with its answer.
    assert!(idle.rest().is_empty());
    begun.send(second).unwrap();
    assert_eq!(begun.reply().unwrap().status, 200);
    assert!(begun.rest().is_empty());
    runtime.block_on(end).unwrap();
    assert!(TcpStream::connect(address).is_err());
}
