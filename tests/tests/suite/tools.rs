//! Clients of other makers, unchanged, against the local server. Their scripts are in `tests/scripts`.

use std::fs;
use std::path::Path;
use std::process::Command;

use dynamo_tests::{Companion, LocalServer, tool, unless_missing};

use crate::raw::{Connection, create};

fn script(name: &str) -> String {
    format!("{}/scripts/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn endpoint() -> String {
    format!("http://{}", LocalServer::shared().address())
}

/// Runs a command that must succeed.
fn succeed(command: &mut Command) {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{:?}: {}\n{said}", command.get_program(), output.status);
}

#[test]
fn boto3() {
    let Some(python) = unless_missing("boto3", tool("python/bin/python")) else { return };
    succeed(Command::new(python).args([script("user.py"), endpoint()]));
}

#[test]
fn aws_cli() {
    let Some(aws) = unless_missing("AWS CLI", tool("python/bin/aws")) else { return };
    let environment = [
        ("AWS_ACCESS_KEY_ID", "key"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_DEFAULT_REGION", "eu-west-1"),
        ("AWS_CONFIG_FILE", "/dev/null"),
        ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
    ];
    succeed(Command::new("sh").arg(script("user.sh")).arg(aws).arg(endpoint()).envs(environment));
}

#[test]
fn javascript_sdk() {
    let sdk = tool("javascript/node_modules/@aws-sdk/client-dynamodb");
    if unless_missing("JavaScript SDK", sdk).is_none() {
        return;
    }
    let modules = tool("javascript/node_modules").unwrap();
    succeed(Command::new("node").args([script("user.js"), endpoint()]).env("NODE_PATH", modules));
}

#[test]
fn terraform() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("terraform");
    // What an earlier run left belongs to a server that is gone.
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    fs::copy(script("table.tf"), directory.join("table.tf")).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new("terraform");
        command.args(arguments).args(["-input=false", "-no-color"]);
        command.current_dir(&directory).env("TF_VAR_endpoint", endpoint());
        command
    };
    // It gets its AWS provider from a mirror on the machine or from the network.
    let ready = match run(&["init"]).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(_) => Err("`terraform init` finds no AWS provider".to_owned()),
        Err(error) => Err(error.to_string()),
    };
    if unless_missing("Terraform", ready).is_none() {
        return;
    }
    succeed(&mut run(&["apply", "-auto-approve"]));
    // The status is 2 when anything would be changed.
    succeed(&mut run(&["plan", "-detailed-exitcode"]));
}

#[test]
fn dynamodb_admin() {
    let started = tool("javascript/node_modules/.bin/dynamodb-admin").and_then(|program| {
        Companion::start(Path::new("."), |port| {
            let program = program.display().to_string();
            let (server, port) = (format!("--dynamo-endpoint={}", endpoint()), format!("--port={port}"));
            vec![program, "--host=127.0.0.1".to_owned(), port, server]
        })
    });
    let Some(admin) = unless_missing("dynamodb-admin", started) else { return };
    let table = Connection::open(LocalServer::shared().address()).call("CreateTable", &create("admin"));
    assert_eq!(table.status, 200);
    let visit = |method: &str, path: &str, body: &str| {
        let mut page = Connection::open(admin.address());
        let length = body.len();
        let headers = "Host: x\r\nConnection: close\r\nContent-Type: application/json";
        let request =
            format!("{method} {path} HTTP/1.1\r\n{headers}\r\nContent-Length: {length}\r\n\r\n{body}");
        page.send(request).unwrap();
        let page = page.reply().unwrap();
        assert!(page.status < 300, "{method} {path}: {} {}", page.status, page.text());
        page.text()
    };
    visit("PUT", "/tables/admin/add-item", r#"{"pk":"ada","born":1815}"#);
    assert!(visit("GET", "/tables/admin", "").contains("admin"));
    assert!(visit("GET", "/tables/admin/items", "").contains("1815"));
    let query = "operationType=query&filters=%7B%22pk%22%3A%7B%22type%22%3A%22S%22%2C%22operator%22%3A%22%3D%22%2C%22value%22%3A%22ada%22%7D%7D";
    assert!(visit("GET", &format!("/tables/admin/items?{query}"), "").contains("1815"));
    assert!(visit("GET", "/tables/admin/items/ada", "").contains("1815"));
    visit("DELETE", "/tables/admin/items/ada", "");
    assert!(!visit("GET", "/tables/admin/items", "").contains("1815"));
}
