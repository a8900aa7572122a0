//! The verbs of an entity with a unique attribute, whose markers are written with it or not at all.

use dynamo_model::prelude::*;
use dynamo_model::{Result, TableHandle};

use super::Verb;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Customer, CustomerEmail))]
pub(super) struct Desk;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Desk, key(pk = "CUSTOMER#{number}", sk = "PROFILE"))]
struct Customer {
    number: u32,
    #[dynamo(unique)]
    email: String,
}

fn before(number: u32) -> Customer {
    Customer { number, email: format!("{number}@before") }
}

fn after(number: u32) -> Customer {
    Customer { number, email: format!("{number}@after") }
}

impl Verb {
    pub(super) async fn prepare_desk(self, desk: &TableHandle<Desk>, number: u32) {
        if self != Self::CreateUnique {
            desk.create_unique(&before(number)).await.unwrap();
        }
    }

    pub(super) async fn once_at_desk(self, desk: &TableHandle<Desk>, number: u32) -> Result<()> {
        match self {
            Self::CreateUnique => desk.create_unique(&after(number)).await,
            Self::PutUnique => desk.put_unique(&after(number)).await,
            Self::UpsertUnique => desk.upsert_unique(&after(number)).await,
            Self::UpdateUnique => {
                desk.update(Customer::key(number)).unique().set(|c| c.email(), after(number).email).await
            }
            Self::UpdateOfUnique => {
                desk.update_of(&before(number)).unique().set(|c| c.email(), after(number).email).await
            }
            Self::DeleteUnique => desk.delete_unique_of(&before(number)).await,
            Self::GetByUnique => {
                let found = desk.get_by_unique(Customer::by_email(before(number).email)).await?;
                assert_eq!(found, Some(before(number)));
                Ok(())
            }
            other => unreachable!("{other:?} has no unique attributes"),
        }
    }

    /// How often the change was done. An item without its marker, or a marker without its item, is none of this.
    pub(super) async fn times_at_desk(self, desk: &TableHandle<Desk>, number: u32) -> u64 {
        let found = desk.get(Customer::key(number)).consistent().await.unwrap();
        let (old, new) = (before(number), after(number));
        for customer in [&old, &new] {
            let marker = desk.get(Customer::by_email(&*customer.email)).consistent().await.unwrap();
            assert_eq!(marker.is_some(), found.as_ref() == Some(customer), "an item has its marker");
        }
        match self {
            Self::DeleteUnique => u64::from(found.is_none()),
            Self::GetByUnique => {
                assert_eq!(found, Some(old));
                0
            }
            _ => u64::from(found == Some(new)),
        }
    }
}
