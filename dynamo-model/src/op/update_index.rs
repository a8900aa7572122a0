//! The index keys that an update rewrites, and what it must know and demand for that.

use dynamo_schema::EntityIndex;

use super::update_core::{Change, UpdateCore};
use crate::error::{Error, Result};
use crate::expression::{Condition, DocumentPath, Operand, UpdateAction, UpdateValue};
use crate::keys::{self, IndexKey};
use crate::{AttributeValue, Item};

/// What an update does for the indexes of its item, besides what it was told to do.
#[derive(Default)]
pub(super) struct IndexWrites {
    /// Sets and removals of key attributes.
    pub(super) actions: Vec<UpdateAction>,
    /// What must hold of the attributes that the keys are composed from and that the update does not change.
    pub(super) conditions: Vec<Condition>,
    /// The attributes that these conditions are about.
    pub(super) demanded: Vec<String>,
    /// The names of the indexes.
    pub(super) indexes: Vec<&'static str>,
}

/// An attribute after the update.
#[derive(Clone, Copy)]
enum After<'u> {
    Value(&'u AttributeValue),
    Absent,
    Unknown,
}

impl<'u> After<'u> {
    fn of(value: Option<&'u AttributeValue>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

/// An attribute after the update, and whether that is so only if the item is still as it was loaded.
struct State<'u> {
    after: After<'u>,
    assumed: bool,
}

impl UpdateCore {
    /// Rewrites the keys of every index that a touched attribute is an input of.
    pub(super) fn index_writes(&self, fields: &Item) -> Result<IndexWrites> {
        let mut writes = IndexWrites::default();
        let mut completing: Vec<&str> = Vec::new();
        for index in &*self.entity.indexes {
            let parts = keys::composed_from(self.table, self.entity, index)?;
            let when = index.when.as_ref().map(|when| &*when.attribute);
            if !parts.iter().chain(&when).any(|input| self.touches(input)) {
                continue;
            }
            let (key, assumed) = self.index_key(index, &parts, fields)?;
            // Two indexes can share a key attribute, with the same template.
            for action in key_actions(key) {
                if !writes.actions.contains(&action) {
                    writes.actions.push(action);
                }
            }
            for name in assumed {
                if !completing.contains(&name) {
                    completing.push(name);
                }
            }
            writes.indexes.push(&*index.name);
        }
        if let Some(loaded) = &self.loaded {
            for name in completing {
                let (condition, write) = loaded.unchanged(name);
                writes.conditions.push(condition);
                writes.demanded.push(name.to_owned());
                if let Some(value) = loaded.get(name).filter(|_| write) {
                    writes.actions.push(set(name.to_owned(), value.clone()));
                }
            }
            for name in &self.computed_from {
                if !writes.demanded.contains(name) {
                    writes.conditions.push(loaded.unchanged(name).0);
                    writes.demanded.push(name.clone());
                }
            }
        }
        Ok(writes)
    }

    fn touches(&self, name: &str) -> bool {
        self.actions.iter().any(|action| action.path().root() == name)
    }

    /// The key of the item in an index after the update, and the inputs that are taken from the loaded item.
    ///
    /// The types refuse a key that is half known already; here it holds for every way of building an update.
    fn index_key<'c>(
        &'c self,
        index: &'c EntityIndex,
        parts: &[&'c str],
        fields: &'c Item,
    ) -> Result<(IndexKey, Vec<&'c str>)> {
        let when = index.when.as_ref().map(|when| (when, self.after(&when.attribute, fields)));
        let is_out = when.as_ref().is_some_and(|(when, state)| match state.after {
            After::Value(value) => !keys::holds(when, Some(value)),
            After::Absent => !keys::holds(when, None),
            After::Unknown => false,
        });
        let states: Vec<(&str, State<'_>)> =
            parts.iter().map(|part| (*part, self.after(part, fields))).collect();
        // One reason not to be in the index is enough; best is one that depends on nothing that was loaded.
        let absent = states.iter().filter(|(_, state)| matches!(state.after, After::Absent));
        let reasons = when.iter().filter(|_| is_out).map(|(when, state)| (&*when.attribute, state.assumed));
        let reasons = reasons.chain(absent.map(|(name, state)| (*name, state.assumed)));
        if let Some((name, assumed)) = reasons.min_by_key(|(_, assumed)| *assumed) {
            let key = keys::absent_index_key(self.table, self.entity, index)?;
            return Ok((key, if assumed { vec![name] } else { Vec::new() }));
        }
        let when = when.into_iter().map(|(when, state)| (&*when.attribute, state));
        let inputs: Vec<(&str, State<'_>)> = when.chain(states).collect();
        if let Some((input, _)) = inputs.iter().find(|(_, state)| matches!(state.after, After::Unknown)) {
            return Err(Error::invalid(format!(
                "the update would leave the key of index `{}` half written: \
                 set `{input}` too, say what it is with `given`, start from a loaded value with `update_of`, or add \
                 `refetch()`",
                index.name
            )));
        }
        let lookup = |name: &str| match self.after(name, fields).after {
            After::Value(value) => Some(value),
            After::Absent | After::Unknown => None,
        };
        let key = keys::index_key(self.table, self.entity, index, &lookup)?;
        let assumed = inputs.iter().filter(|(_, state)| state.assumed).map(|(name, _)| *name).collect();
        Ok((key, assumed))
    }

    /// What an attribute is after the update, as far as that is known: a change counts before what was given, and that
    /// before what was loaded.
    fn after<'u>(&'u self, name: &str, fields: &'u Item) -> State<'u> {
        let certain = |after| State { after, assumed: false };
        if let Some((_, change)) = self.changed.iter().rev().find(|(changed, _)| changed == name) {
            return certain(match change {
                Change::Known(value) => After::Value(value),
                Change::Removed => After::Absent,
                Change::Unknown => After::Unknown,
            });
        }
        if let Some((_, given)) = self.given.iter().find(|(given, _)| given == name) {
            return certain(After::of(given.as_ref()));
        }
        if let Some(value) = fields.get(name) {
            return certain(After::Value(value));
        }
        match &self.loaded {
            Some(loaded) => State { after: After::of(loaded.get(name)), assumed: true },
            None => certain(After::Unknown),
        }
    }
}

fn key_actions(key: IndexKey) -> Vec<UpdateAction> {
    match key {
        IndexKey::Present(key) => key.into_iter().map(|(name, value)| set(name, value)).collect(),
        IndexKey::Absent(names) => {
            names.into_iter().map(|name| UpdateAction::Remove(DocumentPath::attribute(name))).collect()
        }
    }
}

fn set(name: impl Into<crate::Name>, value: AttributeValue) -> UpdateAction {
    UpdateAction::Set(DocumentPath::attribute(name), UpdateValue::Operand(Operand::Value(Ok(value))))
}
