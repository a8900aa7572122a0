//! UpdateContinuousBackups and DescribeContinuousBackups.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html>.

use std::time::Duration;

use dynamo_model::api::{
    Availability, ContinuousBackupsDescription, DescribeContinuousBackupsInput,
    DescribeContinuousBackupsOutput, PointInTimeRecoveryDescription, ServiceError,
    UpdateContinuousBackupsInput, UpdateContinuousBackupsOutput,
};

use super::table_name::check_table_name;
use crate::engine::{self, Engine, SharedTable};
use crate::message;
use crate::storage::{Recovery, Table};

/// The longest period of recovery, and the usual one.
const DAYS: i32 = 35;
const DAY: u64 = 24 * 60 * 60;
/// What happened in the last minutes cannot be restored yet.
const LATENCY: Duration = Duration::from_secs(5 * 60);

pub(crate) fn update_continuous_backups(
    engine: &Engine,
    input: &UpdateContinuousBackupsInput,
) -> Result<UpdateContinuousBackupsOutput, ServiceError> {
    check_table_name(&input.table_name)?;
    let wanted = &input.point_in_time_recovery_specification;
    let days = wanted.recovery_period_in_days.unwrap_or(DAYS);
    if !(1..=DAYS).contains(&days) {
        let bound = if days < 1 { "greater than or equal to 1" } else { "less than or equal to 35" };
        let member = "pointInTimeRecoverySpecification.recoveryPeriodInDays";
        return Err(message::constraint(Some(&days.to_string()), member, &format!("have value {bound}")));
    }
    let table = backed_up(engine, &input.table_name)?;
    let mut table = engine::write(&table);
    let now = engine.clock().now();
    let since = table.settings.recovery.map_or(now, |there| there.since);
    table.settings.recovery = wanted.point_in_time_recovery_enabled.then_some(Recovery { since, days });
    Ok(UpdateContinuousBackupsOutput { continuous_backups_description: describe(&table, now) })
}

pub(crate) fn describe_continuous_backups(
    engine: &Engine,
    input: &DescribeContinuousBackupsInput,
) -> Result<DescribeContinuousBackupsOutput, ServiceError> {
    check_table_name(&input.table_name)?;
    let table = backed_up(engine, &input.table_name)?;
    let table = engine::read(&table);
    let now = engine.clock().now();
    Ok(DescribeContinuousBackupsOutput { continuous_backups_description: describe(&table, now) })
}

fn backed_up(engine: &Engine, name: &str) -> Result<SharedTable, ServiceError> {
    engine.table(name).map_err(|_| message::backup_table_not_found(name))
}

fn describe(table: &Table, now: Duration) -> ContinuousBackupsDescription {
    let recovery = table.settings.recovery.map(|recovery| {
        let period = Duration::from_secs(u64::from(recovery.days.unsigned_abs()) * DAY);
        let earliest = recovery.since.max(now.saturating_sub(period));
        PointInTimeRecoveryDescription {
            point_in_time_recovery_status: Availability::Enabled,
            recovery_period_in_days: Some(recovery.days),
            earliest_restorable_date_time: Some(earliest.as_secs_f64()),
            latest_restorable_date_time: Some(now.saturating_sub(LATENCY).max(earliest).as_secs_f64()),
        }
    });
    ContinuousBackupsDescription {
        // The service backs up every table; what can be switched is recovery to any second.
        continuous_backups_status: Availability::Enabled,
        point_in_time_recovery_description: Some(recovery.unwrap_or_default()),
    }
}
