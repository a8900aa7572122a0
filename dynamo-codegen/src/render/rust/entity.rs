//! Entities.

use dynamo_schema::{
    AttributeModel, AttributeRole, EntityIndex, EntityModel, KeySource, KeyTemplate, Limit, LimitNumber,
    Projection, Segment, TableModel, WhenTest,
};

use super::table::{on, struct_name};
use super::types::{scalar_text, type_text, variant};
use super::{doc, doc_or, existing, ident, literal, search, versions, write_list};
use crate::design::{
    Design, EntityDesign, FieldDesign, FieldRole, Spelling, TypeRef, UniqueDesign, ValueDefault,
};
use crate::names::{pascal_case, snake_case};

/// A field for all other attributes that holds none.
pub(super) const NO_REST: &str = "dynamo_model::Item::new()";

pub(super) fn write(design: &Design, out: &mut String) {
    for model in design.table.entities.iter() {
        // The derive of an entity writes the guards of its unique attributes.
        let Some(entity) = design.entities.iter().find(|entity| entity.kind == model.name) else { continue };
        if let Some(path) = &entity.rust {
            existing::check(design, entity, model, path, out);
            continue;
        }
        let name = struct_name(design, &model.name);
        out.push('\n');
        doc(&doc_or(entity.doc.as_deref(), || of_kind(model)), 0, out);
        out.push_str("#[derive(Debug, Clone, PartialEq, DynamoEntity)]\n");
        head(design, entity, &name, model, out);
        out.push_str(&format!("pub struct {name} {{\n"));
        for attribute in model.attributes.iter() {
            if let Some(of) = entity.fields.iter().find(|of| of.field == attribute.field) {
                let unique = entity.unique.iter().find(|unique| ident(&unique.field) == ident(&of.field));
                field(of, Some((attribute, unique)), entity.rename_all, "pub ", 1, out);
            }
        }
        if let Some(rest) = &entity.rest {
            doc("The attributes that no other field has.", 1, out);
            out.push_str(&format!("    #[dynamo(rest)]\n    pub {}: dynamo_model::Item,\n", ident(rest)));
        }
        out.push_str("}\n");
        versions::write(entity, out);
    }
}

fn of_kind(model: &EntityModel) -> String {
    format!("An item of the kind `{}`.", model.name)
}

/// The attributes of the struct.
fn head(design: &Design, entity: &EntityDesign, name: &str, model: &EntityModel, out: &mut String) {
    let table = pascal_case(&design.name);
    let kind = if snake_case(name) == model.name {
        String::new()
    } else {
        format!(", name = {}", literal(&model.name))
    };
    out.push_str(&format!("#[dynamo(table = {table}{kind})]\n"));
    let sources = [("pk", Some(&model.key.partition)), ("sk", model.key.sort.as_ref())];
    let given = sources.into_iter().filter_map(|(word, source)| Some((word, source?)));
    let is_readable = given.clone().all(|(_, source)| matches!(source, KeySource::Template(_)));
    let arguments: Vec<String> = given.map(|(word, of)| format!("{word} = {}", source(model, of))).collect();
    if is_readable {
        write_list(&["key"], &arguments, out);
    } else {
        out.push_str(&format!("#[dynamo(key({}))]\n", arguments.join(", ")));
    }
    if let Some(arguments) = versions::arguments(entity, model.version) {
        out.push_str(&format!("#[dynamo({arguments})]\n"));
    }
    if let Some(case) = entity.rename_all {
        out.push_str(&format!("#[dynamo(rename_all = {})]\n", literal(case.as_str())));
    }
    for entry in model.indexes.iter() {
        out.push_str(&format!("#[dynamo({})]\n", index(design, model, entry)));
    }
    for found in search::found(&design.table, model) {
        out.push_str(&format!("#[dynamo({})]\n", search::entry(&found)));
    }
}

fn index(design: &Design, model: &EntityModel, entry: &EntityIndex) -> String {
    let mut arguments = vec![ident(&entry.name), format!("on = {}", on(&entry.index))];
    for (word, sources) in [("pk", &entry.partition), ("sk", &entry.sort)] {
        let mut texts: Vec<String> = sources.iter().map(|of| source(model, of)).collect();
        match texts.len() {
            0 => {}
            1 => arguments.push(format!("{word} = {}", texts.remove(0))),
            _ => arguments.push(format!("{word} = [{}]", texts.join(", "))),
        }
    }
    if let Some(when) = &entry.when {
        let field = field_of(model, &when.attribute);
        let tokens = |tokens: &[dynamo_schema::Text]| {
            tokens.iter().map(|token| format!("'{token}'")).collect::<Vec<_>>().join(", ")
        };
        let test = match &when.test {
            WhenTest::Exists => field.to_owned(),
            WhenTest::Absent => format!("!{field}"),
            WhenTest::In(values) => format!("{field} in [{}]", tokens(values)),
            WhenTest::NotIn(values) => format!("{field} not in [{}]", tokens(values)),
        };
        arguments.push(format!("when = {}", literal(&test)));
    }
    if let Some(held) = held(&design.table, model, entry) {
        let fields: Vec<String> = held.iter().map(|attribute| ident(&attribute.field)).collect();
        let fields = if fields.is_empty() { "keys_only".to_owned() } else { fields.join(", ") };
        arguments.push(format!("project({fields})"));
    }
    format!("index({})", arguments.join(", "))
}

