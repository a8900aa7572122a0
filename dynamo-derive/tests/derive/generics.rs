//! Entities and documents with parameters.

use std::borrow::Cow;

use dynamo_mock::Mock;
use dynamo_model::prelude::*;
use dynamo_model::{from_item, to_item};

use crate::wait;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(entities(Note<'static>, Versioned<u32>, Versioned2<Body<u8>, 3>))]
struct Notes;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Notes)]
#[dynamo(key(pk = "NOTE#{author}", sk = "NOTE#{title}"))]
#[dynamo(index(by_topic, on = Gsi1, pk = "TOPIC#{topic}", sk = "{title}#{author}"))]
struct Note<'a> {
    author: Cow<'a, str>,
    title: Cow<'a, str>,
    topic: Option<Cow<'a, str>>,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Notes)]
#[dynamo(key(pk = "VERSION#{id}", sk = "VERSION#{version}"))]
struct Versioned<T = String>
where
    T: Clone,
{
    id: u64,
    version: u32,
    body: Option<T>,
    bodies: Vec<Body<T>>,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Notes)]
#[dynamo(key(pk = "OTHER#{id}", sk = "OTHER#"))]
#[dynamo(index(of_id, on = Gsi1, pk = "ID#{id}", sk = "{size}#{digest}"))]
struct Versioned2<T: Clone, const N: usize> {
    id: u64,
    body: T,
    size: u32,
    digest: i8,
    bytes: [u8; N],
}

#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
struct Body<T> {
    content: T,
}

#[test]
fn lifetimes_and_parameters() {
    let note = Note { author: "a".into(), title: "t".into(), topic: Some("x".into()) };
    assert_eq!(from_item::<Note<'_>>(to_item(&note).unwrap()).unwrap(), note);
    let version = Versioned { id: 1, version: 2, body: Some(5u32), bodies: vec![Body { content: 1 }] };
    assert_eq!(from_item::<Versioned<u32>>(to_item(&version).unwrap()).unwrap(), version);
    assert_eq!(version.primary_key(), Versioned::key(1, 2));

    let notes = Notes::on(Mock::new(), "notes");
    wait(async {
        notes.create_table().await?;
        notes.create(&note).await?;
        notes.create(&version).await?;
        let other = Versioned2 { id: 1, body: Body { content: 1u8 }, size: 4, digest: -1, bytes: [1, 2, 3] };
        notes.create(&other).await?;
        notes
            .update(other.primary_key())
            .set(|o| o.body().field(|b| b.content()), 2)
            .set(|o| o.size(), 5)
            .set(|o| o.digest(), 0)
            .await?;
        let found = notes.query(Versioned2::<Body<u8>, 3>::of_id(1).size(5)).all().await?;
        assert_eq!(found[0].body.content, 2);
        let found = notes.query(Note::by_topic(Cow::Borrowed("x"))).all().await?;
        assert_eq!(found, [note]);
        dynamo_model::Result::<()>::Ok(())
    })
    .unwrap();
}
