//! What DynamoDB costs.

/// Seconds of a month of 730 hours.
pub(crate) const MONTH: f64 = 2_628_000.0;

/// What requests and storage cost, in US dollars.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Prices {
    /// A million read request units.
    pub(crate) read: f64,
    /// A million write request units.
    pub(crate) write: f64,
    /// A gigabyte stored for a month.
    pub(crate) storage: f64,
}

impl Prices {
    /// On demand, in us-east-1, of the standard class.
    /// <https://aws.amazon.com/dynamodb/pricing/on-demand/>
    pub(crate) const ON_DEMAND: Self = Self { read: 0.125, write: 0.625, storage: 0.25 };

    /// When and where these were the prices.
    pub(crate) const AS_OF: &'static str = "January 2026, on demand in us-east-1";

    /// What units cost that are used so many times a second.
    pub(crate) fn monthly(&self, read: f64, write: f64, per_second: f64) -> f64 {
        (read * self.read + write * self.write) / 1_000_000.0 * per_second * MONTH
    }
}
