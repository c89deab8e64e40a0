//! One log in memory: where it ends, and its last envelopes for as long as somebody may still need them.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::io::{LogPlace, Named, Piece};
use super::limits::TAIL;
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
    named: Named,
    place: LogPlace,
    /// None for one that another replaces.
    bytes: Option<Arc<[u8]>>,
}

impl TailEntry {
    /// What it costs to remember it.
    fn size(&self) -> usize {
        size_of::<Self>() + self.bytes.as_ref().map_or(0, |bytes| bytes.len())
    }
}

impl Log {
    pub(super) fn ending_at(place: LogPlace) -> Self {
        Self { assigned: place, durable: place, tail: VecDeque::new() }
    }

    /// Where the durable part ends: nothing beyond is sent to anyone.
    pub(super) fn durable(&self) -> LogPlace {
        self.durable
    }

    /// Gives an envelope the next place; without its bytes if another replaces it, so that it is passed over.
    pub(super) fn append(&mut self, named: Named, bytes: Option<Arc<[u8]>>) -> LogPlace {
        let sequence = self.assigned.sequence.saturating_add(1);
        self.assigned = LogPlace { sequence, running: running_hash(&self.assigned.running, &named.id) };
        self.tail.push_back(TailEntry { named, place: self.assigned, bytes });
        self.assigned
    }

    /// These are replaced by one that is durable: whoever has not read them does not get them any more.
    pub(super) fn set_aside(&mut self, replaced: &BTreeSet<Named>) {
        for entry in self.tail.iter_mut().filter(|entry| replaced.contains(&entry.named)) {
            entry.bytes = None;
        }
    }

    /// Everything up to `place` is durable.
    pub(super) fn settle(&mut self, place: LogPlace) {
        self.durable = place;
    }

    /// What there is to read after a sequence and durable, with its sequences, if memory holds the first of it.
    pub(super) fn after(&self, sequence: u64) -> Option<impl Iterator<Item = (u64, Piece<&[u8]>)>> {
        let first = self.tail.front()?.place.sequence;
        let skip = usize::try_from(sequence.checked_add(1)?.checked_sub(first)?).ok()?;
        let until = self.durable.sequence;
        let entries = self.tail.iter().skip(skip).take_while(move |entry| entry.place.sequence <= until);
        Some(entries.map(|entry| match &entry.bytes {
            Some(bytes) => (entry.place.sequence, Piece::Envelope(&**bytes)),
            None => (entry.place.sequence, Piece::Passed(entry.place.running)),
        }))
    }

    /// Forgets durable envelopes that every reader has been sent, and the oldest beyond the limit.
    pub(super) fn trim(&mut self, read_by_all: u64) {
        let durable = self.durable.sequence;
        let settled = self.tail.iter().take_while(|entry| entry.place.sequence <= durable);
        let mut bytes: usize = settled.map(TailEntry::size).sum();
        while let Some(first) = self.tail.front() {
            let may_be_needed = first.place.sequence > read_by_all && bytes <= TAIL;
            if first.place.sequence > durable || may_be_needed {
                break;
            }
            bytes -= first.size();
            self.tail.pop_front();
        }
        if self.tail.is_empty() {
            self.tail = VecDeque::new();
        }
    }
}
