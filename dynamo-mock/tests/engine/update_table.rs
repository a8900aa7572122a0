//! UpdateTable.

use dynamo_mock::Engine;
use dynamo_model::api::{
    BillingMode, DeleteGlobalSecondaryIndexAction, DescribeTableInput, ErrorCode, GlobalSecondaryIndexUpdate,
    IndexStatus, ProvisionedThroughput, ScanInput, ServiceError, TableStatus,
    UpdateGlobalSecondaryIndexAction, UpdateTableInput, UpdateTableOutput,
};

use crate::fixture::{call, definitions, engine, gsi, item, put, refused, s};

fn base() -> UpdateTableInput {
    UpdateTableInput { table_name: "items".into(), ..UpdateTableInput::default() }
}

fn update(engine: &Engine, input: UpdateTableInput) -> Result<UpdateTableOutput, ServiceError> {
    call(engine, input)
}

fn created(name: &str, key: &str) -> GlobalSecondaryIndexUpdate {
    GlobalSecondaryIndexUpdate { create: Some(gsi(name, key, "*")), ..GlobalSecondaryIndexUpdate::default() }
}

fn deleted(name: &str) -> GlobalSecondaryIndexUpdate {
    let delete = Some(DeleteGlobalSecondaryIndexAction { index_name: name.to_owned() });
    GlobalSecondaryIndexUpdate { delete, ..GlobalSecondaryIndexUpdate::default() }
}

fn indexes(changes: Vec<GlobalSecondaryIndexUpdate>, attributes: &str) -> UpdateTableInput {
    let attribute_definitions = if attributes.is_empty() { Vec::new() } else { definitions(attributes) };
    UpdateTableInput { attribute_definitions, global_secondary_index_updates: changes, ..base() }
}

fn in_index(engine: &Engine, index: &str) -> i32 {
    let scan =
        ScanInput { table_name: "items".into(), index_name: Some(index.to_owned()), ..ScanInput::default() };
    call(engine, scan).unwrap().count
}

#[test]
fn an_index_is_filled_with_the_items_that_fit() {
    let engine = engine();
    let write = |sk: &str, x| put(&engine, item(&[("pk", s("a")), ("sk", s(sk)), ("x", x)]));
    write("1", s("text"));
    write("2", crate::fixture::n("1"));
    write("3", s(""));
    write("4", s(&"x".repeat(2_049)));
    put(&engine, item(&[("pk", s("a")), ("sk", s("5"))]));
    let answer = update(&engine, indexes(vec![created("by_x", "x")], "x:S")).unwrap().table_description;
    assert_eq!(answer.table_status, TableStatus::Updating);
    let status = |description: &dynamo_model::api::TableDescription| {
        let mut indexes = description.global_secondary_indexes.iter();
        indexes.find(|index| index.index_name == "by_x").and_then(|index| index.index_status)
    };
    assert_eq!(status(&answer), Some(IndexStatus::Creating));
    let table = call(&engine, DescribeTableInput { table_name: "items".into() }).unwrap().table;
    assert_eq!((table.table_status, status(&table)), (TableStatus::Active, Some(IndexStatus::Active)));
    assert_eq!(in_index(&engine, "by_x"), 1);
    write("6", s("more"));
    assert_eq!(in_index(&engine, "by_x"), 2);

    let answer = update(&engine, indexes(vec![deleted("by_x")], "")).unwrap().table_description;
    assert_eq!(status(&answer), Some(IndexStatus::Deleting));
    assert!(answer.attribute_definitions.iter().all(|definition| definition.attribute_name != "x"));
    let table = call(&engine, DescribeTableInput { table_name: "items".into() }).unwrap().table;
    assert_eq!(status(&table), None);
    write("7", crate::fixture::n("1"));
}

#[test]
fn one_index_at_a_time() {
    let engine = engine();
    let both = indexes(vec![created("by_x", "x"), deleted("gsi")], "x:S");
    assert_eq!(update(&engine, both).unwrap_err().code, ErrorCode::LimitExceeded);
    refused(
        update(&engine, indexes(vec![deleted("gsi"), deleted("gsi")], "")),
        "One or more parameter values were invalid: Only one global secondary index update per index is allowed \
         simultaneously. Index: gsi",
    );
    assert_eq!(
        update(&engine, indexes(vec![deleted("none")], "")).unwrap_err().code,
        ErrorCode::ResourceNotFound
    );
    refused(
        update(&engine, indexes(vec![created("gsi", "x")], "x:S")),
        "Attempting to create an index which already exists",
    );
    assert_eq!(
        update(&engine, indexes(vec![created("by_x", "x")], "")).unwrap_err().code,
        ErrorCode::Validation
    );
    assert_eq!(
        update(&engine, indexes(vec![created("by_x", "x")], "x:S y:S")).unwrap_err().code,
        ErrorCode::Validation
    );
    assert_eq!(
        update(&engine, indexes(vec![created("by_g", "g")], "g:N")).unwrap_err().code,
        ErrorCode::Validation
    );
    refused(
        update(&engine, indexes(vec![GlobalSecondaryIndexUpdate::default()], "")),
        "One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, \
         GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null",
    );
}

#[test]
fn billing_and_throughput_change_together() {
    let engine = engine();
    let units = |units| ProvisionedThroughput { read_capacity_units: units, write_capacity_units: units };
    let set = |name: &str| GlobalSecondaryIndexUpdate {
        update: Some(UpdateGlobalSecondaryIndexAction {
            index_name: name.to_owned(),
            provisioned_throughput: Some(units(3)),
        }),
        ..GlobalSecondaryIndexUpdate::default()
    };
    refused(
        update(&engine, base()),
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or \
         SSESpecification or ReplicaUpdates is required",
    );
    let throughput = UpdateTableInput { provisioned_throughput: Some(units(5)), ..base() };
    assert_eq!(update(&engine, throughput.clone()).unwrap_err().code, ErrorCode::Validation);
    let provisioned = UpdateTableInput { billing_mode: Some(BillingMode::Provisioned), ..throughput.clone() };
    assert_eq!(update(&engine, provisioned.clone()).unwrap_err().code, ErrorCode::Validation);
    let provisioned =
        UpdateTableInput { global_secondary_index_updates: vec![set("gsi"), set("inc")], ..provisioned };
    let table = update(&engine, provisioned).unwrap().table_description;
    assert_eq!((table.billing_mode, table.provisioned_throughput), (BillingMode::Provisioned, units(5)));
    assert_eq!(table.global_secondary_indexes[0].provisioned_throughput, Some(units(3)));
    let error = update(&engine, throughput).unwrap_err();
    assert!(
        error.message.starts_with("The provisioned throughput for the table will not change."),
        "{error}"
    );
    let on_demand = UpdateTableInput { billing_mode: Some(BillingMode::PayPerRequest), ..base() };
    let table = update(&engine, on_demand).unwrap().table_description;
    assert_eq!(table.provisioned_throughput, units(0));
    assert_eq!(table.global_secondary_indexes[0].provisioned_throughput, Some(units(0)));
}
