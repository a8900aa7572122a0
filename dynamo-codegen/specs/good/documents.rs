// Generated from documents.toml (43526c34b5a4723b). Changes belong there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{AttributeValue, TableHandle, op};
use ulid::Ulid;

/// Documents of any shape, in folders, with their history
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t", ttl = "forget_at")]
#[dynamo(gsi(Folders, pk = "GSI1PK": S, sk = "GSI1SK": S))]
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
    /// The attribute `embedding`.
    pub embedding: Option<Vec<f64>>,
    /// The attribute `changed_at`.
    #[dynamo(updated)]
    pub changed_at: DateTime<Utc>,
    /// Counts the changes, so that two people who change the item at once notice.
    #[dynamo(rename = "_v", lock)]
    pub version: u64,
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
    pub fn create_document(&self, document: &Document) -> op::Put<Document> {
        self.0.create(document)
    }

    /// Reads a [`Document`].
    ///
    /// - Request: GetItem
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `CURRENT`
    pub fn read(&self, document_id: Ulid) -> op::Get<Document> {
        self.0.get(Document::key(document_id))
    }

    /// Reads a [`Document`].
    ///
    /// - Request: GetItem, consistent
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `CURRENT`
    pub fn read_now(&self, document_id: Ulid) -> op::Get<Document> {
        self.0.get(Document::key(document_id)).consistent()
    }

    /// What a document was, the latest revision first
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `DOCUMENT#{document_id}`
    /// - Sort key: `SK` = `REVISION#{revision}`, with `revision` below a value
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
    pub fn with_history(&self, document_id: Ulid) -> op::Collect<Vec<DocumentOrRevision>> {
        self.0.collect(DocumentOrRevision::of(document_id))
    }

    /// Reads each [`Document`] of a partition.
    ///
    /// - Request: Query of the index `Folders`
    /// - Key: `GSI1PK` = `FOLDER#{folder}`
    /// - Sort key: `GSI1SK` = `{title}#{document_id}`, with `title` beginning with a text
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

    /// Deletes a [`Revision`].
    ///
    /// - Request: DeleteItem
    /// - Key: `PK` = `DOCUMENT#{document_id}`, `SK` = `REVISION#{revision}`
    pub fn forget(&self, document_id: Ulid, revision: u64) -> op::Delete<Revision> {
        self.0.delete(Revision::key(document_id, revision))
    }
}
