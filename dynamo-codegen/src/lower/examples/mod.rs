//! Seeds and examples: items to try a design on, and what its access patterns make of them.

mod outcome;
mod value;

use super::Lowered;
use crate::decode::Context;
use crate::design::{
    AccessPattern, ArgumentExample, Example, ItemExample, Operation, Parameter, ParameterKind, RangeOperator,
    Seed, TypeDesign,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::check_value_name;
use crate::span::Word;
use crate::spec::Spec;
use crate::spec::example::{ExampleSpec, ItemSpec, SeedSpec, items};
use crate::suggest;
use crate::syntax::{Kind, Node};
use value::Values;

/// The seeds, and the examples that begin with them.
pub(super) fn lower(
    spec: &Spec,
    entities: &[Lowered<'_>],
    types: &[TypeDesign],
    patterns: &[AccessPattern],
    cx: &Context<'_>,
) -> (Vec<Seed>, Vec<Example>) {
    let entities = entities.iter().map(|entity| &entity.design).collect();
    let values = Values { types, entities, cx };
    let seeds: Vec<Seed> =
        spec.seeds.iter().filter_map(|(name, seed)| self::seed(name, seed, &values)).collect();
    let scope = Examples { spec, values: &values, patterns };
    let examples = spec.examples.iter().filter_map(|(name, example)| scope.lower(name, example)).collect();
    (seeds, examples)
}

fn seed(name: &Word, spec: &SeedSpec, values: &Values<'_>) -> Option<Seed> {
    check_value_name(name, "a seed", values.cx);
    let entity = values.entity(&spec.entity)?;
    let item = values.item(entity, &spec.fields, Some(spec.entity.span))?;
    Some(Seed { name: name.value.clone(), item })
}

/// What examples are resolved against.
struct Examples<'e> {
    spec: &'e Spec,
    values: &'e Values<'e>,
    patterns: &'e [AccessPattern],
}

impl Examples<'_> {
    fn lower(&self, name: &Word, spec: &ExampleSpec) -> Option<Example> {
        check_value_name(name, "an example", self.values.cx);
        let pattern = self.pattern(&spec.access)?;
        let range = self.range(pattern, spec);
        self.unknown_arguments(pattern, spec);
        let arguments: Vec<Option<Option<ArgumentExample>>> = pattern
            .parameters
            .iter()
            .map(|parameter| self.parameter(pattern, parameter, spec, range))
            .collect();
        let outcome = self.outcome(pattern, spec);
        let leaves: Vec<Option<ItemExample>> = spec.leaves.iter().map(|item| self.item(item, None)).collect();
        let gone: Vec<Option<String>> = spec.gone.iter().map(|name| self.seed(name, None)).collect();
        Some(Example {
            name: name.value.clone(),
            doc: spec.doc.as_ref().map(|doc| doc.value.clone()),
            pattern: pattern.name.clone(),
            range,
            arguments: arguments.into_iter().collect::<Option<_>>()?,
            outcome: outcome?,
            leaves: leaves.into_iter().collect::<Option<_>>()?,
            gone: gone.into_iter().collect::<Option<_>>()?,
        })
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.values.cx.report(diagnostic);
    }

    fn pattern(&self, name: &Word) -> Option<&AccessPattern> {
        let found = self.patterns.iter().find(|pattern| pattern.name == name.value);
        let is_written = self.spec.patterns.iter().any(|(known, _)| known.value == name.value);
        // One with errors of its own is not there.
        if found.is_none() && !is_written {
            let known = self.spec.patterns.iter().map(|(name, _)| name.as_str());
            let message = format!("there is no access pattern `{}`", name.as_str());
            let hint = suggest::hint(name.as_str(), known);
            self.report(Diagnostic::new(Code::UnknownPattern, name.span, message).label(hint));
        }
        found
    }

    /// Which of several ranges is meant.
    fn range(&self, pattern: &AccessPattern, spec: &ExampleSpec) -> Option<RangeOperator> {
        let operators: &[RangeOperator] = match &pattern.operation {
            Operation::Query(query) => query.range.as_ref().map_or(&[], |(_, operators)| operators),
            _ => &[],
        };
        match (&spec.range, operators) {
            (Some(range), operators) if operators.contains(&range.value) => Some(range.value),
            (None, []) => None,
            (None, [operator]) => Some(*operator),
            (range, operators) => {
                let words: Vec<&str> = operators.iter().map(|operator| operator.as_str()).collect();
                let span = range.as_ref().map_or(spec.access.span, |range| range.span);
                let message = match words.as_slice() {
                    [] => format!("`{}` has no range", pattern.name),
                    words => format!("`{}` has the ranges {}", pattern.name, suggest::sentence(words)),
                };
                self.report(
                    Diagnostic::new(Code::ExampleArgument, span, message)
                        .label("`range` says which one is meant"),
                );
                None
            }
        }
    }

    fn unknown_arguments(&self, pattern: &AccessPattern, spec: &ExampleSpec) {
        let known: Vec<&str> = pattern
            .parameters
            .iter()
            .filter(|parameter| !is_segment(pattern, parameter))
            .map(|parameter| parameter.name.as_str())
            .collect();
        for (word, _) in spec.with.iter().filter(|(word, _)| !known.contains(&word.as_str())) {
            let message = format!("`{}` has no parameter `{}`", pattern.name, word.as_str());
            let hint = suggest::hint(word.as_str(), known.iter().copied());
            self.report(Diagnostic::new(Code::ExampleArgument, word.span, message).label(hint));
        }
    }

    /// `Some(None)` for what is left out, `None` after a report.
    fn parameter(
        &self,
        pattern: &AccessPattern,
        parameter: &Parameter,
        spec: &ExampleSpec,
        range: Option<RangeOperator>,
    ) -> Option<Option<ArgumentExample>> {
        let Some((_, raw)) = spec.with.iter().find(|(word, _)| word.value == parameter.name) else {
            if parameter.optional || is_segment(pattern, parameter) {
                return Some(None);
            }
            let message = format!("`{}` needs `{}`", pattern.name, parameter.name);
            self.report(
                Diagnostic::new(Code::ExampleArgument, spec.access.span, message)
                    .label(format!("write `with = {{ {} = … }}`", parameter.name)),
            );
            return None;
        };
        self.argument(pattern, parameter, &raw.0, range).map(Some)
    }

    fn argument(
        &self,
        pattern: &AccessPattern,
        parameter: &Parameter,
        node: &Node,
        range: Option<RangeOperator>,
    ) -> Option<ArgumentExample> {
        match &parameter.kind {
            ParameterKind::Value(of) => {
                let is_ranged = matches!(&pattern.operation, Operation::Query(query)
                    if query.range.as_ref().is_some_and(|(field, _)| *field == parameter.name));
                if is_ranged && range == Some(RangeOperator::Between) {
                    let Kind::List(bounds) = &node.kind else { return self.bounds(node) };
                    let [low, high] = bounds.as_slice() else { return self.bounds(node) };
                    let bound = |node: &Node| self.values.value(&of.type_ref, node);
                    let (low, high) = (bound(low), bound(high));
                    return Some(ArgumentExample::Bounds(low?, high?));
                }
                self.values.value(&of.type_ref, node).map(ArgumentExample::Value)
            }
            ParameterKind::Item(entity) => {
                let [item] = <[ItemSpec; 1]>::try_from(self.items_of(node)?).ok()?;
                self.item(&item, Some(entity)).map(ArgumentExample::Item)
            }
            ParameterKind::Items(entity) => {
                let items = self.items_of(node)?;
                let items = items.iter().map(|item| self.item(item, Some(entity)));
                items.collect::<Option<_>>().map(ArgumentExample::Items)
            }
            ParameterKind::Key(entity) => {
                self.keys(node, entity)?.into_iter().next().map(ArgumentExample::Key)
            }
            ParameterKind::Keys(entity) => self.keys(node, entity).map(ArgumentExample::Keys),
            ParameterKind::Rows(row) => self.rows(pattern, row, node),
        }
    }

    /// The items that a parameter is, or a report.
    fn items_of(&self, node: &Node) -> Option<Vec<ItemSpec>> {
        let quiet = Context::new("", Vec::new());
        let found = items(node, &quiet);
        if quiet.has_errors() {
            return self
                .values
                .wrong(node, "the name of a seed, an item such as `{ like = \"ada\" }`, or a list of them");
        }
        found
    }

    fn bounds(&self, node: &Node) -> Option<ArgumentExample> {
        let message = "a range between two values has both, in a list";
        self.report(Diagnostic::new(Code::ExampleValue, node.span, message).label("write two values"));
        None
    }

    fn keys(&self, node: &Node, entity: &str) -> Option<Vec<ItemExample>> {
        let items = self.items_of(node)?;
        items.iter().map(|item| self.item(item, Some(entity))).collect()
    }

    /// The rows of a transaction's list.
    fn rows(&self, pattern: &AccessPattern, row: &str, node: &Node) -> Option<ArgumentExample> {
        use crate::design::Element;
        let Operation::TransactWrite(transaction) = &pattern.operation else { return None };
        let fields = transaction.lists.iter().find_map(|list| match &list.element {
            Element::Row(name, fields) if name == row => Some(fields),
            _ => None,
        })?;
        let Kind::List(rows) = &node.kind else { return self.values.wrong(node, "a list of tables") };
        let rows = rows.iter().map(|row| {
            let given = self.values.entries(row)?;
            let values = fields.iter().filter_map(|field| {
                let ParameterKind::Value(of) = &field.kind else { return None };
                let found = given.iter().find(|(word, _)| word.value == field.name);
                if found.is_none() && !field.optional {
                    let message = format!("`{}` is missing", field.name);
                    self.report(
                        Diagnostic::new(Code::ExampleArgument, row.span, message).label("in this element"),
                    );
                    return Some(None);
                }
                let (_, raw) = found?;
                Some(self.values.value(&of.type_ref, &raw.0).map(|value| (field.name.clone(), value)))
            });
            values.collect::<Option<Vec<_>>>()
        });
        rows.collect::<Option<Vec<_>>>().map(ArgumentExample::Rows)
    }

    /// A seed's name, or a report. `entity` is what it must be of.
    fn seed(&self, name: &Word, entity: Option<&str>) -> Option<String> {
        let Some((_, seed)) = self.spec.seeds.iter().find(|(known, _)| known.value == name.value) else {
            let known = self.spec.seeds.iter().map(|(name, _)| name.as_str());
            let message = format!("there is no seed `{}`", name.as_str());
            let hint = suggest::hint(name.as_str(), known);
            self.report(Diagnostic::new(Code::UnknownSeed, name.span, message).label(hint));
            return None;
        };
        self.of_entity(&seed.entity.value, name, entity).then(|| name.value.clone())
    }

    fn of_entity(&self, found: &str, place: &Word, wanted: Option<&str>) -> bool {
        let fits = wanted.is_none_or(|wanted| wanted == found);
        if !fits {
            let message =
                format!("expected an item of `{}`, found one of `{found}`", wanted.unwrap_or_default());
            self.report(Diagnostic::new(Code::ExampleValue, place.span, message).label("of another entity"));
        }
        fits
    }

    /// An item, of an entity if that is said, or a report.
    fn item(&self, spec: &ItemSpec, entity: Option<&str>) -> Option<ItemExample> {
        match spec {
            ItemSpec::Seed(name) => self.seed(name, entity).map(ItemExample::Seed),
            ItemSpec::Like(name, fields) => {
                let seed = self.seed(name, entity)?;
                let (_, of) = self.spec.seeds.iter().find(|(known, _)| known.value == name.value)?;
                let of = self.values.entity(&of.entity)?;
                self.values.item(of, fields, None).map(|item| ItemExample::Like(seed, item))
            }
            ItemSpec::Whole(item) => {
                let of = self.values.entity(&item.entity)?;
                if !self.of_entity(&of.name, &item.entity, entity) {
                    return None;
                }
                self.values.item(of, &item.fields, Some(item.entity.span)).map(ItemExample::Item)
            }
        }
    }

    /// The entity of an item.
    fn entity_of<'i>(&'i self, item: &'i ItemExample) -> Option<&'i str> {
        match item {
            ItemExample::Seed(name) => {
                let (_, seed) = self.spec.seeds.iter().find(|(known, _)| known.value == *name)?;
                Some(seed.entity.as_str())
            }
            ItemExample::Like(_, item) | ItemExample::Item(item) => Some(&item.entity),
        }
    }
}

/// All segments of a scan are read.
fn is_segment(pattern: &AccessPattern, parameter: &Parameter) -> bool {
    matches!(&pattern.operation, Operation::Scan(scan) if scan.segments > 1) && parameter.name == "segment"
}
