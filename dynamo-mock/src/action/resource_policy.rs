//! PutResourcePolicy, GetResourcePolicy and DeleteResourcePolicy. A policy is kept and given back; nothing is
//! refused because of one.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html>.

use dynamo_model::api::{
    DeleteResourcePolicyInput, DeleteResourcePolicyOutput, GetResourcePolicyInput, GetResourcePolicyOutput,
    PutResourcePolicyInput, PutResourcePolicyOutput, ServiceError,
};
use dynamo_model::wire::json::{Kind, Reader};

use super::resource::table_of;
use crate::engine::{self, Engine, SharedTable};
use crate::message;
use crate::storage::{Policy, Settings};

/// The bytes of a policy, white space included.
const POLICY_BYTES: usize = 20 * 1_024;
/// The revision that stands for "there is none".
const NO_POLICY: &str = "NO_POLICY";

pub(crate) fn put_resource_policy(
    engine: &Engine,
    input: PutResourcePolicyInput,
) -> Result<PutResourcePolicyOutput, ServiceError> {
    check_policy(&input.policy)?;
    let table = governed(engine, &input.resource_arn)?;
    let settings = &mut engine::write(&table).settings;
    let there = settings.policy.as_ref();
    let expected = input.expected_revision_id.as_deref();
    if expected.is_some_and(|expected| there.map_or(NO_POLICY, |policy| &policy.revision) != expected) {
        return Err(message::other_policy_revision());
    }
    let revision = match there.filter(|policy| policy.text == input.policy) {
        // The same policy again is no new revision.
        Some(policy) => policy.revision.clone(),
        None => set_policy(settings, input.policy),
    };
    Ok(PutResourcePolicyOutput { revision_id: Some(revision) })
}

/// Gives a table a policy that is checked, and says which revision it is.
pub(super) fn set_policy(settings: &mut Settings, text: String) -> String {
    settings.policies += 1;
    let revision = settings.policies.to_string();
    settings.policy = Some(Policy { text, revision: revision.clone() });
    revision
}

pub(crate) fn get_resource_policy(
    engine: &Engine,
    input: &GetResourcePolicyInput,
) -> Result<GetResourcePolicyOutput, ServiceError> {
    let table = governed(engine, &input.resource_arn)?;
    let table = engine::read(&table);
    let policy =
        table.settings.policy.as_ref().ok_or_else(|| message::policy_not_found(&input.resource_arn))?;
    Ok(GetResourcePolicyOutput {
        policy: Some(policy.text.clone()),
        revision_id: Some(policy.revision.clone()),
    })
}

pub(crate) fn delete_resource_policy(
    engine: &Engine,
    input: &DeleteResourcePolicyInput,
) -> Result<DeleteResourcePolicyOutput, ServiceError> {
    let table = governed(engine, &input.resource_arn)?;
    let settings = &mut engine::write(&table).settings;
    if let Some(expected) = &input.expected_revision_id
        && settings.policy.as_ref().is_none_or(|policy| policy.revision != *expected)
    {
        return Err(message::other_policy_revision());
    }
    Ok(DeleteResourcePolicyOutput { revision_id: settings.policy.take().map(|policy| policy.revision) })
}

fn governed(engine: &Engine, arn: &str) -> Result<SharedTable, ServiceError> {
    let name = table_of(arn).ok_or_else(message::invalid_table_arn)?;
    engine.table(name).map_err(|_| message::resource_not_found(arn))
}

/// A policy is a JSON object.
pub(super) fn check_policy(text: &str) -> Result<(), ServiceError> {
    if text.len() > POLICY_BYTES {
        return Err(message::invalid_policy("it is larger than 20 KB"));
    }
    let is_object = Reader::new(text.as_bytes()).and_then(|mut json| {
        let object = json.peek()? == Kind::Object;
        json.skip()?;
        json.finish()?;
        Ok(object)
    });
    if is_object == Ok(true) { Ok(()) } else { Err(message::invalid_policy("it is not a JSON object")) }
}
