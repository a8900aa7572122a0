//! A backend that fails on purpose.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use dynamo_model::api::{Request, ThrottlingReason};
use dynamo_model::{Backend, BackendError, CallFuture, IntoBackend, PauseFuture};

use super::fault::{Fault, Rule};
use super::parts;
use super::touched::{Touched, is_on_items, is_write, touched};
use super::verdict::Verdict;
use crate::action::arn;
use crate::message;

/// Injects faults into the calls of a backend, by rules. Clones share their rules.
///
/// It is a backend like any other: table handles, the [`Endpoint`](crate::Endpoint) and the local server take it in
/// place of a [`Mock`](crate::Mock).
///
/// The rules are asked in the order in which they were added; the first one that strikes decides, and the others
/// do not count that call. The same rules, the same seed and the same calls always give the same faults.
///
/// ```
/// use dynamo_mock::{Fault, Faults, Mock, Rule};
/// use dynamo_model::Backend;
/// use dynamo_model::api::DescribeTableInput;
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let backend = Faults::new(Mock::new()).rule(Rule::new(Fault::Throttling).on("DescribeTable").times(1));
/// let request = DescribeTableInput { table_name: "none".into() };
/// let first = backend.call(request.clone().into()).await.unwrap_err().to_string();
/// let second = backend.call(request.into()).await.unwrap_err().to_string();
/// assert!(first.starts_with("ThrottlingException"));
/// assert!(second.starts_with("ResourceNotFoundException"));
/// assert_eq!(backend.injected(), 1);
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct Faults {
    backend: Arc<dyn Backend>,
    rules: Arc<Mutex<Rules>>,
}

#[derive(Debug, Default)]
struct Rules {
    seed: u64,
    rules: Vec<Rule>,
    /// How many rules were ever added: each has a sequence of chances of its own.
    added: u64,
    injected: u64,
}

/// The time of a request ran out, on purpose. Whether it was done cannot be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimedOut;

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time ran out (injected fault)")
    }
}

impl std::error::Error for TimedOut {}

impl Faults {
    /// A backend without faults, to add rules to.
    pub fn new(backend: impl IntoBackend) -> Self {
        Self { backend: backend.into_backend(), rules: Arc::default() }
    }

    /// The seed of rules that strike by chance. Comes before them.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        self.lock().seed = seed;
        self
    }

    /// Adds a rule.
    #[must_use]
    pub fn rule(self, rule: impl Into<Rule>) -> Self {
        self.add(rule);
        self
    }

    /// Adds a rule to a backend in use.
    pub fn add(&self, rule: impl Into<Rule>) {
        let mut rule = rule.into();
        let mut rules = self.lock();
        rules.added += 1;
        rule.seed(rules.seed ^ rules.added.rotate_left(32));
        rules.rules.push(rule);
    }

    /// Removes all rules.
    pub fn clear(&self) {
        self.lock().rules.clear();
    }

    /// How many faults were injected.
    pub fn injected(&self) -> u64 {
        self.lock().injected
    }

    fn lock(&self) -> MutexGuard<'_, Rules> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn judge(&self, request: &mut Request) -> Verdict {
        let mut rules = self.lock();
        let parts = touched(request);
        let Some(rule) =
            rules.rules.iter_mut().find_map(|rule| rule.strikes(request, &parts).then_some(&*rule))
        else {
            return Verdict::Pass;
        };
        let mut struck: Vec<bool> = parts.iter().map(|part| rule.fits_part(part)).collect();
        narrow(rule, &mut struck);
        let reasons = throttling_reasons(rule, request.action(), &parts, &struck);
        drop(parts);
        let verdict = verdict(rule, request, &struck, reasons);
        rules.injected += 1;
        verdict
    }
}

/// Leaves as many parts struck as the rule wants.
fn narrow(rule: &Rule, struck: &mut [bool]) {
    if rule.fault.strikes_parts() {
        // The last ones are struck first.
        let mut rest = rule.parts;
        for struck in struck.iter_mut().rev().filter(|struck| **struck) {
            *struck = rest > 0;
            rest = rest.saturating_sub(1);
        }
    } else {
        struck.fill(true);
    }
}

/// What is throttled: each table or index that a struck part names, once. Only work on items has reasons.
fn throttling_reasons(
    rule: &Rule,
    action: &str,
    parts: &[Touched<'_>],
    struck: &[bool],
) -> Vec<ThrottlingReason> {
    let Some(limit) = rule.fault.limit().filter(|_| is_on_items(action)) else { return Vec::new() };
    let mut reasons = Vec::new();
    for (part, _) in parts.iter().zip(struck).filter(|(_, struck)| **struck) {
        let reason = message::throttling_reason(arn(part.table), part.index, is_write(action), limit);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

fn verdict(rule: &Rule, request: &mut Request, struck: &[bool], reasons: Vec<ThrottlingReason>) -> Verdict {
    let timed_out = || BackendError::Transport(Box::new(TimedOut));
    let error = rule.fault.error().map(|mut error| {
        if error.throttling_reasons.is_empty() {
            error.throttling_reasons = reasons;
        }
        error
    });
    match (&rule.fault, error) {
        (Fault::Timeout, _) => Verdict::Fail(timed_out()),
        (Fault::TimeoutAfter, _) => Verdict::FailAfter(timed_out()),
        (Fault::InternalServerErrorAfter, Some(error)) => Verdict::FailAfter(error.into()),
        (_, Some(error)) => Verdict::refuse(request, struck, error),
        (_, None) => parts::take(request, struck).map_or(Verdict::Pass, Verdict::Shortened),
    }
}

impl Backend for Faults {
    fn call(&self, mut request: Request) -> CallFuture<'_> {
        Box::pin(async move { self.judge(&mut request).carry_out(&*self.backend, request).await })
    }

    fn pause(&self, duration: Duration) -> PauseFuture<'_> {
        self.backend.pause(duration)
    }

    fn now(&self) -> SystemTime {
        self.backend.now()
    }

    fn random(&self) -> u128 {
        self.backend.random()
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Faults").field("injected", &self.injected()).finish_non_exhaustive()
    }
}
