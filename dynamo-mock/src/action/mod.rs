//! The actions of the API, one file each; those that show and change one setting share one. A file lists the action's rules in the order in which the service
//! checks them: first those that the request alone shows, then those that need the table, then those that need
//! the item.

mod account;
mod batch_get_item;
mod batch_write_item;
mod continuous_backups;
mod contributor_insights;
mod create_table;
mod delete_item;
mod delete_table;
mod describe_table;
mod get_item;
mod key_condition;
mod list_tables;
mod page;
mod put_item;
mod query;
mod read;
mod resource;
mod resource_policy;
mod scan;
mod select;
mod start_key;
mod table_definition;
mod table_description;
mod table_name;
mod tag;
mod target;
mod time_to_live;
mod transact_get_items;
mod transact_write_items;
mod transaction;
mod update_item;
mod write;

pub(crate) use account::{describe_endpoints, describe_limits};
pub(crate) use batch_get_item::batch_get_item;
pub(crate) use batch_write_item::batch_write_item;
pub(crate) use continuous_backups::{describe_continuous_backups, update_continuous_backups};
pub(crate) use contributor_insights::{describe_contributor_insights, update_contributor_insights};
pub(crate) use create_table::create_table;
pub(crate) use delete_item::delete_item;
pub(crate) use delete_table::delete_table;
pub(crate) use describe_table::describe_table;
pub(crate) use get_item::get_item;
pub(crate) use list_tables::list_tables;
pub(crate) use put_item::put_item;
pub(crate) use query::query;
pub(crate) use resource_policy::{delete_resource_policy, get_resource_policy, put_resource_policy};
pub(crate) use scan::scan;
pub(crate) use tag::{list_tags_of_resource, tag_resource, untag_resource};
pub(crate) use time_to_live::{describe_time_to_live, update_time_to_live};
pub(crate) use transact_get_items::transact_get_items;
pub(crate) use transact_write_items::{Tokens, transact_write_items};
pub(crate) use update_item::update_item;
