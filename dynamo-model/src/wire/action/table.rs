//! CreateTable, DescribeTable and DeleteTable.

use dynamo_schema::ScalarType;

use crate::api::{
    AttributeDefinition, BillingMode, CreateTableInput, CreateTableOutput, DeleteTableInput,
    DeleteTableOutput, DescribeTableInput, DescribeTableOutput, GlobalSecondaryIndex, IndexDescription,
    IndexProjection, IndexStatus, KeySchemaElement, KeyType, LocalSecondaryIndex, ProjectionType,
    ProvisionedThroughput, TableDescription, TableStatus,
};
use crate::wire::decoder::{Decoder, Result};
use crate::wire::json::Writer;
use crate::wire::shape::{Shape, shapes, words};

words! {
    ScalarType, absent S { B = "B", N = "N", S = "S" }
    KeyType, absent Hash { Hash = "HASH", Range = "RANGE" }
    ProjectionType, absent All { All = "ALL", Include = "INCLUDE", KeysOnly = "KEYS_ONLY" }
    BillingMode, absent Provisioned { Provisioned = "PROVISIONED", PayPerRequest = "PAY_PER_REQUEST" }

    IndexStatus, absent Active {
        Creating = "CREATING",
        Updating = "UPDATING",
        Deleting = "DELETING",
        Active = "ACTIVE",
    }

    TableStatus, absent Other {
        Creating = "CREATING",
        Updating = "UPDATING",
        Deleting = "DELETING",
        Active = "ACTIVE",
        Other = "ARCHIVED",
    }
}

shapes! {
    CreateTableInput {
        table_name: "TableName" required,
        attribute_definitions: "AttributeDefinitions" required,
        key_schema: "KeySchema" required,
        global_secondary_indexes: "GlobalSecondaryIndexes",
        local_secondary_indexes: "LocalSecondaryIndexes",
        vector_indexes: "VectorIndexes",
        billing_mode: "BillingMode",
        provisioned_throughput: "ProvisionedThroughput",
        deletion_protection_enabled: "DeletionProtectionEnabled",
        stream_specification: "StreamSpecification",
        tags: "Tags",
        resource_policy: "ResourcePolicy",
    }

    AttributeDefinition {
        attribute_name: "AttributeName" required,
        attribute_type: "AttributeType" required,
    }

    KeySchemaElement {
        attribute_name: "AttributeName" required,
        key_type: "KeyType" required,
    }

    ProvisionedThroughput {
        read_capacity_units: "ReadCapacityUnits" required,
        write_capacity_units: "WriteCapacityUnits" required,
    }

    GlobalSecondaryIndex {
        index_name: "IndexName" required,
        key_schema: "KeySchema" required,
        projection: "Projection" required,
        provisioned_throughput: "ProvisionedThroughput",
    }

    LocalSecondaryIndex {
        index_name: "IndexName" required,
        key_schema: "KeySchema" required,
        projection: "Projection" required,
    }

    CreateTableOutput {
        table_description: "TableDescription" required,
    }

    DescribeTableInput {
        table_name: "TableName" required,
    }

    DescribeTableOutput {
        table: "Table" required,
    }

    DeleteTableInput {
        table_name: "TableName" required,
    }

    DeleteTableOutput {
        table_description: "TableDescription" required,
    }

    TableDescription {
        table_name: "TableName" required,
        table_status: "TableStatus" required,
        attribute_definitions: "AttributeDefinitions" required,
        key_schema: "KeySchema" required,
        global_secondary_indexes: "GlobalSecondaryIndexes",
        local_secondary_indexes: "LocalSecondaryIndexes",
        vector_indexes: "VectorIndexes",
        billing_mode: "BillingModeSummary" required => billing_mode_summary,
        provisioned_throughput: "ProvisionedThroughput" required,
        deletion_protection_enabled: "DeletionProtectionEnabled" required,
        stream_specification: "StreamSpecification",
        latest_stream_label: "LatestStreamLabel",
        latest_stream_arn: "LatestStreamArn",
        item_count: "ItemCount" required,
        table_size_bytes: "TableSizeBytes" required,
        table_arn: "TableArn" required,
        table_id: "TableId" required,
        creation_date_time: "CreationDateTime" required,
    }

    IndexDescription {
        index_name: "IndexName" required,
        key_schema: "KeySchema" required,
        projection: "Projection" required,
        index_status: "IndexStatus",
        backfilling: "Backfilling",
        provisioned_throughput: "ProvisionedThroughput",
        item_count: "ItemCount" required,
        index_size_bytes: "IndexSizeBytes" required,
        index_arn: "IndexArn" required,
    }
}

/// `Projection` as the wire has it.
struct Projection {
    projection_type: Option<ProjectionType>,
    non_key_attributes: Vec<String>,
}

/// `BillingModeSummary`, which descriptions have in place of the billing mode.
struct BillingModeSummary {
    billing_mode: BillingMode,
}

shapes! {
    Projection {
        projection_type: "ProjectionType",
        non_key_attributes: "NonKeyAttributes",
    }

    BillingModeSummary {
        billing_mode: "BillingMode" required,
    }
}

impl Shape for IndexProjection {
    fn write(&self, out: &mut Writer) {
        let Self { projection_type, non_key_attributes } = self.clone();
        Projection { projection_type, non_key_attributes }.write(out);
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self> {
        let Projection { projection_type, non_key_attributes } = Shape::read(decoder)?;
        Ok(Self { projection_type, non_key_attributes })
    }

    fn absent() -> Self {
        Self::default()
    }
}

/// The billing mode inside its summary. The service leaves the summary out for provisioned tables.
mod billing_mode_summary {
    use super::{BillingMode, BillingModeSummary, Decoder, Result, Shape, Writer};

    pub(super) fn write(billing_mode: &BillingMode, out: &mut Writer) {
        BillingModeSummary { billing_mode: *billing_mode }.write(out);
    }

    pub(super) fn read(decoder: &mut Decoder<'_>) -> Result<BillingMode> {
        Ok(BillingModeSummary::read(decoder)?.billing_mode)
    }
}
