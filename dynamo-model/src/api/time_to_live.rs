//! UpdateTimeToLive and DescribeTimeToLive.

use std::sync::Arc;

/// Which attribute holds the time at which an item expires.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimeToLiveSpecification {
    /// The attribute: a number of seconds since 1970.
    pub attribute_name: String,
    /// Whether expired items are deleted.
    pub enabled: bool,
}

/// The input of `UpdateTimeToLive`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UpdateTimeToLiveInput {
    /// The table.
    pub table_name: Arc<str>,
    /// What is to hold from now on.
    pub time_to_live_specification: TimeToLiveSpecification,
}

/// The output of `UpdateTimeToLive`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UpdateTimeToLiveOutput {
    /// What the request asked for.
    pub time_to_live_specification: TimeToLiveSpecification,
}

/// The input of `DescribeTimeToLive`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeTimeToLiveInput {
    /// The table.
    pub table_name: Arc<str>,
}

/// The output of `DescribeTimeToLive`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeTimeToLiveOutput {
    /// How expired items are treated.
    pub time_to_live_description: TimeToLiveDescription,
}

/// How a table treats expired items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimeToLiveDescription {
    /// Whether they are deleted.
    pub time_to_live_status: TimeToLiveStatus,
    /// The attribute; absent while they are not deleted.
    pub attribute_name: Option<String>,
}

/// Whether expired items are deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeToLiveStatus {
    /// Soon.
    Enabling,
    /// No longer soon.
    Disabling,
    /// Yes.
    Enabled,
    /// No.
    #[default]
    Disabled,
}
