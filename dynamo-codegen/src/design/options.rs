//! How a table is run.

use super::{Alarms, Autoscale, Import, IndexOptions, Insights, Precision, Statement, Units};

/// Options of a physical table that do not change what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableOptions {
    /// The physical name.
    pub table_name: String,
    /// How reads and writes are paid for.
    pub billing: Billing,
    /// How storage is paid for.
    pub class: TableClass,
    /// What the stream holds; `None` without a stream.
    pub stream: Option<StreamView>,
    /// Into which of the last days the table can be restored; `None` for none.
    pub recovery_days: Option<u64>,
    /// Whether the table refuses to be deleted.
    pub deletion_protection: bool,
    /// Whose key the table is encrypted with.
    pub encryption: Encryption,
    /// Tags by key.
    pub tags: Vec<(String, String)>,
    /// The bounds within which reserved capacity follows the load, of the table and of its global indexes.
    pub autoscale: Vec<Autoscale>,
    /// What the table can take from the beginning.
    pub warm: Option<Units>,
    /// What it takes at most, when it is paid for by request.
    pub limits: Option<Units>,
    /// Which of its keys CloudWatch counts.
    pub insights: Option<Insights>,
    /// How exact the times of changes are in the Kinesis stream that they go to; `None` without one.
    pub kinesis: Option<Precision>,
    /// Who may use the table besides.
    pub policy: Vec<Statement>,
    /// What it is filled with when it is created.
    pub import: Option<Import>,
    /// The Regions that have a replica; none for a table of one Region.
    pub replicas: Vec<String>,
    /// Options of its global indexes, of those that have any.
    pub indexes: Vec<IndexOptions>,
    /// Its alarms, when they are not those of the design.
    pub alarms: Option<Alarms>,
}

impl TableOptions {
    /// What a table should have that holds data of value: paid for by request, point-in-time recovery over 35 days, and
    /// protected from being deleted. The fields can be changed.
    ///
    /// ```
    /// let mut options = dynamo_codegen::design::TableOptions::new("shop-prod");
    /// options.stream = Some(dynamo_codegen::design::StreamView::NewAndOldImages);
    /// assert!(options.deletion_protection);
    /// ```
    pub fn new(table_name: impl Into<String>) -> Self {
        Self {
            table_name: table_name.into(),
            billing: Billing::OnDemand,
            class: TableClass::Standard,
            stream: None,
            recovery_days: Some(35),
            deletion_protection: true,
            encryption: Encryption::Owned,
            tags: Vec::new(),
            autoscale: Vec::new(),
            warm: None,
            limits: None,
            insights: None,
            kinesis: None,
            policy: Vec::new(),
            import: None,
            replicas: Vec::new(),
            indexes: Vec::new(),
            alarms: None,
        }
    }
}

/// How reads and writes are paid for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Billing {
    /// By request.
    OnDemand,
    /// By capacity that is reserved, for the table and for each global index.
    Provisioned {
        /// The table's.
        table: Throughput,
        /// Each global index's, in the order of the indexes.
        indexes: Vec<IndexThroughput>,
    },
}

/// Units per second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Throughput {
    /// Read capacity units.
    pub read: u64,
    /// Write capacity units.
    pub write: u64,
}

/// The throughput of a global index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexThroughput {
    /// The index's name.
    pub index: String,
    /// Its throughput.
    pub throughput: Throughput,
}

/// How storage is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableClass {
    /// For tables that are read and written.
    Standard,
    /// Cheaper storage and dearer requests.
    InfrequentAccess,
}

/// What the records of a stream hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StreamView {
    /// The keys.
    KeysOnly,
    /// The item after the change.
    NewImage,
    /// The item before the change.
    OldImage,
    /// Both.
    NewAndOldImages,
}

impl StreamView {
    /// The API's name.
    ///
    /// ```
    /// assert_eq!(dynamo_codegen::design::StreamView::KeysOnly.as_str(), "KEYS_ONLY");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::KeysOnly => "KEYS_ONLY",
            Self::NewImage => "NEW_IMAGE",
            Self::OldImage => "OLD_IMAGE",
            Self::NewAndOldImages => "NEW_AND_OLD_IMAGES",
        }
    }
}

/// Whose key a table is encrypted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encryption {
    /// A key of DynamoDB's own.
    Owned,
    /// The account's key for DynamoDB in KMS.
    KmsManaged,
    /// A key in KMS that is a parameter of the template.
    KmsParameter,
}

/// An environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// Its name.
    pub name: String,
    /// The options of its table.
    pub options: TableOptions,
}
