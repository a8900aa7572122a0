//! The rules of `dynamo_schema` about tables, with their places in the spec.

use dynamo_schema::{ParsedSegment, TableModel, Violation, ViolationKind, parse_template, validate};

use super::Lowered;
use crate::decode::{Context, OneOrMany};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Word};
use crate::spec::Spec;
use crate::spec::vector::VectorSpec;

/// Reports what [`validate`] finds. What lowering itself has reported is left out.
pub(super) fn check(spec: &Spec, table: &TableModel, entities: &[Lowered<'_>], cx: &Context<'_>) {
    let places = Places { spec, entities, cx };
    for violation in validate(table) {
        if let Some(code) = code(violation.kind) {
            cx.report(places.diagnostic(code, &violation));
        }
    }
}

/// The code of a rule. `None` for what lowering says better itself.
fn code(kind: ViolationKind) -> Option<Code> {
    use ViolationKind as V;
    Some(match kind {
        V::UnknownEntity | V::UnknownIndex | V::UnknownAttribute | V::NotAPart | V::LocalPartitionKey => {
            return None;
        }
        V::EmptyProjection | V::EmptyTemplate | V::AdjacentLiterals | V::LiteralCharacter => return None,
        V::DuplicateCollection | V::IndexUsedTwice => return None,
        V::LockType | V::StampType | V::GeneratedType | V::RoleOptional | V::RoleTwice | V::TtlAttribute => {
            return None;
        }
        V::DuplicateEntity => Code::EntityTwice,
        V::DuplicateAttribute => Code::AttributeTwice,
        V::DuplicateEntry => Code::EntryTwice,
        V::RepeatedKeyAttribute => Code::RepeatedKeyAttribute,
        V::DuplicateIndex => Code::IndexTwice,
        V::IndexName => Code::IndexName,
        V::KeyName => Code::KeyName,
        V::KeyTypes => Code::KeyTypes,
        V::TooManyGlobalIndexes => Code::TooManyGlobalIndexes,
        V::TooManyLocalIndexes => Code::TooManyLocalIndexes,
        V::TooManyProjected => Code::TooManyProjected,
        V::IndexKeySize => Code::IndexKeySize,
        V::LocalWithoutSortKey => Code::LocalWithoutSortKey,
        V::SortKeyMissing | V::SortKeySuperfluous => Code::SortKey,
        V::SourceCount => Code::SourceCount,
        V::LocalPartitionSource => Code::LocalPartitionSource,
        V::ComposedNativeKey => Code::ComposedNativeKey,
        V::NaturalName => Code::NaturalName,
        V::NaturalType => Code::NaturalType,
        V::ComposedType => Code::ComposedType,
        V::OptionalPrimaryKey => Code::OptionalPrimaryKey,
        V::TwoSources => Code::TwoSources,
        V::SharedSparseKey => Code::SharedSparseKey,
        V::WhenWithoutOwnKey => Code::WhenWithoutOwnKey,
        V::TextNotDelimited | V::PartsTouch | V::LiteralBefore | V::LiteralAfter => Code::Delimiters,
        V::FormatMisused | V::Width | V::Scale | V::Shards | V::PartKind => Code::PartFormat,
        V::ShadowsKey => Code::ShadowsKey,
        V::ShadowsKind => Code::ShadowsKind,
        V::KindMissing => Code::KindMissing,
        V::TtlType => Code::TtlType,
        V::RoleInKey => Code::RoleMisused,
        V::WhenType => Code::WhenType,
        V::WhenToken => Code::WhenToken,
        V::KeysCollide => Code::KeysCollide,
        V::KeysContained => Code::KeysContained,
        V::VersionZero => return None,
        V::ComputedFrom => Code::RoleMisused,
        V::VersionAttribute => Code::VersionAttribute,
        V::ShadowsVersion => Code::ShadowsVersion,
        V::TooManyVectorIndexes => Code::TooManyVectorIndexes,
        V::VectorDimensions => Code::VectorDimensions,
        V::VectorLengths => Code::VectorLengths,
        V::VectorIsKey => Code::VectorIsKey,
        V::RepeatedSearchAttribute => Code::RepeatedSearchAttribute,
        V::VectorType => Code::VectorType,
        V::SearchType => Code::SearchType,
        // Rules about what a derive can say and a spec cannot: refused, should a spec ever come to break one.
        _ => Code::NotSupported,
    })
}

/// What to do, in the words of a spec where they are others than those of a derive.
fn help(violation: &Violation) -> &'static str {
    match violation.kind {
        ViolationKind::VersionAttribute => "write `version_attribute = \"_v\"` in `[table]`",
        ViolationKind::KindMissing => "write `type_attribute = \"_t\"` in `[table]`",
        ViolationKind::KeysContained => {
            "begin one of the two sort keys with another literal; or, when both are meant, query both and return an \
             aggregate or an enum"
        }
        _ => violation.fix,
    }
}

