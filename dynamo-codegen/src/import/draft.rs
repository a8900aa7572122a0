//! A spec in the making: what was read of a foreign model, and what of it a person has to look at.

use std::fmt::Write;

use dynamo_schema::ScalarType;

use crate::names::snake_case;
use crate::render::Value;

/// A spec of one table.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) origin: String,
    pub(super) model: String,
    pub(super) description: Option<String>,
    pub(super) table: String,
    pub(super) partition_key: Key,
    pub(super) sort_key: Option<Key>,
    pub(super) kind_attribute: Option<Reviewed>,
    /// Units to read and to write, when capacity is reserved.
    pub(super) throughput: Option<(u64, u64)>,
    pub(super) indexes: Vec<Index>,
    pub(super) entities: Vec<Entity>,
    pub(super) patterns: Vec<Pattern>,
    /// What the spec does not have.
    pub(super) left_out: Vec<String>,
}

/// A text, and why somebody should look at it.
#[derive(Debug, Clone, Default)]
pub(super) struct Reviewed {
    pub(super) text: String,
    pub(super) review: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) scalar: ScalarType,
}

impl Default for Key {
    fn default() -> Self {
        Self { name: String::new(), scalar: ScalarType::S }
    }
}

#[derive(Debug)]
pub(super) struct Index {
    pub(super) name: String,
    pub(super) is_local: bool,
    pub(super) partition_key: Vec<Key>,
    pub(super) sort_key: Vec<Key>,
    pub(super) projection: Projection,
    pub(super) throughput: Option<(u64, u64)>,
    pub(super) review: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) enum Projection {
    All,
    KeysOnly,
    Include(Vec<String>),
}

#[derive(Debug, Default)]
pub(super) struct Entity {
    pub(super) name: String,
    /// The value of the kind attribute.
    pub(super) kind: String,
    pub(super) doc: Option<String>,
    pub(super) partition: Source,
    pub(super) sort: Option<Source>,
    pub(super) key_review: Option<String>,
    pub(super) entries: Vec<Entry>,
    pub(super) fields: Vec<Field>,
    pub(super) fields_review: Option<String>,
}

/// Where a key comes from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    /// From fields that are the key themselves.
    Fields(Vec<String>),
    Template(String),
}

impl Default for Source {
    fn default() -> Self {
        Self::Template(String::new())
    }
}

/// An entity's part in an index.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) index: String,
    pub(super) partition: Option<Source>,
    pub(super) sort: Option<Source>,
    pub(super) review: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    /// The name in the item.
    pub(super) attribute: String,
    /// `string`, without the `?`.
    pub(super) of: String,
    pub(super) optional: bool,
    pub(super) review: Option<String>,
}

/// An access pattern: its options as they are written, `get = "Order"`.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    pub(super) name: String,
    pub(super) options: Vec<(&'static str, String)>,
    pub(super) reviews: Vec<String>,
}

impl Draft {
    /// The spec, in its layout.
    pub(super) fn to_toml(&self) -> String {
        let mut out = Out(String::new());
        out.comment(&format!("Imported from {}. What was inferred is marked with `review:`.", self.origin));
        out.line("spec = 1");
        out.line("\n[model]");
        out.line(&format!("name = {}", text(&self.model)));
        if let Some(description) = &self.description {
            out.line(&format!("description = {}", text(description)));
        }
        self.table(&mut out);
        for index in &self.indexes {
            index.write(&mut out);
        }
        for entity in &self.entities {
            entity.write(&mut out);
        }
        for pattern in &self.patterns {
            out.line("");
            for review in &pattern.reviews {
                out.review(Some(review));
            }
            out.line(&format!("[access.{}]", key(&pattern.name)));
            for (option, value) in &pattern.options {
                out.line(&format!("{option} = {value}"));
            }
        }
        if !self.left_out.is_empty() {
            out.line("");
        }
        for left_out in &self.left_out {
            out.review(Some(left_out));
        }
        out.0
    }

    fn table(&self, out: &mut Out) {
        out.line("\n[table]");
        out.line(&format!("name = {}", text(&self.table)));
        out.line(&format!("pk = {}", key_attribute(&self.partition_key)));
        if let Some(sort) = &self.sort_key {
            out.line(&format!("sk = {}", key_attribute(sort)));
        }
        if let Some(kind) = &self.kind_attribute {
            out.review(kind.review.as_deref());
            out.line(&format!("type_attribute = {}", text(&kind.text)));
        }
        if let Some(throughput) = self.throughput {
            out.line(&format!("billing = {{ provisioned = {} }}", units(throughput)));
        }
    }
}

