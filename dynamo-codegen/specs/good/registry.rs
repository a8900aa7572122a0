// Generated from registry.toml (1e71a6215c691ea6). Changes belong there.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};

/// Packages, their versions and who owns them
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t")]
#[dynamo(lsi(ByTime, sk = "LSI1SK": S))]
#[dynamo(gsi(ByOwner, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(entities(Package, Version, Owner))]
#[dynamo(collection(PackagePage(Package, Version, Owner)))]
pub struct Registry;

/// The type `Dependency` of attributes.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
pub struct Dependency {
    /// The attribute `package`.
    pub package: String,
    /// The attribute `requirement`.
    pub requirement: String,
    /// The attribute `optional`.
    pub optional: bool,
}

/// The rights of [`Owner`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, DynamoAttribute)]
pub enum OwnerRights {
    /// `publish`
    Publish,
    /// `all`
    All,
}

/// An item of the kind `package`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Registry)]
#[dynamo(key(pk = "PACKAGE#{package}", sk = "PACKAGE"))]
pub struct Package {
    /// The attribute `package`.
    pub package: String,
    /// The attribute `description`.
    #[dynamo(default)]
    pub description: String,
    /// The attribute `licence`.
    pub licence: Option<String>,
    /// The attribute `downloads`.
    #[dynamo(default = 0)]
    pub downloads: u64,
    /// The attribute `versions`.
    #[dynamo(default = 0)]
    pub versions: u32,
}

/// An item of the kind `version`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Registry)]
#[dynamo(key(pk = "PACKAGE#{package}", sk = "VERSION#{major}#{minor}#{patch}"))]
#[dynamo(index(by_time, on = ByTime, sk = "AT#{published_at}", when = "!withdrawn_at"))]
pub struct Version {
    /// The attribute `package`.
    pub package: String,
    /// The attribute `major`.
    pub major: u16,
    /// The attribute `minor`.
    pub minor: u16,
    /// The attribute `patch`.
    pub patch: u16,
    /// The attribute `published_at`.
    #[dynamo(read_only)]
    pub published_at: DateTime<Utc>,
    /// The attribute `withdrawn_at`.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// The attribute `checksum`.
    pub checksum: Vec<u8>,
    /// The attribute `dependencies`.
    #[dynamo(default)]
    pub dependencies: Vec<Dependency>,
    /// The attribute `features`.
    pub features: Option<BTreeMap<String, Vec<String>>>,
}

/// An item of the kind `owner`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Registry)]
#[dynamo(key(pk = "PACKAGE#{package}", sk = "OWNER#{login}"))]
#[dynamo(index(packages_of, on = ByOwner, pk = "OWNER#{login}", sk = "{package}"))]
pub struct Owner {
    /// The attribute `package`.
    pub package: String,
    /// The attribute `login`.
    pub login: String,
    /// The attribute `rights`.
    pub rights: OwnerRights,
}

/// All that there is of a package
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(package))]
pub struct PackagePage {
    /// The [`Package`], if there is one.
    pub package: Option<Package>,
    /// Each [`Version`], in the order of the keys.
    pub versions: Vec<Version>,
    /// Each [`Owner`], in the order of the keys.
    pub owners: Vec<Owner>,
}

/// Why [`RegistryTable::withdraw`] did not write.
#[derive(Debug)]
pub enum WithdrawError {
    /// `!withdrawn_at` does not hold. This is the item as it is.
    AlreadyWithdrawn(Option<Box<Version>>),
    /// Anything else.
    Other(dynamo_model::Error),
}

impl From<dynamo_model::Error> for WithdrawError {
    fn from(error: dynamo_model::Error) -> Self {
        if !error.is_condition_failed() {
            return Self::Other(error);
        }
        let item = error.item().cloned().map(dynamo_model::from_item);
        match item.transpose() {
            Ok(item) => Self::AlreadyWithdrawn(item.map(Box::new)),
            Err(error) => Self::Other(error),
        }
    }
}

impl std::fmt::Display for WithdrawError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AlreadyWithdrawn(_) => f.write_str("already withdrawn"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for WithdrawError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::AlreadyWithdrawn(_) => None,
            Self::Other(error) => error.source(),
        }
    }
}

/// Why [`RegistryTable::remove_owner`] did not write.
#[derive(Debug)]
pub enum RemoveOwnerError {
    /// `exists and rights == :rights` does not hold.
    OtherRights,
    /// Anything else.
    Other(dynamo_model::Error),
}

impl From<dynamo_model::Error> for RemoveOwnerError {
    fn from(error: dynamo_model::Error) -> Self {
        if error.is_condition_failed() {
            Self::OtherRights
        } else {
            Self::Other(error)
        }
    }
}

impl std::fmt::Display for RemoveOwnerError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OtherRights => f.write_str("other rights"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for RemoveOwnerError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::OtherRights => None,
            Self::Other(error) => error.source(),
        }
    }
}

