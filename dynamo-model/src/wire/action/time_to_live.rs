//! Time to live, and continuous backups.

use crate::api::{
    Availability, ContinuousBackupsDescription, DescribeContinuousBackupsInput,
    DescribeContinuousBackupsOutput, DescribeTimeToLiveInput, DescribeTimeToLiveOutput,
    PointInTimeRecoveryDescription, PointInTimeRecoverySpecification, TimeToLiveDescription,
    TimeToLiveSpecification, TimeToLiveStatus, UpdateContinuousBackupsInput, UpdateContinuousBackupsOutput,
    UpdateTimeToLiveInput, UpdateTimeToLiveOutput,
};
use crate::wire::shape::{shapes, words};

words! {
    TimeToLiveStatus, absent Disabled {
        Enabling = "ENABLING",
        Disabling = "DISABLING",
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }

    Availability, absent Disabled { Enabled = "ENABLED", Disabled = "DISABLED" }
}

shapes! {
    TimeToLiveSpecification {
        attribute_name: "AttributeName" required,
        enabled: "Enabled" required,
    }

    UpdateTimeToLiveInput {
        table_name: "TableName" required,
        time_to_live_specification: "TimeToLiveSpecification" required,
    }

    UpdateTimeToLiveOutput {
        time_to_live_specification: "TimeToLiveSpecification" required,
    }

    DescribeTimeToLiveInput {
        table_name: "TableName" required,
    }

    DescribeTimeToLiveOutput {
        time_to_live_description: "TimeToLiveDescription" required,
    }

    TimeToLiveDescription {
        time_to_live_status: "TimeToLiveStatus" required,
        attribute_name: "AttributeName",
    }

    PointInTimeRecoverySpecification {
        point_in_time_recovery_enabled: "PointInTimeRecoveryEnabled" required,
        recovery_period_in_days: "RecoveryPeriodInDays",
    }

    UpdateContinuousBackupsInput {
        table_name: "TableName" required,
        point_in_time_recovery_specification: "PointInTimeRecoverySpecification" required,
    }

    UpdateContinuousBackupsOutput {
        continuous_backups_description: "ContinuousBackupsDescription" required,
    }

    DescribeContinuousBackupsInput {
        table_name: "TableName" required,
    }

    DescribeContinuousBackupsOutput {
        continuous_backups_description: "ContinuousBackupsDescription" required,
    }

    ContinuousBackupsDescription {
        continuous_backups_status: "ContinuousBackupsStatus" required,
        point_in_time_recovery_description: "PointInTimeRecoveryDescription",
    }

    PointInTimeRecoveryDescription {
        point_in_time_recovery_status: "PointInTimeRecoveryStatus" required,
        recovery_period_in_days: "RecoveryPeriodInDays",
        earliest_restorable_date_time: "EarliestRestorableDateTime",
        latest_restorable_date_time: "LatestRestorableDateTime",
    }
}
