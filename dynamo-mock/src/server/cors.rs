//! Cross-origin requests: pages of every origin may call the server, as they may call DynamoDB Local.
//!
//! See <https://fetch.spec.whatwg.org/#http-cors-protocol>.

use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS, HeaderMap,
    HeaderValue, ORIGIN,
};

/// What a page may do with an answer. Requests that no page made get none of it.
pub(super) fn allow(request: &HeaderMap, answer: &mut HeaderMap) {
    if request.contains_key(ORIGIN) {
        answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        answer.insert(
            ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("x-amzn-RequestId, x-amzn-ErrorType, x-amz-crc32, Date"),
        );
    }
}

/// What a page may send, which its browser asks for before it sends anything.
pub(super) fn preflight(request: &HeaderMap, answer: &mut HeaderMap) {
    answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    answer.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, OPTIONS"));
    answer.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("172800"));
    // The signature's headers differ between clients: all that are asked for are allowed.
    if let Some(headers) = request.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        answer.insert(ACCESS_CONTROL_ALLOW_HEADERS, headers.clone());
    }
}
