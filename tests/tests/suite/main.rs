//! Every action of the API, on every backend.

mod batch;
mod delete_item;
mod errors;
mod get_item;
mod local;
mod put_item;
mod query;
mod scan;
mod shop;
mod table;
mod transaction;
mod typed;
mod update_item;
