//! What items are read as: their entity, or some of its attributes.

use dynamo_schema::TableModel;

use crate::decode::{Decoded, Fields};
use crate::error::Result;
use crate::expression::{DocumentPath, Renderer};
use crate::{Entity, Name, Table, keys};

/// What the items of an entity are read as: the entity itself, or a part of it that derives
/// [`DynamoProjection`](crate::DynamoProjection).
#[diagnostic::on_unimplemented(
    message = "the items of an entity cannot be read as `{Self}`",
    note = "derive `DynamoProjection` for it, with `#[dynamo(of = …)]`"
)]
pub trait Shape: Sized {
    /// The entity whose items they are.
    type Entity: Entity;

    /// The name of the entity's index entry that this is a part of the item in; absent when it is not from an index that
    /// holds some attributes only.
    #[doc(hidden)]
    const ENTRY: Option<&'static str> = None;

    /// The places that are asked for; the whole item when there are none.
    #[doc(hidden)]
    fn places() -> Option<&'static [DocumentPath]> {
        None
    }

    /// Reads an item's attributes.
    ///
    /// # Errors
    /// When an attribute is missing or has another type.
    #[doc(hidden)]
    fn read(fields: Fields<'_>) -> Decoded<Self>;
}

impl<E: Entity> Shape for E {
    type Entity = E;

    fn read(fields: Fields<'_>) -> Decoded<Self> {
        E::decode(fields)
    }
}

/// What an index that does not hold all attributes has of an entity's items. `#[derive(DynamoEntity)]` writes it for an
/// index entry with `project(…)`.
pub trait Partial: Shape {
    /// The attributes that a filter can ask for.
    type Paths;

    /// The attributes that a filter can ask for.
    #[doc(hidden)]
    fn paths() -> Self::Paths;

    /// The primary key of the item.
    fn primary_key(&self) -> <Self::Entity as Entity>::Key;
}

/// Everything of an item: what a source holds that is no index, or one that projects all attributes.
#[derive(Debug, Clone, Copy)]
pub struct Everything;

/// What a source of reads holds of an entity's items: everything, or the attributes that an index projects.
pub trait Holds<E: Entity> {
    /// What an item is read as, unless a projection says otherwise.
    type Item: Shape<Entity = E>;

    /// The attributes that a filter can ask for.
    type Paths;

    /// The attributes that a filter can ask for.
    #[doc(hidden)]
    fn paths() -> Self::Paths;
}

/// A source that holds all attributes, so that a projection can ask for any of them.
#[diagnostic::on_unimplemented(
    message = "this index holds only some attributes of the items",
    label = "a projection may ask for attributes that the index does not hold",
    note = "read the items as they are in the index, or read the whole ones with `.hydrate()`"
)]
pub trait HoldsAll<E: Entity>: Holds<E, Item = E, Paths = E::Paths> {}

/// The text of a shape's projection expression; none for a whole item.
pub(crate) fn projection<R: Shape>(index: Option<&str>, renderer: &mut Renderer) -> Result<Option<String>> {
    let Some(wanted) = R::places() else { return Ok(None) };
    // An item of an earlier version is read whole: what is asked for is made of other attributes there.
    if R::Entity::UPGRADES {
        return Ok(None);
    }
    let table = <R::Entity as Entity>::Table::MODEL;
    Ok(Some(renderer.projection(&with_own(table, index, wanted)?)))
}

/// The places that are asked for, and those that every read needs: the kind and the version, to tell what the item is,
/// the expiry, and the keys of the table and of the index, to go on after it.
fn with_own(table: &TableModel, index: Option<&str>, wanted: &[DocumentPath]) -> Result<Vec<DocumentPath>> {
    let kept = [&table.kind_attribute, &table.version_attribute, &table.ttl_attribute];
    let own = key_names(table, index)?.into_iter().chain(kept.into_iter().flatten().cloned());
    let all: Vec<DocumentPath> = own.map(DocumentPath::attribute).chain(wanted.iter().cloned()).collect();
    // DynamoDB refuses two paths of which one leads into the other, and the shorter one reads both.
    // <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html>
    let is_inside = |at: usize, path: &DocumentPath| {
        all.iter().enumerate().any(|(other_at, other)| {
            let shorter = other.elements().len() < path.elements().len();
            at != other_at && other.overlaps(path) && (shorter || (other == path && other_at < at))
        })
    };
    let kept = all.iter().enumerate().filter(|(at, path)| !is_inside(*at, path));
    Ok(kept.map(|(_, path)| path.clone()).collect())
}

/// The key attributes of the table and of the index that is read.
pub(crate) fn key_names(table: &TableModel, index: Option<&str>) -> Result<Vec<Name>> {
    let mut names = vec![table.partition_key.name.clone()];
    names.extend(table.sort_key.iter().map(|key| key.name.clone()));
    if let Some(index) = index {
        let model = keys::index_model(table, index)?;
        for key in model.partition_key.iter().chain(&*model.sort_key) {
            if !names.contains(&key.name) {
                names.push(key.name.clone());
            }
        }
    }
    Ok(names)
}
