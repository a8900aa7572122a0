// Generated from documents.toml (6ce21048af37d0e6). Changes belong there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{AttributeValue, TableHandle, op};
use ulid::Ulid;

/// Documents of any shape, in folders, with their history, found by what they are about
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t", ttl = "forget_at")]
#[dynamo(gsi(Folders, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(vector(ByEmbedding, of = "embedding", dimensions = 3, pk = "folder": S, filter("language": S, "pages": N, "_t": S)))]
#[dynamo(vector(Alike, of = "embedding", dimensions = 3, distance = euclidean, filter("_t": S), project(keys_only)))]
#[dynamo(entities(Document, Revision))]
#[dynamo(collection(DocumentOrRevision(Document, Revision)))]
pub struct Documents;

/// The type `Block` of attributes.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
#[dynamo(tag = "kind")]
pub enum Block {
    /// `heading`
    Heading {
        /// The attribute `text`.
        text: String,
        /// The attribute `level`.
        level: u8,
    },
    /// `paragraph`
    Paragraph {
        /// The attribute `text`.
        text: String,
    },
    /// `rule`
    Rule,
}

/// An item of the kind `document`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Documents)]
#[dynamo(key(pk = "DOCUMENT#{document_id}", sk = "CURRENT"))]
#[dynamo(index(in_folder, on = Folders, pk = "FOLDER#{folder}", sk = "{title}#{document_id}"))]
#[dynamo(vector(by_embedding, on = ByEmbedding, of = embedding, pk = folder, filter(language, pages)))]
#[dynamo(vector(alike, on = Alike, of = embedding))]
pub struct Document {
    /// The attribute `document_id`.
    #[dynamo(generate)]
    pub document_id: Ulid,
    /// The attribute `folder`.
    pub folder: String,
    /// The attribute `title`.
    pub title: String,
    /// The attribute `blocks`.
    #[dynamo(default)]
    pub blocks: Vec<Block>,
    /// The attribute `properties`.
    #[dynamo(default)]
    pub properties: BTreeMap<String, AttributeValue>,
    /// The attribute `tags`.
    pub tags: BTreeSet<String>,
    /// The attribute `language`.
    pub language: Option<String>,
    /// The attribute `pages`.
    #[dynamo(default = 1)]
    pub pages: u32,
    /// The attribute `embedding`.
    pub embedding: Option<Vec<f64>>,
    /// The attribute `changed_at`.
    #[dynamo(updated)]
    pub changed_at: DateTime<Utc>,
    /// Counts the changes, so that two people who change the item at once notice.
    #[dynamo(rename = "_v", lock)]
    pub lock: u64,
}

/// An item of the kind `revision`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Documents)]
#[dynamo(key(pk = "DOCUMENT#{document_id}", sk = "REVISION#{revision}"))]
pub struct Revision {
    /// The attribute `document_id`.
    pub document_id: Ulid,
    /// The attribute `revision`.
    pub revision: u64,
    /// The attribute `blocks`.
    #[dynamo(default)]
    pub blocks: Vec<Block>,
    /// The attribute `author`.
    #[dynamo(rename = "author")]
    pub by: String,
    /// The attribute `forget_at`.
    #[dynamo(ttl(after = "365d"))]
    pub forget_at: EpochSeconds,
}

/// An item of one of several entities.
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(document_id))]
#[allow(clippy::large_enum_variant)]
pub enum DocumentOrRevision {
    /// Of the kind [`Document`].
    Document(Document),
    /// Of the kind [`Revision`].
    Revision(Revision),
}

/// The table [`Documents`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct DocumentsTable(TableHandle<Documents>);

