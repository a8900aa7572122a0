//! Targets and policies by which reserved capacity follows the load.
//!
//! See <https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-dynamodb.html>.

use super::Value;
use super::cloudformation::{TABLE, reference};
use crate::design::{Autoscale, Scale, TableOptions};
use crate::names::pascal_case;

/// Two resources for each of reading and writing, of the table and of each global index.
pub(super) fn resources(options: &TableOptions) -> Vec<(String, Value)> {
    let mut resources = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for of in &options.autoscale {
        let name = name(of, &names);
        for (kind, scale) in [("Read", of.read), ("Write", of.write)] {
            let Some(scale) = scale else { continue };
            let target = format!("{name}{kind}Target");
            resources.push((
                format!("{name}{kind}Scaling"),
                policy(&format!("{name}{kind}"), &target, kind, scale),
            ));
            resources.push((target, self::target(of, kind, scale)));
        }
        names.push(name);
    }
    resources.sort_by_key(|(name, _)| name.ends_with("Scaling"));
    resources
}

/// `Table`, or `IndexByOwner`. Indexes whose names differ in other signs only are counted.
fn name(of: &Autoscale, taken: &[String]) -> String {
    let Some(index) = &of.index else { return TABLE.to_owned() };
    let plain = format!("Index{}", pascal_case(index));
    let mut name = plain.clone();
    let mut count = 1;
    while taken.contains(&name) {
        count += 1;
        name = format!("{plain}{count}");
    }
    name
}

fn target(of: &Autoscale, kind: &str, scale: Scale) -> Value {
    let (resource, what) = match &of.index {
        None => (format!("table/${{{TABLE}}}"), "table"),
        Some(index) => (format!("table/${{{TABLE}}}/index/{index}"), "index"),
    };
    let properties = [
        ("ServiceNamespace", Value::text("dynamodb")),
        ("ResourceId", Value::object([("Fn::Sub", Value::text(resource))])),
        ("ScalableDimension", Value::text(format!("dynamodb:{what}:{kind}CapacityUnits"))),
        ("MinCapacity", Value::number(scale.min)),
        ("MaxCapacity", Value::number(scale.max)),
    ];
    Value::object([
        ("Type", Value::text("AWS::ApplicationAutoScaling::ScalableTarget")),
        ("Properties", Value::object(properties)),
    ])
}

fn policy(name: &str, target: &str, kind: &str, scale: Scale) -> Value {
    let metric = [("PredefinedMetricType", Value::text(format!("DynamoDB{kind}CapacityUtilization")))];
    let tracking = [
        ("PredefinedMetricSpecification", Value::object(metric)),
        ("TargetValue", Value::number(scale.target)),
    ];
    let properties = [
        ("PolicyName", Value::text(name)),
        ("PolicyType", Value::text("TargetTrackingScaling")),
        ("ScalingTargetId", reference(target)),
        ("TargetTrackingScalingPolicyConfiguration", Value::object(tracking)),
    ];
    Value::object([
        ("Type", Value::text("AWS::ApplicationAutoScaling::ScalingPolicy")),
        ("Properties", Value::object(properties)),
    ])
}
