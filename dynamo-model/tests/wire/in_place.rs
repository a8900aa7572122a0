//! Items that stay JSON agree with items read as trees.

use std::sync::Arc;

use dynamo_model::api::{GetItemInput, GetItemOutput, QueryOutput, Response, ReturnedItem};
use dynamo_model::decode::{Fields, Value};
use dynamo_model::wire::{self, DecodeError};
use dynamo_model::{Attribute, AttributeValue, Item};
use proptest::prelude::*;

use crate::arbitrary;

fn in_place(action: &str, body: &[u8]) -> Result<Response, DecodeError> {
    match std::str::from_utf8(body) {
        Ok(body) => wire::decode_response_in_place(action, &Arc::from(body)),
        Err(_) => wire::decode_response(action, body),
    }
}

/// The one item of an answer to GetItem.
fn item_in(body: &str) -> ReturnedItem {
    match in_place("GetItem", body.as_bytes()).unwrap() {
        Response::GetItem(GetItemOutput { item: Some(item), .. }) => item,
        other => panic!("{other:?}"),
    }
}

fn as_it_came(item: &Item) -> ReturnedItem {
    let text = String::from_utf8(wire::encode_item(item)).unwrap();
    let returned = item_in(&format!(r#"{{"Item":{text}}}"#));
    assert!(matches!(returned, ReturnedItem::Encoded(_)));
    returned
}

/// A map as JSON: few names, in any order, some of them twice or spelled in another way, and few values.
fn attributes(of: &[(usize, usize, bool)]) -> String {
    const VALUES: [&str; 8] = [
        r#"{"S":"x"}"#,
        r#"{"N":"1"}"#,
        r#"{"S":"a longer text, \"quoted\""}"#,
        r#"{"M":{"b":{"S":"y"},"a":{"N":"2"}}}"#,
        r#"{"M":{"a":{"N":"2"},"b":{"BOOL":true}}}"#,
        r#"{"L":[{"M":{"z":{"NULL":true},"a":{"S":"e"}}},{"M":{"z":{"NULL":true},"a":{"S":"f"}}},{"M":{}}]}"#,
        r#"{"SS":["q","p"]}"#,
        r#"{"L":[]}"#,
    ];
    let attributes = of.iter().map(|&(name, value, is_escaped)| {
        let name = match is_escaped {
            true => ["\\u0061", "na\\u006de", "n\\u0061med", "z"][name],
            false => ["a", "name", "named", "z"][name],
        };
        format!(r#""{name}":{}"#, VALUES[value])
    });
    format!("{{{}}}", attributes.collect::<Vec<_>>().join(","))
}

proptest! {
    #[test]
    fn responses(response in arbitrary::response()) {
        let body = wire::encode_response(&response);
        prop_assert_eq!(in_place(response.action(), &body), Ok(response));
    }

    #[test]
    fn items(item in arbitrary::item()) {
        let returned = as_it_came(&item);
        prop_assert_eq!(returned.as_item(), &item);
        prop_assert_eq!(returned.clone().into_item(), item.clone());
        prop_assert_eq!(format!("{returned:?}"), format!("Encoded({item:?})"));
    }

    /// What one item tells of the next is never taken for what the next one is.
    #[test]
    fn items_of_like_shapes(
        items in prop::collection::vec(prop::collection::vec((0..4usize, 0..8usize, any::<bool>()), 0..6), 0..6),
        repeats in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let mut items: Vec<_> = items.iter().map(|item| attributes(item)).collect();
        for repeat in repeats.iter().filter(|_| !items.is_empty()).map(|at| at.index(items.len())).collect::<Vec<_>>() {
            items.insert(repeat, items[repeat].clone());
        }
        let body = format!(r#"{{"Items":[{}],"Count":{},"ScannedCount":9}}"#, items.join(","), items.len());
        let read = in_place("Query", body.as_bytes());
        prop_assert_eq!(&read, &wire::decode_response("Query", body.as_bytes()));
        let Ok(Response::Query(page)) = read else { panic!("{read:?}") };
        for item in &page.items {
            let ReturnedItem::Encoded(encoded) = item else { panic!("a tree") };
            let mut fields = Fields::from(encoded);
            for (name, value) in item.as_item().iter() {
                let (found, read) = fields.next_field().unwrap().unwrap();
                prop_assert_eq!(&*found, &**name);
                prop_assert_eq!(&read.into_attribute_value(), value);
            }
            prop_assert!(fields.next_field().unwrap().is_none());
        }
    }

    /// Whatever the bytes are, both readers take them for the same, or for nothing.
    #[test]
    fn mutated(
        items in prop::collection::vec(arbitrary::item(), 0..3),
        edits in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(br#"{}[]",:\SNBLM 0aZ="#.to_vec())), 0..4),
    ) {
        let page = QueryOutput { items: items.into_iter().map(Into::into).collect(), ..QueryOutput::default() };
        let mut body = wire::encode_response(&page.into());
        for (at, byte) in edits {
            let at = at.index(body.len());
            body[at] = byte;
        }
        prop_assert_eq!(in_place("Query", &body), wire::decode_response("Query", &body));
    }
}

/// Ways of writing an item that the service does not use, but may.
#[test]
fn other_spellings() {
    let plain = item_in(r#"{"Item":{"a":{"S":"x"},"b":{"N":"1"}}}"#);
    for body in [
        r#"{"Item":{"b":{"N":"1"},"a":{"S":"x"}}}"#,
        r#"{"Item" : {"a": {"S": "x"}, "b": {"N": "1"}} }"#,
        r#"{"Item":{"\u0061":{"S":"\u0078"},"b":{"N":"1"}}}"#,
        r#"{"Item":{"a":{"S":"y"},"b":{"N":"1"},"a":{"S":"x"}}}"#,
        r#"{"Item":{"a":{"S":"x","N":null},"b":{"N":"1.0"}}}"#,
    ] {
        let other = item_in(body);
        assert_eq!(other, plain, "{body}");
        assert_eq!(String::decode(value(&other, "a")).unwrap(), "x");
    }
}

/// The value of an attribute, as a decoder gets it.
fn value<'i>(item: &'i ReturnedItem, name: &str) -> Value<'i> {
    let mut fields = match item {
        ReturnedItem::Encoded(item) => Fields::from(item),
        other => Fields::borrowed(other.as_item()),
    };
    while let Some((found, value)) = fields.next_field().unwrap() {
        if found == name {
            return value;
        }
    }
    panic!("no {name}")
}

#[test]
fn what_cannot_be_stored_is_refused() {
    for value in [
        r#"{"N":"seven"}"#,
        r#"{"N":""}"#,
        r#"{"N":"123456789012345678901234567890123456789"}"#,
        r#"{"B":"a"}"#,
        r#"{"X":"a"}"#,
        r#"{"S":"a","N":"1"}"#,
        r#"{"SS":[]}"#,
        r#"{"SS":["a","a"]}"#,
        r#"{"NS":["1","1.0"]}"#,
        r#"{"NULL":false}"#,
        r#"{"S":1}"#,
        r#"{"L":[{"N":"x"}]}"#,
        r#"{"M":{"a":{"N":"x"}}}"#,
        r#"{"S":"\x"}"#,
        "{}",
    ] {
        let body = format!(r#"{{"Item":{{"a":{value}}}}}"#);
        let error = in_place("GetItem", body.as_bytes()).unwrap_err();
        assert_eq!(Err(error), wire::decode_response("GetItem", body.as_bytes()), "{value}");
    }
}

#[test]
fn values_of_every_type_are_read_where_they_are() {
    let returned = item_in(concat!(
        r#"{"Item":{"b":{"B":"AAEC"},"bool":{"BOOL":true},"l":{"L":[{"N":"1"},{"N":"-2.50"}]},"#,
        r#""n":{"N":"1e3"},"null":{"NULL":true},"s":{"S":"a\"b"},"ss":{"SS":["x","y"]}}}"#,
    ));
    let ReturnedItem::Encoded(item) = &returned else { panic!("a tree") };
    assert_eq!(Vec::<u8>::decode(value(&returned, "b")).unwrap(), [0, 1, 2]);
    assert!(bool::decode(value(&returned, "bool")).unwrap());
    assert_eq!(Vec::<f64>::decode(value(&returned, "l")).unwrap(), [1.0, -2.5]);
    assert_eq!(u16::decode(value(&returned, "n")).unwrap(), 1000);
    assert_eq!(Option::<u16>::decode(value(&returned, "null")).unwrap(), None);
    assert_eq!(String::decode(value(&returned, "s")).unwrap(), "a\"b");
    assert_eq!(value(&returned, "ss").string_set().unwrap().len(), 2);
    assert_eq!(value(&returned, "ss").into_attribute_value().type_name(), "SS");
    let error = u8::decode(value(&returned, "s")).unwrap_err();
    assert_eq!(error.to_string(), "cannot read: expected type N, found S");
    assert_eq!(format!("{:?}", value(&returned, "l")), "Encoded(Encoded(L(…)))");
    let shown = format!("{:?} {:?}", Fields::from(item), value(&returned, "l").list());
    assert!(shown.contains("\"s\": S(…)") && !shown.contains("AAEC") && !shown.contains("2.5"), "{shown}");
}

/// Depth is bounded before the stack is.
#[test]
fn deep_values() {
    for depth in [5, 30, 39, 60, 200, 100_000] {
        let body = format!(
            r#"{{"Item":{{"a":{}{{"NULL":true}}{}}}}}"#,
            r#"{"L":["#.repeat(depth),
            "]}".repeat(depth)
        );
        let read = in_place("GetItem", body.as_bytes());
        assert_eq!(read, wire::decode_response("GetItem", body.as_bytes()), "{depth}");
        if let Ok(Response::GetItem(GetItemOutput { item: Some(item), .. })) = read {
            let mut value = item.into_item().get("a").cloned();
            let mut found = 0;
            while let Some(AttributeValue::L(mut list)) = value {
                value = list.pop();
                found += 1;
            }
            assert_eq!(found, depth);
        }
    }
}

#[test]
fn an_input_is_no_answer() {
    let body = wire::encode_request(&GetItemInput { table_name: "t".into(), ..Default::default() }.into());
    assert_eq!(in_place("GetItem", &body), Ok(Response::GetItem(GetItemOutput::default())));
    assert!(in_place("NoSuchAction", &body).is_err());
}
