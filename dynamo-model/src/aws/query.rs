//! Query and Scan.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::{
    query::{self, builders::QueryFluentBuilder},
    scan::{self, builders::ScanFluentBuilder},
};

use super::{input, legacy, output};
use crate::BackendError;
use crate::api::{QueryInput, QueryOutput, ScanInput, ScanOutput};

pub(super) fn query(client: &Client, input: QueryInput) -> Result<QueryFluentBuilder, BackendError> {
    let QueryInput {
        table_name,
        index_name,
        key_condition_expression,
        filter_expression,
        projection_expression,
        expression_attribute_names,
        expression_attribute_values,
        exclusive_start_key,
        limit,
        scan_index_forward,
        consistent_read,
        select,
        return_consumed_capacity,
        key_conditions,
        query_filter,
        conditional_operator,
        attributes_to_get,
    } = input;
    let builder = client
        .query()
        .table_name(&*table_name)
        .set_index_name(index_name)
        .set_key_condition_expression(key_condition_expression)
        .set_filter_expression(filter_expression)
        .set_projection_expression(projection_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .set_expression_attribute_values(input::values(expression_attribute_values))
        .set_exclusive_start_key(exclusive_start_key.map(Into::into))
        .set_limit(limit)
        .set_scan_index_forward(scan_index_forward)
        .set_consistent_read(consistent_read)
        .set_select(select.map(input::select))
        .set_return_consumed_capacity(return_consumed_capacity.map(input::consumed_capacity))
        .set_key_conditions(legacy::conditions(key_conditions)?)
        .set_query_filter(legacy::conditions(query_filter)?)
        .set_conditional_operator(conditional_operator.map(legacy::joined))
        .set_attributes_to_get(attributes_to_get);
    Ok(builder)
}

pub(super) fn queried(answer: query::QueryOutput) -> Result<QueryOutput, BackendError> {
    Ok(QueryOutput {
        items: output::all_returned(answer.items.unwrap_or_default())?,
        count: answer.count,
        scanned_count: answer.scanned_count,
        last_evaluated_key: output::optional_item(answer.last_evaluated_key)?,
        consumed_capacity: answer.consumed_capacity.map(output::consumed_capacity),
    })
}

pub(super) fn scan(client: &Client, input: ScanInput) -> Result<ScanFluentBuilder, BackendError> {
    let ScanInput {
        table_name,
        index_name,
        filter_expression,
        projection_expression,
        expression_attribute_names,
        expression_attribute_values,
        exclusive_start_key,
        limit,
        segment,
        total_segments,
        consistent_read,
        select,
        return_consumed_capacity,
        scan_filter,
        conditional_operator,
        attributes_to_get,
    } = input;
    let builder = client
        .scan()
        .table_name(&*table_name)
        .set_index_name(index_name)
        .set_filter_expression(filter_expression)
        .set_projection_expression(projection_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .set_expression_attribute_values(input::values(expression_attribute_values))
        .set_exclusive_start_key(exclusive_start_key.map(Into::into))
        .set_limit(limit)
        .set_segment(segment)
        .set_total_segments(total_segments)
        .set_consistent_read(consistent_read)
        .set_select(select.map(input::select))
        .set_return_consumed_capacity(return_consumed_capacity.map(input::consumed_capacity))
        .set_scan_filter(legacy::conditions(scan_filter)?)
        .set_conditional_operator(conditional_operator.map(legacy::joined))
        .set_attributes_to_get(attributes_to_get);
    Ok(builder)
}

pub(super) fn scanned(answer: scan::ScanOutput) -> Result<ScanOutput, BackendError> {
    Ok(ScanOutput {
        items: output::all_returned(answer.items.unwrap_or_default())?,
        count: answer.count,
        scanned_count: answer.scanned_count,
        last_evaluated_key: output::optional_item(answer.last_evaluated_key)?,
        consumed_capacity: answer.consumed_capacity.map(output::consumed_capacity),
    })
}
