//! UpdateContributorInsights and DescribeContributorInsights.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/contributorinsights_HowItWorks.html>.

use dynamo_model::api::{
    ContributorInsightsAction, ContributorInsightsMode, ContributorInsightsStatus,
    DescribeContributorInsightsInput, DescribeContributorInsightsOutput, ServiceError,
    UpdateContributorInsightsInput, UpdateContributorInsightsOutput,
};

use super::table_name::described_table;
use crate::engine::{self, Engine};
use crate::message;
use crate::storage::{Insights, Scope, Table};

pub(crate) fn update_contributor_insights(
    engine: &Engine,
    input: UpdateContributorInsightsInput,
) -> Result<UpdateContributorInsightsOutput, ServiceError> {
    let table = described_table(engine, &input.table_name, || Ok(()))?;
    let mut table = engine::write(&table);
    check_index(&table, input.index_name.as_deref())?;
    let enabled = input.contributor_insights_action == ContributorInsightsAction::Enable;
    let mode = input.contributor_insights_mode.unwrap_or(ContributorInsightsMode::AccessedAndThrottledKeys);
    let changed = engine.clock().now();
    let index = input.index_name.clone().unwrap_or_default();
    table.settings.insights.insert(index, Insights { enabled, mode, changed });
    Ok(UpdateContributorInsightsOutput {
        table_name: Some(table.name.as_ref().to_owned()),
        index_name: input.index_name,
        contributor_insights_status: Some(match enabled {
            true => ContributorInsightsStatus::Enabling,
            false => ContributorInsightsStatus::Disabling,
        }),
        contributor_insights_mode: enabled.then_some(mode),
    })
}

pub(crate) fn describe_contributor_insights(
    engine: &Engine,
    input: DescribeContributorInsightsInput,
) -> Result<DescribeContributorInsightsOutput, ServiceError> {
    let table = described_table(engine, &input.table_name, || Ok(()))?;
    let table = engine::read(&table);
    check_index(&table, input.index_name.as_deref())?;
    let there = table.settings.insights.get(input.index_name.as_deref().unwrap_or_default());
    let on = there.filter(|insights| insights.enabled);
    Ok(DescribeContributorInsightsOutput {
        table_name: Some(table.name.as_ref().to_owned()),
        contributor_insights_rule_list: on
            .map(|insights| rules(&table, input.index_name.as_deref(), insights))
            .unwrap_or_default(),
        index_name: input.index_name,
        contributor_insights_status: Some(match on {
            Some(_) => ContributorInsightsStatus::Enabled,
            None => ContributorInsightsStatus::Disabled,
        }),
        last_update_date_time: there.map(|insights| insights.changed.as_secs_f64()),
        failure_exception: None,
        contributor_insights_mode: on.map(|insights| insights.mode),
    })
}

fn check_index(table: &Table, name: Option<&str>) -> Result<(), ServiceError> {
    let Some(name) = name else { return Ok(()) };
    match table.index(name).filter(|index| index.scope == Scope::Global) {
        Some(_) => Ok(()),
        None => Err(message::described_index_not_found(&table.name, name)),
    }
}

/// The names of the rules: for partition keys and, where there are sort keys, for both together; for access and
/// for throttling.
fn rules(table: &Table, index: Option<&str>, insights: &Insights) -> Vec<String> {
    let schema = index.and_then(|name| table.index(name)).map_or(&table.key, |index| &index.key);
    let keys = if schema.sort.is_empty() { &["PK"][..] } else { &["PK", "SK"] };
    let uses = match insights.mode {
        ContributorInsightsMode::AccessedAndThrottledKeys => &["C", "T"][..],
        ContributorInsightsMode::ThrottledKeys => &["T"],
    };
    let resource = match index {
        None => table.name.as_ref().to_owned(),
        Some(index) => format!("{}-{index}", table.name),
    };
    let at = insights.changed.as_millis();
    let rule = |used: &&str, key: &&str| format!("DynamoDBContributorInsights-{key}{used}-{resource}-{at}");
    uses.iter().flat_map(|used| keys.iter().map(move |key| rule(used, key))).collect()
}
