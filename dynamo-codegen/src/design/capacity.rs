//! Capacity, and what surrounds a table in AWS.

/// The bounds within which reserved capacity follows the load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Autoscale {
    /// The global index; `None` for the table.
    pub index: Option<String>,
    /// For reads.
    pub read: Option<Scale>,
    /// For writes.
    pub write: Option<Scale>,
}

/// How far capacity is scaled, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scale {
    /// The fewest units per second.
    pub min: u64,
    /// The most.
    pub max: u64,
    /// How many per cent of what is reserved should be in use.
    pub target: u64,
}

/// Units per second, of which one may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Units {
    /// For reads.
    pub read: Option<u64>,
    /// For writes.
    pub write: Option<u64>,
}

/// Options of one global index.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndexOptions {
    /// The index's name.
    pub index: String,
    /// What it can take from the beginning.
    pub warm: Option<Units>,
    /// What it takes at most, when it is paid for by request.
    pub limits: Option<Units>,
    /// Which of its keys CloudWatch counts.
    pub insights: Option<Insights>,
}

/// Which keys CloudWatch's Contributor Insights count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Insights {
    /// The keys that are accessed most, and those that are throttled.
    AccessedAndThrottledKeys,
    /// The keys that are throttled.
    ThrottledKeys,
}

/// How exact the times of changes are in a Kinesis stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Precision {
    Millisecond,
    Microsecond,
}

/// Who may, or may not, do what with the table, besides what identities are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its identifier.
    pub sid: Option<String>,
    /// Whether it forbids.
    pub denies: bool,
    /// ARNs, or the numbers of accounts.
    pub principals: Vec<String>,
    /// Actions, such as `dynamodb:GetItem`.
    pub actions: Vec<String>,
}

/// What a table is filled with when it is created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The bucket in S3.
    pub bucket: String,
    /// How the names of its objects begin.
    pub prefix: Option<String>,
    /// The account that owns it, when it is another one.
    pub owner: Option<String>,
    /// How items are written there.
    pub format: ImportFormat,
    /// How the objects are compressed.
    pub compression: Compression,
    /// What stands between the values of a CSV file, when it is no comma.
    pub delimiter: Option<String>,
    /// The attributes of a CSV file without a header.
    pub header: Vec<String>,
}

/// How items are written in an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum ImportFormat {
    Csv,
    DynamoDbJson,
    Ion,
}

/// How the objects of an import are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Compression {
    None,
    Gzip,
    Zstd,
}
