//! Names of a foreign model as names of a spec.

use crate::names::{is_type_name, is_value_name, pascal_case, snake_case};

/// The name of an entity: `Order Details` is `OrderDetails`.
pub(super) fn type_name(name: &str, taken: &[String]) -> String {
    let name = ascii(&pascal_case(name), "");
    let name = if is_type_name(&name) { name } else { format!("Item{name}") };
    unlike(name, "", taken)
}

/// The name of a field or a pattern: `orderId` is `order_id`.
pub(super) fn value_name(name: &str, taken: &[String]) -> String {
    let name = ascii(&snake_case(name), "_");
    let name = if is_value_name(&name) { name } else { format!("a_{name}").trim_end_matches('_').to_owned() };
    unlike(name, "_", taken)
}

/// Names in Rust have letters and digits of ASCII here.
fn ascii(name: &str, others: &str) -> String {
    name.chars().filter(|letter| letter.is_ascii_alphanumeric() || others.contains(*letter)).collect()
}

/// The name, or one with a number that no other has.
fn unlike(name: String, separator: &str, taken: &[String]) -> String {
    if !taken.contains(&name) {
        return name;
    }
    let numbered = (2..).map(|number: u32| format!("{name}{separator}{number}"));
    numbered.into_iter().find(|name| !taken.contains(name)).unwrap_or(name)
}
