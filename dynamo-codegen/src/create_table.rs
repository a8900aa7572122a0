//! The request that creates a table, as the JSON that `aws dynamodb create-table --cli-input-json` takes.

use dynamo_schema::{IndexModel, IndexScope, KeyAttribute, Projection, TableModel};
use serde_json::{Value, json};

/// The body of the `CreateTable` request for a table of this model, paid for by request.
///
/// Members stand in the order of their names, so the same model always gives the same text.
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html>.
///
/// ```
/// use dynamo_schema::{KeyAttribute, ScalarType, TableModel};
///
/// let table = TableModel {
///     name: "Users".into(),
///     partition_key: KeyAttribute { name: "UserID".into(), scalar: ScalarType::N },
///     sort_key: None,
///     kind_attribute: None,
///     ttl_attribute: None,
///     indexes: vec![].into(),
///     entities: vec![].into(),
///     collections: vec![].into(),
/// };
/// let json = dynamo_codegen::create_table(&table, "users-dev");
/// assert!(json.contains(r#""TableName": "users-dev""#));
/// ```
pub fn create_table(table: &TableModel, table_name: &str) -> String {
    let own_keys = || std::iter::once(&table.partition_key).chain(&table.sort_key);
    let index_keys =
        table.indexes.iter().flat_map(|index| index.partition_key.iter().chain(&*index.sort_key));
    let mut definitions: Vec<&KeyAttribute> = Vec::new();
    for key in own_keys().chain(index_keys) {
        if !definitions.iter().any(|known| known.name == key.name) {
            definitions.push(key);
        }
    }
    let definitions: Vec<Value> = definitions
        .into_iter()
        .map(|key| json!({ "AttributeName": key.name, "AttributeType": key.scalar.as_str() }))
        .collect();
    let mut request = json!({
        "TableName": table_name,
        "AttributeDefinitions": definitions,
        "KeySchema": key_schema(std::slice::from_ref(&table.partition_key), table.sort_key.as_slice()),
        "BillingMode": "PAY_PER_REQUEST",
    });
    for (member, scope) in
        [("GlobalSecondaryIndexes", IndexScope::Global), ("LocalSecondaryIndexes", IndexScope::Local)]
    {
        let indexes = table.indexes.iter().filter(|index| index.scope == scope);
        let indexes: Vec<Value> = indexes.map(|index| index_json(table, index)).collect();
        if !indexes.is_empty() {
            request[member] = Value::Array(indexes);
        }
    }
    let mut text = format!("{request:#}");
    text.push('\n');
    text
}

fn index_json(table: &TableModel, index: &IndexModel) -> Value {
    // A local index has the table's own partition key.
    let partition = match index.scope {
        IndexScope::Global => &*index.partition_key,
        IndexScope::Local => std::slice::from_ref(&table.partition_key),
    };
    let projection = match &index.projection {
        Projection::All => json!({ "ProjectionType": "ALL" }),
        Projection::KeysOnly => json!({ "ProjectionType": "KEYS_ONLY" }),
        Projection::Include(names) => json!({ "ProjectionType": "INCLUDE", "NonKeyAttributes": names }),
    };
    json!({
        "IndexName": index.name,
        "KeySchema": key_schema(partition, &index.sort_key),
        "Projection": projection,
    })
}

fn key_schema(partition: &[KeyAttribute], sort: &[KeyAttribute]) -> Vec<Value> {
    let element = |key: &KeyAttribute, role| json!({ "AttributeName": key.name, "KeyType": role });
    let partition = partition.iter().map(|key| element(key, "HASH"));
    partition.chain(sort.iter().map(|key| element(key, "RANGE"))).collect()
}
