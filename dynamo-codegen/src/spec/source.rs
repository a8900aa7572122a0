//! Where a table's changes go, who else may use it, and what it begins with.

use super::table::ParameterOnly;
use crate::decode::{Context, Decode, Fields, Keyword, mismatch, word_of};
use crate::design::{Compression, ImportFormat, Precision};
use crate::span::{Span, Spanned, Word};
use crate::syntax::{Kind, Node};

/// `"parameter"`, `{ stream = "parameter", precision = "microsecond" }`, or `false`
#[derive(Debug, Clone, Copy)]
pub(crate) struct KinesisSpec(pub(crate) Option<Precision>);

/// `{ sid = "…", deny = false, principals = ["…"], actions = ["dynamodb:GetItem"] }`
#[derive(Debug)]
pub(crate) struct StatementSpec {
    pub(crate) sid: Option<Word>,
    pub(crate) denies: bool,
    pub(crate) principals: Vec<Word>,
    pub(crate) actions: Vec<Word>,
    pub(crate) span: Span,
}

/// `{ bucket = "…", prefix = "…", format = "csv", compression = "gzip", delimiter = ";", header = ["…"] }`
#[derive(Debug)]
pub(crate) struct ImportSpec {
    pub(crate) bucket: Word,
    pub(crate) prefix: Option<Word>,
    pub(crate) owner: Option<Word>,
    pub(crate) format: Spanned<ImportFormat>,
    pub(crate) compression: Option<Spanned<Compression>>,
    pub(crate) delimiter: Option<Word>,
    pub(crate) header: Vec<Word>,
}

impl Keyword for Precision {
    const WHAT: &'static str = "precision of times";
    const WORDS: &'static [(&'static str, Self)] =
        &[("millisecond", Self::Millisecond), ("microsecond", Self::Microsecond)];
}

impl Decode for KinesisSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Kind::Bool(false) = node.kind {
            return Some(Self(None));
        }
        if let Some(word) = word_of(node) {
            ParameterOnly::of(&word, cx)?;
            return Some(Self(Some(Precision::Microsecond)));
        }
        if !matches!(node.kind, Kind::Table(_)) {
            mismatch(
                node,
                "`\"parameter\"`, `{ stream = \"parameter\", precision = \"millisecond\" }` or `false`",
                cx,
            );
            return None;
        }
        let mut fields = Fields::of(node, "`kinesis`", cx)?;
        let stream: Option<Word> = fields.required("stream");
        let precision: Option<Spanned<Precision>> = fields.optional("precision");
        fields.finish();
        ParameterOnly::of(&stream?, cx)?;
        Some(Self(Some(precision.map_or(Precision::Microsecond, |precision| precision.value))))
    }
}

impl Decode for StatementSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a statement of a policy", cx)?;
        let (sid, denies) = (fields.optional("sid"), fields.flag("deny"));
        let (principals, actions) = (fields.required("principals"), fields.required("actions"));
        fields.finish();
        Some(Self { sid, denies, principals: principals?, actions: actions?, span: node.span })
    }
}

impl Keyword for ImportFormat {
    const WHAT: &'static str = "format of an import";
    const WORDS: &'static [(&'static str, Self)] =
        &[("csv", Self::Csv), ("dynamodb-json", Self::DynamoDbJson), ("ion", Self::Ion)];
}

impl Keyword for Compression {
    const WHAT: &'static str = "compression";
    const WORDS: &'static [(&'static str, Self)] =
        &[("none", Self::None), ("gzip", Self::Gzip), ("zstd", Self::Zstd)];
}

impl Decode for ImportSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "`import`", cx)?;
        let (bucket, format) = (fields.required("bucket"), fields.required("format"));
        let (prefix, owner) = (fields.optional("prefix"), fields.optional("owner"));
        let compression = fields.optional("compression");
        let (delimiter, header) = (fields.optional("delimiter"), fields.list("header"));
        fields.finish();
        Some(Self { bucket: bucket?, prefix, owner, format: format?, compression, delimiter, header })
    }
}
