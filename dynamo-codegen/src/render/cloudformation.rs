//! CloudFormation templates.
//!
//! See <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html>.

use dynamo_schema::TableModel;

use super::table::{Members, Paid, class, insights, is_encrypted, limits, shape, tags, warm};
use super::{Value, alarms, autoscale, consumers, global_table, source};
use crate::design::{Design, Encryption, TableOptions};

/// How a template is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notation {
    /// YAML.
    Yaml,
    /// JSON.
    Json,
}

/// The logical name of the table.
pub(super) const TABLE: &str = "Table";

/// A template with the table, its alarms, and the mappings of its stream to the functions that read it. The name of the
/// table is a parameter, and so are keys, topics and functions, which live elsewhere. The table outlives its stack.
///
/// ```
/// use dynamo_codegen::{Notation, cloudformation};
///
/// let spec = "spec = 1\n[model]\nname = \"Shop\"\n[table]\nname = \"shop\"\npk = \"PK\"\n";
/// let report = dynamo_codegen::check("shop.toml", spec);
/// let design = report.design().unwrap();
/// let template = cloudformation(design, &design.options, Notation::Yaml);
/// assert!(template.contains("Type: AWS::DynamoDB::Table"));
/// assert!(template.contains("UpdateReplacePolicy: Retain"));
/// ```
pub fn cloudformation(design: &Design, options: &TableOptions, notation: Notation) -> String {
    let template = template(design, options);
    match notation {
        Notation::Yaml => template.to_yaml(),
        Notation::Json => template.to_json(),
    }
}

/// The template of a table that is written in Rust: `cloudformation_of(Shop::MODEL, &options, notation)`.
///
/// ```
/// use dynamo_codegen::design::TableOptions;
/// use dynamo_codegen::{Notation, cloudformation_of};
/// use dynamo_model::prelude::*;
///
/// #[derive(DynamoTable)]
/// #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
/// struct Shop;
///
/// #[derive(DynamoEntity)]
/// #[dynamo(table = Shop, key(pk = "ORDER#{order_id}", sk = "ORDER"))]
/// struct Order {
///     order_id: u64,
/// }
///
/// let template = cloudformation_of(Shop::MODEL, &TableOptions::new("shop-prod"), Notation::Yaml);
/// assert!(template.contains("AttributeName: sk"));
/// ```
pub fn cloudformation_of(table: &TableModel, options: &TableOptions, notation: Notation) -> String {
    cloudformation(&Design::of_table(table.clone(), options.clone()), options, notation)
}

fn template(design: &Design, options: &TableOptions) -> Value {
    let mut parameters = vec![("TableName".to_owned(), table_name(options))];
    if options.encryption == Encryption::KmsParameter {
        parameters.push(("KmsKeyArn".to_owned(), arn("The key that the table is encrypted with.")));
    }
    if options.kinesis.is_some() {
        parameters.push((source::STREAM.to_owned(), arn("The Kinesis stream that changes go to.")));
    }
    let alarms = options.alarms.unwrap_or(design.alarms);
    if alarms::need_topic(&alarms) {
        parameters.push(("AlarmTopicArn".to_owned(), arn("The topic that alarms go to.")));
    }
    // Without a stream in this environment there is nothing to read.
    let consumers = if options.stream.is_some() { design.consumers.as_slice() } else { &[] };
    for consumer in consumers {
        let description = format!("The function that reads the stream for {}.", consumer.name);
        parameters.push((consumers::parameter(consumer), arn(&description)));
        if consumer.tells_failures {
            let description = format!("The place that is told what {} gives up.", consumer.name);
            parameters.push((consumers::failures(consumer), arn(&description)));
        }
    }
    let mut resources = vec![(TABLE.to_owned(), table(design, options))];
    // A table with replicas says itself how it is scaled.
    if options.replicas.is_empty() {
        resources.extend(autoscale::resources(options));
    }
    resources.extend(alarms::resources(design, options, &alarms));
    resources.extend(consumers.iter().map(|consumer| consumers::resource(design, options, consumer)));
    let description = design.description.clone().unwrap_or_else(|| format!("The table of {}", design.name));
    Value::object([
        ("AWSTemplateFormatVersion", Value::text("2010-09-09")),
        ("Description", Value::text(description)),
        ("Parameters", Value::object(parameters)),
        ("Resources", Value::object(resources)),
        ("Outputs", outputs(options)),
    ])
}

