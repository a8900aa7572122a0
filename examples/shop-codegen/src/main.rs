//! Runs the shop on the engine inside this process, and shows what every access pattern answers.
#![allow(clippy::print_stdout)]

use dynamo_mock::Mock;
use shop_codegen::shop::{ShopSeeds, ShopTable};
use shop_codegen::tour;

#[tokio::main(flavor = "current_thread")]
async fn main() -> dynamo_model::Result<()> {
    let shop = ShopTable::on(Mock::new(), "shop");
    shop.create_table().await?;
    let seeds = ShopSeeds::store(&shop).await?;
    for line in tour::tour(&shop, &seeds).await?.lines {
        println!("{line}");
    }
    Ok(())
}
