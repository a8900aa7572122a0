//! Where the values that the steps of a transaction need come from.
//!
//! A step needs the parts of a key, the operands of a condition, the parameters of a pattern that it calls. Each is, in this
//! order: what `with` says; a field of this name and type of the list's element; one of an item that the transaction
//! writes; or else a parameter of the transaction.

use super::Pattern;
use super::parameters::{Parameters, field_value};
use crate::design::{Argument, ArgumentValue, Element, FieldValue, Parameter, ParameterKind, ValueType};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;
use crate::span::{Span, Word};
use crate::spec::operation::StepSpec;
use crate::suggest;

/// What a transaction is given, besides single values.
#[derive(Default)]
pub(super) struct Sources<'p> {
    items: Vec<(String, &'p Lowered<'p>)>,
    lists: Vec<ListSource<'p>>,
}

struct ListSource<'p> {
    name: String,
    element: Element,
    entity: Option<&'p Lowered<'p>>,
}

impl<'p> Sources<'p> {
    pub(super) fn add_item(&mut self, name: String, entity: &'p Lowered<'p>) {
        self.items.push((name, entity));
    }

    pub(super) fn add_items(&mut self, name: &str, entity: &'p Lowered<'p>) {
        let element = Element::Item(entity.word.value.clone());
        self.lists.push(ListSource { name: name.to_owned(), element, entity: Some(entity) });
    }

    pub(super) fn add_rows(&mut self, name: &str, row: String) {
        let element = Element::Row(row, Vec::new());
        self.lists.push(ListSource { name: name.to_owned(), element, entity: None });
    }

    pub(super) fn has_item(&self, name: &str) -> bool {
        self.items.iter().any(|(known, _)| known == name)
    }

    pub(super) fn list(&self, name: &str) -> Option<&Element> {
        self.lists.iter().find(|list| list.name == name).map(|list| &list.element)
    }

    pub(super) fn into_lists(self) -> Vec<(String, Element)> {
        self.lists.into_iter().map(|list| (list.name, list.element)).collect()
    }

    /// The values that a step needs, or a report.
    pub(super) fn arguments(
        &mut self,
        pattern: &Pattern<'_>,
        step: &StepSpec,
        needed: &Parameters,
        parameters: &mut Parameters,
    ) -> Option<Vec<Argument>> {
        for (name, _) in &step.with {
            if !needed.list().any(|(parameter, _)| parameter.name == name.value) {
                let known = needed.list().map(|(parameter, _)| parameter.name.as_str());
                let message = format!("the step needs no `{}`", name.as_str());
                let hint = suggest::hint(name.as_str(), known);
                pattern.cx.report(Diagnostic::new(Code::Argument, name.span, message).label(hint));
            }
        }
        let arguments: Vec<Option<Argument>> = needed
            .list()
            .map(|(parameter, span)| {
                let given = step.with.iter().find(|(name, _)| name.value == parameter.name);
                let value = match given {
                    Some((_, text)) => self.given(pattern, step, parameter, text, parameters)?,
                    None => self.found(pattern, step, parameter, span, parameters)?,
                };
                Some(Argument { parameter: parameter.clone(), value })
            })
            .collect();
        arguments.into_iter().collect()
    }

    /// `:name`, or `order.customer_id`.
    fn given(
        &self,
        pattern: &Pattern<'_>,
        step: &StepSpec,
        parameter: &Parameter,
        text: &Word,
        parameters: &mut Parameters,
    ) -> Option<ArgumentValue> {
        if let Some(name) = text.as_str().strip_prefix(':') {
            let word = Word::new(name.to_owned(), text.span);
            crate::names::check_value_name(&word, "a parameter", pattern.cx);
            parameters.add(name, parameter.kind.clone(), parameter.optional, text.span, pattern.cx);
            return Some(ArgumentValue::Parameter(name.to_owned()));
        }
        let found = text.as_str().split_once('.').and_then(|(item, field)| {
            let (_, entity) = self.items.iter().find(|(name, _)| name == item)?;
            let value = field_value(entity, field)?;
            Some(ArgumentValue::Field(item.to_owned(), Box::new(value)))
        });
        let of_element = || {
            let each = step.each.as_ref()?;
            let list = self.lists.iter().find(|list| list.name == each.value)?;
            let value = field_value(list.entity?, text.as_str())?;
            Some(ArgumentValue::Element(Box::new(value)))
        };
        let found = found.or_else(of_element);
        let fits = found.as_ref().is_some_and(|found| match found {
            ArgumentValue::Field(_, field) | ArgumentValue::Element(field) => is_of(field, parameter),
            ArgumentValue::Parameter(_) => true,
        });
        if fits {
            return found;
        }
        let message = match found {
            Some(_) => format!("`{}` is of another type than `{}`", text.as_str(), parameter.name),
            None => format!("`{}` is no value that the step can have", text.as_str()),
        };
        pattern.cx.report(
            Diagnostic::new(Code::Argument, text.span, message)
                .label("write `:name` for a parameter, `order.customer_id` for a field of an item"),
        );
        None
    }

