//! UpdateContinuousBackups and DescribeContinuousBackups.

use std::sync::Arc;

/// Whether a table can be restored as it was at any second.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PointInTimeRecoverySpecification {
    /// Whether it can.
    pub point_in_time_recovery_enabled: bool,
    /// For how many days back: 1 to 35, and 35 when absent.
    pub recovery_period_in_days: Option<i32>,
}

/// The input of `UpdateContinuousBackups`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UpdateContinuousBackupsInput {
    /// The table.
    pub table_name: Arc<str>,
    /// What is to hold from now on.
    pub point_in_time_recovery_specification: PointInTimeRecoverySpecification,
}

/// The output of `UpdateContinuousBackups`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UpdateContinuousBackupsOutput {
    /// The table's backups.
    pub continuous_backups_description: ContinuousBackupsDescription,
}

/// The input of `DescribeContinuousBackups`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeContinuousBackupsInput {
    /// The table.
    pub table_name: Arc<str>,
}

/// The output of `DescribeContinuousBackups`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeContinuousBackupsOutput {
    /// The table's backups.
    pub continuous_backups_description: ContinuousBackupsDescription,
}

/// The continuous backups of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContinuousBackupsDescription {
    /// Whether there are any. The service makes them of every table.
    pub continuous_backups_status: Availability,
    /// Which moments the table can be restored to.
    pub point_in_time_recovery_description: Option<PointInTimeRecoveryDescription>,
}

/// Which moments a table can be restored to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PointInTimeRecoveryDescription {
    /// Whether there are any.
    pub point_in_time_recovery_status: Availability,
    /// For how many days back.
    pub recovery_period_in_days: Option<i32>,
    /// The first of them, in seconds since 1970.
    pub earliest_restorable_date_time: Option<f64>,
    /// The last of them, in seconds since 1970: about five minutes ago.
    pub latest_restorable_date_time: Option<f64>,
}

/// Whether something is switched on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Availability {
    /// It is.
    Enabled,
    /// It is not.
    #[default]
    Disabled,
}
