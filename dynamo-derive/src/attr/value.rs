//! The attributes of an attribute type and of its variants.

use dynamo_schema::Spelling;
use proc_macro2::Span;
use syn::{DeriveInput, LitStr, Path};

use super::version::{Version, VersionAttrs};
use super::{Once, assigned_path, assigned_text, flag, read, unknown};
use crate::case;
use crate::error::Errors;

/// What `#[derive(DynamoAttribute)]` is told about the type.
pub(crate) struct ValueAttrs {
    pub(crate) krate: Option<Path>,
    pub(crate) rename_all: Option<Spelling>,
    pub(crate) tag: Option<LitStr>,
    pub(crate) version: Option<Version>,
}

/// What a variant is told.
pub(crate) struct VariantAttrs {
    pub(crate) rename: Option<LitStr>,
    pub(crate) rename_all: Option<Spelling>,
    pub(crate) other: Option<Span>,
}

impl ValueAttrs {
    pub(crate) fn read(input: &DeriveInput, errors: &Errors) -> Self {
        let (mut krate, mut case, mut tag) = (Once::new(), Once::new(), Once::new());
        let mut version = VersionAttrs::new();
        read(&input.attrs, errors, |word, input| match &*word.to_string() {
            // rename_all = "camelCase"
            "rename_all" => case.set(word, case::parse(&assigned_text(word, input)?)?),
            // tag = "type"
            "tag" => tag.set(word, assigned_text(word, input)?),
            // version = 2    upgrade_from = OrderV1, of an earlier shape of an entity
            "version" | "upgrade_from" => version.read(word, input),
            // crate = my::path
            "crate" => krate.set(word, assigned_path(input)?),
            _ => Err(unknown(
                word,
                "an attribute type",
                &["rename_all", "tag", "version", "upgrade_from", "crate"],
            )),
        });
        let version = version.take(errors);
        Self { krate: krate.take(), rename_all: case.take(), tag: tag.take(), version }
    }
}

impl VariantAttrs {
    pub(crate) fn read(variant: &syn::Variant, errors: &Errors) -> Self {
        let (mut rename, mut case, mut other) = (Once::new(), Once::new(), Once::new());
        read(&variant.attrs, errors, |word, input| match &*word.to_string() {
            // rename = "o"
            "rename" => rename.set(word, assigned_text(word, input)?),
            // rename_all = "camelCase", for the fields of the variant
            "rename_all" => case.set(word, case::parse(&assigned_text(word, input)?)?),
            "other" => other.set(word, flag(word, input)?),
            _ => Err(unknown(word, "a variant", &["rename", "rename_all", "other"])),
        });
        Self { rename: rename.take(), rename_all: case.take(), other: other.take() }
    }
}
