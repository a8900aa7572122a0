//! Handles of one tenant: nothing of another one is read, written or told.

use dynamo_mock::Recorder;
use dynamo_model::op::AllOld;
use dynamo_model::prelude::*;
use dynamo_model::{Error, TableHandle, TenantHandle};
use dynamo_tests::{Case, for_each_backend};

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", tenant(tenant: TenantId))]
#[dynamo(gsi(ByState, pk = "gsi1pk": S, sk = "gsi1sk": S), lsi(ByDay, sk = "lsi1sk": S))]
#[dynamo(entities(Ticket, Remark, User, UserEmail, UserLogin, Plan))]
struct Desk;

#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
struct TenantId(String);

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Desk, key(pk = "T#{tenant}#TICKET#{number}", sk = "TICKET"))]
#[dynamo(index(by_state, on = ByState, pk = "T#{tenant}#STATE#{state}#{shard(number, 2)}", sk = "{number}"))]
#[dynamo(index(by_day, on = ByDay, sk = "{day}"))]
struct Ticket {
    tenant: TenantId,
    number: u32,
    state: String,
    day: u16,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Desk, key(pk = "T#{tenant}#TICKET#{number}", sk = "REMARK#{place}"))]
struct Remark {
    tenant: TenantId,
    number: u32,
    place: u8,
}

/// Logins are unique within a tenant, addresses among all.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Desk, key(pk = "T#{tenant}#USER#{user}", sk = "USER"))]
struct User {
    tenant: TenantId,
    user: u32,
    #[dynamo(unique)]
    email: Option<String>,
    #[dynamo(unique(scope = [tenant]))]
    login: String,
}

/// Of no tenant.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Desk, key(pk = "PLAN#{plan}", sk = "PLAN"))]
struct Plan {
    plan: u32,
}

#[derive(Debug, PartialEq, DynamoCollection)]
#[dynamo(of(tenant, number))]
struct File {
    ticket: Ticket,
    remarks: Vec<Remark>,
}

fn id(name: &str) -> TenantId {
    TenantId(name.to_owned())
}

fn ticket(tenant: &str, number: u32) -> Ticket {
    Ticket { tenant: id(tenant), number, state: "open".to_owned(), day: 3 }
}

fn remark(tenant: &str, number: u32, place: u8) -> Remark {
    Remark { tenant: id(tenant), number, place }
}

/// Tickets 1 to 4 of two tenants. The name of one begins like that of the other.
async fn desk(case: &Case) -> (TableHandle<Desk>, TenantHandle<Desk>, TenantHandle<Desk>, Recorder) {
    let recorder = Recorder::new(case.backend().clone());
    let desk = Desk::on(recorder.clone(), case.table_name()).create_table().await.unwrap();
    let (acme, acme2) = (desk.tenant(id("acme")), desk.tenant(id("acme#2")));
    for number in 1..=4 {
        acme.create(&ticket("acme", number)).await.unwrap();
        acme2.create(&ticket("acme#2", number)).await.unwrap();
        acme.create(&remark("acme", number, 1)).await.unwrap();
    }
    desk.create(&Plan { plan: 1 }).await.unwrap();
    (desk, acme, acme2, recorder)
}

#[test]
fn a_tenant_reads_its_own() {
    for_each_backend(async |case| {
        let (_, acme, acme2, _) = desk(case).await;
        assert_eq!(acme.id(), &id("acme"));
        assert_eq!(acme.get(|t| Ticket::key(t, 1)).await.unwrap(), Some(ticket("acme", 1)));
        assert_eq!(acme2.get(|t| Ticket::key(t, 1)).await.unwrap(), Some(ticket("acme#2", 1)));
        let open = acme.fan_out(|t| [0, 1].map(|shard| Ticket::by_state(t, "open", shard)));
        assert_eq!(open.await.unwrap(), (1..=4).map(|number| ticket("acme", number)).collect::<Vec<_>>());
        assert_eq!(acme.query(|t| Ticket::of(t, 2)).all().await.unwrap(), [ticket("acme", 2)]);
        assert_eq!(acme.query(|t| Ticket::by_day(t, 2).day(..9)).all().await.unwrap().len(), 1);
        let read = acme.batch_get(|t| [Ticket::key(t, 1), Ticket::key(t, 9)]).await.unwrap();
        assert_eq!(read, [Some(ticket("acme", 1)), None]);
        let (one, two) = acme.transact_get(|t| (Ticket::key(t, 1), Remark::key(t, 1, 1))).await.unwrap();
        assert_eq!((one, two), (Some(ticket("acme", 1)), Some(remark("acme", 1, 1))));
        let file: File = acme.collect(|t| File::of(t, 3)).await.unwrap();
        assert_eq!((file.ticket, file.remarks.len()), (ticket("acme", 3), 1));
    });
}

