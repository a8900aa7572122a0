//! The command `dynamo-mock`, as a user runs it.

#![allow(clippy::unwrap_used, reason = "a panic fails the test, in its helpers as well")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

const SEED: &str = r#"[
    {"CreateTable": {"TableName": "users", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}},
    {"UpdateTimeToLive": {"TableName": "users",
        "TimeToLiveSpecification": {"AttributeName": "expires", "Enabled": true}}},
    {"PutItem": {"TableName": "users", "Item": {"id": {"S": "ada@example.org"}, "born": {"N": "1815"}}}},
    {"PutItem": {"TableName": "users", "Item": {"id": {"S": "guest"}, "expires": {"N": "1767300000"}}}}
]"#;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dynamo-mock"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// A child that is ended when a test fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_explains_itself() {
    let help = run(&["--help"]);
    assert!(help.status.success());
    assert!(String::from_utf8_lossy(&help.stdout).contains("--port PORT"));
    let wrong = run(&["serve", "--prot=1"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&wrong.stderr),
        "dynamo-mock: unknown option `--prot=1`\n\nTry `dynamo-mock --help`.\n"
    );
    let absent = run(&["serve", "--seed", "absent.json"]);
    assert_eq!(absent.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&absent.stderr).starts_with("dynamo-mock: cannot read absent.json: "));
}

#[cfg(unix)]
#[test]
fn it_serves_its_seed_until_it_is_asked_to_stop() {
    let seed = std::env::temp_dir().join(format!("dynamo-mock-seed-{}.json", std::process::id()));
    std::fs::write(&seed, SEED).unwrap();
    let mut child = Running(command(&["serve", "--port=0", "--log", "--seed"]).arg(&seed).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(child.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    std::fs::remove_file(&seed).unwrap();
    let address = line.trim_end().strip_prefix("listening on http://127.0.0.1:").unwrap();
    assert!(get(address, "ada@example.org").contains("1815"));
    // The server's clock is the system's: the guest, who expired on the second day of 2026, is gone a second later.
    let gone = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        get(address, "guest").ends_with("{}")
    });
    assert!(gone);

    let asked = Command::new("kill").arg(child.0.id().to_string()).status().unwrap();
    assert!(asked.success());
    assert!(child.0.wait().unwrap().success());
    let mut log = String::new();
    child.0.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(log.starts_with("action=GetItem status=200 error=- micros="), "{log}");
    assert!(
        !log.contains("ada") && log.lines().all(|line| line.starts_with("action=GetItem status=200")),
        "{log}"
    );
}

/// The whole answer to a GetItem.
#[cfg(unix)]
fn get(port: &str, id: &str) -> String {
    let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
    let body = format!(r#"{{"TableName":"users","Key":{{"id":{{"S":"{id}"}}}}}}"#);
    let target = "X-Amz-Target: DynamoDB_20120810.GetItem\r\nConnection: close";
    let length = body.len();
    write!(stream, "POST / HTTP/1.1\r\nHost: x\r\n{target}\r\nContent-Length: {length}\r\n\r\n{body}")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
