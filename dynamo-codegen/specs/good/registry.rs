// Generated from registry.toml (96cd33d9acf63fc3). Changes belong there.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};

/// Packages, their versions and who owns them
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t")]
#[dynamo(lsi(ByTime, sk = "LSI1SK": S))]
#[dynamo(gsi(ByOwner, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(gsi(ByLicence, pk = "GSI2PK": S, sk = "GSI2SK": S, project(keys_only)))]
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
#[dynamo(index(licensed, on = ByLicence, pk = "LICENCE#{licence}", sk = "{package}", project(keys_only)))]
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

/// What the access pattern `package_names` reads of a [`Package`].
#[derive(Debug, Clone, PartialEq, DynamoProjection)]
#[dynamo(of = Package)]
pub struct PackageNamesItem {
    /// The attribute `package`.
    pub package: String,
    /// The attribute `licence`.
    pub licence: Option<String>,
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
    /// - Action: create of a [`Package`]
    /// - Action: create of an [`Owner`]
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
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
    /// - Capacity: 1 read unit per 4 KB of all that is read
    pub fn package_page(&self, package: &str) -> op::Collect<PackagePage> {
        self.0.collect(PackagePage::of(package)).consistent()
    }

    /// A new version, by somebody who may
    ///
    /// - Request: TransactWriteItems
    /// - Action: create of a [`Version`]
    /// - Action: [`count_version`](Self::count_version)
    /// - Capacity: 2 write units per 1 KB of each item, and 1 in each of its global indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn latest(&self, package: &str) -> op::Query<Version, dynamo_model::ReadFrom<false>> {
        self.0.query(Version::of(package)).descending().take(1)
    }

    /// Reads each [`Version`] of a partition.
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `PACKAGE#{package}`
    /// - Sort key: `SK` = `VERSION#{major}#{minor}#{patch}`, with `major` and `minor` at least a value
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 1 read unit per 4 KB of all that is read
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
    /// - Capacity: 1 read unit per 4 KB of all that is read
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn packages_named_between(
        &self,
        login: &str,
        package: std::ops::RangeInclusive<&str>,
    ) -> op::Query<Owner, dynamo_model::ReadFrom<true>> {
        self.0.query(Owner::packages_of(login).package(package))
    }

    /// The names of the packages under a licence
    ///
    /// - Request: Query of the index `ByLicence`
    /// - Key: `GSI2PK` = `LICENCE#{licence}`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn licensed(
        &self,
        licence: &str,
    ) -> op::Query<Package, dynamo_model::ReadFrom<true, PackageLicensedItem>, PackageLicensedItem>
    {
        self.0.query(Package::licensed(licence))
    }

    /// The packages under a licence, whole
    ///
    /// - Request: Query of the index `ByLicence`, then BatchGetItem of the whole items
    /// - Key: `GSI2PK` = `LICENCE#{licence}`
    /// - Sort key: `GSI2SK` = `{package}`, with `package` beginning with a text
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn licensed_packages_begins_with(
        &self,
        licence: &str,
        package: &str,
    ) -> op::Hydrate<Package, dynamo_model::ReadFrom<true, PackageLicensedItem>, PackageLicensedItem>
    {
        let query = Package::licensed(licence).package(begins_with(package));
        self.0.query(query).hydrate()
    }

    /// The names of all packages that have a licence
    ///
    /// - Request: Scan of the index `ByLicence`, in 2 segments counted from 0
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn all_licensed(
        &self,
        segment: u32,
    ) -> op::Scan<Package, PackageLicensedItem, dynamo_model::ReadFrom<true, PackageLicensedItem>>
    {
        self.0.scan_index::<PackageLicensed>().segment(segment, 2)
    }

    /// The names of all packages, as they are stored
    ///
    /// - Request: Scan of the table, consistent
    /// - Capacity: 1 read unit per 4 KB of all that is read
    pub fn package_names(&self) -> op::Scan<Package, PackageNamesItem> {
        self.0
            .scan::<Package>()
            .consistent()
            .project::<PackageNamesItem>()
    }

    /// Writes and deletes packages and owners, not all or none
    ///
    /// - Request: BatchWriteItem
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn import(
        &self,
        package_items: &[Package],
        package_keys: Vec<PackageKey>,
        owner_items: &[Owner],
        owner_keys: Vec<OwnerKey>,
    ) -> op::BatchWrite<Registry> {
        self.0
            .batch_write()
            .put_all(package_items)
            .delete_all(package_keys)
            .put_all(owner_items)
            .delete_all(owner_keys)
    }

    /// Takes off what was counted twice
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `PACKAGE#{package}`, `SK` = `PACKAGE`
    /// - Condition: `downloads >= :downloads`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn discount(&self, package: &str, downloads: u64) -> op::Update<Package, op::Complete> {
        self.0
            .update(Package::key(package))
            .subtract(|p| p.downloads(), downloads)
            .when(|p| p.downloads().ge(downloads))
            .complete()
    }

    /// Counts each [`Package`] of an index.
    ///
    /// - Request: Scan of the index `ByLicence`, in 2 segments counted from 0, counted
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub async fn count_licensed(&self, segment: u32) -> dynamo_model::Result<op::Count> {
        self.0
            .scan_index::<PackageLicensed>()
            .segment(segment, 2)
            .count()
            .await
    }

    /// Reads each [`Owner`] of an index.
    ///
    /// - Request: Scan of the index `ByOwner`
    /// - Filter: `rights == 'all'`
    /// - Capacity: 0.5 read units per 4 KB of all that is read
    pub fn all_owners(&self) -> op::Scan<Owner, Owner, dynamo_model::ReadFrom<true>> {
        self.0
            .scan_index::<OwnerPackagesOf>()
            .filter(|o| o.rights().eq(OwnerRights::All))
    }

    /// Writes an [`Owner`], replacing the one with its key.
    ///
    /// - Request: PutItem
    /// - Key: `PK` = `PACKAGE#{package}`, `SK` = `OWNER#{login}`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn add_owner(&self, owner: &Owner) -> op::Put<Owner, AllOld> {
        self.0.put(owner).returning(AllOld)
    }

    /// Deletes an [`Owner`].
    ///
    /// - Request: DeleteItem
    /// - Key: `PK` = `PACKAGE#{package}`, `SK` = `OWNER#{login}`
    /// - Condition: `exists and rights == :rights`
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
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
    /// - Capacity: 1 write unit per 1 KB of each item, in the table and in each of its indexes
    pub fn license(&self, package: &str, prefix: &str) -> op::Update<Package, op::Complete> {
        self.0
            .update(Package::key(package))
            .set(|p| p.licence(), "MIT")
            .when(|p| p.licence().not_exists() | p.licence().begins_with(prefix))
            .complete()
    }
}

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct RegistrySeeds {
    /// The seed `crab`.
    pub crab: Package,
    /// The seed `newest`.
    pub newest: Version,
    /// The seed `oldest`.
    pub oldest: Version,
    /// The seed `withdrawn`.
    pub withdrawn: Version,
    /// The seed `ada`.
    pub ada: Owner,
    /// The seed `bo`.
    pub bo: Owner,
}

