//! The table of one tenant.

use std::fmt;
use std::sync::Arc;

use super::{Scope, Tenants};
use crate::collection::IntoCollection;
use crate::draft::Draft;
use crate::error::Result;
use crate::op::{
    BatchGet, BatchWrite, Collect, CreateUnique, Decision, Delete, DeleteCollection, DeleteUnique, FanOut,
    Get, GetByUnique, IntoSearch, KeyGroups, MoveTo, Put, PutUnique, Query, Search, TransactGet,
    TransactKeys, TransactWrites, Transaction, Update, UpdateOf, UpdateWith, Upsert,
};
use crate::shape::Holds;
use crate::{
    Attribute, ConsistentRead, Entity, EntityKey, IntoQuery, KeyArgument, Marker, PlainWrites, TableHandle,
};

/// A table as one of its tenants sees it. [`TableHandle::tenant`] makes it.
///
/// What an operation is about comes from a function that is given the tenant, so that it cannot be forgotten. An operation on
/// an item of somebody else answers [`OtherTenant`](crate::ErrorKind::OtherTenant), and nothing is sent. There are no scans: they
/// read the items of all.
///
/// ```
/// use dynamo_model::prelude::*;
///
/// #[derive(DynamoTable)]
/// #[dynamo(key(pk = S, sk = S), kind = "_t", tenant(tenant: String), entities(Ticket))]
/// #[dynamo(gsi(ByState, pk = "gsi1pk": S, sk = "gsi1sk": S))]
/// struct Desk;
///
/// #[derive(Debug, Clone, PartialEq, DynamoEntity)]
/// #[dynamo(table = Desk, key(pk = "TENANT#{tenant}#TICKET#{number}", sk = "TICKET"))]
/// #[dynamo(index(by_state, on = ByState, pk = "TENANT#{tenant}#STATE#{state}", sk = "{number}"))]
/// struct Ticket {
///     tenant: String,
///     number: u32,
///     state: String,
/// }
///
/// # async fn program() -> dynamo_model::Result<()> {
/// let desk = Desk::on(dynamo_mock::Mock::new(), "desk").create_table().await?;
/// let (acme, bolt) = (desk.tenant("acme"), desk.tenant("bolt"));
/// let ticket = Ticket { tenant: "acme".into(), number: 7, state: "open".into() };
/// acme.create(&ticket).await?;
/// assert_eq!(acme.get(|tenant| Ticket::key(tenant, 7)).await?, Some(ticket.clone()));
/// assert_eq!(acme.query(|tenant| Ticket::by_state(tenant, "open")).all().await?.len(), 1);
/// assert_eq!(bolt.query(|tenant| Ticket::by_state(tenant, "open")).all().await?.len(), 0);
///
/// // Nothing is sent.
/// assert!(bolt.put(&ticket).await.unwrap_err().is_other_tenant());
/// assert!(bolt.get(|_| Ticket::key("acme", 7)).await.unwrap_err().is_other_tenant());
///
/// // From one tenant to another only in so many words.
/// let moved = acme.move_to_tenant("bolt", |acme| Ticket::key(acme, 7), |bolt| Ticket::key(bolt, 1)).await?;
/// assert_eq!(moved.tenant, "bolt");
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(program()).unwrap();
/// ```
pub struct TenantHandle<T: Tenants> {
    tenant: T::Tenant,
    /// Its requests are looked at.
    table: TableHandle<T>,
}

impl<T: Tenants> TableHandle<T> {
    /// The table as one of its tenants sees it. Nothing is sent.
    pub fn tenant(&self, tenant: impl KeyArgument<T::Tenant>) -> TenantHandle<T> {
        let tenant = tenant.into_part();
        let scope = Scope::new(T::MODEL, T::ATTRIBUTE, tenant.encode());
        TenantHandle { tenant, table: self.scoped(scope) }
    }
}

impl<T: Tenants> Clone for TenantHandle<T> {
    fn clone(&self) -> Self {
        Self { tenant: self.tenant.clone(), table: self.table.clone() }
    }
}

impl<T: Tenants> fmt::Debug for TenantHandle<T> {
    /// Without the tenant, whose name can be personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TenantHandle").field("name", &self.table.name()).finish_non_exhaustive()
    }
}

impl<T: Tenants> TenantHandle<T> {
    /// The tenant.
    pub const fn id(&self) -> &T::Tenant {
        &self.tenant
    }

