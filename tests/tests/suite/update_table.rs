use std::sync::Arc;
use std::time::Duration;

use dynamo_model::api::{
    BillingMode, DeleteGlobalSecondaryIndexAction, DeleteTableInput, DescribeTableInput, ErrorCode,
    GlobalSecondaryIndex, GlobalSecondaryIndexUpdate, IndexProjection, IndexStatus, KeyType, ProjectionType,
    ProvisionedThroughput, QueryInput, StreamSpecification, StreamViewType, UpdateTableInput,
};
use dynamo_schema::ScalarType;
use dynamo_tests::{Case, for_each_backend};

use crate::shop::{create, definition, item, key_schema, put, s, shop, text};

fn by_note(table_name: &Arc<str>) -> UpdateTableInput {
    let create = GlobalSecondaryIndex {
        index_name: "by_note".to_owned(),
        key_schema: key_schema(&[("note", KeyType::Hash)]),
        projection: IndexProjection {
            projection_type: Some(ProjectionType::All),
            non_key_attributes: Vec::new(),
        },
        provisioned_throughput: None,
    };
    UpdateTableInput {
        table_name: Arc::clone(table_name),
        attribute_definitions: vec![definition("note", ScalarType::S)],
        global_secondary_index_updates: vec![GlobalSecondaryIndexUpdate {
            create: Some(create),
            ..GlobalSecondaryIndexUpdate::default()
        }],
        ..UpdateTableInput::default()
    }
}

fn delete_index(name: &str) -> GlobalSecondaryIndexUpdate {
    let delete = Some(DeleteGlobalSecondaryIndexAction { index_name: name.to_owned() });
    GlobalSecondaryIndexUpdate { delete, ..GlobalSecondaryIndexUpdate::default() }
}

