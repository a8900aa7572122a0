//! DynamoDB's endpoint without a transport: a request's target and body in, status, headers and body out.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dynamo_model::api::{ErrorCode, Response, ServiceError};
use dynamo_model::{Backend, BackendError, IntoBackend, wire};

use crate::Wording;

/// A backend has no answer: its connection broke, or its time ran out. A write may have happened.
#[derive(Debug)]
pub struct NoAnswer {
    source: BackendError,
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl std::error::Error for NoAnswer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.source()
    }
}

/// DynamoDB's endpoint over a backend, for every transport: it reads a body, calls, and writes the answer.
///
/// ```
/// use dynamo_mock::{Endpoint, Mock};
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let endpoint = Endpoint::new(Mock::new());
/// let body = br#"{"TableName":"none"}"#;
/// let answer = endpoint.answer(Some("DynamoDB_20120810.DescribeTable"), body).await?;
/// assert_eq!(answer.status(), 400);
/// assert!(answer.body().starts_with(br#"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFound"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Endpoint {
    backend: Arc<dyn Backend>,
    /// How many requests were answered, for their ids.
    answered: AtomicU64,
    wording: Wording,
}

impl Endpoint {
    /// An endpoint that answers what the backend answers.
    pub fn new(backend: impl IntoBackend) -> Self {
        Self { backend: backend.into_backend(), answered: AtomicU64::new(0), wording: Wording::Current }
    }

    /// The same endpoint, with its errors in other words: those of bodies that cannot be read, and those of the
    /// backend.
    #[must_use]
    pub fn with_wording(self, wording: Wording) -> Self {
        Self { wording, ..self }
    }

    /// The backend.
    pub fn backend(&self) -> &Arc<dyn Backend> {
        &self.backend
    }

    /// Answers a request, given its header `X-Amz-Target` and its body.
    ///
    /// A body that is not JSON, a target that is missing or unknown, and every refusal of the backend are
    /// answers as well.
    ///
    /// # Errors
    /// When the backend has no answer.
    pub async fn answer(&self, target: Option<&str>, body: &[u8]) -> Result<Answer, NoAnswer> {
        Ok(match self.call(target, body).await? {
            Ok(response) => self.success(&response),
            Err(error) => self.refusal(&error),
        })
    }

    /// Calls the backend, and leaves its answer a value.
    pub(crate) async fn call(
        &self,
        target: Option<&str>,
        body: &[u8],
    ) -> Result<Result<Response, ServiceError>, NoAnswer> {
        let request = match action(target).and_then(|action| wire::decode_request(action, body)) {
            Ok(request) => request,
            Err(error) => return Ok(Err(error)),
        };
        match self.backend.call(request).await {
            Ok(response) => Ok(Ok(response)),
            Err(BackendError::Service { error, .. }) => Ok(Err(error)),
            Err(source) => Err(NoAnswer { source }),
        }
    }

    /// The answer that holds a response.
    pub(crate) fn success(&self, response: &Response) -> Answer {
        self.seal(200, wire::encode_response(response))
    }

    /// An answer whose response goes another way.
    #[cfg(feature = "sdk")]
    pub(crate) fn empty_success(&self) -> Answer {
        self.seal(200, b"{}".to_vec())
    }

    /// The answer that says why a request is refused.
    pub(crate) fn refusal(&self, error: &ServiceError) -> Answer {
        let mut worded = error.clone();
        self.wording.apply(&mut worded, None);
        let (status, body) = wire::encode_error(&worded);
        let mut answer = self.seal(status, body);
        if let Some(id) = &error.request_id {
            answer.request_id.clone_from(id);
        }
        answer.error = Some(error.code.clone());
        answer
    }

    /// The id of the next answer. The service's have as many characters and mean as little.
    pub(crate) fn next_request_id(&self) -> String {
        let number = self.answered.fetch_add(1, Ordering::Relaxed);
        // Formatted by hand: padding by `format!` costs as much as the rest of a GetItem.
        let mut id = [b'0'; 52];
        for (place, digit) in id.iter_mut().rev().take(16).enumerate() {
            *digit = match (number >> (4 * place) & 15) as u8 {
                small @ 0..10 => b'0' + small,
                large => b'A' - 10 + large,
            };
        }
        id.into_iter().map(char::from).collect()
    }

