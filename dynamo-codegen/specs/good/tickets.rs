// Generated from tickets.toml (095d31beedf5bdd9). Changes belong there.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};
use ulid::Ulid;
use uuid::Uuid;

/// A help desk of many tenants in one table
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t")]
#[dynamo(gsi(ByState, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(gsi(ByAssignee, pk = ["tenant_id": S, "assignee": S], sk = ["priority": N, "opened_at": S]))]
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
    #[dynamo(bytes(..=254), unique(scope = [tenant_id], format = "lower"))]
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
    #[dynamo(rename = "_v", lock)]
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

/// Why [`TicketsTable::create_agent`] did not write.
#[derive(Debug)]
pub enum CreateAgentError {
    /// An item with this key or with the value of a unique attribute exists.
    EmailTaken,
    /// Anything else.
    Other(dynamo_model::Error),
}

impl From<dynamo_model::Error> for CreateAgentError {
    fn from(error: dynamo_model::Error) -> Self {
        if error.is_already_exists() || error.is_unique_taken() {
            Self::EmailTaken
        } else {
            Self::Other(error)
        }
    }
}

impl std::fmt::Display for CreateAgentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::EmailTaken => f.write_str("email taken"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for CreateAgentError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::EmailTaken => None,
            Self::Other(error) => error.source(),
        }
    }
}

/// A ticket and its messages
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(tenant_id, ticket_id))]
pub struct TicketPage {
    /// The [`Ticket`], if there is one.
    pub ticket: Option<Ticket>,
    /// Each [`Message`], in the order of the keys.
    pub messages: Vec<Message>,
}

/// What the access pattern `tickets_of_agent` reads of a [`Ticket`].
#[derive(Debug, Clone, PartialEq, DynamoProjection)]
#[dynamo(of = Ticket)]
pub struct TicketsOfAgentItem {
    /// The attribute `title`.
    pub title: String,
    /// The attribute `state`.
    #[dynamo(default = State::Open)]
    pub state: State,
}

/// The table [`Tickets`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct TicketsTable(TableHandle<Tickets>);

