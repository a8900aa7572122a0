//! Templates of a table that is written in Rust: the shop of `examples/shop`, without a spec.
//!
//! ```console
//! $ cargo run -p dynamo-codegen --example from_types -- target/infra
//! ```

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

use dynamo_codegen::design::{StreamView, TableOptions};
use dynamo_codegen::files::Kind;
use dynamo_codegen::render;
use dynamo_model::prelude::*;
use shop::model::Shop;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("."), PathBuf::from);
    let mut options = TableOptions::new("shop");
    options.stream = Some(StreamView::NewAndOldImages);
    options.tags = vec![("service".to_owned(), "shop".to_owned())];
    let shop = render(Shop::MODEL, "shop").options(options);
    let files = [
        shop.artefact(Kind::CloudFormation, "shop.template.yaml"),
        shop.artefact(Kind::CreateTable, "shop.create-table.json"),
    ];
    let mut out = std::io::stdout();
    for file in files.into_iter().flatten() {
        let written = file.write_in(&folder)?;
        writeln!(out, "{}: {written:?}", file.file_in(&folder)?.display())?;
    }
    Ok(())
}
