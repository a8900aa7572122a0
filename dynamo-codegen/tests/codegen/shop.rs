//! The shop's spec says what the model of `examples/shop` says, which a person has written.

use dynamo_codegen::{Notation, cloudformation, cloudformation_of, create_table_of};
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

/// Templates come from Rust types too: the same table, without what a spec says around it.
#[test]
fn the_types_give_the_template_of_the_spec() {
    let (name, path) = specs("good").into_iter().find(|(name, _)| name == "shop").unwrap();
    let report = report(&name, &path);
    let design = report.design().unwrap();
    let json = |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap();
    let of_spec = json(cloudformation(design, &design.options, Notation::Json));
    let of_types = json(cloudformation_of(Shop::MODEL, &design.options, Notation::Json));
    assert_eq!(of_types["Resources"]["Table"], of_spec["Resources"]["Table"]);
    assert_eq!(of_types["Resources"].as_object().unwrap().len(), 1);
    assert_eq!(
        create_table_of(Shop::MODEL, &design.options),
        create_table_of(&design.table, &design.options)
    );
}
