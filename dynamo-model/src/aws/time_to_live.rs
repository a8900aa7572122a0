//! Time to live, and continuous backups.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types;

use super::error::{failed, not_built, unexpected};
use crate::BackendError;
use crate::api::{
    Availability, ContinuousBackupsDescription, DescribeContinuousBackupsInput,
    DescribeContinuousBackupsOutput, DescribeTimeToLiveInput, DescribeTimeToLiveOutput,
    PointInTimeRecoveryDescription, PointInTimeRecoverySpecification, TimeToLiveDescription,
    TimeToLiveSpecification, TimeToLiveStatus, UpdateContinuousBackupsInput, UpdateContinuousBackupsOutput,
    UpdateTimeToLiveInput, UpdateTimeToLiveOutput,
};

pub(super) async fn update(
    client: &Client,
    input: UpdateTimeToLiveInput,
) -> Result<UpdateTimeToLiveOutput, BackendError> {
    let UpdateTimeToLiveInput { table_name, time_to_live_specification } = input;
    let TimeToLiveSpecification { attribute_name, enabled } = time_to_live_specification;
    let wanted = types::TimeToLiveSpecification::builder().attribute_name(attribute_name).enabled(enabled);
    let answer = client
        .update_time_to_live()
        .table_name(&*table_name)
        .time_to_live_specification(wanted.build().map_err(not_built)?)
        .send()
        .await
        .map_err(failed)?;
    let given = answer.time_to_live_specification;
    let given = given.ok_or_else(|| unexpected("TimeToLiveSpecification", None))?;
    Ok(UpdateTimeToLiveOutput {
        time_to_live_specification: TimeToLiveSpecification {
            attribute_name: given.attribute_name,
            enabled: given.enabled,
        },
    })
}

pub(super) async fn describe(
    client: &Client,
    input: DescribeTimeToLiveInput,
) -> Result<DescribeTimeToLiveOutput, BackendError> {
    let DescribeTimeToLiveInput { table_name } = input;
    let answer = client.describe_time_to_live().table_name(&*table_name).send().await.map_err(failed)?;
    let given = answer.time_to_live_description;
    let given = given.ok_or_else(|| unexpected("TimeToLiveDescription", None))?;
    Ok(DescribeTimeToLiveOutput {
        time_to_live_description: TimeToLiveDescription {
            time_to_live_status: match given.time_to_live_status {
                Some(types::TimeToLiveStatus::Enabling) => TimeToLiveStatus::Enabling,
                Some(types::TimeToLiveStatus::Disabling) => TimeToLiveStatus::Disabling,
                Some(types::TimeToLiveStatus::Enabled) => TimeToLiveStatus::Enabled,
                Some(types::TimeToLiveStatus::Disabled) => TimeToLiveStatus::Disabled,
                other => {
                    let other = other.as_ref().map(types::TimeToLiveStatus::as_str);
                    return Err(unexpected("TimeToLiveStatus", other));
                }
            },
            attribute_name: given.attribute_name,
        },
    })
}

pub(super) async fn update_backups(
    client: &Client,
    input: UpdateContinuousBackupsInput,
) -> Result<UpdateContinuousBackupsOutput, BackendError> {
    let UpdateContinuousBackupsInput { table_name, point_in_time_recovery_specification } = input;
    let PointInTimeRecoverySpecification { point_in_time_recovery_enabled, recovery_period_in_days } =
        point_in_time_recovery_specification;
    let wanted = types::PointInTimeRecoverySpecification::builder()
        .point_in_time_recovery_enabled(point_in_time_recovery_enabled)
        .set_recovery_period_in_days(recovery_period_in_days);
    let answer = client
        .update_continuous_backups()
        .table_name(&*table_name)
        .point_in_time_recovery_specification(wanted.build().map_err(not_built)?)
        .send()
        .await
        .map_err(failed)?;
    Ok(UpdateContinuousBackupsOutput {
        continuous_backups_description: backups(answer.continuous_backups_description)?,
    })
}

pub(super) async fn describe_backups(
    client: &Client,
    input: DescribeContinuousBackupsInput,
) -> Result<DescribeContinuousBackupsOutput, BackendError> {
    let DescribeContinuousBackupsInput { table_name } = input;
    let answer =
        client.describe_continuous_backups().table_name(&*table_name).send().await.map_err(failed)?;
    Ok(DescribeContinuousBackupsOutput {
        continuous_backups_description: backups(answer.continuous_backups_description)?,
    })
}

fn backups(
    given: Option<types::ContinuousBackupsDescription>,
) -> Result<ContinuousBackupsDescription, BackendError> {
    let given = given.ok_or_else(|| unexpected("ContinuousBackupsDescription", None))?;
    let recovery = |recovery: types::PointInTimeRecoveryDescription| PointInTimeRecoveryDescription {
        point_in_time_recovery_status: match recovery.point_in_time_recovery_status {
            Some(types::PointInTimeRecoveryStatus::Enabled) => Availability::Enabled,
            _ => Availability::Disabled,
        },
        recovery_period_in_days: recovery.recovery_period_in_days,
        earliest_restorable_date_time: recovery.earliest_restorable_date_time.map(|at| at.as_secs_f64()),
        latest_restorable_date_time: recovery.latest_restorable_date_time.map(|at| at.as_secs_f64()),
    };
    Ok(ContinuousBackupsDescription {
        continuous_backups_status: match given.continuous_backups_status {
            types::ContinuousBackupsStatus::Enabled => Availability::Enabled,
            _ => Availability::Disabled,
        },
        point_in_time_recovery_description: given.point_in_time_recovery_description.map(recovery),
    })
}
