//! UpdateItem: `update`.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::loaded::Loaded;
use super::update_core::UpdateCore;
use super::{Bound, OpFuture, Refetch, ReturnOption};
use crate::attribute::{ListOf, Numeric, Removable, SetOf};
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::expression::{
    Condition, IntoFormula, IntoOperand, IntoValue, Operand, Path, UpdateAction, UpdateValue,
};
use crate::update_state::{Complete, CompleteUpdate, Computed, Demand, GiveAll, Known, Removed, Touch};
use crate::{Entity, EntityKey, Table, keys};

/// A partial update of one item that must exist.
///
/// `S` is the state of the attributes that index keys are composed from; while an index key would be left half
/// written, the update cannot be sent.
#[must_use = "does nothing until it is awaited or sent"]
pub struct Update<E: Entity, S, R: ReturnOption<E> = (), B = Bound> {
    pub(super) core: UpdateCore,
    pub(super) binding: B,
    /// The call, once the update is awaited. It is a future itself, not a value that becomes one: only so does the
    /// compiler say which index key is incomplete when it is awaited too early.
    running: Option<OpFuture<R::Output>>,
    types: PhantomData<fn() -> (E, S, R)>,
}

/// An update of an item that was loaded: every input of an index key is known.
pub type UpdateOf<E, B = Bound> = Update<E, <<E as Entity>::Untouched as GiveAll>::Out, (), B>;

type Next<F, S, State> = <F as Touch<S, State>>::Next;

impl<E: Entity, S, B> Update<E, S, (), B> {
    pub(crate) fn new(binding: B, key: &E::Key) -> Self {
        let fields = key.encode().map_err(Error::from);
        let key = fields.and_then(|fields| Ok((fields, key.to_item()?)));
        let core = UpdateCore::new(E::Table::MODEL, E::MODEL_REF, E::computed, key);
        Self { core, binding, running: None, types: PhantomData }
    }
}

impl<E: Entity, B> UpdateOf<E, B> {
    pub(crate) fn of(binding: B, loaded: &E) -> Self {
        let item = loaded.encode().map_err(Error::from);
        let key = item.clone().and_then(|item| {
            let fields = keys::primary_fields(E::Table::MODEL, E::MODEL_REF, &item);
            let key = keys::primary(E::Table::MODEL, E::MODEL_REF, &fields)?;
            Ok((fields, key))
        });
        let mut core = UpdateCore::new(E::Table::MODEL, E::MODEL_REF, E::computed, key);
        core.load(item.map(Loaded::of_entity::<E>));
        core.demand_lock();
        Self { core, binding, running: None, types: PhantomData }
    }
}

impl<E: Entity, S, R: ReturnOption<E>, B> Update<E, S, R, B> {
    fn then<N>(mut self, change: impl FnOnce(&mut UpdateCore)) -> Update<E, N, R, B> {
        change(&mut self.core);
        Update { core: self.core, binding: self.binding, running: None, types: PhantomData }
    }