/// The attributes of an entity that an index holds besides keys; nothing when it holds all of the entity.
pub(crate) fn held<'m>(
    table: &TableModel,
    model: &'m EntityModel,
    entry: &EntityIndex,
) -> Option<Vec<&'m AttributeModel>> {
    let index = table.indexes.iter().find(|index| index.name == entry.index)?;
    let projected: &[dynamo_schema::Text] = match &index.projection {
        Projection::All => return None,
        Projection::KeysOnly => &[],
        Projection::Include(names) => names,
    };
    let keys = std::iter::once(&table.partition_key).chain(&table.sort_key);
    let keys: Vec<_> =
        keys.chain(&*index.partition_key).chain(&*index.sort_key).map(|key| &key.name).collect();
    let is_held = |name: &dynamo_schema::Text| projected.contains(name) || keys.contains(&name);
    let has_kind = table.kind_attribute.as_ref().is_none_or(is_held);
    if has_kind && model.attributes.iter().all(|attribute| is_held(&attribute.name)) {
        return None;
    }
    Some(model.attributes.iter().filter(|attribute| projected.contains(&attribute.name)).collect())
}

fn field_of<'m>(model: &'m EntityModel, attribute: &'m str) -> &'m str {
    model.attributes.iter().find(|known| known.name == attribute).map_or(attribute, |known| &known.field)
}

/// A template names fields, as the derive reads it.
fn source(model: &EntityModel, source: &KeySource) -> String {
    match source {
        KeySource::Attribute(name) => ident(field_of(model, name)),
        KeySource::Template(template) => {
            let segments = template.segments.iter().map(|segment| match segment {
                Segment::Literal(_) => segment.clone(),
                Segment::Part(part) => {
                    let mut part = part.clone();
                    part.attribute = field_of(model, &part.attribute).to_owned().into();
                    Segment::Part(part)
                }
            });
            let segments: Vec<Segment> = segments.collect();
            literal(&KeyTemplate { segments: segments.into() }.to_string())
        }
    }
}

/// A field. The fields of documents have their own names and no attribute of their own.
pub(super) fn field(
    of: &FieldDesign,
    attribute: Option<(&AttributeModel, Option<&UniqueDesign>)>,
    case: Option<Spelling>,
    visibility: &str,
    depth: usize,
    out: &mut String,
) {
    doc(&doc_or(of.doc.as_deref(), || format!("The attribute `{}`.", of.attribute)), depth, out);
    let mut arguments = Vec::new();
    let spelled = case.map_or_else(|| of.field.clone(), |case| case.apply(&of.field));
    if of.attribute != spelled {
        arguments.push(format!("rename = {}", literal(&of.attribute)));
    }
    if matches!(of.type_ref, TypeRef::Serde(_)) {
        arguments.push("serde".to_owned());
    }
    arguments.extend(of.default.as_ref().map(|value| default(of, value)));
    arguments.extend(limits(&of.limits));
    if let Some((attribute, only)) = attribute {
        arguments.extend(only.map(unique));
        arguments.extend(role(attribute.role));
        arguments.extend(of.roles.iter().find_map(computed));
        if attribute.read_only {
            arguments.push("read_only".to_owned());
        }
        if attribute.hidden {
            arguments.push("hidden".to_owned());
        }
    }
    let indent = "    ".repeat(depth);
    if !arguments.is_empty() {
        out.push_str(&format!("{indent}#[dynamo({})]\n", arguments.join(", ")));
    }
    let text = type_text(&of.type_ref);
    let text = if of.optional { format!("Option<{text}>") } else { text };
    out.push_str(&format!("{indent}{visibility}{}: {text},\n", ident(&of.field)));
}

