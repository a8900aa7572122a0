//! Runs: sequence after sequence, on the engine and on an oracle.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::minimise::minimise;
use crate::order::{Mistakes, kinds};
use crate::sequence::tables;
use crate::table::Table;
use crate::{Abilities, Answer, Comparison, Knowledge, Random, Respondent, Step, answer, sequence};

/// Why two refusals differ that are about two mistakes, each of which both sides report alone.
const ORDER: &str = "of two mistakes in a request the other one is reported first";

/// Why two refusals differ that are about two mistakes, each of which both sides reported elsewhere in the run.
const HEARD: &str = "of several mistakes in a request another one is reported first; both sides report each in other requests";

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
    /// How often each pair of different messages was met, for each known difference.
    pub pairs: BTreeMap<(&'static str, String), usize>,
    /// The kinds of mistakes that both sides reported in the same words, or in words known to be the same.
    pub(crate) agreed: BTreeSet<String>,
    /// Refusals that differ, and were not taken apart.
    pub(crate) undecided: Vec<(u64, Difference)>,
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
            let tables = tables(seed, self.abilities);
            let Some(difference) = self.compare(&steps, &tables, sides, Some((seed, &mut report))) else {
                continue;
            };
            self.add(&mut report, &mut signatures, sides, seed, &tables, &steps, difference);
        }
        for (seed, difference) in std::mem::take(&mut report.undecided) {
            let heard = |answer: &Answer| kinds(answer).iter().all(|kind| report.agreed.contains(kind));
            if heard(&difference.ours) && heard(&difference.theirs) {
                *report.known.entry(HEARD).or_default() += 1;
            } else if report.found.len() < self.differences {
                let (steps, tables) = (sequence(seed, LENGTH, self.abilities), tables(seed, self.abilities));
                self.add(&mut report, &mut signatures, sides, seed, &tables, &steps, difference);
            }
        }
        report
    }

    /// Adds a difference of a kind that is not there yet.
    #[allow(clippy::too_many_arguments, reason = "all of them say which difference it is")]
    fn add(
        &self,
        report: &mut Report,
        signatures: &mut Vec<String>,
        sides: &mut Sides<'_>,
        seed: u64,
        tables: &[Table],
        steps: &[Step],
        difference: Difference,
    ) {
        let signature = difference.signature(&steps[difference.at]);
        if signatures.contains(&signature) {
            return;
        }
        let whole = steps[difference.at].to_json(None);
        let (steps, difference) = minimise(self, sides, tables, steps, difference);
        let mut case = case(seed, &steps, &difference);
        case["whole"] = whole;
        report.found.push(case);
        signatures.push(signature);
    }

    /// The first difference that is not known.
    pub(crate) fn compare(
        &self,
        steps: &[Step],
        tables: &[Table],
        sides: &mut Sides<'_>,
        mut report: Option<(u64, &mut Report)>,
    ) -> Option<Difference> {
        sides.engine.reset();
        sides.oracle.reset();
        let mut comparison = Comparison::default();
        for (at, step) in steps.iter().enumerate() {
            comparison.learn(step);
            let knowledge = &self.knowledge;
            let normal =
                |given: Answer| knowledge.reworded(comparison.normal(step, &knowledge.renumbered(given)));
            let mut ours = normal(answer(sides.engine, step));
            let mut theirs = normal(answer(sides.oracle, step));
            if let Some(reason) = knowledge.forgive_capacity(step, &mut ours, &mut theirs)
                && let Some((_, report)) = &mut report
            {
                *report.known.entry(reason).or_default() += 1;
            }
            if let Some((_, report)) = &mut report {
                report.operations += 1;
                let done = report.done.entry(step.action.clone()).or_default();
                done[usize::from(!ours.is_response())] += 1;
            }
            if ours == theirs {
                if let Some((_, report)) = &mut report {
                    report.agreed.extend(kinds(&ours));
                }
                continue;
            }
            if report.is_none() && step.action == "CreateTable" && at + 1 < steps.len() {
                // A smaller case keeps its tables.
                return None;
            }
            let known = self.knowledge.reason(step, &ours, &theirs);
            let mut goes_on = !ours.is_response() && !theirs.is_response();
            let reason = known.or_else(|| {
                if !goes_on {
                    return None;
                }
                let mistakes = Mistakes::search(step, tables, &ours, &theirs, |step| {
                    let (ours, theirs) =
                        (normal(answer(sides.engine, step)), normal(answer(sides.oracle, step)));
                    let agree = ours == theirs || self.knowledge.reason(step, &ours, &theirs).is_some();
                    (ours, theirs, agree)
                });
                goes_on &= !mistakes.done;
                (mistakes.ours && mistakes.theirs).then_some(ORDER)
            });
            match (reason, &mut report) {
                (None, Some((seed, report))) if !ours.is_response() && !theirs.is_response() => {
                    report.undecided.push((*seed, Difference { at, ours, theirs }));
                    if !goes_on {
                        return None;
                    }
                }
                (None, _) => return Some(Difference { at, ours, theirs }),
                (Some(reason), report) => {
                    if let Some((_, report)) = report {
                        report.agreed.extend(kinds(&ours));
                        report.agreed.extend(kinds(&theirs));
                        *report.known.entry(reason).or_default() += 1;
                        let pair = format!("{}: {} | {}", step.action, gist(&ours), gist(&theirs));
                        *report.pairs.entry((reason, pair)).or_default() += 1;
                    }
                    // The tables may differ from here on.
                    if !goes_on {
                        return None;
                    }
                }
            }
        }
        None
    }
}

/// What a message says, without what it says it about.
fn gist(answer: &Answer) -> String {
    let Answer::Refusal(error) = answer else { return "a response".to_owned() };
    let message = error["message"].as_str().unwrap_or_default();
    let mut gist = format!("{} ", error["code"].as_str().unwrap_or_default());
    let mut depth = 0_u32;
    for character in message.chars() {
        match character {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            '0'..='9' if depth == 0 => gist.push('0'),
            _ if depth == 0 => gist.push(character),
            _ => {}
        }
    }
    for reason in error["CancellationReasons"].as_array().into_iter().flatten() {
        gist.push_str(&format!(" [{}]", reason["Message"].as_str().unwrap_or_default()));
    }
    gist
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
        for ((reason, pair), times) in &self.pairs {
            lines.push(format!("pair, {times} times, {reason}: {pair}"));
        }
        for case in &self.found {
            lines.push(format!("difference: {case:#}"));
        }
        lines.join("\n")
    }
}
