//! DynamoDB Local with tables of one's own, where tests name their tables alike.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use dynamo_model::api::{Request, Response, TransactWriteItem};
use dynamo_model::{Backend, CallFuture, IntoBackend, PauseFuture};
use dynamo_tests::DynamoDbLocal;

/// Stands where the generated tests make an engine.
pub(crate) struct Mock;

impl Mock {
    /// DynamoDB Local with tables that no other one has; the engine where it cannot run.
    #[allow(clippy::new_ret_no_self, reason = "it stands for the engine")]
    pub(crate) fn new() -> OwnTables {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let prefix = format!("spec{}-", NUMBER.fetch_add(1, Ordering::Relaxed));
        let backend = match DynamoDbLocal::shared() {
            Some(server) => server.backend().into_backend(),
            None => dynamo_mock::Mock::new().into_backend(),
        };
        OwnTables { prefix, backend }
    }
}

/// A backend whose tables have a prefix, which nobody sees.
pub(crate) struct OwnTables {
    prefix: String,
    backend: Arc<dyn Backend>,
}

impl OwnTables {
    fn own(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    fn all_own<V>(&self, tables: BTreeMap<String, V>) -> BTreeMap<String, V> {
        tables.into_iter().map(|(name, value)| (self.own(&name), value)).collect()
    }

    fn as_asked<V>(&self, tables: BTreeMap<String, V>) -> BTreeMap<String, V> {
        let named = |name: String| name.strip_prefix(&self.prefix).map(str::to_owned).unwrap_or(name);
        tables.into_iter().map(|(name, value)| (named(name), value)).collect()
    }

    fn renamed(&self, mut request: Request) -> Request {
        match &mut request {
            Request::CreateTable(input) => input.table_name = self.own(&input.table_name).into(),
            Request::DescribeTable(input) => input.table_name = self.own(&input.table_name).into(),
            Request::UpdateTimeToLive(input) => input.table_name = self.own(&input.table_name).into(),
            Request::DescribeTimeToLive(input) => input.table_name = self.own(&input.table_name).into(),
            Request::PutItem(input) => input.table_name = self.own(&input.table_name).into(),
            Request::GetItem(input) => input.table_name = self.own(&input.table_name).into(),
            Request::UpdateItem(input) => input.table_name = self.own(&input.table_name).into(),
            Request::DeleteItem(input) => input.table_name = self.own(&input.table_name).into(),
            Request::Query(input) => input.table_name = self.own(&input.table_name).into(),
            Request::Scan(input) => input.table_name = self.own(&input.table_name).into(),
            Request::BatchGetItem(input) => {
                input.request_items = self.all_own(std::mem::take(&mut input.request_items));
            }
            Request::BatchWriteItem(input) => {
                input.request_items = self.all_own(std::mem::take(&mut input.request_items));
            }
            Request::TransactGetItems(input) => {
                for item in &mut input.transact_items {
                    item.table_name = self.own(&item.table_name).into();
                }
            }
            Request::TransactWriteItems(input) => {
                // Tokens are known to all tables of a server, and one stands for one request.
                if let Some(token) = &mut input.client_request_token {
                    let mut hasher = DefaultHasher::new();
                    (&self.prefix, &*token).hash(&mut hasher);
                    *token = format!("{:x}", hasher.finish());
                }
                for item in &mut input.transact_items {
                    let name = match item {
                        TransactWriteItem::Put(put) => &mut put.table_name,
                        TransactWriteItem::Update(update) => &mut update.table_name,
                        TransactWriteItem::Delete(delete) => &mut delete.table_name,
                        TransactWriteItem::ConditionCheck(check) => &mut check.table_name,
                    };
                    *name = self.own(name).into();
                }
            }
            other => panic!("no table of its own for {}", other.action()),
        }
        request
    }

    fn answered(&self, mut response: Response) -> Response {
        match &mut response {
            Response::BatchGetItem(output) => {
                output.responses = self.as_asked(std::mem::take(&mut output.responses));
                output.unprocessed_keys = self.as_asked(std::mem::take(&mut output.unprocessed_keys));
            }
            Response::BatchWriteItem(output) => {
                output.unprocessed_items = self.as_asked(std::mem::take(&mut output.unprocessed_items));
            }
            _ => {}
        }
        response
    }
}

impl Backend for OwnTables {
    fn call(&self, request: Request) -> CallFuture<'_> {
        let answer = self.backend.call(self.renamed(request));
        Box::pin(async move { Ok(self.answered(answer.await?)) })
    }

    fn pause(&self, duration: Duration) -> PauseFuture<'_> {
        self.backend.pause(duration)
    }
}