#[test]
fn a_tenant_writes_its_own() {
    for_each_backend(async |case| {
        let (_, acme, _, _) = desk(case).await;
        acme.put(&ticket("acme", 5)).await.unwrap();
        acme.upsert(&ticket("acme", 6)).await.unwrap();
        acme.update(|t| Ticket::key(t, 5)).set(|x| x.state(), "held").await.unwrap();
        let loaded = acme.get(|t| Ticket::key(t, 6)).await.unwrap().unwrap();
        acme.update_of(&loaded).set(|x| x.day(), 9_u16).await.unwrap();
        acme.update_with(|t| Ticket::key(t, 6), |ticket| ticket.day += 1).await.unwrap();
        let moved = acme.move_to(|t| Ticket::key(t, 6), |t| Ticket::key(t, 7)).await.unwrap();
        assert_eq!((moved.number, moved.day), (7, 10));
        acme.batch_write().put(&ticket("acme", 8)).delete(Ticket::key(id("acme"), 5)).await.unwrap();
        acme.transact(|t| (Ticket::delete(Ticket::key(t, 8)), Remark::put(&remark("acme", 7, 1))))
            .await
            .unwrap();
        acme.delete_existing(|t| Remark::key(t, 7, 1)).await.unwrap();
        let old = acme.delete(|t| Ticket::key(t, 7)).returning(AllOld).await.unwrap();
        assert_eq!(old.map(|ticket| ticket.number), Some(7));
        let deleted = acme.delete_collection(|t| File::of(t, 1)).await.unwrap();
        assert_eq!(deleted.count, 2);
    });
}

