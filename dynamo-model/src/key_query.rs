//! Which part of a partition a query reads: the untyped core of the queries that the derives write.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Bound;

use dynamo_schema::{
    EntityModel, IndexScope, KeyAttribute, KeySource, KeyTemplate, PartRange, PartValue, SortCondition,
    TableModel, TemplatePart,
};

use crate::error::{Error, Result};
use crate::expression::Renderer;
use crate::natural_range::{Natural, natural_range};
use crate::{AttributeValue, EncodeError, Item, Name, cursor, keys};

/// A key condition in the making: the values that are bound, by attribute, and the range on the part after them.
#[derive(Debug, Clone)]
pub struct KeyQuery {
    pub(crate) table: &'static TableModel,
    pub(crate) entity: &'static EntityModel,
    /// The name of the entity's index entry; the table itself when absent.
    pub(crate) index: Option<&'static str>,
    bound: Item,
    range: Option<(Name, KeyRange)>,
    /// The whole partition is read, whatever the entity's sort key is.
    whole_partition: bool,
    error: Option<EncodeError>,
}

/// A range on one part of a sort key.
#[derive(Debug, Clone, PartialEq)]
pub enum KeyRange {
    /// The values that begin with this one.
    BeginsWith(AttributeValue),
    /// The values between two bounds.
    Between(Bound<AttributeValue>, Bound<AttributeValue>),
}

/// What is asked of the part after the bound ones: a range, no range, or a bound that cannot be stored.
pub(crate) type Asked = Result<Option<KeyRange>, EncodeError>;

/// A key condition that is ready to be sent.
#[derive(Debug, Clone)]
pub(crate) struct KeyCondition {
    /// The index that is read; the table itself when absent.
    pub(crate) index_name: Option<Name>,
    /// Attribute names with what is asked of them.
    pub(crate) terms: Vec<(Name, Term)>,
    /// No item can match: there is nothing to send.
    pub(crate) is_empty: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Term {
    Compare(&'static str, AttributeValue),
    Between(AttributeValue, AttributeValue),
    BeginsWith(AttributeValue),
}

impl KeyQuery {
    /// A query of an entity in the table (`index` absent) or under one of its index entries.
    pub fn new(
        table: &'static TableModel,
        entity: &'static EntityModel,
        index: Option<&'static str>,
    ) -> Self {
        let bound = Item::new();
        Self { table, entity, index, bound, range: None, whole_partition: false, error: None }
    }

    /// Binds a part to a value.
    #[must_use]
    pub fn bind(mut self, attribute: impl Into<Name>, value: &impl crate::Attribute) -> Self {
        self.bind_value(attribute.into(), value.encode());
        self
    }

    /// Binds a part to a stored value.
    pub(crate) fn bind_value(&mut self, attribute: Name, value: crate::Encoded) {
        match value {
            Ok(Some(value)) => {
                self.bound.insert(attribute, value);
            }
            Ok(None) => self.fail(EncodeError::new("a key has no absent parts").at(attribute)),
            Err(error) => self.fail(error.at(attribute)),
        }
    }

    /// The value that a part is bound to.
    pub(crate) fn bound_to(&self, attribute: &str) -> Option<&AttributeValue> {
        self.bound.get(attribute)
    }

    /// The names under which the parts of the partition key, and then those of the sort key, are bound.
    pub(crate) fn part_names(&self) -> Result<Vec<Name>> {
        let (_, partition, sort) = self.sources()?;
        let mut names: Vec<Name> = Vec::new();
        for (_, source) in partition.into_iter().chain(sort) {
            let parts: Vec<Name> = match source {
                KeySource::Attribute(name) => vec![name.clone()],
                KeySource::Template(template) => template.parts().map(part_name).collect(),
            };
            parts.into_iter().for_each(|part| {
                if !names.contains(&part) {
                    names.push(part);
                }
            });
        }
        Ok(names)
    }

    /// Asks for a range of the part after the bound ones.
    #[must_use]
    pub fn range(mut self, attribute: impl Into<Name>, range: Result<KeyRange, EncodeError>) -> Self {
        let attribute = attribute.into();
        match range {
            Ok(range) => self.range = Some((attribute, range)),
            Err(error) => self.fail(error.at(attribute)),
        }
        self
    }

    /// What the query asks of the part after the bound ones.
    pub(crate) fn asked(self) -> Asked {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.range.map(|(_, range)| range)),
        }
    }

