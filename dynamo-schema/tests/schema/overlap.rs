//! Which templates can meet.

use dynamo_schema::Overlap::{self, Collides, Contains, Disjoint};
use dynamo_schema::{key_overlap, overlap};

use crate::templates::template;

/// In both directions.
fn compare(one: &str, other: &str) -> Overlap {
    let (one, other) = (template(one), template(other));
    let found = overlap(&one, &other);
    assert_eq!(found, overlap(&other, &one));
    found
}

#[test]
fn literals_keep_entities_apart() {
    assert_eq!(compare("ORDER#{u8}", "ITEM#{u8}"), Disjoint);
    assert_eq!(compare("ORDER#{name}", "ORDERLINE#{name}"), Disjoint);
    assert_eq!(compare("PROFILE", "ADDRESS#{ulid}"), Disjoint);
    assert_eq!(compare("META", "META#{u8}"), Disjoint);
    assert_eq!(compare("META", "META"), Collides);
    assert_eq!(compare("A#{u8}#X", "A#{u8}#Y"), Contains);
}

#[test]
fn a_query_for_one_can_return_the_other() {
    assert_eq!(compare("ORDER#{u8}", "ORDER#{u8}#LINE#{u8}"), Contains);
    assert_eq!(compare("ORDER#{u8}", "ORDER#META"), Contains);
    assert_eq!(compare("{u8}", "META"), Contains);
    assert_eq!(compare("{time}", "{date}"), Contains);
    assert_eq!(compare("A#{name}#B", "A#{name}#C#{u8}"), Contains);
}

#[test]
fn parts_meet_what_they_can_hold() {
    assert_eq!(compare("A#{name}", "A#{u8}"), Collides);
    assert_eq!(compare("A#{name}", "A#META"), Collides);
    assert_eq!(compare("{name}#{u8}", "A#{u8}"), Collides);
    assert_eq!(compare("A#{u8}", "A#{u64}"), Contains);
    assert_eq!(compare("A#{u8}", "A#{u64:03}"), Collides);
    assert_eq!(compare("A#{uuid}", "A#{ulid}"), Contains);
    assert_eq!(compare("A#{u8}", "A#00X"), Contains);
    assert_eq!(compare("A#{uuid}", "A#00000000-0000-0000-0000-00000000000f"), Collides);
    assert_eq!(compare("A#{uuid}", "A#00000000-0000-0000-0000-00000000000F"), Contains);
    assert_eq!(compare("A#{ulid}", "A#0ABCDEFGHJKMNPQRSTVWXYZ000"), Collides);
    assert_eq!(compare("A#{ulid}", "A#0ABCDEFGHIJKLMNOPQRSTUVWXY"), Contains);
    assert_eq!(compare("A#{time:ms}", "A#2024-01-01T00:00:00.000Z"), Collides);
    assert_eq!(compare("A#{date}", "A#2024-01-01"), Collides);
    assert_eq!(compare("A#{u8}", "A#007"), Collides);
    assert_eq!(compare("A#{time:s}", "A#{time:ms}"), Contains);
    assert_eq!(compare("A#{shard(name, 20)}", "A#{u8:02}"), Collides);
    assert_eq!(compare("A#{ulid}", "A#{u64:026}"), Collides);
    assert_eq!(compare("A#{bool}", "A#{u8:01}"), Collides);
}

#[test]
fn raw_parts_meet_everything_that_starts_alike() {
    assert_eq!(compare("A#{name:raw}", "A#{u8}#{u8}"), Collides);
    assert_eq!(compare("A#{name:raw}", "B#{u8}"), Disjoint);
    assert_eq!(compare("{name:raw}", "B#{u8}"), Collides);
    assert_eq!(compare("X{name:raw}", "{name}#{u8}"), Collides);
}

#[test]
fn partition_keys_must_be_equal_to_meet() {
    let keys = |one: (&str, &str), other: (&str, &str)| {
        let (one, other) = ((template(one.0), template(one.1)), (template(other.0), template(other.1)));
        key_overlap((&one.0, Some(&one.1)), (&other.0, Some(&other.1)))
    };
    assert_eq!(keys(("C#{ulid}", "PROFILE"), ("C#{ulid}", "ADDRESS#{ulid}")), Disjoint);
    assert_eq!(keys(("C#{ulid}", "A#{u8}"), ("C#{ulid}", "A#{u8}#{u8}")), Contains);
    assert_eq!(keys(("C#{ulid}", "A"), ("C#{ulid}#X", "A")), Disjoint);
    assert_eq!(keys(("C-{name}", "A"), ("{name}", "A")), Collides);
    assert_eq!(keys(("C{u8}D{u8}", "A"), ("C{u8}E{u8}", "A")), Disjoint);
    assert_eq!(key_overlap((&template("A#{u8}"), None), (&template("A#{u8}"), None)), Collides);
    assert_eq!(key_overlap((&template("A#{u8}"), None), (&template("A#{u8}#{u8}"), None)), Disjoint);
}
