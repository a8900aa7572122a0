//! ListTables, the tags of resources, contributor insights, and what holds for the account.

use crate::api::{
    ContributorInsightsAction, ContributorInsightsMode, ContributorInsightsStatus,
    DescribeContributorInsightsInput, DescribeContributorInsightsOutput, DescribeEndpointsInput,
    DescribeEndpointsOutput, DescribeLimitsInput, DescribeLimitsOutput, Endpoint, FailureException,
    ListTablesInput, ListTablesOutput, ListTagsOfResourceInput, ListTagsOfResourceOutput, Tag,
    TagResourceInput, TagResourceOutput, UntagResourceInput, UntagResourceOutput,
    UpdateContributorInsightsInput, UpdateContributorInsightsOutput,
};
use crate::wire::shape::{shapes, words};

words! {
    ContributorInsightsAction, absent Disable { Enable = "ENABLE", Disable = "DISABLE" }

    ContributorInsightsMode, absent AccessedAndThrottledKeys {
        AccessedAndThrottledKeys = "ACCESSED_AND_THROTTLED_KEYS",
        ThrottledKeys = "THROTTLED_KEYS",
    }

    ContributorInsightsStatus, absent Disabled {
        Enabling = "ENABLING",
        Enabled = "ENABLED",
        Disabling = "DISABLING",
        Disabled = "DISABLED",
        Failed = "FAILED",
    }
}

shapes! {
    ListTablesInput {
        exclusive_start_table_name: "ExclusiveStartTableName",
        limit: "Limit",
    }

    ListTablesOutput {
        table_names: "TableNames" required,
        last_evaluated_table_name: "LastEvaluatedTableName",
    }

    Tag {
        key: "Key" required,
        value: "Value" required,
    }

    TagResourceInput {
        resource_arn: "ResourceArn" required,
        tags: "Tags" required,
    }

    TagResourceOutput {}

    UntagResourceInput {
        resource_arn: "ResourceArn" required,
        tag_keys: "TagKeys" required,
    }

    UntagResourceOutput {}

    ListTagsOfResourceInput {
        resource_arn: "ResourceArn" required,
        next_token: "NextToken",
    }

    ListTagsOfResourceOutput {
        tags: "Tags" required,
        next_token: "NextToken",
    }

    DescribeLimitsInput {}

    DescribeLimitsOutput {
        account_max_read_capacity_units: "AccountMaxReadCapacityUnits" required,
        account_max_write_capacity_units: "AccountMaxWriteCapacityUnits" required,
        table_max_read_capacity_units: "TableMaxReadCapacityUnits" required,
        table_max_write_capacity_units: "TableMaxWriteCapacityUnits" required,
    }

    DescribeEndpointsInput {}

    DescribeEndpointsOutput {
        endpoints: "Endpoints" required,
    }

    Endpoint {
        address: "Address" required,
        cache_period_in_minutes: "CachePeriodInMinutes" required,
    }

    UpdateContributorInsightsInput {
        table_name: "TableName" required,
        index_name: "IndexName",
        contributor_insights_action: "ContributorInsightsAction" required,
        contributor_insights_mode: "ContributorInsightsMode",
    }

    UpdateContributorInsightsOutput {
        table_name: "TableName",
        index_name: "IndexName",
        contributor_insights_status: "ContributorInsightsStatus",
        contributor_insights_mode: "ContributorInsightsMode",
    }

    DescribeContributorInsightsInput {
        table_name: "TableName" required,
        index_name: "IndexName",
    }

    DescribeContributorInsightsOutput {
        table_name: "TableName",
        index_name: "IndexName",
        contributor_insights_rule_list: "ContributorInsightsRuleList",
        contributor_insights_status: "ContributorInsightsStatus",
        last_update_date_time: "LastUpdateDateTime",
        failure_exception: "FailureException",
        contributor_insights_mode: "ContributorInsightsMode",
    }

    FailureException {
        exception_name: "ExceptionName",
        exception_description: "ExceptionDescription",
    }
}
