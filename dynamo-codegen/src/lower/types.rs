//! Types: from their texts and tables to attribute types.

use std::ops::Range;

use dynamo_schema::{AttributeModel, AttributeType, IntegerType, List, VariantModel, WireType};

use super::entity::fields;
use crate::decode::Context;
use crate::design::{FieldDesign, TypeBody, TypeDesign, TypeRef};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{check_type_name, pascal_case};
use crate::span::{Span, Spanned, Word};
use crate::spec::Spec;
use crate::spec::field::{FieldSpec, ShapeSpec};
use crate::spec::types::BodySpec;
use crate::suggest;

/// The simple types by name.
const SCALARS: [(&str, AttributeType); 24] = [
    ("string", AttributeType::String),
    ("u8", AttributeType::Integer(IntegerType::U8)),
    ("u16", AttributeType::Integer(IntegerType::U16)),
    ("u32", AttributeType::Integer(IntegerType::U32)),
    ("u64", AttributeType::Integer(IntegerType::U64)),
    ("u128", AttributeType::Integer(IntegerType::U128)),
    ("i8", AttributeType::Integer(IntegerType::I8)),
    ("i16", AttributeType::Integer(IntegerType::I16)),
    ("i32", AttributeType::Integer(IntegerType::I32)),
    ("i64", AttributeType::Integer(IntegerType::I64)),
    ("i128", AttributeType::Integer(IntegerType::I128)),
    ("decimal", AttributeType::Decimal),
    ("float", AttributeType::Float),
    ("bool", AttributeType::Bool),
    ("binary", AttributeType::Binary),
    ("timestamp", AttributeType::Timestamp),
    ("date", AttributeType::Date),
    ("epoch", AttributeType::EpochSeconds),
    ("ttl", AttributeType::EpochSeconds),
    ("uuid", AttributeType::Uuid),
    ("ulid", AttributeType::Ulid),
    ("any", AttributeType::Any),
    ("number", AttributeType::Decimal),
    ("bytes", AttributeType::Binary),
];

/// How deep types nest, as items do.
const DEPTH: usize = dynamo_schema::limits::NESTING;

/// The named types of a spec.
pub(crate) struct Types<'s> {
    spec: &'s Spec,
    designs: Vec<TypeDesign>,
}

/// A type, and whether it has a `?`.
pub(crate) struct Resolved {
    pub(crate) type_ref: TypeRef,
    pub(crate) attribute_type: AttributeType,
    pub(crate) optional: bool,
}

/// Resolves the named types, and checks the names of all types.
pub(crate) fn types<'s>(spec: &'s Spec, cx: &Context<'_>) -> Types<'s> {
    let mut types = Types { spec, designs: Vec::new() };
    let mut names: Vec<&Word> = Vec::new();
    for name in spec.types.iter().map(|(name, _)| name).chain(spec.entities.iter().map(|(name, _)| name)) {
        check_type_name(name, "a type", cx);
        if let Some(other) = names.iter().find(|other| other.value == name.value) {
            let message = format!("a second type named `{}`", name.as_str());
            cx.report(
                Diagnostic::new(Code::TypeNameTwice, name.span, message)
                    .label("rename one of them")
                    .also(other.span, "the first one"),
            );
        }
        names.push(name);
    }
    inline_enums(spec, &names, cx);
    for (name, body) in &spec.types {
        roles_inside(&body.body, cx);
        let path = vec![name.as_str()];
        let case = body.rename_all.as_ref().map(|case| case.value);
        let body_design = match &body.body {
            BodySpec::Enum(tokens) => {
                check_tokens(tokens, cx);
                TypeBody::Enum(tokens.value.iter().map(|token| token.value.clone()).collect())
            }
            BodySpec::Document(of) => TypeBody::Document(designs(fields(of, name, &types, &path, case, cx))),
            BodySpec::Union { tag, variants } => {
                let of = |(token, of): &(Word, Vec<(Word, FieldSpec)>)| {
                    (token.value.clone(), designs(fields(of, name, &types, &path, case, cx)))
                };
                TypeBody::Union { tag: tag_of(tag.as_ref()), variants: variants.iter().map(of).collect() }
            }
        };
        let doc = body.doc.as_ref().map(|doc| doc.value.clone());
        let rename_all = case.filter(|_| matches!(body.body, BodySpec::Document(_)));
        let rust = body.rust.as_ref().and_then(|path| super::rust_type(path, name, cx));
        types.designs.push(TypeDesign { name: name.value.clone(), doc, rust, rename_all, body: body_design });
    }
    types
}

