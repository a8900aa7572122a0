//! Requests of every action.

use std::collections::BTreeMap;

use dynamo_model::api::{
    AttributeDefinition, BatchGetItemInput, BatchWriteItemInput, BillingMode, ConditionCheck,
    CreateTableInput, Delete, DeleteItemInput, DeleteTableInput, DescribeTableInput, Get, GetItemInput,
    GlobalSecondaryIndex, IndexProjection, KeySchemaElement, KeyType, KeysAndAttributes, LocalSecondaryIndex,
    ProjectionType, ProvisionedThroughput, Put, PutItemInput, QueryInput, Request, ReturnConsumedCapacity,
    ReturnItemCollectionMetrics, ReturnValues, ReturnValuesOnConditionCheckFailure, ScanInput, Select,
    TransactGetItemsInput, TransactWriteItem, TransactWriteItemsInput, Update, UpdateItemInput, WriteRequest,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use super::{item, names, table, text, words};

pub(super) fn return_capacity() -> impl Strategy<Value = Option<ReturnConsumedCapacity>> {
    use ReturnConsumedCapacity::*;
    words(&[Indexes, Total, None])
}

fn return_metrics() -> impl Strategy<Value = Option<ReturnItemCollectionMetrics>> {
    use ReturnItemCollectionMetrics::*;
    words(&[Size, None])
}

fn on_failure() -> impl Strategy<Value = Option<ReturnValuesOnConditionCheckFailure>> {
    use ReturnValuesOnConditionCheckFailure::*;
    words(&[None, AllOld])
}

fn return_values() -> impl Strategy<Value = Option<ReturnValues>> {
    use ReturnValues::*;
    words(&[None, AllOld, UpdatedOld, AllNew, UpdatedNew])
}

fn select() -> impl Strategy<Value = Option<Select>> {
    use Select::*;
    words(&[AllAttributes, AllProjectedAttributes, SpecificAttributes, Count])
}

prop_compose! {
    fn get_item()(
        table_name in table(), key in item(), projection_expression in option::of(text()),
        expression_attribute_names in names(), consistent_read in any::<Option<bool>>(),
        return_consumed_capacity in return_capacity(),
    ) -> GetItemInput {
        GetItemInput {
            table_name, key, projection_expression, expression_attribute_names, consistent_read,
            return_consumed_capacity, ..Default::default() }
    }
}

prop_compose! {
    fn put()(
        table_name in table(), item in item(), condition_expression in option::of(text()),
        expression_attribute_names in names(), expression_attribute_values in item(),
        return_values_on_condition_check_failure in on_failure(),
    ) -> Put {
        Put {
            table_name, item, condition_expression, expression_attribute_names,
            expression_attribute_values, return_values_on_condition_check_failure,
        }
    }
}

fn put_item() -> impl Strategy<Value = PutItemInput> {
    let returned = (return_values(), return_capacity(), return_metrics());
    (put(), returned).prop_map(|(put, (values, capacity, metrics))| PutItemInput {
        table_name: put.table_name,
        item: put.item,
        condition_expression: put.condition_expression,
        expression_attribute_names: put.expression_attribute_names,
        expression_attribute_values: put.expression_attribute_values,
        return_values: values,
        return_values_on_condition_check_failure: put.return_values_on_condition_check_failure,
        return_consumed_capacity: capacity,
        return_item_collection_metrics: metrics,
        ..Default::default()
    })
}

fn update_item() -> impl Strategy<Value = UpdateItemInput> {
    (put_item(), option::of(text())).prop_map(|(put, update_expression)| UpdateItemInput {
        table_name: put.table_name,
        key: put.item,
        update_expression,
        condition_expression: put.condition_expression,
        expression_attribute_names: put.expression_attribute_names,
        expression_attribute_values: put.expression_attribute_values,
        return_values: put.return_values,
        return_values_on_condition_check_failure: put.return_values_on_condition_check_failure,
        return_consumed_capacity: put.return_consumed_capacity,
        return_item_collection_metrics: put.return_item_collection_metrics,
        ..Default::default()
    })
}

fn delete_item() -> impl Strategy<Value = DeleteItemInput> {
    put_item().prop_map(|put| DeleteItemInput {
        table_name: put.table_name,
        key: put.item,
        condition_expression: put.condition_expression,
        expression_attribute_names: put.expression_attribute_names,
        expression_attribute_values: put.expression_attribute_values,
        return_values: put.return_values,
        return_values_on_condition_check_failure: put.return_values_on_condition_check_failure,
        return_consumed_capacity: put.return_consumed_capacity,
        return_item_collection_metrics: put.return_item_collection_metrics,
        ..Default::default()
    })
}

prop_compose! {
    fn query()(
        get in get_item(), index_name in option::of(text()), key_condition_expression in option::of(text()),
        filter_expression in option::of(text()), values in item(), start in option::of(item()),
        limit in any::<Option<i32>>(), forward in any::<Option<bool>>(), select in select(),
    ) -> QueryInput {
        QueryInput {
            table_name: get.table_name, index_name, key_condition_expression, filter_expression,
            projection_expression: get.projection_expression,
            expression_attribute_names: get.expression_attribute_names,
            expression_attribute_values: values, exclusive_start_key: start, limit,
            scan_index_forward: forward, consistent_read: get.consistent_read, select,
            return_consumed_capacity: get.return_consumed_capacity, ..Default::default() }
    }
}

fn scan() -> impl Strategy<Value = ScanInput> {
    (query(), any::<Option<i32>>(), any::<Option<i32>>()).prop_map(|(query, segment, total)| ScanInput {
        table_name: query.table_name,
        index_name: query.index_name,
        filter_expression: query.filter_expression,
        projection_expression: query.projection_expression,
        expression_attribute_names: query.expression_attribute_names,
        expression_attribute_values: query.expression_attribute_values,
        exclusive_start_key: query.exclusive_start_key,
        limit: query.limit,
        segment,
        total_segments: total,
        consistent_read: query.consistent_read,
        select: query.select,
        return_consumed_capacity: query.return_consumed_capacity,
        ..Default::default()
    })
}

pub(super) fn keys() -> impl Strategy<Value = KeysAndAttributes> {
    (vec(item(), 0..3), option::of(text()), names(), any::<Option<bool>>()).prop_map(
        |(keys, projection_expression, expression_attribute_names, consistent_read)| KeysAndAttributes {
            keys,
            projection_expression,
            expression_attribute_names,
            consistent_read,
            ..Default::default()
        },
    )
}

pub(super) fn writes() -> impl Strategy<Value = BTreeMap<String, Vec<WriteRequest>>> {
    let write = prop_oneof![item().prop_map(WriteRequest::Put), item().prop_map(WriteRequest::Delete)];
    btree_map(text(), vec(write, 0..3), 0..3)
}

fn transact_write() -> impl Strategy<Value = TransactWriteItem> {
    let delete = |put: Put| Delete {
        table_name: put.table_name,
        key: put.item,
        condition_expression: put.condition_expression,
        expression_attribute_names: put.expression_attribute_names,
        expression_attribute_values: put.expression_attribute_values,
        return_values_on_condition_check_failure: put.return_values_on_condition_check_failure,
    };
    let check = move |(put, condition_expression): (Put, String)| {
        let delete = delete(put);
        ConditionCheck {
            table_name: delete.table_name,
            key: delete.key,
            condition_expression,
            expression_attribute_names: delete.expression_attribute_names,
            expression_attribute_values: delete.expression_attribute_values,
            return_values_on_condition_check_failure: delete.return_values_on_condition_check_failure,
        }
    };
    let update = move |(put, update_expression): (Put, String)| {
        let delete = delete(put);
        Update {
            table_name: delete.table_name,
            key: delete.key,
            update_expression,
            condition_expression: delete.condition_expression,
            expression_attribute_names: delete.expression_attribute_names,
            expression_attribute_values: delete.expression_attribute_values,
            return_values_on_condition_check_failure: delete.return_values_on_condition_check_failure,
        }
    };
    prop_oneof![
        put().prop_map(TransactWriteItem::Put),
        put().prop_map(move |put| TransactWriteItem::Delete(delete(put))),
        (put(), text()).prop_map(move |put| TransactWriteItem::ConditionCheck(check(put))),
        (put(), text()).prop_map(move |put| TransactWriteItem::Update(update(put))),
    ]
}

fn get() -> impl Strategy<Value = Get> {
    get_item().prop_map(|get| Get {
        table_name: get.table_name,
        key: get.key,
        projection_expression: get.projection_expression,
        expression_attribute_names: get.expression_attribute_names,
    })
}

fn key_schema() -> impl Strategy<Value = Vec<KeySchemaElement>> {
    let element = (text(), prop::sample::select(&[KeyType::Hash, KeyType::Range][..]));
    vec(element.prop_map(|(attribute_name, key_type)| KeySchemaElement { attribute_name, key_type }), 0..3)
}

pub(super) fn projection() -> impl Strategy<Value = IndexProjection> {
    use ProjectionType::*;
    (words(&[All, KeysOnly, Include]), vec(text(), 0..3)).prop_map(|(projection_type, non_key_attributes)| {
        IndexProjection { projection_type, non_key_attributes }
    })
}

pub(super) fn throughput() -> impl Strategy<Value = ProvisionedThroughput> {
    any::<(i64, i64)>().prop_map(|(read_capacity_units, write_capacity_units)| ProvisionedThroughput {
        read_capacity_units,
        write_capacity_units,
    })
}

fn definitions() -> impl Strategy<Value = Vec<AttributeDefinition>> {
    use dynamo_schema::ScalarType::{B, N, S};
    vec(
        (text(), prop::sample::select(&[S, N, B][..])).prop_map(|(attribute_name, attribute_type)| {
            AttributeDefinition { attribute_name, attribute_type }
        }),
        0..3,
    )
}

pub(super) fn global() -> impl Strategy<Value = GlobalSecondaryIndex> {
    (text(), key_schema(), projection(), option::of(throughput())).prop_map(
        |(index_name, key_schema, projection, provisioned_throughput)| GlobalSecondaryIndex {
            index_name,
            key_schema,
            projection,
            provisioned_throughput,
        },
    )
}

pub(super) fn create_table() -> impl Strategy<Value = CreateTableInput> {
    use BillingMode::*;
    let local = global().prop_map(|index| LocalSecondaryIndex {
        index_name: index.index_name,
        key_schema: index.key_schema,
        projection: index.projection,
    });
    (
        (
            table(),
            definitions(),
            key_schema(),
            vec(global(), 0..2),
            vec(local, 0..2),
            vec(super::vector::index(), 0..2),
        ),
        (words(&[Provisioned, PayPerRequest]), option::of(throughput()), any::<Option<bool>>()),
    )
        .prop_map(
            |(
                (table_name, definitions, key_schema, global, local, vector_indexes),
                (mode, throughput, protected),
            )| {
                CreateTableInput {
                    table_name,
                    attribute_definitions: definitions,
                    key_schema,
                    global_secondary_indexes: global,
                    local_secondary_indexes: local,
                    vector_indexes,
                    billing_mode: mode,
                    provisioned_throughput: throughput,
                    deletion_protection_enabled: protected,
                    stream_specification: None,
                    tags: Vec::new(),
                    resource_policy: None,
                }
            },
        )
}

/// A request of any action.
pub(crate) fn request() -> impl Strategy<Value = Request> {
    prop_oneof![
        super::administration::request(),
        super::stream::request(),
        super::vector::request(),
        create_table().prop_map(Request::from),
        table().prop_map(|table_name| DescribeTableInput { table_name }.into()),
        table().prop_map(|table_name| DeleteTableInput { table_name }.into()),
        get_item().prop_map(Request::from),
        put_item().prop_map(Request::from),
        update_item().prop_map(Request::from),
        delete_item().prop_map(Request::from),
        query().prop_map(Request::from),
        scan().prop_map(Request::from),
        (btree_map(text(), keys(), 0..3), return_capacity()).prop_map(|(request_items, capacity)| {
            BatchGetItemInput { request_items, return_consumed_capacity: capacity }.into()
        }),
        (writes(), return_capacity(), return_metrics()).prop_map(|(request_items, capacity, metrics)| {
            BatchWriteItemInput {
                request_items,
                return_consumed_capacity: capacity,
                return_item_collection_metrics: metrics,
            }
            .into()
        }),
        (vec(get(), 0..3), return_capacity()).prop_map(|(transact_items, capacity)| {
            TransactGetItemsInput { transact_items, return_consumed_capacity: capacity }.into()
        }),
        (vec(transact_write(), 0..4), option::of(text()), return_capacity(), return_metrics()).prop_map(
            |(transact_items, client_request_token, capacity, metrics)| {
                TransactWriteItemsInput {
                    transact_items,
                    client_request_token,
                    return_consumed_capacity: capacity,
                    return_item_collection_metrics: metrics,
                }
                .into()
            }
        ),
    ]
}
