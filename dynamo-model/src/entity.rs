//! Tables and entities as types.

use std::borrow::Cow;

use dynamo_schema::{AttributeModel, EntityModel, TableModel};

use crate::api::ReturnedItem;
use crate::decode::{DecodeError, Decoded, Fields, Value};
use crate::error::{Error, Result};
use crate::shape::Shape;
use crate::update_state::GiveAll;
use crate::{EncodeError, Encoded, Item, keys, version};

/// A table. Derive it with `#[derive(DynamoTable)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a table",
    note = "derive `DynamoTable` for it and list its entities in `#[dynamo(entities(…))]`"
)]
pub trait Table: Sized + 'static {
    /// The model of the table and of all that lives in it.
    const MODEL: &'static TableModel;

    /// Whether the derive found no error, so that what goes wrong with the model is news.
    #[doc(hidden)]
    const IS_SOUND: bool = true;
}

/// A kind of item. Derive it with `#[derive(DynamoEntity)]`.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an entity", note = "derive `DynamoEntity` for it")]
pub trait Entity: Sized {
    /// The table in which the entity lives.
    type Table: Table;

    /// Its primary key.
    type Key: EntityKey<Entity = Self>;

    /// Its attributes as typed paths.
    type Paths;

    /// The attributes that index keys are composed from, none of them touched by an update yet.
    #[doc(hidden)]
    type Untouched: GiveAll;

    /// The model of the entity.
    const MODEL: EntityModel;

    /// The model as a reference.
    #[doc(hidden)]
    const MODEL_REF: &'static EntityModel = &Self::MODEL;

    /// Whether the derive found no error and every index entry fits its index, so that what goes wrong with the table's
    /// model is news.
    #[doc(hidden)]
    const IS_SOUND: bool = true;

    /// The attributes as typed paths.
    #[doc(hidden)]
    fn paths() -> Self::Paths;

    /// Writes the entity's attributes, without the composed keys and the kind.
    ///
    /// # Errors
    /// When DynamoDB cannot hold a value.
    fn encode(&self) -> Result<Item, EncodeError>;

    /// Reads the entity from an item's attributes.
    ///
    /// # Errors
    /// When an attribute is missing or has another type.
    fn decode(fields: Fields<'_>) -> Decoded<Self>;

    /// Computes an attribute from those of others that the model names.
    ///
    /// # Errors
    /// When one of them is missing or has another type.
    #[doc(hidden)]
    fn computed(_: &str, _: Fields<'_>) -> Decoded<Encoded> {
        Ok(Ok(None))
    }

    /// Whether items of earlier versions are read, too.
    #[doc(hidden)]
    const UPGRADES: bool = false;

    /// Reads an item of an earlier version.
    ///
    /// # Errors
    /// When there is no shape for that version, the item does not have it, or the upgrade refuses it.
    #[doc(hidden)]
    fn upgrade(version: u32, _: Item) -> Decoded<Self> {
        Err(version::unknown_shape(version))
    }

    /// The attributes of an earlier version.
    #[doc(hidden)]
    fn earlier_attributes(_: u32) -> &'static [AttributeModel] {
        &[]
    }
}

/// An entity whose items expire: a field of it has `#[dynamo(ttl)]`.
#[diagnostic::on_unimplemented(
    message = "the items of `{Self}` do not expire",
    note = "say of the field with the expiry time: `#[dynamo(ttl)]`"
)]
pub trait Expires: Entity {}

/// An entity whose items can be written by themselves: it has no unique attributes. `#[derive(DynamoEntity)]` writes it.
#[diagnostic::on_unimplemented(
    message = "this write would not keep the markers of the unique attributes of `{Self}`",
    label = "`{Self}` has unique attributes, or marks those of another entity",
    note = "use `create_unique`, `update_with`, `move_to` or `delete_unique_of`, which write the markers in the same transaction"
)]
pub trait PlainWrites: Entity {}

/// The markers of a unique attribute. `#[derive(DynamoEntity)]` writes them for each `#[dynamo(unique)]`.
pub trait Marker: Entity {
    /// The entity whose attribute it is.
    type Owner: Entity<Table = Self::Table>;

    /// The primary key of the item that has the value.
    fn owner_key(&self) -> <Self::Owner as Entity>::Key;
}

