//! A web shop in one table, from a spec.
//!
//! `spec/shop.toml` says what is stored and how it is used; `build.rs` makes Rust of it, with a method for each access
//! pattern, and the spec's items to try it on; [`tour`] calls them all.

/// What is generated from the spec.
pub mod shop {
    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}

pub mod tour;

#[cfg(test)]
mod tests;
