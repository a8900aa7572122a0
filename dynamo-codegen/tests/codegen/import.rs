//! Models of other tools, read and written.

use std::fs;
use std::path::{Path, PathBuf};

use dynamo_codegen::diagnostic::Code;
use dynamo_codegen::{check, format, import, workbench_of};
use dynamo_schema::{EntityIndex, EntityModel, IndexScope, KeySource, Projection, TableModel};
use proptest::prelude::*;

use crate::goldens::{report, specs};
use crate::judge::cases;
use crate::templates::golden;

fn models() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/import");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut models: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect();
    models.sort();
    models
}

/// Each model becomes the specs beside it, which are sound and in their layout.
#[test]
fn models_become_specs() {
    let mut reviews = 0;
    for path in models() {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let specs = import(&format!("{name}.json"), &fs::read_to_string(&path).unwrap());
        let specs = specs.unwrap_or_else(|report| panic!("{}", report.to_text()));
        for spec in specs {
            golden(&path.with_file_name(format!("{name}.{}", spec.file)), &spec.text);
            let report = check(&spec.file, &spec.text);
            assert!(report.design().is_some(), "{name}: {}", report.to_text());
            assert_eq!(format(&spec.file, &spec.text).unwrap(), spec.text, "{name}: the layout");
            assert_eq!(spec.text.matches("# review: ").count(), spec.reviews);
            reviews += spec.reviews;
        }
    }
    assert!(reviews > 10, "what is inferred is marked");
}

/// What cannot be sound is said of the spec, with its place: two facets of one key.
#[test]
fn what_is_wrong_with_a_model_is_said_of_the_spec() {
    let facet = |name: &str| {
        format!(
            r#"{{"FacetName": "{name}", "KeyAttributeAlias": {{"PartitionKeyAlias": "SONG#<id>"}}, "NonKeyAttributes": []}}"#
        )
    };
    let model = format!(
        r#"{{"DataModel": [{{"TableName": "music", "KeyAttributes": {{"PartitionKey": {{"AttributeName": "Id", "AttributeType": "S"}}}},
        "TableFacets": [{}, {}]}}]}}"#,
        facet("Song"),
        facet("Download")
    );
    let specs = import("music.json", &model).unwrap_or_else(|report| panic!("{}", report.to_text()));
    let report = check("music.toml", &specs[0].text);
    assert!(report.to_text().contains("can have the same key"), "{}", report.to_text());
}

#[test]
fn what_is_no_model_is_said_with_its_place() {
    let cases = [
        "",
        "[]",
        "{}",
        "{\"DataModel\": []}",
        "{\"DataModel\": {}}",
        "{\"DataModel\": [5]}",
        "{\"DataModel\": [{\"TableName\": 5, \"KeyAttributes\": {}}]}",
        "{\"DataModel\": [{\"TableName\": \"a\", \"KeyAttributes\": {\"PartitionKey\": {\"AttributeName\": \"a\", \"AttributeType\": \"SS\"}}}]}",
        "{\"tables\": [{\"table_config\": {\"table_name\": \"a\"}}]}",
        "{\"tables\": [{\"table_config\": {\"table_name\": \"a\", \"partition_key\": \"b\"}, \"entities\": {\"C\": {}}}]}",
        "{\"tables\": [",
        "{\"tables\": 1e}",
        "{\"tables\": \"\\ud800\"}",
        "{\"tables\": [], \"tables\": []}",
    ];
    let mut said = String::new();
    for model in cases {
        let report = import("model.json", model).expect_err(model);
        said += &format!("== {model}\n{}\n", report.to_text());
    }
    insta::assert_snapshot!(said);
    for deep in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        assert!(import("model.json", &deep).is_err());
    }
}

#[test]
fn tables_become_models() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/export");
    for (name, path) in specs("good")
        .into_iter()
        .filter(|(name, _)| ["catalogue", "documents", "leaderboard", "shop"].contains(&name.as_str()))
    {
        let report = report(&name, &path);
        let design = report.design().unwrap();
        let model = workbench_of(&design.table, &design.options);
        golden(&folder.join(format!("{name}.json")), &model.text);
        golden(&folder.join(format!("{name}.txt")), &(model.left_out.join("\n") + "\n"));
    }
}

