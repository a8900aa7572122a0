//! The typed API, on every backend.

mod attributes;
mod batches;
mod board;
mod collections;
mod conditions_agree;
mod cursors;
mod decorators;
mod expressions;
mod index_keys_agree;
mod indexes;
mod keys;
mod loaded;
mod model;
mod move_to;
mod natural_keys;
mod outcomes;
mod ownership;
mod partial_items;
mod projections;
mod reads;
mod refetch;
mod transact;
mod transactions;
mod unique;
mod update_with;
mod verbs;