    /// The table's physical name.
    pub fn name(&self) -> &str {
        self.table.name()
    }

    /// As [`TableHandle::observe`].
    #[must_use]
    pub fn observe(self, observer: impl Fn(&crate::observe::Call<'_>) + Send + Sync + 'static) -> Self {
        Self { tenant: self.tenant, table: self.table.observe(observer) }
    }

    /// As [`TableHandle::fill`].
    ///
    /// # Errors
    /// When a value of the draft cannot be stored.
    pub fn fill<D: Draft>(&self, draft: D) -> Result<D::Entity>
    where
        D::Entity: Entity<Table = T>,
    {
        self.table.fill(draft)
    }

    /// As [`TableHandle::create`].
    pub fn create<E: Entity<Table = T> + PlainWrites>(&self, entity: &E) -> Put<E> {
        self.table.create(entity)
    }

    /// As [`TableHandle::put`].
    pub fn put<E: Entity<Table = T> + PlainWrites>(&self, entity: &E) -> Put<E> {
        self.table.put(entity)
    }

    /// As [`TableHandle::upsert`].
    pub fn upsert<E: Entity<Table = T> + PlainWrites>(&self, entity: &E) -> Upsert<E> {
        self.table.upsert(entity)
    }

    /// As [`TableHandle::get`].
    pub fn get<K: EntityKey>(&self, key: impl FnOnce(&T::Tenant) -> K) -> Get<K::Entity>
    where
        K::Entity: Entity<Table = T>,
    {
        self.table.get(key(&self.tenant))
    }

    /// As [`TableHandle::batch_get`].
    pub fn batch_get<G: KeyGroups<T>>(&self, keys: impl FnOnce(&T::Tenant) -> G) -> BatchGet<T, G> {
        self.table.batch_get(keys(&self.tenant))
    }

    /// As [`TableHandle::batch_write`].
    pub fn batch_write(&self) -> BatchWrite<T> {
        self.table.batch_write()
    }

    /// As [`TableHandle::transact_get`].
    pub fn transact_get<K: TransactKeys<T>>(&self, keys: impl FnOnce(&T::Tenant) -> K) -> TransactGet<T, K> {
        self.table.transact_get(keys(&self.tenant))
    }

    /// As [`TableHandle::transact`].
    pub fn transact<W: TransactWrites<T>>(
        &self,
        writes: impl FnOnce(&T::Tenant) -> W,
    ) -> Transaction<T, W::Reasons> {
        self.table.transact(writes(&self.tenant))
    }

    /// As [`TableHandle::update`].
    pub fn update<K: EntityKey>(
        &self,
        key: impl FnOnce(&T::Tenant) -> K,
    ) -> Update<K::Entity, <K::Entity as Entity>::Untouched>
    where
        K::Entity: Entity<Table = T>,
    {
        self.table.update(key(&self.tenant))
    }

    /// As [`TableHandle::update_of`].
    pub fn update_of<E: Entity<Table = T>>(&self, loaded: &E) -> UpdateOf<E> {
        self.table.update_of(loaded)
    }

    /// As [`TableHandle::update_with`].
    pub fn update_with<K: EntityKey, D: Decision<K::Entity>, F: FnMut(&mut K::Entity) -> D>(
        &self,
        key: impl FnOnce(&T::Tenant) -> K,
        change: F,
    ) -> UpdateWith<K::Entity, F, D>
    where
        K::Entity: Entity<Table = T>,
    {
        self.table.update_with(key(&self.tenant), change)
    }

    /// As [`TableHandle::delete`].
    pub fn delete<K: EntityKey>(&self, key: impl FnOnce(&T::Tenant) -> K) -> Delete<K::Entity>
    where
        K::Entity: Entity<Table = T> + PlainWrites,
    {
        self.table.delete(key(&self.tenant))
    }

    /// As [`TableHandle::delete_existing`].
    pub fn delete_existing<K: EntityKey>(&self, key: impl FnOnce(&T::Tenant) -> K) -> Delete<K::Entity>
    where
        K::Entity: Entity<Table = T> + PlainWrites,
    {
        self.table.delete_existing(key(&self.tenant))
    }

    /// As [`TableHandle::delete_of`].
    pub fn delete_of<E: Entity<Table = T> + PlainWrites>(&self, loaded: &E) -> Delete<E> {
        self.table.delete_of(loaded)
    }

    /// As [`TableHandle::create_unique`]. Values are unique within the tenant when the unique attribute's scope begins with it;
    /// an attribute that is unique among all tenants is written by the table's own handle.
    pub fn create_unique<E: Entity<Table = T>>(&self, entity: &E) -> CreateUnique<E> {
        self.table.create_unique(entity)
    }

    /// As [`TableHandle::put_unique`].
    pub fn put_unique<E: Entity<Table = T>>(&self, entity: &E) -> PutUnique<E> {
        self.table.put_unique(entity)
    }

    /// As [`TableHandle::upsert_unique`].
    pub fn upsert_unique<E: Entity<Table = T>>(&self, entity: &E) -> PutUnique<E> {
        self.table.upsert_unique(entity)
    }

    /// As [`TableHandle::delete_unique_of`].
    pub fn delete_unique_of<E: Entity<Table = T>>(&self, loaded: &E) -> DeleteUnique<E> {
        self.table.delete_unique_of(loaded)
    }

    /// As [`TableHandle::get_by_unique`].
    pub fn get_by_unique<K: EntityKey>(&self, marker: impl FnOnce(&T::Tenant) -> K) -> GetByUnique<K::Entity>
    where
        K::Entity: Marker<Table = T>,
    {
        self.table.get_by_unique(marker(&self.tenant))
    }

    /// As [`TableHandle::move_to`], within the tenant.
    pub fn move_to<K: EntityKey>(
        &self,
        from: impl FnOnce(&T::Tenant) -> K,
        to: impl FnOnce(&T::Tenant) -> K,
    ) -> MoveTo<K::Entity>
    where
        K::Entity: Entity<Table = T>,
    {
        self.table.move_to(from(&self.tenant), to(&self.tenant))
    }

    /// Gives an item of this tenant to another one, in one transaction. `to` is given the other tenant.
    pub fn move_to_tenant<K: EntityKey>(
        &self,
        other: impl KeyArgument<T::Tenant>,
        from: impl FnOnce(&T::Tenant) -> K,
        to: impl FnOnce(&T::Tenant) -> K,
    ) -> MoveTo<K::Entity>
    where
        K::Entity: Entity<Table = T>,
    {
        let other = other.into_part();
        let mut scope = Scope::new(T::MODEL, T::ATTRIBUTE, self.tenant.encode());
        scope.admit(other.encode());
        self.table.scoped(scope).move_to(from(&self.tenant), to(&other))
    }

    /// As [`TableHandle::query`].
    pub fn query<Q: IntoQuery>(
        &self,
        query: impl FnOnce(&T::Tenant) -> Q,
    ) -> Query<Q::Entity, Q::Source, <Q::Source as Holds<Q::Entity>>::Item>
    where
        Q::Entity: Entity<Table = T>,
    {
        self.table.query(query(&self.tenant))
    }

    /// As [`TableHandle::search`], of a vector index whose partition key is the tenant. Another one is refused before anything
    /// is sent: items of other tenants would take places among the results.
    pub fn search<Q: IntoSearch>(&self, query: impl FnOnce(&T::Tenant) -> Q) -> Search<Q::Entity>
    where
        Q::Entity: Entity<Table = T>,
    {
        self.table.search(query(&self.tenant))
    }

    /// As [`TableHandle::fan_out`].
    pub fn fan_out<Q: IntoQuery, I: IntoIterator<Item = Q>>(
        &self,
        queries: impl FnOnce(&T::Tenant) -> I,
    ) -> FanOut<Q::Entity, Q::Source, <Q::Source as Holds<Q::Entity>>::Item>
    where
        Q::Entity: Entity<Table = T>,
    {
        self.table.fan_out(queries(&self.tenant))
    }

    /// As [`TableHandle::collect`].
    pub fn collect<Q: IntoCollection<Table = T>>(
        &self,
        query: impl FnOnce(&T::Tenant) -> Q,
    ) -> Collect<Q::Output, Q::Source> {
        self.table.collect(query(&self.tenant))
    }

    /// As [`TableHandle::delete_collection`].
    pub fn delete_collection<Q>(
        &self,
        query: impl FnOnce(&T::Tenant) -> Q,
    ) -> DeleteCollection<Q::Output, Q::Source>
    where
        Q: IntoCollection<Table = T>,
        Q::Source: ConsistentRead,
    {
        self.table.delete_collection(query(&self.tenant))
    }
}

/// A tenant's table can stand in many places at once.
const _: () = {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<Arc<Scope>>();
};