impl From<TableHandle<Documents>> for DocumentsTable {
    fn from(table: TableHandle<Documents>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for DocumentsTable {
    type Target = TableHandle<Documents>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DocumentsTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// Writes a [`Document`] that must not exist.
    ///
    /// - Request: PutItem
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `CURRENT`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn create_document(&self, document: &Document) -> op::Put<Document> {
        self.0.create(document)
    }

    /// Reads a [`Document`].
    ///
    /// - Request: GetItem
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `CURRENT`
    /// - Capacity: 0.5 read units per 4 KB of each item
    pub fn read(&self, document_id: Ulid) -> op::Get<Document> {
        self.0.get(Document::key(document_id))
    }

    /// Reads a [`Document`].
    ///
    /// - Request: GetItem, consistent
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `CURRENT`
    /// - Capacity: 1 read unit per 4 KB of each item
    pub fn read_now(&self, document_id: Ulid) -> op::Get<Document> {
        self.0.get(Document::key(document_id)).consistent()
    }

    /// What a document was, the latest revision first
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `DOCUMENT#{document_id}`
    /// - Sort key: `SK` = `REVISION#{revision}`, with `revision` below a value
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn history_below(
        &self,
        document_id: Ulid,
        revision: u64,
    ) -> op::Query<Revision, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Revision::of(document_id).revision(..revision))
            .descending()
    }

