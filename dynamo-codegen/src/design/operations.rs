//! What surrounds a table when it is run.

use super::StreamEvent;

/// Who may do what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// The patterns it may use.
    pub patterns: Vec<String>,
    /// The partitions it is confined to.
    pub tenant: Option<Tenant>,
}

/// The partitions that a role is confined to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Partition keys, with variables of IAM.
    pub leading_keys: Vec<String>,
    /// The patterns that are confined.
    pub patterns: Vec<String>,
}

/// A reader of the table's stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consumer {
    /// Its name.
    pub name: String,
    /// The entities it is told about; all, when empty.
    pub entities: Vec<String>,
    /// The events it is told about; all, when empty.
    pub events: Vec<StreamEvent>,
    /// How many records it takes at once.
    pub batch: Option<u64>,
    /// Whether it answers which records of a batch have failed.
    pub reports_failures: bool,
    /// Whether it begins with the records that come, and not with the oldest ones.
    pub from_latest: bool,
    /// Whether a batch that fails is halved before it is tried again.
    pub bisects: bool,
    /// Over how many seconds a batch is filled.
    pub window: Option<u64>,
    /// How many batches of one shard are handled at once.
    pub parallel: Option<u64>,
    /// How often a batch is tried again.
    pub retries: Option<u64>,
    /// The age in seconds at which a record is given up.
    pub max_age: Option<u64>,
    /// Whether what is given up is told to a place that is a parameter of the template.
    pub tells_failures: bool,
}

/// Which alarms there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Alarms {
    /// When requests are throttled.
    pub throttles: bool,
    /// When DynamoDB fails.
    pub system_errors: bool,
    /// When answers take more milliseconds than this in the mean.
    pub latency: Option<u64>,
    /// When more per cent of the reserved capacity are in use than this.
    pub capacity: Option<u64>,
    /// Whether they go to a topic that is a parameter of the template.
    pub has_topic: bool,
}

/// Where an artefact is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// What is written.
    pub kind: String,
    /// The file or folder.
    pub path: String,
}
