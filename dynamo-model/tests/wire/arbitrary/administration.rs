//! Requests and responses of the actions on what is set on tables.

use dynamo_model::api::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::{table, text, words};

fn tags() -> impl Strategy<Value = Vec<Tag>> {
    vec((text(), text()).prop_map(|(key, value)| Tag { key, value }), 0..3)
}

fn seconds() -> impl Strategy<Value = f64> {
    (0..4_000_000_000_000i64).prop_map(|millis| millis as f64 / 1000.0)
}

fn availability() -> impl Strategy<Value = Availability> {
    prop_oneof![Just(Availability::Enabled), Just(Availability::Disabled)]
}

fn insights_status() -> impl Strategy<Value = Option<ContributorInsightsStatus>> {
    use ContributorInsightsStatus::*;
    words(&[Enabling, Enabled, Disabling, Disabled, Failed])
}

fn insights_mode() -> impl Strategy<Value = Option<ContributorInsightsMode>> {
    use ContributorInsightsMode::*;
    words(&[AccessedAndThrottledKeys, ThrottledKeys])
}

fn specification() -> impl Strategy<Value = TimeToLiveSpecification> {
    (text(), any::<bool>())
        .prop_map(|(attribute_name, enabled)| TimeToLiveSpecification { attribute_name, enabled })
}

fn backups() -> impl Strategy<Value = ContinuousBackupsDescription> {
    let recovery = (availability(), any::<Option<i32>>(), option::of(seconds()), option::of(seconds()))
        .prop_map(|(status, days, earliest, latest)| PointInTimeRecoveryDescription {
            point_in_time_recovery_status: status,
            recovery_period_in_days: days,
            earliest_restorable_date_time: earliest,
            latest_restorable_date_time: latest,
        });
    (availability(), option::of(recovery)).prop_map(|(status, recovery)| ContinuousBackupsDescription {
        continuous_backups_status: status,
        point_in_time_recovery_description: recovery,
    })
}

pub(super) fn request() -> impl Strategy<Value = Request> {
    prop_oneof![
        (option::of(text()), any::<Option<i32>>()).prop_map(|(exclusive_start_table_name, limit)| {
            ListTablesInput { exclusive_start_table_name, limit }.into()
        }),
        (table(), specification()).prop_map(|(table_name, time_to_live_specification)| {
            UpdateTimeToLiveInput { table_name, time_to_live_specification }.into()
        }),
        table().prop_map(|table_name| DescribeTimeToLiveInput { table_name }.into()),
        (text(), tags()).prop_map(|(resource_arn, tags)| TagResourceInput { resource_arn, tags }.into()),
        (text(), vec(text(), 0..3)).prop_map(|(resource_arn, tag_keys)| UntagResourceInput {
            resource_arn,
            tag_keys
        }
        .into()),
        (text(), option::of(text())).prop_map(|(resource_arn, next_token)| {
            ListTagsOfResourceInput { resource_arn, next_token }.into()
        }),
        Just(DescribeLimitsInput {}.into()),
        Just(DescribeEndpointsInput {}.into()),
        (table(), any::<bool>(), any::<Option<i32>>()).prop_map(|(table_name, enabled, days)| {
            let point_in_time_recovery_specification = PointInTimeRecoverySpecification {
                point_in_time_recovery_enabled: enabled,
                recovery_period_in_days: days,
            };
            UpdateContinuousBackupsInput { table_name, point_in_time_recovery_specification }.into()
        }),
        table().prop_map(|table_name| DescribeContinuousBackupsInput { table_name }.into()),
        (table(), option::of(text()), any::<bool>(), insights_mode()).prop_map(
            |(table_name, index_name, enable, contributor_insights_mode)| {
                let contributor_insights_action = match enable {
                    true => ContributorInsightsAction::Enable,
                    false => ContributorInsightsAction::Disable,
                };
                UpdateContributorInsightsInput {
                    table_name,
                    index_name,
                    contributor_insights_action,
                    contributor_insights_mode,
                }
                .into()
            }
        ),
        (table(), option::of(text())).prop_map(|(table_name, index_name)| {
            DescribeContributorInsightsInput { table_name, index_name }.into()
        }),
        (text(), text(), option::of(text()), any::<Option<bool>>()).prop_map(
            |(resource_arn, policy, expected_revision_id, confirm_remove_self_resource_access)| {
                PutResourcePolicyInput {
                    resource_arn,
                    policy,
                    expected_revision_id,
                    confirm_remove_self_resource_access,
                }
                .into()
            }
        ),
        text().prop_map(|resource_arn| GetResourcePolicyInput { resource_arn }.into()),
        (text(), option::of(text())).prop_map(|(resource_arn, expected_revision_id)| {
            DeleteResourcePolicyInput { resource_arn, expected_revision_id }.into()
        }),
    ]
}

