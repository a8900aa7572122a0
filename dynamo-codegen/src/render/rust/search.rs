//! Searches of vector indexes, as the derive reads them.

use dynamo_schema::{AttributeModel, EntityModel, TableModel, VectorDistance, VectorIndexModel};

use super::table::{index_name, key, on, projected};
use super::{ident, literal, write_list};
use crate::names::snake_case;

/// An entity in a vector index: it has the attribute with the vectors and that of the partition key.
pub(crate) struct Found<'m> {
    pub(crate) index: &'m VectorIndexModel,
    pub(crate) of: &'m AttributeModel,
    pub(crate) partition: Option<&'m AttributeModel>,
    pub(crate) filters: Vec<&'m AttributeModel>,
}

/// The vector indexes that an entity is in.
pub(crate) fn found<'m>(table: &'m TableModel, model: &'m EntityModel) -> Vec<Found<'m>> {
    let attribute = |name: &str| model.attributes.iter().find(|attribute| attribute.name == name);
    let found = table.vectors.iter().filter_map(|index| {
        let partition = match &index.partition_key {
            Some(key) => Some(attribute(&key.name)?),
            None => None,
        };
        let filters = index.filters.iter().filter_map(|filter| attribute(&filter.name)).collect();
        Some(Found { index, of: attribute(&index.attribute)?, partition, filters })
    });
    found.collect()
}

/// The name of the function that searches: `by_embedding`.
pub(crate) fn function(index: &VectorIndexModel) -> String {
    snake_case(&index.name)
}

/// `vector(ByEmbedding, of = "embedding", dimensions = 256, …)`, of the table.
pub(super) fn write(index: &VectorIndexModel, out: &mut String) {
    let name = index_name(&index.name);
    let mut arguments = vec![name.clone()];
    if name != index.name {
        arguments.push(format!("name = {}", literal(&index.name)));
    }
    arguments.push(format!("of = {}", literal(&index.attribute)));
    arguments.push(format!("dimensions = {}", index.dimensions));
    let distance = match index.distance {
        VectorDistance::Cosine => None,
        VectorDistance::DotProduct => Some("dot_product"),
        VectorDistance::Euclidean => Some("euclidean"),
    };
    arguments.extend(distance.map(|distance| format!("distance = {distance}")));
    arguments.extend(index.partition_key.as_ref().map(|of| format!("pk = {}", key(of))));
    if !index.filters.is_empty() {
        let filters: Vec<String> = index.filters.iter().map(key).collect();
        arguments.push(format!("filter({})", filters.join(", ")));
    }
    arguments.extend(projected(&index.projection));
    if distance.is_none() && index.partition_key.is_none() && index.filters.is_empty() {
        write_list(&["vector"], &arguments, out);
    } else {
        out.push_str(&format!("#[dynamo(vector({}))]\n", arguments.join(", ")));
    }
}

/// `vector(by_embedding, on = ByEmbedding, of = embedding, …)`, of an entity.
pub(super) fn entry(found: &Found<'_>) -> String {
    let index = found.index;
    let mut arguments = vec![
        ident(&function(index)),
        format!("on = {}", on(&index.name)),
        format!("of = {}", ident(&found.of.field)),
    ];
    arguments.extend(found.partition.map(|of| format!("pk = {}", ident(&of.field))));
    if !found.filters.is_empty() {
        let filters: Vec<String> = found.filters.iter().map(|of| ident(&of.field)).collect();
        arguments.push(format!("filter({})", filters.join(", ")));
    }
    format!("vector({})", arguments.join(", "))
}
