//! Attributes that are a function of others.

use syn::parse::ParseStream;
use syn::{Ident, Path, Token};

use super::{in_parentheses, separated};

/// `computed(search_text, from(title, brand))`
pub(crate) struct Computed {
    pub(crate) function: Path,
    /// The fields that the function is given, in this order.
    pub(crate) from: Vec<Ident>,
}

/// What follows the word `computed`.
pub(super) fn computed(word: &Ident, input: ParseStream<'_>) -> syn::Result<Computed> {
    const FORM: &str = "a computed attribute says its function and the fields that are given to it: `computed(total, from(price, tax))`";
    let form = |span| syn::Error::new(span, FORM);
    if !input.peek(syn::token::Paren) {
        return Err(form(word.span()));
    }
    in_parentheses(input, |input| {
        let function: Path = input.parse().map_err(|error| form(error.span()))?;
        input.parse::<Token![,]>().map_err(|error| form(error.span()))?;
        let from: Ident = input.parse().map_err(|error| form(error.span()))?;
        if from != "from" || !input.peek(syn::token::Paren) {
            return Err(form(from.span()));
        }
        let fields = in_parentheses(input, |input| separated(input, |input| input.parse::<Ident>()))?;
        if fields.is_empty() {
            return Err(form(from.span()));
        }
        input.parse::<Option<Token![,]>>()?;
        Ok(Computed { function, from: fields })
    })
}
