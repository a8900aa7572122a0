//! An update without its types: what it changes, what it is given, and the index keys that follow from both.

use dynamo_schema::{EntityModel, TableModel};

use super::Bound;
use super::condition::{Existence, WriteConditions};
use crate::api::{ReturnValues, ReturnValuesOnConditionCheckFailure, UpdateItemInput, UpdateItemOutput};
use crate::error::{Error, Result};
use crate::expression::{
    Comparison, Condition, DocumentPath, ExpressionError, Operand, Renderer, UpdateAction, UpdateValue,
};
use crate::keys::{self, IndexKey};
use crate::{AttributeValue, EncodeError, Item};

/// An update without its types.
#[derive(Clone)]
pub(super) struct UpdateCore {
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

impl UpdateCore {
    pub(super) fn new(
        table: &'static TableModel,
        entity: &'static EntityModel,
        key: Result<(Item, Item)>,
    ) -> Self {
        Self {
            table,
            entity,
            key,
            actions: Vec::new(),
            conditions: WriteConditions::new(Existence::MustExist),
            changed: Vec::new(),
            given: Vec::new(),
            error: None,
        }
    }

    pub(super) async fn send(
        self,
        to: &Bound,
        return_values: Option<ReturnValues>,
    ) -> Result<UpdateItemOutput> {
        let during = || format!("update of `{}`", self.entity.name);
        let (input, _) = self.input(to, return_values).map_err(|error| error.during(during))?;
        let answer = to.0.call(input).await;
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

    /// The request, and the names of the indexes whose keys it writes.
    pub(super) fn input(
        &self,
        to: &Bound,
        return_values: Option<ReturnValues>,
    ) -> Result<(UpdateItemInput, Vec<&'static str>)> {
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
            table_name: to.0.table_name.clone(),
            key,
            update_expression: Some(update),
            condition_expression: condition,
            expression_attribute_names: names,
            expression_attribute_values: values,
            return_values,
            return_values_on_condition_check_failure: Some(ReturnValuesOnConditionCheckFailure::AllOld),
            ..UpdateItemInput::default()
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
