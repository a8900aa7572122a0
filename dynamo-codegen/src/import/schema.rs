//! The `schema.json` of AWS's data-modeling server: tables, entities with key templates, and access patterns.
//!
//! <https://github.com/awslabs/mcp/tree/main/src/dynamodb-mcp-server>

use dynamo_schema::ScalarType;

use super::draft::{Draft, Entity, Entry, Field, Index, Key, Projection, Source};
use super::workbench::ProjectionType;
use super::{beside, each, kind_attribute, names, node};
use crate::decode::{Context, Decode, Fields, OneOrMany};
use crate::names::snake_case;
use crate::span::{Spanned, Word};
use crate::syntax::{Kind, Node};

mod fields;
mod patterns;

pub(super) fn drafts(tree: &Node, cx: &Context<'_>) -> Vec<Draft> {
    let Some(mut fields) = Fields::of(tree, "a schema", cx) else { return Vec::new() };
    let mut drafts = each(node(&mut fields, "tables"), cx, |table| draft(table, cx));
    // What spans tables is nobody's in particular.
    let names = each(node(&mut fields, "cross_table_access_patterns"), cx, |pattern| {
        Fields::of(pattern, "an access pattern", cx)?.optional::<Word>("name")
    });
    if let Some(first) = drafts.first_mut() {
        first.left_out.extend(names.into_iter().map(|name| {
            format!("the access pattern `{}` is about several tables, which a spec is not", name.as_str())
        }));
    }
    drafts
}

/// An entity as the schema has it.
struct Item<'n> {
    name: &'n Word,
    kind: Option<Word>,
    partition: Option<OneOrMany>,
    sort: Option<OneOrMany>,
    mappings: Vec<Mapping>,
    fields: Vec<Field>,
    patterns: Option<&'n Node>,
}

/// An entity's keys in an index.
struct Mapping {
    index: Word,
    partition: Option<OneOrMany>,
    sort: Option<OneOrMany>,
}

fn draft(table: &Node, cx: &Context<'_>) -> Option<Draft> {
    let mut fields = Fields::of(table, "a table", cx)?;
    let config = fields.required::<Config>("table_config");
    let indexes: Vec<Index> = each(node(&mut fields, "gsi_list"), cx, |node| index(node, cx));
    let items: Vec<Item<'_>> = match node(&mut fields, "entities").map(|node| (&node.kind, node)) {
        Some((Kind::Table(entries), _)) => {
            entries.iter().filter_map(|entry| item(&entry.key, &entry.value, cx)).collect()
        }
        Some((_, node)) => {
            crate::decode::mismatch(node, "the entities as a table", cx);
            Vec::new()
        }
        None => Vec::new(),
    };
    let config = config?;
    let mut draft = Draft {
        origin: "a schema of the DynamoDB data-modeling server".to_owned(),
        model: names::type_name(&config.name, &[]),
        partition_key: Key { name: config.partition, scalar: ScalarType::S },
        sort_key: config.sort.map(|name| Key { name, scalar: ScalarType::S }),
        table: config.name,
        indexes,
        ..Draft::default()
    };
    scalars(&mut draft, &items);
    if items.len() > 1 {
        let attributes = items.iter().flat_map(|item| &item.fields).map(|field| field.attribute.as_str());
        draft.kind_attribute = Some(kind_attribute(attributes));
    }
    let mut taken = Vec::new();
    for item in &items {
        let name = names::type_name(item.name.as_str(), &taken);
        taken.push(name.clone());
        let entity = entity(&draft, item, name);
        draft.entities.push(entity);
    }
    for (at, item) in items.iter().enumerate() {
        let nodes = each(item.patterns, cx, Some);
        for node in nodes {
            patterns::pattern(&mut draft, at, node, cx);
        }
    }
    Some(draft)
}

/// `table_config`
struct Config {
    name: String,
    partition: String,
    sort: Option<String>,
}

impl Decode for Config {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "`table_config`", cx)?;
        let name: Option<Word> = fields.required("table_name");
        let partition: Option<Word> = fields.required("partition_key");
        let sort: Option<Word> = fields.optional("sort_key");
        Some(Self { name: name?.value, partition: partition?.value, sort: sort.map(|sort| sort.value) })
    }
}

fn index(node: &Node, cx: &Context<'_>) -> Option<Index> {
    let mut fields = Fields::of(node, "an index", cx)?;
    let name: Option<Word> = fields.required("name");
    let partition: Option<OneOrMany> = fields.required("partition_key");
    let sort: Option<OneOrMany> = fields.optional("sort_key");
    let projection: Option<Spanned<ProjectionType>> = fields.optional("projection");
    let included: Vec<Word> = fields.list("included_attributes");
    let keys = |names: OneOrMany| -> Vec<Key> {
        let names = names.words.into_iter();
        names.map(|name| Key { name: name.value, scalar: ScalarType::S }).collect()
    };
    Some(Index {
        name: name?.value,
        is_local: false,
        partition_key: keys(partition?),
        sort_key: sort.map(keys).unwrap_or_default(),
        projection: match projection.map(|projection| projection.value) {
            None | Some(ProjectionType::All) => Projection::All,
            Some(ProjectionType::KeysOnly) => Projection::KeysOnly,
            Some(ProjectionType::Include) => {
                Projection::Include(included.into_iter().map(|name| name.value).collect())
            }
        },
        throughput: None,
        review: None,
    })
}

