//! The structures of each action, and the way from an action's name to them.

mod administration;
mod batch;
mod capacity;
mod item;
mod item_collection;
mod legacy;
mod page;
mod policy;
mod stream;
mod table;
mod time_to_live;
mod transaction;
mod update_table;
mod vector;

pub use stream::read_lambda_event;

use std::sync::Arc;

use super::decoder::{Decoder, Direction, Result};
use super::error::DecodeError;
use super::json::Writer;
use super::refusal::Layer;
use super::shape::Shape;
use crate::api::{ErrorCode, Request, Response, ServiceError};

macro_rules! actions {
    ($($action:ident),* $(,)?) => {
        /// The body of a request.
        ///
        /// ```
        /// use dynamo_model::{AttributeValue, Item, api::GetItemInput, wire};
        ///
        /// let key = Item::from_iter([("id", AttributeValue::from("a"))]);
        /// let request = GetItemInput { table_name: "Orders".into(), key, ..Default::default() }.into();
        /// let body = wire::encode_request(&request);
        /// assert_eq!(body, br#"{"TableName":"Orders","Key":{"id":{"S":"a"}}}"#);
        /// assert_eq!(wire::decode_request("GetItem", &body), Ok(request));
        /// ```
        pub fn encode_request(request: &Request) -> Vec<u8> {
            let mut out = Writer::with_capacity(1024);
            match request {
                $(Request::$action(input) => input.write(&mut out),)*
            }
            out.into_bytes()
        }

        /// Reads the body of a request for an action.
        ///
        /// # Errors
        /// As the service answers them: `UnknownOperationException` for an action that is not known here,
        /// `SerializationException` for what is not JSON of the action's types, `ValidationException` for
        /// values and members that the service refuses, and for members that are not supported here
        /// ([`UNMODELLED`](super::UNMODELLED)).
        pub fn decode_request(action: &str, body: &[u8]) -> std::result::Result<Request, ServiceError> {
            match action {
                $(stringify!($action) => {
                    Ok(Request::$action(read(body, Direction::Request, Layer::of(action))?))
                })*
                _ => Err(ServiceError::new(ErrorCode::UnknownOperation, "")),
            }
        }

        /// The body of a response.
        pub fn encode_response(response: &Response) -> Vec<u8> {
            let mut out = Writer::with_capacity(1024);
            match response {
                $(Response::$action(output) => output.write(&mut out),)*
            }
            out.into_bytes()
        }

        /// Reads the body of an action's response, as [`decode_response`] does, and leaves the items that a read or a
        /// write returns as they are: entities are decoded straight from the bytes.
        ///
        /// # Errors
        /// As [`decode_response`].
        pub fn decode_response_in_place(
            action: &str,
            body: &Arc<str>,
        ) -> std::result::Result<Response, DecodeError> {
            match action {
                $(stringify!($action) => {
                    let mut decoder = Decoder::shared(body);
                    let output = Shape::read(&mut decoder)?;
                    decoder.finish(Layer::Bare)?;
                    Ok(Response::$action(output))
                })*
                _ => Err(DecodeError::Refused(format!("unknown action {action}"))),
            }
        }

        /// Reads the body of an action's response. Members that this version does not know are passed over.
        ///
        /// # Errors
        /// When the action is not known here, or the body is not of its types.
        pub fn decode_response(action: &str, body: &[u8]) -> std::result::Result<Response, DecodeError> {
            match action {
                $(stringify!($action) => Ok(Response::$action(read(body, Direction::Response, Layer::Bare)?)),)*
                _ => Err(DecodeError::Refused(format!("unknown action {action}"))),
            }
        }
    };
}

actions! {
    CreateTable,
    DescribeTable,
    UpdateTable,
    DeleteTable,
    ListTables,
    UpdateTimeToLive,
    DescribeTimeToLive,
    TagResource,
    UntagResource,
    ListTagsOfResource,
    DescribeLimits,
    DescribeEndpoints,
    UpdateContinuousBackups,
    DescribeContinuousBackups,
    UpdateContributorInsights,
    DescribeContributorInsights,
    PutResourcePolicy,
    GetResourcePolicy,
    DeleteResourcePolicy,
    ListStreams,
    DescribeStream,
    GetShardIterator,
    GetRecords,
    GetItem,
    PutItem,
    UpdateItem,
    DeleteItem,
    Query,
    Scan,
    SearchVectors,
    BatchGetItem,
    BatchWriteItem,
    TransactGetItems,
    TransactWriteItems,
}

fn read<T: Shape>(body: &[u8], direction: Direction, layer: Layer) -> Result<T> {
    let mut decoder = Decoder::new(body, direction)?;
    let value = T::read(&mut decoder)?;
    decoder.finish(layer)?;
    Ok(value)
}
