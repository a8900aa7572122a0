//! SearchVectors: the items whose vectors are most alike to one, found by comparing all of them.
//!
//! The service searches approximately; what it finds is at most as alike as what is found here. Items that are
//! equally alike come in the order of their keys.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SearchVectors.html>.

use dynamo_model::api::{
    ReturnConsumedCapacity, ReturnedItem, SearchResultItem, SearchVectorsInput, SearchVectorsOutput,
    ServiceError, VectorCapacity,
};
use dynamo_model::{AttributeValue, Item};

use super::table_name::check_table_name;
use crate::capacity::vector_bytes;
use crate::engine::{self, Engine};
use crate::expression::{
    BoundCondition, Comparator, Condition, Operand, RequestExpressions, Selection, check_placeholders,
};
use crate::key_rules::emptiness;
use crate::message;
use crate::storage::vector::float;
use crate::storage::{Entry, Key, KeyRange, Table, VectorIndex};

/// The items of one answer.
const TOP_K: i32 = 100;

pub(crate) fn search_vectors(
    engine: &Engine,
    input: &SearchVectorsInput,
) -> Result<SearchVectorsOutput, ServiceError> {
    check_members(input)?;
    check_table_name(&input.table_name)?;
    if input.top_k > TOP_K {
        return Err(message::top_k(input.top_k));
    }
    let vector = numbers(&input.search_vector)?;
    let Expressions { condition, selection } = expressions(engine, input)?;

    let table = engine.table(&input.table_name)?;
    let table = engine::read(&table);
    let table = table.seen(false);
    let vectors =
        table.vector_index(&input.index_name).ok_or_else(|| message::index_not_found(&input.index_name))?;
    if vector.len() != vectors.dimensions {
        return Err(message::search_dimensions(vector.len(), vectors.dimensions));
    }
    let range = partition(vectors, condition.as_ref())?;

    let (mut found, mut bytes) = (Vec::new(), 0);
    for (_, entry) in vectors.index.entries.walk(&range, true) {
        bytes += entry.size;
        if condition.as_ref().is_none_or(|condition| condition.holds(&entry.item))
            && let Some(stored) = vectors.vector(&entry.item)
        {
            found.push((vectors.score(&vector, &stored), entry));
        }
    }
    // The order of equals is kept: that of the keys.
    found.sort_by(|(one, _), (two, _)| vectors.order(*one, *two));
    found.truncate(usize::try_from(input.top_k).unwrap_or_default());
    let result = |(score, entry): (f64, &Entry)| SearchResultItem {
        item: returned(table, vectors, selection.as_ref(), entry),
        score,
    };
    let wanted = matches!(
        input.return_consumed_capacity,
        Some(ReturnConsumedCapacity::Total | ReturnConsumedCapacity::Indexes)
    );
    Ok(SearchVectorsOutput {
        search_results: found.into_iter().map(result).collect(),
        consumed_capacity: wanted.then(|| VectorCapacity {
            vector_search_request_bytes: Some(vector_bytes(bytes)),
            vector_write_request_bytes: None,
        }),
    })
}

/// The constraints of the API's model.
fn check_members(input: &SearchVectorsInput) -> Result<(), ServiceError> {
    if input.table_name.is_empty() {
        return check_table_name(&input.table_name);
    }
    let broken = match input.index_name.len() {
        0..3 => Some(("IndexName", "have length greater than or equal to 3")),
        256.. => Some(("IndexName", "have length less than or equal to 255")),
        _ if input.search_vector.is_empty() => {
            Some(("SearchVector", "have length greater than or equal to 1"))
        }
        _ if input.top_k < 1 => Some(("TopK", "have value greater than or equal to 1")),
        _ => None,
    };
    broken.map_or(Ok(()), |(member, constraint)| Err(message::constraint(None, member, constraint)))
}

/// The numbers of the vector to compare with.
fn numbers(values: &[AttributeValue]) -> Result<Vec<f32>, ServiceError> {
    let number = |value: &AttributeValue| match value {
        AttributeValue::N(number) => float(*number).ok_or_else(message::search_vector),
        _ => Err(message::search_vector()),
    };
    values.iter().map(number).collect()
}

/// The expressions of a search.
struct Expressions<'r> {
    condition: Option<BoundCondition<'r>>,
    selection: Option<Selection>,
}

