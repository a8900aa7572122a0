//! The actions on items: each with the way in which it goes through the SDK.
//!
//! With this crate's own codec the SDK's input holds no more than what the SDK itself looks at, which is what it
//! resolves endpoints by: the names of the tables.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::{
    batch_get_item, batch_write_item, delete_item, get_item, put_item, query, scan, transact_get_items,
    transact_write_items, update_item,
};
use aws_sdk_dynamodb::types;
use aws_smithy_runtime_api::client::interceptors::context::{Error, Output};

use super::codec::{Codec, Operation};
use super::error::{failed, not_built};
use super::{AwsBackend, batch, item, query as pages, transaction};
use crate::api::{
    BatchGetItemInput, BatchWriteItemInput, DeleteItemInput, GetItemInput, PutItemInput, QueryInput,
    Response, ScanInput, TransactGetItemsInput, TransactWriteItemsInput, UpdateItemInput,
};
use crate::{BackendError, CallFuture};

/// A function per action, which sends its requests: the SDK's output and error, the two conversions of the SDK's types,
/// and a builder of the SDK's with the names of the tables and no more.
macro_rules! actions {
    ($($action:ident($given:ty): $module:ident::{$output:ident, $error:ident}, $write:path, $read:path,
        |$client:ident, $input:ident| $lean:expr;)*) => {$(
        pub(super) fn $action(backend: &AwsBackend, $input: $given) -> CallFuture<'_> {
            let $client = &backend.client;
            if backend.sdk_types {
                return Box::pin(async move {
                    let output = $write($client, $input)?.send().await.map_err(failed)?;
                    $read(output).map(Response::from)
                });
            }
            let lean = $lean;
            let operation = Operation {
                empty: || Output::erase($module::$output::builder().build()),
                unreadable: |error| Error::erase($module::$error::unhandled(error)),
            };
            let codec = Codec::new($input.into(), operation);
            Box::pin(async move {
                let call = lean.customize().interceptor(codec.clone());
                let output = call.send().await.map_err(failed)?;
                match codec.answer() {
                    Some(answer) if output == $module::$output::builder().build() => Ok(answer),
                    // An interceptor of the application's put a deserialiser of its own in.
                    _ => $read(output).map(Response::from),
                }
            })
        }
    )*};
}

/// The value, unless the SDK refuses to build it: then nothing is sent.
macro_rules! built {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return Box::pin(std::future::ready(Err(error))),
        }
    };
}

actions! {
    get_item(GetItemInput): get_item::{GetItemOutput, GetItemError}, item::get, item::got,
        |client, input| client.get_item().table_name(&*input.table_name);
    put_item(PutItemInput): put_item::{PutItemOutput, PutItemError}, item::put, item::was_put,
        |client, input| client.put_item().table_name(&*input.table_name);
    update_item(UpdateItemInput): update_item::{UpdateItemOutput, UpdateItemError}, item::update, item::updated,
        |client, input| client.update_item().table_name(&*input.table_name);
    delete_item(DeleteItemInput): delete_item::{DeleteItemOutput, DeleteItemError}, item::delete, item::deleted,
        |client, input| client.delete_item().table_name(&*input.table_name);
    query(QueryInput): query::{QueryOutput, QueryError}, pages::query, pages::queried,
        |client, input| client.query().table_name(&*input.table_name);
    scan(ScanInput): scan::{ScanOutput, ScanError}, pages::scan, pages::scanned,
        |client, input| client.scan().table_name(&*input.table_name);
    batch_get_item(BatchGetItemInput):
        batch_get_item::{BatchGetItemOutput, BatchGetItemError}, batch::get, batch::got,
        |client, input| {
            let tables = input.request_items.keys().map(|table| Ok((table.clone(), no_keys()?)));
            let tables: Result<_, BackendError> = tables.collect();
            client.batch_get_item().set_request_items(Some(built!(tables)))
        };
    batch_write_item(BatchWriteItemInput):
        batch_write_item::{BatchWriteItemOutput, BatchWriteItemError}, batch::write, batch::written,
        |client, input| {
            let tables = input.request_items.keys().map(|table| (table.clone(), Vec::new()));
            client.batch_write_item().set_request_items(Some(tables.collect()))
        };
    transact_get_items(TransactGetItemsInput):
        transact_get_items::{TransactGetItemsOutput, TransactGetItemsError}, transaction::get, transaction::got,
        |client, input| {
            let tables = distinct(input.transact_items.iter().map(|get| &*get.table_name));
            let reads: Result<_, BackendError> = tables.into_iter().map(read_of).collect();
            client.transact_get_items().set_transact_items(Some(built!(reads)))
        };
    transact_write_items(TransactWriteItemsInput):
        transact_write_items::{TransactWriteItemsOutput, TransactWriteItemsError},
        transaction::write, transaction::written,
        |client, input| {
            let tables = distinct(input.transact_items.iter().map(|write| &**write.table_name()));
            let writes: Result<_, BackendError> = tables.into_iter().map(write_of).collect();
            let transaction = client.transact_write_items().set_transact_items(Some(built!(writes)));
            transaction.set_client_request_token(input.client_request_token.clone())
        };
}

/// The names in the order in which they come first.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut distinct = Vec::new();
    for name in names {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

fn no_keys() -> Result<types::KeysAndAttributes, BackendError> {
    types::KeysAndAttributes::builder().set_keys(Some(Vec::new())).build().map_err(not_built)
}

fn read_of(table: &str) -> Result<types::TransactGetItem, BackendError> {
    let get = types::Get::builder().table_name(table).set_key(Some(HashMap::new()));
    Ok(types::TransactGetItem::builder().get(get.build().map_err(not_built)?).build())
}

fn write_of(table: &str) -> Result<types::TransactWriteItem, BackendError> {
    let delete = types::Delete::builder().table_name(table).set_key(Some(HashMap::new()));
    Ok(types::TransactWriteItem::builder().delete(delete.build().map_err(not_built)?).build())
}