    fn found(
        &mut self,
        pattern: &Pattern<'_>,
        step: &StepSpec,
        parameter: &Parameter,
        span: Span,
        parameters: &mut Parameters,
    ) -> Option<ArgumentValue> {
        if let Some(each) = &step.each
            && let Some(list) = self.lists.iter_mut().find(|list| list.name == each.value)
        {
            match (&mut list.element, list.entity) {
                (Element::Row(_, fields), _) => return row_value(fields, parameter, pattern, span),
                (Element::Item(_), Some(entity)) => {
                    let field = field_value(entity, &parameter.name).filter(|field| is_of(field, parameter));
                    if let Some(field) = field {
                        return Some(ArgumentValue::Element(Box::new(field)));
                    }
                }
                (Element::Item(_), None) => {}
            }
        }
        let fields: Vec<(&String, FieldValue)> = self
            .items
            .iter()
            .filter_map(|(item, entity)| {
                let field = field_value(entity, &parameter.name)?;
                is_of(&field, parameter).then_some((item, field))
            })
            .collect();
        match fields.as_slice() {
            [] => {
                parameters.add(&parameter.name, parameter.kind.clone(), parameter.optional, span, pattern.cx);
                Some(ArgumentValue::Parameter(parameter.name.clone()))
            }
            [(item, field)] => Some(ArgumentValue::Field((*item).clone(), Box::new(field.clone()))),
            several => {
                let items: Vec<&str> = several.iter().map(|(item, _)| item.as_str()).collect();
                let name = &parameter.name;
                let message = format!("`{name}` is a field of {}", suggest::sentence(&items));
                pattern.cx.report(
                    Diagnostic::new(Code::AmbiguousArgument, step.name.span, message)
                        .label("which of them is meant?")
                        .help(format!(
                            "write `with = {{ {name} = \"{}.{name}\" }}`",
                            items.first().unwrap_or(&"")
                        )),
                );
                None
            }
        }
    }

    /// What `idempotency_token` names: a parameter, or a field of an item.
    pub(super) fn token(
        &self,
        pattern: &Pattern<'_>,
        token: &Word,
        parameters: &Parameters,
    ) -> Option<ArgumentValue> {
        let of_item = self.items.iter().find_map(|(item, entity)| {
            let field = field_value(entity, token.as_str()).filter(|field| !field.optional)?;
            Some((field.value_type.clone(), ArgumentValue::Field(item.clone(), Box::new(field))))
        });
        let of_parameter = parameters.list().find_map(|(parameter, _)| match &parameter.kind {
            ParameterKind::Value(of) if parameter.name == token.value && !parameter.optional => {
                Some((of.clone(), ArgumentValue::Parameter(parameter.name.clone())))
            }
            _ => None,
        });
        let Some((of, value)) = of_parameter.or(of_item) else {
            let message =
                format!("`{}` is neither a parameter nor a field of an item that is written", token.as_str());
            let fields = self.items.iter().flat_map(|(_, entity)| &entity.spec.fields);
            let hint = suggest::hint(token.as_str(), fields.map(|(name, _)| name.as_str()));
            pattern.cx.report(Diagnostic::new(Code::Token, token.span, message).label(hint));
            return None;
        };
        // <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>
        if !is_token(&of) {
            let message = format!("`{}` makes no token", token.as_str());
            pattern.cx.report(
                Diagnostic::new(Code::Token, token.span, message)
                    .label("a token is a text of up to 36 characters")
                    .help("use a text, an integer, a ULID or a UUID"),
            );
            return None;
        }
        Some(value)
    }
}

fn is_token(of: &ValueType) -> bool {
    use dynamo_schema::AttributeType;
    matches!(
        of.attribute_type,
        AttributeType::String | AttributeType::Integer(_) | AttributeType::Ulid | AttributeType::Uuid
    )
}

/// Whether a field has the type of a parameter, and is there when it must be.
fn is_of(field: &FieldValue, parameter: &Parameter) -> bool {
    parameter.kind == ParameterKind::Value(field.value_type.clone())
        && (parameter.optional || !field.optional)
}

/// A field of a row, which gets the fields that steps need.
fn row_value(
    fields: &mut Vec<Parameter>,
    parameter: &Parameter,
    pattern: &Pattern<'_>,
    span: Span,
) -> Option<ArgumentValue> {
    let ParameterKind::Value(value_type) = &parameter.kind else { return None };
    match fields.iter_mut().find(|known| known.name == parameter.name) {
        Some(known) if known.kind != parameter.kind => {
            let message = format!("the parameter `{}` has two types", parameter.name);
            pattern.cx.report(
                Diagnostic::new(Code::ParameterTypes, span, message).label("use another name in one of them"),
            );
            return None;
        }
        Some(known) if known.optional != parameter.optional => known.optional = false,
        Some(_) => {}
        None => fields.push(parameter.clone()),
    }
    let (field, value_type) = (parameter.name.clone(), value_type.clone());
    Some(ArgumentValue::Element(Box::new(FieldValue { field, value_type, optional: parameter.optional })))
}
