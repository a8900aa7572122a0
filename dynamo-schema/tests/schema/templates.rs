//! The grammar of templates.

use dynamo_schema::{
    Case, IntegerType, KeyTemplate, ParsedSegment, PartFormat, PartKind, TextPolicy, TimePrecision,
    parse_template,
};

/// A template whose attributes are texts, but for those whose name begins with the name of a kind.
pub(crate) fn template(text: &str) -> KeyTemplate {
    let kind = |attribute: &str| {
        let kinds = [
            ("u8", PartKind::Integer(IntegerType::U8)),
            ("u64", PartKind::Integer(IntegerType::U64)),
            ("i16", PartKind::Integer(IntegerType::I16)),
            ("token", PartKind::Token),
            ("dec", PartKind::Decimal),
            ("bool", PartKind::Bool),
            ("time", PartKind::Timestamp),
            ("date", PartKind::Date),
            ("uuid", PartKind::Uuid),
            ("ulid", PartKind::Ulid),
        ];
        kinds.iter().find(|(name, _)| attribute.starts_with(name)).map_or(PartKind::Text, |(_, kind)| *kind)
    };
    parse_template(text)
        .unwrap()
        .resolve(|attribute| Some((attribute.to_owned().into(), kind(attribute))))
        .unwrap()
}

#[test]
fn a_template_is_taken_apart_with_places() {
    let parsed = parse_template("A{{#{ id : lower , reject }#{shard(id,8)}").unwrap();
    let format = PartFormat { case: Case::Lower, text: TextPolicy::Reject, ..PartFormat::DEFAULT };
    let sharded = PartFormat { shards: Some(8), ..PartFormat::DEFAULT };
    assert_eq!(
        parsed.segments,
        [
            ParsedSegment::Literal { text: "A{#".to_owned(), range: 0..4 },
            ParsedSegment::Part { attribute: "id".to_owned(), format, range: 4..27 },
            ParsedSegment::Literal { text: "#".to_owned(), range: 27..28 },
            ParsedSegment::Part { attribute: "id".to_owned(), format: sharded, range: 28..41 },
        ]
    );
}

#[test]
fn each_format_is_read() {
    let format = |text: &str| match parse_template(text).unwrap().segments.remove(0) {
        ParsedSegment::Part { format, .. } => format,
        ParsedSegment::Literal { .. } => panic!("a part"),
    };
    assert_eq!(format("{a}"), PartFormat::DEFAULT);
    for width in ["{a:4}", "{a:04}", "{a:0004}"] {
        assert_eq!(format(width).width, Some(4));
    }
    assert_eq!(format("{a:010}").width, Some(10));
    assert_eq!(format("{a:.2}").scale, Some(2));
    assert_eq!(format("{a:.0}").scale, Some(0));
    assert_eq!(format("{a:upper}").case, Case::Upper);
    assert_eq!(format("{a:escape}"), PartFormat::DEFAULT);
    assert_eq!(format("{a:raw}").text, TextPolicy::Raw);
    assert_eq!(format("{a:s}").precision, TimePrecision::Seconds);
    assert_eq!(format("{a:ms}").precision, TimePrecision::Millis);
    assert_eq!(format("{a:us}").precision, TimePrecision::Micros);
    assert_eq!(format("{a:ns}").precision, TimePrecision::Nanos);
}

#[test]
fn errors_point_at_what_is_wrong() {
    for (text, part, message) in [
        ("", "", "empty template"),
        ("A#{id", "{id", "has no `}`"),
        ("A#id}", "}", "closes nothing"),
        ("A#{}", "", "without an attribute"),
        ("A#{:04}", "", "without an attribute"),
        ("A#{a{b}", "a{b", "not the name"),
        ("A B#{id}", " ", "U+0020"),
        ("A$#{id}", "$", "U+0024"),
        ("{id:}", "", "unknown format"),
        ("{id:04, wide}", "wide", "unknown format"),
        ("{id:0}", "0", "1 to 39"),
        ("{id:40}", "40", "1 to 39"),
        ("{id:999}", "999", "1 to 39"),
        ("{id:.29}", ".29", "0 to 28"),
        ("{id:.}", ".", "unknown format"),
        ("{id:lower,upper}", "upper", "second format"),
        ("{id:ms,s}", "s", "second format"),
        ("{shard(id)}", "shard(id)", "{shard(attribute, 8)}"),
        ("{shard(id, 0)}", "shard(id, 0)", "1 to 65535"),
        ("{shard(id, 65536)}", "shard(id, 65536)", "1 to 65535"),
        ("{shard(id, +8)}", "shard(id, +8)", "1 to 65535"),
        ("{shard(, 8)}", "shard(, 8)", "without an attribute"),
        ("{shard(a}", "shard(a", "{shard(attribute, 8)}"),
    ] {
        let error = parse_template(text).unwrap_err();
        assert_eq!(&text[error.range()], part, "{text}: {error}");
        assert!(error.message().contains(message), "{text}: {error}");
    }
}

#[test]
fn a_template_is_displayed_as_it_is_written() {
    for text in [
        "ORDER#{id}",
        "{{#{a:04}#}}",
        "{dec:.2}#{name:lower,raw}#{time:ms}",
        "X#{u8:010}#{shard(name, 16)}",
        "{name:upper,reject}",
        "PROFILE",
    ] {
        assert_eq!(template(text).to_string(), text);
    }
}
