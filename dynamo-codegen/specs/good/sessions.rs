// Generated from sessions.toml (afb3967e4590894c). Changes belong there.

use chrono::{DateTime, Utc};
use dynamo_model::AttributeValue;
use dynamo_model::prelude::*;
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