/// Parses the expressions and checks all that the request alone shows.
fn expressions<'r>(
    engine: &'r Engine,
    input: &'r SearchVectorsInput,
) -> Result<Expressions<'r>, ServiceError> {
    let (names, values) = (&input.expression_attribute_names, &input.expression_attribute_values);
    check_placeholders(names, values)?;
    let (condition, projection) =
        (input.search_condition_expression.as_deref(), input.projection_expression.as_deref());
    // A projection has no values.
    if condition.is_none() && !values.is_empty() {
        return Err(message::values_without_expression(""));
    }
    let any = condition.or(projection).is_some();
    let mut expressions = RequestExpressions::new(engine.expressions(), names, values, any, "")?;
    let condition =
        condition.map(|text| expressions.condition("SearchConditionExpression", text)).transpose()?;
    let selection = projection.map(|text| expressions.projection(text)).transpose()?;
    if let Some(condition) = &condition
        && condition.find_path(|path| (!path.is_whole()).then_some(())).is_some()
    {
        return Err(message::nested_search());
    }
    expressions.finish()?;
    Ok(Expressions { condition, selection })
}

/// The partition that a search names. Its attribute is compared for equality, once; filters as in any condition.
fn partition(
    vectors: &VectorIndex,
    condition: Option<&BoundCondition<'_>>,
) -> Result<KeyRange, ServiceError> {
    let searched = |name: &str| vectors.searched().any(|attribute| attribute.name == name);
    let foreign = condition.and_then(|condition| {
        condition.find_path(|path| {
            let name = condition.bindings().root(path);
            (!searched(name)).then(|| name.to_owned())
        })
    });
    if let Some(name) = foreign {
        return Err(message::foreign_search_attribute(&name));
    }
    let everything = KeyRange { start: Key::first_of_hash(0), end: None };
    let Some(attribute) = vectors.partition() else { return Ok(everything) };
    let condition = condition.ok_or_else(message::search_key_missing)?;
    let named = Named { condition, attribute: &attribute.name };
    let (mut values, mut elsewhere) = (Vec::new(), false);
    named.collect(condition.tree(), &mut values, &mut elsewhere);
    let value = match (values.as_slice(), elsewhere) {
        ([], false) => return Err(message::search_key_missing()),
        (_, true) => return Err(message::search_comparator()),
        ([value], false) => *value,
        _ => return Err(message::repeated_search_key()),
    };
    if !attribute.admits(value) {
        return Err(message::search_key_type(&attribute.name, value.type_name(), attribute.scalar.as_str()));
    }
    if let Some(kind) = emptiness(value) {
        return Err(message::empty_key(&attribute.name, kind));
    }
    let mut key = Item::new();
    key.insert(attribute.name.clone(), value.clone());
    Ok(vectors.index.key.partition_of(&key).map_or(everything, KeyRange::of_prefix))
}

/// The partition key in a condition.
struct Named<'c, 'r> {
    condition: &'c BoundCondition<'r>,
    attribute: &'c str,
}

impl<'r> Named<'_, 'r> {
    /// Collects the values that the attribute must be equal to, and says whether it is anywhere else.
    fn collect(&self, tree: &Condition, values: &mut Vec<&'r AttributeValue>, elsewhere: &mut bool) {
        match tree {
            Condition::And(one, two) => {
                self.collect(one, values, elsewhere);
                self.collect(two, values, elsewhere);
            }
            Condition::Compare(Comparator::Equal, Operand::Path(path), Operand::Value(slot))
            | Condition::Compare(Comparator::Equal, Operand::Value(slot), Operand::Path(path))
                if self.condition.bindings().root(path) == self.attribute =>
            {
                values.push(self.condition.bindings().value(*slot));
            }
            other => *elsewhere |= self.is_in(other),
        }
    }

    fn is_in(&self, tree: &Condition) -> bool {
        let bindings = self.condition.bindings();
        crate::expression::find_path(tree, &|path| (bindings.root(path) == self.attribute).then_some(()))
            .is_some()
    }
}

/// What is returned of an item: at most what the index holds.
fn returned(
    table: &Table,
    vectors: &VectorIndex,
    selection: Option<&Selection>,
    entry: &Entry,
) -> ReturnedItem {
    let held = vectors.project(&table.key, &entry.item);
    ReturnedItem::Owned(match selection {
        None => held,
        Some(selection) => selection.of(&held),
    })
}
