//! How dynoxide 3.2 is known to differ from DynamoDB.

mod differences;

use dynamo_differential::{Answer, Knowledge, Step, Wording};
use serde_json::{Map, Value};

use self::differences::DIFFERENCES;

/// All that is known.
pub(crate) const DYNOXIDE: Knowledge = Knowledge {
    wordings: WORDINGS,
    differences: DIFFERENCES,
    capacity,
    idle_records: true,
    numbers_by_value: false,
    judge,
};

const WORDINGS: &[Wording] = &[];

/// The capacity is the same.
const fn capacity(_: &Step, _: &Value, _: &Value) -> Option<&'static str> {
    None
}

/// Differences that no words tell apart.
fn judge(step: &Step, ours: &Answer, theirs: &Answer) -> Option<&'static str> {
    let (Answer::Response(ours), Answer::Response(theirs)) = (ours, theirs) else { return None };
    match step.action.as_str() {
        "UpdateItem"
            if ours.get("Attributes").is_none()
                && step.request.get("ReturnValues").is_some_and(|wanted| wanted == "ALL_OLD")
                && theirs.get("Attributes") == step.request.get("Key") =>
        {
            Some(
                "ALL_OLD of an item that the update creates gives its key; there was no item, see \
                 https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html",
            )
        }
        "Query" | "Scan" if is_unfetched(step, ours, theirs) => Some(
            "what a local index lacks is not fetched from the table where the numbers of the key were written in \
             another form, see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html",
        ),
        "TransactGetItems" if more_of_keys(step, ours, theirs) => Some(
            "a projection in a transaction adds the sort key, or leaves an empty item out, see \
                 https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Get.html",
        ),
        _ => None,
    }
}

/// Whether the answers of a local index are the same but for attributes that theirs lacks.
fn is_unfetched(step: &Step, ours: &Value, theirs: &Value) -> bool {
    let local =
        step.request.get("IndexName").and_then(Value::as_str).is_some_and(|name| name.starts_with("lsi"));
    let (Some(all), Some(some)) = (ours["Items"].as_array(), theirs["Items"].as_array()) else {
        return false;
    };
    let holds = |all: &Value, some: &Value| {
        let pair = all.as_object().zip(some.as_object());
        pair.is_some_and(|(all, some)| some.iter().all(|(name, value)| all.get(name) == Some(value)))
    };
    // Items with more attributes find theirs first.
    let (mut left, mut some) = (all.clone(), some.clone());
    some.sort_by_key(|item| std::cmp::Reverse(item.as_object().map_or(0, Map::len)));
    local
        && left.len() == some.len()
        && some.iter().all(|item| {
            let found = left.iter().position(|all| holds(all, item));
            found.map(|at| left.swap_remove(at)).is_some()
        })
}

/// Whether the answers are the same but for key attributes that theirs has too many, and for empty items that it
/// has not.
fn more_of_keys(step: &Step, ours: &Value, theirs: &Value) -> bool {
    let (Some(ours), Some(theirs)) = (ours["Responses"].as_array(), theirs["Responses"].as_array()) else {
        return false;
    };
    let gets = step.request.get("TransactItems").and_then(Value::as_array);
    let key = |at: usize| gets.and_then(|gets| gets.get(at)).map(|get| get["Get"]["Key"].clone());
    ours.len() == theirs.len()
        && ours.iter().zip(theirs).enumerate().all(|(at, (ours, theirs))| {
            let key = key(at).unwrap_or_default();
            match (ours["Item"].as_object(), theirs["Item"].as_object()) {
                (Some(ours), Some(theirs)) => {
                    ours.iter().all(|(name, value)| theirs.get(name) == Some(value))
                        && theirs.keys().all(|name| ours.contains_key(name) || key.get(name).is_some())
                }
                (Some(ours), None) => ours.is_empty(),
                (None, theirs) => theirs.is_none(),
            }
        })
}
