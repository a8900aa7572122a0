//! What the attributes of one map tell of the next.
//!
//! Items of one shape come with the same names, of the same types, in the same order, which is not that of the names, as
//! decoders read them. So the attributes of the last map are kept: where the next one goes on as that one did, its names
//! need no reading and its attributes no sorting.

use super::note::{Note, Text};
use crate::wire::value::ValueKind;

/// The attributes of the last map, as they came; and which of them comes first, second … by name.
#[derive(Debug, Default)]
pub(super) struct Order {
    attributes: Vec<Note>,
    sorted: Vec<u32>,
    /// Whether they came in the order of their names.
    came_sorted: bool,
}

impl Order {
    /// The name and the type of the attribute that starts at a position, up to where its content starts: if it starts as
    /// the attribute of the last map did, the one with this number.
    #[inline]
    pub(super) fn expected(&self, body: &str, at: usize, number: usize) -> Option<(Text, ValueKind, usize)> {
        let last = self.attributes.get(number)?;
        let head = last.head(body);
        let end = at + head.len();
        (body.as_bytes().get(at..end)? == head).then(|| (last.name.moved(at + 1), last.value.kind, end))
    }

    /// How many attributes the last map had.
    pub(super) const fn len(&self) -> usize {
        self.attributes.len()
    }

    /// Appends attributes that came as those of the last map, in the order of their names.
    pub(super) fn append(&self, attributes: &[Note], notes: &mut Vec<Note>) {
        if self.came_sorted {
            notes.extend_from_slice(attributes);
        } else {
            notes.extend(self.sorted.iter().filter_map(|&at| attributes.get(at as usize)).copied());
        }
    }

    /// Keeps the attributes of a map. Of several with one name only the last counts.
    pub(super) fn learn(&mut self, body: &str, attributes: &[Note]) {
        self.attributes.clear();
        self.attributes.extend_from_slice(attributes);
        self.came_sorted = attributes.is_sorted_by(|a, b| a.name.is_before(body, &b.name));
        if self.came_sorted {
            return;
        }
        let name = |at: u32| attributes.get(at as usize).map(|note| note.name);
        let compare = |a: u32, b: u32| match (name(a), name(b)) {
            (Some(a), Some(b)) if a.is_escaped() || b.is_escaped() => a.string(body).cmp(&b.string(body)),
            (Some(a), Some(b)) => a.bytes(body).cmp(b.bytes(body)),
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        self.sorted.clear();
        self.sorted.extend((0..).take(attributes.len()));
        self.sorted.sort_by(|&a, &b| compare(a, b));
        // The sort keeps the order of equal names.
        self.sorted.dedup_by(|later, earlier| {
            let same = compare(*later, *earlier).is_eq();
            if same {
                *earlier = *later;
            }
            same
        });
    }
}