    /// What a document was, the latest revision first
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `DOCUMENT#{document_id}`
    /// - Sort key: `SK` = `REVISION#{revision}`, with `revision` between two values, both included
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn history_between(
        &self,
        document_id: Ulid,
        revision: std::ops::RangeInclusive<u64>,
    ) -> op::Query<Revision, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Revision::of(document_id).revision(revision))
            .descending()
    }

    /// Reads the items of one partition.
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `DOCUMENT#{document_id}`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn with_history(&self, document_id: Ulid) -> op::Collect<Vec<DocumentOrRevision>> {
        self.0.collect(DocumentOrRevision::of(document_id))
    }

    /// Reads each [`Document`] of a partition.
    ///
    /// - Request: Query of the index `Folders`
    /// - Key: `GSI1PK` = `FOLDER#{folder}`
    /// - Sort key: `GSI1SK` = `{title}#{document_id}`, with `title` beginning with a text
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn folder_begins_with(
        &self,
        folder: &str,
        title: &str,
    ) -> op::Query<Document, dynamo_model::ReadFrom<true>> {
        let query = Document::in_folder(folder).title(begins_with(title));
        self.0.query(query).take(50)
    }

    /// Reads each [`Document`] of a partition.
    ///
    /// - Request: Query of the index `Folders`
    /// - Key: `GSI1PK` = `FOLDER#{folder}`
    /// - Sort key: `GSI1SK` = `{title}#{document_id}`, with `title` at least a value
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn folder_at_least(
        &self,
        folder: &str,
        title: &str,
    ) -> op::Query<Document, dynamo_model::ReadFrom<true>> {
        self.0
            .query(Document::in_folder(folder).title(title..))
            .take(50)
    }

    /// Reads each [`Document`] of a partition.
    ///
    /// - Request: Query of the index `Folders`
    /// - Key: `GSI1PK` = `FOLDER#{folder}`
    /// - Filter: `tags contains :tag and !embedding`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn tagged(
        &self,
        folder: &str,
        tag: &str,
    ) -> op::Query<Document, dynamo_model::ReadFrom<true>> {
        self.0
            .query(Document::in_folder(folder))
            .filter(|d| d.tags().contains(tag))
            .filter(|d| d.embedding().not_exists())
    }

    /// Puts a document into another folder
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `CURRENT`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn move_to(
        &self,
        document_id: Ulid,
        folder: &str,
        title: &str,
    ) -> op::Update<Document, op::Complete> {
        self.0
            .update(Document::key(document_id))
            .set(|d| d.folder(), folder)
            .given(|d| d.title(), title)
            .complete()
    }

    /// New content, with the old one in the history
    ///
    /// - Request: TransactWriteItems
    /// - Action: create of a [`Revision`]
    /// - Action: [`set_blocks`](Self::set_blocks)
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
    pub fn write(&self, revision: &Revision) -> op::Transaction<Documents> {
        let mut transaction = self.0.transaction();
        transaction = transaction.with(Revision::create(revision));
        transaction =
            transaction.with(self.set_blocks(revision.document_id, revision.blocks.clone()));
        transaction
    }

    /// Changes a [`Document`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `CURRENT`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn set_blocks(
        &self,
        document_id: Ulid,
        blocks: Vec<Block>,
    ) -> op::Update<Document, op::Complete> {
        self.0
            .update(Document::key(document_id))
            .set(|d| d.blocks(), blocks)
            .complete()
    }

    /// Changes a [`Document`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `CURRENT`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn extend(
        &self,
        document_id: Ulid,
        blocks: Vec<Block>,
    ) -> op::Update<Document, op::Complete> {
        self.0
            .update(Document::key(document_id))
            .append(|d| d.blocks(), blocks)
            .complete()
    }

    /// Changes a [`Document`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `CURRENT`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn tag(
        &self,
        document_id: Ulid,
        tags: BTreeSet<String>,
    ) -> op::Update<Document, op::Complete, AllNew> {
        self.0
            .update(Document::key(document_id))
            .insert(|d| d.tags(), tags)
            .complete()
            .returning(AllNew)
    }

    /// Changes a [`Document`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `CURRENT`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn untag(
        &self,
        document_id: Ulid,
        tags: BTreeSet<String>,
    ) -> op::Update<Document, op::Complete, AllNew> {
        self.0
            .update(Document::key(document_id))
            .delete(|d| d.tags(), tags)
            .complete()
            .returning(AllNew)
    }

    /// Changes a [`Document`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `CURRENT`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn embed(
        &self,
        document_id: Ulid,
        embedding: Option<Vec<f64>>,
        properties: BTreeMap<String, AttributeValue>,
    ) -> op::Update<Document, op::Complete> {
        self.0
            .update(Document::key(document_id))
            .set_or_remove(|d| d.embedding(), embedding)
            .set(|d| d.properties(), properties)
            .complete()
    }

    /// D1: What is most like a text, of one language, in a folder
    ///
    /// - Request: SearchVectors of the index `ByEmbedding`
    /// - Vector: `embedding` of 3 numbers, by one less the cosine, within one `folder`; 2 at most are found
    /// - Filter: `language == :language and pages <= :most_pages`
    /// - Capacity: bytes of what the index compares, not read units
    pub fn similar(
        &self,
        folder: &str,
        embedding: Vec<f64>,
        language: &str,
        most_pages: u32,
    ) -> op::Search<Document> {
        self.0
            .search(Document::by_embedding(folder, embedding))
            .filter(|d| d.language().eq(language))
            .filter(|d| d.pages().le(most_pages))
            .top(2)
    }

    /// Finds each [`Document`] whose vector is most like a given one, best first.
    ///
    /// - Request: SearchVectors of the index `ByEmbedding`
    /// - Vector: `embedding` of 3 numbers, by one less the cosine, within one `folder`; `most` at most are found
    /// - Capacity: bytes of what the index compares, not read units
    pub fn related(&self, folder: &str, embedding: Vec<f64>, most: u16) -> op::Search<Document> {
        self.0
            .search(Document::by_embedding(folder, embedding))
            .top(usize::from(most))
    }

    /// Finds each [`Document`] whose vector is most like a given one, best first.
    ///
    /// - Request: SearchVectors of the index `Alike`, then BatchGetItem of the whole items
    /// - Vector: `embedding` of 3 numbers, by the distance; 10 at most are found
    /// - Capacity: bytes of what the index compares, not read units
    pub fn related_anywhere(&self, embedding: Vec<f64>) -> op::Search<Document> {
        self.0.search(Document::alike(embedding))
    }

    /// Deletes a [`Revision`].
    ///
    /// - Request: DeleteItem
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `REVISION#{revision}`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn forget(&self, document_id: Ulid, revision: u64) -> op::Delete<Revision> {
        self.0.delete(Revision::key(document_id, revision))
    }
}

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentsSeeds {
    /// The seed `plan`.
    pub plan: Document,
    /// The seed `notes`.
    pub notes: Document,
    /// The seed `report`.
    pub report: Document,
    /// The seed `poem`.
    pub poem: Document,
    /// The seed `before`.
    pub before: Revision,
}

