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
    /// An expiry time is not in the attribute that the table has for it.
    TtlAttribute,
    /// A lock is not an unsigned integer.
    LockType,
    /// The time of a write is not a moment.
    StampType,
    /// What is made up for a new item is not an identifier.
    GeneratedType,
    /// What every write fills in may be absent.
    RoleOptional,
    /// Two attributes of an entity have a role that one can have.
    RoleTwice,
    /// What writes fill in is in a key that it would change.
    RoleInKey,
    /// An attribute is computed from nothing, or from what writes fill in.
    ComputedFrom,
    /// A limit is on an attribute whose type it does not go with.
    LimitType,
    /// An entity has versions, and the table has no attribute for them.
    VersionAttribute,
    /// An entity has the version 0.
    VersionZero,
    /// An ordinary attribute, a key or the kind has the name of the attribute with the version.
    ShadowsVersion,
    /// There are more vector indexes than a table can have.
    TooManyVectorIndexes,
    /// The vectors of an index have no numbers, or more than 4,096.
    VectorDimensions,
    /// Two vector indexes of one attribute have vectors of other lengths.
    VectorLengths,
    /// The attribute with the vectors is a key, searched by, or the table's own.
    VectorIsKey,
    /// A vector index is searched by one attribute twice.
    RepeatedSearchAttribute,
    /// An entity has something else than a list of numbers where an index takes its vectors from.
    VectorType,
    /// An attribute has another type than a vector index is searched by it with.
    SearchType,
    /// A condition compares an attribute that has no text.
    WhenType,
    /// A condition names a token that the enum does not have.
    WhenToken,
    /// Two entities of the table can have one key.
    KeysCollide,
    /// A query for one entity can return the other, and no collection holds both.
    KeysContained,
}
