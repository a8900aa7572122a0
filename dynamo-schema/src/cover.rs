//! One condition for the keys of several entities.

use crate::SortCondition;
use crate::encode::text::{DELIMITER, ESCAPE};
use crate::successor::fill;

impl SortCondition {
    /// The narrowest condition that lets through what any of these does. A query has one condition on its sort key, so keys
    /// that lie between can come along.
    ///
    /// ```
    /// use dynamo_schema::SortCondition;
    ///
    /// let profile = SortCondition::Equals("PROFILE".into());
    /// let orders = SortCondition::BeginsWith("ORDER#".into());
    /// let both = SortCondition::covering(&[profile, orders.clone()]);
    /// assert_eq!(both, SortCondition::Between("ORDER#".into(), "PROFILE".into()));
    /// assert_eq!(SortCondition::covering(&[SortCondition::Equals("ORDER#7".into()), orders.clone()]), orders);
    /// ```
    pub fn covering(conditions: &[Self]) -> Self {
        let asked: Vec<&Self> =
            conditions.iter().filter(|condition| !matches!(condition, Self::Nothing)).collect();
        let Some((first, others)) = asked.split_first() else { return Self::Nothing };
        if others.iter().all(|other| other == first) {
            return (*first).clone();
        }
        // Where one begins with the other's text, that one covers both.
        let prefixes = asked.iter().filter_map(|condition| match condition {
            Self::BeginsWith(prefix) => Some(prefix),
            _ => None,
        });
        if let Some(prefix) = prefixes.min_by_key(|prefix| prefix.len())
            && asked.iter().all(|condition| condition.is_below(prefix))
        {
            return Self::BeginsWith(prefix.clone());
        }
        let bounds: Option<Vec<(&str, String)>> = asked.iter().map(|condition| condition.bounds()).collect();
        let Some(bounds) = bounds else { return Self::All };
        let lower = bounds.iter().map(|(lower, _)| *lower).min().unwrap_or_default();
        let upper = bounds.iter().map(|(_, upper)| upper.as_str()).max().unwrap_or_default();
        Self::Between(lower.to_owned(), upper.to_owned())
    }

    /// Whether all that the condition lets through begins with the prefix.
    fn is_below(&self, prefix: &str) -> bool {
        match self {
            Self::Equals(key) | Self::BeginsWith(key) => key.starts_with(prefix),
            Self::Between(lower, upper) => lower.starts_with(prefix) && upper.starts_with(prefix),
            _ => false,
        }
    }

    /// The smallest and the greatest key that the condition lets through; nothing when a side is open.
    fn bounds(&self) -> Option<(&str, String)> {
        match self {
            Self::Equals(key) => Some((key, key.clone())),
            Self::Between(lower, upper) => Some((lower, upper.clone())),
            Self::BeginsWith(prefix) => Some((prefix, last_with(prefix))),
            _ => None,
        }
    }
}

/// A text that is not below any key with the prefix. After a delimiter it is the prefix with the escape in its place: they
/// are neighbours, and no key ends in an escape.
fn last_with(prefix: &str) -> String {
    match prefix.strip_suffix(DELIMITER) {
        Some(start) => format!("{start}{ESCAPE}"),
        None => fill(prefix),
    }
}
