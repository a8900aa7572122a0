//! Random parts, templates and values, chosen so that they often nearly meet.

use std::cmp::Ordering;

use dynamo_schema::{
    Case, IntegerType, KeySource, KeyTemplate, PartFormat, PartKind, PartValue, Segment, TemplatePart,
    TextPolicy, TimePrecision, validate,
};
use proptest::prelude::*;
use proptest::sample::select;

use crate::shop::{entity, table};

/// Few cases by default; `PROPTEST_CASES` asks for more.
pub(crate) fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { 128 };
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_global_rejects: u32::MAX,
        max_local_rejects: u32::MAX,
        ..default
    }
}

fn character() -> impl Strategy<Value = char> {
    let hostile = "#$ !\"%&\0\u{1f}019AaBfZz~-{}\u{7f}\u{80}éßςσΣİıſK\u{7ff}\u{800}\u{d7ff}\u{e000}\u{ffff}\u{10000}\u{10ffff}";
    prop_oneof![9 => select(hostile.chars().collect::<Vec<_>>()), 1 => any::<char>()]
}

/// A text without a limit on what it holds; now and then one that fills a sort key.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        40 => proptest::collection::vec(character(), 0..4).prop_map(String::from_iter),
        10 => select(vec!["A", "B", "007", "1", "0", "B#0", "$23", "END", "A#B"]).prop_map(str::to_owned),
        1 => (character(), 200_usize..1100, character())
            .prop_map(|(character, count, last)| {
                let mut text = String::from(character).repeat(count);
                text.push(last);
                text
            }),
    ]
}

fn integer_type() -> impl Strategy<Value = IntegerType> {
    use IntegerType::{I8, I16, I32, I64, I128, U8, U16, U32, U64, U128};
    select(vec![U8, U16, U32, U64, U128, I8, I16, I32, I64, I128])
}

/// A part that `validate` accepts. Raw parts only on demand.
pub(crate) fn part(raw: bool) -> impl Strategy<Value = TemplatePart> {
    let case = || select(vec![Case::Keep, Case::Keep, Case::Lower, Case::Upper]);
    let policies = if raw {
        vec![TextPolicy::Escape, TextPolicy::Reject, TextPolicy::Raw]
    } else {
        vec![TextPolicy::Escape, TextPolicy::Escape, TextPolicy::Reject]
    };
    let policy = move || select(policies.clone());
    let precision = select(vec![
        TimePrecision::Seconds,
        TimePrecision::Millis,
        TimePrecision::Micros,
        TimePrecision::Nanos,
    ]);
    let default = PartFormat::DEFAULT;
    let simple = select(vec![PartKind::Bool, PartKind::Date, PartKind::Uuid, PartKind::Ulid]);
    let sharded = select(vec![PartKind::Text, PartKind::Uuid, PartKind::Integer(IntegerType::U16)]);
    prop_oneof![
        4 => (case(), policy()).prop_map(move |(case, text)| (PartKind::Text, PartFormat { case, text, ..default })),
        1 => policy().prop_map(move |text| (PartKind::Token, PartFormat { text, ..default })),
        3 => (integer_type(), proptest::option::of(1_u8..=39)).prop_map(move |(integer, width)| {
            let width = width.filter(|_| !integer.is_signed());
            (PartKind::Integer(integer), PartFormat { width, ..default })
        }),
        1 => (0_u8..=28).prop_map(move |scale| {
            (PartKind::Decimal, PartFormat { scale: Some(scale), ..default })
        }),
        1 => precision.prop_map(move |precision| (PartKind::Timestamp, PartFormat { precision, ..default })),
        1 => simple.prop_map(move |kind| (kind, default)),
        1 => (sharded, select(vec![1_u16, 2, 8, 16, 1000, u16::MAX])).prop_map(move |(kind, shards)| {
            (kind, PartFormat { shards: Some(shards), ..default })
        }),
    ]
    .prop_map(|(kind, format)| TemplatePart { attribute: "a".into(), kind, format })
}

