//! The rules by name.

/// Which rule about tables is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ViolationKind {
    /// Two entities have one name.
    DuplicateEntity,
    /// Two indexes have one name.
    DuplicateIndex,
    /// Two attributes of an entity have one name.
    DuplicateAttribute,
    /// Two collections have one name.
    DuplicateCollection,
    /// An entity is in one index under the same name twice.
    DuplicateEntry,
    /// An entity is twice in one index.
    IndexUsedTwice,
    /// A table or an index has one attribute twice in its key.
    RepeatedKeyAttribute,
    /// The name of an index is not 3 to 255 letters, digits, `_`, `-` and `.`.
    IndexName,
    /// The name of a key attribute or of a projected one is empty or longer than 255 bytes.
    KeyName,
    /// One attribute is a key with two types.
    KeyTypes,
    /// There are more global secondary indexes than the quota allows.
    TooManyGlobalIndexes,
    /// There are more local secondary indexes than a table can have.
    TooManyLocalIndexes,
    /// The indexes project more attributes by name than a table can have.
    TooManyProjected,
    /// An index has no partition key, or too many attributes in one of the two.
    IndexKeySize,
    /// A local index is on a table without a sort key.
    LocalWithoutSortKey,
    /// A local index has another partition key than the table.
    LocalPartitionKey,
    /// An index includes attributes by name but names none.
    EmptyProjection,
    /// A collection names an entity that is not there.
    UnknownEntity,
    /// An entity names an index that is not there.
    UnknownIndex,
    /// A key or a condition names an attribute that the entity does not have.
    UnknownAttribute,
    /// The entity has no source for the sort key.
    SortKeyMissing,
    /// The entity has a source for a sort key that the table does not have.
    SortKeySuperfluous,
    /// The sources in an index are not as many as its key attributes.
    SourceCount,
    /// A source is given for the partition key of a local index, which is the table's.
    LocalPartitionSource,
    /// A multi-attribute index key is to hold a composed text.
    ComposedNativeKey,
    /// An attribute that is a key itself has another name than the key.
    NaturalName,
    /// An attribute that is a key itself has another type than the key.
    NaturalType,
    /// A key that is not a text is to hold a composed text.
    ComposedType,
    /// An attribute is written into a key although its type has no key text.
    NotAPart,
    /// The kind of a part is not that of its attribute.
    PartKind,
    /// A part of a primary key may be absent.
    OptionalPrimaryKey,
    /// Two indexes or an index and the table share a key attribute, and the entity writes it in two ways.
    TwoSources,
    /// Two indexes share a composed key attribute, and the entity can be in one without the other.
    SharedSparseKey,
    /// An entity's condition for an index cannot keep an item out of it.
    WhenWithoutOwnKey,
    /// A template gives an empty text.
    EmptyTemplate,
    /// Two literals follow each other.
    AdjacentLiterals,
    /// A literal holds a character that escapes use.
    LiteralCharacter,
    /// A text is neither last nor followed by `#`.
    TextNotDelimited,
    /// Two parts touch.
    PartsTouch,
    /// A literal before a part of a sort key does not end in `#`.
    LiteralBefore,
    /// A literal after a part of a sort key does not start with `#`.
    LiteralAfter,
    /// A format does not apply to the kind of the part.
    FormatMisused,
    /// A width is zero or above 39.
    Width,
    /// A decimal has no scale, or one above 28.
    Scale,
    /// The number of shards is zero.
    Shards,
    /// An ordinary attribute has the name of one that holds a composed key.
    ShadowsKey,
    /// An ordinary attribute or a key has the name of the kind attribute.
    ShadowsKind,
    /// There are several entities and no kind attribute.
    KindMissing,
    /// The attribute with the expiry time is not a number.
    TtlType,
    /// A condition compares an attribute that has no text.
    WhenType,
    /// A condition names a token that the enum does not have.
    WhenToken,
    /// Two entities of the table can have one key.
    KeysCollide,
    /// A query for one entity can return the other, and no collection holds both.
    KeysContained,
}

