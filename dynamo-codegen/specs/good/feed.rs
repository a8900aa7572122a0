// Generated from feed.toml (a262d50bae15803f). Changes belong there.

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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 0.5 read units per 4 KB of each item
    pub fn get_profile(&self, handle: &str) -> op::Get<Profile> {
        self.0.get(Profile::key(handle))
    }

    /// Changes name and text of a profile
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `USER#{handle}`, `SK` = `PROFILE`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn publish(&self, post: &Post) -> op::Put<Post> {
        self.0.create(post)
    }

    /// What somebody wrote, the latest first
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `USER#{author}`
    /// - Filter: `hidden == false`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn topic(&self, topic: &str) -> op::Query<Post, dynamo_model::ReadFrom<true>> {
        self.0.query(Post::by_topic(topic)).descending().take(50)
    }

    /// Gives a post a topic, or takes it away
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `USER#{author}`, `SK` = `POST#{post_id}`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Action: create of a [`Follow`]
    /// - Action: [`count_following`](Self::count_following)
    /// - Action: [`count_followers`](Self::count_followers)
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
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
    /// - Action: delete of a [`Follow`], if `exists`
    /// - Action: [`uncount_following`](Self::uncount_following)
    /// - Action: [`uncount_followers`](Self::uncount_followers)
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Action: create of a [`Like`]
    /// - Action: [`count_like`](Self::count_like)
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn first_pin(&self, handle: &str, pinned: Vec<Ulid>) -> op::Update<Profile, op::Complete> {
        self.0
            .update(Profile::key(handle))
            .set_if_absent(|p| p.pinned(), pinned)
            .complete()
    }
}

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedSeeds {
    /// The seed `ada`.
    pub ada: Profile,
    /// The seed `bo`.
    pub bo: Profile,
    /// The seed `first`.
    pub first: Post,
    /// The seed `official`.
    pub official: Post,
    /// The seed `secret`.
    pub secret: Post,
    /// The seed `bo_follows_ada`.
    pub bo_follows_ada: Follow,
    /// The seed `liked`.
    pub liked: Like,
}

impl FeedSeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            ada: Profile {
                handle: "ada".to_owned(),
                name: "Ada".to_owned(),
                about: Some("Engines".to_owned()),
                followers: 1,
                following: 0,
                pinned: Some(vec![Ulid::from(0x0197c000000000000000000000000001_u128)]),
            },
            bo: Profile {
                handle: "bo".to_owned(),
                name: "Bo".to_owned(),
                about: None,
                followers: 0,
                following: 1,
                pinned: None,
            },
            first: Post {
                author: "ada".to_owned(),
                post_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                topic: Some("engines".to_owned()),
                text: "Hello".to_owned(),
                likes: 0,
                hidden: Default::default(),
            },
            official: Post {
                author: "ada".to_owned(),
                post_id: Ulid::from(0x0197c000000000000000000000000002_u128),
                topic: Some("news".to_owned()),
                text: "There is news".to_owned(),
                likes: 0,
                hidden: Default::default(),
            },
            secret: Post {
                author: "ada".to_owned(),
                post_id: Ulid::from(0x0197c000000000000000000000000003_u128),
                topic: None,
                text: "Nobody sees this".to_owned(),
                likes: 3,
                hidden: true,
            },
            bo_follows_ada: Follow {
                follower: "bo".to_owned(),
                followee: "ada".to_owned(),
                since: DateTime::from_timestamp_nanos(1777622400000000000),
            },
            liked: Like {
                author: "ada".to_owned(),
                post_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                handle: "bo".to_owned(),
                at: DateTime::from_timestamp_nanos(1777626000000000000),
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Feed>) -> dynamo_model::Result<Self> {
        let seeds = Self::items();
        table.create(&seeds.ada).await?;
        table.create(&seeds.bo).await?;
        table.create(&seeds.first).await?;
        table.create(&seeds.official).await?;
        table.create(&seeds.secret).await?;
        table.create(&seeds.bo_follows_ada).await?;
        table.create(&seeds.liked).await?;
        Ok(seeds)
    }
}

