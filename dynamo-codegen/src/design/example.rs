//! Items to try a design on, and what its access patterns make of them.

use dynamo_schema::PartValue;

use super::RangeOperator;

/// An item that is there before each example.
#[derive(Debug, Clone, PartialEq)]
pub struct Seed {
    /// Its name.
    pub name: String,
    /// The item.
    pub item: ItemValue,
}

/// An item of an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemValue {
    /// The entity, by struct.
    pub entity: String,
    /// The values of fields, in the order of the entity. Fields that are not here have what writes fill in, their default,
    /// or no value.
    pub fields: Vec<(String, Value)>,
}

/// A value of a field or a parameter.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A text, a token, an integer, a decimal, a truth value, a time or an identifier.
    Scalar(PartValue<'static>),
    /// A number with a fraction, as text.
    Float(String),
    /// Seconds since 1970.
    Epoch(i64),
    /// Bytes.
    Bytes(Vec<u8>),
    /// The elements of a list or a set.
    List(Vec<Value>),
    /// The values of a map by their keys.
    Map(Vec<(String, Value)>),
    /// The fields of a document that are there.
    Document(Vec<(String, Value)>),
    /// A document of one of several shapes, by token.
    Variant(String, Vec<(String, Value)>),
}

/// A use of an access pattern, and what comes of it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Example {
    /// Its name, which becomes that of a test.
    pub name: String,
    /// What it shows.
    pub doc: Option<String>,
    /// The access pattern.
    pub pattern: String,
    /// Which of its ranges.
    pub range: Option<RangeOperator>,
    /// The values of its parameters, in their order. `None` for one that is left out.
    pub arguments: Vec<Option<ArgumentExample>>,
    /// What comes of it.
    pub outcome: Outcome,
    /// Items as they are stored afterwards.
    pub leaves: Vec<ItemExample>,
    /// Seeds of which nothing is stored afterwards.
    pub gone: Vec<String>,
}

/// What comes of a use of an access pattern.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It succeeds.
    Done,
    /// It returns these items; none, when there are none.
    Returns(Vec<ItemExample>),
    /// It fails with an error of the pattern's own, which holds this item, if that is said.
    Error(String, Option<ItemExample>),
    /// It fails with an error of a kind.
    Kind(ErrorWord),
}

/// A kind of error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorWord {
    /// A condition does not hold.
    ConditionFailed,
    /// An item with the key exists.
    AlreadyExists,
    /// There is no item with the key.
    NotFound,
    /// An action of a transaction cannot be done.
    TransactionCanceled,
    /// Another item has a value that must be unique.
    UniqueTaken,
    /// What is asked for is refused before it is sent.
    Invalid,
}

/// An item in an example.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemExample {
    /// A seed as it is stored.
    Seed(String),
    /// A seed with other values.
    Like(String, ItemValue),
    /// An item.
    Item(ItemValue),
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum ArgumentExample {
    /// A value.
    Value(Value),
    /// The two bounds of a range.
    Bounds(Value, Value),
    /// An item.
    Item(ItemExample),
    /// Items.
    Items(Vec<ItemExample>),
    /// The primary key of an item.
    Key(ItemExample),
    /// The primary keys of items.
    Keys(Vec<ItemExample>),
    /// Values that belong together, several times.
    Rows(Vec<Vec<(String, Value)>>),
}
