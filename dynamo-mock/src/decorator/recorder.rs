//! A backend that writes down what it is asked and what it answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use dynamo_model::api::{Request, ServiceError};
use dynamo_model::{Backend, CallFuture, IntoBackend, PauseFuture};

use super::metering;
use super::record::{Call, Outcome, Units};

/// Passes requests on, and keeps each with its answer. Clones share the record.
///
/// ```
/// use dynamo_mock::{Mock, Recorder};
/// use dynamo_model::Backend;
/// use dynamo_model::api::ScanInput;
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let recorder = Recorder::new(Mock::new()).forbid("Scan");
/// let scan = ScanInput { table_name: "orders".into(), ..ScanInput::default() };
/// assert!(recorder.call(scan.into()).await.is_err());
/// assert_eq!(recorder.count_of("Scan"), 1);
/// recorder.assert_at_most(1);
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct Recorder {
    backend: Arc<dyn Backend>,
    forbidden: BTreeSet<String>,
    metered: bool,
    record: Arc<Mutex<Record>>,
}

#[derive(Default)]
struct Record {
    /// How many calls were forgotten before the first one that is kept.
    forgotten: usize,
    calls: Vec<Call>,
}

impl Recorder {
    /// A recorder in front of a backend.
    pub fn new(backend: impl IntoBackend) -> Self {
        Self {
            backend: backend.into_backend(),
            forbidden: BTreeSet::new(),
            metered: false,
            record: Arc::default(),
        }
    }

    /// Asks for the capacity of every call. The callers see no more of it than they asked for themselves.
    #[must_use]
    pub const fn metered(mut self) -> Self {
        self.metered = true;
        self
    }

    /// Answers calls of an action with an error instead of passing them on. A clone forbids on its own.
    #[must_use]
    pub fn forbid(mut self, action: impl Into<String>) -> Self {
        self.forbidden.insert(action.into());
        self
    }

    /// The calls so far, in the order in which they were made.
    pub fn calls(&self) -> Vec<Call> {
        self.lock().calls.clone()
    }

    /// The requests so far, in the order in which they were made.
    pub fn requests(&self) -> Vec<Request> {
        self.lock().calls.iter().map(|call| call.request.clone()).collect()
    }

    /// The requests so far, which are forgotten.
    pub fn take(&self) -> Vec<Request> {
        let mut record = self.lock();
        record.forgotten += record.calls.len();
        std::mem::take(&mut record.calls).into_iter().map(|call| call.request).collect()
    }

    /// Forgets all calls, for example those that prepare a test.
    pub fn clear(&self) {
        self.take();
    }

    /// How many calls there were.
    pub fn count(&self) -> usize {
        self.lock().calls.len()
    }

    /// How many calls of an action there were.
    pub fn count_of(&self, action: &str) -> usize {
        self.lock().calls.iter().filter(|call| call.action() == action).count()
    }

    /// How often a Query or Scan read each index; under `None` the table itself.
    pub fn reads_by_index(&self) -> BTreeMap<Option<String>, usize> {
        let mut reads = BTreeMap::new();
        for call in &self.lock().calls {
            if matches!(call.request, Request::Query(_) | Request::Scan(_)) {
                *reads.entry(call.index().map(str::to_owned)).or_default() += 1;
            }
        }
        reads
    }

    /// The capacity that all calls used together, as far as the backend reported it; see [`Recorder::metered`].
    pub fn capacity(&self) -> Units {
        self.lock().calls.iter().map(Call::units).fold(Units::default(), |sum, units| Units {
            read: sum.read + units.read,
            write: sum.write + units.write,
        })
    }

    /// Asserts that nothing was scanned.
    ///
    /// # Panics
    /// When there was a Scan.
    #[track_caller]
    pub fn assert_no_scans(&self) {
        self.check(self.count_of("Scan") == 0, "no Scan was expected");
    }

    /// Asserts that there were at most so many calls.
    ///
    /// # Panics
    /// When there were more.
    #[track_caller]
    pub fn assert_at_most(&self, calls: usize) {
        self.check(self.count() <= calls, &format!("at most {calls} calls were expected"));
    }

    /// Asserts that there were exactly so many calls of an action.
    ///
    /// # Panics
    /// When there were fewer or more.
    #[track_caller]
    pub fn assert_count(&self, action: &str, calls: usize) {
        self.check(self.count_of(action) == calls, &format!("{calls} calls of {action} were expected"));
    }

    /// Asserts that an index was read.
    ///
    /// # Panics
    /// When it was not.
    #[track_caller]
    pub fn assert_index(&self, index: &str) {
        let found = self.reads_by_index().contains_key(&Some(index.to_owned()));
        self.check(found, &format!("a read of the index {index} was expected"));
    }

    /// Asserts that the calls used at most so many capacity units of either kind.
    ///
    /// # Panics
    /// When they used more.
    #[track_caller]
    pub fn assert_capacity_at_most(&self, units: Units) {
        let used = self.capacity();
        let within = used.read <= units.read && used.write <= units.write;
        self.check(within, &format!("at most {units:?} were expected, {used:?} were used"));
    }

    #[track_caller]
    fn check(&self, holds: bool, expected: &str) {
        if !holds {
            let calls: Vec<String> = self.lock().calls.iter().map(|call| format!("\n  {call}")).collect();
            panic!("{expected}; the calls were:{}", calls.concat());
        }
    }

    fn lock(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a call down and returns its number.
    fn begin(&self, request: Request) -> usize {
        let mut record = self.lock();
        record.calls.push(Call { request, outcome: Outcome::Open, capacity: Vec::new() });
        record.forgotten + record.calls.len() - 1
    }

    /// Changes a call that is not forgotten.
    fn end(&self, number: usize, change: impl FnOnce(&mut Call)) {
        let mut record = self.lock();
        let at = number.checked_sub(record.forgotten);
        if let Some(call) = at.and_then(|at| record.calls.get_mut(at)) {
            change(call);
        }
    }
}

impl Backend for Recorder {
    fn call(&self, mut request: Request) -> CallFuture<'_> {
        Box::pin(async move {
            let number = self.begin(request.clone());
            let action = request.action();
            if self.forbidden.contains(action) {
                self.end(number, |call| call.outcome = Outcome::Forbidden);
                let message = format!("{action} is forbidden by the recorder of this test");
                return Err(ServiceError::validation(message).into());
            }
            let wanted = if self.metered { metering::ask(&mut request) } else { None };
            let mut answer = self.backend.call(request).await;
            let capacity = answer.as_ref().map(metering::reported).unwrap_or_default();
            if let (Some(wanted), Ok(response)) = (wanted, &mut answer) {
                metering::strip(response, wanted);
            }
            let outcome = Outcome::of(&answer);
            self.end(number, |call| {
                call.outcome = outcome;
                call.capacity = capacity;
            });
            answer
        })
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

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("calls", &self.count()).finish_non_exhaustive()
    }
}
