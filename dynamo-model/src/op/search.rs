//! SearchVectors: `search`.

use std::future::IntoFuture;
use std::marker::PhantomData;

use dynamo_schema::{Projection, TableModel, VectorIndexModel};

use super::OpFuture;
use super::hydrate::fetch;
use super::scan::own_kind;
use crate::api::{ReturnedItem, SearchVectorsInput};
use crate::connection::Connection;
use crate::entity::{from_returned, kind_of};
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::expression::{Comparison, Condition, DocumentPath, Operand, Renderer};
use crate::retry::Retry;
use crate::{AttributeValue, Encoded, Entity, Item, Name, Table, keys};

/// How many results a search has, unless it says otherwise.
const TOP: usize = 10;

/// How many it can have.
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SearchVectors.html>.
const MOST: usize = 100;

/// What is searched for: a vector, the partition, and values of filters. The derive of an entity writes types around it.
#[derive(Debug, Clone)]
pub struct VectorQuery {
    index: &'static str,
    vector: Encoded,
    /// Attributes and the values that they must have.
    equal: Vec<(Name, Encoded)>,
}

impl VectorQuery {
    /// A search for what is like a vector.
    pub fn new(index: &'static str, vector: &impl crate::Attribute) -> Self {
        Self { index, vector: vector.encode(), equal: Vec::new() }
    }

    /// Demands that an attribute has a value.
    #[must_use]
    pub fn equal(mut self, attribute: &'static str, value: &impl crate::Attribute) -> Self {
        self.equal.push((attribute.into(), value.encode()));
        self
    }
}

/// A search that the derive of an entity writes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a search for vectors",
    note = "an entity with `#[dynamo(vector(by_embedding, …))]` has a function for it: `Product::by_embedding(vector)`"
)]
pub trait IntoSearch {
    /// The entity that is found.
    type Entity: Entity;

    /// The search without its types.
    #[doc(hidden)]
    fn into_search(self) -> VectorQuery;
}

/// The search for the items whose vectors are most like a given one.
///
/// Awaited, it answers up to `top` items, best first. The index lags behind the table, and
/// [the service searches approximately](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/VectorSearch.html).
/// When the index does not hold all attributes, the items are read from the table after it, and those that are gone by then
/// are left out. Items of other entities with the same vector attribute take places among the `top` ones, unless the kind
/// attribute is one of the index's filters.
#[must_use = "does nothing until it is awaited or sent"]
pub struct Search<E> {
    connection: Connection,
    query: VectorQuery,
    filter: Vec<Condition>,
    top: usize,
    entity: PhantomData<fn() -> E>,
}

/// An item that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Hit<E> {
    /// The item.
    pub item: E,
    /// How alike its vector is, by the index's function: a distance, or a product.
    pub score: f64,
}

impl<E: Entity> Search<E> {
    pub(crate) const fn new(connection: Connection, query: VectorQuery) -> Self {
        Self { connection, query, filter: Vec::new(), top: TOP, entity: PhantomData }
    }

    /// How many items to find at most: 1 to 100, and 10 if nothing is said.
    pub fn top(mut self, items: usize) -> Self {
        self.top = items;
        self
    }

    /// Compares only items that meet a condition, which is about filter attributes of the index. Several conditions must all
    /// hold.
    pub fn filter(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.filter.push(condition(&E::paths()));
        self
    }

