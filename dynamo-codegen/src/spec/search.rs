//! What only searches of vectors have.

use crate::decode::{Context, Decode, Whole, mismatch, word_of};
use crate::span::Word;
use crate::syntax::{Kind, Node};

/// `top = 20`, or `top = ":most"` for a parameter.
#[derive(Debug)]
pub(crate) enum TopSpec {
    Fixed(Whole),
    Parameter(Word),
}

impl Decode for TopSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Some(word) = word_of(node) {
            return Some(Self::Parameter(word));
        }
        if !matches!(node.kind, Kind::Integer(_)) {
            mismatch(node, "a whole number, or the name of a parameter such as `\":most\"`", cx);
            return None;
        }
        Whole::decode(node, cx).map(Self::Fixed)
    }
}
