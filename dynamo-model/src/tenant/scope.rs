//! What a tenant's handle lets through: looked at when a request is sent, whatever made it.

use dynamo_schema::TableModel;

use crate::api::{Request, TransactWriteItem, WriteRequest};
use crate::error::{Error, ErrorKind, Result};
use crate::{AttributeValue, Encoded, Item, keys};

/// The tenants whose items can be reached: one, and two for a move between them.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    table: &'static TableModel,
    attribute: &'static str,
    tenants: Vec<AttributeValue>,
    /// Why there is no tenant.
    error: Option<Error>,
}

impl Scope {
    pub(super) fn new(table: &'static TableModel, attribute: &'static str, tenant: Encoded) -> Self {
        let mut scope = Self { table, attribute, tenants: Vec::with_capacity(1), error: None };
        scope.admit(tenant);
        scope
    }

    pub(super) fn admit(&mut self, tenant: Encoded) {
        match tenant {
            Ok(Some(tenant)) => self.tenants.push(tenant),
            Ok(None) => self.error = Some(Error::invalid("a tenant is never absent")),
            Err(error) => self.error = Some(error.into()),
        }
    }

    /// Refuses a request for items of others.
    pub(crate) fn check(&self, table_name: &str, request: &Request) -> Result<()> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        let of_table = |name: &str| if name == table_name { Ok(()) } else { Err(other_table()) };
        let at = |name: &str, key: &Item| of_table(name).and_then(|()| self.key(key));
        match request {
            Request::GetItem(input) => at(&input.table_name, &input.key),
            Request::PutItem(input) => of_table(&input.table_name).and_then(|()| self.item(&input.item)),
            Request::UpdateItem(input) => at(&input.table_name, &input.key),
            Request::DeleteItem(input) => at(&input.table_name, &input.key),
            Request::BatchGetItem(input) => input
                .request_items
                .iter()
                .try_for_each(|(name, asked)| asked.keys.iter().try_for_each(|key| at(name, key))),
            Request::BatchWriteItem(input) => input.request_items.iter().try_for_each(|(name, writes)| {
                of_table(name)?;
                writes.iter().try_for_each(|write| match write {
                    WriteRequest::Put(item) => self.item(item),
                    WriteRequest::Delete(key) => self.key(key),
                })
            }),
            Request::TransactGetItems(input) => {
                input.transact_items.iter().try_for_each(|get| at(&get.table_name, &get.key))
            }
            Request::TransactWriteItems(input) => {
                input.transact_items.iter().try_for_each(|write| match write {
                    TransactWriteItem::Put(put) => {
                        of_table(&put.table_name).and_then(|()| self.item(&put.item))
                    }
                    TransactWriteItem::ConditionCheck(check) => at(&check.table_name, &check.key),
                    TransactWriteItem::Update(update) => at(&update.table_name, &update.key),
                    TransactWriteItem::Delete(delete) => at(&delete.table_name, &delete.key),
                })
            }
            // What it is about was checked when it was built, where its parts are known.
            Request::Query(input) => of_table(&input.table_name),
            Request::SearchVectors(input) => of_table(&input.table_name),
            other => Err(Error::invalid(format!("{} is not for the handle of a tenant", other.action()))),
        }
    }

    /// Refuses a query of others, given the value that it binds the tenant to.
    pub(crate) fn query(&self, bound: Option<&AttributeValue>) -> Result<()> {
        if bound.is_some_and(|tenant| self.tenants.contains(tenant)) { Ok(()) } else { Err(self.refusal()) }
    }

    /// The name of the attribute that holds the tenant.
    pub(crate) const fn attribute(&self) -> &'static str {
        self.attribute
    }

    /// A whole item: its key, and what its index keys are made of.
    fn item(&self, item: &Item) -> Result<()> {
        self.query(item.get(self.attribute))?;
        self.key(item)
    }

    /// A primary key: no two entities have one, so it tells whose it is.
    fn key(&self, key: &Item) -> Result<()> {
        let is_own = self.table.entities.iter().any(|entity| {
            let has_tenant = entity.attributes.iter().any(|attribute| attribute.name == self.attribute);
            has_tenant
                && keys::parse(self.table, entity, key)
                    .is_ok_and(|fields| self.query(fields.get(self.attribute)).is_ok())
        });
        if is_own { Ok(()) } else { Err(self.refusal()) }
    }

    fn refusal(&self) -> Error {
        let problem = format!(
            "this is not about the tenant of the handle: `{}` has another value, or the entity belongs to no tenant",
            self.attribute
        );
        Error::new(ErrorKind::OtherTenant, problem).about(self.attribute)
    }
}

fn other_table() -> Error {
    Error::new(ErrorKind::OtherTenant, "the handle of a tenant reaches no other tables")
}