/// The table [`Registry`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct RegistryTable(TableHandle<Registry>);

impl From<TableHandle<Registry>> for RegistryTable {
    fn from(table: TableHandle<Registry>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for RegistryTable {
    type Target = TableHandle<Registry>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl RegistryTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// A package with its first owner
    ///
    /// - Request: TransactWriteItems
    pub fn new_package(&self, package: &Package, owner: &Owner) -> op::Transaction<Registry> {
        let mut transaction = self.0.transaction().token(owner.login.to_string());
        transaction = transaction.with(Package::create(package));
        transaction = transaction.with(Owner::create(owner));
        transaction
    }

    /// All that there is of a package
    ///
    /// - Request: Query of the table, consistent
    /// - Key: `PK` = `PACKAGE#{package}`
    pub fn package_page(&self, package: &str) -> op::Collect<PackagePage> {
        self.0.collect(PackagePage::of(package)).consistent()
    }

    /// A new version, by somebody who may
    ///
    /// - Request: TransactWriteItems
    pub fn publish(&self, version: &Version) -> op::Transaction<Registry> {
        let mut transaction = self.0.transaction();
        transaction = transaction.with(Version::create(version));
        transaction = transaction.with(self.count_version(&version.package));
        transaction
    }

    /// Changes a [`Package`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `PACKAGE#{package}`, `SK` = `PACKAGE`
    pub fn count_version(&self, package: &str) -> op::Update<Package, op::Complete> {
        self.0
            .update(Package::key(package))
            .add(|p| p.versions(), 1)
            .complete()
    }

    /// The greatest version
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `PACKAGE#{package}`
    pub fn latest(&self, package: &str) -> op::Query<Version, dynamo_model::ReadFrom<false>> {
        self.0.query(Version::of(package)).descending().take(1)
    }

    /// Reads each [`Version`] of a partition.
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `PACKAGE#{package}`
    /// - Sort key: `SK` = `VERSION#{major}#{minor}#{patch}`, with `major` and `minor` at least a value
    pub fn versions_of_major_at_least(
        &self,
        package: &str,
        major: u16,
        minor: u16,
    ) -> op::Query<Version, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Version::of(package).major(major).minor(minor..))
    }

    /// Reads each [`Version`] of a partition.
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `PACKAGE#{package}`
    /// - Sort key: `SK` = `VERSION#{major}#{minor}#{patch}`, with `major` and `minor` between two values, both included
    pub fn versions_of_major_between(
        &self,
        package: &str,
        major: u16,
        minor: std::ops::RangeInclusive<u16>,
    ) -> op::Query<Version, dynamo_model::ReadFrom<false>> {
        self.0.query(Version::of(package).major(major).minor(minor))
    }

