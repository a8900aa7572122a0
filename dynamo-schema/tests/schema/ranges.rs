//! Sort-key conditions, one by one.

use std::ops::Bound::{Excluded, Included, Unbounded};

use dynamo_schema::{KeyErrorKind, PartRange, PartValue, SortCondition};

use crate::templates::template;

fn text(value: &str) -> PartValue<'_> {
    PartValue::Text(value.into())
}

fn number(value: u128) -> PartValue<'static> {
    PartValue::Unsigned(value)
}

fn condition(text: &str, fixed: &[PartValue<'_>], range: Option<PartRange<'_>>) -> SortCondition {
    template(text).sort_condition(fixed, range.as_ref()).unwrap()
}

fn between(lower: &str, upper: &str) -> SortCondition {
    SortCondition::Between(lower.to_owned(), upper.to_owned())
}

#[test]
fn equality_of_the_first_parts() {
    let begins = |prefix: &str| SortCondition::BeginsWith(prefix.to_owned());
    let equals = |key: &str| SortCondition::Equals(key.to_owned());
    let two = "ORDER#{u8}#BY#{name}";
    assert_eq!(condition(two, &[], None), begins("ORDER#"));
    assert_eq!(condition(two, &[number(1)], None), begins("ORDER#001#BY#"));
    assert_eq!(condition(two, &[number(1), text("x")], None), equals("ORDER#001#BY#x"));
    assert_eq!(condition("{name}#END", &[text("x")], None), equals("x#END"));
    assert_eq!(condition("{name}", &[], None), SortCondition::All);
    assert_eq!(condition("PROFILE", &[], None), equals("PROFILE"));
    let error = template(two).sort_condition(&[number(1), text("x"), text("y")], None).unwrap_err();
    assert_eq!(*error.kind(), KeyErrorKind::TooManyValues { parts: 2 });
}

#[test]
fn ranges_of_a_part_that_others_follow() {
    let range = |lower, upper| condition("O#{u8}#{name}", &[], Some(PartRange::Between(lower, upper)));
    assert_eq!(range(Excluded(number(7)), Unbounded), between("O#007$", "O$"));
    assert_eq!(range(Included(number(7)), Unbounded), between("O#007#", "O$"));
    assert_eq!(range(Unbounded, Excluded(number(7))), between("O#", "O#007"));
    assert_eq!(range(Unbounded, Included(number(7))), between("O#", "O#007$"));
    assert_eq!(range(Included(number(7)), Included(number(9))), between("O#007#", "O#009$"));
    assert_eq!(range(Unbounded, Unbounded), SortCondition::BeginsWith("O#".to_owned()));
}

#[test]
fn ranges_of_the_last_part() {
    let range = |lower, upper| condition("O#{u8}", &[], Some(PartRange::Between(lower, upper)));
    assert_eq!(range(Excluded(number(7)), Unbounded), between("O#007$", "O$"));
    assert_eq!(range(Included(number(7)), Unbounded), between("O#007", "O$"));
    assert_eq!(range(Unbounded, Excluded(number(7))), between("O#", "O#006$"));
    assert_eq!(range(Unbounded, Excluded(number(10))), between("O#", "O#01/$"));
    assert_eq!(range(Unbounded, Included(number(7))), between("O#", "O#007$"));
    let SortCondition::Between(lower, upper) =
        condition("O#{name}", &[], Some(PartRange::Between(Unbounded, Excluded(text("b")))))
    else {
        panic!()
    };
    assert_eq!(lower, "O#");
    assert!(upper.starts_with("O#a\u{10FFFF}") && upper.len() == 1024 && *upper < *"O#b");
}

#[test]
fn without_a_prefix_one_end_is_one_comparison() {
    let range = |lower, upper| condition("{u8}", &[], Some(PartRange::Between(lower, upper)));
    assert_eq!(range(Excluded(number(7)), Unbounded), SortCondition::AtLeast("007$".to_owned()));
    assert_eq!(range(Included(number(7)), Unbounded), SortCondition::AtLeast("007".to_owned()));
    assert_eq!(range(Unbounded, Excluded(number(7))), SortCondition::LessThan("007".to_owned()));
    assert_eq!(range(Unbounded, Included(number(7))), SortCondition::AtMost("007$".to_owned()));
    assert_eq!(range(Included(number(7)), Included(number(9))), between("007", "009$"));
    assert_eq!(range(Unbounded, Unbounded), SortCondition::All);
    let fixed =
        condition("{name}#{u8}", &[text("x")], Some(PartRange::Between(Included(number(7)), Unbounded)));
    assert_eq!(fixed, between("x#007", "x$"));
}

#[test]
fn empty_ranges_are_not_sent() {
    for key in ["O#{u8}", "O#{u8}#{name}", "{u8}"] {
        for (lower, upper) in [
            (Included(number(9)), Included(number(7))),
            (Excluded(number(7)), Excluded(number(7))),
            (Included(number(7)), Excluded(number(7))),
            (Excluded(number(7)), Included(number(7))),
            (Included(number(256)), Unbounded),
            (Unbounded, Excluded(PartValue::Signed(-1))),
        ] {
            let range = Some(PartRange::Between(lower, upper));
            assert_eq!(condition(key, &[], range), SortCondition::Nothing);
        }
    }
    let none = Some(PartRange::Between(Unbounded, Included(text(""))));
    assert_eq!(condition("O#{name}", &[], none), SortCondition::Nothing);
}

#[test]
fn bounds_need_not_be_values_of_the_part() {
    let half = PartValue::Timestamp { seconds: 10, nanos: 500_000_000 };
    let range = |lower, upper| condition("O#{time:s}", &[], Some(PartRange::Between(lower, upper)));
    let ten = "O#1970-01-01T00:00:10Z$";
    assert_eq!(range(Included(half.clone()), Unbounded), between(ten, "O$"));
    assert_eq!(range(Excluded(half.clone()), Unbounded), between(ten, "O$"));
    assert_eq!(range(Unbounded, Included(half.clone())), between("O#", ten));
    assert_eq!(range(Unbounded, Excluded(half)), between("O#", ten));
    let minus = PartValue::Decimal { coefficient: -5, scale: 3 };
    let below_zero = condition("O#{dec:.2}", &[], Some(PartRange::Between(Included(minus), Unbounded)));
    assert_eq!(below_zero, between("O#09999999999999999999999999999$", "O$"));
    let all = SortCondition::BeginsWith("O#".to_owned());
    let range = |lower, upper| condition("O#{u8:02}", &[], Some(PartRange::Between(lower, upper)));
    assert_eq!(range(Unbounded, Excluded(number(100))), all);
    assert_eq!(range(Included(PartValue::Signed(-5)), Unbounded), all);
    assert_eq!(range(Included(number(100)), Unbounded), SortCondition::Nothing);
}

#[test]
fn prefixes_of_texts() {
    let begins =
        |key: &str, prefix: &str| condition(key, &[], Some(PartRange::BeginsWith(prefix.to_owned().into())));
    assert_eq!(begins("O#{name}", "a b"), SortCondition::BeginsWith("O#a$20b".to_owned()));
    assert_eq!(begins("O#{name:lower}", "AΣ"), SortCondition::BeginsWith("O#aσ".to_owned()));
    assert_eq!(begins("O#{name}#X", ""), SortCondition::BeginsWith("O#".to_owned()));
    assert_eq!(begins("{name}", ""), SortCondition::All);
    assert_eq!(begins("O#{name:raw}", "a b"), SortCondition::BeginsWith("O#a b".to_owned()));
}

#[test]
fn what_has_no_order_is_refused() {
    let refused = |key: &str, range: &PartRange<'_>| {
        template(key).sort_condition(&[], Some(range)).unwrap_err().kind().clone()
    };
    let all = PartRange::Between(Included(text("x")), Unbounded);
    let prefix = PartRange::BeginsWith("x".into());
    assert!(matches!(refused("O#{token}", &all), KeyErrorKind::Unordered { .. }));
    assert!(matches!(refused("O#{token}", &prefix), KeyErrorKind::NoPrefix { .. }));
    assert!(matches!(refused("O#{u8}", &prefix), KeyErrorKind::NoPrefix { .. }));
    assert!(matches!(refused("O#{shard(name, 8)}", &all), KeyErrorKind::Sharded { .. }));
    assert!(matches!(refused("O#{shard(name, 8)}", &prefix), KeyErrorKind::Sharded { .. }));
    assert!(matches!(refused("O#{name:raw}", &all), KeyErrorKind::AfterRaw { .. }));
    assert!(matches!(refused("O-{name}", &all), KeyErrorKind::NotDelimited { .. }));
    assert!(matches!(refused("O#{name}-X", &all), KeyErrorKind::NotDelimited { .. }));
    assert!(matches!(refused("O", &all), KeyErrorKind::NoPartLeft));
    let after = template("{name:raw}#{other}").sort_condition(&[text("x")], Some(&all)).unwrap_err();
    assert!(matches!(after.kind(), KeyErrorKind::AfterRaw { .. }));
    assert_eq!(after.attribute(), Some("name"));
    assert_eq!(after.template(), "{name:raw}#{other}");
}