impl Index {
    fn write(&self, out: &mut Out) {
        out.line("");
        out.review(self.review.as_deref());
        out.line(&format!("[index.{}]", key(&self.name)));
        if self.is_local {
            out.line("scope = \"local\"");
        } else {
            out.line(&format!("pk = {}", key_attributes(&self.partition_key)));
        }
        if !self.sort_key.is_empty() {
            out.line(&format!("sk = {}", key_attributes(&self.sort_key)));
        }
        match &self.projection {
            Projection::All => {}
            Projection::KeysOnly => out.line("projection = \"keys-only\""),
            Projection::Include(names) => {
                out.line(&format!("projection = {{ include = {} }}", list(names)));
            }
        }
        if let Some(throughput) = self.throughput.filter(|_| !self.is_local) {
            out.line(&format!("provisioned = {}", units(throughput)));
        }
    }
}

impl Entity {
    fn write(&self, out: &mut Out) {
        out.line("");
        out.line(&format!("[entity.{}]", key(&self.name)));
        if let Some(doc) = &self.doc {
            out.line(&format!("doc = {}", text(doc)));
        }
        if self.kind != snake_case(&self.name) {
            out.line(&format!("name = {}", text(&self.kind)));
        }
        out.review(self.key_review.as_deref());
        out.line(&format!("pk = {}", self.partition.to_toml()));
        if let Some(sort) = &self.sort {
            out.line(&format!("sk = {}", sort.to_toml()));
        }
        for entry in &self.entries {
            out.review(entry.review.as_deref());
            let keys = [("pk", &entry.partition), ("sk", &entry.sort)];
            let keys = keys.into_iter().filter_map(|(of, source)| Some((of, source.as_ref()?)));
            let keys: Vec<String> = keys.map(|(of, source)| format!("{of} = {}", source.to_toml())).collect();
            out.line(&format!("index.{} = {{ {} }}", key(&entry.index), keys.join(", ")));
        }
        out.review(self.fields_review.as_deref());
        out.line(&format!("[entity.{}.fields]", key(&self.name)));
        for field in &self.fields {
            out.review(field.review.as_deref());
            let mark = if field.optional { "?" } else { "" };
            let of = text(&format!("{}{mark}", field.of));
            out.line(&if field.attribute == field.name {
                format!("{} = {of}", field.name)
            } else {
                format!("{} = {{ type = {of}, rename = {} }}", field.name, text(&field.attribute))
            });
        }
    }
}

impl Source {
    pub(super) fn to_toml(&self) -> String {
        match self {
            Self::Fields(fields) => list(fields),
            Self::Template(template) => text(template),
        }
    }
}

/// The text that is made.
struct Out(String);

impl Out {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn comment(&mut self, comment: &str) {
        let comment: String =
            comment.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        // Writing to a text does not fail.
        let _ = writeln!(self.0, "# {}", comment.trim_end());
    }

    fn review(&mut self, review: Option<&str>) {
        if let Some(review) = review {
            self.comment(&format!("review: {review}"));
        }
    }
}

/// A text in quotes. The escapes of JSON are those of TOML too.
pub(super) fn text(text: &str) -> String {
    Value::text(text).to_json_line()
}

/// A key, in quotes where it needs them.
fn key(name: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if !name.is_empty() && name.bytes().all(is_bare) { name.to_owned() } else { text(name) }
}

pub(super) fn list(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| text(name)).collect();
    format!("[{}]", names.join(", "))
}

fn key_attributes(keys: &[Key]) -> String {
    match keys {
        [one] => key_attribute(one),
        keys => format!("[{}]", keys.iter().map(key_attribute).collect::<Vec<_>>().join(", ")),
    }
}

fn key_attribute(key: &Key) -> String {
    let scalar = match key.scalar {
        ScalarType::S => return text(&key.name),
        ScalarType::N => "N",
        ScalarType::B => "B",
    };
    format!("{{ name = {}, type = \"{scalar}\" }}", text(&key.name))
}

fn units((read, write): (u64, u64)) -> String {
    format!("{{ read = {read}, write = {write} }}")
}
