//! The request that creates a table, as the JSON that `aws dynamodb create-table --cli-input-json` takes.

use dynamo_schema::TableModel;

use super::Value;
use super::table::{Paid, class, is_encrypted, limits, shape, tags, warm};
use crate::design::{Billing, TableOptions};

/// The body of the `CreateTable` request for a table of this model, paid for by request.
///
/// The same model always gives the same text.
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html>.
///
/// ```
/// use dynamo_schema::{KeyAttribute, ScalarType, TableModel};
///
/// let table = TableModel {
///     name: "Users".into(),
///     partition_key: KeyAttribute { name: "UserID".into(), scalar: ScalarType::N },
///     sort_key: None,
///     kind_attribute: None,
///     ttl_attribute: None,
///     version_attribute: None,
///     indexes: vec![].into(),
///     vectors: vec![].into(),
///     entities: vec![].into(),
///     collections: vec![].into(),
/// };
/// let json = dynamo_codegen::create_table(&table, "users-dev");
/// assert!(json.contains(r#""TableName": "users-dev""#));
/// ```
pub fn create_table(table: &TableModel, table_name: &str) -> String {
    let mut members = vec![("TableName", Value::text(table_name))];
    let paid = Paid { billing: &Billing::OnDemand, indexes: &[], in_template: false };
    members.extend(shape(table, &paid));
    Value::object(members).to_json()
}

/// The body of the `CreateTable` request with options. What the request cannot say is left to other requests: the
/// expiry time (`UpdateTimeToLive`), point-in-time recovery (`UpdateContinuousBackups`), Contributor Insights, Kinesis
/// and automatic scaling; and a key in KMS and the table's policy, which need what a template is told when it is deployed. A
/// table that is filled from S3 is created by `ImportTable`.
///
/// ```
/// let spec = "spec = 1\n[model]\nname = \"Shop\"\n[table]\nname = \"shop\"\npk = \"PK\"\nclass = \"infrequent-access\"\n";
/// let report = dynamo_codegen::check("shop.toml", spec);
/// let design = report.design().unwrap();
/// let json = dynamo_codegen::create_table_of(&design.table, &design.options);
/// assert!(json.contains(r#""TableClass": "STANDARD_INFREQUENT_ACCESS""#));
/// ```
pub fn create_table_of(table: &TableModel, options: &TableOptions) -> String {
    let mut members = vec![("TableName", Value::text(&options.table_name))];
    let paid = Paid { billing: &options.billing, indexes: &options.indexes, in_template: false };
    members.extend(shape(table, &paid));
    members.extend(options.warm.map(|units| ("WarmThroughput", warm(units))));
    members.extend(options.limits.map(|units| ("OnDemandThroughput", limits(units))));
    members.push(("TableClass", class(options)));
    if let Some(view) = options.stream {
        let stream = [("StreamEnabled", Value::Bool(true)), ("StreamViewType", Value::text(view.as_str()))];
        members.push(("StreamSpecification", Value::object(stream)));
    }
    if is_encrypted(options) {
        let encryption = [("Enabled", Value::Bool(true)), ("SSEType", Value::text("KMS"))];
        members.push(("SSESpecification", Value::object(encryption)));
    }
    members.push(("DeletionProtectionEnabled", Value::Bool(options.deletion_protection)));
    if !options.tags.is_empty() {
        members.push(("Tags", tags(options)));
    }
    Value::object(members).to_json()
}
