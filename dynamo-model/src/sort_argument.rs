//! What a part of a sort key is asked for: a value, or a range.

use std::marker::PhantomData;
use std::ops::{Bound, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

use crate::EncodeError;
use crate::Entity;
use crate::attribute::{Attribute, OrderedKey, PrefixKey};
use crate::expression::IntoValue;
use crate::key_query::{KeyQuery, KeyRange};
use crate::shape::{Everything, Holds, HoldsAll, Partial};

/// The state of a query: the sort key's parts before number `N` are bound.
#[derive(Debug, Clone, Copy)]
pub struct At<const N: usize>;

/// The state of a query: a range is asked for, and nothing can follow it.
#[derive(Debug, Clone, Copy)]
pub struct Ranged;

/// Whether part number `N` of a sort key is the next one to bind.
#[diagnostic::on_unimplemented(
    message = "this part of the sort key cannot be bound here",
    label = "not the next part of the sort key",
    note = "bind the parts from left to right without a gap, each at most once; only the last one bound can be a range"
)]
pub trait NextPart<const N: usize> {}

impl<const N: usize> NextPart<N> for At<N> {}

/// A value that stands for a part of a key of type `T`: `T`, a reference to it, or `&str` for a text.
#[diagnostic::on_unimplemented(
    message = "a part of type `{T}` cannot be bound to `{Self}`",
    label = "expected a value of type `{T}`"
)]
pub trait KeyArgument<T> {
    /// The value.
    fn into_part(self) -> T;
}

impl<T: Attribute> KeyArgument<T> for T {
    fn into_part(self) -> T {
        self
    }
}

impl<T: Attribute + Clone> KeyArgument<T> for &T {
    fn into_part(self) -> T {
        self.clone()
    }
}

impl KeyArgument<String> for &str {
    fn into_part(self) -> String {
        self.to_owned()
    }
}

/// What the next part of a sort key of type `T` is asked for: a value, a Rust range, a pair of bounds, or
/// [`begins_with`].
///
/// A reversed range is an empty result without a call.
#[diagnostic::on_unimplemented(
    message = "a part of type `{T}` cannot be asked for `{Self}`",
    label = "expected a value or a range of type `{T}`"
)]
pub trait SortArgument<T> {
    /// The state after the part: `Next` after a value, [`Ranged`] after a range.
    type Then<Next>;

    /// Adds the part to the query.
    #[doc(hidden)]
    fn add_to(self, query: KeyQuery, attribute: &'static str) -> KeyQuery;
}

impl<T: Attribute> SortArgument<T> for T {
    type Then<Next> = Next;

    fn add_to(self, query: KeyQuery, attribute: &'static str) -> KeyQuery {
        query.bind(attribute, &self)
    }
}

impl<T: Attribute> SortArgument<T> for &T {
    type Then<Next> = Next;

    fn add_to(self, query: KeyQuery, attribute: &'static str) -> KeyQuery {
        query.bind(attribute, self)
    }
}

impl SortArgument<String> for &str {
    type Then<Next> = Next;

    fn add_to(self, query: KeyQuery, attribute: &'static str) -> KeyQuery {
        query.bind(attribute, &self.to_owned())
    }
}

/// All values of a part that begin with a text (or with bytes); see [`SortArgument`].
pub fn begins_with<V>(prefix: V) -> BeginsWith<V> {
    BeginsWith(prefix)
}

/// The values that begin with a prefix; made by [`begins_with`].
#[derive(Debug, Clone, Copy)]
pub struct BeginsWith<V>(V);

impl<T: PrefixKey, V: IntoValue<T>> SortArgument<T> for BeginsWith<V> {
    type Then<Next> = Ranged;

