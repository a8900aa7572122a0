//! What CreateTable and templates say alike of a table.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html>.

use dynamo_schema::{
    IndexModel, IndexScope, KeyAttribute, Projection, TableModel, VectorDistance, VectorIndexModel,
};

use super::Value;
use crate::design::{
    Billing, Encryption, IndexOptions, Insights, TableClass, TableOptions, Throughput, Units,
};

/// Members of an object, in order.
pub(super) type Members = Vec<(&'static str, Value)>;

/// How a table and its indexes are paid for.
pub(super) struct Paid<'o> {
    pub(super) billing: &'o Billing,
    /// Options of global indexes.
    pub(super) indexes: &'o [IndexOptions],
    /// Whether it is a template, which says more of an index than the request does.
    pub(super) in_template: bool,
}

/// The attributes, keys and indexes, and how they are paid for.
pub(super) fn shape(table: &TableModel, paid: &Paid<'_>) -> Members {
    let billing = paid.billing;
    let own = std::slice::from_ref(&table.partition_key);
    let mut members = vec![
        ("AttributeDefinitions", definitions(table)),
        ("KeySchema", key_schema(own, table.sort_key.as_slice())),
    ];
    let scopes =
        [("GlobalSecondaryIndexes", IndexScope::Global), ("LocalSecondaryIndexes", IndexScope::Local)];
    for (member, scope) in scopes {
        let indexes = table.indexes.iter().filter(|index| index.scope == scope);
        let indexes = Value::List(indexes.map(|index| self::index(table, index, paid)).collect());
        if !indexes.is_empty() {
            members.push((member, indexes));
        }
    }
    if !table.vectors.is_empty() {
        members.push(("VectorIndexes", Value::List(table.vectors.iter().map(vector).collect())));
    }
    match billing {
        Billing::OnDemand => members.push(("BillingMode", Value::text("PAY_PER_REQUEST"))),
        Billing::Provisioned { table, .. } => {
            members.push(("BillingMode", Value::text("PROVISIONED")));
            members.push(("ProvisionedThroughput", throughput(*table)));
        }
    }
    members
}

/// Each key attribute of the table and its indexes, once, and each that searches of vectors name.
fn definitions(table: &TableModel) -> Value {
    let own = std::iter::once(&table.partition_key).chain(&table.sort_key);
    let of_indexes =
        table.indexes.iter().flat_map(|index| index.partition_key.iter().chain(&*index.sort_key));
    let mut definitions: Vec<&KeyAttribute> = Vec::new();
    let of_vectors = table.vectors.iter().flat_map(|index| index.partition_key.iter().chain(&*index.filters));
    for key in own.chain(of_indexes).chain(of_vectors) {
        if !definitions.iter().any(|known| known.name == key.name) {
            definitions.push(key);
        }
    }
    let definition = |key: &KeyAttribute| {
        Value::object([
            ("AttributeName", Value::text(&key.name)),
            ("AttributeType", Value::text(key.scalar.as_str())),
        ])
    };
    Value::List(definitions.into_iter().map(definition).collect())
}

fn key_schema(partition: &[KeyAttribute], sort: &[KeyAttribute]) -> Value {
    let element = |key: &KeyAttribute, role| {
        Value::object([("AttributeName", Value::text(&key.name)), ("KeyType", Value::text(role))])
    };
    let partition = partition.iter().map(|key| element(key, "HASH"));
    Value::List(partition.chain(sort.iter().map(|key| element(key, "RANGE"))).collect())
}

