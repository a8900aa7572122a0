//! CloudWatch alarms.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html>.

use super::Value;
use super::cloudformation::{TABLE, reference};
use crate::design::{Alarms, Billing, Design, TableOptions, Verb};

/// Whether the alarms go to a topic.
pub(super) fn need_topic(alarms: &Alarms) -> bool {
    let has_any =
        alarms.throttles || alarms.system_errors || alarms.latency.is_some() || alarms.capacity.is_some();
    alarms.has_topic && has_any
}

/// The alarms that are asked for. Where nothing is reserved, none is about reserved capacity.
pub(super) fn resources(design: &Design, options: &TableOptions, alarms: &Alarms) -> Vec<(String, Value)> {
    let mut resources = Vec::new();
    if alarms.throttles {
        for kind in ["Read", "Write"] {
            let metric = format!("{kind}ThrottleEvents");
            let description = format!("{kind} requests of the table are throttled.");
            let of_metric = vec![
                ("Namespace", Value::text("AWS/DynamoDB")),
                ("MetricName", Value::text(&metric)),
                ("Dimensions", Value::List(vec![dimension("TableName", reference(TABLE))])),
                ("Statistic", Value::text("Sum")),
                ("Period", Value::number(60)),
            ];
            resources.push((format!("{kind}ThrottleAlarm"), alarm(alarms, &description, 0, of_metric)));
        }
    }
    if alarms.system_errors {
        let metrics = vec![("Metrics", Value::List(system_errors(design)))];
        resources
            .push(("SystemErrorAlarm".to_owned(), alarm(alarms, "DynamoDB fails to answer.", 0, metrics)));
    }
    if let Some(latency) = alarms.latency {
        for operation in operations(design) {
            let description = format!("{operation} takes more than {latency} ms in the mean.");
            let dimensions = of_operation(operation);
            let metric = vec![
                ("Namespace", Value::text("AWS/DynamoDB")),
                ("MetricName", Value::text("SuccessfulRequestLatency")),
                ("Dimensions", Value::List(dimensions)),
                ("Statistic", Value::text("Average")),
                ("Period", Value::number(60)),
            ];
            resources
                .push((format!("{operation}LatencyAlarm"), alarm(alarms, &description, latency, metric)));
        }
    }
    if let (Some(capacity), Billing::Provisioned { .. }) = (alarms.capacity, &options.billing) {
        for kind in ["Read", "Write"] {
            let description = format!("More than {capacity} % of the reserved {kind} capacity are in use.");
            let metrics = vec![("Metrics", Value::List(used(kind)))];
            resources.push((format!("{kind}CapacityAlarm"), alarm(alarms, &description, capacity, metrics)));
        }
    }
    resources
}

fn alarm(alarms: &Alarms, description: &str, threshold: u64, metric: Vec<(&'static str, Value)>) -> Value {
    let mut properties = vec![("AlarmDescription", Value::text(description))];
    properties.extend(metric);
    properties.extend([
        ("EvaluationPeriods", Value::number(5)),
        ("DatapointsToAlarm", Value::number(3)),
        ("Threshold", Value::number(threshold)),
        ("ComparisonOperator", Value::text("GreaterThanThreshold")),
        ("TreatMissingData", Value::text("notBreaching")),
    ]);
    if need_topic(alarms) {
        properties.push(("AlarmActions", Value::List(vec![reference("AlarmTopicArn")])));
    }
    Value::object([
        ("Type", Value::text("AWS::CloudWatch::Alarm")),
        ("Properties", Value::object(properties)),
    ])
}

fn dimension(name: &str, value: Value) -> Value {
    Value::object([("Name", Value::text(name)), ("Value", value)])
}

fn of_operation(operation: &str) -> Vec<Value> {
    vec![dimension("TableName", reference(TABLE)), dimension("Operation", Value::text(operation))]
}

/// What is used in a second, in per cent of what is reserved.
fn used(kind: &str) -> Vec<Value> {
    let metric = |id: &str, name: &str, statistic: &str| {
        let metric = Value::object([
            ("Namespace", Value::text("AWS/DynamoDB")),
            ("MetricName", Value::text(format!("{name}{kind}CapacityUnits"))),
            ("Dimensions", Value::List(vec![dimension("TableName", reference(TABLE))])),
        ]);
        let stat = Value::object([
            ("Metric", metric),
            ("Period", Value::number(300)),
            ("Stat", Value::text(statistic)),
        ]);
        Value::object([("Id", Value::text(id)), ("MetricStat", stat), ("ReturnData", Value::Bool(false))])
    };
    vec![
        Value::object([
            ("Id", Value::text("used")),
            ("Expression", Value::text("100 * consumed / PERIOD(consumed) / provisioned")),
            ("Label", Value::text("Per cent of the reserved capacity")),
            ("ReturnData", Value::Bool(true)),
        ]),
        metric("consumed", "Consumed", "Sum"),
        metric("provisioned", "Provisioned", "Average"),
    ]
}

/// System errors are counted per operation, so the alarm is on their sum.
fn system_errors(design: &Design) -> Vec<Value> {
    let mut metrics = vec![Value::object([
        ("Id", Value::text("errors")),
        ("Expression", Value::text("SUM(METRICS())")),
        ("Label", Value::text("System errors")),
        ("ReturnData", Value::Bool(true)),
    ])];
    for (at, operation) in operations(design).into_iter().enumerate() {
        let metric = Value::object([
            ("Namespace", Value::text("AWS/DynamoDB")),
            ("MetricName", Value::text("SystemErrors")),
            ("Dimensions", Value::List(of_operation(operation))),
        ]);
        let stat =
            Value::object([("Metric", metric), ("Period", Value::number(60)), ("Stat", Value::text("Sum"))]);
        metrics.push(Value::object([
            ("Id", Value::text(format!("operation{at}"))),
            ("MetricStat", stat),
            ("ReturnData", Value::Bool(false)),
        ]));
    }
    metrics
}

/// The operations of the access patterns in a fixed order, or the usual ones when there are no patterns.
fn operations(design: &Design) -> Vec<&'static str> {
    const ALL: [(&str, &[Verb]); 9] = [
        ("GetItem", &[Verb::Get, Verb::GetUnique]),
        ("BatchGetItem", &[Verb::BatchGet]),
        ("Query", &[Verb::Query]),
        ("Scan", &[Verb::Scan]),
        ("PutItem", &[Verb::Put, Verb::Create]),
        ("UpdateItem", &[Verb::Update, Verb::Upsert]),
        ("DeleteItem", &[Verb::Delete]),
        ("BatchWriteItem", &[Verb::BatchWrite]),
        ("TransactWriteItems", &[Verb::TransactWrite]),
    ];
    let is_used = |verbs: &[Verb]| design.patterns.iter().any(|pattern| verbs.contains(&pattern.verb));
    let used = ALL.iter().filter(|(_, verbs)| design.patterns.is_empty() || is_used(verbs));
    let mut used: Vec<&str> = used.map(|(operation, _)| *operation).collect();
    // What few tables need is not among the usual ones.
    for (operation, verb) in [("TransactGetItems", Verb::TransactGet), ("SearchVectors", Verb::SearchVectors)]
    {
        if is_used(&[verb]) {
            used.push(operation);
        }
    }
    used
}