    /// Sets an attribute, or a place inside one. An empty set removes it.
    pub fn set<T, F: Touch<S, Known>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        value: impl IntoValue<T>,
    ) -> Update<E, Next<F, S, Known>, R, B> {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| core.set(path, value.into_value()))
    }

    /// Sets an optional attribute, or removes it when there is no value.
    pub fn set_or_remove<T, F: Touch<S, Known>, P: Removable>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        value: Option<impl IntoValue<T>>,
    ) -> Update<E, Next<F, S, Known>, R, B> {
        let path = path(&E::paths()).into_document_path();
        let value = value.map_or(Ok(None), IntoValue::into_value);
        self.then(|core| core.set(path, value))
    }

    /// Sets an attribute if it is absent.
    pub fn set_if_absent<T, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        value: impl IntoOperand<T>,
    ) -> Update<E, Next<F, S, Computed>, R, B> {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| core.compute(path.clone(), UpdateValue::IfNotExists(path, value.into_operand())))
    }

    /// Sets an attribute to the value that another one had before the update, or to what is computed from some:
    /// `set_to(|o| o.total(), |o| o.price() + o.postage())`. See [`Formula`](crate::expression::Formula).
    pub fn set_to<T, F: Touch<S, Computed>, P, V: IntoFormula<T>>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        from: impl FnOnce(&E::Paths) -> V,
    ) -> Update<E, Next<F, S, Computed>, R, B> {
        let path = path(&E::paths()).into_document_path();
        let from = from(&E::paths()).into_formula();
        self.then(|core| core.compute(path, from))
    }

    /// Removes an optional attribute, or a place inside one.
    pub fn remove<T, F: Touch<S, Removed>, P: Removable>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
    ) -> Update<E, Next<F, S, Removed>, R, B> {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| core.remove(path))
    }

    /// Adds to a number; one that is absent counts as 0.
    ///
    /// When an answer is lost and the update is sent again, it adds twice: add a condition where that matters.
    pub fn add<T: Numeric, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        value: impl IntoOperand<T>,
    ) -> Update<E, Next<F, S, Computed>, R, B> {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| core.change(UpdateAction::Add(path, value.into_operand())))
    }

    /// Subtracts from a number, which must be there.
    ///
    /// When an answer is lost and the update is sent again, it subtracts twice: add a condition where that matters.
    pub fn subtract<T: Numeric, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        value: impl IntoOperand<T>,
    ) -> Update<E, Next<F, S, Computed>, R, B> {
        let path = path(&E::paths()).into_document_path();
        let before = Operand::Path(path.clone());
        self.then(|core| core.compute(path, UpdateValue::Minus(before, value.into_operand())))
    }

    /// Adds elements to the end of a list.
    pub fn append<T: ListOf + IntoOperand<T>, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        elements: T,
    ) -> Update<E, Next<F, S, Computed>, R, B> {
        let path = path(&E::paths()).into_document_path();
        let before = Operand::Path(path.clone());
        self.then(|core| core.compute(path, UpdateValue::Append(before, elements.into_operand())))
    }

    /// Adds elements to the beginning of a list.
    pub fn prepend<T: ListOf + IntoOperand<T>, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        elements: T,
    ) -> Update<E, Next<F, S, Computed>, R, B> {
        let path = path(&E::paths()).into_document_path();
        let before = Operand::Path(path.clone());
        self.then(|core| core.compute(path, UpdateValue::Append(elements.into_operand(), before)))
    }

    /// Adds elements to the end of a list, which is created when it is absent.
    ///
    /// When an answer is lost and the update is sent again, it adds twice: add a condition where that matters.
    pub fn append_or_create<T: ListOf + IntoOperand<T>, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        elements: T,
    ) -> Update<E, Next<F, S, Computed>, R, B> {
        let list = path(&E::paths()).into_document_path();
        let elements = elements.into_operand();
        let value = UpdateValue::AppendOrCreate { list: list.clone(), elements, at_end: true };
        self.then(|core| core.compute(list, value))
    }

    /// Adds elements to the beginning of a list, which is created when it is absent.
    ///
    /// When an answer is lost and the update is sent again, it adds twice: add a condition where that matters.
    pub fn prepend_or_create<T: ListOf + IntoOperand<T>, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        elements: T,
    ) -> Update<E, Next<F, S, Computed>, R, B> {
        let list = path(&E::paths()).into_document_path();
        let elements = elements.into_operand();
        let value = UpdateValue::AppendOrCreate { list: list.clone(), elements, at_end: false };
        self.then(|core| core.compute(list, value))
    }

    /// Adds members to a set, which is created when it is absent.
    pub fn insert<T, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        members: impl IntoIterator<Item = T::Member>,
    ) -> Update<E, Next<F, S, Computed>, R, B>
    where
        T: SetOf + FromIterator<T::Member>,
    {
        let path = path(&E::paths()).into_document_path();
        let members = members.into_iter().collect::<T>().encode();
        self.then(|core| core.members(path, members, UpdateAction::Add))
    }

    /// Takes members out of a set. A set that becomes empty is removed.
    pub fn delete<T, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        members: impl IntoIterator<Item = T::Member>,
    ) -> Update<E, Next<F, S, Computed>, R, B>
    where
        T: SetOf + FromIterator<T::Member>,
    {
        let path = path(&E::paths()).into_document_path();
        let members = members.into_iter().collect::<T>().encode();
        self.then(|core| core.members(path, members, UpdateAction::Delete))
    }

    /// Says what an attribute is, so that index keys which it is part of can be completed. The update is done only if the
    /// attribute really has that value.
    pub fn given<T, F: Demand<S>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        value: impl IntoValue<T>,
    ) -> Update<E, F::Next, R, B> {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| core.given(path, value.into_value()))
    }

    /// Updates only if the item meets a condition. Several conditions must all hold.
    pub fn when(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.core.when(condition(&E::paths()));
        self
    }

    /// Returns the item as it was ([`AllOld`](super::AllOld)) or as it is afterwards ([`AllNew`](super::AllNew)).
    pub fn returning<N: ReturnOption<E>>(self, _: N) -> Update<E, S, N, B> {
        Update { core: self.core, binding: self.binding, running: None, types: PhantomData }
    }
}

