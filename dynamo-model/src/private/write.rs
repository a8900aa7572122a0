//! Writing the fields of a struct into an item.

use crate::encode::{EncodeError, Encoded};
use crate::keys::is_structural;
use crate::{Entity, Item, Name, Table};

/// An item in the making. The first error stays and what follows it is left out, so that the derives need to ask once.
pub struct Writer {
    item: Item,
    error: Option<EncodeError>,
}

impl Writer {
    /// An empty item with room for `capacity` attributes.
    pub fn new(capacity: usize) -> Self {
        Self { item: Item::with_capacity(capacity), error: None }
    }

    /// Adds a field.
    pub fn field<T>(&mut self, name: &'static str, value: &T, encode: impl FnOnce(&T) -> Encoded) {
        self.add(name, encode(value));
    }

    fn add(&mut self, name: &'static str, value: Encoded) {
        match value {
            Ok(Some(value)) => {
                self.item.insert(name, value);
            }
            Ok(None) => {}
            Err(error) => self.fail(error.at(name)),
        }
    }

    /// Adds the attributes that an entity kept: none of the table's own and none of its fields.
    pub fn rest_of_entity<E: Entity>(&mut self, rest: &Item) {
        for name in rest.names() {
            if is_structural(E::Table::MODEL, name) {
                self.fail(EncodeError::new("this attribute is the table's own").at(name.clone()));
            } else if E::MODEL_REF.attributes.iter().any(|attribute| attribute.name == *name) {
                self.fail(taken(name));
            }
        }
        self.add_all(rest);
    }

    /// Adds the attributes that a document kept: none of its fields.
    pub fn rest_of_document(&mut self, rest: &Item, fields: &[&str]) {
        for name in rest.names() {
            if fields.contains(&&**name) {
                self.fail(taken(name));
            }
        }
        self.add_all(rest);
    }

    fn add_all(&mut self, rest: &Item) {
        if self.error.is_none() {
            self.item.extend(rest.iter().map(|(name, value)| (name.clone(), value.clone())));
        }
    }

    fn fail(&mut self, error: EncodeError) {
        self.error.get_or_insert(error);
    }

    /// The item.
    ///
    /// # Errors
    /// When DynamoDB cannot hold one of the values.
    pub fn finish(self) -> Result<Item, EncodeError> {
        match self.error {
            None => Ok(self.item),
            Some(error) => Err(error),
        }
    }
}

fn taken(name: &Name) -> EncodeError {
    EncodeError::new("a field of the struct has this attribute; take it out of the `rest`").at(name.clone())
}
