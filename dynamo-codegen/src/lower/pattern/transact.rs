//! Transactions.

use super::arguments::Sources;
use super::parameters::Parameters;
use super::{Pattern, condition, unique, update};
use crate::design::{
    AccessPattern, Element, List, Operation, Parameter, ParameterKind, Step, StepAction, Transaction, Verb,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;
use crate::names::{check_value_name, pascal_case, snake_case};
use crate::span::Word;
use crate::spec::operation::StepSpec;
use crate::spec::update::UpdateSpec;
use crate::suggest;

/// How many actions a transaction has at most.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>
const ACTIONS: u64 = 100;

/// The entities that are written, and the transaction.
pub(super) fn lower<'p>(
    pattern: &Pattern<'p>,
    steps: &[StepSpec],
    called: &[AccessPattern],
    parameters: &mut Parameters,
) -> Option<(Vec<String>, Operation)> {
    if steps.is_empty() {
        let span = pattern.spec.operation.span;
        let diagnostic = Diagnostic::new(Code::EmptyList, span, "a transaction without a step");
        pattern.cx.report(diagnostic.label("write at least one"));
        return None;
    }
    bounds(pattern, steps);
    count(pattern, steps, called);
    let targets: Vec<Option<Target<'_>>> = steps.iter().map(|step| target(pattern, step, called)).collect();
    let mut sources = Sources::default();
    for (step, target) in steps.iter().zip(&targets) {
        if let Some(target) = target {
            collect(pattern, step, target, &mut sources, parameters);
        }
    }
    // A list that no step writes the items of is one of values.
    for step in steps {
        if let Some(each) = &step.each
            && sources.list(each.as_str()).is_none()
        {
            let name = format!("{}{}", pascal_case(pattern.name.as_str()), pascal_case(each.as_str()));
            parameters.add(each.as_str(), ParameterKind::Rows(name.clone()), false, each.span, pattern.cx);
            sources.add_rows(each.as_str(), name);
        }
    }
    let lowered: Vec<Option<Step>> = steps
        .iter()
        .zip(&targets)
        .map(|(step, target)| self::step(pattern, step, target.as_ref()?, &mut sources, parameters))
        .collect();
    let lowered: Option<Vec<Step>> = lowered.into_iter().collect();
    let token = pattern.spec.options.token.as_ref();
    let token = token.and_then(|token| sources.token(pattern, token, parameters));
    let mut names: Vec<String> = Vec::new();
    for target in targets.iter().flatten() {
        let name = target.entity.word.value.clone();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let lists = sources.into_lists().into_iter().map(|(name, element)| {
        let bound = pattern.spec.options.each_max.iter().find(|(word, _)| word.value == name);
        List { name, max: bound.map_or(1, |(_, max)| max.value), element }
    });
    let lists = lists.collect();
    Some((names, Operation::TransactWrite(Transaction { steps: lowered?, lists, token })))
}

/// What a step is about.
struct Target<'p> {
    entity: &'p Lowered<'p>,
    /// The pattern that is called.
    called: Option<AccessPattern>,
}

impl Target<'_> {
    /// Whether a whole item is written.
    fn is_item(&self, step: &StepSpec) -> bool {
        match &self.called {
            Some(called) => {
                called.parameters.iter().any(|parameter| matches!(parameter.kind, ParameterKind::Item(_)))
            }
            None => match step.action {
                StepAction::Put | StepAction::Create | StepAction::Upsert => true,
                // The item as it was read, so that the values of its unique attributes are given free.
                StepAction::Delete => !self.entity.design.unique.is_empty(),
                _ => false,
            },
        }
    }

    /// Whether a unique attribute is changed, of an item that was read before.
    fn changes_unique(&self, step: &StepSpec) -> bool {
        let UpdateSpec { set, add, subtract, remove, append, prepend, insert, discard, if_absent, .. } =
            &step.update;
        let lists = [remove, append, prepend, insert, discard].into_iter().flatten();
        let set = set.iter().chain(if_absent).map(|(name, _)| name);
        let numbers = add.iter().chain(subtract).map(|(name, _)| name);
        let mut names = set.chain(numbers).chain(lists);
        step.action == StepAction::Update
            && names.any(|name| unique::is_input(self.entity, name.as_str().trim_end_matches('?')))
    }
}

