//! The attributes of an event.

use syn::{DeriveInput, Path, Type};

use super::{Once, assigned, assigned_path, read, unknown};
use crate::error::Errors;

/// What `#[derive(DynamoEvent)]` is told about the enum.
pub(crate) struct EventAttrs {
    pub(crate) krate: Option<Path>,
    pub(crate) table: Option<Type>,
}

impl EventAttrs {
    pub(crate) fn read(input: &DeriveInput, errors: &Errors) -> Self {
        let (mut krate, mut table) = (Once::new(), Once::new());
        read(&input.attrs, errors, |word, input| match &*word.to_string() {
            // table = Shop
            "table" => table.set(word, assigned(input, |input| input.parse::<Type>())?),
            // crate = my::path
            "crate" => krate.set(word, assigned_path(input)?),
            _ => Err(unknown(word, "an event", &["table", "crate"])),
        });
        if table.get().is_none() {
            errors.at(input.ident.span(), "an event is of a table: `#[dynamo(table = Shop)]`");
        }
        Self { krate: krate.take(), table: table.take() }
    }
}
