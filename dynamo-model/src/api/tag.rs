//! TagResource, UntagResource and ListTagsOfResource.

/// A key and a value that a resource is marked with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tag {
    /// The key: 1 to 128 characters.
    pub key: String,
    /// The value: at most 256 characters.
    pub value: String,
}

/// The input of `TagResource`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TagResourceInput {
    /// The table's resource name.
    pub resource_arn: String,
    /// The tags to set. One with a key that is there takes its place.
    pub tags: Vec<Tag>,
}

/// The output of `TagResource`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TagResourceOutput {}

/// The input of `UntagResource`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UntagResourceInput {
    /// The table's resource name.
    pub resource_arn: String,
    /// The keys of the tags to remove.
    pub tag_keys: Vec<String>,
}

/// The output of `UntagResource`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UntagResourceOutput {}

/// The input of `ListTagsOfResource`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListTagsOfResourceInput {
    /// The table's resource name.
    pub resource_arn: String,
    /// Where the page before said that this one begins.
    pub next_token: Option<String>,
}

/// The output of `ListTagsOfResource`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListTagsOfResourceOutput {
    /// The tags.
    pub tags: Vec<Tag>,
    /// Where the next page begins; absent on the last one.
    pub next_token: Option<String>,
}
