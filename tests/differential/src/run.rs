//! Runs: sequence after sequence, on the engine and on an oracle.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::minimise::minimise;
use crate::{Abilities, Answer, Comparison, Knowledge, Random, Respondent, Step, answer, sequence};

/// How many requests a sequence has, beside those that begin and end it.
const LENGTH: usize = 60;

/// A run.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// What all sequences are made from.
    pub seed: u64,
    /// How many requests are compared at least, unless differences end the run.
    pub operations: usize,
    /// How many different differences end the run.
    pub differences: usize,
    /// What the oracle knows of the API.
    pub abilities: Abilities,
    /// How the oracle is known to differ.
    pub knowledge: Knowledge,
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Report {
    /// How many requests were compared.
    pub operations: usize,
    /// How many of them were done, by action; the others were refused by both.
    pub done: BTreeMap<String, [usize; 2]>,
    /// How often each known difference was met.
    pub known: BTreeMap<&'static str, usize>,
    /// The differences that are not known, each as a case with the fewest requests that show it.
    pub found: Vec<Value>,
}

/// A difference: the step, and both answers.
#[derive(Debug, Clone)]
pub(crate) struct Difference {
    pub(crate) at: usize,
    pub(crate) ours: Answer,
    pub(crate) theirs: Answer,
}

impl Difference {
    /// Differences with equal signatures have one cause.
    pub(crate) fn signature(&self, step: &Step) -> String {
        let kind = |answer: &Answer| match answer {
            Answer::Response(_) => "a response".to_owned(),
            Answer::Refusal(error) => {
                let message = error["message"].as_str().unwrap_or_default();
                let head: String = message.split([':', ';', ',']).take(2).collect();
                format!("{} {head}", error["code"])
            }
        };
        let members = match (&self.ours, &self.theirs) {
            (Answer::Response(Value::Object(ours)), Answer::Response(Value::Object(theirs))) => {
                let names = ours.keys().chain(theirs.keys());
                names
                    .filter(|name| ours.get(*name) != theirs.get(*name))
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(" ")
            }
            _ => String::new(),
        };
        format!("{}: {} | {} {members}", step.action, kind(&self.ours), kind(&self.theirs))
    }
}

/// Both sides of a run.
pub struct Sides<'s> {
    /// The engine.
    pub engine: &'s mut dyn Respondent,
    /// The oracle.
    pub oracle: &'s mut dyn Respondent,
}

impl Run {
    /// Compares until all operations are done or enough differences are found.
    pub fn start(&self, sides: &mut Sides<'_>) -> Report {
        let mut report = Report::default();
        let mut seeds = Random::new(self.seed);
        let mut signatures = Vec::new();
        while report.operations < self.operations && report.found.len() < self.differences {
            let seed = seeds.number();
            let steps = sequence(seed, LENGTH, self.abilities);
            let Some(difference) = self.compare(&steps, sides, Some(&mut report)) else { continue };
            let signature = difference.signature(&steps[difference.at]);
            if !signatures.contains(&signature) {
                let (steps, difference) = minimise(self, sides, &steps, difference);
                report.found.push(case(seed, &steps, &difference));
                signatures.push(signature);
            }
        }
        report
    }

    /// The first difference that is not known.
    pub(crate) fn compare(
        &self,
        steps: &[Step],
        sides: &mut Sides<'_>,
        mut report: Option<&mut Report>,
    ) -> Option<Difference> {
        sides.engine.reset();
        sides.oracle.reset();
        let mut comparison = Comparison::default();
        for (at, step) in steps.iter().enumerate() {
            comparison.learn(step);
            let knowledge = &self.knowledge;
            let normal =
                |given: Answer| knowledge.reworded(comparison.normal(step, &knowledge.renumbered(given)));
            let ours = normal(answer(sides.engine, step));
            let theirs = normal(answer(sides.oracle, step));
            if let Some(report) = report.as_deref_mut() {
                report.operations += 1;
                let done = report.done.entry(step.action.clone()).or_default();
                done[usize::from(!ours.is_response())] += 1;
            }
            if ours == theirs {
                continue;
            }
            match self.knowledge.reason(step, &ours, &theirs) {
                None => return Some(Difference { at, ours, theirs }),
                Some(reason) => {
                    if let Some(report) = report.as_deref_mut() {
                        *report.known.entry(reason).or_default() += 1;
                    }
                    // The tables may differ from here on.
                    if ours.is_response() || theirs.is_response() {
                        return None;
                    }
                }
            }
        }
        None
    }
}

/// A difference as a case: it expects what the engine answers, and shows the oracle's answer beside it.
fn case(seed: u64, steps: &[Step], difference: &Difference) -> Value {
    let mut written: Vec<Value> = steps.iter().map(|step| step.to_json(None)).collect();
    if let (Some(last), Some(step)) = (written.last_mut(), steps.last()) {
        *last = step.to_json(Some(&difference.ours));
        last["oracle"] = match &difference.theirs {
            Answer::Response(body) => json!({"response": body}),
            Answer::Refusal(error) => json!({"error": error}),
        };
    }
    json!({"seed": seed, "steps": written})
}

impl Report {
    /// The report as text.
    pub fn summary(&self) -> String {
        let mut lines = vec![format!("{} operations compared", self.operations)];
        for (action, [done, refused]) in &self.done {
            lines.push(format!("  {action}: {done} done, {refused} refused"));
        }
        for (reason, times) in &self.known {
            lines.push(format!("known difference, {times} times: {reason}"));
        }
        for case in &self.found {
            lines.push(format!("difference: {case:#}"));
        }
        lines.join("\n")
    }
}
