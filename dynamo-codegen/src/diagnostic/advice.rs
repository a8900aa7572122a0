//! What to do about a finding of each rule, for findings that do not say it more exactly themselves.

use super::{Code, Diagnostic};

impl Diagnostic {
    /// A finding has a remark at its place and says what to do: its own, or those of its rule.
    pub(crate) fn completed(mut self) -> Self {
        if self.primary.message.is_empty() {
            self.primary.message = remark(self.code);
        }
        if self.help.is_empty() {
            self.help.push(self.code.advice().to_owned());
        }
        self
    }
}

/// The title of the rule as a remark: `two entities of one kind`.
fn remark(code: Code) -> String {
    let title = code.explanation().lines().next().unwrap_or_default();
    let mut letters = title.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

impl Code {
    /// What to do, whatever the finding.
    ///
    /// ```
    /// use dynamo_codegen::diagnostic::Code;
    ///
    /// assert_eq!(Code::TokenTwice.advice(), "name each token of an enum once");
    /// ```
    #[rustfmt::skip]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Syntax => "mend this place first: what stands around it was not read",
            Self::UnknownKey => "correct the key or leave it out; the JSON Schema of `dynamo-codegen schema` completes keys in editors",
            Self::WrongKind => "write a value of the kind that is expected",
            Self::MissingKey => "add the key: nothing stands for it when it is left out",
            Self::UnknownWord => "write one of the words that the format has",
            Self::OutOfRange => "write a number inside the range",
            Self::NotSupported => "leave it out until a later version supports it",
            Self::Exclusive => "keep the one that is meant",
            Self::Version => "write `spec = 1`, or use the generator that the spec was written for",
            Self::IllegalName => "types are spelled `LikeThis`, fields and access patterns `like_this`",
            Self::EmptyList => "name at least one, or leave the key out where that is allowed",
            Self::NotEvaluated => "say how often the patterns are used, and how large the items are",
            Self::UnknownType => "write a type of the format, or declare `[type.NAME]`",
            Self::RecursiveType => "store the inner values as items of their own, or as `any`",
            Self::SetElement => "use `list<…>` for other elements",
            Self::TypeNameTwice => "entities, types and results share one module in Rust: give each a name of its own",
            Self::TokenTwice => "name each token of an enum once",
            Self::RoleMisused => "leave the role out, or change the field",
            Self::RoleTwice => "leave one of the two out",
            Self::OptionMisused => "leave it out, or move it to what it belongs to",
            Self::DefaultType => "write a value of the field's type, or `[]` or `{}` for a collection",
            Self::Duration => "a whole number and a unit: days `d`, hours `h`, minutes `m` or seconds `s`",
            Self::TtlAttribute => "DynamoDB looks at one attribute of the table, the one that `ttl` in `[table]` names",
            Self::LockAttribute => "write `lock_attribute` in `[table]`, or give a field `lock = true`",
            Self::UnknownField => "name a field of the entity, or declare this one under `fields`",
            Self::UnknownEntity => "name an entity of the spec, or declare `[entity.NAME]`",
            Self::AttributeTwice => "store one of the two under another name with `rename`",
            Self::EntityTwice => "give one of the two another `name`",
            Self::ShadowsKey | Self::ShadowsKind => "store the field under another name with `rename`",
            Self::KindMissing => "write `type_attribute = \"_t\"` in `[table]`",
            Self::TtlType => "use the type `ttl` or `epoch`",
            Self::History => "`since` is the first version with a field, and `until`, of a field under `removed`, the last one",
            Self::VersionAttribute => "write `version_attribute = \"_v\"` in `[table]`",
            Self::UpgradeMissing => "make the field optional, give it a `default`, or name a function under `upgrade`",
            Self::ShadowsVersion => "rename one of them",
            Self::Template => "literal text and placeholders: `ORDER#{placed_at}#{line:04}`",
            Self::NotAPart => "put an identifier, a time, a number or a text in the key instead",
            Self::OptionalPrimaryKey => "make the field required",
            Self::SortKey => "give the entity an `sk` exactly when the table has one",
            Self::SourceCount => "give each key attribute one source",
            Self::LocalPartitionSource => "leave `pk` out: a local index has the table's",
            Self::ComposedNativeKey => "list fields: `pk = [\"region\", \"zone\"]`",
            Self::NaturalName => "use `rename`, or a template with this one placeholder",
            Self::NaturalType => "declare the key with the type of the field, or use another field",
            Self::ComposedType => "declare the key with `type = \"S\"`, or name a field",
            Self::TwoSources => "let the two keys have the same template, or an attribute each",
            Self::SharedSparseKey => "give each index key attributes of its own",
            Self::WhenWithoutOwnKey => "let the key be composed from a template, or leave `when` out",
            Self::Delimiters => "put `#` between the parts",
            Self::PartFormat => "leave the format out, or use one that is for this type",
            Self::Expression => "compare fields with values: `stock >= :quantity and status in [placed, 'not paid']`",
            Self::WhenForm => "test one field against fixed values",
            Self::WhenType => "test whether the field is there: `field` or `!field`",
            Self::WhenToken => "write a token of the enum",
            Self::KeysCollide => "begin one of the two keys with another literal",
            Self::KeysContained => "begin one of the two sort keys with another literal, or query both together",
            Self::UnknownIndex => "name an index of the spec, or declare `[index.NAME]`",
            Self::EntryTwice => "give one of the two another `name`",
            Self::TableName | Self::IndexName => "use 3 to 255 letters, digits, `_`, `-` and `.`",
            Self::KeyName => "use a name of 1 to 255 bytes",
            Self::KeyTypes => "declare the attribute with one type, or use two attributes",
            Self::TooManyGlobalIndexes => "let entities share indexes; the quota is 20",
            Self::TooManyLocalIndexes => "use global indexes; a table has at most 5 local ones",
            Self::TooManyProjected => "project all attributes, or the keys only, where many are named",
            Self::IndexKeySize => "a global index has 1 to 4 partition-key and up to 4 sort-key attributes, a local one has one sort-key attribute",
            Self::LocalWithoutSortKey => "give the table a sort key, or use a global index",
            Self::LocalPartitionKey => "an index with a partition key of its own is `scope = \"global\"`",
            Self::EmptyProjection => "to project no more than the keys, write `projection = \"keys-only\"`",
            Self::RepeatedKeyAttribute => "let the attributes of a key differ",
            Self::ThroughputMissing => "with provisioned billing, the table and each global index have one of their own",
            Self::ThroughputSuperfluous => "capacity is reserved with `billing = { provisioned = { read = 5, write = 5 } }` in `[table]`",
            Self::RecoveryDays => "write 1 to 35 days, or `true` for 35",
            Self::Tag => "up to 50 tags; keys have 1 to 128 characters, values up to 256: letters, digits, spaces and `+-=._:/@`",
            Self::UnknownProjected => "name attributes as they are stored: what `rename` says, where it is used",
            Self::IndexTwice => "rename one of them",
            Self::TooManyVectorIndexes => "leave some out: several entities can share one",
            Self::VectorDimensions => "write the length of the vectors that the embedding model makes",
            Self::VectorLengths => "give both the same, or keep the other vectors in an attribute of their own",
            Self::VectorIsKey => "keep the vectors in an attribute of their own",
            Self::RepeatedSearchAttribute => "name it once: as `pk`, or among the `filters`",
            Self::VectorType => "make the field a `list<float>`, or rename its attribute",
            Self::SearchType => "give both one type, or rename one of the two",
            Self::VectorBilling => "write `billing = \"on-demand\"`",
            Self::Autoscale => "write `autoscale = { min = 5, max = 200, target = 70 }`, with what is reserved at first between them",
            Self::Policy => "write `{ principals = [\"123456789012\"], actions = [\"dynamodb:GetItem\"] }`",
            Self::Import => "write `import = { bucket = \"…\", format = \"csv\" }`",
            Self::Replicas => "leave it out, or leave `replicas` out of this environment: `replicas = []`",
            Self::UnknownUnique => "list the field under `unique` of the entity",
            Self::OptionOfOther => "leave it out, or use the operation that it belongs to",
            Self::ConsistentOnGlobal => "global indexes are eventually consistent",
            Self::PartitionsDiffer => "query entities that have the same partition key, or make it two patterns",
            Self::KeyGap => "list the parts before it in `by`",
            Self::RangeOperator => "`since` and `before` are for times, `begins_with` for texts",
            Self::FilterOnKey => "DynamoDB refuses filters on the key of what is queried",
            Self::NotProjected => "add it to the index's projection, or read the table",
            Self::OperandType => "use a value of the field's type",
            Self::UpdateOfKey => "`move_to` gives an item another key",
            Self::UpdateOfReadOnly => "what is read-only, or has a role, is written when the item is created",
            Self::RemoveRequired => "a required field is there in every item",
            Self::AddNonNumber => "`add` is for numbers; `insert` adds to sets, `append` to lists",
            Self::IncompleteIndexKey => "set the other fields too, or name them in `given`",
            Self::UpdatedTwice => "an update does one thing to each field",
            Self::EmptyUpdate => "write `set`, `add` or `remove`",
            Self::TooManyActions => "lower `each_max`, or write in several transactions",
            Self::ListBound => "a bound makes the number of actions known, of which a transaction takes 100",
            Self::UnknownPattern => "name an access pattern of the spec, or declare `[access.NAME]`",
            Self::Call => "a transaction calls patterns that write one item",
            Self::Aggregate => "return an `aggregate` in which each entity has a field, or an `enum`",
            Self::ParameterTypes => "a name stands for one value: use another name for the other",
            Self::NotInIndex => "give the entity a key there: `index.NAME = { pk = \"…\", sk = \"…\" }`",
            Self::PatternIdTwice => "give each access pattern an identifier of its own",
            Self::FanOut => "fan out over a part such as `{shard(order_id, 8)}`",
            Self::Token => "name a parameter, or a field of an item that the transaction writes",
            Self::FailureWithoutCondition => "a failure is that of a `condition`",
            Self::AmbiguousArgument => "say which one is meant in `with`",
            Self::Argument => "write `:name` for a parameter, `order.customer_id` for a field of an item",
            Self::MethodTwice => "each pattern becomes a method, one with a range one per operator",
            Self::BatchCondition => "write such items one by one, or in a transaction",
            Self::LimitedUpdate => "`set` the value, or leave the limits out and write a `condition`",
            Self::SearchFilter => "add the attribute to the `filters` of the vector index, or choose among the results",
            Self::ExampleValue => "write a value of the field's type, or the name of a seed of the entity",
            Self::UnknownSeed => "define it as `[seed.NAME.Entity]`",
            Self::ExampleArgument => "give each parameter of the access pattern in `with`, and no others",
            Self::ExampleResult => "`returns` names seeds that the pattern reads; `fails` names its error",
            Self::SeveralEntities => "leave it out, or query the entities by patterns of their own",
            Self::UniqueWrite => "a guard is an item with the value in its key, written in one transaction with the item",
            Self::KeyPart => "`key` says what the parts of the primary key are, or those of the partition key and of `by`",
            Self::ParameterList => "`parameters` has every parameter of the method once, in order",
            Self::Count => "a count is a number: leave out what is about the items themselves",
            Self::NoStream => "a consumer reads the table's stream, which is off unless `stream` says otherwise",
            Self::TenantScan => "a scan carries no partition key that a policy could compare: query an index instead",
            Self::TenantPattern => "the patterns of a tenant are some of the role's `access`",
            Self::AssertedScan => "query an index, or name the pattern in `no-scan-except`",
            Self::UnknownOutput => "leave it out, or correct its name",
            Self::AssertedCost => "make reads eventually consistent, items smaller or indexes fewer, or allow more",
            Self::Scan => "query an index, or say that it is meant with `[[assert]]` and `no-scan-except`",
            Self::UnusedIndex => "leave the index out, or write the access pattern that reads it",
            Self::UnusedEntity => "leave the entity out, or write the access patterns that it is for",
            Self::UnusedPattern => "let a role use it, or leave the pattern out",
            Self::MissingLoad => "a sum with a gap is no estimate of what the table costs",
            Self::HotPartition => "add a part with many values, or more shards, to the partition key",
            Self::LargeCollection => "use a global index, or split the partition key",
            Self::WideProjection => "name what is read: `projection = { include = [\"status\"] }`",
            Self::SelectiveFilter => "make the field part of a key: of an index, or of the sort key",
            Self::LockAsVersion => "write `lock_attribute` in `[table]`",
            Self::FewPartitions => "add a part with many values, or a shard, to the partition key",
        }
    }
}