/// Where the parts of a spec are.
struct Places<'p> {
    spec: &'p Spec,
    entities: &'p [Lowered<'p>],
    cx: &'p Context<'p>,
}

impl Places<'_> {
    fn diagnostic(&self, code: Code, violation: &Violation) -> Diagnostic {
        let span = self.span(violation);
        let mut diagnostic = Diagnostic::new(code, span, violation.message.clone()).help(help(violation));
        if let Some(other) = &violation.other_entity
            && let Some(place) = self.key_place(other, violation.index.as_deref())
            && place != span
        {
            diagnostic = diagnostic.also(place, format!("the other one, `{other}`"));
        }
        diagnostic
    }

    /// The smallest place that the violation is about.
    fn span(&self, violation: &Violation) -> Span {
        let (index, subject) = (violation.index.as_deref(), violation.subject.as_deref());
        if let Some(kind) = &violation.entity {
            let is_space =
                matches!(violation.kind, ViolationKind::KeysCollide | ViolationKind::KeysContained);
            if !is_space
                && let Some(entity) = self.entity(kind)
                && let Some(span) = self.in_entity(entity, violation.kind, index, subject)
            {
                return span;
            }
            if let Some(span) = self.key_place(kind, index) {
                return span;
            }
        }
        if let Some(name) = index {
            return self.in_index(violation.kind, name, subject);
        }
        self.in_table(violation.kind, subject)
    }

    fn entity(&self, kind: &str) -> Option<&Lowered<'_>> {
        self.entities.iter().find(|entity| entity.design.kind == kind)
    }

    /// The sort key of an entity if it has one, else the partition key, in the table or in an index; a guard's is the
    /// unique attribute.
    fn key_place(&self, kind: &str, index: Option<&str>) -> Option<Span> {
        let guards = self.entities.iter().flat_map(|entity| &entity.guards);
        if let Some((_, span)) = guards.into_iter().find(|(guard, _)| guard.name == kind) {
            return Some(*span);
        }
        let entity = self.entity(kind)?;
        Some(match index {
            None => entity.spec.sk.as_ref().unwrap_or(&entity.spec.pk).span,
            Some(index) => match entity.spec.indexes.iter().find(|(name, _)| name.as_str() == index) {
                Some((_, entry)) => {
                    entry.sk.as_ref().or(entry.pk.as_ref()).map_or(entry.span, |source| source.span)
                }
                None => entity.word.span,
            },
        })
    }

    fn in_entity(
        &self,
        entity: &Lowered<'_>,
        kind: ViolationKind,
        index: Option<&str>,
        subject: Option<&str>,
    ) -> Option<Span> {
        use ViolationKind as V;
        let spec = entity.spec;
        let entry = index.and_then(|index| spec.indexes.iter().find(|(name, _)| name.as_str() == index));
        let field = subject.and_then(|subject| {
            let field = entity.model.attributes.iter().find(|attribute| attribute.name == subject)?;
            spec.fields.iter().find(|(name, _)| name.as_str() == field.field)
        });
        match kind {
            V::DuplicateEntity => {
                let second = self.entities.iter().rfind(|other| other.design.kind == entity.design.kind)?;
                Some(second.spec.name.as_ref().map_or(second.word.span, |name| name.span))
            }
            V::DuplicateAttribute => {
                let mut designs = entity.design.fields.iter();
                let design = designs.rfind(|design| Some(design.attribute.as_str()) == subject)?;
                let (name, field) = spec.fields.iter().find(|(name, _)| name.value == design.field)?;
                Some(field.rename.as_ref().unwrap_or(name).span)
            }
            V::DuplicateEntry => {
                let mut named = spec.indexes.iter().filter_map(|(_, entry)| entry.name.as_ref());
                named.find(|name| Some(name.as_str()) == subject).map(|name| name.span)
            }
            V::VersionAttribute => spec.version.as_ref().map(|version| version.span),
            V::ComputedFrom => {
                field.map(|(name, field)| field.computed.as_ref().map_or(name.span, |of| of.function.span))
            }
            V::ShadowsKey
            | V::ShadowsKind
            | V::ShadowsVersion
            | V::TtlType
            | V::VectorType
            | V::SearchType => {
                field.map(|(name, field)| field.rename.as_ref().map_or(name.span, |rename| rename.span))
            }
            V::WhenToken | V::WhenType | V::WhenWithoutOwnKey => {
                entry.and_then(|(_, entry)| entry.when.as_ref()).map(|when| when.span)
            }
            V::SortKeyMissing => Some(entity.word.span),
            _ => {
                let sources = match entry {
                    Some((_, entry)) => [entry.pk.as_ref(), entry.sk.as_ref()],
                    None => [Some(&spec.pk), spec.sk.as_ref()],
                };
                let mut sources = sources.into_iter().flatten();
                let field = field.map(|(name, _)| name.as_str());
                let part = field.and_then(|field| sources.find_map(|source| self.part(source, field)));
                part.or_else(|| entry.map(|(_, entry)| entry.span))
            }
        }
    }

    /// Where a source names a field.
    fn part(&self, source: &OneOrMany, field: &str) -> Option<Span> {
        source.words.iter().find_map(|word| {
            if source.is_list {
                return (word.as_str() == field).then_some(word.span);
            }
            let parsed = parse_template(word.as_str()).ok()?;
            parsed.segments.into_iter().find_map(|segment| match segment {
                ParsedSegment::Part { attribute, range, .. } if attribute == field => {
                    Some(self.cx.inside(word, range))
                }
                _ => None,
            })
        })
    }

    fn in_index(&self, kind: ViolationKind, name: &str, subject: Option<&str>) -> Span {
        use ViolationKind as V;
        if let Some((word, vector)) = self.spec.vectors.iter().find(|(word, _)| word.as_str() == name) {
            return in_vector_index(kind, word, vector, subject);
        }
        let Some((word, index)) = self.spec.indexes.iter().find(|(word, _)| word.as_str() == name) else {
            return self.spec.table.span;
        };
        let mut keys = index.pk.iter().chain(&index.sk);
        let key = keys.rfind(|key| key.name.as_str() == subject.unwrap_or_default());
        let is_of_key = matches!(kind, V::RepeatedKeyAttribute | V::KeyTypes | V::KeyName | V::ShadowsKind);
        key.filter(|_| is_of_key).map_or(word.span, |key| key.span)
    }

    fn in_table(&self, kind: ViolationKind, subject: Option<&str>) -> Span {
        let last = |scope| {
            let mut of_scope = self.spec.indexes.iter().filter(|(_, index)| index.scope == scope);
            of_scope.next_back().map(|(word, _)| word.span)
        };
        let table = &self.spec.table;
        let found = match kind {
            ViolationKind::TooManyGlobalIndexes => last(dynamo_schema::IndexScope::Global),
            ViolationKind::TooManyLocalIndexes => last(dynamo_schema::IndexScope::Local),
            ViolationKind::TooManyVectorIndexes => self.spec.vectors.last().map(|(word, _)| word.span),
            ViolationKind::TooManyProjected => self.spec.indexes.last().map(|(word, _)| word.span),
            ViolationKind::ShadowsKind => table.type_attribute.as_ref().map(|word| word.span),
            ViolationKind::ShadowsVersion => table.version_attribute.as_ref().map(|word| word.span),
            _ => {
                let mut keys = std::iter::once(&table.pk).chain(&table.sk);
                keys.rfind(|key| key.name.as_str() == subject.unwrap_or_default()).map(|key| key.span)
            }
        };
        found.unwrap_or(table.span)
    }
}

fn in_vector_index(kind: ViolationKind, word: &Word, vector: &VectorSpec, subject: Option<&str>) -> Span {
    use ViolationKind as V;
    match kind {
        V::VectorDimensions | V::VectorLengths => vector.dimensions.span,
        V::VectorIsKey => vector.of.span,
        V::KeyName | V::KeyTypes | V::RepeatedSearchAttribute | V::SearchType => {
            let mut keys = vector.pk.iter().chain(&vector.filters);
            let key = keys.rfind(|key| key.name.as_str() == subject.unwrap_or_default());
            key.map_or(vector.of.span, |key| key.span)
        }
        _ => word.span,
    }
}
