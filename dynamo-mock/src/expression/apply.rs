//! Update expressions against an item.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html>.

use std::cmp::Ordering;

use dynamo_model::{AttributeValue, Item, NumberError};

use super::bound::Bindings;
use super::tree::{Action, Assigned, Call, Element, Function, Operand, Path, Update};

/// Why an update does not fit the item that it finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// A path leads through something that is absent or of another type.
    InvalidPath,
    /// An operand is absent.
    MissingAttribute,
    /// An operand is of another type than the operation needs.
    WrongType,
    /// A sum cannot be stored.
    Number(NumberError),
}

/// The item after the update.
///
/// All right-hand sides read the item as it was. Then the actions are done in the order that makes list
/// positions mean what they mean in the old item: values first, elements beyond the end in the order of their
/// positions, removals last and from the end.
pub(crate) fn apply(update: &Update, bindings: &Bindings<'_>, old: &Item) -> Result<Item, Misfit> {
    let mut sets: Vec<(&Path, AttributeValue)> = Vec::new();
    let mut removals: Vec<&Path> = Vec::new();
    for action in &update.actions {
        match action {
            Action::Set(path, assigned) => sets.push((path, assigned_value(assigned, bindings, old)?)),
            Action::Remove(path) => removals.push(path),
            Action::Add(path, slot) => {
                let added = add(bindings.find(old, path), bindings.value(*slot))?;
                sets.push((path, added));
            }
            Action::Delete(path, slot) => match bindings.find(old, path) {
                Some(found) => match delete(found, bindings.value(*slot))? {
                    Some(rest) => sets.push((path, rest)),
                    None => removals.push(path),
                },
                // Nothing is deleted from an absent set, but the path to it must be there.
                None => removals.push(path),
            },
        }
    }
    let mut new = old.clone();
    sets.sort_by_key(|(path, _)| match path.elements.last() {
        Some(Element::Index(index)) => *index,
        _ => 0,
    });
    for (path, value) in sets {
        set(&mut new, bindings, path, value)?;
    }
    removals.sort_by(|one, two| from_the_end(one, two, bindings));
    for path in removals {
        remove(&mut new, bindings, path)?;
    }
    Ok(new)
}

/// Orders paths so that the removal of one does not move what a later one names: by names, then from the end of
/// each list.
fn from_the_end(one: &Path, two: &Path, bindings: &Bindings<'_>) -> Ordering {
    let by_step = one.elements.iter().zip(&two.elements).map(|pair| match pair {
        (Element::Index(one), Element::Index(two)) => two.cmp(one),
        (one, two) => bindings.name(one).cmp(&bindings.name(two)),
    });
    by_step.fold(Ordering::Equal, Ordering::then)
}