/// A value that may or may not fit the part.
pub(crate) fn value(part: &TemplatePart) -> BoxedStrategy<PartValue<'static>> {
    match part.kind {
        PartKind::Text | PartKind::Token => text().prop_map(|text| PartValue::Text(text.into())).boxed(),
        PartKind::Integer(integer) => {
            let greatest = integer.greatest();
            let edges = [0, 1, 7, 9, 10, 11, 99, 100, greatest - 1, greatest, greatest.saturating_add(1)];
            prop_oneof![
                4 => select(edges.to_vec()).prop_map(PartValue::Unsigned),
                2 => select(vec![-1, -2, -10, integer.smallest(), integer.smallest().saturating_sub(1)])
                    .prop_map(PartValue::Signed),
                1 => any::<u128>().prop_map(PartValue::Unsigned),
                1 => any::<i128>().prop_map(PartValue::Signed),
            ]
            .boxed()
        }
        PartKind::Decimal => (
            prop_oneof![4 => -200_i128..200, 1 => any::<i128>(), 1 => any::<i64>().prop_map(i128::from)],
            prop_oneof![8 => 0_u32..4, 1 => 0_u32..39],
        )
            .prop_map(|(coefficient, scale)| PartValue::Decimal { coefficient, scale })
            .boxed(),
        PartKind::Bool => any::<bool>().prop_map(PartValue::Bool).boxed(),
        PartKind::Timestamp => (
            prop_oneof![8 => -3_i64..3, 2 => -62_167_219_202..253_402_300_802_i64, 1 => any::<i64>()],
            select(vec![0, 0, 1, 999, 1000, 1_000_000, 5_000_000, 999_999_999]),
        )
            .prop_map(|(seconds, nanos)| PartValue::Timestamp { seconds, nanos })
            .boxed(),
        PartKind::Date => (prop_oneof![2000_i32..2002, -2_i32..10_002], 1_u8..=12, 1_u8..=31)
            .prop_map(|(year, month, day)| PartValue::Date { year, month, day })
            .boxed(),
        PartKind::Uuid => prop_oneof![0_u128..3, any::<u128>()].prop_map(PartValue::Uuid).boxed(),
        PartKind::Ulid => prop_oneof![0_u128..3, any::<u128>()].prop_map(PartValue::Ulid).boxed(),
    }
}

/// A value that the part can hold.
pub(crate) fn valid_value(part: &TemplatePart) -> BoxedStrategy<PartValue<'static>> {
    let tried = part.clone();
    let fallback = part.clone();
    value(part)
        .prop_map(move |value| {
            let fits = |value: &PartValue<'_>| tried.encode(value, &mut String::new()).is_ok();
            if fits(&value) { value } else { mended(&fallback, value) }
        })
        .boxed()
}

