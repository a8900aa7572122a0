//! `Select` and the projection: what a Query or Scan returns of each item.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html#DDB-Query-request-Select>.

use std::cell::RefCell;

use dynamo_model::api::{Select, ServiceError};

use super::target::Target;
use crate::expression::{BoundCondition, Selection};
use crate::{key_rules, message};

/// What is returned of each item.
pub(super) enum Returned {
    /// Nothing: only the number of items.
    Count,
    /// What the table or index stores.
    Stored,
    /// The whole item, fetched from the table.
    Whole,
    /// The selected parts; `fetched` when the index lacks some of them.
    Parts { selection: Selection, fetched: bool },
}

/// Checks the rules about `Select` that the request alone shows.
pub(super) fn check_select(
    select: Option<Select>,
    projects: bool,
    indexed: bool,
) -> Result<(), ServiceError> {
    let problem = match (select, projects) {
        (Some(Select::Count), true) => {
            "Cannot specify the ProjectionExpression when choosing to get only the Count"
        }
        (Some(Select::AllAttributes), true) => {
            "Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES"
        }
        (Some(Select::AllProjectedAttributes), true) => {
            "Cannot specify the ProjectionExpression when choosing to get ALL_PROJECTED_ATTRIBUTES"
        }
        (Some(Select::SpecificAttributes), false) => {
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"
        }
        (Some(Select::AllProjectedAttributes), false) if !indexed => {
            // The service says so to a Scan as well.
            "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"
        }
        _ => return Ok(()),
    };
    Err(message::select(problem))
}

/// What to return, by the rules that need the index. A local index fetches what it lacks, a global one cannot.
pub(super) fn returned(
    target: Target<'_>,
    select: Option<Select>,
    selection: Option<Selection>,
) -> Result<Returned, ServiceError> {
    let lacking = target.index.filter(|index| !index.projects_all());
    match (select, selection) {
        (_, Some(selection)) => {
            let missing: Vec<&str> = selection.roots().filter(|name| !target.holds(name)).collect();
            match target.global() {
                Some(index) if !missing.is_empty() => Err(message::not_projected(&index.name, &missing)),
                _ => {
                    let fetched = !missing.is_empty();
                    Ok(Returned::Parts { selection, fetched })
                }
            }
        }
        (Some(Select::Count), None) => Ok(Returned::Count),
        (Some(Select::AllAttributes), None) => match (lacking, target.global()) {
            (Some(index), Some(_)) => Err(message::all_attributes_of_index(&index.name)),
            (Some(_), None) => Ok(Returned::Whole),
            (None, _) => Ok(Returned::Stored),
        },
        _ => Ok(Returned::Stored),
    }
}

/// Neither a filter nor a projection goes into a key attribute.
pub(super) fn check_parts(
    target: Target<'_>,
    filter: Option<&BoundCondition<'_>>,
    selection: Option<&Selection>,
) -> Result<(), ServiceError> {
    let of_key = |name: &str| key_rules::part_of_key(target.table, name);
    let filtered = filter.and_then(|filter| filter.find_part(of_key));
    let found = filtered.or_else(|| selection.and_then(|selection| selection.parts().find_map(of_key)));
    found.map_or(Ok(()), Err)
}

/// The filter of a Query is about what the index holds.
pub(super) fn check_filter(target: Target<'_>, filter: &BoundCondition<'_>) -> Result<(), ServiceError> {
    let missing = filtered_but_missing(target, filter);
    match target.index {
        Some(index) if !missing.is_empty() => {
            let names: Vec<&str> = missing.iter().map(String::as_str).collect();
            Err(message::filter_not_projected(&index.name, &names))
        }
        _ => Ok(()),
    }
}

/// The attributes of a filter that an index lacks, in the order of the text.
pub(super) fn filtered_but_missing(target: Target<'_>, filter: &BoundCondition<'_>) -> Vec<String> {
    let missing = RefCell::new(Vec::new());
    filter.find_path(|path| -> Option<()> {
        let name = filter.bindings().root(path);
        let mut missing = missing.borrow_mut();
        if !target.holds(name) && !missing.iter().any(|known| known == name) {
            missing.push(name.to_owned());
        }
        None
    });
    missing.into_inner()
}
