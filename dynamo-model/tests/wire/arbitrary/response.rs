//! Responses of every action, and errors.

use dynamo_model::api::{
    BatchGetItemOutput, BatchWriteItemOutput, BillingMode, CancellationReason, Capacity, ConsumedCapacity,
    CreateTableOutput, DeleteItemOutput, DeleteTableOutput, DescribeTableOutput, ErrorCode, GetItemOutput,
    IndexDescription, IndexStatus, ItemCollectionMetrics, PutItemOutput, QueryOutput, Response, ReturnedItem,
    ScanOutput, ServiceError, TableDescription, TableStatus, ThrottlingReason, TransactGetItemsOutput,
    TransactWriteItemsOutput, UpdateItemOutput,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use super::request::{create_table, global, keys, throughput, writes};
use super::{item, text, words};

fn units() -> impl Strategy<Value = f64> {
    (0u32..1_000_000).prop_map(|halves| f64::from(halves) / 2.0)
}

fn capacity() -> impl Strategy<Value = Capacity> {
    (units(), option::of(units()), option::of(units())).prop_map(|(all, read, write)| Capacity {
        capacity_units: all,
        read_capacity_units: read,
        write_capacity_units: write,
    })
}

fn consumed() -> impl Strategy<Value = ConsumedCapacity> {
    let indexes = || btree_map(text(), capacity(), 0..2);
    let vectors = btree_map(text(), super::vector::capacity(), 0..2);
    (text(), capacity(), option::of(capacity()), indexes(), indexes(), vectors).prop_map(
        |(table_name, all, table, local, global, vector_indexes)| ConsumedCapacity {
            table_name,
            capacity_units: all.capacity_units,
            read_capacity_units: all.read_capacity_units,
            write_capacity_units: all.write_capacity_units,
            table,
            local_secondary_indexes: local,
            global_secondary_indexes: global,
            vector_indexes,
        },
    )
}

fn collection() -> impl Strategy<Value = ItemCollectionMetrics> {
    (item(), units()).prop_map(|(item_collection_key, least)| ItemCollectionMetrics {
        item_collection_key,
        size_estimate_range_gb: vec![least, least + 1.0],
    })
}

fn index_description() -> impl Strategy<Value = IndexDescription> {
    use IndexStatus::*;
    let status = words(&[Creating, Updating, Deleting, Active]);
    (global(), status, any::<(i64, i64)>(), text()).prop_map(|(index, index_status, sizes, index_arn)| {
        IndexDescription {
            index_name: index.index_name,
            key_schema: index.key_schema,
            projection: index.projection,
            index_status,
            backfilling: Some(sizes.0 > 0),
            provisioned_throughput: index.provisioned_throughput,
            item_count: sizes.0,
            index_size_bytes: sizes.1,
            index_arn,
        }
    })
}

fn description() -> impl Strategy<Value = TableDescription> {
    use TableStatus::*;
    let status = prop::sample::select(&[Creating, Updating, Deleting, Active, Other][..]);
    let indexes = || vec(index_description(), 0..2);
    let indexes = (indexes(), indexes(), vec(super::vector::description(), 0..2));
    (create_table(), status, indexes, throughput(), any::<(i64, i64)>(), text(), 0.0..4e9).prop_map(
        |(table, table_status, (global, local, vectors), throughput, sizes, arn, created)| TableDescription {
            table_name: table.table_name.to_string(),
            table_status,
            attribute_definitions: table.attribute_definitions,
            key_schema: table.key_schema,
            global_secondary_indexes: global,
            local_secondary_indexes: local,
            vector_indexes: vectors,
            billing_mode: table.billing_mode.unwrap_or(BillingMode::Provisioned),
            provisioned_throughput: throughput,
            deletion_protection_enabled: table.deletion_protection_enabled.unwrap_or(false),
            stream_specification: None,
            latest_stream_label: Some(arn.clone()),
            latest_stream_arn: None,
            item_count: sizes.0,
            table_size_bytes: sizes.1,
            table_id: arn.clone(),
            table_arn: arn,
            creation_date_time: created,
        },
    )
}

fn returned() -> impl Strategy<Value = ReturnedItem> {
    item().prop_map(ReturnedItem::from)
}

fn page() -> impl Strategy<Value = QueryOutput> {
    (vec(returned(), 0..4), any::<(i32, i32)>(), option::of(item()), option::of(consumed())).prop_map(
        |(items, counts, last_evaluated_key, consumed_capacity)| QueryOutput {
            items,
            count: counts.0,
            scanned_count: counts.1,
            last_evaluated_key,
            consumed_capacity,
        },
    )
}

/// A response of any action.
pub(crate) fn response() -> impl Strategy<Value = Response> {
    let attributes = || (option::of(returned()), option::of(consumed()));
    let written = || (option::of(returned()), option::of(consumed()), option::of(collection()));
    let collections = || btree_map(text(), vec(collection(), 0..2), 0..2);
    let consumption = || vec(consumed(), 0..3);
    prop_oneof![
        super::administration::response(),
        super::stream::response(),
        super::vector::response(),
        description().prop_map(|table_description| CreateTableOutput { table_description }.into()),
        description().prop_map(|table| DescribeTableOutput { table }.into()),
        description().prop_map(|table_description| DeleteTableOutput { table_description }.into()),
        attributes().prop_map(|(item, consumed_capacity)| GetItemOutput { item, consumed_capacity }.into()),
        written().prop_map(|(attributes, consumed_capacity, item_collection_metrics)| {
            PutItemOutput { attributes, consumed_capacity, item_collection_metrics }.into()
        }),
        written().prop_map(|(attributes, consumed_capacity, item_collection_metrics)| {
            UpdateItemOutput { attributes, consumed_capacity, item_collection_metrics }.into()
        }),
        written().prop_map(|(attributes, consumed_capacity, item_collection_metrics)| {
            DeleteItemOutput { attributes, consumed_capacity, item_collection_metrics }.into()
        }),
        page().prop_map(Response::from),
        page().prop_map(|page| {
            ScanOutput {
                items: page.items,
                count: page.count,
                scanned_count: page.scanned_count,
                last_evaluated_key: page.last_evaluated_key,
                consumed_capacity: page.consumed_capacity,
            }
            .into()
        }),
        (btree_map(text(), vec(returned(), 0..3), 0..3), btree_map(text(), keys(), 0..2), consumption())
            .prop_map(|(responses, unprocessed_keys, consumed_capacity)| {
                BatchGetItemOutput { responses, unprocessed_keys, consumed_capacity }.into()
            }),
        (writes(), consumption(), collections()).prop_map(
            |(unprocessed_items, consumed_capacity, item_collection_metrics)| {
                BatchWriteItemOutput { unprocessed_items, consumed_capacity, item_collection_metrics }.into()
            }
        ),
        (vec(option::of(returned()), 0..4), consumption()).prop_map(|(responses, consumed_capacity)| {
            TransactGetItemsOutput { responses, consumed_capacity }.into()
        }),
        (consumption(), collections()).prop_map(|(consumed_capacity, item_collection_metrics)| {
            TransactWriteItemsOutput { consumed_capacity, item_collection_metrics }.into()
        }),
    ]
}

/// An error as the service makes it.
pub(crate) fn error() -> impl Strategy<Value = ServiceError> {
    use ErrorCode::*;
    let code = prop_oneof![
        prop::sample::select(vec![
            ConditionalCheckFailed,
            DuplicateItem,
            IdempotentParameterMismatch,
            InternalServerError,
            ItemCollectionSizeLimitExceeded,
            ExpiredIterator,
            TrimmedDataAccess,
            LimitExceeded,
            PolicyNotFound,
            TableNotFound,
            ProvisionedThroughputExceeded,
            RequestLimitExceeded,
            ResourceInUse,
            ResourceNotFound,
            Serialization,
            Throttling,
            TransactionCanceled,
            TransactionConflict,
            TransactionInProgress,
            UnknownOperation,
            Validation,
        ]),
        "[A-Z][a-z]{3,10}Exception".prop_map(|name| ErrorCode::from_name(&name)),
    ];
    let reason = (text(), option::of(text()), option::of(item()))
        .prop_map(|(code, message, item)| CancellationReason { code, message, item });
    let throttled = (option::of(text()), option::of(text()))
        .prop_map(|(reason, resource)| ThrottlingReason { reason, resource });
    (code, text(), option::of(item()), vec(reason, 0..3), vec(throttled, 0..3), option::of(text())).prop_map(
        |(code, message, item, cancellation_reasons, throttling_reasons, request_id)| {
            let mut error = ServiceError::new(code, message);
            error.item = item;
            error.cancellation_reasons = cancellation_reasons;
            error.throttling_reasons = throttling_reasons;
            error.request_id = request_id;
            error
        },
    )
}
