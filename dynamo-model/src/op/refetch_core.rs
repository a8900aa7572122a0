//! The attempts of an update that reads the item first.

use super::evaluate::{Evaluated, evaluate};
use super::loaded::Loaded;
use super::update_core::{Change, UpdateCore};
use crate::api::{GetItemInput, ReturnValues, UpdateItemOutput};
use crate::connection::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::expression::{DocumentPath, Operand, UpdateAction, UpdateValue};
use crate::retry::Attempts;
use crate::{Item, keys};

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

    /// Replaces changes that DynamoDB would compute, of what index keys and computed attributes are made from, by their
    /// results, from what was loaded.
    pub(super) fn compute_inputs(&mut self) -> Result<()> {
        let Some(loaded) = self.loaded.clone() else { return Ok(()) };
        let mut inputs = keys::all_index_inputs(self.table, self.entity)?;
        inputs.extend(self.entity.attributes.iter().flat_map(|of| &*of.computed_from).map(|input| &**input));
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
            let Some(Evaluated { value, read }) = evaluate(action, &loaded)? else { continue };
            for name in read {
                if !self.computed_from.contains(&name) {
                    self.computed_from.push(name);
                }
            }
            let path = DocumentPath::attribute(name.clone());
            let (change, by) = match value {
                Some(value) => {
                    let operand = UpdateValue::Operand(Operand::Value(Ok(value.clone())));
                    (Change::Known(value), UpdateAction::Set(path, operand))
                }
                None => (Change::Removed, UpdateAction::Remove(path)),
            };
            self.changed.push((name, change));
            *action = by;
        }
        Ok(())
    }
}
