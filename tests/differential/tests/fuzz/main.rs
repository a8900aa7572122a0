//! Mutated requests: whatever comes, the endpoint answers, soon and without a panic, on a thread with a small stack.
//!
//! `FUZZ_SECONDS` says how long each target runs, `FUZZ_SEED` from which seed.
//! `FUZZ_SECONDS=600 cargo test --release -p dynamo-differential --test fuzz` runs long.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod mutation;

use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use dynamo_differential::{Abilities, Random, Step, sequence};
use dynamo_mock::{Endpoint, Mock};
use dynamo_model::wire::{STREAMS_TARGET_PREFIX, TARGET_PREFIX, is_streams_action};
use serde_json::Value;

use crate::mutation::{mutate_bytes, mutate_expressions, mutate_request};

/// The stack of the threads that servers often have.
const STACK: usize = 2 * 1024 * 1024;
/// How long one request may take, on a busy machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(60);
/// After so many requests the tables are new.
const ROUND: usize = 400;

const ABILITIES: Abilities =
    Abilities { multi_attribute_keys: true, local_fetch: true, not_contains: true, all_views: true };

/// The request that is under way, to be shown when it does not end well.
type Current = Arc<Mutex<Vec<u8>>>;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn target_of(action: &str) -> String {
    let prefix = if is_streams_action(action) { STREAMS_TARGET_PREFIX } else { TARGET_PREFIX };
    format!("{prefix}{action}")
}

/// Sends a body and checks the answer, whatever it is.
fn send(endpoint: &Endpoint, action: &str, body: &[u8]) {
    let target = target_of(action);
    let mut answer = pin!(endpoint.answer(Some(&target), body));
    let Poll::Ready(answer) = answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("the engine answers at once");
    };
    let answer = answer.unwrap();
    assert!(matches!(answer.status(), 200 | 400), "status {}", answer.status());
    let body: Value = serde_json::from_slice(answer.body()).unwrap();
    if answer.status() == 400 {
        let code = body["__type"].as_str().unwrap();
        assert!(!code.contains("Internal"), "{body}");
    }
}

/// Makes requests until the time is over, on a small stack, and watches that none takes too long.
fn run(name: &str, mutate: fn(&mut Random, &Step, &Step) -> Vec<u8>) {
    let (seed, seconds) = (setting("FUZZ_SEED", 1), setting("FUZZ_SECONDS", 2));
    let current = Current::default();
    let (alive, heard) = mpsc::channel();
    let worker = {
        let current = Arc::clone(&current);
        thread::Builder::new().stack_size(STACK).spawn(move || {
            let (mut random, end) = (Random::new(seed), Instant::now() + Duration::from_secs(seconds));
            let mut sent = 0_u64;
            while Instant::now() < end {
                let steps = sequence(random.number(), 60, ABILITIES);
                let endpoint = Endpoint::new(Mock::new());
                for step in &steps[..2] {
                    let body = Value::Object(step.request.clone()).to_string();
                    send(&endpoint, &step.action, body.as_bytes());
                }
                for _ in 0..ROUND {
                    let (step, other) =
                        (&steps[random.below(steps.len())], &steps[random.below(steps.len())]);
                    let body = mutate(&mut random, step, other);
                    current.lock().unwrap().clone_from(&body);
                    send(&endpoint, &step.action, &body);
                    sent += 1;
                    let _ = alive.send(());
                    if Instant::now() >= end {
                        break;
                    }
                }
            }
            sent
        })
    };
    let worker = worker.unwrap();
    while !worker.is_finished() {
        match heard.recv_timeout(PATIENCE) {
            Ok(()) | Err(mpsc::RecvTimeoutError::Disconnected) => {}
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("no answer to {}", shown(&current)),
        }
    }
    match worker.join() {
        Ok(sent) => println!("{name}: {sent} requests in {seconds} s, seed {seed}"),
        Err(_) => panic!("{name}, seed {seed}: {}", shown(&current)),
    }
}

fn shown(current: &Current) -> String {
    let body = current.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    String::from_utf8_lossy(&body).chars().take(4_000).collect()
}

#[test]
fn expressions() {
    run("expressions", mutate_expressions);
}

#[test]
fn wire_json() {
    run("wire JSON", mutate_bytes);
}

#[test]
fn whole_requests() {
    run("whole requests", mutate_request);
}
