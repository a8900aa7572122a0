// Generated from sessions.toml (a497388eda5fd243). Changes belong there.

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{AttributeValue, TableHandle, op};
use uuid::Uuid;

/// The table.
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S), ttl = "expires_at")]
#[dynamo(entities(Session))]
pub struct Sessions;

/// Somebody who is logged in.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Sessions)]
#[dynamo(key(pk = "SESSION#{token_hash}"))]
pub struct Session {
    /// The attribute `token_hash`.
    pub token_hash: String,
    /// The attribute `user_id`.
    pub user_id: Uuid,
    /// The attribute `created_at`.
    #[dynamo(created)]
    pub created_at: DateTime<Utc>,
    /// The attribute `expires_at`.
    #[dynamo(ttl(after = "12h"))]
    pub expires_at: EpochSeconds,
    /// The attribute `data`.
    pub data: AttributeValue,
}

/// What the access pattern `user_of` reads of a [`Session`].
#[derive(Debug, Clone, PartialEq, DynamoProjection)]
#[dynamo(of = Session)]
pub struct UserOfItem {
    /// The attribute `user_id`.
    pub user_id: Uuid,
}

/// The table [`Sessions`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct SessionsTable(TableHandle<Sessions>);

impl From<TableHandle<Sessions>> for SessionsTable {
    fn from(table: TableHandle<Sessions>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for SessionsTable {
    type Target = TableHandle<Sessions>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl SessionsTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// Writes a [`Session`] that must not exist.
    ///
    /// - Request: PutItem
    /// - Key: `PK` = `SESSION#{token_hash}`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn start(&self, session: &Session) -> op::Put<Session> {
        self.0.create(session)
    }

    /// Reads a [`Session`].
    ///
    /// - Request: GetItem, consistent
    /// - Key: `PK` = `SESSION#{token_hash}`
    /// - Capacity: 1 read unit per 4 KB of each item
    pub fn find(&self, token_hash: &str) -> op::Get<Session> {
        self.0.get(Session::key(token_hash)).consistent()
    }

    /// Changes a [`Session`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `SESSION#{token_hash}`
    /// - Condition: `exists and expires_at > :now`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn extend(
        &self,
        token_hash: &str,
        expires_at: EpochSeconds,
        now: EpochSeconds,
    ) -> op::Update<Session, op::Complete> {
        self.0
            .update(Session::key(token_hash))
            .set(|s| s.expires_at(), expires_at)
            .when(|s| s.expires_at().gt(now))
            .complete()
    }

    /// Reads each [`Session`] of some keys.
    ///
    /// - Request: BatchGetItem, consistent
    /// - Key: `PK` = `SESSION#{token_hash}`, of each key
    /// - Capacity: 1 read unit per 4 KB of each item
    pub fn find_many(
        &self,
        session_keys: Vec<SessionKey>,
    ) -> op::BatchGet<Sessions, Vec<SessionKey>> {
        self.0.batch_get(session_keys).consistent()
    }

    /// Reads a [`Session`].
    ///
    /// - Request: GetItem
    /// - Key: `PK` = `SESSION#{token_hash}`
    /// - Capacity: 0.5 read units per 4 KB of each item
    pub fn user_of(&self, token_hash: &str) -> op::Get<Session, UserOfItem> {
        self.0.get(Session::key(token_hash)).project::<UserOfItem>()
    }

    /// Deletes a [`Session`].
    ///
    /// - Request: DeleteItem
    /// - Key: `PK` = `SESSION#{token_hash}`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn end(&self, token_hash: &str) -> op::Delete<Session, AllOld> {
        self.0.delete(Session::key(token_hash)).returning(AllOld)
    }
}

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionsSeeds {
    /// The seed `running`.
    pub running: Session,
    /// The seed `other`.
    pub other: Session,
}

impl SessionsSeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            running: Session {
                token_hash: "a1".to_owned(),
                user_id: Uuid::from_u128(0x00000000000000000000000000000001),
                created_at: DateTime::UNIX_EPOCH,
                expires_at: EpochSeconds(1777636800),
                data: AttributeValue::from("dark"),
            },
            other: Session {
                token_hash: "b2".to_owned(),
                user_id: Uuid::from_u128(0x00000000000000000000000000000002),
                created_at: DateTime::UNIX_EPOCH,
                expires_at: EpochSeconds(1777636800),
                data: AttributeValue::from(true),
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Sessions>) -> dynamo_model::Result<Self> {
        let mut seeds = Self::items();
        seeds.running = table.create(&seeds.running).returning(AllNew).await?;
        seeds.other = table.create(&seeds.other).returning(AllNew).await?;
        Ok(seeds)
    }
}

/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<(SessionsTable, SessionsSeeds)> {
        let table = SessionsTable::on(dynamo_mock::Mock::new(), "sessions");
        table.create_table().await?;
        let seeds = SessionsSeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn a_session_starts_once() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table.start(&seeds.running).await;
        assert!(failed.is_err_and(|error| error.is_already_exists()));
        Ok(())
    }

    #[tokio::test]
    async fn a_session_starts() -> Outcome {
        let (table, seeds) = stored().await?;
        let session = Session {
            token_hash: "c3".to_owned(),
            ..seeds.other.clone()
        };
        table.start(&session).await?;
        let mut expected = Session {
            token_hash: "c3".to_owned(),
            ..seeds.other.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.created_at = found.created_at;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_session_is_found() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.find("a1").await?;
        let expected = seeds.running.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_session_goes_on() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .extend("a1", EpochSeconds(1777723200), EpochSeconds(1777636799))
            .await?;
        let mut expected = Session {
            expires_at: EpochSeconds(1777723200),
            ..seeds.running.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.created_at = found.created_at;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_session_is_over() -> Outcome {
        let (table, _) = stored().await?;
        let failed = table
            .extend("a1", EpochSeconds(1777723200), EpochSeconds(1777636800))
            .await;
        assert!(failed.is_err_and(|error| error.is_condition_failed()));
        Ok(())
    }

    #[tokio::test]
    async fn several() -> Outcome {
        let (table, seeds) = stored().await?;
        let session_keys = vec![seeds.other.primary_key(), seeds.running.primary_key()];
        let session = table.find_many(session_keys).await?;
        let found: Vec<_> = session.into_iter().flatten().collect();
        let expected = [seeds.other.clone(), seeds.running.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn who_it_is() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.user_of("b2").await?;
        let expected = UserOfItem {
            user_id: seeds.other.user_id,
        };
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_session_ends() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.end("b2").await?;
        let expected = seeds.other.clone();
        assert_eq!(found, Some(expected));
        let found = table.get(seeds.other.primary_key()).consistent().await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn a_session_that_is_not_there_ends() -> Outcome {
        let (table, _) = stored().await?;
        let found = table.end("z9").await?;
        assert_eq!(found, None);
        Ok(())
    }
}
