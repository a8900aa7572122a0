//! Values from stored attributes.

use dynamo_schema::{IntegerType, PartKind, PartValue};

#[test]
fn texts() {
    let read = |kind: PartKind, text| kind.read_text(text);
    assert_eq!(read(PartKind::Text, "a#b").unwrap(), PartValue::Text("a#b".into()));
    let moment = PartValue::Timestamp { seconds: 1_709_210_096, nanos: 120_000_000 };
    assert_eq!(read(PartKind::Timestamp, "2024-02-29T12:34:56.12Z").unwrap(), moment);
    assert_eq!(read(PartKind::Timestamp, "2024-02-29T14:04:56.120000000+01:30").unwrap(), moment);
    assert_eq!(moment.to_text(), "2024-02-29T12:34:56.120000000Z");
    for wrong in [
        "2024-02-29T12:34:56",
        "2024-02-29T12:34:56.Z",
        "2024-02-29T12:34:56.1234567890Z",
        "2024-02-29T24:00:00Z",
        "2024-02-29T12:34:60Z",
        "2023-02-29T12:34:56Z",
        "2024-02-29T12:34:56+1:00",
        "2024-02-29T12:34Z",
        "ñ024-02-29T12:34:56Z",
        "",
    ] {
        assert!(read(PartKind::Timestamp, wrong).is_err(), "{wrong}");
    }
    assert_eq!(
        read(PartKind::Date, "2024-02-29").unwrap(),
        PartValue::Date { year: 2024, month: 2, day: 29 }
    );
    let uuid = read(PartKind::Uuid, "67E55044-10B1-426F-9247-BB680E5FE0C8").unwrap();
    assert_eq!(uuid.to_text(), "67e55044-10b1-426f-9247-bb680e5fe0c8");
    let ulid = read(PartKind::Ulid, "01arz3ndektsv4rrffq69g5fav").unwrap();
    assert_eq!(ulid.to_text(), "01ARZ3NDEKTSV4RRFFQ69G5FAV");
    assert!(read(PartKind::Bool, "true").is_err());
    assert!(read(PartKind::Decimal, "1").is_err());
}

#[test]
fn numbers() {
    let integer = |text| PartKind::Integer(IntegerType::I16).read_number(text);
    assert_eq!(integer("-12").unwrap(), PartValue::Signed(-12));
    assert_eq!(integer("1.20E2").unwrap(), PartValue::Signed(120));
    assert_eq!(integer("0.0").unwrap(), PartValue::Signed(0));
    for wrong in ["1.5", "32768", "1e9999999999999999999", "1e999", "", "-", ".", "1e", "x", "1_0"] {
        assert!(integer(wrong).is_err(), "{wrong}");
    }
    let widest = PartKind::Integer(IntegerType::U128).read_number(&u128::MAX.to_string()).unwrap();
    assert_eq!(widest, PartValue::Unsigned(u128::MAX));
    assert_eq!(widest.to_text(), u128::MAX.to_string());

    let decimal = |text| PartKind::Decimal.read_number(text).unwrap();
    assert_eq!(decimal("12.340"), PartValue::Decimal { coefficient: 1234, scale: 2 });
    assert_eq!(decimal("-1.5e-3"), PartValue::Decimal { coefficient: -15, scale: 4 });
    assert_eq!(decimal("1.5e3"), PartValue::Decimal { coefficient: 1500, scale: 0 });
    for (text, plain) in [("12.340", "12.34"), ("-0.050", "-0.05"), ("1e3", "1000"), ("0.00", "0")] {
        assert_eq!(decimal(text).to_text(), plain);
    }
    assert_eq!(PartValue::Decimal { coefficient: 3, scale: u32::MAX }.to_text(), format!("3E-{}", u32::MAX));
    assert!(PartKind::Text.read_number("1").is_err());
}

#[test]
fn integers_and_truth_values() {
    let byte = PartKind::Integer(IntegerType::U8);
    assert_eq!(byte.read_integer(255).unwrap(), PartValue::Unsigned(255));
    assert_eq!(byte.read_unsigned(255).unwrap(), PartValue::Unsigned(255));
    assert!(byte.read_integer(256).is_err());
    assert!(byte.read_unsigned(u128::MAX).is_err());
    let widest = PartKind::Integer(IntegerType::U128);
    assert_eq!(widest.read_unsigned(u128::MAX).unwrap(), PartValue::Unsigned(u128::MAX));
    assert_eq!(PartKind::Decimal.read_integer(-5).unwrap(), PartValue::Decimal { coefficient: -5, scale: 0 });
    assert_eq!(PartKind::Bool.read_bool(true).unwrap(), PartValue::Bool(true));
    assert!(byte.read_bool(true).is_err());
}