impl DocumentsSeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            plan: Document {
                document_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                folder: "work".to_owned(),
                title: "Plan".to_owned(),
                blocks: vec![
                    Block::Heading {
                        text: "Plan".to_owned(),
                        level: 1,
                    },
                    Block::Rule,
                    Block::Paragraph {
                        text: "First this, then that.".to_owned(),
                    },
                ],
                properties: BTreeMap::from([
                    ("language".to_owned(), AttributeValue::from("en")),
                    ("draft".to_owned(), AttributeValue::from(true)),
                ]),
                tags: BTreeSet::from(["today".to_owned()]),
                language: Some("en".to_owned()),
                pages: 1,
                embedding: Some(vec![0.25, -1.5, 3.0]),
                changed_at: DateTime::UNIX_EPOCH,
                lock: 0,
            },
            notes: Document {
                document_id: Ulid::from(0x0197c000000000000000000000000002_u128),
                folder: "work".to_owned(),
                title: "Notes".to_owned(),
                blocks: Default::default(),
                properties: Default::default(),
                tags: BTreeSet::new(),
                language: Some("en".to_owned()),
                pages: 12,
                embedding: None,
                changed_at: DateTime::UNIX_EPOCH,
                lock: 0,
            },
            report: Document {
                document_id: Ulid::from(0x0197c000000000000000000000000003_u128),
                folder: "work".to_owned(),
                title: "Report".to_owned(),
                blocks: Default::default(),
                properties: Default::default(),
                tags: BTreeSet::new(),
                language: Some("en".to_owned()),
                pages: 40,
                embedding: Some(vec![0.0, -1.0, 3.0]),
                changed_at: DateTime::UNIX_EPOCH,
                lock: 0,
            },
            poem: Document {
                document_id: Ulid::from(0x0197c000000000000000000000000004_u128),
                folder: "home".to_owned(),
                title: "Poem".to_owned(),
                blocks: Default::default(),
                properties: Default::default(),
                tags: BTreeSet::new(),
                language: None,
                pages: 1,
                embedding: Some(vec![1.0, 1.0, 1.0]),
                changed_at: DateTime::UNIX_EPOCH,
                lock: 0,
            },
            before: Revision {
                document_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                revision: 1,
                blocks: vec![Block::Heading {
                    text: "Plans".to_owned(),
                    level: 1,
                }],
                by: "ada".to_owned(),
                forget_at: EpochSeconds(1809129600),
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Documents>) -> dynamo_model::Result<Self> {
        let mut seeds = Self::items();
        seeds.plan = table.create(&seeds.plan).returning(AllNew).await?;
        seeds.notes = table.create(&seeds.notes).returning(AllNew).await?;
        seeds.report = table.create(&seeds.report).returning(AllNew).await?;
        seeds.poem = table.create(&seeds.poem).returning(AllNew).await?;
        table.create(&seeds.before).await?;
        Ok(seeds)
    }
}

