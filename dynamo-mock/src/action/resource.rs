//! Tables by their Amazon resource names.
//!
//! See <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html>.

/// A resource name, taken apart.
pub(super) struct Resource<'a> {
    pub(super) table: &'a str,
    /// What follows the table's name: `index/…` or `stream/…`.
    pub(super) part: Option<&'a str>,
}

/// Takes a resource name of DynamoDB's apart. The engine has one account and one Region under any name.
pub(super) fn resource(arn: &str) -> Option<Resource<'_>> {
    let mut parts = arn.splitn(6, ':');
    let head = [parts.next()?, parts.next()?, parts.next()?];
    let (_region, _account, path) = (parts.next()?, parts.next()?, parts.next()?);
    if head[0] != "arn" || !head[1].starts_with("aws") || head[2] != "dynamodb" {
        return None;
    }
    let path = path.strip_prefix("table/")?;
    Some(match path.split_once('/') {
        None => Resource { table: path, part: None },
        Some((table, part)) => Resource { table, part: Some(part) },
    })
}

/// The name of the table that a resource name stands for, itself and not a part of it.
pub(super) fn table_of(arn: &str) -> Option<&str> {
    resource(arn).filter(|resource| resource.part.is_none()).map(|resource| resource.table)
}
