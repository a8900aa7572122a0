//! What each rule is called, what is wrong when it is broken, and what to do.

use super::ViolationKind;

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
            Self::TtlAttribute => (
                "ttl-attribute",
                "{} is not the attribute in which the table looks for the expiry time",
                "give the table's `ttl` and the attribute one name",
            ),
            Self::LockType => (
                "lock-type",
                "the lock {} is not an unsigned integer",
                "make it a `u64`: it counts changes",
            ),
            Self::StampType => (
                "stamp-type",
                "{}, the time of a write, is not a moment",
                "make it a timestamp or seconds since 1970",
            ),
            Self::GeneratedType => (
                "generated-type",
                "{} is to be made up but is no identifier",
                "make it a ULID, a UUID or a text",
            ),
            Self::RoleOptional => (
                "role-optional",
                "{} is filled in by writes but may be absent",
                "make it required; a lock can have a default for items that were written without it",
            ),
            Self::RoleTwice => (
                "role-twice",
                "{} has a role that another attribute has",
                "keep one: an entity has one lock, one time of creation, one of the last change and one expiry",
            ),
            Self::RoleInKey => (
                "role-in-key",
                "{} is in a key, but writes fill it in",
                "leave it out of the key, and of what is unique; a ULID sorts by the time at which it was made",
            ),
            Self::ComputedFrom => (
                "computed-from",
                "{} is computed, but not from attributes that the program writes",
                "compute it from at least one attribute that is neither computed nor a lock nor the time of a write; say no default, which is computed too",
            ),
            Self::LimitType => (
                "limit-type",
                "{} has a limit that its type does not go with",
                "a range is for numbers, a length for texts, bytes and collections, a number of bytes for texts and bytes, a pattern for texts",
            ),
            Self::VersionAttribute => (
                "version-attribute",
                "it has a version, but the table has no attribute for it",
                "declare the attribute that holds it, such as `version = \"_v\"`",
            ),
            Self::VersionZero => (
                "version-zero",
                "its version is 0",
                "count from 1, which is also the version of items that say none",
            ),
            Self::ShadowsVersion => (
                "shadows-version",
                "{} is the attribute that holds the version of each item's entity",
                "rename one of them",
            ),
            Self::TooManyVectorIndexes => (
                "too-many-vector-indexes",
                "more than 5 vector indexes",
                "leave some out: DynamoDB has up to 5 for a table",
            ),
            Self::VectorDimensions => (
                "vector-dimensions",
                "its vectors do not have 1 to 4096 numbers",
                "give it the length of the vectors that the embedding model makes",
            ),
            Self::VectorLengths => (
                "vector-lengths",
                "another index of the vectors in {} has other dimensions",
                "give both the same, or keep the other vectors in an attribute of their own",
            ),
            Self::VectorIsKey => (
                "vector-is-key",
                "{} holds vectors, but is also a key, searched by, or the table's own",
                "keep the vectors in an attribute of their own",
            ),
            Self::RepeatedSearchAttribute => (
                "repeated-search-attribute",
                "{} is searched by twice",
                "name it once: as the partition key, or as a filter",
            ),
            Self::VectorType => (
                "vector-type",
                "{} is not a list of numbers, but the index takes its vectors from there",
                "make it a list of numbers, or rename it: DynamoDB would refuse such items",
            ),
            Self::SearchType => (
                "search-type",
                "{} has another type than the index is searched by it with",
                "give both one type (a partition is not of floats), or rename one: DynamoDB would refuse such items",
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
