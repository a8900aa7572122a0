// Generated from catalogue.toml (6462ddc781359552). Changes belong there.

use std::collections::BTreeSet;

use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};
use ulid::Ulid;

use crate::patterns::catalogue::Rating;
use crate::patterns::catalogue::Supplier;
use crate::patterns::catalogue::SupplierAtShelfItem;
use crate::patterns::catalogue::SupplierEmail;
use crate::patterns::catalogue::SupplierKey;

/// Articles and their prices, in the third version of their shape
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t", version = "_v")]
#[dynamo(gsi(ByShelf, pk = "GSI1PK": S, sk = "GSI1SK": S, project("articleTitle", "r", "_t", "_v")))]
#[dynamo(entities(Supplier, SupplierEmail, Article, Price))]
pub struct Catalogue;

/// The type `Size` of attributes.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
#[dynamo(rename_all = "camelCase")]
pub struct Size {
    /// The attribute `widthMm`.
    pub width_mm: u32,
    /// The attribute `h`.
    #[dynamo(rename = "h")]
    pub height_mm: u32,
}

/// The colour of [`ArticleV1`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, DynamoAttribute)]
pub enum ArticleColour {
    /// `red`
    Red,
    /// `blue`
    Blue,
}

/// [`Supplier`] is what the spec says.
const _: () = {
    use dynamo_model::schema::{EntityPart, fingerprint};

    let model = <Supplier as Entity>::MODEL_REF;
    assert!(
        fingerprint(model, EntityPart::Name) == 0x122542590fede151,
        "the name of `crate::patterns::catalogue::Supplier` is another one than in the spec"
    );
    assert!(
        fingerprint(model, EntityPart::Key) == 0x7fea38f5d41adccd,
        "the primary key of `crate::patterns::catalogue::Supplier` is another one than in the spec"
    );
    assert!(
        fingerprint(model, EntityPart::Index("at_shelf")) == 0x3ca10dfdb2be7a23,
        "the `index(at_shelf)` of `crate::patterns::catalogue::Supplier` is another one than in the spec"
    );
    assert!(
        fingerprint(model, EntityPart::Attribute("supplier_id")) == 0x4976eef6711ce9dc,
        "the field `supplier_id` of `crate::patterns::catalogue::Supplier` is another one than in the spec"
    );
    assert!(
        fingerprint(model, EntityPart::Attribute("shelf")) == 0x4b29c8706593095e,
        "the field `shelf` of `crate::patterns::catalogue::Supplier` is another one than in the spec"
    );
    assert!(
        fingerprint(model, EntityPart::Attribute("email")) == 0xd26e3a79d7f8215e,
        "the field `email` of `crate::patterns::catalogue::Supplier` is another one than in the spec"
    );
    assert!(
        fingerprint(model, EntityPart::Attribute("rating")) == 0x46235f800c98d2b4,
        "the field `rating` of `crate::patterns::catalogue::Supplier` is another one than in the spec"
    );
    assert!(
        fingerprint(model, EntityPart::Rest) == 0x78fae553578c498a,
        "the number of indexes or fields, version or unique fields of `crate::patterns::catalogue::Supplier` is another one than in the spec"
    );
    let marker = <SupplierEmail as Entity>::MODEL_REF;
    assert!(
        fingerprint(marker, EntityPart::Key) == 0xde161a8ad1820885,
        "`email` of `crate::patterns::catalogue::Supplier` is unique in another way than in the spec"
    );
};

