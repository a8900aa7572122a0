//! What the macros work on: names resolved to fields, each node with the tokens that errors point at.

use dynamo_schema::{AttributeRole, Limit, PartFormat};
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Expr, Generics, Ident, Path, Type, Visibility};

use crate::attr::when::Test;

/// A kind of item.
pub(crate) struct Entity<'i> {
    pub(crate) ident: &'i Ident,
    pub(crate) visibility: &'i Visibility,
    pub(crate) generics: &'i Generics,
    pub(crate) krate: Crate,
    pub(crate) table: Type,
    /// The value of the kind attribute.
    pub(crate) name: String,
    pub(crate) partition: Source,
    pub(crate) sort: Option<Source>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) fields: Vec<Field>,
    pub(crate) vectors: Vec<Vector>,
    pub(crate) version: Option<Version>,
    /// The traits that the draft of a new entity derives, when one is asked for.
    pub(crate) draft: Option<Vec<Path>>,
    /// How many attributes index keys are composed from, those of the primary key aside.
    pub(crate) slots: usize,
    pub(crate) unique: Vec<Unique>,
    /// Whether the items are markers of another entity's unique attribute.
    pub(crate) is_marker: bool,
}

/// An entity's part in a vector index.
pub(crate) struct Vector {
    /// The function that searches it.
    pub(crate) ident: Ident,
    /// The name of the table's index, and where that is said.
    pub(crate) on: String,
    pub(crate) place: Span,
    /// The field with the vector.
    pub(crate) of: usize,
    pub(crate) partition: Option<usize>,
    pub(crate) filters: Vec<usize>,
}

/// The version of a shape, and the one that it is upgraded from.
pub(crate) struct Version {
    pub(crate) number: u32,
    pub(crate) place: Span,
    pub(crate) from: Option<TokenStream>,
}

impl From<crate::attr::version::Version> for Version {
    fn from(version: crate::attr::version::Version) -> Self {
        let crate::attr::version::Version { number, place, from } = version;
        Self { number, place, from: from.as_ref().map(crate::span::generated) }
    }
}

/// A unique attribute.
pub(crate) struct Unique {
    pub(crate) field: usize,
    /// The fields within whose values it is unique.
    pub(crate) scope: Vec<usize>,
    /// How the value is written into a marker's key.
    pub(crate) format: Option<String>,
    pub(crate) span: Span,
}

/// A field of an entity, a document, or a variant of a union.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    /// The type as expansions write it; see [`crate::span::generated`].
    pub(crate) ty: TokenStream,
    /// The attribute's name in the item.
    pub(crate) name: String,
    pub(crate) stored: Stored,
    pub(crate) default: Option<Default>,
    pub(crate) role: Role,
    pub(crate) facts: Facts,
    /// Whether no two items share its value, and within what.
    pub(crate) unique: Option<crate::attr::field::Unique>,
    /// The function that its value comes from.
    pub(crate) computed: Option<Computed>,
}

/// What a computed attribute is a function of.
pub(crate) struct Computed {
    pub(crate) function: Path,
    pub(crate) from: Vec<Input>,
}

/// A field that a computed attribute is a function of.
pub(crate) struct Input {
    pub(crate) field: usize,
    pub(crate) ident: Ident,
    /// Where the attribute names it.
    pub(crate) place: Span,
    /// The attribute's name.
    pub(crate) name: String,
}

/// What the model says of an attribute besides its name and its type.
#[derive(Clone, Default)]
pub(crate) struct Facts {
    pub(crate) role: AttributeRole,
    pub(crate) read_only: bool,
    pub(crate) hidden: bool,
    pub(crate) limits: Vec<Limit>,
    /// Where the first of them is said.
    pub(crate) place: Option<Span>,
}

/// How a field is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stored {
    /// By its type.
    Typed,
    /// By serde.
    Serde,
    /// It holds the attributes that no other field does.
    Rest,
    /// Not at all.
    Skipped,
}

/// What an absent attribute means.
pub(crate) enum Default {
    /// `Default::default()`, with the place where that is said.
    OfType(Span),
    /// The value of an expression.
    Value(Box<Expr>),
}

