//! How DynamoDB Local, release 1.25, is known to differ from DynamoDB.

mod differences;

use serde_json::{Map, Value};

use self::differences::DIFFERENCES;
use crate::{Answer, Knowledge, Step, Wording};

/// All that is known.
pub const DYNAMODB_LOCAL: Knowledge = Knowledge {
    wordings: WORDINGS,
    differences: DIFFERENCES,
    capacity,
    idle_records: false,
    numbers_by_value: true,
    judge,
};

const WORDINGS: &[Wording] = &[
    Wording { from: "Return values set to invalid value", to: "ReturnValues can only be ALL_OLD or NONE" },
    Wording { from: ": ConditionExpression is null", to: "" },
    Wording { from: ": UpdateExpression and ConditionExpression are null", to: "" },
    // The service counts since 2026.
    Wording { from: "1 validation error detected: ", to: "" },
    Wording { from: "Cannot do operations on a non-existent table", to: "Requested resource not found" },
    Wording { from: "The conditional request failed.", to: "The conditional request failed" },
    Wording {
        from: "Limit must be greater than or equal to 1",
        to: "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    },
    Wording {
        from: "BatchWriteItem cannot have a null or no requests set",
        to: "The requestItems parameter is required for BatchWriteItem",
    },
    Wording {
        from: "BatchGetItem must have some requests set",
        to: "Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    },
];

/// Differences that no words tell apart.
fn judge(step: &Step, ours: &Answer, theirs: &Answer) -> Option<&'static str> {
    match (ours, theirs) {
        (Answer::Refusal(ours), Answer::Refusal(theirs)) if is_reason_of(theirs, ours) => Some(
            "the error of one action is answered in place of a cancellation, see \
                 https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html",
        ),
        (_, Answer::Refusal(theirs)) if theirs["code"] == "InternalFailure" && is_idle_update(step) => Some(
            "UPDATED_OLD and UPDATED_NEW without an update expression are internal failures, see \
             https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html",
        ),
        (Answer::Response(ours), Answer::Response(theirs)) => match step.action.as_str() {
            "Query" if one_page_less(ours, theirs) => Some(
                "a page that ends with the only item of a partition without sort keys has no LastEvaluatedKey, see \
                 https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html",
            ),
            "Query" | "Scan" if contains_bytes(step) => Some(
                "CONTAINS of bytes compares them as texts, in which all that is no UTF-8 is the same, see \
                 https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Condition.html",
            ),
            "UpdateItem" if lacks_lists(ours, theirs) => Some(
                "UPDATED_OLD and UPDATED_NEW give whole maps where parts are updated, and leave out lists that were \
                     set beyond their end; they return only the updated attributes, see \
                     https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html",
            ),
            _ => None,
        },
        _ => None,
    }
}

/// Where the reported capacity differs from the documentation's formulas, see
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html>.
fn capacity(step: &Step, ours: &Value, theirs: &Value) -> Option<&'static str> {
    let asked = step.request.get("ReturnConsumedCapacity").is_some_and(|wanted| wanted != "NONE");
    let writes = matches!(step.action.as_str(), "PutItem" | "UpdateItem" | "DeleteItem");
    let (mine, yours) = (ours["CapacityUnits"].as_f64(), theirs["CapacityUnits"].as_f64());
    if !asked && ours.is_null() {
        return Some("capacity is reported where none is asked for");
    }
    if !writes && yours == Some(0.0) && matches!(mine, Some(0.5 | 1.0)) {
        return Some("a read that finds nothing costs nothing; it costs like the smallest item");
    }
    if writes && yours > mine && ours["Table"] == theirs["Table"] {
        return Some("a write pays for entries of indexes that it does not change");
    }
    None
}

/// Whether an older filter looks for bytes in an attribute.
fn contains_bytes(step: &Step) -> bool {
    let filters = ["ScanFilter", "QueryFilter"].iter().filter_map(|name| step.request.get(*name));
    filters.filter_map(Value::as_object).flat_map(Map::values).any(|condition| {
        let operator = condition["ComparisonOperator"].as_str().unwrap_or_default();
        operator.ends_with("CONTAINS") && condition["AttributeValueList"][0]["B"].is_string()
    })
}

/// Whether an update names no change, and asks for what it changed.
fn is_idle_update(step: &Step) -> bool {
    let asks = step.request.get("ReturnValues").is_some_and(|of| of == "UPDATED_NEW" || of == "UPDATED_OLD");
    step.action == "UpdateItem" && asks && !step.request.contains_key("UpdateExpression")
}

/// Whether an error is one of the reasons of a cancellation.
fn is_reason_of(error: &Value, cancellation: &Value) -> bool {
    let reasons = cancellation["CancellationReasons"].as_array();
    reasons.is_some_and(|reasons| {
        reasons
            .iter()
            .any(|reason| reason["Code"] == "ValidationError" && reason["Message"] == error["message"])
    })
}

/// Whether the answers are the same but for the number of pages.
fn one_page_less(ours: &Value, theirs: &Value) -> bool {
    let (mut ours, theirs) = (ours.clone(), theirs.clone());
    if ours["Pages"].as_u64() != theirs["Pages"].as_u64().map(|pages| pages + 1) {
        return false;
    }
    ours["Pages"] = theirs["Pages"].clone();
    ours == theirs
}

/// Whether the answers are the same but for lists that theirs has not, and for what maps hold beside what was set.
fn lacks_lists(ours: &Value, theirs: &Value) -> bool {
    let (Some(all), none) = (ours["Attributes"].as_object(), Map::new()) else { return false };
    let some = theirs["Attributes"].as_object().unwrap_or(&none);
    all.iter().all(|(name, value)| match some.get(name) {
        Some(other) => is_within(value, other),
        None => value["L"].is_array(),
    }) && some.keys().all(|name| all.contains_key(name))
}

/// Whether a value is the other one, or a part of it where both are maps.
fn is_within(value: &Value, other: &Value) -> bool {
    match (value["M"].as_object(), other["M"].as_object()) {
        (Some(some), Some(all)) => {
            some.iter().all(|(name, value)| all.get(name).is_some_and(|other| is_within(value, other)))
        }
        _ => value == other,
    }
}