/// Something that can be sold.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Catalogue)]
#[dynamo(key(pk = "ARTICLE#{article_id}", sk = "ARTICLE"))]
#[dynamo(version = 3, upgrade_from = ArticleV2)]
#[dynamo(rename_all = "camelCase")]
#[dynamo(index(on_shelf, on = ByShelf, pk = "SHELF#{shelf}", sk = "{article_title}", project(article_title)))]
pub struct Article {
    /// The attribute `articleId`.
    pub article_id: Ulid,
    /// The attribute `shelf`.
    pub shelf: String,
    /// The attribute `articleTitle`.
    pub article_title: String,
    /// The attribute `size`.
    pub size: Option<Size>,
    /// The attribute `keywords`.
    pub keywords: BTreeSet<String>,
    /// The attribute `stars`.
    #[dynamo(default = 3, range(..=5))]
    pub stars: u8,
    /// The attribute `boughtFrom`.
    #[dynamo(read_only, hidden)]
    pub bought_from: Option<String>,
    /// The attribute `measured`.
    #[dynamo(serde, default)]
    pub measured: serde_json::Value,
    /// Counts the changes, so that two people who change the item at once notice.
    #[dynamo(rename = "_lock", lock)]
    pub lock: u64,
    /// The attributes that no other field has.
    #[dynamo(rest)]
    pub others: dynamo_model::Item,
}

/// What an [`Article`] was in version 1.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
#[dynamo(version = 1)]
pub struct ArticleV1 {
    /// The attribute `articleId`.
    #[dynamo(rename = "articleId")]
    pub article_id: Ulid,
    /// The attribute `place`.
    pub place: String,
    /// The attribute `label`.
    pub label: String,
    /// The attribute `boughtFrom`.
    #[dynamo(rename = "boughtFrom")]
    pub bought_from: Option<String>,
    /// The attribute `measured`.
    #[dynamo(serde, default)]
    pub measured: serde_json::Value,
    /// Counts the changes, so that two people who change the item at once notice.
    #[dynamo(rename = "_lock")]
    pub lock: u64,
    /// The attribute `colour`.
    pub colour: ArticleColour,
}

impl From<ArticleV1> for ArticleV2 {
    fn from(old: ArticleV1) -> Self {
        Self {
            article_id: old.article_id,
            shelf: old.place,
            label: old.label,
            size: None,
            stars: 3,
            bought_from: old.bought_from,
            measured: old.measured,
            lock: old.lock,
            weight: 0,
        }
    }
}

/// What an [`Article`] was in version 2.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
#[dynamo(version = 2, upgrade_from = ArticleV1)]
pub struct ArticleV2 {
    /// The attribute `articleId`.
    #[dynamo(rename = "articleId")]
    pub article_id: Ulid,
    /// The attribute `shelf`.
    pub shelf: String,
    /// The attribute `label`.
    pub label: String,
    /// The attribute `size`.
    pub size: Option<Size>,
    /// The attribute `stars`.
    #[dynamo(default = 3)]
    pub stars: u8,
    /// The attribute `boughtFrom`.
    #[dynamo(rename = "boughtFrom")]
    pub bought_from: Option<String>,
    /// The attribute `measured`.
    #[dynamo(serde, default)]
    pub measured: serde_json::Value,
    /// Counts the changes, so that two people who change the item at once notice.
    #[dynamo(rename = "_lock")]
    pub lock: u64,
    /// The attribute `weight`.
    #[dynamo(default = 0)]
    pub weight: u32,
}

impl From<ArticleV2> for Article {
    fn from(old: ArticleV2) -> Self {
        Self {
            article_id: old.article_id,
            shelf: old.shelf,
            article_title: old.label,
            size: old.size,
            keywords: BTreeSet::new(),
            stars: old.stars,
            bought_from: old.bought_from,
            measured: old.measured,
            lock: old.lock,
            others: dynamo_model::Item::new(),
        }
    }
}

/// An item of the kind `price`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Catalogue)]
#[dynamo(key(pk = "ARTICLE#{article_id}", sk = "PRICE"))]
#[dynamo(version = 2, upgrade_from = PriceV1)]
#[dynamo(rename_all = "camelCase")]
pub struct Price {
    /// The attribute `articleId`.
    pub article_id: Ulid,
    /// The attribute `cents`.
    pub cents: u64,
}

/// What a [`Price`] was in version 1.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
#[dynamo(version = 1)]
pub struct PriceV1 {
    /// The attribute `articleId`.
    #[dynamo(rename = "articleId")]
    pub article_id: Ulid,
    /// The attribute `euros`.
    pub euros: u32,
}

impl From<PriceV1> for Price {
    fn from(old: PriceV1) -> Self {
        crate::patterns::catalogue::to_cents(old)
    }
}

