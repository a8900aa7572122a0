//! Unique attributes: for each there is a guard, an item whose key is the value.

use dynamo_schema::{AttributeModel, EntityKey, EntityModel, KeySource, KeyTemplate, Segment, UniqueModel};

use super::super::key::Resolver;
use super::{Span, Spec, UniqueDesign};
use crate::spec::entity::{EntitySpec, UniqueSpec};

/// The sort key of guards.
const SORT: &str = "UNIQUE";

pub(super) fn lower(spec: &EntitySpec, kind: &str, whole: &Spec, resolver: &Resolver<'_, '_>) -> Lowered {
    let mut lowered = Lowered::default();
    for unique in &spec.unique {
        if let Some((design, model, guard)) = guard(unique, spec, kind, whole, resolver) {
            lowered.designs.push(design);
            lowered.models.push(model);
            lowered.guards.push((guard, unique.field.span));
        }
    }
    lowered
}

/// The unique attributes of an entity, and their guards with the places where they are asked for.
#[derive(Default)]
pub(super) struct Lowered {
    pub(super) designs: Vec<UniqueDesign>,
    pub(super) models: Vec<UniqueModel>,
    pub(super) guards: Vec<(EntityModel, Span)>,
}

/// `UNIQUE#customer#email#{email:lower}`, which leads to the item by its primary key.
fn guard(
    unique: &UniqueSpec,
    spec: &EntitySpec,
    kind: &str,
    whole: &Spec,
    resolver: &Resolver<'_, '_>,
) -> Option<(UniqueDesign, UniqueModel, EntityModel)> {
    let written = unique.field.as_str();
    let field = written.split(':').next().unwrap_or_default().trim();
    let (_, attribute) = resolver.part(&unique.field, written)?;
    let attribute = attribute.name;
    let parts =
        unique.scope.iter().map(|scope| (scope, scope.value.as_str())).chain([(&unique.field, written)]);
    let mut segments = vec![Segment::Literal(format!("UNIQUE#{kind}#{attribute}#").into())];
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
    let template = |segments: Vec<Segment>| KeySource::Template(KeyTemplate { segments: segments.into() });
    let sort = whole.table.sk.as_ref().map(|_| template(vec![Segment::Literal(SORT.into())]));
    let guard = format!("{kind}_{attribute}");
    let scope_attributes = attributes.iter().take(unique.scope.len()).map(|attribute| attribute.name.clone());
    let unique_model =
        UniqueModel { attribute, scope: scope_attributes.collect(), marker: guard.clone().into() };
    // A guard has all of its attributes, and they have no roles in it.
    let attributes = attributes.into_iter().map(|attribute| {
        AttributeModel::new(attribute.name, attribute.field, attribute.attribute_type, false)
    });
    let model = EntityModel {
        name: guard.clone().into(),
        key: EntityKey { partition: template(segments), sort },
        indexes: Vec::new().into(),
        attributes: attributes.collect(),
        unique: Vec::new().into(),
        version: None,
    };
    let scope = unique.scope.iter().map(|scope| scope.value.clone()).collect();
    let format = written.split_once(':').map(|(_, format)| format.trim().to_owned());
    Some((UniqueDesign { field: field.to_owned(), scope, format, guard }, unique_model, model))
}
