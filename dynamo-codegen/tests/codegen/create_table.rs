//! The rendered request is the one that the library itself sends.

use dynamo_model::api::Request;
use dynamo_model::op::create_table_input;
use dynamo_schema::{IndexModel, IndexScope, KeyAttribute, Projection, ScalarType, TableModel};

fn key(name: &'static str, scalar: ScalarType) -> KeyAttribute {
    KeyAttribute { name: name.into(), scalar }
}

fn index(name: &'static str, scope: IndexScope, projection: Projection) -> IndexModel {
    let partition_key = match scope {
        IndexScope::Global => vec![key("region", ScalarType::S), key("zone", ScalarType::S)],
        IndexScope::Local => Vec::new(),
    };
    let sort_key = vec![key("shelf", ScalarType::N)];
    IndexModel {
        name: name.into(),
        scope,
        partition_key: partition_key.into(),
        sort_key: sort_key.into(),
        projection,
    }
}

#[test]
fn the_rendered_request_is_the_one_that_is_sent() {
    let table = TableModel {
        name: "stock".into(),
        partition_key: key("pk", ScalarType::S),
        sort_key: Some(key("sk", ScalarType::B)),
        kind_attribute: Some("_t".into()),
        ttl_attribute: None,
        version_attribute: None,
        indexes: vec![
            index("ByPlace", IndexScope::Global, Projection::Include(vec!["total".into()].into())),
            index("ByShelf", IndexScope::Local, Projection::KeysOnly),
        ]
        .into(),
        vectors: vec![].into(),
        entities: vec![].into(),
        collections: vec![].into(),
    };
    let text = dynamo_codegen::create_table(&table, "stock");
    let rendered = dynamo_model::wire::decode_request("CreateTable", text.as_bytes()).unwrap();
    assert_eq!(rendered, Request::from(create_table_input(&table)));
}
