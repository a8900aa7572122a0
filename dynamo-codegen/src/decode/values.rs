//! Simple values.

use super::{Context, Decode, mismatch};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Spanned, Word};
use crate::suggest;
use crate::syntax::{Kind, Node};

/// A whole number that is not negative.
pub(crate) type Whole = Spanned<u64>;

/// The text of a node that is one.
pub(crate) fn word_of(node: &Node) -> Option<Word> {
    match &node.kind {
        Kind::Text(text) => Some(Spanned::new(text.clone(), node.span)),
        _ => None,
    }
}

impl Decode for Word {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let word = word_of(node);
        if word.is_none() {
            mismatch(node, "a text", cx);
        }
        word
    }
}

impl Decode for Spanned<bool> {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Kind::Bool(value) = node.kind {
            return Some(Self::new(value, node.span));
        }
        mismatch(node, "`true` or `false`", cx);
        None
    }
}

impl Decode for Whole {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        match node.kind {
            Kind::Integer(value) => match u64::try_from(value) {
                Ok(value) => return Some(Self::new(value, node.span)),
                Err(_) => cx.report(
                    Diagnostic::new(Code::OutOfRange, node.span, "the number is not one of 0 to 2^64 − 1")
                        .label("out of range"),
                ),
            },
            _ => mismatch(node, "a whole number", cx),
        }
        None
    }
}

/// A number, with or without a fraction, that is not negative.
impl Decode for Spanned<f64> {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let value = match node.kind {
            // Rates need no more than the 53 bits that are exact.
            #[expect(clippy::cast_precision_loss)]
            Kind::Integer(value) => value as f64,
            Kind::Float(value) => value,
            _ => {
                mismatch(node, "a number", cx);
                return None;
            }
        };
        if value.is_finite() && value >= 0.0 {
            return Some(Self::new(value, node.span));
        }
        let message = "the number is not a finite one from 0";
        cx.report(Diagnostic::new(Code::OutOfRange, node.span, message).label("out of range"));
        None
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let Kind::List(nodes) = &node.kind else {
            mismatch(node, "a list", cx);
            return None;
        };
        Some(nodes.iter().filter_map(|node| T::decode(node, cx)).collect())
    }
}

/// A list and its place.
impl<T: Decode> Decode for Spanned<Vec<T>> {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        Vec::decode(node, cx).map(|list| Self::new(list, node.span))
    }
}

/// A table of anything, by name: `[entity.NAME]`.
impl<T: Decode> Decode for Vec<(Word, T)> {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let Kind::Table(entries) = &node.kind else {
            mismatch(node, "a table", cx);
            return None;
        };
        let named = entries.iter().filter_map(|entry| {
            let value = T::decode(&entry.value, cx)?;
            Some((entry.key.clone(), value))
        });
        Some(named.collect())
    }
}

/// One text, or a list of texts.
#[derive(Debug, Clone)]
pub(crate) struct OneOrMany {
    pub(crate) words: Vec<Word>,
    pub(crate) is_list: bool,
    pub(crate) span: Span,
}

impl Decode for OneOrMany {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Some(word) = word_of(node) {
            return Some(Self { words: vec![word], is_list: false, span: node.span });
        }
        if !matches!(node.kind, Kind::List(_)) {
            mismatch(node, "a text or a list of texts", cx);
            return None;
        }
        let words: Vec<Word> = Vec::decode(node, cx)?;
        if words.is_empty() {
            cx.report(
                Diagnostic::new(Code::EmptyList, node.span, "the list is empty").label("name at least one"),
            );
            return None;
        }
        Some(Self { words, is_list: true, span: node.span })
    }
}

/// A choice of words.
pub(crate) trait Keyword: Copy + 'static {
    /// What is chosen, for messages: "billing mode".
    const WHAT: &'static str;
    /// The words and what they stand for.
    const WORDS: &'static [(&'static str, Self)];

    /// The choice that a word names.
    fn of(word: &Word, cx: &Context<'_>) -> Option<Self> {
        if let Some((_, choice)) = Self::WORDS.iter().find(|(known, _)| *known == word.as_str()) {
            return Some(*choice);
        }
        let hint = suggest::hint(word.as_str(), Self::WORDS.iter().map(|(known, _)| *known));
        let message = format!("`{}` is no {}", word.as_str(), Self::WHAT);
        cx.report(Diagnostic::new(Code::UnknownWord, word.span, message).label(hint));
        None
    }
}

impl<K: Keyword> Decode for Spanned<K> {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let choice = K::of(&Word::decode(node, cx)?, cx)?;
        Some(Self::new(choice, node.span))
    }
}
