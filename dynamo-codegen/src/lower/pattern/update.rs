//! Updates: what is done to which attribute.

use dynamo_schema::{AttributeModel, AttributeType, KeySource, WireType};

use super::parameters::{Parameters, value_type};
use super::parts::{attribute as by_name, parts};
use super::{Pattern, attribute, condition, unique};
use crate::design::{FieldRole, Operand, ParameterKind, TypeRef, UpdateAction, UpdateActionKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::expression::parse_operand;
use crate::lower::Lowered;
use crate::span::{Span, Word};
use crate::spec::update::UpdateSpec;
use crate::suggest;

/// The actions, and the fields whose current values are given.
pub(super) fn lower(
    pattern: &Pattern<'_>,
    spec: &UpdateSpec,
    place: Span,
    entity: &Lowered<'_>,
    parameters: &mut Parameters,
) -> (Vec<UpdateAction>, Vec<String>) {
    let mut actions: Vec<(UpdateAction, Span)> = Vec::new();
    set(pattern, spec, entity, parameters, &mut actions);
    add(pattern, spec, entity, parameters, &mut actions);
    for word in &spec.remove {
        if let Some(attribute) = updatable(pattern, entity, word.as_str(), word.span) {
            removable(pattern, entity, attribute, word.span);
            push(pattern, word.as_str(), UpdateActionKind::Remove, word.span, &mut actions);
        }
    }
    collections(pattern, spec, entity, parameters, &mut actions);
    let mut given = Vec::new();
    for word in &spec.given {
        if let Some(attribute) = pattern.field(entity, word.as_str(), word.span) {
            parameters.attribute(entity, attribute, word.span, pattern.cx);
            given.push(word.value.clone());
        }
    }
    if !spec.changes() {
        let message = "an update that changes nothing";
        pattern.cx.report(
            Diagnostic::new(Code::EmptyUpdate, place, message)
                .label("write `set`, `add` or `remove`")
                .help("there are `append`, `prepend`, `insert`, `discard` and `if_absent` too"),
        );
    }
    let of_unique = unique::changed(entity, &actions);
    match of_unique {
        Some(_) => unique::known(pattern, entity, &actions),
        // The item is read for its unique values anyway.
        None => complete(pattern, entity, &actions, &given),
    }
    within_limits(pattern, entity, &actions);
    (actions.into_iter().map(|(action, _)| action).collect(), given)
}

fn push(
    pattern: &Pattern<'_>,
    field: &str,
    kind: UpdateActionKind,
    span: Span,
    actions: &mut Vec<(UpdateAction, Span)>,
) {
    if let Some((_, first)) = actions.iter().find(|(action, _)| action.field == field) {
        let message = format!("`{field}` is changed twice");
        pattern.cx.report(
            Diagnostic::new(Code::UpdatedTwice, span, message)
                .label("leave one out")
                .also(*first, "the first change"),
        );
    }
    actions.push((UpdateAction { field: field.to_owned(), kind }, span));
}

/// `append = ["lines"]`, `insert = ["tags"]`
fn collections(
    pattern: &Pattern<'_>,
    spec: &UpdateSpec,
    entity: &Lowered<'_>,
    parameters: &mut Parameters,
    actions: &mut Vec<(UpdateAction, Span)>,
) {
    type Make = fn(String) -> UpdateActionKind;
    let of_lists: [(&Vec<Word>, &str, Make); 2] = [
        (&spec.append, "append", UpdateActionKind::Append),
        (&spec.prepend, "prepend", UpdateActionKind::Prepend),
    ];
    let of_sets: [(&Vec<Word>, &str, Make); 2] = [
        (&spec.insert, "insert", UpdateActionKind::Insert),
        (&spec.discard, "discard", UpdateActionKind::Discard),
    ];
    let all =
        of_lists.into_iter().map(|of| (of, "a list")).chain(of_sets.into_iter().map(|of| (of, "a set")));
    for ((words, option, make), wanted) in all {
        for word in words {
            let Some(attribute) = updatable(pattern, entity, word.as_str(), word.span) else { continue };
            let of = value_type(entity, attribute);
            let fits = match wanted {
                "a list" => matches!(of.type_ref, TypeRef::List(_)),
                _ => matches!(of.type_ref, TypeRef::Set(_)),
            };
            if !fits {
                let message = format!("`{}` is not {wanted}", word.as_str());
                pattern.cx.report(
                    Diagnostic::new(Code::OptionMisused, word.span, message)
                        .label(format!("`{option}` is for {wanted}")),
                );
                continue;
            }
            parameters.value(word.as_str(), of, word.span, pattern.cx);
            push(pattern, word.as_str(), make(word.value.clone()), word.span, actions);
        }
    }
    for (word, value) in &spec.if_absent {
        let Some(attribute) = updatable(pattern, entity, word.as_str(), word.span) else { continue };
        let operand = match value {
            Some(value) => operand(pattern, entity, attribute, value, 0, parameters),
            None => {
                parameters.attribute(entity, attribute, word.span, pattern.cx);
                let text = word.value.clone();
                let range = 0..text.len();
                Some(Operand::Parameter(crate::design::Name { text, range }))
            }
        };
        let Some(operand) = operand else { continue };
        push(pattern, word.as_str(), UpdateActionKind::SetIfAbsent(operand), word.span, actions);
    }
}

/// `set = ["phone?"]` or `set = { status = "'done'" }`
fn set(
    pattern: &Pattern<'_>,
    spec: &UpdateSpec,
    entity: &Lowered<'_>,
    parameters: &mut Parameters,
    actions: &mut Vec<(UpdateAction, Span)>,
) {
    for (word, value) in &spec.set {
        let name = word.as_str().trim_end_matches('?');
        let is_optional = name.len() < word.as_str().len();
        let Some(attribute) = updatable(pattern, entity, name, word.span) else { continue };
        let kind = match value {
            Some(value) => {
                let Some(operand) = operand(pattern, entity, attribute, value, 0, parameters) else {
                    continue;
                };
                UpdateActionKind::Set(operand)
            }
            None if is_optional => {
                removable(pattern, entity, attribute, word.span);
                let kind = ParameterKind::Value(value_type(entity, attribute));
                parameters.add(name, kind, true, word.span, pattern.cx);
                UpdateActionKind::SetOrRemove(name.to_owned())
            }
            None => {
                parameters.attribute(entity, attribute, word.span, pattern.cx);
                let name = crate::design::Name { text: name.to_owned(), range: 0..name.len() };
                UpdateActionKind::Set(Operand::Parameter(name))
            }
        };
        push(pattern, name, kind, word.span, actions);
    }
}

/// `add = { stock = ":quantity" }` and `subtract = { stock = ":quantity" }`, which is `add = { stock = "-:quantity" }`, too.
fn add(
    pattern: &Pattern<'_>,
    spec: &UpdateSpec,
    entity: &Lowered<'_>,
    parameters: &mut Parameters,
    actions: &mut Vec<(UpdateAction, Span)>,
) {
    let added = spec.add.iter().map(|(word, value)| (word, value, value.as_str().starts_with('-')));
    let taken = spec.subtract.iter().map(|(word, value)| (word, value, false));
    for (word, value, has_sign) in added.chain(taken) {
        let Some(attribute) = updatable(pattern, entity, word.as_str(), word.span) else { continue };
        if attribute.attribute_type.wire() != Some(WireType::N) {
            let message = format!("`{}` is no number, so nothing can be added to it", word.as_str());
            pattern
                .cx
                .report(Diagnostic::new(Code::AddNonNumber, word.span, message).label("write `set` instead"));
            continue;
        }
        let Some(operand) = operand(pattern, entity, attribute, value, usize::from(has_sign), parameters)
        else {
            continue;
        };
        let is_negative = has_sign || spec.subtract.iter().any(|(taken, _)| taken.span == word.span);
        let kind =
            if is_negative { UpdateActionKind::Subtract(operand) } else { UpdateActionKind::Add(operand) };
        push(pattern, word.as_str(), kind, word.span, actions);
    }
}

/// The value of an action, from a byte of its text on.
fn operand(
    pattern: &Pattern<'_>,
    entity: &Lowered<'_>,
    attribute: &AttributeModel,
    value: &Word,
    from: usize,
    parameters: &mut Parameters,
) -> Option<Operand> {
    let place =
        |range: std::ops::Range<usize>| pattern.cx.inside(value, range.start + from..range.end + from);
    let operand = match parse_operand(value.as_str().get(from..).unwrap_or_default()) {
        Ok(operand) => operand,
        Err(error) => {
            let diagnostic = Diagnostic::new(Code::Expression, place(error.range), error.message);
            pattern.cx.report(diagnostic.label("in this value"));
            return None;
        }
    };
    match &operand {
        Operand::Parameter(name) => {
            let of = value_type(entity, attribute);
            parameters.value(&name.text, of, place(name.range.clone()), pattern.cx);
        }
        Operand::Literal(literal, range) if !condition::fits(literal, &attribute.attribute_type) => {
            let message = format!("the value is not of the type of `{}`", attribute.field);
            pattern.cx.report(
                Diagnostic::new(Code::OperandType, place(range.clone()), message)
                    .label("of another type")
                    .help("a parameter is written `:name`, a text `'text'`"),
            );
        }
        Operand::Literal(..) => {}
    }
    Some(operand)
}

/// An attribute that an update may change: not one of the primary key, and not one that is kept by the library.
fn updatable<'e>(
    pattern: &Pattern<'_>,
    entity: &'e Lowered<'_>,
    field: &str,
    span: Span,
) -> Option<&'e AttributeModel> {
    let attribute = pattern.field(entity, field, span)?;
    let key = &entity.model.key;
    let mut of_key = std::iter::once(&key.partition).chain(&key.sort).flat_map(parts);
    if of_key.any(|part| part.attribute == attribute.name) {
        let message = format!("`{field}` is part of the primary key, which never changes");
        pattern.cx.report(
            Diagnostic::new(Code::UpdateOfKey, span, message)
                .label("leave it out")
                .also(entity.spec.pk.span, "the key")
                .help("`move_to` gives an item another key"),
        );
        return None;
    }
    let design = entity.design.fields.iter().find(|design| design.field == field)?;
    let kept = design.roles.iter().find_map(|role| match role {
        FieldRole::ReadOnly => Some("is read-only"),
        FieldRole::Lock => Some("is the lock, which every update counts up"),
        FieldRole::Created => Some("is set when the item is created, and never again"),
        FieldRole::Updated => Some("is set by every update"),
        FieldRole::Generated => Some("is made up when the item is created, and never changed"),
        FieldRole::Computed { .. } => Some("is computed from other fields"),
        FieldRole::Hidden | FieldRole::Ttl { .. } => None,
    });
    if let Some(why) = kept {
        let message = format!("`{field}` {why}");
        pattern.cx.report(Diagnostic::new(Code::UpdateOfReadOnly, span, message).label("leave it out"));
        return None;
    }
    Some(attribute)
}

