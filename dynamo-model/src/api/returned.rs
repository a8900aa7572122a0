//! An item in a response, in the form that the backend has it.

use std::sync::Arc;

use crate::Item;
use crate::decode::Value;
use crate::wire::EncodedItem;

/// An item that a backend returns: its own, or shared with the engine that stores it.
///
/// The engine hands its stored items out without a copy, and the AWS backend leaves items as the JSON that they came as;
/// a decoder reads every form.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ReturnedItem {
    /// The response's own item.
    Owned(Item),
    /// An item that the backend keeps as well.
    Shared(Arc<Item>),
    /// An item that is still JSON. It becomes a tree when one is asked for.
    Encoded(EncodedItem),
}

impl ReturnedItem {
    /// The item, to be read.
    pub fn as_item(&self) -> &Item {
        match self {
            Self::Owned(item) => item,
            Self::Shared(item) => item,
            Self::Encoded(item) => item.as_item(),
        }
    }

    /// The item by value; a shared one is copied.
    pub fn into_item(self) -> Item {
        match self {
            Self::Owned(item) => item,
            Self::Shared(item) => Arc::unwrap_or_clone(item),
            Self::Encoded(item) => item.into_item(),
        }
    }
}

impl ReturnedItem {
    /// The value of an attribute, to be read.
    pub(crate) fn value(&self, name: &str) -> Option<Value<'_>> {
        match self {
            Self::Owned(item) => item.get(name).map(Value::Borrowed),
            Self::Shared(item) => item.get(name).map(Value::Borrowed),
            Self::Encoded(item) => item.get(name).map(Value::encoded),
        }
    }
}

impl PartialEq for ReturnedItem {
    fn eq(&self, other: &Self) -> bool {
        self.as_item() == other.as_item()
    }
}

impl From<Item> for ReturnedItem {
    fn from(item: Item) -> Self {
        Self::Owned(item)
    }
}

impl From<Arc<Item>> for ReturnedItem {
    fn from(item: Arc<Item>) -> Self {
        Self::Shared(item)
    }
}
