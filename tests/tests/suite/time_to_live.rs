use std::sync::Arc;

use dynamo_model::api::{
    DescribeTimeToLiveInput, ErrorCode, TimeToLiveSpecification, TimeToLiveStatus, UpdateTimeToLiveInput,
};
use dynamo_tests::for_each_backend;

use crate::shop::{create, shop};

fn update(table_name: &Arc<str>, attribute: &str, enabled: bool) -> UpdateTimeToLiveInput {
    UpdateTimeToLiveInput {
        table_name: Arc::clone(table_name),
        time_to_live_specification: TimeToLiveSpecification { attribute_name: attribute.to_owned(), enabled },
    }
}

#[test]
fn the_attribute_is_described() {
    for_each_backend(async |case| {
        let table_name = create(case, shop(case.table_name())).await;
        let describe = || DescribeTimeToLiveInput { table_name: Arc::clone(&table_name) };
        let described = case.answer(describe()).await.time_to_live_description;
        assert_eq!(described.time_to_live_status, TimeToLiveStatus::Disabled);
        let answer = case.answer(update(&table_name, "expires", true)).await;
        assert_eq!(answer.time_to_live_specification.attribute_name, "expires");
        let described = case.answer(describe()).await.time_to_live_description;
        assert_eq!(described.time_to_live_status, TimeToLiveStatus::Enabled);
        assert_eq!(described.attribute_name.as_deref(), Some("expires"));
    });
}

#[test]
fn a_change_must_change_something() {
    for_each_backend(async |case| {
        let table_name = create(case, shop(case.table_name())).await;
        let error = case.refusal(update(&table_name, "expires", false)).await;
        assert_eq!(error.message, "TimeToLive is already disabled");
        case.answer(update(&table_name, "expires", true)).await;
        let error = case.refusal(update(&table_name, "expires", true)).await;
        assert_eq!(error.message, "TimeToLive is already enabled");
        let error = case.refusal(update(&table_name, "other", true)).await;
        assert!(error.message.starts_with("TimeToLive is active on a different AttributeName"), "{error}");
        let error = case.refusal(update(&case.table_name(), "expires", true)).await;
        assert_eq!(error.code, ErrorCode::ResourceNotFound);
        assert_eq!(case.refusal(update(&table_name, "", true)).await.code, ErrorCode::Validation);
    });
}
