//! Writes of one item.

use super::parameters::Parameters;
use super::{Pattern, condition, unique, update};
use crate::design::{Failure, Image, ParameterKind, Verb, WritePattern};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;
use crate::names::{check_type_name, snake_case};
use crate::spec::access::ReturnsSpec;

pub(super) fn lower(
    pattern: &Pattern<'_>,
    entity: &Lowered<'_>,
    parameters: &mut Parameters,
) -> WritePattern {
    let options = &pattern.spec.options;
    let verb = pattern.spec.operation.verb;
    let (mut actions, mut given) = (Vec::new(), Vec::new());
    match verb {
        Verb::Put | Verb::Create | Verb::Upsert => {
            let name = entity.word.value.clone();
            let kind = ParameterKind::Item(name);
            let span = pattern.spec.operation.span;
            parameters.add(&snake_case(entity.word.as_str()), kind, false, span, pattern.cx);
        }
        Verb::Update => {
            pattern.key_parameters(entity, parameters);
            let place = pattern.spec.operation.span;
            (actions, given) = update::lower(pattern, &options.update, place, entity, parameters);
        }
        Verb::MoveTo => {
            let span = pattern.spec.operation.span;
            for name in ["from", "to"] {
                parameters.add(name, ParameterKind::Key(entity.word.value.clone()), false, span, pattern.cx);
            }
        }
        // The item as it was read, so that the values of its unique attributes are given free.
        _ if !entity.design.unique.is_empty() => {
            let kind = ParameterKind::Item(entity.word.value.clone());
            let span = pattern.spec.operation.span;
            parameters.add(&snake_case(entity.word.as_str()), kind, false, span, pattern.cx);
        }
        _ => pattern.key_parameters(entity, parameters),
    }
    let writes_guards = match verb {
        Verb::Update => actions.iter().any(|action| unique::is_input(entity, &action.field)),
        Verb::MoveTo => false,
        _ => !entity.design.unique.is_empty(),
    };
    if let Some(failure) = options.failure.as_ref().filter(|of| verb == Verb::MoveTo && of.return_old) {
        let message = "a move is a transaction, and what fails of it returns no item";
        pattern.cx.report(
            Diagnostic::new(Code::OptionMisused, failure.error.span, message)
                .label("nothing is returned")
                .help("leave `return_old` out"),
        );
    }
    if writes_guards {
        unique::returns_nothing(pattern);
    }
    let condition =
        options.condition.as_ref().and_then(|text| condition::lower(text, &[entity], parameters, pattern.cx));
    WritePattern { condition, actions, given, failure: failure(pattern), returns: returns(pattern) }
}

fn failure(pattern: &Pattern<'_>) -> Option<Failure> {
    let options = &pattern.spec.options;
    let failure = options.failure.as_ref()?;
    check_type_name(&failure.error, "an error", pattern.cx);
    // A create and a move have a condition of their own.
    let has_own = matches!(pattern.spec.operation.verb, Verb::Create | Verb::MoveTo);
    if options.condition.is_none() && !has_own {
        let message = "without a condition none can fail";
        pattern.cx.report(
            Diagnostic::new(Code::FailureWithoutCondition, failure.error.span, message)
                .label("leave it out, or write a `condition`"),
        );
    }
    Some(Failure { error: failure.error.value.clone(), returns_old: failure.return_old })
}

/// A write returns the item before or after it. Only an update can return what is after it.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html>
fn returns(pattern: &Pattern<'_>) -> Image {
    match &pattern.spec.options.returns {
        None if pattern.spec.operation.verb == Verb::MoveTo => Image::New,
        None => Image::None,
        Some(ReturnsSpec::Image(image)) => {
            let is_update = matches!(pattern.spec.operation.verb, Verb::Update | Verb::Upsert | Verb::MoveTo);
            if image.value == Image::New && !is_update {
                let message = "only an update can return the item as it is after the write";
                pattern.cx.report(
                    Diagnostic::new(Code::Aggregate, image.span, message)
                        .label("write `\"old\"` or `\"none\"`"),
                );
            }
            image.value
        }
        Some(ReturnsSpec::Enum(name) | ReturnsSpec::Aggregate { name, .. }) => {
            let message = "a write returns one item";
            pattern.cx.report(
                Diagnostic::new(Code::Aggregate, name.span, message)
                    .label("write `\"old\"`, `\"new\"` or `\"none\"`"),
            );
            Image::None
        }
    }
}