    fn seal(&self, status: u16, body: Vec<u8>) -> Answer {
        Answer {
            status,
            request_id: self.next_request_id(),
            crc32: crc32fast::hash(&body),
            error: None,
            body,
        }
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint").field("answered", &self.answered).finish_non_exhaustive()
    }
}

/// The name of the action that a target stands for.
pub(crate) fn action(target: Option<&str>) -> Result<&str, ServiceError> {
    // The actions on streams have a prefix of their own, as they have an endpoint of their own in the service.
    let of_streams = |target: &'_ str| target.starts_with(wire::STREAMS_TARGET_PREFIX);
    target
        .and_then(|target| {
            let name = target
                .strip_prefix(wire::TARGET_PREFIX)
                .or_else(|| target.strip_prefix(wire::STREAMS_TARGET_PREFIX))?;
            (wire::is_streams_action(name) == of_streams(target)).then_some(name)
        })
        .ok_or_else(|| ServiceError::new(ErrorCode::UnknownOperation, ""))
}

/// An answer of DynamoDB's, ready for a transport.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    status: u16,
    request_id: String,
    crc32: u32,
    error: Option<ErrorCode>,
    body: Vec<u8>,
}

impl Answer {
    /// The HTTP status.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The id of the request, which its header holds.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// What kind of error the answer is, when it is one.
    pub const fn error(&self) -> Option<&ErrorCode> {
        self.error.as_ref()
    }

    /// The headers that DynamoDB sends, in lower case: the media type, the request's id, and the checksum that
    /// some clients compare the body with.
    pub fn headers(&self) -> [(&'static str, String); 3] {
        [
            ("content-type", wire::CONTENT_TYPE.to_owned()),
            ("x-amzn-requestid", self.request_id.clone()),
            ("x-amz-crc32", self.crc32.to_string()),
        ]
    }

    /// The checksum of the body.
    #[cfg(feature = "server")]
    pub(crate) const fn crc32(&self) -> u32 {
        self.crc32
    }

    /// The body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body, by value.
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Mock;

    fn answer(target: Option<&str>, body: &str) -> Answer {
        let endpoint = Endpoint::new(Mock::new());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(endpoint.answer(target, body.as_bytes())).unwrap()
    }

    fn refused(target: Option<&str>, body: &str) -> String {
        let answer = answer(target, body);
        assert_eq!(answer.status(), 400);
        String::from_utf8(answer.into_body()).unwrap()
    }

    const UNKNOWN: &str = r#"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#;

    #[test]
    fn a_target_that_is_missing_or_of_another_service_is_an_unknown_operation() {
        assert_eq!(refused(None, "{}"), UNKNOWN);
        assert_eq!(refused(Some(""), "{}"), UNKNOWN);
        assert_eq!(refused(Some("GetItem"), "{}"), UNKNOWN);
        assert_eq!(refused(Some("DynamoDB_20111205.GetItem"), "{}"), UNKNOWN);
        assert_eq!(refused(Some("DynamoDB_20120810.Frobnicate"), "{}"), UNKNOWN);
    }

    #[test]
    fn a_body_that_is_no_json_is_a_serialization_exception() {
        for body in ["", "{", "nonsense", "{} {}", "\u{feff}{}"] {
            let message = refused(Some("DynamoDB_20120810.GetItem"), body);
            assert!(message.contains("com.amazon.coral.service#SerializationException"), "{body}: {message}");
        }
    }

    #[test]
    fn every_answer_has_an_id_and_the_checksum_of_its_body() {
        let answer = answer(None, "{}");
        let [kind, id, checksum] = answer.headers();
        assert_eq!(kind, ("content-type", "application/x-amz-json-1.0".to_owned()));
        assert_eq!((id.0, id.1.len()), ("x-amzn-requestid", 52));
        assert_eq!(checksum, ("x-amz-crc32", crc32fast::hash(answer.body()).to_string()));
    }

    #[test]
    fn ids_differ() {
        let endpoint = Endpoint::new(Mock::new());
        assert_ne!(endpoint.next_request_id(), endpoint.next_request_id());
        endpoint.answered.store(0xab12, Ordering::Relaxed);
        assert_eq!(endpoint.next_request_id(), format!("{:052X}", 0xab12));
    }
}
