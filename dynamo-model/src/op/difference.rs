//! What an entity's change means for the stored item, of which the entity may know only a part.

use dynamo_schema::{EntityModel, TableModel};

use crate::error::Result;
use crate::expression::{DocumentPath, Operand, UpdateAction, UpdateValue};
use crate::{AttributeValue, Item, Name, keys};

/// An entity's attributes before and after a change.
pub(super) struct Change<'c> {
    /// As the entity wrote them when it had just been read.
    pub(super) before: &'c Item,
    /// As it writes them now.
    pub(super) after: &'c Item,
    /// The whole new item, with all keys.
    pub(super) complete: &'c Item,
}

/// The actions that bring a stored item to where a change leads. What the entity does not know stays as it is: other
/// attributes, and entries of nested documents. Attributes that did not change are not written, except those that an
/// absent attribute is read as; and index keys become those that a put of the entity would write.
pub(super) fn actions(
    table: &TableModel,
    entity: &'static EntityModel,
    stored: &Item,
    change: &Change<'_>,
) -> Result<Vec<UpdateAction>> {
    let mut actions = Vec::new();
    let mut names: Vec<&Name> = change.before.names().chain(change.after.names()).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| !keys::is_table_key(table, name));
    for name in names {
        let (old, before) = (stored.get(name), change.before.get(name));
        match (old, change.after.get(name)) {
            (Some(old), Some(after)) => {
                // What is computed is written by nobody else, so that nothing of it is unknown here.
                let value = if entity.is_computed(name) { after.clone() } else { merged(old, before, after) };
                if value != *old {
                    actions.push(set(name, value));
                }
            }
            (None, Some(after)) => actions.push(set(name, after.clone())),
            (Some(_), None) => actions.push(UpdateAction::Remove(DocumentPath::attribute(name.clone()))),
            (None, None) => {}
        }
    }
    for name in keys::all_composed(table, entity)?.into_iter().chain(&table.version_attribute) {
        match (stored.get(name), change.complete.get(name)) {
            (old, Some(value)) if old != Some(value) => actions.push(set(name, value.clone())),
            (Some(_), None) => actions.push(UpdateAction::Remove(DocumentPath::attribute(name.clone()))),
            _ => {}
        }
    }
    Ok(actions)
}

/// The item that actions of [`actions`] lead to.
pub(super) fn applied(stored: &Item, actions: &[UpdateAction]) -> Item {
    let mut item = stored.clone();
    for action in actions {
        let name = action.path().root();
        match action {
            UpdateAction::Set(_, UpdateValue::Operand(Operand::Value(Ok(value)))) => {
                item.insert(name.to_owned(), value.clone());
            }
            _ => {
                item.remove(name);
            }
        }
    }
    item
}

fn set(name: &Name, value: AttributeValue) -> UpdateAction {
    let path = DocumentPath::attribute(name.clone());
    UpdateAction::Set(path, UpdateValue::Operand(Operand::Value(Ok(value))))
}

/// The stored value with a change of what is known of it.
fn merged(
    stored: &AttributeValue,
    before: Option<&AttributeValue>,
    after: &AttributeValue,
) -> AttributeValue {
    match (stored, before, after) {
        (stored, Some(before), after) if before == after => stored.clone(),
        (AttributeValue::M(stored), Some(AttributeValue::M(before)), AttributeValue::M(after)) => {
            let unknown = stored.iter().filter(|(name, _)| !before.contains(name) && !after.contains(name));
            let unknown = unknown.map(|(name, value)| (name.clone(), value.clone()));
            let known = after.iter().map(|(name, after)| {
                let value = match stored.get(name) {
                    Some(stored) => merged(stored, before.get(name), after),
                    None => after.clone(),
                };
                (name.clone(), value)
            });
            AttributeValue::M(unknown.chain(known).collect())
        }
        (AttributeValue::L(stored), Some(AttributeValue::L(before)), AttributeValue::L(after))
            if stored.len() == before.len() =>
        {
            AttributeValue::L(merged_lists(stored, before, after))
        }
        (_, _, after) => after.clone(),
    }
}

/// Elements at both ends that did not change stay as they are stored. Between them, elements have no identity but their
/// place, which they keep if their number is the same.
fn merged_lists(
    stored: &[AttributeValue],
    before: &[AttributeValue],
    after: &[AttributeValue],
) -> Vec<AttributeValue> {
    let same = |(before, after): &(&AttributeValue, &AttributeValue)| before == after;
    let front = before.iter().zip(after).take_while(same).count();
    let (before_rest, after_rest) = (&before[front..], &after[front..]);
    let back = before_rest.iter().rev().zip(after_rest.iter().rev()).take_while(same).count();
    let (before_middle, after_middle) =
        (&before_rest[..before_rest.len() - back], &after_rest[..after_rest.len() - back]);
    let middle: Vec<AttributeValue> = if before_middle.len() == after_middle.len() {
        let stored = stored[front..].iter().zip(before_middle).zip(after_middle);
        stored.map(|((stored, before), after)| merged(stored, Some(before), after)).collect()
    } else {
        after_middle.to_vec()
    };
    let (first, last) = (&stored[..front], &stored[stored.len() - back..]);
    first.iter().cloned().chain(middle).chain(last.iter().cloned()).collect()
}
