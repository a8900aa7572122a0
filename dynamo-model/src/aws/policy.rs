//! PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy.

use aws_sdk_dynamodb::Client;

use super::error::failed;
use crate::BackendError;
use crate::api::{
    DeleteResourcePolicyInput, DeleteResourcePolicyOutput, GetResourcePolicyInput, GetResourcePolicyOutput,
    PutResourcePolicyInput, PutResourcePolicyOutput,
};

pub(super) async fn put(
    client: &Client,
    input: PutResourcePolicyInput,
) -> Result<PutResourcePolicyOutput, BackendError> {
    let PutResourcePolicyInput {
        resource_arn,
        policy,
        expected_revision_id,
        confirm_remove_self_resource_access,
    } = input;
    let answer = client
        .put_resource_policy()
        .resource_arn(resource_arn)
        .policy(policy)
        .set_expected_revision_id(expected_revision_id)
        .set_confirm_remove_self_resource_access(confirm_remove_self_resource_access)
        .send()
        .await
        .map_err(failed)?;
    Ok(PutResourcePolicyOutput { revision_id: answer.revision_id })
}

pub(super) async fn get(
    client: &Client,
    input: GetResourcePolicyInput,
) -> Result<GetResourcePolicyOutput, BackendError> {
    let GetResourcePolicyInput { resource_arn } = input;
    let answer = client.get_resource_policy().resource_arn(resource_arn).send().await.map_err(failed)?;
    Ok(GetResourcePolicyOutput { policy: answer.policy, revision_id: answer.revision_id })
}

pub(super) async fn delete(
    client: &Client,
    input: DeleteResourcePolicyInput,
) -> Result<DeleteResourcePolicyOutput, BackendError> {
    let DeleteResourcePolicyInput { resource_arn, expected_revision_id } = input;
    let answer = client
        .delete_resource_policy()
        .resource_arn(resource_arn)
        .set_expected_revision_id(expected_revision_id)
        .send()
        .await
        .map_err(failed)?;
    Ok(DeleteResourcePolicyOutput { revision_id: answer.revision_id })
}
