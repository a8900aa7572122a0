//! The answers of DynamoDB Local, release 1.25, that are known to differ: by action, what the engine says, what it
//! says, and why it is not followed.
//!
//! Where only words differ, both refuse with the same code: the service's words changed in 2026, and this release is
//! older.

use crate::Known;
use crate::Said::{Done, Words};

/// What differs, and the page of the documentation that says how the service does it.
macro_rules! see {
    ($what:literal, $page:literal) => {
        concat!($what, ", see https://docs.aws.amazon.com/amazondynamodb/latest/", $page)
    };
}

const KEYS: &str = see!(
    "errors of keys are said in former or shorter words, with the same code",
    "developerguide/Constraints.html"
);
const INDEX_KEY_SIZES: &str = see!(
    "the sizes of index keys that an update computes, or leaves as they are, are not checked",
    "developerguide/Constraints.html"
);
const CONDITION_SIZES: &str = see!(
    "the partition key of a condition may be of any length; it has at most 2,048 bytes",
    "developerguide/Constraints.html"
);
const NUMBERS: &str = see!(
    "numbers are shown as they were written, not in the normal form",
    "developerguide/HowItWorks.NamingRulesDataTypes.html"
);
const NUMBER_WORDS: &str = see!(
    "errors of numbers are said in former words, with the same code",
    "developerguide/HowItWorks.NamingRulesDataTypes.html"
);
const PATHS: &str = see!(
    "of two paths that overlap or conflict the second one is reported wrongly",
    "developerguide/Expressions.UpdateExpressions.html"
);
const TWICE: &str = see!(
    "items that come twice in a transaction are found after conditions, and not at all in some checks",
    "APIReference/API_TransactWriteItems.html"
);
const RESERVED: &str = see!(
    "reserved words inside of a path are not found before an item is",
    "developerguide/ReservedWords.html"
);
const EQUAL_NUMBERS: &str = see!(
    "numbers that are equal but written in other ways are not the same key; by value they are",
    "developerguide/HowItWorks.NamingRulesDataTypes.html"
);
const CHECKED_KEYS: &str = see!(
    "conditions of checks may go into key attributes, which are scalars",
    "developerguide/HowItWorks.CoreComponents.html"
);
const NO_MESSAGE: &str = see!(
    "the error of a token for another request has no message",
    "APIReference/API_TransactWriteItems.html"
);
const SETS: &str = see!(
    "the elements of a set with duplicates are shown in another form",
    "developerguide/HowItWorks.NamingRulesDataTypes.html"
);
const UNUSED: &str = see!(
    "unused placeholders are listed in the order of a hash table",
    "developerguide/Expressions.ExpressionAttributeNames.html"
);
const INDEX_KEY_TYPES: &str = see!(
    "the type of an index key that an update computes is not checked",
    "APIReference/API_AttributeDefinition.html"
);
const INTERNAL: &str = see!(
    "members of another type are internal failures; they are errors of the client's",
    "developerguide/Programming.Errors.html"
);
const LATE: &str = see!(
    "members of another type are found after other mistakes, or not at all",
    "developerguide/Programming.Errors.html"
);
const LACKING: &str =
    see!("attributes that an index lacks are listed in the order of a hash table", "developerguide/GSI.html");
const START_KEYS: &str =
    see!("a start key of another form is refused in many words", "developerguide/Query.Pagination.html");
const MIXED: &str = see!(
    "a filter expression may stand beside KeyConditions; older parameters and expressions are not mixed",
    "developerguide/LegacyConditionalParameters.html"
);
const RETURN_VALUES: &str = see!(
    "values of ReturnValues that do not exist are called values that the action does not have",
    "APIReference/API_PutItem.html"
);
const SEGMENTS: &str =
    see!("errors of segments are said in former words, with the same code", "APIReference/API_Scan.html");
const CONTAINS: &str =
    see!("CONTAINS takes types that its documentation does not list", "APIReference/API_Condition.html");
const MISFITS: &str = see!(
    "of two misfits of one action of an update the other one is reported",
    "developerguide/Expressions.UpdateExpressions.html"
);
const CONSISTENT: &str =
    see!("consistent reads of global indexes are refused in former words", "developerguide/GSI.html");
const CONDITIONS: &str = see!(
    "too many key conditions are refused in former words",
    "developerguide/Query.KeyConditionExpressions.html"
);
const EXPRESSIONS: &str = see!(
    "the expressions that are missing are listed in another order",
    "developerguide/Expressions.ExpressionAttributeNames.html"
);
const MISSING: &str = see!(
    "missing members are reported in former words, with the same code",
    "developerguide/Programming.Errors.html"
);
const LENGTHS: &str = see!(
    "lists that are too short or too long are reported in former words, with the same code",
    "developerguide/Programming.Errors.html"
);
const PLACEHOLDERS: &str = see!(
    "of two mistakes of one placeholder the other one is reported",
    "developerguide/Expressions.ExpressionAttributeNames.html"
);
const NO_ATTRIBUTES: &str = see!(
    "an empty AttributesToGet is taken for none in reads of several items; it has at least one element",
    "APIReference/API_Query.html"
);
const DUPLICATES: &str =
    see!("attributes that come twice are refused in former words", "APIReference/API_GetItem.html");
