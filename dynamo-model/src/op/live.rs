//! Items that have not expired.
//!
//! DynamoDB deletes expired items when it comes to it, up to a few days late, and returns them until then.
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ttl-expired-items.html>.

use std::time::SystemTime;

use dynamo_schema::TableModel;

use crate::expression::{Comparison, Condition, DocumentPath, Operand};
use crate::written::since_1970;
use crate::{AttributeValue, Item, Number};

/// The filter that lets items through which have not expired: those whose expiry is after now, and those without one.
pub(super) fn condition(table: &TableModel, now: SystemTime) -> Option<Condition> {
    let expiry = Operand::Path(DocumentPath::attribute(table.ttl_attribute.clone()?));
    let now = AttributeValue::N(Number::from(since_1970(now).0));
    // What is absent or no number is not smaller than now.
    let expired = Condition::Compare(expiry, Comparison::LessOrEqual, Operand::Value(Ok(now)));
    Some(Condition::Not(Box::new(expired)))
}

/// The same of an item that was read.
pub(super) fn is_live(table: &TableModel, item: &Item, now: SystemTime) -> bool {
    match table.ttl_attribute.as_deref().and_then(|name| item.get(name)) {
        Some(AttributeValue::N(expiry)) => *expiry > Number::from(since_1970(now).0),
        _ => true,
    }
}
