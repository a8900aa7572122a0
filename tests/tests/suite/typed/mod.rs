//! The typed API, on every backend.

mod attributes;
mod conditions_agree;
mod cursors;
mod decorators;
mod expressions;
mod index_keys_agree;
mod indexes;
mod keys;
mod model;
mod natural_keys;
mod outcomes;
mod ownership;
mod projections;
mod reads;
mod transactions;
mod verbs;
