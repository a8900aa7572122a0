//! DynamoDB's API as plain values: one input and one output per action, named as the API names them.
//!
//! A [`Backend`](crate::Backend) takes a [`Request`] and answers a [`Response`] or a [`ServiceError`].
//! The fields mean what the fields of the same name mean in
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html>.

mod account;
mod batch;
mod capacity;
mod continuous_backups;
mod contributor_insights;
mod error;
mod item;
mod item_collection;
mod legacy;
mod list_tables;
mod query;
mod resource_policy;
mod returned;
mod stream;
mod table;
mod tag;
mod time_to_live;
mod transaction;
mod update_table;
mod vector;

use std::collections::BTreeMap;

pub use account::{
    DescribeEndpointsInput, DescribeEndpointsOutput, DescribeLimitsInput, DescribeLimitsOutput, Endpoint,
};
pub use batch::{
    BatchGetItemInput, BatchGetItemOutput, BatchWriteItemInput, BatchWriteItemOutput, KeysAndAttributes,
    WriteRequest,
};
pub use capacity::{Capacity, ConsumedCapacity, ReturnConsumedCapacity};
pub use continuous_backups::{
    Availability, ContinuousBackupsDescription, DescribeContinuousBackupsInput,
    DescribeContinuousBackupsOutput, PointInTimeRecoveryDescription, PointInTimeRecoverySpecification,
    UpdateContinuousBackupsInput, UpdateContinuousBackupsOutput,
};
pub use contributor_insights::{
    ContributorInsightsAction, ContributorInsightsMode, ContributorInsightsStatus,
    DescribeContributorInsightsInput, DescribeContributorInsightsOutput, FailureException,
    UpdateContributorInsightsInput, UpdateContributorInsightsOutput,
};
pub use error::{CancellationReason, ErrorCode, ServiceError, ThrottlingReason};
pub use item::{
    DeleteItemInput, DeleteItemOutput, GetItemInput, GetItemOutput, PutItemInput, PutItemOutput,
    ReturnValues, ReturnValuesOnConditionCheckFailure, UpdateItemInput, UpdateItemOutput,
};
pub use item_collection::{ItemCollectionMetrics, ReturnItemCollectionMetrics};
pub use legacy::{
    AttributeAction, AttributeValueUpdate, ComparisonOperator, Condition, ConditionalOperator, Conditions,
    ExpectedAttributeValue,
};
pub use list_tables::{ListTablesInput, ListTablesOutput};
pub use query::{QueryInput, QueryOutput, ScanInput, ScanOutput, Select};
pub use resource_policy::{
    DeleteResourcePolicyInput, DeleteResourcePolicyOutput, GetResourcePolicyInput, GetResourcePolicyOutput,
    PutResourcePolicyInput, PutResourcePolicyOutput,
};
pub use returned::ReturnedItem;
pub use stream::{
    DescribeStreamInput, DescribeStreamOutput, GetRecordsInput, GetRecordsOutput, GetShardIteratorInput,
    GetShardIteratorOutput, Identity, ListStreamsInput, ListStreamsOutput, OperationType, Record,
    SequenceNumberRange, Shard, ShardIteratorType, Stream, StreamDescription, StreamRecord,
    StreamSpecification, StreamStatus, StreamViewType,
};
pub use table::{
    AttributeDefinition, BillingMode, CreateTableInput, CreateTableOutput, DeleteTableInput,
    DeleteTableOutput, DescribeTableInput, DescribeTableOutput, GlobalSecondaryIndex, IndexDescription,
    IndexProjection, IndexStatus, KeySchemaElement, KeyType, LocalSecondaryIndex, ProjectionType,
    ProvisionedThroughput, TableDescription, TableStatus,
};
pub use tag::{
    ListTagsOfResourceInput, ListTagsOfResourceOutput, Tag, TagResourceInput, TagResourceOutput,
    UntagResourceInput, UntagResourceOutput,
};
pub use time_to_live::{
    DescribeTimeToLiveInput, DescribeTimeToLiveOutput, TimeToLiveDescription, TimeToLiveSpecification,
    TimeToLiveStatus, UpdateTimeToLiveInput, UpdateTimeToLiveOutput,
};
pub use transaction::{
    ConditionCheck, Delete, Get, Put, TransactGetItemsInput, TransactGetItemsOutput, TransactWriteItem,
    TransactWriteItemsInput, TransactWriteItemsOutput, Update,
};
pub use update_table::{
    DeleteGlobalSecondaryIndexAction, GlobalSecondaryIndexUpdate, UpdateGlobalSecondaryIndexAction,
    UpdateTableInput, UpdateTableOutput,
};
pub use vector::{
    DeleteVectorIndexAction, SearchResultItem, SearchSchemaElement, SearchSchemaElementType,
    SearchVectorsInput, SearchVectorsOutput, VectorAttributeDefinition, VectorCapacity,
    VectorDistanceFunction, VectorIndex, VectorIndexDescription, VectorIndexUpdate,
};

