//! Generic parameters, in the places where types that the derive makes repeat them.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Ident};

/// The parameters of an entity or an attribute type.
pub(crate) struct Parameters<'g> {
    generics: &'g Generics,
    /// The bounds that the derive adds to the user's.
    bounds: Vec<TokenStream>,
}

impl<'g> Parameters<'g> {
    /// Every type parameter that one of these types mentions must be an attribute.
    pub(crate) fn new<'t>(generics: &'g Generics, types: impl IntoIterator<Item = &'t TokenStream>) -> Self {
        let mut bounds = Vec::new();
        if generics.type_params().next().is_some() {
            let types: Vec<&TokenStream> = types.into_iter().collect();
            for parameter in generics.type_params() {
                let ident = &parameter.ident;
                if types.iter().any(|ty| mentions((*ty).clone(), ident)) {
                    bounds.push(quote!(#ident: __p::Attribute));
                }
            }
        }
        Self { generics, bounds }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.generics.params.is_empty()
    }

    /// `'a, T, const N: usize,` as a type that the derive makes declares them.
    pub(crate) fn declared(&self) -> TokenStream {
        let parameters = self.generics.params.iter().map(|parameter| match parameter {
            GenericParam::Lifetime(parameter) => parameter.lifetime.to_token_stream(),
            GenericParam::Type(parameter) => parameter.ident.to_token_stream(),
            GenericParam::Const(parameter) => constant(parameter),
        });
        quote!(#(#parameters,)*)
    }

    /// `'a: 'b, T: Bound, const N: usize,` as an `impl` declares them.
    pub(crate) fn bounded(&self) -> TokenStream {
        let parameters = self.generics.params.iter().map(|parameter| match parameter {
            GenericParam::Lifetime(parameter) => {
                let (lifetime, bounds) = (&parameter.lifetime, &parameter.bounds);
                quote!(#lifetime: #bounds)
            }
            GenericParam::Type(parameter) => {
                let (ident, bounds) = (&parameter.ident, &parameter.bounds);
                quote!(#ident: #bounds)
            }
            GenericParam::Const(parameter) => constant(parameter),
        });
        quote!(#(#parameters,)*)
    }

    /// `'a, T, N,` as they are given to a type.
    pub(crate) fn given(&self) -> TokenStream {
        let parameters = self.generics.params.iter().map(|parameter| match parameter {
            GenericParam::Lifetime(parameter) => parameter.lifetime.to_token_stream(),
            GenericParam::Type(parameter) => parameter.ident.to_token_stream(),
            GenericParam::Const(parameter) => parameter.ident.to_token_stream(),
        });
        quote!(#(#parameters,)*)
    }

    /// The `where` clause with further bounds.
    pub(crate) fn clause(&self, more: &[TokenStream]) -> TokenStream {
        let user = self.generics.where_clause.as_ref().map(|clause| &clause.predicates);
        let user = user.into_iter().flatten().map(ToTokens::to_token_stream);
        let all: Vec<TokenStream> =
            user.chain(self.bounds.iter().cloned()).chain(more.iter().cloned()).collect();
        if all.is_empty() { TokenStream::new() } else { quote!(where #(#all),*) }
    }

    /// A type that mentions every parameter, for structs that need them for nothing else.
    pub(crate) fn mention(&self) -> TokenStream {
        let parameters = self.generics.params.iter().filter_map(|parameter| match parameter {
            GenericParam::Lifetime(parameter) => {
                let lifetime = &parameter.lifetime;
                Some(quote!(&#lifetime ()))
            }
            GenericParam::Type(parameter) => Some(parameter.ident.to_token_stream()),
            GenericParam::Const(_) => None,
        });
        quote!((#(#parameters,)*))
    }
}

fn constant(parameter: &syn::ConstParam) -> TokenStream {
    let (ident, ty) = (&parameter.ident, &parameter.ty);
    quote!(const #ident: #ty)
}

fn mentions(tokens: TokenStream, ident: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(found) => found == *ident,
        TokenTree::Group(group) => mentions(group.stream(), ident),
        _ => false,
    })
}
