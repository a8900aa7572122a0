//! How dynoxide 3.2 is known to differ from DynamoDB.

use dynamo_differential::{Answer, Knowledge, Known, Said, Step, Wording};

/// All that is known.
pub(crate) const DYNOXIDE: Knowledge =
    Knowledge { wordings: WORDINGS, differences: DIFFERENCES, ignored: &[], numbers_by_value: false, judge };

const WORDINGS: &[Wording] = &[];

const DIFFERENCES: &[Known] = &[
    Known {
        action: "",
        ours: Said::Words("Incorrect operand type for operator or function"),
        theirs: Said::Anything,
        reason: "the types of operands are checked by halves: comparisons, BETWEEN and DELETE take what DynamoDB and DynamoDB Local refuse",
    },
    Known {
        action: "",
        ours: Said::Words("does not project"),
        theirs: Said::Anything,
        reason: "an index may be filtered and projected by attributes that it does not hold",
    },
    Known {
        action: "",
        ours: Said::Words("The first operand must be distinct"),
        theirs: Said::Anything,
        reason: "an operand may be compared with itself",
    },
    Known {
        action: "",
        ours: Said::Words("The BETWEEN operator requires"),
        theirs: Said::Anything,
        reason: "the bounds of BETWEEN are not compared in filters and conditions",
    },
    Known {
        action: "",
        ours: Said::Words("Two document paths"),
        theirs: Said::Anything,
        reason: "paths that overlap or conflict are found after the condition, or not at all",
    },
    Known {
        action: "",
        ours: Said::Words("unused in expressions"),
        theirs: Said::Anything,
        reason: "unused names and values are reported after mistakes in key conditions, and not at all in updates without an update expression",
    },
    Known {
        action: "",
        ours: Said::Words("Key attributes must be scalars"),
        theirs: Said::Anything,
        reason: "only filters may not go into key attributes, and only into those of the table and the index that is read",
    },
    Known {
        action: "",
        ours: Said::Refused,
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
        action: "TransactWriteItems",
        ours: Said::Refused,
        theirs: Said::Words("cannot include multiple operations"),
        reason: "items that come twice are found before the expressions are parsed; DynamoDB Local parses first",
    },
    Known {
        action: "TransactGetItems",
        ours: Said::Refused,
        theirs: Said::Words("cannot include multiple operations"),
        reason: "items that come twice are found before the expressions are parsed; DynamoDB Local parses first",
    },
    Known {
        action: "",
        ours: Said::Words("The provided starting key is invalid"),
        theirs: Said::Refused,
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
        ours: Said::Words("requires a document path"),
        theirs: Said::Words("Syntax error"),
        reason: "a value in place of a path is a mistake of syntax",
    },
    Known {
        action: "Query",
        ours: Said::Words("Invalid operator used in KeyConditionExpression"),
        theirs: Said::Words("KeyConditionExpression"),
        reason: "operators that key conditions do not have are mistakes of syntax",
    },
    Known {
        action: "",
        ours: Said::Words("is not defined"),
        theirs: Said::Words("is not defined"),
        reason: "undefined values in key conditions are reported without the name of the parameter",
    },
    Known {
        action: "",
        ours: Said::Words("is not defined"),
        theirs: Said::Anything,
        reason: "undefined values are found when they are met, so that they pass where nothing is met",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("Cannot update attribute"),
        theirs: Said::Anything,
        reason: "an update in a transaction may change the key",
    },
    Known {
        action: "BatchWriteItem",
        ours: Said::Words("ResourceNotFoundException"),
        theirs: Said::Words("ValidationException"),
        reason: "tables that are missing are found after the mistakes of others",
    },
    Known {
        action: "",
        ours: Said::Words("Syntax error"),
        theirs: Said::Words("Syntax error"),
        reason: "the text near a mistake is cut elsewhere",
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
        action: "UpdateItem",
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
        theirs: Said::Anything,
        reason: "entries of local indexes do not count into the size of an item",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Done,
        theirs: Said::Words("Item size to update"),
        reason: "numbers count by their digits as written, so that items at the very limit are refused",
    },
    Known {
        action: "",
        ours: Said::Words("ValidationException"),
        theirs: Said::Words("ResourceNotFoundException"),
        reason: "a table that is missing is found before mistakes in expressions",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("ConditionalCheckFailed"),
        theirs: Said::Words("ValidationException"),
        reason: "the sizes of values are checked before the condition",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("TransactionCanceledException"),
        theirs: Said::Words("ValidationException"),
        reason: "the sizes of values are checked before the conditions",
    },
    Known {
        action: "TransactGetItems",
        ours: Said::Words("ValidationException"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "items that come twice are found after other mistakes",
    },
    Known {
        action: "Query",
        ours: Said::Words("cannot contain an empty"),
        theirs: Said::Anything,
        reason: "the attributes of keys of several attributes may be empty in key conditions",
    },
    Known {
        action: "",
        ours: Said::Words("Aggregated size"),
        theirs: Said::Anything,
        reason: "the sizes of some index keys are not checked",
    },
    Known {
        action: "",
        ours: Said::Words("Size of hashkey"),
        theirs: Said::Anything,
        reason: "the sizes of some index keys are not checked",
    },
    Known {
        action: "",
        ours: Said::Words("Syntax error"),
        theirs: Said::Words("Expected attribute name"),
        reason: "a comma at the end of a projection is reported in other words",
    },
    Known {
        action: "",
        ours: Said::Words("can only be specified when using expressions"),
        theirs: Said::Anything,
        reason: "names and values without an expression are found late in transactions, or not at all",
    },
    Known {
        action: "Query",
        ours: Said::Refused,
        theirs: Said::Words("Invalid KeyConditionExpression: The expression can not be empty"),
        reason: "an empty key condition is found before other mistakes",
    },
    Known {
        action: "Query",
        ours: Said::Words("Filter Expression can only contain"),
        theirs: Said::Words("Filter Expression can only contain"),
        reason: "of two key attributes in a filter another one is reported",
    },
    Known {
        action: "UpdateItem",
        ours: Said::Words("does not exist"),
        theirs: Said::Words("incorrect data type"),
        reason: "of several misfits of one update another one is reported",
    },
    Known {
        action: "BatchWriteItem",
        ours: Said::Words("contains duplicates"),
        theirs: Said::Words("Type mismatch for Index Key"),
        reason: "items that come twice are found after all other mistakes; DynamoDB Local finds them first",
    },
    Known {
        action: "BatchWriteItem",
        ours: Said::Refused,
        theirs: Said::Words("more than one datatypes"),
        reason: "values are read before they are checked",
    },
    Known {
        action: "BatchWriteItem",
        ours: Said::Words("exceeded the"),
        theirs: Said::Words("contains duplicates"),
        reason: "index keys that are too long are found last, or not at all",
    },
    Known {
        action: "TransactWriteItems",
        ours: Said::Words("TransactionCanceledException"),
        theirs: Said::Words("TransactionCanceledException"),
        reason: "of several mistakes of one action another one is the reason",
    },
    Known {
        action: "",
        ours: Said::Words("SerializationException"),
        theirs: Said::Words("ValidationException"),
        reason: "the library leaves the words for members of another type to its server, which is not built here",
    },
    Known {
        action: "",
        ours: Said::Words("ValidationException"),
        theirs: Said::Words("\"unread\""),
        reason: "the library leaves the words for members of another type to its server, which is not built here",
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
    let requested = |member: &str, value: &str| step.request.get(member).is_some_and(|found| found == value);
    match step.action.as_str() {
        "UpdateItem" if requested("ReturnValues", "ALL_OLD") && ours.get("Attributes").is_none() => {
            Some("ALL_OLD of an item that the update creates gives its key; there was no item")
        }
        "TransactGetItems" if ours != theirs => {
            Some("a projection in a transaction adds the sort key, or leaves an empty item out")
        }
        "Query" | "Scan" if requested("IndexName", "lsi1") || requested("IndexName", "lsi2") => {
            Some("what a local index does not hold is not fetched from the table")
        }
        _ => None,
    }
}
