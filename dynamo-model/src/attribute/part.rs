//! What an attribute needs in order to be a key or part of one.

use super::Attribute;

/// A type that can be a part of a key template.
///
/// Its encoding in a key keeps the type's order; see the crate `dynamo-schema`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a key template",
    label = "this attribute is part of a key",
    note = "a part is a text, an integer, a Boolean, a date or time, a UUID, a ULID, a decimal with a declared scale, or an enum of plain tokens",
    note = "the parts of a primary key cannot be optional"
)]
pub trait KeyPart: Attribute {}

/// A key, or a part of one, that ranges can be asked of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no range in a key",
    note = "the tokens of an enum do not sort as the enum does: give an exact value"
)]
pub trait OrderedKey: Attribute {}

/// A key, or a part of one, that prefixes can be asked of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no prefix in a key",
    note = "only texts and bytes have"
)]
pub trait PrefixKey: Attribute {}

/// A type that can be a key attribute as it is: of type S, N or B, and not a float.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a key attribute",
    label = "this attribute is a key",
    note = "a key attribute is a text, a number that is not a float, or bytes",
    note = "the attributes of a primary key cannot be optional"
)]
pub trait KeyScalar: Attribute {}