/// Keys, indexes and entities of a table come back: all but what `left_out` says.
#[test]
fn what_is_exported_can_be_imported() {
    for (name, path) in specs("good") {
        let report = report(&name, &path);
        let design = report.design().unwrap();
        let model = workbench_of(&design.table, &design.options);
        let _: serde_json::Value = serde_json::from_str(&model.text).unwrap();
        let imported = import("model.json", &model.text);
        let imported = imported.unwrap_or_else(|report| panic!("{name}: {}", report.to_text()));
        let report = check("back.toml", &imported[0].text);
        // Keys that are in each other's ranges need what is left out: that one query reads both.
        if report.diagnostics().iter().any(|found| found.code == Code::KeysContained) {
            assert_eq!(name, "ledger");
            assert!(model.left_out.iter().any(|left| left.contains("`limit_change`, `remark` together")));
            assert!(
                report
                    .diagnostics()
                    .iter()
                    .all(|found| !found.is_error() || found.code == Code::KeysContained)
            );
            continue;
        }
        let back =
            report.design().unwrap_or_else(|| panic!("{name}:\n{}\n{}", report.to_text(), imported[0].text));
        assert_eq!(back.options.table_name, design.options.table_name);
        same_table(&name, &design.table, &back.table);
        // What comes back is what went out.
        assert_eq!(workbench_of(&back.table, &back.options).text.len(), model.text.len(), "{name}");
    }
}

fn same_table(name: &str, table: &TableModel, back: &TableModel) {
    assert_eq!(table.partition_key, back.partition_key, "{name}");
    assert_eq!(table.sort_key, back.sort_key, "{name}");
    let can_be_said = |index: &&dynamo_schema::IndexModel| {
        index.scope == IndexScope::Global && index.partition_key.len() == 1 && index.sort_key.len() < 2
    };
    for index in table.indexes.iter().filter(can_be_said) {
        let same = back.indexes.iter().find(|other| other.name == index.name).unwrap();
        assert_eq!(
            (&index.partition_key, &index.sort_key, without_version(table, &index.projection)),
            (&same.partition_key, &same.sort_key, same.projection.clone()),
            "{name}: {}",
            index.name
        );
    }
    let markers: Vec<&str> =
        table.entities.iter().flat_map(|entity| &*entity.unique).map(|unique| &*unique.marker).collect();
    let entities = table.entities.iter().filter(|entity| !markers.contains(&&*entity.name));
    for entity in entities {
        let same = back.entities.iter().find(|other| other.name == entity.name);
        let same = same.unwrap_or_else(|| panic!("{name}: no {}", entity.name));
        assert_eq!(key(entity), key(same), "{name}: {}", entity.name);
        for entry in &*entity.indexes {
            let said = table.indexes.iter().filter(can_be_said).find(|index| index.name == entry.index);
            if said.is_some() {
                let back = same.indexes.iter().find(|other| other.index == entry.index).unwrap();
                let both = |entry: &EntityIndex| (sources(&entry.partition), sources(&entry.sort));
                assert_eq!(both(entry), both(back), "{name}: {} in {}", entity.name, entry.index);
            }
        }
        for attribute in &*entity.attributes {
            let is_there = same.attributes.iter().any(|other| other.name == attribute.name);
            assert!(is_there, "{name}: {} without {}", entity.name, attribute.name);
        }
    }
}

/// A model of Workbench has no versions.
fn without_version(table: &TableModel, projection: &Projection) -> Projection {
    let Projection::Include(names) = projection else { return projection.clone() };
    let own = table.version_attribute.as_ref();
    Projection::Include(names.iter().filter(|name| Some(*name) != own).cloned().collect::<Vec<_>>().into())
}

fn key(entity: &EntityModel) -> Vec<String> {
    sources(&std::iter::once(&entity.key.partition).chain(&entity.key.sort).cloned().collect::<Vec<_>>())
}

/// The sources of a key, as they are written.
fn sources(sources: &[KeySource]) -> Vec<String> {
    let text = |source: &KeySource| match source {
        KeySource::Attribute(name) => format!("= {name}"),
        KeySource::Template(template) => template.to_string(),
    };
    sources.iter().map(text).collect()
}

