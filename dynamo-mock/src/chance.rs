//! The engine's randomness.

use std::sync::atomic::{AtomicU64, Ordering};

/// A sequence of numbers that look random and are the same for the same seed, shared by threads.
///
/// See Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
#[derive(Debug, Default)]
pub(crate) struct Chance {
    state: AtomicU64,
}

/// How far the state goes on for each number.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Chance {
    pub(crate) const fn new(seed: u64) -> Self {
        Self { state: AtomicU64::new(seed) }
    }

    /// The next 128 bits.
    pub(crate) fn next(&self) -> u128 {
        let state = self.state.fetch_add(STEP.wrapping_mul(2), Ordering::SeqCst);
        let (high, low) = (mix(state.wrapping_add(STEP)), mix(state.wrapping_add(STEP.wrapping_mul(2))));
        u128::from(high) << 64 | u128::from(low)
    }

    /// A sequence that goes on as this one does.
    pub(crate) fn copy(&self) -> Self {
        Self::new(self.state.load(Ordering::SeqCst))
    }
}

const fn mix(state: u64) -> u64 {
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
