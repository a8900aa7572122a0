//! UpdateTable.

use std::sync::Arc;

use super::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, ProvisionedThroughput, StreamSpecification,
    TableDescription, VectorIndexUpdate,
};

/// The input of `UpdateTable`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UpdateTableInput {
    /// The table.
    pub table_name: Arc<str>,
    /// The attributes that the key of an index to create uses.
    pub attribute_definitions: Vec<AttributeDefinition>,
    /// How the table is to be paid for.
    pub billing_mode: Option<BillingMode>,
    /// The throughput, on provisioned tables.
    pub provisioned_throughput: Option<ProvisionedThroughput>,
    /// Changes of global indexes. One index at a time can be created or deleted.
    pub global_secondary_index_updates: Vec<GlobalSecondaryIndexUpdate>,
    /// The change of a vector index: one at a time.
    pub vector_index_updates: Vec<VectorIndexUpdate>,
    /// Whether the table is to have a stream.
    pub stream_specification: Option<StreamSpecification>,
    /// Whether `DeleteTable` is to be refused.
    pub deletion_protection_enabled: Option<bool>,
}

/// The output of `UpdateTable`.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateTableOutput {
    /// The table as it is being changed.
    pub table_description: TableDescription,
}

/// A change of one global index. Exactly one part is to be there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GlobalSecondaryIndexUpdate {
    /// An index to create.
    pub create: Option<GlobalSecondaryIndex>,
    /// An index to change.
    pub update: Option<UpdateGlobalSecondaryIndexAction>,
    /// An index to delete.
    pub delete: Option<DeleteGlobalSecondaryIndexAction>,
}

/// A global index to change.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UpdateGlobalSecondaryIndexAction {
    /// Its name.
    pub index_name: String,
    /// Its throughput.
    pub provisioned_throughput: Option<ProvisionedThroughput>,
}

/// A global index to delete.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeleteGlobalSecondaryIndexAction {
    /// Its name.
    pub index_name: String,
}
