//! How DynamoDB Local, release 1.25, is known to differ from DynamoDB.

use crate::{Answer, Knowledge, Known, Said, Step, Wording};

/// All that is known.
pub const DYNAMODB_LOCAL: Knowledge = Knowledge {
    wordings: WORDINGS,
    differences: DIFFERENCES,
    ignored: &["ConsumedCapacity"],
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

const DIFFERENCES: &[Known] = &[
    Known {
        action: "",
        ours: Said::Words("The provided key element does not match the schema"),
        theirs: Said::Words("Type mismatch for key"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("Type mismatch for key"),
        theirs: Said::Words("Type mismatch for key"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("Missing the key"),
        theirs: Said::Words("One of the required keys was not given a value"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("does not match the schema"),
        theirs: Said::Words("One of the required keys was not given a value"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("does not match the schema"),
        theirs: Said::Words("The number of conditions on the keys is invalid"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("Type mismatch for Index Key"),
        theirs: Said::Words("Type mismatch for Index Key"),
        reason: "index key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("The BETWEEN operator requires"),
        theirs: Said::Words("HeapByteBuffer"),
        reason: "binary bounds are shown as objects of the server's language",
    },
    Known {
        action: "",
        ours: Said::Words("Two document paths"),
        theirs: Said::Words("Two document paths"),
        reason: "the second of two overlapping paths is reported wrongly",
    },
    Known {
        action: "",
        ours: Said::Words("Invalid UpdateExpression"),
        theirs: Said::Words("Invalid UpdateExpression"),
        reason: "of two mistakes in one update expression the other one is reported",
    },
    Known {
        action: "",
        ours: Said::Words("is not defined"),
        theirs: Said::Words("is not defined"),
        reason: "of two undefined placeholders the other one is reported",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("TransactionCanceledException"),
        theirs: Said::Words("ValidationException"),
        reason: "the error of one action is answered in place of a cancellation",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("cannot include multiple operations"),
        theirs: Said::Anything,
        reason: "items that come twice are found late, or not at all",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Refused,
        theirs: Said::Words("cannot include multiple operations"),
        reason: "items that come twice are found before other mistakes",
    },
    Known {
        action: "",
        ours: Said::Words("reserved keyword"),
        theirs: Said::Done,
        reason: "reserved words inside of a path are not found before an item is",
    },
    Known {
        action: "BatchGetItem",
        ours: Said::Words("Provided list of item keys contains duplicates"),
        theirs: Said::Done,
        reason: "numbers that are equal but written in other ways are not the same key; by value they are",
    },
    Known {
        action: "",
        ours: Said::Words("ValidationException"),
        theirs: Said::Words("ResourceNotFoundException"),
        reason: "a table that is missing is found before mistakes in expressions",
    },
    Known {
        action: "",
        ours: Said::Words("ResourceNotFoundException"),
        theirs: Said::Words("ValidationException"),
        reason: "tables that are missing are found after the mistakes of others",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Anything,
        reason: "conditions of checks may go into key attributes",
    },
    Known {
        action: "TransactGetItems",
        ours: Said::Words("ValidationException"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "of several mistakes another one is reported",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("IdempotentParameterMismatchException"),
        theirs: Said::Refused,
        reason: "a token of another transaction is found after other mistakes",
    },
    Known {
        action: "",
        ours: Said::Words("SerializationException"),
        theirs: Said::Words("ValidationException"),
        reason: "members of another type are found late",
    },
    Known {
        action: "",
        ours: Said::Words("IdempotentParameterMismatchException"),
        theirs: Said::Words("IdempotentParameterMismatchException"),
        reason: "the error has no message",
    },
    Known {
        action: "",
        ours: Said::Words("contains duplicates"),
        theirs: Said::Words("contains duplicates"),
        reason: "the elements of a set with duplicates are shown in another form",
    },
    Known {
        action: "",
        ours: Said::Words("unused in expressions"),
        theirs: Said::Words("unused in expressions"),
        reason: "unused placeholders are listed in the order of a hash table",
    },
    Known {
        action: "",
        ours: Said::Words("The BETWEEN operator requires"),
        theirs: Said::Words("The BETWEEN operator requires"),
        reason: "numbers are shown as they were written",
    },
    Known {
        action: "",
        ours: Said::Words("Type mismatch for Index Key"),
        theirs: Said::Words("Invalid attribute value type"),
        reason: "index key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("Type mismatch for Index Key"),
        theirs: Said::Done,
        reason: "the type of an index key that an update computes is not checked",
    },
    Known {
        action: "",
        ours: Said::Words("The provided starting key is invalid"),
        theirs: Said::Refused,
        reason: "a start key of another form is refused in many words",
    },
    Known {
        action: "",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Words("Key attributes must be scalars"),
        reason: "of several key attributes the one in the condition is reported",
    },
    Known {
        action: "",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "in transactions conditions are checked before the paths of updates",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("document path"),
        theirs: Said::Words("does not exist"),
        reason: "of several misfits of one update another one is reported",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Refused,
        theirs: Said::Words("document path"),
        reason: "of several misfits of one update another one is reported",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Refused,
        theirs: Said::Words("does not exist"),
        reason: "of several misfits of one update another one is reported",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Refused,
        theirs: Said::Words("incorrect data type"),
        reason: "of several misfits of one update another one is reported",
    },
    Known {
        action: "",
        ours: Said::Words("One or more parameter values were invalid: Aggregated size"),
        theirs: Said::Words("Size limit exceeded"),
        reason: "key sizes in former words",
    },
    Known {
        action: "",
        ours: Said::Words("One or more parameter values were invalid: Size of"),
        theirs: Said::Words("Size limit exceeded"),
        reason: "key sizes in former words",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Anything,
        theirs: Said::Words("InternalFailure"),
        reason: "UPDATED_NEW without an update expression is an internal failure",
    },
    Known {
        action: "",
        ours: Said::Refused,
        theirs: Said::Words("InternalFailure"),
        reason: "members of another type are internal failures",
    },
    Known {
        action: "",
        ours: Said::Words("does not project"),
        theirs: Said::Words("does not project"),
        reason: "attributes that an index lacks are listed in the order of a hash table",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("TransactionCanceledException"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "of several mistakes of one action another one is the reason",
    },
    Known {
        action: "TransactGetItems",
        ours: Said::Words("TransactionCanceledException"),
        theirs: Said::Words("ValidationException"),
        reason: "the error of one action is answered in place of a cancellation",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("ValidationException"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "of several mistakes another one is reported",
    },
    Known {
        action: "",
        ours: Said::Words("ValidationException"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "conditions are checked before the paths of updates",
    },
    Known {
        action: "",
        ours: Said::Words("ValidationException"),
        theirs: Said::Words("ValidationException"),
        reason: "both refuse; of several mistakes another one is reported, or in other words",
    },
];

/// Differences that no words tell apart.
fn judge(step: &Step, ours: &Answer, theirs: &Answer) -> Option<&'static str> {
    let (Answer::Response(ours), Answer::Response(theirs)) = (ours, theirs) else { return None };
    let differs = |member: &str| ours.get(member) != theirs.get(member);
    match step.action.as_str() {
        "Query" if differs("Pages") && !differs("Items") => Some(
            "a page that ends with the only item of a partition without sort keys has no LastEvaluatedKey",
        ),
        "UpdateItem" if step.request.get("ReturnValues").is_some_and(|value| value == "UPDATED_NEW") => {
            Some("UPDATED_NEW leaves out lists that were set beyond their end")
        }
        "Scan" if step.request.contains_key("IndexName") && step.request.contains_key("FilterExpression") => {
            Some("the filter of a Scan sees attributes that the index does not hold")
        }
        _ => None,
    }
}
