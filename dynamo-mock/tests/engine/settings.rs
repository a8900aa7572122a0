//! What is set on tables beside their keys: tags, recovery, contributor insights, policies.

use std::time::Duration;

use dynamo_mock::Engine;
use dynamo_model::api::{
    Availability, ContributorInsightsAction, ContributorInsightsStatus, DeleteResourcePolicyInput,
    DescribeContinuousBackupsInput, DescribeContributorInsightsInput, DescribeEndpointsInput, ErrorCode,
    GetResourcePolicyInput, ListTagsOfResourceInput, PointInTimeRecoverySpecification,
    PutResourcePolicyInput, ServiceError, Tag, TagResourceInput, TagResourceOutput, UntagResourceInput,
    UpdateContinuousBackupsInput, UpdateContributorInsightsInput,
};

use crate::fixture::{call, engine, refused};

const ARN: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/items";

fn tag(engine: &Engine, tags: &[(&str, &str)]) -> Result<TagResourceOutput, ServiceError> {
    let tag = |(key, value): &(&str, &str)| Tag { key: (*key).to_owned(), value: (*value).to_owned() };
    let tags = tags.iter().map(tag).collect();
    call(engine, TagResourceInput { resource_arn: ARN.to_owned(), tags })
}

fn tags(engine: &Engine) -> Vec<(String, String)> {
    let list = ListTagsOfResourceInput { resource_arn: ARN.to_owned(), next_token: None };
    call(engine, list).unwrap().tags.into_iter().map(|tag| (tag.key, tag.value)).collect()
}

#[test]
fn tags_are_set_replaced_and_removed() {
    let engine = engine();
    tag(&engine, &[("team", "a"), ("stage", "test")]).unwrap();
    tag(&engine, &[("team", "b")]).unwrap();
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    assert_eq!(tags(&engine), [pair("stage", "test"), pair("team", "b")]);
    let untag = UntagResourceInput {
        resource_arn: ARN.to_owned(),
        tag_keys: vec!["stage".to_owned(), "none".to_owned()],
    };
    call(&engine, untag).unwrap();
    assert_eq!(tags(&engine), [pair("team", "b")]);
}

#[test]
fn tags_have_limits() {
    let engine = engine();
    refused(tag(&engine, &[]), "Atleast one Tag needs to be provided as Input.");
    assert_eq!(tag(&engine, &[("", "")]).unwrap_err().code, ErrorCode::Validation);
    assert_eq!(tag(&engine, &[(&"k".repeat(129), "")]).unwrap_err().code, ErrorCode::Validation);
    assert_eq!(tag(&engine, &[("k", &"v".repeat(257))]).unwrap_err().code, ErrorCode::Validation);
    assert_eq!(tag(&engine, &[("aws:k", "")]).unwrap_err().code, ErrorCode::Validation);
    let keys: Vec<String> = (0..50).map(|number| number.to_string()).collect();
    let fifty: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), "")).collect();
    tag(&engine, &fifty).unwrap();
    tag(&engine, &fifty).unwrap();
    assert_eq!(tag(&engine, &[("one more", "")]).unwrap_err().code, ErrorCode::LimitExceeded);
    let elsewhere = |arn: &str| ListTagsOfResourceInput { resource_arn: arn.to_owned(), next_token: None };
    refused(call(&engine, elsewhere("items")), "Invalid TableArn");
    let absent = ARN.replace("items", "absent");
    assert_eq!(call(&engine, elsewhere(&absent)).unwrap_err().code, ErrorCode::ResourceNotFound);
}

