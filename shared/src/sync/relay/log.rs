//! One log in memory: where it ends, and its last envelopes for as long as somebody may still need them.

use std::collections::VecDeque;
use std::sync::Arc;

use super::io::LogPlace;
use super::limits::TAIL;
use crate::EnvelopeId;
use crate::seal::running_hash;

/// The log of one scope and era.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// Where the next envelope is put; what lies between here and `durable` is being stored.
    assigned: LogPlace,
    durable: LogPlace,
    /// The last envelopes, up to `assigned` without a gap.
    tail: VecDeque<TailEntry>,
}

/// One envelope in memory.
#[derive(Debug)]
struct TailEntry {
    sequence: u64,
    bytes: Arc<[u8]>,
}

impl Log {
    pub(super) fn ending_at(place: LogPlace) -> Self {
        Self { assigned: place, durable: place, tail: VecDeque::new() }
    }

    /// Where the durable part ends: nothing beyond is sent to anyone.
    pub(super) fn durable(&self) -> LogPlace {
        self.durable
    }

    /// Gives an envelope the next place.
    pub(super) fn append(&mut self, id: &EnvelopeId, bytes: Arc<[u8]>) -> LogPlace {
        let sequence = self.assigned.sequence.saturating_add(1);
        self.assigned = LogPlace { sequence, running: running_hash(&self.assigned.running, id) };
        self.tail.push_back(TailEntry { sequence, bytes });
        self.assigned
    }

    /// Everything up to `place` is durable.
    pub(super) fn settle(&mut self, place: LogPlace) {
        self.durable = place;
    }

    /// The durable envelopes after a sequence, with their sequences, if memory holds the first of them.
    pub(super) fn after(&self, sequence: u64) -> Option<impl Iterator<Item = (u64, &[u8])>> {
        let first = self.tail.front()?.sequence;
        let skip = usize::try_from(sequence.checked_add(1)?.checked_sub(first)?).ok()?;
        let until = self.durable.sequence;
        let entries = self.tail.iter().skip(skip).take_while(move |entry| entry.sequence <= until);
        Some(entries.map(|entry| (entry.sequence, &*entry.bytes)))
    }

    /// Forgets durable envelopes that every reader has been sent, and the oldest beyond the limit.
    pub(super) fn trim(&mut self, read_by_all: u64) {
        let durable = self.durable.sequence;
        let settled = self.tail.iter().take_while(|entry| entry.sequence <= durable);
        let mut bytes: usize = settled.map(|entry| entry.bytes.len()).sum();
        while let Some(first) = self.tail.front() {
            let may_be_needed = first.sequence > read_by_all && bytes <= TAIL;
            if first.sequence > durable || may_be_needed {
                break;
            }
            bytes -= first.bytes.len();
            self.tail.pop_front();
        }
        if self.tail.is_empty() {
            self.tail = VecDeque::new();
        }
    }
}