/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {
    use std::collections::{BTreeMap, BTreeSet};

    use ulid::Ulid;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<(DocumentsTable, DocumentsSeeds)> {
        let table = DocumentsTable::on(dynamo_mock::Mock::new(), "documents");
        table.create_table().await?;
        let seeds = DocumentsSeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn a_document_is_created_once() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table.create_document(&seeds.plan).await;
        assert!(failed.is_err_and(|error| error.is_already_exists()));
        Ok(())
    }

    #[tokio::test]
    async fn a_document() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .read(Ulid::from(0x0197c000000000000000000000000001_u128))
            .await?;
        let expected = seeds.plan.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_document_as_it_is_now() -> Outcome {
        let (table, _) = stored().await?;
        let found = table
            .read_now(Ulid::from(0x0197c000000000000000000000000009_u128))
            .await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn what_it_was_before() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .history_below(Ulid::from(0x0197c000000000000000000000000001_u128), 2)
            .await?
            .items;
        let expected = [seeds.before.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn what_it_was_between() -> Outcome {
        let (table, _) = stored().await?;
        let found = table
            .history_between(Ulid::from(0x0197c000000000000000000000000001_u128), 2..=9)
            .await?
            .items;
        assert!(found.is_empty());
        Ok(())
    }

    #[tokio::test]
    async fn all_of_a_document() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .with_history(Ulid::from(0x0197c000000000000000000000000001_u128))
            .await?;
        let expected = [
            DocumentOrRevision::Document(seeds.plan.clone()),
            DocumentOrRevision::Revision(seeds.before.clone()),
        ];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn titles_with_a_beginning() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.folder_begins_with("work", "P").await?.items;
        let expected = [seeds.plan.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn titles_from_a_text_on() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.folder_at_least("work", "Notes").await?.items;
        let expected = [
            seeds.notes.clone(),
            seeds.plan.clone(),
            seeds.report.clone(),
        ];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn tagged_without_an_embedding() -> Outcome {
        let (table, _) = stored().await?;
        let found = table.tagged("work", "today").await?.items;
        assert!(found.is_empty());
        Ok(())
    }

    #[tokio::test]
    async fn into_another_folder() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .move_to(
                Ulid::from(0x0197c000000000000000000000000002_u128),
                "home",
                "Notes",
            )
            .await?;
        let mut expected = Document {
            folder: "home".to_owned(),
            ..seeds.notes.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.changed_at = found.changed_at;
            expected.lock = found.lock;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_revision_and_the_new_text() -> Outcome {
        let (table, seeds) = stored().await?;
        let revision = Revision {
            revision: 2,
            ..seeds.before.clone()
        };
        table.write(&revision).await?;
        let expected = Revision {
            revision: 2,
            ..seeds.before.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let mut expected = Document {
            blocks: vec![Block::Heading {
                text: "Plans".to_owned(),
                level: 1,
            }],
            ..seeds.plan.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.changed_at = found.changed_at;
            expected.lock = found.lock;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn no_text() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .set_blocks(
                Ulid::from(0x0197c000000000000000000000000001_u128),
                Vec::new(),
            )
            .await?;
        let mut expected = Document {
            blocks: Vec::new(),
            ..seeds.plan.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.changed_at = found.changed_at;
            expected.lock = found.lock;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn one_block_more() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .extend(
                Ulid::from(0x0197c000000000000000000000000002_u128),
                vec![Block::Rule],
            )
            .await?;
        let mut expected = Document {
            blocks: vec![Block::Rule],
            ..seeds.notes.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.changed_at = found.changed_at;
            expected.lock = found.lock;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn one_tag_more() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .tag(
                Ulid::from(0x0197c000000000000000000000000001_u128),
                BTreeSet::from(["later".to_owned()]),
            )
            .await?;
        let expected = Document {
            tags: BTreeSet::from(["later".to_owned(), "today".to_owned()]),
            changed_at: found.changed_at,
            lock: found.lock,
            ..seeds.plan.clone()
        };
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn one_tag_less() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .untag(
                Ulid::from(0x0197c000000000000000000000000001_u128),
                BTreeSet::from(["today".to_owned()]),
            )
            .await?;
        let expected = Document {
            tags: BTreeSet::new(),
            changed_at: found.changed_at,
            lock: found.lock,
            ..seeds.plan.clone()
        };
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn an_embedding() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .embed(
                Ulid::from(0x0197c000000000000000000000000002_u128),
                Some(vec![1.0, 0.5, 0.0]),
                BTreeMap::new(),
            )
            .await?;
        let mut expected = Document {
            embedding: Some(vec![1.0, 0.5, 0.0]),
            ..seeds.notes.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.changed_at = found.changed_at;
            expected.lock = found.lock;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn like_a_text_and_short() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .similar("work", vec![0.0, -1.0, 2.0], "en", 20)
            .await?;
        let found: Vec<_> = found.into_iter().map(|hit| hit.item).collect();
        let expected = [seeds.plan.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn like_a_text_in_another_language() -> Outcome {
        let (table, _) = stored().await?;
        let found = table
            .similar("work", vec![0.0, -1.0, 2.0], "de", 20)
            .await?;
        assert!(found.is_empty());
        Ok(())
    }

    #[tokio::test]
    async fn like_a_text_in_a_folder() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.related("work", vec![0.0, -1.0, 3.0], 5).await?;
        let found: Vec<_> = found.into_iter().map(|hit| hit.item).collect();
        let expected = [seeds.report.clone(), seeds.plan.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn like_a_text_in_any_folder() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.related_anywhere(vec![1.0, 1.0, 1.0]).await?;
        let found: Vec<_> = found.into_iter().map(|hit| hit.item).collect();
        let expected = [seeds.poem.clone(), seeds.report.clone(), seeds.plan.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn forgotten() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .forget(Ulid::from(0x0197c000000000000000000000000001_u128), 1)
            .await?;
        let found = table.get(seeds.before.primary_key()).consistent().await?;
        assert_eq!(found, None);
        Ok(())
    }
}