/// `unique`, or `unique(scope = [tenant_id], format = "lower")`
fn unique(of: &UniqueDesign) -> String {
    let scope: Vec<String> = of.scope.iter().map(|field| ident(field)).collect();
    let scope = (!scope.is_empty()).then(|| format!("scope = [{}]", scope.join(", ")));
    let format = of.format.as_deref().map(|format| format!("format = {}", literal(format)));
    let told: Vec<String> = scope.into_iter().chain(format).collect();
    if told.is_empty() { "unique".to_owned() } else { format!("unique({})", told.join(", ")) }
}

/// `range(1..=10)`, `length(..=64)`, `bytes(..=254)`, `pattern = "[A-Z]{2}"`
fn limits(limits: &[Limit]) -> Vec<String> {
    let (mut range, mut length, mut bytes) = ([None, None], [None, None], [None, None]);
    let mut pattern = None;
    for limit in limits {
        match limit {
            Limit::Least(number) => range[0] = Some(decimal(*number)),
            Limit::Most(number) => range[1] = Some(decimal(*number)),
            Limit::Shortest(count) => length[0] = Some(count.to_string()),
            Limit::Longest(count) => length[1] = Some(count.to_string()),
            Limit::LeastBytes(count) => bytes[0] = Some(count.to_string()),
            Limit::MostBytes(count) => bytes[1] = Some(count.to_string()),
            Limit::Pattern(text) => pattern = Some(format!("pattern = {}", literal(text))),
            _ => {}
        }
    }
    let bounds = [("range", range), ("length", length), ("bytes", bytes)];
    let bounds = bounds.into_iter().filter_map(|(word, bounds)| match bounds {
        [None, None] => None,
        [Some(least), None] => Some(format!("{word}({least}..)")),
        [None, Some(most)] => Some(format!("{word}(..={most})")),
        [Some(least), Some(most)] => Some(format!("{word}({least}..={most})")),
    });
    bounds.chain(pattern).collect()
}

fn decimal(number: LimitNumber) -> String {
    let sign = if number.coefficient < 0 { "-" } else { "" };
    let scale = usize::from(number.scale);
    let digits = format!("{:0width$}", number.coefficient.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// `computed(crate::model::words, from(title, author))`
fn computed(role: &FieldRole) -> Option<String> {
    let FieldRole::Computed { function, from } = role else { return None };
    let from: Vec<String> = from.iter().map(|field| ident(field)).collect();
    Some(format!("computed({function}, from({}))", from.join(", ")))
}

/// What an attribute is for, as the derive reads it.
fn role(role: AttributeRole) -> Option<String> {
    Some(match role {
        AttributeRole::Lock => "lock".to_owned(),
        AttributeRole::Created => "created".to_owned(),
        AttributeRole::Updated => "updated".to_owned(),
        AttributeRole::Generated => "generate".to_owned(),
        AttributeRole::Ttl { after: None } => "ttl".to_owned(),
        AttributeRole::Ttl { after: Some(seconds) } => {
            let units = [(86_400, "d"), (3_600, "h"), (60, "m")];
            let unit = units.into_iter().find(|(unit, _)| seconds > 0 && seconds.is_multiple_of(*unit));
            let (unit, name) = unit.unwrap_or((1, "s"));
            format!("ttl(after = \"{}{name}\")", seconds / unit)
        }
        _ => return None,
    })
}

/// The default of a field, if it has one.
pub(super) fn default_of(of: &FieldDesign) -> Option<String> {
    of.default.as_ref().map(|value| default(of, value))
}

/// `default` for what Rust's own default is, else `default = …`.
fn default(of: &FieldDesign, value: &ValueDefault) -> String {
    let expression = match (value, &of.type_ref) {
        (ValueDefault::Empty | ValueDefault::Bool(false), _) => return "default".to_owned(),
        (ValueDefault::Text(text), TypeRef::Scalar(_)) if text.is_empty() => return "default".to_owned(),
        (ValueDefault::Bool(true), _) => "true".to_owned(),
        (ValueDefault::Text(text), TypeRef::Scalar(_)) => format!("{}.to_owned()", literal(text)),
        (ValueDefault::Text(token), TypeRef::Enum(name, _) | TypeRef::Named(name)) => {
            format!("{name}::{}", variant(token))
        }
        (ValueDefault::Number(digits), TypeRef::Scalar(scalar)) => number(scalar_text(scalar), digits),
        _ => return "default".to_owned(),
    };
    format!("default = {expression}")
}

/// A number of a type.
pub(super) fn number(of: &str, digits: &str) -> String {
    match of {
        "f64" if !digits.contains(['.', 'e']) => format!("{digits}.0"),
        "Decimal" => {
            let scale = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            format!("Decimal::new({}, {scale})", digits.replace('.', ""))
        }
        _ => digits.to_owned(),
    }
}
