//! What a device's store must promise: ordered tables of bytes, and batches that are all or nothing and durable.
//!
//! The device orders writes and reads as effects; a shell performs them with IndexedDB, SQLite or memory. Every
//! store promises:
//! - a [`Batch`] is applied whole or not at all, and once `Stored` is said it survives a crash;
//! - batches are applied in the order they were given;
//! - an [`Write::Expect`] that does not hold fails the whole batch as [`StoreFailure::Raced`];
//! - a read sees every batch given before it, and returns rows in key order.
//!
//! [`conformance`] checks these promises for any store.

pub mod conformance;
mod memory;

pub use memory::MemoryStore;

/// A table of a device's store. The names are part of the stored format and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// One row each: the format's version, this device's keys, the lock, the boot counter, what is remembered.
    Device,
    /// Roster operations: team ‖ sequence (u32) → operation.
    Roster,
    /// What a team means to this device: team → marks such as "sample".
    Teams,
    /// Keys of scopes: team ‖ scope ‖ era ‖ epoch → key material.
    Keys,
    /// Which pages are held: team ‖ page name → page tag.
    Pages,
    /// Sealed envelopes: team ‖ page tag ‖ envelope id → signed bytes.
    Envelopes,
    /// Envelopes not yet acknowledged by the relay: team ‖ envelope id → page tag.
    Outbox,
    /// How far the relay's log was read: team ‖ scope ‖ era → sequence and running hash.
    Cursors,
    /// Envelopes stored but not yet proven harmless to apply: team ‖ envelope id → page tag and attempts.
    Arrived,
    /// Envelopes and rows set aside because they could not be used: never deleted, reported.
    Aside,
    /// Photos that are held whole: team ‖ record → where their parts belong, and how many of them the relay has.
    Photos,
    /// The sealed parts of photos: team ‖ record ‖ number → bytes.
    Parts,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 12] = [
        Self::Device,
        Self::Roster,
        Self::Teams,
        Self::Keys,
        Self::Pages,
        Self::Envelopes,
        Self::Outbox,
        Self::Cursors,
        Self::Arrived,
        Self::Aside,
        Self::Photos,
        Self::Parts,
    ];

    /// The name a store keeps it under.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Roster => "roster",
            Self::Teams => "teams",
            Self::Keys => "keys",
            Self::Pages => "pages",
            Self::Envelopes => "envelopes",
            Self::Outbox => "outbox",
            Self::Cursors => "cursors",
            Self::Arrived => "arrived",
            Self::Aside => "aside",
            Self::Photos => "photos",
            Self::Parts => "parts",
        }
    }
}

/// One step of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Write a row, replacing one with the same key.
    Put(Table, Vec<u8>, Vec<u8>),
    /// Remove a row, if it is there.
    Delete(Table, Vec<u8>),
    /// Fail the batch unless the row holds exactly this (`None`: is absent).
    Expect(Table, Vec<u8>, Option<Vec<u8>>),
}

/// Writes that belong together.
pub type Batch = Vec<Write>;

/// Which rows to read: those of a table whose key begins with a prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The table.
    pub table: Table,
    /// How the keys begin; empty for the whole table.
    pub prefix: Vec<u8>,
}

/// One row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRow {
    /// Its table.
    pub table: Table,
    /// Its key.
    pub key: Vec<u8>,
    /// Its value.
    pub value: Vec<u8>,
}

/// Why a batch or a read failed. Nothing of a failed batch was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreFailure {
    /// No room left.
    #[error("the storage is full")]
    Full,
    /// The browser or the file system does not allow it.
    #[error("storing is not allowed here")]
    Refused,
    /// Another instance wrote first: an expectation did not hold.
    #[error("another window wrote first")]
    Raced,
    /// The store was written by a newer version.
    #[error("the store was written by a newer version")]
    Newer,
    /// Another window keeps an older version open, and this one cannot open before that is closed.
    #[error("another window keeps an older version open")]
    Busy,
    /// Anything else.
    #[error("the storage failed")]
    Failed,
}

impl StoreFailure {
    /// Whether trying again later can help without anyone doing something.
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::Full | Self::Busy | Self::Failed)
    }
}
