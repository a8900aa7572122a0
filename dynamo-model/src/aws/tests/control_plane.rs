use dynamo_schema::ScalarType;
use serde_json::{Value, json};

use super::exchange;
use crate::api::{
    AttributeDefinition, BillingMode, CreateTableInput, DeleteTableInput, DescribeTableInput,
    GlobalSecondaryIndex, IndexDescription, IndexProjection, IndexStatus, KeySchemaElement, KeyType,
    LocalSecondaryIndex, ProjectionType, ProvisionedThroughput, StreamSpecification, StreamViewType,
    TableDescription, TableStatus, Tag,
};

fn definition(name: &str, attribute_type: ScalarType) -> AttributeDefinition {
    AttributeDefinition { attribute_name: name.to_owned(), attribute_type }
}

fn key(elements: &[(&str, KeyType)]) -> Vec<KeySchemaElement> {
    let element = |(name, key_type): &(&str, KeyType)| KeySchemaElement {
        attribute_name: (*name).to_owned(),
        key_type: *key_type,
    };
    elements.iter().map(element).collect()
}

fn definitions() -> Vec<AttributeDefinition> {
    vec![
        definition("pk", ScalarType::S),
        definition("sk", ScalarType::B),
        definition("region", ScalarType::S),
        definition("tenant", ScalarType::S),
        definition("shelf", ScalarType::N),
        definition("bin", ScalarType::N),
    ]
}

fn definitions_json() -> Value {
    json!([
        {"AttributeName": "pk", "AttributeType": "S"},
        {"AttributeName": "sk", "AttributeType": "B"},
        {"AttributeName": "region", "AttributeType": "S"},
        {"AttributeName": "tenant", "AttributeType": "S"},
        {"AttributeName": "shelf", "AttributeType": "N"},
        {"AttributeName": "bin", "AttributeType": "N"},
    ])
}

/// A key of several attributes in each role, as DynamoDB has it since November 2025.
const PLACE: &[(&str, KeyType)] = &[
    ("tenant", KeyType::Hash),
    ("region", KeyType::Hash),
    ("shelf", KeyType::Range),
    ("bin", KeyType::Range),
];

fn place_json() -> Value {
    json!([
        {"AttributeName": "tenant", "KeyType": "HASH"},
        {"AttributeName": "region", "KeyType": "HASH"},
        {"AttributeName": "shelf", "KeyType": "RANGE"},
        {"AttributeName": "bin", "KeyType": "RANGE"},
    ])
}

fn table_key_json() -> Value {
    json!([
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ])
}

fn table_key() -> Vec<KeySchemaElement> {
    key(&[("pk", KeyType::Hash), ("sk", KeyType::Range)])
}

fn include(names: &[&str]) -> IndexProjection {
    IndexProjection {
        projection_type: Some(ProjectionType::Include),
        non_key_attributes: names.iter().map(|name| (*name).to_owned()).collect(),
    }
}

fn only(projection_type: ProjectionType) -> IndexProjection {
    IndexProjection { projection_type: Some(projection_type), non_key_attributes: Vec::new() }
}

fn units(read_capacity_units: i64, write_capacity_units: i64) -> ProvisionedThroughput {
    ProvisionedThroughput { read_capacity_units, write_capacity_units }
}

fn full_create() -> CreateTableInput {
    CreateTableInput {
        table_name: "shop".into(),
        attribute_definitions: definitions(),
        key_schema: table_key(),
        global_secondary_indexes: vec![
            GlobalSecondaryIndex {
                index_name: "by_place".to_owned(),
                key_schema: key(PLACE),
                projection: include(&["total"]),
                provisioned_throughput: Some(units(3, 4)),
            },
            GlobalSecondaryIndex {
                index_name: "by_region".to_owned(),
                key_schema: key(&[("region", KeyType::Hash)]),
                projection: only(ProjectionType::KeysOnly),
                provisioned_throughput: None,
            },
        ],
        local_secondary_indexes: vec![LocalSecondaryIndex {
            index_name: "by_shelf".to_owned(),
            key_schema: key(&[("pk", KeyType::Hash), ("shelf", KeyType::Range)]),
            projection: only(ProjectionType::All),
        }],
        vector_indexes: Vec::new(),
        billing_mode: Some(BillingMode::Provisioned),
        provisioned_throughput: Some(units(1, 2)),
        deletion_protection_enabled: Some(true),
        stream_specification: Some(OLD_IMAGES),
        tags: vec![Tag { key: "team".to_owned(), value: "a".to_owned() }],
        resource_policy: Some("{}".to_owned()),
    }
}

const OLD_IMAGES: StreamSpecification =
    StreamSpecification { stream_enabled: true, stream_view_type: Some(StreamViewType::OldImage) };

fn full_create_json() -> Value {
    json!({
        "TableName": "shop",
        "AttributeDefinitions": definitions_json(),
        "KeySchema": table_key_json(),
        "GlobalSecondaryIndexes": [
            {
                "IndexName": "by_place",
                "KeySchema": place_json(),
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["total"]},
                "ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4},
            },
            {
                "IndexName": "by_region",
                "KeySchema": [{"AttributeName": "region", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            },
        ],
        "LocalSecondaryIndexes": [{
            "IndexName": "by_shelf",
            "KeySchema": [
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "shelf", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "ALL"},
        }],
        "BillingMode": "PROVISIONED",
        "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 2},
        "DeletionProtectionEnabled": true,
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "OLD_IMAGE"},
        "Tags": [{"Key": "team", "Value": "a"}],
        "ResourcePolicy": "{}",
    })
}

