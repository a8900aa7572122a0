//! The attributes of a table.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{DeriveInput, Ident, LitStr, Path, Token, Type};

use super::key::{KeyAttribute, Pair, key, key_attribute, part};
use super::vector::VectorIndex;
use super::{Once, assigned_path, assigned_text, in_parentheses, read, separated, unknown};
use crate::error::Errors;

/// What `#[derive(DynamoTable)]` is told.
pub(crate) struct TableAttrs {
    pub(crate) krate: Option<Path>,
    pub(crate) name: Option<LitStr>,
    pub(crate) key: Option<(KeyAttribute, Option<KeyAttribute>)>,
    pub(crate) kind: Option<LitStr>,
    pub(crate) ttl: Option<LitStr>,
    pub(crate) version: Option<LitStr>,
    pub(crate) tenant: Option<(String, Type)>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) vectors: Vec<VectorIndex>,
    pub(crate) entities: Vec<Type>,
    /// The word `entities`.
    pub(crate) listing: Option<Span>,
    pub(crate) collections: Vec<Collection>,
}

/// `gsi(…)` or `lsi(…)`.
pub(crate) struct Index {
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) is_global: bool,
    pub(crate) keys: Pair<KeyAttribute>,
    pub(crate) projection: Projection,
}

pub(crate) enum Projection {
    All,
    KeysOnly,
    Include(Vec<LitStr>),
}

/// `collection(Name(Entity, …))`, or `collection(Type)`.
pub(crate) enum Collection {
    /// By its entities.
    Listed { name: Ident, entities: Vec<Type> },
    /// A type that derives `DynamoCollection`.
    Derived(Type),
}

const KNOWN: [&str; 12] = [
    "key",
    "kind",
    "ttl",
    "version",
    "tenant",
    "gsi",
    "lsi",
    "vector",
    "entities",
    "collection",
    "name",
    "crate",
];

impl TableAttrs {
    pub(crate) fn read(input: &DeriveInput, errors: &Errors) -> Self {
        let (mut krate, mut name, mut kind, mut ttl) = (Once::new(), Once::new(), Once::new(), Once::new());
        let (mut keys, mut entities) = (Once::new(), Once::new());
        let mut vectors: Vec<VectorIndex> = Vec::new();
        let (mut version, mut tenant) = (Once::new(), Once::new());
        let (mut indexes, mut collections): (Vec<Index>, Vec<Collection>) = (Vec::new(), Vec::new());
        read(&input.attrs, errors, |word, input| match &*word.to_string() {
            // key(pk = S, sk = S)    key(pk = "PK": S, sk = "SK": S)
            "key" => {
                let read = key(word, input, errors, |input, role| key_attribute(input, Some(role)))?;
                keys.set(word, read)
            }
            // kind = "_t"
            "kind" => kind.set(word, assigned_text(word, input)?),
            // ttl = "expires_at"
            "ttl" => ttl.set(word, assigned_text(word, input)?),
            // version = "_v"
            "version" => version.set(word, assigned_text(word, input)?),
            // tenant(tenant_id: TenantId)    tenant("tenantId": TenantId)
            "tenant" => {
                let read = in_parentheses(input, |input| {
                    let attribute = if input.peek(LitStr) {
                        input.parse::<LitStr>()?.value()
                    } else {
                        input.call(Ident::parse_any)?.unraw().to_string()
                    };
                    input.parse::<Token![:]>()?;
                    Ok((attribute, input.parse::<Type>()?))
                })?;
                tenant.set(word, read)
            }
            // name = "shop"
            "name" => name.set(word, assigned_text(word, input)?),
            // gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S, project("note"))
            "gsi" | "lsi" => {
                indexes.push(index(word, input)?);
                Ok(())
            }
            // vector(ByEmbedding, of = "embedding", dimensions = 256, distance = cosine, filter("brand": S))
            "vector" => {
                vectors.push(super::vector::index(input)?);
                Ok(())
            }
            // entities(Customer, crate::model::Order)
            "entities" => {
                let types = in_parentheses(input, |input| separated(input, |input| input.parse::<Type>()))?;
                entities.set(word, (word.span(), types))
            }
            // collection(CustomerFile(Customer, Order))    collection(crate::CustomerFile)
            "collection" => {
                collections.push(in_parentheses(input, collection)?);
                Ok(())
            }
            // crate = my::path
            "crate" => krate.set(word, assigned_path(input)?),
            _ => Err(unknown(word, "a table", &KNOWN)),
        });
        if keys.get().is_none() {
            errors.at(
                input.ident.span(),
                "a table has a primary key: `#[dynamo(key(pk = S, sk = S))]`, or without `sk`",
            );
        }
        let (listing, entities) = entities.take().unzip();
        Self {
            krate: krate.take(),
            name: name.take(),
            key: keys.take().flatten(),
            kind: kind.take(),
            ttl: ttl.take(),
            version: version.take(),
            tenant: tenant.take(),
            indexes,
            vectors,
            entities: entities.unwrap_or_default(),
            listing,
            collections,
        }
    }
}

