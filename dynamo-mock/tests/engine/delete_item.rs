use dynamo_model::Item;
use dynamo_model::api::{DeleteItemInput, ErrorCode, ReturnValues, ScanInput};

use crate::fixture::{call, engine, get, item, key, n, put, refused, s};

fn input(key: Item) -> DeleteItemInput {
    DeleteItemInput { table_name: "items".into(), key, ..DeleteItemInput::default() }
}

#[test]
fn a_deleted_item_is_gone_from_the_table_and_all_indexes() {
    let engine = engine();
    let mut stored = key("p", "s");
    stored.extend(item(&[("g", s("g")), ("h", n("1")), ("l", s("l"))]));
    put(&engine, stored.clone());
    let delete = DeleteItemInput { return_values: Some(ReturnValues::AllOld), ..input(key("p", "s")) };
    let old = call(&engine, delete).unwrap().attributes;
    assert_eq!(old.map(dynamo_model::api::ReturnedItem::into_item), Some(stored));
    assert_eq!(get(&engine, "p", "s"), None);
    for index in ["gsi", "inc", "lsi"] {
        let scan = ScanInput {
            table_name: "items".into(),
            index_name: Some(index.to_owned()),
            ..ScanInput::default()
        };
        assert_eq!(call(&engine, scan).unwrap().count, 0, "{index}");
    }
}

#[test]
fn deleting_what_is_not_there_succeeds_unless_a_condition_says_otherwise() {
    let engine = engine();
    assert_eq!(call(&engine, input(key("p", "s"))).unwrap().attributes, None);
    let conditional = DeleteItemInput {
        condition_expression: Some("attribute_exists(pk)".to_owned()),
        ..input(key("p", "s"))
    };
    assert_eq!(call(&engine, conditional).unwrap_err().code, ErrorCode::ConditionalCheckFailed);
}

#[test]
fn only_none_and_all_old_can_be_returned() {
    let delete = DeleteItemInput { return_values: Some(ReturnValues::AllNew), ..input(key("p", "s")) };
    refused(call(&engine(), delete), "1 validation error detected: ReturnValues can only be ALL_OLD or NONE");
}

#[test]
fn the_key_must_match_the_schema() {
    refused(
        call(&engine(), input(item(&[("pk", s("p"))]))),
        "The provided key element does not match the schema",
    );
}
