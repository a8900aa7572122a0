//! PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy.

use crate::api::{
    DeleteResourcePolicyInput, DeleteResourcePolicyOutput, GetResourcePolicyInput, GetResourcePolicyOutput,
    PutResourcePolicyInput, PutResourcePolicyOutput,
};
use crate::wire::shape::shapes;

shapes! {
    PutResourcePolicyInput {
        resource_arn: "ResourceArn" required,
        policy: "Policy" required,
        expected_revision_id: "ExpectedRevisionId",
        confirm_remove_self_resource_access: "ConfirmRemoveSelfResourceAccess",
    }

    PutResourcePolicyOutput {
        revision_id: "RevisionId",
    }

    GetResourcePolicyInput {
        resource_arn: "ResourceArn" required,
    }

    GetResourcePolicyOutput {
        policy: "Policy",
        revision_id: "RevisionId",
    }

    DeleteResourcePolicyInput {
        resource_arn: "ResourceArn" required,
        expected_revision_id: "ExpectedRevisionId",
    }

    DeleteResourcePolicyOutput {
        revision_id: "RevisionId",
    }
}