#[test]
fn bounds_that_are_too_long_are_replaced() {
    let long = "é".repeat(600);
    let range = |lower, upper| condition("O#{name}", &[], Some(PartRange::Between(lower, upper)));
    let SortCondition::Between(lower, upper) = range(Included(text(&long)), Unbounded) else { panic!() };
    assert_eq!((lower.len(), upper.as_str()), (1024, "O$"));
    assert!(lower.starts_with("O#é") && lower.ends_with("ê"));
    let SortCondition::Between(lower, upper) = range(Unbounded, Included(text(&long))) else { panic!() };
    assert_eq!((lower.as_str(), upper.len()), ("O#", 1024));
    let odd = condition("OO#{name}", &[], Some(PartRange::Between(Unbounded, Included(text(&long)))));
    assert!(
        matches!(odd, SortCondition::Between(_, upper) if upper.ends_with("é\u{7f}") && upper.len() == 1024)
    );
    assert_eq!(condition("O#{name}", &[text(&long)], None), SortCondition::Nothing);
    assert_eq!(range(Included(text(&long)), Included(text(&long))), SortCondition::Nothing);
    let SortCondition::AtMost(upper) =
        condition("{name}", &[], Some(PartRange::Between(Unbounded, Excluded(text(&long)))))
    else {
        panic!()
    };
    assert_eq!(upper.len(), 1024);
}
