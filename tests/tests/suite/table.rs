use std::sync::Arc;
use std::time::Duration;

use dynamo_model::api::{
    BillingMode, CreateTableInput, DeleteTableInput, DescribeTableInput, ErrorCode, GlobalSecondaryIndex,
    IndexProjection, IndexStatus, KeyType, ProjectionType, ProvisionedThroughput, QueryInput,
    TableDescription,
};
use dynamo_schema::ScalarType;
use dynamo_tests::for_each_backend;

use crate::shop::{active, create, definition, item, key_schema, n, names, put, s, shop, text};

/// What the service says of a table is in no particular order.
fn sorted(mut table: TableDescription) -> TableDescription {
    table.attribute_definitions.sort_by(|a, b| a.attribute_name.cmp(&b.attribute_name));
    table.global_secondary_indexes.sort_by(|a, b| a.index_name.cmp(&b.index_name));
    table
}

#[test]
fn a_created_table_is_described() {
    for_each_backend(async |case| {
        let input = shop(case.table_name());
        let created = case.answer(input.clone()).await.table_description;
        assert_eq!(created.table_name, *input.table_name);

        let table = sorted(active(case, &input.table_name).await);
        assert_eq!(table.key_schema, input.key_schema);
        assert_eq!(table.attribute_definitions, input.attribute_definitions);
        assert_eq!(table.billing_mode, BillingMode::PayPerRequest);
        let none = ProvisionedThroughput { read_capacity_units: 0, write_capacity_units: 0 };
        assert_eq!(table.provisioned_throughput, none);
        assert!(!table.deletion_protection_enabled);
        assert!(table.table_arn.ends_with(&*input.table_name), "{}", table.table_arn);
        assert!(table.creation_date_time > 0.0);

        let [global] = &table.global_secondary_indexes[..] else { panic!("one global index") };
        assert_eq!(global.index_name, "by_status");
        assert_eq!(global.key_schema, input.global_secondary_indexes[0].key_schema);
        assert_eq!(global.projection, input.global_secondary_indexes[0].projection);
        assert_eq!(global.index_status, Some(IndexStatus::Active));

        let [local] = &table.local_secondary_indexes[..] else { panic!("one local index") };
        assert_eq!(local.index_name, "by_total");
        assert_eq!(local.key_schema, input.local_secondary_indexes[0].key_schema);
        assert_eq!(local.projection, input.local_secondary_indexes[0].projection);
        assert_eq!(local.index_status, None);
    });
}

#[test]
fn a_provisioned_table_keeps_its_throughput() {
    for_each_backend(async |case| {
        let units =
            |read, write| ProvisionedThroughput { read_capacity_units: read, write_capacity_units: write };
        let input = CreateTableInput {
            table_name: case.table_name(),
            attribute_definitions: vec![definition("id", ScalarType::N), definition("at", ScalarType::B)],
            key_schema: key_schema(&[("id", KeyType::Hash)]),
            global_secondary_indexes: vec![GlobalSecondaryIndex {
                index_name: "by_at".to_owned(),
                key_schema: key_schema(&[("at", KeyType::Hash)]),
                projection: all(),
                provisioned_throughput: Some(units(3, 4)),
            }],
            provisioned_throughput: Some(units(1, 2)),
            ..CreateTableInput::default()
        };
        let table_name = create(case, input).await;
        let table = case.answer(DescribeTableInput { table_name }).await.table;
        assert_eq!(table.billing_mode, BillingMode::Provisioned);
        assert_eq!(table.provisioned_throughput, units(1, 2));
        assert_eq!(table.global_secondary_indexes[0].provisioned_throughput, Some(units(3, 4)));
    });
}

fn all() -> IndexProjection {
    IndexProjection { projection_type: Some(ProjectionType::All), non_key_attributes: Vec::new() }
}