fn table_name(options: &TableOptions) -> Value {
    Value::object([
        ("Type", Value::text("String")),
        ("Description", Value::text("The name of the table.")),
        ("Default", Value::text(&options.table_name)),
        ("AllowedPattern", Value::text("^[a-zA-Z0-9_.-]+$")),
        ("MinLength", Value::number(3)),
        ("MaxLength", Value::number(255)),
    ])
}

fn arn(description: &str) -> Value {
    Value::object([
        ("Type", Value::text("String")),
        ("Description", Value::text(description)),
        ("AllowedPattern", Value::text("^arn:.+$")),
    ])
}

pub(super) fn reference(name: &str) -> Value {
    Value::object([("Ref", Value::text(name))])
}

pub(super) fn attribute_of_table(attribute: &str) -> Value {
    Value::object([("Fn::GetAtt", Value::List(vec![Value::text(TABLE), Value::text(attribute)]))])
}

/// Both policies: one keeps the table when it leaves the template, the other when a change would replace it.
fn table(design: &Design, options: &TableOptions) -> Value {
    let (of_type, properties) = if options.replicas.is_empty() {
        ("AWS::DynamoDB::Table", properties(design, options))
    } else {
        ("AWS::DynamoDB::GlobalTable", global_table::properties(design, options))
    };
    Value::object([
        ("Type", Value::text(of_type)),
        ("DeletionPolicy", Value::text("Retain")),
        ("UpdateReplacePolicy", Value::text("Retain")),
        ("Properties", Value::object(properties)),
    ])
}

fn properties(design: &Design, options: &TableOptions) -> Members {
    let mut members = vec![("TableName", reference("TableName"))];
    let paid = Paid { billing: &options.billing, indexes: &options.indexes, in_template: true };
    members.extend(shape(&design.table, &paid));
    members.extend(options.warm.map(|units| ("WarmThroughput", warm(units))));
    members.extend(options.limits.map(|units| ("OnDemandThroughput", limits(units))));
    members.push(("TableClass", class(options)));
    if let Some(view) = options.stream {
        members
            .push(("StreamSpecification", Value::object([("StreamViewType", Value::text(view.as_str()))])));
    }
    members
        .extend(options.kinesis.map(|precision| ("KinesisStreamSpecification", source::kinesis(precision))));
    if let Some(attribute) = &design.table.ttl_attribute {
        let ttl = [("AttributeName", Value::text(attribute)), ("Enabled", Value::Bool(true))];
        members.push(("TimeToLiveSpecification", Value::object(ttl)));
    }
    let mut recovery = vec![("PointInTimeRecoveryEnabled", Value::Bool(options.recovery_days.is_some()))];
    recovery.extend(options.recovery_days.map(|days| ("RecoveryPeriodInDays", Value::number(days))));
    members.push(("PointInTimeRecoverySpecification", Value::object(recovery)));
    let mut encryption = vec![("SSEEnabled", Value::Bool(is_encrypted(options)))];
    if is_encrypted(options) {
        encryption.push(("SSEType", Value::text("KMS")));
    }
    if options.encryption == Encryption::KmsParameter {
        encryption.push(("KMSMasterKeyId", reference("KmsKeyArn")));
    }
    members.push(("SSESpecification", Value::object(encryption)));
    members.extend(options.insights.map(|mode| ("ContributorInsightsSpecification", insights(mode))));
    if !options.policy.is_empty() {
        members.push(("ResourcePolicy", source::policy(&options.policy)));
    }
    members.extend(options.import.as_ref().map(|of| ("ImportSourceSpecification", source::import(of))));
    members.push(("DeletionProtectionEnabled", Value::Bool(options.deletion_protection)));
    if !options.tags.is_empty() {
        members.push(("Tags", tags(options)));
    }
    members
}

fn outputs(options: &TableOptions) -> Value {
    let output = |description: &str, value| {
        Value::object([("Description", Value::text(description)), ("Value", value)])
    };
    let mut outputs = vec![
        ("TableName", output("The name of the table.", reference(TABLE))),
        ("TableArn", output("The ARN of the table.", attribute_of_table("Arn"))),
    ];
    if options.stream.is_some() {
        outputs.push(("StreamArn", output("The ARN of the stream.", attribute_of_table("StreamArn"))));
    }
    Value::object(outputs)
}
