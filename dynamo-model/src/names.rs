//! Names of attributes that many items have, kept once for all of them.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::Name;

/// How many names are kept, and how long they may be. They are never given back, so that whatever names items
/// have, the memory for them is bounded.
const SLOTS: usize = 1_024;
const NAME_BYTES: usize = 64;
/// How many slots a name can be in.
const PROBES: usize = 8;

static SLOTS_OF_NAMES: [OnceLock<&'static str>; SLOTS] = [const { OnceLock::new() }; SLOTS];

/// The slots that a name can be in.
fn slots_of(name: &str) -> impl Iterator<Item = &'static OnceLock<&'static str>> {
    // FNV-1a.
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let first = (hash ^ hash >> 32) as usize;
    (0..PROBES).filter_map(move |step| SLOTS_OF_NAMES.get(first.wrapping_add(step) % SLOTS))
}

/// The kept copy of a name, if there is one.
pub(crate) fn find(name: &str) -> Option<&'static str> {
    // Names are never taken out, so that a name is not behind an empty slot.
    slots_of(name).map_while(OnceLock::get).copied().find(|kept| *kept == name)
}

/// A name that is read, without a copy when it is kept.
pub(crate) fn name(text: Cow<'_, str>) -> Name {
    find(&text).map_or_else(|| Name::Owned(text.into_owned()), Name::Borrowed)
}

/// The kept copy of a name, made now if there is none; `None` when there is no room for it.
pub(crate) fn keep(name: &str) -> Option<&'static str> {
    if let Some(kept) = find(name) {
        return Some(kept);
    }
    if name.len() > NAME_BYTES {
        return None;
    }
    let free = slots_of(name).find(|slot| slot.get().is_none())?;
    // Another thread may have been faster, with this name or with another one.
    let kept = *free.get_or_init(|| Box::leak(Box::from(name)));
    (kept == name).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::{NAME_BYTES, SLOTS, find, keep};

    #[test]
    fn a_name_is_kept_once_and_what_is_kept_is_bounded() {
        let one = keep("a name of a test").unwrap();
        let elsewhere = String::from("a name of a test");
        assert!(std::ptr::eq(one, keep(&elsewhere).unwrap()));
        assert_eq!(find("a name of a test"), Some(one));
        assert_eq!(find("a name that nobody keeps"), None);

        assert_eq!(keep(&"n".repeat(NAME_BYTES + 1)), None);
        let names = || (0..20 * SLOTS).map(|number| format!("name {number}"));
        names().for_each(|name| assert!(keep(&name).is_none_or(|kept| kept == name)));
        assert!(names().filter(|name| find(name).is_some()).count() <= SLOTS);
    }
}
