//! The model of a DynamoDB table: entities, key templates, indexes, and every rule about them.
//!
//! The derive emits this model as a `static`, the generator lowers a spec into it, the engine creates
//! tables from it and every infrastructure template is rendered from it. That is why all of it can be
//! built in a `const`, and why its texts and lists are [`Cow`]s.
//!
//! [`Cow`]: std::borrow::Cow

mod attribute;
mod cover;
mod display;
mod encode;
mod error;
mod fingerprint;
mod grammar;
mod key;
pub mod limits;
mod overlap;
mod pattern;
mod range;
mod read;
mod reserved;
mod scalar;
mod spelling;
mod successor;
mod table;
mod template;
mod validate;
mod value;
mod view;

use std::borrow::Cow;

pub use attribute::{
    AttributeModel, AttributeRole, AttributeType, IntegerType, Limit, LimitNumber, VariantModel, WireType,
};
pub use error::{KeyError, KeyErrorKind, PartError, PartErrorKind};
pub use fingerprint::{EntityPart, fingerprint};
pub use grammar::{ParsedSegment, ParsedTemplate, TemplateError, parse_template};
pub use overlap::{Overlap, key_overlap, overlap};
pub use pattern::{Pattern, PatternError};
pub use range::{PartRange, SortCondition};
pub use reserved::is_reserved_word;
pub use scalar::ScalarType;
pub use spelling::Spelling;
pub use table::{
    CollectionModel, EntityIndex, EntityKey, EntityModel, IndexModel, IndexScope, KeyAttribute, KeySource,
    Projection, TableModel, UniqueModel, VectorDistance, VectorIndexModel, When, WhenTest,
};
pub use template::{
    Case, KeyTemplate, PartFormat, PartKind, Segment, TemplatePart, TextPolicy, TimePrecision,
};
pub use validate::{
    CollectionShape, Violation, ViolationKind, assert_collection, assert_valid, sort_keys_agree, validate,
};
pub use value::PartValue;

/// A text of the model, borrowed when it comes from program text.
pub type Text = Cow<'static, str>;

/// A list of the model, borrowed when it comes from program text.
pub type List<T> = Cow<'static, [T]>;
