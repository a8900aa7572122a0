//! UpdateItem: `update`.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use dynamo_schema::{EntityModel, TableModel};

use super::condition::{Existence, WriteConditions};
use super::{OpFuture, ReturnOption};
use crate::api::{ReturnValues, ReturnValuesOnConditionCheckFailure, UpdateItemInput, UpdateItemOutput};
use crate::attribute::{ListOf, Numeric, Removable, SetOf};
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::expression::{
    Comparison, Condition, DocumentPath, ExpressionError, IntoOperand, IntoValue, Operand, Path, Renderer,
    UpdateAction, UpdateValue,
};
use crate::handle::Connection;
use crate::keys::{self, IndexKey};
use crate::update_state::{CompleteUpdate, Computed, Demand, Known, Removed, Touch};
use crate::{AttributeValue, EncodeError, Entity, EntityKey, Item, Table};

/// A partial update of one item that must exist.
///
/// `S` is the state of the attributes that index keys are composed from; while an index key would be left half
/// written, the update cannot be sent.
#[must_use = "does nothing until it is awaited or sent"]
pub struct Update<E: Entity, S, R: ReturnOption<E> = ()> {
    core: UpdateCore,
    /// The call, once the update is awaited. It is a future itself, not a value that becomes one: only so does the
    /// compiler say which index key is incomplete when it is awaited too early.
    running: Option<OpFuture<R::Output>>,
    types: PhantomData<fn() -> (E, S, R)>,
}

/// An update without its types.
#[derive(Clone)]
pub(super) struct UpdateCore {
    connection: Connection,
    table: &'static TableModel,
    entity: &'static EntityModel,
    /// The attributes of the primary key under their own names, and the key as it is stored.
    key: Result<(Item, Item)>,
    actions: Vec<UpdateAction>,
    conditions: WriteConditions,
    /// What the attributes that are changed will be.
    changed: Vec<(String, Change)>,
    /// What the attributes that are given are, before the update: nothing for an absent one.
    given: Vec<(String, Option<AttributeValue>)>,
    error: Option<Error>,
}

#[derive(Clone)]
enum Change {
    Known(AttributeValue),
    Removed,
    Unknown,
}

/// An attribute after the update.
enum After<'u> {
    Value(&'u AttributeValue),
    Absent,
}

type Next<F, S, State> = <F as Touch<S, State>>::Next;

impl<E: Entity, S> Update<E, S> {
    pub(crate) fn new(connection: Connection, key: &E::Key) -> Self {
        let fields = key.encode().map_err(Error::from);
        let key = fields.and_then(|fields| Ok((fields, key.to_item()?)));
        let core = UpdateCore {
            connection,
            table: E::Table::MODEL,
            entity: E::MODEL_REF,
            key,
            actions: Vec::new(),
            conditions: WriteConditions::new(Existence::MustExist),
            changed: Vec::new(),
            given: Vec::new(),
            error: None,
        };
        Self { core, running: None, types: PhantomData }
    }
}

impl<E: Entity, S, R: ReturnOption<E>> Update<E, S, R> {
    fn then<N>(mut self, change: impl FnOnce(&mut UpdateCore)) -> Update<E, N, R> {
        change(&mut self.core);
        Update { core: self.core, running: None, types: PhantomData }
    }

