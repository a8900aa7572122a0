//! What is set on tables, and UpdateTable.

use serde_json::json;

use super::{exchange, failure};
use crate::BackendError;
use crate::api::*;

#[test]
fn names_and_tags() {
    let input = ListTablesInput { exclusive_start_table_name: Some("a".to_owned()), limit: Some(2) };
    let sent = json!({"ExclusiveStartTableName": "a", "Limit": 2});
    let answer = exchange(input, sent, json!({"TableNames": ["b"], "LastEvaluatedTableName": "b"}));
    assert_eq!((answer.table_names, answer.last_evaluated_table_name), (vec!["b".into()], Some("b".into())));

    let tag = || Tag { key: "k".to_owned(), value: "v".to_owned() };
    let input = TagResourceInput { resource_arn: "arn".to_owned(), tags: vec![tag()] };
    exchange(input, json!({"ResourceArn": "arn", "Tags": [{"Key": "k", "Value": "v"}]}), json!({}));
    let input = UntagResourceInput { resource_arn: "arn".to_owned(), tag_keys: vec!["k".to_owned()] };
    exchange(input, json!({"ResourceArn": "arn", "TagKeys": ["k"]}), json!({}));
    let input = ListTagsOfResourceInput { resource_arn: "arn".to_owned(), next_token: Some("t".to_owned()) };
    let answer = json!({"Tags": [{"Key": "k", "Value": "v"}], "NextToken": "u"});
    let answer = exchange(input, json!({"ResourceArn": "arn", "NextToken": "t"}), answer);
    assert_eq!((answer.tags, answer.next_token), (vec![tag()], Some("u".to_owned())));
}

#[test]
fn time_to_live_and_recovery() {
    let wanted = TimeToLiveSpecification { attribute_name: "at".to_owned(), enabled: true };
    let input = UpdateTimeToLiveInput { table_name: "t".into(), time_to_live_specification: wanted.clone() };
    let specification = json!({"AttributeName": "at", "Enabled": true});
    let sent = json!({"TableName": "t", "TimeToLiveSpecification": specification});
    let answer = exchange(input, sent, json!({"TimeToLiveSpecification": specification}));
    assert_eq!(answer.time_to_live_specification, wanted);
    let input = DescribeTimeToLiveInput { table_name: "t".into() };
    let answer = json!({"TimeToLiveDescription": {"TimeToLiveStatus": "ENABLING", "AttributeName": "at"}});
    let answer = exchange(input, json!({"TableName": "t"}), answer).time_to_live_description;
    assert_eq!(answer.time_to_live_status, TimeToLiveStatus::Enabling);
    assert_eq!(answer.attribute_name.as_deref(), Some("at"));

    let input = UpdateContinuousBackupsInput {
        table_name: "t".into(),
        point_in_time_recovery_specification: PointInTimeRecoverySpecification {
            point_in_time_recovery_enabled: true,
            recovery_period_in_days: Some(3),
        },
    };
    let sent = json!({"TableName": "t", "PointInTimeRecoverySpecification":
        {"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": 3}});
    let description = json!({"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED",
        "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 3,
            "EarliestRestorableDateTime": 1.5, "LatestRestorableDateTime": 2.5}}});
    let answer = exchange(input, sent, description.clone()).continuous_backups_description;
    let recovery = answer.point_in_time_recovery_description.clone().unwrap();
    assert_eq!(recovery.point_in_time_recovery_status, Availability::Enabled);
    assert_eq!(recovery.earliest_restorable_date_time, Some(1.5));
    assert_eq!(recovery.latest_restorable_date_time, Some(2.5));
    let input = DescribeContinuousBackupsInput { table_name: "t".into() };
    let described = exchange(input, json!({"TableName": "t"}), description);
    assert_eq!(described.continuous_backups_description, answer);
}

