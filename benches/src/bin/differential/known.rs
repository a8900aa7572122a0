//! How dynoxide 3.2 is known to differ from DynamoDB.

use dynamo_differential::{Answer, Knowledge, Known, Said, Step, Wording};
use serde_json::Value;

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

const DIFFERENCES: &[Known] = &[
    Known {
        action: "",
        ours: Said::Words("Incorrect operand type for operator or function"),
        theirs: Said::Done,
        reason: "the types of operands are checked by halves: comparisons, BETWEEN and DELETE take what DynamoDB Local refuses in the service's words",
    },
    Known {
        action: "",
        ours: Said::Words("Incorrect operand type for operator or function"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "the types of operands are checked by halves: comparisons, BETWEEN and DELETE take what DynamoDB Local refuses in the service's words",
    },
    Known {
        action: "",
        ours: Said::Words("Incorrect operand type for operator or function"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "the types of operands are checked by halves: comparisons, BETWEEN and DELETE take what DynamoDB Local refuses in the service's words",
    },
    Known {
        action: "",
        ours: Said::Words("does not project"),
        theirs: Said::Done,
        reason: "an index may be filtered and projected by attributes that it does not hold",
    },
    Known {
        action: "",
        ours: Said::Words("The first operand must be distinct"),
        theirs: Said::Done,
        reason: "an operand may be compared with itself",
    },
    Known {
        action: "",
        ours: Said::Words("The first operand must be distinct"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "an operand may be compared with itself",
    },
    Known {
        action: "",
        ours: Said::Words("The first operand must be distinct"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "an operand may be compared with itself",
    },
    Known {
        action: "",
        ours: Said::Words("The BETWEEN operator requires"),
        theirs: Said::Done,
        reason: "the bounds of BETWEEN are not compared in filters and conditions",
    },
    Known {
        action: "",
        ours: Said::Words("The BETWEEN operator requires"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "the bounds of BETWEEN are not compared in filters and conditions",
    },
    Known {
        action: "",
        ours: Said::Words("The BETWEEN operator requires"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "the bounds of BETWEEN are not compared in filters and conditions",
    },
    Known {
        action: "",
        ours: Said::Words("Two document paths overlap"),
        theirs: Said::Done,
        reason: "paths that overlap or conflict are found after the condition, or not at all",
    },
    Known {
        action: "",
        ours: Said::Words("Two document paths overlap"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "paths that overlap or conflict are found after the condition, or not at all",
    },
    Known {
        action: "",
        ours: Said::Words("Two document paths overlap"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "paths that overlap or conflict are found after the condition, or not at all",
    },
    Known {
        action: "",
        ours: Said::Words("Two document paths conflict"),
        theirs: Said::Done,
        reason: "paths that overlap or conflict are found after the condition, or not at all",
    },
    Known {
        action: "",
        ours: Said::Words("Two document paths conflict"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "paths that overlap or conflict are found after the condition, or not at all",
    },
    Known {
        action: "",
        ours: Said::Words("Two document paths conflict"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "paths that overlap or conflict are found after the condition, or not at all",
    },
    Known {
        action: "",
        ours: Said::Words("unused in expressions"),
        theirs: Said::Done,
        reason: "unused names and values are not reported in updates without an update expression",
    },
    Known {
        action: "",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Done,
        reason: "only filters may not go into key attributes, and only into those of the table and the index that is read",
    },
    Known {
        action: "",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "only filters may not go into key attributes, and only into those of the table and the index that is read",
    },
    Known {
        action: "",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "only filters may not go into key attributes, and only into those of the table and the index that is read",
    },
    Known {
        action: "",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Words("The document path provided"),
        reason: "only filters may not go into key attributes, and only into those of the table and the index that is read",
    },
    Known {
        action: "",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Words("refers to an attribute that does not exist"),
        reason: "only filters may not go into key attributes, and only into those of the table and the index that is read",
    },
    Known {
        action: "",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Words("incorrect data type"),
        reason: "only filters may not go into key attributes, and only into those of the table and the index that is read",
    },
    Known {
        action: "",
        ours: Said::Words("Value null at"),
        theirs: Said::Words("missing field"),
        reason: "the library leaves the words for members that are missing to its server, which is not built here",
    },
    Known {
        action: "",
        ours: Said::Words("SerializationException"),
        theirs: Said::Words("\"unread\""),
        reason: "the library leaves the words for members of another type to its server, which is not built here",
    },
    Known {
        action: "",
        ours: Said::Words("SerializationException"),
        theirs: Said::Words("Supplied AttributeValue"),
        reason: "the library leaves the words for members of another type to its server, which is not built here",
    },
    Known {
        action: "",
        ours: Said::Words("The provided starting key is invalid"),
        theirs: Said::Words("Type mismatch for Index Key"),
        reason: "a start key of another form is called a wrong index key",
    },
    Known {
        action: "",
        ours: Said::Words("The function is not allowed in a"),
        theirs: Said::Words("Invalid function name"),
        reason: "functions of the other kind of expression are unknown; DynamoDB Local knows them",
    },
    Known {
        action: "",
        ours: Said::Words("The function is not allowed to be used this way"),
        theirs: Said::Words("Syntax error"),
        reason: "a function without a comparison is a mistake of syntax",
    },
    Known {
        action: "",
        ours: Said::Words("Incorrect number of operands"),
        theirs: Said::Words("Syntax error"),
        reason: "a function without operands is a mistake of syntax",
    },
    Known {
        action: "",
        ours: Said::Words("requires a document path"),
        theirs: Said::Words("Syntax error"),
        reason: "a value in place of a path is a mistake of syntax",
    },
    Known {
        action: "Query",
        ours: Said::Words("Invalid operator used in KeyConditionExpression"),
        theirs: Said::Words("Unexpected token in KeyConditionExpression"),
        reason: "operators that key conditions do not have are mistakes of syntax",
    },
    Known {
        action: "Query",
        ours: Said::Words("Invalid operator used in KeyConditionExpression"),
        theirs: Said::Words("Expected closing parenthesis in KeyConditionExpression"),
        reason: "operators that key conditions do not have are mistakes of syntax",
    },
    Known {
        action: "",
        ours: Said::Words(": An expression attribute value used in expression is not defined"),
        theirs: Said::Words("\"An expression attribute value used in expression is not defined"),
        reason: "undefined values are reported without the name of the parameter",
    },
    Known {
        action: "",
        ours: Said::Words(": An expression attribute name used in the document path is not defined"),
        theirs: Said::Words("\"An expression attribute name used in the document path is not defined"),
        reason: "undefined names are reported without the name of the parameter",
    },
    Known {
        action: "",
        ours: Said::Words("is not defined"),
        theirs: Said::Done,
        reason: "undefined values are found when they are met, so that they pass where nothing is met",
    },
    Known {
        action: "",
        ours: Said::Words("is not defined"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "undefined values are found when they are met, so that they pass where nothing is met",
    },
    Known {
        action: "",
        ours: Said::Words("is not defined"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "undefined values are found when they are met, so that they pass where nothing is met",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("Cannot update attribute"),
        theirs: Said::Done,
        reason: "an update in a transaction may change the key",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("Cannot update attribute"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "an update in a transaction may change the key",
    },
    Known {
        action: "",
        ours: Said::Words("Syntax error"),
        theirs: Said::Words("Syntax error"),
        reason: "the text near a mistake is cut elsewhere",
    },
    Known {
        action: "",
        ours: Said::Words("Syntax error"),
        theirs: Said::Words("Expected attribute name"),
        reason: "a comma at the end of a projection is reported in other words",
    },
    Known {
        action: "BatchGetItem",
        ours: Said::Words("Provided list of item keys contains duplicates"),
        theirs: Said::Done,
        reason: "numbers that are equal but written in other ways are not the same key; by value they are",
    },
    Known {
        action: "BatchWriteItem",
        ours: Said::Words("Map value must satisfy constraint"),
        theirs: Said::Words("Map value must satisfy constraint"),
        reason: "the whole request is printed; the engine prints an ellipsis",
    },
    Known {
        action: "",
        ours: Said::Words("Supplied AttributeValue"),
        theirs: Said::Words("Supplied AttributeValue"),
        reason: "a wrong value behind a placeholder is reported without its name",
    },
    Known {
        action: "Query",
        ours: Said::Done,
        theirs: Said::Words("the pages do not end"),
        reason: "a projection that selects nothing of the last item goes on for ever",
    },
    Known {
        action: "",
        ours: Said::Words("exceeded the maximum allowed size"),
        theirs: Said::Done,
        reason: "entries of local indexes do not count into the size of an item",
    },
    Known {
        action: "",
        ours: Said::Words("exceeded the maximum allowed size"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "entries of local indexes do not count into the size of an item",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Done,
        theirs: Said::Words("Item size to update"),
        reason: "numbers count by their digits as written, so that items at the very limit are refused",
    },
    Known {
        action: "Query",
        ours: Said::Words("cannot contain an empty"),
        theirs: Said::Done,
        reason: "the attributes of keys of several attributes may be empty in key conditions",
    },
    Known {
        action: "",
        ours: Said::Words("Aggregated size"),
        theirs: Said::Done,
        reason: "the sizes of some index keys are not checked",
    },
    Known {
        action: "",
        ours: Said::Words("Size of hashkey"),
        theirs: Said::Done,
        reason: "the sizes of some index keys are not checked",
    },
    Known {
        action: "",
        ours: Said::Words("Aggregated size"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "the sizes of some index keys are not checked",
    },
    Known {
        action: "",
        ours: Said::Words("Size of hashkey"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "the sizes of some index keys are not checked",
    },
    Known {
        action: "Query",
        ours: Said::Words("Filter Expression can only contain"),
        theirs: Said::Words("Filter Expression can only contain"),
        reason: "of two key attributes in a filter another one is reported",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("can only be specified when using expressions"),
        theirs: Said::Done,
        reason: "names and values without an expression are found late in transactions, or not at all",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("can only be specified when using expressions"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "names and values without an expression are found late in transactions, or not at all",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("can only be specified when using expressions"),
        theirs: Said::Words("unused in expressions"),
        reason: "names and values without an expression are found late in transactions, or not at all",
    },
    Known {
        action: "",
        ours: Said::Words("The BETWEEN operator requires"),
        theirs: Said::Words("The BETWEEN operator requires"),
        reason: "numbers are shown as they were written, and binary values in Base64; DynamoDB Local prints them as the engine does",
    },
    Known {
        action: "",
        ours: Said::Words("operand type: BOOLEAN"),
        theirs: Said::Words("operand type: BOOL"),
        reason: "the type is called by its short name; DynamoDB Local calls it as the engine does",
    },
    Known {
        action: "Query",
        ours: Said::Words("Invalid operator used in KeyConditionExpression"),
        theirs: Said::Words("Unexpected operator in KeyConditionExpression"),
        reason: "operators that key conditions do not have are mistakes of syntax",
    },
    Known {
        action: "",
        ours: Said::Words("AttributeValue type"),
        theirs: Said::Done,
        reason: "the types of the values of older conditions are not compared with their operators, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Condition.html",
    },
    Known {
        action: "",
        ours: Said::Words("AttributeValue type"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "the types of the values of older conditions are not compared with their operators, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Condition.html",
    },
    Known {
        action: "Query",
        ours: Said::Words("The first operand must be distinct"),
        theirs: Said::Words("Filter Expression can only contain"),
        reason: "an operand may be compared with itself",
    },
    Known {
        action: "Query",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Words("Filter Expression can only contain"),
        reason: "only filters may not go into key attributes, and only into those of the table and the index that is read",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("is not supported for the type"),
        theirs: Said::Words("is not supported for the type"),
        reason: "types are called by their short names; DynamoDB Local calls them as the engine does",
    },
    Known {
        action: "",
        ours: Said::Words("or function: BETWEEN, operand type"),
        theirs: Said::Words("The BETWEEN operator requires same data type"),
        reason: "of operands of BETWEEN the types are compared, not looked at",
    },
    Known {
        action: "Query",
        ours: Said::Words("The BETWEEN condition was provided a range"),
        theirs: Said::Words("The BETWEEN operator requires upper bound"),
        reason: "reversed bounds of older conditions are reported in the words of expressions",
    },
    Known {
        action: "Query",
        ours: Said::Words("Invalid operator used in KeyConditionExpression"),
        theirs: Said::Words("Expected attribute name"),
        reason: "operators that key conditions do not have are mistakes of syntax",
    },
    Known {
        action: "Query",
        ours: Said::Words("The BETWEEN operator requires"),
        theirs: Said::Words("Filter Expression can only contain"),
        reason: "the bounds of BETWEEN are not compared in filters and conditions",
    },
    Known {
        action: "Query",
        ours: Said::Words("Incorrect operand type for operator or function"),
        theirs: Said::Words("Filter Expression can only contain"),
        reason: "the types of operands are checked by halves",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("Two document paths"),
        theirs: Said::Words("The document path provided"),
        reason: "paths that overlap or conflict are found after the condition, or not at all",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("Two document paths"),
        theirs: Said::Words("refers to an attribute that does not exist"),
        reason: "paths that overlap or conflict are found after the condition, or not at all",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("Two document paths"),
        theirs: Said::Words("incorrect data type"),
        reason: "paths that overlap or conflict are found after the condition, or not at all",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("unused in expressions"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "unused names and values are not reported in updates without an update expression",
    },
    Known {
        action: "",
        ours: Said::Words("at 'attributesToGet' failed to satisfy"),
        theirs: Said::Done,
        reason: "an empty AttributesToGet is taken for none",
    },
    Known {
        action: "",
        ours: Said::Words("AttributeValues inside AttributeValueList must be of same type"),
        theirs: Said::Done,
        reason: "the values of older conditions are not compared with each other, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Condition.html",
    },
    Known {
        action: "",
        ours: Said::Words("AttributeValues inside AttributeValueList must be of same type"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "the values of older conditions are not compared with each other, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Condition.html",
    },
    Known {
        action: "",
        ours: Said::Words("The BETWEEN condition was provided a range"),
        theirs: Said::Done,
        reason: "the values of older conditions are not compared with each other, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Condition.html",
    },
    Known {
        action: "",
        ours: Said::Words("The BETWEEN condition was provided a range"),
        theirs: Said::Words("ConditionalCheckFailed"),
        reason: "the values of older conditions are not compared with each other, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Condition.html",
    },
    Known {
        action: "Query",
        ours: Said::Words("Conditions can be of length 1 or 2 only"),
        theirs: Said::Words("The number of query conditions"),
        reason: "too many key conditions in other words",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words(
            "ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: Null",
        ),
        theirs: Said::Words("Null attribute value types must have the value of true"),
        reason: "a wrong value behind a placeholder is reported without its name",
    },
    Known {
        action: "Query",
        ours: Said::Words("Invalid operator used in KeyConditionExpression"),
        theirs: Said::Words("unsupported operator with a value on the left"),
        reason: "operators that key conditions do not have are mistakes of syntax",
    },
    Known {
        action: "",
        ours: Said::Words("The parameter cannot be converted to a numeric value"),
        theirs: Said::Words("The parameter cannot be converted to a numeric value"),
        reason: "an empty number is reported with the mark before it",
    },
    Known {
        action: "UpdateTable",
        ours: Said::Words("Invalid StreamViewType"),
        theirs: Said::Done,
        reason: "the specification of a stream is not checked, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_StreamSpecification.html",
    },
    Known {
        action: "UpdateTimeToLive",
        ours: Said::Words("TimeToLive is already disabled"),
        theirs: Said::Done,
        reason: "a change of the time to live that changes nothing is taken, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html",
    },
    Known {
        action: "CreateTable",
        ours: Said::Words("have the same name"),
        theirs: Said::Words("Some index key attribute have no definition"),
        reason: "an attribute that comes twice in a key is counted twice",
    },
    Known {
        action: "",
        ours: Said::Words("The provided starting key is invalid"),
        theirs: Said::Done,
        reason: "the start key of an index is not checked, see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html",
    },
];

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
            Some("ALL_OLD of an item that the update creates gives its key; there was no item")
        }
        "TransactGetItems" if more_of_keys(step, ours, theirs) => {
            Some("a projection in a transaction adds the sort key, or leaves an empty item out")
        }
        _ => None,
    }
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
