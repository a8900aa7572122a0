//! Reading the fields of a struct from an item.

use std::borrow::Cow;

use dynamo_schema::TableModel;

use crate::decode::{DecodeError, Decoded, Fields, Value};
use crate::keys::is_structural;
use crate::{Entity, Item, Table};

/// Hands out the attributes of an item by name.
///
/// Attributes come in the order of their names, and the derives ask for them in that order, so that one pass over both finds
/// every field with about one comparison. An error ends the reading and stays here, so that what the derives write is short.
pub struct Reader<'a> {
    fields: Fields<'a>,
    rest: Rest,
    error: Option<DecodeError>,
}

/// What happens to attributes that no field has.
enum Rest {
    Ignore,
    Keep { kept: Item, table: Option<&'static TableModel> },
}

impl Rest {
    fn keep(&mut self, name: Cow<'_, str>, value: Value<'_>) {
        if let Self::Keep { kept, table } = self
            && !table.is_some_and(|table| is_structural(table, &name))
        {
            kept.insert(name.into_owned(), value.into_attribute_value());
        }
    }
}

impl<'a> Reader<'a> {
    /// Reads fields and ignores attributes that no field has.
    pub const fn new(fields: Fields<'a>) -> Self {
        Self { fields, rest: Rest::Ignore, error: None }
    }

    /// Keeps the attributes that no field of an entity has, unless they are the table's own.
    #[must_use]
    pub fn keep_rest_of_entity<E: Entity>(mut self) -> Self {
        self.rest = Rest::Keep { kept: Item::new(), table: Some(E::Table::MODEL) };
        self
    }

    /// Keeps the attributes that no field of a document has.
    #[must_use]
    pub fn keep_rest_of_document(mut self) -> Self {
        self.rest = Rest::Keep { kept: Item::new(), table: None };
        self
    }

    /// The value of the attribute of that name.
    #[inline]
    fn value(&mut self, name: &'static str) -> Option<Value<'a>> {
        let Self { fields, rest, .. } = self;
        fields.seek(name, |name, value| rest.keep(name, value))
    }

    /// A field that may be absent. Nothing at all after an error.
    pub fn find<T>(
        &mut self,
        name: &'static str,
        decode: impl FnOnce(Value<'a>) -> Decoded<T>,
    ) -> Option<Option<T>> {
        match self.value(name).map(decode) {
            Some(Ok(value)) => Some(Some(value)),
            Some(Err(error)) => self.fail(error.at(name)),
            None => Some(None),
        }
    }

    /// A field, with what stands for it when it is absent. Nothing after an error.
    pub fn require<T>(
        &mut self,
        name: &'static str,
        decode: impl FnOnce(Value<'a>) -> Decoded<T>,
        absent: impl FnOnce() -> Option<T>,
    ) -> Option<T> {
        match self.value(name).map(decode) {
            Some(Ok(value)) => Some(value),
            Some(Err(error)) => self.fail(error.at(name)),
            None => absent().or_else(|| self.fail(DecodeError::missing(name))),
        }
    }

    /// The attributes that no field has, after all fields. Nothing after an error.
    pub fn rest(&mut self) -> Option<Item> {
        loop {
            match self.fields.next_field() {
                Ok(Some((name, value))) => self.rest.keep(name, value),
                Ok(None) => break,
                Err(error) => return self.fail(error),
            }
        }
        match std::mem::replace(&mut self.rest, Rest::Ignore) {
            Rest::Keep { kept, .. } => Some(kept),
            Rest::Ignore => Some(Item::new()),
        }
    }

    #[cold]
    fn fail<T>(&mut self, error: DecodeError) -> Option<T> {
        self.error = Some(error);
        None
    }

    /// The error that ended the reading.
    pub fn into_error(self) -> DecodeError {
        self.error.unwrap_or_else(|| DecodeError::invalid("the item cannot be read"))
    }
}

/// Nothing stands in for an absent attribute that serde writes.
pub const fn nothing<T>() -> Option<T> {
    None
}
