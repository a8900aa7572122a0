//! CloudWatch alarms.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html>.

use super::Value;
use super::cloudformation::{TABLE, reference};
use crate::design::{Design, Verb};

/// Whether the alarms go to a topic.
pub(super) fn need_topic(design: &Design) -> bool {
    design.alarms.has_topic && (design.alarms.throttles || design.alarms.system_errors)
}

/// The alarms that the design asks for.
pub(super) fn resources(design: &Design) -> Vec<(String, Value)> {
    let mut resources = Vec::new();
    if design.alarms.throttles {
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
            resources.push((format!("{kind}ThrottleAlarm"), alarm(design, &description, of_metric)));
        }
    }
    if design.alarms.system_errors {
        let metrics = vec![("Metrics", Value::List(system_errors(design)))];
        resources.push(("SystemErrorAlarm".to_owned(), alarm(design, "DynamoDB fails to answer.", metrics)));
    }
    resources
}

fn alarm(design: &Design, description: &str, metric: Vec<(&'static str, Value)>) -> Value {
    let mut properties = vec![("AlarmDescription", Value::text(description))];
    properties.extend(metric);
    properties.extend([
        ("EvaluationPeriods", Value::number(5)),
        ("DatapointsToAlarm", Value::number(3)),
        ("Threshold", Value::number(0)),
        ("ComparisonOperator", Value::text("GreaterThanThreshold")),
        ("TreatMissingData", Value::text("notBreaching")),
    ]);
    if need_topic(design) {
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
            (
                "Dimensions",
                Value::List(vec![
                    dimension("TableName", reference(TABLE)),
                    dimension("Operation", Value::text(operation)),
                ]),
            ),
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
