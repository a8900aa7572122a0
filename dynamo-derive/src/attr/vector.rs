//! Vector indexes: of a table, and where an entity is in one.

use dynamo_schema::limits::VECTOR_DIMENSIONS;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitInt, LitStr, Token};

use super::entity::on_index;
use super::key::{KeyAttribute, key_attribute};
use super::table::{Projection, project};
use super::{Once, assigned, assigned_text, in_parentheses, separated, unknown};

/// `vector(ByEmbedding, of = "embedding", dimensions = 256, distance = cosine, pk = "shop": S, filter("brand": S))`
pub(crate) struct VectorIndex {
    pub(crate) name: String,
    pub(crate) of: String,
    pub(crate) dimensions: u32,
    /// The name of the function in the model.
    pub(crate) distance: &'static str,
    pub(crate) partition: Option<KeyAttribute>,
    pub(crate) filters: Vec<KeyAttribute>,
    pub(crate) projection: Projection,
}

/// `vector(by_embedding, on = ByEmbedding, of = embedding, pk = shop, filter(brand))`
pub(crate) struct VectorEntry {
    pub(crate) name: Ident,
    pub(crate) on: (String, proc_macro2::Span),
    pub(crate) of: Ident,
    pub(crate) partition: Option<Ident>,
    pub(crate) filters: Vec<Ident>,
}

fn named(input: ParseStream<'_>, form: &str) -> syn::Result<Ident> {
    input.parse().map_err(|error| syn::Error::new(error.span(), format!("expected a name first: {form}")))
}

/// Reads what stands behind the name, word by word.
fn words(
    input: ParseStream<'_>,
    known: &[&str],
    mut read: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<bool>,
) -> syn::Result<()> {
    while !input.is_empty() {
        input.parse::<Token![,]>()?;
        if input.is_empty() {
            break;
        }
        let word = input.call(Ident::parse_any)?;
        if !read(&word, input)? {
            return Err(unknown(&word, "`vector(…)`", known));
        }
    }
    Ok(())
}

pub(super) fn index(input: ParseStream<'_>) -> syn::Result<VectorIndex> {
    const FORM: &str = "`vector(ByEmbedding, of = \"embedding\", dimensions = 256)`";
    in_parentheses(input, |input| {
        let ident = named(input, FORM)?;
        let (mut name, mut of, mut dimensions) = (Once::new(), Once::new(), Once::new());
        let (mut distance, mut partition, mut filters) = (Once::new(), Once::new(), Once::new());
        let mut projection = Once::new();
        let known = ["name", "of", "dimensions", "distance", "pk", "filter", "project"];
        words(input, &known, |word, input| {
            match &*word.to_string() {
                "name" => name.set(word, assigned_text(word, input)?)?,
                "of" => of.set(word, assigned_text(word, input)?)?,
                "dimensions" => dimensions.set(word, assigned(input, dimension)?)?,
                "distance" => distance.set(word, assigned(input, function)?)?,
                "pk" => partition.set(word, assigned(input, |input| key_attribute(input, None))?)?,
                "filter" => filters.set(
                    word,
                    in_parentheses(input, |input| separated(input, |input| key_attribute(input, None)))?,
                )?,
                "project" => projection.set(word, in_parentheses(input, project)?)?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        let (Some(of), Some(dimensions)) = (of.take(), dimensions.take()) else {
            let problem = format!("a vector index is of an attribute, and its vectors have a length: {FORM}");
            return Err(syn::Error::new(ident.span(), problem));
        };
        Ok(VectorIndex {
            name: name.take().map_or_else(|| ident.unraw().to_string(), |name: LitStr| name.value()),
            of: of.value(),
            dimensions,
            distance: distance.take().unwrap_or("Cosine"),
            partition: partition.take(),
            filters: filters.take().unwrap_or_default(),
            projection: projection.take().unwrap_or(Projection::All),
        })
    })
}

fn dimension(input: ParseStream<'_>) -> syn::Result<u32> {
    let number: LitInt = input.parse()?;
    match number.base10_parse::<u32>() {
        Ok(dimensions) if (1..=VECTOR_DIMENSIONS).contains(&dimensions) => Ok(dimensions),
        _ => Err(syn::Error::new(number.span(), "a vector has 1 to 4096 numbers")),
    }
}

fn function(input: ParseStream<'_>) -> syn::Result<&'static str> {
    let word: Ident = input.parse()?;
    match &*word.to_string() {
        "cosine" => Ok("Cosine"),
        "dot_product" => Ok("DotProduct"),
        "euclidean" => Ok("Euclidean"),
        _ => Err(syn::Error::new(word.span(), "expected `cosine`, `dot_product` or `euclidean`")),
    }
}

pub(super) fn entry(input: ParseStream<'_>) -> syn::Result<VectorEntry> {
    const FORM: &str = "`vector(by_embedding, on = ByEmbedding, of = embedding)`";
    in_parentheses(input, |input| {
        let name = named(input, FORM)?;
        let (mut on, mut of, mut partition, mut filters) =
            (Once::new(), Once::new(), Once::new(), Once::new());
        words(input, &["on", "of", "pk", "filter"], |word, input| {
            match &*word.to_string() {
                "on" => on.set(word, assigned(input, on_index)?)?,
                "of" => of.set(word, assigned(input, |input| input.parse::<Ident>())?)?,
                "pk" => partition.set(word, assigned(input, |input| input.parse::<Ident>())?)?,
                "filter" => filters.set(
                    word,
                    in_parentheses(input, |input| separated(input, |input| input.parse::<Ident>()))?,
                )?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        let (Some(on), Some(of)) = (on.take(), of.take()) else {
            return Err(syn::Error::new(name.span(), format!("on which index, and of which field? {FORM}")));
        };
        Ok(VectorEntry {
            name,
            on,
            of,
            partition: partition.take(),
            filters: filters.take().unwrap_or_default(),
        })
    })
}
