//! Tables by their Amazon resource names.
//!
//! See <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html>.

use dynamo_model::api::ServiceError;

use super::table_name::broken_constraint;
use crate::message;

/// The Region and the account of the engine.
const REGION: &str = "us-east-1";
const ACCOUNT: &str = "000000000000";

/// The resource name of a table.
pub(crate) fn arn(table_name: &str) -> String {
    format!("arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{table_name}")
}

/// A resource name, taken apart.
pub(super) struct Resource<'a> {
    region: &'a str,
    account: &'a str,
    pub(super) table: &'a str,
    /// What follows the table's name: `index/…` or `stream/…`.
    pub(super) part: Option<&'a str>,
}

/// Takes a resource name of DynamoDB's apart.
pub(super) fn resource(arn: &str) -> Option<Resource<'_>> {
    let mut parts = arn.splitn(6, ':');
    let head = [parts.next()?, parts.next()?, parts.next()?];
    let (region, account, path) = (parts.next()?, parts.next()?, parts.next()?);
    if head[0] != "arn" || !head[1].starts_with("aws") || head[2] != "dynamodb" {
        return None;
    }
    let path = path.strip_prefix("table/")?;
    let (table, part) = match path.split_once('/') {
        None => (path, None),
        Some((table, part)) => (table, Some(part)),
    };
    Some(Resource { region, account, table, part })
}

/// The name of the table that a resource name stands for, itself and not a part of it.
pub(super) fn table_of(arn: &str) -> Option<&str> {
    resource(arn).filter(|resource| resource.part.is_none()).map(|resource| resource.table)
}

/// Whether a request names a table by its resource name. No table's own name has a colon.
pub(super) fn is_arn(given: &str) -> bool {
    given.starts_with("arn:")
}

/// The plain name of a table that a request names in either way.
pub(crate) fn plain_name(given: &str) -> &str {
    if is_arn(given) { table_of(given).unwrap_or(given) } else { given }
}

/// Checks a resource name in the place of a table's name: of a table and nothing else, in the engine's Region and
/// account. The service looks into other accounts, where nothing is allowed unless a policy of theirs says so.
pub(super) fn check_arn(arn: &str) -> Result<(), ServiceError> {
    let named = resource(arn).filter(|resource| resource.part.is_none());
    let named = named.filter(|resource| broken_constraint(resource.table).is_none());
    let Some(Resource { region, account, .. }) = named else {
        return Err(message::malformed_table_arn(arn));
    };
    if region != REGION {
        return Err(message::table_not_found());
    }
    if account != ACCOUNT { Err(message::foreign_table(arn)) } else { Ok(()) }
}
