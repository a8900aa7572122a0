//! A lock is counted by the writes themselves.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(entities(Page))]
struct Wiki;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Wiki)]
#[dynamo(key(pk = "PAGE#{id}", sk = "PAGE"))]
struct Page {
    id: u32,
    #[dynamo(lock)]
    revision: u64,
}

async fn write(wiki: dynamo_model::TableHandle<Wiki>, page: Page) -> dynamo_model::Result<()> {
    wiki.update(Page::key(1)).add(|p| p.revision(), 1).await?;
    wiki.batch_write().put(&page).await?;
    Ok(())
}

fn main() {}
