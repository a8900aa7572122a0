//! Keys: templates are taken apart and their placeholders resolved to fields.

use dynamo_schema::{
    AttributeModel, EntityIndex, KeySource, KeyTemplate, ParsedSegment, ParsedTemplate, Segment,
    TemplatePart, parse_template,
};

use super::when;
use crate::decode::{Context, OneOrMany};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{check_value_name, snake_case};
use crate::span::{Span, Word};
use crate::spec::Spec;
use crate::spec::entity::EntrySpec;
use crate::spec::field::FieldSpec;
use crate::suggest;

/// The functions that the derive gives every entity.
const TAKEN: [&str; 4] = ["key", "of", "paths", "primary_key"];

/// Resolves names to the fields of one entity.
pub(crate) struct Resolver<'r, 'c> {
    pub(crate) word: &'r Word,
    pub(crate) fields: &'r [(Word, FieldSpec)],
    pub(crate) attributes: &'r [AttributeModel],
    pub(crate) cx: &'c Context<'c>,
}

impl Resolver<'_, '_> {
    /// The attribute that a field is stored in.
    pub(crate) fn attribute(&self, field: &str) -> Option<&AttributeModel> {
        self.attributes.iter().find(|attribute| attribute.field == field)
    }

    /// As [`Resolver::attribute`], with a report when there is no such field.
    fn known(&self, field: &str, span: Span) -> Option<&AttributeModel> {
        let found = self.attribute(field);
        // A field whose own type is wrong has been reported.
        if found.is_none() && !self.fields.iter().any(|(name, _)| name.as_str() == field) {
            let hint = suggest::hint(field, self.fields.iter().map(|(name, _)| name.as_str()));
            let message = format!("`{field}` is no field of `{}`", self.word.as_str());
            self.cx.report(
                Diagnostic::new(Code::UnknownField, span, message)
                    .label(hint)
                    .also(self.word.span, "in this entity"),
            );
        }
        found
    }

    /// The source of a key of one attribute.
    pub(crate) fn single(&self, source: &OneOrMany) -> KeySource {
        let mut sources = self.sources(source);
        if sources.len() > 1 {
            let message = "the key of a table is one attribute";
            self.cx.report(
                Diagnostic::new(Code::SourceCount, source.span, message)
                    .label("name one field, or write a template such as `\"ORDER#{order_id}\"`"),
            );
        }
        sources.pop().unwrap_or_else(|| KeySource::Template(KeyTemplate { segments: Vec::new().into() }))
    }

    /// A text is a template; a list names fields that are keys themselves.
    pub(crate) fn sources(&self, source: &OneOrMany) -> Vec<KeySource> {
        if !source.is_list {
            return source.words.iter().map(|text| KeySource::Template(self.template(text))).collect();
        }
        let natural = source.words.iter().filter_map(|field| {
            let attribute = self.known(field.as_str(), field.span)?;
            Some(KeySource::Attribute(attribute.name.clone()))
        });
        natural.collect()
    }

    /// After an error the template holds what is known of it, so that other rules can go on.
    fn template(&self, text: &Word) -> KeyTemplate {
        let Some(parsed) = self.parse(text) else {
            return KeyTemplate { segments: vec![Segment::Literal(text.value.clone().into())].into() };
        };
        let segments = parsed.segments.into_iter().map(|segment| match segment {
            ParsedSegment::Literal { text, .. } => Segment::Literal(text.into()),
            ParsedSegment::Part { attribute, format, range } => {
                let span = self.cx.inside(text, range);
                match self.typed(&attribute, span) {
                    Some((model, kind)) => {
                        Segment::Part(TemplatePart { attribute: model.name.clone(), kind, format })
                    }
                    None => Segment::Literal(attribute.into()),
                }
            }
        });
        KeyTemplate { segments: segments.collect::<Vec<_>>().into() }
    }

