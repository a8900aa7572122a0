// Generated from chat.toml (a69c45cf3113f1ef). Changes belong there.

use std::collections::BTreeMap;

use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};
use ulid::Ulid;

/// The table.
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "room": S, sk = "SK": S), kind = "kind")]
#[dynamo(lsi(ByAuthor, sk = "LSI1SK": S))]
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

/// Why [`ChatTable::join`] did not write.
#[derive(Debug)]
pub enum JoinError {
    /// `members < 5000` does not hold. This is the item as it is.
    RoomFull(Option<Box<Room>>),
    /// Anything else.
    Other(dynamo_model::Error),
}

impl From<dynamo_model::Error> for JoinError {
    fn from(error: dynamo_model::Error) -> Self {
        if !error.is_condition_failed() {
            return Self::Other(error);
        }
        let item = error.item().cloned().map(dynamo_model::from_item);
        match item.transpose() {
            Ok(item) => Self::RoomFull(item.map(Box::new)),
            Err(error) => Self::Other(error),
        }
    }
}

impl std::fmt::Display for JoinError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::RoomFull(_) => f.write_str("room full"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for JoinError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::RoomFull(_) => None,
            Self::Other(error) => error.source(),
        }
    }
}

/// The table [`Chat`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct ChatTable(TableHandle<Chat>);

impl From<TableHandle<Chat>> for ChatTable {
    fn from(table: TableHandle<Chat>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for ChatTable {
    type Target = TableHandle<Chat>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl ChatTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// Reads a [`Room`].
    ///
    /// - Request: GetItem
    /// - Key: `room` = `room`, `SK` = `ROOM`
    pub fn get_room(&self, room: &str) -> op::Get<Room> {
        self.0.get(Room::key(room))
    }

    /// Changes a [`Room`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `room` = `room`, `SK` = `ROOM`
    /// - Condition: `members < 5000`
    ///
    /// # Errors
    /// With [`JoinError::RoomFull`] when `members < 5000` does not hold.
    pub async fn join(&self, room: &str) -> Result<(), JoinError> {
        self.join_request(room).await.map_err(JoinError::from)
    }

    /// The request of [`join`](Self::join), which returns no item.
    fn join_request(&self, room: &str) -> op::Update<Room, op::Complete> {
        self.0
            .update(Room::key(room))
            .add(|r| r.members(), 1)
            .when(|r| r.members().lt(5000))
            .complete()
    }

    /// Writes a [`Message`] that must not exist.
    ///
    /// - Request: PutItem
    /// - Key: `room` = `room`, `SK` = `AT#{message_id}`
    pub fn send(&self, message: &Message) -> op::Put<Message> {
        self.0.create(message)
    }

    /// Reads each [`Message`] of a partition.
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `room` = `room`
    /// - Sort key: `SK` = `AT#{message_id}`, with `message_id` below a value
    pub fn history_below(
        &self,
        room: &str,
        message_id: Ulid,
    ) -> op::Query<Message, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Message::of(room).message_id(..message_id))
            .descending()
            .take(100)
    }

    /// Reads each [`Message`] of a partition.
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `room` = `room`
    /// - Sort key: `SK` = `AT#{message_id}`, with `message_id` above a value
    pub fn history_above(
        &self,
        room: &str,
        message_id: Ulid,
    ) -> op::Query<Message, dynamo_model::ReadFrom<false>> {
        let query = Message::of(room).message_id((
            std::ops::Bound::Excluded(message_id),
            std::ops::Bound::Unbounded,
        ));
        self.0.query(query).descending().take(100)
    }

    /// Reads each [`Message`] of a partition.
    ///
    /// - Request: Query of the index `ByAuthor`, consistent
    /// - Key: `room` = `room`
    /// - Sort key: `LSI1SK` = `{author}#{message_id}`, with `author`
    pub fn messages_of(
        &self,
        room: &str,
        author: &str,
    ) -> op::Query<Message, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Message::by_author(room).author(author))
            .consistent()
    }

    /// Writes messages of another place, and deletes others
    ///
    /// - Request: BatchWriteItem
    pub fn import(
        &self,
        message_items: &[Message],
        message_keys: Vec<MessageKey>,
    ) -> op::BatchWrite<Chat> {
        self.0
            .batch_write()
            .put_all(message_items)
            .delete_all(message_keys)
    }

    /// Reads each [`Room`] of some keys.
    ///
    /// - Request: BatchGetItem
    /// - Key: `room` = `room`, `SK` = `ROOM`
    pub fn rooms_and_messages(
        &self,
        room_keys: Vec<RoomKey>,
        message_keys: Vec<MessageKey>,
    ) -> op::BatchGet<Chat, (Vec<RoomKey>, Vec<MessageKey>)> {
        self.0.batch_get((room_keys, message_keys))
    }
}