/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {
    use chrono::DateTime;
    use ulid::Ulid;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<(FeedTable, FeedSeeds)> {
        let table = FeedTable::on(dynamo_mock::Mock::new(), "feed");
        table.create_table().await?;
        let seeds = FeedSeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn a_handle_is_taken_once() -> Outcome {
        let (table, seeds) = stored().await?;
        let profile = Profile {
            name: "Eve".to_owned(),
            ..seeds.ada.clone()
        };
        let failed = table.join(&profile).await;
        assert!(matches!(failed, Err(JoinError::HandleTaken)));
        let expected = seeds.ada.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_profile() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.get_profile("ada").await?;
        let expected = seeds.ada.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_description() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.describe("bo", "Bo B.", Some("Boats")).await?;
        let expected = Profile {
            name: "Bo B.".to_owned(),
            about: Some("Boats".to_owned()),
            ..seeds.bo.clone()
        };
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn a_post() -> Outcome {
        let (table, seeds) = stored().await?;
        let post = Post {
            post_id: Ulid::from(0x0197c000000000000000000000000004_u128),
            ..seeds.first.clone()
        };
        table.publish(&post).await?;
        let expected = Post {
            post_id: Ulid::from(0x0197c000000000000000000000000004_u128),
            ..seeds.first.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn what_ada_wrote() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.posts("ada").await?.items;
        let expected = [seeds.official.clone(), seeds.first.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn what_ada_wrote_before() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .older_posts_below("ada", Ulid::from(0x0197c000000000000000000000000002_u128))
            .await?
            .items;
        let expected = [seeds.first.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn on_engines() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.topic("engines").await?.items;
        let expected = [seeds.first.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn another_topic() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .move_to_topic(
                "ada",
                Ulid::from(0x0197c000000000000000000000000001_u128),
                Some("boats"),
            )
            .await?;
        let expected = Post {
            topic: Some("boats".to_owned()),
            ..seeds.first.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn no_topic() -> Outcome {
        let (table, _) = stored().await?;
        table
            .move_to_topic(
                "ada",
                Ulid::from(0x0197c000000000000000000000000001_u128),
                None,
            )
            .await?;
        let expected = Post {
            author: "ada".to_owned(),
            post_id: Ulid::from(0x0197c000000000000000000000000001_u128),
            topic: None,
            text: "Hello".to_owned(),
            likes: 0,
            hidden: Default::default(),
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn hidden() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .hide("ada", Ulid::from(0x0197c000000000000000000000000001_u128))
            .await?;
        let expected = Post {
            hidden: true,
            ..seeds.first.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn news_is_not_hidden() -> Outcome {
        let (table, _) = stored().await?;
        let failed = table
            .hide("ada", Ulid::from(0x0197c000000000000000000000000002_u128))
            .await;
        assert!(matches!(failed, Err(HideError::Official)));
        Ok(())
    }

    #[tokio::test]
    async fn follow_each_other() -> Outcome {
        let (table, seeds) = stored().await?;
        let follow = Follow {
            follower: "ada".to_owned(),
            followee: "bo".to_owned(),
            since: DateTime::from_timestamp_nanos(1777708800000000000),
        };
        table.follow(&follow).await?;
        let expected = Profile {
            following: 1,
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = Profile {
            followers: 1,
            ..seeds.bo.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn nobody_follows_twice() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table.follow(&seeds.bo_follows_ada).await;
        assert!(failed.is_err_and(|error| error.is_transaction_canceled()));
        let expected = seeds.ada.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = seeds.bo.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn no_longer() -> Outcome {
        let (table, seeds) = stored().await?;
        table.unfollow("bo", "ada").await?;
        let expected = Profile {
            followers: 0,
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = Profile {
            following: 0,
            ..seeds.bo.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let found = table
            .get(seeds.bo_follows_ada.primary_key())
            .consistent()
            .await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn one_following_more() -> Outcome {
        let (table, seeds) = stored().await?;
        table.count_following("bo").await?;
        let expected = Profile {
            following: 2,
            ..seeds.bo.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn one_follower_more() -> Outcome {
        let (table, seeds) = stored().await?;
        table.count_followers("ada").await?;
        let expected = Profile {
            followers: 2,
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn one_following_less() -> Outcome {
        let (table, seeds) = stored().await?;
        table.uncount_following("bo").await?;
        let expected = Profile {
            following: 0,
            ..seeds.bo.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn not_less_than_none() -> Outcome {
        let (table, _) = stored().await?;
        let failed = table.uncount_followers("bo").await;
        assert!(failed.is_err_and(|error| error.is_condition_failed()));
        Ok(())
    }

    #[tokio::test]
    async fn followers_since() -> Outcome {
        let (table, seeds) = stored().await?;
        let since = DateTime::from_timestamp_nanos(1777622400000000000);
        let found = table.followers_since("ada", since).await?.items;
        let expected = [seeds.bo_follows_ada.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn followers_before() -> Outcome {
        let (table, _) = stored().await?;
        let since = DateTime::from_timestamp_nanos(1777622400000000000);
        let found = table.followers_before("ada", since).await?.items;
        assert!(found.is_empty());
        Ok(())
    }

    #[tokio::test]
    async fn whom_bo_follows() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.follows_begins_with("bo", "a").await?.items;
        let expected = [seeds.bo_follows_ada.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn a_like_is_counted() -> Outcome {
        let (table, seeds) = stored().await?;
        let like = Like {
            author: "ada".to_owned(),
            post_id: Ulid::from(0x0197c000000000000000000000000003_u128),
            handle: "bo".to_owned(),
            at: DateTime::from_timestamp_nanos(1777798800000000000),
        };
        table.like(&like).await?;
        let expected = Post {
            likes: 4,
            ..seeds.secret.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_like_is_counted_once() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table.like(&seeds.liked).await;
        assert!(failed.is_err_and(|error| error.is_transaction_canceled()));
        let expected = seeds.first.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn one_like_more() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .count_like("ada", Ulid::from(0x0197c000000000000000000000000003_u128))
            .await?;
        let expected = Post {
            likes: 4,
            ..seeds.secret.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn who_likes_it() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .likes("ada", Ulid::from(0x0197c000000000000000000000000001_u128))
            .await?
            .items;
        let expected = [seeds.liked.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn pinned_before_others() -> Outcome {
        let (table, seeds) = stored().await?;
        let pinned = vec![Ulid::from(0x0197c000000000000000000000000002_u128)];
        table.pin("ada", pinned).await?;
        let expected = Profile {
            pinned: Some(vec![
                Ulid::from(0x0197c000000000000000000000000002_u128),
                Ulid::from(0x0197c000000000000000000000000001_u128),
            ]),
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn the_first_pin() -> Outcome {
        let (table, seeds) = stored().await?;
        let pinned = vec![Ulid::from(0x0197c000000000000000000000000002_u128)];
        table.first_pin("bo", pinned).await?;
        let expected = Profile {
            pinned: Some(vec![Ulid::from(0x0197c000000000000000000000000002_u128)]),
            ..seeds.bo.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }
}
