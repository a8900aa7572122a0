//! The CreateTable requests that the generator writes.

use std::fs;
use std::path::{Path, PathBuf};

use dynamo_model::api::{
    BillingMode, CreateTableInput, KeyType, Request, VectorIndex, VectorIndexDescription,
};
use dynamo_model::wire::decode_request;
use dynamo_tests::{Case, for_each_backend};

use crate::shop::{active, create};

/// The requests of the generator's golden specs, by the specs' names.
fn requests() -> Vec<(String, CreateTableInput)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dynamo-codegen/specs/good");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let requests = files.into_iter().filter_map(|file| {
        let name = file.file_name().unwrap().to_str().unwrap().strip_suffix(".create-table.json")?.to_owned();
        let request = decode_request("CreateTable", &fs::read(&file).unwrap()).unwrap();
        let Request::CreateTable(input) = request else { panic!("{name} is another action") };
        Some((name, input))
    });
    requests.collect()
}

fn has_native_keys(input: &CreateTableInput) -> bool {
    input.global_secondary_indexes.iter().any(|index| {
        [KeyType::Hash, KeyType::Range]
            .into_iter()
            .any(|role| index.key_schema.iter().filter(|key| key.key_type == role).count() > 1)
    })
}

/// Creates the table under a name of the case's own, and compares what the service says of it.
async fn is_created(case: &Case, name: &str, mut input: CreateTableInput) {
    input.table_name = case.table_name();
    input.deletion_protection_enabled = None;
    let wanted = input.clone();
    let table_name = create(case, input).await;
    let mut table = active(case, &table_name).await;
    table.attribute_definitions.sort_by(|a, b| a.attribute_name.cmp(&b.attribute_name));
    let mut definitions = wanted.attribute_definitions;
    definitions.sort_by(|a, b| a.attribute_name.cmp(&b.attribute_name));
    assert_eq!(table.attribute_definitions, definitions, "{name}");
    assert_eq!(table.key_schema, wanted.key_schema, "{name}");
    let mut indexes: Vec<_> = wanted
        .global_secondary_indexes
        .into_iter()
        .map(|index| (index.index_name, index.key_schema, index.projection))
        .collect();
    indexes.extend(
        wanted
            .local_secondary_indexes
            .into_iter()
            .map(|index| (index.index_name, index.key_schema, index.projection)),
    );
    let mut described: Vec<_> = table
        .global_secondary_indexes
        .into_iter()
        .chain(table.local_secondary_indexes)
        .map(|index| (index.index_name, index.key_schema, index.projection))
        .collect();
    indexes.sort_by(|a, b| a.0.cmp(&b.0));
    described.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(described, indexes, "{name}");
    let mut vectors: Vec<_> = wanted
        .vector_indexes
        .into_iter()
        .map(|index| {
            let VectorIndex { index_name, search_schema, projection, dimensions, .. } = index;
            let (of, distance) = (index.vector_attribute, index.distance_function);
            (index_name, of, search_schema, projection, dimensions, distance)
        })
        .collect();
    let mut described: Vec<_> = table
        .vector_indexes
        .into_iter()
        .map(|index| {
            let VectorIndexDescription { index_name, search_schema, projection, dimensions, .. } = index;
            let (of, distance) = (index.vector_attribute, index.distance_function);
            (index_name, of, search_schema, projection, dimensions, distance)
        })
        .collect();
    vectors.sort_by(|a, b| a.0.cmp(&b.0));
    described.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(described, vectors, "{name}");
    assert_eq!(table.billing_mode, wanted.billing_mode.unwrap_or(BillingMode::Provisioned), "{name}");
}

#[test]
fn generated_requests_create_their_tables() {
    for_each_backend(async |case| {
        let plain = |input: &CreateTableInput| !has_native_keys(input) && input.vector_indexes.is_empty();
        for (name, input) in requests().into_iter().filter(|(_, input)| plain(input)) {
            is_created(case, &name, input).await;
        }
    });
}

#[test]
fn generated_requests_with_native_keys_create_their_tables() {
    for_each_backend(async |case| {
        for (name, input) in requests().into_iter().filter(|(_, input)| has_native_keys(input)) {
            is_created(case, &name, input).await;
        }
    });
}

#[test]
fn generated_requests_with_vector_indexes_create_their_tables() {
    for_each_backend(async |case| {
        for (name, input) in requests().into_iter().filter(|(_, input)| !input.vector_indexes.is_empty()) {
            is_created(case, &name, input).await;
        }
    });
}
