//! Every action of the API, on every backend.

#![allow(clippy::unwrap_used, reason = "a panic fails the test, in its helpers as well")]

mod batch;
mod conformance;
mod delete_item;
mod differential;
mod documents;
mod errors;
mod generated;
mod get_item;
mod goldens;
mod hostile;
mod item_collection;
mod legacy;
mod list_tables;
mod local;
mod put_item;
mod query;
mod raw;
mod scan;
mod sdk;
mod server;
mod settings;
mod shop;
mod specs;
mod stream;
mod table;
mod time_to_live;
mod tools;
mod transaction;
mod typed;
mod update_item;
mod update_table;
mod vector;
