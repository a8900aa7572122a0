//! UpdateItem: `upsert`.

use std::collections::BTreeSet;
use std::future::IntoFuture;
use std::marker::PhantomData;

use dynamo_schema::{AttributeRole, EntityModel, TableModel};

use super::condition::{Existence, WriteConditions};
use super::lock;
use super::update_core::update_input;
use super::{Bound, OpFuture, ReturnOption};
use crate::api::UpdateItemInput;
use crate::entity::attributes;
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::expression::{Condition, DocumentPath, Operand, Path, Plain, UpdateAction, UpdateValue};
use crate::written::{self, Verb};
use crate::{Entity, Item, Name, Table, keys};

/// The write of all attributes of an entity into an item that may exist.
#[must_use = "does nothing until it is awaited or sent"]
pub struct Upsert<E, R = (), B = Bound> {
    pub(super) binding: B,
    /// The entity's attributes as its fields hold them.
    attributes: Result<Item>,
    keep: BTreeSet<String>,
    conditions: WriteConditions,
    types: PhantomData<fn() -> (E, R)>,
}

impl<E: Entity, B> Upsert<E, (), B> {
    pub(crate) fn new(binding: B, entity: &E) -> Self {
        let mut conditions = WriteConditions::new(Existence::Either);
        conditions.demand_version(E::Table::MODEL, E::MODEL_REF);
        // Only a new item is created.
        let created = E::MODEL_REF.with_role(|role| role == AttributeRole::Created);
        let keep = created.iter().map(|attribute| attribute.name.to_string()).collect();
        Self { binding, attributes: attributes(entity), keep, conditions, types: PhantomData }
    }
}

impl<E: Entity, R: ReturnOption<E>, B> Upsert<E, R, B> {
    /// Keeps the stored value of an attribute, if there is one: the entity's value is only for a new item.
    pub fn keep<T, P>(mut self, path: impl FnOnce(&E::Paths) -> Path<T, Plain, P>) -> Self {
        self.keep.insert(path(&E::paths()).into_document_path().root().to_owned());
        self
    }

    /// Writes only if the item meets a condition. Several conditions must all hold.
    pub fn when(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.conditions.add(condition(&E::paths()));
        self
    }

    /// Returns the item as it was ([`AllOld`](super::AllOld)) or as it is afterwards ([`AllNew`](super::AllNew)).
    pub fn returning<N: ReturnOption<E>>(self, _: N) -> Upsert<E, N, B> {
        let Self { binding, attributes, keep, conditions, .. } = self;
        Upsert { binding, attributes, keep, conditions, types: PhantomData }
    }

    pub(super) fn input(&self, to: &Bound) -> Result<UpdateItemInput> {
        let (table, entity) = (E::Table::MODEL, E::MODEL_REF);
        refuse_created_in_index(table, entity)?;
        let mut item = written::whole::<E>(self.attributes.clone(), Verb::Upsert, to.0.now())?;
        let mut key = Item::new();
        for (attribute, _) in keys::primary_sources(table, entity) {
            let value = item.remove(&attribute.name);
            let value = value.ok_or_else(|| Error::invalid("the item has no primary key"))?;
            key.insert(attribute.name.clone(), value);
        }
        // What the entity knows and does not have must not survive: absent attributes and indexes that it is not in.
        let mut absent: BTreeSet<Name> =
            entity.attributes.iter().map(|attribute| attribute.name.clone()).collect();
        for index in &*entity.indexes {
            let model = keys::index_model(table, &index.index)?;
            absent.extend(
                keys::index_sources(table, entity, index, model)
                    .into_iter()
                    .filter(|(_, source)| matches!(source, dynamo_schema::KeySource::Template(_)))
                    .map(|(attribute, _)| attribute.name.clone()),
            );
        }
        absent.retain(|name| !item.contains(name) && !key.contains(name));
        let mut actions: Vec<UpdateAction> = Vec::with_capacity(item.len() + absent.len());
        let lock = entity.lock();
        for (name, value) in item {
            if lock.is_some_and(|lock| lock.name == name) {
                continue;
            }
            let (kept, path) = (self.keep.contains(&*name), DocumentPath::attribute(name));
            let value = Operand::Value(Ok(value));
            let value = if kept {
                UpdateValue::IfNotExists(path.clone(), value)
            } else {
                UpdateValue::Operand(value)
            };
            actions.push(UpdateAction::Set(path, value));
        }
        actions.extend(lock::count(entity));
        let removed = absent.into_iter().filter(|name| !self.keep.contains(&**name));
        actions.extend(removed.map(|name| UpdateAction::Remove(DocumentPath::attribute(name))));
        update_input(table, &to.0, key, &actions, &self.conditions, R::RETURN_VALUES)
    }

    pub(super) const fn conditions(&self) -> &WriteConditions {
        &self.conditions
    }
}

impl<E: Entity, R: ReturnOption<E>> Upsert<E, R> {
    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation> {
        let indexes = E::MODEL_REF.indexes.iter().map(|index| &*index.name).collect();
        Ok(Explanation::of_update(E::MODEL_REF, self.input(&self.binding)?, indexes))
    }

    /// Sends the request.
    ///
    /// # Errors
    /// When the item cannot be stored or a condition fails.
    pub async fn send(self) -> Result<R::Output> {
        let during = || format!("upsert of `{}`", E::MODEL_REF.name);
        let input = self.input(&self.binding).map_err(|error| error.during(during))?;
        let answer = self.binding.0.call(input).await;
        let output = answer.map_err(|error| self.conditions.explain_failure(error).during(during))?;
        R::read(output.attributes.filter(|_| R::RETURN_VALUES.is_some()))
            .map_err(|error| error.during(during))
    }
}

/// An index key that is composed from the time of creation cannot be written without knowing whether the item is there.
fn refuse_created_in_index(table: &TableModel, entity: &EntityModel) -> Result<()> {
    let Some(created) = entity.with_role(|role| role == AttributeRole::Created) else { return Ok(()) };
    for index in &*entity.indexes {
        if keys::composed_from(table, entity, index)?.contains(&&*created.name) {
            return Err(Error::invalid(format!(
                "the key of index `{}` is composed from `{}`, which an item that is there keeps and an upsert does not \
                 know; use `create`, or `update` for an item that is there",
                index.name, created.name
            )));
        }
    }
    Ok(())
}

impl<E: Entity + 'static, R: ReturnOption<E> + 'static> IntoFuture for Upsert<E, R> {
    type Output = Result<R::Output>;
    type IntoFuture = OpFuture<R::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
