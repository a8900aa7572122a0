//! What `check` refuses, a line for each defect: the change that makes it, the rule that finds it, and the place.

use dynamo_codegen::diagnostic::Code;
use dynamo_codegen::{check, create_table};
use serde_json::Value;

use super::goldens::{report, specs};

/// A sound spec, which each case spoils in one place.
const SOUND: &str = r#"spec = 1
[model]
name = "desk"
[table]
name = "desk"
pk = "PK"
sk = "SK"
type_attribute = "_t"
lock_attribute = "_v"
ttl = "expires"
[index.Global]
pk = "G_PK"
sk = "G_SK"
[index.Other]
pk = "O_PK"
projection = { include = ["title"] }
[index.Native]
pk = ["region"]
sk = [{ name = "size", type = "N" }]
[index.Local]
scope = "local"
sk = "L_SK"
projection = "keys-only"
[entity.Ticket]
pk = "TENANT#{tenant}"
sk = "TICKET#{day}#{number:06}"
index.Global = { pk = "STATE#{tenant}#{state}", sk = "{due}#{number:06}" }
index.Other = { pk = "OWNER#{owner}" }
index.Native = { pk = ["region"], sk = ["size"] }
index.Local = { sk = "TITLE#{title}" }
unique = ["title"]
[entity.Ticket.fields]
tenant = "string"
day = "date"
number = { type = "u32", read_only = true }
state = { enum = ["open", "done"] }
due = "timestamp"
owner = "string"
region = "string"
size = "u32"
title = "string"
tags = "set<string>"
note = "string?"
count = "u32"
expires = "ttl"
[entity.Note]
pk = "TENANT#{tenant}"
sk = "NOTE#{day}"
[entity.Note.fields]
tenant = "string"
day = "date"
text = "string"
[access.list]
query = "Ticket"
index = "Global"
range = { field = "due", ops = ["since"] }
filter = "count > :least"
[access.by_owner]
query = "Ticket"
index = "Other"
[access.by_region]
query = "Ticket"
index = "Native"
[access.by_title]
query = "Ticket"
index = "Local"
[access.one_day]
query = "Ticket"
by = ["day"]
[access.change]
update = "Ticket"
set = ["count"]
[access.write]
transact_write = [{ put = "Note", each = "notes", condition = "not exists" }]
each_max = { notes = 100 }
[access.all]
scan = "Ticket"
[role.agent]
access = ["list", "by_owner", "by_region", "by_title", "one_day", "change", "write", "all"]
[[assert]]
no-scan-except = ["all"]
"#;

/// One defect: what it is, the change from one text to another, the rule, and the text at the place.
type Case = (&'static str, &'static str, &'static str, Code, &'static str);

#[track_caller]
fn refuses(cases: &[Case]) {
    let mut problems = String::new();
    for (defect, from, to, code, place) in cases {
        assert_eq!(SOUND.matches(from).count(), 1, "{defect}: {from}");
        let report = check("desk.toml", &SOUND.replace(from, to));
        assert!(report.design().is_none(), "{defect}: a design");
        let found = report.diagnostics().iter().filter(|found| found.code == *code && found.is_error());
        let mut places = found.map(|found| report.source().get(found.primary.span.range()).unwrap());
        if !places.any(|found| found == *place) {
            problems += &format!("{defect}: no {} at {place}\n{}\n", code.as_str(), report.to_text());
        }
    }
    assert!(problems.is_empty(), "{problems}");
}

#[test]
fn the_spec_that_is_spoiled_is_sound() {
    let report = check("desk.toml", SOUND);
    assert_eq!(report.diagnostics(), [], "{}", report.to_text());
}

/// Each of these passes one of cfn-lint, `terraform plan`, moto and DynamoDB Local.
#[test]
fn what_other_validators_let_through() {
    refuses(&[
        (
            "an attribute of an index that is not defined",
            r#"include = ["title"]"#,
            r#"include = ["titel"]"#,
            Code::UnknownProjected,
            r#""titel""#,
        ),
        (
            "a global index without throughput, with provisioned billing",
            "ttl = \"expires\"\n",
            "ttl = \"expires\"\nbilling = { provisioned = { read = 1, write = 1 } }\n",
            Code::ThroughputMissing,
            "Global",
        ),
        (
            "provisioned billing without throughput",
            "ttl = \"expires\"\n",
            "ttl = \"expires\"\nbilling = \"provisioned\"\n",
            Code::ThroughputMissing,
            "\"provisioned\"",
        ),
        (
            "a throughput with billing by request",
            "sk = \"G_SK\"\n",
            "sk = \"G_SK\"\nprovisioned = { read = 1, write = 1 }\n",
            Code::ThroughputSuperfluous,
            "{ read = 1, write = 1 }",
        ),
        ("two indexes of one name", "[index.Other]", "[index.Global]", Code::Syntax, "Global"),
        (
            "INCLUDE without attributes",
            r#"include = ["title"]"#,
            "include = []",
            Code::EmptyProjection,
            "{ include = [] }",
        ),
        (
            "ALL with attributes",
            r#"{ include = ["title"] }"#,
            r#"{ all = true, include = ["title"] }"#,
            Code::UnknownKey,
            "all",
        ),
        (
            "a local index with another partition key",
            "scope = \"local\"\n",
            "scope = \"local\"\npk = \"L_PK\"\n",
            Code::LocalPartitionKey,
            "\"L_PK\"",
        ),
        (
            "an illegal table name",
            "[table]\nname = \"desk\"",
            "[table]\nname = \"my desk\"",
            Code::TableName,
            "\"my desk\"",
        ),
        ("an illegal index name", "[index.Other]", "[index.\"O!\"]", Code::IndexName, "\"O!\""),
        ("a TTL without an attribute", "ttl = \"expires\"\n", "ttl = \"\"\n", Code::KeyName, "\"\""),
        ("a TTL that is only switched on", "ttl = \"expires\"\n", "ttl = true\n", Code::WrongKind, "true"),
        ("a TTL that the table does not have", "ttl = \"expires\"\n", "", Code::TtlAttribute, "expires"),
        ("a TTL that is no number", "expires = \"ttl\"", "expires = \"string\"", Code::TtlType, "expires"),
    ]);
}

