//! A relay's store in memory, for tests and simulations: it keeps every promise but durability.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Store, StoreFault};
use crate::sync::relay::io::{
    Answer, LogEntry, LogName, LogPlace, Query, SealedForInvite, StoredTeam, Write,
};
use crate::{DeviceId, EnvelopeId, TeamId};

/// Teams by id.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    teams: BTreeMap<TeamId, Rows>,
}

#[derive(Debug, Clone, Default)]
struct Rows {
    operations: Vec<Vec<u8>>,
    sealed: BTreeMap<DeviceId, SealedForInvite>,
    logs: BTreeMap<LogName, Vec<Row>>,
    ids: BTreeSet<EnvelopeId>,
}

#[derive(Debug, Clone)]
struct Row {
    place: LogPlace,
    author: DeviceId,
    counter: u64,
    bytes: Arc<[u8]>,
}

impl MemoryStore {
    /// The bytes of every envelope of every team, for tests that look for what must not be there.
    pub fn envelopes(&self) -> impl Iterator<Item = &[u8]> {
        self.teams.values().flat_map(|rows| rows.logs.values()).flatten().map(|row| &*row.bytes)
    }
}

impl Store for MemoryStore {
    fn write(&mut self, writes: &[Write]) -> Result<(), StoreFault> {
        self.check(writes)?;
        writes.iter().for_each(|write| self.apply(write));
        Ok(())
    }

    fn read(&mut self, query: &Query) -> Result<Answer, StoreFault> {
        Ok(match query {
            Query::Team { team } => Answer::Team(self.teams.get(team).and_then(Rows::team)),
            Query::Envelopes { team, log, after, until, max_bytes } => {
                Answer::Envelopes(stretch(self.log(team, log), *after, *until, *max_bytes))
            }
            Query::Running { team, places } => Answer::Running(
                places.iter().map(|(log, sequence)| running(self.log(team, log), *sequence)).collect(),
            ),
            Query::Held { team, ids } => {
                let rows = self.teams.get(team);
                let holds = |id: &&EnvelopeId| rows.is_some_and(|rows| rows.ids.contains(id));
                Answer::Held(ids.iter().filter(holds).copied().collect())
            }
        })
    }
}

impl MemoryStore {
    fn log(&self, team: &TeamId, log: &LogName) -> &[Row] {
        self.teams.get(team).and_then(|rows| rows.logs.get(log)).map_or(&[], Vec::as_slice)
    }

    /// Whether every write follows what is there and those before it.
    fn check(&self, writes: &[Write]) -> Result<(), StoreFault> {
        let mut ends: BTreeMap<(TeamId, LogName), u64> = BTreeMap::new();
        let mut ids = BTreeSet::new();
        let mut lengths: BTreeMap<TeamId, usize> = BTreeMap::new();
        for write in writes {
            let follows = match write {
                Write::Append(LogEntry { team, log, place, id, .. }) => {
                    let rows = self.teams.get(team);
                    let held = self.log(team, log).last().map_or(0, |row| row.place.sequence);
                    let end = ends.entry((*team, *log)).or_insert(held);
                    *end += 1;
                    let is_new = !rows.is_some_and(|rows| rows.ids.contains(id)) && ids.insert((*team, *id));
                    is_new && place.sequence == *end
                }
                Write::AddOperations { team, from, operations } => {
                    let held = self.teams.get(team).map_or(0, |rows| rows.operations.len());
                    let length = lengths.entry(*team).or_insert(held);
                    let follows = u32::try_from(*length) == Ok(*from);
                    *length += operations.len();
                    follows
                }
                Write::AddSealedKeys { .. }
                | Write::DropSealedKeys { .. }
                | Write::DropExpiredKeys { .. } => true,
            };
            if !follows {
                return Err(StoreFault::NotNext);
            }
        }
        Ok(())
    }

    fn apply(&mut self, write: &Write) {
        match write {
            Write::AddOperations { team, operations, .. } => {
                self.teams.entry(*team).or_default().operations.extend(operations.iter().cloned());
            }
            Write::AddSealedKeys { team, invite, keys } => {
                self.teams.entry(*team).or_default().sealed.insert(*invite, keys.clone());
            }
            Write::DropSealedKeys { team, invite } => {
                self.teams.entry(*team).or_default().sealed.remove(invite);
            }
            Write::DropExpiredKeys { now_ms } => {
                for rows in self.teams.values_mut() {
                    rows.sealed.retain(|_, keys| keys.expires_ms > *now_ms);
                }
            }
            Write::Append(entry) => self.teams.entry(entry.team).or_default().append(entry),
        }
    }
}

impl Rows {
    fn team(&self) -> Option<StoredTeam> {
        if self.operations.is_empty() {
            return None;
        }
        let mut counters: BTreeMap<(LogName, DeviceId), u64> = BTreeMap::new();
        for (log, row) in self.logs.iter().flat_map(|(log, rows)| rows.iter().map(move |row| (*log, row))) {
            let highest = counters.entry((log, row.author)).or_default();
            *highest = row.counter.max(*highest);
        }
        let end = |rows: &Vec<Row>| rows.last().map(|row| row.place).unwrap_or_default();
        Some(StoredTeam {
            operations: self.operations.clone(),
            sealed: self.sealed.clone().into_iter().collect(),
            logs: self.logs.iter().map(|(log, rows)| (*log, end(rows))).collect(),
            counters: counters.into_iter().map(|((log, author), highest)| (log, author, highest)).collect(),
        })
    }

    fn append(&mut self, entry: &LogEntry) {
        let LogEntry { log, place, id, author, counter, ref bytes, .. } = *entry;
        self.ids.insert(id);
        self.logs.entry(log).or_default().push(Row { place, author, counter, bytes: bytes.clone() });
    }
}

fn stretch(rows: &[Row], after: u64, until: u64, max_bytes: usize) -> Vec<Vec<u8>> {
    let mut bytes = 0;
    rows.iter()
        .filter(|row| row.place.sequence > after && row.place.sequence <= until)
        .take_while(|row| {
            let is_first = bytes == 0;
            bytes += row.bytes.len();
            is_first || bytes <= max_bytes
        })
        .map(|row| row.bytes.to_vec())
        .collect()
}

fn running(rows: &[Row], sequence: u64) -> Option<[u8; 16]> {
    rows.iter().find(|row| row.place.sequence == sequence).map(|row| row.place.running)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::relay::storage::conformance;

    #[test]
    fn memory_keeps_what_a_store_promises() {
        let mut store = MemoryStore::default();
        for step in conformance::steps() {
            conformance::check(&mut store, &step);
        }
    }
}
