//! The results of queries.

use super::Pattern;
use crate::design::{Aggregate, AggregateMember, Member, Returns};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;
use crate::names::{check_type_name, check_value_name, snake_case};
use crate::span::Word;
use crate::spec::access::ReturnsSpec;
use crate::suggest;

/// The items of one entity come as they are; those of several need a struct or an enum.
pub(super) fn lower(pattern: &Pattern<'_>, entities: &[&Lowered<'_>]) -> Returns {
    match &pattern.spec.options.returns {
        None => {
            if entities.len() > 1 {
                let message = "a query of several entities says what it returns";
                pattern.cx.report(
                    Diagnostic::new(Code::Aggregate, pattern.spec.operation.span, message)
                        .label("`returns` is missing")
                        .help("write `returns = { aggregate = \"Page\", root = \"…\", many = { … } }`, or `returns = { enum = \"…\" }`"),
                );
            }
            Returns::Items
        }
        Some(ReturnsSpec::Image(image)) => {
            let message = "a query returns items, not the state of one before or after a write";
            pattern.cx.report(Diagnostic::new(Code::Aggregate, image.span, message).label("leave it out"));
            Returns::Items
        }
        Some(ReturnsSpec::Enum(name)) => {
            check_type_name(name, "a result", pattern.cx);
            Returns::Enum(name.value.clone())
        }
        Some(ReturnsSpec::Aggregate { name, root, one, optional, many }) => {
            check_type_name(name, "a result", pattern.cx);
            let mut members = Vec::new();
            if let Some(root) = root {
                member(pattern, entities, root);
                let field = snake_case(root.as_str());
                members.push(AggregateMember { field, entity: root.value.clone(), member: Member::Optional });
            }
            for (listed, count) in [(one, Member::One), (optional, Member::Optional), (many, Member::Many)] {
                for (field, entity) in listed {
                    check_value_name(field, "a field", pattern.cx);
                    member(pattern, entities, entity);
                    let (field, entity) = (field.value.clone(), entity.value.clone());
                    members.push(AggregateMember { field, entity, member: count });
                }
            }
            complete(pattern, entities, name, &members);
            Returns::Aggregate(Aggregate {
                name: name.value.clone(),
                root: root.as_ref().map(|root| root.value.clone()),
                members,
            })
        }
    }
}

/// A field of an aggregate holds an entity that the query returns.
fn member(pattern: &Pattern<'_>, entities: &[&Lowered<'_>], entity: &Word) {
    let known: Vec<&str> = entities.iter().map(|entity| entity.word.as_str()).collect();
    if !known.contains(&entity.as_str()) {
        let message = format!("the query does not return `{}`", entity.as_str());
        pattern.cx.report(
            Diagnostic::new(Code::Aggregate, entity.span, message)
                .label(suggest::hint(entity.as_str(), known))
                .also(pattern.spec.operation.span, "the query"),
        );
    }
}

/// Every entity that the query returns has one place.
fn complete(pattern: &Pattern<'_>, entities: &[&Lowered<'_>], name: &Word, members: &[AggregateMember]) {
    for entity in entities {
        let places = members.iter().filter(|member| member.entity == entity.word.value).count();
        if places != 1 {
            let problem = if places == 0 { "has no place" } else { "has several places" };
            let message = format!("`{}` {problem} in `{}`", entity.word.as_str(), name.as_str());
            pattern.cx.report(
                Diagnostic::new(Code::Aggregate, name.span, message)
                    .label("each entity has one field")
                    .also(pattern.spec.operation.span, "the query"),
            );
        }
    }
    for (at, member) in members.iter().enumerate() {
        if members.iter().take(at).any(|other| other.field == member.field) {
            let message = format!("a second field `{}` in `{}`", member.field, name.as_str());
            pattern
                .cx
                .report(Diagnostic::new(Code::Aggregate, name.span, message).label("rename one of them"));
        }
    }
}
