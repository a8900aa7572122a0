//! Indexes: composed, native, local, sparse, sharded.

use std::collections::BTreeSet;

use dynamo_mock::Mock;
use dynamo_model::prelude::*;
use dynamo_model::schema::{IndexScope, Projection, WhenTest};
use dynamo_model::{Result, TableHandle, to_item};

use crate::wait;

#[derive(DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "kind")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(gsi(Gsi2, name = "the-second", pk = "gsi2pk": S, project(keys_only)))]
#[dynamo(gsi(ByPlace, pk = ["region": S], sk = ["shelf": N, "bin": N], project(all)))]
#[dynamo(gsi(Unused, pk = "unused": B, project("tags", "note")))]
#[dynamo(lsi(ByDate, sk = "lsi1sk": S))]
#[dynamo(gsi(Inverted, pk = "SK": S, sk = "PK": S))]
#[dynamo(entities(Owner, Thing))]
#[dynamo(collection(Belongings(Owner, Thing)))]
struct Store;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Store)]
#[dynamo(key(pk = "OWNER#{owner}", sk = "OWNER"))]
struct Owner {
    owner: String,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Store)]
#[dynamo(key(pk = "OWNER#{owner}", sk = "THING#{thing}"))]
#[dynamo(index(by_status, on = Gsi1, pk = "STATUS#{status}", sk = "{placed}#{thing}", when = "status != gone"))]
#[dynamo(index(spread, on = "the-second", pk = "ALL#{shard(thing, 4)}", when = "note", project(keys_only)))]
#[dynamo(index(by_place, on = ByPlace, pk = [region], sk = [shelf, bin]))]
#[dynamo(index(by_date, on = ByDate, sk = "{owner}#{placed}"))]
#[dynamo(index(owners, on = Inverted, pk = "THING#{thing}", sk = "OWNER#{owner}"))]
struct Thing {
    owner: String,
    thing: u32,
    status: Option<String>,
    #[dynamo(read_only)]
    placed: u32,
    region: Option<String>,
    shelf: u16,
    bin: u16,
    tags: BTreeSet<String>,
    note: Option<String>,
}

fn thing(thing: u32) -> Thing {
    Thing {
        owner: "o".into(),
        thing,
        status: Some("new".into()),
        placed: 5,
        region: Some("eu".into()),
        shelf: 1,
        bin: 2,
        tags: BTreeSet::from(["a".into()]),
        note: Some("n".into()),
    }
}

#[test]
fn the_model_has_the_indexes() {
    let [gsi1, gsi2, place, unused, date, _] = &*Store::MODEL.indexes else { panic!() };
    assert_eq!((&*gsi1.name, gsi1.scope, gsi1.sort_key.len()), ("Gsi1", IndexScope::Global, 1));
    assert_eq!((&*gsi2.name, &gsi2.projection), ("the-second", &Projection::KeysOnly));
    assert_eq!((place.partition_key.len(), place.sort_key.len()), (1, 2));
    assert_eq!(unused.projection, Projection::Include(vec!["tags".into(), "note".into()].into()));
    assert_eq!((&*date.name, date.scope, date.partition_key.len()), ("ByDate", IndexScope::Local, 1));
    let collection = &Store::MODEL.collections[0];
    assert_eq!(
        (&*collection.name, &*collection.entities),
        ("Belongings", &["owner".into(), "thing".into()][..])
    );
    let [by_status, spread, ..] = &*Store::MODEL.entities[1].indexes else { panic!() };
    assert_eq!(by_status.when.as_ref().unwrap().test, WhenTest::NotIn(vec!["gone".into()].into()));
    assert_eq!(spread.when.as_ref().unwrap().test, WhenTest::Exists);
}

