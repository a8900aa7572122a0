//! Contributor insights.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types;

use super::error::{failed, unexpected};
use crate::BackendError;
use crate::api::{
    ContributorInsightsAction, ContributorInsightsMode, ContributorInsightsStatus,
    DescribeContributorInsightsInput, DescribeContributorInsightsOutput, FailureException,
    UpdateContributorInsightsInput, UpdateContributorInsightsOutput,
};

pub(super) async fn update(
    client: &Client,
    input: UpdateContributorInsightsInput,
) -> Result<UpdateContributorInsightsOutput, BackendError> {
    let UpdateContributorInsightsInput {
        table_name,
        index_name,
        contributor_insights_action,
        contributor_insights_mode,
    } = input;
    let answer = client
        .update_contributor_insights()
        .table_name(&*table_name)
        .set_index_name(index_name)
        .contributor_insights_action(match contributor_insights_action {
            ContributorInsightsAction::Enable => types::ContributorInsightsAction::Enable,
            ContributorInsightsAction::Disable => types::ContributorInsightsAction::Disable,
        })
        .set_contributor_insights_mode(contributor_insights_mode.map(|mode| match mode {
            ContributorInsightsMode::AccessedAndThrottledKeys => {
                types::ContributorInsightsMode::AccessedAndThrottledKeys
            }
            ContributorInsightsMode::ThrottledKeys => types::ContributorInsightsMode::ThrottledKeys,
        }))
        .send()
        .await
        .map_err(failed)?;
    Ok(UpdateContributorInsightsOutput {
        table_name: answer.table_name,
        index_name: answer.index_name,
        contributor_insights_status: answer.contributor_insights_status.as_ref().map(status).transpose()?,
        contributor_insights_mode: answer.contributor_insights_mode.as_ref().map(mode).transpose()?,
    })
}

pub(super) async fn describe(
    client: &Client,
    input: DescribeContributorInsightsInput,
) -> Result<DescribeContributorInsightsOutput, BackendError> {
    let DescribeContributorInsightsInput { table_name, index_name } = input;
    let answer = client
        .describe_contributor_insights()
        .table_name(&*table_name)
        .set_index_name(index_name)
        .send()
        .await
        .map_err(failed)?;
    Ok(DescribeContributorInsightsOutput {
        table_name: answer.table_name,
        index_name: answer.index_name,
        contributor_insights_rule_list: answer.contributor_insights_rule_list.unwrap_or_default(),
        contributor_insights_status: answer.contributor_insights_status.as_ref().map(status).transpose()?,
        last_update_date_time: answer.last_update_date_time.map(|at| at.as_secs_f64()),
        failure_exception: answer.failure_exception.map(|failure| FailureException {
            exception_name: failure.exception_name,
            exception_description: failure.exception_description,
        }),
        contributor_insights_mode: answer.contributor_insights_mode.as_ref().map(mode).transpose()?,
    })
}

fn status(status: &types::ContributorInsightsStatus) -> Result<ContributorInsightsStatus, BackendError> {
    Ok(match status {
        types::ContributorInsightsStatus::Enabling => ContributorInsightsStatus::Enabling,
        types::ContributorInsightsStatus::Enabled => ContributorInsightsStatus::Enabled,
        types::ContributorInsightsStatus::Disabling => ContributorInsightsStatus::Disabling,
        types::ContributorInsightsStatus::Disabled => ContributorInsightsStatus::Disabled,
        types::ContributorInsightsStatus::Failed => ContributorInsightsStatus::Failed,
        other => return Err(unexpected("ContributorInsightsStatus", Some(other.as_str()))),
    })
}

fn mode(mode: &types::ContributorInsightsMode) -> Result<ContributorInsightsMode, BackendError> {
    Ok(match mode {
        types::ContributorInsightsMode::AccessedAndThrottledKeys => {
            ContributorInsightsMode::AccessedAndThrottledKeys
        }
        types::ContributorInsightsMode::ThrottledKeys => ContributorInsightsMode::ThrottledKeys,
        other => return Err(unexpected("ContributorInsightsMode", Some(other.as_str()))),
    })
}