#[test]
fn more_indexes_than_a_table_has() {
    let many = |count: usize, one: &dyn Fn(usize) -> String| -> String { (0..count).map(one).collect() };
    let global = |at| format!("[index.Global{at}]\npk = \"g{at}\"\n");
    let local = |at| format!("[index.Local{at}]\nscope = \"local\"\nsk = \"l{at}\"\n");
    let report =
        check("desk.toml", &SOUND.replace("[entity.Ticket]", &(many(18, &global) + "[entity.Ticket]")));
    assert!(report.diagnostics().iter().any(|found| found.code == Code::TooManyGlobalIndexes));
    let report =
        check("desk.toml", &SOUND.replace("[entity.Ticket]", &(many(5, &local) + "[entity.Ticket]")));
    assert!(report.diagnostics().iter().any(|found| found.code == Code::TooManyLocalIndexes));
    let names: Vec<String> = (0..100).map(|at| format!("\"a{at}\"")).collect();
    let wide =
        SOUND.replace("include = [\"title\"]", &format!("include = [\"title\", {}]", names.join(", ")));
    assert!(check("desk.toml", &wide).diagnostics().iter().any(|found| found.code == Code::TooManyProjected));
}

#[test]
fn names_and_keys() {
    refuses(&[
        (
            "an unknown entity",
            "update = \"Ticket\"",
            "update = \"Tikcet\"",
            Code::UnknownEntity,
            "\"Tikcet\"",
        ),
        ("an unknown index", "index = \"Other\"", "index = \"Othre\"", Code::UnknownIndex, "\"Othre\""),
        (
            "a name twice",
            "[entity.Note]\n",
            "[entity.Note]\nname = \"ticket\"\n",
            Code::EntityTwice,
            "\"ticket\"",
        ),
        ("a bad template", "NOTE#{day}", "NOTE#{day", Code::Template, "{day"),
        ("an unknown placeholder", "NOTE#{day}", "NOTE#{dya}", Code::UnknownField, "{dya}"),
        ("a placeholder that is no scalar", "OWNER#{owner}", "OWNER#{tags}", Code::NotAPart, "{tags}"),
        (
            "a placeholder that may be absent",
            "TENANT#{tenant}\"\nsk = \"TICKET#{day}#",
            "TENANT#{tenant}\"\nsk = \"TICKET#{note}#",
            Code::OptionalPrimaryKey,
            "{note}",
        ),
        ("a width for what is no integer", "NOTE#{day}", "NOTE#{day:04}", Code::PartFormat, "{day:04}"),
        (
            "keys that collide",
            "NOTE#{day}",
            "TICKET#{day}#000001",
            Code::KeysCollide,
            "\"TICKET#{day}#{number:06}\"",
        ),
        (
            "a key inside of the range of another entity",
            "NOTE#{day}",
            "TICKET#{day}#NOTE",
            Code::KeysContained,
            "\"TICKET#{day}#{number:06}\"",
        ),
        (
            "two entries of one name",
            "index.Local = { sk",
            "index.Local = { name = \"other\", sk",
            Code::EntryTwice,
            "\"other\"",
        ),
        (
            "two texts in one key attribute",
            "pk = \"O_PK\"",
            "pk = \"G_PK\"",
            Code::TwoSources,
            "{ pk = \"OWNER#{owner}\" }",
        ),
        (
            "more attributes than a key has",
            "pk = [\"region\"]\nsk",
            "pk = [\"region\", \"b\", \"c\", \"d\", \"e\"]\nsk",
            Code::IndexKeySize,
            "Native",
        ),
        (
            "a key attribute of two types",
            "pk = \"O_PK\"",
            "pk = { name = \"PK\", type = \"N\" }",
            Code::KeyTypes,
            "{ name = \"PK\", type = \"N\" }",
        ),
        (
            "the sort key for the partition key",
            "pk = \"OWNER#{owner}\"",
            "sk = \"OWNER#{owner}\"",
            Code::SourceCount,
            "{ sk = \"OWNER#{owner}\" }",
        ),
        (
            "a missing partition key",
            "[entity.Note]\npk = \"TENANT#{tenant}\"\n",
            "[entity.Note]\n",
            Code::MissingKey,
            "[entity.Note]",
        ),
    ]);
}

