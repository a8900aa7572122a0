use dynamo_mock::Mock;
use dynamo_model::prelude::EpochSeconds;

use crate::generated::warehouse::{Stock, WarehouseTable};

/// What the spec names as the way to the label of a shelf.
pub(crate) fn label(article: &str, hall: &str) -> String {
    format!("{article}, {hall} hall")
}

fn stock(shelf: &str, article: &str, pieces: u32) -> Stock {
    Stock {
        shelf: shelf.to_owned(),
        hall: "north".to_owned(),
        article: article.to_owned(),
        pieces,
        expires_at: EpochSeconds(4_000_000_000 + i64::from(pieces)),
        label: label(article, "north"),
    }
}

#[tokio::test]
async fn pieces_are_found_by_shelf_article_number_and_expiry() {
    let warehouse = WarehouseTable::on(Mock::new(), "warehouse");
    warehouse.create_table().await.unwrap();
    let all = [stock("A1", "jar", 40), stock("A1", "mug", 12), stock("B2", "mug", 7)];
    for one in &all {
        warehouse.put_stock(one).await.unwrap();
    }
    let [jars, mugs, others] = &all;
    assert_eq!(warehouse.on_shelf("A1").await.unwrap().items, [jars.clone(), mugs.clone()]);
    assert_eq!(warehouse.of_article("mug").await.unwrap().items, [mugs.clone(), others.clone()]);
    let few = warehouse.fewest_at_most("north", 12).await.unwrap().page.items;
    assert_eq!(few, [others.clone(), mugs.clone()]);
    let bad = warehouse.expiring_before("A1", EpochSeconds(4_000_000_020)).await.unwrap().items;
    assert_eq!(bad, std::slice::from_ref(mugs));
}
