// Generated from tickets.toml (ca0528fa713d7143). Changes belong there.

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
    pub lock: u64,
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

/// Why [`TicketsTable::replace_agent`] did not write.
#[derive(Debug)]
pub enum ReplaceAgentError {
    /// `teams contains :team` does not hold.
    OfAnotherTeam,
    /// Anything else.
    Other(dynamo_model::Error),
}

impl From<dynamo_model::Error> for ReplaceAgentError {
    fn from(error: dynamo_model::Error) -> Self {
        if error.is_condition_failed() {
            Self::OfAnotherTeam
        } else {
            Self::Other(error)
        }
    }
}

impl std::fmt::Display for ReplaceAgentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OfAnotherTeam => f.write_str("of another team"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for ReplaceAgentError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::OfAnotherTeam => None,
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

    /// Finds an [`Agent`] by a unique attribute.
    ///
    /// - Request: GetItem, twice
    /// - Key: `PK` = `UNIQUE#agent#email#{tenant_id}#{email:lower}`, which leads to `PK` = `TENANT#{tenant_id}#AGENT#{agent_id}`, `SK` = `AGENT`
    /// - Capacity: 0.5 read units per 4 KB of each item
    pub fn agent_by_email(&self, tenant_id: Uuid, email: &str) -> op::GetByUnique<AgentEmail> {
        self.0.get_by_unique(Agent::by_email(tenant_id, email))
    }

    /// Writes an [`Agent`] that must not exist.
    ///
    /// - Request: TransactWriteItems, with the guards of unique attributes
    /// - Key: `PK` = `TENANT#{tenant_id}#AGENT#{agent_id}`, `SK` = `AGENT`
    /// - Capacity: 2 write units per 1 KB of the item, 1 in each of its global indexes, and 2 for each guard
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
    /// - Request: TransactWriteItems, with the guards of unique attributes
    /// - Key: `PK` = `TENANT#{tenant_id}#AGENT#{agent_id}`, `SK` = `AGENT`
    /// - Capacity: 2 write units per 1 KB of the item, 1 in each of its global indexes, and 2 for each guard
    pub fn delete_agent(&self, agent: &Agent) -> op::DeleteUnique<Agent> {
        self.0.delete_unique_of(agent)
    }

    /// Writes an [`Agent`], replacing the one with its key.
    ///
    /// - Request: GetItem, then TransactWriteItems, with the guards of unique attributes
    /// - Key: `PK` = `TENANT#{tenant_id}#AGENT#{agent_id}`, `SK` = `AGENT`
    /// - Condition: `teams contains :team`
    /// - Capacity: 2 write units per 1 KB of the item, 1 in each of its global indexes, and 2 for each guard
    ///
    /// # Errors
    /// With [`ReplaceAgentError::OfAnotherTeam`] when `teams contains :team` does not hold.
    pub async fn replace_agent(&self, agent: &Agent, team: &str) -> Result<(), ReplaceAgentError> {
        self.replace_agent_request(agent, team)
            .await
            .map_err(ReplaceAgentError::from)
    }

    /// The request of [`replace_agent`](Self::replace_agent), which returns no item.
    fn replace_agent_request(&self, agent: &Agent, team: &str) -> op::PutUnique<Agent> {
        self.0.put_unique(agent).when(|a| a.teams().contains(team))
    }

    /// Writes what the directory of the tenant says
    ///
    /// - Request: GetItem, then TransactWriteItems, with the guards of unique attributes
    /// - Key: `PK` = `TENANT#{tenant_id}#AGENT#{agent_id}`, `SK` = `AGENT`
    /// - Capacity: 2 write units per 1 KB of the item, 1 in each of its global indexes, and 2 for each guard
    pub fn sync_agent(&self, agent: &Agent) -> op::PutUnique<Agent> {
        self.0.upsert_unique(agent)
    }

    /// Another address, which nobody else of the tenant has
    ///
    /// - Request: GetItem, then TransactWriteItems, with the guards of unique attributes
    /// - Key: `PK` = `TENANT#{tenant_id}#AGENT#{agent_id}`, `SK` = `AGENT`
    /// - Condition: `email != :email`
    /// - Capacity: 2 write units per 1 KB of the item, 1 in each of its global indexes, and 2 for each guard
    pub fn change_email(
        &self,
        tenant_id: Uuid,
        agent_id: Ulid,
        email: &str,
        teams: BTreeSet<String>,
    ) -> op::UpdateUnique<Agent> {
        self.0
            .update(Agent::key(tenant_id, agent_id))
            .insert(|a| a.teams(), teams)
            .unique()
            .set(|a| a.email(), email)
            .when(|a| a.email().ne(email))
    }

    /// Somebody new begins with a ticket
    ///
    /// - Request: TransactWriteItems
    /// - Action: create of an [`Agent`]
    /// - Action: update of a [`Ticket`], if `state != 'closed'`
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
    pub fn hire(&self, agent: &Agent, ticket_id: Ulid) -> op::Transaction<Tickets> {
        let mut transaction = self.0.transaction();
        transaction = transaction.with_unique(self.0.create_unique(agent));
        transaction = transaction.with(
            Ticket::update(Ticket::key(agent.tenant_id, ticket_id))
                .set(|t| t.assignee(), agent.agent_id)
                .when(|t| t.state().ne(State::Closed)),
        );
        transaction
    }

    /// Somebody leaves, somebody else gets another address, and the ticket tells
    ///
    /// - Request: TransactWriteItems
    /// - Action: delete of an [`Agent`], if `exists`
    /// - Action: update of an [`Agent`], if `teams contains :team`
    /// - Action: upsert of a [`Message`]
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
    pub fn hand_over(
        &self,
        leaving: &Agent,
        staying: &Agent,
        message: &Message,
        email: &str,
        team: &str,
    ) -> op::Transaction<Tickets> {
        let mut transaction = self.0.transaction();
        transaction = transaction.with_unique(self.0.delete_unique_of(leaving));
        transaction = transaction.with_unique(
            self.0
                .update_of(staying)
                .unique()
                .set(|a| a.email(), email)
                .when(|a| a.teams().contains(team)),
        );
        transaction = transaction.with(Message::upsert(message));
        transaction
    }

    /// A ticket and its messages
    ///
    /// - Request: Query of the table, consistent
    /// - Key: `PK` = `TENANT#{tenant_id}#TICKET#{ticket_id}`
    /// - Capacity: 1 read unit per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Action: create of a [`Message`]
    /// - Action: [`set_state`](Self::set_state)
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
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

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketsSeeds {
    /// The seed `ada`.
    pub ada: Agent,
    /// The seed `ada_elsewhere`.
    pub ada_elsewhere: Agent,
    /// The seed `broken`.
    pub broken: Ticket,
    /// The seed `answer`.
    pub answer: Message,
}

impl TicketsSeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            ada: Agent {
                tenant_id: Uuid::from_u128(0x00000000000000000000000000000001),
                agent_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                email: "Ada@example.com".to_owned(),
                teams: BTreeSet::from(["returns".to_owned(), "billing".to_owned()]),
            },
            ada_elsewhere: Agent {
                tenant_id: Uuid::from_u128(0x00000000000000000000000000000002),
                agent_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                email: "ada@example.com".to_owned(),
                teams: Default::default(),
            },
            broken: Ticket {
                tenant_id: Uuid::from_u128(0x00000000000000000000000000000001),
                ticket_id: Ulid::from(0x0197c000000000000000000000000021_u128),
                title: "It is broken".to_owned(),
                state: State::Open,
                assignee: Some(Ulid::from(0x0197c000000000000000000000000001_u128)),
                priority: 2,
                opened_at: DateTime::UNIX_EPOCH,
                changed_at: DateTime::UNIX_EPOCH,
                lock: 0,
            },
            answer: Message {
                tenant_id: Uuid::from_u128(0x00000000000000000000000000000001),
                ticket_id: Ulid::from(0x0197c000000000000000000000000021_u128),
                message_id: Ulid::from(0x0197c000000000000000000000000041_u128),
                sent_at: DateTime::from_timestamp_nanos(1777629600000000000),
                text: "Which part?".to_owned(),
                attachments: vec!["manual.pdf".to_owned()],
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Tickets>) -> dynamo_model::Result<Self> {
        let mut seeds = Self::items();
        table.create_unique(&seeds.ada).await?;
        table.create_unique(&seeds.ada_elsewhere).await?;
        seeds.broken = table.create(&seeds.broken).returning(AllNew).await?;
        table.create(&seeds.answer).await?;
        Ok(seeds)
    }
}

