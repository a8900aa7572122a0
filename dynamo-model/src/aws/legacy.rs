//! The parameters that are older than expressions, as the SDK's types.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::{self, AttributeValue as SdkValue};

use super::error::not_built;
use crate::api::{
    AttributeAction, AttributeValueUpdate, ComparisonOperator, Condition, ConditionalOperator, Conditions,
    ExpectedAttributeValue,
};
use crate::{AttributeValue, BackendError};

fn operator(operator: ComparisonOperator) -> types::ComparisonOperator {
    match operator {
        ComparisonOperator::Eq => types::ComparisonOperator::Eq,
        ComparisonOperator::Ne => types::ComparisonOperator::Ne,
        ComparisonOperator::In => types::ComparisonOperator::In,
        ComparisonOperator::Le => types::ComparisonOperator::Le,
        ComparisonOperator::Lt => types::ComparisonOperator::Lt,
        ComparisonOperator::Ge => types::ComparisonOperator::Ge,
        ComparisonOperator::Gt => types::ComparisonOperator::Gt,
        ComparisonOperator::Between => types::ComparisonOperator::Between,
        ComparisonOperator::NotNull => types::ComparisonOperator::NotNull,
        ComparisonOperator::Null => types::ComparisonOperator::Null,
        ComparisonOperator::Contains => types::ComparisonOperator::Contains,
        ComparisonOperator::NotContains => types::ComparisonOperator::NotContains,
        ComparisonOperator::BeginsWith => types::ComparisonOperator::BeginsWith,
    }
}

fn values(values: Vec<AttributeValue>) -> Vec<SdkValue> {
    values.into_iter().map(Into::into).collect()
}

pub(super) fn joined(operator: ConditionalOperator) -> types::ConditionalOperator {
    match operator {
        ConditionalOperator::And => types::ConditionalOperator::And,
        ConditionalOperator::Or => types::ConditionalOperator::Or,
    }
}

pub(super) fn conditions(
    conditions: Option<Conditions>,
) -> Result<Option<HashMap<String, types::Condition>>, BackendError> {
    let one = |(name, condition): (String, Condition)| {
        let Condition { attribute_value_list, comparison_operator } = condition;
        let built = types::Condition::builder()
            .set_attribute_value_list(Some(values(attribute_value_list)))
            .comparison_operator(operator(comparison_operator))
            .build();
        Ok((name, built.map_err(not_built)?))
    };
    conditions.map(|conditions| conditions.into_iter().map(one).collect()).transpose()
}

pub(super) fn expected(
    expected: Option<BTreeMap<String, ExpectedAttributeValue>>,
) -> Option<HashMap<String, types::ExpectedAttributeValue>> {
    let one = |(name, expected): (String, ExpectedAttributeValue)| {
        let ExpectedAttributeValue { value, exists, comparison_operator, attribute_value_list } = expected;
        let built = types::ExpectedAttributeValue::builder()
            .set_value(value.map(Into::into))
            .set_exists(exists)
            .set_comparison_operator(comparison_operator.map(operator))
            .set_attribute_value_list(attribute_value_list.map(values))
            .build();
        (name, built)
    };
    expected.map(|expected| expected.into_iter().map(one).collect())
}

pub(super) fn updates(
    updates: Option<BTreeMap<String, AttributeValueUpdate>>,
) -> Option<HashMap<String, types::AttributeValueUpdate>> {
    let one = |(name, update): (String, AttributeValueUpdate)| {
        let AttributeValueUpdate { value, action } = update;
        let action = action.map(|action| match action {
            AttributeAction::Add => types::AttributeAction::Add,
            AttributeAction::Put => types::AttributeAction::Put,
            AttributeAction::Delete => types::AttributeAction::Delete,
        });
        let built = types::AttributeValueUpdate::builder();
        (name, built.set_value(value.map(Into::into)).set_action(action).build())
    };
    updates.map(|updates| updates.into_iter().map(one).collect())
}
