//! Calls of several threads are answered as if they had been made one after the other: every recorded history has
//! an order of its calls, in accord with real time, that gives all the answers.
//!
//! The search is the one of Wing and Gong with the states that were tried remembered, after Lowe, "Testing for
//! linearizability" (2017). Histories are short, so that it ends at once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod check;
mod history;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Barrier, Mutex};

use dynamo_mock::Engine;

use crate::check::is_linearizable;
use crate::history::{Answer, Event, Operation, engine, perform};

/// A sequence of numbers for one thread of one round.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn operation(&mut self) -> Operation {
        let (register, value) = (usize::from(self.below(2) == 1), self.below(4));
        match self.below(8) {
            0 | 1 => Operation::Put(register, value),
            2 => Operation::Replace(register, self.below(4), value),
            3 => Operation::Add(register),
            4 => Operation::PutBoth(value, self.below(4)),
            5 => Operation::Move(register),
            6 => Operation::ReadBoth,
            _ => Operation::Read(register),
        }
    }
}

const THREADS: u64 = 4;
const CALLS: u64 = 5;

/// Runs threads against one engine and notes when each call began and ended.
fn history(seed: u64) -> Vec<Event> {
    let engine = engine();
    let (clock, start) = (AtomicU64::new(0), Barrier::new(THREADS as usize));
    let events = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (engine, clock, start, events): (&Engine, _, _, _) = (&engine, &clock, &start, &events);
            scope.spawn(move || {
                let mut random = Random((seed * THREADS + thread + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
                let operations: Vec<_> = (0..CALLS).map(|_| random.operation()).collect();
                let mut own = Vec::new();
                start.wait();
                for operation in operations {
                    let began = clock.fetch_add(1, Ordering::SeqCst);
                    let answer = perform(engine, operation, true);
                    let ended = clock.fetch_add(1, Ordering::SeqCst);
                    own.push(Event { operation, answer, began, ended });
                }
                events.lock().unwrap().extend(own);
            });
        }
    });
    events.into_inner().unwrap()
}

#[test]
fn concurrent_calls_have_an_order() {
    let mut overlapping = 0;
    for seed in 0..400 {
        let history = history(seed);
        let overlaps = |event: &&Event| {
            history.iter().any(|other| other.began < event.began && event.began < other.ended)
        };
        overlapping += history.iter().filter(overlaps).count();
        assert!(is_linearizable(&history), "seed {seed}: {history:#?}");
    }
    // On one processor, threads may take turns; that is no failure, but the test shows little then.
    println!("{overlapping} calls began while another one was under way");
}

#[test]
fn histories_without_an_order_are_found() {
    let event = |operation, answer, began, ended| Event { operation, answer, began, ended };
    let (put, read) = (Operation::Put(0, 1), Operation::Read(0));
    let stale = [event(put, Answer::Done, 0, 1), event(read, Answer::Value(None), 2, 3)];
    assert!(!is_linearizable(&stale), "a read after a write sees it");
    let overlapping = [event(put, Answer::Done, 0, 3), event(read, Answer::Value(None), 1, 2)];
    assert!(is_linearizable(&overlapping), "a read during a write may not see it");
    let back = [
        event(put, Answer::Done, 0, 9),
        event(read, Answer::Value(Some(1)), 1, 2),
        event(read, Answer::Value(None), 3, 4),
    ];
    assert!(!is_linearizable(&back), "what was seen once is seen from then on");
    let torn = [
        event(Operation::PutBoth(1, 1), Answer::Done, 0, 9),
        event(Operation::ReadBoth, Answer::Both(Some(1), None), 1, 2),
    ];
    assert!(!is_linearizable(&torn), "a transaction is seen whole");
    let twice = [
        event(put, Answer::Done, 0, 1),
        event(Operation::Replace(0, 1, 2), Answer::Done, 2, 8),
        event(Operation::Replace(0, 1, 3), Answer::Done, 3, 9),
    ];
    assert!(!is_linearizable(&twice), "only one of two writes on the same condition succeeds");
}

#[test]
fn reads_that_are_behind_have_no_order() {
    let engine = engine();
    engine.set_lag(1);
    let mut history = Vec::new();
    for (at, operation) in [Operation::Put(0, 1), Operation::Read(0)].into_iter().enumerate() {
        let began = 2 * at as u64;
        let answer = perform(&engine, operation, false);
        history.push(Event { operation, answer, began, ended: began + 1 });
    }
    assert!(!is_linearizable(&history), "{history:?}");
}

/// The test ends only when the reads do, and the writer only when the test does.
#[test]
fn readers_have_their_turn_beside_a_writer_that_never_rests() {
    let engine = engine();
    let (stop, written) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::SeqCst) {
                perform(&engine, Operation::Put(0, 1), true);
                written.fetch_add(1, Ordering::SeqCst);
            }
        });
        let answers: Vec<Answer> = (0..1_000).map(|_| perform(&engine, Operation::Read(1), true)).collect();
        while written.load(Ordering::SeqCst) == 0 {
            std::thread::yield_now();
        }
        stop.store(true, Ordering::SeqCst);
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    });
}