    /// Asks for what another query asks for.
    pub(crate) fn asking(self, attribute: Name, asked: Asked) -> Self {
        match asked.transpose() {
            Some(range) => self.range(attribute, range),
            None => self,
        }
    }

    /// Asks for every item of the partition, of whatever entity.
    #[must_use]
    pub fn whole_partition(mut self) -> Self {
        self.whole_partition = true;
        self
    }

    /// The names of the sort key in the table or index that is queried.
    pub(crate) fn sort_key(&self) -> Vec<Name> {
        let sort = self.sources().map(|(_, _, sort)| sort).unwrap_or_default();
        sort.into_iter().map(|(attribute, _)| attribute.name.clone()).collect()
    }

    fn fail(&mut self, error: EncodeError) {
        self.error.get_or_insert(error);
    }

    /// The key condition, or the reason why there is none.
    pub(crate) fn condition(&self) -> Result<KeyCondition> {
        if let Some(error) = &self.error {
            return Err(error.clone().into());
        }
        let (index_name, partition, sort) = self.sources()?;
        let mut condition = KeyCondition { index_name, terms: Vec::new(), is_empty: false };
        for (attribute, source) in partition {
            let value = self.bound_value(attribute, source)?.ok_or_else(|| {
                Error::invalid(format!("the query does not bind the partition key `{}`", attribute.name))
            })?;
            keys::check_length(attribute, &value, false)?;
            condition.terms.push((attribute.name.clone(), Term::Compare("=", value)));
        }
        if self.whole_partition {
            return Ok(condition);
        }
        for (attribute, source) in sort {
            let ends = match source {
                KeySource::Attribute(name) => self.natural_term(attribute, name, &mut condition)?,
                KeySource::Template(template) => self.template_term(attribute, template, &mut condition)?,
            };
            if ends {
                break;
            }
        }
        Ok(condition)
    }

    #[allow(clippy::type_complexity)]
    fn sources(
        &self,
    ) -> Result<(Option<Name>, Vec<(&KeyAttribute, &KeySource)>, Vec<(&KeyAttribute, &KeySource)>)> {
        let Some(name) = self.index else {
            let partition = vec![(&self.table.partition_key, &self.entity.key.partition)];
            let sort = self.table.sort_key.as_ref().zip(self.entity.key.sort.as_ref());
            return Ok((None, partition, sort.into_iter().collect()));
        };
        let index =
            self.entity.indexes.iter().find(|index| index.name == name).ok_or_else(|| {
                Error::invalid(format!("`{}` has no index entry `{name}`", self.entity.name))
            })?;
        let model = keys::index_model(self.table, &index.index)?;
        let partition = match model.scope {
            IndexScope::Local => vec![(&self.table.partition_key, &self.entity.key.partition)],
            IndexScope::Global => model.partition_key.iter().zip(&*index.partition).collect(),
        };
        let sort = model.sort_key.iter().zip(&*index.sort).collect();
        Ok((Some(model.name.clone()), partition, sort))
    }

    fn bound_value(&self, attribute: &KeyAttribute, source: &KeySource) -> Result<Option<AttributeValue>> {
        let value = match source {
            KeySource::Attribute(name) => self.bound.get(name).cloned(),
            KeySource::Template(template) => {
                let mut values = Vec::new();
                for part in template.parts() {
                    let Some(value) = self.bound_part(part)? else { return Ok(None) };
                    values.push(value);
                }
                let mut values = values.into_iter();
                template.render(|_| values.next())?.map(AttributeValue::S)
            }
        };
        if let Some(value) = &value
            && keys::scalar_of(value) != Some(attribute.scalar)
        {
            return Err(Error::invalid(format!(
                "the key attribute `{}` must be of type {}, not {}",
                attribute.name,
                attribute.scalar.as_str(),
                value.type_name()
            )));
        }
        Ok(value)
    }

