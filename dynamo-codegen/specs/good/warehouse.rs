// Generated from warehouse.toml (125b863af7593b16). Changes belong there.

use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};

/// What lies on which shelf, in a table with reserved capacity and every option
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t", ttl = "expires_at")]
#[dynamo(gsi(ByArticle, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(gsi(ByCount, name = "by-count", pk = "GSI2PK": S, sk = "pieces": N, project(keys_only)))]
#[dynamo(lsi(ByExpiry, sk = "expires_at": N))]
#[dynamo(entities(Stock))]
pub struct Warehouse;

/// Pieces of an article on a shelf.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Warehouse)]
#[dynamo(key(pk = "SHELF#{shelf}", sk = "ARTICLE#{article}"))]
#[dynamo(index(by_article, on = ByArticle, pk = "ARTICLE#{article}", sk = "{shelf}"))]
#[dynamo(index(by_count, on = "by-count", pk = "HALL#{hall}", sk = pieces, project(keys_only)))]
#[dynamo(index(by_expiry, on = ByExpiry, sk = expires_at))]
pub struct Stock {
    /// The attribute `shelf`.
    pub shelf: String,
    /// The attribute `hall`.
    pub hall: String,
    /// The attribute `article`.
    pub article: String,
    /// The attribute `pieces`.
    pub pieces: u32,
    /// The attribute `expires_at`.
    #[dynamo(ttl)]
    pub expires_at: EpochSeconds,
    /// The attribute `label`.
    #[dynamo(computed(crate::patterns::warehouse::label, from(article, hall)))]
    pub label: String,
}

/// The table [`Warehouse`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct WarehouseTable(TableHandle<Warehouse>);

impl From<TableHandle<Warehouse>> for WarehouseTable {
    fn from(table: TableHandle<Warehouse>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for WarehouseTable {
    type Target = TableHandle<Warehouse>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl WarehouseTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// Reads each [`Stock`] of a partition.
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `SHELF#{shelf}`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn on_shelf(&self, shelf: &str) -> op::Query<Stock, dynamo_model::ReadFrom<false>> {
        self.0.query(Stock::of(shelf))
    }

    /// Reads each [`Stock`] of a partition.
    ///
    /// - Request: Query of the index `ByArticle`
    /// - Key: `GSI1PK` = `ARTICLE#{article}`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn of_article(&self, article: &str) -> op::Query<Stock, dynamo_model::ReadFrom<true>> {
        self.0.query(Stock::by_article(article))
    }

    /// Reads each [`Stock`] of a partition.
    ///
    /// - Request: Query of the index `by-count`, then BatchGetItem of the whole items
    /// - Key: `GSI2PK` = `HALL#{hall}`
    /// - Sort key: `pieces` = `pieces`, with `pieces` at most a value
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn fewest_at_most(
        &self,
        hall: &str,
        pieces: u32,
    ) -> op::Hydrate<Stock, dynamo_model::ReadFrom<true, StockByCountItem>, StockByCountItem> {
        self.0
            .query(Stock::by_count(hall).pieces(..=pieces))
            .hydrate()
    }

    /// Reads each [`Stock`] of a partition.
    ///
    /// - Request: Query of the index `ByExpiry`
    /// - Key: `PK` = `SHELF#{shelf}`
    /// - Sort key: `expires_at` = `expires_at`, with `expires_at` before a moment
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn expiring_before(
        &self,
        shelf: &str,
        expires_at: EpochSeconds,
    ) -> op::Query<Stock, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Stock::by_expiry(shelf).expires_at(..expires_at))
    }

    /// Writes a [`Stock`], replacing the one with its key.
    ///
    /// - Request: PutItem
    /// - Key: `PK` = `SHELF#{shelf}`, `SK` = `ARTICLE#{article}`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn put_stock(&self, stock: &Stock) -> op::Put<Stock> {
        self.0.put(stock)
    }
}

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct WarehouseSeeds {
    /// The seed `mugs`.
    pub mugs: Stock,
    /// The seed `jars`.
    pub jars: Stock,
}

impl WarehouseSeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            mugs: Stock {
                shelf: "A1".to_owned(),
                hall: "north".to_owned(),
                article: "mug".to_owned(),
                pieces: 12,
                expires_at: EpochSeconds(1893456000),
                label: Default::default(),
            },
            jars: Stock {
                shelf: "A1".to_owned(),
                hall: "north".to_owned(),
                article: "jar".to_owned(),
                pieces: 40,
                expires_at: EpochSeconds(1861920000),
                label: Default::default(),
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Warehouse>) -> dynamo_model::Result<Self> {
        let mut seeds = Self::items();
        seeds.mugs = table.create(&seeds.mugs).returning(AllNew).await?;
        seeds.jars = table.create(&seeds.jars).returning(AllNew).await?;
        Ok(seeds)
    }
}

/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {
    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<(WarehouseTable, WarehouseSeeds)> {
        let table = WarehouseTable::on(dynamo_mock::Mock::new(), "warehouse");
        table.create_table().await?;
        let seeds = WarehouseSeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn a_shelf() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.on_shelf("A1").await?.items;
        let expected = [seeds.jars.clone(), seeds.mugs.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn where_mugs_are() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.of_article("mug").await?.items;
        let expected = [seeds.mugs.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn what_is_running_out() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.fewest_at_most("north", 20).await?.page.items;
        let expected = [seeds.mugs.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn what_goes_bad_first() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .expiring_before("A1", EpochSeconds(1874966400))
            .await?
            .items;
        let expected = [seeds.jars.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn counted() -> Outcome {
        let (table, seeds) = stored().await?;
        let stock = Stock {
            pieces: 11,
            ..seeds.mugs.clone()
        };
        table.put_stock(&stock).await?;
        let mut expected = Stock {
            pieces: 11,
            ..seeds.mugs.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.label = found.label.clone();
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }
}
