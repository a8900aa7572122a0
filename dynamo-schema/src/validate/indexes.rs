//! Rules about the shape of indexes.

use super::{Finding, Findings, ViolationKind};
use crate::{IndexModel, IndexScope, Projection, TableModel, limits, view};

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html>
pub(super) const fn check<'m>(model: &'m TableModel, findings: &mut Findings<'m>) {
    let indexes = view::list(&model.indexes);
    let (mut global, mut local, mut projected) = (0, 0, 0);
    let mut at = 0;
    while at < indexes.len() {
        let index = &indexes[at];
        match index.scope {
            IndexScope::Global => global += 1,
            IndexScope::Local => {
                local += 1;
                local_index(model, index, findings);
            }
        }
        key_size(index, findings);
        if let Projection::Include(names) = &index.projection {
            let names = view::list(names);
            if names.is_empty() {
                findings.add(Finding::new(ViolationKind::EmptyProjection).index(index));
            }
            projected += names.len();
        }
        at += 1;
    }
    if global > limits::GLOBAL_INDEXES {
        findings.add(Finding::new(ViolationKind::TooManyGlobalIndexes));
    }
    if local > limits::LOCAL_INDEXES {
        findings.add(Finding::new(ViolationKind::TooManyLocalIndexes));
    }
    if projected > limits::PROJECTED_ATTRIBUTES {
        findings.add(Finding::new(ViolationKind::TooManyProjected));
    }
}

/// A global index has 1 to 4 partition-key and 0 to 4 sort-key attributes; a local one has one sort-key attribute.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html>
const fn key_size<'m>(index: &'m IndexModel, findings: &mut Findings<'m>) {
    let (partition, sort) = (view::list(&index.partition_key).len(), view::list(&index.sort_key).len());
    let fits = match index.scope {
        IndexScope::Global => {
            1 <= partition
                && partition <= limits::INDEX_KEY_ATTRIBUTES
                && sort <= limits::INDEX_KEY_ATTRIBUTES
        }
        IndexScope::Local => partition == 1 && sort == 1,
    };
    if !fits {
        findings.add(Finding::new(ViolationKind::IndexKeySize).index(index));
    }
}

/// A local index shares the table's partition key and needs a table with a sort key.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html>
const fn local_index<'m>(model: &'m TableModel, index: &'m IndexModel, findings: &mut Findings<'m>) {
    if model.sort_key.is_none() {
        findings.add(Finding::new(ViolationKind::LocalWithoutSortKey).index(index));
    }
    if let [key] = view::list(&index.partition_key) {
        let name = view::text(&key.name);
        if !view::same(name, view::text(&model.partition_key.name)) {
            findings.add(Finding::new(ViolationKind::LocalPartitionKey).index(index).subject(name));
        }
    }
}