impl RegistrySeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            crab: Package {
                package: "crab".to_owned(),
                description: "Walks sideways".to_owned(),
                licence: Some("MIT OR Apache-2.0".to_owned()),
                downloads: 10,
                versions: 2,
            },
            newest: Version {
                package: "crab".to_owned(),
                major: 1,
                minor: 10,
                patch: 0,
                published_at: DateTime::from_timestamp_nanos(1777680000000000000),
                withdrawn_at: None,
                checksum: b"\n\x0b".to_vec(),
                dependencies: vec![Dependency {
                    package: "shell".to_owned(),
                    requirement: "^1".to_owned(),
                    optional: false,
                }],
                features: Some(BTreeMap::from([
                    ("std".to_owned(), vec!["alloc".to_owned()]),
                    ("alloc".to_owned(), Vec::new()),
                ])),
            },
            oldest: Version {
                package: "crab".to_owned(),
                major: 1,
                minor: 9,
                patch: 4,
                published_at: DateTime::from_timestamp_nanos(1777593600000000000),
                withdrawn_at: None,
                checksum: b"\x0c\r".to_vec(),
                dependencies: Default::default(),
                features: None,
            },
            withdrawn: Version {
                package: "crab".to_owned(),
                major: 0,
                minor: 1,
                patch: 0,
                published_at: DateTime::from_timestamp_nanos(1775001600000000000),
                withdrawn_at: Some(DateTime::from_timestamp_nanos(1775088000000000000)),
                checksum: Vec::new(),
                dependencies: Default::default(),
                features: None,
            },
            ada: Owner {
                package: "crab".to_owned(),
                login: "ada".to_owned(),
                rights: OwnerRights::All,
            },
            bo: Owner {
                package: "crab".to_owned(),
                login: "bo".to_owned(),
                rights: OwnerRights::Publish,
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Registry>) -> dynamo_model::Result<Self> {
        let seeds = Self::items();
        table.create(&seeds.crab).await?;
        table.create(&seeds.newest).await?;
        table.create(&seeds.oldest).await?;
        table.create(&seeds.withdrawn).await?;
        table.create(&seeds.ada).await?;
        table.create(&seeds.bo).await?;
        Ok(seeds)
    }
}

