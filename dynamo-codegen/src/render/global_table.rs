//! A table with replicas, `AWS::DynamoDB::GlobalTable`: what is written is said once, what is read for each replica.
//!
//! See <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html>.

use super::Value;
use super::cloudformation::reference;
use super::table::{Members, Paid, class, insights, is_encrypted, shape, tags, warm};
use crate::design::{Autoscale, Billing, Design, Scale, TableOptions, Throughput};

pub(super) fn properties(design: &Design, options: &TableOptions) -> Members {
    let paid = Paid { billing: &Billing::OnDemand, indexes: &[], in_template: true };
    let mut members = vec![("TableName", reference("TableName"))];
    for (name, value) in shape(&design.table, &paid) {
        let value = match (name, value) {
            ("GlobalSecondaryIndexes", Value::List(indexes)) => {
                Value::List(indexes.into_iter().map(|index| written(index, options)).collect())
            }
            ("BillingMode", _) => Value::text(match options.billing {
                Billing::OnDemand => "PAY_PER_REQUEST",
                Billing::Provisioned { .. } => "PROVISIONED",
            }),
            (_, value) => value,
        };
        members.push((name, value));
    }
    members.extend(writes(options, None));
    members.extend(options.warm.map(|units| ("WarmThroughput", warm(units))));
    members.extend(options.stream.map(|view| {
        ("StreamSpecification", Value::object([("StreamViewType", Value::text(view.as_str()))]))
    }));
    if let Some(attribute) = &design.table.ttl_attribute {
        let ttl = [("AttributeName", Value::text(attribute)), ("Enabled", Value::Bool(true))];
        members.push(("TimeToLiveSpecification", Value::object(ttl)));
    }
    let mut encryption = vec![("SSEEnabled", Value::Bool(is_encrypted(options)))];
    if is_encrypted(options) {
        encryption.push(("SSEType", Value::text("KMS")));
    }
    members.push(("SSESpecification", Value::object(encryption)));
    let replicas = options.replicas.iter().map(|region| replica(design, options, region));
    members.push(("Replicas", Value::List(replicas.collect())));
    members
}

/// An index with how its writes are paid for.
fn written(index: Value, options: &TableOptions) -> Value {
    let Value::Object(mut members) = index else { return index };
    let name = members.iter().find_map(|(key, value)| match value {
        Value::Text(name) if key == "IndexName" => Some(name.clone()),
        _ => None,
    });
    let own = |(key, value): (&str, Value)| (key.to_owned(), value);
    members.extend(writes(options, name.as_deref()).map(own));
    let of = options.indexes.iter().find(|of| Some(of.index.as_str()) == name.as_deref());
    members.extend(of.and_then(|of| of.warm).map(|units| own(("WarmThroughput", warm(units)))));
    Value::Object(members)
}

fn writes(options: &TableOptions, index: Option<&str>) -> Option<(&'static str, Value)> {
    if let Billing::Provisioned { .. } = options.billing {
        let scale = scaled(options, index)?.write?;
        let settings = [("WriteCapacityAutoScalingSettings", scaling(scale))];
        return Some(("WriteProvisionedThroughputSettings", Value::object(settings)));
    }
    let units = limits(options, index)?.write?;
    let settings = [("MaxWriteRequestUnits", Value::number(units))];
    Some(("WriteOnDemandThroughputSettings", Value::object(settings)))
}

fn reads(options: &TableOptions, index: Option<&str>) -> Option<(&'static str, Value)> {
    if let Billing::Provisioned { table, indexes } = &options.billing {
        let throughput: Throughput = match index {
            None => *table,
            Some(name) => indexes.iter().find(|of| of.index == name)?.throughput,
        };
        let settings = match scaled(options, index).and_then(|of| of.read) {
            Some(scale) => ("ReadCapacityAutoScalingSettings", scaling(scale)),
            None => ("ReadCapacityUnits", Value::number(throughput.read)),
        };
        return Some(("ReadProvisionedThroughputSettings", Value::object([settings])));
    }
    let units = limits(options, index)?.read?;
    Some(("ReadOnDemandThroughputSettings", Value::object([("MaxReadRequestUnits", Value::number(units))])))
}

fn scaled<'o>(options: &'o TableOptions, index: Option<&str>) -> Option<&'o Autoscale> {
    options.autoscale.iter().find(|of| of.index.as_deref() == index)
}

fn limits(options: &TableOptions, index: Option<&str>) -> Option<crate::design::Units> {
    match index {
        None => options.limits,
        Some(name) => options.indexes.iter().find(|of| of.index == name)?.limits,
    }
}

fn scaling(scale: Scale) -> Value {
    let target = [("TargetValue", Value::number(scale.target))];
    Value::object([
        ("MinCapacity", Value::number(scale.min)),
        ("MaxCapacity", Value::number(scale.max)),
        ("TargetTrackingScalingPolicyConfiguration", Value::object(target)),
    ])
}

fn replica(design: &Design, options: &TableOptions, region: &str) -> Value {
    let mut members = vec![("Region", Value::text(region))];
    let globals = design.table.indexes.iter().filter(|of| of.scope == dynamo_schema::IndexScope::Global);
    let indexes: Vec<Value> = globals
        .filter_map(|index| {
            let mut members = vec![("IndexName", Value::text(&index.name))];
            members.extend(reads(options, Some(&index.name)));
            let of = options.indexes.iter().find(|of| index.name == of.index);
            let mode = of.and_then(|of| of.insights);
            members.extend(mode.map(|mode| ("ContributorInsightsSpecification", insights(mode))));
            (members.len() > 1).then(|| Value::object(members))
        })
        .collect();
    if !indexes.is_empty() {
        members.push(("GlobalSecondaryIndexes", Value::List(indexes)));
    }
    members.extend(reads(options, None));
    members.push(("TableClass", class(options)));
    let mut recovery = vec![("PointInTimeRecoveryEnabled", Value::Bool(options.recovery_days.is_some()))];
    recovery.extend(options.recovery_days.map(|days| ("RecoveryPeriodInDays", Value::number(days))));
    members.push(("PointInTimeRecoverySpecification", Value::object(recovery)));
    members.extend(options.insights.map(|mode| ("ContributorInsightsSpecification", insights(mode))));
    members.push(("DeletionProtectionEnabled", Value::Bool(options.deletion_protection)));
    if !options.tags.is_empty() {
        members.push(("Tags", tags(options)));
    }
    Value::object(members)
}