pub(super) fn response() -> impl Strategy<Value = Response> {
    use TimeToLiveStatus::*;
    let status = prop::sample::select(vec![Enabling, Disabling, Enabled, Disabled]);
    prop_oneof![
        (vec(text(), 0..3), option::of(text())).prop_map(|(table_names, last_evaluated_table_name)| {
            ListTablesOutput { table_names, last_evaluated_table_name }.into()
        }),
        specification().prop_map(|time_to_live_specification| {
            UpdateTimeToLiveOutput { time_to_live_specification }.into()
        }),
        (status, option::of(text())).prop_map(|(time_to_live_status, attribute_name)| {
            let time_to_live_description = TimeToLiveDescription { time_to_live_status, attribute_name };
            DescribeTimeToLiveOutput { time_to_live_description }.into()
        }),
        Just(TagResourceOutput {}.into()),
        Just(UntagResourceOutput {}.into()),
        (tags(), option::of(text())).prop_map(|(tags, next_token)| ListTagsOfResourceOutput {
            tags,
            next_token
        }
        .into()),
        any::<[i64; 4]>().prop_map(|units| {
            DescribeLimitsOutput {
                account_max_read_capacity_units: units[0],
                account_max_write_capacity_units: units[1],
                table_max_read_capacity_units: units[2],
                table_max_write_capacity_units: units[3],
            }
            .into()
        }),
        (text(), any::<i64>()).prop_map(|(address, cache_period_in_minutes)| {
            DescribeEndpointsOutput { endpoints: vec![Endpoint { address, cache_period_in_minutes }] }.into()
        }),
        backups().prop_map(|continuous_backups_description| {
            UpdateContinuousBackupsOutput { continuous_backups_description }.into()
        }),
        backups().prop_map(|continuous_backups_description| {
            DescribeContinuousBackupsOutput { continuous_backups_description }.into()
        }),
        (option::of(text()), option::of(text()), insights_status(), insights_mode()).prop_map(
            |(table_name, index_name, contributor_insights_status, contributor_insights_mode)| {
                UpdateContributorInsightsOutput {
                    table_name,
                    index_name,
                    contributor_insights_status,
                    contributor_insights_mode,
                }
                .into()
            }
        ),
        (vec(text(), 0..3), insights_status(), option::of(seconds()), insights_mode(), option::of(text()))
            .prop_map(|(rules, status, at, mode, failure)| {
                DescribeContributorInsightsOutput {
                    contributor_insights_rule_list: rules,
                    contributor_insights_status: status,
                    last_update_date_time: at,
                    failure_exception: failure.map(|name| FailureException {
                        exception_name: Some(name),
                        exception_description: None,
                    }),
                    contributor_insights_mode: mode,
                    ..DescribeContributorInsightsOutput::default()
                }
                .into()
            }),
        option::of(text()).prop_map(|revision_id| PutResourcePolicyOutput { revision_id }.into()),
        (option::of(text()), option::of(text())).prop_map(|(policy, revision_id)| GetResourcePolicyOutput {
            policy,
            revision_id
        }
        .into()),
        option::of(text()).prop_map(|revision_id| DeleteResourcePolicyOutput { revision_id }.into()),
    ]
}
