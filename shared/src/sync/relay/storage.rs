//! What a relay's store must promise, for shells that perform [`Effect::Store`](super::Effect::Store) and
//! [`Effect::Load`](super::Effect::Load) one after the other. [`conformance`] checks the promises for any store.

pub mod conformance;
mod memory;

pub use memory::MemoryStore;

use super::io::{Answer, Query, Write};

/// A relay's store.
pub trait Store {
    /// Writes all of it durably, or nothing.
    fn write(&mut self, writes: &[Write]) -> Result<(), StoreFault>;

    /// Answers a question; sees everything written before.
    fn read(&mut self, query: &Query) -> Result<Answer, StoreFault>;
}

/// Why a store did not do what was ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreFault {
    /// What is written does not follow what is there.
    #[error("what is to be written does not follow what is stored")]
    NotNext,
    /// Anything else.
    #[error("the store failed")]
    Failed,
}
