//! The engine from outside: one module per action, and one each for what several actions share.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod batch;
mod condition;
mod condition_table;
mod create_table;
mod delete_item;
mod depth;
mod fixture;
mod get_item;
mod item_collection;
mod mock;
mod multi_attribute_key;
mod property;
mod put_item;
mod query;
mod resource_name;
mod scan;
mod settings;
mod stream;
mod time_to_live;
mod transaction;
mod update_item;
mod update_table;
mod vector;
mod wording;
