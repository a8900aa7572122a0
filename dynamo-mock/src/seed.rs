//! Items from JSON and to JSON.
//!
//! Items are written as DynamoDB writes them: `{"id": {"S": "ada"}}`. Either one text holds all tables,
//! `{"users": [item, item]}`, or a file per table holds a list of items.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use std::{fmt, fs, io};

use dynamo_model::Item;
use dynamo_model::api::{PutItemInput, ServiceError};
use dynamo_model::wire::json::{JsonError, Reader, Writer};
use dynamo_model::wire::{DecodeError, decode_item, encode_item};

use crate::{Engine, Snapshot};

/// Why a seed was not planted.
#[derive(Debug)]
#[non_exhaustive]
pub enum SeedError {
    /// The text is not JSON, or not a map from tables to lists.
    Json(JsonError),
    /// A text is not an item.
    Item {
        /// The table.
        table: String,
        /// The item's place in its list, from 0.
        position: usize,
        /// What is wrong with it.
        source: DecodeError,
    },
    /// The engine refused an item.
    Refused {
        /// The table.
        table: String,
        /// The item's place in its list, from 0.
        position: usize,
        /// The engine's answer.
        source: Box<ServiceError>,
    },
    /// A file could not be read or written.
    File(io::Error),
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(source) => write!(f, "the seed is not a map from tables to lists of items: {source}"),
            Self::Item { table, position, source } => {
                write!(f, "item {position} of table {table} cannot be read: {source}")
            }
            Self::Refused { table, position, source } => {
                write!(f, "item {position} of table {table} is refused: {source}")
            }
            Self::File(source) => write!(f, "a seed's file: {source}"),
        }
    }
}

impl std::error::Error for SeedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(match self {
            Self::Json(source) => source,
            Self::Item { source, .. } => source,
            Self::Refused { source, .. } => source,
            Self::File(source) => source,
        })
    }
}

impl From<JsonError> for SeedError {
    fn from(source: JsonError) -> Self {
        Self::Json(source)
    }
}

impl From<io::Error> for SeedError {
    fn from(source: io::Error) -> Self {
        Self::File(source)
    }
}

impl Engine {
    /// Puts the items of a map from tables to lists of items, and returns how many they are. The tables exist
    /// already; an item in place of one with the same key replaces it.
    ///
    /// ```
    /// use dynamo_mock::{Engine, SeedError};
    ///
    /// let error = Engine::new().seed(br#"{"users": [{"id": {"S": "ada"}}]}"#).unwrap_err();
    /// assert!(matches!(error, SeedError::Refused { position: 0, .. }));
    /// ```
    ///
    /// # Errors
    /// When the text cannot be read as items, or the engine refuses one of them. Then nothing is put.
    pub fn seed(&self, json: &[u8]) -> Result<usize, SeedError> {
        let mut reader = Reader::new(json)?;
        let mut tables = Vec::new();
        reader.begin_object()?;
        while let Some(table) = reader.next_name()? {
            let items = read_items(&table, &mut reader)?;
            tables.push((table, items));
        }
        reader.finish()?;
        self.plant_all(&tables)
    }

    /// Puts the items of a list into a table, as [`Engine::seed`] does for all tables.
    ///
    /// # Errors
    /// As for [`Engine::seed`].
    pub fn seed_table(&self, table: &str, json: &[u8]) -> Result<usize, SeedError> {
        let mut reader = Reader::new(json)?;
        let items = read_items(table, &mut reader)?;
        reader.finish()?;
        self.plant_all(&[(table.into(), items)])
    }

    /// Puts the items of every file `<table>.json` in a directory, in the order of the files' names.
    ///
    /// # Errors
    /// As for [`Engine::seed_table`], and when a file cannot be read.
    pub fn seed_dir(&self, directory: impl AsRef<Path>) -> Result<usize, SeedError> {
        let mut files = fs::read_dir(directory)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
        files.sort();
        let mut tables = Vec::new();
        for file in files {
            let table = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let json = fs::read(&file)?;
            let mut reader = Reader::new(&json)?;
            let items = read_items(&table, &mut reader)?;
            reader.finish()?;
            tables.push((table.into(), items));
        }
        self.plant_all(&tables)
    }

    /// Puts all items or none. They are put into a fork first, which costs no copy and shows what is refused.
    fn plant_all(&self, tables: &[(Cow<'_, str>, Vec<Item>)]) -> Result<usize, SeedError> {
        let rehearsal = self.fork();
        for engine in [&rehearsal, self] {
            for (table, items) in tables {
                engine.plant(table, items)?;
            }
        }
        Ok(tables.iter().map(|(_, items)| items.len()).sum())
    }

    fn plant(&self, table: &str, items: &[Item]) -> Result<(), SeedError> {
        let table_name: Arc<str> = table.into();
        for (position, item) in items.iter().enumerate() {
            let (table_name, item) = (Arc::clone(&table_name), item.clone());
            let request = PutItemInput { table_name, item, ..PutItemInput::default() };
            self.call(request.into()).map_err(|source| SeedError::Refused {
                table: table.to_owned(),
                position,
                source: Box::new(source),
            })?;
        }
        Ok(())
    }
}

impl Snapshot {
    /// The items of all tables as [`Engine::seed`] reads them. The same content always gives the same text:
    /// tables by name, items by key, attributes by name, one item per line.
    ///
    /// ```
    /// use dynamo_mock::Engine;
    ///
    /// assert_eq!(Engine::new().snapshot().to_json(), b"{\n}\n");
    /// ```
    pub fn to_json(&self) -> Vec<u8> {
        let mut out = b"{".to_vec();
        for (at, table) in self.table_names().enumerate() {
            let mut name = Writer::new();
            name.string(table);
            out.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
            out.extend(name.into_bytes());
            out.extend_from_slice(b": ");
            self.write_items(table, &mut out);
        }
        out.extend_from_slice(b"\n}\n");
        out
    }

    /// The items of one table as [`Engine::seed_table`] reads them; `None` when there is no such table.
    pub fn table_to_json(&self, table: &str) -> Option<Vec<u8>> {
        self.item_count(table)?;
        let mut out = Vec::new();
        self.write_items(table, &mut out);
        out.push(b'\n');
        Some(out)
    }

    /// Writes a file `<table>.json` for every table into a directory that exists.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn to_dir(&self, directory: impl AsRef<Path>) -> io::Result<()> {
        for table in self.table_names() {
            let json = self.table_to_json(table).unwrap_or_default();
            fs::write(directory.as_ref().join(format!("{table}.json")), json)?;
        }
        Ok(())
    }

    fn write_items(&self, table: &str, out: &mut Vec<u8>) {
        out.push(b'[');
        for (at, item) in self.items(table).unwrap_or_default().into_iter().enumerate() {
            out.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
            out.extend(encode_item(item));
        }
        out.extend_from_slice(b"\n]");
    }
}

fn read_items(table: &str, reader: &mut Reader<'_>) -> Result<Vec<Item>, SeedError> {
    let mut items = Vec::new();
    reader.begin_array()?;
    while reader.next_element()? {
        // Finds where the item begins.
        reader.peek()?;
        let start = reader.position();
        reader.skip()?;
        let item = decode_item(reader.since(start).as_bytes());
        items.push(item.map_err(|source| SeedError::Item {
            table: table.to_owned(),
            position: items.len(),
            source,
        })?);
    }
    Ok(items)
}
