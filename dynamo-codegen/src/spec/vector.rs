//! `[vector_index.NAME]`

use super::index::ProjectionSpec;
use super::table::KeySpec;
use crate::decode::{Context, Decode, Fields, Keyword, Whole};
use crate::span::{Spanned, Word};
use crate::syntax::Node;
use dynamo_schema::VectorDistance;

/// An index of vectors.
#[derive(Debug)]
pub(crate) struct VectorSpec {
    /// The attribute that holds the vectors.
    pub(crate) of: Word,
    pub(crate) dimensions: Whole,
    pub(crate) distance: VectorDistance,
    pub(crate) pk: Option<KeySpec>,
    pub(crate) filters: Vec<KeySpec>,
    pub(crate) projection: Option<ProjectionSpec>,
}

impl Decode for VectorSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a vector index", cx)?;
        let (of, dimensions) = (fields.required("of"), fields.required("dimensions"));
        let distance: Option<Spanned<VectorDistance>> = fields.optional("distance");
        let (pk, filters) = (fields.optional("pk"), fields.list("filters"));
        let projection = fields.optional("projection");
        fields.finish();
        let distance = distance.map_or(VectorDistance::Cosine, |distance| distance.value);
        Some(Self { of: of?, dimensions: dimensions?, distance, pk, filters, projection })
    }
}

impl Keyword for VectorDistance {
    const WHAT: &'static str = "distance of vectors";
    const WORDS: &'static [(&'static str, Self)] =
        &[("cosine", Self::Cosine), ("dot-product", Self::DotProduct), ("euclidean", Self::Euclidean)];
}
