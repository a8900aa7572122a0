//! Errors as bodies of HTTP answers.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html>.

use super::decoder::{Decoder, Direction, Result};
use super::json::{Kind, Writer};
use super::refusal::Layer;
use super::shape::{Shape, shapes};
use crate::Item;
use crate::api::{CancellationReason, ErrorCode, ServiceError, ThrottlingReason};

shapes! {
    CancellationReason {
        code: "Code" required,
        message: "Message",
        item: "Item",
    }

    ThrottlingReason {
        reason: "reason",
        resource: "resource",
    }
}

/// The HTTP status and the body of an error.
///
/// The id of the request is a header of the answer, which the caller sets.
pub fn encode_error(error: &ServiceError) -> (u16, Vec<u8>) {
    let name = error.code.as_str();
    let mut out = Writer::new();
    out.begin_object();
    out.name("__type");
    out.string(&format!("{}#{name}", namespace(name)));
    // The service leaves an empty message out.
    if !error.message.is_empty() {
        let capital = matches!(
            error.code,
            ErrorCode::Serialization | ErrorCode::UnknownOperation | ErrorCode::TransactionCanceled
        );
        out.name(if capital { "Message" } else { "message" });
        out.string(&error.message);
    }
    if let Some(item) = &error.item {
        out.name("Item");
        item.write(&mut out);
    }
    if !error.cancellation_reasons.is_empty() {
        out.name("CancellationReasons");
        error.cancellation_reasons.write(&mut out);
    }
    if !error.throttling_reasons.is_empty() {
        // One exception of the three that have them is of another generation, and begins its members small.
        let small = error.code == ErrorCode::Throttling;
        out.name(if small { "throttlingReasons" } else { "ThrottlingReasons" });
        error.throttling_reasons.write(&mut out);
    }
    out.end_object();
    (status(name), out.into_bytes())
}

/// The namespace that the service puts before an exception's name.
fn namespace(name: &str) -> &'static str {
    match name {
        "ValidationException" => "com.amazon.coral.validate",
        "ThrottlingException" => "com.amazon.coral.availability",
        "SerializationException"
        | "UnknownOperationException"
        | "AccessDeniedException"
        | "ExpiredTokenException"
        | "IncompleteSignatureException"
        | "InvalidSignatureException"
        | "MissingAuthenticationTokenException"
        | "UnrecognizedClientException" => "com.amazon.coral.service",
        _ => "com.amazonaws.dynamodb.v20120810",
    }
}

fn status(name: &str) -> u16 {
    match name {
        "InternalServerError" | "InternalFailure" => 500,
        "ServiceUnavailable" | "ServiceUnavailableException" => 503,
        _ => 400,
    }
}

/// Reads the error of an HTTP answer: its status, the header `x-amzn-RequestId`, and its body.
///
/// A body that is not of the service's making, as a proxy in between may send one, is an
/// [`ErrorCode::InternalServerError`] when the status says that the server failed, and an
/// [`ErrorCode::Other`] that names the status else. The body becomes the message, cut to a readable length.
/// A code that this version does not know is an [`ErrorCode::InternalServerError`] under such a status as well,
/// so that it is tried again.
pub fn decode_error(status: u16, request_id: Option<&str>, body: &[u8]) -> ServiceError {
    let mut error = read_error(body).unwrap_or_else(|_| foreign(status, body));
    if let (500.., ErrorCode::Other(name)) = (status, &error.code) {
        error.message = format!("{name}: {}", error.message);
        error.code = ErrorCode::InternalServerError;
    }
    error.request_id = request_id.map(str::to_owned);
    error
}

fn read_error(body: &[u8]) -> Result<ServiceError> {
    let mut decoder = Decoder::new(body, Direction::Response)?;
    let mut code = None;
    let mut error = ServiceError::new(ErrorCode::InternalServerError, "");
    decoder.json.begin_object()?;
    while let Some(name) = decoder.json.next_name()? {
        match &*name {
            "__type" => code = decoder.member("__type", String::read)?,
            "message" | "Message" if decoder.json.peek()? == Kind::String => {
                error.message = decoder.string()?.into_owned();
            }
            "Item" => error.item = decoder.member("Item", Item::read)?,
            "CancellationReasons" => {
                let reasons = decoder.member("CancellationReasons", Vec::read)?;
                error.cancellation_reasons = reasons.unwrap_or_default();
            }
            "ThrottlingReasons" | "throttlingReasons" => {
                let reasons = decoder.member("ThrottlingReasons", Vec::read)?;
                error.throttling_reasons = reasons.unwrap_or_default();
            }
            _ => decoder.json.skip()?,
        }
    }
    // A type may be followed by a link to its description.
    let code = code.as_deref().and_then(|code| code.split(':').next());
    error.code = match code {
        Some(code) => ErrorCode::from_name(code),
        None => return Err(decoder.json.unexpected().into()),
    };
    decoder.finish(Layer::Bare)?;
    Ok(error)
}

fn foreign(status: u16, body: &[u8]) -> ServiceError {
    const READABLE: usize = 500;
    let code = match status {
        500.. => ErrorCode::InternalServerError,
        _ => ErrorCode::Other(format!("HTTP {status}")),
    };
    ServiceError::new(code, String::from_utf8_lossy(body.get(..READABLE).unwrap_or(body)).into_owned())
}
