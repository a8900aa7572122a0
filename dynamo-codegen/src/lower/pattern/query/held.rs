//! What an index holds of the items: filters, projections, and whole items that are read after it.

use dynamo_schema::{List, Projection};

use super::super::{Pattern, attribute};
use crate::design::{Expression, Returns};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;

/// Whole items are read after a query of an index that holds a part of them.
pub(super) fn hydrate(
    pattern: &Pattern<'_>,
    entities: &[&Lowered<'_>],
    index: Option<&str>,
    returns: &Returns,
) -> bool {
    let options = &pattern.spec.options;
    let Some(word) = options.hydrate.as_ref().filter(|hydrate| hydrate.value) else { return false };
    let refuse = |message: &str, label: &str, help: &str| {
        let diagnostic = Diagnostic::new(Code::OptionMisused, word.span, message).label(label);
        pattern.cx.report(diagnostic.help(help));
    };
    let is_collected = !matches!(returns, Returns::Items);
    if !entities.iter().any(|entity| is_partial(pattern, entity, index)) {
        refuse(
            "`hydrate` is for an index that does not hold all of the items",
            "nothing is missing",
            "leave it out",
        );
    } else if options.fan_out.is_some() && !is_collected {
        refuse(
            "`hydrate` reads the whole items of one query, and `fan_out` makes several",
            "not with `fan_out`",
            "leave one of them out; `batch_get` reads the whole items of the keys that `fan_out` finds",
        );
    } else if !options.project.is_empty() && !is_collected {
        refuse(
            "`hydrate` reads whole items, and `project` some of their attributes",
            "not with `project`",
            "leave one of them out",
        );
    }
    true
}

/// Whether an index holds some attributes of an entity only.
fn is_partial(pattern: &Pattern<'_>, entity: &Lowered<'_>, index: Option<&str>) -> bool {
    let entry = entity.model.indexes.iter().find(|entry| Some(&*entry.index) == index);
    entry.is_some_and(|entry| crate::render::rust::held(pattern.scope.table, &entity.model, entry).is_some())
}

/// What an index does not hold cannot be read from it: of one entity there is a type for what it holds, of several there is none.
pub(super) fn whole_items(
    pattern: &Pattern<'_>,
    entities: &[&Lowered<'_>],
    index: Option<&str>,
    returns: &Returns,
    is_hydrated: bool,
) {
    let Some(entity) = entities.iter().find(|entity| is_partial(pattern, entity, index)) else { return };
    let Some((word, _)) = pattern.scope.spec.indexes.iter().find(|(word, _)| Some(word.as_str()) == index)
    else {
        return;
    };
    let options = &pattern.spec.options;
    if matches!(returns, Returns::Items) {
        let Some(first) = options.project.first().filter(|_| !is_hydrated) else { return };
        let message =
            format!("`{}` holds some attributes only, and its items have a type of their own", word.as_str());
        pattern.cx.report(
            Diagnostic::new(Code::OptionMisused, first.span, message)
                .label("nothing is saved by naming fewer")
                .also(word.span, "the index")
                .help(
                    "leave `project` out: DynamoDB charges for what the index holds, whatever is asked for",
                ),
        );
        return;
    }
    let span = options.index.as_ref().map_or(pattern.spec.operation.span, |index| index.span);
    let name = entity.word.as_str();
    if !is_hydrated {
        let message = format!("the index `{}` holds some attributes of `{name}` only", word.as_str());
        pattern.cx.report(
            Diagnostic::new(Code::NotProjected, span, message)
                .label("an aggregate and an enum have whole items")
                .also(word.span, "the index")
                .help("write `hydrate = true`: the whole items are read after those of the index")
                .help("or write `projection = \"all\"` in the index"),
        );
    } else if pattern
        .scope
        .table
        .indexes
        .iter()
        .any(|known| Some(&*known.name) == index && known.projection == Projection::KeysOnly)
    {
        let message = format!("the index `{}` does not hold the kinds of its items", word.as_str());
        pattern.cx.report(
            Diagnostic::new(Code::NotProjected, span, message)
                .label("items of several entities cannot be told apart")
                .also(word.span, "the index")
                .help("write `projection = { include = [\"…\"] }`, which holds them too"),
        );
    }
}

/// A filter of a scan is on attributes that are there, keys or not.
pub(in super::super) fn filtered_in_scan(
    pattern: &Pattern<'_>,
    entities: &[&Lowered<'_>],
    index: Option<&str>,
    text: &crate::span::Word,
    filter: &Expression,
) {
    filter.visit(&mut |name, _, _| {
        let span = pattern.cx.inside(text, name.range.clone());
        projected(pattern, entities, index, &name.text, span);
    });
}

/// A filter is not on the keys of what is queried, and on attributes that are there.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.FilterExpression.html>
pub(super) fn filtered(
    pattern: &Pattern<'_>,
    entities: &[&Lowered<'_>],
    index: Option<&str>,
    text: &crate::span::Word,
    filter: &Expression,
) {
    filter.visit(&mut |name, _, _| {
        let span = pattern.cx.inside(text, name.range.clone());
        let attribute = entities.iter().find_map(|entity| attribute(entity, &name.text));
        let is_key = |attribute: &str| queried_keys(pattern, index).iter().any(|key| key == attribute);
        if attribute.is_some_and(|attribute| is_key(&attribute.name)) {
            let message = format!("`{}` is a key of what is queried, which a filter cannot test", name.text);
            pattern.cx.report(
                Diagnostic::new(Code::FilterOnKey, span, message)
                    .label("bound it with `by` or `range` instead"),
            );
        }
        projected(pattern, entities, index, &name.text, span);
    });
}

fn queried_keys(pattern: &Pattern<'_>, index: Option<&str>) -> Vec<String> {
    let table = pattern.scope.table;
    let own = std::iter::once(&table.partition_key).chain(&table.sort_key);
    let keys: Vec<_> = match index.and_then(|name| table.indexes.iter().find(|index| index.name == name)) {
        Some(index) => index.partition_key.iter().chain(&*index.sort_key).collect(),
        None => own.collect(),
    };
    keys.into_iter().map(|key| key.name.clone().into_owned()).collect()
}

/// An index holds the attributes of its projection and the keys.
pub(super) fn projected(
    pattern: &Pattern<'_>,
    entities: &[&Lowered<'_>],
    index: Option<&str>,
    field: &str,
    span: crate::span::Span,
) {
    let table = pattern.scope.table;
    let Some(index) = index.and_then(|name| table.indexes.iter().find(|index| index.name == name)) else {
        return;
    };
    let included: &List<dynamo_schema::Text> = match &index.projection {
        Projection::All => return,
        Projection::KeysOnly => &List::Borrowed(&[]),
        Projection::Include(names) => names,
    };
    let Some(found) = entities.iter().find_map(|entity| attribute(entity, field)) else { return };
    let own = std::iter::once(&table.partition_key).chain(&table.sort_key);
    let mut keys = own.chain(&*index.partition_key).chain(&*index.sort_key);
    if included.contains(&found.name) || keys.any(|key| key.name == found.name) {
        return;
    }
    let place = pattern.scope.spec.indexes.iter().find(|(word, _)| *word.value == *index.name);
    let message = format!("the index `{}` does not hold `{field}`", index.name);
    let diagnostic = Diagnostic::new(Code::NotProjected, span, message).label("not in the projection");
    pattern.cx.report(match place {
        Some((word, _)) => {
            diagnostic.also(word.span, "the index").help("add it to the projection's `include`")
        }
        None => diagnostic,
    });
}