/// A value that DynamoDB works out is checked by nobody.
fn within_limits(pattern: &Pattern<'_>, entity: &Lowered<'_>, actions: &[(UpdateAction, Span)]) {
    for (action, span) in actions {
        let is_known = matches!(
            action.kind,
            UpdateActionKind::Set(_)
                | UpdateActionKind::SetIfAbsent(_)
                | UpdateActionKind::SetOrRemove(_)
                | UpdateActionKind::Remove
        );
        if !is_known && attribute(entity, &action.field).is_some_and(is_limited) {
            let message = format!("`{}` has limits, which DynamoDB does not know", action.field);
            pattern.cx.report(
                Diagnostic::new(Code::LimitedUpdate, *span, message)
                    .label("the new value is not known before it is written")
                    .help("`set` the value, or leave the limits out and write a `condition`"),
            );
        }
    }
}

/// Whether an attribute has limits, or something inside of it has.
fn is_limited(attribute: &AttributeModel) -> bool {
    fn has_limits(of: &AttributeType) -> bool {
        match of {
            AttributeType::Document(fields) => fields.iter().any(is_limited),
            AttributeType::Union { variants, .. } => {
                variants.iter().any(|variant| variant.attributes.iter().any(is_limited))
            }
            AttributeType::List(of) | AttributeType::Map(of) => of.iter().any(has_limits),
            _ => false,
        }
    }
    !attribute.limits.is_empty() || has_limits(&attribute.attribute_type)
}

