// Generated from feed.toml (3b924bb678dc1ef8). Changes belong there.

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};
use ulid::Ulid;

/// People, what they write, and whom they follow
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t")]
#[dynamo(gsi(GSI1, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(entities(Profile, Post, Follow, Like))]
pub struct Feed;

/// An item of the kind `profile`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Feed)]
#[dynamo(key(pk = "USER#{handle}", sk = "PROFILE"))]
pub struct Profile {
    /// The attribute `handle`.
    pub handle: String,
    /// The attribute `name`.
    pub name: String,
    /// The attribute `about`.
    pub about: Option<String>,
    /// The attribute `followers`.
    #[dynamo(default = 0)]
    pub followers: u32,
    /// The attribute `following`.
    #[dynamo(default = 0)]
    pub following: u32,
    /// The attribute `pinned`.
    pub pinned: Option<Vec<Ulid>>,
}

/// An item of the kind `post`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Feed)]
#[dynamo(key(pk = "USER#{author}", sk = "POST#{post_id}"))]
#[dynamo(index(by_topic, on = GSI1, pk = "TOPIC#{topic}", sk = "POST#{post_id}"))]
pub struct Post {
    /// The attribute `author`.
    pub author: String,
    /// The attribute `post_id`.
    pub post_id: Ulid,
    /// The attribute `topic`.
    pub topic: Option<String>,
    /// The attribute `text`.
    #[dynamo(bytes(..=4000))]
    pub text: String,
    /// The attribute `likes`.
    #[dynamo(default = 0)]
    pub likes: u32,
    /// The attribute `hidden`.
    #[dynamo(default)]
    pub hidden: bool,
}

/// An item of the kind `follow`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Feed)]
#[dynamo(key(pk = "USER#{follower}", sk = "FOLLOWS#{followee}"))]
#[dynamo(index(followers_of, on = GSI1, pk = "FOLLOWED#{followee}", sk = "SINCE#{since}#{follower}"))]
pub struct Follow {
    /// The attribute `follower`.
    pub follower: String,
    /// The attribute `followee`.
    pub followee: String,
    /// The attribute `since`.
    pub since: DateTime<Utc>,
}

/// An item of the kind `like`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Feed)]
#[dynamo(key(pk = "LIKES#{author}#{post_id}", sk = "BY#{handle}"))]
pub struct Like {
    /// The attribute `author`.
    pub author: String,
    /// The attribute `post_id`.
    pub post_id: Ulid,
    /// The attribute `handle`.
    pub handle: String,
    /// The attribute `at`.
    pub at: DateTime<Utc>,
}

/// Why [`FeedTable::join`] did not write.
#[derive(Debug)]
pub enum JoinError {
    /// An item with this key exists.
    HandleTaken,
    /// Anything else.
    Other(dynamo_model::Error),
}

impl From<dynamo_model::Error> for JoinError {
    fn from(error: dynamo_model::Error) -> Self {
        if error.is_already_exists() {
            Self::HandleTaken
        } else {
            Self::Other(error)
        }
    }
}

impl std::fmt::Display for JoinError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::HandleTaken => f.write_str("handle taken"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for JoinError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::HandleTaken => None,
            Self::Other(error) => error.source(),
        }
    }
}

/// Why [`FeedTable::hide`] did not write.
#[derive(Debug)]
pub enum HideError {
    /// `!topic or topic not in ['news', 'jobs']` does not hold.
    Official,
    /// Anything else.
    Other(dynamo_model::Error),
}

impl From<dynamo_model::Error> for HideError {
    fn from(error: dynamo_model::Error) -> Self {
        if error.is_condition_failed() {
            Self::Official
        } else {
            Self::Other(error)
        }
    }
}

impl std::fmt::Display for HideError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Official => f.write_str("official"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for HideError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Official => None,
            Self::Other(error) => error.source(),
        }
    }
}

/// The table [`Feed`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct FeedTable(TableHandle<Feed>);

