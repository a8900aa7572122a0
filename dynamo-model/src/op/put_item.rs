//! PutItem: `create` and `put`.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::condition::{Existence, WriteConditions};
use super::loaded::Loaded;
use super::lock::{self, LockDemand};
use super::{Bound, OpFuture, ReturnOption};
use crate::api::{PutItemInput, ReturnValues, ReturnValuesOnConditionCheckFailure, ReturnedItem};
use crate::entity::attributes;
use crate::error::Result;
use crate::explain::Explanation;
use crate::expression::{Condition, Renderer};
use crate::written::{self, Verb};
use crate::{Entity, Item, Table};

/// The write of a whole item: with `create` one that must not exist, with `put` one that may replace another.
#[must_use = "does nothing until it is awaited or sent"]
pub struct Put<E, R = (), B = Bound> {
    pub(super) binding: B,
    /// The entity's attributes as its fields hold them.
    attributes: Result<Item>,
    verb: Verb,
    conditions: WriteConditions,
    types: PhantomData<fn() -> (E, R)>,
}

impl<E: Entity, B> Put<E, (), B> {
    pub(crate) fn new(binding: B, entity: &E, existence: Existence) -> Self {
        let verb = if existence == Existence::MustNotExist { Verb::Create } else { Verb::Put };
        let mut conditions = WriteConditions::new(existence);
        let mut attributes = attributes(entity);
        if let Ok(written) = &mut attributes {
            if verb == Verb::Create {
                lock::begin(E::MODEL_REF, written);
            } else if E::MODEL_REF.lock().is_some() {
                let before = written.clone();
                let loaded = Loaded::of_entity::<E>(before.clone());
                conditions.demand_lock(LockDemand::of_loaded(E::MODEL_REF, &loaded).map(LockDemand::or_new));
                attributes = lock::carry(E::MODEL_REF, &before, written).and(attributes);
            }
        }
        Self { binding, attributes, verb, conditions, types: PhantomData }
    }
}

impl<E: Entity, R: ReturnOption<E>, B> Put<E, R, B> {
    /// Writes only if the item that is there meets a condition. Several conditions must all hold.
    pub fn when(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.conditions.add(condition(&E::paths()));
        self
    }

    /// Returns the item that was replaced ([`AllOld`](super::AllOld)), or the entity exactly as it was written
    /// ([`AllNew`](super::AllNew)): with what the write filled in, and without another request.
    pub fn returning<N: ReturnOption<E>>(self, _: N) -> Put<E, N, B> {
        let Self { binding, attributes, verb, conditions, .. } = self;
        Put { binding, attributes, verb, conditions, types: PhantomData }
    }

    pub(super) fn input(&self, to: &Bound) -> Result<PutItemInput> {
        Self::input_of(self.attributes.clone(), self.verb, &self.conditions, to)
    }

    /// The request, out of attributes that nothing else needs.
    fn input_of(
        attributes: Result<Item>,
        verb: Verb,
        conditions: &WriteConditions,
        to: &Bound,
    ) -> Result<PutItemInput> {
        let item = written::whole::<E>(attributes, verb, to.0.now())?;
        let mut renderer = Renderer::new();
        let condition = conditions.render(&E::Table::MODEL.partition_key.name, &mut renderer)?;
        let (names, values) = renderer.finish();
        Ok(PutItemInput {
            table_name: to.0.table_name.clone(),
            item,
            condition_expression: condition,
            expression_attribute_names: names,
            expression_attribute_values: values,
            // What was written is known here.
            return_values: R::RETURN_VALUES.filter(|wanted| *wanted != ReturnValues::AllNew),
            return_values_on_condition_check_failure: (!conditions.is_empty())
                .then_some(ReturnValuesOnConditionCheckFailure::AllOld),
            return_consumed_capacity: None,
            ..Default::default()
        })
    }

    pub(super) const fn conditions(&self) -> &WriteConditions {
        &self.conditions
    }
}

impl<E: Entity, R: ReturnOption<E>> Put<E, R> {
    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation> {
        Explanation::of_put(E::Table::MODEL, self.input(&self.binding)?)
    }

    /// Sends the request.
    ///
    /// # Errors
    /// When the item cannot be stored, exists although it must not, or a condition fails.
    pub async fn send(self) -> Result<R::Output> {
        let during = || format!("put of `{}`", E::MODEL_REF.name);
        let Self { binding, attributes, verb, conditions, .. } = self;
        let input = Self::input_of(attributes, verb, &conditions, &binding);
        let input = input.map_err(|error| error.during(during))?;
        let wants_new = R::RETURN_VALUES == Some(ReturnValues::AllNew);
        let written = wants_new.then(|| ReturnedItem::Owned(input.item.clone()));
        let answer = binding.0.call(input).await;
        let output = answer.map_err(|error| conditions.explain_failure(error).during(during))?;
        R::read(written.or(output.attributes)).map_err(|error| error.during(during))
    }
}

impl<E: Entity + 'static, R: ReturnOption<E> + 'static> IntoFuture for Put<E, R> {
    type Output = Result<R::Output>;
    type IntoFuture = OpFuture<R::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
