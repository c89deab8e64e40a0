//! The one way to the store: batches one at a time, in order, joined while one is under way.
//!
//! A batch that fails is kept and tried again, and nothing overtakes it, so an entry on the screen is never lost to
//! a full disk and a later change is never stored without the one it builds on. What must not lie open is sealed here, on
//! its way in, and opened on its way out: [`Vault`].

use crate::seal::{LocalKeys, Random};
use crate::storage::{Batch, StoreFailure, StoredRow, Write};

use super::{Effect, Now, rows};

const FIRST_RETRY_MS: i64 = 1_000;
const LAST_RETRY_MS: i64 = 30_000;

/// What to write, and what to do once it is durable.
#[derive(Debug)]
pub(super) struct Saver<After> {
    queue: Batch,
    /// The bytes in the queue.
    queued: usize,
    after: Vec<After>,
    under_way: Option<UnderWay<After>>,
    stalled: Option<Stalled>,
    /// What every batch expects: that no later start has taken over the store.
    guard: Option<Write>,
    /// Until it is there, rows are written and read as they are.
    vault: Option<Vault>,
}

/// Seals and opens values of the store.
#[derive(Debug)]
pub(super) struct Vault {
    pub(super) keys: LocalKeys,
    pub(super) random: Random,
}

impl Vault {
    pub(super) fn seal(&mut self, writes: &mut [Write]) {
        for write in writes {
            if let Write::Put(table, key, value) = write
                && rows::is_sealed(*table, key)
            {
                *value = self.keys.seal(&rows::place(*table, key), value, &mut self.random);
            }
        }
    }

    /// A value that does not open is like a row that was cut: empty, and read as damaged.
    fn open(&self, mut row: StoredRow) -> StoredRow {
        if rows::is_sealed(row.table, &row.key) {
            let opened = self.keys.open(&rows::place(row.table, &row.key), &row.value);
            row.value = opened.map(|plain| plain.to_vec()).unwrap_or_default();
        }
        row
    }
}

#[derive(Debug)]
struct UnderWay<After> {
    ticket: u64,
    batch: Batch,
    after: Vec<After>,
}

#[derive(Debug, Clone, Copy)]
struct Stalled {
    why: StoreFailure,
    retry_ms: i64,
    wait_ms: i64,
}

impl<After> Default for Saver<After> {
    fn default() -> Self {
        let (queue, after) = (Vec::new(), Vec::new());
        Self { queue, queued: 0, after, under_way: None, stalled: None, guard: None, vault: None }
    }
}

impl<After> Saver<After> {
    /// From here on every batch fails unless this holds.
    pub(super) fn guard(&mut self, expectation: Write) {
        self.guard = Some(expectation);
    }

    /// From here on what must not lie open is sealed; what was written before stays as it is.
    pub(super) fn seal_under(&mut self, vault: Vault) {
        self.vault = Some(vault);
    }

    /// What is sealed under, once it is known.
    pub(super) fn vault(&mut self) -> Option<&mut Vault> {
        self.vault.as_mut()
    }

    /// What is sealed under, to read with.
    pub(super) fn keys(&self) -> Option<&LocalKeys> {
        self.vault.as_ref().map(|vault| &vault.keys)
    }

    /// Rows as they were before they were sealed.
    pub(super) fn open(&self, rows: Vec<StoredRow>) -> Vec<StoredRow> {
        match &self.vault {
            Some(vault) => rows.into_iter().map(|row| vault.open(row)).collect(),
            None => rows,
        }
    }

    /// Queues writes that belong together.
    pub(super) fn write(&mut self, writes: impl IntoIterator<Item = Write>) {
        let before = self.queue.len();
        self.queue.extend(writes);
        self.take_in(before);
    }

    /// How many bytes wait to be ordered.
    pub(super) fn queued(&self) -> usize {
        self.queued
    }

    /// What was queued from here on is sealed and counted.
    fn take_in(&mut self, before: usize) {
        if let Some(vault) = &mut self.vault {
            vault.seal(&mut self.queue[before..]);
        }
        self.queued += self.queue[before..].iter().map(size).sum::<usize>();
    }

    /// Queues what to do once everything queued so far is durable.
    pub(super) fn then(&mut self, after: After) {
        self.after.push(after);
    }

    /// Orders the next batch, unless one is under way or failed.
    pub(super) fn flush(&mut self, next_ticket: &mut u64, effects: &mut Vec<Effect>) {
        let idle = self.under_way.is_none() && (!self.queue.is_empty() || !self.after.is_empty());
        if idle {
            let mut batch = core::mem::take(&mut self.queue);
            self.queued = 0;
            batch.extend(self.guard.clone());
            let after = core::mem::take(&mut self.after);
            self.under_way = Some(UnderWay { ticket: 0, batch, after });
            self.order(next_ticket, effects);
        }
    }

    /// Whether the next flush can write at once.
    pub(super) fn is_idle(&self) -> bool {
        self.under_way.is_none()
    }

    /// Whether nothing is under way, nothing waits, and nothing is to be done afterwards.
    pub(super) fn is_at_rest(&self) -> bool {
        self.under_way.is_none() && self.queue.is_empty() && self.after.is_empty()
    }

    /// A batch is durable: what to do now. `None` if it is not the one under way.
    pub(super) fn stored(&mut self, ticket: u64) -> Option<Vec<After>> {
        let under_way = self.under_way.take_if(|under_way| under_way.ticket == ticket)?;
        self.stalled = None;
        Some(under_way.after)
    }

    /// A batch failed: it is kept for a retry. Returns whether that is news.
    pub(super) fn failed(&mut self, now: Now, ticket: u64, why: StoreFailure) -> bool {
        if self.under_way.as_ref().is_none_or(|under_way| under_way.ticket != ticket) {
            return false;
        }
        let news = self.stalled.is_none_or(|stalled| stalled.why != why);
        let wait_ms = self.stalled.map_or(FIRST_RETRY_MS, |stalled| (stalled.wait_ms * 2).min(LAST_RETRY_MS));
        let retry_ms = now.unix_ms.saturating_add(wait_ms);
        self.stalled = Some(Stalled { why, retry_ms, wait_ms });
        news
    }

    /// Tries a failed batch again when its time has come.
    pub(super) fn woke(&mut self, now: Now, next_ticket: &mut u64, effects: &mut Vec<Effect>) {
        match &mut self.stalled {
            Some(stalled) if stalled.retry_ms <= now.unix_ms => {
                stalled.retry_ms = i64::MAX;
                self.order(next_ticket, effects);
            }
            Some(_) | None => {}
        }
    }

    /// When a failed batch is tried again.
    pub(super) fn deadline(&self) -> Option<(i64, &'static str)> {
        self.stalled
            .filter(|stalled| stalled.retry_ms != i64::MAX)
            .map(|stalled| (stalled.retry_ms, "store again"))
    }

    /// Why nothing is stored at present.
    pub(super) fn trouble(&self) -> Option<StoreFailure> {
        self.stalled.map(|stalled| stalled.why)
    }

    fn order(&mut self, next_ticket: &mut u64, effects: &mut Vec<Effect>) {
        if let Some(under_way) = &mut self.under_way {
            *next_ticket += 1;
            under_way.ticket = *next_ticket;
            effects.push(Effect::Store { ticket: under_way.ticket, batch: under_way.batch.clone() });
        }
    }
}

fn size(write: &Write) -> usize {
    match write {
        Write::Put(_, key, value) => key.len() + value.len(),
        Write::Delete(_, key) => key.len(),
        Write::Expect(_, key, value) => key.len() + value.as_ref().map_or(0, Vec::len),
    }
}
