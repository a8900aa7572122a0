//! Values of seeds and examples, as expressions.

use dynamo_schema::{AttributeType, PartKind, PartValue};

use super::entity::{NO_REST, default_of};
use super::layout::{Expr, Link};
use super::methods::is_copied;
use super::types::{document_name, variant};
use super::{ident, literal};
use crate::design::{
    Design, EntityDesign, FieldDesign, FieldRole, ItemValue, TypeBody, TypeRef, Value, ValueType,
};

/// A value as a struct holds it.
pub(super) fn owned(design: &Design, of: &TypeRef, value: &Value) -> Expr {
    match (of, value) {
        (TypeRef::Scalar(AttributeType::String), Value::Scalar(PartValue::Text(text))) => {
            Expr::text(format!("{}.to_owned()", literal(text)))
        }
        (TypeRef::Scalar(_), Value::Scalar(date @ PartValue::Date { .. })) => {
            let midnight = format!("{}T00:00:00Z", date.to_text());
            match PartKind::Timestamp.read_text(&midnight) {
                Ok(PartValue::Timestamp { seconds, nanos }) => {
                    moment(seconds, nanos).then([Link::call("date_naive", Vec::new())])
                }
                _ => Expr::text("Default::default()"),
            }
        }
        (TypeRef::Scalar(_), Value::Scalar(PartValue::Timestamp { seconds, nanos })) => {
            moment(*seconds, *nanos)
        }
        (TypeRef::Scalar(scalar), value) => Expr::text(self::scalar(scalar, value)),
        (TypeRef::Enum(name, _) | TypeRef::Named(name), Value::Scalar(PartValue::Text(token))) => {
            Expr::text(format!("{name}::{}", variant(token)))
        }
        (TypeRef::Named(name), Value::Document(values)) => {
            let body = design.types.iter().find(|known| known.name == *name).map(|known| &known.body);
            match body {
                Some(TypeBody::Document(fields)) => structure(design, name, fields, values, None),
                _ => Expr::text(name.as_str()),
            }
        }
        (TypeRef::Named(name), Value::Variant(token, values)) => {
            let body = design.types.iter().find(|known| known.name == *name).map(|known| &known.body);
            let path = format!("{name}::{}", variant(token));
            let Some(TypeBody::Union { variants, .. }) = body else { return Expr::text(path) };
            let fields =
                variants.iter().find(|(known, _)| known == token).map_or(&[][..], |(_, fields)| fields);
            if fields.is_empty() { Expr::text(path) } else { structure(design, &path, fields, values, None) }
        }
        (TypeRef::Embedded(name), Value::Document(values)) => {
            let fields = design.entities.iter().find(|entity| entity.name == *name);
            let fields = fields.map_or(&[][..], |entity| &entity.fields);
            structure(design, &document_name(name), fields, values, None)
        }
        (TypeRef::List(_), Value::List(values)) if values.is_empty() => Expr::text("Vec::new()"),
        (TypeRef::List(of), Value::List(values)) => {
            Expr::List("vec!", values.iter().map(|value| owned(design, of, value)).collect())
        }
        (TypeRef::Set(_), Value::List(values)) if values.is_empty() => Expr::text("BTreeSet::new()"),
        (TypeRef::Set(of), Value::List(values)) => {
            let members = values.iter().map(|value| owned(design, of, value)).collect();
            Expr::call("BTreeSet::from", vec![Expr::List("", members)])
        }
        (TypeRef::Map(_), Value::Map(values)) if values.is_empty() => Expr::text("BTreeMap::new()"),
        (TypeRef::Map(of), Value::Map(values)) => {
            let entries = values.iter().map(|(key, value)| {
                let key = Expr::text(format!("{}.to_owned()", literal(key)));
                Expr::call("", vec![key, owned(design, of, value)])
            });
            Expr::call("BTreeMap::from", vec![Expr::List("", entries.collect())])
        }
        // What is lowered has a value of its type.
        _ => Expr::text("Default::default()"),
    }
}

/// A value as a method takes it: texts are borrowed.
pub(super) fn passed(design: &Design, of: &ValueType, value: &Value) -> Expr {
    match (&of.type_ref, value) {
        (TypeRef::Scalar(AttributeType::String), Value::Scalar(PartValue::Text(text))) => {
            Expr::text(literal(text))
        }
        (type_ref, value) => owned(design, type_ref, value),
    }
}

