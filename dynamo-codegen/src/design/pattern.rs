//! Access patterns.

use dynamo_schema::AttributeType;

use super::{Expression, Image, Operand, RangeOperator, SearchPattern, StepAction, TypeRef, Verb};

/// A named read or write.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AccessPattern {
    /// Its name, which becomes a method's.
    pub name: String,
    /// A stable identifier.
    pub id: Option<String>,
    /// What it is for.
    pub doc: Option<String>,
    /// How often it is used.
    pub rate: Option<Rate>,
    /// What it does, as the spec names it.
    pub verb: Verb,
    /// The entities it works on, by struct.
    pub entities: Vec<String>,
    /// What must be given, in order.
    pub parameters: Vec<Parameter>,
    /// What parts of the key are, where that is no parameter of the part's name.
    pub key: Vec<(String, Operand)>,
    /// What it does.
    pub operation: Operation,
}

/// Something that must be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: ParameterKind,
    /// Whether it may be left out.
    pub optional: bool,
}

/// What a parameter is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterKind {
    /// A value.
    Value(ValueType),
    /// An item of an entity.
    Item(String),
    /// Items of an entity.
    Items(String),
    /// A primary key of an entity.
    Key(String),
    /// Primary keys of an entity.
    Keys(String),
    /// Values that belong together, several times: the elements of a [`List`] that are no items.
    Rows(String),
}

/// The type of a value, as it is stored and as it is in Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueType {
    /// As it is stored.
    pub attribute_type: AttributeType,
    /// As the spec writes it.
    pub type_ref: TypeRef,
}

/// How often a pattern is used.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate {
    /// Times per second over a month.
    pub average: f64,
    /// Times per second at the busiest moment.
    pub peak: Option<f64>,
    /// Items per use.
    pub items: Option<f64>,
    /// Bytes per item, when not the entity's.
    pub bytes: Option<u64>,
}

/// What a pattern does.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Operation {
    /// Reads items by their primary keys: one, a batch, or some in a transaction.
    Get {
        /// Whether the read sees all writes before it.
        consistent: bool,
        /// The attributes to return; all, when empty.
        project: Vec<String>,
    },
    /// Reads an item by a unique attribute.
    GetUnique {
        /// The field.
        field: String,
        /// Whether both reads see all writes before them.
        consistent: bool,
    },
    /// Reads items of one partition.
    Query(QueryPattern),
    /// Reads all items of an entity.
    Scan(ScanPattern),
    /// Writes one item.
    Write(WritePattern),
    /// Writes many items, not as one.
    BatchWrite,
    /// Writes items all or none.
    TransactWrite(Transaction),
    /// Searches a vector index.
    SearchVectors(SearchPattern),
}

/// A query.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryPattern {
    /// The index; `None` for the table.
    pub index: Option<String>,
    /// The parts of the sort key that are given, from the left.
    pub by: Vec<String>,
    /// The part that is bounded, and how.
    pub range: Option<(String, Vec<RangeOperator>)>,
    /// What an item must meet to be returned.
    pub filter: Option<Expression>,
    /// Whether the greatest key comes first.
    pub descending: bool,
    /// How many items a page has.
    pub page: Option<u64>,
    /// Whether the query sees all writes before it.
    pub consistent: bool,
    /// Whether the whole items are read, of which the index holds a part.
    pub hydrate: bool,
    /// Over how many shards the query is spread.
    pub fan_out: Option<u16>,
    /// The attributes to return; all, when empty.
    pub project: Vec<String>,
    /// Whether the items are counted, and not returned.
    pub counts: bool,
    /// The form of the result.
    pub returns: Returns,
}

/// The form of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Returns {
    /// The items of one entity.
    Items,
    /// The items of several entities in the order of their keys, as an enum of this name.
    Enum(String),
    /// A struct.
    Aggregate(Aggregate),
}

/// A struct of the items of one query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aggregate {
    /// Its name.
    pub name: String,
    /// The entity that the others belong to, when there is one.
    pub root: Option<String>,
    /// Its fields.
    pub members: Vec<AggregateMember>,
}

