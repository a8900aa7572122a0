use std::sync::Arc;

use dynamo_model::api::{
    DeleteItemInput, ErrorCode, ReturnConsumedCapacity, ReturnValues, ReturnValuesOnConditionCheckFailure,
};
use dynamo_tests::for_each_backend;

use crate::shop::{item, key, names, order, s, shop_with, stored, text};

#[test]
fn a_delete_returns_the_item_on_request() {
    for_each_backend(async |case| {
        let table_name = shop_with(case, [order("a", "1", "open", "5"), order("a", "2", "open", "6")]).await;
        let delete = |sk, return_values| DeleteItemInput {
            table_name: Arc::clone(&table_name),
            key: key("a", sk),
            return_values,
            return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
            ..DeleteItemInput::default()
        };
        let output = case.answer(delete("1", Some(ReturnValues::AllOld))).await;
        assert_eq!(output.attributes, Some(order("a", "1", "open", "5").into()));
        // The item leaves the table and two indexes.
        assert_eq!(output.consumed_capacity.map(|capacity| capacity.capacity_units), Some(3.0));
        assert_eq!(stored(case, &table_name, key("a", "1")).await, None);
        assert_eq!(case.answer(delete("2", None)).await.attributes, None);
        // To delete what is not there is no error.
        assert_eq!(case.answer(delete("1", Some(ReturnValues::AllOld))).await.attributes, None);
    });
}

#[test]
fn a_failed_condition_keeps_the_item() {
    for_each_backend(async |case| {
        let table_name = shop_with(case, [order("a", "1", "open", "5")]).await;
        let delete = DeleteItemInput {
            table_name: Arc::clone(&table_name),
            key: key("a", "1"),
            condition_expression: text("#s = :s"),
            expression_attribute_names: names([("#s", "status")]),
            expression_attribute_values: item([(":s", s("done"))]),
            return_values_on_condition_check_failure: Some(ReturnValuesOnConditionCheckFailure::AllOld),
            ..DeleteItemInput::default()
        };
        let error = case.refusal(delete).await;
        assert_eq!(error.code, ErrorCode::ConditionalCheckFailed);
        assert_eq!(error.item, Some(order("a", "1", "open", "5")));
        let kept = stored(case, &table_name, key("a", "1")).await;
        assert_eq!(kept, Some(order("a", "1", "open", "5")));
    });
}
