//! The actions of the API, one file each. A file lists the action's rules in the order in which the service
//! checks them: first those that the request alone shows, then those that need the table, then those that need
//! the item.

mod batch_get_item;
mod batch_write_item;
mod create_table;
mod delete_item;
mod delete_table;
mod describe_table;
mod get_item;
mod key_condition;
mod page;
mod put_item;
mod query;
mod read;
mod scan;
mod select;
mod start_key;
mod table_definition;
mod table_description;
mod table_name;
mod target;
mod transact_get_items;
mod transact_write_items;
mod transaction;
mod update_item;
mod write;

pub(crate) use batch_get_item::batch_get_item;
pub(crate) use batch_write_item::batch_write_item;
pub(crate) use create_table::create_table;
pub(crate) use delete_item::delete_item;
pub(crate) use delete_table::delete_table;
pub(crate) use describe_table::describe_table;
pub(crate) use get_item::get_item;
pub(crate) use put_item::put_item;
pub(crate) use query::query;
pub(crate) use scan::scan;
pub(crate) use transact_get_items::transact_get_items;
pub(crate) use transact_write_items::{Tokens, transact_write_items};
pub(crate) use update_item::update_item;
