//! CreateTable, DescribeTable and DeleteTable.

use std::sync::Arc;

use dynamo_schema::ScalarType;

use super::{StreamSpecification, Tag, VectorIndex, VectorIndexDescription};

/// The name and type of an attribute that a key uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeDefinition {
    /// The attribute's name.
    pub attribute_name: String,
    /// Its type.
    pub attribute_type: ScalarType,
}

/// The role of an attribute in a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyType {
    /// Part of the partition key.
    Hash,
    /// Part of the sort key.
    Range,
}

/// One attribute of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySchemaElement {
    /// The attribute's name.
    pub attribute_name: String,
    /// Its role.
    pub key_type: KeyType,
}

/// Which attributes an index holds besides the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectionType {
    /// All of them.
    All,
    /// None.
    KeysOnly,
    /// Those that are named.
    Include,
}

/// `Projection`: what an index holds. Absent parts are errors of the request, which the backend reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexProjection {
    /// Which attributes.
    pub projection_type: Option<ProjectionType>,
    /// Their names, with `Include`.
    pub non_key_attributes: Vec<String>,
}

/// Reads and writes per second that are paid for in advance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProvisionedThroughput {
    /// Read capacity units.
    pub read_capacity_units: i64,
    /// Write capacity units.
    pub write_capacity_units: i64,
}

/// How the table is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BillingMode {
    /// By throughput.
    Provisioned,
    /// By request.
    PayPerRequest,
}

/// A global index to create.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GlobalSecondaryIndex {
    /// Its name.
    pub index_name: String,
    /// Its key: up to four attributes of each role.
    pub key_schema: Vec<KeySchemaElement>,
    /// What it holds.
    pub projection: IndexProjection,
    /// Its throughput, on provisioned tables.
    pub provisioned_throughput: Option<ProvisionedThroughput>,
}

/// A local index to create.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LocalSecondaryIndex {
    /// Its name.
    pub index_name: String,
    /// Its key: the table's partition key and another sort key.
    pub key_schema: Vec<KeySchemaElement>,
    /// What it holds.
    pub projection: IndexProjection,
}

/// The input of `CreateTable`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CreateTableInput {
    /// The table's name.
    pub table_name: Arc<str>,
    /// The attributes that keys use, and no others.
    pub attribute_definitions: Vec<AttributeDefinition>,
    /// The table's key.
    pub key_schema: Vec<KeySchemaElement>,
    /// The global indexes.
    pub global_secondary_indexes: Vec<GlobalSecondaryIndex>,
    /// The local indexes.
    pub local_secondary_indexes: Vec<LocalSecondaryIndex>,
    /// The vector indexes.
    pub vector_indexes: Vec<VectorIndex>,
    /// How the table is paid for; provisioned when absent.
    pub billing_mode: Option<BillingMode>,
    /// The throughput, on provisioned tables.
    pub provisioned_throughput: Option<ProvisionedThroughput>,
    /// Whether `DeleteTable` is refused.
    pub deletion_protection_enabled: Option<bool>,
    /// Whether the table has a stream.
    pub stream_specification: Option<StreamSpecification>,
    /// What the table is marked with.
    pub tags: Vec<Tag>,
    /// The policy about access to the table, as JSON.
    pub resource_policy: Option<String>,
}

/// The output of `CreateTable`.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateTableOutput {
    /// The table as it is being created.
    pub table_description: TableDescription,
}

/// The input of `DescribeTable`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeTableInput {
    /// The table.
    pub table_name: Arc<str>,
}

/// The output of `DescribeTable`.
#[derive(Debug, Clone, PartialEq)]
pub struct DescribeTableOutput {
    /// The table.
    pub table: TableDescription,
}

/// The input of `DeleteTable`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeleteTableInput {
    /// The table.
    pub table_name: Arc<str>,
}

/// The output of `DeleteTable`.
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteTableOutput {
    /// The table as it was.
    pub table_description: TableDescription,
}

/// Where a table is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableStatus {
    /// Not ready yet.
    Creating,
    /// Ready; an index or option is being changed.
    Updating,
    /// Being deleted.
    Deleting,
    /// Ready.
    Active,
    /// In a state of a newer service: archived, or without access to its encryption key.
    Other,
}

/// Where an index is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum IndexStatus {
    /// Not ready yet.
    Creating,
    /// Being changed.
    Updating,
    /// Being deleted.
    Deleting,
    /// Ready.
    Active,
}

/// A table as the service describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct TableDescription {
    /// Its name.
    pub table_name: String,
    /// Where it is in its life.
    pub table_status: TableStatus,
    /// The attributes that keys use.
    pub attribute_definitions: Vec<AttributeDefinition>,
    /// Its key.
    pub key_schema: Vec<KeySchemaElement>,
    /// Its global indexes.
    pub global_secondary_indexes: Vec<IndexDescription>,
    /// Its local indexes.
    pub local_secondary_indexes: Vec<IndexDescription>,
    /// Its vector indexes.
    pub vector_indexes: Vec<VectorIndexDescription>,
    /// How it is paid for.
    pub billing_mode: BillingMode,
    /// Its throughput; zero when it is paid for by request.
    pub provisioned_throughput: ProvisionedThroughput,
    /// Whether `DeleteTable` is refused.
    pub deletion_protection_enabled: bool,
    /// Its stream, while it has one.
    pub stream_specification: Option<StreamSpecification>,
    /// The label of the stream that it has or had last.
    pub latest_stream_label: Option<String>,
    /// The Amazon resource name of the stream that it has or had last.
    pub latest_stream_arn: Option<String>,
    /// How many items it holds. The service refreshes this every six hours.
    pub item_count: i64,
    /// How many bytes they are. The service refreshes this every six hours.
    pub table_size_bytes: i64,
    /// Its Amazon resource name.
    pub table_arn: String,
    /// Its unique id.
    pub table_id: String,
    /// When it was created, in seconds since 1970.
    pub creation_date_time: f64,
}

/// An index as the service describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexDescription {
    /// Its name.
    pub index_name: String,
    /// Its key.
    pub key_schema: Vec<KeySchemaElement>,
    /// What it holds.
    pub projection: IndexProjection,
    /// Where it is in its life; absent for local indexes.
    pub index_status: Option<IndexStatus>,
    /// Whether the items that were there before the index are still being added to it.
    pub backfilling: Option<bool>,
    /// Its throughput; absent for local indexes.
    pub provisioned_throughput: Option<ProvisionedThroughput>,
    /// How many items it holds.
    pub item_count: i64,
    /// How many bytes they are.
    pub index_size_bytes: i64,
    /// Its Amazon resource name.
    pub index_arn: String,
}
