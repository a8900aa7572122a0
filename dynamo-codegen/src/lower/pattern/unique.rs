//! Writes of items with unique attributes, whose guards go along in one transaction.

use super::Pattern;
use crate::design::{Expression, StepAction, UpdateAction, UpdateActionKind, Verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;
use crate::span::Span;
use crate::spec::access::ReturnsSpec;
use crate::spec::operation::StepSpec;

/// Whether a field is unique, or one within whose values another is.
pub(super) fn is_input(entity: &Lowered<'_>, field: &str) -> bool {
    let mut unique = entity.design.unique.iter();
    unique.any(|unique| unique.field == field || unique.scope.iter().any(|scope| scope == field))
}

/// The first change of a unique attribute.
pub(super) fn changed<'a>(
    entity: &Lowered<'_>,
    actions: &'a [(UpdateAction, Span)],
) -> Option<&'a (UpdateAction, Span)> {
    actions.iter().find(|(action, _)| is_input(entity, &action.field))
}

/// How many guards an update writes at most: the old one and the new one of each unique attribute that changes.
pub(super) fn moves(entity: &Lowered<'_>, actions: &[UpdateAction]) -> u64 {
    let is_changed = |field: &String| actions.iter().any(|action| action.field == *field);
    let unique = entity.design.unique.iter();
    unique.filter(|unique| unique.scope.iter().chain([&unique.field]).any(is_changed)).count() as u64 * 2
}

/// A guard's key is composed before the write, so the new value is known.
pub(super) fn known(pattern: &Pattern<'_>, entity: &Lowered<'_>, actions: &[(UpdateAction, Span)]) {
    for (action, span) in actions.iter().filter(|(action, _)| is_input(entity, &action.field)) {
        let is_known = matches!(
            action.kind,
            UpdateActionKind::Set(_) | UpdateActionKind::SetOrRemove(_) | UpdateActionKind::Remove
        );
        if !is_known {
            let message = format!(
                "the new value of `{}`, which is unique, is not known before it is written",
                action.field
            );
            pattern.cx.report(
                Diagnostic::new(Code::UniqueWrite, *span, message)
                    .label("its guard has the value for its key")
                    .help("`set` the value, or `remove` it"),
            );
        }
    }
}

/// A write with guards is a transaction, which returns no item.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>
pub(super) fn returns_nothing(pattern: &Pattern<'_>) {
    let options = &pattern.spec.options;
    if let Some(ReturnsSpec::Image(image)) = &options.returns
        && image.value != crate::design::Image::None
    {
        let message = "a write of unique attributes is a transaction, which returns no item";
        pattern.cx.report(
            Diagnostic::new(Code::UniqueWrite, image.span, message)
                .label("nothing is returned")
                .help("leave it out, and read the item by a pattern of its own"),
        );
    }
    if let Some(failure) = options.failure.as_ref().filter(|failure| failure.return_old) {
        let message = "a failed write of unique attributes returns no item";
        pattern.cx.report(
            Diagnostic::new(Code::UniqueWrite, failure.error.span, message)
                .label("what is in the way can be a guard")
                .help("leave `return_old` out"),
        );
    }
}

/// What a transaction can do with an item that has unique attributes: what needs no read.
pub(super) fn step(
    pattern: &Pattern<'_>,
    step: &StepSpec,
    entity: &Lowered<'_>,
    called: Option<Verb>,
    condition: Option<&Expression>,
) {
    let Some(unique) = entity.design.unique.first() else { return };
    let name = entity.word.as_str();
    let absent = Expression::Not(Box::new(Expression::ItemExists));
    let verb = match (step.action, called) {
        (StepAction::Put, _) if condition == Some(&absent) => return,
        (StepAction::Put, _) | (StepAction::Call, Some(Verb::Put)) => "put",
        (StepAction::Upsert, _) | (StepAction::Call, Some(Verb::Upsert)) => "upsert",
        _ => return,
    };
    let article = if verb == "upsert" { "an" } else { "a" };
    let message = format!(
        "{article} `{verb}` of `{name}` in a transaction does not know the `{}` that it replaces",
        unique.field
    );
    pattern.cx.report(
        Diagnostic::new(Code::UniqueWrite, step.name.span, message)
            .label("a transaction reads nothing, and the old value's guard has to go")
            .help("`create` an item that must not be there, or `update` one that was read before"),
    );
}
