//! The shop's spec says what the model of `examples/shop` says, which a person has written.
//!
//! One difference is meant: the results of multi-entity queries are declared as collections, which that example leaves
//! out because its keys need none.

use dynamo_schema::{
    AttributeModel, AttributeType, EntityIndex, EntityKey, EntityModel, IndexModel, IndexScope, IntegerType,
    KeyAttribute, KeySource, PartKind, Projection, ScalarType, TableModel, When, WhenTest, parse_template,
};

use crate::goldens::{report, specs};

fn text(name: &str) -> KeyAttribute {
    KeyAttribute { name: name.to_owned().into(), scalar: ScalarType::S }
}

fn gsi(name: &'static str) -> IndexModel {
    IndexModel {
        name: name.into(),
        scope: IndexScope::Global,
        partition_key: vec![text(&format!("{name}PK"))].into(),
        sort_key: vec![text(&format!("{name}SK"))].into(),
        projection: Projection::All,
    }
}

fn required(name: &'static str, attribute_type: AttributeType) -> AttributeModel {
    AttributeModel { name: name.into(), field: name.into(), attribute_type, optional: false }
}

fn optional(name: &'static str, attribute_type: AttributeType) -> AttributeModel {
    AttributeModel { optional: true, ..required(name, attribute_type) }
}

/// A template with the kinds of the attributes.
fn key(attributes: &[AttributeModel], template: &str) -> KeySource {
    let kind = |name: &str| -> Option<PartKind> {
        attributes.iter().find(|attribute| attribute.name == name)?.attribute_type.part_kind()
    };
    let parsed = parse_template(template).unwrap();
    KeySource::Template(parsed.resolve(|name| Some((name.to_owned().into(), kind(name)?))).unwrap())
}

fn entity(name: &'static str, pk: &str, sk: &str, attributes: Vec<AttributeModel>) -> EntityModel {
    EntityModel {
        name: name.into(),
        key: EntityKey { partition: key(&attributes, pk), sort: Some(key(&attributes, sk)) },
        indexes: vec![].into(),
        attributes: attributes.into(),
    }
}

fn indexed(
    mut entity: EntityModel,
    name: &'static str,
    index: &'static str,
    pk: &str,
    sk: &str,
    when: Option<When>,
) -> EntityModel {
    let (partition, sort) = (key(&entity.attributes, pk), key(&entity.attributes, sk));
    entity.indexes.to_mut().push(EntityIndex {
        name: name.into(),
        index: index.into(),
        partition: vec![partition].into(),
        sort: vec![sort].into(),
        when,
    });
    entity
}

/// `Shop::MODEL` of `examples/shop/src/model.rs`.
fn written_by_hand() -> TableModel {
    use AttributeType::{Integer, String, Timestamp, Ulid};
    use IntegerType::{U16, U32, U64};
    let place = || {
        let attributes =
            vec![required("line1", String), required("city", String), required("country", String)];
        AttributeType::Document(attributes.into())
    };
    let tokens = ["placed", "paid", "shipped", "cancelled"].map(|token| token.into());
    let customer = vec![
        required("customer_id", Ulid),
        required("email", String),
        required("name", String),
        optional("phone", String),
        required("created_at", Timestamp),
        required("revision", Integer(U64)),
    ];
    let product = vec![
        required("product_id", Ulid),
        required("category", String),
        required("name", String),
        required("price_cents", Integer(U64)),
        required("stock", Integer(U32)),
        optional("properties", AttributeType::Map(vec![String].into())),
    ];
    let order = vec![
        required("order_id", Ulid),
        required("customer_id", Ulid),
        required("placed_at", Timestamp),
        required("status", AttributeType::Enum(tokens.to_vec().into())),
        required("total_cents", Integer(U64)),
        required("ship_to", place()),
    ];
    let open =
        When { attribute: "status".into(), test: WhenTest::In(vec!["placed".into(), "paid".into()].into()) };
    let order = entity("order", "ORDER#{order_id}", "META", order);
    let order =
        indexed(order, "by_customer", "GSI1", "CUSTOMER#{customer_id}", "ORDER#{placed_at}#{order_id}", None);
    let entities = vec![
        entity("customer", "CUSTOMER#{customer_id}", "PROFILE", customer),
        entity(
            "customer_email",
            "UNIQUE#customer#email#{email:lower}",
            "UNIQUE",
            vec![required("email", String), required("customer_id", Ulid)],
        ),
        entity(
            "address",
            "CUSTOMER#{customer_id}",
            "ADDRESS#{address_id}",
            vec![required("customer_id", Ulid), required("address_id", Ulid), required("place", place())],
        ),
        indexed(
            entity("product", "PRODUCT#{product_id}", "DETAIL", product),
            "by_price",
            "GSI1",
            "CATEGORY#{category}",
            "PRICE#{price_cents:010}#{product_id}",
            None,
        ),
        indexed(order, "by_status", "GSI2", "OPEN#{status}#{shard(order_id, 8)}", "{placed_at}", Some(open)),
        entity(
            "order_item",
            "ORDER#{order_id}",
            "ITEM#{line:04}",
            vec![
                required("order_id", Ulid),
                required("line", Integer(U16)),
                required("product_id", Ulid),
                required("quantity", Integer(U32)),
                required("unit_cents", Integer(U64)),
            ],
        ),
        entity(
            "cart_line",
            "CART#{customer_id}",
            "LINE#{product_id}",
            vec![
                required("customer_id", Ulid),
                required("product_id", Ulid),
                required("quantity", Integer(U32)),
                required("expires_at", AttributeType::EpochSeconds),
            ],
        ),
    ];
    TableModel {
        name: "Shop".into(),
        partition_key: text("PK"),
        sort_key: Some(text("SK")),
        kind_attribute: Some("_t".into()),
        ttl_attribute: Some("expires_at".into()),
        indexes: vec![gsi("GSI1"), gsi("GSI2")].into(),
        entities: entities.into(),
        collections: vec![].into(),
    }
}

#[test]
fn the_spec_is_lowered_into_the_model_that_is_written_by_hand() {
    let (name, path) = specs("good").into_iter().find(|(name, _)| name == "shop").unwrap();
    let mut lowered = report(&name, &path).design().unwrap().table.clone();
    let collections: Vec<String> =
        lowered.collections.iter().map(|collection| collection.name.clone().into_owned()).collect();
    assert_eq!(collections, ["CustomerPage", "OrderWithItems"]);
    lowered.collections = vec![].into();
    let written = written_by_hand();
    for (lowered, written) in lowered.entities.iter().zip(&*written.entities) {
        assert_eq!(lowered, written);
    }
    assert_eq!(lowered, written);
}