    /// Reads each [`Version`] of a partition.
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `PK` = `PACKAGE#{package}`
    /// - Sort key: `SK` = `VERSION#{major}#{minor}#{patch}`, with `major` and `minor`
    pub fn patches(
        &self,
        package: &str,
        major: u16,
        minor: u16,
    ) -> op::Query<Version, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Version::of(package).major(major).minor(minor))
            .descending()
    }

    /// What was published in a period and not withdrawn
    ///
    /// - Request: Query of the index `ByTime`, consistent
    /// - Key: `PK` = `PACKAGE#{package}`
    /// - Sort key: `LSI1SK` = `AT#{published_at}`, with `published_at` between two values, both included
    pub fn published_between(
        &self,
        package: &str,
        published_at: std::ops::RangeInclusive<DateTime<Utc>>,
    ) -> op::Query<Version, dynamo_model::ReadFrom<false>> {
        let query = Version::by_time(package).published_at(published_at);
        self.0.query(query).consistent()
    }

    /// What was published in a period and not withdrawn
    ///
    /// - Request: Query of the index `ByTime`, consistent
    /// - Key: `PK` = `PACKAGE#{package}`
    /// - Sort key: `LSI1SK` = `AT#{published_at}`, with `published_at` since a moment, included
    pub fn published_since(
        &self,
        package: &str,
        published_at: DateTime<Utc>,
    ) -> op::Query<Version, dynamo_model::ReadFrom<false>> {
        let query = Version::by_time(package).published_at(published_at..);
        self.0.query(query).consistent()
    }

    /// Nobody finds the version by time any more
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `PACKAGE#{package}`, `SK` = `VERSION#{major}#{minor}#{patch}`
    /// - Condition: `!withdrawn_at`
    ///
    /// # Errors
    /// With [`WithdrawError::AlreadyWithdrawn`] when `!withdrawn_at` does not hold.
    pub async fn withdraw(
        &self,
        package: &str,
        major: u16,
        minor: u16,
        patch: u16,
        withdrawn_at: DateTime<Utc>,
        published_at: DateTime<Utc>,
    ) -> Result<(), WithdrawError> {
        self.withdraw_request(package, major, minor, patch, withdrawn_at, published_at)
            .await
            .map_err(WithdrawError::from)
    }

    /// The request of [`withdraw`](Self::withdraw), which returns no item.
    fn withdraw_request(
        &self,
        package: &str,
        major: u16,
        minor: u16,
        patch: u16,
        withdrawn_at: DateTime<Utc>,
        published_at: DateTime<Utc>,
    ) -> op::Update<Version, op::Complete> {
        self.0
            .update(Version::key(package, major, minor, patch))
            .set(|v| v.withdrawn_at(), withdrawn_at)
            .given(|v| v.published_at(), published_at)
            .when(|v| v.withdrawn_at().not_exists())
            .complete()
    }

    /// Changes a [`Version`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `PACKAGE#{package}`, `SK` = `VERSION#{major}#{minor}#{patch}`
    pub fn restore(
        &self,
        package: &str,
        major: u16,
        minor: u16,
        patch: u16,
        published_at: DateTime<Utc>,
    ) -> op::Update<Version, op::Complete> {
        self.0
            .update(Version::key(package, major, minor, patch))
            .remove(|v| v.withdrawn_at())
            .given(|v| v.published_at(), published_at)
            .complete()
    }

    /// Reads each [`Owner`] of a partition.
    ///
    /// - Request: Query of the index `ByOwner`
    /// - Key: `GSI1PK` = `OWNER#{login}`
    /// - Filter: `rights == 'all'`
    pub fn packages_of(&self, login: &str) -> op::Query<Owner, dynamo_model::ReadFrom<true>> {
        self.0
            .query(Owner::packages_of(login))
            .filter(|o| o.rights().eq(OwnerRights::All))
    }

    /// Reads each [`Owner`] of a partition.
    ///
    /// - Request: Query of the index `ByOwner`
    /// - Key: `GSI1PK` = `OWNER#{login}`
    /// - Sort key: `GSI1SK` = `{package}`, with `package` beginning with a text
    pub fn packages_named_begins_with(
        &self,
        login: &str,
        package: &str,
    ) -> op::Query<Owner, dynamo_model::ReadFrom<true>> {
        let query = Owner::packages_of(login).package(begins_with(package));
        self.0.query(query)
    }

    /// Reads each [`Owner`] of a partition.
    ///
    /// - Request: Query of the index `ByOwner`
    /// - Key: `GSI1PK` = `OWNER#{login}`
    /// - Sort key: `GSI1SK` = `{package}`, with `package` between two values, both included
    pub fn packages_named_between(
        &self,
        login: &str,
        package: std::ops::RangeInclusive<&str>,
    ) -> op::Query<Owner, dynamo_model::ReadFrom<true>> {
        self.0.query(Owner::packages_of(login).package(package))
    }

    /// Writes a [`Owner`], replacing the one with its key.
    ///
    /// - Request: PutItem
    /// - Key: `PK` = `PACKAGE#{package}`, `SK` = `OWNER#{login}`
    pub fn add_owner(&self, owner: &Owner) -> op::Put<Owner, AllOld> {
        self.0.put(owner).returning(AllOld)
    }

    /// Deletes a [`Owner`].
    ///
    /// - Request: DeleteItem
    /// - Key: `PK` = `PACKAGE#{package}`, `SK` = `OWNER#{login}`
    /// - Condition: `exists and rights == :rights`
    ///
    /// # Errors
    /// With [`RemoveOwnerError::OtherRights`] when `exists and rights == :rights` does not hold.
    pub async fn remove_owner(
        &self,
        package: &str,
        login: &str,
        rights: OwnerRights,
    ) -> Result<Option<Owner>, RemoveOwnerError> {
        self.remove_owner_request(package, login, rights)
            .returning(AllOld)
            .await
            .map_err(RemoveOwnerError::from)
    }

    /// The request of [`remove_owner`](Self::remove_owner), which returns no item.
    fn remove_owner_request(
        &self,
        package: &str,
        login: &str,
        rights: OwnerRights,
    ) -> op::Delete<Owner> {
        self.0
            .delete_existing(Owner::key(package, login))
            .when(|o| o.rights().eq(rights))
    }

    /// Changes a [`Package`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `PACKAGE#{package}`, `SK` = `PACKAGE`
    pub fn count_downloads(&self, package: &str, times: u64) -> op::Update<Package, op::Complete> {
        self.0
            .update(Package::key(package))
            .add(|p| p.downloads(), times)
            .complete()
    }

    /// Changes a [`Package`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `PACKAGE#{package}`, `SK` = `PACKAGE`
    /// - Condition: `!licence or licence begins_with :prefix`
    pub fn license(&self, package: &str, prefix: &str) -> op::Update<Package, op::Complete> {
        self.0
            .update(Package::key(package))
            .set(|p| p.licence(), "MIT")
            .when(|p| p.licence().not_exists() | p.licence().begins_with(prefix))
            .complete()
    }
}
