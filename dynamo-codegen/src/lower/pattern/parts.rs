//! The parts of a key.

use dynamo_schema::{AttributeModel, KeySource, Segment, TextPolicy};

use crate::lower::Lowered;

/// An attribute in a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Its name in the item.
    pub(super) attribute: String,
    /// The number of shards, when only the shard is in the key.
    pub(super) shards: Option<u16>,
    /// Whether the order of the key's texts is the order of the values.
    pub(super) is_ordered: bool,
}

/// The parts of a source in order.
pub(super) fn parts(source: &KeySource) -> Vec<Part> {
    match source {
        KeySource::Attribute(name) => {
            vec![Part { attribute: name.clone().into_owned(), shards: None, is_ordered: true }]
        }
        KeySource::Template(template) => {
            let parts = template.segments.iter().filter_map(|segment| match segment {
                Segment::Literal(_) => None,
                Segment::Part(part) => Some(Part {
                    attribute: part.attribute.clone().into_owned(),
                    shards: part.format.shards,
                    is_ordered: part.format.shards.is_none() && part.format.text != TextPolicy::Raw,
                }),
            });
            parts.collect()
        }
    }
}

/// The attribute of a name in the item.
pub(super) fn attribute<'e>(entity: &'e Lowered<'_>, name: &str) -> Option<&'e AttributeModel> {
    entity.model.attributes.iter().find(|attribute| attribute.name == name)
}