impl<E: CompleteUpdate<S>, S, R: ReturnOption<E>, B> Update<E, S, R, B> {
    /// Says that no further change is made to what index keys are composed from. The type does not depend on the changes
    /// any more, so a function can return the update.
    ///
    /// ```
    /// # use dynamo_model::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(key(pk = S), entities(Task))]
    /// # #[dynamo(gsi(ByState, pk = "by_state": S))]
    /// # struct Tasks;
    /// # #[derive(DynamoEntity)]
    /// # #[dynamo(table = Tasks, key(pk = "TASK#{number}"))]
    /// # #[dynamo(index(by_state, on = ByState, pk = "STATE#{state}"))]
    /// # struct Task { number: u32, state: String }
    /// use dynamo_model::op::{Complete, Update};
    ///
    /// fn close(tasks: &dynamo_model::TableHandle<Tasks>, number: u32) -> Update<Task, Complete> {
    ///     tasks.update(Task::key(number)).set(|task| task.state(), "closed").complete()
    /// }
    /// ```
    pub fn complete(self) -> Update<E, Complete, R, B> {
        self.then(|_| ())
    }
}

impl<E: Entity, S, R: ReturnOption<E>> Update<E, S, R> {
    /// Reads the item first, and completes index keys from it: the update may change any of the attributes that they are
    /// composed from, by `add` and `set_if_absent` too, without saying what the others are.
    ///
    /// An update that is complete without it is sent without the read.
    pub fn refetch(self) -> Refetch<E, R> {
        Refetch::new(self.core, self.binding.0)
    }

    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation>
    where
        E: CompleteUpdate<S>,
    {
        let (input, indexes) = self.core.input(&self.binding.0, R::RETURN_VALUES)?;
        Ok(Explanation::of_update(E::MODEL_REF, input, indexes))
    }

    /// Sends the request.
    ///
    /// # Errors
    /// When there is no item, a condition fails, or the update cannot be built.
    pub async fn send(self) -> Result<R::Output>
    where
        E: CompleteUpdate<S>,
    {
        let output = self.core.send(&self.binding.0, R::RETURN_VALUES).await?;
        R::read(output.attributes.filter(|_| R::RETURN_VALUES.is_some()))
            .map_err(|error| error.during(during::<E>))
    }
}

fn during<E: Entity>() -> String {
    format!("update of `{}`", E::MODEL_REF.name)
}

impl<E, S, R> Future for Update<E, S, R>
where
    E: CompleteUpdate<S> + 'static,
    R: ReturnOption<E> + 'static,
{
    type Output = Result<R::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { core, binding, running, .. } = &mut *self;
        let call = running.get_or_insert_with(|| {
            let (core, to) = (core.clone(), binding.clone());
            Box::pin(async move {
                let output = core.send(&to.0, R::RETURN_VALUES).await?;
                let attributes = output.attributes.filter(|_| R::RETURN_VALUES.is_some());
                R::read(attributes).map_err(|error| error.during(during::<E>))
            })
        });
        call.as_mut().poll(context)
    }
}