/// The table [`Catalogue`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct CatalogueTable(TableHandle<Catalogue>);

impl From<TableHandle<Catalogue>> for CatalogueTable {
    fn from(table: TableHandle<Catalogue>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for CatalogueTable {
    type Target = TableHandle<Catalogue>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl CatalogueTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// Reads an [`Article`].
    ///
    /// - Request: GetItem
    /// - Key: `PK` = `ARTICLE#{articleId}`, `SK` = `ARTICLE`
    /// - Capacity: 0.5 read units per 4 KB of each item
    pub fn get_article(&self, article_id: Ulid) -> op::Get<Article> {
        self.0.get(Article::key(article_id))
    }

    /// Writes an [`Article`], replacing the one with its key.
    ///
    /// - Request: PutItem
    /// - Key: `PK` = `ARTICLE#{articleId}`, `SK` = `ARTICLE`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn put_article(&self, article: &Article) -> op::Put<Article> {
        self.0.put(article)
    }

    /// Reads each [`Article`] of a partition.
    ///
    /// - Request: Query of the index `ByShelf`, then BatchGetItem of the whole items
    /// - Key: `GSI1PK` = `SHELF#{shelf}`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn on_shelf(
        &self,
        shelf: &str,
    ) -> op::Hydrate<Article, dynamo_model::ReadFrom<true, ArticleOnShelfItem>, ArticleOnShelfItem>
    {
        self.0.query(Article::on_shelf(shelf)).hydrate()
    }

    /// Changes an [`Article`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `ARTICLE#{articleId}`, `SK` = `ARTICLE`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn rate(&self, article_id: Ulid, stars: u8) -> op::Update<Article, op::Complete, AllNew> {
        self.0
            .update(Article::key(article_id))
            .set(|a| a.stars(), stars)
            .complete()
            .returning(AllNew)
    }

    /// Reads each [`Supplier`] of some keys.
    ///
    /// - Request: BatchGetItem
    /// - Key: `PK` = `SUPPLIER#{supplier_id}`, `SK` = `SUPPLIER`, of each key
    /// - Capacity: 0.5 read units per 4 KB of each item
    pub fn get_suppliers(
        &self,
        supplier_keys: Vec<SupplierKey>,
    ) -> op::BatchGet<Catalogue, Vec<SupplierKey>> {
        self.0.batch_get(supplier_keys)
    }

    /// Finds a [`Supplier`] by a unique attribute.
    ///
    /// - Request: GetItem, twice
    /// - Key: `PK` = `UNIQUE#supplier#email#{email:lower}`, which leads to `PK` = `SUPPLIER#{supplier_id}`, `SK` = `SUPPLIER`
    /// - Capacity: 0.5 read units per 4 KB of each item
    pub fn supplier_by_email(&self, email: &str) -> op::GetByUnique<SupplierEmail> {
        self.0.get_by_unique(Supplier::by_email(email))
    }

    /// Writes a [`Supplier`] that must not exist.
    ///
    /// - Request: TransactWriteItems, with the guards of unique attributes
    /// - Key: `PK` = `SUPPLIER#{supplier_id}`, `SK` = `SUPPLIER`
    /// - Capacity: 2 write units per 1 KB of the item, 1 in each of its global indexes, and 2 for each guard
    pub fn create_supplier(&self, supplier: &Supplier) -> op::CreateUnique<Supplier> {
        self.0.create_unique(supplier)
    }

    /// Reads each [`Supplier`] of a partition.
    ///
    /// - Request: Query of the index `ByShelf`, then BatchGetItem of the whole items
    /// - Key: `GSI1PK` = `SUPPLIERS#{shelf}`
    /// - Filter: `rating != 'poor'`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn suppliers_of_shelf(
        &self,
        shelf: &str,
    ) -> op::Hydrate<Supplier, dynamo_model::ReadFrom<true, SupplierAtShelfItem>, SupplierAtShelfItem>
    {
        self.0
            .query(Supplier::at_shelf(shelf))
            .filter(|s| s.rating().ne(Rating::Poor))
            .hydrate()
    }

    /// Reads a [`Price`].
    ///
    /// - Request: GetItem
    /// - Key: `PK` = `ARTICLE#{articleId}`, `SK` = `PRICE`
    /// - Capacity: 0.5 read units per 4 KB of each item
    pub fn get_price(&self, article_id: Ulid) -> op::Get<Price> {
        self.0.get(Price::key(article_id))
    }

    /// Writes a [`Price`], replacing the one with its key.
    ///
    /// - Request: PutItem
    /// - Key: `PK` = `ARTICLE#{articleId}`, `SK` = `PRICE`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn put_price(&self, price: &Price) -> op::Put<Price> {
        self.0.put(price)
    }
}

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct CatalogueSeeds {
    /// The seed `mug`.
    pub mug: Article,
    /// The seed `ada`.
    pub ada: Supplier,
    /// The seed `eight`.
    pub eight: Price,
}

