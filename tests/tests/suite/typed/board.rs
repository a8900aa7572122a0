//! A board of cards: what writes of loaded values work on, and a writer that comes between.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use dynamo_model::api::Request;
use dynamo_model::prelude::*;
use dynamo_model::{AttributeValue, Backend, CallFuture, Item, PauseFuture, TableHandle, api};
use dynamo_tests::Case;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(gsi(Gsi2, pk = "gsi2pk": S, sk = "gsi2sk": S))]
#[dynamo(entities(Card))]
pub(crate) struct Board;

pub(crate) type BoardTable = TableHandle<Board>;

/// `open` has the cards that are not closed, `by_rank` those that have a rank.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Board)]
#[dynamo(key(pk = "BOARD#{board}", sk = "CARD#{id}"))]
#[dynamo(index(open, on = Gsi1, pk = "OWNER#{owner}", sk = "{points}#{id}", when = "!closed"))]
#[dynamo(index(by_rank, on = Gsi2, pk = "BOARD#{board}", sk = "{rank}#{colour}#{id}"))]
pub(crate) struct Card {
    pub(crate) board: String,
    pub(crate) id: u32,
    pub(crate) owner: String,
    pub(crate) points: u32,
    pub(crate) closed: Option<u64>,
    pub(crate) rank: Option<i16>,
    #[dynamo(default = "grey".to_owned())]
    pub(crate) colour: String,
    pub(crate) place: Place,
    pub(crate) labels: BTreeMap<String, String>,
}

/// The program knows two of the entries.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
pub(crate) struct Place {
    pub(crate) column: u8,
    pub(crate) row: u8,
}

pub(crate) fn card(id: u32) -> Card {
    Card {
        board: "b".to_owned(),
        id,
        owner: "ada".to_owned(),
        points: 3,
        closed: None,
        rank: Some(-1),
        colour: "red".to_owned(),
        place: Place { column: 1, row: 2 },
        labels: BTreeMap::from([("kind".to_owned(), "bug".to_owned())]),
    }
}

pub(crate) async fn board(case: &Case) -> BoardTable {
    Board::on(case.backend().clone(), case.table_name()).create_table().await.unwrap()
}

/// The item of a card as it is stored.
pub(crate) async fn stored(table: &BoardTable, card: &Card) -> Item {
    let get = api::GetItemInput {
        table_name: table.name().into(),
        key: card.primary_key().to_item().unwrap(),
        consistent_read: Some(true),
        ..Default::default()
    };
    match table.backend().call(get.into()).await.unwrap() {
        api::Response::GetItem(output) => output.item.unwrap().into_item(),
        other => panic!("{other:?}"),
    }
}

/// Stores a card with changes that the typed API would not make.
pub(crate) async fn store(table: &BoardTable, card: &Card, change: impl FnOnce(&mut Item)) -> Item {
    let mut item = dynamo_model::to_item(card).unwrap();
    change(&mut item);
    let put = api::PutItemInput { table_name: table.name().into(), item: item.clone(), ..Default::default() };
    table.backend().call(put.into()).await.unwrap();
    item
}

/// A backend behind which another writer acts: before each write that comes through, the next of its requests.
pub(crate) struct Between {
    backend: Arc<dyn Backend>,
    requests: Mutex<Vec<Request>>,
    pub(crate) reads: Mutex<u32>,
}

impl Between {
    pub(crate) fn new(backend: &Arc<dyn Backend>, requests: impl IntoIterator<Item = Request>) -> Arc<Self> {
        let mut requests: Vec<Request> = requests.into_iter().collect();
        requests.reverse();
        Arc::new(Self { backend: backend.clone(), requests: Mutex::new(requests), reads: Mutex::default() })
    }

    /// How many requests have not been sent.
    pub(crate) fn left(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    pub(crate) fn reads(&self) -> u32 {
        *self.reads.lock().unwrap()
    }
}

impl Backend for Between {
    fn call(&self, request: Request) -> CallFuture<'_> {
        let is_read = matches!(request, Request::GetItem(_));
        if is_read {
            *self.reads.lock().unwrap() += 1;
        }
        let other = if is_read { None } else { self.requests.lock().unwrap().pop() };
        Box::pin(async move {
            if let Some(other) = other {
                self.backend.call(other).await?;
            }
            self.backend.call(request).await
        })
    }

    fn pause(&self, duration: std::time::Duration) -> PauseFuture<'_> {
        self.backend.pause(duration)
    }
}

/// Sets one attribute of a card, past the typed API.
pub(crate) fn set(table: &BoardTable, card: &Card, name: &str, value: impl Into<AttributeValue>) -> Request {
    api::UpdateItemInput {
        table_name: table.name().into(),
        key: card.primary_key().to_item().unwrap(),
        update_expression: Some("SET #n = :v".to_owned()),
        expression_attribute_names: [("#n".into(), name.to_owned().into())].into_iter().collect(),
        expression_attribute_values: Item::from_iter([(":v", value.into())]),
        ..Default::default()
    }
    .into()
}