#[test]
fn insights_limits_and_policies() {
    let input = UpdateContributorInsightsInput {
        table_name: "t".into(),
        index_name: Some("i".to_owned()),
        contributor_insights_action: ContributorInsightsAction::Enable,
        contributor_insights_mode: Some(ContributorInsightsMode::ThrottledKeys),
    };
    let sent = json!({"TableName": "t", "IndexName": "i", "ContributorInsightsAction": "ENABLE",
        "ContributorInsightsMode": "THROTTLED_KEYS"});
    let answer = exchange(input, sent, json!({"TableName": "t", "ContributorInsightsStatus": "ENABLING"}));
    assert_eq!(answer.contributor_insights_status, Some(ContributorInsightsStatus::Enabling));
    let input = DescribeContributorInsightsInput { table_name: "t".into(), index_name: None };
    let answer = json!({"ContributorInsightsRuleList": ["r"], "LastUpdateDateTime": 1.5,
        "FailureException": {"ExceptionName": "n"}});
    let answer = exchange(input, json!({"TableName": "t"}), answer);
    assert_eq!(answer.contributor_insights_rule_list, ["r"]);
    assert_eq!(answer.failure_exception.unwrap().exception_name.as_deref(), Some("n"));

    let answer = json!({"AccountMaxReadCapacityUnits": 1, "AccountMaxWriteCapacityUnits": 2,
        "TableMaxReadCapacityUnits": 3, "TableMaxWriteCapacityUnits": 4});
    let answer = exchange(DescribeLimitsInput {}, json!({}), answer);
    assert_eq!((answer.account_max_read_capacity_units, answer.table_max_write_capacity_units), (1, 4));
    let answer = json!({"Endpoints": [{"Address": "a", "CachePeriodInMinutes": 5}]});
    assert_eq!(exchange(DescribeEndpointsInput {}, json!({}), answer).endpoints[0].address, "a");

    let input = PutResourcePolicyInput {
        resource_arn: "arn".to_owned(),
        policy: "{}".to_owned(),
        expected_revision_id: Some("1".to_owned()),
        confirm_remove_self_resource_access: None,
    };
    let sent = json!({"ResourceArn": "arn", "Policy": "{}", "ExpectedRevisionId": "1"});
    assert_eq!(exchange(input, sent, json!({"RevisionId": "2"})).revision_id.as_deref(), Some("2"));
    let input = GetResourcePolicyInput { resource_arn: "arn".to_owned() };
    let answer = exchange(input, json!({"ResourceArn": "arn"}), json!({"Policy": "{}", "RevisionId": "2"}));
    assert_eq!(answer.policy.as_deref(), Some("{}"));
    let input = DeleteResourcePolicyInput { resource_arn: "arn".to_owned(), expected_revision_id: None };
    exchange(input, json!({"ResourceArn": "arn"}), json!({}));
}

#[test]
fn update_table_carries_every_field() {
    let units = ProvisionedThroughput { read_capacity_units: 1, write_capacity_units: 2 };
    let input = UpdateTableInput {
        table_name: "t".into(),
        billing_mode: Some(BillingMode::Provisioned),
        provisioned_throughput: Some(units),
        global_secondary_index_updates: vec![
            GlobalSecondaryIndexUpdate {
                update: Some(UpdateGlobalSecondaryIndexAction {
                    index_name: "one".to_owned(),
                    provisioned_throughput: Some(units),
                }),
                ..GlobalSecondaryIndexUpdate::default()
            },
            GlobalSecondaryIndexUpdate {
                delete: Some(DeleteGlobalSecondaryIndexAction { index_name: "two".to_owned() }),
                ..GlobalSecondaryIndexUpdate::default()
            },
        ],
        stream_specification: Some(StreamSpecification { stream_enabled: false, stream_view_type: None }),
        deletion_protection_enabled: Some(true),
        ..UpdateTableInput::default()
    };
    let units = json!({"ReadCapacityUnits": 1, "WriteCapacityUnits": 2});
    let sent = json!({"TableName": "t", "BillingMode": "PROVISIONED", "ProvisionedThroughput": units,
        "GlobalSecondaryIndexUpdates": [
            {"Update": {"IndexName": "one", "ProvisionedThroughput": units}},
            {"Delete": {"IndexName": "two"}},
        ],
        "StreamSpecification": {"StreamEnabled": false}, "DeletionProtectionEnabled": true});
    let answer = exchange(input, sent, json!({"TableDescription": {"TableName": "t"}}));
    assert_eq!(answer.table_description.table_name, "t");
}

#[test]
fn streams_need_another_client() {
    let error = failure(ListStreamsInput::default(), Some((200, "{}")));
    assert!(matches!(error, BackendError::Transport(_)), "{error:?}");
    assert!(error.to_string().contains("ListStreams") || format!("{error:?}").contains("ListStreams"));
}
