//! Taking parts out of a batch, to be answered as unprocessed.

use std::collections::BTreeMap;

use dynamo_model::api::{
    BatchGetItemOutput, BatchWriteItemOutput, KeysAndAttributes, Request, Response, WriteRequest,
};

/// The parts of a batch that were left out.
pub(super) enum Unprocessed {
    Keys(BTreeMap<String, KeysAndAttributes>),
    Writes(BTreeMap<String, Vec<WriteRequest>>),
}

/// Takes the parts that are struck out of a batch; `None` when the request is none. There is an entry for every
/// part of every table, in the order of the tables' names.
pub(super) fn take(request: &mut Request, struck: &[bool]) -> Option<Unprocessed> {
    let mut struck = struck.iter();
    let mut taken = || struck.next().copied().unwrap_or_default();
    match request {
        Request::BatchGetItem(input) => {
            let mut left = BTreeMap::new();
            for (table, wanted) in &mut input.request_items {
                let keys = wanted.keys.extract_if(.., |_| taken()).collect::<Vec<_>>();
                if !keys.is_empty() {
                    left.insert(table.clone(), KeysAndAttributes { keys, ..wanted.clone() });
                }
            }
            input.request_items.retain(|_, wanted| !wanted.keys.is_empty());
            Some(Unprocessed::Keys(left))
        }
        Request::BatchWriteItem(input) => {
            let mut left = BTreeMap::new();
            for (table, writes) in &mut input.request_items {
                let writes = writes.extract_if(.., |_| taken()).collect::<Vec<_>>();
                if !writes.is_empty() {
                    left.insert(table.clone(), writes);
                }
            }
            input.request_items.retain(|_, writes| !writes.is_empty());
            Some(Unprocessed::Writes(left))
        }
        _ => None,
    }
}

/// Whether nothing of a batch is left.
pub(super) fn is_empty(request: &Request) -> bool {
    match request {
        Request::BatchGetItem(input) => input.request_items.is_empty(),
        Request::BatchWriteItem(input) => input.request_items.is_empty(),
        _ => false,
    }
}

impl Unprocessed {
    /// The answer to a batch of which nothing was done.
    pub(super) fn into_response(self) -> Response {
        match self {
            Self::Keys(unprocessed_keys) => {
                BatchGetItemOutput { unprocessed_keys, ..BatchGetItemOutput::default() }.into()
            }
            Self::Writes(unprocessed_items) => {
                BatchWriteItemOutput { unprocessed_items, ..BatchWriteItemOutput::default() }.into()
            }
        }
    }

    /// Adds the parts to those that the backend left out itself.
    pub(super) fn add_to(self, response: &mut Response) {
        match (self, response) {
            (Self::Keys(left), Response::BatchGetItem(output)) => {
                for (table, mut wanted) in left {
                    match output.unprocessed_keys.get_mut(&table) {
                        Some(found) => found.keys.append(&mut wanted.keys),
                        None => {
                            output.unprocessed_keys.insert(table, wanted);
                        }
                    }
                }
            }
            (Self::Writes(left), Response::BatchWriteItem(output)) => {
                for (table, writes) in left {
                    output.unprocessed_items.entry(table).or_default().extend(writes);
                }
            }
            // The backend answers the action that it was asked.
            _ => {}
        }
    }
}