#[test]
fn nothing_of_another_tenant_is_sent() {
    for_each_backend(async |case| {
        let (desk, acme, acme2, recorder) = desk(case).await;
        let sent = recorder.calls().len();
        let other = || id("acme#2");
        let theirs = ticket("acme#2", 1);
        let key = || Ticket::key(other(), 1);
        let mut refused: Vec<Error> = vec![
            acme.get(|_| key()).await.unwrap_err(),
            acme.create(&theirs).await.unwrap_err(),
            acme.put(&theirs).await.unwrap_err(),
            acme.upsert(&theirs).await.unwrap_err(),
            acme.update(|_| key()).set(|x| x.state(), "held").await.unwrap_err(),
            acme.update_of(&theirs).set(|x| x.day(), 1_u16).await.unwrap_err(),
            acme.update_with(|_| key(), |ticket| ticket.day = 1).await.unwrap_err(),
            acme.delete(|_| key()).await.unwrap_err(),
            acme.delete_existing(|_| key()).await.unwrap_err(),
            acme.delete_of(&theirs).await.unwrap_err(),
            acme.move_to(|_| key(), |t| Ticket::key(t, 9)).await.unwrap_err(),
            acme.query(|_| Ticket::of(other(), 1)).await.unwrap_err(),
            acme.query(|_| Ticket::of(other(), 1)).count().await.unwrap_err(),
            acme.query(|_| Ticket::by_state(other(), "open", 0)).await.unwrap_err(),
            acme.query(|_| Ticket::by_day(other(), 1)).await.unwrap_err(),
            acme.query(|_| Ticket::of(other(), 1)).items().next().await.unwrap().unwrap_err(),
            acme.fan_out(|_| [Ticket::by_state(other(), "open", 0)]).await.unwrap_err(),
            acme.collect(|_| File::of(other(), 1)).await.unwrap_err(),
            acme.collect(|_| Ticket::of(other(), 1)).await.unwrap_err(),
            acme.delete_collection(|_| File::of(other(), 1)).await.unwrap_err(),
            acme.batch_get(|t| [Ticket::key(t, 1), key()]).await.unwrap_err(),
            acme.transact_get(|t| (Ticket::key(t, 1), key())).await.unwrap_err(),
            acme.batch_write().put(&ticket("acme", 1)).put(&theirs).await.unwrap_err(),
            acme.batch_write().delete(key()).await.unwrap_err(),
            acme.transact(|_| (Ticket::put(&ticket("acme", 1)), Ticket::put(&theirs))).await.unwrap_err(),
            acme.transact(|_| (Ticket::check(key()),)).await.unwrap_err(),
            acme.transact(|_| (Ticket::update(key()).set(|x| x.day(), 1_u16),)).await.unwrap_err(),
            acme.transact(|_| (Ticket::delete(key()),)).await.unwrap_err(),
            // A write that knows another handle's table.
            acme.transact(|_| (acme2.delete(|t| Ticket::key(t, 1)),)).await.unwrap_err(),
            acme.transact(|_| (desk.delete(key()),)).await.unwrap_err(),
            // What belongs to no tenant.
            acme.get(|_| Plan::key(1)).await.unwrap_err(),
            acme.query(|_| Plan::of(1)).await.unwrap_err(),
            acme.put(&Plan { plan: 2 }).await.unwrap_err(),
        ];
        // A move to another tenant is of items of this one, and to no third one.
        let third = |_: &TenantId| Ticket::key(id("bolt"), 1);
        refused.push(acme.move_to_tenant(other(), |t| Ticket::key(t, 1), third).await.unwrap_err());
        for (at, error) in refused.iter().enumerate().take(33) {
            assert!(error.is_other_tenant(), "{at}: {error:?}");
            assert!(!error.to_string().contains("acme"), "{at}: {error}");
        }
        assert_eq!(
            recorder.calls().len(),
            sent + 1,
            "the item that is to be moved was read, and nothing else sent"
        );
        assert_eq!(acme2.get(|t| Ticket::key(t, 1)).await.unwrap(), Some(theirs));
    });
}

#[test]
fn a_move_between_tenants_is_explicit() {
    for_each_backend(async |case| {
        let (_, acme, acme2, _) = desk(case).await;
        let moved = acme.move_to_tenant(id("acme#2"), |t| Ticket::key(t, 1), |t| Ticket::key(t, 11));
        assert_eq!(moved.await.unwrap(), ticket("acme#2", 11));
        assert_eq!(acme.get(|t| Ticket::key(t, 1)).await.unwrap(), None);
        assert_eq!(acme2.get(|t| Ticket::key(t, 11)).await.unwrap(), Some(ticket("acme#2", 11)));
        let open = acme2.fan_out(|t| [0, 1].map(|shard| Ticket::by_state(t, "open", shard))).await.unwrap();
        assert_eq!(open.len(), 5, "index keys go along");
    });
}

#[test]
fn unique_within_a_tenant() {
    for_each_backend(async |case| {
        let (desk, acme, acme2, _) = desk(case).await;
        let user =
            |tenant: &str, user| User { tenant: id(tenant), user, email: None, login: "ada".to_owned() };
        acme.create_unique(&user("acme", 1)).await.unwrap();
        acme2.create_unique(&user("acme#2", 1)).await.unwrap();
        assert!(acme.create_unique(&user("acme", 2)).await.unwrap_err().is_unique_taken());
        let found = acme.get_by_unique(|t| User::by_login(t, "ada")).consistent().await.unwrap();
        assert_eq!(found, Some(user("acme", 1)));
        let error = acme.get_by_unique(|_| User::by_login(id("acme#2"), "ada")).await.unwrap_err();
        assert!(error.is_other_tenant(), "{error:?}");
        // What is unique among all belongs to no tenant.
        let known = User { email: Some("ada@example.com".to_owned()), ..user("acme", 3) };
        let known = User { login: "countess".to_owned(), ..known };
        assert!(acme.create_unique(&known).await.unwrap_err().is_other_tenant());
        desk.create_unique(&known).await.unwrap();
        assert_eq!(acme.get(|t| User::key(t, 3)).await.unwrap(), Some(known));
    });
}
