use std::collections::{BTreeMap, BTreeSet};

use dynamo_mock::Mock;
use dynamo_model::op::Hit;
use dynamo_model::prelude::*;

use super::{at, ulid};
use crate::generated::documents::{Block, Document, DocumentOrRevision, DocumentsTable, Revision};

fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: text.to_owned() }
}

fn texts(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

fn document(number: u128, title: &str) -> Document {
    Document {
        document_id: ulid(number),
        folder: "notes".to_owned(),
        title: title.to_owned(),
        blocks: vec![Block::Heading { text: title.to_owned(), level: 1 }, Block::Rule],
        properties: BTreeMap::new(),
        tags: texts(&["draft"]),
        language: None,
        pages: 1,
        embedding: None,
        changed_at: at(0),
        lock: 0,
    }
}

fn revision(number: u64) -> Revision {
    Revision {
        document_id: ulid(1),
        revision: number,
        blocks: vec![paragraph(&format!("revision {number}"))],
        by: "ada".to_owned(),
        forget_at: EpochSeconds(4_000_000_000),
    }
}

async fn open(titles: &[&str]) -> DocumentsTable {
    let documents = DocumentsTable::on(Mock::new(), "documents");
    documents.create_table().await.unwrap();
    for (number, title) in (1..).zip(titles) {
        documents.create_document(&document(number, title)).await.unwrap();
    }
    documents
}

fn titles(found: impl IntoIterator<Item = Document>) -> Vec<String> {
    found.into_iter().map(|document| document.title).collect()
}

#[tokio::test]
async fn a_document_changes_and_keeps_its_history() {
    let documents = open(&["plan"]).await;
    for number in [1, 2, 10] {
        documents.write(&revision(number)).await.unwrap();
    }
    assert!(documents.write(&revision(2)).await.unwrap_err().is_transaction_canceled());
    let read = documents.read_now(ulid(1)).await.unwrap().unwrap();
    assert_eq!(read.blocks, revision(10).blocks);
    assert_eq!(documents.history_below(ulid(1), 10).await.unwrap().items, [revision(2), revision(1)]);
    assert_eq!(documents.history_between(ulid(1), 2..=10).await.unwrap().items, [revision(10), revision(2)]);
    documents.forget(ulid(1), 2).await.unwrap();
    let all = documents.with_history(ulid(1)).await.unwrap();
    let [DocumentOrRevision::Document(current), DocumentOrRevision::Revision(first), _] = all.as_slice()
    else {
        panic!("{all:?}")
    };
    assert_eq!((current.title.as_str(), first), ("plan", &revision(1)));

    documents.extend(ulid(1), vec![paragraph("more"), Block::Rule]).await.unwrap();
    let read = documents.read(ulid(1)).await.unwrap().unwrap();
    assert_eq!(read.blocks, [paragraph("revision 10"), paragraph("more"), Block::Rule]);
    documents.set_blocks(ulid(1), Vec::new()).await.unwrap();
    assert!(documents.read_now(ulid(1)).await.unwrap().unwrap().blocks.is_empty());
}

#[tokio::test]
async fn documents_are_found_by_folder_title_and_tag() {
    let documents = open(&["plan", "plans", "poem"]).await;
    assert_eq!(titles(documents.folder_begins_with("notes", "plan").await.unwrap()), ["plan", "plans"]);
    assert_eq!(titles(documents.folder_at_least("notes", "plans").await.unwrap()), ["plans", "poem"]);
    documents.move_to(ulid(2), "done", "plans").await.unwrap();
    assert_eq!(titles(documents.folder_at_least("notes", "a").await.unwrap()), ["plan", "poem"]);
    assert!(documents.move_to(ulid(2), "done", "another title").await.unwrap_err().is_condition_failed());

    let tagged = documents.tag(ulid(1), texts(&["mine"])).await.unwrap();
    assert_eq!(tagged.tags, texts(&["draft", "mine"]));
    assert_eq!(documents.untag(ulid(3), texts(&["draft"])).await.unwrap().tags, texts(&[]));
    assert_eq!(titles(documents.tagged("notes", "draft").await.unwrap()), ["plan"]);
    let properties = BTreeMap::from([("pages".to_owned(), "three".into())]);
    documents.embed(ulid(1), Some(vec![0.5, -1.0, 0.0]), properties.clone()).await.unwrap();
    assert!(documents.tagged("notes", "draft").await.unwrap().items.is_empty());
    let read = documents.read(ulid(1)).await.unwrap().unwrap();
    assert_eq!((read.embedding, read.properties), (Some(vec![0.5, -1.0, 0.0]), properties));
    documents.embed(ulid(1), None, BTreeMap::new()).await.unwrap();
    assert_eq!(titles(documents.tagged("notes", "mine").await.unwrap()), ["plan"]);
}

#[tokio::test]
async fn documents_are_found_by_what_they_are_like() {
    let documents = open(&["plan", "plans", "poem"]).await;
    for (number, vector) in [(1, [1.0, 0.0, 0.0]), (2, [0.9, 0.1, 0.0]), (3, [0.0, 1.0, 0.0])] {
        documents.embed(ulid(number), Some(vector.to_vec()), BTreeMap::new()).await.unwrap();
    }
    let found = |hits: Vec<Hit<Document>>| titles(hits.into_iter().map(|hit| hit.item));
    let like = vec![1.0, 0.0, 0.0];
    let related = documents.related("notes", like.clone(), 2).await.unwrap();
    assert_eq!(related[0].score, 0.0, "the same direction");
    assert_eq!(found(related), ["plan", "plans"]);
    assert_eq!(found(documents.related("done", like.clone(), 2).await.unwrap()), [""; 0]);
    assert_eq!(found(documents.related_anywhere(like.clone()).await.unwrap()), ["plan", "plans", "poem"]);

    documents.update(Document::key(ulid(2))).set(|d| d.language(), "en").await.unwrap();
    assert_eq!(found(documents.similar("notes", like.clone(), "en", 1).await.unwrap()), ["plans"]);
    assert_eq!(found(documents.similar("notes", like, "en", 0).await.unwrap()), [""; 0]);
    assert!(documents.related("notes", vec![1.0], 2).await.unwrap_err().is_invalid(), "another length");
}