/// `gsi(Name, name = "…", pk = …, sk = …, project(…))`, `lsi(Name, sk = …)`
fn index(word: &Ident, input: ParseStream<'_>) -> syn::Result<Index> {
    let is_global = word == "gsi";
    let form = if is_global {
        "`gsi(Gsi1, pk = \"gsi1pk\": S, sk = \"gsi1sk\": S)`"
    } else {
        "`lsi(ByDate, sk = \"lsi1sk\": S)`"
    };
    in_parentheses(input, |input| {
        let ident: Ident = input.parse().map_err(|error| {
            syn::Error::new(error.span(), format!("expected the name of the index first: {form}"))
        })?;
        let (mut name, mut partition, mut sort, mut projection) =
            (Once::new(), Once::new(), Once::new(), Once::new());
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let word = input.call(Ident::parse_any)?;
            match &*word.to_string() {
                "name" => name.set(&word, assigned_text(&word, input)?)?,
                "pk" if !is_global => {
                    return Err(syn::Error::new(
                        word.span(),
                        "a local index has the table's partition key; leave `pk` out",
                    ));
                }
                "pk" => partition.set(&word, part(input, |input| key_attribute(input, None))?)?,
                "sk" => sort.set(&word, part(input, |input| key_attribute(input, None))?)?,
                "project" => projection.set(&word, in_parentheses(input, project)?)?,
                _ => {
                    return Err(unknown(
                        &word,
                        &format!("`{}(…)`", if is_global { "gsi" } else { "lsi" }),
                        &["name", "pk", "sk", "project"],
                    ));
                }
            }
        }
        let keys =
            Pair { partition: partition.take().unwrap_or_default(), sort: sort.take().unwrap_or_default() };
        let missing = if is_global { keys.partition.is_empty() } else { keys.sort.len() != 1 };
        if missing {
            let key = if is_global {
                "a global index has a partition key"
            } else {
                "a local index has one sort key"
            };
            return Err(syn::Error::new(ident.span(), format!("{key}: {form}")));
        }
        Ok(Index {
            name: name.take().map_or_else(|| ident.unraw().to_string(), |name| name.value()),
            ident,
            is_global,
            keys,
            projection: projection.take().unwrap_or(Projection::All),
        })
    })
}

/// `all`, `keys_only`, or the names of attributes.
pub(super) fn project(input: ParseStream<'_>) -> syn::Result<Projection> {
    const FORM: &str = "expected `project(all)`, `project(keys_only)` or `project(\"attribute\", …)`";
    if input.peek(Ident) {
        let word: Ident = input.parse()?;
        return match &*word.to_string() {
            "all" => Ok(Projection::All),
            "keys_only" => Ok(Projection::KeysOnly),
            _ => Err(syn::Error::new(word.span(), FORM)),
        };
    }
    let names = separated(input, |input| input.parse::<LitStr>())
        .map_err(|error| syn::Error::new(error.span(), FORM))?;
    if names.is_empty() {
        return Err(input.error(FORM));
    }
    Ok(Projection::Include(names))
}

/// `Name(Entity, …)`, or the path of a type.
fn collection(input: ParseStream<'_>) -> syn::Result<Collection> {
    if input.peek(Ident) && !input.peek2(syn::token::Paren) {
        return input.parse().map(Collection::Derived);
    }
    let name: Ident = input.parse().map_err(|error| {
        syn::Error::new(
            error.span(),
            "expected a name and the entities: `collection(CustomerFile(Customer, Order))`",
        )
    })?;
    let entities = in_parentheses(input, |input| separated(input, |input| input.parse::<Type>()))?;
    if entities.len() < 2 {
        return Err(syn::Error::new(name.span(), "a collection is of two entities or more"));
    }
    Ok(Collection::Listed { name, entities })
}
