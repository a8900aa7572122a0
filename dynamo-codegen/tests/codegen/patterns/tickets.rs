use std::collections::BTreeSet;

use dynamo_mock::Mock;
use dynamo_model::Backend;

use super::{at, ulid, uuid};
use crate::generated::tickets::{
    Agent, CreateAgentError, Message, ReplaceAgentError, State, Ticket, TicketsTable,
};

async fn open() -> TicketsTable {
    let tickets = TicketsTable::on(Mock::new(), "tickets");
    tickets.create_table().await.unwrap();
    tickets
}

fn ticket(tenant: u128, number: u128, state: State) -> Ticket {
    Ticket {
        tenant_id: uuid(tenant),
        ticket_id: ulid(number),
        title: format!("ticket {number}"),
        state,
        assignee: Some(ulid(50)),
        priority: 3,
        opened_at: at(number as i64),
        changed_at: at(number as i64),
        lock: 0,
    }
}

/// The ticket as a write leaves it.
fn written(ticket: &Ticket) -> Ticket {
    Ticket { changed_at: Mock::new().now().into(), lock: ticket.lock + 1, ..ticket.clone() }
}

fn message(ticket: &Ticket, number: u128) -> Message {
    Message {
        tenant_id: ticket.tenant_id,
        ticket_id: ticket.ticket_id,
        message_id: ulid(number),
        sent_at: at(1_000 + number as i64),
        text: "any news?".to_owned(),
        attachments: Vec::new(),
    }
}

#[tokio::test]
async fn tickets_are_found_by_state_and_by_agent_within_their_tenant() {
    let tickets = open().await;
    let all = [
        ticket(1, 1, State::Open),
        ticket(1, 2, State::Waiting),
        ticket(1, 3, State::Open),
        ticket(1, 4, State::Closed),
        ticket(2, 5, State::Open),
    ];
    for ticket in &all {
        tickets.put(ticket).await.unwrap();
    }
    let open = tickets.tickets_in_state_since(uuid(1), State::Open, at(1)).await.unwrap();
    assert_eq!(open.items, [written(&all[2]), written(&all[0])]);
    let early = tickets.tickets_in_state_before(uuid(1), State::Open, at(3)).await.unwrap();
    assert_eq!(early.items, [written(&all[0])]);
    let closed = tickets.tickets_in_state_since(uuid(1), State::Closed, at(0)).await.unwrap();
    assert!(closed.items.is_empty(), "closed tickets are in no index");
    let mine = tickets.tickets_of_agent_between(uuid(1), ulid(50), 3, at(2)..=at(4)).await.unwrap();
    let seen: Vec<(&str, State)> = mine.items.iter().map(|item| (item.title.as_str(), item.state)).collect();
    assert_eq!(seen, [("ticket 2", State::Waiting), ("ticket 3", State::Open)]);
}

#[tokio::test]
async fn an_answer_and_the_new_state_are_written_together() {
    let tickets = open().await;
    let asked = ticket(1, 1, State::Open);
    tickets.put(&asked).await.unwrap();
    let answer = message(&asked, 9);
    tickets.answer(&answer, State::Waiting, asked.opened_at).await.unwrap();
    let page = tickets.ticket_page(asked.tenant_id, asked.ticket_id).await.unwrap();
    assert_eq!(page.ticket.unwrap().state, State::Waiting);
    assert_eq!(page.messages, [answer]);
    // The state is that already: the second answer is not written.
    let refused = tickets.answer(&message(&asked, 10), State::Waiting, asked.opened_at).await;
    assert!(refused.unwrap_err().is_transaction_canceled());
    let page = tickets.ticket_page(asked.tenant_id, asked.ticket_id).await.unwrap();
    assert_eq!(page.messages.len(), 1);

    let set = |state, opened_at| tickets.set_state(asked.tenant_id, asked.ticket_id, state, opened_at);
    assert_eq!(set(State::Open, asked.opened_at).await.unwrap().state, State::Open);
    let found = tickets.tickets_in_state_since(uuid(1), State::Open, at(0)).await.unwrap();
    assert_eq!(found.items.len(), 1);
    assert!(set(State::Closed, at(77)).await.unwrap_err().is_condition_failed());
}

