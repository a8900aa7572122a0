//! What an index holds of the items that are in it.

use dynamo_schema::{Projection, TableModel};

use crate::error::{Error, Result};
use crate::expression::Condition;
use crate::keys::index_model;
use crate::shape::key_names;

/// Whether a read of the table, or of an index, sees an attribute.
fn is_held(table: &TableModel, index: Option<&str>, attribute: &str) -> Result<bool> {
    let Some(name) = index else { return Ok(true) };
    let is_key = || Ok(key_names(table, index)?.iter().any(|key| key == attribute));
    match &index_model(table, name)?.projection {
        Projection::All => Ok(true),
        Projection::Include(names) if names.iter().any(|name| name == attribute) => Ok(true),
        Projection::Include(_) | Projection::KeysOnly => is_key(),
    }
}

/// Whether items tell there of which entity they are. Where they do not, their primary keys tell it.
pub(super) fn kind_is_held(table: &TableModel, index: Option<&str>) -> Result<bool> {
    table.kind_attribute.as_ref().map_or(Ok(true), |kind| is_held(table, index, kind))
}

/// A filter sees an attribute that the index does not hold as absent, and would answer wrongly.
pub(super) fn refuse_unheld(filter: &Condition, table: &TableModel, index: Option<&str>) -> Result<()> {
    let mut roots = Vec::new();
    filter.for_each_path(&mut |path| roots.push(path.root().to_owned()));
    for root in roots {
        if !is_held(table, index, &root)? {
            return Err(Error::invalid(format!(
                "the index `{}` does not hold `{root}`, so a filter cannot ask for it; project `{root}` into the index, or \
                 read the whole items with `hydrate` and choose among them",
                index.unwrap_or_default()
            )));
        }
    }
    Ok(())
}
