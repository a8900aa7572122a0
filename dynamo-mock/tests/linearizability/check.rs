//! The search for an order.

use std::collections::HashSet;

use crate::history::{Answer, Event, Operation};

/// The two registers: items with a value, or absent.
type State = [Option<u64>; 2];

/// What a call answers in a state, and the state after it.
fn apply(operation: Operation, state: State) -> (Answer, State) {
    let with = |register: usize, value| {
        let mut next = state;
        next[register] = value;
        next
    };
    match operation {
        Operation::Put(register, value) => (Answer::Done, with(register, Some(value))),
        Operation::Replace(register, old, new) if state[register] == Some(old) => {
            (Answer::Done, with(register, Some(new)))
        }
        Operation::Replace(..) => (Answer::Refused, state),
        Operation::Add(register) => {
            let sum = state[register].unwrap_or(0) + 1;
            (Answer::Value(Some(sum)), with(register, Some(sum)))
        }
        Operation::PutBoth(one, two) => (Answer::Done, [Some(one), Some(two)]),
        Operation::Move(from) => match state[from] {
            // Takes one from a register that has it, and gives it to the other one.
            Some(value) if value > 0 => {
                let mut next = with(from, Some(value - 1));
                next[1 - from] = Some(state[1 - from].unwrap_or(0) + 1);
                (Answer::Done, next)
            }
            _ => (Answer::Refused, state),
        },
        Operation::Read(register) => (Answer::Value(state[register]), state),
        Operation::ReadBoth => (Answer::Both(state[0], state[1]), state),
    }
}

/// Whether some order of the calls gives all answers, in which each call that ended before another one began comes
/// before it. A history has at most 32 calls.
pub(crate) fn is_linearizable(history: &[Event]) -> bool {
    assert!(history.len() <= 32, "the calls that are done are bits");
    search(history, 0, [None; 2], &mut HashSet::new())
}

/// `done` holds a bit for each call that has its place. What follows depends on these and on the state alone.
fn search(history: &[Event], done: u32, state: State, tried: &mut HashSet<(u32, State)>) -> bool {
    let open: Vec<usize> = (0..history.len()).filter(|at| done & (1 << at) == 0).collect();
    if open.is_empty() {
        return true;
    }
    if !tried.insert((done, state)) {
        return false;
    }
    // The next call began before any open one ended.
    let first_end = open.iter().map(|&at| history[at].ended).min().unwrap_or(u64::MAX);
    open.into_iter().filter(|&at| history[at].began < first_end).any(|at| {
        let (answer, next) = apply(history[at].operation, state);
        answer == history[at].answer && search(history, done | (1 << at), next, tried)
    })
}
