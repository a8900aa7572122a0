//! DynamoDB's limits that concern a table's model.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html>.

/// The longest partition key in bytes.
pub const PARTITION_KEY_BYTES: usize = 2048;
/// The longest sort key in bytes.
pub const SORT_KEY_BYTES: usize = 1024;
/// The largest item in bytes, attribute names included.
pub const ITEM_BYTES: usize = 400 * 1024;
/// The deepest nesting of lists and maps.
pub const NESTING: usize = 32;
/// The number of global secondary indexes of one table, unless the quota was raised.
pub const GLOBAL_INDEXES: usize = 20;
/// The number of local secondary indexes of one table.
pub const LOCAL_INDEXES: usize = 5;
/// The number of attributes in each role of a multi-attribute index key.
pub const INDEX_KEY_ATTRIBUTES: usize = 4;
/// The number of attributes that all indexes of a table together project by name.
pub const PROJECTED_ATTRIBUTES: usize = 100;
/// The longest name of an attribute that is part of a key or projected by name, in bytes.
pub const KEY_NAME_BYTES: usize = 255;
/// The number of vector indexes of one table.
pub const VECTOR_INDEXES: usize = 5;
/// The most numbers of a vector.
pub const VECTOR_DIMENSIONS: u32 = 4096;
/// The shortest name of a table or an index.
pub const SHORTEST_NAME: usize = 3;
/// The longest name of a table or an index.
pub const LONGEST_NAME: usize = 255;
