//! The one generator: a CSPRNG seeded from the system at each start and never stored.
//!
//! A fixed seed exists only in tests and simulations.

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

/// Randomness for keys, nonces and ids.
#[derive(Debug)]
pub struct Random(ChaCha20Rng);

impl Random {
    /// A generator from 32 bytes of the system's randomness.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(ChaCha20Rng::from_seed(seed))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    /// A number below `end`, for jitter; not for anything secret. Zero if `end` is zero.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0.next_u64().checked_rem(end).unwrap_or(0)
    }

    pub(super) fn generator(&mut self) -> &mut ChaCha20Rng {
        &mut self.0
    }
}
