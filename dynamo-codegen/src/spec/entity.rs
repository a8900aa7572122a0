//! `[entity.NAME]`

use dynamo_schema::Spelling;

use super::field::{FieldSpec, RoleWord};
use crate::decode::{Context, Decode, Fields, OneOrMany, Whole, word_of};
use crate::span::{Span, Spanned, Word};
use crate::syntax::Node;

/// A kind of item.
#[derive(Debug)]
pub(crate) struct EntitySpec {
    pub(crate) doc: Option<Word>,
    /// The value of the kind attribute, when not the name in snake case.
    pub(crate) name: Option<Word>,
    pub(crate) pk: OneOrMany,
    pub(crate) sk: Option<OneOrMany>,
    pub(crate) indexes: Vec<(Word, EntrySpec)>,
    pub(crate) optimistic_lock: Option<Spanned<bool>>,
    pub(crate) unique: Vec<UniqueSpec>,
    pub(crate) expect: Option<ExpectSpec>,
    pub(crate) fields: Vec<(Word, FieldSpec)>,
    /// The struct that is this entity already.
    pub(crate) rust: Option<Word>,
    pub(crate) rename_all: Option<Spanned<Spelling>>,
    /// The field that keeps the attributes which no other field has.
    pub(crate) rest: Option<Word>,
    pub(crate) version: Option<Whole>,
    /// The fields of earlier versions that this one does not have.
    pub(crate) removed: Vec<(Word, FieldSpec)>,
    /// The functions that upgrade to a version.
    pub(crate) upgrade: Vec<(Word, Word)>,
}

impl EntitySpec {
    /// Whether a field is the lock itself.
    pub(crate) fn has_lock_field(&self) -> bool {
        self.fields.iter().any(|(_, field)| field.roles.iter().any(|role| role.value == RoleWord::Lock))
    }
}

/// `index.GSI1 = { pk = "…", sk = "…", when = "…" }`
#[derive(Debug)]
pub(crate) struct EntrySpec {
    /// The name of the query, when not the index's in snake case.
    pub(crate) name: Option<Word>,
    pub(crate) pk: Option<OneOrMany>,
    pub(crate) sk: Option<OneOrMany>,
    pub(crate) when: Option<Word>,
    pub(crate) span: Span,
}

/// `"email"`, `"email:lower"` or `{ field = "name", scope = ["tenant_id"] }`
#[derive(Debug)]
pub(crate) struct UniqueSpec {
    pub(crate) field: Word,
    pub(crate) scope: Vec<Word>,
}

/// `{ count = 1_000, per_parent = 3, bytes = 400 }`
#[derive(Debug)]
pub(crate) struct ExpectSpec {
    pub(crate) count: Option<Whole>,
    pub(crate) per_parent: Option<Spanned<f64>>,
    pub(crate) bytes: Option<Whole>,
}

impl Decode for EntitySpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "an entity", cx)?;
        let (doc, name) = (fields.optional("doc"), fields.optional("name"));
        let (pk, sk) = (fields.required("pk"), fields.optional("sk"));
        let indexes = fields.named("index");
        let optimistic_lock = fields.optional("optimistic_lock");
        let unique = fields.list("unique");
        let expect = fields.optional("expect");
        let own = fields.required("fields");
        let (rename_all, rest) = (fields.optional("rename_all"), fields.optional("rest"));
        let (version, removed) = (fields.optional("version"), fields.named("removed"));
        let upgrade = fields.named("upgrade");
        let rust = fields.optional("rust");
        fields.finish();
        Some(Self {
            doc,
            name,
            pk: pk?,
            sk,
            indexes,
            optimistic_lock,
            unique,
            expect,
            fields: own?,
            rust,
            rename_all,
            rest,
            version,
            removed,
            upgrade,
        })
    }
}

impl Decode for EntrySpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "an entity's part in an index", cx)?;
        let name = fields.optional("name");
        let (pk, sk) = (fields.optional("pk"), fields.optional("sk"));
        let when = fields.optional("when");
        fields.finish();
        Some(Self { name, pk, sk, when, span: node.span })
    }
}

impl Decode for UniqueSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Some(field) = word_of(node) {
            return Some(Self { field, scope: Vec::new() });
        }
        let mut fields = Fields::of(node, "a unique attribute", cx)?;
        let field = fields.required("field");
        let scope = fields.list("scope");
        fields.finish();
        Some(Self { field: field?, scope })
    }
}

impl Decode for ExpectSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "`expect`", cx)?;
        let (count, per_parent, bytes) =
            (fields.optional("count"), fields.optional("per_parent"), fields.optional("bytes"));
        fields.finish();
        Some(Self { count, per_parent, bytes })
    }
}