#[test]
fn access_patterns() {
    refuses(&[
        (
            "a range that is not on the next part",
            "field = \"due\", ops = [\"since\"]",
            "field = \"number\", ops = [\"above\"]",
            Code::KeyGap,
            "\"number\"",
        ),
        ("a gap", "by = [\"day\"]", "by = [\"number\"]", Code::KeyGap, "\"number\""),
        (
            "a filter on a key of the index",
            "index = \"Native\"\n",
            "index = \"Native\"\nfilter = \"size > :least\"\n",
            Code::FilterOnKey,
            "size",
        ),
        (
            "a filter on what the index does not hold",
            "index = \"Other\"\n",
            "index = \"Other\"\nfilter = \"count > :least\"\n",
            Code::NotProjected,
            "count",
        ),
        (
            "a projection of what the index does not hold",
            "index = \"Other\"\n",
            "index = \"Other\"\nproject = [\"count\"]\n",
            Code::NotProjected,
            "\"count\"",
        ),
        (
            "a consistent read of a global index",
            "index = \"Other\"\n",
            "index = \"Other\"\nconsistent = true\n",
            Code::ConsistentOnGlobal,
            "consistent",
        ),
        ("an update of the key", "set = [\"count\"]", "set = [\"day\"]", Code::UpdateOfKey, "\"day\""),
        (
            "an update of what is read-only",
            "count = \"u32\"\n",
            "count = { type = \"u32\", read_only = true }\n",
            Code::UpdateOfReadOnly,
            "\"count\"",
        ),
        (
            "a required attribute removed",
            "set = [\"count\"]",
            "remove = [\"count\"]",
            Code::RemoveRequired,
            "\"count\"",
        ),
        (
            "something added to what is no number",
            "set = [\"count\"]",
            "add = { note = \":more\" }",
            Code::AddNonNumber,
            "note",
        ),
        (
            "an index key that would be half known",
            "set = [\"count\"]",
            "set = [\"due\"]",
            Code::IncompleteIndexKey,
            "\"due\"",
        ),
        ("more than 100 actions", "notes = 100", "notes = 101", Code::TooManyActions, "transact_write"),
        ("a bound of no list", "notes = 100", "notes = 100, others = 1", Code::ListBound, "others"),
        (
            "a parameter of two types",
            "count > :least",
            "count > :least and owner == :least",
            Code::ParameterTypes,
            ":least",
        ),
        ("values of two types", "count > :least", "count > 'many'", Code::OperandType, "'many'"),
        (
            "a tenant that scans",
            "\"write\", \"all\"]",
            "\"write\", \"all\"]\ntenant = { leading_keys = [\"TENANT#1\"], patterns = [\"all\"] }",
            Code::TenantScan,
            "\"all\"",
        ),
    ]);
}

/// Attributes that are defined and unused, used and undefined, and keys in the wrong order cannot be said in a spec: what a
/// table defines are the attributes of its keys, the partition key first.
#[test]
fn tables_define_the_attributes_of_their_keys() {
    for (name, path) in specs("good") {
        let report = report(&name, &path);
        let table: Value =
            serde_json::from_str(&create_table(&report.design().unwrap().table, "any")).unwrap();
        let names = |list: &Value| -> Vec<String> {
            let names = list.as_array().into_iter().flatten();
            names.map(|of| of["AttributeName"].as_str().unwrap().to_owned()).collect()
        };
        let indexes = ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"];
        let indexes = indexes.iter().flat_map(|kind| table[kind].as_array().into_iter().flatten());
        let schemas: Vec<&Value> = indexes.chain([&table]).filter_map(|of| of.get("KeySchema")).collect();
        for schema in &schemas {
            let kinds: Vec<&str> =
                schema.as_array().unwrap().iter().map(|key| key["KeyType"].as_str().unwrap()).collect();
            assert!(kinds.is_sorted() && kinds.first() == Some(&"HASH"), "{name}: {kinds:?}");
        }
        let vectors = table["VectorIndexes"].as_array().into_iter().flatten();
        let searched = vectors.filter_map(|of| of.get("SearchSchema"));
        let mut used: Vec<String> = schemas.into_iter().chain(searched).flat_map(names).collect();
        let mut defined = names(&table["AttributeDefinitions"]);
        used.sort();
        used.dedup();
        defined.sort();
        assert_eq!(defined, used, "{name}");
    }
}
