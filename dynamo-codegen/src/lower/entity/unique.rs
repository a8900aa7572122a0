//! Unique attributes: for each there is a guard, an item whose key is the value.

use dynamo_schema::{AttributeModel, EntityKey, EntityModel, KeySource, KeyTemplate, Segment};

use super::super::key::Resolver;
use super::{Span, Spec, UniqueDesign, Word, snake_case};
use crate::diagnostic::{Code, Diagnostic};
use crate::spec::entity::{EntitySpec, UniqueSpec};

/// The sort key of guards.
const SORT: &str = "UNIQUE";

pub(super) fn lower(
    spec: &EntitySpec,
    kind: &str,
    word: &Word,
    whole: &Spec,
    resolver: &Resolver<'_, '_>,
) -> (Vec<UniqueDesign>, Vec<(EntityModel, Span)>) {
    let lowered = spec.unique.iter().filter_map(|unique| {
        let (design, guard) = guard(unique, spec, kind, word, whole, resolver)?;
        Some((design, (guard, unique.field.span)))
    });
    lowered.unzip()
}

/// `UNIQUE#customer#email#{email:lower}`, which leads to the item by its primary key.
fn guard(
    unique: &UniqueSpec,
    spec: &EntitySpec,
    kind: &str,
    word: &Word,
    whole: &Spec,
    resolver: &Resolver<'_, '_>,
) -> Option<(UniqueDesign, EntityModel)> {
    let written = unique.field.as_str();
    let field = written.split(':').next().unwrap_or_default().trim();
    let parts =
        unique.scope.iter().map(|scope| (scope, scope.value.as_str())).chain([(&unique.field, written)]);
    let mut segments = vec![Segment::Literal(format!("UNIQUE#{kind}#{field}#").into())];
    let mut attributes: Vec<AttributeModel> = Vec::new();
    for (at, (word, part)) in parts.enumerate() {
        if at > 0 {
            segments.push(Segment::Literal("#".into()));
        }
        let (part, attribute) = resolver.part(word, part)?;
        segments.push(Segment::Part(part));
        attributes.push(attribute);
    }
    for name in
        resolver.parts_of(&spec.pk).into_iter().chain(spec.sk.iter().flat_map(|sort| resolver.parts_of(sort)))
    {
        if let Some(attribute) = resolver.attribute(&name)
            && !attributes.contains(attribute)
        {
            attributes.push(attribute.clone());
        }
    }
    if attributes.iter().any(|attribute| attribute.optional) {
        let message = format!(
            "the unique attribute `{field}` of `{}` is optional, which is not supported yet",
            word.as_str()
        );
        resolver.cx.report(
            Diagnostic::new(Code::NotSupported, unique.field.span, message)
                .label("its guard would have no key")
                .help("make the field required, or make it an entity of its own"),
        );
    }
    let template = |segments: Vec<Segment>| KeySource::Template(KeyTemplate { segments: segments.into() });
    let sort = whole.table.sk.as_ref().map(|_| template(vec![Segment::Literal(SORT.into())]));
    let guard = format!("{kind}_{}", snake_case(field));
    let model = EntityModel {
        name: guard.clone().into(),
        key: EntityKey { partition: template(segments), sort },
        indexes: Vec::new().into(),
        attributes: attributes.into_iter().map(AttributeModel::without_role).collect(),
        version: None,
    };
    let scope = unique.scope.iter().map(|scope| scope.value.clone()).collect();
    Some((UniqueDesign { field: field.to_owned(), scope, guard }, model))
}
