//! The actions of the API, one file each. A file lists the action's rules in the order in which the service
//! checks them: first those that the request alone shows, then those that need the table, then those that need
//! the item.

mod condition;
mod create_table;
mod delete_item;
mod delete_table;
mod describe_table;
mod get_item;
mod key_condition;
mod page;
mod put_item;
mod query;
mod scan;
mod select;
mod start_key;
mod table_definition;
mod table_description;
mod table_name;
mod target;
mod update_item;

pub(crate) use create_table::create_table;
pub(crate) use delete_item::delete_item;
pub(crate) use delete_table::delete_table;
pub(crate) use describe_table::describe_table;
pub(crate) use get_item::get_item;
pub(crate) use put_item::put_item;
pub(crate) use query::query;
pub(crate) use scan::scan;
pub(crate) use update_item::update_item;
