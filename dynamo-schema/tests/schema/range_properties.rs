//! Conditions return exactly the items that a comparison of values returns.

use std::ops::Bound;

use dynamo_schema::{
    KeyTemplate, Overlap, PartKind, PartRange, PartValue, SortCondition, TemplatePart, overlap,
};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::arbitrary::{compare, config, kept, render, sort_template, text, value, values};

/// An entity in the partition: its template and the values of its items.
type Stored = (KeyTemplate, Vec<Vec<PartValue<'static>>>);

fn stored(raw: bool) -> impl Strategy<Value = Stored> {
    sort_template(raw).prop_flat_map(|template| {
        let items = proptest::collection::vec(values(&template), 0..8);
        (Just(template), items)
    })
}

/// What to ask of the first entity: which item to take the fixed values and the bounds from, and how many.
#[derive(Debug, Clone)]
struct Question {
    like: [Index; 3],
    fixed: Index,
    shape: u8,
    bounds: (u8, u8),
    prefix: Index,
    text: String,
    fresh: bool,
}

fn question() -> impl Strategy<Value = Question> {
    let indexes = || (any::<Index>(), any::<Index>(), any::<Index>()).prop_map(|(a, b, c)| [a, b, c]);
    (indexes(), any::<Index>(), 0_u8..4, (0_u8..3, 0_u8..3), any::<Index>(), text(), any::<bool>()).prop_map(
        |(like, fixed, shape, bounds, prefix, text, fresh)| Question {
            like,
            fixed,
            shape,
            bounds,
            prefix,
            text,
            fresh,
        },
    )
}

fn matches(condition: &SortCondition, key: &str) -> bool {
    match condition {
        SortCondition::All => true,
        SortCondition::Equals(wanted) => key == wanted,
        SortCondition::BeginsWith(prefix) => key.starts_with(&**prefix),
        SortCondition::Between(lower, upper) => (&**lower..=&**upper).contains(&key),
        SortCondition::AtLeast(lower) => key >= &**lower,
        SortCondition::AtMost(upper) => key <= &**upper,
        SortCondition::LessThan(upper) => key < &**upper,
        SortCondition::GreaterThan(lower) => key > &**lower,
        SortCondition::Nothing => false,
    }
}

fn texts(condition: &SortCondition) -> Vec<&String> {
    match condition {
        SortCondition::All | SortCondition::Nothing => vec![],
        SortCondition::Between(lower, upper) => vec![lower, upper],
        SortCondition::Equals(key)
        | SortCondition::BeginsWith(key)
        | SortCondition::AtLeast(key)
        | SortCondition::AtMost(key)
        | SortCondition::LessThan(key)
        | SortCondition::GreaterThan(key) => vec![key],
    }
}

fn in_range(part: &TemplatePart, range: &PartRange<'static>, found: &PartValue<'static>) -> bool {
    match range {
        PartRange::BeginsWith(prefix) => {
            let prefix = kept(part, &PartValue::Text(prefix.clone()));
            match (kept(part, found), prefix) {
                (PartValue::Text(found), PartValue::Text(prefix)) => found.starts_with(&*prefix),
                _ => panic!("texts"),
            }
        }
        PartRange::Between(lower, upper) => {
            let above = match lower {
                Bound::Unbounded => true,
                Bound::Included(bound) => compare(part, found, bound).is_ge(),
                Bound::Excluded(bound) => compare(part, found, bound).is_gt(),
            };
            let below = match upper {
                Bound::Unbounded => true,
                Bound::Included(bound) => compare(part, found, bound).is_le(),
                Bound::Excluded(bound) => compare(part, found, bound).is_lt(),
            };
            above && below
        }
    }
}

/// The range of the question, when the part has ranges.
fn range_of(
    part: &TemplatePart,
    question: &Question,
    candidates: &[PartValue<'static>],
) -> Option<PartRange<'static>> {
    if part.format.shards.is_some() || part.kind == PartKind::Token || question.shape == 0 {
        return None;
    }
    if question.shape == 1 && part.kind == PartKind::Text {
        let PartValue::Text(text) = question.like[1].get(candidates) else { panic!("a text") };
        let ends: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let text = if question.fresh {
            question.text.clone()
        } else {
            text[..*question.prefix.get(&ends)].to_owned()
        };
        return Some(PartRange::BeginsWith(text.into()));
    }
    let bound = |kind: u8, value: &PartValue<'static>| match kind {
        0 => Bound::Unbounded,
        1 => Bound::Included(value.clone()),
        _ => Bound::Excluded(value.clone()),
    };
    let (lower, upper) = (question.like[1].get(candidates), question.like[2].get(candidates));
    Some(PartRange::Between(bound(question.bounds.0, lower), bound(question.bounds.1, upper)))
}

