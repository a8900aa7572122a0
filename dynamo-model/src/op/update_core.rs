//! An update without its types: what it changes, what it is given, and the index keys that follow from both.

use dynamo_schema::{EntityModel, TableModel};

use super::condition::{Existence, WriteConditions};
use super::loaded::Loaded;
use super::lock::{self, LockDemand};
use crate::api::{ReturnValues, ReturnValuesOnConditionCheckFailure, UpdateItemInput, UpdateItemOutput};
use crate::connection::Connection;
use crate::decode::{Decoded, Fields};
use crate::error::{Error, Result};
use crate::expression::{
    Comparison, Condition, DocumentPath, ExpressionError, Operand, Renderer, UpdateAction, UpdateValue,
};
use crate::{AttributeValue, EncodeError, Encoded, Item, keys, limits, vectors, written};

/// An update without its types.
#[derive(Clone)]
pub(super) struct UpdateCore {
    pub(super) table: &'static TableModel,
    pub(super) entity: &'static EntityModel,
    /// [`Entity::computed`](crate::Entity::computed).
    pub(super) compute: Compute,
    /// The attributes of the primary key under their own names, and the key as it is stored.
    pub(super) key: Result<(Item, Item)>,
    pub(super) actions: Vec<UpdateAction>,
    conditions: WriteConditions,
    /// What the attributes that are changed will be.
    pub(super) changed: Vec<(String, Change)>,
    /// What the attributes that are given are, before the update: nothing for an absent one.
    pub(super) given: Vec<(String, Option<AttributeValue>)>,
    /// What the item was when it was read, if it was.
    pub(super) loaded: Option<Loaded>,
    /// The attributes that changes were computed from.
    pub(super) computed_from: Vec<String>,
    error: Option<Error>,
}

