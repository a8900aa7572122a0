//! The content of an engine at one moment, to go back to or to start other engines from.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use dynamo_model::Item;

use crate::action::Tokens;
use crate::storage::{Key, KeyRange, Table, TableLock};
use crate::{Clock, Engine, Mock, engine};

/// The tables of an engine with all their items, as they were at one moment.
///
/// A snapshot shares its items with the engine: it costs the same for a table of a million items as for an empty
/// one. What is written later is kept apart from it, node by node, so that a snapshot never changes.
///
/// Besides the tables it holds their streams and the tokens of recent transactions. It does not hold the streams of deleted
/// tables, nor the time: [`Engine::restore`] leaves the clock and the random numbers as they are, and [`Engine::fork`]
/// starts a clock of its own at the same time and goes on with the same random numbers.
///
/// ```
/// use dynamo_mock::{Engine, Mock};
/// # use dynamo_model::{Item, api::*};
/// # use dynamo_schema::ScalarType;
/// # let table = CreateTableInput {
/// #     table_name: "users".into(),
/// #     attribute_definitions: vec![
/// #         AttributeDefinition { attribute_name: "id".into(), attribute_type: ScalarType::S },
/// #     ],
/// #     key_schema: vec![KeySchemaElement { attribute_name: "id".into(), key_type: KeyType::Hash }],
/// #     billing_mode: Some(BillingMode::PayPerRequest),
/// #     ..CreateTableInput::default()
/// # };
/// let mock = Mock::new();
/// mock.engine().call(table.into())?;
/// mock.engine().seed(br#"{"users": [{"id": {"S": "ada"}}]}"#)?;
///
/// let before = mock.engine().snapshot();
/// mock.engine().seed(br#"{"users": [{"id": {"S": "bob"}}]}"#)?;
/// assert_eq!(mock.engine().snapshot().item_count("users"), Some(2));
///
/// mock.engine().restore(&before);
/// assert_eq!(mock.engine().snapshot().item_count("users"), Some(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Snapshot {
    tables: BTreeMap<Arc<str>, Arc<Table>>,
    created: u64,
    last_label: u64,
    tokens: Tokens,
    time: Duration,
}

impl Snapshot {
    /// The names of the tables, in their order.
    pub fn table_names(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(|name| &**name)
    }

    /// How many items a table holds; `None` when there is no such table.
    pub fn item_count(&self, table: &str) -> Option<usize> {
        self.tables.get(table).map(|table| table.items.len())
    }

    /// The items of a table, in the order of their keys.
    pub(crate) fn items(&self, table: &str) -> Option<Vec<&Item>> {
        let table = self.tables.get(table)?;
        let range = KeyRange { start: Key::first_of_hash(0), end: None };
        let mut entries: Vec<_> = table.items.walk(&range, true).collect();
        // The table's own order is that of a hash, which says nothing to a reader.
        entries.sort_by(|(one, _), (two, _)| one.bytes().cmp(two.bytes()));
        Some(entries.into_iter().map(|(_, entry)| &*entry.item).collect())
    }
}

/// Shows the tables and how many items each holds.
impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.tables.iter().map(|(name, table)| (name, table.items.len()))).finish()
    }
}

impl Engine {
    /// The content of the engine at this moment, between two requests.
    pub fn snapshot(&self) -> Snapshot {
        // Locked in the order in which requests lock them, and all held until the last one is read.
        let tokens = self.tokens();
        let tables = self.tables_ref();
        let locked: Vec<_> = tables.iter().map(|(name, table)| (name, engine::read(table))).collect();
        Snapshot {
            tables: locked
                .iter()
                .map(|(name, table)| (Arc::clone(name), Arc::new(Table::clone(table))))
                .collect(),
            created: self.created().load(Ordering::Relaxed),
            last_label: self.last_label().load(Ordering::SeqCst),
            tokens: tokens.clone(),
            time: self.clock().now(),
        }
    }

    /// Goes back to a snapshot, of this engine or of another one: all tables and items are what they were.
    ///
    /// A request that other threads have under way is answered as if it came before.
    pub fn restore(&self, snapshot: &Snapshot) {
        let mut tokens = self.tokens();
        let mut tables = self.tables_mut();
        tokens.clone_from(&snapshot.tokens);
        self.created().store(snapshot.created, Ordering::Relaxed);
        // A label is never used again, whichever way the content came about.
        self.last_label().fetch_max(snapshot.last_label, Ordering::SeqCst);
        let copy = |(name, table): (&Arc<str>, &Arc<Table>)| {
            let mut table = Table::clone(table);
            table.set_lag(self.lag());
            (Arc::clone(name), Arc::new(TableLock::new(table)))
        };
        *tables = snapshot.tables.iter().map(copy).collect();
        // What has expired since the snapshot is deleted before the next request.
        if snapshot.tables.values().any(|table| table.settings.time_to_live.is_some()) {
            self.sweeper().activate();
        }
    }

    /// Another engine with the same content and settings, and a clock of its own that shows the same time. Neither
    /// sees what happens to the other one.
    #[must_use]
    pub fn fork(&self) -> Self {
        let snapshot = self.snapshot();
        let fork = Self::with_clock(Clock::at(snapshot.time)).with_chance(self.chance().copy());
        fork.set_lag(self.lag());
        fork.set_expiry_delay(self.sweeper().delay());
        fork.set_address(self.address());
        fork.set_wording(self.wording());
        fork.restore(&snapshot);
        fork
    }
}

impl Mock {
    /// A handle on another engine with the same content, which costs the same however much that is.
    ///
    /// Tests can share one prepared engine and each go on with a fork of it.
    ///
    /// ```
    /// use dynamo_mock::Mock;
    ///
    /// let prepared = Mock::new();
    /// let mock = prepared.fork();
    /// mock.clock().advance(std::time::Duration::from_secs(1));
    /// assert_ne!(mock.clock().now(), prepared.clock().now());
    /// ```
    #[must_use]
    pub fn fork(&self) -> Self {
        Self::from(self.engine().fork())
    }
}
