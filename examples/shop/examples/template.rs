//! The shop's infrastructure, from its Rust types: `cargo run -p shop --example template > shop.template.yaml`.
#![allow(clippy::print_stdout)]

use dynamo_codegen::design::TableOptions;
use dynamo_codegen::{Notation, cloudformation_of, create_table_of};
use dynamo_model::Table;
use shop::model::Shop;

fn main() {
    let mut options = TableOptions::new("shop-prod");
    options.tags.push(("service".to_owned(), "shop".to_owned()));
    let wants_request = std::env::args().nth(1).as_deref() == Some("--create-table");
    print!(
        "{}",
        if wants_request {
            create_table_of(Shop::MODEL, &options)
        } else {
            cloudformation_of(Shop::MODEL, &options, Notation::Yaml)
        }
    );
}