/// An enum without a name gets one from its entity and field, which no other type has.
fn inline_enums(spec: &Spec, names: &[&Word], cx: &Context<'_>) {
    let documents = spec.types.iter().filter_map(|(owner, of)| match &of.body {
        BodySpec::Document(fields) => Some((owner, fields)),
        _ => None,
    });
    let entities = spec.entities.iter().map(|(owner, entity)| (owner, &entity.fields));
    let of_rust = spec.entities.iter().filter(|(_, entity)| entity.rust.is_some());
    let of_rust = of_rust.flat_map(|(_, entity)| &entity.fields);
    let types_of_rust =
        spec.types.iter().filter(|(_, of)| of.rust.is_some()).filter_map(|(_, of)| match &of.body {
            BodySpec::Document(fields) => Some(fields),
            _ => None,
        });
    for (name, field) in of_rust.chain(types_of_rust.flatten()) {
        if let ShapeSpec::Enum(tokens) = &field.shape {
            let message =
                format!("the enum of `{}` is a type in Rust, whose name is not said", name.as_str());
            cx.report(
                Diagnostic::new(Code::OptionMisused, tokens.span, message)
                    .label("an enum without a name would be another type")
                    .help("declare `[type.NAME]` with this `enum` and `rust = \"crate::model::NAME\"`"),
            );
        }
    }
    for (owner, fields) in documents.chain(entities) {
        for (field, _) in fields.iter().filter(|(_, field)| matches!(field.shape, ShapeSpec::Enum(_))) {
            let name = format!("{}{}", owner.as_str(), pascal_case(field.as_str()));
            if let Some(other) = names.iter().find(|other| other.value == name) {
                let message = format!("a second type named `{name}`");
                cx.report(
                    Diagnostic::new(Code::TypeNameTwice, field.span, message)
                        .label("the enum of this field gets that name")
                        .also(other.span, "the first one"),
                );
            }
        }
    }
}

/// Locks and times of changes belong to items, not to documents inside of them.
fn roles_inside(body: &BodySpec, cx: &Context<'_>) {
    let fields: Vec<&FieldSpec> = match body {
        BodySpec::Enum(_) => Vec::new(),
        BodySpec::Document(fields) => fields.iter().map(|(_, field)| field).collect(),
        BodySpec::Union { variants, .. } => {
            variants.iter().flat_map(|(_, fields)| fields).map(|(_, field)| field).collect()
        }
    };
    for (what, span) in fields.iter().flat_map(|field| field.history.written()) {
        let message = format!("`{what}` is for the fields of entities");
        cx.report(
            Diagnostic::new(Code::History, span, message)
                .label("versions are those of entities")
                .help("declare another type, and name it in a field of the entity that has a history"),
        );
    }
    for role in fields.into_iter().flat_map(|field| &field.roles) {
        let message = format!("`{}` is for the fields of entities", role.value.as_str());
        let diagnostic = Diagnostic::new(Code::RoleMisused, role.span, message);
        cx.report(diagnostic.label("this field is inside of a document"));
    }
}

fn designs(fields: Vec<(FieldDesign, AttributeModel)>) -> Vec<FieldDesign> {
    fields.into_iter().map(|(design, _)| design).collect()
}

fn tag_of(tag: Option<&Word>) -> String {
    tag.map_or_else(|| "type".to_owned(), |tag| tag.value.clone())
}

fn check_tokens(tokens: &Spanned<Vec<Word>>, cx: &Context<'_>) {
    if tokens.value.is_empty() {
        cx.report(
            Diagnostic::new(Code::EmptyList, tokens.span, "the list is empty").label("name at least one"),
        );
    }
    for (at, token) in tokens.value.iter().enumerate() {
        let variant = pascal_case(token.as_str());
        if let Some(first) = tokens.value.iter().take(at).find(|other| pascal_case(other.as_str()) == variant)
        {
            let message = format!("a second token of the variant `{variant}`");
            cx.report(
                Diagnostic::new(Code::TokenTwice, token.span, message)
                    .label("leave it out")
                    .also(first.span, "the first one"),
            );
        }
    }
}

