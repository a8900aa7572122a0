//! AWS JSON 1.0, the protocol of DynamoDB: requests, responses and errors as bytes, in both directions.
//!
//! ```text
//! api::Request      encode_request  →  bytes  →  decode_request       (a server's side)
//! api::Response     encode_response →  bytes  →  decode_response      (a client's side)
//! api::ServiceError encode_error    →  bytes  →  decode_error
//! ```
//!
//! The stages are files: [`json`] knows the text, `value` attribute values and items, `shape` how a structure's
//! members are written and read (one listing for both), `action` the structures of each action, `unmodelled`
//! the members of the real API that the plain values of [`api`](crate::api) lack. [`EncodedItem`] is an item
//! that stays JSON until a decoder takes values out of it.
//!
//! See <https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html>.

mod action;
mod base64;
mod decoder;
mod encoded;
mod error;
pub mod json;
mod mismatch;
mod refusal;
mod service_error;
mod shape;
mod unmodelled;
mod value;

pub use action::{
    decode_request, decode_response, decode_response_in_place, encode_request, encode_response,
    read_lambda_event,
};
pub use encoded::EncodedItem;
pub(crate) use encoded::{EncodedElements, EncodedFields, EncodedValue, bytes, number};
pub use error::DecodeError;
pub use service_error::{decode_error, encode_error};
pub use unmodelled::{Treatment, UNMODELLED, Unmodelled};
pub(crate) use value::ValueKind;
pub use value::{decode_item, decode_value, encode_item, encode_value};

/// The media type of requests and responses.
pub const CONTENT_TYPE: &str = "application/x-amz-json-1.0";

/// What the header `X-Amz-Target` holds before the name of the action.
pub const TARGET_PREFIX: &str = "DynamoDB_20120810.";

/// The same of DynamoDB Streams, whose actions have a prefix of their own.
pub const STREAMS_TARGET_PREFIX: &str = "DynamoDBStreams_20120810.";

/// Whether an action is one of DynamoDB Streams.
pub fn is_streams_action(action: &str) -> bool {
    matches!(action, "ListStreams" | "DescribeStream" | "GetShardIterator" | "GetRecords")
}