impl From<crate::attr::field::Default> for Default {
    fn from(default: crate::attr::field::Default) -> Self {
        match default.expression {
            Some(expression) => Self::Value(Box::new(expression)),
            None => Self::OfType(default.span),
        }
    }
}

/// What an update may do with an attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Plain,
    /// Nothing, because it is part of the primary key.
    Key,
    /// Nothing, because it is declared `read_only`.
    ReadOnly,
    /// Anything, as long as the index keys that it is in are completed.
    IndexInput(usize),
    /// Nothing, but index keys need to know it.
    ReadOnlyInput(usize),
}

/// Where the value of a key attribute comes from.
pub(crate) enum Source {
    /// The field is the key itself.
    Field(usize),
    Template(Vec<Segment>),
}

pub(crate) enum Segment {
    Literal(String),
    Part { field: usize, format: PartFormat },
}

impl Source {
    /// The fields that the source reads, each with the format of a template's part.
    pub(crate) fn parts(&self) -> Vec<(usize, PartFormat)> {
        match self {
            Self::Field(field) => vec![(*field, PartFormat::DEFAULT)],
            Self::Template(segments) => segments
                .iter()
                .filter_map(|segment| match segment {
                    Segment::Literal(_) => None,
                    Segment::Part { field, format } => Some((*field, *format)),
                })
                .collect(),
        }
    }
}

/// An entity's part in an index.
pub(crate) struct Index {
    /// The function that queries it.
    pub(crate) ident: Ident,
    /// The name of the table's index.
    pub(crate) on: String,
    /// Where that is said.
    pub(crate) place: Span,
    /// Empty for a local index.
    pub(crate) partition: Vec<Source>,
    pub(crate) sort: Vec<Source>,
    pub(crate) when: Option<(usize, Test)>,
    /// The fields that are read from an index which does not hold all of them.
    pub(crate) held: Option<Vec<usize>>,
}

impl Index {
    pub(crate) fn is_global(&self) -> bool {
        !self.partition.is_empty()
    }

    /// The fields that the keys of the index are composed from.
    pub(crate) fn composed_from(&self) -> Vec<usize> {
        let templates = self.partition.iter().chain(&self.sort);
        let templates = templates.filter(|source| matches!(source, Source::Template(_)));
        templates.flat_map(Source::parts).map(|(field, _)| field).collect()
    }

    /// The fields that decide the composed keys of the index.
    pub(crate) fn inputs(&self) -> Vec<usize> {
        let mut inputs = self.composed_from();
        inputs.extend(self.when.as_ref().map(|(field, _)| *field));
        inputs
    }
}

/// The path of `dynamo_model`, as the user's crate knows it.
pub(crate) struct Crate(pub(crate) Option<Path>);

impl Crate {
    /// The module that expansions refer to.
    pub(crate) fn private(&self) -> TokenStream {
        match &self.0 {
            Some(path) => quote!(#path::private),
            None => quote!(::dynamo_model::private),
        }
    }
}

/// A type of attributes.
pub(crate) struct Value<'i> {
    pub(crate) ident: &'i Ident,
    pub(crate) visibility: &'i Visibility,
    pub(crate) generics: &'i Generics,
    pub(crate) krate: Crate,
    /// Of which version it is, when it is an earlier shape of an entity.
    pub(crate) version: Option<Version>,
    pub(crate) shape: Shape,
}

/// What an attribute type is.
pub(crate) enum Shape {
    /// Nothing that is an attribute; the errors say why.
    Unknown,
    /// A tuple struct of one stored field, at this position, and skipped ones.
    Newtype { stored: usize, fields: Vec<Field> },
    /// A struct with named fields.
    Document(Vec<Field>),
    /// An enum of plain tokens, and the variant that keeps unknown ones.
    Tokens { variants: Vec<Token>, other: Option<(Ident, TokenStream)> },
    /// An enum with data.
    Union { tag: String, variants: Vec<Variant> },
}

/// A variant without data and its text in the item.
pub(crate) struct Token {
    pub(crate) ident: Ident,
    pub(crate) token: String,
}

/// A variant of a union.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) token: String,
    pub(crate) content: Content,
}

pub(crate) enum Content {
    Nothing,
    Fields(Vec<Field>),
    /// A document of another type.
    Document(TokenStream),
}
