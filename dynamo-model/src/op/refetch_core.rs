//! The attempts of an update that reads the item first.

use super::loaded::Loaded;
use super::update_core::{Change, UpdateCore};
use crate::api::{GetItemInput, ReturnValues, UpdateItemOutput};
use crate::error::{Error, ErrorKind, Result};
use crate::expression::{DocumentPath, Operand, PathElement, UpdateAction, UpdateValue};
use crate::handle::Connection;
use crate::retry::Attempts;
use crate::{AttributeValue, Item, keys};

/// Reads an item as it is now.
///
/// # Errors
/// [`ErrorKind::NotFound`] when there is none.
pub(super) async fn read_item(connection: &Connection, key: Item) -> Result<Item> {
    let table_name = connection.table_name.clone();
    let input = GetItemInput { table_name, key, consistent_read: Some(true), ..GetItemInput::default() };
    let item = connection.call(input).await?.item;
    let missing = || Error::new(ErrorKind::NotFound, "there is no item with this key");
    Ok(item.ok_or_else(missing)?.into_item())
}

impl UpdateCore {
    /// Sends the update. What it does not know of index keys, it reads first; `entity` says what an item's entity makes
    /// of it.
    pub(super) async fn send_refetched(
        self,
        connection: &Connection,
        entity: impl Fn(Item) -> Result<Item>,
        return_values: Option<ReturnValues>,
    ) -> Result<UpdateItemOutput> {
        let (fields, key) = self.key.clone()?;
        if self.index_writes(&fields).is_ok() {
            return self.send(connection, return_values).await;
        }
        let mut attempts = Attempts::default();
        loop {
            let stored = read_item(connection, key.clone()).await?;
            let mut update = self.clone();
            update.load(entity(stored.clone()).map(|entity| Loaded::of_item(entity, stored.clone())));
            update.compute_inputs()?;
            let demanded = update.filled(connection)?.index_writes(&fields)?.demanded;
            let error = match update.send(connection, return_values).await {
                Ok(output) => return Ok(output),
                Err(error) => error,
            };
            // The program's own conditions can fail too; then the item is still as it was read.
            let is_overtaken = error
                .item()
                .is_none_or(|found| demanded.iter().any(|name| found.get(name) != stored.get(name)));
            if !(error.is_condition_failed() && is_overtaken || error.is_conflict()) {
                return Err(error);
            }
            attempts.again(connection, error).await?;
        }
    }

    /// Replaces changes of index inputs that DynamoDB would compute by their results, from what was loaded.
    pub(super) fn compute_inputs(&mut self) -> Result<()> {
        let Some(loaded) = self.loaded.clone() else { return Ok(()) };
        let inputs = keys::all_index_inputs(self.table, self.entity)?;
        for action in &mut self.actions {
            let name = action.path().root().to_owned();
            if !action.path().is_attribute() || !inputs.contains(&&*name) {
                continue;
            }
            let is_unknown =
                |(changed, change): &(String, Change)| *changed == name && matches!(change, Change::Unknown);
            if !self.changed.iter().any(is_unknown) {
                continue;
            }
            let mut read = Vec::new();
            let Some(value) = evaluate(action, &loaded, &mut read)? else { continue };
            for name in read {
                if !self.computed_from.contains(&name) {
                    self.computed_from.push(name);
                }
            }
            self.changed.push((name.clone(), Change::Known(value.clone())));
            let value = UpdateValue::Operand(Operand::Value(Ok(value)));
            *action = UpdateAction::Set(DocumentPath::attribute(name), value);
        }
        Ok(())
    }
}

/// The value that an action gives an attribute, and the attributes that it read. Nothing for an action that no index
/// input can have.
fn evaluate(
    action: &UpdateAction,
    loaded: &Loaded,
    read: &mut Vec<String>,
) -> Result<Option<AttributeValue>> {
    let mut operand = |operand: &Operand| -> Option<AttributeValue> {
        match operand {
            Operand::Value(value) => value.clone().ok(),
            Operand::Path(path) => {
                read.push(path.root().to_owned());
                at(loaded, path).cloned()
            }
            Operand::Size(_) => None,
        }
    };
    let arithmetic = |left, right, subtract| -> Result<Option<AttributeValue>> {
        let (Some(AttributeValue::N(left)), Some(AttributeValue::N(right))) = (left, right) else {
            return Ok(None);
        };
        let result = if subtract { left.checked_sub(right) } else { left.checked_add(right) };
        let result =
            result.map_err(|error| Error::invalid(format!("the result cannot be stored: {error}")))?;
        Ok(Some(AttributeValue::N(result)))
    };
    match action {
        UpdateAction::Add(path, value) => {
            // An absent number counts as 0.
            let before = operand(&Operand::Path(path.clone())).unwrap_or(AttributeValue::N(0.into()));
            arithmetic(Some(before), operand(value), false)
        }
        UpdateAction::Set(_, UpdateValue::Operand(value)) => Ok(operand(value)),
        UpdateAction::Set(_, UpdateValue::IfNotExists(path, value)) => {
            Ok(operand(&Operand::Path(path.clone())).or_else(|| operand(value)))
        }
        UpdateAction::Set(_, UpdateValue::Plus(left, right)) => {
            arithmetic(operand(left), operand(right), false)
        }
        UpdateAction::Set(_, UpdateValue::Minus(left, right)) => {
            arithmetic(operand(left), operand(right), true)
        }
        _ => Ok(None),
    }
}

/// The value at a path.
fn at<'l>(loaded: &'l Loaded, path: &DocumentPath) -> Option<&'l AttributeValue> {
    let mut steps = path.elements().iter();
    let mut value = steps.next().and_then(|_| loaded.stored(path.root()))?;
    for step in steps {
        value = match (step, value) {
            (PathElement::Name(name), AttributeValue::M(map)) => map.get(name)?,
            (PathElement::Index(index), AttributeValue::L(list)) => list.get(*index)?,
            _ => return None,
        };
    }
    Some(value)
}
