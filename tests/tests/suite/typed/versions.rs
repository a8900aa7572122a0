//! Items that earlier programs wrote, and those of later ones.

use dynamo_model::api::{GetItemInput, OperationType, PutItemInput, Record, StreamRecord, StreamViewType};
use dynamo_model::op::Outcome;
use dynamo_model::prelude::*;
use dynamo_model::stream::Change;
use dynamo_model::{AttributeValue, EntityKey, Item, TableHandle, Unreadable};
use dynamo_tests::{Case, for_each_backend};

/// The program as it was at first: one text for the name, whole euros, and no versions yet.
mod first {
    use dynamo_model::prelude::*;

    #[derive(DynamoTable)]
    #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
    #[dynamo(gsi(ByPrice, pk = "gsi1pk": S, sk = "gsi1sk": S))]
    #[dynamo(gsi(ByName, pk = "gsi2pk": S, sk = "gsi2sk": S, project("_v")))]
    pub(super) struct Shop;

    #[derive(Debug, Clone, PartialEq, DynamoEntity)]
    #[dynamo(table = Shop, name = "order", key(pk = "SHOP#{shop}", sk = "ORDER#{number}"))]
    #[dynamo(index(by_price, on = ByPrice, pk = "SHOP#{shop}", sk = "{price}"))]
    #[dynamo(index(by_name, on = ByName, pk = "NAME#{name}", sk = "{number}", project(keys_only)))]
    pub(super) struct Order {
        pub(super) shop: String,
        pub(super) number: u32,
        pub(super) name: String,
        pub(super) price: u32,
    }
}

/// The first shape, as the program of today knows it.
#[derive(DynamoAttribute)]
#[dynamo(version = 1)]
struct OrderV1 {
    shop: String,
    number: u32,
    name: String,
    price: u32,
}

/// Names in two, still in euros.
#[derive(DynamoAttribute)]
#[dynamo(version = 2, upgrade_from = OrderV1)]
struct OrderV2 {
    shop: String,
    number: u32,
    first_name: String,
    last_name: Option<String>,
    price: u32,
}

impl From<OrderV1> for OrderV2 {
    fn from(OrderV1 { shop, number, name, price }: OrderV1) -> Self {
        let (first, last) = match name.split_once(' ') {
            Some((first, last)) => (first.to_owned(), Some(last.to_owned())),
            None => (name, None),
        };
        Self { shop, number, first_name: first, last_name: last, price }
    }
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", version = "_v", entities(Order, Note))]
#[dynamo(gsi(ByPrice, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(gsi(ByName, pk = "gsi2pk": S, sk = "gsi2sk": S, project("_v")))]
struct Shop;

/// Cents.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop, name = "order", key(pk = "SHOP#{shop}", sk = "ORDER#{number}"))]
#[dynamo(version = 3, upgrade_from = OrderV2)]
#[dynamo(index(by_price, on = ByPrice, pk = "SHOP#{shop}", sk = "{cents}"))]
#[dynamo(index(by_name, on = ByName, pk = "NAME#{first_name}", sk = "{number}", project(keys_only)))]
struct Order {
    shop: String,
    number: u32,
    first_name: String,
    last_name: Option<String>,
    cents: u64,
}

#[derive(Debug)]
struct TooDear;

impl std::fmt::Display for TooDear {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("nobody pays that")
    }
}

impl TryFrom<OrderV2> for Order {
    type Error = TooDear;

    fn try_from(old: OrderV2) -> Result<Self, TooDear> {
        let OrderV2 { shop, number, first_name, last_name, price } = old;
        let cents = if price > 1_000_000 { return Err(TooDear) } else { u64::from(price) * 100 };
        Ok(Self { shop, number, first_name, last_name, cents })
    }
}

/// An entity without versions in the same table.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop, key(pk = "SHOP#{shop}", sk = "NOTE#{number}"))]
struct Note {
    shop: String,
    number: u32,
}

