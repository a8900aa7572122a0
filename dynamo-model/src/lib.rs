//! Typed single-table DynamoDB.
//!
//! Structs become entities of a table; the table's model gives typed keys, queries and updates; a backend answers them:
//! AWS's client (feature `aws`), or the engine of `dynamo-mock` in a test.
//!
//! ```
//! use dynamo_model::prelude::*;
//!
//! #[derive(DynamoTable)]
//! #[dynamo(key(pk = S, sk = S), kind = "_t")]
//! #[dynamo(entities(Author, Book))]
//! struct Library;
//!
//! #[derive(DynamoEntity)]
//! #[dynamo(table = Library)]
//! #[dynamo(key(pk = "AUTHOR#{author}", sk = "PROFILE"))]
//! struct Author {
//!     author: String,
//!     born: Option<u16>,
//! }
//!
//! #[derive(DynamoEntity)]
//! #[dynamo(table = Library)]
//! #[dynamo(key(pk = "AUTHOR#{author}", sk = "BOOK#{year}#{title}"))]
//! struct Book {
//!     author: String,
//!     year: u16,
//!     title: String,
//!     pages: u32,
//! }
//!
//! async fn tour(library: dynamo_model::TableHandle<Library>) -> dynamo_model::Result<()> {
//!     let book = Book { author: "Le Guin".into(), year: 1974, title: "The Dispossessed".into(), pages: 341 };
//!     library.create(&book).await?;
//!
//!     let seventies = library.query(Book::of("Le Guin").year(1970..1980));
//!     let page = seventies.filter(|book| book.pages().gt(300)).descending().take(10).await?;
//!     assert_eq!(page.items.len(), 1);
//!
//!     library.update(book.primary_key()).add(|book| book.pages(), 46).await
//! }
//! ```
//!
//! | look into | for |
//! |---|---|
//! | [`DynamoTable`], [`DynamoEntity`], [`DynamoAttribute`], [`DynamoProjection`], [`DynamoCollection`] | what the derives accept |
//! | [`TableHandle`] | the operations |
//! | [`expression`] | conditions and updates |
//! | [`attribute`] | the types that attributes can have |
//! | [`Error`] | what can go wrong |
//! | [`Backend`], [`api`] | where requests go, and the API as plain values |
//! | [`stream`] | the records of a table's stream as typed changes |
//! | [`wire`] | AWS JSON 1.0 |
//!
//! Features: `aws` and `derive` (on by default); `chrono`, `rust_decimal`, `ulid`, `uuid` for their types; `serde` for fields
//! that serde writes.

pub mod api;
pub mod attribute;
#[cfg(feature = "aws")]
pub mod aws;
mod backend;
mod collection;
mod concurrent;
mod connection;
mod cursor;
pub mod decode;
mod draft;
mod encode;
mod entity;
mod error;
mod explain;
pub mod expression;
mod handle;
mod item;
mod key_parts;
mod key_query;
mod keys;
mod limits;
mod names;
mod natural_range;
mod number;
pub mod observe;
pub mod op;
mod page;
pub mod prelude;
#[doc(hidden)]
pub mod private;
mod retry;
mod shape;
mod sort_argument;
pub mod stream;
mod tenant;
mod update_state;
mod value;
mod vectors;
mod version;
pub mod wire;
mod writes;
mod written;

pub use attribute::{Attribute, EpochSeconds};
#[cfg(feature = "aws")]
pub use aws::AwsBackend;
pub use backend::{Backend, BackendError, CallFuture, IntoBackend, PauseFuture};
#[doc(hidden)]
pub use collection::Whole;
pub use collection::{
    Collection, CollectionField, CollectionQuery, IntoCollection, RangedCollection, UnknownKinds,
};
pub use cursor::Cursor;
pub use decode::DecodeError;
pub use draft::Draft;
pub use encode::{EncodeError, Encoded};
pub use entity::{Entity, EntityKey, Expires, Marker, PlainWrites, Table, from_item, shown, to_item};
pub use error::{Error, ErrorKind, Result};
pub use explain::Explanation;
pub use handle::TableHandle;
pub use item::{Item, Name};
pub use key_query::{KeyQuery, KeyRange};
pub use number::{MAX_DIGITS, Number, NumberError};
pub use page::{Page, Unreadable};
pub use retry::Retry;
pub use shape::{Everything, Holds, HoldsAll, Partial, Shape};
pub use sort_argument::{
    BeginsWith, ConsistentRead, IntoQuery, KeyArgument, NextPart, ReadFrom, SortArgument, begins_with,
};
pub use tenant::{TenantHandle, Tenants};
pub use update_state::CompleteUpdate;
pub use value::AttributeValue;
pub use writes::EntityWrites;

#[cfg(feature = "derive")]
pub use dynamo_derive::{
    DynamoAttribute, DynamoCollection, DynamoEntity, DynamoEvent, DynamoProjection, DynamoTable,
};
pub use dynamo_schema as schema;