/// The map or list that a path's last element is in.
enum Parent<'i> {
    Map(&'i mut Item),
    List(&'i mut Vec<AttributeValue>),
}

fn parent<'i>(item: &'i mut Item, bindings: &Bindings<'_>, path: &Path) -> Option<Parent<'i>> {
    let mut parent = Parent::Map(item);
    let (_, elements) = path.elements.split_last()?;
    for element in elements {
        let value = match (parent, element) {
            (Parent::List(list), Element::Index(index)) => list.get_mut(*index as usize)?,
            (Parent::Map(map), named) => map.get_mut(bindings.name(named)?)?,
            (Parent::List(_), _) => return None,
        };
        parent = match value {
            AttributeValue::M(map) => Parent::Map(map),
            AttributeValue::L(list) => Parent::List(list),
            _ => return None,
        };
    }
    Some(parent)
}

fn set(item: &mut Item, bindings: &Bindings<'_>, path: &Path, value: AttributeValue) -> Result<(), Misfit> {
    match (parent(item, bindings, path), path.elements.last()) {
        (Some(Parent::List(list)), Some(Element::Index(index))) => {
            match list.get_mut(*index as usize) {
                Some(element) => *element = value,
                None => list.push(value),
            }
            Ok(())
        }
        (Some(Parent::Map(map)), Some(element)) => {
            let name = bindings.name(element).ok_or(Misfit::InvalidPath)?;
            match map.get_mut(name) {
                Some(attribute) => *attribute = value,
                None => {
                    map.insert(name.to_owned(), value);
                }
            }
            Ok(())
        }
        _ => Err(Misfit::InvalidPath),
    }
}

fn remove(item: &mut Item, bindings: &Bindings<'_>, path: &Path) -> Result<(), Misfit> {
    match (parent(item, bindings, path), path.elements.last()) {
        (Some(Parent::List(list)), Some(Element::Index(index))) => {
            if (*index as usize) < list.len() {
                list.remove(*index as usize);
            }
            Ok(())
        }
        (Some(Parent::Map(map)), Some(element)) => {
            map.remove(bindings.name(element).ok_or(Misfit::InvalidPath)?);
            Ok(())
        }
        _ => Err(Misfit::InvalidPath),
    }
}

fn assigned_value(
    assigned: &Assigned,
    bindings: &Bindings<'_>,
    old: &Item,
) -> Result<AttributeValue, Misfit> {
    match assigned {
        Assigned::Operand(operand) => operand_value(operand, bindings, old),
        Assigned::Sum(one, two) => sum(one, two, bindings, old, false),
        Assigned::Difference(one, two) => sum(one, two, bindings, old, true),
    }
}

fn sum(
    one: &Operand,
    two: &Operand,
    bindings: &Bindings<'_>,
    old: &Item,
    negate: bool,
) -> Result<AttributeValue, Misfit> {
    let (one, two) = (operand_value(one, bindings, old)?, operand_value(two, bindings, old)?);
    let (AttributeValue::N(one), AttributeValue::N(two)) = (one, two) else { return Err(Misfit::WrongType) };
    let sum = if negate { one.checked_sub(two) } else { one.checked_add(two) };
    sum.map(AttributeValue::N).map_err(Misfit::Number)
}

fn operand_value(operand: &Operand, bindings: &Bindings<'_>, old: &Item) -> Result<AttributeValue, Misfit> {
    match operand {
        Operand::Path(path) => bindings.find(old, path).cloned().ok_or(Misfit::MissingAttribute),
        Operand::Value(slot) => Ok(bindings.value(*slot).clone()),
        Operand::Call(call) => call_value(call, bindings, old),
    }
}

fn call_value(call: &Call, bindings: &Bindings<'_>, old: &Item) -> Result<AttributeValue, Misfit> {
    let [one, two] = call.operands.as_slice() else { return Err(Misfit::WrongType) };
    match (call.function, one) {
        (Function::IfNotExists, Operand::Path(path)) => match bindings.find(old, path) {
            Some(found) => Ok(found.clone()),
            None => operand_value(two, bindings, old),
        },
        (Function::ListAppend, _) => {
            let (one, two) = (operand_value(one, bindings, old)?, operand_value(two, bindings, old)?);
            match (one, two) {
                (AttributeValue::L(mut list), AttributeValue::L(more)) => {
                    list.extend(more);
                    Ok(AttributeValue::L(list))
                }
                _ => Err(Misfit::WrongType),
            }
        }
        _ => Err(Misfit::WrongType),
    }
}

/// A number plus a number, a set with the elements of a set; an absent attribute counts as nothing.
fn add(found: Option<&AttributeValue>, value: &AttributeValue) -> Result<AttributeValue, Misfit> {
    use AttributeValue::{Bs, N, Ns, Ss};
    Ok(match (found, value) {
        (None, value) => value.clone(),
        (Some(N(number)), N(more)) => N(number.checked_add(*more).map_err(Misfit::Number)?),
        (Some(Ss(set)), Ss(more)) => Ss(set.union(more).cloned().collect()),
        (Some(Ns(set)), Ns(more)) => Ns(set.union(more).copied().collect()),
        (Some(Bs(set)), Bs(more)) => Bs(set.union(more).cloned().collect()),
        _ => return Err(Misfit::WrongType),
    })
}

/// A set without the elements of another one; `None` when nothing is left.
fn delete(found: &AttributeValue, value: &AttributeValue) -> Result<Option<AttributeValue>, Misfit> {
    use AttributeValue::{Bs, Ns, Ss};
    Ok(match (found, value) {
        (Ss(set), Ss(less)) => {
            Some(Ss(set.difference(less).cloned().collect())).filter(|_| !set.is_subset(less))
        }
        (Ns(set), Ns(less)) => {
            Some(Ns(set.difference(less).copied().collect())).filter(|_| !set.is_subset(less))
        }
        (Bs(set), Bs(less)) => {
            Some(Bs(set.difference(less).cloned().collect())).filter(|_| !set.is_subset(less))
        }
        _ => return Err(Misfit::WrongType),
    })
}
