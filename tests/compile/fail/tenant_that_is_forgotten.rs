//! What a tenant's handle is asked for comes from the tenant; keys begin with it; there are no scans.

use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, TenantHandle};

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", tenant(tenant: String), entities(Ticket))]
struct Desk;

#[derive(DynamoEntity)]
#[dynamo(table = Desk, key(pk = "TENANT#{tenant}", sk = "TICKET#{number}"))]
struct Ticket {
    tenant: String,
    number: u32,
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S), kind = "_t", entities(Note))]
struct Notes;

#[derive(DynamoEntity)]
#[dynamo(table = Notes, key(pk = "NOTE#{id}"))]
struct Note {
    id: u32,
}

async fn program(acme: TenantHandle<Desk>, notes: TableHandle<Notes>) -> dynamo_model::Result<()> {
    acme.get(Ticket::key("bolt", 7)).await?;
    acme.get(|tenant| Ticket::key(7)).await?;
    acme.scan::<Ticket>().await?;
    acme.query(Ticket::of("bolt")).await?;
    notes.tenant("acme");
    Ok(())
}

fn main() {}
