//! Versions of an entity's shape: old items are read as the newest one, and those of a newer program are refused.

use std::fmt;

use dynamo_schema::{AttributeModel, AttributeType, EntityModel, TableModel};

use crate::api::ReturnedItem;
use crate::decode::{DecodeError, Decoded, Value};
use crate::expression::{Comparison, Condition, DocumentPath, Operand};
use crate::{Attribute, AttributeValue, Entity, Item, Name, Table, keys};

/// A shape that items of an entity had before: a document that says `#[dynamo(version = 1)]`.
/// `#[derive(DynamoAttribute)]` writes it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the earlier shape of an entity",
    label = "items cannot be upgraded from it",
    note = "derive `DynamoAttribute` for it, a struct with the attributes as they were, and say its version: \
            `#[dynamo(version = 1)]`"
)]
pub trait Former: Attribute {
    /// The version of the items that have this shape.
    const VERSION: u32;

    /// Reads an item of a version before this one.
    ///
    /// # Errors
    /// When there is no shape for that version, or the item does not have it.
    #[doc(hidden)]
    fn earlier(version: u32, _: Item) -> Decoded<Self> {
        Err(unknown_shape(version))
    }

    /// The attributes of a version before this one.
    #[doc(hidden)]
    fn earlier_attributes(_: u32) -> &'static [AttributeModel] {
        &[]
    }
}

pub(crate) fn unknown_shape(version: u32) -> DecodeError {
    DecodeError::invalid(format!(
        "the item has version {version}, of which no shape is known; declare it with `upgrade_from`"
    ))
}

/// Reads an item of version `version` as `F`, or as what `F` is upgraded from, and brings it to the next shape.
///
/// # Errors
/// When there is no shape for that version, the item does not have it, or the upgrade refuses it.
pub fn upgraded<F: Former, T: TryFrom<F, Error: fmt::Display>>(version: u32, item: Item) -> Decoded<T> {
    let former = match version.cmp(&F::VERSION) {
        std::cmp::Ordering::Greater => return Err(unknown_shape(version)),
        std::cmp::Ordering::Equal => F::decode(Value::Owned(AttributeValue::M(item)))?,
        std::cmp::Ordering::Less => F::earlier(version, item)?,
    };
    T::try_from(former).map_err(|error| {
        DecodeError::invalid(format!("an item of version {version} cannot be upgraded: {error}"))
    })
}

/// States that a shape is of an earlier version.
///
/// # Panics
/// When it is not, which is an error of the compiler.
#[track_caller]
pub const fn assert_earlier<F: Former>(version: u32, message: &str) {
    if F::VERSION >= version {
        panic!("{}", message);
    }
}

/// The attributes of the shape that items of version `version` have.
pub fn former_attributes<F: Former>(version: u32) -> &'static [AttributeModel] {
    if version < F::VERSION {
        return F::earlier_attributes(version);
    }
    match F::TYPE_REF {
        AttributeType::Document(std::borrow::Cow::Borrowed(attributes)) => attributes,
        _ => &[],
    }
}

/// The version that items of an entity have.
fn current(entity: &EntityModel) -> u32 {
    entity.version.unwrap_or(1)
}

/// The version that an item is of, if it is an earlier one.
///
/// # Errors
/// When a newer program wrote the item, or what it says is no version.
pub(crate) fn of_item<'i>(
    table: &TableModel,
    entity: &EntityModel,
    value: impl FnOnce(&str) -> Option<Value<'i>>,
) -> Decoded<Option<u32>> {
    let Some(attribute) = &table.version_attribute else { return Ok(None) };
    let found = match value(attribute).map(Value::number) {
        None => 1,
        Some(Ok(number)) => u32::try_from(number).unwrap_or(0),
        Some(Err(error)) => return Err(error.at(attribute.clone())),
    };
    let problem = match (found, current(entity)) {
        (0, _) => "the item's version is no number above 0".to_owned(),
        (found, current) if found > current => format!(
            "the item has version {found}, and this program knows versions up to {current}: a newer one wrote it"
        ),
        (found, current) => return Ok((found < current).then_some(found)),
    };
    Err(DecodeError::invalid(problem).at(attribute.clone()))
}

/// The version of an item that a backend returned, if it is an earlier one.
pub(crate) fn of_returned<E: Entity>(item: &ReturnedItem) -> Decoded<Option<u32>> {
    of_item(E::Table::MODEL, E::MODEL_REF, |name| item.value(name))
}

/// The same of an item.
pub(crate) fn of_stored<E: Entity>(item: &Item) -> Decoded<Option<u32>> {
    of_item(E::Table::MODEL, E::MODEL_REF, |name| item.get(name).map(Value::Borrowed))
}

/// What a write demands of the version of the item that is there: that it is the entity's own, so that no item is of two
/// shapes.
#[derive(Debug, Clone)]
pub(crate) struct VersionDemand {
    attribute: Name,
    version: u32,
}

impl VersionDemand {
    pub(crate) fn new(table: &TableModel, entity: &EntityModel) -> Option<Self> {
        Some(Self { attribute: table.version_attribute.clone()?, version: entity.version? })
    }

    pub(crate) fn condition(&self, partition_key: &Name, can_be_new: bool) -> Condition {
        let path = || DocumentPath::attribute(self.attribute.clone());
        let version = Operand::Value(Ok(AttributeValue::N(self.version.into())));
        let equal = Condition::Compare(Operand::Path(path()), Comparison::Equal, version);
        match (self.version, can_be_new) {
            (1, _) => equal | Condition::NotExists(path()),
            (_, true) => equal | Condition::NotExists(DocumentPath::attribute(partition_key.clone())),
            (_, false) => equal,
        }
    }

    /// Whether the item that was found is of another version.
    pub(crate) fn is_broken_by(&self, found: &Item) -> bool {
        match found.get(&self.attribute) {
            None => self.version != 1,
            Some(found) => *found != AttributeValue::N(self.version.into()),
        }
    }
}

/// What a write says of the version.
pub(crate) fn attribute(table: &TableModel, entity: &EntityModel) -> Option<(Name, AttributeValue)> {
    let name = table.version_attribute.clone()?;
    Some((name, AttributeValue::N(entity.version?.into())))
}

/// The attributes of a stored item that its shape knows of, when that is an earlier one.
pub(crate) fn known_before<E: Entity>(version: u32, stored: &Item) -> Item {
    let known = E::earlier_attributes(version);
    let is_known = |name: &str| {
        known.iter().any(|attribute| attribute.name == name) && !keys::is_structural(E::Table::MODEL, name)
    };
    let kept = stored.iter().filter(|(name, _)| is_known(name));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}
