//! Access patterns: each is resolved against the entities and checked by the rules of DynamoDB.

mod arguments;
mod condition;
mod methods;
mod named;
mod parameters;
mod parts;
mod query;
mod result;
mod search;
mod transact;
mod unique;
mod update;
mod write;

use dynamo_schema::{AttributeModel, AttributeType};

use super::{Lowered, Scope};
use crate::decode::Context;
use crate::design::{AccessPattern, Operation, ParameterKind, Rate, ScanPattern, Verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{check_value_name, snake_case};
use crate::span::{Span, Word};
use crate::spec::access::AccessSpec;
use crate::spec::operation::Target;
use crate::suggest;
use parameters::Parameters;

pub(super) fn lower(scope: &Scope<'_>, cx: &Context<'_>) -> Vec<AccessPattern> {
    identifiers(scope, cx);
    // A transaction calls other patterns, so they come first.
    let lower = |is_transaction: bool, called: &[AccessPattern]| -> Vec<AccessPattern> {
        let patterns = scope.spec.patterns.iter();
        let patterns = patterns
            .filter(|(_, spec)| (spec.operation.verb == Verb::TransactWrite) == is_transaction)
            .filter_map(|(name, spec)| Pattern { name, spec, scope, cx }.lower(called));
        patterns.collect()
    };
    let mut patterns = lower(false, &[]);
    patterns.extend(lower(true, &patterns));
    let position =
        |pattern: &AccessPattern| scope.spec.patterns.iter().position(|(name, _)| name.value == pattern.name);
    patterns.sort_by_key(position);
    methods::check(scope, &patterns, cx);
    patterns
}

/// Identifiers are what other texts refer to, so each stands for one pattern.
fn identifiers(scope: &Scope<'_>, cx: &Context<'_>) {
    let ids: Vec<&Word> = scope.spec.patterns.iter().filter_map(|(_, pattern)| pattern.id.as_ref()).collect();
    for (at, id) in ids.iter().enumerate() {
        if let Some(first) = ids.iter().take(at).find(|other| other.value == id.value) {
            let message = format!("a second access pattern `{}`", id.as_str());
            cx.report(
                Diagnostic::new(Code::PatternIdTwice, id.span, message)
                    .label("use another identifier")
                    .also(first.span, "the first one"),
            );
        }
    }
}

/// A pattern that is being lowered.
struct Pattern<'p> {
    name: &'p Word,
    spec: &'p AccessSpec,
    scope: &'p Scope<'p>,
    cx: &'p Context<'p>,
}

impl<'p> Pattern<'p> {
    fn lower(&self, called: &[AccessPattern]) -> Option<AccessPattern> {
        check_value_name(self.name, "an access pattern", self.cx);
        self.misplaced_options();
        let verb = self.spec.operation.verb;
        let mut parameters = Parameters::default();
        let (entities, operation) = match &self.spec.operation.target {
            Target::Steps(steps) => transact::lower(self, steps, called, &mut parameters)?,
            Target::Entities(_) if verb == Verb::GetUnique => self.get_unique(&mut parameters)?,
            Target::Entities(names) => {
                let entities: Vec<Option<&Lowered<'_>>> =
                    names.words.iter().map(|name| self.entity(name)).collect();
                let entities: Option<Vec<&Lowered<'_>>> = entities.into_iter().collect();
                let entities = entities?;
                let operation = self.operation(verb, &entities, &mut parameters)?;
                (entities.iter().map(|entity| entity.word.value.clone()).collect(), operation)
            }
        };
        let key = if self.spec.options.key.is_empty() {
            Vec::new()
        } else {
            named::key(self, &self.given_parts(&entities, &operation))
        };
        let word = |word: &Option<Word>| word.as_ref().map(|word| word.value.clone());
        Some(AccessPattern {
            name: self.name.value.clone(),
            id: word(&self.spec.id),
            doc: word(&self.spec.doc),
            rate: self.spec.rate.as_ref().map(|rate| Rate {
                average: rate.average.value,
                peak: rate.peak.as_ref().map(|peak| peak.value),
                items: rate.items.as_ref().map(|items| items.value),
                bytes: rate.bytes.as_ref().map(|bytes| bytes.value),
            }),
            verb,
            entities,
            parameters: named::ordered(self, parameters),
            key,
            operation,
        })
    }

