use dynamo_mock::Mock;

use super::at;
use crate::generated::registry::{
    Dependency, Owner, OwnerRights, Package, RegistryTable, RemoveOwnerError, Version, WithdrawError,
};

fn owner(package: &str, login: &str, rights: OwnerRights) -> Owner {
    Owner { package: package.to_owned(), login: login.to_owned(), rights }
}

fn package(name: &str) -> Package {
    Package { package: name.to_owned(), description: String::new(), licence: None, downloads: 0, versions: 0 }
}

fn version(major: u16, minor: u16, patch: u16) -> Version {
    let dependency = Dependency { package: "serde".to_owned(), requirement: "1".to_owned(), optional: false };
    Version {
        package: "dynamo".to_owned(),
        major,
        minor,
        patch,
        published_at: at(i64::from(major * 100 + minor * 10 + patch)),
        withdrawn_at: None,
        checksum: vec![1, 2, 3],
        dependencies: vec![dependency],
        features: None,
    }
}

fn named(versions: impl IntoIterator<Item = Version>) -> Vec<String> {
    let name = |version: Version| format!("{}.{}.{}", version.major, version.minor, version.patch);
    versions.into_iter().map(name).collect()
}

async fn open() -> RegistryTable {
    let registry = RegistryTable::on(Mock::new(), "registry");
    registry.create_table().await.unwrap();
    registry.new_package(&package("dynamo"), &owner("dynamo", "ada", OwnerRights::All)).await.unwrap();
    for (major, minor, patch) in [(0, 1, 0), (0, 2, 0), (0, 2, 10), (0, 2, 9), (1, 0, 0), (1, 3, 0)] {
        registry.publish(&version(major, minor, patch)).await.unwrap();
    }
    registry
}

#[tokio::test]
async fn versions_sort_as_numbers() {
    let registry = open().await;
    assert_eq!(named(registry.latest("dynamo").await.unwrap()), ["1.3.0"]);
    let from = registry.versions_of_major_at_least("dynamo", 0, 2).await.unwrap();
    assert_eq!(named(from), ["0.2.0", "0.2.9", "0.2.10"]);
    let between = registry.versions_of_major_between("dynamo", 1, 0..=2).await.unwrap();
    assert_eq!(named(between), ["1.0.0"]);
    assert_eq!(named(registry.patches("dynamo", 0, 2).await.unwrap()), ["0.2.10", "0.2.9", "0.2.0"]);
    let page = registry.package_page("dynamo").await.unwrap();
    assert_eq!((page.package.unwrap().versions, page.versions.len(), page.owners.len()), (6, 6, 1));
    assert!(registry.publish(&version(1, 3, 0)).await.unwrap_err().is_transaction_canceled());
}

#[tokio::test]
async fn a_withdrawn_version_is_not_found_by_time() {
    let registry = open().await;
    let all = registry.published_since("dynamo", at(29)).await.unwrap();
    assert_eq!(named(all), ["0.2.9", "0.2.10", "1.0.0", "1.3.0"]);
    registry.withdraw("dynamo", 1, 0, 0, at(500), at(100)).await.unwrap();
    let left = registry.published_between("dynamo", at(30)..=at(130)).await.unwrap();
    assert_eq!(named(left), ["0.2.10", "1.3.0"]);
    let again = registry.withdraw("dynamo", 1, 0, 0, at(501), at(100)).await;
    let Err(WithdrawError::AlreadyWithdrawn(Some(there))) = again else { panic!("withdrawn before") };
    assert_eq!(there.withdrawn_at, Some(at(500)));
    registry.restore("dynamo", 1, 0, 0, at(100)).await.unwrap();
    let back = registry.published_between("dynamo", at(30)..=at(130)).await.unwrap();
    assert_eq!(named(back), ["0.2.10", "1.0.0", "1.3.0"]);
}

#[tokio::test]
async fn owners_come_and_go() {
    let registry = open().await;
    for name in ["dyno", "tokio"] {
        let owner = owner(name, "ada", OwnerRights::Publish);
        registry.new_package(&package(name), &owner).token(name).await.unwrap();
    }
    let packages = |owners: Vec<Owner>| owners.into_iter().map(|owner| owner.package).collect::<Vec<_>>();
    assert_eq!(packages(registry.packages_of("ada").await.unwrap().items), ["dynamo"]);
    let begins = registry.packages_named_begins_with("ada", "dyn").await.unwrap();
    assert_eq!(packages(begins.items), ["dynamo", "dyno"]);
    let between = registry.packages_named_between("ada", "dyno"..="zzz").await;
    assert_eq!(packages(between.unwrap().items), ["dyno", "tokio"]);

    let bo = owner("dynamo", "bo", OwnerRights::Publish);
    assert_eq!(registry.add_owner(&bo).await.unwrap(), None);
    let more = owner("dynamo", "bo", OwnerRights::All);
    assert_eq!(registry.add_owner(&more).await.unwrap(), Some(bo));
    let refused = registry.remove_owner("dynamo", "bo", OwnerRights::Publish).await;
    assert!(matches!(refused, Err(RemoveOwnerError::OtherRights)));
    assert_eq!(registry.remove_owner("dynamo", "bo", OwnerRights::All).await.unwrap(), Some(more));

    registry.count_version("tokio").await.unwrap();
    registry.count_downloads("tokio", 1_000_000_000_000).await.unwrap();
    registry.license("tokio", "Apache").await.unwrap();
    assert!(registry.license("tokio", "Apache").await.unwrap_err().is_condition_failed());
    let tokio = registry.package_page("tokio").await.unwrap().package.unwrap();
    assert_eq!(
        (tokio.versions, tokio.downloads, tokio.licence.as_deref()),
        (1, 1_000_000_000_000, Some("MIT"))
    );
}
