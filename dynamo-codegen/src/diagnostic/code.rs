//! The rules by number. A number never changes its meaning and is never used again.

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// The spec cannot be used.
    Error,
    /// The spec can be used, but is worth a second look.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal,)*) => {
        /// Which rule a finding is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// All rules in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The number, such as `DYN0101`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $number,)*
                }
            }
        }
    };
}

codes! {
    /// The text is not TOML, YAML or JSON.
    Syntax = "DYN0001",
    /// A key that the format does not have.
    UnknownKey = "DYN0101",
    /// A value of another kind.
    WrongKind = "DYN0102",
    /// Something that must be there is missing.
    MissingKey = "DYN0103",
    /// A word that is not one of the choices.
    UnknownWord = "DYN0104",
    /// A number out of range.
    OutOfRange = "DYN0105",
    /// Not supported yet.
    NotSupported = "DYN0106",
    /// Things that exclude each other.
    Exclusive = "DYN0107",
    /// Another version of the format.
    Version = "DYN0108",
    /// Not a name in Rust.
    IllegalName = "DYN0109",
    /// An empty list.
    EmptyList = "DYN0110",
    /// An assertion that could not be checked.
    NotEvaluated = "DYN0190",
    /// An unknown type.
    UnknownType = "DYN0201",
    /// A type that holds itself.
    RecursiveType = "DYN0202",
    /// Not an element of a collection.
    SetElement = "DYN0203",
    /// Two types of one name.
    TypeNameTwice = "DYN0204",
    /// A token twice.
    TokenTwice = "DYN0205",
    /// A role that does not go with the field.
    RoleMisused = "DYN0206",
    /// A role twice.
    RoleTwice = "DYN0207",
    /// An option that does not go with the type.
    OptionMisused = "DYN0208",
    /// A default of another type.
    DefaultType = "DYN0209",
    /// Not a span of time.
    Duration = "DYN0210",
    /// An expiry time that DynamoDB does not look at.
    TtlAttribute = "DYN0211",
    /// No attribute for the lock.
    LockAttribute = "DYN0212",
    /// An unknown field.
    UnknownField = "DYN0213",
    /// An unknown entity.
    UnknownEntity = "DYN0214",
    /// Two fields in one attribute.
    AttributeTwice = "DYN0215",
    /// Two entities of one kind.
    EntityTwice = "DYN0216",
    /// An attribute with the name of a composed key.
    ShadowsKey = "DYN0217",
    /// An attribute with the name of the kind attribute.
    ShadowsKind = "DYN0218",
    /// Nothing tells entities apart.
    KindMissing = "DYN0219",
    /// An expiry time that is not a number.
    TtlType = "DYN0220",
    /// A history that a field cannot have.
    History = "DYN0221",
    /// No attribute for versions.
    VersionAttribute = "DYN0222",
    /// An earlier version that does not become the next one.
    UpgradeMissing = "DYN0223",
    /// An attribute with the name of the version attribute.
    ShadowsVersion = "DYN0224",
    /// Not a key template.
    Template = "DYN0301",
    /// A type that cannot be part of a key.
    NotAPart = "DYN0302",
    /// A primary key that may be absent.
    OptionalPrimaryKey = "DYN0303",
    /// A sort key too few or too many.
    SortKey = "DYN0304",
    /// Not one source for each key attribute.
    SourceCount = "DYN0305",
    /// A partition key for a local index.
    LocalPartitionSource = "DYN0306",
    /// A template in a key of several attributes.
    ComposedNativeKey = "DYN0307",
    /// A key under another name.
    NaturalName = "DYN0308",
    /// A key of another type.
    NaturalType = "DYN0309",
    /// A template in a key that is no text.
    ComposedType = "DYN0310",
    /// A key attribute written in two ways.
    TwoSources = "DYN0311",
    /// A shared key of a sparse index.
    SharedSparseKey = "DYN0312",
    /// A condition that keeps no item out.
    WhenWithoutOwnKey = "DYN0313",
    /// Parts that are not set apart.
    Delimiters = "DYN0314",
    /// A format that does not fit.
    PartFormat = "DYN0315",
    /// Not a condition.
    Expression = "DYN0316",
    /// A condition that an index cannot depend on.
    WhenForm = "DYN0317",
    /// A comparison with what has no text.
    WhenType = "DYN0318",
    /// A token that the enum does not have.
    WhenToken = "DYN0319",
    /// Two entities with one key.
    KeysCollide = "DYN0320",
    /// A query that returns another entity.
    KeysContained = "DYN0321",
    /// An unknown index.
    UnknownIndex = "DYN0322",
    /// Two queries of one name.
    EntryTwice = "DYN0323",
    /// Not the name of a table.
    TableName = "DYN0401",
    /// Not the name of an index.
    IndexName = "DYN0402",
    /// Not the name of a key attribute.
    KeyName = "DYN0403",
    /// A key attribute of two types.
    KeyTypes = "DYN0404",
    /// Too many global indexes.
    TooManyGlobalIndexes = "DYN0405",
    /// Too many local indexes.
    TooManyLocalIndexes = "DYN0406",
    /// Too many projected attributes.
    TooManyProjected = "DYN0407",
    /// A key of too many attributes.
    IndexKeySize = "DYN0408",
    /// A local index without a sort key of the table.
    LocalWithoutSortKey = "DYN0409",
    /// A local index with another partition key.
    LocalPartitionKey = "DYN0410",
    /// A projection of nothing.
    EmptyProjection = "DYN0411",
    /// An attribute twice in a key.
    RepeatedKeyAttribute = "DYN0412",
    /// No throughput.
    ThroughputMissing = "DYN0413",
    /// A throughput that is not used.
    ThroughputSuperfluous = "DYN0414",
    /// Not a period of recovery.
    RecoveryDays = "DYN0415",
    /// Not a tag.
    Tag = "DYN0416",
    /// A projected attribute that no entity has.
    UnknownProjected = "DYN0417",
    /// Two indexes of one name.
    IndexTwice = "DYN0418",
    /// Too many vector indexes.
    TooManyVectorIndexes = "DYN0419",
    /// Vectors without numbers, or with too many.
    VectorDimensions = "DYN0420",
    /// Vectors of two lengths in one attribute.
    VectorLengths = "DYN0421",
    /// Vectors in a key.
    VectorIsKey = "DYN0422",
    /// Searched twice by one attribute.
    RepeatedSearchAttribute = "DYN0423",
    /// Vectors that are no lists of numbers.
    VectorType = "DYN0424",
    /// Searched by an attribute of another type.
    SearchType = "DYN0425",
    /// Vector indexes of a table with reserved capacity.
    VectorBilling = "DYN0426",
    /// Bounds that capacity cannot be scaled in.
    Autoscale = "DYN0427",
    /// Not a statement of a policy.
    Policy = "DYN0428",
    /// Not an import.
    Import = "DYN0429",
    /// Not a table with replicas.
    Replicas = "DYN0430",
    /// No such unique attribute.
    UnknownUnique = "DYN0501",
    /// An option of another operation.
    OptionOfOther = "DYN0502",
    /// A consistent read of a global index.
    ConsistentOnGlobal = "DYN0503",
    /// A query over several partitions.
    PartitionsDiffer = "DYN0504",
    /// A gap in the key.
    KeyGap = "DYN0505",
    /// A range on what has no such order.
    RangeOperator = "DYN0506",
    /// A filter on a key.
    FilterOnKey = "DYN0507",
    /// An attribute that the index does not hold.
    NotProjected = "DYN0508",
    /// A value of another type.
    OperandType = "DYN0509",
    /// An update of the primary key.
    UpdateOfKey = "DYN0510",
    /// An update of what does not change.
    UpdateOfReadOnly = "DYN0511",
    /// A required attribute removed.
    RemoveRequired = "DYN0512",
    /// Something added to what is no number.
    AddNonNumber = "DYN0513",
    /// An index key that would be half known.
    IncompleteIndexKey = "DYN0514",
    /// A field changed twice.
    UpdatedTwice = "DYN0515",
    /// An update that changes nothing.
    EmptyUpdate = "DYN0516",
    /// Too many actions in a transaction.
    TooManyActions = "DYN0517",
    /// A list without a bound.
    ListBound = "DYN0518",
    /// An unknown access pattern.
    UnknownPattern = "DYN0519",
    /// A call that is no part of a transaction.
    Call = "DYN0520",
    /// A result that does not fit.
    Aggregate = "DYN0521",
    /// A parameter of two types.
    ParameterTypes = "DYN0522",
    /// An entity that is not in the index.
    NotInIndex = "DYN0523",
    /// Two access patterns of one identifier.
    PatternIdTwice = "DYN0524",
    /// Nothing to fan out over.
    FanOut = "DYN0525",
    /// An unknown idempotency token.
    Token = "DYN0526",
    /// A failure that cannot happen.
    FailureWithoutCondition = "DYN0527",
    /// A value that is a field of several items.
    AmbiguousArgument = "DYN0528",
    /// A value that a step does not need or cannot have.
    Argument = "DYN0529",
    /// A method that another pattern has.
    MethodTwice = "DYN0530",
    /// A batch that would need conditions.
    BatchCondition = "DYN0531",
    /// An update past the limits of a field.
    LimitedUpdate = "DYN0532",
    /// A condition of a search on what is no filter.
    SearchFilter = "DYN0533",
    /// A value of an example that is none of its type.
    ExampleValue = "DYN0541",
    /// An unknown seed.
    UnknownSeed = "DYN0542",
    /// A parameter of an example that is missing or not there.
    ExampleArgument = "DYN0543",
    /// A result that a pattern does not have.
    ExampleResult = "DYN0544",
    /// What has no meaning for several entities.
    SeveralEntities = "DYN0551",
    /// A write that would not keep the guards of unique attributes.
    UniqueWrite = "DYN0552",
    /// A part of a key that is not given.
    KeyPart = "DYN0553",
    /// Parameters that are not those of the pattern.
    ParameterList = "DYN0554",
    /// A count with what it has not.
    Count = "DYN0555",
    /// A consumer without a stream.
    NoStream = "DYN0601",
    /// A tenant that scans.
    TenantScan = "DYN0602",
    /// A pattern that the role does not have.
    TenantPattern = "DYN0603",
    /// A scan against an assertion.
    AssertedScan = "DYN0604",
    /// An unknown output.
    UnknownOutput = "DYN0605",
    /// More cost than an assertion allows.
    AssertedCost = "DYN0606",
    /// A scan.
    Scan = "DYN0701",
    /// An index that is not read.
    UnusedIndex = "DYN0702",
    /// An entity that is not used.
    UnusedEntity = "DYN0703",
    /// An access pattern that nobody may use.
    UnusedPattern = "DYN0704",
    /// No load.
    MissingLoad = "DYN0705",
    /// Few partitions.
    FewPartitions = "DYN0706",
    /// More load than a partition takes.
    HotPartition = "DYN0707",
    /// More items of one partition key than a local index allows.
    LargeCollection = "DYN0708",
    /// An index of which little is read.
    WideProjection = "DYN0709",
    /// A filter that keeps little.
    SelectiveFilter = "DYN0710",
    /// A lock that is named a version.
    LockAsVersion = "DYN0711",
}

/// All explanations, each below its number and title.
const EXPLANATIONS: &str = include_str!("explanations.md");

impl Code {
    /// Errors make a spec unusable; the numbers from 700 and the assertions that are not evaluated do not.
    pub fn severity(self) -> Severity {
        if self == Self::NotEvaluated || self.as_str() >= "DYN0700" {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    /// The rule of a number.
    ///
    /// ```
    /// use dynamo_codegen::diagnostic::Code;
    ///
    /// assert_eq!(Code::parse("dyn0101"), Some(Code::UnknownKey));
    /// assert_eq!(Code::parse("DYN9999"), None);
    /// ```
    pub fn parse(number: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(number))
    }

    /// What the rule is, why there is one, and what to do, in Markdown. The first line is the title.
    ///
    /// ```
    /// use dynamo_codegen::diagnostic::Code;
    ///
    /// assert!(Code::UpdateOfKey.explanation().starts_with("An update of the primary key"));
    /// ```
    pub fn explanation(self) -> &'static str {
        let found = EXPLANATIONS
            .split("\n## ")
            .find_map(|section| section.strip_prefix(self.as_str())?.strip_prefix(": "));
        found.unwrap_or_default().trim_end()
    }
}
