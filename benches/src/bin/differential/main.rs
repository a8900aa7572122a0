//! Random requests on the engine and on dynoxide, side by side.
//!
//! `cargo run --release -p dynamo-benches --bin differential -- --operations 1000000 --seed 7`
//!
//! With `--local 127.0.0.1:8000`, a running DynamoDB Local is the other side.

#![allow(clippy::print_stdout, reason = "the report is what the program is for")]

mod known;
mod peer;

use std::net::SocketAddr;
use std::process::ExitCode;

use dynamo_differential::{
    Abilities, DYNAMODB_LOCAL, EngineRespondent, HttpRespondent, Respondent, Run, Sides,
};

use self::peer::Peer;

fn main() -> ExitCode {
    let mut run = Run {
        seed: 1,
        operations: 100_000,
        differences: 1,
        abilities: Abilities {
            multi_attribute_keys: true,
            local_fetch: false,
            not_contains: false,
            all_views: false,
        },
        knowledge: known::DYNOXIDE,
    };
    let mut arguments = std::env::args().skip(1);
    let mut server: Option<SocketAddr> = None;
    while let Some(name) = arguments.next() {
        let value = arguments.next();
        if name == "--local" {
            server = value.and_then(|value| value.parse().ok());
            continue;
        }
        let value = value.and_then(|value| value.parse::<u64>().ok());
        match (name.as_str(), value) {
            ("--operations", Some(value)) => run.operations = usize::try_from(value).unwrap_or(usize::MAX),
            ("--differences", Some(value)) => run.differences = usize::try_from(value).unwrap_or(usize::MAX),
            ("--seed", Some(value)) => run.seed = value,
            _ => {
                eprintln!(
                    "usage: differential [--operations N] [--seed N] [--differences N] [--local ADDRESS]"
                );
                return ExitCode::from(2);
            }
        }
    }
    println!("seed {}", run.seed);
    let mut oracle: Box<dyn Respondent> = match server {
        None => Box::new(Peer::new()),
        Some(address) => {
            run.abilities = Abilities {
                multi_attribute_keys: false,
                local_fetch: true,
                not_contains: true,
                all_views: true,
            };
            run.knowledge = DYNAMODB_LOCAL;
            // Several runs may share a server.
            Box::new(HttpRespondent::new(address, &format!("differential.{}.", std::process::id())))
        }
    };
    let report = run.start(&mut Sides { engine: &mut EngineRespondent::default(), oracle: &mut *oracle });
    println!("{}", report.summary());
    if report.found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
