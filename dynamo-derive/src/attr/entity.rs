//! The attributes of an entity.

use dynamo_schema::Spelling;
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{DeriveInput, Ident, LitStr, Path, Token, Type};

use super::key::{Pair, Source, key, part, source};
use super::vector::VectorEntry;
use super::version::{Version, VersionAttrs};
use super::{Once, assigned, assigned_path, assigned_text, in_parentheses, read, separated, unknown};
use crate::case;
use crate::error::Errors;

/// What `#[derive(DynamoEntity)]` is told about the struct.
pub(crate) struct EntityAttrs {
    pub(crate) krate: Option<Path>,
    pub(crate) table: Option<Type>,
    pub(crate) name: Option<LitStr>,
    pub(crate) rename_all: Option<Spelling>,
    pub(crate) key: Option<(Source, Option<Source>)>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) vectors: Vec<VectorEntry>,
    pub(crate) version: Option<Version>,
    /// The traits that the draft derives.
    pub(crate) draft: Option<Vec<Path>>,
}

/// `index(by_status, on = Gsi1, pk = …, sk = …, when = "…")`
pub(crate) struct Index {
    pub(crate) name: Ident,
    /// The name of the table's index, and where it is.
    pub(crate) on: (String, Span),
    pub(crate) sources: Pair<Source>,
    pub(crate) when: Option<LitStr>,
    /// The fields that are read from an index which does not hold all of them, and where that is said.
    pub(crate) project: Option<(Vec<Ident>, Span)>,
}

const KNOWN: [&str; 10] =
    ["table", "name", "key", "index", "vector", "version", "upgrade_from", "rename_all", "draft", "crate"];

impl EntityAttrs {
    pub(crate) fn read(input: &DeriveInput, errors: &Errors) -> Self {
        let (mut krate, mut table, mut name, mut case) = (Once::new(), Once::new(), Once::new(), Once::new());
        let (mut keys, mut indexes, mut draft) = (Once::new(), Vec::new(), Once::new());
        let (mut version, mut vectors) = (VersionAttrs::new(), Vec::new());
        read(&input.attrs, errors, |word, input| match &*word.to_string() {
            // table = Shop
            "table" => table.set(word, assigned(input, |input| input.parse::<Type>())?),
            // name = "order"
            "name" => name.set(word, assigned_text(word, input)?),
            // key(pk = "CUSTOMER#{customer_id}", sk = "ORDER#{order_id}")    key(pk = user_id)
            "key" => {
                let read = key(word, input, errors, |input, _| source(input))?;
                keys.set(word, read)
            }
            // index(by_status, on = Gsi1, pk = "STATUS#{status}", sk = "{placed_at}", when = "status != done")
            "index" => {
                indexes.push(in_parentheses(input, index)?);
                Ok(())
            }
            // vector(by_embedding, on = ByEmbedding, of = embedding, pk = shop, filter(brand))
            "vector" => {
                vectors.push(super::vector::entry(input)?);
                Ok(())
            }
            // version = 2    upgrade_from = OrderV1
            "version" | "upgrade_from" => version.read(word, input),
            // rename_all = "camelCase"
            "rename_all" => case.set(word, case::parse(&assigned_text(word, input)?)?),
            // draft    draft(Debug, Default)
            "draft" => {
                let derives = if input.peek(syn::token::Paren) {
                    in_parentheses(input, |input| {
                        separated(input, |input| input.call(Path::parse_mod_style))
                    })?
                } else {
                    Vec::new()
                };
                draft.set(word, derives)
            }
            // crate = my::path
            "crate" => krate.set(word, assigned_path(input)?),
            _ => Err(unknown(word, "an entity", &KNOWN)),
        });
        if table.get().is_none() {
            errors.at(input.ident.span(), "an entity lives in a table: `#[dynamo(table = Shop)]`");
        }
        if keys.get().is_none() {
            errors.at(
                input.ident.span(),
                "an entity has a primary key: `#[dynamo(key(pk = \"ORDER#{order_id}\", sk = \"ORDER\"))]`, or the \
                 fields that are the key themselves, `key(pk = order_id)`",
            );
        }
        Self {
            krate: krate.take(),
            table: table.take(),
            name: name.take(),
            rename_all: case.take(),
            key: keys.take().flatten(),
            indexes,
            vectors,
            version: version.take(errors),
            draft: draft.take(),
        }
    }
}

/// `Gsi1`, or `"by-status"` for a name that is no identifier.
pub(super) fn on_index(input: ParseStream<'_>) -> syn::Result<(String, Span)> {
    if input.peek(LitStr) {
        let name: LitStr = input.parse()?;
        return Ok((name.value(), name.span()));
    }
    let name: Ident = input.parse().map_err(|error| {
        syn::Error::new(
            error.span(),
            "expected the name of an index of the table: `on = Gsi1`, `on = \"by-status\"`",
        )
    })?;
    Ok((name.unraw().to_string(), name.span()))
}

fn index(input: ParseStream<'_>) -> syn::Result<Index> {
    const FORM: &str = "`index(by_status, on = Gsi1, pk = \"STATUS#{status}\", sk = \"{placed_at}\")`";
    let name: Ident = input.parse().map_err(|error| {
        syn::Error::new(
            error.span(),
            format!("expected the name under which the index is queried first: {FORM}"),
        )
    })?;
    let (mut on, mut partition, mut sort, mut when) = (Once::new(), Once::new(), Once::new(), Once::new());
    let mut held = Once::new();
    while !input.is_empty() {
        input.parse::<Token![,]>()?;
        if input.is_empty() {
            break;
        }
        let word = input.call(Ident::parse_any)?;
        match &*word.to_string() {
            "on" => on.set(&word, assigned(input, on_index)?)?,
            "pk" => partition.set(&word, part(input, source)?)?,
            "sk" => sort.set(&word, part(input, source)?)?,
            "when" => when.set(&word, assigned_text(&word, input)?)?,
            // project(status, total)    project(keys_only)
            "project" => {
                let fields = in_parentheses(input, |input| separated(input, |input| input.parse::<Ident>()))?;
                let fields =
                    if matches!(&fields[..], [only] if only == "keys_only") { Vec::new() } else { fields };
                held.set(&word, (fields, word.span()))?;
            }
            _ => return Err(unknown(&word, "`index(…)`", &["on", "pk", "sk", "when", "project"])),
        }
    }
    let sources =
        Pair { partition: partition.take().unwrap_or_default(), sort: sort.take().unwrap_or_default() };
    let Some(on) = on.take() else {
        return Err(syn::Error::new(name.span(), format!("on which index? {FORM}")));
    };
    if sources.partition.is_empty() && sources.sort.is_empty() {
        return Err(syn::Error::new(
            name.span(),
            format!("an index has a key: {FORM}; without `pk` for a local index"),
        ));
    }
    Ok(Index { name, on, sources, when: when.take(), project: held.take() })
}
