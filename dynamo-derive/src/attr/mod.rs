//! Reading `#[dynamo(…)]`: what the user wrote, with its tokens, and nothing decided yet.

pub(crate) mod collection;
pub(crate) mod computed;
pub(crate) mod entity;
pub(crate) mod event;
pub(crate) mod field;
pub(crate) mod key;
mod limit;
pub(crate) mod projection;
pub(crate) mod table;
pub(crate) mod value;
pub(crate) mod vector;
pub(crate) mod version;
pub(crate) mod when;

use proc_macro2::{Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Ident, LitStr, Meta, Path, Token};

use crate::error::Errors;
use crate::suggest;

/// Reads every `#[dynamo(…)]` of a node. `item` gets each word and reads what follows it; after an error, reading goes on
/// behind the next comma.
pub(crate) fn read(
    attributes: &[Attribute],
    errors: &Errors,
    mut item: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("dynamo")) {
        let Meta::List(list) = &attribute.meta else {
            errors.on(&attribute.meta, "expected a list: `#[dynamo(…)]`");
            continue;
        };
        let read = list.parse_args_with(|input: ParseStream<'_>| items(input, errors, &mut item));
        errors.keep(read);
    }
}

fn items(
    input: ParseStream<'_>,
    errors: &Errors,
    item: &mut impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    while !input.is_empty() {
        let read = input.call(Ident::parse_any).and_then(|word| item(&word, input));
        if errors.keep(read).is_some() && !input.is_empty() && !input.peek(Token![,]) {
            errors.push(input.error("expected `,`"));
        }
        while !input.is_empty() && !input.peek(Token![,]) {
            input.parse::<TokenTree>()?;
        }
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(())
}

/// The words in parentheses, read as [`read`] does.
pub(crate) fn nested(
    input: ParseStream<'_>,
    errors: &Errors,
    mut item: impl FnMut(&Ident, ParseStream<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    let content;
    syn::parenthesized!(content in input);
    items(&content, errors, &mut item)
}

/// What is in parentheses, whole. An error inside is the only one that is reported.
pub(crate) fn in_parentheses<T>(
    input: ParseStream<'_>,
    read: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let content;
    syn::parenthesized!(content in input);
    whole(&content, read)
}

/// A list in brackets, or a single element without them.
pub(crate) fn one_or_list<T>(
    input: ParseStream<'_>,
    mut read: impl FnMut(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    if !input.peek(syn::token::Bracket) {
        return Ok(vec![read(input)?]);
    }
    let content;
    syn::bracketed!(content in input);
    whole(&content, |content| separated(content, &mut read))
}

/// Elements with commas between them, up to the end.
pub(crate) fn separated<T>(
    input: ParseStream<'_>,
    mut read: impl FnMut(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    let mut elements = Vec::new();
    while !input.is_empty() {
        elements.push(read(input)?);
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(elements)
}

fn whole<T>(
    content: ParseStream<'_>,
    read: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let mut result = read(content);
    if result.is_ok() && !content.is_empty() {
        result = Err(content.error("unexpected token"));
    }
    // What is left unread would be a second error.
    while !content.is_empty() {
        content.parse::<TokenTree>()?;
    }
    result
}

/// The value after `=`.
pub(crate) fn assigned<T>(
    input: ParseStream<'_>,
    read: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    input.parse::<Token![=]>()?;
    read(input)
}

/// `word = "text"`, where the text is not empty.
pub(crate) fn assigned_text(word: &Ident, input: ParseStream<'_>) -> syn::Result<LitStr> {
    let form = || syn::Error::new(word.span(), format!("expected `{word} = \"…\"`"));
    if !input.peek(Token![=]) || !input.peek2(LitStr) {
        return Err(form());
    }
    let text: LitStr = assigned(input, |input| input.parse())?;
    if text.value().is_empty() {
        return Err(syn::Error::new(
            text.span(),
            format!("`{word}` is empty; give it at least one character"),
        ));
    }
    Ok(text)
}

/// `crate = path`.
pub(crate) fn assigned_path(input: ParseStream<'_>) -> syn::Result<Path> {
    assigned(input, |input| input.call(Path::parse_mod_style))
}

/// A word that takes no value.
pub(crate) fn flag(word: &Ident, input: ParseStream<'_>) -> syn::Result<Span> {
    if input.peek(Token![=]) || input.peek(syn::token::Paren) {
        return Err(syn::Error::new(word.span(), format!("`{word}` takes no value; write it alone")));
    }
    Ok(word.span())
}

/// An error about a word that is none of the known ones.
pub(crate) fn unknown(word: &Ident, place: &str, known: &[&str]) -> syn::Error {
    let hint = suggest::hint(&word.to_string(), known);
    syn::Error::new(word.span(), format!("unknown attribute `{word}` of {place}; {hint}"))
}

/// A value that is declared at most once.
pub(crate) struct Once<T> {
    value: Option<T>,
}

impl<T> Once<T> {
    pub(crate) const fn new() -> Self {
        Self { value: None }
    }

    pub(crate) fn set(&mut self, word: &Ident, value: T) -> syn::Result<()> {
        if self.value.is_some() {
            return Err(syn::Error::new(word.span(), format!("`{word}` is given twice; keep one")));
        }
        self.value = Some(value);
        Ok(())
    }

    pub(crate) const fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    pub(crate) fn take(self) -> Option<T> {
        self.value
    }
}