const INDEX_KEY_VALUES: &str = see!(
    "of two mistakes of one value of an index key the other one is reported",
    "APIReference/API_AttributeDefinition.html"
);
const TABLE_NAMES: &str =
    see!("a table that is not there is not named", "developerguide/Programming.Errors.html");
const TABLES: &str = see!(
    "errors of tables are said in former words, with the same code",
    "APIReference/API_CreateTable.html"
);
const THROUGHPUT: &str =
    see!("throughput is ignored on tables that are paid for by request", "APIReference/API_CreateTable.html");

const OLDER: &str = see!(
    "of two mistakes of older conditions the other one is reported first",
    "developerguide/LegacyConditionalParameters.html"
);

const SIZES: &str = see!(
    "the size of what an update writes is looked at before its condition; the request alone shows mistakes of expressions",
    "developerguide/Programming.Errors.html"
);

pub(super) const DIFFERENCES: &[Known] = &[
    Known::new(
        "",
        Words("The provided key element does not match the schema"),
        Words("Type mismatch for key"),
        KEYS,
    ),
    Known::new(
        "",
        Words("The provided key element does not match the schema"),
        Words("One of the required keys was not given a value"),
        KEYS,
    ),
    Known::new(
        "",
        Words("The provided key element does not match the schema"),
        Words("The number of conditions on the keys is invalid"),
        KEYS,
    ),
    Known::new(
        "",
        Words("The provided key element does not match the schema"),
        Words("Invalid attribute value type"),
        KEYS,
    ),
    Known::new("", Words("Type mismatch for key"), Words("Type mismatch for key"), KEYS),
    Known::new("", Words("Missing the key"), Words("One of the required keys was not given a value"), KEYS),
    Known::new("", Words("Type mismatch for key"), Words("Invalid attribute value type"), KEYS),
    Known::new("", Words("Type mismatch for Index Key"), Words("Type mismatch for Index Key"), KEYS),
    Known::new("", Words("Type mismatch for Index Key"), Words("Invalid attribute value type"), KEYS),
    Known::new("", Words("Size limit exceeded for Index Key"), Words("Size limit exceeded"), KEYS),
    Known::new(
        "",
        Words("Size limit exceeded for Index Key"),
        Words("Hash primary key values must be under"),
        KEYS,
    ),
    Known::new(
        "",
        Words("One or more parameter values were invalid: Aggregated size"),
        Words("Size limit exceeded"),
        KEYS,
    ),
    Known::new(
        "",
        Words("One or more parameter values were invalid: Size of"),
        Words("Size limit exceeded"),
        KEYS,
    ),
    Known::new(
        "",
        Words("One or more parameter values were invalid: Aggregated size"),
        Words("Hash primary key values must be under"),
        KEYS,
    ),
    Known::new(
        "",
        Words("One or more parameter values were invalid: Size of"),
        Words("Hash primary key values must be under"),
        KEYS,
    ),
    Known::new(
        "Query",
        Words("Query condition missed key schema element"),
        Words("Query condition missed key schema element"),
        KEYS,
    ),
    Known::new(
        "UpdateItem",
        Words("Type mismatch for Index Key"),
        Words("Updates on index keys must be of the same data type as the key attribute"),
        KEYS,
    ),
    Known::new("", Words("Size limit exceeded for Index Key"), Done, INDEX_KEY_SIZES),
    Known::new("UpdateItem", Words("Aggregated size of all range keys"), Done, INDEX_KEY_SIZES),
    Known::new("Query", Words("Size of hashkey"), Done, CONDITION_SIZES),
    Known::new("", Words("The BETWEEN operator requires"), Words("The BETWEEN operator requires"), NUMBERS),
    Known::new(
        "",
        Words("The parameter cannot be converted to a numeric value"),
        Words("A value provided cannot be converted into a number"),
        NUMBER_WORDS,
    ),
    Known::new(
        "",
        Words("Attempting to store more than 38 significant digits"),
        Words("DynamoDB only supports precision up to 38 digits"),
        NUMBER_WORDS,
    ),
    Known::new("", Words("Number overflow"), Words("Number overflow"), NUMBER_WORDS),
    Known::new("", Words("Number underflow"), Words("Number underflow"), NUMBER_WORDS),
    Known::new("", Words("Two document paths overlap"), Words("Two document paths overlap"), PATHS),
    Known::new("", Words("Two document paths conflict"), Words("Two document paths conflict"), PATHS),
    Known::new("TransactWriteItems", Words("cannot include multiple operations"), Done, TWICE),
    Known::new(
        "TransactWriteItems",
        Words("cannot include multiple operations"),
        Words("TransactionCanceledException"),
        TWICE,
    ),
    Known::new("", Words("reserved keyword"), Done, RESERVED),
    Known::new("", Words("reserved keyword"), Words("ConditionalCheckFailed"), RESERVED),
    Known::new("BatchGetItem", Words("Provided list of item keys contains duplicates"), Done, EQUAL_NUMBERS),
    Known::new("TransactWriteItems", Words("Key attributes must be scalars"), Done, CHECKED_KEYS),
    Known::new(
        "TransactWriteItems",
        Words("Key attributes must be scalars"),
        Words("TransactionCanceledException"),
        CHECKED_KEYS,
    ),
    Known::new(
        "",
        Words("IdempotentParameterMismatchException"),
        Words("IdempotentParameterMismatchException"),
        NO_MESSAGE,
    ),
    Known::new("", Words("Input collection"), Words("Input collection"), SETS),
    Known::new("", Words("unused in expressions"), Words("unused in expressions"), UNUSED),
    Known::new("", Words("Type mismatch for Index Key"), Done, INDEX_KEY_TYPES),
    Known::new("", Words("SerializationException"), Words("InternalFailure"), INTERNAL),
    Known::new("", Words("SerializationException"), Words("contains invalid key"), LATE),
    Known::new("", Words("does not project"), Words("does not project"), LACKING),
    Known::new(
        "Query",
        Words("The provided starting key is invalid"),
        Words("The provided starting key"),
        START_KEYS,
    ),
    Known::new(
        "",
        Words("The provided starting key is invalid"),
        Words("Exclusive Start Key must have same size"),
        START_KEYS,
    ),
    Known::new(
        "",
        Words("The provided starting key is invalid"),
        Words("Type mismatch for attribute to update"),
        START_KEYS,
    ),
    Known::new("Query", Words("{KeyConditions} Expression parameters: {FilterExpression}"), Done, MIXED),
    Known::new(
        "",
        Words("Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD"),
        Words("ReturnValues can only be ALL_OLD or NONE"),
        RETURN_VALUES,
    ),
    Known::new(
        "Scan",
        Words("The Segment parameter is zero-based"),
        Words("at 'segment' failed to satisfy constraint"),
        SEGMENTS,
    ),
    Known::new(
        "Scan",
        Words("Value at 'TotalSegments' failed"),
        Words("at 'segment' failed to satisfy constraint"),
        SEGMENTS,
    ),
    Known::new("", Words("CONTAINS is not valid for"), Done, CONTAINS),
    Known::new("", Words("CONTAINS is not valid for"), Words("ConditionalCheckFailed"), CONTAINS),
    Known::new(
        "UpdateItem",
        Words("refers to an attribute that does not exist"),
        Words("The document path provided in the update expression is invalid"),
        MISFITS,
    ),
    Known::new(
        "Query",
        Words("Consistent reads are not supported on global secondary indexes"),
        Words("Consistent read cannot be true when querying a GSI"),
        CONSISTENT,
    ),
    Known::new(
        "Query",
        Words("The number of query conditions"),
        Words("Conditions can be of length 1 or 2 only"),
        CONDITIONS,
    ),
    Known::new(
        "Query",
        Words("The number of query conditions"),
        Words("Query key condition not supported"),
        CONDITIONS,
    ),
    Known::new(
        "Query",
        Words("ExpressionAttributeValues can only be specified when using expressions"),
        Words("ExpressionAttributeValues can only be specified when using expressions"),
        EXPRESSIONS,
    ),
    Known::new("", Words("Value null at"), Words("Item to put in PutItem cannot be null"), MISSING),
    Known::new("", Words("Value null at"), Words("Invalid table/index name"), MISSING),
    Known::new(
        "",
        Words("Value null at"),
        Words("The list of keys in RequestItems for BatchGetItem is required"),
        MISSING,
    ),
    Known::new(
        "BatchGetItem",
        Words("Value null at 'requestItems'"),
        Words("Value at 'RequestItems'"),
        MISSING,
    ),
    Known::new(
        "",
        Words("Value null at 'key'"),
        Words("Cannot have null key for GetItem, DeleteItem, or UpdateItem"),
        MISSING,
    ),
    Known::new(
        "BatchWriteItem",
        Words("Value null at 'requestItems'"),
        Words("The requestItems parameter is required"),
        MISSING,
    ),
    Known::new(
        "BatchWriteItem",
        Words("Map value must satisfy constraint"),
        Words("Too many items requested for the BatchWriteItem call"),
        LENGTHS,
    ),
    Known::new(
        "",
        Words("at 'attributesToGet' failed to satisfy"),
        Words("AttributesToGet cannot be empty"),
        LENGTHS,
    ),
    Known::new(
        "",
        Words("ExpressionAttributeValues contains invalid value"),
        Words("ExpressionAttributeValues contains invalid key"),
        PLACEHOLDERS,
    ),
    Known::new(
        "",
        Words("Null attribute value types must have the value of true"),
        Words("ExpressionAttributeValues contains invalid value"),
        PLACEHOLDERS,
    ),
    Known::new("", Words("at 'attributesToGet' failed to satisfy"), Done, NO_ATTRIBUTES),
    Known::new(
        "",
        Words("Duplicate value in attribute name"),
        Words("Cannot have two attributes with the same name"),
        DUPLICATES,
    ),
    Known::new(
        "UpdateItem",
        Words("Type mismatch for Index Key"),
        Words("update a secondary index key to a value that is not supported"),
        INDEX_KEY_VALUES,
    ),
    Known::new(
        "",
        Words("Requested resource not found: Table"),
        Words("\"Requested resource not found\""),
        TABLE_NAMES,
    ),
    Known::new(
        "CreateTable",
        Words("have the same name"),
        Words("Two keys can not have the same name"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("Some index key attributes are not defined"),
        Words("not specified in Attribute Definitions"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("at 'keySchema' failed to satisfy"),
        Words("No Hash Key specified in schema"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("The first KeySchemaElement is not a HASH key type"),
        Words("No Hash Key specified in schema"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("at 'tableName' failed to satisfy"),
        Words("Invalid table/index name"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("indexName' failed to satisfy"),
        Words("Invalid table/index name"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("at 'provisionedThroughput"),
        Words("No provisioned throughput specified"),
        TABLES,
    ),
    Known::new("CreateTable", Words("at 'provisionedThroughput"), Words("Given value"), TABLES),
    Known::new(
        "CreateTable",
        Words("Some index key attribute have no definition"),
        Words("not specified in Attribute Definitions"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("The second KeySchemaElement is not a RANGE key type"),
        Words("Too many hash keys specified"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("ReadCapacityUnits and WriteCapacityUnits must both be specified"),
        Words("No provisioned throughput specified"),
        TABLES,
    ),
    Known::new(
        "UpdateTable",
        Words("At least one of ProvisionedThroughput"),
        Words("Nothing to update"),
        TABLES,
    ),
    Known::new(
        "UpdateTimeToLive",
        Words("attributeName' failed to satisfy"),
        Words("Names of key attributes and attributes projected"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("ProjectionType is INCLUDE"),
        Words("If Projection type INCLUDE is specified"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("ProjectionType is ALL, but"),
        Words("No attributes should be specified to be projected"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("The second KeySchemaElement is not"),
        Words("Too many hash keys specified"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("at 'provisionedThroughput"),
        Words("Table read and write throughput must be at least 1"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("ProvisionedThroughput must be specified for index"),
        Words("No provisioned throughput specified"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("Some index key attribute"),
        Words("Key not specified in Attribute Definitions"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("Index KeySchema does not have a range key"),
        Words("Local secondary indices must have a range key"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("Some index key attribute"),
        Words("Local secondary indices must have a range key"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("Table already exists"),
        Words("Cannot create preexisting table"),
        TABLES,
    ),
    Known::new(
        "UpdateTable",
        Words("must not be null"),
        Words("Update global secondary index action is null"),
        TABLES,
    ),
    Known::new(
        "UpdateTable",
        Words("The table does not have the specified index"),
        Words("Requested resource not found"),
        TABLES,
    ),
    Known::new(
        "UpdateTable",
        Words("Requested resource not found: Table"),
        Words("Requested resource not found"),
        TABLES,
    ),
    Known::new(
        "CreateTable",
        Words("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified"),
        Done,
        THROUGHPUT,
    ),
    Known::new(
        "",
        Words("ConditionalOperator can only be used when"),
        Words("must be used with ComparisonOperator"),
        OLDER,
    ),
    Known::new(
        "UpdateItem",
        Words("Invalid ConditionExpression"),
        Words("Item size to update has exceeded"),
        SIZES,
    ),
    Known::new(
        "UpdateItem",
        Words("Invalid UpdateExpression"),
        Words("Item size to update has exceeded"),
        SIZES,
    ),
    Known::new(
        "Query",
        Words("outside query boundaries"),
        Words("does not match the range key predicate"),
        START_KEYS,
    ),
    Known::new(
        "Query",
        Words("Either the KeyConditions or KeyConditionExpression"),
        Words("ExpressionAttributeValues can only be specified when using expressions"),
        EXPRESSIONS,
    ),
    Known::new(
        "Query",
        Words("cannot contain an empty"),
        Words("A value specified for a secondary index key is not supported"),
        KEYS,
    ),
];
