//! What a record says of an item.

use std::fmt;

use dynamo_schema::TableModel;

use crate::api::{OperationType, Record};
use crate::decode::DecodeError;
use crate::error::{Error, Result};
use crate::{Entity, EntityKey, Item, Table, from_item};

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChangeKind {
    /// It came to be.
    Inserted,
    /// It was written again, with a difference.
    Modified,
    /// Somebody deleted it.
    Removed,
    /// The service deleted it, because its time to live was over.
    ///
    /// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html>.
    Expired,
}

/// A change of one entity's item. What it shows of the item depends on the stream's view.
#[non_exhaustive]
pub struct Change<E: Entity> {
    /// What became of the item.
    pub kind: ChangeKind,
    /// Its primary key.
    pub key: E::Key,
    /// The item before; absent when there was none, and when the stream's view does not show it.
    pub old: Option<E>,
    /// The item afterwards; absent when there is none, and when the stream's view does not show it.
    pub new: Option<E>,
    /// The record's place in the stream.
    pub sequence_number: String,
    /// When the item was written, in seconds since 1970, to the second.
    pub written_at: Option<f64>,
}

/// A change of an item that is none of the entities an event is about: of another entity, or of none.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct OtherChange {
    /// What became of the item.
    pub kind: ChangeKind,
    /// The value of the item's kind attribute, when the stream's view shows it.
    pub entity: Option<String>,
    /// The record.
    pub record: Record,
}

/// A change whose entity is not settled yet.
pub struct RawChange {
    model: &'static TableModel,
    kind: ChangeKind,
    record: Record,
}

/// A type of change that a variant of an event can hold: [`Change`] of an entity of the table `T`, or [`OtherChange`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a change of an item of `{T}`",
    label = "expected `Change<Order>` of an entity of the table, or `OtherChange`"
)]
pub trait ReadChange<T>: Sized {
    /// Whether the type takes what no other does.
    #[doc(hidden)]
    const IS_REST: bool = false;

    /// Whether the change is of this type.
    fn is_shown_by(change: &RawChange) -> bool;

    /// Reads the change.
    ///
    /// # Errors
    /// When the key or an image cannot be read as the entity.
    fn read(change: RawChange) -> Result<Self>;
}

impl RawChange {
    pub(super) fn new(model: &'static TableModel, record: Record) -> Self {
        let kind = match record.event_name {
            OperationType::Insert => ChangeKind::Inserted,
            OperationType::Modify => ChangeKind::Modified,
            OperationType::Remove if is_of_the_service(&record) => ChangeKind::Expired,
            OperationType::Remove => ChangeKind::Removed,
        };
        Self { model, kind, record }
    }

    /// The value of the kind attribute, when an image shows it.
    fn entity(&self) -> Option<&str> {
        let attribute = self.model.kind_attribute.as_ref()?;
        let write = &self.record.dynamodb;
        let images = [&write.new_image, &write.old_image].into_iter().flatten();
        images.filter_map(|item| item.get(attribute)).find_map(|kind| kind.as_s())
    }

    /// That no variant is for the change.
    pub fn unknown(self) -> Error {
        let what = match self.entity() {
            Some(entity) => format!("the event has no variant for `{entity}`"),
            None => "the event has no variant for the item, which does not say what it is".to_owned(),
        };
        DecodeError::invalid(format!("{what}; add one that holds an `OtherChange`")).into()
    }
}

/// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html>.
fn is_of_the_service(record: &Record) -> bool {
    record.user_identity.as_ref().is_some_and(|identity| {
        identity.kind.as_deref() == Some("Service")
            && identity.principal_id.as_deref() == Some("dynamodb.amazonaws.com")
    })
}

impl<E: Entity> ReadChange<E::Table> for Change<E> {
    fn is_shown_by(change: &RawChange) -> bool {
        match change.entity() {
            Some(entity) => entity == E::MODEL_REF.name,
            // Without an image, and in a table without kinds, the key alone tells: no two entities have one key.
            None => {
                let has_image =
                    change.record.dynamodb.new_image.is_some() || change.record.dynamodb.old_image.is_some();
                let is_told = E::Table::MODEL.kind_attribute.is_none() || !has_image;
                is_told && E::Key::parse(&change.record.dynamodb.keys).is_ok()
            }
        }
    }

    fn read(change: RawChange) -> Result<Self> {
        let RawChange { kind, record, .. } = change;
        let write = record.dynamodb;
        let image = |item: Option<Item>| item.map(from_item::<E>).transpose();
        let during = || format!("record of `{}`", E::MODEL_REF.name);
        Ok(Self {
            kind,
            key: E::Key::parse(&write.keys).map_err(|error| error.during(during))?,
            old: image(write.old_image).map_err(|error| error.during(during))?,
            new: image(write.new_image).map_err(|error| error.during(during))?,
            sequence_number: write.sequence_number,
            written_at: write.approximate_creation_date_time,
        })
    }
}

impl<T> ReadChange<T> for OtherChange {
    const IS_REST: bool = true;

    fn is_shown_by(_: &RawChange) -> bool {
        true
    }

    fn read(change: RawChange) -> Result<Self> {
        let entity = change.entity().map(str::to_owned);
        Ok(Self { kind: change.kind, entity, record: change.record })
    }
}

/// Without the item, which may hold personal data.
impl<E: Entity> fmt::Debug for Change<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change")
            .field("kind", &self.kind)
            .field("entity", &E::MODEL_REF.name)
            .field("sequence_number", &self.sequence_number)
            .finish_non_exhaustive()
    }
}

/// Without the item, which may hold personal data.
impl fmt::Debug for OtherChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OtherChange")
            .field("kind", &self.kind)
            .field("entity", &self.entity)
            .field("sequence_number", &self.record.dynamodb.sequence_number)
            .finish_non_exhaustive()
    }
}

/// Without the item, which may hold personal data.
impl fmt::Debug for RawChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawChange").field("kind", &self.kind).finish_non_exhaustive()
    }
}
