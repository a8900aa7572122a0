//! What values attributes may have, checked before a write is sent.
//!
//! The limits are data of the model; whole items and partial updates are both checked here. Errors name the place and the
//! limit, never the value.

use std::cmp::Ordering;

use dynamo_schema::{AttributeModel, AttributeType, EntityModel, Limit, LimitNumber, Pattern};

use crate::error::{Error, Result};
use crate::expression::{DocumentPath, Operand, PathElement, UpdateAction, UpdateValue};
use crate::{AttributeValue, Item, Number};

/// Checks the attributes of a whole item.
pub(crate) fn check_item(entity: &EntityModel, item: &Item) -> Result<()> {
    attributes(&entity.attributes, item, "")
}

fn attributes(models: &[AttributeModel], item: &Item, before: &str) -> Result<()> {
    for model in models.iter().filter(|model| is_limited(model)) {
        if let Some(found) = item.get(&model.name) {
            let place =
                if before.is_empty() { model.name.to_string() } else { format!("{before}.{}", model.name) };
            attribute(model, found, &place)?;
        }
    }
    Ok(())
}

/// Checks a value of an attribute, and what is inside.
fn attribute(model: &AttributeModel, found: &AttributeValue, place: &str) -> Result<()> {
    for limit in &*model.limits {
        if !is_within(limit, found) {
            return Err(Error::invalid(format!("`{place}` must {}", demand(limit))));
        }
    }
    inside(&model.attribute_type, found, place)
}

fn inside(of: &AttributeType, found: &AttributeValue, place: &str) -> Result<()> {
    if !is_type_limited(of) {
        return Ok(());
    }
    match (of, found) {
        (AttributeType::Document(models), AttributeValue::M(item)) => attributes(models, item, place),
        (AttributeType::Union { tag, variants }, AttributeValue::M(item)) => {
            let token = item.get(tag).and_then(AttributeValue::as_s);
            let variant = variants.iter().find(|variant| Some(&*variant.token) == token);
            variant.map_or(Ok(()), |variant| attributes(&variant.attributes, item, place))
        }
        (AttributeType::List(of), AttributeValue::L(list)) => {
            let mut elements = list.iter().enumerate();
            elements.try_for_each(|(at, element)| within(of, element, &format!("{place}[{at}]")))
        }
        (AttributeType::Tuple(of), AttributeValue::L(list)) => {
            let mut elements = of.iter().zip(list).enumerate();
            elements.try_for_each(|(at, (of, element))| inside(of, element, &format!("{place}[{at}]")))
        }
        // The keys of open maps are data, so they are not shown.
        (AttributeType::Map(of), AttributeValue::M(map)) => {
            map.iter().try_for_each(|(_, value)| within(of, value, &format!("{place}.*")))
        }
        _ => Ok(()),
    }
}

fn within(of: &[AttributeType], found: &AttributeValue, place: &str) -> Result<()> {
    of.iter().try_for_each(|of| inside(of, found, place))
}

/// Whether there is anything to check in an attribute.
fn is_limited(model: &AttributeModel) -> bool {
    !model.limits.is_empty() || is_type_limited(&model.attribute_type)
}

fn is_type_limited(of: &AttributeType) -> bool {
    match of {
        AttributeType::Document(models) => models.iter().any(is_limited),
        AttributeType::Union { variants, .. } => {
            variants.iter().any(|variant| variant.attributes.iter().any(is_limited))
        }
        AttributeType::List(of) | AttributeType::Map(of) | AttributeType::Tuple(of) => {
            of.iter().any(is_type_limited)
        }
        _ => false,
    }
}

fn is_within(limit: &Limit, found: &AttributeValue) -> bool {
    match limit {
        Limit::Least(least) => compare(found, least).is_none_or(Ordering::is_ge),
        Limit::Most(most) => compare(found, most).is_none_or(Ordering::is_le),
        Limit::Shortest(least) => length(found).is_none_or(|length| length >= *least),
        Limit::Longest(most) => length(found).is_none_or(|length| length <= *most),
        Limit::LeastBytes(least) => bytes(found).is_none_or(|bytes| bytes >= *least),
        Limit::MostBytes(most) => bytes(found).is_none_or(|bytes| bytes <= *most),
        Limit::Pattern(pattern) => match (Pattern::parse(pattern), found) {
            (Ok(pattern), AttributeValue::S(text)) => pattern.matches(text),
            // The derive refuses what is no pattern, and `validate` does for models that are built at run time.
            (Err(_), _) => false,
            _ => true,
        },
        _ => true,
    }
}

fn compare(found: &AttributeValue, limit: &LimitNumber) -> Option<Ordering> {
    let AttributeValue::N(found) = found else { return None };
    let magnitude = limit.coefficient.unsigned_abs();
    let limit = Number::from_parts(limit.coefficient < 0, magnitude, -i32::from(limit.scale)).ok()?;
    Some(found.cmp(&limit))
}

