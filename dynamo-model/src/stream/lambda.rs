//! Records as `aws_lambda_events` has them.

use std::collections::HashMap;

use aws_lambda_events::dynamodb::{EventRecord, StreamViewType as View};
use aws_lambda_events::streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse};

use super::{BatchResponse, IntoRecord};
use crate::Item;
use crate::api::{Identity, OperationType, Record, StreamRecord, StreamViewType};
use crate::attribute::serde::from_dynamo;
use crate::decode::DecodeError;
use crate::error::Result;

impl IntoRecord for EventRecord {
    fn into_record(self) -> Result<Record> {
        let refused = |what: String| DecodeError::invalid(format!("not a record of a stream: {what}"));
        let event_name = match &*self.event_name {
            "INSERT" => OperationType::Insert,
            "MODIFY" => OperationType::Modify,
            "REMOVE" => OperationType::Remove,
            other => return Err(refused(format!("there is no event `{other}`")).into()),
        };
        let write = self.change;
        let missing = || refused("it has no sequence number".to_owned());
        let written_at = write.approximate_creation_date_time;
        let keys = item(write.keys)?.ok_or_else(|| refused("it has no key".to_owned()))?;
        let dynamodb = StreamRecord {
            approximate_creation_date_time: Some(written_at.timestamp_millis() as f64 / 1000.0),
            keys,
            new_image: item(write.new_image)?,
            old_image: item(write.old_image)?,
            sequence_number: write.sequence_number.ok_or_else(missing)?,
            size_bytes: write.size_bytes,
            stream_view_type: match write.stream_view_type {
                Some(View::NewImage) => StreamViewType::NewImage,
                Some(View::OldImage) => StreamViewType::OldImage,
                Some(View::KeysOnly) => StreamViewType::KeysOnly,
                _ => StreamViewType::NewAndOldImages,
            },
        };
        let user_identity = self.user_identity.map(|identity| Identity {
            principal_id: Some(identity.principal_id),
            kind: Some(identity.type_),
        });
        Ok(Record {
            event_id: self.event_id,
            event_name,
            event_version: self.event_version.unwrap_or_default(),
            event_source: self.event_source.unwrap_or_default(),
            aws_region: self.aws_region,
            dynamodb,
            user_identity,
        })
    }
}

/// An item; nothing when it is empty, which no item of a table is.
fn item(item: serde_dynamo::Item) -> Result<Option<Item>> {
    let item: HashMap<String, serde_dynamo::AttributeValue> = item.into();
    let attributes = item.into_iter().map(|(name, value)| match from_dynamo(value) {
        Ok(value) => Ok((name, value)),
        Err(error) => Err(error.at(name)),
    });
    let item = Item::from_iter(attributes.collect::<Result<Vec<_>, _>>()?);
    Ok((!item.is_empty()).then_some(item))
}

impl From<BatchResponse> for DynamoDbEventResponse {
    fn from(response: BatchResponse) -> Self {
        let mut answer = Self::default();
        answer.batch_item_failures.extend(response.failed().map(|number| {
            let mut failure = DynamoDbBatchItemFailure::default();
            failure.item_identifier = Some(number.to_owned());
            failure
        }));
        answer
    }
}
