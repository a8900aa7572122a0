//! A checked spec: what every artefact is rendered from.
//!
//! The physical table and its entities are a [`TableModel`], the same that the derive makes. Beside it stands what that
//! model does not hold: how the table is run, which access patterns there are, who may do what.

mod capacity;
mod entity;
mod example;
mod operations;
mod options;
mod pattern;
mod search;

use dynamo_schema::TableModel;

pub use crate::expression::{Comparison, Expression, Literal, Name, Operand};
pub use crate::spec::access::{Image, RangeOperator};
pub use crate::spec::extras::StreamEvent;
pub use crate::spec::operation::{StepAction, Verb};
pub use capacity::{
    Autoscale, Compression, Import, ImportFormat, IndexOptions, Insights, Precision, Scale, Statement, Units,
};
pub use dynamo_schema::Spelling;
pub use entity::{
    EntityDesign, FieldDesign, FieldRole, FormerDesign, Load, TypeBody, TypeDesign, TypeRef, UniqueDesign,
    Upgrade, ValueDefault,
};
pub use example::{ArgumentExample, ErrorWord, Example, ItemExample, ItemValue, Outcome, Seed, Value};
pub use operations::{Alarms, Consumer, Output, Role, Tenant};
pub use options::{
    Billing, Encryption, Environment, IndexThroughput, StreamView, TableClass, TableOptions, Throughput,
};
pub use pattern::{
    AccessPattern, Aggregate, AggregateMember, Argument, ArgumentValue, Element, Failure, FieldValue, List,
    Member, Operation, Parameter, ParameterKind, QueryPattern, Rate, Returns, ScanPattern, Step, Transaction,
    UpdateAction, UpdateActionKind, ValueType, WritePattern,
};
pub use search::{SearchPattern, Top};

/// A checked spec.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Design {
    /// The name of the design.
    pub name: String,
    /// What it is, for people.
    pub description: Option<String>,
    /// The module that generated Rust lives in.
    pub rust_module: Option<String>,
    /// The table, its indexes and entities.
    pub table: TableModel,
    /// How the table is run.
    pub options: TableOptions,
    /// How it is run in each environment.
    pub environments: Vec<Environment>,
    /// What the model does not hold of the entities, in the order of the spec.
    pub entities: Vec<EntityDesign>,
    /// The types of attributes that have names.
    pub types: Vec<TypeDesign>,
    /// The access patterns in the order of the spec.
    pub patterns: Vec<AccessPattern>,
    /// Who may do what.
    pub roles: Vec<Role>,
    /// Who reads the table's stream.
    pub consumers: Vec<Consumer>,
    /// Which alarms there are.
    pub alarms: Alarms,
    /// Where artefacts are written to.
    pub outputs: Vec<Output>,
    /// The items that the examples begin with.
    pub seeds: Vec<Seed>,
    /// Uses of the patterns, and what comes of them.
    pub examples: Vec<Example>,
}

impl Design {
    /// A table without anything around it.
    pub(crate) fn of_table(table: TableModel, options: TableOptions) -> Self {
        Self {
            name: table.name.clone().into_owned(),
            description: None,
            rust_module: None,
            table,
            options,
            environments: Vec::new(),
            entities: Vec::new(),
            types: Vec::new(),
            patterns: Vec::new(),
            roles: Vec::new(),
            consumers: Vec::new(),
            alarms: Alarms::default(),
            outputs: Vec::new(),
            seeds: Vec::new(),
            examples: Vec::new(),
        }
    }

    /// The options of an environment, or those of the table itself.
    ///
    /// ```
    /// # let spec = "spec = 1\n[model]\nname = \"Shop\"\n[table]\nname = \"shop\"\npk = \"PK\"\n[env.dev.table]\nname = \"shop-dev\"\n";
    /// let report = dynamo_codegen::check("shop.toml", spec);
    /// let design = report.design().unwrap();
    /// assert_eq!(design.options_of(Some("dev")).unwrap().table_name, "shop-dev");
    /// assert_eq!(design.options_of(None).unwrap().table_name, "shop");
    /// assert!(design.options_of(Some("prod")).is_none());
    /// ```
    pub fn options_of(&self, environment: Option<&str>) -> Option<&TableOptions> {
        let Some(name) = environment else { return Some(&self.options) };
        self.environments.iter().find(|known| known.name == name).map(|known| &known.options)
    }
}