    fn parse(&self, text: &Word) -> Option<ParsedTemplate> {
        match parse_template(text.as_str()) {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                let span = self.cx.inside(text, error.range());
                let diagnostic = Diagnostic::new(Code::Template, span, error.message());
                self.cx.report(diagnostic.label("in this key template"));
                None
            }
        }
    }

    /// A field and its kind as part of a key.
    fn typed(&self, field: &str, span: Span) -> Option<(&AttributeModel, dynamo_schema::PartKind)> {
        let attribute = self.known(field, span)?;
        let kind = attribute.attribute_type.part_kind();
        if kind.is_none() {
            let message = format!("`{field}` is of a type that cannot be part of a key");
            let place =
                self.fields.iter().find(|(name, _)| name.as_str() == field).map(|(name, _)| name.span);
            let diagnostic = Diagnostic::new(Code::NotAPart, span, message)
                .label("keys are composed from texts, integers, decimals, Booleans, times and identifiers");
            self.cx.report(match place {
                Some(place) => diagnostic.also(place, "the field"),
                None => diagnostic,
            });
        }
        kind.map(|kind| (attribute, kind))
    }

    /// A single part, written without its braces: `email:lower`.
    pub(crate) fn part(&self, word: &Word, written: &str) -> Option<(TemplatePart, AttributeModel)> {
        let Ok(parsed) = parse_template(&format!("{{{written}}}")) else {
            self.cx.report(
                Diagnostic::new(Code::Template, word.span, format!("`{written}` is no part of a key"))
                    .label("write a field, or one with a format: `email:lower`"),
            );
            return None;
        };
        let [ParsedSegment::Part { attribute, format, .. }] = parsed.segments.as_slice() else { return None };
        let (model, kind) = self.typed(attribute, word.span)?;
        Some((TemplatePart { attribute: model.name.clone(), kind, format: *format }, model.clone()))
    }

    /// The fields that a source names.
    pub(crate) fn parts_of(&self, source: &OneOrMany) -> Vec<String> {
        if source.is_list {
            return source.words.iter().map(|word| word.value.clone()).collect();
        }
        let parsed = source.words.iter().filter_map(|text| parse_template(text.as_str()).ok());
        let parts = parsed.flat_map(|parsed| parsed.segments).filter_map(|segment| match segment {
            ParsedSegment::Part { attribute, .. } => Some(attribute),
            ParsedSegment::Literal { .. } => None,
        });
        parts.collect()
    }

    /// An entity's part in an index.
    pub(crate) fn entry(&self, index: &Word, entry: &EntrySpec, whole: &Spec) -> Option<EntityIndex> {
        let sources = |source: &Option<OneOrMany>| source.as_ref().map(|source| self.sources(source));
        let (partition, sort) = (sources(&entry.pk), sources(&entry.sk));
        if !whole.indexes.iter().any(|(known, _)| known.value == index.value) {
            let hint = suggest::hint(index.as_str(), whole.indexes.iter().map(|(known, _)| known.as_str()));
            let message = format!("there is no index `{}`", index.as_str());
            self.cx.report(Diagnostic::new(Code::UnknownIndex, index.span, message).label(hint));
            return None;
        }
        let name = match &entry.name {
            Some(name) => {
                check_value_name(name, "a query", self.cx);
                if TAKEN.contains(&name.as_str()) {
                    let message = format!("every entity has a function `{}` already", name.as_str());
                    let diagnostic = Diagnostic::new(Code::IllegalName, name.span, message);
                    self.cx.report(diagnostic.label(format!("write `by_{}`", name.as_str())));
                }
                name.value.clone()
            }
            None => snake_case(index.as_str()),
        };
        let when = entry.when.as_ref().and_then(|text| {
            let (field, test) = when::when(text, self.cx)?;
            let attribute = self.known(&field.text, self.cx.inside(text, field.range.clone()))?;
            Some(when::with_attribute(attribute.name.clone(), test))
        });
        Some(EntityIndex {
            name: name.into(),
            index: index.value.clone().into(),
            partition: partition.unwrap_or_default().into(),
            sort: sort.unwrap_or_default().into(),
            when,
        })
    }
}
