//! UpdateTable.

use crate::api::{
    DeleteGlobalSecondaryIndexAction, GlobalSecondaryIndexUpdate, UpdateGlobalSecondaryIndexAction,
    UpdateTableInput, UpdateTableOutput,
};
use crate::wire::shape::shapes;

shapes! {
    UpdateTableInput {
        table_name: "TableName" required,
        attribute_definitions: "AttributeDefinitions",
        billing_mode: "BillingMode",
        provisioned_throughput: "ProvisionedThroughput",
        global_secondary_index_updates: "GlobalSecondaryIndexUpdates",
        vector_index_updates: "VectorIndexUpdates",
        stream_specification: "StreamSpecification",
        deletion_protection_enabled: "DeletionProtectionEnabled",
    }

    UpdateTableOutput {
        table_description: "TableDescription" required,
    }

    GlobalSecondaryIndexUpdate {
        create: "Create",
        update: "Update",
        delete: "Delete",
    }

    UpdateGlobalSecondaryIndexAction {
        index_name: "IndexName" required,
        provisioned_throughput: "ProvisionedThroughput",
    }

    DeleteGlobalSecondaryIndexAction {
        index_name: "IndexName" required,
    }
}