#[tokio::test]
async fn an_agent_is_found_by_the_address_within_the_tenant() {
    let tickets = open().await;
    let agent = Agent {
        tenant_id: uuid(1),
        agent_id: ulid(50),
        email: "Ada@x.org".to_owned(),
        teams: BTreeSet::new(),
    };
    tickets.create_agent(&agent).await.unwrap();
    let other = Agent { agent_id: ulid(51), email: "ADA@x.org".to_owned(), ..agent.clone() };
    assert!(matches!(tickets.create_agent(&other).await, Err(CreateAgentError::EmailTaken)));
    tickets.create_agent(&Agent { tenant_id: uuid(3), ..other.clone() }).await.unwrap();
    assert_eq!(tickets.agent_by_email(uuid(1), "ada@X.org").await.unwrap(), Some(agent.clone()));
    assert_eq!(tickets.agent_by_email(uuid(2), "ada@X.org").await.unwrap(), None);
    tickets.delete_agent(&agent).await.unwrap();
    tickets.create_agent(&other).await.unwrap();
    assert_eq!(tickets.agent_by_email(uuid(1), "ada@X.org").await.unwrap(), Some(other));
}

fn agent(number: u128, email: &str, team: &str) -> Agent {
    let teams = BTreeSet::from([team.to_owned()]);
    Agent { tenant_id: uuid(1), agent_id: ulid(number), email: email.to_owned(), teams }
}

#[tokio::test]
async fn addresses_move_with_whatever_writes_them() {
    let tickets = open().await;
    let (ada, bo) = (agent(50, "ada@x.org", "returns"), agent(51, "bo@x.org", "returns"));
    tickets.sync_agent(&ada).await.unwrap();
    tickets.sync_agent(&bo).await.unwrap();
    let found = async |email: &str| {
        let found = tickets.agent_by_email(uuid(1), email).await.unwrap();
        found.map(|agent| agent.agent_id)
    };
    assert!(tickets.sync_agent(&agent(52, "ADA@x.org", "sales")).await.unwrap_err().is_unique_taken());
    let replaced = agent(50, "countess@x.org", "sales");
    let refused = tickets.replace_agent(&replaced, "sales").await;
    assert!(matches!(refused, Err(ReplaceAgentError::OfAnotherTeam)));
    tickets.replace_agent(&replaced, "returns").await.unwrap();
    assert_eq!((found("ada@x.org").await, found("countess@x.org").await), (None, Some(ulid(50))));
    let teams = || BTreeSet::from(["sales".to_owned()]);
    tickets.change_email(uuid(1), ulid(51), "ada@x.org", teams()).await.unwrap();
    assert_eq!((found("bo@x.org").await, found("ada@x.org").await), (None, Some(ulid(51))));
    let taken = tickets.change_email(uuid(1), ulid(51), "countess@x.org", teams()).await;
    assert!(taken.unwrap_err().is_unique_taken());

    let asked = ticket(1, 1, State::Open);
    tickets.put(&asked).await.unwrap();
    let cy = agent(53, "cy@x.org", "returns");
    tickets.hire(&cy, asked.ticket_id).await.unwrap();
    let page = tickets.ticket_page(asked.tenant_id, asked.ticket_id).await.unwrap();
    assert_eq!((page.ticket.unwrap().assignee, found("cy@x.org").await), (Some(ulid(53)), Some(ulid(53))));

    let bo = tickets.get(bo.primary_key()).await.unwrap().unwrap();
    let told = message(&asked, 9);
    tickets.hand_over(&cy, &bo, &told, "both@x.org", "sales").await.unwrap();
    assert_eq!((found("cy@x.org").await, found("ada@x.org").await), (None, None));
    assert_eq!(found("both@x.org").await, Some(ulid(51)));
    let page = tickets.ticket_page(asked.tenant_id, asked.ticket_id).await.unwrap();
    assert_eq!(page.messages, std::slice::from_ref(&told));
    // What was read is not so any more.
    let late = tickets.hand_over(&replaced, &bo, &told, "other@x.org", "sales").await;
    assert!(late.unwrap_err().is_transaction_canceled());
    assert_eq!(found("countess@x.org").await, Some(ulid(50)));
}
