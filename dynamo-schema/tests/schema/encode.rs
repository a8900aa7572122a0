//! What each kind of value looks like in a key.

use dynamo_schema::{PartErrorKind, PartValue, TemplatePart, TimePrecision};

use crate::templates::template;

fn part(text: &str) -> TemplatePart {
    template(text).parts().next().unwrap().clone()
}

fn encode(template: &str, value: PartValue<'_>) -> Result<String, PartErrorKind> {
    let mut key = String::new();
    let encoded = part(template).encode(&value, &mut key);
    if let Err(error) = &encoded {
        assert!(key.is_empty());
        assert!(error.attribute().is_some());
    }
    encoded.map(|()| key).map_err(|error| error.kind())
}

fn text(value: &str) -> PartValue<'_> {
    PartValue::Text(value.into())
}

#[test]
fn integers_are_padded_to_their_width() {
    assert_eq!(encode("{u8}", PartValue::Unsigned(7)).unwrap(), "007");
    assert_eq!(encode("{u64}", PartValue::Unsigned(u64::MAX.into())).unwrap(), "18446744073709551615");
    assert_eq!(encode("{u64:04}", PartValue::Unsigned(42)).unwrap(), "0042");
    assert_eq!(encode("{u64:04}", PartValue::Unsigned(10_000)), Err(PartErrorKind::Overflow { width: 4 }));
    assert!(matches!(encode("{u8}", PartValue::Unsigned(256)), Err(PartErrorKind::OutOfRange(_))));
    assert!(matches!(encode("{u8}", PartValue::Signed(-1)), Err(PartErrorKind::OutOfRange(_))));
}

#[test]
fn signed_integers_are_offset() {
    assert_eq!(encode("{i16}", PartValue::Signed(i16::MIN.into())).unwrap(), "00000");
    assert_eq!(encode("{i16}", PartValue::Signed(-1)).unwrap(), "32767");
    assert_eq!(encode("{i16}", PartValue::Signed(0)).unwrap(), "32768");
    assert_eq!(encode("{i16}", PartValue::Unsigned(32_767)).unwrap(), "65535");
    assert!(encode("{i16}", PartValue::Unsigned(32_768)).is_err());
    assert!(encode("{i16}", PartValue::Signed(-32_769)).is_err());
}

#[test]
fn decimals_need_a_scale_and_keep_every_digit() {
    let decimal = |coefficient, scale| PartValue::Decimal { coefficient, scale };
    assert_eq!(encode("{dec:.2}", decimal(0, 0)).unwrap(), "10000000000000000000000000000");
    assert_eq!(encode("{dec:.2}", decimal(1234, 2)).unwrap(), "10000000000000000000000001234");
    assert_eq!(encode("{dec:.2}", decimal(12_340, 3)).unwrap(), "10000000000000000000000001234");
    assert_eq!(encode("{dec:.2}", decimal(-1, 2)).unwrap(), "09999999999999999999999999999");
    assert_eq!(encode("{dec}", decimal(1, 0)), Err(PartErrorKind::NoScale));
    assert_eq!(encode("{dec:.2}", decimal(1, 3)), Err(PartErrorKind::TooFine { scale: 2 }));
    assert_eq!(encode("{dec:.2}", decimal(-1, 400)), Err(PartErrorKind::TooFine { scale: 2 }));
    let large = Err(PartErrorKind::DecimalTooLarge { scale: 2 });
    assert_eq!(encode("{dec:.2}", decimal(10_i128.pow(26), 0)), large);
    assert_eq!(encode("{dec:.2}", decimal(i128::MIN, 0)), large);
}

#[test]
fn texts_are_escaped_and_never_empty() {
    assert_eq!(encode("{name}", text("Zoë-1")).unwrap(), "Zoë-1");
    assert_eq!(encode("{name}", text("a#b c$\0!")).unwrap(), "a$23b$20c$24$00$21");
    assert_eq!(encode("{token}", text("in progress")).unwrap(), "in$20progress");
    assert_eq!(encode("{name}", text("")), Err(PartErrorKind::Empty));
    assert_eq!(encode("{name:raw}", text("a#b c")).unwrap(), "a#b c");
    assert_eq!(encode("{name:raw}", text("")), Err(PartErrorKind::Empty));
    assert_eq!(encode("{name:reject}", text("a-b")).unwrap(), "a-b");
    assert_eq!(
        encode("{name:reject}", text("a#b")),
        Err(PartErrorKind::Structural { position: 1, character: '#' })
    );
}

#[test]
fn the_case_of_each_character_is_changed_by_itself() {
    assert_eq!(encode("{name:lower}", text("ΑΣ")).unwrap(), "ασ");
    assert_eq!(encode("{name:lower}", text("ΑΣΑ")).unwrap(), "ασα");
    assert_eq!(encode("{name:upper}", text("straße")).unwrap(), "STRASSE");
}

