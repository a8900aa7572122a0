//! Tags, limits, backups, contributor insights and policies.

use std::sync::Arc;

use dynamo_model::api::{
    Availability, ContributorInsightsAction, ContributorInsightsStatus, CreateTableInput,
    DescribeContributorInsightsInput, DescribeLimitsInput, DescribeTableInput, GetResourcePolicyInput,
    ListTagsOfResourceInput, PointInTimeRecoverySpecification, PutResourcePolicyInput, Tag, TagResourceInput,
    UntagResourceInput, UpdateContinuousBackupsInput, UpdateContributorInsightsInput,
};
use dynamo_tests::for_each_backend;

use crate::shop::{create, shop};

#[test]
fn an_account_has_limits() {
    for_each_backend(async |case| {
        let limits = case.answer(DescribeLimitsInput {}).await;
        assert_eq!(limits.table_max_read_capacity_units, 40_000);
        assert_eq!(limits.account_max_write_capacity_units, 80_000);
    });
}

#[test]
fn a_table_is_created_and_changed_with_tags() {
    for_each_backend(async |case| {
        let tag = |key: &str| Tag { key: key.to_owned(), value: "v".to_owned() };
        let input = CreateTableInput { tags: vec![tag("a")], ..shop(case.table_name()) };
        let table_name = create(case, input).await;
        let resource_arn = case.answer(DescribeTableInput { table_name }).await.table.table_arn;
        let list = || ListTagsOfResourceInput { resource_arn: resource_arn.clone(), next_token: None };
        assert_eq!(case.answer(list()).await.tags, [tag("a")]);
        let input = TagResourceInput { resource_arn: resource_arn.clone(), tags: vec![tag("b")] };
        case.answer(input).await;
        let tag_keys = vec!["a".to_owned()];
        case.answer(UntagResourceInput { resource_arn: resource_arn.clone(), tag_keys }).await;
        assert_eq!(case.answer(list()).await.tags, [tag("b")]);
    });
}

#[test]
fn recovery_is_switched_on() {
    for_each_backend(async |case| {
        let input = UpdateContinuousBackupsInput {
            table_name: create(case, shop(case.table_name())).await,
            point_in_time_recovery_specification: PointInTimeRecoverySpecification {
                point_in_time_recovery_enabled: true,
                recovery_period_in_days: Some(7),
            },
        };
        let answer = case.answer(input).await.continuous_backups_description;
        let recovery = answer.point_in_time_recovery_description.unwrap();
        assert_eq!(recovery.point_in_time_recovery_status, Availability::Enabled);
        assert_eq!(recovery.recovery_period_in_days, Some(7));
    });
}

#[test]
fn contributor_insights_are_switched_on() {
    for_each_backend(async |case| {
        let table_name = create(case, shop(case.table_name())).await;
        let input = UpdateContributorInsightsInput {
            table_name: Arc::clone(&table_name),
            index_name: Some("by_status".to_owned()),
            contributor_insights_action: ContributorInsightsAction::Enable,
            contributor_insights_mode: None,
        };
        case.answer(input).await;
        let index_name = Some("by_status".to_owned());
        let answer = case.answer(DescribeContributorInsightsInput { table_name, index_name }).await;
        assert_eq!(answer.contributor_insights_status, Some(ContributorInsightsStatus::Enabled));
        assert_eq!(answer.index_name.as_deref(), Some("by_status"));
    });
}

#[test]
fn a_policy_is_kept() {
    for_each_backend(async |case| {
        let table_name = create(case, shop(case.table_name())).await;
        let resource_arn = case.answer(DescribeTableInput { table_name }).await.table.table_arn;
        let input = PutResourcePolicyInput {
            resource_arn: resource_arn.clone(),
            policy: r#"{"Version":"2012-10-17","Statement":[]}"#.to_owned(),
            ..PutResourcePolicyInput::default()
        };
        let put = case.answer(input.clone()).await;
        let there = case.answer(GetResourcePolicyInput { resource_arn }).await;
        assert_eq!(there.policy, Some(input.policy));
        assert_eq!(there.revision_id, put.revision_id);
    });
}
