//! What holds for every key: distinctness, order, prefixes, and reading back.

use std::cmp::Ordering;

use dynamo_schema::{KeyTemplate, Overlap, PartKind, PartValue, TemplatePart, key_overlap, parse_template};
use proptest::prelude::*;

use crate::arbitrary::{
    compare, config, kept, part, partition_template, render, sort_template, text, valid_value, value, values,
};

fn encoded(part: &TemplatePart, value: &PartValue<'_>) -> String {
    let mut text = String::new();
    part.encode(value, &mut text).unwrap();
    text
}

fn all_kept(template: &KeyTemplate, values: &[PartValue<'static>]) -> Vec<PartValue<'static>> {
    template.parts().zip(values).map(|(part, value)| kept(part, value)).collect()
}

fn with<
    T: Clone + std::fmt::Debug + 'static,
    S: Strategy<Value = V> + 'static,
    V: std::fmt::Debug + 'static,
>(
    strategy: impl Strategy<Value = T> + 'static,
    then: impl Fn(&T) -> S + 'static,
) -> impl Strategy<Value = (T, V)> {
    strategy.prop_flat_map(move |made| {
        let next = then(&made);
        (Just(made), next)
    })
}

/// The values of two tuples compare as the first pair that differs does.
fn compare_all(template: &KeyTemplate, one: &[PartValue<'static>], other: &[PartValue<'static>]) -> Ordering {
    let pairs = template.parts().zip(one.iter().zip(other));
    pairs.fold(Ordering::Equal, |order, (part, (one, other))| {
        order.then_with(|| compare(part, &kept(part, one), &kept(part, other)))
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn one_value_compares_as_its_text((part, (one, other)) in with(part(false), |part| (valid_value(part), valid_value(part)))) {
        prop_assume!(part.format.shards.is_none());
        let order = compare(&part, &one, &other);
        let (one, other) = (encoded(&part, &one), encoded(&part, &other));
        prop_assert_eq!(one.cmp(&other), order);
        prop_assert_eq!(format!("{one}#").cmp(&format!("{other}#")), order);
        if let Some(width) = part.fixed_width() {
            prop_assert_eq!(one.len(), width);
        }
    }

    #[test]
    fn one_value_is_read_back((part, value) in with(part(true), valid_value)) {
        let text = encoded(&part, &value);
        prop_assert!(part.parse(&text).unwrap() == kept(&part, &value));
    }

    #[test]
    fn the_text_of_a_prefix_is_a_prefix(
        (part, (value, prefix)) in with(part(false), |part| (valid_value(part), valid_value(part))),
        at in any::<proptest::sample::Index>(),
    ) {
        prop_assume!(part.kind == PartKind::Text && part.format.shards.is_none());
        let (PartValue::Text(text), PartValue::Text(other)) = (&value, &prefix) else { panic!("texts") };
        let whole = encoded(&part, &value);
        let cut = text.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
        let start = &text[..cut[at.index(cut.len())]];
        if !start.is_empty() {
            prop_assert!(whole.starts_with(&encoded(&part, &PartValue::Text(start.into()))));
        }
        let kept_text = |value| match kept(&part, value) {
            PartValue::Text(text) => text,
            _ => panic!("a text"),
        };
        let _ = other;
        prop_assert_eq!(
            whole.starts_with(&encoded(&part, &prefix)),
            kept_text(&value).starts_with(&*kept_text(&prefix))
        );
    }

    #[test]
    fn sort_keys_compare_as_their_values(
        (template, (one, other)) in with(sort_template(false), |template| (values(template), values(template)))
    ) {
        prop_assume!(template.parts().all(|part| part.format.shards.is_none()));
        let order = compare_all(&template, &one, &other);
        prop_assert_eq!(render(&template, &one).cmp(&render(&template, &other)), order);
    }

    #[test]
    fn partition_keys_are_distinct(
        (template, (one, other)) in with(partition_template(false), |template| (values(template), values(template)))
    ) {
        let equal = all_kept(&template, &one) == all_kept(&template, &other);
        prop_assert_eq!(render(&template, &one) == render(&template, &other), equal);
    }

    #[test]
    fn keys_are_read_back((template, values) in with(partition_template(false), values)) {
        let key = render(&template, &values);
        let read = template.parse(&key).unwrap();
        let names: Vec<_> = read.iter().map(|(name, _)| *name).collect();
        prop_assert_eq!(names, template.parts().map(|part| &*part.attribute).collect::<Vec<_>>());
        let read: Vec<_> = read.into_iter().map(|(_, value)| value).collect();
        prop_assert!(read == all_kept(&template, &values));
    }

    #[test]
    fn what_is_read_was_written(template in partition_template(true), key in text(), literal in any::<bool>()) {
        let start = template.segments.first();
        let key = match start {
            Some(dynamo_schema::Segment::Literal(start)) if literal => format!("{start}{key}"),
            _ => key,
        };
        if let Ok(read) = template.parse(&key) {
            let read: Vec<_> = read.into_iter().map(|(_, value)| value).collect();
            prop_assume!(template.parts().all(|part| part.format.case == dynamo_schema::Case::Keep));
            prop_assert_eq!(render(&template, &read), key);
        }
    }

    #[test]
    fn keys_that_meet_are_known_to(
        (one, values) in with(partition_template(true), values),
        (other, other_values) in with(partition_template(true), values),
    ) {
        if render(&one, &values) == render(&other, &other_values) {
            prop_assert_eq!(key_overlap((&one, None), (&other, None)), Overlap::Collides);
        }
    }

    #[test]
    fn a_template_is_displayed_as_it_is_parsed(template in partition_template(true)) {
        let text = template.to_string();
        let parsed = parse_template(&text).unwrap();
        let kinds: Vec<_> = template.parts().map(|part| (part.attribute.clone(), part.kind)).collect();
        let mut kinds = kinds.into_iter();
        prop_assert_eq!(parsed.resolve(|_| kinds.next()).unwrap(), template);
    }

    #[test]
    fn no_text_stops_the_parser(text in "[{}:,.()a-z0-9# é$]{0,12}|\\PC{0,8}") {
        match parse_template(&text) {
            Ok(parsed) => prop_assert!(!parsed.segments.is_empty()),
            Err(error) => prop_assert!(text.get(error.range()).is_some()),
        }
    }

    #[test]
    fn an_attribute_is_read_back((part, value) in with(part(false), value)) {
        let text = value.to_text();
        let read = match part.kind {
            PartKind::Integer(_) | PartKind::Decimal => part.kind.read_number(&text),
            PartKind::Bool => part.kind.read_bool(text == "true"),
            _ => part.kind.read_text(&text).map(PartValue::into_owned),
        };
        let mut key = String::new();
        if part.encode(&value, &mut key).is_ok() {
            let mut again = String::new();
            part.encode(&read.unwrap(), &mut again).unwrap();
            prop_assert_eq!(key, again);
        }
    }
}
