// Generated from chat.toml (f36446dcc86e8f53). Changes belong there.

use std::collections::BTreeMap;

use dynamo_model::prelude::*;
use ulid::Ulid;

/// The table.
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "room": S, sk = "SK": S), kind = "kind")]
#[dynamo(lsi(ByAuthor, sk = "LSI1SK": S, project(keys_only)))]
#[dynamo(entities(Room, Message))]
pub struct Chat;

/// The type `Content` of attributes.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
#[dynamo(tag = "type")]
pub enum Content {
    /// `text`
    Text {
        /// The attribute `body`.
        body: String,
    },
    /// `image`
    Image {
        /// The attribute `url`.
        url: String,
        /// The attribute `width`.
        width: u32,
        /// The attribute `height`.
        height: u32,
    },
}

/// An item of the kind `room`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Chat)]
#[dynamo(key(pk = room, sk = "ROOM"))]
pub struct Room {
    /// The attribute `room`.
    pub room: String,
    /// The attribute `topic`.
    #[dynamo(default)]
    pub topic: String,
    /// The attribute `members`.
    pub members: u32,
}

/// An item of the kind `message`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Chat)]
#[dynamo(key(pk = room, sk = "AT#{message_id}"))]
#[dynamo(index(by_author, on = ByAuthor, sk = "{author}#{message_id}"))]
pub struct Message {
    /// The attribute `room`.
    pub room: String,
    /// The attribute `message_id`.
    pub message_id: Ulid,
    /// The attribute `author`.
    pub author: String,
    /// The attribute `content`.
    pub content: Content,
    /// The attribute `reactions`.
    pub reactions: Option<BTreeMap<String, u32>>,
}
