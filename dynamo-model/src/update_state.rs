//! Which inputs of an entity's index keys and computed attributes a partial update has touched, as types.
//!
//! An index key is composed from several attributes. An update that sets some of them and does not know the others
//! would leave the key stale; with these types it does not compile. The state of an update is a list of one state per
//! input, `(A, (B, ()))`, and each index demands that the states of its own inputs fit together.

use std::marker::PhantomData;

use crate::expression::{Immutable, IndexInput, Nested, OfUnique, Plain, ReadOnlyInput};

/// The input is not touched.
#[derive(Debug, Clone, Copy)]
pub struct Unset;

/// The input stays as it is, and its value is known.
#[derive(Debug, Clone, Copy)]
pub struct Given;

/// The input is set, so its value after the update is known.
#[derive(Debug, Clone, Copy)]
pub struct Known;

/// The input is removed, so the item leaves the index.
#[derive(Debug, Clone, Copy)]
pub struct Removed;

/// The input changes to a value that only DynamoDB knows.
#[derive(Debug, Clone, Copy)]
pub struct Computed;

/// Some inputs are known and others are not touched.
#[derive(Debug, Clone, Copy)]
pub struct Partial;

/// The first place in the list of states.
#[derive(Debug, Clone, Copy)]
pub struct Zero;

/// The place after `N`.
#[derive(Debug, Clone, Copy)]
pub struct Succ<N>(PhantomData<N>);

/// The list of states with the one at `Slot` replaced by `State`.
pub trait Replace<Slot, State> {
    /// The new list.
    type Out;
}

impl<A, Rest, State> Replace<Zero, State> for (A, Rest) {
    type Out = (State, Rest);
}

impl<A, Rest: Replace<Slot, State>, Slot, State> Replace<Succ<Slot>, State> for (A, Rest) {
    type Out = (A, Rest::Out);
}

/// What an update may do with an attribute, and what the update's state is afterwards.
#[diagnostic::on_unimplemented(
    message = "this attribute cannot be updated",
    label = "part of the primary key, unique, read-only, computed or filled in by every write; or inside of what others are made from",
    note = "a primary key never changes in place: `move_to` gives the item another one",
    note = "a unique attribute is changed after `unique()`, or by `update_with`, which move its marker; a lock counts by itself"
)]
pub trait Touch<States, State> {
    /// The update's state afterwards.
    type Next;
}

impl<States, State> Touch<States, State> for Plain {
    type Next = States;
}

impl<States, State> Touch<States, State> for Nested {
    type Next = States;
}

impl<Slot, States: Replace<Slot, State>, State> Touch<States, State> for IndexInput<Slot> {
    type Next = States::Out;
}

/// An attribute that an update can demand to have a value.
pub trait Demand<States> {
    /// The update's state afterwards.
    type Next;
}

impl<States> Demand<States> for Plain {
    type Next = States;
}

impl<States> Demand<States> for Nested {
    type Next = States;
}

impl<States> Demand<States> for Immutable {
    type Next = States;
}

impl<States, F: Demand<States>> Demand<States> for OfUnique<F> {
    type Next = F::Next;
}

impl<Slot, States: GiveAt<Slot>> Demand<States> for IndexInput<Slot> {
    type Next = States::Out;
}

impl<Slot, States: GiveAt<Slot>> Demand<States> for ReadOnlyInput<Slot> {
    type Next = States::Out;
}

/// The list of states after the input at `Slot` was given.
pub trait GiveAt<Slot> {
    /// The new list.
    type Out;
}

impl<A: Give, Rest> GiveAt<Zero> for (A, Rest) {
    type Out = (A::Out, Rest);
}

impl<A, Rest: GiveAt<Slot>, Slot> GiveAt<Succ<Slot>> for (A, Rest) {
    type Out = (A, Rest::Out);
}

/// The state of an input after its value before the update was given: a change of it stays a change.
pub trait Give {
    /// The new state.
    type Out;
}

impl Give for Unset {
    type Out = Given;
}

macro_rules! keeps {
    ($($state:ident),*) => {$(
        impl Give for $state {
            type Out = $state;
        }
    )*};
}

