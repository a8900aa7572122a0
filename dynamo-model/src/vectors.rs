//! What vector indexes demand of the items of their table, refused before a write is sent.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/VectorSearch.html>.

use dynamo_schema::TableModel;

use crate::error::{Error, Result};
use crate::{AttributeValue, Item, keys};

/// Checks the attributes of a whole item.
pub(crate) fn check_item(table: &TableModel, item: &Item) -> Result<()> {
    let of_indexes = table.vectors.iter().flat_map(|index| {
        let partition = index.partition_key.as_ref().map(|key| &key.name);
        std::iter::once(&index.attribute).chain(partition)
    });
    let mut present = of_indexes.filter_map(|name| Some((name, item.get(name)?)));
    present.try_for_each(|(name, value)| check(table, name, value))
}

/// Checks the value that a write gives an attribute: a vector has the length that the index says, and a partition is not
/// the empty text.
pub(crate) fn check(table: &TableModel, name: &str, value: &AttributeValue) -> Result<()> {
    for index in &*table.vectors {
        if let Some(key) = index.partition_key.as_ref().filter(|key| key.name == name) {
            keys::check_length(key, value, false)?;
        }
        if index.attribute != name {
            continue;
        }
        let problem = match value {
            AttributeValue::L(numbers) => {
                let is_number = |number: &AttributeValue| matches!(number, AttributeValue::N(_));
                if !numbers.iter().all(is_number) {
                    "has elements that are no numbers".to_owned()
                } else if numbers.len() != index.dimensions as usize {
                    format!("has {} numbers", numbers.len())
                } else {
                    continue;
                }
            }
            other => format!("has type {}", other.type_name()),
        };
        return Err(Error::invalid(format!(
            "`{name}` {problem}, and a vector of the index `{}` is a list of {} numbers",
            index.name, index.dimensions
        )));
    }
    Ok(())
}
