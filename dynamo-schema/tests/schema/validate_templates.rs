//! The rules about templates: one that keeps each and one that breaks it.

use dynamo_schema::ViolationKind::{self as Kind};
use dynamo_schema::{Case, KeySource, PartFormat, Segment, TextPolicy, TimePrecision};

use crate::shop::entity;
use crate::validate::alone;

#[test]
fn templates_of_sort_keys_stand_between_delimiters() {
    let sort = |template: &str| alone(entity("a", "A", template, "x: text, y: text, n: u16, m: u16"));
    for good in ["{x}", "A#{x}", "{x}#{y}", "A#{x}#B#{n}#END", "A{x:raw}", "{x:raw}-{n}", "#{x}#"] {
        assert_eq!(sort(good), [], "{good}");
    }
    for (bad, kind) in [
        ("A{x}", Kind::LiteralBefore),
        ("A-{n}", Kind::LiteralBefore),
        ("{n}A", Kind::LiteralAfter),
        ("{x}A", Kind::TextNotDelimited),
        ("{n}-{x:raw}", Kind::LiteralAfter),
        ("{n}{m}", Kind::PartsTouch),
        ("{x}{n}", Kind::PartsTouch),
        ("{x:raw}{n}", Kind::PartsTouch),
    ] {
        assert!(sort(bad).contains(&kind), "{bad}");
    }
}

#[test]
fn templates_of_partition_keys_can_be_taken_apart() {
    let partition = |template: &str| alone(entity("a", template, "A", "x: text, y: text, n: u16, m: u16"));
    for good in ["A{x}", "A-{n}-B-{m}", "{n}{m}{x}", "{x:raw}-{n}", "{n}{x}#{y}"] {
        assert_eq!(partition(good), [], "{good}");
    }
    assert_eq!(partition("{x}A"), [Kind::TextNotDelimited]);
    assert_eq!(partition("{x}{y}"), [Kind::PartsTouch]);
    assert_eq!(partition("{x}{n}"), [Kind::PartsTouch]);
}

#[test]
fn segments_are_well_formed() {
    let with = |segments: Vec<Segment>| {
        let mut a = entity("a", "A", "A", "");
        let KeySource::Template(template) = &mut a.key.partition else { panic!() };
        template.segments = segments.into();
        alone(a)
    };
    let literal = |text: &str| Segment::Literal(text.to_owned().into());
    assert_eq!(with(vec![]), [Kind::EmptyTemplate]);
    assert_eq!(with(vec![literal("")]), [Kind::EmptyTemplate]);
    assert_eq!(with(vec![literal("A"), literal("B")]), [Kind::AdjacentLiterals]);
    assert_eq!(with(vec![literal("A$")]), [Kind::LiteralCharacter]);
    assert_eq!(with(vec![literal("A B")]), [Kind::LiteralCharacter]);
}

#[test]
fn formats_fit_their_parts() {
    let attributes = "x: text, n: u16, i: i32, d: decimal, t: time, day: date, status: status";
    let part = |template: &str| alone(entity("a", template, "A", attributes));
    for good in
        ["{x:lower,raw}", "{n:04}", "{d:.2}", "{t:ms}", "{status:reject}", "{shard(x, 8)}", "{shard(i, 1)}"]
    {
        assert_eq!(part(good), [], "{good}");
    }
    for bad in ["{x:04}", "{i:04}", "{x:.2}", "{n:lower}", "{status:upper}", "{day:s}", "{n:raw}", "{t:04}"] {
        assert_eq!(part(bad), [Kind::FormatMisused], "{bad}");
    }
    assert_eq!(part("{d}"), [Kind::Scale]);
    assert_eq!(part("{shard(d, 8)}"), [Kind::Scale]);
    let with = |change: fn(&mut PartFormat), template: &str| {
        let mut a = entity("a", template, "A", attributes);
        let KeySource::Template(template) = &mut a.key.partition else { panic!() };
        let Segment::Part(part) = &mut template.segments.to_mut()[0] else { panic!() };
        change(&mut part.format);
        alone(a)
    };
    assert_eq!(with(|format| format.width = Some(0), "{n}"), [Kind::Width]);
    assert_eq!(with(|format| format.width = Some(40), "{n}"), [Kind::Width]);
    assert_eq!(with(|format| format.scale = Some(29), "{d}"), [Kind::Scale]);
    assert_eq!(with(|format| format.shards = Some(0), "{x}"), [Kind::Shards]);
    let change: [fn(&mut PartFormat); 3] = [
        |format| format.case = Case::Lower,
        |format| format.text = TextPolicy::Raw,
        |format| format.precision = TimePrecision::Seconds,
    ];
    for change in change {
        assert_eq!(with(change, "{shard(x, 8)}"), [Kind::FormatMisused]);
    }
}
