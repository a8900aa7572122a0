//! DescribeLimits and DescribeEndpoints.

/// The input of `DescribeLimits`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeLimitsInput {}

/// The output of `DescribeLimits`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeLimitsOutput {
    /// The read capacity units that all tables of the account may have together.
    pub account_max_read_capacity_units: i64,
    /// The write capacity units that all tables of the account may have together.
    pub account_max_write_capacity_units: i64,
    /// The read capacity units that one table and its indexes may have.
    pub table_max_read_capacity_units: i64,
    /// The write capacity units that one table and its indexes may have.
    pub table_max_write_capacity_units: i64,
}

/// The input of `DescribeEndpoints`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeEndpointsInput {}

/// The output of `DescribeEndpoints`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeEndpointsOutput {
    /// Where requests can be sent.
    pub endpoints: Vec<Endpoint>,
}

/// Where requests can be sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Endpoint {
    /// The host, and the port unless it is the usual one.
    pub address: String,
    /// How long the answer holds.
    pub cache_period_in_minutes: i64,
}
