//! Templates of a table that is written in Rust.

use std::path::PathBuf;

use dynamo_schema::TableModel;

use super::cloudformation::{Notation, cloudformation_of};
use super::create_table::create_table_of;
use super::workbench::{Workbench, workbench_of};
use crate::design::TableOptions;
use crate::files::{Artefact, Kind, is_json};

/// What follows from a table alone: one that is written in Rust, with derives, has no spec.
///
/// ```
/// use dynamo_codegen::Notation;
/// use dynamo_model::prelude::*;
///
/// #[derive(DynamoTable)]
/// #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
/// struct Shop;
///
/// #[derive(DynamoEntity)]
/// #[dynamo(table = Shop, key(pk = "ORDER#{order_id}", sk = "ORDER"))]
/// struct Order {
///     order_id: u64,
/// }
///
/// let template = dynamo_codegen::render(Shop::MODEL, "shop-prod").cloudformation(Notation::Yaml);
/// assert!(template.contains("Default: shop-prod"));
/// assert!(template.contains("AttributeName: sk"));
/// ```
pub fn render(table: &TableModel, table_name: impl Into<String>) -> Render<'_> {
    Render { table, options: TableOptions::new(table_name) }
}

/// A table and how it is run.
#[derive(Debug, Clone)]
#[must_use = "renders nothing until a template is asked for"]
pub struct Render<'m> {
    table: &'m TableModel,
    options: TableOptions,
}

impl Render<'_> {
    /// How the table is run, and its physical name; [`TableOptions::new`] unless said otherwise.
    pub fn options(mut self, options: TableOptions) -> Self {
        self.options = options;
        self
    }

    /// A CloudFormation template with the table.
    pub fn cloudformation(&self, notation: Notation) -> String {
        cloudformation_of(self.table, &self.options, notation)
    }

    /// The body of the `CreateTable` request.
    pub fn create_table(&self) -> String {
        create_table_of(self.table, &self.options)
    }

    /// A model for NoSQL Workbench.
    pub fn workbench(&self) -> Workbench {
        workbench_of(self.table, &self.options)
    }

    /// A file with a template, which can be written, or compared with the one that is checked in. A CloudFormation
    /// template whose name ends in `.json` is JSON, else YAML. `None` for [`Kind::Rust`], from which the table comes.
    ///
    /// ```no_run
    /// # use dynamo_model::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
    /// # struct Shop;
    /// # #[derive(DynamoEntity)]
    /// # #[dynamo(table = Shop, key(pk = "ORDER#{order_id}", sk = "ORDER"))]
    /// # struct Order { order_id: u64 }
    /// use std::path::Path;
    ///
    /// use dynamo_codegen::files::Kind;
    ///
    /// // In a test: the template that is checked in is that of the types.
    /// let template = dynamo_codegen::render(Shop::MODEL, "shop").artefact(Kind::CloudFormation, "infra/shop.yaml");
    /// let is_stale = template.expect("CloudFormation is a template").is_stale_in(Path::new("."));
    /// assert!(!is_stale.expect("the file can be read"));
    /// ```
    pub fn artefact(&self, kind: Kind, path: impl Into<PathBuf>) -> Option<Artefact> {
        let path = path.into();
        let text = match kind {
            Kind::Rust => return None,
            Kind::CloudFormation if is_json(&path) => self.cloudformation(Notation::Json),
            Kind::CloudFormation => self.cloudformation(Notation::Yaml),
            Kind::CreateTable => self.create_table(),
        };
        Some(Artefact { kind, path, text })
    }
}
