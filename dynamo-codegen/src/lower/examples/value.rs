//! Values of seeds and examples: each is one of its field's type.

use dynamo_schema::{AttributeType, PartKind, PartValue};

use crate::decode::Context;
use crate::design::{EntityDesign, FieldDesign, FieldRole, ItemValue, TypeBody, TypeDesign, TypeRef, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Word};
use crate::spec::example::Raw;
use crate::suggest;
use crate::syntax::{Kind, Node};

/// What values are looked at with.
pub(super) struct Values<'v> {
    pub(super) types: &'v [TypeDesign],
    pub(super) entities: Vec<&'v EntityDesign>,
    pub(super) cx: &'v Context<'v>,
}

impl<'v> Values<'v> {
    /// The entity of a name, or a report.
    pub(super) fn entity(&self, name: &Word) -> Option<&'v EntityDesign> {
        let found = self.entities.iter().find(|entity| entity.name == name.value).copied();
        if found.is_none() {
            let hint = suggest::hint(name.as_str(), self.entities.iter().map(|entity| entity.name.as_str()));
            let message = format!("there is no entity `{}`", name.as_str());
            self.cx.report(Diagnostic::new(Code::UnknownEntity, name.span, message).label(hint));
        }
        found
    }

    /// An item with all the fields that it needs, or some fields of one.
    pub(super) fn item(
        &self,
        entity: &EntityDesign,
        given: &[(Word, Raw)],
        place: Option<Span>,
    ) -> Option<ItemValue> {
        for (word, _) in given {
            let mut fields = entity.fields.iter();
            let is_filled = fields.any(|field| field.field == word.value && is_filled_in(field));
            if is_filled {
                let message = format!("`{}` is filled in by each write", word.as_str());
                self.cx.report(Diagnostic::new(Code::RoleMisused, word.span, message).label("leave it out"));
            }
        }
        let fields = self.fields(&entity.fields, given, &entity.name, place)?;
        Some(ItemValue { entity: entity.name.clone(), fields })
    }

    /// The values of fields, in the fields' order. With a place, all that are required must be there.
    fn fields(
        &self,
        of: &[FieldDesign],
        given: &[(Word, Raw)],
        owner: &str,
        place: Option<Span>,
    ) -> Option<Vec<(String, Value)>> {
        let mut is_sound = true;
        for (word, _) in given.iter().filter(|(word, _)| !of.iter().any(|field| field.field == word.value)) {
            let hint = suggest::hint(word.as_str(), of.iter().map(|field| field.field.as_str()));
            let message = format!("`{}` is no field of `{owner}`", word.as_str());
            self.cx.report(Diagnostic::new(Code::UnknownField, word.span, message).label(hint));
            is_sound = false;
        }
        let (mut fields, mut missing): (Vec<(String, Value)>, Vec<&str>) = (Vec::new(), Vec::new());
        for field in of {
            let Some((_, raw)) = given.iter().find(|(word, _)| word.value == field.field) else {
                if is_required(field) {
                    missing.push(&field.field);
                }
                continue;
            };
            match self.value(&field.type_ref, &raw.0) {
                Some(value) => fields.push((field.field.clone(), value)),
                None => is_sound = false,
            }
        }
        if let Some(place) = place.filter(|_| !missing.is_empty()) {
            let are = if missing.len() == 1 { "is" } else { "are" };
            let message = format!("{} of `{owner}` {are} missing", suggest::sentence(&missing));
            self.cx.report(Diagnostic::new(Code::MissingKey, place, message).label("without a default"));
            is_sound = false;
        }
        is_sound.then_some(fields)
    }

    /// A value of a type, or a report.
    pub(super) fn value(&self, of: &TypeRef, node: &Node) -> Option<Value> {
        match of {
            TypeRef::Scalar(scalar) => self.scalar(scalar, node),
            TypeRef::Serde(_) => {
                self.wrong(node, "no value: a type in Rust has its default, `{}`, in examples")
            }
            TypeRef::Enum(_, tokens) => self.token(tokens, node),
            TypeRef::Named(name) => {
                let body = &self.types.iter().find(|known| known.name == *name)?.body;
                match body {
                    TypeBody::Enum(tokens) => self.token(tokens, node),
                    TypeBody::Document(fields) => self.document(fields, name, node),
                    TypeBody::Union { tag, variants } => self.variant(name, tag, variants, node),
                }
            }
            TypeRef::Embedded(name) => {
                let entity = self.entities.iter().find(|entity| entity.name == *name)?;
                self.document(&entity.fields, name, node)
            }
            TypeRef::List(of) | TypeRef::Set(of) => {
                let Kind::List(nodes) = &node.kind else { return self.wrong(node, "a list") };
                let values: Option<Vec<Value>> = nodes.iter().map(|node| self.value(of, node)).collect();
                values.map(Value::List)
            }
            TypeRef::Map(of) => {
                let entries = self.entries(node)?;
                let values =
                    entries.iter().map(|(key, raw)| Some((key.value.clone(), self.value(of, &raw.0)?)));
                values.collect::<Option<Vec<_>>>().map(Value::Map)
            }
        }
    }

    pub(super) fn entries(&self, node: &Node) -> Option<Vec<(Word, Raw)>> {
        let Kind::Table(entries) = &node.kind else { return self.wrong(node, "a table") };
        Some(entries.iter().map(|entry| (entry.key.clone(), Raw(entry.value.clone()))).collect())
    }

    fn document(&self, fields: &[FieldDesign], name: &str, node: &Node) -> Option<Value> {
        let given = self.entries(node)?;
        self.fields(fields, &given, name, Some(node.span)).map(Value::Document)
    }

    /// `{ type = "post", street = "…" }`
    fn variant(
        &self,
        name: &str,
        tag: &str,
        variants: &[(String, Vec<FieldDesign>)],
        node: &Node,
    ) -> Option<Value> {
        let mut given = self.entries(node)?;
        let at = given.iter().position(|(word, _)| word.value == tag);
        let Some(token) = at.map(|at| given.remove(at).1) else {
            return self.wrong(node, &format!("a table with `{tag}`, which tells the shapes apart"));
        };
        let Kind::Text(text) = &token.0.kind else { return self.wrong(&token.0, "a token") };
        let Some((token, fields)) = variants.iter().find(|(known, _)| known == text) else {
            return self.wrong(&token.0, &format!("a token of `{name}`"));
        };
        let fields = self.fields(fields, &given, name, Some(node.span))?;
        Some(Value::Variant(token.clone(), fields))
    }

    fn token(&self, tokens: &[String], node: &Node) -> Option<Value> {
        match &node.kind {
            Kind::Text(text) if tokens.contains(text) => {
                Some(Value::Scalar(PartValue::Text(text.clone().into())))
            }
            _ => {
                let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
                self.wrong(node, &format!("one of {}", suggest::sentence(&tokens)))
            }
        }
    }

    fn scalar(&self, of: &AttributeType, node: &Node) -> Option<Value> {
        let read = |kind: PartKind, wanted: &str| {
            let read = match &node.kind {
                Kind::Text(text) => kind.read_text(text).ok(),
                _ => None,
            };
            match read.filter(is_near) {
                Some(value) => Some(Value::Scalar(owned(value))),
                None => self.wrong(node, wanted),
            }
        };
        match of {
            AttributeType::String => read(PartKind::Text, "a text"),
            AttributeType::Timestamp => {
                read(PartKind::Timestamp, "a time such as `\"2026-05-01T09:30:00Z\"`")
            }
            AttributeType::Date => read(PartKind::Date, "a date such as `\"2026-05-01\"`"),
            AttributeType::Uuid => read(PartKind::Uuid, "a UUID"),
            AttributeType::Ulid => read(PartKind::Ulid, "a ULID of 26 characters"),
            AttributeType::Bool => match node.kind {
                Kind::Bool(value) => Some(Value::Scalar(PartValue::Bool(value))),
                _ => self.wrong(node, "`true` or `false`"),
            },
            AttributeType::Integer(integer) => {
                let read = |text: &str| PartKind::Integer(*integer).read_number(text).ok();
                match &node.kind {
                    Kind::Integer(value) => read(&value.to_string()),
                    // Wider than the numbers of the notation.
                    Kind::Text(text) => read(text),
                    _ => None,
                }
                .map(Value::Scalar)
                .or_else(|| self.wrong(node, "an integer in the range of the type"))
            }
            AttributeType::Decimal => {
                let read = |text: &str| PartKind::Decimal.read_number(text).ok();
                match &node.kind {
                    Kind::Integer(value) => read(&value.to_string()),
                    Kind::Float(value) => read(&value.to_string()),
                    Kind::Text(text) => read(text),
                    _ => None,
                }
                .filter(|value| matches!(value, PartValue::Decimal { scale, .. } if *scale <= 28))
                .map(Value::Scalar)
                .or_else(|| self.wrong(node, "a number with at most 28 digits behind the point"))
            }
            AttributeType::Float => match &node.kind {
                Kind::Integer(value) => Some(Value::Float(format!("{value}.0"))),
                Kind::Float(value) if value.is_finite() => Some(Value::Float(format!("{value:?}"))),
                _ => self.wrong(node, "a number"),
            },
            AttributeType::EpochSeconds => match &node.kind {
                Kind::Integer(value) => i64::try_from(*value).ok().map(Value::Epoch),
                Kind::Text(text) => match PartKind::Timestamp.read_text(text) {
                    Ok(PartValue::Timestamp { seconds, .. }) => Some(Value::Epoch(seconds)),
                    _ => None,
                },
                _ => None,
            }
            .or_else(|| self.wrong(node, "seconds since 1970, or a time")),
            AttributeType::Binary => match &node.kind {
                Kind::Text(text) => hexadecimal(text).map(Value::Bytes),
                _ => None,
            }
            .or_else(|| self.wrong(node, "bytes as hexadecimal digits")),
            // Any value: as the notation has it.
            _ => match &node.kind {
                Kind::Text(text) => Some(Value::Scalar(PartValue::Text(text.clone().into()))),
                Kind::Bool(value) => Some(Value::Scalar(PartValue::Bool(*value))),
                _ => self.wrong(node, "a text or a Boolean"),
            },
        }
    }

    /// Reports a value that is none of its type.
    pub(super) fn wrong<T>(&self, node: &Node, wanted: &str) -> Option<T> {
        let message = format!("expected {wanted}, found {}", node.kind.name());
        self.cx.report(
            Diagnostic::new(Code::ExampleValue, node.span, message).label(format!("expected {wanted}")),
        );
        None
    }
}