/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {
    use std::collections::BTreeSet;

    use chrono::DateTime;
    use ulid::Ulid;
    use uuid::Uuid;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<(TicketsTable, TicketsSeeds)> {
        let table = TicketsTable::on(dynamo_mock::Mock::new(), "tickets");
        table.create_table().await?;
        let seeds = TicketsSeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn an_agent_by_address() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .agent_by_email(
                Uuid::from_u128(0x00000000000000000000000000000001),
                "ADA@example.com",
            )
            .await?;
        let expected = seeds.ada.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn nobody_of_another_tenant() -> Outcome {
        let (table, _) = stored().await?;
        let found = table
            .agent_by_email(
                Uuid::from_u128(0x00000000000000000000000000000003),
                "ada@example.com",
            )
            .await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn an_address_is_taken_once() -> Outcome {
        let (table, seeds) = stored().await?;
        let agent = Agent {
            agent_id: Ulid::from(0x0197c000000000000000000000000002_u128),
            ..seeds.ada.clone()
        };
        let failed = table.create_agent(&agent).await;
        assert!(matches!(failed, Err(CreateAgentError::EmailTaken)));
        Ok(())
    }

    #[tokio::test]
    async fn an_agent_leaves() -> Outcome {
        let (table, seeds) = stored().await?;
        table.delete_agent(&seeds.ada).await?;
        let expected = seeds.ada_elsewhere.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let found = table.get(seeds.ada.primary_key()).consistent().await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn an_agent_is_replaced() -> Outcome {
        let (table, seeds) = stored().await?;
        let agent = Agent {
            email: "Countess@example.com".to_owned(),
            ..seeds.ada.clone()
        };
        table.replace_agent(&agent, "returns").await?;
        let expected = Agent {
            email: "Countess@example.com".to_owned(),
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn an_agent_of_another_team_is_not() -> Outcome {
        let (table, seeds) = stored().await?;
        let agent = Agent {
            email: "Countess@example.com".to_owned(),
            ..seeds.ada.clone()
        };
        let failed = table.replace_agent(&agent, "sales").await;
        assert!(matches!(failed, Err(ReplaceAgentError::OfAnotherTeam)));
        let expected = seeds.ada.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn an_agent_of_the_directory() -> Outcome {
        let (table, seeds) = stored().await?;
        let agent = Agent {
            teams: BTreeSet::from(["sales".to_owned()]),
            ..seeds.ada.clone()
        };
        table.sync_agent(&agent).await?;
        let expected = Agent {
            teams: BTreeSet::from(["sales".to_owned()]),
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn an_address_of_the_directory_is_taken() -> Outcome {
        let (table, seeds) = stored().await?;
        let agent = Agent {
            agent_id: Ulid::from(0x0197c000000000000000000000000002_u128),
            ..seeds.ada.clone()
        };
        let failed = table.sync_agent(&agent).await;
        assert!(failed.is_err_and(|error| error.is_unique_taken()));
        Ok(())
    }

    #[tokio::test]
    async fn another_address() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .change_email(
                Uuid::from_u128(0x00000000000000000000000000000001),
                Ulid::from(0x0197c000000000000000000000000001_u128),
                "countess@example.com",
                BTreeSet::from(["sales".to_owned()]),
            )
            .await?;
        let expected = Agent {
            email: "countess@example.com".to_owned(),
            teams: BTreeSet::from([
                "billing".to_owned(),
                "returns".to_owned(),
                "sales".to_owned(),
            ]),
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn the_same_address_is_no_change() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table
            .change_email(
                Uuid::from_u128(0x00000000000000000000000000000001),
                Ulid::from(0x0197c000000000000000000000000001_u128),
                "Ada@example.com",
                BTreeSet::from(["sales".to_owned()]),
            )
            .await;
        assert!(failed.is_err_and(|error| error.is_condition_failed()));
        let expected = seeds.ada.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn somebody_new() -> Outcome {
        let (table, seeds) = stored().await?;
        let agent = Agent {
            agent_id: Ulid::from(0x0197c000000000000000000000000002_u128),
            email: "bo@example.com".to_owned(),
            ..seeds.ada.clone()
        };
        table
            .hire(&agent, Ulid::from(0x0197c000000000000000000000000021_u128))
            .await?;
        let mut expected = Ticket {
            assignee: Some(Ulid::from(0x0197c000000000000000000000000002_u128)),
            ..seeds.broken.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.opened_at = found.opened_at;
            expected.changed_at = found.changed_at;
            expected.lock = found.lock;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn somebody_with_an_address_that_is_taken() -> Outcome {
        let (table, seeds) = stored().await?;
        let agent = Agent {
            agent_id: Ulid::from(0x0197c000000000000000000000000002_u128),
            ..seeds.ada.clone()
        };
        let failed = table
            .hire(&agent, Ulid::from(0x0197c000000000000000000000000021_u128))
            .await;
        assert!(failed.is_err_and(|error| error.is_transaction_canceled()));
        let expected = seeds.broken.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn nobody_hands_over_to_another_team() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table
            .hand_over(
                &seeds.ada,
                &seeds.ada_elsewhere,
                &seeds.answer,
                "bo@example.com",
                "sales",
            )
            .await;
        assert!(failed.is_err_and(|error| error.is_transaction_canceled()));
        let expected = seeds.ada.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = seeds.ada_elsewhere.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_ticket_and_its_messages() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .ticket_page(
                Uuid::from_u128(0x00000000000000000000000000000001),
                Ulid::from(0x0197c000000000000000000000000021_u128),
            )
            .await?;
        let expected = TicketPage {
            ticket: Some(seeds.broken.clone()),
            messages: vec![seeds.answer.clone()],
        };
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn open_tickets() -> Outcome {
        let (table, seeds) = stored().await?;
        let opened_at = DateTime::from_timestamp_nanos(1577836800000000000);
        let found = table
            .tickets_in_state_since(
                Uuid::from_u128(0x00000000000000000000000000000001),
                State::Open,
                opened_at,
            )
            .await?
            .items;
        let expected = [seeds.broken.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn old_tickets() -> Outcome {
        let (table, _) = stored().await?;
        let opened_at = DateTime::from_timestamp_nanos(1577836800000000000);
        let found = table
            .tickets_in_state_before(
                Uuid::from_u128(0x00000000000000000000000000000001),
                State::Open,
                opened_at,
            )
            .await?
            .items;
        assert!(found.is_empty());
        Ok(())
    }

    #[tokio::test]
    async fn tickets_of_ada() -> Outcome {
        let (table, seeds) = stored().await?;
        let start = DateTime::from_timestamp_nanos(1577836800000000000);
        let end = DateTime::from_timestamp_nanos(7258118400000000000);
        let found = table
            .tickets_of_agent_between(
                Uuid::from_u128(0x00000000000000000000000000000001),
                Ulid::from(0x0197c000000000000000000000000001_u128),
                2,
                start..=end,
            )
            .await?
            .items;
        let expected = [TicketsOfAgentItem {
            title: seeds.broken.title.clone(),
            state: seeds.broken.state,
        }];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn the_state_is_as_it_is() -> Outcome {
        let (table, seeds) = stored().await?;
        let opened_at = DateTime::from_timestamp_nanos(1777626000000000000);
        let failed = table
            .set_state(
                Uuid::from_u128(0x00000000000000000000000000000001),
                Ulid::from(0x0197c000000000000000000000000021_u128),
                State::Open,
                opened_at,
            )
            .await;
        assert!(failed.is_err_and(|error| error.is_condition_failed()));
        let expected = seeds.broken.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn an_answer_goes_with_a_state() -> Outcome {
        let (table, seeds) = stored().await?;
        let opened_at = DateTime::from_timestamp_nanos(1777626000000000000);
        let failed = table.answer(&seeds.answer, State::Waiting, opened_at).await;
        assert!(failed.is_err_and(|error| error.is_transaction_canceled()));
        let expected = seeds.broken.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }
}
