//! Types that are there already: generated code imports them, and checks that they are what the spec says.

use std::collections::{BTreeMap, HashSet};

use dynamo_schema::{EntityModel, EntityPart, fingerprint};

use super::search::{found, function};
use super::{doc, literal, write_import};
use crate::design::{Design, EntityDesign};
use crate::names::pascal_case;

/// The imports of what is named of them, in the order of their paths.
pub(super) fn imports(design: &Design, words: &HashSet<&str>) -> String {
    let mut paths: Vec<String> = Vec::new();
    let of_types = design.types.iter().filter_map(|of| of.rust.clone());
    paths.extend(of_types);
    for entity in &design.entities {
        let Some((module, name)) = entity.rust.as_deref().and_then(|path| path.rsplit_once("::")) else {
            continue;
        };
        let derived = derived(design, entity);
        paths.extend(derived.into_iter().map(|suffix| format!("{module}::{name}{suffix}")));
    }
    paths.retain(|path| path.rsplit("::").next().is_some_and(|name| words.contains(name)));
    paths.sort();
    paths.dedup();
    let mut modules: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (module, name) in paths.iter().filter_map(|path| path.rsplit_once("::")) {
        modules.entry(module).or_default().push(name.to_owned());
    }
    let mut lines = String::new();
    for (module, names) in modules {
        // What does not fit into a line has one for each name.
        if module.len() + names.join(", ").len() + "use ::{};".len() < 99 {
            write_import(module, &names, &mut lines);
        } else {
            names.iter().for_each(|name| write_import(module, std::slice::from_ref(name), &mut lines));
        }
    }
    if lines.is_empty() { lines } else { lines + "\n" }
}

/// What the derive writes, behind the name of the struct.
fn derived(design: &Design, entity: &EntityDesign) -> Vec<String> {
    let mut suffixes = vec![String::new(), "Key".to_owned()];
    let model = design.table.entities.iter().find(|model| model.name == entity.kind);
    for entry in model.iter().flat_map(|model| model.indexes.iter()) {
        let name = pascal_case(&entry.name);
        suffixes.extend([format!("{name}Item"), name]);
    }
    let searches = model.into_iter().flat_map(|model| found(&design.table, model));
    suffixes.extend(searches.map(|found| pascal_case(&function(found.index))));
    suffixes.extend(entity.unique.iter().map(|unique| pascal_case(&unique.field)));
    suffixes
}

/// That the struct is the entity of the spec, part by part, so that the compiler says which one is not.
pub(super) fn check(
    design: &Design,
    entity: &EntityDesign,
    model: &EntityModel,
    path: &str,
    out: &mut String,
) {
    let name = &entity.name;
    out.push('\n');
    doc(&format!("[`{name}`] is what the spec says."), 0, out);
    out.push_str("const _: () = {\n");
    out.push_str("    use dynamo_model::schema::{EntityPart, fingerprint};\n\n");
    out.push_str(&format!("    let model = <{name} as Entity>::MODEL_REF;\n"));
    let mut parts = vec![
        ("EntityPart::Name".to_owned(), EntityPart::Name, "name".to_owned()),
        ("EntityPart::Key".to_owned(), EntityPart::Key, "primary key".to_owned()),
    ];
    for entry in model.indexes.iter() {
        let part = format!("EntityPart::Index({})", literal(&entry.name));
        parts.push((part, EntityPart::Index(&entry.name), format!("`index({})`", entry.name)));
    }
    for attribute in model.attributes.iter() {
        let part = format!("EntityPart::Attribute({})", literal(&attribute.field));
        parts.push((part, EntityPart::Attribute(&attribute.field), format!("field `{}`", attribute.field)));
    }
    let rest = "number of indexes or fields, version or unique fields".to_owned();
    parts.push(("EntityPart::Rest".to_owned(), EntityPart::Rest, rest));
    for (text, part, what) in parts {
        let message = format!("the {what} of `{path}` is another one than in the spec");
        assertion(&format!("model, {text}"), fingerprint(model, part), &message, out);
    }
    // How a unique value is compared is said in the key of its marker alone.
    for unique in &entity.unique {
        let Some(marker) = design.table.entities.iter().find(|marker| marker.name == unique.guard) else {
            continue;
        };
        let type_name = format!("{name}{}", pascal_case(&unique.field));
        out.push_str(&format!("    let marker = <{type_name} as Entity>::MODEL_REF;\n"));
        let message = format!("`{}` of `{path}` is unique in another way than in the spec", unique.field);
        assertion("marker, EntityPart::Key", fingerprint(marker, EntityPart::Key), &message, out);
    }
    out.push_str("};\n");
}

fn assertion(part: &str, expected: u64, message: &str, out: &mut String) {
    out.push_str(&format!(
        "    assert!(\n        fingerprint({part}) == 0x{expected:016x},\n        {}\n    );\n",
        literal(message)
    ));
}
