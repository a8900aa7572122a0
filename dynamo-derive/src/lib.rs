//! Derive macros for typed single-table DynamoDB entities.

use proc_macro::TokenStream;

/// Derives a table.
#[proc_macro_derive(DynamoTable, attributes(dynamo))]
pub fn table(_: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Derives an entity.
#[proc_macro_derive(DynamoEntity, attributes(dynamo))]
pub fn entity(_: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// Derives an attribute type.
#[proc_macro_derive(DynamoAttribute, attributes(dynamo))]
pub fn attribute(_: TokenStream) -> TokenStream {
    TokenStream::new()
}
