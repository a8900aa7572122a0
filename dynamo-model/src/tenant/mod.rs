//! Tenants of a table: handles that reach the items of one tenant and no others.

mod handle;
mod scope;

use std::borrow::Cow;

use dynamo_schema::{Case, EntityModel, KeySource, Segment, TableModel, TextPolicy};

pub use handle::TenantHandle;
pub(crate) use scope::Scope;

use crate::{Attribute, Entity, Table};

/// A table whose items belong to tenants. `#[dynamo(tenant(tenant_id: TenantId))]` says so of a table.
#[diagnostic::on_unimplemented(
    message = "the table `{Self}` has no tenants",
    note = "name the attribute that all keys begin with, and its type: `#[dynamo(tenant(tenant_id: TenantId))]`"
)]
pub trait Tenants: Table {
    /// What tells one tenant from another.
    type Tenant: Attribute + Clone;

    /// The name of the attribute that holds it.
    const ATTRIBUTE: &'static str;
}

/// States that all partition keys of an entity begin with the attribute that holds the tenant, if the entity has it: in
/// the table and in global indexes.
///
/// # Panics
/// When one does not, which is an error of the compiler.
#[track_caller]
pub const fn assert_tenant<E: Entity>(attribute: &str, message: &str) {
    let entity = E::MODEL_REF;
    if !has(entity, attribute) || is_marker(E::Table::MODEL, entity) {
        return;
    }
    if !begins_with(&entity.key.partition, attribute) {
        panic!("{}", message);
    }
    let Cow::Borrowed(indexes) = &entity.indexes else { return };
    let mut at = 0;
    while at < indexes.len() {
        // A local index has the table's partition key.
        if let Cow::Borrowed([first, ..]) = &indexes[at].partition
            && !begins_with(first, attribute)
        {
            panic!("{}", message);
        }
        at += 1;
    }
}

/// Whether the items are markers of a unique attribute, which can be unique among all tenants.
const fn is_marker(table: &TableModel, entity: &EntityModel) -> bool {
    let (Cow::Borrowed(name), Cow::Borrowed(entities)) = (&entity.name, &table.entities) else {
        return false;
    };
    let mut at = 0;
    while at < entities.len() {
        if let Cow::Borrowed(unique) = &entities[at].unique {
            let mut of = 0;
            while of < unique.len() {
                if is(&unique[of].marker, name) {
                    return true;
                }
                of += 1;
            }
        }
        at += 1;
    }
    false
}

const fn has(entity: &EntityModel, attribute: &str) -> bool {
    let Cow::Borrowed(attributes) = &entity.attributes else { return false };
    let mut at = 0;
    while at < attributes.len() {
        if is(&attributes[at].name, attribute) {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether the first part of a key is the attribute, written so that it can be read back.
const fn begins_with(source: &KeySource, attribute: &str) -> bool {
    let template = match source {
        KeySource::Attribute(name) => return is(name, attribute),
        KeySource::Template(template) => template,
    };
    let Cow::Borrowed(segments) = &template.segments else { return false };
    let mut at = 0;
    while at < segments.len() {
        if let Segment::Part(part) = &segments[at] {
            let is_plain = matches!(part.format.case, Case::Keep)
                && !matches!(part.format.text, TextPolicy::Raw)
                && part.format.shards.is_none();
            return is_plain && is(&part.attribute, attribute);
        }
        at += 1;
    }
    false
}

// A text of a model is borrowed exactly when it comes from program text, which a `&str` could not tell.
#[allow(clippy::ptr_arg)]
const fn is(text: &Cow<'static, str>, other: &str) -> bool {
    let Cow::Borrowed(text) = text else { return false };
    let (text, other) = (text.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < text.len() && at < other.len() && text[at] == other[at] {
        at += 1;
    }
    at == text.len() && at == other.len()
}
