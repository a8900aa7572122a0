//! The physical table.

use dynamo_schema::{
    CollectionModel, EntityModel, IndexModel, IndexScope, KeyAttribute, Projection, TableModel, Text,
};

use super::{Lowered, vectors};
use crate::decode::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::names::pascal_case;
use crate::span::Word;
use crate::spec::Spec;
use crate::spec::access::ReturnsSpec;
use crate::spec::index::{IndexSpec, ProjectionSpec};
use crate::spec::operation::Target;
use crate::spec::table::KeySpec;
use crate::suggest;

pub(super) fn lower(spec: &Spec, entities: &[Lowered<'_>], cx: &Context<'_>) -> TableModel {
    let table = &spec.table;
    let indexes: Vec<IndexModel> =
        spec.indexes.iter().map(|(name, index)| lower_index(name, index, spec, cx)).collect();
    let models = entities.iter().flat_map(|entity| {
        std::iter::once(entity.model.clone()).chain(entity.guards.iter().map(|(guard, _)| guard.clone()))
    });
    let models: Vec<EntityModel> = models.collect();
    projections(spec, &models, cx);
    let vectors = vectors::lower(spec, &models, cx);
    TableModel {
        name: pascal_case(spec.model.name.as_str()).into(),
        partition_key: key(&table.pk),
        sort_key: table.sk.as_ref().map(key),
        kind_attribute: table.type_attribute.as_ref().map(|name| name.value.clone().into()),
        ttl_attribute: table.ttl.as_ref().map(|name| name.value.clone().into()),
        version_attribute: table.version_attribute.as_ref().map(|name| name.value.clone().into()),
        indexes: indexes.into(),
        vectors: vectors.into(),
        entities: models.into(),
        collections: collections(spec, entities, cx).into(),
    }
}

pub(super) fn key(key: &KeySpec) -> KeyAttribute {
    KeyAttribute { name: key.name.value.clone().into(), scalar: key.scalar }
}

/// A local index shares the table's partition key, which the model leaves out.
fn lower_index(name: &Word, index: &IndexSpec, spec: &Spec, cx: &Context<'_>) -> IndexModel {
    let partition_key = match index.scope {
        IndexScope::Global => index.pk.iter().map(key).collect(),
        IndexScope::Local => {
            let own = &spec.table.pk;
            for other in index.pk.iter().filter(|other| other.name.value != own.name.value) {
                let message = format!("a local index has the table's partition key, `{}`", own.name.as_str());
                cx.report(
                    Diagnostic::new(Code::LocalPartitionKey, other.span, message)
                        .label("leave it out, or make the index global")
                        .also(own.span, "the table's"),
                );
            }
            local_partition(spec)
        }
    };
    let sort_key: Vec<KeyAttribute> = index.sk.iter().map(key).collect();
    IndexModel {
        name: name.value.clone().into(),
        scope: index.scope,
        partition_key: partition_key.into(),
        sort_key: sort_key.into(),
        projection: index.projection.as_ref().map_or(Projection::All, |of| projection(of, spec)),
    }
}

pub(super) fn projection(of: &ProjectionSpec, spec: &Spec) -> Projection {
    match of {
        ProjectionSpec::All => Projection::All,
        ProjectionSpec::KeysOnly => Projection::KeysOnly,
        ProjectionSpec::Include(names) => {
            // Items are told apart by their kind and version, in an index too.
            let is_new = |own: &&Word| !names.iter().any(|name| name.value == own.value);
            let own = spec.table.type_attribute.iter().chain(&spec.table.version_attribute).filter(is_new);
            let names = names.iter().chain(own).map(|name| name.value.clone().into());
            Projection::Include(names.collect::<Vec<_>>().into())
        }
    }
}

fn local_partition(spec: &Spec) -> Vec<KeyAttribute> {
    vec![key(&spec.table.pk)]
}

/// What an index includes is an attribute of some entity.
fn projections(spec: &Spec, entities: &[EntityModel], cx: &Context<'_>) {
    if entities.is_empty() {
        return;
    }
    let of_indexes = spec.indexes.iter().map(|(word, index)| (word, &index.projection));
    let of_vectors = spec.vectors.iter().map(|(word, vector)| (word, &vector.projection));
    for (word, projection) in of_indexes.chain(of_vectors) {
        let Some(ProjectionSpec::Include(names)) = projection else { continue };
        let attributes = || entities.iter().flat_map(|entity| &*entity.attributes);
        let own = [&spec.table.type_attribute, &spec.table.version_attribute];
        let is_own = |name: &str| own.into_iter().flatten().any(|own| own.as_str() == name);
        let is_known = |name: &str| is_own(name) || attributes().any(|attribute| *attribute.name == *name);
        for name in names.iter().filter(|name| !is_known(name.as_str())) {
            let hint = suggest::hint(name.as_str(), attributes().map(|attribute| &*attribute.name));
            let message = format!("no entity has the attribute `{}`", name.as_str());
            cx.report(
                Diagnostic::new(Code::UnknownProjected, name.span, message)
                    .label(hint)
                    .also(word.span, "in this index"),
            );
        }
    }
}

/// Entities that one query is meant to return together.
fn collections(spec: &Spec, entities: &[Lowered<'_>], cx: &Context<'_>) -> Vec<CollectionModel> {
    let mut collections: Vec<(CollectionModel, &Word)> = Vec::new();
    for (_, pattern) in &spec.patterns {
        let (Some(ReturnsSpec::Aggregate { name, .. } | ReturnsSpec::Enum(name)), Target::Entities(of)) =
            (&pattern.options.returns, &pattern.operation.target)
        else {
            continue;
        };
        let kind = |word: &Word| entities.iter().find(|entity| entity.word.value == word.value);
        let members: Vec<Text> =
            of.words.iter().filter_map(kind).map(|entity| entity.model.name.clone()).collect();
        if members.len() < 2 {
            continue;
        }
        let types = spec.types.iter().map(|(word, _)| word);
        let mut types = types.chain(spec.entities.iter().map(|(word, _)| word));
        let named = collections.iter().map(|(_, word)| *word).find(|word| word.value == name.value);
        if let Some(first) = named.or_else(|| types.find(|word| word.value == name.value)) {
            let message = format!("a second type named `{}`", name.as_str());
            cx.report(
                Diagnostic::new(Code::TypeNameTwice, name.span, message)
                    .label("rename one of them")
                    .also(first.span, "the first one"),
            );
            continue;
        }
        collections
            .push((CollectionModel { name: name.value.clone().into(), entities: members.into() }, name));
    }
    collections.into_iter().map(|(collection, _)| collection).collect()
}
