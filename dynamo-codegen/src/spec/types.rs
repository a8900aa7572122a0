//! `[type.NAME]`

use dynamo_schema::Spelling;

use super::field::FieldSpec;
use crate::decode::{Context, Decode, Fields};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Spanned, Word};
use crate::syntax::Node;

/// `[type.NAME]`
#[derive(Debug)]
pub(crate) struct TypeSpec {
    pub(crate) doc: Option<Word>,
    /// The type that is this one already.
    pub(crate) rust: Option<Word>,
    pub(crate) rename_all: Option<Spanned<Spelling>>,
    pub(crate) body: BodySpec,
}

/// What a named type is made of.
#[derive(Debug)]
pub(crate) enum BodySpec {
    Enum(Spanned<Vec<Word>>),
    Document(Vec<(Word, FieldSpec)>),
    Union { tag: Option<Word>, variants: Vec<(Word, Vec<(Word, FieldSpec)>)> },
}

impl Decode for TypeSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a type", cx)?;
        let doc = fields.optional("doc");
        let (rust, rename_all) = (fields.optional("rust"), fields.optional("rename_all"));
        let of_enum = fields.optional("enum").map(BodySpec::Enum);
        let document = fields.optional("fields").map(BodySpec::Document);
        let tag = fields.optional("tag");
        let union = fields.optional("variants").map(|variants| BodySpec::Union { tag, variants });
        fields.finish();
        let mut bodies = [of_enum, document, union].into_iter().flatten();
        if let (Some(body), None) = (bodies.next(), bodies.next()) {
            return Some(Self { doc, rust, rename_all, body });
        }
        let message = "a type has exactly one of `enum`, `fields` and `variants`";
        cx.report(
            Diagnostic::new(Code::Exclusive, node.span, message).label("one of them, no more and no less"),
        );
        None
    }
}
