//! Random sequences of requests.

use crate::table::Table;
use crate::value::value;
use crate::{Random, Step, definition, legacy, read, write};

/// What the other backend knows of the API.
#[derive(Debug, Clone, Copy)]
pub struct Abilities {
    /// Index keys of several attributes.
    pub multi_attribute_keys: bool,
    /// Reads of local indexes that fetch from the table what the index does not hold.
    pub local_fetch: bool,
    /// The older comparison NOT_CONTAINS, which an attribute that is not there does not pass.
    pub not_contains: bool,
    /// Streams that have no records of writes that change nothing.
    pub all_views: bool,
}

/// The tables of a sequence.
pub(crate) fn tables(seed: u64, abilities: Abilities) -> Vec<Table> {
    random_tables(&mut Random::new(seed), abilities)
}

fn random_tables(random: &mut Random, abilities: Abilities) -> Vec<Table> {
    ["table1", "table2"].into_iter().map(|name| Table::random(random, name, abilities)).collect()
}

/// Requests on two new tables.
pub fn sequence(seed: u64, length: usize, abilities: Abilities) -> Vec<Step> {
    let mut random = Random::new(seed);
    let random = &mut random;
    let tables = random_tables(random, abilities);
    let mut steps: Vec<Step> = tables.iter().map(|table| create_table(random, table)).collect();
    steps.extend((0..length).map(|_| step(random, &tables)));
    // What was written shows in the end, in the tables and in all of their indexes.
    for table in &tables {
        let indexes = table.indexes.iter().map(|index| Some(index.name));
        for index in std::iter::once(None).chain(indexes) {
            let mut request = serde_json::Map::new();
            request.insert("TableName".to_owned(), table.name.into());
            if let Some(index) = index {
                request.insert("IndexName".to_owned(), index.into());
            }
            steps.push(Step { follow: true, ..Step::new("Scan", request) });
        }
        if table.stream.is_some() {
            let mut request = serde_json::Map::new();
            request.insert("TableName".to_owned(), table.name.into());
            steps.push(Step { follow: true, ..Step::new("GetRecords", request) });
        }
    }
    steps
}

fn create_table(_random: &mut Random, table: &Table) -> Step {
    let request = table.create().as_object().cloned().unwrap_or_default();
    Step::new("CreateTable", request)
}

fn step(random: &mut Random, tables: &[Table]) -> Step {
    let table = &tables[random.below(tables.len())];
    if random.rarely(200) {
        return definition::request(random, tables);
    }
    if random.chance(8) {
        return legacy::request(random, table);
    }
    let mut step = match random.below(100) {
        0..=21 => write::put_item(random, table),
        22..=45 => write::update_item(random, table),
        46..=51 => write::delete_item(random, table),
        52..=57 => read::get_item(random, table),
        58..=77 => read::query(random, table),
        78..=84 => read::scan(random, table),
        85..=88 => write::batch_write_item(random, tables),
        89..=91 => write::batch_get_item(random, tables),
        92..=97 => write::transact_write_items(random, tables),
        _ => write::transact_get_items(random, tables),
    };
    // A member of a wrong type or a missing one.
    if !step.request.is_empty() && random.rarely(15) {
        let names: Vec<String> = step.request.keys().cloned().collect();
        let name = &names[random.below(names.len())];
        if random.chance(50) {
            step.request.remove(name);
        } else {
            step.request.insert(name.clone(), value(random));
        }
    }
    step
}
