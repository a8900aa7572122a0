//! Asking for capacity on behalf of a caller who did not, and taking it out of the answer again.

use dynamo_model::api::{ConsumedCapacity, Request, Response, ReturnConsumedCapacity};

/// Asks for all there is, and returns what the request asked for; `None` when the action has no capacity.
pub(super) fn ask(request: &mut Request) -> Option<ReturnConsumedCapacity> {
    let wanted = match request {
        Request::GetItem(input) => &mut input.return_consumed_capacity,
        Request::PutItem(input) => &mut input.return_consumed_capacity,
        Request::UpdateItem(input) => &mut input.return_consumed_capacity,
        Request::DeleteItem(input) => &mut input.return_consumed_capacity,
        Request::Query(input) => &mut input.return_consumed_capacity,
        Request::Scan(input) => &mut input.return_consumed_capacity,
        Request::BatchGetItem(input) => &mut input.return_consumed_capacity,
        Request::BatchWriteItem(input) => &mut input.return_consumed_capacity,
        Request::TransactGetItems(input) => &mut input.return_consumed_capacity,
        Request::TransactWriteItems(input) => &mut input.return_consumed_capacity,
        _ => return None,
    };
    Some(wanted.replace(ReturnConsumedCapacity::Indexes).unwrap_or(ReturnConsumedCapacity::None))
}

/// The capacity that a response reports.
pub(super) fn reported(response: &Response) -> Vec<ConsumedCapacity> {
    match response {
        Response::GetItem(output) => output.consumed_capacity.iter().cloned().collect(),
        Response::PutItem(output) => output.consumed_capacity.iter().cloned().collect(),
        Response::UpdateItem(output) => output.consumed_capacity.iter().cloned().collect(),
        Response::DeleteItem(output) => output.consumed_capacity.iter().cloned().collect(),
        Response::Query(output) => output.consumed_capacity.iter().cloned().collect(),
        Response::Scan(output) => output.consumed_capacity.iter().cloned().collect(),
        Response::BatchGetItem(output) => output.consumed_capacity.clone(),
        Response::BatchWriteItem(output) => output.consumed_capacity.clone(),
        Response::TransactGetItems(output) => output.consumed_capacity.clone(),
        Response::TransactWriteItems(output) => output.consumed_capacity.clone(),
        _ => Vec::new(),
    }
}

/// Leaves as much of the report as the caller asked for.
pub(super) fn strip(response: &mut Response, wanted: ReturnConsumedCapacity) {
    let one = |report: &mut Option<ConsumedCapacity>| {
        let mut reports = report.take().into_iter().collect();
        reduce(&mut reports, wanted);
        *report = reports.pop();
    };
    match response {
        Response::GetItem(output) => one(&mut output.consumed_capacity),
        Response::PutItem(output) => one(&mut output.consumed_capacity),
        Response::UpdateItem(output) => one(&mut output.consumed_capacity),
        Response::DeleteItem(output) => one(&mut output.consumed_capacity),
        Response::Query(output) => one(&mut output.consumed_capacity),
        Response::Scan(output) => one(&mut output.consumed_capacity),
        Response::BatchGetItem(output) => reduce(&mut output.consumed_capacity, wanted),
        Response::BatchWriteItem(output) => reduce(&mut output.consumed_capacity, wanted),
        Response::TransactGetItems(output) => reduce(&mut output.consumed_capacity, wanted),
        Response::TransactWriteItems(output) => reduce(&mut output.consumed_capacity, wanted),
        _ => {}
    }
}

fn reduce(reports: &mut Vec<ConsumedCapacity>, wanted: ReturnConsumedCapacity) {
    match wanted {
        ReturnConsumedCapacity::Indexes => {}
        ReturnConsumedCapacity::None => reports.clear(),
        ReturnConsumedCapacity::Total => {
            for report in reports {
                report.table = None;
                report.local_secondary_indexes.clear();
                report.global_secondary_indexes.clear();
                report.vector_indexes.clear();
            }
        }
    }
}