#[test]
fn recovery_reaches_back_for_its_period() {
    let engine = engine();
    let describe = || DescribeContinuousBackupsInput { table_name: "items".into() };
    let recovery = |engine: &Engine| {
        let answer = call(engine, describe()).unwrap().continuous_backups_description;
        assert_eq!(answer.continuous_backups_status, Availability::Enabled);
        answer.point_in_time_recovery_description.unwrap()
    };
    assert_eq!(recovery(&engine).point_in_time_recovery_status, Availability::Disabled);
    let start = engine.clock().now().as_secs_f64();
    let update = |days| UpdateContinuousBackupsInput {
        table_name: "items".into(),
        point_in_time_recovery_specification: PointInTimeRecoverySpecification {
            point_in_time_recovery_enabled: true,
            recovery_period_in_days: days,
        },
    };
    call(&engine, update(Some(2))).unwrap();
    assert_eq!(recovery(&engine).earliest_restorable_date_time, Some(start));
    engine.clock().advance(Duration::from_secs(3 * 86_400));
    let there = recovery(&engine);
    assert_eq!(there.earliest_restorable_date_time, Some(start + 86_400.0));
    assert_eq!(there.latest_restorable_date_time, Some(start + 3.0 * 86_400.0 - 300.0));
    assert_eq!(call(&engine, update(Some(36))).unwrap_err().code, ErrorCode::Validation);
    let absent = DescribeContinuousBackupsInput { table_name: "absent".into() };
    assert_eq!(call(&engine, absent).unwrap_err().code, ErrorCode::TableNotFound);
}

#[test]
fn contributor_insights_are_of_a_table_or_an_index() {
    let engine = engine();
    let update = |index: Option<&str>| UpdateContributorInsightsInput {
        table_name: "items".into(),
        index_name: index.map(str::to_owned),
        contributor_insights_action: ContributorInsightsAction::Enable,
        contributor_insights_mode: None,
    };
    let answer = call(&engine, update(None)).unwrap();
    assert_eq!(answer.contributor_insights_status, Some(ContributorInsightsStatus::Enabling));
    let describe = DescribeContributorInsightsInput { table_name: "items".into(), index_name: None };
    let answer = call(&engine, describe).unwrap();
    assert_eq!(answer.contributor_insights_status, Some(ContributorInsightsStatus::Enabled));
    assert_eq!(answer.contributor_insights_rule_list.len(), 4);
    assert_eq!(call(&engine, update(Some("absent"))).unwrap_err().code, ErrorCode::ResourceNotFound);
}

#[test]
fn a_policy_has_revisions() {
    let engine = engine();
    let put = |policy: &str, expected: Option<&str>| {
        call(
            &engine,
            PutResourcePolicyInput {
                resource_arn: ARN.to_owned(),
                policy: policy.to_owned(),
                expected_revision_id: expected.map(str::to_owned),
                confirm_remove_self_resource_access: None,
            },
        )
    };
    let get = || call(&engine, GetResourcePolicyInput { resource_arn: ARN.to_owned() });
    assert_eq!(get().unwrap_err().code, ErrorCode::PolicyNotFound);
    assert_eq!(put("no JSON", None).unwrap_err().code, ErrorCode::Validation);
    let first = put("{}", Some("NO_POLICY")).unwrap().revision_id;
    assert_eq!(put("{}", None).unwrap().revision_id, first);
    assert_eq!(put("{ }", Some("NO_POLICY")).unwrap_err().code, ErrorCode::PolicyNotFound);
    assert_ne!(put("{ }", first.as_deref()).unwrap().revision_id, first);
    assert_eq!(get().unwrap().policy.as_deref(), Some("{ }"));
    let delete = |expected: Option<String>| {
        let expected_revision_id = expected;
        call(&engine, DeleteResourcePolicyInput { resource_arn: ARN.to_owned(), expected_revision_id })
    };
    assert_eq!(delete(first).unwrap_err().code, ErrorCode::PolicyNotFound);
    assert!(delete(None).unwrap().revision_id.is_some());
    assert_eq!(delete(None).unwrap().revision_id, None);
}

#[test]
fn clients_are_sent_to_no_service_of_others() {
    let engine = Engine::new();
    let address =
        |engine: &Engine| call(engine, DescribeEndpointsInput {}).unwrap().endpoints[0].address.clone();
    assert_eq!(address(&engine), "localhost:8000");
    engine.set_address("127.0.0.1:9000");
    assert_eq!(address(&engine), "127.0.0.1:9000");
}
