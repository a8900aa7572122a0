//! Transactions.

use super::parameters::Parameters;
use super::{Pattern, attribute, condition};
use crate::design::{Operation, Step, StepAction, Transaction, Verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;
use crate::names::snake_case;
use crate::span::Word;
use crate::spec::operation::StepSpec;
use crate::suggest;

/// How many actions a transaction has at most.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>
const ACTIONS: u64 = 100;

/// The entities that are written, and the transaction.
pub(super) fn lower(
    pattern: &Pattern<'_>,
    steps: &[StepSpec],
    parameters: &mut Parameters,
) -> Option<(Vec<String>, Operation)> {
    if steps.is_empty() {
        let span = pattern.spec.operation.span;
        let diagnostic = Diagnostic::new(Code::EmptyList, span, "a transaction without a step");
        pattern.cx.report(diagnostic.label("write at least one"));
        return None;
    }
    let mut entities: Vec<&Lowered<'_>> = Vec::new();
    let lowered: Vec<Option<Step>> =
        steps.iter().map(|step| self::step(pattern, step, &mut entities, parameters)).collect();
    bounds(pattern, steps);
    count(pattern, steps);
    let token = pattern.spec.options.token.as_ref();
    let known = token.is_none_or(|token| {
        parameters.has(token.as_str())
            || entities.iter().any(|entity| attribute(entity, token.as_str()).is_some())
    });
    if let Some(token) = token.filter(|_| !known) {
        let message = format!("`{}` is neither a parameter nor a field that is written", token.as_str());
        let fields = entities.iter().flat_map(|entity| &entity.spec.fields).map(|(name, _)| name.as_str());
        let hint = suggest::hint(token.as_str(), fields);
        pattern.cx.report(Diagnostic::new(Code::Token, token.span, message).label(hint));
    }
    let lists =
        pattern.spec.options.each_max.iter().map(|(name, max)| (name.value.clone(), max.value)).collect();
    let mut names: Vec<String> = Vec::new();
    for entity in &entities {
        if !names.contains(&entity.word.value) {
            names.push(entity.word.value.clone());
        }
    }
    let steps: Option<Vec<Step>> = lowered.into_iter().collect();
    let token = token.map(|token| token.value.clone());
    Some((names, Operation::TransactWrite(Transaction { steps: steps?, lists, token })))
}

fn step<'p>(
    pattern: &Pattern<'p>,
    step: &StepSpec,
    entities: &mut Vec<&'p Lowered<'p>>,
    parameters: &mut Parameters,
) -> Option<Step> {
    if let Some(each) = &step.each {
        parameters.item(each.as_str(), each.span);
    }
    let condition = match step.action {
        StepAction::Call => {
            call(pattern, step)?;
            if let Some(condition) = &step.condition {
                let message = "the pattern that is called has its own condition";
                pattern.cx.report(
                    Diagnostic::new(Code::Call, condition.span, message).label("write it in that pattern"),
                );
            }
            None
        }
        action => {
            let entity = pattern.entity(&step.name)?;
            entities.push(entity);
            if action == StepAction::Put {
                let is_create =
                    step.condition.as_ref().is_some_and(|text| text.as_str().trim() == "not exists");
                if !is_create {
                    pattern.refuse_unique(entity, "put");
                }
            }
            if step.each.is_none() {
                match action {
                    StepAction::Put | StepAction::Create => {
                        parameters.item(&snake_case(entity.word.as_str()), step.name.span);
                    }
                    _ => pattern.key_parameters(entity, parameters),
                }
            }
            if action == StepAction::Check && step.condition.is_none() {
                let message = "a check has a condition";
                pattern.cx.report(
                    Diagnostic::new(Code::MissingKey, step.name.span, message)
                        .label("`condition` is missing"),
                );
            }
            let text = step.condition.as_ref();
            text.and_then(|text| condition::lower(text, &[entity], parameters, pattern.cx))
        }
    };
    let each = step.each.as_ref().map(|each| each.value.clone());
    Some(Step { action: step.action, name: step.name.value.clone(), each, condition })
}

/// A step calls a pattern that writes one item.
fn call(pattern: &Pattern<'_>, step: &StepSpec) -> Option<()> {
    let patterns = &pattern.scope.spec.patterns;
    let Some((name, called)) = patterns.iter().find(|(name, _)| name.value == step.name.value) else {
        let hint = suggest::hint(step.name.as_str(), patterns.iter().map(|(name, _)| name.as_str()));
        let message = format!("there is no access pattern `{}`", step.name.as_str());
        pattern.cx.report(Diagnostic::new(Code::UnknownPattern, step.name.span, message).label(hint));
        return None;
    };
    let verb = called.operation.verb;
    if matches!(verb, Verb::Put | Verb::Create | Verb::Update | Verb::Upsert | Verb::Delete) {
        return Some(());
    }
    let message =
        format!("`{}` is a `{}`, which is no part of a transaction", step.name.as_str(), verb.as_str());
    pattern.cx.report(
        Diagnostic::new(Code::Call, step.name.span, message)
            .label("call a put, create, update, upsert or delete")
            .also(name.span, "the pattern that is called"),
    );
    None
}

/// Each list has a bound, and each bound a list.
fn bounds(pattern: &Pattern<'_>, steps: &[StepSpec]) {
    let bounds = &pattern.spec.options.each_max;
    for each in steps.iter().filter_map(|step| step.each.as_ref()) {
        if !bounds.iter().any(|(name, _)| name.value == each.value) {
            let message = format!("nothing says how long `{}` can be", each.as_str());
            pattern.cx.report(
                Diagnostic::new(Code::ListBound, each.span, message)
                    .label(format!("write `each_max = {{ {} = 10 }}`", each.as_str())),
            );
        }
    }
    for (name, _) in bounds {
        if !steps.iter().filter_map(|step| step.each.as_ref()).any(|each| each.value == name.value) {
            let message = format!("no step is repeated over `{}`", name.as_str());
            pattern.cx.report(Diagnostic::new(Code::ListBound, name.span, message).label("leave it out"));
        }
    }
}

/// With the longest lists, a transaction has no more actions than DynamoDB takes. An entity with unique attributes takes
/// one action more for each.
fn count(pattern: &Pattern<'_>, steps: &[StepSpec]) {
    let bounds = &pattern.spec.options.each_max;
    let longest = |each: &Word| {
        bounds.iter().find(|(name, _)| name.value == each.value).map_or(1, |(_, max)| max.value)
    };
    let actions: u64 = steps
        .iter()
        .map(|step| {
            let times = step.each.as_ref().map_or(1, longest);
            let guards =
                pattern.scope.entity(step.name.as_str()).map_or(0, |entity| entity.design.unique.len());
            times.saturating_mul(1 + guards as u64)
        })
        .fold(0, u64::saturating_add);
    if actions > ACTIONS {
        let message = format!("the transaction has up to {actions} actions");
        let diagnostic = Diagnostic::new(Code::TooManyActions, pattern.spec.operation.span, message)
            .label(format!("DynamoDB takes {ACTIONS}"));
        let diagnostic = bounds.iter().fold(diagnostic, |diagnostic, (name, max)| {
            diagnostic.also(name.span, format!("up to {} times", max.value))
        });
        pattern.cx.report(diagnostic.help("lower the bounds of `each_max`, or split the transaction"));
    }
}
