//! The types of attributes.

use dynamo_schema::{AttributeType, IntegerType};

use super::entity::field;
use super::{doc, doc_or, literal};
use crate::design::{Design, FieldDesign, Spelling, TypeBody, TypeRef};
use crate::names::{pascal_case, snake_case};

/// The named types, the enums of single fields, and the documents of embedded entities.
pub(super) fn write(design: &Design, out: &mut String) {
    for of in design.types.iter().filter(|of| of.rust.is_none()) {
        let text = doc_or(of.doc.as_deref(), || format!("The type `{}` of attributes.", of.name));
        match &of.body {
            TypeBody::Enum(tokens) => enumeration(&of.name, &text, tokens, out),
            TypeBody::Document(fields) => document(&of.name, &text, fields, of.rename_all, out),
            TypeBody::Union { tag, variants } => union(&of.name, &text, tag, variants, out),
        }
    }
    let (mut embedded, mut enums): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for (owner, field) in all_fields(design) {
        match &field.type_ref {
            TypeRef::Enum(name, tokens) if !enums.contains(&name.as_str()) => {
                enums.push(name);
                let text = format!("The {} of [`{owner}`].", field.field.replace('_', " "));
                enumeration(name, &text, tokens, out);
            }
            TypeRef::Embedded(entity) if !embedded.contains(&entity.as_str()) => {
                embedded.push(entity);
                if let Some(of) = design.entities.iter().find(|of| of.name == *entity) {
                    let text = format!("A copy of [`{entity}`], inside other items.");
                    document(&document_name(entity), &text, &of.fields, of.rename_all, out);
                }
            }
            _ => {}
        }
    }
}

/// Each field, with the type that it is in.
fn all_fields(design: &Design) -> impl Iterator<Item = (&str, &FieldDesign)> {
    let of_types = design.types.iter().flat_map(|of| {
        let fields: Vec<&FieldDesign> = match &of.body {
            TypeBody::Enum(_) => Vec::new(),
            TypeBody::Document(fields) => fields.iter().collect(),
            TypeBody::Union { variants, .. } => variants.iter().flat_map(|(_, fields)| fields).collect(),
        };
        fields.into_iter().map(|field| (of.name.as_str(), field))
    });
    let of_entities = design
        .entities
        .iter()
        .flat_map(|entity| entity.fields.iter().map(|field| (entity.name.as_str(), field)));
    let of_former = design.entities.iter().flat_map(|entity| &entity.former);
    let of_former =
        of_former.flat_map(|former| former.fields.iter().map(|field| (former.name.as_str(), field)));
    of_types.chain(of_entities).chain(of_former)
}

pub(super) fn document_name(entity: &str) -> String {
    format!("{entity}Document")
}

fn enumeration(name: &str, text: &str, tokens: &[String], out: &mut String) {
    out.push('\n');
    doc(text, 0, out);
    out.push_str("#[derive(Debug, Clone, Copy, PartialEq, Eq, DynamoAttribute)]\n");
    out.push_str(&format!("pub enum {name} {{\n"));
    for token in tokens {
        doc(&format!("`{token}`"), 1, out);
        let variant = variant(token);
        rename(&variant, token, out);
        out.push_str(&format!("    {variant},\n"));
    }
    out.push_str("}\n");
}

/// The variant of a token, which a digit cannot begin.
pub(super) fn variant(token: &str) -> String {
    let name = pascal_case(token);
    let is_name = name.starts_with(|first: char| first.is_alphabetic()) && name != "Self";
    if is_name { name } else { format!("Is{name}") }
}

fn rename(variant: &str, token: &str, out: &mut String) {
    if snake_case(variant) != token {
        out.push_str(&format!("    #[dynamo(rename = {})]\n", literal(token)));
    }
}

fn document(name: &str, text: &str, fields: &[FieldDesign], case: Option<Spelling>, out: &mut String) {
    out.push('\n');
    doc(text, 0, out);
    out.push_str("#[derive(Debug, Clone, PartialEq, DynamoAttribute)]\n");
    if let Some(case) = case {
        out.push_str(&format!("#[dynamo(rename_all = {})]\n", literal(case.as_str())));
    }
    out.push_str(&format!("pub struct {name} {{\n"));
    for of in fields {
        field(of, None, case, "pub ", 1, out);
    }
    out.push_str("}\n");
}

fn union(name: &str, text: &str, tag: &str, variants: &[(String, Vec<FieldDesign>)], out: &mut String) {
    out.push('\n');
    doc(text, 0, out);
    out.push_str("#[derive(Debug, Clone, PartialEq, DynamoAttribute)]\n");
    out.push_str(&format!("#[dynamo(tag = {})]\n", literal(tag)));
    out.push_str(&format!("pub enum {name} {{\n"));
    for (token, fields) in variants {
        doc(&format!("`{token}`"), 1, out);
        let variant = variant(token);
        rename(&variant, token, out);
        if fields.is_empty() {
            out.push_str(&format!("    {variant},\n"));
            continue;
        }
        out.push_str(&format!("    {variant} {{\n"));
        for of in fields {
            field(of, None, None, "", 2, out);
        }
        out.push_str("    },\n");
    }
    out.push_str("}\n");
}

/// A type in Rust.
pub(super) fn type_text(of: &TypeRef) -> String {
    match of {
        TypeRef::Scalar(scalar) => scalar_text(scalar).to_owned(),
        TypeRef::Serde(path) => path.clone(),
        TypeRef::Named(name) | TypeRef::Enum(name, _) => name.clone(),
        TypeRef::Embedded(entity) => document_name(entity),
        TypeRef::List(of) => format!("Vec<{}>", type_text(of)),
        TypeRef::Set(of) => format!("BTreeSet<{}>", type_text(of)),
        TypeRef::Map(of) => format!("BTreeMap<String, {}>", type_text(of)),
    }
}

pub(super) fn scalar_text(scalar: &AttributeType) -> &'static str {
    match scalar {
        AttributeType::String => "String",
        AttributeType::Integer(integer) => match integer {
            IntegerType::U8 => "u8",
            IntegerType::U16 => "u16",
            IntegerType::U32 => "u32",
            IntegerType::U64 => "u64",
            IntegerType::U128 => "u128",
            IntegerType::I8 => "i8",
            IntegerType::I16 => "i16",
            IntegerType::I32 => "i32",
            IntegerType::I64 => "i64",
            IntegerType::I128 => "i128",
        },
        AttributeType::Decimal => "Decimal",
        AttributeType::Float => "f64",
        AttributeType::Bool => "bool",
        AttributeType::Binary => "Vec<u8>",
        AttributeType::Timestamp => "DateTime<Utc>",
        AttributeType::Date => "NaiveDate",
        AttributeType::EpochSeconds => "EpochSeconds",
        AttributeType::Uuid => "Uuid",
        AttributeType::Ulid => "Ulid",
        _ => "AttributeValue",
    }
}
