//! UpdateContributorInsights and DescribeContributorInsights.

use std::sync::Arc;

/// Whether the keys that are used most are to be recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ContributorInsightsAction {
    /// Begin.
    Enable,
    /// End.
    #[default]
    Disable,
}

/// Which keys are recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContributorInsightsMode {
    /// Those that are read or written most, and those that are throttled most.
    AccessedAndThrottledKeys,
    /// Those that are throttled most.
    ThrottledKeys,
}

/// Whether the keys that are used most are recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContributorInsightsStatus {
    /// Soon.
    Enabling,
    /// Yes.
    Enabled,
    /// No longer soon.
    Disabling,
    /// No.
    #[default]
    Disabled,
    /// It could not be changed.
    Failed,
}

/// The input of `UpdateContributorInsights`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContributorInsights.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UpdateContributorInsightsInput {
    /// The table.
    pub table_name: Arc<str>,
    /// Its global index, when the request is about one.
    pub index_name: Option<String>,
    /// What to do.
    pub contributor_insights_action: ContributorInsightsAction,
    /// Which keys to record.
    pub contributor_insights_mode: Option<ContributorInsightsMode>,
}

/// The output of `UpdateContributorInsights`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UpdateContributorInsightsOutput {
    /// The table.
    pub table_name: Option<String>,
    /// Its global index, when the request is about one.
    pub index_name: Option<String>,
    /// Whether keys are recorded.
    pub contributor_insights_status: Option<ContributorInsightsStatus>,
    /// Which keys are recorded.
    pub contributor_insights_mode: Option<ContributorInsightsMode>,
}

/// The input of `DescribeContributorInsights`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContributorInsights.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeContributorInsightsInput {
    /// The table.
    pub table_name: Arc<str>,
    /// Its global index, when the request is about one.
    pub index_name: Option<String>,
}

/// The output of `DescribeContributorInsights`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeContributorInsightsOutput {
    /// The table.
    pub table_name: Option<String>,
    /// Its global index, when the request is about one.
    pub index_name: Option<String>,
    /// The names of the rules that record.
    pub contributor_insights_rule_list: Vec<String>,
    /// Whether keys are recorded.
    pub contributor_insights_status: Option<ContributorInsightsStatus>,
    /// When that was changed last, in seconds since 1970.
    pub last_update_date_time: Option<f64>,
    /// Why it could not be changed.
    pub failure_exception: Option<FailureException>,
    /// Which keys are recorded.
    pub contributor_insights_mode: Option<ContributorInsightsMode>,
}

/// Why a change could not be made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FailureException {
    /// The error's name.
    pub exception_name: Option<String>,
    /// The service's own words.
    pub exception_description: Option<String>,
}
