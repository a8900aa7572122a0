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
        let lower: Option<Vec<&str>> = asked.iter().map(|condition| condition.lower()).collect();
        let upper: Option<Vec<String>> = asked.iter().map(|condition| condition.upper()).collect();
        let lower = lower.and_then(|all| all.into_iter().min().map(str::to_owned));
        match (lower, upper.and_then(|all| all.into_iter().max())) {
            (Some(lower), Some(upper)) => Self::Between(lower, upper),
            (Some(lower), None) => Self::AtLeast(lower),
            (None, Some(upper)) => Self::AtMost(upper),
            (None, None) => Self::All,
        }
    }

    /// Whether all that the condition lets through begins with the prefix.
    fn is_below(&self, prefix: &str) -> bool {
        match self {
            Self::Equals(key) | Self::BeginsWith(key) => key.starts_with(prefix),
            Self::Between(lower, upper) => lower.starts_with(prefix) && upper.starts_with(prefix),
            _ => false,
        }
    }

    /// A key below which the condition lets none through; nothing when that side is open.
    fn lower(&self) -> Option<&str> {
        match self {
            Self::Equals(key)
            | Self::Between(key, _)
            | Self::BeginsWith(key)
            | Self::AtLeast(key)
            | Self::GreaterThan(key) => Some(key),
            Self::All | Self::Nothing | Self::AtMost(_) | Self::LessThan(_) => None,
        }
    }

    /// A key above which the condition lets none through; nothing when that side is open.
    fn upper(&self) -> Option<String> {
        match self {
            Self::Equals(key) | Self::Between(_, key) | Self::AtMost(key) | Self::LessThan(key) => {
                Some(key.clone())
            }
            Self::BeginsWith(prefix) => Some(last_with(prefix)),
            Self::All | Self::Nothing | Self::AtLeast(_) | Self::GreaterThan(_) => None,
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
