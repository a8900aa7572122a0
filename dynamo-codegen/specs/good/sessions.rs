// Generated from sessions.toml (2ac4f7b02a3c5549). Changes belong there.

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
    pub fn start(&self, session: &Session) -> op::Put<Session> {
        self.0.create(session)
    }

    /// Reads a [`Session`].
    ///
    /// - Request: GetItem, consistent
    /// - Key: `PK` = `SESSION#{token_hash}`
    pub fn find(&self, token_hash: &str) -> op::Get<Session> {
        self.0.get(Session::key(token_hash)).consistent()
    }

    /// Changes a [`Session`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `SESSION#{token_hash}`
    /// - Condition: `exists and expires_at > :now`
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
    /// - Key: `PK` = `SESSION#{token_hash}`
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
    pub fn user_of(&self, token_hash: &str) -> op::Get<Session, UserOfItem> {
        self.0.get(Session::key(token_hash)).project::<UserOfItem>()
    }

    /// Deletes a [`Session`].
    ///
    /// - Request: DeleteItem
    /// - Key: `PK` = `SESSION#{token_hash}`
    pub fn end(&self, token_hash: &str) -> op::Delete<Session, AllOld> {
        self.0.delete(Session::key(token_hash)).returning(AllOld)
    }
}
