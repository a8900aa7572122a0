//! CreateTable and DeleteTable, for tests and local development.

use std::future::IntoFuture;

use dynamo_schema::{IndexScope, KeyAttribute, Projection, TableModel, VectorDistance, VectorIndexModel};

use super::OpFuture;
use crate::api::{
    AttributeDefinition, BillingMode, CreateTableInput, DeleteTableInput, DescribeTableInput,
    GlobalSecondaryIndex, IndexProjection, IndexStatus, KeySchemaElement, KeyType, LocalSecondaryIndex,
    ProjectionType, SearchSchemaElement, SearchSchemaElementType, TableStatus, VectorAttributeDefinition,
    VectorDistanceFunction, VectorIndex,
};
use crate::connection::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::{Table, TableHandle};

/// How often a table is looked at while it is being created.
const LOOKS: usize = 120;

/// The creation of a table from its model.
#[must_use = "does nothing until it is awaited or sent"]
pub struct CreateTable<T> {
    handle: TableHandle<T>,
}

impl<T: Table> CreateTable<T> {
    pub(crate) const fn new(handle: TableHandle<T>) -> Self {
        Self { handle }
    }

    /// The request, without sending it.
    pub fn input(&self) -> CreateTableInput {
        CreateTableInput { table_name: self.handle.name().into(), ..create_table_input(T::MODEL) }
    }

    /// Creates the table and waits until it and its indexes are ready.
    ///
    /// # Errors
    /// When the table exists, or the backend refuses it.
    pub async fn send(self) -> Result<TableHandle<T>> {
        let during = || format!("creation of the table `{}`", self.handle.name());
        let connection = self.handle.connection();
        let created = connection.call(self.input()).await.map_err(|error| error.during(during))?;
        let mut table = created.table_description;
        for _ in 0..LOOKS {
            let indexes_ready = table
                .global_secondary_indexes
                .iter()
                .all(|index| matches!(index.index_status, None | Some(IndexStatus::Active)))
                && table
                    .vector_indexes
                    .iter()
                    .all(|index| matches!(index.index_status, None | Some(IndexStatus::Active)));
            if table.table_status == TableStatus::Active && indexes_ready {
                return Ok(self.handle);
            }
            connection.pause().await;
            let input = DescribeTableInput { table_name: self.handle.name().into() };
            table = connection.call(input).await.map_err(|error| error.during(during))?.table;
        }
        Err(Error::new(ErrorKind::Service, "the table is still not ready").during(during))
    }
}

impl<T: Table> IntoFuture for CreateTable<T> {
    type Output = Result<TableHandle<T>>;
    type IntoFuture = OpFuture<TableHandle<T>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// The deletion of a table and all that is in it.
#[must_use = "does nothing until it is awaited or sent"]
pub struct DeleteTable {
    connection: Connection,
}

impl DeleteTable {
    pub(crate) const fn new(connection: Connection) -> Self {
        Self { connection }
    }

    /// Sends the request.
    ///
    /// # Errors
    /// When there is no such table, or it is protected.
    pub async fn send(self) -> Result<()> {
        let table_name = self.connection.table_name.clone();
        let during = || format!("deletion of the table `{}`", self.connection.table_name);
        let answer = self.connection.call(DeleteTableInput { table_name }).await;
        answer.map(|_| ()).map_err(|error| error.during(during))
    }
}

impl IntoFuture for DeleteTable {
    type Output = Result<()>;
    type IntoFuture = OpFuture<()>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// The request that creates a table of this model, paid for by request. The table's name is the model's.
pub fn create_table_input(table: &TableModel) -> CreateTableInput {
    let mut keys: Vec<&KeyAttribute> = vec![&table.partition_key];
    keys.extend(&table.sort_key);
    let mut input = CreateTableInput {
        table_name: (&*table.name).into(),
        key_schema: key_schema(std::slice::from_ref(&table.partition_key), table.sort_key.as_slice()),
        billing_mode: Some(BillingMode::PayPerRequest),
        ..CreateTableInput::default()
    };
    for index in &*table.indexes {
        keys.extend(&*index.partition_key);
        keys.extend(&*index.sort_key);
        let index_name = index.name.clone().into_owned();
        let projection = projection(&index.projection);
        match index.scope {
            IndexScope::Global => input.global_secondary_indexes.push(GlobalSecondaryIndex {
                index_name,
                key_schema: key_schema(&index.partition_key, &index.sort_key),
                projection,
                provisioned_throughput: None,
            }),
            IndexScope::Local => input.local_secondary_indexes.push(LocalSecondaryIndex {
                index_name,
                key_schema: key_schema(std::slice::from_ref(&table.partition_key), &index.sort_key),
                projection,
            }),
        }
    }
    for index in &*table.vectors {
        keys.extend(index.partition_key.iter().chain(&*index.filters));
        input.vector_indexes.push(vector_index(index));
    }
    for key in keys {
        if !input.attribute_definitions.iter().any(|known| known.attribute_name == key.name) {
            input.attribute_definitions.push(AttributeDefinition {
                attribute_name: key.name.clone().into_owned(),
                attribute_type: key.scalar,
            });
        }
    }
    input
}

fn key_schema(partition: &[KeyAttribute], sort: &[KeyAttribute]) -> Vec<KeySchemaElement> {
    let element = |key: &KeyAttribute, key_type| KeySchemaElement {
        attribute_name: key.name.clone().into_owned(),
        key_type,
    };
    let partition = partition.iter().map(|key| element(key, KeyType::Hash));
    partition.chain(sort.iter().map(|key| element(key, KeyType::Range))).collect()
}

fn vector_index(index: &VectorIndexModel) -> VectorIndex {
    let element = |kind| {
        move |key: &KeyAttribute| SearchSchemaElement {
            attribute_name: key.name.clone().into_owned(),
            search_schema_element_type: kind,
        }
    };
    let partition = index.partition_key.iter().map(element(SearchSchemaElementType::Hash));
    let filters = index.filters.iter().map(element(SearchSchemaElementType::InlineFilter));
    VectorIndex {
        index_name: index.name.clone().into_owned(),
        vector_attribute: VectorAttributeDefinition { attribute_name: index.attribute.clone().into_owned() },
        search_schema: partition.chain(filters).collect(),
        projection: projection(&index.projection),
        dimensions: index.dimensions.into(),
        distance_function: match index.distance {
            VectorDistance::Cosine => VectorDistanceFunction::Cosine,
            VectorDistance::DotProduct => VectorDistanceFunction::DotProduct,
            VectorDistance::Euclidean => VectorDistanceFunction::Euclidean,
        },
    }
}

fn projection(projection: &Projection) -> IndexProjection {
    let (projection_type, names): (_, &[_]) = match projection {
        Projection::All => (ProjectionType::All, &[]),
        Projection::KeysOnly => (ProjectionType::KeysOnly, &[]),
        Projection::Include(names) => (ProjectionType::Include, names),
    };
    let non_key_attributes = names.iter().map(|name| name.clone().into_owned()).collect();
    IndexProjection { projection_type: Some(projection_type), non_key_attributes }
}
