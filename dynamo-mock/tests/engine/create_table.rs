//! CreateTable, DescribeTable and DeleteTable.

use dynamo_mock::Engine;
use dynamo_model::api::{
    BillingMode, CreateTableInput, DeleteTableInput, DescribeTableInput, ErrorCode, GlobalSecondaryIndex,
    IndexProjection, IndexStatus, ProjectionType, ProvisionedThroughput, ServiceError, TableDescription,
    TableStatus,
};

use crate::fixture::{
    call, definition, definitions, engine, gsi, item, key, key_schema, lsi, n, put, refused, s,
};

fn create(input: CreateTableInput) -> Result<TableDescription, ServiceError> {
    call(&Engine::new(), input).map(|output| output.table_description)
}

/// A table with one key attribute.
fn simple() -> CreateTableInput {
    CreateTableInput {
        table_name: "simple".into(),
        attribute_definitions: definitions("pk:S"),
        key_schema: key_schema("pk"),
        billing_mode: Some(BillingMode::PayPerRequest),
        ..CreateTableInput::default()
    }
}

fn composite(defined: &str) -> CreateTableInput {
    CreateTableInput {
        attribute_definitions: definitions(defined),
        key_schema: key_schema("pk/sk"),
        ..simple()
    }
}

fn invalid(input: CreateTableInput, message: &str) {
    refused(create(input), &format!("One or more parameter values were invalid: {message}"));
}

fn constraint(input: CreateTableInput, value: &str, member: &str, constraint: &str) {
    let message = format!(
        "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must \
         {constraint}"
    );
    refused(create(input), &message);
}

#[test]
fn a_table_is_described_as_it_was_created() {
    let engine = engine();
    let input = DescribeTableInput { table_name: "items".into() };
    let table = call(&engine, input.clone()).unwrap().table;
    assert_eq!(table.table_status, TableStatus::Active);
    assert_eq!(table.key_schema, definition().key_schema);
    assert_eq!(table.attribute_definitions, definition().attribute_definitions);
    assert_eq!(table.table_arn, "arn:aws:dynamodb:us-east-1:000000000000:table/items");
    let names: Vec<_> =
        table.global_secondary_indexes.iter().map(|index| index.index_name.as_str()).collect();
    assert_eq!(names, ["gsi", "inc"]);
    assert_eq!(table.global_secondary_indexes[0].index_status, Some(IndexStatus::Active));
    assert_eq!(table.local_secondary_indexes[0].index_status, None);
    let mut stored = key("p", "s");
    stored.extend(item(&[("g", s("g")), ("x", n("1"))]));
    put(&engine, stored);
    let table = call(&engine, input).unwrap().table;
    assert_eq!((table.item_count, table.table_size_bytes), (1, 11));
    let inc = &table.global_secondary_indexes[1];
    assert_eq!((inc.item_count, inc.index_size_bytes), (1, 8));
}

#[test]
fn a_table_is_created_and_deleted_once() {
    let engine = engine();
    let again = call(&engine, definition()).unwrap_err();
    assert_eq!(
        (again.code, again.message.as_str()),
        (ErrorCode::ResourceInUse, "Table already exists: items")
    );
    let delete = DeleteTableInput { table_name: "items".into() };
    let deleted = call(&engine, delete.clone()).unwrap().table_description;
    assert_eq!(deleted.table_status, TableStatus::Deleting);
    let gone = call(&engine, delete).unwrap_err();
    assert_eq!(gone.code, ErrorCode::ResourceNotFound);
    assert_eq!(gone.message, "Requested resource not found: Table: items not found");
}

#[test]
fn a_protected_table_is_not_deleted() {
    let engine = Engine::new();
    call(&engine, CreateTableInput { deletion_protection_enabled: Some(true), ..simple() }).unwrap();
    refused(
        call(&engine, DeleteTableInput { table_name: "simple".into() }),
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection \
         first: arn:aws:dynamodb:us-east-1:000000000000:table/simple",
    );
}