    fn operation(
        &self,
        verb: Verb,
        entities: &[&'p Lowered<'p>],
        parameters: &mut Parameters,
    ) -> Option<Operation> {
        let options = &self.spec.options;
        let [entity, ..] = entities else { return None };
        Some(match verb {
            Verb::Query => Operation::Query(query::lower(self, entities, parameters)?),
            Verb::Scan => Operation::Scan(self.scan(entities, parameters)),
            Verb::Get => {
                self.key_parameters(entity, parameters);
                Operation::Get { consistent: options.consistent, project: self.project(entities) }
            }
            Verb::BatchGet | Verb::TransactGet => {
                for entity in entities {
                    let (name, of) = (snake_case(entity.word.as_str()), entity.word.value.clone());
                    let is_one = verb == Verb::TransactGet && entities.len() > 1;
                    let (name, kind) = if is_one {
                        (format!("{name}_key"), ParameterKind::Key(of))
                    } else {
                        (format!("{name}_keys"), ParameterKind::Keys(of))
                    };
                    parameters.add(&name, kind, false, entity.word.span, self.cx);
                }
                Operation::Get { consistent: options.consistent, project: Vec::new() }
            }
            Verb::BatchWrite => {
                for entity in entities {
                    self.refuse_conditional(entity);
                    let (name, of) = (snake_case(entity.word.as_str()), entity.word.value.clone());
                    let (puts, deletes) = (ParameterKind::Items(of.clone()), ParameterKind::Keys(of));
                    parameters.add(&format!("{name}_items"), puts, false, entity.word.span, self.cx);
                    parameters.add(&format!("{name}_keys"), deletes, false, entity.word.span, self.cx);
                }
                Operation::BatchWrite
            }
            Verb::SearchVectors => Operation::SearchVectors(search::lower(self, entity, parameters)?),
            _ => Operation::Write(write::lower(self, entity, parameters)),
        })
    }

