//! ListTables, the tags of resources, and what holds for the account.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types;

use super::error::{failed, not_built};
use crate::BackendError;
use crate::api::{
    DescribeEndpointsInput, DescribeEndpointsOutput, DescribeLimitsInput, DescribeLimitsOutput, Endpoint,
    ListTablesInput, ListTablesOutput, ListTagsOfResourceInput, ListTagsOfResourceOutput, Tag,
    TagResourceInput, TagResourceOutput, UntagResourceInput, UntagResourceOutput,
};

pub(super) async fn list_tables(
    client: &Client,
    input: ListTablesInput,
) -> Result<ListTablesOutput, BackendError> {
    let ListTablesInput { exclusive_start_table_name, limit } = input;
    let answer = client
        .list_tables()
        .set_exclusive_start_table_name(exclusive_start_table_name)
        .set_limit(limit)
        .send()
        .await
        .map_err(failed)?;
    Ok(ListTablesOutput {
        table_names: answer.table_names.unwrap_or_default(),
        last_evaluated_table_name: answer.last_evaluated_table_name,
    })
}

pub(super) async fn tag(client: &Client, input: TagResourceInput) -> Result<TagResourceOutput, BackendError> {
    let TagResourceInput { resource_arn, tags } = input;
    client
        .tag_resource()
        .resource_arn(resource_arn)
        .set_tags(Some(sdk_tags(tags)?))
        .send()
        .await
        .map_err(failed)?;
    Ok(TagResourceOutput {})
}

pub(super) async fn untag(
    client: &Client,
    input: UntagResourceInput,
) -> Result<UntagResourceOutput, BackendError> {
    let UntagResourceInput { resource_arn, tag_keys } = input;
    client
        .untag_resource()
        .resource_arn(resource_arn)
        .set_tag_keys(Some(tag_keys))
        .send()
        .await
        .map_err(failed)?;
    Ok(UntagResourceOutput {})
}

pub(super) async fn list_tags(
    client: &Client,
    input: ListTagsOfResourceInput,
) -> Result<ListTagsOfResourceOutput, BackendError> {
    let ListTagsOfResourceInput { resource_arn, next_token } = input;
    let answer = client
        .list_tags_of_resource()
        .resource_arn(resource_arn)
        .set_next_token(next_token)
        .send()
        .await
        .map_err(failed)?;
    let tags = answer.tags.unwrap_or_default().into_iter();
    Ok(ListTagsOfResourceOutput {
        tags: tags.map(|tag| Tag { key: tag.key, value: tag.value }).collect(),
        next_token: answer.next_token,
    })
}

/// Tags as the SDK's.
pub(super) fn sdk_tags(tags: Vec<Tag>) -> Result<Vec<types::Tag>, BackendError> {
    let tag = |Tag { key, value }| types::Tag::builder().key(key).value(value).build().map_err(not_built);
    tags.into_iter().map(tag).collect()
}

pub(super) async fn limits(
    client: &Client,
    input: DescribeLimitsInput,
) -> Result<DescribeLimitsOutput, BackendError> {
    let DescribeLimitsInput {} = input;
    let answer = client.describe_limits().send().await.map_err(failed)?;
    Ok(DescribeLimitsOutput {
        account_max_read_capacity_units: answer.account_max_read_capacity_units.unwrap_or_default(),
        account_max_write_capacity_units: answer.account_max_write_capacity_units.unwrap_or_default(),
        table_max_read_capacity_units: answer.table_max_read_capacity_units.unwrap_or_default(),
        table_max_write_capacity_units: answer.table_max_write_capacity_units.unwrap_or_default(),
    })
}

pub(super) async fn endpoints(
    client: &Client,
    input: DescribeEndpointsInput,
) -> Result<DescribeEndpointsOutput, BackendError> {
    let DescribeEndpointsInput {} = input;
    let answer = client.describe_endpoints().send().await.map_err(failed)?;
    let endpoint = |endpoint: types::Endpoint| Endpoint {
        address: endpoint.address,
        cache_period_in_minutes: endpoint.cache_period_in_minutes,
    };
    Ok(DescribeEndpointsOutput { endpoints: answer.endpoints.into_iter().map(endpoint).collect() })
}
