//! What an update gives an attribute, computed here as DynamoDB would, from an item that was read.

use std::collections::BTreeSet;

use super::loaded::Loaded;
use crate::AttributeValue;
use crate::error::{Error, Result};
use crate::expression::{DocumentPath, Operand, PathElement, UpdateAction, UpdateValue};

/// What an action on a whole attribute leads to.
pub(super) struct Evaluated {
    /// The attribute's value, none when it is absent.
    pub(super) value: Option<AttributeValue>,
    /// The attributes that were read.
    pub(super) read: Vec<String>,
}

/// Nothing for what DynamoDB would refuse.
pub(super) fn evaluate(action: &UpdateAction, loaded: &Loaded) -> Result<Option<Evaluated>> {
    let mut reader = Reader { loaded, read: Vec::new() };
    let value = match action {
        UpdateAction::Set(_, value) => reader.value(value)?.map(Some),
        UpdateAction::Add(path, value) => {
            let (before, value) = (reader.path(path), reader.operand(value));
            value.map(|value| added(before, value)).transpose()?.flatten().map(Some)
        }
        UpdateAction::Delete(path, value) => {
            let (before, value) = (reader.path(path), reader.operand(value));
            value.and_then(|value| without(before, &value))
        }
        UpdateAction::Remove(_) => Some(None),
    };
    Ok(value.map(|value| Evaluated { value, read: reader.read }))
}

struct Reader<'l> {
    loaded: &'l Loaded,
    read: Vec<String>,
}

impl Reader<'_> {
    fn value(&mut self, value: &UpdateValue) -> Result<Option<AttributeValue>> {
        Ok(match value {
            UpdateValue::Operand(operand) => self.operand(operand),
            UpdateValue::IfNotExists(path, operand) => self.path(path).or_else(|| self.operand(operand)),
            UpdateValue::Plus(left, right) => arithmetic(self.operand(left), self.operand(right), false)?,
            UpdateValue::Minus(left, right) => arithmetic(self.operand(left), self.operand(right), true)?,
            UpdateValue::Append(first, second) => appended(self.operand(first), self.operand(second)),
            UpdateValue::AppendOrCreate { list, elements, at_end } => {
                let before = self.path(list).unwrap_or(AttributeValue::L(Vec::new()));
                let elements = self.operand(elements);
                if *at_end { appended(Some(before), elements) } else { appended(elements, Some(before)) }
            }
        })
    }

    fn operand(&mut self, operand: &Operand) -> Option<AttributeValue> {
        match operand {
            Operand::Value(value) => value.clone().ok(),
            Operand::Path(path) => self.path(path),
            Operand::Size(_) => None,
        }
    }

    fn path(&mut self, path: &DocumentPath) -> Option<AttributeValue> {
        self.read.push(path.root().to_owned());
        at(self.loaded, path).cloned()
    }
}

/// `ADD`: an absent number counts as 0, an absent set as an empty one.
fn added(before: Option<AttributeValue>, value: AttributeValue) -> Result<Option<AttributeValue>> {
    use AttributeValue as V;
    Ok(match (before, value) {
        (None, value @ (V::N(_) | V::Ss(_) | V::Ns(_) | V::Bs(_))) => Some(value),
        (before @ Some(V::N(_)), value) => arithmetic(before, Some(value), false)?,
        (Some(V::Ss(before)), V::Ss(more)) => Some(V::Ss(before.into_iter().chain(more).collect())),
        (Some(V::Ns(before)), V::Ns(more)) => Some(V::Ns(before.into_iter().chain(more).collect())),
        (Some(V::Bs(before)), V::Bs(more)) => Some(V::Bs(before.into_iter().chain(more).collect())),
        _ => None,
    })
}

/// `DELETE`: a set that becomes empty is absent.
fn without(before: Option<AttributeValue>, members: &AttributeValue) -> Option<Option<AttributeValue>> {
    fn rest<M: Ord>(before: BTreeSet<M>, members: &BTreeSet<M>) -> Option<BTreeSet<M>> {
        let rest: BTreeSet<M> = before.into_iter().filter(|member| !members.contains(member)).collect();
        (!rest.is_empty()).then_some(rest)
    }
    use AttributeValue as V;
    Some(match (before, members) {
        (None, V::Ss(_) | V::Ns(_) | V::Bs(_)) => None,
        (Some(V::Ss(before)), V::Ss(members)) => rest(before, members).map(V::Ss),
        (Some(V::Ns(before)), V::Ns(members)) => rest(before, members).map(V::Ns),
        (Some(V::Bs(before)), V::Bs(members)) => rest(before, members).map(V::Bs),
        _ => return None,
    })
}

fn appended(first: Option<AttributeValue>, second: Option<AttributeValue>) -> Option<AttributeValue> {
    let (Some(AttributeValue::L(mut first)), Some(AttributeValue::L(second))) = (first, second) else {
        return None;
    };
    first.extend(second);
    Some(AttributeValue::L(first))
}

fn arithmetic(
    left: Option<AttributeValue>,
    right: Option<AttributeValue>,
    subtract: bool,
) -> Result<Option<AttributeValue>> {
    let (Some(AttributeValue::N(left)), Some(AttributeValue::N(right))) = (left, right) else {
        return Ok(None);
    };
    let result = if subtract { left.checked_sub(right) } else { left.checked_add(right) };
    let result = result.map_err(|error| Error::invalid(format!("the result cannot be stored: {error}")))?;
    Ok(Some(AttributeValue::N(result)))
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
