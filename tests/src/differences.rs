//! Where a backend is known to answer otherwise than DynamoDB.

use crate::BackendName;

/// One case that fails on one backend.
pub(crate) struct Difference {
    /// The case: its module and function, as in `table::native_index_keys`.
    pub(crate) case: &'static str,
    /// The backend.
    pub(crate) backend: BackendName,
    /// What the backend does instead, or why it cannot.
    pub(crate) reason: &'static str,
}

/// Every known difference.
const DIFFERENCES: &[Difference] = &[
    Difference {
        case: "batch::a_missing_item_costs_like_a_small_one",
        backend: BackendName::DynamoDbLocal,
        reason: "a key without an item costs nothing in BatchGetItem",
    },
    Difference {
        case: "goldens::generated_requests_with_native_keys_create_their_tables",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than index keys of several attributes",
    },
    Difference {
        case: "goldens::generated_requests_with_vector_indexes_create_their_tables",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than vector indexes",
    },
    Difference {
        case: "item_collection::a_put_reports_the_size",
        backend: BackendName::DynamoDbLocal,
        reason: "sizes of collections are never reported",
    },
    Difference {
        case: "item_collection::batches_and_transactions_report_sizes_per_table",
        backend: BackendName::DynamoDbLocal,
        reason: "sizes of collections are never reported",
    },
    Difference {
        case: "settings::a_policy_is_kept",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 does not know the action",
    },
    Difference {
        case: "settings::a_table_is_created_and_changed_with_tags",
        backend: BackendName::DynamoDbLocal,
        reason: "there is no tagging",
    },
    Difference {
        case: "settings::contributor_insights_are_switched_on",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 does not know the action",
    },
    Difference {
        case: "settings::recovery_is_switched_on",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 does not know the action",
    },
    Difference {
        case: "table::a_definition_without_a_key_is_refused_beside_indexes",
        backend: BackendName::DynamoDbLocal,
        reason: "unused attribute definitions are refused only on tables without indexes",
    },
    Difference {
        case: "table::native_index_keys",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than index keys of several attributes",
    },
    Difference {
        case: "typed::natural_keys::keys_of_several_attributes",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than index keys of several attributes",
    },
    Difference {
        case: "table::throughput_is_refused_on_demand",
        backend: BackendName::DynamoDbLocal,
        reason: "throughput is ignored on tables that are paid for by request",
    },
    Difference {
        case: "transaction::an_impossible_update_cancels",
        backend: BackendName::DynamoDbLocal,
        reason: "the error of the one action is answered, in place of a cancellation with ValidationError",
    },
    Difference {
        case: "transaction::an_item_twice_is_refused_before_conditions",
        backend: BackendName::DynamoDbLocal,
        reason: "conditions are checked first, the second against the write before it",
    },
    Difference {
        case: "transaction::writes_cost_twice",
        backend: BackendName::DynamoDbLocal,
        reason: "a transactional write is reported as four units per KB, not two",
    },
    Difference {
        case: "typed::vectors::a_search_finds_whole_entities_best_first",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than vector indexes",
    },
    Difference {
        case: "typed::vectors::a_search_has_typed_filters",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than vector indexes",
    },
    Difference {
        case: "typed::vectors::a_tenant_finds_its_own",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than vector indexes",
    },
    Difference {
        case: "typed::vectors::an_index_that_holds_keys_finds_whole_items",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than vector indexes",
    },
    Difference {
        case: "typed::vectors::an_update_moves_a_vector",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than vector indexes",
    },
    Difference {
        case: "vector::a_search_finds_the_most_alike",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than vector indexes",
    },
    Difference {
        case: "vector::a_search_has_filters_and_a_projection",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than vector indexes",
    },
    Difference {
        case: "vector::a_search_without_its_partition_is_refused",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than vector indexes",
    },
    Difference {
        case: "vector::a_vector_index_is_described_removed_and_added",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than vector indexes",
    },
    Difference {
        case: "vector::a_vector_of_another_length_is_not_written",
        backend: BackendName::DynamoDbLocal,
        reason: "release 1.25 is older than vector indexes",
    },
];

/// Why the case fails on the backend, when it is known to.
pub(crate) fn reason(case: &str, backend: BackendName) -> Option<&'static str> {
    let known = DIFFERENCES.iter().find(|known| known.case == case && known.backend == backend);
    known.map(|known| known.reason)
}
