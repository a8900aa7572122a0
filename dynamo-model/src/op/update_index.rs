//! The index keys and computed attributes that an update rewrites, and what it must know and demand for that.

use dynamo_schema::EntityIndex;

use super::update_computed::{ComputedAfter, Outcome};
use super::update_core::{Change, UpdateCore};
use crate::error::{Error, Result};
use crate::expression::{Condition, DocumentPath, Operand, UpdateAction, UpdateValue};
use crate::keys::{self, IndexKey};
use crate::{AttributeValue, Item};

/// What an update does for the indexes and computed attributes of its item, besides what it was told to do.
#[derive(Default)]
pub(super) struct IndexWrites {
    /// Sets and removals of key attributes and of computed ones.
    pub(super) actions: Vec<UpdateAction>,
    /// What must hold of the attributes that these are made from and that the update does not change.
    pub(super) conditions: Vec<Condition>,
    /// The attributes that these conditions are about.
    pub(super) demanded: Vec<String>,
    /// The names of the indexes.
    pub(super) indexes: Vec<&'static str>,
}

/// An attribute after the update.
#[derive(Clone, Copy)]
pub(super) enum After<'u> {
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
pub(super) struct State<'u> {
    pub(super) after: After<'u>,
    pub(super) assumed: bool,
}

impl UpdateCore {
    /// Rewrites the computed attributes and the keys of every index that a touched attribute is an input of.
    pub(super) fn index_writes(&self, fields: &Item) -> Result<IndexWrites> {
        let computed = self.computed_after(fields)?;
        let mut writes = IndexWrites::default();
        let mut completing: Vec<&str> = Vec::new();
        for of in computed.iter().filter(|of| of.is_touched) {
            match &of.outcome {
                Outcome::Unknown { input } => return Err(of.unknown(input)),
                Outcome::Known { value, assumed } => {
                    let path = || DocumentPath::attribute(of.name);
                    let remove = || UpdateAction::Remove(path());
                    writes.actions.push(value.clone().map_or_else(remove, |value| set(of.name, value)));
                    assumed.iter().for_each(|name| add(&mut completing, name));
                }
            }
        }
        for index in &*self.entity.indexes {
            let parts = keys::composed_from(self.table, self.entity, index)?;
            let when = index.when.as_ref().map(|when| &*when.attribute);
            let is_touched = |input: &str| match computed.iter().find(|of| of.name == input) {
                Some(of) => of.is_touched,
                None => self.is_changed(input),
            };
            if !parts.iter().chain(&when).any(|input| is_touched(input)) {
                continue;
            }
            let (key, assumed) = self.index_key(index, &parts, fields, &computed)?;
            // Two indexes can share a key attribute, with the same template.
            for action in key_actions(key) {
                if !writes.actions.contains(&action) {
                    writes.actions.push(action);
                }
            }
            for name in assumed {
                match computed.iter().find(|of| of.name == name).map(|of| &of.outcome) {
                    Some(Outcome::Known { assumed, .. }) => {
                        assumed.iter().for_each(|name| add(&mut completing, name));
                    }
                    Some(Outcome::Unknown { .. }) => {}
                    None => add(&mut completing, name),
                }
            }
            writes.indexes.push(&*index.name);
        }
        self.demand_loaded(&completing, &mut writes);
        Ok(writes)
    }

    /// Demands that what was taken from the loaded item is still so.
    fn demand_loaded(&self, completing: &[&str], writes: &mut IndexWrites) {
        let Some(loaded) = &self.loaded else { return };
        for name in completing {
            let (condition, write) = loaded.unchanged(name);
            writes.conditions.push(condition);
            writes.demanded.push((*name).to_owned());
            if let Some(value) = loaded.get(name).filter(|_| write) {
                writes.actions.push(set((*name).to_owned(), value.clone()));
            }
        }
        for name in &self.computed_from {
            if !writes.demanded.contains(name) {
                writes.conditions.push(loaded.unchanged(name).0);
                writes.demanded.push(name.clone());
            }
        }
    }

    pub(super) fn is_changed(&self, name: &str) -> bool {
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
        computed: &'c [ComputedAfter<'_>],
    ) -> Result<(IndexKey, Vec<&'c str>)> {
        let after = |name: &str| match computed.iter().find(|of| of.name == name).map(|of| &of.outcome) {
            Some(Outcome::Known { value, assumed }) => {
                State { after: After::of(value.as_ref()), assumed: !assumed.is_empty() }
            }
            Some(Outcome::Unknown { .. }) => State { after: After::Unknown, assumed: false },
            None => self.after(name, fields),
        };
        let when = index.when.as_ref().map(|when| (when, after(&when.attribute)));
        let is_out = when.as_ref().is_some_and(|(when, state)| match state.after {
            After::Value(value) => !keys::holds(when, Some(value)),
            After::Absent => !keys::holds(when, None),
            After::Unknown => false,
        });
        let states: Vec<(&str, State<'_>)> = parts.iter().map(|part| (*part, after(part))).collect();
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
            let input = match computed.iter().find(|of| of.name == *input).map(|of| &of.outcome) {
                Some(Outcome::Unknown { input }) => input,
                _ => input,
            };
            return Err(Error::invalid(format!(
                "the update would leave the key of index `{}` half written: \
                 set `{input}` too, say what it is with `given`, start from a loaded value with `update_of`, or add \
                 `refetch()`",
                index.name
            )));
        }
        let lookup = |name: &str| match after(name).after {
            After::Value(value) => Some(value),
            After::Absent | After::Unknown => None,
        };
        let key = keys::index_key(self.table, self.entity, index, &lookup)?;
        let assumed = inputs.iter().filter(|(_, state)| state.assumed).map(|(name, _)| *name).collect();
        Ok((key, assumed))
    }

    /// What an attribute is after the update, as far as that is known: a change counts before what was given, and that
    /// before what was loaded.
    pub(super) fn after<'u>(&'u self, name: &str, fields: &'u Item) -> State<'u> {
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

fn add<'n>(names: &mut Vec<&'n str>, name: &'n str) {
    if !names.contains(&name) {
        names.push(name);
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
