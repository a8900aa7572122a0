//! How structures are written and read: one listing of the members serves both directions.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::decoder::{Decoder, Result};
use super::json::Writer;
use super::mismatch::Expected;
use super::refusal::Refusal;
use crate::Name;

/// A value of the API on the wire.
pub(super) trait Shape: Sized {
    /// Writes the value.
    fn write(&self, out: &mut Writer);

    /// Reads the value that comes next, which is not null.
    fn read(decoder: &mut Decoder<'_>) -> Result<Self>;

    /// What stands for a member that a body does not have.
    fn absent() -> Self;

    /// Whether a member that is not required is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Whether a member holds the placeholders of expressions.
pub(super) const fn holds_placeholders(name: &str) -> bool {
    matches!(name.as_bytes(), b"ExpressionAttributeNames" | b"ExpressionAttributeValues")
}

/// Lists the members of structures. `required` members are always written, and a request without one is refused.
/// A member `=> module` is written and read by the functions of that module.
macro_rules! shapes {
    ($($shape:ident { $($field:ident: $name:literal $($required:ident)? $(=> $with:ident)?),* $(,)? })*) => {$(
        impl $crate::wire::shape::Shape for $shape {
            fn write(&self, out: &mut $crate::wire::json::Writer) {
                out.begin_object();
                $(
                    if shapes!(@required $($required)?) || !$crate::wire::shape::Shape::is_absent(&self.$field) {
                        out.quoted_name(concat!("\"", $name, "\":"));
                        shapes!(@write &self.$field, out $(, $with)?);
                    }
                )*
                out.end_object();
            }

            #[allow(unused_mut, reason = "a structure may have no members")]
            fn read(decoder: &mut $crate::wire::decoder::Decoder<'_>) -> $crate::wire::decoder::Result<Self> {
                $(let mut $field = None;)*
                let (mut expressions, mut empty) = <(bool, Option<&str>)>::default();
                decoder.begin_structure(stringify!($shape))?;
                while let Some(name) = decoder.json.next_name()? {
                    match &*name {
                        $($name => {
                            $field = shapes!(@member decoder, $name $(, $with)?);
                            // Both are known when this is compiled.
                            expressions |= $name.ends_with("Expression") && $field.is_some();
                            if $crate::wire::shape::holds_placeholders($name)
                                && $field.as_ref().is_some_and($crate::wire::shape::Shape::is_absent)
                            {
                                empty = empty.min(Some($name)).or(Some($name));
                            }
                        })*
                        other => decoder.other_member(stringify!($shape), other)?,
                    }
                }
                if let Some(map) = empty {
                    decoder.refuse_empty(stringify!($shape), map, expressions);
                }
                Ok(Self {
                    $($field: match $field {
                        Some(value) => value,
                        None if shapes!(@required $($required)?) => decoder.missing(stringify!($shape), $name),
                        None => $crate::wire::shape::Shape::absent(),
                    },)*
                })
            }

            fn absent() -> Self {
                Self { $($field: $crate::wire::shape::Shape::absent(),)* }
            }
        }
    )*};
    (@write $value:expr, $out:ident) => { $crate::wire::shape::Shape::write($value, $out) };
    (@write $value:expr, $out:ident, $with:ident) => { $with::write($value, $out) };
    (@member $decoder:ident, $name:literal) => { $decoder.member($name, $crate::wire::shape::Shape::read)? };
    (@member $decoder:ident, $name:literal, $with:ident) => { $decoder.member($name, $with::read)? };
    (@required) => { false };
    (@required required) => { true };
}

/// Lists the words of enumerations, in the order in which the service's message lists them, and what stands for an
/// absent one.
macro_rules! words {
    ($($shape:ident, absent $absent:ident { $($variant:ident = $word:literal),* $(,)? })*) => {$(
        impl $crate::wire::shape::Shape for $shape {
            fn write(&self, out: &mut $crate::wire::json::Writer) {
                out.raw(match self {
                    $(Self::$variant => concat!("\"", $word, "\"").as_bytes(),)*
                });
            }

            fn read(decoder: &mut $crate::wire::decoder::Decoder<'_>) -> $crate::wire::decoder::Result<Self> {
                let word = decoder.string()?;
                Ok(match &*word {
                    $($word => Self::$variant,)*
                    other => {
                        $crate::wire::shape::refuse_word(decoder, stringify!($shape), other, &[$($word),*]);
                        Self::$absent
                    }
                })
            }

            fn absent() -> Self {
                Self::$absent
            }
        }
    )*};
}

pub(super) use {shapes, words};

/// Refuses a word outside its enumeration. Of a table's status there may be others in a later version.
#[cold]
pub(super) fn refuse_word(decoder: &mut Decoder<'_>, shape: &str, word: &str, words: &[&str]) {
    let message = match shape {
        "TableStatus" => return,
        // The service names neither the value nor the member here; the misspelling is its own.
        "ReturnValues" => "Failed to satisfy constraint: Member must satisfy enum value set: \
            [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"
            .to_owned(),
        _ => format!(
            "Value '{word}' at '{}' failed to satisfy constraint: Member must satisfy enum value set: [{}]",
            decoder.here(),
            words.join(", ")
        ),
    };
    decoder.refuse(Refusal::Member(message));
}

/// What a type is written and read by, when it is neither a structure nor an enumeration.
macro_rules! scalars {
    ($($type:ty: |$value:ident, $out:ident| $write:expr, |$decoder:ident| $read:expr, $absent:expr;)*) => {$(
        impl Shape for $type {
            fn write(&self, $out: &mut Writer) {
                let $value = self;
                $write;
            }

            fn read($decoder: &mut Decoder<'_>) -> Result<Self> {
                Ok($read)
            }

            fn absent() -> Self {
                $absent
            }
        }
    )*};
}

scalars! {
    String: |value, out| out.string(value), |decoder| decoder.string()?.into_owned(), String::new();
    Arc<str>: |value, out| out.string(value), |decoder| Arc::from(&*decoder.string()?), Arc::from("");
    Name: |value, out| out.string(value), |decoder| Name::Owned(decoder.string()?.into_owned()), Name::Borrowed("");
    bool: |value, out| out.boolean(*value), |decoder| decoder.boolean()?, false;
    f64: |value, out| out.float(*value), |decoder| decoder.float()?, 0.0;
    i64: |value, out| out.integer(*value), |decoder| decoder.integer(Expected::Long)?, 0;
    i32: |value, out| out.integer(i64::from(*value)), |decoder| narrow(decoder.integer(Expected::Integer)?), 0;
}

/// The nearest `i32`.
fn narrow(value: i64) -> i32 {
    value.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

impl<T: Shape> Shape for Option<T> {
    fn write(&self, out: &mut Writer) {
        match self {
            Some(value) => value.write(out),
            None => out.null(),
        }
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self> {
        T::read(decoder).map(Some)
    }

    fn absent() -> Self {
        None
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn write(&self, out: &mut Writer) {
        out.begin_array();
        for element in self {
            out.element();
            element.write(out);
        }
        out.end_array();
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self> {
        let mut elements = Vec::new();
        decoder.list(|decoder| {
            // Null is as good as absent, and keeps its position.
            elements.push(if decoder.null()? { T::absent() } else { T::read(decoder)? });
            Ok(())
        })?;
        Ok(elements)
    }

    fn absent() -> Self {
        Vec::new()
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// A map is left out when it is empty. `java` is the type of the values that messages show.
pub(super) trait MapValue: Shape {
    const JAVA: &'static str;
}

impl MapValue for Name {
    const JAVA: &'static str = "java.lang.String";
}

impl<K, T> Shape for BTreeMap<K, T>
where
    K: Ord + AsRef<str> + From<String>,
    T: MapValue,
{
    fn write(&self, out: &mut Writer) {
        out.begin_object();
        for (key, value) in self {
            out.name(key.as_ref());
            value.write(out);
        }
        out.end_object();
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self> {
        let mut entries = BTreeMap::new();
        decoder.map(T::JAVA, |decoder, key| {
            let value = if decoder.null()? { T::absent() } else { T::read(decoder)? };
            entries.insert(K::from(key.to_owned()), value);
            Ok(())
        })?;
        Ok(entries)
    }

    fn absent() -> Self {
        BTreeMap::new()
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}
