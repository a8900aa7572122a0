//! Queries of several entities: one request for all of them, whose items come as a struct or an enum.

use super::super::{Pattern, attribute};
use crate::design::{Member, Returns};
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::parse;
use crate::lower::Lowered;
use crate::span::Span;
use crate::spec::access::ReturnsSpec;

/// What can be asked of one entity, and has no meaning for several.
pub(super) fn check(pattern: &Pattern<'_>, entities: &[&Lowered<'_>], returns: &Returns) {
    for option in &pattern.spec.written {
        match (option.value, returns) {
            ("fan_out", _) => refuse(
                pattern,
                option.span,
                "an aggregate and an enum are of one partition, and `fan_out` reads several",
                "the shards of one entity are merged by its sort key",
                "leave it out, and the shard is a parameter; or query each of the entities by a pattern of its own",
            ),
            ("project", _) => refuse(
                pattern,
                option.span,
                "the items of an aggregate and an enum are whole",
                "an item without some of its attributes is none of its entity",
                "leave it out: DynamoDB charges for whole items anyway",
            ),
            ("page", Returns::Aggregate(aggregate)) => {
                let message =
                    format!("`{}` holds all of its items, so that there are no pages of it", aggregate.name);
                let help = "leave it out, or return an `enum`, whose items come one after the other";
                refuse(pattern, option.span, &message, "a page is some of the items", help);
            }
            _ => {}
        }
    }
    filter(pattern, entities);
    required(pattern, returns);
}

fn refuse(pattern: &Pattern<'_>, span: Span, message: &str, label: &str, help: &str) {
    pattern.cx.report(Diagnostic::new(Code::SeveralEntities, span, message).label(label).help(help));
}

/// A filter is asked of every item, whatever it is. One without the attribute does not meet it.
fn filter(pattern: &Pattern<'_>, entities: &[&Lowered<'_>]) {
    let Some(text) = &pattern.spec.options.filter else { return };
    // What is no condition is reported where it is read.
    let Ok(filter) = parse(text.as_str()) else { return };
    filter.visit(&mut |name, _, _| {
        let Some(first) = entities.iter().find_map(|entity| attribute(entity, &name.text)) else { return };
        let other = entities.iter().find(|entity| {
            attribute(entity, &name.text)
                .is_none_or(|own| own.name != first.name || own.attribute_type != first.attribute_type)
        });
        let Some(other) = other else { return };
        let other = other.word.as_str();
        let message = format!("the filter would drop every `{other}`, which has no such `{}`", name.text);
        refuse(
            pattern,
            pattern.cx.inside(text, name.range.clone()),
            &message,
            "a filter is asked of the items of all entities",
            "test fields that all of them have, with one type; or query them by patterns of their own",
        );
    });
}

/// What must be there cannot be filtered out.
fn required(pattern: &Pattern<'_>, returns: &Returns) {
    let options = &pattern.spec.options;
    let Returns::Aggregate(aggregate) = returns else { return };
    let Some(one) = aggregate.members.iter().find(|member| member.member == Member::One) else { return };
    let Some(ReturnsSpec::Aggregate { one: places, .. }) = &options.returns else { return };
    let Some((place, _)) = places.iter().find(|(place, _)| place.value == one.field) else { return };
    let filter = options.filter.as_ref().map(|filter| (filter.span, "filter"));
    let Some((span, what)) = filter.or(options.range.as_ref().map(|range| (range.field.span, "range")))
    else {
        return;
    };
    let message = format!("the {what} can keep out `{}`, which must be there", one.entity);
    pattern.cx.report(
        Diagnostic::new(Code::SeveralEntities, span, message)
            .label("its absence would be an error")
            .also(place.span, "there is always one of it")
            .help("write it under `optional`, or leave the condition out"),
    );
}