#[derive(Debug, PartialEq, DynamoProjection)]
#[dynamo(of = Order)]
struct Price {
    number: u32,
    cents: u64,
}

#[derive(Debug, PartialEq, DynamoCollection)]
#[dynamo(of(shop))]
struct File {
    orders: Vec<Order>,
    notes: Vec<Note>,
}

#[derive(DynamoEvent)]
#[dynamo(table = Shop)]
enum Event {
    Order(Change<Order>),
}

fn old(number: u32) -> first::Order {
    first::Order { shop: "north".to_owned(), number, name: "Ada Byron".to_owned(), price: number }
}

/// The same as the program of today reads it.
fn new(number: u32) -> Order {
    Order {
        shop: "north".to_owned(),
        number,
        first_name: "Ada".to_owned(),
        last_name: Some("Byron".to_owned()),
        cents: u64::from(number) * 100,
    }
}

/// A table with two old orders and a new one.
async fn shop(case: &Case) -> (TableHandle<first::Shop>, TableHandle<Shop>) {
    let first = first::Shop::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
    let shop = Shop::on(case.backend().clone(), first.name().to_owned());
    for number in 1..=2 {
        first.create(&old(number)).await.unwrap();
    }
    shop.create(&new(3)).await.unwrap();
    (first, shop)
}

async fn stored(case: &Case, shop: &TableHandle<Shop>, number: u32) -> Item {
    let key = Order::key("north", number).to_item().unwrap();
    let input = GetItemInput { table_name: shop.name().into(), key, ..Default::default() };
    case.answer(input).await.item.unwrap().into_item()
}

#[test]
fn old_items_are_read_as_the_newest_version() {
    for_each_backend(async |case| {
        let (_, shop) = shop(case).await;
        let all: Vec<Order> = (1..=3).map(new).collect();
        assert_eq!(shop.get(Order::key("north", 1)).await.unwrap(), Some(new(1)));
        assert_eq!(shop.query(Order::of("north")).all().await.unwrap(), all);
        assert_eq!(shop.scan::<Order>().all().await.unwrap().len(), 3);
        let read = shop.batch_get([1, 2, 3].map(|number| Order::key("north", number))).await.unwrap();
        assert_eq!(read.into_iter().flatten().collect::<Vec<_>>(), all);
        let (first, third) =
            shop.transact_get((Order::key("north", 1), Order::key("north", 3))).await.unwrap();
        assert_eq!((first, third), (Some(new(1)), Some(new(3))));
        // What is made of other attributes is not asked for by name.
        let prices = shop.query(Order::of("north")).project::<Price>().all().await.unwrap();
        assert_eq!(prices.iter().map(|price| price.cents).collect::<Vec<_>>(), [100, 200, 300]);
        let deleted = shop.delete(Order::key("north", 2)).returning(AllOld).await.unwrap();
        assert_eq!(deleted, Some(new(2)));
    });
}

#[test]
fn collections_hold_the_newest_version() {
    for_each_backend(async |case| {
        let (_, shop) = shop(case).await;
        shop.create(&Note { shop: "north".to_owned(), number: 1 }).await.unwrap();
        let file: File = shop.collect(File::of("north")).await.unwrap();
        assert_eq!(file.orders, (1..=3).map(new).collect::<Vec<_>>());
        assert_eq!(file.notes.len(), 1);
    });
}

#[test]
fn a_partial_index_tells_versions() {
    for_each_backend(async |case| {
        let (_, shop) = shop(case).await;
        // The old program wrote other index keys; those that it can be asked for are of old items.
        let error = shop.scan_index::<OrderByName>().all().await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains("hydrate"), "{error}");
        let third = shop.query(Order::by_name("Ada")).await.unwrap();
        assert_eq!(third.items.iter().map(|item| item.number).collect::<Vec<_>>(), [3]);
        shop.update_with(Order::key("north", 1), |_| ()).await.unwrap();
        let found = shop.query(Order::by_name("Ada")).hydrate().await.unwrap();
        assert_eq!(found.page.items, [new(1), new(3)]);
    });
}

