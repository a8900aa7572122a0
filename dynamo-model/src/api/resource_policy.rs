//! PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy.

/// The input of `PutResourcePolicy`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PutResourcePolicyInput {
    /// The resource name of a table or stream.
    pub resource_arn: String,
    /// The policy: JSON of at most 20 KB.
    pub policy: String,
    /// The revision that the policy must have now; `NO_POLICY` when there must be none.
    pub expected_revision_id: Option<String>,
    /// That the caller's own access may be lost.
    pub confirm_remove_self_resource_access: Option<bool>,
}

/// The output of `PutResourcePolicy`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PutResourcePolicyOutput {
    /// The revision of the policy.
    pub revision_id: Option<String>,
}

/// The input of `GetResourcePolicy`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GetResourcePolicyInput {
    /// The resource name of a table or stream.
    pub resource_arn: String,
}

/// The output of `GetResourcePolicy`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GetResourcePolicyOutput {
    /// The policy.
    pub policy: Option<String>,
    /// Its revision.
    pub revision_id: Option<String>,
}

/// The input of `DeleteResourcePolicy`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeleteResourcePolicyInput {
    /// The resource name of a table or stream.
    pub resource_arn: String,
    /// The revision that the policy must have now.
    pub expected_revision_id: Option<String>,
}

/// The output of `DeleteResourcePolicy`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeleteResourcePolicyOutput {
    /// The revision of the policy that was deleted; absent when there was none.
    pub revision_id: Option<String>,
}