impl ViolationKind {
    /// A stable name of the rule.
    pub const fn as_str(self) -> &'static str {
        self.texts().0
    }

    /// What is wrong, with `{}` for the subject.
    pub(super) const fn message(self) -> &'static str {
        self.texts().1
    }

    /// What to do.
    pub(super) const fn fix(self) -> &'static str {
        self.texts().2
    }

    /// The name, what is wrong with `{}` for the subject, and what to do.
    #[rustfmt::skip]
    const fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::DuplicateEntity => (
                "duplicate-entity",
                "a second entity of this name",
                "rename one: the name is the value of the kind attribute",
            ),
            Self::DuplicateIndex => (
                "duplicate-index",
                "a second index of this name",
                "rename one",
            ),
            Self::DuplicateAttribute => (
                "duplicate-attribute",
                "a second attribute {}",
                "rename one",
            ),
            Self::DuplicateCollection => (
                "duplicate-collection",
                "a second collection {}",
                "rename one",
            ),
            Self::DuplicateEntry => (
                "duplicate-entry",
                "a second index entry {}",
                "rename one",
            ),
            Self::IndexUsedTwice => (
                "index-used-twice",
                "a second entry in the index {}",
                "leave one out, or use a second index: an item is in an index once",
            ),
            Self::RepeatedKeyAttribute => (
                "repeated-key-attribute",
                "the attribute {} is in the key twice",
                "use another attribute",
            ),
            Self::IndexName => (
                "index-name",
                "{} is not the name of an index",
                "use 3 to 255 letters, digits, `_`, `-` and `.`",
            ),
            Self::KeyName => (
                "key-name",
                "{} is not the name of a key or projected attribute",
                "use a name of 1 to 255 bytes",
            ),
            Self::KeyTypes => (
                "key-types",
                "the key attribute {} has another type elsewhere in the table",
                "give it one type everywhere: a table defines each key attribute once",
            ),
            Self::TooManyGlobalIndexes => (
                "too-many-global-indexes",
                "more than 20 global secondary indexes",
                "let entities share indexes; the quota is 20",
            ),
            Self::TooManyLocalIndexes => (
                "too-many-local-indexes",
                "more than 5 local secondary indexes",
                "use global indexes; a table has at most 5 local ones",
            ),
            Self::TooManyProjected => (
                "too-many-projected",
                "the indexes project more than 100 attributes by name",
                "project all attributes, or fewer; all indexes together may name 100",
            ),
            Self::IndexKeySize => (
                "index-key-size",
                "its key has not the number of attributes that it can have",
                "a global index has 1 to 4 partition-key and up to 4 sort-key attributes, a local one 1 sort-key attribute",
            ),
            Self::LocalWithoutSortKey => (
                "local-without-sort-key",
                "a local index on a table without a sort key",
                "give the table a sort key, or use a global index",
            ),
            Self::LocalPartitionKey => (
                "local-partition-key",
                "a local index has another partition key than the table, {}",
                "give it the table's partition key, or make it global",
            ),
            Self::EmptyProjection => (
                "empty-projection",
                "it includes attributes by name but names none",
                "name attributes, or project the keys only",
            ),
            Self::UnknownEntity => (
                "unknown-entity",
                "a collection names the unknown entity {}",
                "use the name of one of the table's entities",
            ),
            Self::UnknownIndex => (
                "unknown-index",
                "there is no index {}",
                "use the name of one of the table's indexes",
            ),
            Self::UnknownAttribute => (
                "unknown-attribute",
                "there is no attribute {}",
                "use the name of one of the entity's attributes",
            ),
            Self::SortKeyMissing => (
                "sort-key-missing",
                "nothing says what the table's sort key {} is",
                "say what the sort key is",
            ),
            Self::SortKeySuperfluous => (
                "sort-key-superfluous",
                "it has a sort key, but the table has none",
                "leave it out, or give the table a sort key",
            ),
            Self::SourceCount => (
                "source-count",
                "not one source for each key attribute of the index",
                "give one source for each key attribute of the index",
            ),
            Self::LocalPartitionSource => (
                "local-partition-source",
                "a source for the partition key of a local index",
                "leave it out: the partition key of a local index is the table's",
            ),
            Self::ComposedNativeKey => (
                "composed-native-key",
                "{}, one of several key attributes, is to hold a composed text",
                "name a real attribute; templates are for keys of one attribute",
            ),
            Self::NaturalName => (
                "natural-name",
                "{} is a key itself but has not the name of the key",
                "give the attribute the name of the key, or write a template such as `{attribute}`",
            ),
            Self::NaturalType => (
                "natural-type",
                "{} is a key itself but has not the type of the key",
                "give both one type",
            ),
            Self::ComposedType => (
                "composed-type",
                "the key attribute {}, which is no text, is to hold a composed text",
                "make the key attribute a text (S), or name an attribute without a template",
            ),
            Self::NotAPart => (
                "not-a-part",
                "{} is of a type that cannot be part of a key",
                "use a text, a number other than a float, a Boolean, a time or an identifier",
            ),
            Self::PartKind => (
                "part-kind",
                "the part {} is of another kind than its attribute",
                "give the part the kind of its attribute",
            ),
            Self::OptionalPrimaryKey => (
                "optional-primary-key",
                "{} is in the primary key but may be absent",
                "make the attribute required: every item has a primary key",
            ),
            Self::TwoSources => (
                "two-sources",
                "the key attribute {} is written in two ways",
                "give both the same source, or the index key attributes of its own",
            ),
            Self::SharedSparseKey => (
                "shared-sparse-key",
                "the key attribute {} is shared with another index, in which the entity can be without this one",
                "give each index key attributes of its own: leaving one index removes its key attributes",
            ),
            Self::WhenWithoutOwnKey => (
                "when-without-own-key",
                "the condition on {} keeps no item out of the index, whose key attributes the item has anyway",
                "leave the condition out, or give the index a composed key attribute of its own",
            ),
            Self::EmptyTemplate => (
                "empty-template",
                "the template or a literal in it is empty",
                "write at least one character or part",
            ),
            Self::AdjacentLiterals => (
                "adjacent-literals",
                "the literal {} follows another",
                "join them",
            ),
            Self::LiteralCharacter => (
                "literal-character",
                "the literal {} holds a character up to U+0024 other than `#`",
                "of the characters up to U+0024 use `#` only: the others are how texts are escaped",
            ),
            Self::TextNotDelimited => (
                "text-not-delimited",
                "the text {} is followed by a literal that does not start with `#`",
                "write `#` after the part: it shows where a text ends",
            ),
            Self::PartsTouch => (
                "parts-touch",
                "the part {} touches the next one",
                "write `#` between them",
            ),
            Self::LiteralBefore => (
                "literal-before",
                "the literal before {} does not end in `#`",
                "end the literal in `#`, so that ranges stay inside the entity",
            ),
            Self::LiteralAfter => (
                "literal-after",
                "the literal after {} does not start with `#`",
                "start the literal with `#`, so that ranges are exact",
            ),
            Self::FormatMisused => (
                "format-misused",
                "the part {} has a format that does not apply to it",
                "leave it out: a width is for unsigned integers, a scale for decimals, a precision for timestamps, a case for texts, a policy for texts and tokens, and none of them for shards",
            ),
            Self::Width => (
                "width",
                "the width of {} is not one of 1 to 39 digits",
                "use 1 to 39 digits",
            ),
            Self::Scale => (
                "scale",
                "the decimal {} has no scale from 0 to 28",
                "declare 0 to 28 digits after the point, such as `{price:.2}`; a shard cannot be of a decimal",
            ),
            Self::Shards => (
                "shards",
                "the part {} has no shards",
                "use at least one",
            ),
            Self::ShadowsKey => (
                "shadows-key",
                "the attribute {} has the name of one that holds composed keys",
                "rename the attribute",
            ),
            Self::ShadowsKind => (
                "shadows-kind",
                "{} is the attribute that holds each item's entity",
                "rename one of them",
            ),
            Self::KindMissing => (
                "kind-missing",
                "several entities, but no attribute that tells them apart",
                "declare the attribute that holds each item's entity, such as `kind = \"_t\"`",
            ),
            Self::TtlType => (
                "ttl-type",
                "{} holds the expiry time but is not a number",
                "make it a number of seconds since 1970",
            ),
            Self::WhenType => (
                "when-type",
                "the condition compares {}, which has no text",
                "compare a text, a token, a number or a Boolean; of others ask whether they exist",
            ),
            Self::WhenToken => (
                "when-token",
                "the condition compares {} with a token that it does not have",
                "use one of the enum's tokens",
            ),
            Self::KeysCollide => (
                "keys-collide",
                "both can have the same key",
                "begin one of the two keys with another literal",
            ),
            Self::KeysContained => (
                "keys-contained",
                "a query for one can return the other",
                "declare a collection of both, or begin one of the two sort keys with another literal",
            ),
        }
    }
}