/// The characters of a text, the bytes of a binary, the elements of a collection.
fn length(found: &AttributeValue) -> Option<u64> {
    let length = match found {
        AttributeValue::S(text) => text.chars().count(),
        AttributeValue::B(bytes) => bytes.len(),
        AttributeValue::Ss(set) => set.len(),
        AttributeValue::Ns(set) => set.len(),
        AttributeValue::Bs(set) => set.len(),
        AttributeValue::L(list) => list.len(),
        AttributeValue::M(map) => map.len(),
        _ => return None,
    };
    u64::try_from(length).ok()
}

fn bytes(found: &AttributeValue) -> Option<u64> {
    let bytes = match found {
        AttributeValue::S(text) => text.len(),
        AttributeValue::B(bytes) => bytes.len(),
        _ => return None,
    };
    u64::try_from(bytes).ok()
}

fn demand(limit: &Limit) -> String {
    match limit {
        Limit::Least(number) => format!("be at least {}", text(number)),
        Limit::Most(number) => format!("be at most {}", text(number)),
        Limit::Shortest(least) => format!("have a length of at least {least}"),
        Limit::Longest(most) => format!("have a length of at most {most}"),
        Limit::LeastBytes(least) => format!("have at least {least} bytes"),
        Limit::MostBytes(most) => format!("have at most {most} bytes"),
        Limit::Pattern(pattern) => format!("match the pattern `{pattern}`"),
        _ => "be within its limits".to_owned(),
    }
}

fn text(number: &LimitNumber) -> String {
    let magnitude = number.coefficient.unsigned_abs();
    let number = Number::from_parts(number.coefficient < 0, magnitude, -i32::from(number.scale));
    number.map_or_else(|_| "its limit".to_owned(), |number| number.to_string())
}

/// Checks what a partial update writes. A value that only DynamoDB will know cannot be checked, so it is refused for what
/// has limits.
pub(crate) fn check_actions(entity: &EntityModel, actions: &[UpdateAction]) -> Result<()> {
    actions.iter().try_for_each(|action| check_action(entity, action))
}

pub(crate) fn check_action(entity: &EntityModel, action: &UpdateAction) -> Result<()> {
    let Some(target) = target(entity, action.path()) else { return Ok(()) };
    let place = action.path().to_string();
    if let (Some(outer), true) = (target.measured, target.changes_size(action)) {
        return Err(Error::invalid(format!(
            "`{outer}` has limits of its length, which a change inside of it cannot be checked against; set it whole, or \
             use `update_with`"
        )));
    }
    let check = |value: &AttributeValue| match target.found {
        Found::Attribute(model) => attribute(model, value, &place),
        Found::Element(of) => inside(of, value, &place),
    };
    let known = match action {
        UpdateAction::Remove(_) => return Ok(()),
        UpdateAction::Set(
            _,
            UpdateValue::Operand(Operand::Value(Ok(value)))
            | UpdateValue::IfNotExists(_, Operand::Value(Ok(value))),
        ) => Some(value),
        _ => None,
    };
    match known {
        Some(value) => check(value),
        None if target.is_limited() => Err(Error::invalid(format!(
            "`{place}` has limits, and this update leaves its value to DynamoDB, where they cannot be checked; set a \
             value, or use `update_with`"
        ))),
        None => Ok(()),
    }
}

/// What a path leads to.
struct Target<'m> {
    found: Found<'m>,
    /// The innermost attribute around it whose length has limits.
    measured: Option<&'m str>,
}

#[derive(Clone, Copy)]
enum Found<'m> {
    Attribute(&'m AttributeModel),
    Element(&'m AttributeType),
}

impl Target<'_> {
    fn is_limited(&self) -> bool {
        match self.found {
            Found::Attribute(model) => is_limited(model),
            Found::Element(of) => is_type_limited(of),
        }
    }

    /// Whether an action inside of a collection can make it longer or shorter. One that sets an attribute of a document
    /// inside of it cannot.
    fn changes_size(&self, action: &UpdateAction) -> bool {
        matches!(self.found, Found::Element(_))
            && (matches!(action, UpdateAction::Remove(_) | UpdateAction::Set(..)))
    }
}

/// Nothing for a path into what the model does not know.
fn target<'m>(entity: &'m EntityModel, path: &DocumentPath) -> Option<Target<'m>> {
    let mut found = Found::Attribute(entity.attributes.iter().find(|model| model.name == path.root())?);
    let mut measured = None;
    for element in path.elements().iter().skip(1) {
        let of = match found {
            Found::Attribute(model) => {
                let is_measured = |limit: &Limit| matches!(limit, Limit::Shortest(_) | Limit::Longest(_));
                measured = model.limits.iter().any(is_measured).then_some(&*model.name);
                &model.attribute_type
            }
            Found::Element(of) => {
                measured = None;
                of
            }
        };
        found = match (of, element) {
            (AttributeType::Document(models), PathElement::Name(name)) => {
                Found::Attribute(models.iter().find(|model| model.name == *name)?)
            }
            (AttributeType::List(of), PathElement::Index(_))
            | (AttributeType::Map(of), PathElement::Name(_)) => Found::Element(of.first()?),
            _ => return None,
        };
    }
    Some(Target { found, measured })
}