#[test]
fn names_keep_their_constraints() {
    let named = |name: &str| CreateTableInput { table_name: name.into(), ..simple() };
    constraint(named("ab"), "ab", "tableName", "have length greater than or equal to 3");
    constraint(named("a b"), "a b", "tableName", "satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    let long = "a".repeat(256);
    constraint(named(&long), &long, "tableName", "have length less than or equal to 255");
    assert!(create(named(&"a".repeat(255))).is_ok());
    let indexed = CreateTableInput { global_secondary_indexes: vec![gsi("i", "pk", "*")], ..simple() };
    let member = "globalSecondaryIndexes.1.member.indexName";
    constraint(indexed, "i", member, "have length greater than or equal to 3");
    for name in ["", "ab"] {
        refused(
            call(&engine(), DescribeTableInput { table_name: name.into() }),
            "TableName must be at least 3 characters long and at most 255 characters long",
        );
    }
}

#[test]
fn keys_have_one_attribute_of_each_role() {
    let keyed = |key: &str| CreateTableInput { key_schema: key_schema(key), ..simple() };
    constraint(keyed(""), "[]", "keySchema", "have length greater than or equal to 1");
    constraint(
        keyed("pk/sk,x"),
        "[KeySchemaElement(attributeName=pk, keyType=HASH), KeySchemaElement(attributeName=sk, keyType=RANGE), \
         KeySchemaElement(attributeName=x, keyType=RANGE)]",
        "keySchema",
        "have length less than or equal to 2",
    );
    const INVALID: &str = "Invalid KeySchema: ";
    refused(create(keyed("pk/sk")), &format!("{INVALID}Some index key attribute have no definition"));
    refused(create(keyed("/pk")), &format!("{INVALID}The first KeySchemaElement is not a HASH key type"));
    refused(
        create(CreateTableInput { key_schema: key_schema("pk,sk"), ..composite("pk:S sk:S") }),
        &format!("{INVALID}The second KeySchemaElement is not a RANGE key type"),
    );
    refused(
        create(CreateTableInput { global_secondary_indexes: vec![gsi("gsi", "pk/pk", "*")], ..simple() }),
        "Both the Hash Key and the Range Key element in the KeySchema have the same name",
    );
}

#[test]
fn definitions_are_exactly_those_that_keys_use() {
    invalid(
        CreateTableInput { attribute_definitions: definitions("x:S"), ..simple() },
        "Some index key attributes are not defined in AttributeDefinitions. Keys: [pk], AttributeDefinitions: [x]",
    );
    invalid(
        CreateTableInput { attribute_definitions: definitions("pk:S x:S"), ..simple() },
        "Number of attributes in KeySchema does not exactly match number of attributes defined in \
         AttributeDefinitions",
    );
    invalid(
        CreateTableInput {
            attribute_definitions: definitions("pk:S x:S"),
            global_secondary_indexes: vec![gsi("gsi", "pk", "*")],
            ..simple()
        },
        "Some AttributeDefinitions are not used. AttributeDefinitions: [pk, x], keys used: [pk]",
    );
}

#[test]
fn billing_and_throughput_agree() {
    let units =
        |read, write| Some(ProvisionedThroughput { read_capacity_units: read, write_capacity_units: write });
    let provisioned =
        |throughput| CreateTableInput { billing_mode: None, provisioned_throughput: throughput, ..simple() };
    assert_eq!(create(provisioned(units(1, 1))).unwrap().billing_mode, BillingMode::Provisioned);
    invalid(
        provisioned(None),
        "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
    invalid(
        CreateTableInput { provisioned_throughput: units(1, 1), ..simple() },
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    );
    constraint(
        provisioned(units(0, 1)),
        "0",
        "provisionedThroughput.readCapacityUnits",
        "have value greater than or equal to 1",
    );
    refused(
        create(provisioned(units(1, 10_000_000_000_000))),
        "Given value 10000000000000 for WriteCapacityUnits is out of bounds",
    );
    let index = GlobalSecondaryIndex { provisioned_throughput: units(1, 1), ..gsi("gsi", "pk", "*") };
    invalid(
        CreateTableInput { global_secondary_indexes: vec![index], ..simple() },
        "ProvisionedThroughput should not be specified for index: gsi when BillingMode is PAY_PER_REQUEST",
    );
}

#[test]
fn projections_name_attributes_exactly_when_they_include_some() {
    let projected = |projection_type, attributes: &[&str]| {
        let projection = IndexProjection {
            projection_type,
            non_key_attributes: attributes.iter().map(|name| (*name).to_owned()).collect(),
        };
        let index = GlobalSecondaryIndex { projection, ..gsi("gsi", "pk", "*") };
        CreateTableInput { global_secondary_indexes: vec![index], ..simple() }
    };
    invalid(projected(None, &[]), "Unknown ProjectionType: null");
    invalid(
        projected(Some(ProjectionType::Include), &[]),
        "ProjectionType is INCLUDE, but NonKeyAttributes is not specified",
    );
    invalid(
        projected(Some(ProjectionType::All), &["a"]),
        "ProjectionType is ALL, but NonKeyAttributes is specified",
    );
    invalid(
        projected(Some(ProjectionType::KeysOnly), &["a"]),
        "ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified",
    );
}

#[test]
fn indexes_have_names_of_their_own_and_a_limited_number() {
    let indexed = |indexes: Vec<GlobalSecondaryIndex>| CreateTableInput {
        global_secondary_indexes: indexes,
        ..simple()
    };
    invalid(indexed(vec![gsi("gsi", "pk", "*"), gsi("gsi", "pk", "*")]), "Duplicate index name: gsi");
    let many = |count: usize| indexed((0..count).map(|at| gsi(&format!("gsi{at}"), "pk", "*")).collect());
    assert!(create(many(20)).is_ok());
    invalid(many(21), "GlobalSecondaryIndex count exceeds the per-table limit of 20");
    let local = |count: usize| CreateTableInput {
        local_secondary_indexes: (0..count).map(|at| lsi(&format!("lsi{at}"), "pk/x", "*")).collect(),
        ..composite("pk:S sk:S x:S")
    };
    assert!(create(local(5)).is_ok());
    invalid(local(6), "Number of LocalSecondaryIndexes exceeds per-table limit of 5");
}

#[test]
fn a_local_index_shares_the_partition_key() {
    let local = |key: &str, table: CreateTableInput| CreateTableInput {
        local_secondary_indexes: vec![lsi("lsi", key, "*")],
        ..table
    };
    invalid(
        local("pk/x", CreateTableInput { attribute_definitions: definitions("pk:S x:S"), ..simple() }),
        "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    );
    invalid(local("pk", composite("pk:S sk:S")), "Index KeySchema does not have a range key for index: lsi");
    invalid(
        local("x/sk", composite("pk:S sk:S x:S")),
        "Index KeySchema does not have the same leading hash key as table KeySchema for index: lsi. index hash \
         key: x, table hash key: pk",
    );
}

#[test]
fn only_global_indexes_have_keys_of_several_attributes() {
    let keyed = |key: &str| CreateTableInput {
        attribute_definitions: definitions("pk:S a:S b:N c:B d:S e:S f:S g:S h:S"),
        global_secondary_indexes: vec![gsi("gsi", key, "*")],
        ..simple()
    };
    assert!(create(keyed("a,b,c,d/e,f,g,h")).is_ok());
    const EXCEEDS: &str = "The KeySchema exceeds the maximum allowed number of";
    invalid(keyed("a,b,c,d,e/f,g,h"), &format!("{EXCEEDS} HASH key attributes"));
    invalid(keyed("a,b,c/d,e,f,g,h"), &format!("{EXCEEDS} RANGE key attributes"));
    let mut mixed = keyed("a/b");
    mixed.global_secondary_indexes[0].key_schema.extend(key_schema("c"));
    invalid(mixed, "All HASH key attributes must precede RANGE key attributes in the KeySchema");
    refused(create(keyed("a,b/a")), "The KeySchema contains multiple key attributes with the same name");
    assert!(create(CreateTableInput { key_schema: key_schema("pk,sk"), ..composite("pk:S sk:S") }).is_err());
}
