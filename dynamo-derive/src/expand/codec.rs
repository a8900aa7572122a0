//! Writing fields into an item and reading them back.

use dynamo_schema::{AttributeRole, Limit, LimitNumber};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;

use super::{at, computed};
use crate::ast::{Default, Field, Stored};

/// Which attributes a `rest` field leaves alone.
pub(crate) enum Scope {
    /// Also those that the table needs. The tokens are the entity's type.
    Entity(TokenStream),
    /// Only those of the other fields.
    Document,
}

/// Where the value of a field is.
pub(crate) enum Place {
    /// A reference to it.
    There(TokenStream),
    /// A reference to an option of it. Nothing is written for `None`.
    Maybe(TokenStream),
}

/// The fields that are attributes, in the order of the attributes' names: an item is sorted, and adding in order is cheap.
pub(crate) fn sorted<'f>(fields: &[&'f Field]) -> Vec<&'f Field> {
    let mut sorted: Vec<&Field> = fields
        .iter()
        .copied()
        .filter(|field| matches!(field.stored, Stored::Typed | Stored::Serde))
        .collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    sorted
}

/// An expression of the item into which the fields are written; `place(field)` is a reference to the value.
pub(crate) fn encode(
    fields: &[&Field],
    scope: Scope,
    capacity: usize,
    place: impl Fn(&Field) -> Place,
) -> TokenStream {
    let writes = sorted(fields).into_iter().map(|field| {
        let (name, ty, encode) = (&field.name, &field.ty, encoder(field));
        match place(field) {
            Place::There(value) => quote_spanned!(at(ty)=> __writer.field(#name, #value, #encode);),
            Place::Maybe(value) => quote_spanned! {at(ty)=>
                if let __p::Option::Some(__value) = #value {
                    __writer.field(#name, __value, #encode);
                }
            },
        }
    });
    let rest = rest(fields).map(|field| {
        let (Place::There(value) | Place::Maybe(value)) = place(field);
        match &scope {
            Scope::Entity(entity) => {
                quote_spanned!(at(&field.ty)=> __writer.rest_of_entity::<#entity>(#value);)
            }
            Scope::Document => {
                let names = sorted(fields).into_iter().map(|field| &field.name);
                quote_spanned!(at(&field.ty)=> __writer.rest_of_document(#value, &[#(#names),*]);)
            }
        }
    });
    quote! {{
        let mut __writer = __p::Writer::new(#capacity);
        #(#writes)*
        #rest
        __writer.finish()
    }}
}

/// The function that writes a field's value.
pub(super) fn encoder(field: &Field) -> TokenStream {
    let ty = &field.ty;
    match field.stored {
        Stored::Serde => quote_spanned!(at(ty)=> __p::encode_with_serde::<#ty>),
        _ => quote_spanned!(at(ty)=> <#ty as __p::Attribute>::encode),
    }
}

/// The value of a field of `self`.
pub(crate) fn of_self(field: &Field) -> Place {
    let ident = &field.ident;
    Place::There(quote!(&self.#ident))
}

fn rest<'f>(fields: &[&'f Field]) -> Option<&'f Field> {
    fields.iter().copied().find(|field| field.stored == Stored::Rest)
}

/// The variable that holds a field while the others are read.
pub(super) fn local(field: &Ident) -> Ident {
    format_ident!("__field_{}", field.unraw())
}

/// An expression of the result of reading `head`, a struct or variant, from `__fields`. `more` initialises fields that
/// are not read.
///
/// Attributes come in the order of their names, so the fields are asked for in that order.
pub(crate) fn decode(
    fields: &[&Field],
    scope: Scope,
    head: &TokenStream,
    more: Option<&TokenStream>,
) -> TokenStream {
    let keep = rest(fields).map(|_| match &scope {
        Scope::Entity(_) => quote!(.keep_rest_of_entity::<Self>()),
        Scope::Document => quote!(.keep_rest_of_document()),
    });
    // Only an item of an entity is whole.
    let is_entity = matches!(scope, Scope::Entity(_));
    let made_up_of = |field: &Field| computed::made_up(field).filter(|_| is_entity);
    let stored = sorted(fields).into_iter().map(|field| match made_up_of(field) {
        Some(_) => computed::variable_of(field),
        None => variable(field),
    });
    // An item from before the attribute was computed.
    let computed = fields.iter().filter_map(|field| {
        let (local, ty, value) = (local(&field.ident), &field.ty, made_up_of(field)?);
        Some(quote_spanned! {at(ty)=>
            let #local: #ty = match #local {
                __p::Option::Some(__value) => __value,
                __p::Option::None => #value,
            };
        })
    });
    // What is left after all others were read.
    let rest = rest(fields).map(|field| {
        let (local, ty) = (local(&field.ident), &field.ty);
        let rest = quote_spanned!(at(ty)=> __reader.rest());
        let rest = found(&quote!(#local), &rest);
        quote_spanned!(at(ty)=> #rest let #local: #ty = #local;)
    });
    let skipped = fields.iter().filter(|field| field.stored == Stored::Skipped).map(|field| {
        let (local, ty) = (local(&field.ident), &field.ty);
        let value = field.default.as_ref().map(made_up);
        let value = value.unwrap_or_else(|| quote_spanned!(at(ty)=> __p::Default::default()));
        quote!(let #local: #ty = #value;)
    });
    let read: Vec<TokenStream> = stored.chain(rest).chain(computed).collect();
    let values = fields.iter().map(|field| {
        let (ident, local) = (&field.ident, local(&field.ident));
        quote!(#ident: #local)
    });
    if read.is_empty() {
        // Nothing can go wrong.
        return quote! {{
            #(#skipped)*
            __p::Result::Ok(#head { #(#values,)* #more })
        }};
    }
    quote! {{
        let mut __reader = __p::Reader::new(__fields)#keep;
        '__read: {
            #(#read)*
            #(#skipped)*
            return __p::Result::Ok(#head { #(#values,)* #more });
        }
        __p::Result::Err(__reader.into_error())
    }}
}

/// The function that reads a field's value.
pub(super) fn decoder(field: &Field) -> TokenStream {
    let ty = &field.ty;
    match field.stored {
        Stored::Serde => quote_spanned!(at(ty)=> __p::decode_with_serde::<#ty>),
        _ => quote_spanned!(at(ty)=> <#ty as __p::Attribute>::decode),
    }
}

/// The statements that read a field from its attribute into its variable.
pub(super) fn variable(field: &Field) -> TokenStream {
    let (local, name, ty) = (local(&field.ident), &field.name, &field.ty);
    let decode = decoder(field);
    let absent = match field.stored {
        Stored::Serde => quote!(__p::nothing::<#ty>),
        _ => quote_spanned!(at(ty)=> <#ty as __p::Attribute>::absent),
    };
    let Some(default) = &field.default else {
        return found(&quote!(#local), &quote_spanned!(at(ty)=> __reader.require(#name, #decode, #absent)));
    };
    let find = found(&quote!(#local), &quote_spanned!(at(ty)=> __reader.find(#name, #decode)));
    let made_up = made_up(default);
    quote! {
        #find
        let #local: #ty = match #local {
            __p::Option::Some(__value) => __value,
            __p::Option::None => #made_up,
        };
    }
}

/// Binds what the reader found. After an error the reader keeps it, and all fields leave by one way: the less code, the
/// less the compiler has to do.
pub(super) fn found(pattern: &TokenStream, value: &TokenStream) -> TokenStream {
    quote! {
        let __p::Option::Some(#pattern) = #value else { break '__read };
    }
}

pub(crate) fn made_up(default: &Default) -> TokenStream {
    match default {
        Default::OfType(span) => quote_spanned!(at(span)=> __p::Default::default()),
        Default::Value(value) => quote!(#value),
    }
}

/// The model of an attribute.
pub(crate) fn attribute_model(field: &Field) -> Option<TokenStream> {
    let (name, ident, ty) = (&field.name, field.ident.unraw().to_string(), &field.ty);
    let has_default = field.default.is_some();
    let (of, optional) = match field.stored {
        Stored::Typed if has_default => {
            (quote_spanned!(at(ty)=> <#ty as __p::Attribute>::TYPE), quote!(true))
        }
        Stored::Typed => (
            quote_spanned!(at(ty)=> <#ty as __p::Attribute>::TYPE),
            quote_spanned!(at(ty)=> <<#ty as __p::Attribute>::Presence as __p::Presence>::OPTIONAL),
        ),
        Stored::Serde => (quote!(__p::AttributeType::Any), quote!(#has_default)),
        Stored::Rest | Stored::Skipped => return None,
    };
    let Some(facts) = facts(field) else {
        return Some(quote!(__p::attribute(#name, #ident, #of, #optional)));
    };
    Some(quote!(__p::attribute_with(#name, #ident, #of, #optional, #facts)))
}

/// What the model says of an attribute besides its name and its type, when there is something to say.
fn facts(field: &Field) -> Option<TokenStream> {
    let facts = &field.facts;
    let role = match facts.role {
        AttributeRole::Lock => Some(quote!(Lock)),
        AttributeRole::Created => Some(quote!(Created)),
        AttributeRole::Updated => Some(quote!(Updated)),
        AttributeRole::Generated => Some(quote!(Generated)),
        AttributeRole::Computed => Some(quote!(Computed)),
        AttributeRole::Ttl { after: None } => Some(quote!(Ttl { after: __p::Option::None })),
        AttributeRole::Ttl { after: Some(seconds) } => {
            Some(quote!(Ttl { after: __p::Option::Some(#seconds) }))
        }
        _ => None,
    };
    let role = role.map(|role| quote!(role: __p::AttributeRole::#role,));
    let read_only = facts.read_only.then(|| quote!(read_only: true,));
    let hidden = facts.hidden.then(|| quote!(hidden: true,));
    let has_default = field.default.is_some().then(|| quote!(has_default: true,));
    let limits = (!facts.limits.is_empty()).then(|| {
        let limits = facts.limits.iter().map(limit);
        quote!(limits: {
            const LIMITS: &[__p::Limit] = &[#(#limits),*];
            LIMITS
        },)
    });
    let computed_from = field.computed.as_ref().map(|computed| {
        let from = computed.from.iter().map(|input| super::text(&input.name));
        quote!(computed_from: {
            const FROM: &[__p::Text] = &[#(#from),*];
            FROM
        },)
    });
    let said = [role, read_only, hidden, has_default, limits, computed_from];
    let said: TokenStream = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| quote!(__p::Facts { #said ..__p::Facts::NONE }))
}

/// The type that a path leads to, and whether the attribute may be absent.
pub(crate) fn path_types(field: &Field, private: &TokenStream) -> Option<(TokenStream, TokenStream)> {
    let ty = &field.ty;
    let (value, presence) = match field.stored {
        Stored::Typed => (
            quote_spanned!(at(ty)=> <#ty as #private::Attribute>::Value),
            quote_spanned!(at(ty)=> <#ty as #private::Attribute>::Presence),
        ),
        Stored::Serde => (quote!(#private::AttributeValue), quote!(#private::Required)),
        Stored::Rest | Stored::Skipped => return None,
    };
    let presence = if field.default.is_some() { quote!(#private::Optional) } else { presence };
    Some((value, presence))
}

fn limit(limit: &Limit) -> TokenStream {
    let number = |number: &LimitNumber| {
        let (coefficient, scale) = (number.coefficient, number.scale);
        quote!(__p::LimitNumber { coefficient: #coefficient, scale: #scale })
    };
    let limit = match limit {
        Limit::Least(least) => {
            let least = number(least);
            quote!(Least(#least))
        }
        Limit::Most(most) => {
            let most = number(most);
            quote!(Most(#most))
        }
        Limit::Shortest(least) => quote!(Shortest(#least)),
        Limit::Longest(most) => quote!(Longest(#most)),
        Limit::LeastBytes(least) => quote!(LeastBytes(#least)),
        Limit::MostBytes(most) => quote!(MostBytes(#most)),
        Limit::Pattern(pattern) => quote!(Pattern(__p::Cow::Borrowed(#pattern))),
        // The attributes of fields give no others.
        _ => quote!(Shortest(0)),
    };
    quote!(__p::Limit::#limit)
}