    fn scan(&self, entities: &[&Lowered<'_>], parameters: &mut Parameters) -> ScanPattern {
        let options = &self.spec.options;
        let index = options.index.as_ref().and_then(|index| self.index(index));
        query::scanned(self, entities, index.as_deref());
        let filter = options.filter.as_ref().and_then(|text| {
            let filter = condition::lower(text, entities, parameters, self.cx)?;
            query::filtered_in_scan(self, entities, index.as_deref(), text, &filter);
            Some(filter)
        });
        // <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html>
        let segments = options.segments.as_ref().filter(|segments| {
            let fits = (1..=1_000_000).contains(&segments.value);
            if !fits {
                let message = "a scan has 1 to 1,000,000 segments";
                self.cx
                    .report(Diagnostic::new(Code::OutOfRange, segments.span, message).label("out of range"));
            }
            fits
        });
        let segments = segments.map_or(1, |segments| segments.value);
        if segments > 1 {
            let of = parameters::scalar(AttributeType::Integer(dynamo_schema::IntegerType::U32));
            parameters.value("segment", of, self.spec.operation.span, self.cx);
        }
        query::consistent(self, index.as_deref());
        let project = query::scanned_attributes(self, entities, index.as_deref());
        let consistent = options.consistent;
        ScanPattern { index, filter, segments, consistent, project, counts: options.select.is_some() }
    }

    /// `get_unique = "Customer.email"`
    fn get_unique(&self, parameters: &mut Parameters) -> Option<(Vec<String>, Operation)> {
        let Target::Entities(names) = &self.spec.operation.target else { return None };
        let word = names.words.first()?;
        let Some((entity, field)) = word.as_str().split_once('.') else {
            let message = "an item is found by an entity and a unique attribute";
            self.cx.report(
                Diagnostic::new(Code::UnknownUnique, word.span, message).label("write `\"Customer.email\"`"),
            );
            return None;
        };
        let name = Word::new(entity.to_owned(), self.cx.inside(word, 0..entity.len()));
        let entity = self.entity(&name)?;
        let span = self.cx.inside(word, name.as_str().len() + 1..word.as_str().len());
        let Some(unique) = entity.unique(field) else {
            let known = entity.design.unique.iter().map(|unique| unique.field.as_str());
            let message = format!("`{}` has no unique attribute `{field}`", name.as_str());
            self.cx.report(
                Diagnostic::new(Code::UnknownUnique, span, message)
                    .label(suggest::hint(field, known))
                    .also(entity.word.span, "in this entity")
                    .help(format!("write `unique = [\"{field}\"]` in the entity")),
            );
            return None;
        };
        for field in unique.scope.iter().chain([&unique.field]) {
            if let Some(attribute) = attribute(entity, field) {
                parameters.attribute(entity, attribute, span, self.cx);
            }
        }
        let operation =
            Operation::GetUnique { field: field.to_owned(), consistent: self.spec.options.consistent };
        Some((vec![name.value], operation))
    }

    /// The entity of a name, or a report.
    fn entity(&self, name: &Word) -> Option<&'p Lowered<'p>> {
        let found = self.scope.entity(name.as_str());
        if found.is_none() {
            let known = self.scope.entities.iter().map(|entity| entity.word.as_str());
            let message = format!("there is no entity `{}`", name.as_str());
            let hint = suggest::hint(name.as_str(), known);
            self.cx.report(Diagnostic::new(Code::UnknownEntity, name.span, message).label(hint));
        }
        found
    }

    /// The name of a secondary index, or a report; `None` for `table` too.
    fn index(&self, index: &Word) -> Option<String> {
        if index.as_str() == "table" {
            return None;
        }
        let known: Vec<&str> = self.scope.spec.indexes.iter().map(|(name, _)| name.as_str()).collect();
        if known.contains(&index.as_str()) {
            return Some(index.value.clone());
        }
        let hint = suggest::hint(index.as_str(), known.into_iter().chain(["table"]));
        let message = format!("there is no index `{}`", index.as_str());
        self.cx.report(Diagnostic::new(Code::UnknownIndex, index.span, message).label(hint));
        None
    }

    /// The attribute of a field, or a report.
    fn field<'e>(&self, entity: &'e Lowered<'_>, field: &str, span: Span) -> Option<&'e AttributeModel> {
        let found = attribute(entity, field);
        if found.is_none() && !entity.spec.fields.iter().any(|(name, _)| name.as_str() == field) {
            let known = entity.spec.fields.iter().map(|(name, _)| name.as_str());
            let message = format!("`{field}` is no field of `{}`", entity.word.as_str());
            self.cx.report(
                Diagnostic::new(Code::UnknownField, span, message)
                    .label(suggest::hint(field, known))
                    .also(entity.word.span, "in this entity"),
            );
        }
        found
    }

    /// The fields of a projection, each of which one of the entities has.
    fn project(&self, entities: &[&Lowered<'_>]) -> Vec<String> {
        let names = self.spec.options.project.iter().filter_map(|name| {
            if !entities.iter().any(|entity| attribute(entity, name.as_str()).is_some()) {
                self.field(entities.first()?, name.as_str(), name.span)?;
            }
            Some(name.value.clone())
        });
        names.collect()
    }

    /// Each part of the primary key is a parameter.
    fn key_parameters(&self, entity: &Lowered<'_>, parameters: &mut Parameters) {
        let key = &entity.model.key;
        for part in std::iter::once(&key.partition).chain(&key.sort).flat_map(parts::parts) {
            if let Some(attribute) = parts::attribute(entity, &part.attribute) {
                named::part(self, entity, attribute, self.spec.operation.span, parameters);
            }
        }
    }

    /// The fields of the key parts that a call gives.
    fn given_parts(&self, entities: &[String], operation: &Operation) -> Vec<String> {
        let Some(entity) = entities.first().and_then(|name| self.scope.entity(name)) else {
            return Vec::new();
        };
        let key = &entity.model.key;
        let sources: Vec<&dynamo_schema::KeySource> = match operation {
            Operation::Query(query) => {
                let entry =
                    entity.model.indexes.iter().find(|entry| Some(&*entry.index) == query.index.as_deref());
                match entry {
                    Some(entry) if !entry.partition.is_empty() => entry.partition.iter().collect(),
                    _ => vec![&key.partition],
                }
            }
            _ => std::iter::once(&key.partition).chain(&key.sort).collect(),
        };
        let parts = sources.into_iter().flat_map(parts::parts).filter(|part| part.shards.is_none());
        let fields = parts
            .filter_map(|part| Some(parts::attribute(entity, &part.attribute)?.field.clone().into_owned()));
        let by: &[String] = match operation {
            Operation::Query(query) => &query.by,
            _ => &[],
        };
        fields.chain(by.iter().cloned()).collect()
    }

    /// A batch has no conditions, and both locks and guards need them.
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
    fn refuse_conditional(&self, entity: &Lowered<'_>) {
        let is_locked =
            entity.design.fields.iter().any(|field| field.roles.contains(&crate::design::FieldRole::Lock));
        let what = match entity.design.unique.first() {
            Some(unique) => format!("the unique attribute `{}`", unique.field),
            None if is_locked => "an optimistic lock".to_owned(),
            None => return,
        };
        let message = format!("`{}` has {what}, which a batch cannot keep", entity.word.as_str());
        self.cx.report(
            Diagnostic::new(Code::BatchCondition, self.spec.operation.span, message)
                .label("a batch has no conditions")
                .help("write the items one by one, or several in a transaction"),
        );
    }

    /// Each operation has options of its own.
    fn misplaced_options(&self) {
        let verb = self.spec.operation.verb;
        let allowed = allowed(verb);
        for option in self.spec.written.iter().filter(|option| !allowed.contains(&option.value)) {
            let message = format!("`{}` does not belong to `{}`", option.value, verb.as_str());
            let label = match allowed {
                [] => "it has no options".to_owned(),
                allowed => format!("its options are {}", suggest::sentence(allowed)),
            };
            self.cx.report(
                Diagnostic::new(Code::OptionOfOther, option.span, message)
                    .label(label)
                    .also(self.spec.operation.span, "the operation"),
            );
        }
    }
}

fn attribute<'e>(entity: &'e Lowered<'_>, field: &str) -> Option<&'e AttributeModel> {
    entity.model.attributes.iter().find(|attribute| attribute.field == field)
}

fn allowed(verb: Verb) -> &'static [&'static str] {
    match verb {
        Verb::Get => &["key", "parameters", "consistent", "project"],
        Verb::GetUnique | Verb::BatchGet => &["parameters", "consistent"],
        Verb::TransactGet => &["parameters"],
        Verb::Query => &[
            "index",
            "key",
            "parameters",
            "select",
            "by",
            "range",
            "filter",
            "order",
            "page",
            "consistent",
            "hydrate",
            "fan_out",
            "project",
            "returns",
        ],
        Verb::Scan => &["index", "parameters", "select", "filter", "consistent", "project", "segments"],
        Verb::Put | Verb::Upsert => &["parameters", "condition", "on_condition_failure", "returns"],
        Verb::Delete => &["key", "parameters", "condition", "on_condition_failure", "returns"],
        Verb::MoveTo => &["parameters", "condition", "on_condition_failure"],
        Verb::Create => &["on_condition_failure"],
        Verb::Update => &[
            "key",
            "parameters",
            "set",
            "add",
            "subtract",
            "remove",
            "append",
            "prepend",
            "insert",
            "discard",
            "if_absent",
            "given",
            "condition",
            "on_condition_failure",
            "returns",
        ],
        Verb::BatchWrite => &[],
        Verb::TransactWrite => &["parameters", "each_max", "idempotency_token"],
        Verb::SearchVectors => &["index", "filter", "top"],
    }
}