impl From<TableHandle<Feed>> for FeedTable {
    fn from(table: TableHandle<Feed>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for FeedTable {
    type Target = TableHandle<Feed>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl FeedTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// Writes a [`Profile`] that must not exist.
    ///
    /// - Request: PutItem
    /// - Key: `PK` = `USER#{handle}`, `SK` = `PROFILE`
    ///
    /// # Errors
    /// With [`JoinError::HandleTaken`] when an item with this key exists.
    pub async fn join(&self, profile: &Profile) -> Result<(), JoinError> {
        self.join_request(profile).await.map_err(JoinError::from)
    }

    /// The request of [`join`](Self::join), which returns no item.
    fn join_request(&self, profile: &Profile) -> op::Put<Profile> {
        self.0.create(profile)
    }

    /// Reads a [`Profile`].
    ///
    /// - Request: GetItem
    /// - Key: `PK` = `USER#{handle}`, `SK` = `PROFILE`
    pub fn get_profile(&self, handle: &str) -> op::Get<Profile> {
        self.0.get(Profile::key(handle))
    }

    /// Changes name and text of a profile
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `USER#{handle}`, `SK` = `PROFILE`
    pub fn describe(
        &self,
        handle: &str,
        name: &str,
        about: Option<&str>,
    ) -> op::Update<Profile, op::Complete, AllNew> {
        self.0
            .update(Profile::key(handle))
            .set(|p| p.name(), name)
            .set_or_remove(|p| p.about(), about)
            .complete()
            .returning(AllNew)
    }

    /// Writes a [`Post`] that must not exist.
    ///
    /// - Request: PutItem
    /// - Key: `PK` = `USER#{author}`, `SK` = `POST#{post_id}`
    pub fn publish(&self, post: &Post) -> op::Put<Post> {
        self.0.create(post)
    }

    /// What somebody wrote, the latest first
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `USER#{author}`
    /// - Filter: `hidden == false`
    pub fn posts(&self, author: &str) -> op::Query<Post, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Post::of(author))
            .filter(|p| p.hidden().eq(false))
            .descending()
            .take(20)
    }