#[test]
fn every_index_finds_its_items() {
    async fn run(store: TableHandle<Store>) -> Result<()> {
        store.create_table().await?;
        let gone = Thing { status: Some("gone".into()), note: None, region: None, ..thing(2) };
        let (first, third) = (thing(1), thing(3));
        for thing in [&first, &gone, &third] {
            store.create(thing).await?;
        }
        let both = [first.clone(), third.clone()];
        assert_eq!(store.query(Thing::by_status("new").placed(4..=5)).all().await?, both);
        assert_eq!(store.query(Thing::by_status("new").placed(5).thing(2..)).all().await?, both[1..]);
        assert_eq!(store.query(Thing::by_status("gone")).all().await?, []);
        assert_eq!(store.query(Thing::by_place("eu").shelf(1).bin(..5)).all().await?, both);
        assert_eq!(store.query(Thing::by_place("eu").shelf(2)).all().await?, []);
        let all = [first.clone(), gone.clone(), third.clone()];
        // `owner` is part of the table's partition key, so it is bound already.
        assert_eq!(store.query(Thing::by_date("o").placed(5)).consistent().all().await?, all);
        assert_eq!(store.query(Thing::owners(2u32).owner("o")).all().await?, [gone]);
        // That index holds keys only, so its items are counted, not read.
        for shard in 0..4u16 {
            assert!(store.query(Thing::spread(shard)).explain().is_ok());
        }
        assert!(store.query(Thing::spread(4)).explain().is_err(), "there are four shards");
        Ok(())
    }
    wait(run(Store::on(Mock::new(), "store"))).unwrap();
}

#[test]
fn a_partial_update_keeps_index_keys_whole() {
    async fn run(store: TableHandle<Store>) -> Result<()> {
        store.create_table().await?;
        store.create(&thing(1)).await?;
        let key = || Thing::key("o", 1u32);
        // `placed` is read-only: it cannot be set, but the key of `by_status` needs it.
        store.update(key()).set(|t| t.status(), "sold").given(|t| t.placed(), 5).await?;
        assert_eq!(store.query(Thing::by_status("sold")).all().await?.len(), 1);
        // A removed input takes the item out of the index, whatever the others are.
        store.update(key()).remove(|t| t.status()).await?;
        assert_eq!(store.query(Thing::by_status("sold")).all().await?.len(), 0);
        // Native keys need nothing.
        store.update(key()).set(|t| t.shelf(), 9).await?;
        assert_eq!(store.query(Thing::by_place("eu").shelf(9)).all().await?.len(), 1);
        // `note` alone decides about `spread`: `thing` is part of the primary key.
        store.update(key()).remove(|t| t.note()).await?;
        Ok(())
    }
    wait(run(Store::on(Mock::new(), "store"))).unwrap();
}

#[test]
fn a_sparse_index_has_all_attributes_or_none() {
    let item = to_item(&Thing { status: None, note: None, ..thing(1) }).unwrap();
    for name in ["gsi1pk", "gsi1sk", "gsi2pk"] {
        assert!(!item.contains(name), "{name}");
    }
    assert!(item.contains("lsi1sk"));
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), entities(Spread))]
struct Sharded;

/// A primary key with a shard of a value that it also holds whole.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Sharded, key(pk = "SPREAD#{shard(id, 4)}", sk = "{id}"))]
struct Spread {
    id: u32,
}

#[test]
fn a_sharded_primary_key() {
    async fn run(table: TableHandle<Sharded>) -> Result<()> {
        table.create_table().await?;
        for id in 0..20 {
            table.create(&Spread { id }).await?;
        }
        assert_eq!(table.get(Spread::key(7u32)).await?, Some(Spread { id: 7 }));
        let mut found = 0;
        for shard in 0..4u16 {
            found += table.query(Spread::of(shard).id(..10)).all().await?.len();
        }
        assert_eq!(found, 10);
        let item = to_item(&Spread { id: 7 })?;
        assert_eq!(SpreadKey::parse(&item)?, Spread::key(7u32));
        Ok(())
    }
    wait(run(Sharded::on(Mock::new(), "sharded"))).unwrap();
}
