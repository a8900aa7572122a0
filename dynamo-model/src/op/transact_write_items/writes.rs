//! Several writes at once: tuples and lists.

use super::action::{Action, TransactWrite};
use super::reason::Reason;
use crate::error::Result;
use crate::op::Bound;

/// The writes of a transaction: a tuple of up to twelve, or a `Vec` or an array of writes of one type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of writes of a transaction on the table `{T}`",
    note = "several writes are a tuple of up to twelve, or a `Vec` of writes of one type; `any()` makes all writes one type"
)]
pub trait TransactWrites<T> {
    /// Why each of them was not done, in their order: a tuple of [`Reason`]s, or a list.
    type Reasons;

    #[doc(hidden)]
    fn into_actions(self, to: &Bound) -> Vec<Result<Action>>;

    /// The reasons by position; nothing when there are not as many as writes.
    #[doc(hidden)]
    fn reasons(reasons: Vec<Reason>) -> Option<Self::Reasons>;
}

impl<T, W: TransactWrite<T>> TransactWrites<T> for Vec<W> {
    type Reasons = Vec<Reason<W::Entity>>;

    fn into_actions(self, to: &Bound) -> Vec<Result<Action>> {
        self.into_iter().map(|write| write.into_action(to)).collect()
    }

    fn reasons(reasons: Vec<Reason>) -> Option<Self::Reasons> {
        Some(reasons.into_iter().map(Reason::of).collect())
    }
}

impl<T, W: TransactWrite<T>, const N: usize> TransactWrites<T> for [W; N] {
    type Reasons = Vec<Reason<W::Entity>>;

    fn into_actions(self, to: &Bound) -> Vec<Result<Action>> {
        Vec::from(self).into_actions(to)
    }

    fn reasons(reasons: Vec<Reason>) -> Option<Self::Reasons> {
        <Vec<W> as TransactWrites<T>>::reasons(reasons)
    }
}

macro_rules! tuples {
    ($(($($write:ident $name:ident),+))*) => {$(
        impl<T, $($write: TransactWrite<T>),+> TransactWrites<T> for ($($write,)+) {
            type Reasons = ($(Reason<$write::Entity>,)+);

            fn into_actions(self, to: &Bound) -> Vec<Result<Action>> {
                let ($($name,)+) = self;
                vec![$($name.into_action(to)),+]
            }

            fn reasons(reasons: Vec<Reason>) -> Option<Self::Reasons> {
                let mut reasons = reasons.into_iter();
                Some(($(reasons.next()?.of::<$write::Entity>(),)+))
            }
        }
    )*};
}

tuples! {
    (A a)
    (A a, B b)
    (A a, B b, C c)
    (A a, B b, C c, D d)
    (A a, B b, C c, D d, E e)
    (A a, B b, C c, D d, E e, F f)
    (A a, B b, C c, D d, E e, F f, G g)
    (A a, B b, C c, D d, E e, F f, G g, H h)
    (A a, B b, C c, D d, E e, F f, G g, H h, I i)
    (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j)
    (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k)
    (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l)
}