#[test]
fn writes_say_the_version() {
    for_each_backend(async |case| {
        let (_, shop) = shop(case).await;
        shop.put(&new(4)).await.unwrap();
        shop.upsert(&new(5)).await.unwrap();
        shop.batch_write().put(&new(6)).await.unwrap();
        shop.transact((Order::create(&new(7)),)).await.unwrap();
        for number in 3..=7 {
            let item = stored(case, &shop, number).await;
            assert_eq!(item.get("_v"), Some(&AttributeValue::N(3_u8.into())), "order {number}");
        }
        let note = Note { shop: "north".to_owned(), number: 1 };
        shop.create(&note).await.unwrap();
        shop.upsert(&note).await.unwrap();
        let key = note.primary_key().to_item().unwrap();
        let input = GetItemInput { table_name: shop.name().into(), key, ..Default::default() };
        assert!(!case.answer(input).await.item.unwrap().as_item().contains("_v"));
    });
}

#[test]
fn a_partial_update_does_not_mix_two_shapes() {
    for_each_backend(async |case| {
        let (_, shop) = shop(case).await;
        let before = stored(case, &shop, 1).await;
        let key = || Order::key("north", 1);
        let update = shop.update(key()).set(|o| o.last_name(), "King");
        let error = update.await.unwrap_err();
        assert!(error.is_other_version(), "{error:?}");
        assert!(error.to_string().contains("update_with"), "{error}");
        let loaded = shop.get(key()).await.unwrap().unwrap();
        let error = shop.update_of(&loaded).set(|o| o.cents(), 1_u64).await.unwrap_err();
        assert!(error.is_other_version(), "{error:?}");
        let error = shop.update(key()).set(|o| o.cents(), 1_u64).refetch().await.unwrap_err();
        assert!(error.is_other_version(), "{error:?}");
        assert!(shop.upsert(&new(1)).await.unwrap_err().is_other_version());
        assert!(shop.delete_of(&loaded).await.unwrap_err().is_other_version());
        let writes = (Order::update(key()).set(|o| o.last_name(), "King"),);
        let outcome = shop.transact(writes).outcome().await.unwrap();
        let Outcome::Canceled((reason,)) = outcome else { panic!("the transaction was done") };
        assert!(reason.is_other_version());
        assert_eq!(stored(case, &shop, 1).await, before);
        // That there is no item at all is said as such.
        assert!(
            shop.update(Order::key("north", 9))
                .set(|o| o.last_name(), "King")
                .await
                .unwrap_err()
                .is_not_found()
        );
    });
}

#[test]
fn update_with_upgrades_the_stored_item() {
    for_each_backend(async |case| {
        let (_, shop) = shop(case).await;
        // What another program keeps in the item.
        let mut item = stored(case, &shop, 1).await;
        item.insert("colour", "red".into());
        case.answer(PutItemInput { table_name: shop.name().into(), item, ..Default::default() }).await;
        let written = shop.update_with(Order::key("north", 1), |order| order.cents += 7).await.unwrap();
        assert_eq!(written, Order { cents: 107, ..new(1) });
        let mut expected = dynamo_model::to_item(&written).unwrap();
        expected.insert("colour", "red".into());
        assert_eq!(stored(case, &shop, 1).await, expected, "nothing is left of the old shape");
        // Without a change, too.
        shop.update_with(Order::key("north", 2), |_| ()).await.unwrap();
        assert_eq!(stored(case, &shop, 2).await, dynamo_model::to_item(&new(2)).unwrap());
        shop.update(Order::key("north", 2)).set(|o| o.last_name(), "King").await.unwrap();
        let dear = shop.query(Order::by_price("north").cents(150..)).all().await.unwrap();
        assert_eq!(dear.iter().map(|order| order.number).collect::<Vec<_>>(), [2, 3]);
    });
}

