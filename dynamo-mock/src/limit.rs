//! DynamoDB's limits.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html> and
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>.

/// The capacity units of each kind that an account may have, in most Regions.
pub(crate) const ACCOUNT_UNITS: i64 = 80_000;
/// The capacity units of each kind that a table may have, in most Regions.
pub(crate) const TABLE_UNITS: i64 = 40_000;
/// The bytes of an expression.
pub(crate) const EXPRESSION_BYTES: usize = 4_096;
/// The operators and functions of an expression.
pub(crate) const OPERATORS: usize = 300;
/// The operands of `IN`.
pub(crate) const IN_OPERANDS: usize = 100;
/// The largest list index.
pub(crate) const LIST_INDEX: u32 = i32::MAX as u32;
/// The levels of a document path and of a value.
pub(crate) const NESTING: usize = 32;
/// The bytes of a placeholder with its sign.
pub(crate) const PLACEHOLDER_BYTES: usize = 255;
/// The bytes of all names and values of a request's expressions.
pub(crate) const ATTRIBUTE_NAME_BYTES: usize = 65_535;
/// The bytes of an item.
pub(crate) const ITEM_BYTES: usize = 409_600;
/// The bytes of a partition key.
pub(crate) const PARTITION_KEY_BYTES: usize = 2_048;
/// The bytes of a sort key.
pub(crate) const SORT_KEY_BYTES: usize = 1_024;
/// The bytes of the items that one Query or Scan reads.
pub(crate) const PAGE_BYTES: usize = 1_048_576;
