//! The sizes of item collections.

use crate::api::{ItemCollectionMetrics, ReturnItemCollectionMetrics};
use crate::wire::shape::{MapValue, shapes, words};

words! {
    ReturnItemCollectionMetrics, absent None { Size = "SIZE", None = "NONE" }
}

shapes! {
    ItemCollectionMetrics {
        item_collection_key: "ItemCollectionKey" required,
        size_estimate_range_gb: "SizeEstimateRangeGB" required,
    }
}

impl MapValue for Vec<ItemCollectionMetrics> {
    const JAVA: &'static str = "java.util.List<com.amazonaws.dynamodb.v20120810.ItemCollectionMetrics>";
}
