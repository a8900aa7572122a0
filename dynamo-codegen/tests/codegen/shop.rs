//! The shop's spec says what the model of `examples/shop` says, which a person has written.

use dynamo_model::prelude::Table;
use shop::model::Shop;

use crate::goldens::{report, specs};

/// One difference is meant: the results of multi-entity queries are declared as collections, which the example leaves
/// out because its keys need none.
#[test]
fn the_spec_is_lowered_into_the_model_that_is_written_by_hand() {
    let (name, path) = specs("good").into_iter().find(|(name, _)| name == "shop").unwrap();
    let mut lowered = report(&name, &path).design().unwrap().table.clone();
    let collections: Vec<String> =
        lowered.collections.iter().map(|collection| collection.name.clone().into_owned()).collect();
    assert_eq!(collections, ["CustomerPage", "OrderWithItems"]);
    lowered.collections = vec![].into();
    for (lowered, written) in lowered.entities.iter().zip(&*Shop::MODEL.entities) {
        assert_eq!(lowered, written);
    }
    assert_eq!(&lowered, Shop::MODEL);
}
