//! How DynamoDB Local, release 1.25, is known to differ from DynamoDB.

use serde_json::{Map, Value};

use crate::{Answer, Knowledge, Known, Said, Step, Wording};

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

const DIFFERENCES: &[Known] = &[
    Known {
        action: "",
        ours: Said::Words("The provided key element does not match the schema"),
        theirs: Said::Words("Type mismatch for key"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("The provided key element does not match the schema"),
        theirs: Said::Words("One of the required keys was not given a value"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("The provided key element does not match the schema"),
        theirs: Said::Words("The number of conditions on the keys is invalid"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("The provided key element does not match the schema"),
        theirs: Said::Words("Invalid attribute value type"),
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
        ours: Said::Words("Type mismatch for key"),
        theirs: Said::Words("Invalid attribute value type"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("Type mismatch for Index Key"),
        theirs: Said::Words("Type mismatch for Index Key"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("Type mismatch for Index Key"),
        theirs: Said::Words("Invalid attribute value type"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("One or more parameter values were invalid: Aggregated size"),
        theirs: Said::Words("Size limit exceeded"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("One or more parameter values were invalid: Size of"),
        theirs: Said::Words("Size limit exceeded"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("One or more parameter values were invalid: Aggregated size"),
        theirs: Said::Words("Hash primary key values must be under"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("One or more parameter values were invalid: Size of"),
        theirs: Said::Words("Hash primary key values must be under"),
        reason: "key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("The BETWEEN operator requires"),
        theirs: Said::Words("The BETWEEN operator requires"),
        reason: "numbers are shown as they were written",
    },
    Known {
        action: "",
        ours: Said::Words("Two document paths overlap"),
        theirs: Said::Words("Two document paths overlap"),
        reason: "the second of two overlapping paths is reported wrongly",
    },
    Known {
        action: "",
        ours: Said::Words("Two document paths conflict"),
        theirs: Said::Words("Two document paths conflict"),
        reason: "the second of two conflicting paths is reported wrongly",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("cannot include multiple operations"),
        theirs: Said::Done,
        reason: "an item may come twice",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("cannot include multiple operations"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "items that come twice are found after conditions, and not at all in some checks",
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
        action: "TransactWriteItems",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Done,
        reason: "conditions of checks may go into key attributes",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "conditions of checks may go into key attributes",
    },
    Known {
        action: "",
        ours: Said::Words("IdempotentParameterMismatchException"),
        theirs: Said::Words("IdempotentParameterMismatchException"),
        reason: "the error has no message",
    },
    Known {
        action: "",
        ours: Said::Words("Input collection"),
        theirs: Said::Words("Input collection"),
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
        ours: Said::Words("Type mismatch for Index Key"),
        theirs: Said::Done,
        reason: "the type of an index key that an update computes is not checked",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("Aggregated size of all range keys"),
        theirs: Said::Done,
        reason: "an update does not check index keys that it does not change",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Anything,
        theirs: Said::Words("InternalFailure"),
        reason: "UPDATED_NEW without an update expression is an internal failure",
    },
    Known {
        action: "",
        ours: Said::Words("SerializationException"),
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
        action: "Query",
        ours: Said::Words("The provided starting key is invalid"),
        theirs: Said::Words("The provided starting key"),
        reason: "a start key of another form is refused in many words",
    },
    Known {
        action: "Query",
        ours: Said::Words("{KeyConditions} Expression parameters: {FilterExpression}"),
        theirs: Said::Done,
        reason: "a filter expression may stand beside KeyConditions; the service refuses to mix legacy and expression parameters, see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html",
    },
    Known {
        action: "",
        ours: Said::Words("Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD"),
        theirs: Said::Words("ReturnValues can only be ALL_OLD or NONE"),
        reason: "ReturnValues that do not exist are called ones that the action does not have",
    },
    Known {
        action: "",
        ours: Said::Words("The parameter cannot be converted to a numeric value"),
        theirs: Said::Words("A value provided cannot be converted into a number"),
        reason: "numbers in former words",
    },
    Known {
        action: "Scan",
        ours: Said::Words("The Segment parameter is zero-based"),
        theirs: Said::Words("at 'segment' failed to satisfy constraint"),
        reason: "segments in former words",
    },
    Known {
        action: "Scan",
        ours: Said::Words("Value at 'TotalSegments' failed"),
        theirs: Said::Words("at 'segment' failed to satisfy constraint"),
        reason: "segments in former words",
    },
    Known {
        action: "",
        ours: Said::Words("The provided starting key is invalid"),
        theirs: Said::Words("Exclusive Start Key must have same size"),
        reason: "a start key of another form is refused in many words",
    },
    Known {
        action: "",
        ours: Said::Words("The provided starting key is invalid"),
        theirs: Said::Words("Type mismatch for attribute to update"),
        reason: "a start key of another form is refused in many words",
    },
    Known {
        action: "",
        ours: Said::Words("CONTAINS is not valid for"),
        theirs: Said::Done,
        reason: "CONTAINS takes types that its documentation does not list, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Condition.html",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("refers to an attribute that does not exist"),
        theirs: Said::Words("The document path provided in the update expression is invalid"),
        reason: "of two misfits of one action of an update the other one is reported",
    },
    Known {
        action: "Query",
        ours: Said::Words("Consistent reads are not supported on global secondary indexes"),
        theirs: Said::Words("Consistent read cannot be true when querying a GSI"),
        reason: "consistent reads in former words",
    },
    Known {
        action: "Query",
        ours: Said::Words("The number of query conditions"),
        theirs: Said::Words("Conditions can be of length 1 or 2 only"),
        reason: "too many key conditions in former words",
    },
    Known {
        action: "Query",
        ours: Said::Words("ExpressionAttributeValues can only be specified when using expressions"),
        theirs: Said::Words("ExpressionAttributeValues can only be specified when using expressions"),
        reason: "the parameters that are missing are listed in other words",
    },
    Known {
        action: "",
        ours: Said::Words("Value null at"),
        theirs: Said::Words("Item to put in PutItem cannot be null"),
        reason: "members that are missing in former words",
    },
    Known {
        action: "",
        ours: Said::Words("Value null at"),
        theirs: Said::Words("Invalid table/index name"),
        reason: "members that are missing in former words",
    },
    Known {
        action: "",
        ours: Said::Words("Value null at"),
        theirs: Said::Words("The list of keys in RequestItems for BatchGetItem is required"),
        reason: "members that are missing in former words",
    },
    Known {
        action: "BatchWriteItem",
        ours: Said::Words("Map value must satisfy constraint"),
        theirs: Said::Words("Too many items requested for the BatchWriteItem call"),
        reason: "lengths of lists in former words",
    },
    Known {
        action: "",
        ours: Said::Words("CONTAINS is not valid for"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "CONTAINS takes types that its documentation does not list, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Condition.html",
    },
    Known {
        action: "BatchGetItem",
        ours: Said::Words("Value null at 'requestItems'"),
        theirs: Said::Words("Value at 'RequestItems'"),
        reason: "members that are missing in former words",
    },
    Known {
        action: "",
        ours: Said::Words("ExpressionAttributeValues contains invalid value"),
        theirs: Said::Words("ExpressionAttributeValues contains invalid key"),
        reason: "of two mistakes of one placeholder the other one is reported",
    },
    Known {
        action: "",
        ours: Said::Words("at 'attributesToGet' failed to satisfy"),
        theirs: Said::Words("AttributesToGet cannot be empty"),
        reason: "lengths of lists in former words",
    },
    Known {
        action: "",
        ours: Said::Words("reserved keyword"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "reserved words inside of a path are not found before an item is",
    },
    Known {
        action: "",
        ours: Said::Words("Attempting to store more than 38 significant digits"),
        theirs: Said::Words("DynamoDB only supports precision up to 38 digits"),
        reason: "numbers in former words",
    },
    Known {
        action: "",
        ours: Said::Words("Number overflow"),
        theirs: Said::Words("Number overflow"),
        reason: "numbers in former words",
    },
    Known {
        action: "",
        ours: Said::Words("at 'attributesToGet' failed to satisfy"),
        theirs: Said::Done,
        reason: "an empty AttributesToGet is taken for none in reads of several items; it has at least one element, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html",
    },
    Known {
        action: "",
        ours: Said::Words("Value null at 'key'"),
        theirs: Said::Words("Cannot have null key for GetItem, DeleteItem, or UpdateItem"),
        reason: "members that are missing in former words",
    },
    Known {
        action: "BatchWriteItem",
        ours: Said::Words("Value null at 'requestItems'"),
        theirs: Said::Words("The requestItems parameter is required"),
        reason: "members that are missing in former words",
    },
    Known {
        action: "Query",
        ours: Said::Words("Query condition missed key schema element"),
        theirs: Said::Words("Query condition missed key schema element"),
        reason: "the key schema element is not named",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("Type mismatch for Index Key"),
        theirs: Said::Words("Updates on index keys must be of the same data type as the key attribute"),
        reason: "index key errors in former or shorter words",
    },
    Known {
        action: "",
        ours: Said::Words("Null attribute value types must have the value of true"),
        theirs: Said::Words("ExpressionAttributeValues contains invalid value"),
        reason: "a wrong value behind a placeholder is reported with its name",
    },
    Known {
        action: "",
        ours: Said::Words("Duplicate value in attribute name"),
        theirs: Said::Words("Cannot have two attributes with the same name"),
        reason: "attributes that come twice in former words",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("SerializationException"),
        theirs: Said::Words("ExpressionAttributeValues contains invalid key"),
        reason: "members of another type are found late",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("Type mismatch for Index Key"),
        theirs: Said::Words("update a secondary index key to a value that is not supported"),
        reason: "of two mistakes of one value the other one is reported",
    },
    Known {
        action: "Query",
        ours: Said::Words("The number of query conditions"),
        theirs: Said::Words("Query key condition not supported"),
        reason: "too many key conditions in former words",
    },
    Known {
        action: "",
        ours: Said::Words("Requested resource not found: Table"),
        theirs: Said::Words("\"Requested resource not found\""),
        reason: "the table is not named",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("have the same name"),
        theirs: Said::Words("Two keys can not have the same name"),
        reason: "tables in former words",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified"),
        theirs: Said::Done,
        reason: "throughput is ignored on tables that are paid for by request, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("Some index key attributes are not defined"),
        theirs: Said::Words("not specified in Attribute Definitions"),
        reason: "tables in former words",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("at 'keySchema' failed to satisfy"),
        theirs: Said::Words("No Hash Key specified in schema"),
        reason: "tables in former words",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("The first KeySchemaElement is not a HASH key type"),
        theirs: Said::Words("No Hash Key specified in schema"),
        reason: "tables in former words",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("at 'tableName' failed to satisfy"),
        theirs: Said::Words("Invalid table/index name"),
        reason: "tables in former words",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("indexName' failed to satisfy"),
        theirs: Said::Words("Invalid table/index name"),
        reason: "tables in former words",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("at 'provisionedThroughput"),
        theirs: Said::Words("No provisioned throughput specified"),
        reason: "tables in former words",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("at 'provisionedThroughput"),
        theirs: Said::Words("Given value"),
        reason: "tables in former words",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("Some index key attribute have no definition"),
        theirs: Said::Words("not specified in Attribute Definitions"),
        reason: "tables in former words",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("The second KeySchemaElement is not a RANGE key type"),
        theirs: Said::Words("Too many hash keys specified"),
        reason: "tables in former words",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("ReadCapacityUnits and WriteCapacityUnits must both be specified"),
        theirs: Said::Words("No provisioned throughput specified"),
        reason: "tables in former words",
    },
    Known {
        action: "UpdateTable",
        ours: Said::Words("At least one of ProvisionedThroughput"),
        theirs: Said::Words("Nothing to update"),
        reason: "tables in former words",
    },
    Known {
        action: "UpdateTimeToLive",
        ours: Said::Words("attributeName' failed to satisfy"),
        theirs: Said::Words("Names of key attributes and attributes projected"),
        reason: "tables in former words",
    },
];

/// Differences that no words tell apart.
fn judge(step: &Step, ours: &Answer, theirs: &Answer) -> Option<&'static str> {
    match (ours, theirs) {
        (Answer::Refusal(ours), Answer::Refusal(theirs)) if is_reason_of(theirs, ours) => {
            Some("the error of one action is answered in place of a cancellation")
        }
        (Answer::Response(ours), Answer::Response(theirs)) => match step.action.as_str() {
            "Query" if one_page_less(ours, theirs) => Some(
                "a page that ends with the only item of a partition without sort keys has no LastEvaluatedKey",
            ),
            "UpdateItem" if lacks_lists(ours, theirs) => {
                Some("UPDATED_OLD and UPDATED_NEW leave out lists that were set beyond their end")
            }
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

/// Whether the answers are the same but for lists that theirs has not.
fn lacks_lists(ours: &Value, theirs: &Value) -> bool {
    let (Some(all), none) = (ours["Attributes"].as_object(), Map::new()) else { return false };
    let some = theirs["Attributes"].as_object().unwrap_or(&none);
    all.iter().all(|(name, value)| match some.get(name) {
        Some(other) => other == value || (value["M"].is_object() && other["M"].is_object()),
        None => value["L"].is_array(),
    }) && some.keys().all(|name| all.contains_key(name))
}
