//! From an access-pattern spec to everything that follows from it.
//!
//! A spec is a TOML file that says what a table stores and how it is used. [`check`] reads it and applies every rule
//! about it; the result is a [`Design`](design::Design), from which artefacts are rendered: [`cloudformation`],
//! [`create_table`]. The stages are modules: `syntax` makes a tree with places, `decode` and `spec` give it the shape of
//! a spec, `lower` resolves names and applies rules, `design` is what is left, `render` writes texts.
//!
//! ```
//! let spec = r#"
//! spec = 1
//! [model]
//! name = "Sessions"
//! [table]
//! name = "sessions"
//! pk = "PK"
//! ttl = "expires_at"
//! [entity.Session]
//! pk = "SESSION#{session_id}"
//! [entity.Session.fields]
//! session_id = "ulid"
//! user = "string"
//! expires_at = "ttl"
//! [access.get_session]
//! get = "Session"
//! "#;
//! let report = dynamo_codegen::check("sessions.toml", spec);
//! let design = report.design().expect("the spec is sound");
//! assert_eq!(design.table.entities[0].name, "session");
//! assert_eq!(design.patterns[0].parameters[0].name, "session_id");
//! ```
//!
//! A table that is written in Rust needs no spec: [`render`] makes the same templates of its model,
//! `render(Shop::MODEL, "shop-prod").cloudformation(Notation::Yaml)`. The example `from_types` writes them into files.
//!
//! With the feature `cli` there is the command `dynamo-codegen`, and what it needs besides: `format` gives a spec its one layout,
//! `import` makes specs of models of NoSQL Workbench and of AWS's data-modeling server, and [`workbench_of`] is the way back.

mod builder;
mod decode;
pub mod design;
pub mod diagnostic;
mod expression;
pub mod files;
#[cfg(feature = "cli")]
mod format;
#[cfg(feature = "cli")]
mod import;
mod lower;
mod names;
mod prices;
mod render;
mod report;
mod schema;
mod span;
mod spec;
mod suggest;
mod syntax;

pub use builder::{BuildError, Builder};
#[cfg(feature = "cli")]
pub use format::format;
#[cfg(feature = "cli")]
pub use import::{Imported, import};
pub use names::{pascal_case, snake_case};
pub use render::cloudformation::{Notation, cloudformation, cloudformation_of};
pub use render::create_table::{create_table, create_table_of};
pub use render::of_table::{Render, render};
pub use render::rust::rust;
pub use render::workbench::{Workbench, workbench_of};
pub use report::Report;
pub use schema::json_schema;
pub use span::Span;

use decode::{Context, Decode};
use diagnostic::Code;

/// Reads a spec and applies every rule about it. All findings come in one run.
///
/// The spec is TOML; with the feature `cli`, also YAML or JSON, by the extension of its path.
///
/// ```
/// let report = dynamo_codegen::check("shop.toml", "spec = 1\n[model]\nname = \"shop\"\n");
/// assert!(report.design().is_none());
/// assert!(report.to_text().contains("a spec needs `table`"));
/// ```
pub fn check(path: &str, source: &str) -> Report {
    let mut diagnostics = Vec::new();
    let tree = syntax::parse(path, source, &mut diagnostics);
    let cx = Context::new(source, diagnostics);
    let spec = spec::Spec::decode(&tree, &cx);
    let design = spec.map(|spec| lower::lower(&spec, &cx));
    let mut diagnostics = cx.into_diagnostics();
    // What the parser has skipped is not missing.
    if diagnostics.iter().any(|found| found.code == Code::Syntax) {
        diagnostics.retain(|found| found.code != Code::MissingKey);
    }
    Report::new(path, source, diagnostics, design)
}