/// What is required is never removed.
fn removable(pattern: &Pattern<'_>, entity: &Lowered<'_>, attribute: &AttributeModel, span: Span) {
    if attribute.optional {
        return;
    }
    let place = entity
        .spec
        .fields
        .iter()
        .find(|(name, _)| *name.value == *attribute.field)
        .map(|(name, _)| name.span);
    let message = format!("`{}` is required and cannot be removed", attribute.field);
    pattern.cx.report(
        Diagnostic::new(Code::RemoveRequired, span, message)
            .label("set it, or make the field optional with `?`")
            .also(place.unwrap_or(span), "the field"),
    );
}

/// An index key is composed from all its inputs, so an update that changes one of them knows all of them.
fn complete(pattern: &Pattern<'_>, entity: &Lowered<'_>, actions: &[(UpdateAction, Span)], given: &[String]) {
    let key = &entity.model.key;
    let primary: Vec<String> =
        std::iter::once(&key.partition).chain(&key.sort).flat_map(parts).map(|part| part.attribute).collect();
    for entry in &*entity.model.indexes {
        let templates = entry
            .partition
            .iter()
            .chain(&*entry.sort)
            .filter(|source| matches!(source, KeySource::Template(_)));
        let mut inputs: Vec<String> = templates.flat_map(parts).map(|part| part.attribute).collect();
        inputs.extend(entry.when.as_ref().map(|when| when.attribute.clone().into_owned()));
        inputs.retain(|input| !primary.contains(input));
        let inputs: Vec<&str> = inputs
            .iter()
            .filter_map(|input| by_name(entity, input))
            .map(|attribute| &*attribute.field)
            .collect();
        let Some((changed, span)) =
            actions.iter().find(|(action, _)| inputs.contains(&action.field.as_str()))
        else {
            continue;
        };
        let mut missing: Vec<&str> = Vec::new();
        for input in &inputs {
            let is_set = actions.iter().any(|(action, _)| {
                let is_known = matches!(
                    action.kind,
                    UpdateActionKind::Set(_) | UpdateActionKind::SetOrRemove(_) | UpdateActionKind::Remove
                );
                action.field == *input && is_known
            });
            if !is_set && !given.iter().any(|given| given == input) && !missing.contains(input) {
                missing.push(input);
            }
        }
        if missing.is_empty() {
            continue;
        }
        let place = entity.spec.indexes.iter().find(|(name, _)| *name.value == *entry.index);
        let message = format!(
            "`{}` changes the key of the index `{}`, of which not all is known",
            changed.field, entry.index
        );
        pattern.cx.report(
            Diagnostic::new(Code::IncompleteIndexKey, *span, message)
                .label(format!("needs {} too", suggest::sentence(&missing)))
                .also(place.map_or(*span, |(name, _)| name.span), "the index")
                .help("set them too, or give their current values with `given = [\"…\"]`"),
        );
    }
}