    /// Sets an attribute, or a place inside one. An empty set removes it.
    pub fn set<T, F: Touch<S, Known>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        value: impl IntoValue<T>,
    ) -> Update<E, Next<F, S, Known>, R> {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| core.set(path, value.into_value()))
    }

    /// Sets an attribute if it is absent.
    pub fn set_if_absent<T, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        value: impl IntoOperand<T>,
    ) -> Update<E, Next<F, S, Computed>, R> {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| core.compute(path, |path| UpdateValue::IfNotExists(path, value.into_operand())))
    }

    /// Sets an attribute to the value that another one had before the update.
    pub fn set_to<T, F: Touch<S, Computed>, P, G, Q>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        from: impl FnOnce(&E::Paths) -> Path<T, G, Q>,
    ) -> Update<E, Next<F, S, Computed>, R> {
        let path = path(&E::paths()).into_document_path();
        let from = Operand::Path(from(&E::paths()).into_document_path());
        self.then(|core| core.compute(path, |_| UpdateValue::Operand(from)))
    }

    /// Removes an optional attribute, or a place inside one.
    pub fn remove<T, F: Touch<S, Removed>, P: Removable>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
    ) -> Update<E, Next<F, S, Removed>, R> {
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
    ) -> Update<E, Next<F, S, Computed>, R> {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| {
            core.touch(&path, Change::Unknown);
            core.actions.push(UpdateAction::Add(path, value.into_operand()));
        })
    }

    /// Subtracts from a number, which must be there.
    ///
    /// When an answer is lost and the update is sent again, it subtracts twice: add a condition where that matters.
    pub fn subtract<T: Numeric, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        value: impl IntoOperand<T>,
    ) -> Update<E, Next<F, S, Computed>, R> {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| {
            core.compute(path, |path| UpdateValue::Minus(Operand::Path(path), value.into_operand()))
        })
    }

    /// Adds elements to the end of a list.
    pub fn append<T: ListOf + IntoOperand<T>, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        elements: T,
    ) -> Update<E, Next<F, S, Computed>, R> {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| {
            core.compute(path, |path| UpdateValue::Append(Operand::Path(path), elements.into_operand()));
        })
    }

    /// Adds elements to the beginning of a list.
    pub fn prepend<T: ListOf + IntoOperand<T>, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        elements: T,
    ) -> Update<E, Next<F, S, Computed>, R> {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| {
            core.compute(path, |path| UpdateValue::Append(elements.into_operand(), Operand::Path(path)));
        })
    }

    /// Adds members to a set, which is created when it is absent.
    pub fn insert<T, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        members: impl IntoIterator<Item = T::Member>,
    ) -> Update<E, Next<F, S, Computed>, R>
    where
        T: SetOf + FromIterator<T::Member>,
    {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| core.members(path, members.into_iter().collect::<T>().encode(), UpdateAction::Add))
    }

    /// Takes members out of a set. A set that becomes empty is removed.
    pub fn delete<T, F: Touch<S, Computed>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        members: impl IntoIterator<Item = T::Member>,
    ) -> Update<E, Next<F, S, Computed>, R>
    where
        T: SetOf + FromIterator<T::Member>,
    {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| {
            core.members(path, members.into_iter().collect::<T>().encode(), UpdateAction::Delete)
        })
    }

    /// Says what an attribute is, so that index keys which it is part of can be completed. The update is done only if the
    /// attribute really has that value.
    pub fn given<T, F: Demand<S>, P>(
        self,
        path: impl FnOnce(&E::Paths) -> Path<T, F, P>,
        value: impl IntoValue<T>,
    ) -> Update<E, F::Next, R> {
        let path = path(&E::paths()).into_document_path();
        self.then(|core| core.given(path, value.into_value()))
    }

    /// Updates only if the item meets a condition. Several conditions must all hold.
    pub fn when(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.core.conditions.add(condition(&E::paths()));
        self
    }

    /// Returns the item as it was ([`AllOld`](super::AllOld)) or as it is afterwards ([`AllNew`](super::AllNew)).
    pub fn returning<N: ReturnOption<E>>(self, _: N) -> Update<E, S, N> {
        Update { core: self.core, running: None, types: PhantomData }
    }
}

impl<E: Entity, S, R: ReturnOption<E>> Update<E, S, R> {
    pub(super) fn input(&self) -> Result<UpdateItemInput> {
        Ok(self.core.input(R::RETURN_VALUES)?.0)
    }

    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation>
    where
        E: CompleteUpdate<S>,
    {
        let (input, indexes) = self.core.input(R::RETURN_VALUES)?;
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
        let output = self.core.send(R::RETURN_VALUES).await?;
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
        let Self { core, running, .. } = &mut *self;
        let call = running.get_or_insert_with(|| {
            let core = core.clone();
            Box::pin(async move {
                let output = core.send(R::RETURN_VALUES).await?;
                let attributes = output.attributes.filter(|_| R::RETURN_VALUES.is_some());
                R::read(attributes).map_err(|error| error.during(during::<E>))
            })
        });
        call.as_mut().poll(context)
    }
}

impl UpdateCore {
    async fn send(self, return_values: Option<ReturnValues>) -> Result<UpdateItemOutput> {
        let during = || format!("update of `{}`", self.entity.name);
        let (input, _) = self.input(return_values).map_err(|error| error.during(during))?;
        let answer = self.connection.call(input).await;
        answer.map_err(|error| self.conditions.explain_failure(error).during(during))
    }

    fn touch(&mut self, path: &DocumentPath, change: Change) {
        if path.is_attribute() {
            self.changed.push((path.root().to_owned(), change));
        }
    }

    fn fail(&mut self, error: impl Into<Error>) {
        self.error.get_or_insert(error.into());
    }

    fn set(&mut self, path: DocumentPath, value: Result<Option<AttributeValue>, EncodeError>) {
        match value {
            Ok(Some(value)) => {
                self.touch(&path, Change::Known(value.clone()));
                self.actions.push(UpdateAction::Set(path, UpdateValue::Operand(Operand::Value(Ok(value)))));
            }
            Ok(None) => self.remove(path),
            Err(error) => self.fail(error.at(path.to_string())),
        }
    }

    fn remove(&mut self, path: DocumentPath) {
        self.touch(&path, Change::Removed);
        self.actions.push(UpdateAction::Remove(path));
    }

    fn compute(&mut self, path: DocumentPath, value: impl FnOnce(DocumentPath) -> UpdateValue) {
        self.touch(&path, Change::Unknown);
        self.actions.push(UpdateAction::Set(path.clone(), value(path)));
    }