/// A value near this one that the part can hold.
fn mended(part: &TemplatePart, value: PartValue<'static>) -> PartValue<'static> {
    match value {
        PartValue::Text(text) => {
            let kept: String = text.chars().filter(|character| *character > '$').collect();
            PartValue::Text(if kept.is_empty() { "x".into() } else { kept.into() })
        }
        PartValue::Unsigned(value) => PartValue::Unsigned(value % 10),
        PartValue::Signed(value) => PartValue::Unsigned(value.unsigned_abs() % 10),
        PartValue::Decimal { coefficient, .. } => {
            PartValue::Decimal { coefficient: coefficient % 1000, scale: part.format.scale.unwrap().into() }
        }
        PartValue::Timestamp { seconds, .. } => PartValue::Timestamp { seconds: seconds % 1000, nanos: 0 },
        PartValue::Date { .. } => PartValue::Date { year: 2001, month: 1, day: 31 },
        value => value,
    }
}

/// A template of any form, seldom a good one.
fn any_template(raw: bool) -> impl Strategy<Value = KeyTemplate> {
    let literals = ["A", "A#", "#", "#B#", "#B", "-", "AB#", "##", "A#0", "END", "#END"];
    let literal = select(literals.to_vec()).prop_map(|text| Segment::Literal(text.into()));
    let piece = prop_oneof![4 => literal, 3 => part(raw).prop_map(Segment::Part)];
    proptest::collection::vec(piece, 1..5).prop_map(joined)
}

/// A template with `#` around each part, mostly a good one.
fn delimited_template(raw: bool) -> impl Strategy<Value = KeyTemplate> {
    let literal = select(vec!["A", "B", "AB", "0", "END", ""]).prop_map(|text| Segment::Literal(text.into()));
    let piece = prop_oneof![2 => literal, 3 => part(raw).prop_map(Segment::Part)];
    proptest::collection::vec(piece, 1..5).prop_map(|pieces| {
        let mut segments = Vec::new();
        for piece in pieces {
            if !segments.is_empty() {
                segments.push(Segment::Literal("#".into()));
            }
            segments.push(piece);
        }
        joined(segments)
    })
}

/// Literals that follow each other become one, empty ones none.
fn joined(pieces: Vec<Segment>) -> KeyTemplate {
    let mut segments: Vec<Segment> = Vec::new();
    for piece in pieces {
        match (segments.last_mut(), piece) {
            (_, Segment::Literal(text)) if text.is_empty() => {}
            (Some(Segment::Literal(before)), Segment::Literal(text)) => before.to_mut().push_str(&text),
            (_, piece) => segments.push(piece),
        }
    }
    let mut number = 0;
    for segment in &mut segments {
        if let Segment::Part(part) = segment {
            part.attribute = format!("a{number}").into();
            number += 1;
        }
    }
    KeyTemplate { segments: segments.into() }
}

/// A template that `validate` accepts for the sort key.
pub(crate) fn sort_template(raw: bool) -> impl Strategy<Value = KeyTemplate> {
    prop_oneof![2 => delimited_template(raw).boxed(), 1 => any_template(raw).boxed()]
        .prop_filter("a sort key", |template| is_valid(template, true))
}

/// A template that `validate` accepts for the partition key.
pub(crate) fn partition_template(raw: bool) -> impl Strategy<Value = KeyTemplate> {
    prop_oneof![1 => delimited_template(raw).boxed(), 2 => any_template(raw).boxed()]
        .prop_filter("a partition key", |template| is_valid(template, false))
}

fn is_valid(template: &KeyTemplate, sort: bool) -> bool {
    let mut probe = entity("probe", "P", "S", "");
    let attributes = template.parts().map(|part| {
        let attribute_type = match part.kind {
            PartKind::Text => dynamo_schema::AttributeType::String,
            PartKind::Token => dynamo_schema::AttributeType::Enum(vec![].into()),
            PartKind::Integer(integer) => dynamo_schema::AttributeType::Integer(integer),
            PartKind::Decimal => dynamo_schema::AttributeType::Decimal,
            PartKind::Bool => dynamo_schema::AttributeType::Bool,
            PartKind::Timestamp => dynamo_schema::AttributeType::Timestamp,
            PartKind::Date => dynamo_schema::AttributeType::Date,
            PartKind::Uuid => dynamo_schema::AttributeType::Uuid,
            PartKind::Ulid => dynamo_schema::AttributeType::Ulid,
        };
        let (name, field) = (part.attribute.clone(), part.attribute.clone());
        dynamo_schema::AttributeModel::new(name, field, attribute_type, false)
    });
    probe.attributes = attributes.collect::<Vec<_>>().into();
    let source = KeySource::Template(template.clone());
    if sort {
        probe.key.sort = Some(source);
    } else {
        probe.key.partition = source;
    }
    validate(&table(vec![probe])).is_empty()
}

/// A value for each part of the template.
pub(crate) fn values(template: &KeyTemplate) -> BoxedStrategy<Vec<PartValue<'static>>> {
    template.parts().map(valid_value).collect::<Vec<_>>().boxed()
}

