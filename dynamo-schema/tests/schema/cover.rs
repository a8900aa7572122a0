//! One condition for the keys of several entities lets through what each of theirs does.

use dynamo_schema::SortCondition;
use proptest::prelude::*;

fn lets_through(condition: &SortCondition, key: &str) -> bool {
    match condition {
        SortCondition::All => true,
        SortCondition::Equals(text) => key == text,
        SortCondition::BeginsWith(prefix) => key.starts_with(prefix.as_str()),
        SortCondition::Between(lower, upper) => lower.as_str() <= key && key <= upper.as_str(),
        SortCondition::AtLeast(text) => key >= text.as_str(),
        SortCondition::AtMost(text) => key <= text.as_str(),
        SortCondition::LessThan(text) => key < text.as_str(),
        SortCondition::GreaterThan(text) => key > text.as_str(),
        SortCondition::Nothing => false,
    }
}

fn condition() -> impl Strategy<Value = SortCondition> {
    let text = "[A-C#é]{0,3}[A-C#]";
    prop_oneof![
        text.prop_map(SortCondition::Equals),
        text.prop_map(SortCondition::BeginsWith),
        (text, text).prop_map(|(lower, upper)| SortCondition::Between(lower, upper)),
        text.prop_map(SortCondition::AtLeast),
        text.prop_map(SortCondition::GreaterThan),
        text.prop_map(SortCondition::AtMost),
        text.prop_map(SortCondition::LessThan),
        Just(SortCondition::All),
        Just(SortCondition::Nothing),
    ]
}

proptest! {
    #[test]
    fn what_one_lets_through_all_let_through(
        conditions in prop::collection::vec(condition(), 1..4),
        key in "[A-C#é%~]{1,6}",
    ) {
        let covering = SortCondition::covering(&conditions);
        if conditions.iter().any(|condition| lets_through(condition, &key)) {
            prop_assert!(lets_through(&covering, &key), "{conditions:?} {covering:?} {key}");
        }
    }
}

#[test]
fn it_is_no_wider_than_it_must_be() {
    let (begins, equals) = (
        |text: &str| SortCondition::BeginsWith(text.into()),
        |text: &str| SortCondition::Equals(text.into()),
    );
    let between = |lower: &str, upper: &str| SortCondition::Between(lower.into(), upper.into());
    assert_eq!(SortCondition::covering(&[begins("A#"), begins("A#")]), begins("A#"));
    assert_eq!(SortCondition::covering(&[equals("A"), begins("A#B#")]), between("A", "A#B$"));
    assert_eq!(SortCondition::covering(&[begins("A#B#"), begins("A#")]), begins("A#"));
    assert_eq!(SortCondition::covering(&[begins("B#"), begins("A#")]), between("A#", "B$"));
    assert_eq!(SortCondition::covering(&[begins("A#"), SortCondition::All]), SortCondition::All);
    assert_eq!(SortCondition::covering(&[SortCondition::Nothing]), SortCondition::Nothing);
    let (above, least) = (SortCondition::GreaterThan("A".into()), SortCondition::AtLeast("B".into()));
    assert_eq!(SortCondition::covering(&[least, above.clone()]), SortCondition::AtLeast("A".into()));
    let (below, most) = (SortCondition::LessThan("C".into()), SortCondition::AtMost("B".into()));
    assert_eq!(SortCondition::covering(&[most, below.clone()]), SortCondition::AtMost("C".into()));
    assert_eq!(SortCondition::covering(&[above, begins("B#")]), SortCondition::AtLeast("A".into()));
    assert_eq!(SortCondition::covering(&[below, least_of("A")]), SortCondition::All);
}

fn least_of(key: &str) -> SortCondition {
    SortCondition::AtLeast(key.into())
}