/// JSON of any shape whose keys are often those of a model.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let keys = [
        "DataModel",
        "TableName",
        "KeyAttributes",
        "PartitionKey",
        "SortKey",
        "AttributeName",
        "AttributeType",
        "NonKeyAttributes",
        "TableFacets",
        "FacetName",
        "KeyAttributeAlias",
        "PartitionKeyAlias",
        "SortKeyAlias",
        "GlobalSecondaryIndexes",
        "IndexName",
        "Projection",
        "ProjectionType",
        "tables",
        "table_config",
        "table_name",
        "partition_key",
        "sort_key",
        "gsi_list",
        "entities",
        "pk_template",
        "sk_template",
        "gsi_mappings",
        "fields",
        "access_patterns",
        "name",
        "type",
        "operation",
        "parameters",
        "range_condition",
        "index_name",
        "Order",
    ];
    let words = [
        "S",
        "N",
        "B",
        "ALL",
        "A#<b>",
        "{a}",
        "a",
        "Query",
        "UpdateItem",
        ">=",
        "string",
        "decimal",
        "ä{",
        "<",
        "",
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        prop::sample::select(words.to_vec()).prop_map(Into::into),
        ".*".prop_map(Into::into),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        let key = prop_oneof![4 => prop::sample::select(keys.to_vec()).prop_map(str::to_owned), 1 => ".*"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map(key, inner, 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A sound model with one value replaced.
fn spoiled() -> impl Strategy<Value = String> {
    let texts: Vec<serde_json::Value> = models()
        .iter()
        .map(|path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        .collect();
    (prop::sample::select(texts), any::<prop::sample::Index>(), json()).prop_map(|(mut model, at, value)| {
        let mut count = 0;
        visit(&mut model, &mut |_| count += 1);
        let wanted = at.index(count);
        let mut seen = 0;
        visit(&mut model, &mut |place| {
            if seen == wanted {
                *place = value.clone();
            }
            seen += 1;
        });
        model.to_string()
    })
}

fn visit(value: &mut serde_json::Value, see: &mut dyn FnMut(&mut serde_json::Value)) {
    see(value);
    match value {
        serde_json::Value::Array(values) => values.iter_mut().for_each(|value| visit(value, see)),
        serde_json::Value::Object(members) => members.values_mut().for_each(|value| visit(value, see)),
        _ => {}
    }
}

/// Specs or findings with places; the specs can be read, whatever `check` says of them.
fn answers(text: &str) -> Result<(), TestCaseError> {
    match import("model.json", text) {
        Ok(specs) => {
            for spec in specs {
                prop_assert!(format(&spec.file, &spec.text).is_ok(), "{}", spec.text);
                let _ = check(&spec.file, &spec.text).to_text();
            }
        }
        Err(report) => {
            prop_assert!(report.diagnostics().iter().any(|found| found.is_error()));
            prop_assert!(
                report.diagnostics().iter().all(|found| text.get(found.primary.span.range()).is_some())
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_json_has_an_answer(value in json()) {
        answers(&value.to_string())?;
    }

    #[test]
    fn a_spoiled_model_has_an_answer(text in spoiled()) {
        answers(&text)?;
    }

    /// Our reader of JSON reads what another one does, with the same meaning.
    #[test]
    fn json_is_read_as_others_read_it(text in "[\\[\\]{}:,\"\\\\a-z0-9eE+.\\- tfn]{0,24}|\"(\\\\[\"\\\\/bfnrtu]|[a-f0-9]|é|😀){0,12}\"") {
        let text = format!("{{\"tables\":{text}}}");
        let is_json = serde_json::from_str::<serde_json::Value>(&text).is_ok();
        let said = import("model.json", &text);
        let is_refused = said.is_err_and(|report| {
            report.diagnostics().iter().any(|found| found.code == Code::Syntax)
        });
        // A repeated key, or a text with a lone surrogate, is no JSON that can be relied on.
        prop_assert!(is_json != is_refused || is_json && text.matches(':').count() > 1, "{text}");
    }
}