pub(crate) fn render(template: &KeyTemplate, values: &[PartValue<'_>]) -> String {
    let mut values = values.iter().cloned();
    template.render(|_| values.next()).unwrap().unwrap()
}

/// What the part keeps of a value: what is read back.
pub(crate) fn kept(part: &TemplatePart, value: &PartValue<'static>) -> PartValue<'static> {
    let change = |text: &str| -> String {
        match part.format.case {
            Case::Keep => text.to_owned(),
            Case::Lower => text.chars().flat_map(char::to_lowercase).collect(),
            Case::Upper => text.chars().flat_map(char::to_uppercase).collect(),
        }
    };
    if part.format.shards.is_some() {
        let mut text = String::new();
        part.encode(value, &mut text).unwrap();
        return part.parse(&text).unwrap().into_owned();
    }
    match (value, part.kind) {
        (PartValue::Text(text), _) => PartValue::Text(change(text).into()),
        (PartValue::Unsigned(value), PartKind::Integer(integer)) if integer.is_signed() => {
            PartValue::Signed((*value).try_into().unwrap())
        }
        (PartValue::Signed(value), PartKind::Integer(integer)) if !integer.is_signed() => {
            PartValue::Unsigned((*value).try_into().unwrap())
        }
        (PartValue::Decimal { coefficient, scale }, _) => {
            let declared = u32::from(part.format.scale.unwrap());
            let coefficient = if *scale <= declared {
                coefficient * 10_i128.pow(declared - scale)
            } else {
                coefficient / 10_i128.pow(scale - declared)
            };
            PartValue::Decimal { coefficient, scale: declared }
        }
        (value, _) => value.clone(),
    }
}

/// How two values of a kind compare, whether the part can hold them or not.
pub(crate) fn compare(part: &TemplatePart, one: &PartValue<'static>, other: &PartValue<'static>) -> Ordering {
    match (one, other) {
        (PartValue::Text(_), PartValue::Text(_)) => match (kept(part, one), kept(part, other)) {
            (PartValue::Text(one), PartValue::Text(other)) => one.cmp(&other),
            _ => panic!("texts"),
        },
        (PartValue::Unsigned(one), PartValue::Unsigned(other)) => one.cmp(other),
        (PartValue::Signed(one), PartValue::Signed(other)) => one.cmp(other),
        (PartValue::Signed(one), PartValue::Unsigned(other)) => {
            u128::try_from(*one).map_or(Ordering::Less, |one| one.cmp(other))
        }
        (PartValue::Unsigned(_), PartValue::Signed(_)) => compare(part, other, one).reverse(),
        (
            PartValue::Decimal { coefficient: one, scale: one_scale },
            PartValue::Decimal { coefficient: other, scale: other_scale },
        ) => compare_decimals((*one, *one_scale), (*other, *other_scale)),
        (
            PartValue::Timestamp { seconds: one, nanos: one_nanos },
            PartValue::Timestamp { seconds: other, nanos: other_nanos },
        ) => (one, one_nanos).cmp(&(other, other_nanos)),
        (
            PartValue::Date { year: one, month: one_month, day: one_day },
            PartValue::Date { year: other, month: other_month, day: other_day },
        ) => (one, one_month, one_day).cmp(&(other, other_month, other_day)),
        (PartValue::Bool(one), PartValue::Bool(other)) => one.cmp(other),
        (PartValue::Uuid(one), PartValue::Uuid(other)) | (PartValue::Ulid(one), PartValue::Ulid(other)) => {
            one.cmp(other)
        }
        _ => panic!("values of different kinds"),
    }
}

/// Compares by whole parts and then digit by digit, which needs no room for a common scale.
fn compare_decimals((one, one_scale): (i128, u32), (other, other_scale): (i128, u32)) -> Ordering {
    let split = |coefficient: i128, scale: u32| {
        let unit = 10_i128.pow(scale);
        (coefficient.div_euclid(unit), coefficient.rem_euclid(unit), scale)
    };
    let (whole, fraction, scale) = split(one, one_scale);
    let (other_whole, other_fraction, other_scale) = split(other, other_scale);
    let digits = |fraction: i128, scale: u32| {
        let text = format!("{fraction:0width$}", width = scale as usize);
        if scale == 0 { String::new() } else { text.trim_end_matches('0').to_owned() }
    };
    whole.cmp(&other_whole).then_with(|| digits(fraction, scale).cmp(&digits(other_fraction, other_scale)))
}
