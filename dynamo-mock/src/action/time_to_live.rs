//! UpdateTimeToLive and DescribeTimeToLive.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html> and
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html>.

use std::time::Duration;

use dynamo_model::api::{
    DescribeTimeToLiveInput, DescribeTimeToLiveOutput, ServiceError, TimeToLiveDescription, TimeToLiveStatus,
    UpdateTimeToLiveInput, UpdateTimeToLiveOutput,
};

use super::table_name::described_table;
use crate::engine::{self, Engine};
use crate::message;
use crate::storage::TimeToLive;

/// The service takes up to an hour to apply a change, and refuses another one in that time. The engine applies
/// it at once.
const BETWEEN_CHANGES: Duration = Duration::from_secs(3_600);

pub(crate) fn update_time_to_live(
    engine: &Engine,
    input: UpdateTimeToLiveInput,
) -> Result<UpdateTimeToLiveOutput, ServiceError> {
    let wanted = input.time_to_live_specification;
    let table = described_table(engine, &input.table_name, || check_attribute(&wanted.attribute_name))?;
    let mut table = engine::write(&table);
    let settings = &mut table.settings;
    match (&settings.time_to_live, wanted.enabled) {
        (None, false) => return Err(message::time_to_live_is("disabled")),
        (Some(there), _) if there.attribute != wanted.attribute_name => {
            return Err(message::time_to_live_elsewhere(&there.attribute));
        }
        (Some(_), true) => return Err(message::time_to_live_is("enabled")),
        _ => {}
    }
    let now = engine.clock().now();
    if settings.time_to_live_changed.is_some_and(|at| now.saturating_sub(at) < BETWEEN_CHANGES) {
        return Err(message::time_to_live_too_often());
    }
    settings.time_to_live_changed = Some(now);
    settings.time_to_live = if wanted.enabled {
        engine.sweeper().activate();
        Some(TimeToLive { attribute: wanted.attribute_name.clone(), earliest: 0 })
    } else {
        None
    };
    Ok(UpdateTimeToLiveOutput { time_to_live_specification: wanted })
}

fn check_attribute(name: &str) -> Result<(), ServiceError> {
    let constraint = match name.len() {
        0 => "have length greater than or equal to 1",
        1..=255 => return Ok(()),
        _ => "have length less than or equal to 255",
    };
    Err(message::constraint(Some(name), "timeToLiveSpecification.attributeName", constraint))
}

pub(crate) fn describe_time_to_live(
    engine: &Engine,
    input: &DescribeTimeToLiveInput,
) -> Result<DescribeTimeToLiveOutput, ServiceError> {
    let table = described_table(engine, &input.table_name, || Ok(()))?;
    let table = engine::read(&table);
    let time_to_live_description = match &table.settings.time_to_live {
        None => TimeToLiveDescription::default(),
        Some(setting) => TimeToLiveDescription {
            time_to_live_status: TimeToLiveStatus::Enabled,
            attribute_name: Some(setting.attribute.clone()),
        },
    };
    Ok(DescribeTimeToLiveOutput { time_to_live_description })
}