    fn model(&self) -> Result<&'static VectorIndexModel> {
        let mut vectors = E::Table::MODEL.vectors.iter();
        vectors
            .find(|vector| vector.name == self.query.index)
            .ok_or_else(|| Error::invalid(format!("the table has no vector index `{}`", self.query.index)))
    }

    fn input(&self) -> Result<SearchVectorsInput> {
        let (table, model) = (E::Table::MODEL, self.model()?);
        if !(1..=MOST).contains(&self.top) {
            return Err(Error::invalid(format!("a search finds 1 to {MOST} items, not {}", self.top)));
        }
        self.check_tenant(model)?;
        let Some(AttributeValue::L(search_vector)) = self.query.vector.clone()? else {
            return Err(Error::invalid("a vector is a list of numbers"));
        };
        if search_vector.len() != model.dimensions as usize {
            return Err(Error::invalid(format!(
                "the vector has {} numbers, and those of `{}` have {}",
                search_vector.len(),
                model.name,
                model.dimensions
            )));
        }
        let mut conditions = Vec::new();
        for (name, value) in &self.query.equal {
            let value = value.clone()?.ok_or_else(|| Error::invalid(format!("`{name}` has no value")))?;
            let path = Operand::Path(DocumentPath::attribute(name.clone()));
            conditions.push(Condition::Compare(path, Comparison::Equal, Operand::Value(Ok(value))));
        }
        if tells_kinds(table, model) {
            conditions.extend(own_kind(table, &E::MODEL_REF.name));
        }
        for filter in &self.filter {
            refuse_others(filter, model)?;
            conditions.push(filter.clone());
        }
        let mut renderer = Renderer::new();
        let condition =
            Condition::all(conditions).map(|condition| renderer.condition(&condition)).transpose()?;
        let (names, values) = renderer.finish();
        Ok(SearchVectorsInput {
            table_name: self.connection.table_name.clone(),
            index_name: model.name.to_string(),
            search_vector,
            top_k: i32::try_from(self.top).unwrap_or(i32::MAX),
            search_condition_expression: condition,
            projection_expression: None,
            expression_attribute_names: names,
            expression_attribute_values: values,
            return_consumed_capacity: None,
        })
    }

    /// The items of a tenant are found where the tenant is the partition of the index.
    fn check_tenant(&self, model: &VectorIndexModel) -> Result<()> {
        let Some(scope) = &self.connection.scope else { return Ok(()) };
        let tenant = scope.attribute();
        if model.partition_key.as_ref().is_none_or(|key| key.name != tenant) {
            return Err(Error::invalid(format!(
                "the vector index `{}` holds the items of all tenants together, so the handle of one cannot search it; make \
                 `{tenant}` the partition key of the index",
                model.name
            )));
        }
        let mut bound = self.query.equal.iter().filter(|(name, _)| *name == tenant);
        let value = bound.next().map(|(_, value)| value.clone()).transpose()?.flatten();
        scope.query(value.as_ref())
    }

    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation> {
        Ok(Explanation::of_search(self.model()?, self.input()?))
    }

    /// Sends the request, and one more when the index does not hold all attributes.
    ///
    /// # Errors
    /// When the search cannot be built, the backend does not know vector indexes, or an item is not one of the entity.
    pub async fn send(self) -> Result<Vec<Hit<E>>> {
        let during = || format!("search of `{}`", E::MODEL_REF.name);
        self.find().await.map_err(|error| error.during(during))
    }

    async fn find(&self) -> Result<Vec<Hit<E>>> {
        let (table, model) = (E::Table::MODEL, self.model()?);
        let found = self.connection.call(self.input()?).await?.search_results;
        let (scores, items): (Vec<f64>, Vec<ReturnedItem>) =
            found.into_iter().map(|found| (found.score, found.item)).unzip();
        let items: Vec<Option<ReturnedItem>> = if model.projection == Projection::All {
            items.into_iter().map(Some).collect()
        } else {
            let keys: Vec<Item> =
                items.iter().map(|item| keys::primary_of(table, item.as_item())).collect::<Result<_>>()?;
            fetch(&self.connection, keys, false, Retry::DEFAULT).await?
        };
        let mut hits = Vec::with_capacity(items.len());
        for (item, score) in items.into_iter().zip(scores) {
            let Some(item) = item else { continue };
            let is_other = kind_of(table, &item).is_some_and(|kind| {
                kind != E::MODEL_REF.name && table.entities.iter().any(|other| other.name == kind)
            });
            if !is_other {
                hits.push(Hit { item: from_returned(item)?, score });
            }
        }
        Ok(hits)
    }
}

/// Whether the index can be asked for items of one kind.
fn tells_kinds(table: &TableModel, model: &VectorIndexModel) -> bool {
    table.kind_attribute.as_ref().is_some_and(|kind| model.filters.iter().any(|filter| filter.name == *kind))
}

/// The service takes conditions on filter attributes only.
fn refuse_others(filter: &Condition, model: &VectorIndexModel) -> Result<()> {
    let mut other = None;
    filter.for_each_path(&mut |path| {
        if !path.is_attribute() || !model.filters.iter().any(|filter| filter.name == path.root()) {
            other.get_or_insert_with(|| path.to_string());
        }
    });
    match other {
        Some(other) => Err(Error::invalid(format!(
            "`{other}` is no filter of the vector index `{}`; add it to `filter(…)` of the index, or choose among the results",
            model.name
        ))),
        None => Ok(()),
    }
}

impl<E: Entity + Send + 'static> IntoFuture for Search<E> {
    type Output = Result<Vec<Hit<E>>>;
    type IntoFuture = OpFuture<Vec<Hit<E>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