/// A field of an aggregate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AggregateMember {
    /// Its name.
    pub field: String,
    /// The entity.
    pub entity: String,
    /// How many items there are.
    pub member: Member,
}

/// How many items of an entity an aggregate has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Member {
    /// One, or else it is an error.
    One,
    /// None or one.
    Optional,
    /// Any number.
    Many,
}

/// A scan.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanPattern {
    /// The index; `None` for the table.
    pub index: Option<String>,
    /// What an item must meet to be returned.
    pub filter: Option<Expression>,
    /// Whether the scan sees all writes before it.
    pub consistent: bool,
    /// The attributes to return; all, when empty.
    pub project: Vec<String>,
    /// How many parts can be read at once.
    pub segments: u64,
    /// Whether the items are counted, and not returned.
    pub counts: bool,
}

/// A write of one item.
#[derive(Debug, Clone, PartialEq)]
pub struct WritePattern {
    /// What the item must meet before.
    pub condition: Option<Expression>,
    /// What an update does.
    pub actions: Vec<UpdateAction>,
    /// The attributes whose current values are given, so that index keys can be completed.
    pub given: Vec<String>,
    /// What a failed condition is.
    pub failure: Option<Failure>,
    /// What is returned.
    pub returns: Image,
}

/// What an update does to an attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateAction {
    /// The field.
    pub field: String,
    /// What is done.
    pub kind: UpdateActionKind,
}

/// What is done to an attribute.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum UpdateActionKind {
    /// It gets a value.
    Set(Operand),
    /// It gets the value of a parameter, or is removed when there is none.
    SetOrRemove(String),
    /// A number is added.
    Add(Operand),
    /// A number is taken off.
    Subtract(Operand),
    /// It is removed.
    Remove,
    /// The elements of a parameter are added to the end of a list.
    Append(String),
    /// The elements of a parameter are added to the beginning of a list.
    Prepend(String),
    /// The members of a parameter are added to a set.
    Insert(String),
    /// The members of a parameter are taken out of a set.
    Discard(String),
    /// It gets a value if it has none.
    SetIfAbsent(Operand),
}

/// The error that a failed condition is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Its name.
    pub error: String,
    /// Whether it holds the item as it is.
    pub returns_old: bool,
}

/// A transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Transaction {
    /// Its steps.
    pub steps: Vec<Step>,
    /// The lists that steps are repeated over.
    pub lists: Vec<List>,
    /// The value that makes a second try the same transaction.
    pub token: Option<ArgumentValue>,
}

/// A list that steps of a transaction are repeated over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The parameter.
    pub name: String,
    /// Its greatest length.
    pub max: u64,
    /// What is in it.
    pub element: Element,
}

/// What is in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// Items of an entity.
    Item(String),
    /// Values that belong together, in a struct of this name.
    Row(String, Vec<Parameter>),
}

/// A step of a transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What is done.
    pub action: StepAction,
    /// The entity, or the pattern that is called.
    pub name: String,
    /// The list that the step is repeated over.
    pub each: Option<String>,
    /// The parameter with the item that is written, or that was read before, when it is no element of a list.
    pub item: Option<String>,
    /// What the item must meet before.
    pub condition: Option<Expression>,
    /// What an update does.
    pub actions: Vec<UpdateAction>,
    /// The attributes whose current values are given to an update.
    pub given: Vec<String>,
    /// The values that the step needs: those of its key and condition, or the parameters of the pattern that is called.
    pub arguments: Vec<Argument>,
}

/// A value that a step needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// What the step calls it.
    pub parameter: Parameter,
    /// Where it comes from.
    pub value: ArgumentValue,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgumentValue {
    /// A parameter of the transaction.
    Parameter(String),
    /// A field of an item that is a parameter of the transaction.
    Field(String, Box<FieldValue>),
    /// A field of the list's element.
    Element(Box<FieldValue>),
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldValue {
    /// Its name.
    pub field: String,
    /// Its type.
    pub value_type: ValueType,
    /// Whether it may be absent.
    pub optional: bool,
}
