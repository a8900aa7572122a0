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
}

/// Which alarms there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Alarms {
    /// When requests are throttled.
    pub throttles: bool,
    /// When DynamoDB fails.
    pub system_errors: bool,
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
