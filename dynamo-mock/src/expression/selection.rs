//! The parts of an item that paths select.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html>.

use std::collections::BTreeMap;

use dynamo_model::{AttributeValue, Item, Name};

use super::bound::Bindings;
use super::tree::{Element, Path};

/// What is wanted of a value.
#[derive(Debug, Clone)]
enum Wanted {
    Whole,
    Attributes(Selection),
    /// Elements by their position. They come back in order and without the gaps.
    Elements(BTreeMap<u32, Wanted>),
}

/// What is wanted of an item or a map.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selection {
    attributes: BTreeMap<String, Wanted>,
}

impl Selection {
    /// The selection of paths. Of overlapping ones the shorter one counts.
    pub(crate) fn new<'p>(paths: impl Iterator<Item = &'p Path>, bindings: &Bindings<'_>) -> Self {
        let mut selection = Self::default();
        for path in paths {
            selection.add_path(&path.elements, bindings);
        }
        selection
    }

    /// Adds a path.
    pub(crate) fn add_path(&mut self, elements: &[Element], bindings: &Bindings<'_>) {
        if let Some((first, rest)) = elements.split_first()
            && let Some(name) = bindings.name(first)
        {
            self.add(name, rest, bindings);
        }
    }

    fn add(&mut self, name: &str, rest: &[Element], bindings: &Bindings<'_>) {
        match self.attributes.get_mut(name) {
            Some(wanted) => wanted.add(rest, bindings),
            None => {
                self.attributes.insert(name.to_owned(), Wanted::new(rest, bindings));
            }
        }
    }

    /// The attributes that paths start with.
    pub(crate) fn roots(&self) -> impl Iterator<Item = &str> {
        self.attributes.keys().map(String::as_str)
    }

    /// The attributes of which only parts are selected.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &str> {
        let parts = self.attributes.iter().filter(|(_, wanted)| !matches!(wanted, Wanted::Whole));
        parts.map(|(name, _)| name.as_str())
    }

    /// The selected parts of an item.
    pub(crate) fn of(&self, item: &Item) -> Item {
        let pick = |(name, wanted): (&String, &Wanted)| {
            let value = wanted.of(item.get(name)?)?;
            Some((Name::from(name.clone()), value))
        };
        self.attributes.iter().filter_map(pick).collect()
    }
}

impl Wanted {
    fn new(rest: &[Element], bindings: &Bindings<'_>) -> Self {
        let mut wanted = match rest.first() {
            None => Self::Whole,
            Some(Element::Index(_)) => Self::Elements(BTreeMap::new()),
            Some(_) => Self::Attributes(Selection::default()),
        };
        wanted.add(rest, bindings);
        wanted
    }

    fn add(&mut self, rest: &[Element], bindings: &Bindings<'_>) {
        let Some((first, rest)) = rest.split_first() else {
            *self = Self::Whole;
            return;
        };
        match (self, first) {
            (Self::Elements(elements), Element::Index(index)) => match elements.get_mut(index) {
                Some(wanted) => wanted.add(rest, bindings),
                None => {
                    elements.insert(*index, Self::new(rest, bindings));
                }
            },
            (Self::Attributes(selection), named) => {
                if let Some(name) = bindings.name(named) {
                    selection.add(name, rest, bindings);
                }
            }
            _ => {}
        }
    }

    fn of(&self, value: &AttributeValue) -> Option<AttributeValue> {
        match (self, value) {
            (Self::Whole, value) => Some(value.clone()),
            (Self::Attributes(selection), AttributeValue::M(map)) => {
                let part = selection.of(map);
                (!part.is_empty()).then_some(AttributeValue::M(part))
            }
            (Self::Elements(elements), AttributeValue::L(list)) => {
                let part: Vec<AttributeValue> = elements
                    .iter()
                    .filter_map(|(index, wanted)| wanted.of(list.get(*index as usize)?))
                    .collect();
                (!part.is_empty()).then_some(AttributeValue::L(part))
            }
            _ => None,
        }
    }
}
