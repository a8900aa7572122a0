//! Where generated tokens say that they are.
//!
//! They stand at the user's tokens, so that errors underline those, and are marked as generated, so that lints of the
//! user's style pass them by. All errors about one type are at one place then, and the compiler shows equal ones once.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;

/// The place of the user's tokens, for generated ones.
pub(crate) fn at(tokens: &impl Spanned) -> Span {
    Span::call_site().located_at(tokens.span())
}

/// The user's tokens, to be repeated among generated ones.
pub(crate) fn generated(tokens: &impl ToTokens) -> TokenStream {
    mark(tokens.to_token_stream())
}

fn mark(tokens: TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| {
        let span = at(&token);
        let mut token = match token {
            TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), mark(group.stream()))),
            other => other,
        };
        token.set_span(span);
        token
    });
    tokens.collect()
}