keeps!(Given, Known, Removed, Computed);

macro_rules! admits {
    ($($state:ident),*) => {$(
        impl Admit for $state {
            type Out = $state;
        }
    )*};
}

admits!(Unset, Given, Known, Computed);

/// The list of states of an update that starts from a loaded value: every input is known.
pub trait GiveAll {
    /// The new list.
    type Out;
}

impl GiveAll for () {
    type Out = ();
}

impl<A: Give, Rest: GiveAll> GiveAll for (A, Rest) {
    type Out = (A::Out, Rest::Out);
}

/// The state of an input that decides whether an item is in an index by being absent, and that its key is not composed
/// from: removed, it does not take the item out but lets it in, and the rest of the key must be known.
pub trait Admit {
    /// What the state means for the index.
    type Out;
}

impl Admit for Removed {
    type Out = Known;
}

/// What two inputs of one index come to together.
pub trait Join<Other> {
    /// The state of both.
    type Out;
}

macro_rules! joins {
    ($($a:ident + $b:ident = $out:ident),* $(,)?) => {$(
        impl Join<$b> for $a {
            type Out = $out;
        }
    )*};
}

joins! {
    Unset + Unset = Unset, Unset + Given = Unset, Unset + Known = Partial, Unset + Removed = Removed,
    Unset + Computed = Computed,
    Given + Unset = Unset, Given + Given = Given, Given + Known = Known, Given + Removed = Removed,
    Given + Computed = Computed,
    Known + Unset = Partial, Known + Given = Known, Known + Known = Known, Known + Removed = Removed,
    Known + Computed = Computed,
    Removed + Unset = Removed, Removed + Given = Removed, Removed + Known = Removed, Removed + Removed = Removed,
    Removed + Computed = Removed,
    Computed + Unset = Computed, Computed + Given = Computed, Computed + Known = Computed, Computed + Removed = Removed,
    Computed + Computed = Computed,
    Partial + Unset = Partial, Partial + Given = Partial, Partial + Known = Partial, Partial + Removed = Removed,
    Partial + Computed = Computed,
}

/// Whether the inputs of the index that `Index` queries are all known, none of them changed, or one of them removed.
#[diagnostic::on_unimplemented(
    message = "this update leaves the key of the index behind `{Index}` half written",
    label = "some of the attributes that its key is composed from are not known here",
    note = "set all of them, or add those that stay as they are with `.given(|…| …, value)`, which also checks them",
    note = "or start from a loaded value, `update_of(&value)`; or end with `.refetch()`, which reads the item first",
    note = "an attribute that index keys are composed from cannot be changed by `add`, `subtract` or `set_if_absent`: the new value is not known here"
)]
pub trait Whole<Index> {}

impl<Index> Whole<Index> for Unset {}
impl<Index> Whole<Index> for Given {}
impl<Index> Whole<Index> for Known {}
impl<Index> Whole<Index> for Removed {}

/// Whether the inputs of the computed attribute `Attribute` are all known, or none of them changed.
#[diagnostic::on_unimplemented(
    message = "this update leaves the computed attribute `{Attribute}` behind what it is computed from",
    label = "some of the attributes that it is computed from are not known here",
    note = "set all of them, or add those that stay as they are with `.given(|…| …, value)`, which also checks them",
    note = "or start from a loaded value, `update_of(&value)`; or end with `.refetch()`, which reads the item first",
    note = "an attribute that others are computed from cannot be changed by `add`, `append` or `set_if_absent` without `.refetch()`: the new value is not known here"
)]
pub trait Current<Attribute> {}

impl<Attribute> Current<Attribute> for Unset {}
impl<Attribute> Current<Attribute> for Given {}
impl<Attribute> Current<Attribute> for Known {}

/// An entity whose updates in this state leave no index key half written and nothing computed behind. `#[derive(DynamoEntity)]` writes it.
pub trait CompleteUpdate<States>: crate::Entity {}

/// The state of an update of which all index keys are complete, whatever was changed: see
/// [`Update::complete`](crate::op::Update::complete).
#[derive(Debug, Clone, Copy)]
pub struct Complete;

impl<E: crate::Entity> CompleteUpdate<Complete> for E {}