fn scalar(of: &AttributeType, value: &Value) -> String {
    match value {
        Value::Scalar(PartValue::Text(text)) => format!("AttributeValue::from({})", literal(text)),
        Value::Scalar(PartValue::Bool(value)) if *of == AttributeType::Bool => value.to_string(),
        Value::Scalar(PartValue::Bool(value)) => format!("AttributeValue::from({value})"),
        Value::Scalar(PartValue::Unsigned(number)) => number.to_string(),
        Value::Scalar(PartValue::Signed(number)) => number.to_string(),
        Value::Scalar(PartValue::Decimal { coefficient, scale }) => match i64::try_from(*coefficient) {
            Ok(coefficient) => format!("Decimal::new({coefficient}, {scale})"),
            Err(_) => format!("Decimal::from_i128_with_scale({coefficient}, {scale})"),
        },
        Value::Scalar(PartValue::Uuid(id)) => format!("Uuid::from_u128(0x{id:032x})"),
        Value::Scalar(PartValue::Ulid(id)) => format!("Ulid::from(0x{id:032x}_u128)"),
        Value::Float(digits) => digits.clone(),
        Value::Epoch(seconds) => format!("EpochSeconds({seconds})"),
        Value::Bytes(bytes) if bytes.is_empty() => "Vec::new()".to_owned(),
        Value::Bytes(bytes) => {
            let escaped: String = bytes.iter().flat_map(|byte| byte.escape_ascii()).map(char::from).collect();
            format!("b\"{escaped}\".to_vec()")
        }
        _ => "Default::default()".to_owned(),
    }
}

fn moment(seconds: i64, nanos: u32) -> Expr {
    let nanos = i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
    Expr::call("DateTime::from_timestamp_nanos", vec![Expr::text(nanos.to_string())])
}

/// An item of an entity.
pub(super) fn item(design: &Design, item: &ItemValue) -> Expr {
    match design.entities.iter().find(|entity| entity.name == item.entity) {
        Some(entity) => {
            let whole = structure(design, &entity.name, &entity.fields, &item.fields, None);
            let (Expr::Struct(name, mut fields, base), Some(rest)) = (whole.clone(), &entity.rest) else {
                return whole;
            };
            fields.push((ident(rest), Expr::text(NO_REST)));
            Expr::Struct(name, fields, base)
        }
        None => Expr::text(item.entity.as_str()),
    }
}

/// An item of an entity with some values of its own, and all others from elsewhere.
pub(super) fn item_like(design: &Design, item: &ItemValue, filled: &[(String, Expr)], base: Expr) -> Expr {
    let Some(entity) = design.entities.iter().find(|entity| entity.name == item.entity) else { return base };
    if item.fields.is_empty() && filled.is_empty() {
        return base;
    }
    let given = item.fields.iter().filter_map(|(name, value)| {
        let field = entity.fields.iter().find(|field| field.field == *name)?;
        Some((ident(name), of_field(design, field, value)))
    });
    let given: Vec<(String, Expr)> = given.chain(filled.iter().cloned()).collect();
    let is_partial = given.len() < entity.fields.len() || entity.rest.is_some();
    let base = is_partial.then(|| Box::new(base));
    Expr::Struct(entity.name.clone(), given, base)
}

/// A struct with the values of its fields, and what stands for those that are not given.
fn structure(
    design: &Design,
    name: &str,
    fields: &[FieldDesign],
    values: &[(String, Value)],
    base: Option<Box<Expr>>,
) -> Expr {
    let fields = fields.iter().map(|field| {
        let value = values.iter().find(|(known, _)| *known == field.field);
        let value = value.map_or_else(|| absent(field), |(_, value)| of_field(design, field, value));
        (ident(&field.field), value)
    });
    Expr::Struct(name.to_owned(), fields.collect(), base)
}

fn of_field(design: &Design, field: &FieldDesign, value: &Value) -> Expr {
    let value = owned(design, &field.type_ref, value);
    if field.optional { Expr::call("Some", vec![value]) } else { value }
}

pub(super) fn absent(field: &FieldDesign) -> Expr {
    let is_moment = field.type_ref == TypeRef::Scalar(AttributeType::Timestamp);
    let default = default_of(field);
    Expr::text(match (&field.type_ref, default.as_deref()) {
        _ if field.optional => "None",
        _ if field.roles.contains(&FieldRole::Lock) => "0",
        _ if field.roles.iter().any(|role| matches!(role, FieldRole::Computed { .. })) => {
            "Default::default()"
        }
        _ if is_filled_in(field) && is_moment => "DateTime::UNIX_EPOCH",
        _ if is_filled_in(field) => "EpochSeconds(0)",
        (_, Some(default)) => default.strip_prefix("default = ").unwrap_or("Default::default()"),
        (TypeRef::Set(_), None) => "BTreeSet::new()",
        _ => "Default::default()",
    })
}

/// What a write fills in whatever the item says.
pub(super) fn is_filled_in(field: &FieldDesign) -> bool {
    let of_write = |role: &FieldRole| {
        use FieldRole as R;
        matches!(role, R::Lock | R::Created | R::Updated | R::Computed { .. })
    };
    field.roles.iter().any(of_write)
}

/// What a write has filled in, of an item that is kept.
pub(super) fn filled_value(owner: &str, field: &FieldDesign) -> String {
    let is_copied = matches!(&field.type_ref, TypeRef::Scalar(scalar) if is_copied(scalar));
    let copied = if is_copied { "" } else { ".clone()" };
    format!("{owner}.{}{copied}", ident(&field.field))
}

/// The fields of an entity that a write fills in.
pub(super) fn filled_in(entity: &EntityDesign) -> impl Iterator<Item = &FieldDesign> {
    entity.fields.iter().filter(|field| is_filled_in(field))
}
