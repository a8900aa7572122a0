//! Tuples: lists of a fixed number of values, each of its own type.

use std::borrow::Cow;

use dynamo_schema::AttributeType;

use super::{Attribute, ListElement, Required, Sizeable};
use crate::decode::{DecodeError, Decoded, Elements, Value};
use crate::encode::Encoded;
use crate::{AttributeValue, EncodeError};

/// A list has no gaps: an absent element is stored as `NULL`.
fn encode_element<T: Attribute>(position: usize, element: &T) -> Result<AttributeValue, EncodeError> {
    let element = element.encode().map_err(|error| error.at_index(position))?;
    Ok(element.unwrap_or(AttributeValue::Null))
}

fn decode_element<T: Attribute>(elements: &mut Elements<'_>, position: usize, length: usize) -> Decoded<T> {
    let Some(element) = elements.next_element()? else {
        return Err(DecodeError::invalid(format!("expected {length} elements, found {position}")));
    };
    match (element.is_null(), T::absent()) {
        (true, Some(absent)) => Ok(absent),
        _ => T::decode(element).map_err(|error| error.at_index(position)),
    }
}

macro_rules! tuples {
    ($(($length:literal: $($element:ident $at:tt),*))*) => {$(
        #[diagnostic::do_not_recommend]
        /// A list of values of these types, in this order. Another number of them is an error.
        impl<$($element: Attribute),*> Attribute for ($($element,)*) {
            const TYPE: AttributeType = AttributeType::Tuple(Cow::Borrowed(&[$($element::TYPE),*]));
            type Value = Self;
            type Presence = Required;

            fn encode(&self) -> Encoded {
                Ok(Some(AttributeValue::L(vec![$(encode_element($at, &self.$at)?),*])))
            }

            fn decode(value: Value<'_>) -> Decoded<Self> {
                let mut elements = value.list()?;
                let tuple = ($(decode_element::<$element>(&mut elements, $at, $length)?,)*);
                match elements.next_element()? {
                    None => Ok(tuple),
                    Some(_) => Err(DecodeError::invalid(format!("expected {} elements, found more", $length))),
                }
            }
        }

        impl<$($element: Attribute),*> ListElement for ($($element,)*) {}
        impl<$($element: Attribute),*> Sizeable for ($($element,)*) {}
    )*};
}

tuples! {
    (2: A 0, B 1)
    (3: A 0, B 1, C 2)
    (4: A 0, B 1, C 2, D 3)
}