    fn add_to(self, query: KeyQuery, attribute: &'static str) -> KeyQuery {
        let prefix = self.0.into_value().and_then(present).map(KeyRange::BeginsWith);
        query.range(attribute, prefix)
    }
}

fn present(value: Option<crate::AttributeValue>) -> Result<crate::AttributeValue, EncodeError> {
    value.ok_or_else(|| EncodeError::new("a bound of a range must be a value"))
}

/// Adds a range whose bounds are of type `V`.
struct Bounds<T>(PhantomData<T>);

impl<T: OrderedKey> Bounds<T> {
    fn add<V: IntoValue<T>>(
        query: KeyQuery,
        attribute: &'static str,
        lower: Bound<V>,
        upper: Bound<V>,
    ) -> KeyQuery {
        let value = |bound: Bound<V>| -> Result<Bound<crate::AttributeValue>, EncodeError> {
            Ok(match bound {
                Bound::Included(value) => Bound::Included(present(value.into_value()?)?),
                Bound::Excluded(value) => Bound::Excluded(present(value.into_value()?)?),
                Bound::Unbounded => Bound::Unbounded,
            })
        };
        let range = value(lower).and_then(|lower| Ok(KeyRange::Between(lower, value(upper)?)));
        query.range(attribute, range)
    }
}

macro_rules! ranges {
    ($($range:ident => |$value:ident| ($lower:expr, $upper:expr)),* $(,)?) => {$(
        impl<T: OrderedKey, V: IntoValue<T>> SortArgument<T> for $range<V> {
            type Then<Next> = Ranged;

            fn add_to(self, query: KeyQuery, attribute: &'static str) -> KeyQuery {
                let $value = self;
                Bounds::<T>::add(query, attribute, $lower, $upper)
            }
        }
    )*};
}

ranges! {
    Range => |range| (Bound::Included(range.start), Bound::Excluded(range.end)),
    RangeFrom => |range| (Bound::Included(range.start), Bound::Unbounded),
    RangeTo => |range| (Bound::Unbounded, Bound::Excluded(range.end)),
    RangeToInclusive => |range| (Bound::Unbounded, Bound::Included(range.end)),
}

impl<T: OrderedKey, V: IntoValue<T>> SortArgument<T> for RangeInclusive<V> {
    type Then<Next> = Ranged;

    fn add_to(self, query: KeyQuery, attribute: &'static str) -> KeyQuery {
        let (start, end) = self.into_inner();
        Bounds::<T>::add(query, attribute, Bound::Included(start), Bound::Included(end))
    }
}

impl<T: OrderedKey, V: IntoValue<T>> SortArgument<T> for (Bound<V>, Bound<V>) {
    type Then<Next> = Ranged;

    fn add_to(self, query: KeyQuery, attribute: &'static str) -> KeyQuery {
        Bounds::<T>::add(query, attribute, self.0, self.1)
    }
}

impl<T: OrderedKey> SortArgument<T> for RangeFull {
    type Then<Next> = Ranged;

    fn add_to(self, query: KeyQuery, _: &'static str) -> KeyQuery {
        query
    }
}

/// What a query reads from: the table or an index. `GLOBAL` says whether that is a global secondary index, and `Held` what
/// it holds: [`Everything`], or a [`Partial`] of the items.
#[derive(Debug, Clone, Copy)]
pub struct ReadFrom<const GLOBAL: bool, Held = Everything>(PhantomData<fn() -> Held>);

/// Whether a read can be strongly consistent.
#[diagnostic::on_unimplemented(
    message = "a global secondary index has no consistent reads",
    label = "`consistent` works on the table and on local secondary indexes",
    note = "query the table, or leave `consistent` out and expect the index to lag behind"
)]
pub trait ConsistentRead {}

impl<Held> ConsistentRead for ReadFrom<false, Held> {}

impl<const GLOBAL: bool, E: Entity> HoldsAll<E> for ReadFrom<GLOBAL> {}

impl<const GLOBAL: bool, P: Partial> Holds<P::Entity> for ReadFrom<GLOBAL, P> {
    type Item = P;
    type Paths = P::Paths;

    fn paths() -> P::Paths {
        P::paths()
    }
}

impl<const GLOBAL: bool, E: Entity> Holds<E> for ReadFrom<GLOBAL> {
    type Item = E;
    type Paths = E::Paths;

    fn paths() -> E::Paths {
        E::paths()
    }
}

/// A query that the derives write: which entity, where, and which part of the partition.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a query",
    note = "an entity's queries are made by its own functions, such as `Order::of(…)` or one per index"
)]
pub trait IntoQuery {
    /// The entity that is read.
    type Entity: Entity;

    /// [`ReadFrom`]: the table or a local index, or a global one.
    type Source: Holds<Self::Entity>;

    /// The entity's entry in the index that is queried; the table itself when absent.
    #[doc(hidden)]
    const INDEX: Option<&'static str>;

    /// The query without its types.
    fn into_query(self) -> KeyQuery;
}
