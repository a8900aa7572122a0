//! The outputs of the SDK whose values can be put in, action by action.

use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::delete_item::DeleteItemOutput;
use aws_sdk_dynamodb::operation::get_item::GetItemOutput;
use aws_sdk_dynamodb::operation::put_item::PutItemOutput;
use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::operation::scan::ScanOutput;
use aws_sdk_dynamodb::operation::update_item::UpdateItemOutput;
use aws_smithy_runtime_api::client::interceptors::context::Output;
use aws_smithy_runtime_api::client::ser_de::SharedResponseDeserializer;
use dynamo_model::api::{self, Response};

use super::typed::Filling;
use super::value::{collection, consumed_capacity, item, optional_item, returned};

/// An output that takes the values of an answer.
pub(super) trait Fill: Clone + fmt::Debug + Send + Sync + 'static {
    /// Takes them all. An answer of another action has none.
    fn fill(&mut self, answer: &Response);
}

macro_rules! outputs {
    ($($action:ident: $output:ident),* $(,)?) => {
        /// Whether the SDK can take the answer as a value, and gains by it.
        pub(super) fn is_typed(answer: &Response) -> bool {
            match answer {
                $(Response::$action(answer) => answer.has_items(),)*
                _ => false,
            }
        }

        /// What puts the answer into an empty output; `None` when that is of another action.
        pub(super) fn deserializer(empty: Output, answer: Arc<Response>) -> Option<SharedResponseDeserializer> {
            match &*answer {
                $(Response::$action(_) => {
                    let empty = empty.downcast::<$output>().ok()?;
                    Some(SharedResponseDeserializer::new(Filling { empty, answer }))
                })*
                _ => None,
            }
        }

        $(impl Fill for $output {
            fn fill(&mut self, answer: &Response) {
                if let Response::$action(answer) = answer {
                    Values::put(answer, self);
                }
            }
        })*
    };
}

outputs! {
    GetItem: GetItemOutput,
    PutItem: PutItemOutput,
    UpdateItem: UpdateItemOutput,
    DeleteItem: DeleteItemOutput,
    Query: QueryOutput,
    Scan: ScanOutput,
}

/// The values of an answer, which go into an output of the SDK. They are taken apart field by field, so that
/// none can be forgotten.
trait Values<T> {
    /// Whether there is an item. An answer without one is as fast in JSON.
    fn has_items(&self) -> bool;

    fn put(&self, output: &mut T);
}

impl Values<GetItemOutput> for api::GetItemOutput {
    fn has_items(&self) -> bool {
        self.item.is_some()
    }

    fn put(&self, output: &mut GetItemOutput) {
        let Self { item, consumed_capacity: consumed } = self;
        output.item = returned(item.as_ref());
        output.consumed_capacity = consumed.as_ref().map(consumed_capacity);
    }
}

macro_rules! writes {
    ($($output:ident),* $(,)?) => {$(
        impl Values<$output> for api::$output {
            fn has_items(&self) -> bool {
                self.attributes.is_some()
            }

            fn put(&self, output: &mut $output) {
                let Self { attributes, consumed_capacity: consumed, item_collection_metrics } = self;
                output.attributes = returned(attributes.as_ref());
                output.consumed_capacity = consumed.as_ref().map(consumed_capacity);
                output.item_collection_metrics = item_collection_metrics.as_ref().map(collection);
            }
        }
    )*};
}

writes!(PutItemOutput, UpdateItemOutput, DeleteItemOutput);

macro_rules! pages {
    ($($output:ident),* $(,)?) => {$(
        impl Values<$output> for api::$output {
            fn has_items(&self) -> bool {
                !self.items.is_empty()
            }

            fn put(&self, output: &mut $output) {
                let Self { items, count, scanned_count, last_evaluated_key, consumed_capacity: consumed } = self;
                output.items = Some(items.iter().map(|one| item(one.as_item())).collect());
                output.count = *count;
                output.scanned_count = *scanned_count;
                output.last_evaluated_key = optional_item(last_evaluated_key.as_ref());
                output.consumed_capacity = consumed.as_ref().map(consumed_capacity);
            }
        }
    )*};
}

pages!(QueryOutput, ScanOutput);
