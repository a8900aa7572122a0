//! TagResource, UntagResource and ListTagsOfResource.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html>.

use std::collections::BTreeSet;

use dynamo_model::api::{
    ListTagsOfResourceInput, ListTagsOfResourceOutput, ServiceError, Tag, TagResourceInput,
    TagResourceOutput, UntagResourceInput, UntagResourceOutput,
};

use super::resource::table_of;
use crate::engine::{self, Engine, SharedTable};
use crate::message;

/// The tags of a resource.
const TAGS: usize = 50;
const KEY_CHARACTERS: usize = 128;
const VALUE_CHARACTERS: usize = 256;

pub(crate) fn tag_resource(
    engine: &Engine,
    input: TagResourceInput,
) -> Result<TagResourceOutput, ServiceError> {
    let name = table_of(&input.resource_arn).ok_or_else(message::invalid_table_arn)?;
    if input.tags.is_empty() {
        return Err(message::no_tags("Tag"));
    }
    check_tags(&input.tags)?;
    let table = tagged(engine, name, &input.resource_arn)?;
    let mut table = engine::write(&table);
    let tags = &mut table.settings.tags;
    let added = input.tags.iter().filter(|tag| !tags.contains_key(&tag.key)).count();
    if tags.len() + added > TAGS {
        return Err(message::too_many_tags());
    }
    tags.extend(input.tags.into_iter().map(|tag| (tag.key, tag.value)));
    Ok(TagResourceOutput {})
}

pub(crate) fn untag_resource(
    engine: &Engine,
    input: &UntagResourceInput,
) -> Result<UntagResourceOutput, ServiceError> {
    let name = table_of(&input.resource_arn).ok_or_else(message::invalid_table_arn)?;
    if input.tag_keys.is_empty() {
        return Err(message::no_tags("Tag Key"));
    }
    let table = tagged(engine, name, &input.resource_arn)?;
    let mut table = engine::write(&table);
    for key in &input.tag_keys {
        table.settings.tags.remove(key);
    }
    Ok(UntagResourceOutput {})
}

pub(crate) fn list_tags_of_resource(
    engine: &Engine,
    input: &ListTagsOfResourceInput,
) -> Result<ListTagsOfResourceOutput, ServiceError> {
    let name = table_of(&input.resource_arn).ok_or_else(message::invalid_table_arn)?;
    // All tags of a table are one page, so that no token was ever given out.
    if input.next_token.is_some() {
        return Err(message::invalid_next_token());
    }
    let table = tagged(engine, name, &input.resource_arn)?;
    let table = engine::read(&table);
    let tag = |(key, value): (&String, &String)| Tag { key: key.clone(), value: value.clone() };
    Ok(ListTagsOfResourceOutput { tags: table.settings.tags.iter().map(tag).collect(), next_token: None })
}

fn tagged(engine: &Engine, name: &str, arn: &str) -> Result<SharedTable, ServiceError> {
    engine.table(name).map_err(|_| message::resource_not_found(arn))
}

/// The rules of tags, which hold for a table that is created as well.
pub(super) fn check_tags(tags: &[Tag]) -> Result<(), ServiceError> {
    let mut keys = BTreeSet::new();
    for (at, tag) in tags.iter().enumerate() {
        let member = |name| format!("tags.{}.member.{name}", at + 1);
        let too_long = |limit| format!("have length less than or equal to {limit}");
        if tag.key.is_empty() {
            let constraint = "have length greater than or equal to 1";
            return Err(message::constraint(Some(""), &member("key"), constraint));
        }
        if tag.key.chars().count() > KEY_CHARACTERS {
            return Err(message::constraint(Some(&tag.key), &member("key"), &too_long(KEY_CHARACTERS)));
        }
        if tag.value.chars().count() > VALUE_CHARACTERS {
            return Err(message::constraint(Some(&tag.value), &member("value"), &too_long(VALUE_CHARACTERS)));
        }
        if tag.key.starts_with("aws:") {
            return Err(message::reserved_tag_key(&tag.key));
        }
        if !keys.insert(&tag.key) {
            return Err(message::repeated_tag_key(&tag.key));
        }
    }
    if tags.len() > TAGS { Err(message::too_many_tags()) } else { Ok(()) }
}
