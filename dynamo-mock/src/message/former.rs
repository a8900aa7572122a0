//! The words of errors before mid-2026, made of the current ones.

use std::borrow::Cow;

use super::DETECTED;

/// What is said otherwise, whole or in part: now, and before.
const WORDS: &[(&str, &str)] = &[
    (
        "Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "The requestItems parameter is required for BatchGetItem",
    ),
    (
        "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]",
        "Value at 'ReturnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
    ),
    (
        "One or more parameter values were invalid: Input collection contains duplicates.",
        "Input collection contains duplicates",
    ),
];

/// A message in the former words. `value` gives the value of a member, where it is known.
pub(crate) fn reworded(message: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut text = Cow::Borrowed(message.strip_prefix(DETECTED).unwrap_or(message));
    for (now, before) in WORDS {
        if text.contains(now) {
            text = Cow::Owned(text.replace(now, before));
        }
    }
    if let Some((member, rest)) = text.strip_prefix("Value at '").and_then(|rest| rest.split_once('\'')) {
        let value = value(member).map(|value| format!(" '{value}'")).unwrap_or_default();
        text = Cow::Owned(format!("Value{value} at '{}'{rest}", lower(member)));
    }
    // Broken constraints of the API's model were counted before as well.
    if text.contains(" failed to satisfy constraint: ") {
        format!("{DETECTED}{text}")
    } else {
        text.into_owned()
    }
}

/// A member's path with its first letter in lower case.
fn lower(member: &str) -> String {
    let mut letters = member.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_ascii_lowercase(), letters.as_str()))
}
