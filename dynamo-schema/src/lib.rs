//! The model of a DynamoDB table: entities, key templates, indexes, and every rule about them.

mod scalar;

pub use scalar::ScalarType;
