//! The answers of dynoxide that are known to differ: by action, what the engine says, what it says, and why it is not
//! followed.

use dynamo_differential::Known;
use dynamo_differential::Said::{Done, Words};

/// What differs, and the page of the documentation that says how the service does it.
macro_rules! see {
    ($what:literal, $page:literal) => {
        concat!($what, ", see https://docs.aws.amazon.com/amazondynamodb/latest/", $page)
    };
}

const OPERANDS: &str = see!(
    "the types of operands are checked by halves: comparisons, BETWEEN and DELETE take what DynamoDB Local refuses",
    "developerguide/Expressions.OperatorsAndFunctions.html"
);
const LACKING: &str = see!(
    "an index may be filtered and projected by attributes that it does not hold",
    "developerguide/GSI.html"
);
const ITSELF: &str = see!(
    "an operand may be compared with itself, which DynamoDB Local refuses",
    "developerguide/Expressions.OperatorsAndFunctions.html"
);
const BOUNDS: &str = see!(
    "the bounds of BETWEEN are not compared in filters and conditions, as DynamoDB Local compares them",
    "developerguide/Expressions.OperatorsAndFunctions.html"
);
const PATHS: &str = see!(
    "paths that overlap or conflict are found after the condition, or not at all",
    "developerguide/Expressions.UpdateExpressions.html"
);
const UNUSED: &str = see!(
    "unused names and values are not reported in updates without an update expression",
    "developerguide/Expressions.ExpressionAttributeNames.html"
);
const PARTS: &str = see!(
    "only filters may not go into key attributes, and only into those of the table and the index that is read",
    "developerguide/HowItWorks.CoreComponents.html"
);
const MISSING: &str = see!(
    "the library leaves the words for members that are missing to its server, which is not built here",
    "developerguide/Programming.Errors.html"
);
const UNREAD: &str = see!(
    "the library leaves the words for members of another type to its server, which is not built here",
    "developerguide/Programming.Errors.html"
);
const START_KEYS: &str = see!(
    "a start key of another form is called a wrong index key, or not checked",
    "developerguide/Query.Pagination.html"
);
const FUNCTIONS: &str = see!(
    "functions that an expression does not take, or that lack an operand or a path, are mistakes of syntax; DynamoDB Local says what they lack",
    "developerguide/Expressions.OperatorsAndFunctions.html"
);
const OPERATORS: &str = see!(
    "operators that key conditions do not have are mistakes of syntax",
    "developerguide/Query.KeyConditionExpressions.html"
);
const UNDEFINED: &str = see!(
    "undefined names and values are reported without the parameter, and when they are met, so that they pass where nothing is met",
    "developerguide/Expressions.ExpressionAttributeNames.html"
);
const CHANGED_KEYS: &str =
    see!("an update in a transaction may change the key", "APIReference/API_Update.html");
const SYNTAX: &str = see!(
    "the text near a mistake of syntax is cut elsewhere, and a comma at the end of a projection is reported in other words",
    "developerguide/Expressions.OperatorsAndFunctions.html"
);
const EQUAL_NUMBERS: &str = see!(
    "numbers that are equal but written in other ways are not the same key; by value they are",
    "developerguide/HowItWorks.NamingRulesDataTypes.html"
);
const ELLIPSIS: &str = see!(
    "a batch of too many writes is printed as a whole; the engine prints an ellipsis",
    "APIReference/API_BatchWriteItem.html"
);
const NAMELESS: &str = see!(
    "a wrong value behind a placeholder is reported without its name",
    "developerguide/Expressions.ExpressionAttributeNames.html"
);
const ENDLESS: &str = see!(
    "a projection that selects nothing of the last item goes on for ever",
    "developerguide/Query.Pagination.html"
);
const ITEM_SIZES: &str =
    see!("entries of local indexes do not count into the size of an item", "developerguide/LSI.html");
