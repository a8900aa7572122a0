//! Where a table's changes go, who else may use it, and what it begins with.

use super::Value;
use super::cloudformation::reference;
use crate::design::{Compression, Import, ImportFormat, Precision, Statement};

/// The parameter with the Kinesis stream.
pub(super) const STREAM: &str = "KinesisStreamArn";

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds.html>
pub(super) fn kinesis(precision: Precision) -> Value {
    let precision = match precision {
        Precision::Millisecond => "MILLISECOND",
        Precision::Microsecond => "MICROSECOND",
    };
    Value::object([
        ("StreamArn", reference(STREAM)),
        ("ApproximateCreationDateTimePrecision", Value::text(precision)),
    ])
}

/// A policy of the table itself, which names the table by its ARN: a table cannot refer to itself in a template.
pub(super) fn policy(statements: &[Statement]) -> Value {
    let arn = "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${TableName}";
    let resources = [arn.to_owned(), format!("{arn}/index/*")];
    let statement = |statement: &Statement| {
        let mut members: Vec<(&str, Value)> = Vec::new();
        members.extend(statement.sid.as_ref().map(|sid| ("Sid", Value::text(sid))));
        members.push(("Effect", Value::text(if statement.denies { "Deny" } else { "Allow" })));
        let principals = statement.principals.iter().map(|principal| principal_of(principal)).collect();
        members.push(("Principal", Value::object([("AWS", Value::List(principals))])));
        members.push(("Action", Value::List(statement.actions.iter().map(Value::text).collect())));
        let resources = resources.iter().map(|arn| Value::object([("Fn::Sub", Value::text(arn))]));
        members.push(("Resource", Value::List(resources.collect())));
        Value::object(members)
    };
    let document = Value::object([
        ("Version", Value::text("2012-10-17")),
        ("Statement", Value::List(statements.iter().map(statement).collect())),
    ]);
    Value::object([("PolicyDocument", document)])
}

/// The number of an account stands for its root.
fn principal_of(principal: &str) -> Value {
    if principal.starts_with("arn:") {
        return Value::text(principal);
    }
    let arn = format!("arn:${{AWS::Partition}}:iam::{principal}:root");
    Value::object([("Fn::Sub", Value::text(arn))])
}

/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-table-importsourcespecification.html>
pub(super) fn import(import: &Import) -> Value {
    let mut bucket = vec![("S3Bucket", Value::text(&import.bucket))];
    bucket.extend(import.owner.as_ref().map(|owner| ("S3BucketOwner", Value::text(owner))));
    bucket.extend(import.prefix.as_ref().map(|prefix| ("S3KeyPrefix", Value::text(prefix))));
    let format = match import.format {
        ImportFormat::Csv => "CSV",
        ImportFormat::DynamoDbJson => "DYNAMODB_JSON",
        ImportFormat::Ion => "ION",
    };
    let compression = match import.compression {
        Compression::None => "NONE",
        Compression::Gzip => "GZIP",
        Compression::Zstd => "ZSTD",
    };
    let mut members = vec![
        ("S3BucketSource", Value::object(bucket)),
        ("InputFormat", Value::text(format)),
        ("InputCompressionType", Value::text(compression)),
    ];
    let mut csv: Vec<(&str, Value)> = Vec::new();
    csv.extend(import.delimiter.as_ref().map(|delimiter| ("Delimiter", Value::text(delimiter))));
    if !import.header.is_empty() {
        csv.push(("HeaderList", Value::List(import.header.iter().map(Value::text).collect())));
    }
    if !csv.is_empty() {
        members.push(("InputFormatOptions", Value::object([("Csv", Value::object(csv))])));
    }
    Value::object(members)
}
