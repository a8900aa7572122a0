//! What computed attributes are after an update: the function is given what their inputs are after it.

use super::update_core::UpdateCore;
use super::update_index::After;
use crate::decode::Fields;
use crate::error::{Error, Result};
use crate::{AttributeValue, Item};

/// A computed attribute after an update.
pub(super) struct ComputedAfter<'u> {
    pub(super) name: &'static str,
    /// Whether the update changes what it is computed from.
    pub(super) is_touched: bool,
    pub(super) outcome: Outcome<'u>,
}

pub(super) enum Outcome<'u> {
    /// Its value, none when it is absent, and those inputs that it has this value with only if they are still as they
    /// were loaded.
    Known { value: Option<AttributeValue>, assumed: Vec<&'u str> },
    /// Nothing says what this input of it is.
    Unknown { input: &'u str },
}

impl UpdateCore {
    /// The computed attributes of the entity. What the update does not touch need not be known.
    pub(super) fn computed_after<'u>(&'u self, fields: &'u Item) -> Result<Vec<ComputedAfter<'u>>> {
        let mut all = Vec::new();
        for attribute in self.entity.attributes.iter().filter(|attribute| !attribute.computed_from.is_empty())
        {
            let is_touched = attribute.computed_from.iter().any(|input| self.is_changed(input));
            let outcome = self.outcome(&attribute.name, &attribute.computed_from, fields)?;
            all.push(ComputedAfter { name: &attribute.name, is_touched, outcome });
        }
        Ok(all)
    }

    fn outcome<'u>(&'u self, name: &str, from: &'u [crate::Name], fields: &'u Item) -> Result<Outcome<'u>> {
        let (mut inputs, mut assumed) = (Item::with_capacity(from.len()), Vec::new());
        for input in from {
            let state = self.after(input, fields);
            match state.after {
                After::Unknown => return Ok(Outcome::Unknown { input }),
                After::Absent => {}
                After::Value(value) => {
                    inputs.insert(input.clone(), value.clone());
                }
            }
            if state.assumed {
                assumed.push(&**input);
            }
        }
        let value = (self.compute)(name, Fields::borrowed(&inputs));
        let value = value.map_err(|error| Error::from(error.of(self.entity.name.clone())))?;
        Ok(Outcome::Known { value: value.map_err(|error| Error::from(error.at(name.to_owned())))?, assumed })
    }
}

impl ComputedAfter<'_> {
    /// The types refuse an update that does not know enough already; here it holds for every way of building one.
    pub(super) fn unknown(&self, input: &str) -> Error {
        Error::invalid(format!(
            "the update would leave `{}`, which is computed from `{input}` too, as it is: set `{input}`, say what it is with \
             `given`, start from a loaded value with `update_of`, or add `refetch()`",
            self.name
        ))
    }
}