fn item<'n>(name: &'n Word, node: &'n Node, cx: &Context<'_>) -> Option<Item<'n>> {
    let mut fields = Fields::of(node, "an entity", cx)?;
    let kind = fields.optional("entity_type");
    let (partition, sort) = (fields.required("pk_template"), fields.optional("sk_template"));
    let mappings = each(super::node(&mut fields, "gsi_mappings"), cx, |node| {
        let mut fields = Fields::of(node, "a mapping", cx)?;
        let index = fields.required("name");
        let (partition, sort) = (fields.optional("pk_template"), fields.optional("sk_template"));
        Some(Mapping { index: index?, partition, sort })
    });
    let patterns = super::node(&mut fields, "access_patterns");
    let fields = fields::fields(super::node(&mut fields, "fields"), cx);
    Some(Item { name, kind, partition, sort, mappings, fields, patterns })
}

impl Item<'_> {
    /// The field that a template is, and nothing else: `{created_at}`.
    fn alone(&self, template: &str) -> Option<&Field> {
        let inner = template.strip_prefix('{')?.strip_suffix('}')?;
        self.fields.iter().find(|field| field.attribute == inner)
    }
}

/// The server makes texts of all keys. A key that is a field of its own name in all entities is that field itself, and has
/// its type.
fn scalars(draft: &mut Draft, items: &[Item<'_>]) {
    let of = |key: &Key, templates: &dyn Fn(&Item<'_>) -> Option<String>| {
        let numbers = items.iter().filter_map(|item| Some((item, templates(item)?)));
        let mut numbers = numbers.map(|(item, template)| {
            item.alone(&template).is_some_and(|field| field.attribute == key.name && fields::is_number(field))
        });
        let any = items.iter().any(|item| templates(item).is_some());
        if any && numbers.all(|is_number| is_number) { ScalarType::N } else { ScalarType::S }
    };
    let word = |source: &Option<OneOrMany>, at: usize| {
        source.as_ref().and_then(|source| source.words.get(at)).map(|word| word.value.clone())
    };
    draft.partition_key.scalar = of(&draft.partition_key, &|item| word(&item.partition, 0));
    if let Some(sort) = &mut draft.sort_key {
        sort.scalar = of(sort, &|item| word(&item.sort, 0));
    }
    for index in &mut draft.indexes {
        let name = index.name.clone();
        let mapping = |item: &Item<'_>, at: usize, is_sort: bool| {
            let mapping = item.mappings.iter().find(|mapping| mapping.index.value == name)?;
            word(if is_sort { &mapping.sort } else { &mapping.partition }, at)
        };
        for (at, key) in index.partition_key.iter_mut().enumerate() {
            key.scalar = of(key, &|item| mapping(item, at, false));
        }
        for (at, key) in index.sort_key.iter_mut().enumerate() {
            key.scalar = of(key, &|item| mapping(item, at, true));
        }
    }
}

fn entity(draft: &Draft, item: &Item<'_>, name: String) -> Entity {
    let kind = item.kind.as_ref().map_or_else(|| snake_case(&name), |kind| kind.value.clone());
    let mut composed: Vec<String> = Vec::new();
    let mut fields = item.fields.clone();
    let mut source = |keys: &[Key], templates: Option<&OneOrMany>| -> Option<Source> {
        let templates = templates?;
        let own = keys.iter().zip(&templates.words).map(|(key, template)| {
            let field = item.alone(template.as_str()).filter(|field| field.attribute == key.name)?;
            let is_key = fields::is_number(field) == (key.scalar == ScalarType::N) && fields::is_key(field);
            is_key.then(|| field.name.clone())
        });
        match own.collect::<Option<Vec<_>>>() {
            Some(names) if names.len() == keys.len() => Some(Source::Fields(names)),
            // Several attributes are never composed.
            _ if keys.len() > 1 => {
                let names = templates.words.iter().map(|word| word.value.trim_matches(['{', '}']).to_owned());
                Some(Source::Fields(names.map(|name| names::value_name(&name, &[])).collect()))
            }
            _ => {
                composed.extend(keys.iter().map(|key| key.name.clone()));
                let template = templates.words.first().map_or("", |word| word.as_str());
                Some(Source::Template(fields::template(template, &mut fields)))
            }
        }
    };
    let keys = |key: &Key| vec![key.clone()];
    let partition = source(&keys(&draft.partition_key), item.partition.as_ref()).unwrap_or_default();
    let sort = draft.sort_key.as_ref().and_then(|key| source(&keys(key), item.sort.as_ref()));
    let mut entries = Vec::new();
    for mapping in &item.mappings {
        let index = draft.indexes.iter().find(|index| index.name == mapping.index.value);
        let none = Vec::new();
        let (partition_key, sort_key) =
            index.map_or((&none, &none), |index| (&index.partition_key, &index.sort_key));
        entries.push(Entry {
            index: mapping.index.value.clone(),
            partition: source(partition_key, mapping.partition.as_ref()),
            sort: source(sort_key, mapping.sort.as_ref()),
            review: None,
        });
    }
    beside(&mut fields, &composed);
    let kind_attribute = draft.kind_attribute.as_ref().map(|kind| kind.text.as_str());
    fields.retain(|field| Some(field.attribute.as_str()) != kind_attribute);
    Entity { name, kind, doc: None, partition, sort, key_review: None, entries, fields, fields_review: None }
}