#[test]
fn moments_and_days() {
    let moment = |seconds, nanos| PartValue::Timestamp { seconds, nanos };
    assert_eq!(encode("{time}", moment(0, 5)).unwrap(), "1970-01-01T00:00:00.000000005Z");
    assert_eq!(encode("{time:s}", moment(951_782_399, 0)).unwrap(), "2000-02-28T23:59:59Z");
    assert_eq!(encode("{time:s}", moment(951_782_400, 0)).unwrap(), "2000-02-29T00:00:00Z");
    assert_eq!(encode("{time:ms}", moment(-1, 999_000_000)).unwrap(), "1969-12-31T23:59:59.999Z");
    assert_eq!(encode("{time:us}", moment(-62_167_219_200, 0)).unwrap(), "0000-01-01T00:00:00.000000Z");
    assert_eq!(encode("{time:s}", moment(253_402_300_799, 0)).unwrap(), "9999-12-31T23:59:59Z");
    assert_eq!(encode("{time:s}", moment(253_402_300_800, 0)), Err(PartErrorKind::Year));
    assert_eq!(encode("{time:s}", moment(i64::MIN, 0)), Err(PartErrorKind::Year));
    assert_eq!(encode("{time:ms}", moment(0, 1)), Err(PartErrorKind::TooPrecise(TimePrecision::Millis)));
    assert_eq!(encode("{time}", moment(0, 1_000_000_000)), Err(PartErrorKind::NotADay));

    let day = |year, month, day| PartValue::Date { year, month, day };
    assert_eq!(encode("{date}", day(2024, 2, 29)).unwrap(), "2024-02-29");
    assert_eq!(encode("{date}", day(2023, 2, 29)), Err(PartErrorKind::NotADay));
    assert_eq!(encode("{date}", day(2023, 13, 1)), Err(PartErrorKind::NotADay));
    assert_eq!(encode("{date}", day(10_000, 1, 1)), Err(PartErrorKind::Year));
    assert_eq!(encode("{date}", day(-1, 1, 1)), Err(PartErrorKind::Year));
}

#[test]
fn identifiers_are_canonical() {
    assert_eq!(
        encode("{uuid}", PartValue::Uuid(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8)).unwrap(),
        "67e55044-10b1-426f-9247-bb680e5fe0c8"
    );
    assert_eq!(encode("{ulid}", PartValue::Ulid(u128::MAX)).unwrap(), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    assert_eq!(
        encode("{ulid}", PartValue::Ulid(0x0156_3e3a_b5d3_d676_4c61_efb9_9302_bd5b)).unwrap(),
        "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    );
}

/// The hash decides where stored items are. These values must never change.
#[test]
fn shards_are_where_they_always_were() {
    for (shards, value, key) in [
        (8, "", None),
        (8, "a", Some("4")),
        (8, "foobar", Some("0")),
        (16, "foobar", Some("08")),
        (1000, "foobar", Some("968")),
        (1, "foobar", Some("0")),
    ] {
        let encoded = encode(&format!("{{shard(name, {shards})}}"), text(value)).ok();
        assert_eq!(encoded.as_deref(), key, "{shards} {value}");
    }
    assert_eq!(encode("{shard(name, 16)}", PartValue::Shard(3)).unwrap(), "03");
    assert_eq!(
        encode("{shard(name, 16)}", PartValue::Shard(16)),
        Err(PartErrorKind::NoSuchShard { shards: 16 })
    );
}

#[test]
fn a_value_of_another_kind_is_refused() {
    for template in ["{name}", "{u8}", "{dec:.2}", "{bool}", "{time}", "{date}", "{uuid}", "{ulid}"] {
        let kind = encode(template, PartValue::Shard(1)).unwrap_err();
        assert!(matches!(kind, PartErrorKind::WrongKind { .. }), "{template}");
    }
}

#[test]
fn only_what_is_written_is_read() {
    for (template, text) in [
        ("{u8}", "7"),
        ("{u8}", "256"),
        ("{u8}", "+07"),
        ("{i16}", "65536"),
        ("{dec:.2}", "00000000000000000000000000000"),
        ("{dec:.2}", "20000000000000000000000000000"),
        ("{bool}", "2"),
        ("{time:ms}", "1970-01-01T00:00:00Z"),
        ("{time:s}", "1970-01-01T00:00:00+00:00"),
        ("{time:s}", "1970-01-01 00:00:00Z"),
        ("{time:s}", "1970-02-30T00:00:00Z"),
        ("{date}", "1970-2-30"),
        ("{date}", "+970-02-03"),
        ("{uuid}", "67E55044-10b1-426f-9247-bb680e5fe0c8"),
        ("{uuid}", "67e5504410b1-426f-9247-bb680e5fe0c8-"),
        ("{ulid}", "01arz3ndektsv4rrffq69g5fav"),
        ("{ulid}", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ"),
        ("{ulid}", "01ARZ3NDEKTSV4RRFFQ69G5FAU"),
        ("{name}", ""),
        ("{name}", "a b"),
        ("{name}", "a$2"),
        ("{name}", "a$2a"),
        ("{name}", "a$25"),
        ("{name}", "a$0"),
        ("{name}", "$1f"),
        ("{name:reject}", "a$20"),
        ("{shard(name, 16)}", "16"),
        ("{shard(name, 16)}", "3"),
    ] {
        assert!(part(template).parse(text).is_err(), "{template} {text}");
    }
}

#[test]
fn errors_do_not_tell_values() {
    let error = part("{name:reject}").encode(&text("secret#secret"), &mut String::new()).unwrap_err();
    assert!(error.to_string().contains("U+0023"));
    assert!(!format!("{error} {error:?}").contains("secret"));
    assert!(!format!("{:?}", text("secret")).contains("secret"));
    let error = part("{uuid}").parse("secret").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("secret"));
}
