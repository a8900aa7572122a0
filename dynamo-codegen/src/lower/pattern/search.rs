//! Searches of vector indexes.

use dynamo_schema::{AttributeType, IntegerType};

use super::parameters::{Parameters, scalar};
use super::{Pattern, condition};
use crate::design::{Expression, SearchPattern, Top};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;
use crate::names::check_value_name;
use crate::render::rust::{Found, found};
use crate::span::Word;
use crate::spec::search::TopSpec;
use crate::suggest;

/// How many items a search finds at most.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SearchVectors.html>
const MOST: u64 = 100;

/// The partition key and the vector are parameters, in this order, then those of the filter and of `top`.
pub(super) fn lower(
    pattern: &Pattern<'_>,
    entity: &Lowered<'_>,
    parameters: &mut Parameters,
) -> Option<SearchPattern> {
    let (options, span) = (&pattern.spec.options, pattern.spec.operation.span);
    let all = found(pattern.scope.table, &entity.model);
    let searched = index(pattern, entity, &all)?;
    for attribute in searched.partition.into_iter().chain([searched.of]) {
        parameters.attribute(entity, attribute, span, pattern.cx);
    }
    let filter = options.filter.as_ref().and_then(|text| {
        let filter = condition::lower(text, &[entity], parameters, pattern.cx)?;
        filtered(pattern, searched, entity, text, &filter);
        Some(filter)
    });
    let top = options.top.as_ref().map_or(Top::Usual, |top| self::top(pattern, top, parameters));
    Some(SearchPattern { index: searched.index.name.clone().into_owned(), filter, top })
}

/// The index that is named, or the only one that the entity is in.
fn index<'f, 'm>(pattern: &Pattern<'_>, entity: &Lowered<'_>, all: &'f [Found<'m>]) -> Option<&'f Found<'m>> {
    let names: Vec<&str> = all.iter().map(|found| &*found.index.name).collect();
    let Some(word) = &pattern.spec.options.index else {
        if let [only] = all {
            return Some(only);
        }
        let message = match names.as_slice() {
            [] => format!("`{}` is in no vector index", entity.word.as_str()),
            names => format!("`{}` is in {}", entity.word.as_str(), suggest::sentence(names)),
        };
        let diagnostic = Diagnostic::new(Code::NotInIndex, pattern.spec.operation.span, message)
            .also(entity.word.span, "this entity");
        pattern.cx.report(if names.is_empty() {
            diagnostic.label("nothing can be searched").help(
                "declare one, `[vector_index.ByEmbedding]` with `of = \"embedding\"`, and give the entity this attribute",
            )
        } else {
            diagnostic.label("which of them is searched?").help("write `index = \"…\"`")
        });
        return None;
    };
    let found = all.iter().find(|found| *found.index.name == *word.value);
    if found.is_none() {
        refuse(pattern, entity, word, &names);
    }
    found
}

/// The index is unknown, is no vector index, or does not hold the entity.
fn refuse(pattern: &Pattern<'_>, entity: &Lowered<'_>, word: &Word, names: &[&str]) {
    let spec = pattern.scope.spec;
    if let Some((place, vector)) = spec.vectors.iter().find(|(known, _)| known.value == word.value) {
        let has = |name: &str| entity.model.attributes.iter().any(|attribute| attribute.name == name);
        let attributes = std::iter::once(&vector.of).chain(vector.pk.as_ref().map(|key| &key.name));
        let missing: Vec<&str> = attributes.map(Word::as_str).filter(|name| !has(name)).collect();
        let message = format!("`{}` is not in the vector index `{}`", entity.word.as_str(), word.as_str());
        pattern.cx.report(
            Diagnostic::new(Code::NotInIndex, word.span, message)
                .label(format!("it has no attribute {}", suggest::sentence(&missing)))
                .also(entity.word.span, "this entity")
                .also(place.span, "the index")
                .help("an entity is in a vector index when it has its attribute, and that of its `pk`"),
        );
        return;
    }
    let is_other =
        spec.indexes.iter().any(|(known, _)| known.value == word.value) || word.as_str() == "table";
    let message = if is_other {
        format!("`{}` is no index of vectors", word.as_str())
    } else {
        format!("there is no index `{}`", word.as_str())
    };
    let hint = suggest::hint(word.as_str(), names.iter().copied());
    pattern.cx.report(Diagnostic::new(Code::UnknownIndex, word.span, message).label(hint));
}

/// The service compares items that meet a condition on filters of the index; the partition key is a parameter already.
fn filtered(
    pattern: &Pattern<'_>,
    searched: &Found<'_>,
    entity: &Lowered<'_>,
    text: &Word,
    filter: &Expression,
) {
    let known: Vec<&str> = searched.filters.iter().map(|attribute| &*attribute.field).collect();
    filter.visit(&mut |name, _, _| {
        let is_field = entity.model.attributes.iter().any(|attribute| *attribute.field == *name.text);
        if !is_field || known.contains(&name.text.as_str()) {
            return;
        }
        let is_partition = searched.partition.is_some_and(|attribute| *attribute.field == *name.text);
        let (message, label, help) = if is_partition {
            let message =
                format!("`{}` is the partition key of the search, and a parameter already", name.text);
            (message, "leave it out", "each search is of one partition")
        } else {
            let message =
                format!("`{}` is no filter of the vector index `{}`", name.text, searched.index.name);
            let help = "add its attribute to the `filters` of the index, or choose among the results";
            (message, "a search has conditions on filters only", help)
        };
        let span = pattern.cx.inside(text, name.range.clone());
        pattern.cx.report(Diagnostic::new(Code::SearchFilter, span, message).label(label).help(help));
    });
}

fn top(pattern: &Pattern<'_>, top: &TopSpec, parameters: &mut Parameters) -> Top {
    match top {
        TopSpec::Fixed(number) => {
            if !(1..=MOST).contains(&number.value) {
                let message = format!("a search finds 1 to {MOST} items");
                let diagnostic = Diagnostic::new(Code::OutOfRange, number.span, message);
                pattern.cx.report(diagnostic.label("out of range"));
            }
            Top::Fixed(number.value)
        }
        TopSpec::Parameter(word) => {
            let Some(name) = word.as_str().strip_prefix(':') else {
                let message = format!("`{}` is neither a number nor a parameter", word.as_str());
                pattern.cx.report(
                    Diagnostic::new(Code::Expression, word.span, message)
                        .label(format!("write `:{}`", word.as_str())),
                );
                return Top::Usual;
            };
            let name = Word::new(name.to_owned(), pattern.cx.inside(word, 1..word.as_str().len()));
            check_value_name(&name, "a parameter", pattern.cx);
            let of = scalar(AttributeType::Integer(IntegerType::U16));
            parameters.value(name.as_str(), of, name.span, pattern.cx);
            Top::Parameter(name.value)
        }
    }
}
