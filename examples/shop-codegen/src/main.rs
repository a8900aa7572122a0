//! Runs the shop on the engine inside this process, and shows what every access pattern answers.
#![allow(clippy::print_stdout)]

use dynamo_mock::Mock;
use shop_codegen::shop::ShopTable;
use shop_codegen::{seed, tour};

#[tokio::main(flavor = "current_thread")]
async fn main() -> dynamo_model::Result<()> {
    let shop = ShopTable::on(Mock::new(), "shop");
    shop.create_table().await?;
    seed::store(&shop).await?;
    for line in tour::tour(&shop).await?.lines {
        println!("{line}");
    }
    Ok(())
}