use crate::Name;

/// `ExpressionAttributeNames`: placeholders (`#0`) and the attribute names that they stand for.
pub type ExpressionAttributeNames = BTreeMap<Name, Name>;

macro_rules! actions {
    ($($action:ident($input:ident, $output:ident)),* $(,)?) => {
        /// One call of the API.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Request {
            $(#[doc = concat!("The action `", stringify!($action), "`.")] $action($input),)*
        }

        /// The answer to a [`Request`], of the same action.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Response {
            $(#[doc = concat!("The answer of `", stringify!($action), "`.")] $action($output),)*
        }

        impl Request {
            /// The name of the action, as the API spells it.
            pub const fn action(&self) -> &'static str {
                match self {
                    $(Self::$action(_) => stringify!($action),)*
                }
            }
        }

        impl Response {
            /// The name of the action that the response answers.
            pub const fn action(&self) -> &'static str {
                match self {
                    $(Self::$action(_) => stringify!($action),)*
                }
            }
        }

        $(
            impl From<$input> for Request {
                fn from(input: $input) -> Self {
                    Self::$action(input)
                }
            }

            impl From<$output> for Response {
                fn from(output: $output) -> Self {
                    Self::$action(output)
                }
            }

            impl Action for $input {
                type Output = $output;

                fn output(response: Response) -> Option<$output> {
                    match response {
                        Response::$action(output) => Some(output),
                        _ => None,
                    }
                }
            }
        )*
    };
}

/// An input, tied to the output that answers it.
pub trait Action: Into<Request> {
    /// What the action answers.
    type Output;

    /// Takes the output out of a response; `None` when it answers another action.
    fn output(response: Response) -> Option<Self::Output>;
}

actions! {
    CreateTable(CreateTableInput, CreateTableOutput),
    DescribeTable(DescribeTableInput, DescribeTableOutput),
    UpdateTable(UpdateTableInput, UpdateTableOutput),
    DeleteTable(DeleteTableInput, DeleteTableOutput),
    ListTables(ListTablesInput, ListTablesOutput),
    UpdateTimeToLive(UpdateTimeToLiveInput, UpdateTimeToLiveOutput),
    DescribeTimeToLive(DescribeTimeToLiveInput, DescribeTimeToLiveOutput),
    TagResource(TagResourceInput, TagResourceOutput),
    UntagResource(UntagResourceInput, UntagResourceOutput),
    ListTagsOfResource(ListTagsOfResourceInput, ListTagsOfResourceOutput),
    DescribeLimits(DescribeLimitsInput, DescribeLimitsOutput),
    DescribeEndpoints(DescribeEndpointsInput, DescribeEndpointsOutput),
    UpdateContinuousBackups(UpdateContinuousBackupsInput, UpdateContinuousBackupsOutput),
    DescribeContinuousBackups(DescribeContinuousBackupsInput, DescribeContinuousBackupsOutput),
    UpdateContributorInsights(UpdateContributorInsightsInput, UpdateContributorInsightsOutput),
    DescribeContributorInsights(DescribeContributorInsightsInput, DescribeContributorInsightsOutput),
    PutResourcePolicy(PutResourcePolicyInput, PutResourcePolicyOutput),
    GetResourcePolicy(GetResourcePolicyInput, GetResourcePolicyOutput),
    DeleteResourcePolicy(DeleteResourcePolicyInput, DeleteResourcePolicyOutput),
    ListStreams(ListStreamsInput, ListStreamsOutput),
    DescribeStream(DescribeStreamInput, DescribeStreamOutput),
    GetShardIterator(GetShardIteratorInput, GetShardIteratorOutput),
    GetRecords(GetRecordsInput, GetRecordsOutput),
    GetItem(GetItemInput, GetItemOutput),
    PutItem(PutItemInput, PutItemOutput),
    UpdateItem(UpdateItemInput, UpdateItemOutput),
    DeleteItem(DeleteItemInput, DeleteItemOutput),
    Query(QueryInput, QueryOutput),
    Scan(ScanInput, ScanOutput),
    SearchVectors(SearchVectorsInput, SearchVectorsOutput),
    BatchGetItem(BatchGetItemInput, BatchGetItemOutput),
    BatchWriteItem(BatchWriteItemInput, BatchWriteItemOutput),
    TransactGetItems(TransactGetItemsInput, TransactGetItemsOutput),
    TransactWriteItems(TransactWriteItemsInput, TransactWriteItemsOutput),
}