impl From<TableHandle<Tickets>> for TicketsTable {
    fn from(table: TableHandle<Tickets>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for TicketsTable {
    type Target = TableHandle<Tickets>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl TicketsTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// Finds a [`Agent`] by a unique attribute.
    ///
    /// - Request: GetItem, twice
    /// - Key: `PK` = `UNIQUE#agent#email#{tenant_id}#{email:lower}`, which leads to `PK` = `TENANT#{tenant_id}#AGENT#{agent_id}`, `SK` = `AGENT`
    pub fn agent_by_email(&self, tenant_id: Uuid, email: &str) -> op::GetByUnique<AgentEmail> {
        self.0.get_by_unique(Agent::by_email(tenant_id, email))
    }

    /// Writes a [`Agent`] that must not exist.
    ///
    /// - Request: PutItem
    /// - Key: `PK` = `TENANT#{tenant_id}#AGENT#{agent_id}`, `SK` = `AGENT`
    ///
    /// # Errors
    /// With [`CreateAgentError::EmailTaken`] when an item with this key or with the value of a unique attribute exists.
    pub async fn create_agent(&self, agent: &Agent) -> Result<(), CreateAgentError> {
        self.create_agent_request(agent)
            .await
            .map_err(CreateAgentError::from)
    }

    /// The request of [`create_agent`](Self::create_agent), which returns no item.
    fn create_agent_request(&self, agent: &Agent) -> op::CreateUnique<Agent> {
        self.0.create_unique(agent)
    }

    /// Forgets somebody, whose address others can have then
    ///
    /// - Request: DeleteItem
    /// - Key: `PK` = `TENANT#{tenant_id}#AGENT#{agent_id}`, `SK` = `AGENT`
    pub fn delete_agent(&self, agent: &Agent) -> op::DeleteUnique<Agent> {
        self.0.delete_unique_of(agent)
    }

    /// A ticket and its messages
    ///
    /// - Request: Query of the table, consistent
    /// - Key: `PK` = `TENANT#{tenant_id}#TICKET#{ticket_id}`
    pub fn ticket_page(&self, tenant_id: Uuid, ticket_id: Ulid) -> op::Collect<TicketPage> {
        self.0
            .collect(TicketPage::of(tenant_id, ticket_id))
            .consistent()
    }

    /// Reads each [`Ticket`] of a partition.
    ///
    /// - Request: Query of the index `ByState`, the greatest key first
    /// - Key: `GSI1PK` = `TENANT#{tenant_id}#{state}`
    /// - Sort key: `GSI1SK` = `{opened_at:ms}#{ticket_id}`, with `opened_at` since a moment, included
    pub fn tickets_in_state_since(
        &self,
        tenant_id: Uuid,
        state: State,
        opened_at: DateTime<Utc>,
    ) -> op::Query<Ticket, dynamo_model::ReadFrom<true>> {
        let query = Ticket::by_state(tenant_id, state).opened_at(opened_at..);
        self.0.query(query).descending().take(50)
    }

    /// Reads each [`Ticket`] of a partition.
    ///
    /// - Request: Query of the index `ByState`, the greatest key first
    /// - Key: `GSI1PK` = `TENANT#{tenant_id}#{state}`
    /// - Sort key: `GSI1SK` = `{opened_at:ms}#{ticket_id}`, with `opened_at` before a moment
    pub fn tickets_in_state_before(
        &self,
        tenant_id: Uuid,
        state: State,
        opened_at: DateTime<Utc>,
    ) -> op::Query<Ticket, dynamo_model::ReadFrom<true>> {
        let query = Ticket::by_state(tenant_id, state).opened_at(..opened_at);
        self.0.query(query).descending().take(50)
    }

    /// Reads each [`Ticket`] of a partition.
    ///
    /// - Request: Query of the index `ByAssignee`
    /// - Key: `tenant_id` = `tenant_id`, `assignee` = `assignee`
    /// - Sort key: `priority` = `priority`, `opened_at` = `opened_at`, with `priority` and `opened_at` between two values, both included
    /// - Filter: `state != 'closed'`
    pub fn tickets_of_agent_between(
        &self,
        tenant_id: Uuid,
        assignee: Ulid,
        priority: u8,
        opened_at: std::ops::RangeInclusive<DateTime<Utc>>,
    ) -> op::Query<Ticket, dynamo_model::ReadFrom<true>, TicketsOfAgentItem> {
        let query = Ticket::by_assignee(tenant_id, assignee)
            .priority(priority)
            .opened_at(opened_at);
        self.0
            .query(query)
            .filter(|t| t.state().ne(State::Closed))
            .project::<TicketsOfAgentItem>()
    }

    /// Changes a [`Ticket`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `TENANT#{tenant_id}#TICKET#{ticket_id}`, `SK` = `TICKET`
    /// - Condition: `state != :state`
    pub fn set_state(
        &self,
        tenant_id: Uuid,
        ticket_id: Ulid,
        state: State,
        opened_at: DateTime<Utc>,
    ) -> op::Update<Ticket, op::Complete, AllNew> {
        self.set_state_request(tenant_id, ticket_id, state, opened_at)
            .returning(AllNew)
    }

    /// The request of [`set_state`](Self::set_state), which returns no item.
    fn set_state_request(
        &self,
        tenant_id: Uuid,
        ticket_id: Ulid,
        state: State,
        opened_at: DateTime<Utc>,
    ) -> op::Update<Ticket, op::Complete> {
        self.0
            .update(Ticket::key(tenant_id, ticket_id))
            .set(|t| t.state(), state)
            .given(|t| t.opened_at(), opened_at)
            .when(|t| t.state().ne(state))
            .complete()
    }

    /// Writes some items, all or none.
    ///
    /// - Request: TransactWriteItems
    pub fn answer(
        &self,
        message: &Message,
        state: State,
        opened_at: DateTime<Utc>,
    ) -> op::Transaction<Tickets> {
        let mut transaction = self.0.transaction().token(message.message_id.to_string());
        transaction = transaction.with(Message::create(message));
        transaction = transaction.with(self.set_state_request(
            message.tenant_id,
            message.ticket_id,
            state,
            opened_at,
        ));
        transaction
    }
}