#[test]
fn a_deleted_table_is_gone() {
    for_each_backend(async |case| {
        let table_name = create(case, shop(case.table_name())).await;
        let deleted = case.answer(DeleteTableInput { table_name: Arc::clone(&table_name) }).await;
        assert_eq!(deleted.table_description.table_name, *table_name);
        for _ in 0..100 {
            let describe = DescribeTableInput { table_name: Arc::clone(&table_name) };
            match case.call(describe).await {
                Err(_) => break,
                Ok(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
        let error = case.refusal(DescribeTableInput { table_name: Arc::clone(&table_name) }).await;
        assert_eq!(error.code, ErrorCode::ResourceNotFound);
        let error = case.refusal(DeleteTableInput { table_name }).await;
        assert_eq!(error.code, ErrorCode::ResourceNotFound);
    });
}

#[test]
fn a_protected_table_is_not_deleted() {
    for_each_backend(async |case| {
        let input = CreateTableInput { deletion_protection_enabled: Some(true), ..shop(case.table_name()) };
        let table_name = create(case, input).await;
        let describe = DescribeTableInput { table_name: Arc::clone(&table_name) };
        assert!(case.answer(describe).await.table.deletion_protection_enabled);
        let error = case.refusal(DeleteTableInput { table_name: Arc::clone(&table_name) }).await;
        assert_eq!(error.code, ErrorCode::Validation);
        case.answer(DescribeTableInput { table_name }).await;
    });
}

#[test]
fn a_table_is_not_created_twice() {
    for_each_backend(async |case| {
        let table_name = create(case, shop(case.table_name())).await;
        let error = case.refusal(shop(table_name)).await;
        assert_eq!(error.code, ErrorCode::ResourceInUse);
    });
}

#[test]
fn a_key_without_its_definition_is_refused() {
    for_each_backend(async |case| {
        let mut input = shop(case.table_name());
        input.attribute_definitions.pop();
        assert_eq!(case.refusal(input).await.code, ErrorCode::Validation);
    });
}

#[test]
fn a_definition_without_a_key_is_refused() {
    for_each_backend(async |case| {
        let input = CreateTableInput {
            table_name: case.table_name(),
            attribute_definitions: vec![definition("id", ScalarType::S), definition("unused", ScalarType::S)],
            key_schema: key_schema(&[("id", KeyType::Hash)]),
            billing_mode: Some(BillingMode::PayPerRequest),
            ..CreateTableInput::default()
        };
        assert_eq!(case.refusal(input).await.code, ErrorCode::Validation);
    });
}

#[test]
fn a_definition_without_a_key_is_refused_beside_indexes() {
    for_each_backend(async |case| {
        let mut input = shop(case.table_name());
        input.attribute_definitions.push(definition("unused", ScalarType::S));
        assert_eq!(case.refusal(input).await.code, ErrorCode::Validation);
    });
}

#[test]
fn throughput_is_refused_on_demand() {
    for_each_backend(async |case| {
        let input = CreateTableInput {
            provisioned_throughput: Some(ProvisionedThroughput {
                read_capacity_units: 1,
                write_capacity_units: 1,
            }),
            ..shop(case.table_name())
        };
        assert_eq!(case.refusal(input).await.code, ErrorCode::Validation);
    });
}

/// An index whose key has two attributes in each role.
#[test]
fn native_index_keys() {
    for_each_backend(async |case| {
        let mut input = shop(case.table_name());
        for (name, attribute_type) in [
            ("tenant", ScalarType::S),
            ("region", ScalarType::S),
            ("shelf", ScalarType::N),
            ("bin", ScalarType::N),
        ] {
            input.attribute_definitions.push(definition(name, attribute_type));
        }
        let by_place = [
            ("tenant", KeyType::Hash),
            ("region", KeyType::Hash),
            ("shelf", KeyType::Range),
            ("bin", KeyType::Range),
        ];
        input.global_secondary_indexes.push(GlobalSecondaryIndex {
            index_name: "by_place".to_owned(),
            key_schema: key_schema(&by_place),
            projection: all(),
            provisioned_throughput: None,
        });
        let table = create(case, input).await;
        for (sk, shelf, bin) in [("1", "10", "1"), ("2", "9", "2"), ("3", "9", "10")] {
            let place = [
                ("pk", s("p")),
                ("sk", s(sk)),
                ("tenant", s("t")),
                ("region", s("r")),
                ("shelf", n(shelf)),
                ("bin", n(bin)),
            ];
            put(case, &table, item(place)).await;
        }
        put(case, &table, item([("pk", s("p")), ("sk", s("4")), ("tenant", s("t")), ("region", s("r"))]))
            .await;

        let query = QueryInput {
            table_name: table,
            index_name: text("by_place"),
            key_condition_expression: text("tenant = :t AND #r = :r AND shelf = :s AND bin > :b"),
            expression_attribute_names: names([("#r", "region")]),
            expression_attribute_values: item([
                (":b", n("1")),
                (":r", s("r")),
                (":s", n("9")),
                (":t", s("t")),
            ]),
            ..QueryInput::default()
        };
        let found = case.answer(query).await.items;
        let order: Vec<_> = found.iter().map(|found| found.as_item().get("sk").cloned()).collect();
        assert_eq!(order, [Some(s("2")), Some(s("3"))]);
    });
}
