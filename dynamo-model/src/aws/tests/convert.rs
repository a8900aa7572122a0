use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue as SdkValue;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;

use super::super::{ConversionError, ConversionErrorKind};
use crate::{AttributeValue, Item, Number, NumberError};

fn numbers() -> impl Strategy<Value = Number> {
    (any::<bool>(), any::<u64>(), any::<u64>(), -130i32..=87).prop_map(|(negative, high, low, exponent)| {
        let coefficient = (u128::from(high) << 64 | u128::from(low)) % 10u128.pow(38);
        Number::from_parts(negative, coefficient, exponent).unwrap()
    })
}

fn values() -> impl Strategy<Value = AttributeValue> {
    let leaf = prop_oneof![
        any::<String>().prop_map(AttributeValue::S),
        numbers().prop_map(AttributeValue::N),
        vec(any::<u8>(), 0..8).prop_map(AttributeValue::B),
        any::<bool>().prop_map(AttributeValue::Bool),
        Just(AttributeValue::Null),
        btree_set(any::<String>(), 0..4).prop_map(AttributeValue::Ss),
        btree_set(numbers(), 0..4).prop_map(AttributeValue::Ns),
        btree_set(vec(any::<u8>(), 0..4), 0..4).prop_map(AttributeValue::Bs),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(AttributeValue::L),
            btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| AttributeValue::M(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn values_survive_the_way_to_the_sdk_and_back(value in values()) {
        let sdk = SdkValue::from(value.clone());
        let back = AttributeValue::try_from(sdk.clone());
        prop_assert_eq!(back.as_ref(), Ok(&value));
        // What the SDK gets for a value that came from it is what it had.
        prop_assert_eq!(back.map(SdkValue::from), Ok(sdk));
    }

    #[test]
    fn items_survive_the_way_to_the_sdk_and_back(map in btree_map(any::<String>(), values(), 0..6)) {
        let item: Item = map.into_iter().collect();
        let sdk = HashMap::from(item.clone());
        prop_assert_eq!(sdk.len(), item.len());
        prop_assert_eq!(Item::try_from(sdk), Ok(item));
    }

    #[test]
    fn any_text_as_a_number_is_a_value_or_an_error(text in "\\PC*") {
        let read = AttributeValue::try_from(SdkValue::N(text.clone()));
        prop_assert_eq!(read.is_ok(), text.parse::<Number>().is_ok());
    }
}

fn fault(value: SdkValue) -> ConversionError {
    AttributeValue::try_from(value).unwrap_err()
}

#[test]
fn numbers_are_read_by_value() {
    let read = AttributeValue::try_from(SdkValue::N("1.50e1".to_owned()));
    assert_eq!(read, Ok(AttributeValue::from(Number::from(15u8))));
    let error = fault(SdkValue::N("1e126".to_owned()));
    assert_eq!(*error.kind(), ConversionErrorKind::Number(NumberError::Overflow));
    assert_eq!(error.path(), "");
    assert_eq!(error.to_string(), "the value is not a number that DynamoDB can hold");
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn members_of_a_set_are_distinct_by_value() {
    let texts = |members: &[&str]| members.iter().map(|text| (*text).to_owned()).collect();
    assert_eq!(*fault(SdkValue::Ns(texts(&["1", "1.0"]))).kind(), ConversionErrorKind::DuplicateMember);
    assert_eq!(*fault(SdkValue::Ss(texts(&["a", "b", "a"]))).kind(), ConversionErrorKind::DuplicateMember);
    let bytes = SdkValue::Bs(vec![Blob::new([1]), Blob::new([1])]);
    assert_eq!(*fault(bytes).kind(), ConversionErrorKind::DuplicateMember);
    let malformed = SdkValue::Ns(texts(&["1", "one"]));
    assert!(matches!(fault(malformed).kind(), ConversionErrorKind::Number(NumberError::Malformed(_))));
}

#[test]
fn null_is_true() {
    assert_eq!(AttributeValue::try_from(SdkValue::Null(true)), Ok(AttributeValue::Null));
    assert_eq!(*fault(SdkValue::Null(false)).kind(), ConversionErrorKind::FalseNull);
}

#[test]
fn depth_is_bounded_before_the_stack_is() {
    let nested = |levels| (0..levels).fold(SdkValue::Bool(true), |inner, _| SdkValue::L(vec![inner]));
    assert!(AttributeValue::try_from(nested(32)).is_ok());
    assert_eq!(*fault(nested(1_000)).kind(), ConversionErrorKind::TooDeep);
}

#[test]
fn an_error_names_the_path() {
    let price = HashMap::from([("price".to_owned(), SdkValue::N("much".to_owned()))]);
    let lines = SdkValue::L(vec![SdkValue::Bool(true), SdkValue::M(price)]);
    let order = HashMap::from([("lines".to_owned(), lines)]);
    let root = HashMap::from([("order".to_owned(), SdkValue::M(order))]);
    let error = Item::try_from(root).unwrap_err();
    assert_eq!(error.path(), "order.lines[1].price");
    assert_eq!(
        error.to_string(),
        "the attribute `order.lines[1].price` is not a number that DynamoDB can hold"
    );

    let grid = SdkValue::L(vec![SdkValue::L(vec![SdkValue::Null(false)])]);
    assert_eq!(fault(grid.clone()).path(), "[0][0]");
    let root = HashMap::from([("grid".to_owned(), grid)]);
    assert_eq!(Item::try_from(root).unwrap_err().path(), "grid[0][0]");
}
