//! Fields of an entity, and the templates that name them.

use super::super::draft::Field;
use super::super::{each, names};
use crate::decode::{Context, Fields};
use crate::span::{Spanned, Word};
use crate::syntax::Node;

pub(super) fn fields(list: Option<&Node>, cx: &Context<'_>) -> Vec<Field> {
    let mut taken: Vec<String> = Vec::new();
    each(list, cx, |node| {
        let mut fields = Fields::of(node, "a field", cx)?;
        let attribute: Option<Word> = fields.required("name");
        let of: Option<Word> = fields.required("type");
        let required: Option<Spanned<bool>> = fields.optional("required");
        let element: Option<Word> = fields.optional("item_type");
        let (attribute, of) = (attribute?.value, of?);
        let name = names::value_name(&attribute, &taken);
        taken.push(name.clone());
        let scalar = |word: &str| match word {
            "string" => Some("string"),
            "integer" => Some("i64"),
            "decimal" => Some("decimal"),
            "float" | "number" => Some("float"),
            "boolean" => Some("bool"),
            "uuid" => Some("uuid"),
            _ => None,
        };
        let spelled = match of.as_str() {
            "array" => {
                let element = element.as_ref().and_then(|word| scalar(word.as_str()));
                Some(format!("list<{}>", element.unwrap_or("any")))
            }
            "object" => Some("map<any>".to_owned()),
            word => scalar(word).map(str::to_owned),
        };
        let review =
            spelled.is_none().then(|| format!("`{}` is no type of the schema's format", of.as_str()));
        let optional = required.is_some_and(|required| !required.value);
        Some(Field { name, attribute, of: spelled.unwrap_or_else(|| "any".to_owned()), optional, review })
    })
}

pub(super) fn is_number(field: &Field) -> bool {
    matches!(field.of.as_str(), "i64" | "decimal" | "float")
}

/// Whether the field can be a key itself.
pub(super) fn is_key(field: &Field) -> bool {
    is_number(field) || matches!(field.of.as_str(), "string" | "uuid")
}

/// A template with the names of the spec's fields. A number with a fraction has a scale in a key; one with a width has no
/// sign.
pub(super) fn template(source: &str, fields: &mut [Field]) -> String {
    let mut template = String::new();
    let mut rest = source;
    while let Some((before, (inner, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        let (attribute, format) = match inner.split_once(':') {
            Some((attribute, format)) => (attribute, format.trim_end_matches('d')),
            None => (inner, ""),
        };
        let field = fields.iter_mut().find(|field| field.attribute == attribute);
        let mut format = format.to_owned();
        if let Some(field) = field {
            if matches!(field.of.as_str(), "decimal" | "float") && format.is_empty() {
                format = ".2".to_owned();
                field.of = "decimal".to_owned();
                field.review = Some("how many digits after the point are in the key? `.2` is two".to_owned());
            }
            if field.of == "i64" && format.starts_with('0') {
                field.of = "u64".to_owned();
            }
            template += &format!("{before}{{{}", field.name);
        } else {
            template += &format!("{before}{{{}", names::value_name(attribute, &[]));
        }
        if !format.is_empty() {
            template += &format!(":{format}");
        }
        template.push('}');
        rest = after;
    }
    template + rest
}
