//! The errors of one derive, all reported together.

use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// Collects errors so that one run of the compiler shows all of them.
///
/// It panics when it is dropped without [`Errors::finish`]: an error that nobody reports would let wrong input pass.
pub(crate) struct Errors {
    list: RefCell<Option<Vec<syn::Error>>>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Self { list: RefCell::new(Some(Vec::new())) }
    }

    /// An error that underlines tokens.
    pub(crate) fn on(&self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// An error at a place.
    pub(crate) fn at(&self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    pub(crate) fn push(&self, error: syn::Error) {
        if let Some(list) = &mut *self.list.borrow_mut() {
            list.push(error);
        }
    }

    /// The value of a result, whose error is kept.
    pub(crate) fn keep<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// The errors as tokens for the compiler; nothing when there are none.
    pub(crate) fn finish(self) -> Option<TokenStream> {
        let list = self.list.take().unwrap_or_default();
        let all = list.into_iter().reduce(|mut all, error| {
            all.combine(error);
            all
        });
        all.map(|all| all.into_compile_error())
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        if !std::thread::panicking() && self.list.borrow().is_some() {
            panic!("errors of a derive were not reported");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_reported() {
        let errors = Errors::new();
        errors.at(Span::call_site(), "first");
        errors.at(Span::call_site(), "second");
        let tokens = errors.finish().unwrap().to_string();
        assert!(tokens.contains("first") && tokens.contains("second"));
    }

    #[test]
    #[should_panic(expected = "not reported")]
    fn forgetting_is_impossible() {
        drop(Errors::new());
    }
}