/// What a write fills in whatever the item says.
pub(super) fn is_filled_in(field: &FieldDesign) -> bool {
    let of_write = |role: &FieldRole| {
        use FieldRole as R;
        matches!(role, R::Lock | R::Created | R::Updated | R::Computed { .. })
    };
    field.roles.iter().any(of_write)
}

fn is_required(field: &FieldDesign) -> bool {
    let may_be_empty = matches!(field.type_ref, TypeRef::Set(_));
    !field.optional && field.default.is_none() && !is_filled_in(field) && !may_be_empty
}

/// Whether a time is between 1677 and 2262, which has a number of nanoseconds.
fn is_near(value: &PartValue<'_>) -> bool {
    match value {
        PartValue::Timestamp { seconds, .. } => seconds.checked_mul(1_000_000_000).is_some(),
        PartValue::Date { year, .. } => (1678..2262).contains(year),
        _ => true,
    }
}

fn owned(value: PartValue<'_>) -> PartValue<'static> {
    match value {
        PartValue::Text(text) => PartValue::Text(text.into_owned().into()),
        PartValue::Unsigned(value) => PartValue::Unsigned(value),
        PartValue::Signed(value) => PartValue::Signed(value),
        PartValue::Decimal { coefficient, scale } => PartValue::Decimal { coefficient, scale },
        PartValue::Bool(value) => PartValue::Bool(value),
        PartValue::Timestamp { seconds, nanos } => PartValue::Timestamp { seconds, nanos },
        PartValue::Date { year, month, day } => PartValue::Date { year, month, day },
        PartValue::Uuid(value) => PartValue::Uuid(value),
        PartValue::Ulid(value) => PartValue::Ulid(value),
        PartValue::Shard(number) => PartValue::Shard(number),
    }
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    Some(digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}