impl CatalogueSeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            mug: Article {
                article_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                shelf: "A1".to_owned(),
                article_title: "Mug".to_owned(),
                size: Some(Size {
                    width_mm: 80,
                    height_mm: 95,
                }),
                keywords: BTreeSet::new(),
                stars: 3,
                bought_from: Some("Ada".to_owned()),
                measured: Default::default(),
                lock: 0,
                others: dynamo_model::Item::new(),
            },
            ada: Supplier {
                supplier_id: Ulid::from(0x0197c000000000000000000000000002_u128),
                shelf: "A1".to_owned(),
                email: "Ada@example.com".to_owned(),
                rating: Rating::Good,
            },
            eight: Price {
                article_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                cents: 800,
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Catalogue>) -> dynamo_model::Result<Self> {
        let mut seeds = Self::items();
        seeds.mug = table.create(&seeds.mug).returning(AllNew).await?;
        table.create_unique(&seeds.ada).await?;
        table.create(&seeds.eight).await?;
        Ok(seeds)
    }
}

/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {
    use ulid::Ulid;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<(CatalogueTable, CatalogueSeeds)> {
        let table = CatalogueTable::on(dynamo_mock::Mock::new(), "catalogue");
        table.create_table().await?;
        let seeds = CatalogueSeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn an_article() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .get_article(Ulid::from(0x0197c000000000000000000000000001_u128))
            .await?;
        let expected = seeds.mug.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn an_article_again() -> Outcome {
        let (table, seeds) = stored().await?;
        table.put_article(&seeds.mug).await?;
        let mut expected = seeds.mug.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.lock = found.lock;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_shelf() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.on_shelf("A1").await?.page.items;
        let expected = [seeds.mug.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn rated() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .rate(Ulid::from(0x0197c000000000000000000000000001_u128), 5)
            .await?;
        let expected = Article {
            stars: 5,
            lock: found.lock,
            ..seeds.mug.clone()
        };
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn some_suppliers() -> Outcome {
        let (table, seeds) = stored().await?;
        let supplier = table.get_suppliers(vec![seeds.ada.primary_key()]).await?;
        let found: Vec<_> = supplier.into_iter().flatten().collect();
        let expected = [seeds.ada.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn who_has_the_address() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.supplier_by_email("ADA@example.com").await?;
        let expected = seeds.ada.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn who_supplies_a_shelf() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.suppliers_of_shelf("A1").await?.page.items;
        let expected = [seeds.ada.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn a_supplier_is_there_once() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table.create_supplier(&seeds.ada).await;
        assert!(failed.is_err_and(|error| error.is_already_exists()));
        Ok(())
    }

    #[tokio::test]
    async fn a_price() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .get_price(Ulid::from(0x0197c000000000000000000000000001_u128))
            .await?;
        let expected = seeds.eight.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn another_price() -> Outcome {
        let (table, seeds) = stored().await?;
        let price = Price {
            article_id: Ulid::from(0x0197c000000000000000000000000001_u128),
            cents: 750,
        };
        table.put_price(&price).await?;
        let expected = Price {
            cents: 750,
            ..seeds.eight.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }
}
