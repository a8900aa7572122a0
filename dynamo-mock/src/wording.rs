//! The words of errors before and after mid-2026.

use dynamo_model::api::{Request, ServiceError};

use crate::message::former;

/// Which words errors are said in. Codes, results and the order of checks are the same.
///
/// The service changed its words between June and October 2026. Code asks for an error's code, not for its words,
/// see <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html>; the former words
/// are for tests of code that does not.
///
/// ```
/// use dynamo_mock::{Engine, Wording};
/// use dynamo_model::api::ScanInput;
///
/// let engine = Engine::new();
/// let message = |engine: &Engine| {
///     let scan = ScanInput { table_name: "orders".into(), limit: Some(0), ..ScanInput::default() };
///     engine.call(scan.into()).unwrap_err().message
/// };
/// let rule = "failed to satisfy constraint: Member must have value greater than or equal to 1";
/// assert_eq!(message(&engine), format!("1 validation error detected: Value at 'Limit' {rule}"));
/// engine.set_wording(Wording::Former);
/// assert_eq!(message(&engine), format!("1 validation error detected: Value '0' at 'limit' {rule}"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wording {
    /// The words of late 2026: most errors that a request alone shows begin with their count.
    #[default]
    Current,
    /// The words before, which DynamoDB Local has still: broken constraints alone begin with their count, and name
    /// the value and the member.
    Former,
}

impl Wording {
    /// Puts an error into these words. `request` is what was refused, where it could be read.
    pub(crate) fn apply(self, error: &mut ServiceError, request: Option<&Request>) {
        if self == Self::Current {
            return;
        }
        let value = |member: &str| request.and_then(|request| value_of(request, member));
        error.message = former::reworded(&error.message, value);
        for reason in &mut error.cancellation_reasons {
            if let Some(message) = &mut reason.message {
                *message = former::reworded(message, value);
            }
        }
    }
}

/// The value of a member that the former words show.
fn value_of(request: &Request, member: &str) -> Option<String> {
    let (limit, segment, total) = match request {
        Request::Query(input) => (input.limit, None, None),
        Request::Scan(input) => (input.limit, input.segment, input.total_segments),
        _ => (None, None, None),
    };
    match member {
        "Limit" => limit.map(|limit| limit.to_string()),
        "Segment" => segment.map(|segment| segment.to_string()),
        "TotalSegments" => total.map(|total| total.to_string()),
        "TableName" => Some(String::new()),
        _ => None,
    }
}
