//! DescribeLimits and DescribeEndpoints.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html> and
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html>.

use dynamo_model::api::{DescribeEndpointsOutput, DescribeLimitsOutput, Endpoint};

use crate::engine::Engine;
use crate::limit;

/// How long clients may keep an address: a day.
const ADDRESS_MINUTES: i64 = 1_440;

pub(crate) const fn describe_limits() -> DescribeLimitsOutput {
    DescribeLimitsOutput {
        account_max_read_capacity_units: limit::ACCOUNT_UNITS,
        account_max_write_capacity_units: limit::ACCOUNT_UNITS,
        table_max_read_capacity_units: limit::TABLE_UNITS,
        table_max_write_capacity_units: limit::TABLE_UNITS,
    }
}

pub(crate) fn describe_endpoints(engine: &Engine) -> DescribeEndpointsOutput {
    let address = engine.address();
    DescribeEndpointsOutput {
        endpoints: vec![Endpoint { address, cache_period_in_minutes: ADDRESS_MINUTES }],
    }
}
