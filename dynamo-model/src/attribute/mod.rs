//! The Rust types that attributes can have.

mod collection;
#[cfg(feature = "rust_decimal")]
mod decimal;
mod number;
mod part;
#[cfg(feature = "serde")]
pub mod serde;
mod set;
mod text;
#[cfg(feature = "chrono")]
mod time;
mod ttl;
mod tuple;
#[cfg(feature = "ulid")]
mod ulid;
#[cfg(feature = "uuid")]
mod uuid;

pub use collection::{ListElement, ListOf, MapOf};
pub use part::{KeyPart, KeyScalar, OrderedKey, PrefixKey};
pub use set::{SetMember, SetOf};
pub use ttl::EpochSeconds;

use dynamo_schema::AttributeType;

use crate::decode::{Decoded, Value};
use crate::encode::Encoded;

/// A type whose values are attributes.
///
/// Derive it for structs (nested documents), newtypes and enums with `#[derive(DynamoAttribute)]`. A type that has another form in
/// the table than in the program implements it by hand; conditions and updates use that form, too:
///
/// ```
/// use dynamo_model::attribute::Required;
/// use dynamo_model::decode::{Decoded, Value};
/// use dynamo_model::schema::AttributeType;
/// use dynamo_model::{Attribute, Encoded};
///
/// /// A telephone number, stored as its digits alone.
/// struct Phone(String);
///
/// impl Attribute for Phone {
///     const TYPE: AttributeType = AttributeType::String;
///     type Value = Self;
///     type Presence = Required;
///
///     fn encode(&self) -> Encoded {
///         self.0.chars().filter(char::is_ascii_digit).collect::<String>().encode()
///     }
///
///     fn decode(value: Value<'_>) -> Decoded<Self> {
///         String::decode(value).map(Self)
///     }
/// }
///
/// assert_eq!(Phone("+31 (20) 55".into()).encode()?, Some("312055".into()));
/// # Ok::<(), dynamo_model::EncodeError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an attribute",
    label = "not an attribute type",
    note = "derive `DynamoAttribute` for `{Self}`, or hand the field to serde with `#[dynamo(serde)]`"
)]
pub trait Attribute: Sized {
    /// What the attribute means in the model.
    const TYPE: AttributeType;

    /// The type as a reference.
    #[doc(hidden)]
    const TYPE_REF: &'static AttributeType = &Self::TYPE;

    /// The type without `Option`: what conditions and updates compare with and set.
    type Value: Attribute;

    /// [`Required`], or [`Optional`] when the attribute may be absent.
    type Presence: Presence;

    /// The stored value; nothing when the attribute is to be absent.
    ///
    /// # Errors
    /// When DynamoDB cannot hold the value: NaN, more than 38 digits.
    fn encode(&self) -> Encoded;

    /// Reads a stored value.
    ///
    /// # Errors
    /// When the stored value is not one of this type.
    fn decode(value: Value<'_>) -> Decoded<Self>;

    /// What an absent attribute means; `None` when it must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// Whether an attribute may be absent.
pub trait Presence {
    /// Whether it may.
    const OPTIONAL: bool;
}

/// The attribute is always there.
#[derive(Debug, Clone, Copy)]
pub struct Required;

/// The attribute may be absent.
#[derive(Debug, Clone, Copy)]
pub struct Optional;

/// Whether an attribute can be removed.
#[diagnostic::on_unimplemented(
    message = "a required attribute cannot be removed",
    label = "removes an attribute that every item has",
    note = "make the field an `Option`, or give it `#[dynamo(default)]`"
)]
pub trait Removable {}

impl Removable for Optional {}

impl Presence for Required {
    const OPTIONAL: bool = false;
}

impl Presence for Optional {
    const OPTIONAL: bool = true;
}

/// A type whose values have an order in DynamoDB: texts, numbers and bytes.
#[diagnostic::on_unimplemented(
    message = "values of type `{Self}` have no order in DynamoDB",
    note = "only texts, numbers and bytes can be compared with `<`, `<=`, `>`, `>=` and `between`"
)]
pub trait Ordered: Attribute {}

/// A number: the attributes that arithmetic works on.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    note = "`add` and `subtract` need an attribute of type N"
)]
pub trait Numeric: Attribute {}

/// A text or bytes: the attributes that can be asked for a prefix.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no prefix in DynamoDB",
    note = "`begins_with` needs an attribute of type S or B"
)]
pub trait Prefixed: Attribute {}

/// A type that `size()` works on.
#[diagnostic::on_unimplemented(
    message = "DynamoDB's `size` does not work on `{Self}`",
    note = "`size` needs a text, bytes, a set, a list or a map"
)]
pub trait Sizeable: Attribute {}

/// A type that can contain an `Element`: a text a text, a set or a list one of its elements.
#[diagnostic::on_unimplemented(message = "`{Self}` does not contain elements of type `{Element}`")]
pub trait Container<Element>: Attribute {}

/// A newtype, which can do what the type inside it can do. `#[derive(DynamoAttribute)]` writes it.
pub trait Transparent: Attribute {
    /// The type inside.
    type Inner: Attribute;
}

macro_rules! through_newtypes {
    ($($capability:ident),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<W: Transparent> $capability for W where W::Inner: $capability {}
    )*};
}

through_newtypes!(KeyPart, KeyScalar, OrderedKey, PrefixKey, Ordered, Numeric, Prefixed, Sizeable);

/// A nested document with paths of its own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a nested document",
    label = "expected a nested document",
    note = "derive `DynamoAttribute` for a struct with named fields"
)]
pub trait Document: Attribute {
    /// Its attributes, as paths below a given one.
    type Paths;

    /// The paths below `prefix`.
    #[doc(hidden)]
    fn paths(prefix: crate::expression::DocumentPath) -> Self::Paths;
}
