//! The methods that the generator writes.

use dynamo_mock::Mock;
use dynamo_tests::for_each_backend;
use shop_codegen::shop::{ShopSeeds, ShopTable};
use shop_codegen::tour::{Shown, tour};

/// Each access pattern of the example on a table of its own.
async fn shown(shop: &ShopTable) -> Shown {
    shop.create_table().await.unwrap();
    let seeds = ShopSeeds::store(shop).await.unwrap();
    tour(shop, &seeds).await.unwrap()
}

#[test]
fn every_pattern_of_a_spec_answers_as_on_the_engine() {
    for_each_backend(async |case| {
        let expected = shown(&ShopTable::on(Mock::new(), "shop")).await;
        let answered = shown(&ShopTable::on(case.backend().clone(), case.table_name())).await;
        assert_eq!(answered, expected);
    });
}
