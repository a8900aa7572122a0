//! A parsed expression together with the names and values of its request.

use dynamo_model::api::ExpressionAttributeNames;
use dynamo_model::{AttributeValue, Item, Name};

use super::tree::{Element, Path, Placeholder, Slot};

/// What a placeholder stands for.
#[derive(Debug, Clone, Copy)]
enum Meaning<'r> {
    Name(&'r Name),
    Value(&'r AttributeValue),
    /// Nothing: the request does not define it. Whoever meets it first reports it.
    Undefined,
}

/// The meanings of an expression's placeholders.
#[derive(Debug)]
pub(crate) struct Bindings<'r> {
    meanings: Vec<Meaning<'r>>,
}

/// Stands for a value that is none. The checks refuse undefined placeholders, so that it is never seen.
static NO_VALUE: AttributeValue = AttributeValue::Null;

impl<'r> Bindings<'r> {
    /// Looks every placeholder up.
    pub(crate) fn new(
        placeholders: &[Placeholder],
        names: &'r ExpressionAttributeNames,
        values: &'r Item,
    ) -> Self {
        let meaning = |placeholder: &Placeholder| {
            let text = &*placeholder.text;
            if placeholder.is_name() {
                names.get(text).map_or(Meaning::Undefined, Meaning::Name)
            } else {
                values.get(text).map_or(Meaning::Undefined, Meaning::Value)
            }
        };
        Self { meanings: placeholders.iter().map(meaning).collect() }
    }

    /// Whether the request defines a placeholder.
    pub(crate) fn defines(&self, slot: Slot) -> bool {
        !matches!(self.meanings.get(usize::from(slot)), None | Some(Meaning::Undefined))
    }

    /// The value behind a placeholder.
    pub(crate) fn value(&self, slot: Slot) -> &'r AttributeValue {
        match self.meanings.get(usize::from(slot)) {
            Some(Meaning::Value(value)) => value,
            _ => &NO_VALUE,
        }
    }

    /// The name behind a placeholder.
    fn alias(&self, slot: Slot) -> &'r str {
        match self.meanings.get(usize::from(slot)) {
            Some(Meaning::Name(name)) => name,
            _ => "",
        }
    }

    /// The name of a path's element; `None` for a position in a list.
    pub(crate) fn name<'a>(&self, element: &'a Element) -> Option<&'a str>
    where
        'r: 'a,
    {
        match element {
            Element::Name(name) => Some(name),
            Element::Alias(slot) => Some(self.alias(*slot)),
            Element::Index(_) => None,
        }
    }

    /// The attribute that a path starts with.
    pub(crate) fn root<'a>(&self, path: &'a Path) -> &'a str
    where
        'r: 'a,
    {
        path.elements.first().and_then(|element| self.name(element)).unwrap_or_default()
    }

    /// Whether two elements are the same step.
    pub(crate) fn same(&self, one: &Element, two: &Element) -> bool {
        match (one, two) {
            (Element::Index(one), Element::Index(two)) => one == two,
            _ => self.name(one) == self.name(two) && self.name(one).is_some(),
        }
    }

    /// Whether two paths are the same.
    pub(crate) fn same_path(&self, one: &Path, two: &Path) -> bool {
        one.elements.len() == two.elements.len()
            && one.elements.iter().zip(&two.elements).all(|(one, two)| self.same(one, two))
    }

    /// A path as the service prints it: `[a, [0], b]`.
    pub(crate) fn show(&self, path: &Path) -> String {
        let elements: Vec<String> = path
            .elements
            .iter()
            .map(|element| match element {
                Element::Index(index) => format!("[{index}]"),
                named => self.name(named).unwrap_or_default().to_owned(),
            })
            .collect();
        format!("[{}]", elements.join(", "))
    }

    /// The value at a path of an item.
    pub(crate) fn find<'i>(&self, item: &'i Item, path: &Path) -> Option<&'i AttributeValue> {
        let mut elements = path.elements.iter();
        let mut value = item.get(self.name(elements.next()?)?)?;
        for element in elements {
            value = match (element, value) {
                (Element::Index(index), AttributeValue::L(list)) => list.get(*index as usize)?,
                (named, AttributeValue::M(map)) => map.get(self.name(named)?)?,
                _ => return None,
            };
        }
        Some(value)
    }
}