    fn members(
        &mut self,
        path: DocumentPath,
        members: Result<Option<AttributeValue>, EncodeError>,
        action: impl FnOnce(DocumentPath, Operand) -> UpdateAction,
    ) {
        match members {
            Ok(Some(members)) => {
                self.touch(&path, Change::Unknown);
                self.actions.push(action(path, Operand::Value(Ok(members))));
            }
            // No members change nothing.
            Ok(None) => {}
            Err(error) => self.fail(error.at(path.to_string())),
        }
    }

    fn given(&mut self, path: DocumentPath, value: Result<Option<AttributeValue>, EncodeError>) {
        let value = match value {
            Ok(value) => value,
            Err(error) => return self.fail(error.at(path.to_string())),
        };
        if path.is_attribute() {
            self.given.push((path.root().to_owned(), value.clone()));
        }
        self.conditions.add(match value {
            Some(value) => {
                Condition::Compare(Operand::Path(path), Comparison::Equal, Operand::Value(Ok(value)))
            }
            None => Condition::NotExists(path),
        });
    }

    /// The request, and the names of the indexes whose keys it writes.
    fn input(&self, return_values: Option<ReturnValues>) -> Result<(UpdateItemInput, Vec<&'static str>)> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        if self.actions.is_empty() {
            return Err(ExpressionError::EmptyUpdate.into());
        }
        let (fields, key) = self.key.clone()?;
        let mut actions = self.actions.clone();
        let indexes = self.index_actions(&fields, &mut actions)?;
        let mut renderer = Renderer::new();
        let update = renderer.update(&actions)?;
        let condition = self.conditions.render(&self.table.partition_key.name, &mut renderer)?;
        let (names, values) = renderer.finish();
        let input = UpdateItemInput {
            table_name: self.connection.table_name.clone(),
            key,
            update_expression: Some(update),
            condition_expression: condition,
            expression_attribute_names: names,
            expression_attribute_values: values,
            return_values,
            return_values_on_condition_check_failure: Some(ReturnValuesOnConditionCheckFailure::AllOld),
            return_consumed_capacity: None,
        };
        Ok((input, indexes))
    }

    /// Rewrites the keys of every index that a touched attribute is an input of.
    fn index_actions(&self, fields: &Item, actions: &mut Vec<UpdateAction>) -> Result<Vec<&'static str>> {
        let mut written = Vec::new();
        let changed = |name: &str| actions.iter().any(|action| action.path().root() == name);
        let mut key_actions: Vec<UpdateAction> = Vec::new();
        for index in &*self.entity.indexes {
            let inputs = keys::index_inputs(self.table, self.entity, index)?;
            if !inputs.iter().any(|input| changed(input)) {
                continue;
            }
            self.refuse_half_known(&index.name, &inputs, fields)?;
            let lookup = |name: &str| match self.after(name, fields) {
                Some(After::Value(value)) => Some(value),
                _ => None,
            };
            let composed = match keys::index_key(self.table, self.entity, index, &lookup)? {
                IndexKey::Present(key) => key
                    .into_iter()
                    .map(|(name, value)| {
                        let value = UpdateValue::Operand(Operand::Value(Ok(value)));
                        UpdateAction::Set(DocumentPath::attribute(name), value)
                    })
                    .collect::<Vec<_>>(),
                IndexKey::Absent(names) => names
                    .into_iter()
                    .map(|name| UpdateAction::Remove(DocumentPath::attribute(name)))
                    .collect(),
            };
            // Two indexes can share a key attribute, with the same template.
            for action in composed {
                if !key_actions.contains(&action) {
                    key_actions.push(action);
                }
            }
            written.push(&*index.name);
        }
        actions.extend(key_actions);
        Ok(written)
    }

    /// What an attribute is after the update, as far as that is known: a change counts before what was given.
    fn after<'u>(&'u self, name: &str, fields: &'u Item) -> Option<After<'u>> {
        if let Some((_, after)) = self.changed.iter().rev().find(|(changed, _)| changed == name) {
            return Some(match after {
                Change::Known(value) => After::Value(value),
                Change::Removed => After::Absent,
                Change::Unknown => return None,
            });
        }
        if let Some((_, given)) = self.given.iter().find(|(given, _)| given == name) {
            return Some(given.as_ref().map_or(After::Absent, After::Value));
        }
        fields.get(name).map(After::Value)
    }

    /// The types refuse this already; here it holds for every way of building an update.
    fn refuse_half_known(&self, index: &str, inputs: &[&str], fields: &Item) -> Result<()> {
        let after = |input: &&str| self.after(input, fields);
        if inputs.iter().any(|input| matches!(after(input), Some(After::Absent))) {
            return Ok(());
        }
        match inputs.iter().find(|input| after(input).is_none()) {
            None => Ok(()),
            Some(input) => Err(Error::invalid(format!(
                "the update would leave the key of index `{index}` half written: \
                 set `{input}` too, or say what it is with `given`"
            ))),
        }
    }
}