const DIGITS: &str = see!(
    "numbers count by their digits as written, so that items at the very limit are refused",
    "developerguide/CapacityUnitCalculations.html"
);
const EMPTY_KEYS: &str = see!(
    "the attributes of keys of several attributes may be empty in key conditions",
    "developerguide/GSI.DesignPattern.MultiAttributeKeys.html"
);
const KEY_SIZES: &str =
    see!("the sizes of index keys and of key conditions are not checked", "developerguide/Constraints.html");
const FILTERED_KEYS: &str = see!(
    "of two key attributes in a filter another one is reported",
    "developerguide/Query.FilterExpression.html"
);
const WITHOUT: &str = see!(
    "names and values without an expression are found late in transactions, or not at all",
    "APIReference/API_TransactWriteItems.html"
);
const SHOWN: &str = see!(
    "numbers are shown as they were written, and binary values in Base64; DynamoDB Local shows them as the engine does",
    "developerguide/HowItWorks.NamingRulesDataTypes.html"
);
const TYPE_NAMES: &str = see!(
    "types are called by their short names; DynamoDB Local calls them as the engine does",
    "developerguide/Expressions.OperatorsAndFunctions.html"
);
const OLDER_TYPES: &str = see!(
    "the types of the values of older conditions are not compared with their operators",
    "APIReference/API_Condition.html"
);
const BETWEEN_TYPES: &str = see!(
    "of operands of BETWEEN the types are compared, not looked at",
    "developerguide/Expressions.OperatorsAndFunctions.html"
);
const OLDER_VALUES: &str = see!(
    "the values of older conditions are not compared with each other, or in the words of expressions",
    "APIReference/API_Condition.html"
);
const NO_ATTRIBUTES: &str = see!(
    "an empty AttributesToGet is taken for none; it has at least one element",
    "APIReference/API_Query.html"
);
const CONDITIONS: &str =
    see!("too many key conditions are refused in other words", "APIReference/API_Query.html");
const EMPTY_NUMBERS: &str = see!(
    "an empty number is reported with the mark before it",
    "developerguide/HowItWorks.NamingRulesDataTypes.html"
);
const STREAMS: &str =
    see!("the specification of a stream is not checked", "APIReference/API_StreamSpecification.html");
const TIME_TO_LIVE: &str = see!(
    "a change of the time to live that changes nothing is taken",
    "APIReference/API_UpdateTimeToLive.html"
);
const KEY_TWICE: &str =
    see!("an attribute that comes twice in a key is counted twice", "APIReference/API_CreateTable.html");

const EMPTY_LISTS: &str = see!(
    "an empty AttributeValueList is taken for none; DynamoDB Local says what the engine says",
    "APIReference/API_ExpectedAttributeValue.html"
);
const EMPTY_SETS: &str =
    see!("an empty set of AttributeUpdates is taken", "APIReference/API_AttributeValueUpdate.html");
const BATCHES: &str = see!(
    "of several mistakes of a batch another one is reported; DynamoDB Local reports the first as the engine does",
    "APIReference/API_BatchWriteItem.html"
);
const LATE: &str =
    see!("members of another type are found after other mistakes", "developerguide/Programming.Errors.html");
const PLACEHOLDERS: &str = see!(
    "of two mistakes of one placeholder the other one is reported",
    "developerguide/Expressions.ExpressionAttributeNames.html"
);
const SEVERAL: &str = see!(
    "several broken constraints are counted; since 2026 the service reports one",
    "developerguide/Programming.Errors.html"
);