/// Waits until an index has a status, or is gone.
async fn until(case: &Case, table_name: &Arc<str>, index: &str, status: Option<IndexStatus>) {
    for _ in 0..200 {
        let table = case.answer(DescribeTableInput { table_name: Arc::clone(table_name) }).await.table;
        let mut indexes = table.global_secondary_indexes.iter();
        if indexes.find(|there| there.index_name == index).and_then(|there| there.index_status) == status {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{index} is never {status:?}");
}

#[test]
fn an_index_is_created_filled_and_deleted() {
    for_each_backend(async |case| {
        let table_name = create(case, shop(case.table_name())).await;
        for (sk, note) in [("1", s("x")), ("2", crate::shop::n("1")), ("3", s("x"))] {
            put(case, &table_name, item([("pk", s("a")), ("sk", s(sk)), ("note", note)])).await;
        }
        let table = case.answer(by_note(&table_name)).await.table_description;
        let mut indexes = table.global_secondary_indexes.iter();
        let made = indexes.find(|index| index.index_name == "by_note").unwrap();
        assert_eq!(made.index_status, Some(IndexStatus::Creating));
        until(case, &table_name, "by_note", Some(IndexStatus::Active)).await;
        let query = QueryInput {
            table_name: Arc::clone(&table_name),
            index_name: text("by_note"),
            key_condition_expression: text("note = :n"),
            expression_attribute_values: item([(":n", s("x"))]),
            ..QueryInput::default()
        };
        assert_eq!(case.answer(query).await.count, 2);

        let delete = UpdateTableInput {
            table_name: Arc::clone(&table_name),
            global_secondary_index_updates: vec![delete_index("by_note")],
            ..UpdateTableInput::default()
        };
        case.answer(delete).await;
        until(case, &table_name, "by_note", None).await;
    });
}

#[test]
fn impossible_changes_are_refused() {
    for_each_backend(async |case| {
        let table_name = create(case, shop(case.table_name())).await;
        let base = || UpdateTableInput { table_name: Arc::clone(&table_name), ..UpdateTableInput::default() };
        assert_eq!(case.refusal(base()).await.code, ErrorCode::Validation);
        let absent = UpdateTableInput { table_name: case.table_name(), ..by_note(&table_name) };
        assert_eq!(case.refusal(absent).await.code, ErrorCode::ResourceNotFound);
        let no_index =
            UpdateTableInput { global_secondary_index_updates: vec![delete_index("nothing")], ..base() };
        assert_eq!(case.refusal(no_index).await.code, ErrorCode::ResourceNotFound);
        let undefined = UpdateTableInput { attribute_definitions: Vec::new(), ..by_note(&table_name) };
        assert_eq!(case.refusal(undefined).await.code, ErrorCode::Validation);
        let mut two = by_note(&table_name);
        two.global_secondary_index_updates.push(delete_index("by_status"));
        assert_eq!(case.refusal(two).await.code, ErrorCode::LimitExceeded);
        let twice = vec![delete_index("by_status"), delete_index("by_status")];
        let twice = UpdateTableInput { global_secondary_index_updates: twice, ..base() };
        assert_eq!(case.refusal(twice).await.code, ErrorCode::Validation);
        let no_units = UpdateTableInput { billing_mode: Some(BillingMode::Provisioned), ..base() };
        assert_eq!(case.refusal(no_units).await.code, ErrorCode::Validation);
    });
}

#[test]
fn protection_and_throughput_change() {
    for_each_backend(async |case| {
        let mut input = shop(case.table_name());
        let units = |units| ProvisionedThroughput { read_capacity_units: units, write_capacity_units: units };
        input.billing_mode = Some(BillingMode::Provisioned);
        input.provisioned_throughput = Some(units(1));
        for index in &mut input.global_secondary_indexes {
            index.provisioned_throughput = Some(units(1));
        }
        let table_name = create(case, input).await;
        let change = |capacity| UpdateTableInput {
            table_name: Arc::clone(&table_name),
            provisioned_throughput: Some(units(capacity)),
            ..UpdateTableInput::default()
        };
        assert_eq!(case.refusal(change(1)).await.code, ErrorCode::Validation);
        case.answer(change(2)).await;
        let protect = UpdateTableInput {
            table_name: Arc::clone(&table_name),
            deletion_protection_enabled: Some(true),
            ..UpdateTableInput::default()
        };
        case.answer(protect).await;
        let error = case.refusal(DeleteTableInput { table_name: Arc::clone(&table_name) }).await;
        assert_eq!(error.code, ErrorCode::Validation);
        let table = case.answer(DescribeTableInput { table_name }).await.table;
        assert_eq!(table.provisioned_throughput, units(2));
    });
}

#[test]
fn a_stream_is_switched_on_and_off() {
    for_each_backend(async |case| {
        let table_name = create(case, shop(case.table_name())).await;
        let set = |view: Option<StreamViewType>| UpdateTableInput {
            table_name: Arc::clone(&table_name),
            stream_specification: Some(StreamSpecification {
                stream_enabled: view.is_some(),
                stream_view_type: view,
            }),
            ..UpdateTableInput::default()
        };
        assert_eq!(case.refusal(set(None)).await.code, ErrorCode::Validation);
        case.answer(set(Some(StreamViewType::KeysOnly))).await;
        let describe = || DescribeTableInput { table_name: Arc::clone(&table_name) };
        let table = case.answer(describe()).await.table;
        let there = table.stream_specification.unwrap();
        assert_eq!(there.stream_view_type, Some(StreamViewType::KeysOnly));
        let (label, arn) = (table.latest_stream_label.unwrap(), table.latest_stream_arn.unwrap());
        assert!(arn.ends_with(&format!("/stream/{label}")), "{arn}");
        assert_eq!(case.refusal(set(Some(StreamViewType::NewImage))).await.code, ErrorCode::Validation);
        case.answer(set(None)).await;
        let table = case.answer(describe()).await.table;
        assert!(table.stream_specification.is_none_or(|there| !there.stream_enabled));
    });
}