fn index(table: &TableModel, index: &IndexModel, paid: &Paid<'_>) -> Value {
    // A local index has the table's own partition key.
    let partition = match index.scope {
        IndexScope::Global => &*index.partition_key,
        IndexScope::Local => std::slice::from_ref(&table.partition_key),
    };
    let mut members = vec![
        ("IndexName", Value::text(&index.name)),
        ("KeySchema", key_schema(partition, &index.sort_key)),
        ("Projection", projection(&index.projection)),
    ];
    if let (IndexScope::Global, Billing::Provisioned { indexes, .. }) = (index.scope, paid.billing)
        && let Some(of_index) = indexes.iter().find(|of_index| index.name == of_index.index)
    {
        members.push(("ProvisionedThroughput", throughput(of_index.throughput)));
    }
    if let Some(options) = paid.indexes.iter().find(|of_index| index.name == of_index.index) {
        members.extend(options.warm.map(|units| ("WarmThroughput", warm(units))));
        members.extend(options.limits.map(|units| ("OnDemandThroughput", limits(units))));
        let insights = options.insights.filter(|_| paid.in_template);
        members.extend(insights.map(|mode| ("ContributorInsightsSpecification", self::insights(mode))));
    }
    Value::object(members)
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_VectorIndex.html>
fn vector(index: &VectorIndexModel) -> Value {
    let element = |key: &KeyAttribute, role| {
        Value::object([
            ("AttributeName", Value::text(&key.name)),
            ("SearchSchemaElementType", Value::text(role)),
        ])
    };
    let partition = index.partition_key.iter().map(|key| element(key, "HASH"));
    let filters = index.filters.iter().map(|key| element(key, "INLINE_FILTER"));
    let schema = Value::List(partition.chain(filters).collect());
    let mut members = vec![
        ("IndexName", Value::text(&index.name)),
        ("VectorAttribute", Value::object([("AttributeName", Value::text(&index.attribute))])),
    ];
    if !schema.is_empty() {
        members.push(("SearchSchema", schema));
    }
    let distance = match index.distance {
        VectorDistance::Cosine => "COSINE",
        VectorDistance::DotProduct => "DOT_PRODUCT",
        VectorDistance::Euclidean => "EUCLIDEAN",
    };
    members.extend([
        ("Projection", projection(&index.projection)),
        ("Dimensions", Value::number(index.dimensions)),
        ("DistanceFunction", Value::text(distance)),
    ]);
    Value::object(members)
}

pub(super) fn projection(projection: &Projection) -> Value {
    Value::object(match projection {
        Projection::All => vec![("ProjectionType", Value::text("ALL"))],
        Projection::KeysOnly => vec![("ProjectionType", Value::text("KEYS_ONLY"))],
        Projection::Include(names) => vec![
            ("ProjectionType", Value::text("INCLUDE")),
            ("NonKeyAttributes", Value::List(names.iter().map(Value::text).collect())),
        ],
    })
}

pub(super) fn throughput(throughput: Throughput) -> Value {
    Value::object([
        ("ReadCapacityUnits", Value::number(throughput.read)),
        ("WriteCapacityUnits", Value::number(throughput.write)),
    ])
}

pub(super) fn warm(units: Units) -> Value {
    let read = units.read.map(|read| ("ReadUnitsPerSecond", Value::number(read)));
    Value::object(
        read.into_iter().chain(units.write.map(|write| ("WriteUnitsPerSecond", Value::number(write)))),
    )
}

pub(super) fn limits(units: Units) -> Value {
    let read = units.read.map(|read| ("MaxReadRequestUnits", Value::number(read)));
    Value::object(
        read.into_iter().chain(units.write.map(|write| ("MaxWriteRequestUnits", Value::number(write)))),
    )
}

pub(super) fn insights(mode: Insights) -> Value {
    let mode = match mode {
        Insights::AccessedAndThrottledKeys => "ACCESSED_AND_THROTTLED_KEYS",
        Insights::ThrottledKeys => "THROTTLED_KEYS",
    };
    Value::object([("Enabled", Value::Bool(true)), ("Mode", Value::text(mode))])
}

pub(super) fn class(options: &TableOptions) -> Value {
    Value::text(match options.class {
        TableClass::Standard => "STANDARD",
        TableClass::InfrequentAccess => "STANDARD_INFREQUENT_ACCESS",
    })
}

pub(super) fn tags(options: &TableOptions) -> Value {
    let tag = |(key, value): &(String, String)| {
        Value::object([("Key", Value::text(key)), ("Value", Value::text(value))])
    };
    Value::List(options.tags.iter().map(tag).collect())
}

/// The type of encryption, when it is not with a key of DynamoDB's own.
pub(super) fn is_encrypted(options: &TableOptions) -> bool {
    options.encryption != Encryption::Owned
}
