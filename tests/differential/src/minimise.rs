//! The fewest and simplest requests that still show a difference.

use serde_json::{Map, Value};

use crate::Step;
use crate::run::{Difference, Run, Sides};
use crate::table::Table;

/// How often a sequence is run again at most.
const TRIES: usize = 400;

struct Search<'a, 's> {
    run: &'a Run,
    sides: &'a mut Sides<'s>,
    tables: &'a [Table],
    signature: String,
    tries: usize,
    best: (Vec<Step>, Difference),
}

/// Drops requests, then parts of requests, as long as the last request shows the same difference.
pub(crate) fn minimise(
    run: &Run,
    sides: &mut Sides<'_>,
    tables: &[Table],
    steps: &[Step],
    difference: Difference,
) -> (Vec<Step>, Difference) {
    let steps = steps[..=difference.at].to_vec();
    let signature = difference.signature(&steps[difference.at]);
    let mut search = Search { run, sides, tables, signature, tries: TRIES, best: (steps, difference) };
    search.drop_steps();
    search.simplify();
    search.best
}

impl Search<'_, '_> {
    /// Takes a candidate when it shows the same difference in its last step.
    fn attempt(&mut self, steps: Vec<Step>) -> bool {
        if self.tries == 0 || steps.is_empty() {
            return false;
        }
        self.tries -= 1;
        let Some(found) = self.run.compare(&steps, self.tables, self.sides, None) else { return false };
        let same = found.at + 1 == steps.len() && found.signature(&steps[found.at]) == self.signature;
        if same {
            self.best = (steps, found);
        }
        same
    }

    /// Drops runs of steps, each half as long as the ones before.
    fn drop_steps(&mut self) {
        let mut length = self.best.0.len() / 2;
        while length > 0 {
            let mut end = self.best.0.len().saturating_sub(1);
            while end > 0 {
                let start = end.saturating_sub(length);
                let mut steps = self.best.0.clone();
                steps.drain(start..end);
                self.attempt(steps);
                end = start;
            }
            length /= 2;
        }
    }

    /// Drops members and elements of requests, the last request first.
    fn simplify(&mut self) {
        for at in (0..self.best.0.len()).rev() {
            let mut skip = 0;
            while let Some(request) = without(&self.best.0[at].request, skip) {
                let mut steps = self.best.0.clone();
                steps[at].request = request;
                if !self.attempt(steps) {
                    skip += 1;
                }
                if self.tries == 0 {
                    return;
                }
            }
        }
    }
}

/// The request without one of its parts, counted from the outside; `None` when there are not so many.
pub(crate) fn without(request: &Map<String, Value>, mut at: usize) -> Option<Map<String, Value>> {
    let mut whole = Value::Object(request.clone());
    let dropped = drop_part(&mut whole, &mut at);
    match whole {
        Value::Object(request) if dropped => Some(request),
        _ => None,
    }
}

fn drop_part(value: &mut Value, at: &mut usize) -> bool {
    match value {
        Value::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            if let Some(name) = names.get(*at) {
                members.remove(name);
                return true;
            }
            *at -= names.len();
            names.iter().any(|name| members.get_mut(name).is_some_and(|inner| drop_part(inner, at)))
        }
        Value::Array(elements) => {
            if *at < elements.len() {
                elements.remove(*at);
                return true;
            }
            *at -= elements.len();
            elements.iter_mut().any(|inner| drop_part(inner, at))
        }
        _ => false,
    }
}
