//! Vector indexes, and which entities are in them.

use dynamo_schema::{EntityModel, Projection, ScalarType, VectorIndexModel};

use super::Lowered;
use super::table::{key, projection};
use crate::decode::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::names::snake_case;
use crate::render::rust::found;
use crate::span::{Span, Word};
use crate::spec::Spec;
use crate::spec::vector::VectorSpec;
use crate::suggest;

pub(super) fn lower(spec: &Spec, entities: &[EntityModel], cx: &Context<'_>) -> Vec<VectorIndexModel> {
    let vectors = spec.vectors.iter().map(|(name, vector)| {
        attributes(name, vector, spec, entities, cx);
        VectorIndexModel {
            name: name.value.clone().into(),
            attribute: vector.of.value.clone().into(),
            // What does not fit is more than the most, and found by the rules.
            dimensions: u32::try_from(vector.dimensions.value).unwrap_or(u32::MAX),
            distance: vector.distance,
            partition_key: vector.pk.as_ref().map(key),
            filters: filters(vector, spec).into(),
            projection: vector.projection.as_ref().map_or(Projection::All, |of| projection(of, spec)),
        }
    });
    vectors.collect()
}

/// Entities of one vector attribute share its index. With the kind among the filters, none takes the places of another one.
fn filters(vector: &VectorSpec, spec: &Spec) -> Vec<dynamo_schema::KeyAttribute> {
    let named = vector.filters.iter().chain(&vector.pk);
    let is_new = |kind: &&Word| !named.clone().any(|filter| filter.name.value == kind.value);
    let kind =
        spec.table.type_attribute.iter().filter(is_new).map(|kind| dynamo_schema::KeyAttribute {
            name: kind.value.clone().into(),
            scalar: ScalarType::S,
        });
    vector.filters.iter().map(key).chain(kind).collect()
}

/// Each attribute that the index names is one of some entity.
fn attributes(name: &Word, vector: &VectorSpec, spec: &Spec, entities: &[EntityModel], cx: &Context<'_>) {
    if entities.is_empty() {
        return;
    }
    let known = || entities.iter().flat_map(|entity| &*entity.attributes).map(|attribute| &*attribute.name);
    let kind = spec.table.type_attribute.as_ref().map(Word::as_str);
    let keys = vector.pk.iter().chain(&vector.filters).map(|key| &key.name);
    for word in std::iter::once(&vector.of).chain(keys) {
        if Some(word.as_str()) != kind && !known().any(|attribute| attribute == word.as_str()) {
            let message = format!("no entity has the attribute `{}`", word.as_str());
            cx.report(
                Diagnostic::new(Code::UnknownProjected, word.span, message)
                    .label(suggest::hint(word.as_str(), known()))
                    .also(name.span, "in this index"),
            );
        }
    }
}

/// The functions that search for an entity are named as its vector indexes are. No query has the name of one.
pub(super) fn names(
    spec: &Spec,
    table: &dynamo_schema::TableModel,
    entities: &[Lowered<'_>],
    cx: &Context<'_>,
) {
    for entity in entities {
        let mut names: Vec<(String, Span)> = entity
            .model
            .indexes
            .iter()
            .filter_map(|entry| {
                let (word, of) = entity.spec.indexes.iter().find(|(word, _)| *word.value == *entry.index)?;
                Some((entry.name.clone().into_owned(), of.name.as_ref().map_or(word.span, |name| name.span)))
            })
            .collect();
        for vector in found(table, &entity.model) {
            let Some((word, _)) = spec.vectors.iter().find(|(word, _)| *word.value == *vector.index.name)
            else {
                continue;
            };
            let name = snake_case(word.as_str());
            if let Some((_, first)) = names.iter().find(|(known, _)| *known == name) {
                let message = format!("a second query `{name}` of `{}`", entity.word.as_str());
                cx.report(
                    Diagnostic::new(Code::EntryTwice, word.span, message)
                        .label("the search is named as the vector index")
                        .also(*first, "the first one")
                        .help(
                            "give the entity's part in the index another `name`, or rename the vector index",
                        ),
                );
            }
            names.push((name, word.span));
        }
    }
}
