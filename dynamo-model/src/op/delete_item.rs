//! DeleteItem: `delete` and `delete_existing`.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::condition::{Existence, WriteConditions};
use super::loaded::Loaded;
use super::{AllOld, Bound, OpFuture, ReturnOption};
use crate::api::{DeleteItemInput, ReturnValuesOnConditionCheckFailure};
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::expression::{Condition, Renderer};
use crate::{Entity, EntityKey, Item, Table, keys};

/// The deletion of one item.
#[must_use = "does nothing until it is awaited or sent"]
pub struct Delete<E, R = (), B = Bound> {
    pub(super) binding: B,
    key: Result<Item>,
    conditions: WriteConditions,
    types: PhantomData<fn() -> (E, R)>,
}

impl<E: Entity, B> Delete<E, (), B> {
    pub(crate) fn new(binding: B, key: &E::Key, existence: Existence) -> Self {
        let conditions = WriteConditions::new(existence);
        Self { binding, key: key.to_item(), conditions, types: PhantomData }
    }

    pub(crate) fn of(binding: B, loaded: &E) -> Self {
        let mut conditions = WriteConditions::new(Existence::MustExist);
        conditions.demand_version(E::Table::MODEL, E::MODEL_REF);
        let item = loaded.encode().map_err(Error::from);
        let key = item.and_then(|item| {
            let fields = keys::primary_fields(E::Table::MODEL, E::MODEL_REF, &item);
            let loaded = Loaded::of_entity::<E>(item);
            loaded.demand(E::MODEL_REF, &fields, &mut conditions);
            keys::primary(E::Table::MODEL, E::MODEL_REF, &fields)
        });
        Self { binding, key, conditions, types: PhantomData }
    }
}

impl<E: Entity, R: ReturnOption<E>, B> Delete<E, R, B> {
    /// Deletes only if the item meets a condition. Several conditions must all hold.
    ///
    /// A condition on an attribute is false when there is no item, so the deletion fails then.
    pub fn when(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.conditions.add(condition(&E::paths()));
        self
    }

    /// Returns the item that was deleted.
    pub fn returning(self, _: AllOld) -> Delete<E, AllOld, B> {
        let Self { binding, key, conditions, .. } = self;
        Delete { binding, key, conditions, types: PhantomData }
    }

    pub(super) fn input(&self, to: &Bound) -> Result<DeleteItemInput> {
        let mut renderer = Renderer::new();
        let condition = self.conditions.render(&E::Table::MODEL.partition_key.name, &mut renderer)?;
        let (names, values) = renderer.finish();
        Ok(DeleteItemInput {
            table_name: to.0.table_name.clone(),
            key: self.key.clone()?,
            condition_expression: condition,
            expression_attribute_names: names,
            expression_attribute_values: values,
            return_values: R::RETURN_VALUES,
            return_values_on_condition_check_failure: (!self.conditions.is_empty())
                .then_some(ReturnValuesOnConditionCheckFailure::AllOld),
            return_consumed_capacity: None,
            ..Default::default()
        })
    }

    pub(super) const fn conditions(&self) -> &WriteConditions {
        &self.conditions
    }
}

impl<E: Entity, R: ReturnOption<E>> Delete<E, R> {
    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation> {
        Ok(Explanation::of_delete(E::MODEL_REF, self.input(&self.binding)?))
    }

    /// Sends the request.
    ///
    /// # Errors
    /// When the key cannot be built, there is no item although there must be, or a condition fails.
    pub async fn send(self) -> Result<R::Output> {
        let during = || format!("delete of `{}`", E::MODEL_REF.name);
        let input = self.input(&self.binding).map_err(|error| error.during(during))?;
        let answer = self.binding.0.call(input).await;
        let output = answer.map_err(|error| self.conditions.explain_failure(error).during(during))?;
        R::read(output.attributes).map_err(|error| error.during(during))
    }
}

impl<E: Entity + 'static, R: ReturnOption<E> + 'static> IntoFuture for Delete<E, R> {
    type Output = Result<R::Output>;
    type IntoFuture = OpFuture<R::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
