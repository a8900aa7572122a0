//! Mappings of the table's stream to the functions that read it.
//!
//! See <https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html>.

use super::Value;
use super::cloudformation::{attribute_of_table, reference};
use crate::design::{Consumer, Design, StreamEvent, StreamView, TableOptions};
use crate::names::pascal_case;

/// The parameter with the function's ARN.
pub(super) fn parameter(consumer: &Consumer) -> String {
    format!("{}FunctionArn", pascal_case(&consumer.name))
}

/// The parameter with the place that is told what is given up.
pub(super) fn failures(consumer: &Consumer) -> String {
    format!("{}FailureArn", pascal_case(&consumer.name))
}

pub(super) fn resource(design: &Design, options: &TableOptions, consumer: &Consumer) -> (String, Value) {
    let mut properties = vec![
        ("EventSourceArn", attribute_of_table("StreamArn")),
        ("FunctionName", reference(&parameter(consumer))),
        ("StartingPosition", Value::text(if consumer.from_latest { "LATEST" } else { "TRIM_HORIZON" })),
    ];
    properties.extend(consumer.batch.map(|batch| ("BatchSize", Value::number(batch))));
    let numbers = [
        ("MaximumBatchingWindowInSeconds", consumer.window),
        ("ParallelizationFactor", consumer.parallel),
        ("MaximumRetryAttempts", consumer.retries),
        ("MaximumRecordAgeInSeconds", consumer.max_age),
    ];
    for (name, number) in numbers {
        properties.extend(number.map(|number| (name, Value::number(number))));
    }
    properties.push(("BisectBatchOnFunctionError", Value::Bool(consumer.bisects)));
    if consumer.tells_failures {
        let place = Value::object([("Destination", reference(&failures(consumer)))]);
        properties.push(("DestinationConfig", Value::object([("OnFailure", place)])));
    }
    if consumer.reports_failures {
        properties.push(("FunctionResponseTypes", Value::List(vec![Value::text("ReportBatchItemFailures")])));
    }
    let filters = filters(design, options, consumer);
    if !filters.is_empty() {
        properties.push(("FilterCriteria", Value::object([("Filters", Value::List(filters))])));
    }
    let resource = Value::object([
        ("Type", Value::text("AWS::Lambda::EventSourceMapping")),
        ("Properties", Value::object(properties)),
    ]);
    (format!("{}Mapping", pascal_case(&consumer.name)), resource)
}

/// One filter per event. The kind of the item is in the image that the event has; where the stream holds no such image,
/// only the event is filtered, and the function tells the kinds apart by the keys.
fn filters(design: &Design, options: &TableOptions, consumer: &Consumer) -> Vec<Value> {
    const ALL: [StreamEvent; 3] = [StreamEvent::Insert, StreamEvent::Modify, StreamEvent::Remove];
    if consumer.entities.is_empty() && consumer.events.is_empty() {
        return Vec::new();
    }
    let events =
        ALL.into_iter().filter(|event| consumer.events.is_empty() || consumer.events.contains(event));
    let filter = |event| {
        let mut members = vec![("eventName", Value::List(vec![Value::text(name(event))]))];
        if let (Some(attribute), Some(image), false) =
            (&design.table.kind_attribute, image(event, options.stream), consumer.entities.is_empty())
        {
            let is_consumed = |name: &String| consumer.entities.contains(name);
            let kinds = design.entities.iter().filter(|entity| is_consumed(&entity.name));
            let kinds = Value::List(kinds.map(|entity| Value::text(&entity.kind)).collect());
            let kind = Value::object([(attribute.clone().into_owned(), Value::object([("S", kinds)]))]);
            members.push(("dynamodb", Value::object([(image, kind)])));
        }
        Value::object([("Pattern", Value::text(Value::object(members).to_json_line()))])
    };
    events.map(filter).collect()
}

fn name(event: StreamEvent) -> &'static str {
    match event {
        StreamEvent::Insert => "INSERT",
        StreamEvent::Modify => "MODIFY",
        StreamEvent::Remove => "REMOVE",
    }
}

/// The image of an event that the stream holds.
fn image(event: StreamEvent, view: Option<StreamView>) -> Option<&'static str> {
    let (has_new, has_old) = match view? {
        StreamView::KeysOnly => (false, false),
        StreamView::NewImage => (true, false),
        StreamView::OldImage => (false, true),
        StreamView::NewAndOldImages => (true, true),
    };
    match event {
        StreamEvent::Insert | StreamEvent::Modify if has_new => Some("NewImage"),
        StreamEvent::Modify | StreamEvent::Remove if has_old => Some("OldImage"),
        _ => None,
    }
}