pub(super) const DIFFERENCES: &[Known] = &[
    Known::new("", Words("Incorrect operand type for operator or function"), Done, OPERANDS),
    Known::new(
        "",
        Words("Incorrect operand type for operator or function"),
        Words("ConditionalCheckFailed"),
        OPERANDS,
    ),
    Known::new(
        "",
        Words("Incorrect operand type for operator or function"),
        Words("TransactionCanceledException"),
        OPERANDS,
    ),
    Known::new(
        "Query",
        Words("Incorrect operand type for operator or function"),
        Words("Filter Expression can only contain"),
        OPERANDS,
    ),
    Known::new("", Words("does not project"), Done, LACKING),
    Known::new("", Words("The first operand must be distinct"), Done, ITSELF),
    Known::new("", Words("The first operand must be distinct"), Words("ConditionalCheckFailed"), ITSELF),
    Known::new(
        "",
        Words("The first operand must be distinct"),
        Words("TransactionCanceledException"),
        ITSELF,
    ),
    Known::new(
        "Query",
        Words("The first operand must be distinct"),
        Words("Filter Expression can only contain"),
        ITSELF,
    ),
    Known::new("", Words("The BETWEEN operator requires"), Done, BOUNDS),
    Known::new("", Words("The BETWEEN operator requires"), Words("ConditionalCheckFailed"), BOUNDS),
    Known::new("", Words("The BETWEEN operator requires"), Words("TransactionCanceledException"), BOUNDS),
    Known::new(
        "Query",
        Words("The BETWEEN operator requires"),
        Words("Filter Expression can only contain"),
        BOUNDS,
    ),
    Known::new("", Words("Two document paths overlap"), Done, PATHS),
    Known::new("", Words("Two document paths overlap"), Words("ConditionalCheckFailed"), PATHS),
    Known::new("", Words("Two document paths overlap"), Words("TransactionCanceledException"), PATHS),
    Known::new("", Words("Two document paths conflict"), Done, PATHS),
    Known::new("", Words("Two document paths conflict"), Words("ConditionalCheckFailed"), PATHS),
    Known::new("", Words("Two document paths conflict"), Words("TransactionCanceledException"), PATHS),
    Known::new("UpdateItem", Words("Two document paths"), Words("The document path provided"), PATHS),
    Known::new(
        "UpdateItem",
        Words("Two document paths"),
        Words("refers to an attribute that does not exist"),
        PATHS,
    ),
    Known::new("UpdateItem", Words("Two document paths"), Words("incorrect data type"), PATHS),
    Known::new("", Words("unused in expressions"), Done, UNUSED),
    Known::new("UpdateItem", Words("unused in expressions"), Words("ConditionalCheckFailed"), UNUSED),
    Known::new("", Words("Key attributes must be scalars"), Done, PARTS),
    Known::new("", Words("Key attributes must be scalars"), Words("ConditionalCheckFailed"), PARTS),
    Known::new("", Words("Key attributes must be scalars"), Words("TransactionCanceledException"), PARTS),
    Known::new("", Words("Key attributes must be scalars"), Words("The document path provided"), PARTS),
    Known::new(
        "",
        Words("Key attributes must be scalars"),
        Words("refers to an attribute that does not exist"),
        PARTS,
    ),
    Known::new("", Words("Key attributes must be scalars"), Words("incorrect data type"), PARTS),
    Known::new(
        "Query",
        Words("Key attributes must be scalars"),
        Words("Filter Expression can only contain"),
        PARTS,
    ),
    Known::new("", Words("Value null at"), Words("missing field"), MISSING),
    Known::new("", Words("SerializationException"), Words("\"unread\""), UNREAD),
    Known::new("", Words("SerializationException"), Words("Supplied AttributeValue"), UNREAD),
    Known::new(
        "",
        Words("The provided starting key is invalid"),
        Words("Type mismatch for Index Key"),
        START_KEYS,
    ),
    Known::new("", Words("The provided starting key is invalid"), Done, START_KEYS),
    Known::new("", Words("The function is not allowed in a"), Words("Invalid function name"), FUNCTIONS),
    Known::new(
        "",
        Words("The function is not allowed to be used this way"),
        Words("Syntax error"),
        FUNCTIONS,
    ),
    Known::new("", Words("Incorrect number of operands"), Words("Syntax error"), FUNCTIONS),
    Known::new("", Words("requires a document path"), Words("Syntax error"), FUNCTIONS),
    Known::new(
        "Query",
        Words("Invalid operator used in KeyConditionExpression"),
        Words("Unexpected token in KeyConditionExpression"),
        OPERATORS,
    ),
    Known::new(
        "Query",
        Words("Invalid operator used in KeyConditionExpression"),
        Words("Expected closing parenthesis in KeyConditionExpression"),
        OPERATORS,
    ),
    Known::new(
        "Query",
        Words("Invalid operator used in KeyConditionExpression"),
        Words("Unexpected operator in KeyConditionExpression"),
        OPERATORS,
    ),
    Known::new(
        "Query",
        Words("Invalid operator used in KeyConditionExpression"),
        Words("Expected attribute name"),
        OPERATORS,
    ),
    Known::new(
        "Query",
        Words("Invalid operator used in KeyConditionExpression"),
        Words("unsupported operator with a value on the left"),
        OPERATORS,
    ),
    Known::new(
        "",
        Words(": An expression attribute value used in expression is not defined"),
        Words("\"An expression attribute value used in expression is not defined"),
        UNDEFINED,
    ),
    Known::new(
        "",
        Words(": An expression attribute name used in the document path is not defined"),
        Words("\"An expression attribute name used in the document path is not defined"),
        UNDEFINED,
    ),
    Known::new("", Words("is not defined"), Done, UNDEFINED),
    Known::new("", Words("is not defined"), Words("ConditionalCheckFailed"), UNDEFINED),
    Known::new("", Words("is not defined"), Words("TransactionCanceledException"), UNDEFINED),
    Known::new("TransactWriteItems", Words("Cannot update attribute"), Done, CHANGED_KEYS),
    Known::new(
        "TransactWriteItems",
        Words("Cannot update attribute"),
        Words("TransactionCanceledException"),
        CHANGED_KEYS,
    ),
    Known::new("", Words("Syntax error"), Words("Syntax error"), SYNTAX),
    Known::new("", Words("Syntax error"), Words("Expected attribute name"), SYNTAX),
    Known::new("BatchGetItem", Words("Provided list of item keys contains duplicates"), Done, EQUAL_NUMBERS),
    Known::new(
        "BatchWriteItem",
        Words("Map value must satisfy constraint"),
        Words("Map value must satisfy constraint"),
        ELLIPSIS,
    ),
    Known::new("", Words("Supplied AttributeValue"), Words("Supplied AttributeValue"), NAMELESS),
    Known::new(
        "TransactWriteItems",
        Words(
            "ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: Null",
        ),
        Words("Null attribute value types must have the value of true"),
        NAMELESS,
    ),
    Known::new("Query", Done, Words("the pages do not end"), ENDLESS),
    Known::new("", Words("exceeded the maximum allowed size"), Done, ITEM_SIZES),
    Known::new("", Words("exceeded the maximum allowed size"), Words("ConditionalCheckFailed"), ITEM_SIZES),
    Known::new("UpdateItem", Done, Words("Item size to update"), DIGITS),
    Known::new("Query", Words("cannot contain an empty"), Done, EMPTY_KEYS),
    Known::new("", Words("Aggregated size"), Done, KEY_SIZES),
    Known::new("", Words("Size limit exceeded for Index Key"), Done, KEY_SIZES),
    Known::new("", Words("Size limit exceeded for Index Key"), Words("ConditionalCheckFailed"), KEY_SIZES),
    Known::new("", Words("Size of hashkey"), Done, KEY_SIZES),
    Known::new("", Words("Aggregated size"), Words("ConditionalCheckFailed"), KEY_SIZES),
    Known::new("", Words("Size of hashkey"), Words("ConditionalCheckFailed"), KEY_SIZES),
    Known::new(
        "Query",
        Words("Filter Expression can only contain"),
        Words("Filter Expression can only contain"),
        FILTERED_KEYS,
    ),
    Known::new("TransactWriteItems", Words("can only be specified when using expressions"), Done, WITHOUT),
    Known::new(
        "TransactWriteItems",
        Words("can only be specified when using expressions"),
        Words("TransactionCanceledException"),
        WITHOUT,
    ),
    Known::new(
        "TransactWriteItems",
        Words("can only be specified when using expressions"),
        Words("unused in expressions"),
        WITHOUT,
    ),
    Known::new("", Words("The BETWEEN operator requires"), Words("The BETWEEN operator requires"), SHOWN),
    Known::new("", Words("operand type: BOOLEAN"), Words("operand type: BOOL"), TYPE_NAMES),
    Known::new(
        "UpdateItem",
        Words("is not supported for the type"),
        Words("is not supported for the type"),
        TYPE_NAMES,
    ),
    Known::new("", Words("AttributeValue type"), Done, OLDER_TYPES),
    Known::new("", Words("AttributeValue type"), Words("ConditionalCheckFailed"), OLDER_TYPES),
    Known::new(
        "",
        Words("or function: BETWEEN, operand type"),
        Words("The BETWEEN operator requires same data type"),
        BETWEEN_TYPES,
    ),
    Known::new(
        "Query",
        Words("The BETWEEN condition was provided a range"),
        Words("The BETWEEN operator requires upper bound"),
        OLDER_VALUES,
    ),
    Known::new(
        "",
        Words("AttributeValues inside AttributeValueList must be of same type"),
        Done,
        OLDER_VALUES,
    ),
    Known::new(
        "",
        Words("AttributeValues inside AttributeValueList must be of same type"),
        Words("ConditionalCheckFailed"),
        OLDER_VALUES,
    ),
    Known::new("", Words("The BETWEEN condition was provided a range"), Done, OLDER_VALUES),
    Known::new(
        "",
        Words("The BETWEEN condition was provided a range"),
        Words("ConditionalCheckFailed"),
        OLDER_VALUES,
    ),
    Known::new("", Words("at 'attributesToGet' failed to satisfy"), Done, NO_ATTRIBUTES),
    Known::new(
        "Query",
        Words("Conditions can be of length 1 or 2 only"),
        Words("The number of query conditions"),
        CONDITIONS,
    ),
    Known::new(
        "",
        Words("The parameter cannot be converted to a numeric value"),
        Words("The parameter cannot be converted to a numeric value"),
        EMPTY_NUMBERS,
    ),
    Known::new("UpdateTable", Words("Invalid StreamViewType"), Done, STREAMS),
    Known::new("UpdateTimeToLive", Words("TimeToLive is already disabled"), Done, TIME_TO_LIVE),
    Known::new(
        "CreateTable",
        Words("have the same name"),
        Words("Some index key attribute have no definition"),
        KEY_TWICE,
    ),
    Known::new(
        "",
        Words("Invalid number of argument(s) for the"),
        Words("Value or AttributeValueList must be used with ComparisonOperator"),
        EMPTY_LISTS,
    ),
    Known::new("UpdateItem", Words("set  may not be empty"), Done, EMPTY_SETS),
    Known::new("UpdateItem", Words("set  may not be empty"), Words("ConditionalCheckFailed"), EMPTY_SETS),
    Known::new(
        "BatchWriteItem",
        Words("Supplied AttributeValue has more than one datatypes set"),
        Words("Map keys must satisfy constraint"),
        BATCHES,
    ),
    Known::new(
        "BatchWriteItem",
        Words("Supplied AttributeValue has more than one datatypes set"),
        Words("Map value must satisfy constraint"),
        BATCHES,
    ),
    Known::new(
        "BatchWriteItem",
        Words("Map keys must satisfy constraint"),
        Words("Map value must satisfy constraint"),
        BATCHES,
    ),
    Known::new("", Words("SerializationException"), Words("contains invalid key"), LATE),
    Known::new(
        "",
        Words("ExpressionAttributeValues contains invalid value"),
        Words("ExpressionAttributeValues contains invalid key"),
        PLACEHOLDERS,
    ),
    Known::new(
        "",
        Words("ExpressionAttributeNames contains invalid key"),
        Words("ExpressionAttributeNames contains invalid value"),
        PLACEHOLDERS,
    ),
    Known::new(
        "",
        Words("Failed to satisfy constraint: Member must satisfy enum value set"),
        Words("2 validation errors detected"),
        SEVERAL,
    ),
    Known::new("", Words("failed to satisfy constraint"), Words("2 validation errors detected"), SEVERAL),
];