fn description_json() -> Value {
    json!({
        "TableName": "shop",
        "TableStatus": "UPDATING",
        "AttributeDefinitions": definitions_json(),
        "KeySchema": table_key_json(),
        "GlobalSecondaryIndexes": [{
            "IndexName": "by_place",
            "KeySchema": place_json(),
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["total"]},
            "IndexStatus": "CREATING",
            "Backfilling": true,
            "ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4},
            "ItemCount": 5,
            "IndexSizeBytes": 600,
            "IndexArn": "arn:index",
        }],
        "LocalSecondaryIndexes": [{
            "IndexName": "by_shelf",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
            "ItemCount": 6,
            "IndexSizeBytes": 700,
            "IndexArn": "arn:local",
        }],
        "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"},
        "ProvisionedThroughput": {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
        "DeletionProtectionEnabled": true,
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "OLD_IMAGE"},
        "LatestStreamLabel": "label",
        "LatestStreamArn": "arn:stream",
        "ItemCount": 7,
        "TableSizeBytes": 800,
        "TableArn": "arn:table",
        "TableId": "id",
        "CreationDateTime": 1_700_000_000.25,
    })
}

fn description() -> TableDescription {
    TableDescription {
        table_name: "shop".to_owned(),
        table_status: TableStatus::Updating,
        attribute_definitions: definitions(),
        key_schema: table_key(),
        global_secondary_indexes: vec![IndexDescription {
            index_name: "by_place".to_owned(),
            key_schema: key(PLACE),
            projection: include(&["total"]),
            index_status: Some(IndexStatus::Creating),
            backfilling: Some(true),
            provisioned_throughput: Some(units(3, 4)),
            item_count: 5,
            index_size_bytes: 600,
            index_arn: "arn:index".to_owned(),
        }],
        local_secondary_indexes: vec![IndexDescription {
            index_name: "by_shelf".to_owned(),
            key_schema: key(&[("pk", KeyType::Hash)]),
            projection: only(ProjectionType::All),
            index_status: None,
            backfilling: None,
            provisioned_throughput: None,
            item_count: 6,
            index_size_bytes: 700,
            index_arn: "arn:local".to_owned(),
        }],
        vector_indexes: Vec::new(),
        billing_mode: BillingMode::PayPerRequest,
        provisioned_throughput: units(0, 0),
        deletion_protection_enabled: true,
        stream_specification: Some(OLD_IMAGES),
        latest_stream_label: Some("label".to_owned()),
        latest_stream_arn: Some("arn:stream".to_owned()),
        item_count: 7,
        table_size_bytes: 800,
        table_arn: "arn:table".to_owned(),
        table_id: "id".to_owned(),
        creation_date_time: 1_700_000_000.25,
    }
}

#[test]
fn create_table_carries_every_field() {
    let answer = json!({"TableDescription": description_json()});
    let output = exchange(full_create(), full_create_json(), answer);
    assert_eq!(output.table_description, description());
}

#[test]
fn create_table_leaves_out_what_is_empty() {
    let input = CreateTableInput {
        table_name: "shop".into(),
        attribute_definitions: vec![definition("pk", ScalarType::S)],
        key_schema: key(&[("pk", KeyType::Hash)]),
        billing_mode: Some(BillingMode::PayPerRequest),
        ..CreateTableInput::default()
    };
    let sent = json!({
        "TableName": "shop",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "BillingMode": "PAY_PER_REQUEST",
    });
    let output = exchange(input, sent, json!({"TableDescription": {"TableName": "shop"}}));
    let table = output.table_description;
    assert_eq!((table.table_name.as_str(), table.billing_mode), ("shop", BillingMode::Provisioned));
    assert_eq!(table.provisioned_throughput, units(0, 0));
}

#[test]
fn describe_and_delete_carry_every_field() {
    let describe = DescribeTableInput { table_name: "shop".into() };
    let output = exchange(describe, json!({"TableName": "shop"}), json!({"Table": description_json()}));
    assert_eq!(output.table, description());

    let delete = DeleteTableInput { table_name: "shop".into() };
    let answer = json!({"TableDescription": description_json()});
    let output = exchange(delete, json!({"TableName": "shop"}), answer);
    assert_eq!(output.table_description, description());
}

#[test]
fn every_status_is_read() {
    let statuses = [
        ("CREATING", TableStatus::Creating),
        ("UPDATING", TableStatus::Updating),
        ("DELETING", TableStatus::Deleting),
        ("ACTIVE", TableStatus::Active),
        ("ARCHIVED", TableStatus::Other),
        ("SOMETHING_NOVEL", TableStatus::Other),
    ];
    for (text, status) in statuses {
        let describe = DescribeTableInput { table_name: "t".into() };
        let output = exchange(describe, json!({"TableName": "t"}), json!({"Table": {"TableStatus": text}}));
        assert_eq!(output.table.table_status, status);
    }
}
