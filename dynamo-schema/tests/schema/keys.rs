//! Whole keys.

use std::error::Error;

use dynamo_schema::{KeyErrorKind, PartValue};

use crate::templates::template;

#[test]
fn a_key_is_composed_and_taken_apart() {
    let order = template("CUSTOMER#{name}#ORDER#{u8}");
    let key = order
        .render(|part| {
            Some(if part.attribute == "u8" { PartValue::Unsigned(7) } else { PartValue::Text("a#b".into()) })
        })
        .unwrap()
        .unwrap();
    assert_eq!(key, "CUSTOMER#a$23b#ORDER#007");
    assert_eq!(
        order.parse(&key).unwrap(),
        [("name", PartValue::Text("a#b".into())), ("u8", PartValue::Unsigned(7))]
    );
}

#[test]
fn a_part_without_a_value_gives_no_key() {
    let order = template("O#{u8}#{name}");
    let key = order.render(|part| (part.attribute == "u8").then_some(PartValue::Unsigned(7))).unwrap();
    assert_eq!(key, None);
}

#[test]
fn the_key_of_something_else_is_refused() {
    let order = template("O#{u8}#{name}");
    for (key, kind) in [
        ("P#007#x", KeyErrorKind::Literal { position: 0 }),
        ("O#007", KeyErrorKind::Literal { position: 5 }),
        ("O#007#x#y", KeyErrorKind::Trailing { position: 7 }),
    ] {
        assert_eq!(*order.parse(key).unwrap_err().kind(), kind);
    }
    for key in ["", "O#", "O#00é#x", "O#é", "O#007#", "O#007#é "] {
        assert!(order.parse(key).is_err());
    }
}

#[test]
fn a_raw_part_ends_at_the_literal_that_follows() {
    let raw = template("{name:raw}--{other:raw}");
    assert_eq!(
        raw.parse("--a#b--c--d").unwrap(),
        [("name", PartValue::Text("--a#b".into())), ("other", PartValue::Text("c--d".into()))]
    );
}

#[test]
fn errors_name_the_template_and_the_attribute() {
    let order = template("O#{name}");
    let error = order.render(|_| Some(PartValue::Text("".into()))).unwrap_err();
    assert_eq!(error.attribute(), Some("name"));
    assert!(error.to_string().starts_with("key `O#{name}`: attribute `name`: an empty text"));
    assert!(error.source().is_some());
    fn shareable<T: Send + Sync + 'static>(_: &T) {}
    shareable(&error);
    let error = order.parse("secret").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("secret"));
}