fn target<'p>(pattern: &Pattern<'p>, step: &StepSpec, called: &[AccessPattern]) -> Option<Target<'p>> {
    if step.action != StepAction::Call {
        return Some(Target { entity: pattern.entity(&step.name)?, called: None });
    }
    call(pattern, step)?;
    // A pattern with errors of its own is not there.
    let called = called.iter().find(|called| called.name == step.name.value)?;
    let entity = pattern.scope.entity(called.entities.first()?)?;
    Some(Target { entity, called: Some(called.clone()) })
}

/// The items that the transaction is given.
fn collect<'p>(
    pattern: &Pattern<'p>,
    step: &StepSpec,
    target: &Target<'p>,
    sources: &mut Sources<'p>,
    parameters: &mut Parameters,
) {
    if let Some(item) = &step.item {
        check_value_name(item, "a parameter", pattern.cx);
        if step.each.is_some() || !(target.is_item(step) || target.changes_unique(step)) {
            let message = "`as` names the item that a step writes";
            pattern.cx.report(
                Diagnostic::new(Code::OptionMisused, item.span, message)
                    .label("this step writes no item of its own"),
            );
        }
    }
    let entity = target.entity;
    if target.changes_unique(step) {
        // The values that it has are no values for other steps: this one changes them.
        let kind = ParameterKind::Item(entity.word.value.clone());
        parameters.add(&item_name(step, entity), kind, false, step.name.span, pattern.cx);
        if let Some(each) = &step.each {
            let message = "an update of a unique attribute gives it to one item";
            pattern.cx.report(
                Diagnostic::new(Code::UniqueWrite, each.span, message)
                    .label("all of them would get one value")
                    .help("leave `each` out, and give the item as it was read"),
            );
        }
    }
    if !target.is_item(step) {
        return;
    }
    match &step.each {
        Some(each) => match sources.list(each.as_str()) {
            Some(Element::Item(known)) if *known != entity.word.value => {
                let message =
                    format!("`{}` is a list of `{known}` and of `{}`", each.as_str(), entity.word.as_str());
                pattern.cx.report(
                    Diagnostic::new(Code::ParameterTypes, each.span, message)
                        .label("use another list")
                        .help("a list holds the items of one entity"),
                );
            }
            Some(_) => {}
            None => {
                let kind = ParameterKind::Items(entity.word.value.clone());
                parameters.add(each.as_str(), kind, false, each.span, pattern.cx);
                sources.add_items(each.as_str(), entity);
            }
        },
        None => {
            let name = item_name(step, entity);
            if sources.has_item(&name) {
                let message = format!("`{name}` is written twice");
                pattern.cx.report(
                    Diagnostic::new(Code::ParameterTypes, step.name.span, message)
                        .label("give the item another name with `as`")
                        .help("a transaction has one action per item"),
                );
            }
            let kind = ParameterKind::Item(entity.word.value.clone());
            parameters.add(&name, kind, false, step.name.span, pattern.cx);
            sources.add_item(name, entity);
        }
    }
}

fn item_name(step: &StepSpec, entity: &Lowered<'_>) -> String {
    step.item.as_ref().map_or_else(|| snake_case(entity.word.as_str()), |item| item.value.clone())
}

