//! What a module that defines or uses entities needs: `use dynamo_model::prelude::*;`.

pub use crate::op::{AllNew, AllOld};
pub use crate::{Attribute, Entity, EntityKey, EntityWrites, EpochSeconds, Table, begins_with};
#[cfg(feature = "derive")]
pub use crate::{
    DynamoAttribute, DynamoCollection, DynamoEntity, DynamoEvent, DynamoProjection, DynamoTable,
};
