//! Consumed capacity.

use crate::api::{Capacity, ConsumedCapacity, ReturnConsumedCapacity};
use crate::wire::shape::{MapValue, shapes, words};

words! {
    ReturnConsumedCapacity, absent None { Indexes = "INDEXES", Total = "TOTAL", None = "NONE" }
}

shapes! {
    ConsumedCapacity {
        table_name: "TableName" required,
        capacity_units: "CapacityUnits" required,
        read_capacity_units: "ReadCapacityUnits",
        write_capacity_units: "WriteCapacityUnits",
        table: "Table",
        local_secondary_indexes: "LocalSecondaryIndexes",
        global_secondary_indexes: "GlobalSecondaryIndexes",
        vector_indexes: "VectorIndexes",
    }

    Capacity {
        capacity_units: "CapacityUnits" required,
        read_capacity_units: "ReadCapacityUnits",
        write_capacity_units: "WriteCapacityUnits",
    }
}

impl MapValue for Capacity {
    const JAVA: &'static str = "com.amazonaws.dynamodb.v20120810.Capacity";
}