fn step<'p>(
    pattern: &Pattern<'p>,
    step: &StepSpec,
    target: &Target<'p>,
    sources: &mut Sources<'p>,
    parameters: &mut Parameters,
) -> Option<Step> {
    let entity = target.entity;
    let (is_item, is_loaded) = (target.is_item(step), target.changes_unique(step));
    let mut needed = Parameters::default();
    let (mut condition, mut actions, mut given) = (None, Vec::new(), Vec::new());
    misplaced_options(pattern, step);
    match &target.called {
        Some(called) => {
            unique::step(pattern, step, entity, Some(called.verb), None);
            if let Operation::Write(write) = &called.operation
                && called.verb == Verb::Update
                && unique::moves(entity, &write.actions) > 0
            {
                let message = format!("`{}` reads the item first, which no transaction does", called.name);
                pattern.cx.report(
                    Diagnostic::new(Code::UniqueWrite, step.name.span, message)
                        .label("it changes a unique attribute")
                        .help("write it as a step, `{ update = \"…\", set = [\"…\"] }`, which is given the item as it was read"),
                );
            }
            if let Some(condition) = &step.condition {
                let message = "the pattern that is called has its own condition";
                pattern.cx.report(
                    Diagnostic::new(Code::Call, condition.span, message).label("write it in that pattern"),
                );
            }
            let values = called.parameters.iter().filter(|of| matches!(of.kind, ParameterKind::Value(_)));
            for Parameter { name, kind, optional } in values {
                needed.add(name, kind.clone(), *optional, step.name.span, pattern.cx);
            }
        }
        None => {
            if !is_item && !is_loaded {
                pattern.key_parameters(entity, &mut needed);
            }
            if step.action == StepAction::Update {
                (actions, given) = update::lower(pattern, &step.update, step.name.span, entity, &mut needed);
            }
            if step.action == StepAction::Check && step.condition.is_none() {
                let message = "a check has a condition";
                pattern.cx.report(
                    Diagnostic::new(Code::MissingKey, step.name.span, message)
                        .label("`condition` is missing"),
                );
            }
            let text = step.condition.as_ref();
            condition = text.and_then(|text| condition::lower(text, &[entity], &mut needed, pattern.cx));
            unique::step(pattern, step, entity, None, condition.as_ref());
        }
    }
    let arguments = sources.arguments(pattern, step, &needed, parameters)?;
    Some(Step {
        action: step.action,
        name: step.name.value.clone(),
        each: step.each.as_ref().map(|each| each.value.clone()),
        item: ((is_item || is_loaded) && step.each.is_none()).then(|| item_name(step, entity)),
        condition,
        actions,
        given,
        arguments,
    })
}

/// Only an update says what it changes.
fn misplaced_options(pattern: &Pattern<'_>, step: &StepSpec) {
    for option in step.update.written.iter().filter(|_| step.action != StepAction::Update) {
        let message = format!("`{}` does not belong to `{}`", option.value, step.action.as_str());
        pattern.cx.report(
            Diagnostic::new(Code::OptionOfOther, option.span, message)
                .label("it is for `update`")
                .also(step.name.span, "what the step does"),
        );
    }
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
        check_value_name(each, "a list", pattern.cx);
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
fn count(pattern: &Pattern<'_>, steps: &[StepSpec], called: &[AccessPattern]) {
    let bounds = &pattern.spec.options.each_max;
    let longest = |each: &Word| {
        bounds.iter().find(|(name, _)| name.value == each.value).map_or(1, |(_, max)| max.value)
    };
    let actions: u64 = steps
        .iter()
        .map(|step| {
            let times = step.each.as_ref().map_or(1, longest);
            let called = called.iter().find(|called| called.name == step.name.value);
            let name =
                called.and_then(|called| called.entities.first()).map_or(step.name.as_str(), String::as_str);
            let entity = pattern.scope.entity(name);
            let all = entity.map_or(0, |entity| entity.design.unique.len() as u64);
            let guards = match (step.action, called) {
                (StepAction::Call, Some(called)) if called.verb == Verb::Update => 0,
                (StepAction::Check, _) => 0,
                // The old one and the new one of each.
                (StepAction::Update, _) => entity.map_or(0, |entity| {
                    let target = Target { entity, called: None };
                    if target.changes_unique(step) { 2 * all } else { 0 }
                }),
                _ => all,
            };
            times.saturating_mul(1 + guards)
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