/// The primary key of an entity. `#[derive(DynamoEntity)]` writes it.
pub trait EntityKey: Sized {
    /// The entity.
    type Entity: Entity<Key = Self>;

    /// Writes the attributes that the key is made of, under their own names.
    ///
    /// # Errors
    /// When DynamoDB cannot hold a value.
    fn encode(&self) -> Result<Item, EncodeError>;

    /// Reads the attributes that the key is made of.
    ///
    /// # Errors
    /// When one is missing or has another type.
    fn decode(fields: Fields<'_>) -> Decoded<Self>;

    /// The key attributes as the table stores them.
    ///
    /// # Errors
    /// When a part cannot be written into the key: empty, too wide, or too long in sum.
    fn to_item(&self) -> Result<Item> {
        let fields = self.encode()?;
        keys::primary(<Self::Entity as Entity>::Table::MODEL, Self::Entity::MODEL_REF, &fields)
    }

    /// Reads a key back from the key attributes of a stored item; other attributes are ignored.
    ///
    /// # Errors
    /// When the item is of another entity or its key was written by other means.
    fn parse(item: &Item) -> Result<Self> {
        let fields = keys::parse(<Self::Entity as Entity>::Table::MODEL, Self::Entity::MODEL_REF, item)?;
        let name = &Self::Entity::MODEL_REF.name;
        Ok(Self::decode(Fields::owned(fields)).map_err(|error| error.of(name.clone()))?)
    }
}

/// The whole item of an entity: its attributes, its keys in the table and in every index that it is in, its kind. What
/// writes fill in is as the entity has it.
///
/// # Errors
/// When a value cannot be stored or a key cannot be built.
pub fn to_item<E: Entity>(entity: &E) -> Result<Item> {
    let mut item = attributes(entity)?;
    let during = || an_item_of(E::MODEL_REF);
    keys::complete(E::Table::MODEL, E::MODEL_REF, &mut item).map_err(|error| error.during(during))?;
    Ok(item)
}

/// The attributes of an entity, as its fields hold them.
pub(crate) fn attributes<E: Entity>(entity: &E) -> Result<Item> {
    entity.encode().map_err(|error| Error::from(error).during(|| an_item_of(E::MODEL_REF)))
}

/// The attributes of an entity that may be shown, for logs and answers: without composed keys, without the kind, and
/// without those that are declared `hidden`. What is hidden is stored, read and compared like everything else.
///
/// ```
/// use dynamo_model::prelude::*;
///
/// #[derive(DynamoTable)]
/// #[dynamo(key(pk = S), entities(User))]
/// struct Users;
///
/// #[derive(DynamoEntity)]
/// #[dynamo(table = Users, key(pk = "USER#{name}"))]
/// struct User {
///     name: String,
///     #[dynamo(hidden)]
///     password_hash: String,
/// }
///
/// let user = User { name: "ada".into(), password_hash: "$argon2id$…".into() };
/// let shown = dynamo_model::shown(&user)?;
/// assert!(shown.contains("name") && !shown.contains("password_hash"));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
///
/// # Errors
/// When a value cannot be stored.
pub fn shown<E: Entity>(entity: &E) -> Result<Item> {
    let mut item = attributes(entity)?;
    for hidden in E::MODEL_REF.attributes.iter().filter(|attribute| attribute.hidden) {
        item.remove(&hidden.name);
    }
    Ok(item)
}

pub(crate) fn an_item_of(entity: &EntityModel) -> String {
    format!("an item of `{}`", entity.name)
}

/// Reads an entity from an item, and checks that the item is of that entity. An item of an earlier version is upgraded.
///
/// # Errors
/// When the item has no kind or another one, a newer program wrote it, or an attribute is missing or has another type.
pub fn from_item<E: Entity>(item: Item) -> Result<E> {
    check_kind::<E>(|name| item.get(name).map(Value::Borrowed))?;
    let read = match version::of_stored::<E>(&item) {
        Ok(None) => E::decode(Fields::owned(item)),
        Ok(Some(version)) => upgraded::<E>(version, item),
        Err(error) => Err(error),
    };
    Ok(read.map_err(|error| error.of(E::MODEL_REF.name.clone()))?)
}

/// An item of an earlier version in the shape that its entity has: part of it, when a part is read.
fn upgraded<R: Shape>(version: u32, item: Item) -> Decoded<R> {
    let entity = R::Entity::upgrade(version, item)?;
    let item = entity.encode().map_err(|error| DecodeError::invalid(error.to_string()))?;
    R::read(Fields::owned(item))
}

/// Reads an item that a backend returned, as its entity or in another shape.
pub(crate) fn from_returned<R: Shape>(item: ReturnedItem) -> Result<R> {
    if R::ENTRY.is_some() {
        return from_lent(&item);
    }
    check_kind::<R::Entity>(|name| item.value(name))?;
    let read = match (version::of_returned::<R::Entity>(&item), item) {
        (Ok(None), ReturnedItem::Owned(item)) => R::read(Fields::owned(item)),
        (Ok(None), ReturnedItem::Shared(item)) => R::read(Fields::borrowed(&item)),
        (Ok(None), ReturnedItem::Encoded(item)) => R::read(Fields::from(&item)),
        (Ok(Some(version)), item) => upgraded::<R>(version, item.into_item()),
        (Err(error), _) => Err(error),
    };
    Ok(read.map_err(|error| error.of(R::Entity::MODEL_REF.name.clone()))?)
}

/// Reads an item that a backend returned and the caller keeps.
pub(crate) fn from_lent<R: Shape>(item: &ReturnedItem) -> Result<R> {
    if let Some(entry) = R::ENTRY {
        let item = recovered::<R::Entity>(entry, item)?;
        return Ok(R::read(Fields::owned(item)).map_err(|error| error.of(R::Entity::MODEL_REF.name.clone()))?);
    }
    check_kind::<R::Entity>(|name| item.value(name))?;
    let read = match (version::of_returned::<R::Entity>(item), item) {
        (Ok(None), ReturnedItem::Owned(item)) => R::read(Fields::borrowed(item)),
        (Ok(None), ReturnedItem::Shared(item)) => R::read(Fields::borrowed(item)),
        (Ok(None), ReturnedItem::Encoded(item)) => R::read(Fields::from(item)),
        (Ok(Some(version)), item) => upgraded::<R>(version, item.as_item().clone()),
        (Err(error), _) => Err(error),
    };
    Ok(read.map_err(|error| error.of(R::Entity::MODEL_REF.name.clone()))?)
}

/// What an index holds of an item, with the attributes that its keys give back. An index need not hold the kind; the key
/// tells it, because no two entities of a table can have one key.
fn recovered<E: Entity>(entry: &str, item: &ReturnedItem) -> Result<Item> {
    let table = E::Table::MODEL;
    if kind_of(table, item).is_some() {
        check_kind::<E>(|name| item.value(name))?;
    }
    if let Some(version) =
        version::of_returned::<E>(item).map_err(|error| error.of(E::MODEL_REF.name.clone()))?
    {
        let problem = format!(
            "the item has version {version}, and an index does not hold all that its upgrade needs; read the whole items \
             with `hydrate`"
        );
        return Err(DecodeError::invalid(problem).of(E::MODEL_REF.name.clone()).into());
    }
    let mut item = item.as_item().clone();
    keys::recover(table, E::MODEL_REF, entry, &mut item)?;
    Ok(item)
}

/// The kind that an item says it is, if the table keeps kinds and the item has one.
pub(crate) fn kind_of<'i>(table: &TableModel, item: &'i ReturnedItem) -> Option<Cow<'i, str>> {
    let kind = table.kind_attribute.as_ref().and_then(|name| item.value(name));
    kind.and_then(|kind| kind.text().ok())
}

fn check_kind<'i, E: Entity>(value: impl FnOnce(&str) -> Option<Value<'i>>) -> Result<()> {
    let table = E::Table::MODEL;
    let Some(attribute) = &table.kind_attribute else { return Ok(()) };
    let entity = &E::MODEL_REF.name;
    let problem = match value(attribute).map(Value::text) {
        Some(Ok(kind)) if kind == *entity => return Ok(()),
        Some(Ok(kind)) => DecodeError::invalid(format!("the item is a `{kind}`")),
        Some(Err(error)) => error,
        None => DecodeError::invalid("the item has no kind; it was written by other means"),
    };
    Err(problem.at(attribute.clone()).of(entity.clone()).into())
}
