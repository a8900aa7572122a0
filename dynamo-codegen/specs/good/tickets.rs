// Generated from tickets.toml (033420bcc3f5e72d). Changes belong there.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use ulid::Ulid;
use uuid::Uuid;

/// A help desk of many tenants in one table
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t")]
#[dynamo(gsi(ByState, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(gsi(ByAssignee, pk = ["tenant_id": S, "assignee": S], sk = ["priority": N, "opened_at": S], project("title", "state", "_t")))]
#[dynamo(entities(Agent, AgentEmail, Ticket, Message))]
#[dynamo(collection(TicketPage(Ticket, Message)))]
pub struct Tickets;

/// How far a ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DynamoAttribute)]
pub enum State {
    /// `open`
    Open,
    /// `waiting`
    Waiting,
    /// `closed`
    Closed,
}

/// Somebody who answers.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Tickets)]
#[dynamo(key(pk = "TENANT#{tenant_id}#AGENT#{agent_id}", sk = "AGENT"))]
pub struct Agent {
    /// The attribute `tenant_id`.
    pub tenant_id: Uuid,
    /// The attribute `agent_id`.
    pub agent_id: Ulid,
    /// The attribute `email`.
    #[dynamo(unique(scope = [tenant_id], format = "lower"))]
    pub email: String,
    /// The attribute `teams`.
    #[dynamo(default)]
    pub teams: BTreeSet<String>,
}

/// A question of a customer.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Tickets)]
#[dynamo(key(pk = "TENANT#{tenant_id}#TICKET#{ticket_id}", sk = "TICKET"))]
#[dynamo(index(by_state, on = ByState, pk = "TENANT#{tenant_id}#{state}", sk = "{opened_at:ms}#{ticket_id}", when = "state not in ['closed']"))]
#[dynamo(index(by_assignee, on = ByAssignee, pk = [tenant_id, assignee], sk = [priority, opened_at]))]
pub struct Ticket {
    /// The attribute `tenant_id`.
    pub tenant_id: Uuid,
    /// The attribute `ticket_id`.
    #[dynamo(generate)]
    pub ticket_id: Ulid,
    /// The attribute `title`.
    pub title: String,
    /// The attribute `state`.
    #[dynamo(default = State::Open)]
    pub state: State,
    /// The attribute `assignee`.
    pub assignee: Option<Ulid>,
    /// The attribute `priority`.
    pub priority: u8,
    /// The attribute `opened_at`.
    #[dynamo(created)]
    pub opened_at: DateTime<Utc>,
    /// The attribute `changed_at`.
    #[dynamo(updated)]
    pub changed_at: DateTime<Utc>,
    /// Counts the changes, so that two people who change the item at once notice.
    #[dynamo(rename = "_v")]
    pub version: u64,
}

/// A message of a ticket.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Tickets)]
#[dynamo(key(
    pk = "TENANT#{tenant_id}#TICKET#{ticket_id}",
    sk = "MESSAGE#{sent_at}#{message_id}"
))]
pub struct Message {
    /// The attribute `tenant_id`.
    pub tenant_id: Uuid,
    /// The attribute `ticket_id`.
    pub ticket_id: Ulid,
    /// The attribute `message_id`.
    pub message_id: Ulid,
    /// The attribute `sent_at`.
    pub sent_at: DateTime<Utc>,
    /// The attribute `text`.
    pub text: String,
    /// The attribute `attachments`.
    #[dynamo(default)]
    pub attachments: Vec<String>,
}