impl<'s> Types<'s> {
    pub(crate) fn into_designs(self) -> Vec<TypeDesign> {
        self.designs
    }

    /// The type of a field. `path` is the types that are being resolved, against endless recursion.
    pub(crate) fn shape(
        &self,
        field: &Word,
        owner: &Word,
        shape: &ShapeSpec,
        path: &[&'s str],
        cx: &Context<'_>,
    ) -> Option<Resolved> {
        match shape {
            ShapeSpec::Type(text) => {
                let inner = text.as_str().strip_suffix('?');
                let range = 0..inner.unwrap_or(text.as_str()).len();
                let (type_ref, attribute_type) = self.text(text, range, path, cx)?;
                Some(Resolved { type_ref, attribute_type, optional: inner.is_some() })
            }
            ShapeSpec::Enum(tokens) => {
                check_tokens(tokens, cx);
                let name = format!("{}{}", owner.as_str(), pascal_case(field.as_str()));
                let attribute_type = AttributeType::Enum(texts(&tokens.value));
                let tokens = tokens.value.iter().map(|token| token.value.clone()).collect();
                Some(Resolved { type_ref: TypeRef::Enum(name, tokens), attribute_type, optional: false })
            }
            ShapeSpec::Serde(path) => {
                let path = super::rust_path(path, "a type", cx)?;
                let (type_ref, attribute_type) = (TypeRef::Serde(path), AttributeType::Any);
                Some(Resolved { type_ref, attribute_type, optional: false })
            }
            ShapeSpec::Embed(name) => {
                if !self.spec.entities.iter().any(|(known, _)| known.value == name.value) {
                    let known = self.spec.entities.iter().map(|(known, _)| known.as_str());
                    let hint = suggest::hint(name.as_str(), known);
                    let message = format!("there is no entity `{}`", name.as_str());
                    cx.report(Diagnostic::new(Code::UnknownEntity, name.span, message).label(hint));
                    return None;
                }
                let attribute_type = self.named(name.as_str(), name.span, path, cx)?;
                let type_ref = TypeRef::Embedded(name.value.clone());
                Some(Resolved { type_ref, attribute_type, optional: false })
            }
        }
    }

    /// `string`, `list<T>`, `set<T>`, `map<T>` or a named type, in a part of a text.
    fn text(
        &self,
        text: &Word,
        range: Range<usize>,
        path: &[&'s str],
        cx: &Context<'_>,
    ) -> Option<(TypeRef, AttributeType)> {
        let written = text.as_str().get(range.clone()).unwrap_or_default();
        let span = cx.inside(text, range.clone());
        if let Some((outer, rest)) = written.split_once('<')
            && let Some(inner) = rest.strip_suffix('>')
        {
            let start = range.start + outer.len() + 1;
            let (of_ref, of) = self.text(text, start..start + inner.len(), path, cx)?;
            let boxed = Box::new(of_ref);
            return match outer {
                "list" => list_of(of, span, cx).map(|list| (TypeRef::List(boxed), list)),
                "map" => Some((TypeRef::Map(boxed), AttributeType::Map(vec![of].into()))),
                "set" => set_of(&of, span, cx).map(|set| (TypeRef::Set(boxed), set)),
                _ => {
                    let hint = suggest::hint(outer, ["list", "set", "map"]);
                    let message = format!("there is no collection `{outer}`");
                    cx.report(Diagnostic::new(Code::UnknownType, span, message).label(hint));
                    None
                }
            };
        }
        if let Some((_, scalar)) = SCALARS.iter().find(|(name, _)| *name == written) {
            return Some((TypeRef::Scalar(scalar.clone()), scalar.clone()));
        }
        let is_named = self.spec.types.iter().any(|(name, _)| name.as_str() == written);
        if is_named {
            let attribute_type = self.named(written, span, path, cx)?;
            return Some((TypeRef::Named(written.to_owned()), attribute_type));
        }
        let scalars = SCALARS.iter().map(|(name, _)| *name);
        let named = self.spec.types.iter().map(|(name, _)| name.as_str());
        let hint = suggest::hint(written, scalars.chain(["list<T>", "set<T>", "map<T>"]).chain(named));
        let message = format!("there is no type `{written}`");
        let diagnostic = Diagnostic::new(Code::UnknownType, span, message).label(hint);
        cx.report(if self.spec.entities.iter().any(|(name, _)| name.as_str() == written) {
            diagnostic.help(format!("to embed the entity, write `{{ ref = \"{written}\", embed = true }}`"))
        } else if written.ends_with('?') {
            diagnostic.help("only a whole field can be optional: `list<string>?`")
        } else {
            diagnostic
        });
        None
    }

    /// What is wrong inside of a named type is reported where the type is written, once.
    fn named(&self, name: &str, span: Span, path: &[&'s str], cx: &Context<'_>) -> Option<AttributeType> {
        if path.contains(&name) || path.len() > DEPTH {
            recursive(name, span, cx);
            return None;
        }
        let quiet = Context::new("", Vec::new());
        if let Some((word, spec)) = self.spec.types.iter().find(|(word, _)| word.as_str() == name) {
            let path = [path, &[word.as_str()]].concat();
            let within = |of: &[(Word, FieldSpec)]| -> List<AttributeModel> {
                let case = spec.rename_all.as_ref().map(|case| case.value);
                models(fields(of, word, self, &path, case, &quiet)).into()
            };
            let found = match &spec.body {
                BodySpec::Enum(tokens) => AttributeType::Enum(texts(&tokens.value)),
                BodySpec::Document(of) => AttributeType::Document(within(of)),
                BodySpec::Union { tag, variants } => {
                    let variants: Vec<VariantModel> = variants
                        .iter()
                        .map(|(token, of)| VariantModel {
                            token: token.value.clone().into(),
                            attributes: within(of),
                        })
                        .collect();
                    AttributeType::Union { tag: tag_of(tag.as_ref()).into(), variants: variants.into() }
                }
            };
            return not_recursive(found, name, span, quiet, cx);
        }
        let (word, spec) = self.spec.entities.iter().find(|(word, _)| word.as_str() == name)?;
        let path = [path, &[word.as_str()]].concat();
        let case = spec.rename_all.as_ref().map(|case| case.value);
        let of = fields(&spec.fields, word, self, &path, case, &quiet);
        let found = AttributeType::Document(models(of).into());
        not_recursive(found, name, span, quiet, cx)
    }
}

/// A loop through several types is found when one of them is looked at from within another.
fn not_recursive(
    found: AttributeType,
    name: &str,
    span: Span,
    quiet: Context<'_>,
    cx: &Context<'_>,
) -> Option<AttributeType> {
    if quiet.into_diagnostics().iter().any(|found| found.code == Code::RecursiveType) {
        recursive(name, span, cx);
        return None;
    }
    Some(found)
}

fn recursive(name: &str, span: Span, cx: &Context<'_>) {
    let message = format!("the type `{name}` holds itself");
    cx.report(
        Diagnostic::new(Code::RecursiveType, span, message)
            .label("an item would have no end")
            .help("store the inner values as items of their own, or as `any`"),
    );
}

fn models(fields: Vec<(FieldDesign, AttributeModel)>) -> Vec<AttributeModel> {
    fields.into_iter().map(|(_, model)| model.without_role()).collect()
}

fn texts(words: &[Word]) -> List<dynamo_schema::Text> {
    words.iter().map(|word| word.value.clone().into()).collect::<Vec<_>>().into()
}

/// A list of bytes is `binary`, which is shorter in the item and what `Vec<u8>` is stored as.
fn list_of(of: AttributeType, span: Span, cx: &Context<'_>) -> Option<AttributeType> {
    if of == AttributeType::Integer(IntegerType::U8) {
        let message = "a list of bytes is written as `binary`";
        cx.report(Diagnostic::new(Code::SetElement, span, message).label("write `binary`"));
        return None;
    }
    Some(AttributeType::List(vec![of].into()))
}

/// A set is of texts, of numbers or of bytes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
fn set_of(of: &AttributeType, span: Span, cx: &Context<'_>) -> Option<AttributeType> {
    match of.wire() {
        Some(WireType::S) if *of == AttributeType::String => Some(AttributeType::StringSet),
        // Floats have no order, and two of them may be one number.
        Some(WireType::N) if matches!(of, AttributeType::Integer(_) | AttributeType::Decimal) => {
            Some(AttributeType::NumberSet)
        }
        Some(WireType::B) => Some(AttributeType::BinarySet),
        _ => {
            let message = "a set is of texts, of integers, of decimals or of bytes";
            cx.report(Diagnostic::new(Code::SetElement, span, message).label("write `list<…>`"));
            None
        }
    }
}
