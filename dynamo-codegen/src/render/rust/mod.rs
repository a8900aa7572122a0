//! Rust: the table, its entities and their types, with the derives that a person would write, and a method for each access
//! pattern.

mod entity;
mod examples;
mod existing;
mod layout;
pub(crate) mod methods;
pub(crate) mod search;
mod seeds;
mod table;
mod types;
mod value;
mod versions;

pub(crate) use entity::held;
pub(crate) use search::{Found, found};

use std::collections::HashSet;

use crate::design::Design;

/// The Rust module of a design, to be a file or to be included in one. `path` is that of the spec, and `source` its text,
/// of which the header has a hash: the same spec always gives the same bytes.
///
/// ```
/// let spec = "spec = 1\n[model]\nname = \"Shop\"\n[table]\nname = \"shop\"\npk = \"PK\"\n[entity.Item]\npk = \"ITEM#{id}\"\n[entity.Item.fields]\nid = \"ulid\"\n";
/// let report = dynamo_codegen::check("shop.toml", spec);
/// let rust = dynamo_codegen::rust(report.design().unwrap(), report.path(), report.source());
/// assert!(rust.contains("#[derive(Debug, Clone, PartialEq, DynamoEntity)]"));
/// assert!(rust.contains("pub struct Item {"));
/// ```
pub fn rust(design: &Design, path: &str, source: &str) -> String {
    let mut body = String::new();
    table::write(design, &mut body);
    types::write(design, &mut body);
    entity::write(design, &mut body);
    methods::write(design, &mut body);
    seeds::write(design, &mut body);
    let examples = examples::module(design);
    let existing = existing::imports(design, &words(&body));
    // A path on one line, whatever it holds.
    let path: String = path.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!(
        "// Generated from {path} ({:016x}). Changes belong there.\n\n{}{existing}{body}{examples}",
        hash(source),
        imports(&body)
    )
}

/// FNV-1a of 64 bits: it tells versions of a text apart and guards against nothing.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What the body names, in the order of rustfmt.
fn imports(body: &str) -> String {
    let words = words(body);
    let is_used = |name: &str| words.contains(name);
    let group = |names: &[&str]| -> Vec<String> {
        names.iter().filter(|name| is_used(name)).map(|name| (*name).to_owned()).collect()
    };
    let mut text = String::new();
    write_import("std::collections", &group(&["BTreeMap", "BTreeSet"]), &mut text);
    if !text.is_empty() {
        text.push('\n');
    }
    write_import("chrono", &group(&["DateTime", "NaiveDate", "Utc"]), &mut text);
    text.push_str("use dynamo_model::prelude::*;\n");
    write_import("dynamo_model", &group(&["AttributeValue", "TableHandle", "op"]), &mut text);
    write_import("rust_decimal", &group(&["Decimal"]), &mut text);
    write_import("ulid", &group(&["Ulid"]), &mut text);
    write_import("uuid", &group(&["Uuid"]), &mut text);
    text.push('\n');
    text
}

fn words(text: &str) -> HashSet<&str> {
    text.split(|letter: char| !letter.is_alphanumeric()).collect()
}

fn write_import(path: &str, names: &[String], out: &mut String) {
    match names {
        [] => {}
        [name] => out.push_str(&format!("use {path}::{name};\n")),
        names => out.push_str(&format!("use {path}::{{{}}};\n", names.join(", "))),
    }
}

/// A comment of documentation, each line at the depth.
fn doc(text: &str, depth: usize, out: &mut String) {
    for line in text.trim().lines() {
        out.push_str(&"    ".repeat(depth));
        out.push_str(format!("/// {}", line.trim()).trim_end());
        out.push('\n');
    }
}

/// One of an entity, with a link to it.
fn an(entity: &str) -> String {
    let article = if entity.starts_with(['A', 'E', 'I', 'O']) { "an" } else { "a" };
    format!("{article} [`{entity}`]")
}

/// The documentation, or what is said for want of one.
fn doc_or(text: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map_or_else(otherwise, str::to_owned)
}

/// Writes `#[dynamo(word(…))]`, on one line or one argument per line, as rustfmt does with arguments that it can read:
/// names and texts. It leaves all others as they are.
fn write_list(words: &[&str], arguments: &[String], out: &mut String) {
    // Measured: rustfmt wants a little less than its 70 columns of `attr_fn_like_width` at the first level.
    let width = if words.len() == 1 { 69 } else { 70 };
    let open = format!("#[dynamo({}(", words.join("("));
    let close = format!("{}]", ")".repeat(words.len() + 1));
    let joined = arguments.join(", ");
    if joined.chars().count() <= width && open.len() + joined.chars().count() + close.len() <= 98 {
        out.push_str(&format!("{open}{joined}{close}\n"));
    } else {
        out.push_str(&format!("{open}\n    {}\n{close}\n", arguments.join(",\n    ")));
    }
}

/// A text as a literal of Rust.
fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// A field's name, raw when it is a keyword.
fn ident(name: &str) -> String {
    const KEYWORDS: [&str; 48] = [
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
        "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
        "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static",
        "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where",
        "while", "yield",
    ];
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}