/// Computes an attribute of an entity from those of others.
pub(super) type Compute = fn(&str, Fields<'_>) -> Decoded<Encoded>;

/// What an update does to an attribute.
#[derive(Clone)]
pub(super) enum Change {
    Known(AttributeValue),
    Removed,
    Unknown,
}

impl UpdateCore {
    pub(super) fn new(
        table: &'static TableModel,
        entity: &'static EntityModel,
        compute: Compute,
        key: Result<(Item, Item)>,
    ) -> Self {
        let mut conditions = WriteConditions::new(Existence::MustExist);
        conditions.demand_version(table, entity);
        Self {
            table,
            entity,
            compute,
            key,
            actions: Vec::new(),
            conditions,
            changed: Vec::new(),
            given: Vec::new(),
            loaded: None,
            computed_from: Vec::new(),
            error: None,
        }
    }

    pub(super) async fn send(
        self,
        connection: &Connection,
        return_values: Option<ReturnValues>,
    ) -> Result<UpdateItemOutput> {
        let during = || format!("update of `{}`", self.entity.name);
        let (input, _) = self.input(connection, return_values).map_err(|error| error.during(during))?;
        let answer = connection.call(input).await;
        answer.map_err(|error| self.conditions.explain_failure(error).during(during))
    }

    fn touch(&mut self, path: &DocumentPath, change: Change) {
        let change = if path.is_attribute() { change } else { Change::Unknown };
        self.changed.push((path.root().to_owned(), change));
    }

    /// Says what the item was when it was read. Index keys are completed from it, under the condition that what they
    /// are composed from is still so.
    pub(super) fn load(&mut self, loaded: Result<Loaded>) {
        match loaded {
            Ok(loaded) => self.loaded = Some(loaded),
            Err(error) => self.fail(error),
        }
    }

    fn fail(&mut self, error: impl Into<Error>) {
        self.error.get_or_insert(error.into());
    }

    pub(super) fn set(&mut self, path: DocumentPath, value: Result<Option<AttributeValue>, EncodeError>) {
        match value {
            Ok(Some(value)) => {
                self.touch(&path, Change::Known(value.clone()));
                self.actions.push(UpdateAction::Set(path, UpdateValue::Operand(Operand::Value(Ok(value)))));
            }
            Ok(None) => self.remove(path),
            Err(error) => self.fail(error.at(path.to_string())),
        }
    }

    pub(super) fn remove(&mut self, path: DocumentPath) {
        self.touch(&path, Change::Removed);
        self.actions.push(UpdateAction::Remove(path));
    }

    /// A change to a value that only DynamoDB knows.
    pub(super) fn change(&mut self, action: UpdateAction) {
        self.touch(action.path(), Change::Unknown);
        self.actions.push(action);
    }

    pub(super) fn compute(&mut self, path: DocumentPath, value: UpdateValue) {
        self.change(UpdateAction::Set(path, value));
    }

    pub(super) const fn conditions(&self) -> &WriteConditions {
        &self.conditions
    }

    pub(super) fn demand_lock(&mut self) {
        let lock = self.loaded.as_ref().and_then(|loaded| LockDemand::of_loaded(self.entity, loaded));
        self.conditions.demand_lock(lock);
    }

    pub(super) fn when(&mut self, condition: Condition) {
        self.conditions.add(condition);
    }

    pub(super) fn members(
        &mut self,
        path: DocumentPath,
        members: Result<Option<AttributeValue>, EncodeError>,
        action: impl FnOnce(DocumentPath, Operand) -> UpdateAction,
    ) {
        match members {
            Ok(Some(members)) => {
                self.change(action(path, Operand::Value(Ok(members))));
            }
            // No members change nothing.
            Ok(None) => {}
            Err(error) => self.fail(error.at(path.to_string())),
        }
    }

    pub(super) fn given(&mut self, path: DocumentPath, value: Result<Option<AttributeValue>, EncodeError>) {
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

    /// The update with what every write fills in.
    pub(super) fn filled(&self, connection: &Connection) -> Result<Self> {
        let mut core = self.clone();
        if let Some((name, value)) = written::refreshed(self.entity, connection.now())? {
            core.set(DocumentPath::attribute(name), Ok(Some(value)));
        }
        Ok(core)
    }

    /// What indexes demand of a value that is set.
    fn check_value(&self, action: &UpdateAction) -> Result<()> {
        let UpdateAction::Set(path, UpdateValue::Operand(Operand::Value(Ok(value)))) = action else {
            return Ok(());
        };
        if !path.is_attribute() {
            return Ok(());
        }
        keys::check_natural(self.table, self.entity, path.root(), value)?;
        vectors::check(self.table, path.root(), value)
    }

    /// The request, and the names of the indexes whose keys it writes.
    pub(super) fn input(
        &self,
        connection: &Connection,
        return_values: Option<ReturnValues>,
    ) -> Result<(UpdateItemInput, Vec<&'static str>)> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        if self.actions.is_empty() {
            return Err(ExpressionError::EmptyUpdate.into());
        }
        let (fields, key) = self.key.clone()?;
        let core = self.filled(connection)?;
        limits::check_actions(self.entity, &core.actions)?;
        let writes = core.index_writes(&fields)?;
        core.actions.iter().chain(&writes.actions).try_for_each(|action| self.check_value(action))?;
        let is_computed = |action: &&UpdateAction| self.entity.is_computed(action.path().root());
        writes.actions.iter().filter(is_computed).try_for_each(|of| limits::check_action(self.entity, of))?;
        let (mut actions, mut conditions) = (core.actions, core.conditions);
        actions.extend(writes.actions);
        actions.extend(lock::count(self.entity));
        writes.conditions.into_iter().for_each(|condition| conditions.add(condition));
        let input = update_input(self.table, connection, key, &actions, &conditions, return_values)?;
        Ok((input, writes.indexes))
    }
}

/// The request that does these actions under these conditions.
pub(super) fn update_input(
    table: &TableModel,
    connection: &Connection,
    key: Item,
    actions: &[UpdateAction],
    conditions: &WriteConditions,
    return_values: Option<ReturnValues>,
) -> Result<UpdateItemInput> {
    let mut renderer = Renderer::new();
    // An item of nothing but its key is written by an update without an expression.
    let update = if actions.is_empty() { None } else { Some(renderer.update(actions)?) };
    let condition = conditions.render(&table.partition_key.name, &mut renderer)?;
    let (names, values) = renderer.finish();
    Ok(UpdateItemInput {
        table_name: connection.table_name.clone(),
        key,
        update_expression: update,
        condition_expression: condition,
        expression_attribute_names: names,
        expression_attribute_values: values,
        return_values,
        return_values_on_condition_check_failure: (!conditions.is_empty())
            .then_some(ReturnValuesOnConditionCheckFailure::AllOld),
        ..UpdateItemInput::default()
    })
}