    /// The value that a part is bound to. A shard is bound under a name of its own, see [`shard_name`].
    fn bound_part(&self, part: &TemplatePart) -> Result<Option<PartValue<'_>>> {
        if part.format.shards.is_some()
            && let Some(AttributeValue::N(shard)) = self.bound.get(&shard_name(&part.attribute))
        {
            let shard =
                u16::try_from(*shard).map_err(|_| Error::invalid("a shard is a small whole number"))?;
            return Ok(Some(PartValue::Shard(shard)));
        }
        let value = self.bound.get(&part.attribute);
        value.map(|value| keys::part_value(part, value)).transpose()
    }

    /// One sort-key attribute of an entity that is a key as it is. Says whether the condition ends here.
    fn natural_term(&self, attribute: &KeyAttribute, name: &Name, into: &mut KeyCondition) -> Result<bool> {
        if let Some(value) = self.bound.get(name) {
            keys::check_length(attribute, value, true)?;
            into.terms.push((attribute.name.clone(), Term::Compare("=", value.clone())));
            return Ok(false);
        }
        if let Some((ranged, range)) = &self.range
            && ranged == name
        {
            match natural_range(range) {
                Natural::All => {}
                Natural::Nothing => into.is_empty = true,
                Natural::Term(term) => into.terms.push((attribute.name.clone(), term)),
            }
        }
        Ok(true)
    }

    /// The sort key of an entity whose key is composed. Says whether the condition ends here: it always does.
    fn template_term(
        &self,
        attribute: &KeyAttribute,
        template: &KeyTemplate,
        into: &mut KeyCondition,
    ) -> Result<bool> {
        let mut fixed = Vec::new();
        let mut range = None;
        for part in template.parts() {
            if let Some(value) = self.bound_part(part)? {
                fixed.push(value);
                continue;
            }
            if let Some((name, values)) = &self.range
                && *name == part.attribute
            {
                range = Some(part_range(part, values)?);
            }
            break;
        }
        match template.sort_condition(&fixed, range.as_ref())? {
            SortCondition::Nothing => into.is_empty = true,
            condition => into.terms.extend(Term::of(condition).map(|term| (attribute.name.clone(), term))),
        }
        Ok(true)
    }
}

impl Term {
    /// Whether a key meets it.
    fn is_met_by(&self, value: &AttributeValue) -> bool {
        let compared = |bound: &AttributeValue| key_order(value, bound);
        match self {
            Self::Compare(operator, bound) => compared(bound).is_some_and(|order| match *operator {
                "<" => order.is_lt(),
                "<=" => order.is_le(),
                ">" => order.is_gt(),
                ">=" => order.is_ge(),
                _ => order.is_eq(),
            }),
            Self::Between(lower, upper) => {
                compared(lower).is_some_and(Ordering::is_ge) && compared(upper).is_some_and(Ordering::is_le)
            }
            Self::BeginsWith(prefix) => match (value, prefix) {
                (AttributeValue::S(value), AttributeValue::S(prefix)) => value.starts_with(&**prefix),
                (AttributeValue::B(value), AttributeValue::B(prefix)) => value.starts_with(prefix),
                _ => false,
            },
        }
    }

    /// What is asked of a composed sort key; nothing when all or none will do.
    fn of(condition: SortCondition) -> Option<Self> {
        let text = AttributeValue::S;
        Some(match condition {
            SortCondition::All | SortCondition::Nothing => return None,
            SortCondition::Equals(value) => Self::Compare("=", text(value)),
            SortCondition::BeginsWith(prefix) => Self::BeginsWith(text(prefix)),
            SortCondition::Between(lower, upper) => Self::Between(text(lower), text(upper)),
            SortCondition::AtLeast(value) => Self::Compare(">=", text(value)),
            SortCondition::AtMost(value) => Self::Compare("<=", text(value)),
            SortCondition::LessThan(value) => Self::Compare("<", text(value)),
            SortCondition::GreaterThan(value) => Self::Compare(">", text(value)),
        })
    }

    /// What covers all of the terms on one attribute; nothing when everything does.
    fn covering<'t>(terms: impl Iterator<Item = &'t Self>) -> Option<Self> {
        use AttributeValue::S;
        let conditions = terms.map(|term| match term {
            Self::Compare("=", S(key)) => SortCondition::Equals(key.clone()),
            Self::BeginsWith(S(prefix)) => SortCondition::BeginsWith(prefix.clone()),
            Self::Between(S(lower), S(upper)) => SortCondition::Between(lower.clone(), upper.clone()),
            Self::Compare(">=", S(key)) => SortCondition::AtLeast(key.clone()),
            Self::Compare("<=", S(key)) => SortCondition::AtMost(key.clone()),
            Self::Compare(">", S(key)) => SortCondition::GreaterThan(key.clone()),
            Self::Compare("<", S(key)) => SortCondition::LessThan(key.clone()),
            _ => SortCondition::All,
        });
        Self::of(SortCondition::covering(&conditions.collect::<Vec<_>>()))
    }
}

