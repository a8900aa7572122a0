// Generated from chat.toml (d4ba66534c7f2e19). Changes belong there.

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
    /// - Capacity: 0.5 read units per 4 KB of each item
    pub fn get_room(&self, room: &str) -> op::Get<Room> {
        self.0.get(Room::key(room))
    }

    /// Changes a [`Room`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `room` = `room`, `SK` = `ROOM`
    /// - Condition: `members < 5000`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn send(&self, message: &Message) -> op::Put<Message> {
        self.0.create(message)
    }

    /// Reads each [`Message`] of a partition.
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `room` = `room`
    /// - Sort key: `SK` = `AT#{message_id}`, with `message_id` below a value
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 1 read unit per 4 KB of all that is read
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Key: `room` = `room`, `SK` = `ROOM`, of each key
    /// - Capacity: 0.5 read units per 4 KB of each item
    pub fn rooms_and_messages(
        &self,
        room_keys: Vec<RoomKey>,
        message_keys: Vec<MessageKey>,
    ) -> op::BatchGet<Chat, (Vec<RoomKey>, Vec<MessageKey>)> {
        self.0.batch_get((room_keys, message_keys))
    }
}

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatSeeds {
    /// The seed `rust`.
    pub rust: Room,
    /// The seed `full`.
    pub full: Room,
    /// The seed `hello`.
    pub hello: Message,
    /// The seed `picture`.
    pub picture: Message,
}

impl ChatSeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            rust: Room {
                room: "rust".to_owned(),
                topic: "The language".to_owned(),
                members: 4999,
            },
            full: Room {
                room: "full".to_owned(),
                topic: Default::default(),
                members: 5000,
            },
            hello: Message {
                room: "rust".to_owned(),
                message_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                author: "ada".to_owned(),
                content: Content::Text {
                    body: "Hello".to_owned(),
                },
                reactions: None,
            },
            picture: Message {
                room: "rust".to_owned(),
                message_id: Ulid::from(0x0197c000000000000000000000000002_u128),
                author: "bo".to_owned(),
                content: Content::Image {
                    url: "https://example.com/crab.png".to_owned(),
                    width: 640,
                    height: 480,
                },
                reactions: Some(BTreeMap::from([
                    ("heart".to_owned(), 2),
                    ("crab".to_owned(), 7),
                ])),
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Chat>) -> dynamo_model::Result<Self> {
        let seeds = Self::items();
        table.create(&seeds.rust).await?;
        table.create(&seeds.full).await?;
        table.create(&seeds.hello).await?;
        table.create(&seeds.picture).await?;
        Ok(seeds)
    }
}

/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {
    use ulid::Ulid;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<(ChatTable, ChatSeeds)> {
        let table = ChatTable::on(dynamo_mock::Mock::new(), "chat");
        table.create_table().await?;
        let seeds = ChatSeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn a_room() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.get_room("rust").await?;
        let expected = seeds.rust.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn one_more() -> Outcome {
        let (table, seeds) = stored().await?;
        table.join("rust").await?;
        let expected = Room {
            members: 5000,
            ..seeds.rust.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn nobody_more() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table.join("full").await;
        let expected = seeds.full.clone();
        let expected = Some(Box::new(expected));
        assert!(matches!(failed, Err(JoinError::RoomFull(found)) if found == expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_message() -> Outcome {
        let (table, seeds) = stored().await?;
        let message = Message {
            message_id: Ulid::from(0x0197c000000000000000000000000003_u128),
            content: Content::Text {
                body: "Again".to_owned(),
            },
            ..seeds.hello.clone()
        };
        table.send(&message).await?;
        let expected = Message {
            message_id: Ulid::from(0x0197c000000000000000000000000003_u128),
            content: Content::Text {
                body: "Again".to_owned(),
            },
            ..seeds.hello.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_message_is_sent_once() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table.send(&seeds.hello).await;
        assert!(failed.is_err_and(|error| error.is_already_exists()));
        Ok(())
    }

    #[tokio::test]
    async fn older_messages() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .history_below("rust", Ulid::from(0x0197c000000000000000000000000009_u128))
            .await?
            .items;
        let expected = [seeds.picture.clone(), seeds.hello.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn newer_messages() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .history_above("rust", Ulid::from(0x0197c000000000000000000000000001_u128))
            .await?
            .items;
        let expected = [seeds.picture.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn messages_of_bo() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.messages_of("rust", "bo").await?.items;
        let expected = [seeds.picture.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn an_import() -> Outcome {
        let (table, seeds) = stored().await?;
        let message_items = [
            Message {
                room: "old".to_owned(),
                ..seeds.hello.clone()
            },
            Message {
                room: "old".to_owned(),
                ..seeds.picture.clone()
            },
        ];
        table
            .import(&message_items, vec![seeds.hello.primary_key()])
            .await?;
        let expected = Message {
            room: "old".to_owned(),
            ..seeds.hello.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = seeds.picture.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let found = table.get(seeds.hello.primary_key()).consistent().await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn some_of_both() -> Outcome {
        let (table, seeds) = stored().await?;
        let room_keys = vec![seeds.full.primary_key(), seeds.rust.primary_key()];
        let (room, message) = table
            .rooms_and_messages(room_keys, vec![seeds.picture.primary_key()])
            .await?;
        let found: Vec<_> = room.into_iter().flatten().collect();
        let expected = [seeds.full.clone(), seeds.rust.clone()];
        assert_eq!(found, expected);
        let found: Vec<_> = message.into_iter().flatten().collect();
        let expected = [seeds.picture.clone()];
        assert_eq!(found, expected);
        Ok(())
    }
}