/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {
    use chrono::DateTime;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<(RegistryTable, RegistrySeeds)> {
        let table = RegistryTable::on(dynamo_mock::Mock::new(), "registry");
        table.create_table().await?;
        let seeds = RegistrySeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn a_package_is_new_once() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table.new_package(&seeds.crab, &seeds.ada).await;
        assert!(failed.is_err_and(|error| error.is_transaction_canceled()));
        Ok(())
    }

    #[tokio::test]
    async fn a_new_package() -> Outcome {
        let (table, seeds) = stored().await?;
        let package = Package {
            package: "shell".to_owned(),
            description: Default::default(),
            licence: None,
            downloads: 0,
            versions: 0,
        };
        let owner = Owner {
            package: "shell".to_owned(),
            ..seeds.ada.clone()
        };
        table.new_package(&package, &owner).await?;
        let expected = Package {
            package: "shell".to_owned(),
            description: Default::default(),
            licence: None,
            downloads: 0,
            versions: 0,
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = Owner {
            package: "shell".to_owned(),
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_page() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.package_page("crab").await?;
        let expected = PackagePage {
            package: Some(seeds.crab.clone()),
            versions: vec![
                seeds.withdrawn.clone(),
                seeds.oldest.clone(),
                seeds.newest.clone(),
            ],
            owners: vec![seeds.ada.clone(), seeds.bo.clone()],
        };
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn a_version_is_counted() -> Outcome {
        let (table, seeds) = stored().await?;
        let version = Version {
            patch: 5,
            ..seeds.oldest.clone()
        };
        table.publish(&version).await?;
        let expected = Version {
            patch: 5,
            ..seeds.oldest.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = Package {
            versions: 3,
            ..seeds.crab.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn one_version_more() -> Outcome {
        let (table, seeds) = stored().await?;
        table.count_version("crab").await?;
        let expected = Package {
            versions: 3,
            ..seeds.crab.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn the_latest() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.latest("crab").await?.items;
        let expected = [seeds.newest.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn from_a_minor_on() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.versions_of_major_at_least("crab", 1, 10).await?.items;
        let expected = [seeds.newest.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn some_minors() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .versions_of_major_between("crab", 1, 0..=10)
            .await?
            .items;
        let expected = [seeds.oldest.clone(), seeds.newest.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn patches_of_a_minor() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.patches("crab", 1, 9).await?.items;
        let expected = [seeds.oldest.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn published_in_spring() -> Outcome {
        let (table, seeds) = stored().await?;
        let start = DateTime::from_timestamp_nanos(1772323200000000000);
        let end = DateTime::from_timestamp_nanos(1777636800000000000);
        let found = table.published_between("crab", start..=end).await?.items;
        let expected = [seeds.oldest.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn published_since() -> Outcome {
        let (table, seeds) = stored().await?;
        let published_at = DateTime::from_timestamp_nanos(1777593600000000000);
        let found = table.published_since("crab", published_at).await?.items;
        let expected = [seeds.oldest.clone(), seeds.newest.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn a_version_is_withdrawn() -> Outcome {
        let (table, seeds) = stored().await?;
        let withdrawn_at = DateTime::from_timestamp_nanos(1780272000000000000);
        let published_at = DateTime::from_timestamp_nanos(1777593600000000000);
        table
            .withdraw("crab", 1, 9, 4, withdrawn_at, published_at)
            .await?;
        let expected = Version {
            withdrawn_at: Some(DateTime::from_timestamp_nanos(1780272000000000000)),
            ..seeds.oldest.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_version_is_withdrawn_once() -> Outcome {
        let (table, seeds) = stored().await?;
        let withdrawn_at = DateTime::from_timestamp_nanos(1780272000000000000);
        let published_at = DateTime::from_timestamp_nanos(1775001600000000000);
        let failed = table
            .withdraw("crab", 0, 1, 0, withdrawn_at, published_at)
            .await;
        let expected = seeds.withdrawn.clone();
        let expected = Some(Box::new(expected));
        assert!(matches!(failed, Err(WithdrawError::AlreadyWithdrawn(found)) if found == expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_version_is_back() -> Outcome {
        let (table, _) = stored().await?;
        let published_at = DateTime::from_timestamp_nanos(1775001600000000000);
        table.restore("crab", 0, 1, 0, published_at).await?;
        let expected = Version {
            package: "crab".to_owned(),
            major: 0,
            minor: 1,
            patch: 0,
            published_at: DateTime::from_timestamp_nanos(1775001600000000000),
            withdrawn_at: None,
            checksum: Vec::new(),
            dependencies: Default::default(),
            features: None,
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn packages_of_ada() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.packages_of("ada").await?.items;
        let expected = [seeds.ada.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn packages_with_a_name() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.packages_named_begins_with("bo", "cr").await?.items;
        let expected = [seeds.bo.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn packages_with_names_between() -> Outcome {
        let (table, _) = stored().await?;
        let found = table.packages_named_between("bo", "a"..="b").await?.items;
        assert!(found.is_empty());
        Ok(())
    }

    #[tokio::test]
    async fn other_rights() -> Outcome {
        let (table, seeds) = stored().await?;
        let owner = Owner {
            rights: OwnerRights::All,
            ..seeds.bo.clone()
        };
        let found = table.add_owner(&owner).await?;
        let expected = seeds.bo.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn an_owner_leaves() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .remove_owner("crab", "bo", OwnerRights::Publish)
            .await?;
        let expected = seeds.bo.clone();
        assert_eq!(found, Some(expected));
        let found = table.get(seeds.bo.primary_key()).consistent().await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn an_owner_with_other_rights_stays() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table.remove_owner("crab", "bo", OwnerRights::All).await;
        assert!(matches!(failed, Err(RemoveOwnerError::OtherRights)));
        let expected = seeds.bo.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn more_downloads() -> Outcome {
        let (table, seeds) = stored().await?;
        table.count_downloads("crab", 5).await?;
        let expected = Package {
            downloads: 15,
            ..seeds.crab.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn another_licence() -> Outcome {
        let (table, seeds) = stored().await?;
        table.license("crab", "MIT").await?;
        let expected = Package {
            licence: Some("MIT".to_owned()),
            ..seeds.crab.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn names_under_a_licence() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.licensed("MIT OR Apache-2.0").await?.items;
        let found: Vec<_> = found.iter().map(|item| item.primary_key()).collect();
        let expected = [seeds.crab.primary_key()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn packages_under_a_licence() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .licensed_packages_begins_with("MIT OR Apache-2.0", "c")
            .await?
            .page
            .items;
        let expected = [seeds.crab.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn all_names_with_a_licence() -> Outcome {
        let (table, seeds) = stored().await?;
        let mut found = Vec::new();
        for segment in 0..2 {
            found.extend(table.all_licensed(segment).all().await?);
        }
        let found: Vec<_> = found.iter().map(|item| item.primary_key()).collect();
        let expected = [seeds.crab.primary_key()];
        assert_eq!(found.len(), expected.len());
        assert!(expected.iter().all(|item| found.contains(item)));
        Ok(())
    }

    #[tokio::test]
    async fn how_many_have_a_licence() -> Outcome {
        let (table, _) = stored().await?;
        let mut found = 0;
        for segment in 0..2 {
            found += table.count_licensed(segment).await?.count;
        }
        assert_eq!(found, 1);
        Ok(())
    }

    #[tokio::test]
    async fn everybody_with_all_rights() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.all_owners().all().await?;
        let expected = [seeds.ada.clone()];
        assert_eq!(found.len(), expected.len());
        assert!(expected.iter().all(|item| found.contains(item)));
        Ok(())
    }

    #[tokio::test]
    async fn names_as_they_are_stored() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.package_names().all().await?;
        let expected = [PackageNamesItem {
            package: seeds.crab.package.clone(),
            licence: seeds.crab.licence.clone(),
        }];
        assert_eq!(found.len(), expected.len());
        assert!(expected.iter().all(|item| found.contains(item)));
        Ok(())
    }

    #[tokio::test]
    async fn an_import() -> Outcome {
        let (table, seeds) = stored().await?;
        let package_items = [Package {
            package: "shell".to_owned(),
            ..seeds.crab.clone()
        }];
        let owner_items = [Owner {
            package: "shell".to_owned(),
            ..seeds.ada.clone()
        }];
        table
            .import(
                &package_items,
                vec![],
                &owner_items,
                vec![seeds.bo.primary_key()],
            )
            .await?;
        let expected = Package {
            package: "shell".to_owned(),
            ..seeds.crab.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = Owner {
            package: "shell".to_owned(),
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = seeds.crab.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let found = table.get(seeds.bo.primary_key()).consistent().await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn downloads_that_were_counted_twice() -> Outcome {
        let (table, seeds) = stored().await?;
        table.discount("crab", 4).await?;
        let expected = Package {
            downloads: 6,
            ..seeds.crab.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn no_more_than_there_were() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table.discount("crab", 11).await;
        assert!(failed.is_err_and(|error| error.is_condition_failed()));
        let expected = seeds.crab.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }
}