fn bounds_for(template: &KeyTemplate) -> BoxedStrategy<Vec<Vec<PartValue<'static>>>> {
    let of_part = |part: &TemplatePart| proptest::collection::vec(value(part), 1..3);
    template.parts().map(of_part).collect::<Vec<_>>().boxed()
}

fn case() -> impl Strategy<Value = (Stored, Vec<Stored>, Question, Vec<Vec<PartValue<'static>>>)> {
    (stored(false), proptest::collection::vec(stored(true), 0..3), question()).prop_flat_map(
        |(first, others, question)| {
            let bounds = bounds_for(&first.0);
            (Just(first), Just(others), Just(question), bounds)
        },
    )
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_condition_returns_what_a_comparison_returns((first, others, question, bounds) in case()) {
        let (template, items) = &first;
        let parts: Vec<_> = template.parts().collect();
        let keys: Vec<_> = items.iter().map(|values| render(template, values)).collect();
        let fits = |key: &String| key.len() <= 1024;

        // The fixed values are those of an item, so that something is found.
        let count = if items.is_empty() { 0 } else { question.fixed.index(parts.len() + 1) };
        let fixed = if count == 0 { vec![] } else { question.like[0].get(items)[..count].to_vec() };
        let range = parts.get(count).and_then(|part| {
            let mut candidates = bounds[count].clone();
            candidates.extend(items.iter().map(|values| values[count].clone()));
            range_of(part, &question, &candidates)
        });
        let condition = match template.sort_condition(&fixed, range.as_ref()) {
            Ok(condition) => condition,
            // A bound that is no value at all, such as the 31st of February, or what `reject` refuses.
            Err(error) => {
                prop_assert!(matches!(error.kind(), dynamo_schema::KeyErrorKind::Part(_)), "{}", error);
                return Ok(());
            }
        };
        for text in texts(&condition) {
            prop_assert!(text.len() <= 1024);
        }

        for (values, key) in items.iter().zip(&keys).filter(|(_, key)| fits(key)) {
            let same = (0..count).all(|at| kept(parts[at], &values[at]) == kept(parts[at], &fixed[at]));
            let in_range = range.as_ref().is_none_or(|range| in_range(parts[count], range, &values[count]));
            prop_assert_eq!(matches(&condition, key), same && in_range, "{:?} {:?}", key, condition);
        }

        for (other, items) in &others {
            let found = overlap(template, other);
            for key in items.iter().map(|values| render(other, values)).filter(fits) {
                prop_assert!(found == Overlap::Collides || !keys.contains(&key), "{template} {other} {key:?}");
                if found == Overlap::Disjoint {
                    prop_assert!(!matches(&condition, &key), "{template} {other} {key:?}");
                }
            }
        }
    }

    /// A child's key goes on with `#` where its parent's ends: it is in the range of its parent.
    #[test]
    fn children_are_in_the_range_of_their_parents((first, _, question, bounds) in case(), child in text()) {
        let (template, items) = &first;
        let parts: Vec<_> = template.parts().collect();
        let last_is_part = matches!(template.segments.last(), Some(dynamo_schema::Segment::Part(_)));
        prop_assume!(!items.is_empty() && last_is_part);
        let at = parts.len() - 1;
        let fixed = &question.like[0].get(items)[..at];
        let mut candidates = bounds[at].clone();
        candidates.extend(items.iter().map(|values| values[at].clone()));
        let range = range_of(parts[at], &question, &candidates);
        let Ok(condition) = template.sort_condition(fixed, range.as_ref()) else { return Ok(()) };
        for values in items {
            let key = render(template, values);
            let child = format!("{key}#{}", child.replace(|character| character <= '$', ""));
            if child.len() <= 1024 {
                prop_assert_eq!(matches(&condition, &child), matches(&condition, &key));
            }
        }
    }
}