#[test]
fn a_moved_item_is_of_the_newest_version() {
    for_each_backend(async |case| {
        let (_, shop) = shop(case).await;
        let moved = shop.move_to(Order::key("north", 1), Order::key("north", 8)).await.unwrap();
        let expected = Order { number: 8, ..new(1) };
        assert_eq!(moved, expected);
        assert_eq!(stored(case, &shop, 8).await, dynamo_model::to_item(&expected).unwrap());
        assert_eq!(shop.get(Order::key("north", 1)).await.unwrap(), None);
    });
}

#[test]
fn items_of_newer_programs_are_refused() {
    for_each_backend(async |case| {
        let (_, shop) = shop(case).await;
        let mut item = dynamo_model::to_item(&new(9)).unwrap();
        item.insert("_v", AttributeValue::N(4_u8.into()));
        case.answer(PutItemInput { table_name: shop.name().into(), item, ..Default::default() }).await;
        let error = shop.get(Order::key("north", 9)).await.unwrap_err();
        assert!(error.is_decode(), "{error:?}");
        let text = error.to_string();
        assert!(text.contains("version 4") && text.contains("up to 3") && text.contains("`_v`"), "{text}");
        assert!(shop.query(Order::of("north")).all().await.is_err());
        let known = shop.query(Order::of("north")).unreadable(Unreadable::Skip).all().await.unwrap();
        assert_eq!(known.len(), 3);
        let update = shop.update(Order::key("north", 9)).set(|o| o.last_name(), "King");
        assert!(update.await.unwrap_err().is_other_version());
        assert!(shop.update_with(Order::key("north", 9), |order| order.cents = 1).await.is_err());
        assert!(shop.move_to(Order::key("north", 9), Order::key("north", 10)).await.is_err());
        // Neither is a version of which there is no shape, nor one that is none.
        for version in [AttributeValue::N(0_u8.into()), AttributeValue::S("3".to_owned())] {
            let mut item = dynamo_model::to_item(&new(9)).unwrap();
            item.insert("_v", version);
            case.answer(PutItemInput { table_name: shop.name().into(), item, ..Default::default() }).await;
            assert!(shop.get(Order::key("north", 9)).await.unwrap_err().is_decode());
        }
    });
}

#[test]
fn an_upgrade_can_refuse() {
    for_each_backend(async |case| {
        let (first, shop) = shop(case).await;
        first.create(&first::Order { price: 2_000_000, ..old(4) }).await.unwrap();
        let error = shop.get(Order::key("north", 4)).await.unwrap_err();
        assert!(error.to_string().contains("version 1 cannot be upgraded: nobody pays that"), "{error}");
        // An old item that is not of its shape either.
        let mut item = dynamo_model::to_item(&old(5)).unwrap();
        item.remove("price");
        case.answer(PutItemInput { table_name: shop.name().into(), item, ..Default::default() }).await;
        let error = shop.get(Order::key("north", 5)).await.unwrap_err();
        assert!(error.to_string().contains("`price`"), "{error}");
    });
}

#[test]
fn a_stream_shows_the_newest_version() {
    let dynamodb = StreamRecord {
        keys: Order::key("north", 1).to_item().unwrap(),
        old_image: Some(dynamo_model::to_item(&old(1)).unwrap()),
        new_image: Some(dynamo_model::to_item(&new(1)).unwrap()),
        stream_view_type: StreamViewType::NewAndOldImages,
        ..StreamRecord::default()
    };
    let record = Record { event_name: OperationType::Modify, dynamodb, ..Record::default() };
    let Event::Order(change) = Event::from_record(record).unwrap();
    assert_eq!((change.old, change.new), (Some(new(1)), Some(new(1))));
}
