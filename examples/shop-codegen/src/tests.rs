//! Every access pattern on the engine in this process. The suite in `tests/` compares the same with DynamoDB Local.

use dynamo_mock::Mock;

use crate::shop::{Shop, ShopSeeds, ShopTable};
use crate::tour;

#[tokio::test]
async fn every_pattern_answers_what_was_stored() {
    let shop = ShopTable::from(Shop::on(Mock::new(), "shop").create_table().await.unwrap());
    let seeds = ShopSeeds::store(&shop).await.unwrap();
    let shown = tour::tour(&shop, &seeds).await.unwrap().lines;
    let of = |pattern: &str| -> Vec<&String> {
        let from = shown.iter().position(|line| line.starts_with(pattern)).unwrap();
        shown[from + 1..].iter().take_while(|line| line.starts_with(' ')).collect()
    };
    assert!(of("AP01")[0].contains("\"Ada\""));
    assert!(of("AP02")[0].contains("\"Bo\"") && of("AP02")[1].ends_with("nothing"));
    assert_eq!(of("AP03").len(), 1 + 1);
    assert_eq!(of("AP04").len(), 2 + 1 + 1);
    assert_eq!(of("AP05").len(), 1 + 1);
    let of_status: Vec<bool> = of("AP06").iter().map(|line| line.ends_with("nothing")).collect();
    assert_eq!(of_status, [false, true, true]);
    assert_eq!(of("AP07").len(), 1 + 1);
    assert!(of("AP08")[0].contains("+47 22"));
    assert!(of("AP09")[1].contains("out of stock"));
    assert_eq!(of("AP11").len(), 2);
    assert!(of("AP10")[1].contains("true") && of("AP10")[2].ends_with("nothing"));
    let stock = |line: &str, stock: u32| line.contains(&format!("stock: {stock},"));
    assert!(stock(of("AP12")[0], 39) && stock(of("AP12")[1], 0));
}
