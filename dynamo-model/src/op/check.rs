//! ConditionCheck: `check` and `check_absent`.

use std::marker::PhantomData;

use super::Bound;
use super::condition::{Existence, WriteConditions};
use crate::api::{ConditionCheck, ReturnValuesOnConditionCheckFailure};
use crate::error::Result;
use crate::expression::{Condition, Renderer};
use crate::{Entity, EntityKey, Item, Table};

/// What a transaction demands of an item that it does not write.
#[must_use = "does nothing until it is part of a transaction"]
pub struct Check<E> {
    key: Result<Item>,
    conditions: WriteConditions,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Check<E> {
    pub(crate) fn new(key: &E::Key, existence: Existence) -> Self {
        Self { key: key.to_item(), conditions: WriteConditions::new(existence), entity: PhantomData }
    }

    /// The item must meet a condition. Several conditions must all hold.
    pub fn when(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.conditions.add(condition(&E::paths()));
        self
    }

    pub(super) fn input(&self, to: &Bound) -> Result<ConditionCheck> {
        let mut renderer = Renderer::new();
        let condition = self.conditions.render(&E::Table::MODEL.partition_key.name, &mut renderer)?;
        let (names, values) = renderer.finish();
        Ok(ConditionCheck {
            table_name: to.0.table_name.clone(),
            key: self.key.clone()?,
            // A check always says whether the item must be there, so there is a condition.
            condition_expression: condition.unwrap_or_default(),
            expression_attribute_names: names,
            expression_attribute_values: values,
            return_values_on_condition_check_failure: Some(ReturnValuesOnConditionCheckFailure::AllOld),
        })
    }

    pub(super) const fn conditions(&self) -> &WriteConditions {
        &self.conditions
    }
}