    /// The next page by the last post of the one before
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `USER#{author}`
    /// - Sort key: `SK` = `POST#{post_id}`, with `post_id` below a value
    /// - Filter: `not hidden == true or likes > 1000`
    pub fn older_posts_below(
        &self,
        author: &str,
        post_id: Ulid,
    ) -> op::Query<Post, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Post::of(author).post_id(..post_id))
            .filter(|p| !p.hidden().eq(true) | p.likes().gt(1000))
            .descending()
            .take(20)
    }

    /// Reads each [`Post`] of a partition.
    ///
    /// - Request: Query of the index `GSI1`, the greatest key first
    /// - Key: `GSI1PK` = `TOPIC#{topic}`
    pub fn topic(&self, topic: &str) -> op::Query<Post, dynamo_model::ReadFrom<true>> {
        self.0.query(Post::by_topic(topic)).descending().take(50)
    }

    /// Gives a post a topic, or takes it away
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `USER#{author}`, `SK` = `POST#{post_id}`
    pub fn move_to_topic(
        &self,
        author: &str,
        post_id: Ulid,
        topic: Option<&str>,
    ) -> op::Update<Post, op::Complete> {
        self.0
            .update(Post::key(author, post_id))
            .set_or_remove(|p| p.topic(), topic)
            .complete()
    }

    /// Changes a [`Post`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `USER#{author}`, `SK` = `POST#{post_id}`
    /// - Condition: `!topic or topic not in ['news', 'jobs']`
    ///
    /// # Errors
    /// With [`HideError::Official`] when `!topic or topic not in ['news', 'jobs']` does not hold.
    pub async fn hide(&self, author: &str, post_id: Ulid) -> Result<(), HideError> {
        self.hide_request(author, post_id)
            .await
            .map_err(HideError::from)
    }

    /// The request of [`hide`](Self::hide), which returns no item.
    fn hide_request(&self, author: &str, post_id: Ulid) -> op::Update<Post, op::Complete> {
        self.0
            .update(Post::key(author, post_id))
            .set(|p| p.hidden(), true)
            .when(|p| p.topic().not_exists() | !p.topic().is_in(["news", "jobs"]))
            .complete()
    }

    /// Follows somebody, and counts on both sides
    ///
    /// - Request: TransactWriteItems
    pub fn follow(&self, follow: &Follow) -> op::Transaction<Feed> {
        let mut transaction = self.0.transaction();
        transaction = transaction.with(Follow::create(follow));
        transaction = transaction.with(self.count_following(&follow.follower));
        transaction = transaction.with(self.count_followers(&follow.followee));
        transaction
    }

    /// Writes some items, all or none.
    ///
    /// - Request: TransactWriteItems
    pub fn unfollow(&self, follower: &str, followee: &str) -> op::Transaction<Feed> {
        let mut transaction = self.0.transaction();
        transaction = transaction.with(Follow::delete_existing(Follow::key(follower, followee)));
        transaction = transaction.with(self.uncount_following(follower));
        transaction = transaction.with(self.uncount_followers(followee));
        transaction
    }

    /// Changes a [`Profile`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `USER#{handle}`, `SK` = `PROFILE`
    pub fn count_following(&self, handle: &str) -> op::Update<Profile, op::Complete> {
        self.0
            .update(Profile::key(handle))
            .add(|p| p.following(), 1)
            .complete()
    }

    /// Changes a [`Profile`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `USER#{handle}`, `SK` = `PROFILE`
    pub fn count_followers(&self, handle: &str) -> op::Update<Profile, op::Complete> {
        self.0
            .update(Profile::key(handle))
            .add(|p| p.followers(), 1)
            .complete()
    }

    /// Changes a [`Profile`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `USER#{handle}`, `SK` = `PROFILE`
    /// - Condition: `following > 0`
    pub fn uncount_following(&self, handle: &str) -> op::Update<Profile, op::Complete> {
        self.0
            .update(Profile::key(handle))
            .subtract(|p| p.following(), 1)
            .when(|p| p.following().gt(0))
            .complete()
    }

    /// Changes a [`Profile`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `USER#{handle}`, `SK` = `PROFILE`
    /// - Condition: `followers > 0`
    pub fn uncount_followers(&self, handle: &str) -> op::Update<Profile, op::Complete> {
        self.0
            .update(Profile::key(handle))
            .subtract(|p| p.followers(), 1)
            .when(|p| p.followers().gt(0))
            .complete()
    }

    /// Who follows somebody, in the order in which they began to
    ///
    /// - Request: Query of the index `GSI1`
    /// - Key: `GSI1PK` = `FOLLOWED#{followee}`
    /// - Sort key: `GSI1SK` = `SINCE#{since}#{follower}`, with `since` since a moment, included
    pub fn followers_since(
        &self,
        followee: &str,
        since: DateTime<Utc>,
    ) -> op::Query<Follow, dynamo_model::ReadFrom<true>> {
        self.0
            .query(Follow::followers_of(followee).since(since..))
            .take(100)
    }

    /// Who follows somebody, in the order in which they began to
    ///
    /// - Request: Query of the index `GSI1`
    /// - Key: `GSI1PK` = `FOLLOWED#{followee}`
    /// - Sort key: `GSI1SK` = `SINCE#{since}#{follower}`, with `since` before a moment
    pub fn followers_before(
        &self,
        followee: &str,
        since: DateTime<Utc>,
    ) -> op::Query<Follow, dynamo_model::ReadFrom<true>> {
        self.0
            .query(Follow::followers_of(followee).since(..since))
            .take(100)
    }

    /// Whom somebody follows
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `USER#{follower}`
    /// - Sort key: `SK` = `FOLLOWS#{followee}`, with `followee` beginning with a text
    pub fn follows_begins_with(
        &self,
        follower: &str,
        followee: &str,
    ) -> op::Query<Follow, dynamo_model::ReadFrom<false>> {
        let query = Follow::of(follower).followee(begins_with(followee));
        self.0.query(query)
    }

    /// Writes some items, all or none.
    ///
    /// - Request: TransactWriteItems
    pub fn like(&self, like: &Like) -> op::Transaction<Feed> {
        let mut transaction = self.0.transaction();
        transaction = transaction.with(Like::create(like));
        transaction = transaction.with(self.count_like(&like.author, like.post_id));
        transaction
    }

    /// Changes a [`Post`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `USER#{author}`, `SK` = `POST#{post_id}`
    pub fn count_like(&self, author: &str, post_id: Ulid) -> op::Update<Post, op::Complete> {
        self.0
            .update(Post::key(author, post_id))
            .add(|p| p.likes(), 1)
            .complete()
    }

    /// Reads each [`Like`] of a partition.
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `LIKES#{author}#{post_id}`
    pub fn likes(
        &self,
        author: &str,
        post_id: Ulid,
    ) -> op::Query<Like, dynamo_model::ReadFrom<false>> {
        self.0.query(Like::of(author, post_id)).take(100)
    }

    /// Puts posts before all others of a profile
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `USER#{handle}`, `SK` = `PROFILE`
    /// - Condition: `pinned`
    pub fn pin(&self, handle: &str, pinned: Vec<Ulid>) -> op::Update<Profile, op::Complete> {
        self.0
            .update(Profile::key(handle))
            .prepend(|p| p.pinned(), pinned)
            .when(|p| p.pinned().exists())
            .complete()
    }

    /// Changes a [`Profile`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `USER#{handle}`, `SK` = `PROFILE`
    pub fn first_pin(&self, handle: &str, pinned: Vec<Ulid>) -> op::Update<Profile, op::Complete> {
        self.0
            .update(Profile::key(handle))
            .set_if_absent(|p| p.pinned(), pinned)
            .complete()
    }
}