impl KeyCondition {
    /// The narrowest condition that reads what each of these reads. They are of one partition.
    pub(crate) fn covering(conditions: Vec<Self>) -> Result<Self> {
        if let Some(empty) = conditions.iter().position(|condition| condition.is_empty)
            && conditions.iter().all(|condition| condition.is_empty)
        {
            let mut conditions = conditions;
            return Ok(conditions.swap_remove(empty));
        }
        let mut conditions = conditions.into_iter().filter(|condition| !condition.is_empty);
        let Some(first) = conditions.next() else {
            return Err(Error::invalid("a collection has at least one entity"));
        };
        let others: Vec<Self> = conditions.collect();
        let mut terms = Vec::new();
        for (at, (name, term)) in first.terms.iter().enumerate() {
            let at_same_place: Option<Vec<&Term>> =
                others.iter().map(|other| other.terms.get(at).map(|(_, term)| term)).collect();
            let Some(other_terms) = at_same_place else { break };
            if other_terms.iter().all(|other| *other == term) {
                terms.push((name.clone(), term.clone()));
                continue;
            }
            let covering = Term::covering(std::iter::once(term).chain(other_terms));
            terms.extend(covering.map(|term| (name.clone(), term)));
            break;
        }
        Ok(Self { index_name: first.index_name, terms, is_empty: false })
    }
}

impl KeyCondition {
    /// Whether an item meets it.
    pub(crate) fn is_met_by(&self, item: &Item) -> bool {
        !self.is_empty
            && self.terms.iter().all(|(name, term)| item.get(name).is_some_and(|value| term.is_met_by(value)))
    }
}

/// The name under which a part is bound.
fn part_name(part: &TemplatePart) -> Name {
    match part.format.shards {
        Some(_) => shard_name(&part.attribute).into(),
        None => part.attribute.clone(),
    }
}

/// The name under which a query binds the shard of an attribute.
pub(crate) fn shard_name(attribute: &str) -> String {
    format!("shard({attribute})")
}

impl KeyCondition {
    pub(crate) fn render(&self, renderer: &mut Renderer) -> String {
        let mut text = String::new();
        for (name, term) in &self.terms {
            if !text.is_empty() {
                text.push_str(" AND ");
            }
            let name = renderer.name(name);
            text.push_str(&match term {
                Term::Compare(operator, value) => {
                    format!("{name} {operator} {}", renderer.value(value.clone()))
                }
                Term::Between(lower, upper) => {
                    let lower = renderer.value(lower.clone());
                    format!("{name} BETWEEN {lower} AND {}", renderer.value(upper.clone()))
                }
                Term::BeginsWith(prefix) => {
                    format!("begins_with({name}, {})", renderer.value(prefix.clone()))
                }
            });
        }
        text
    }
}

impl KeyCondition {
    /// The condition as bytes, for a query's fingerprint.
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        for (name, term) in &self.terms {
            let (operator, values): (&str, Vec<&AttributeValue>) = match term {
                Term::Compare(operator, value) => (operator, vec![value]),
                Term::Between(lower, upper) => ("BETWEEN", vec![lower, upper]),
                Term::BeginsWith(prefix) => ("begins_with", vec![prefix]),
            };
            cursor::write_attribute(bytes, name, &operator.into());
            values.iter().for_each(|value| cursor::write_attribute(bytes, "", value));
        }
    }
}

/// The order of two keys as DynamoDB sorts them; nothing for two types.
pub(crate) fn key_order(left: &AttributeValue, right: &AttributeValue) -> Option<Ordering> {
    match (left, right) {
        (AttributeValue::S(left), AttributeValue::S(right)) => Some(left.cmp(right)),
        (AttributeValue::N(left), AttributeValue::N(right)) => Some(left.cmp(right)),
        (AttributeValue::B(left), AttributeValue::B(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn part_range<'r>(part: &TemplatePart, range: &'r KeyRange) -> Result<PartRange<'r>> {
    let bound = |bound: &'r Bound<AttributeValue>| -> Result<Bound<PartValue<'r>>> {
        Ok(match bound {
            Bound::Included(value) => Bound::Included(keys::part_value(part, value)?),
            Bound::Excluded(value) => Bound::Excluded(keys::part_value(part, value)?),
            Bound::Unbounded => Bound::Unbounded,
        })
    };
    Ok(match range {
        KeyRange::BeginsWith(AttributeValue::S(prefix)) => PartRange::BeginsWith(Cow::Borrowed(prefix)),
        KeyRange::BeginsWith(other) => {
            return Err(Error::invalid(format!(
                "a part of a key has no prefix of type {}",
                other.type_name()
            )));
        }
        KeyRange::Between(lower, upper) => PartRange::Between(bound(lower)?, bound(upper)?),
    })
}
