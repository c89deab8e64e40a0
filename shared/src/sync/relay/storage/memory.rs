//! A relay's store in memory, for tests and simulations: it keeps every promise but durability.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Store, StoreFault};
use crate::record::Scope;
use crate::sync::relay::io::{
    Answer, LogEntry, LogName, LogPlace, Named, PASSED, Piece, Query, SealedForInvite, StoredTeam, Write,
};
use crate::{DeviceId, EnvelopeId, PageTag, PartId, TeamId};

/// Teams by id.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    teams: BTreeMap<TeamId, Rows>,
    /// The first team that listed each invite.
    invites: BTreeMap<DeviceId, TeamId>,
}

#[derive(Debug, Clone, Default)]
struct Rows {
    operations: Vec<Vec<u8>>,
    sealed: BTreeMap<DeviceId, SealedForInvite>,
    logs: BTreeMap<LogName, Vec<Row>>,
    ids: BTreeSet<EnvelopeId>,
    /// Replaced by one that is held, and not held.
    awaited: BTreeSet<Named>,
    /// Parts of photos, with when they came.
    parts: BTreeMap<(LogName, PartId), (i64, Vec<u8>)>,
}

#[derive(Debug, Clone)]
struct Row {
    place: LogPlace,
    named: Named,
    counter: u64,
    at_ms: i64,
    state: RowState,
}

#[derive(Debug, Clone)]
enum RowState {
    Kept(Arc<[u8]>),
    Aside { replaced_ms: i64, bytes: Arc<[u8]> },
    Gone,
}

impl Row {
    /// How many bytes are kept of it.
    fn bytes(&self) -> u64 {
        match &self.state {
            RowState::Kept(bytes) | RowState::Aside { bytes, .. } => bytes.len() as u64,
            RowState::Gone => 0,
        }
    }
}

impl MemoryStore {
    /// The signed operations of a team, from the first.
    pub fn chain(&self, team: TeamId) -> &[Vec<u8>] {
        self.teams.get(&team).map_or(&[], |rows| rows.operations.as_slice())
    }

    /// The bytes of every envelope of every team, for tests that look for what must not be there.
    pub fn envelopes(&self) -> impl Iterator<Item = &[u8]> {
        self.teams.values().flat_map(|rows| rows.logs.values()).flatten().filter_map(|row| match &row.state {
            RowState::Kept(bytes) | RowState::Aside { bytes, .. } => Some(&**bytes),
            RowState::Gone => None,
        })
    }

    /// Where a part of a photo is kept.
    pub fn part_places(&self, team: TeamId, id: PartId) -> impl Iterator<Item = LogName> {
        let places = self.teams.get(&team).into_iter().flat_map(|rows| rows.parts.keys());
        places.filter(move |(_, held)| *held == id).map(|(log, _)| *log)
    }

    /// The bytes of every part of a photo of every team.
    pub fn parts(&self) -> impl Iterator<Item = &[u8]> {
        self.teams.values().flat_map(|rows| rows.parts.values()).map(|(_, bytes)| bytes.as_slice())
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
                let held = ids.iter().filter(holds).copied().collect();
                let awaited = rows.into_iter().flat_map(|rows| &rows.awaited);
                let replaced = awaited.filter(|named| ids.contains(&named.id)).copied().collect();
                Answer::Held { held, replaced }
            }
            Query::TeamOf { invite } => Answer::TeamOf(self.invites.get(invite).copied()),
            Query::Old { after, replaced_before_ms, pages_before_ms, max } => {
                let logs = self
                    .teams
                    .iter()
                    .flat_map(|(team, rows)| rows.logs.iter().map(move |(log, rows)| ((*team, *log), rows)));
                let next = logs
                    .filter(|(log, _)| after.is_none_or(|after| *log > after))
                    .min_by_key(|(log, _)| *log);
                Answer::Old(
                    next.map(|(log, rows)| {
                        (log, old(log.1, rows, *replaced_before_ms, *pages_before_ms, *max))
                    }),
                )
            }
            Query::Part { team, log, id } => {
                let held = self.teams.get(team).and_then(|rows| rows.parts.get(&(*log, *id)));
                Answer::Part(held.map(|(_, bytes)| bytes.clone()))
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
                | Write::DropExpiredKeys { .. }
                | Write::AddPart { .. }
                | Write::DropOldParts { .. }
                | Write::DropBytes { .. } => true,
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
                self.invites.entry(*invite).or_insert(*team);
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
            Write::DropBytes { team, log, sequences } => {
                let rows = self.teams.get_mut(team).and_then(|rows| rows.logs.get_mut(log));
                let old = |row: &&mut Row| sequences.contains(&row.place.sequence);
                for row in rows.into_iter().flatten().filter(old) {
                    row.state = RowState::Gone;
                }
            }
            Write::AddPart { team, log, id, at_ms, bytes } => {
                let parts = &mut self.teams.entry(*team).or_default().parts;
                parts.entry((*log, *id)).or_insert_with(|| (*at_ms, bytes.clone()));
            }
            Write::DropOldParts { before_ms } => {
                for rows in self.teams.values_mut() {
                    rows.parts.retain(|(log, _), (at_ms, _)| log.scope == Scope::Plan || *at_ms > *before_ms);
                }
            }
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
            let highest = counters.entry((log, row.named.author)).or_default();
            *highest = row.counter.max(*highest);
        }
        let end = |rows: &Vec<Row>| rows.last().map(|row| row.place).unwrap_or_default();
        Some(StoredTeam {
            operations: self.operations.clone(),
            sealed: self.sealed.clone().into_iter().collect(),
            logs: self.logs.iter().map(|(log, rows)| (*log, end(rows))).collect(),
            bytes: self.logs.values().flatten().map(Row::bytes).sum::<u64>() + self.part_bytes(),
            counters: counters.into_iter().map(|((log, author), highest)| (log, author, highest)).collect(),
        })
    }

    fn part_bytes(&self) -> u64 {
        self.parts.values().map(|(_, bytes)| bytes.len() as u64).sum()
    }

    fn append(&mut self, entry: &LogEntry) {
        let LogEntry { log, place, id, counter, at_ms, ref bytes, .. } = *entry;
        let named = entry.named();
        self.ids.insert(id);
        let kept = RowState::Kept(bytes.clone());
        self.logs.entry(log).or_default().push(Row { place, named, counter, at_ms, state: kept });
        if self.awaited.remove(&named) {
            self.set_aside(&named, at_ms);
        }
        for replaced in entry.replaced() {
            if self.ids.contains(&replaced.id) {
                self.set_aside(&replaced, at_ms);
            } else {
                self.awaited.insert(replaced);
            }
        }
    }

    fn set_aside(&mut self, replaced: &Named, replaced_ms: i64) {
        let rows = self.logs.get_mut(&replaced.log).into_iter().flatten();
        for row in rows.filter(|row| row.named == *replaced) {
            if let RowState::Kept(bytes) = &row.state {
                row.state = RowState::Aside { replaced_ms, bytes: bytes.clone() };
            }
        }
    }
}

fn stretch(rows: &[Row], after: u64, until: u64, max_bytes: usize) -> Vec<Piece> {
    let mut bytes = 0;
    rows.iter()
        .filter(|row| row.place.sequence > after && row.place.sequence <= until)
        .map(|row| match &row.state {
            RowState::Kept(bytes) => Piece::Envelope(bytes.to_vec()),
            RowState::Aside { .. } | RowState::Gone => Piece::Passed(row.place.running),
        })
        .take_while(|piece| {
            let is_first = bytes == 0;
            bytes += match piece {
                Piece::Envelope(bytes) => bytes.len(),
                Piece::Passed(_) => PASSED,
            };
            is_first || bytes <= max_bytes
        })
        .collect()
}

fn old(
    log: LogName,
    rows: &[Row],
    replaced_before_ms: i64,
    pages_before_ms: Option<i64>,
    max: usize,
) -> Vec<u64> {
    let pages_before_ms = pages_before_ms.filter(|_| log.scope != Scope::Plan);
    let replaced_before_ms =
        pages_before_ms.map_or(replaced_before_ms, |before| before.max(replaced_before_ms));
    let mut newest_ms: BTreeMap<PageTag, i64> = BTreeMap::new();
    for row in rows.iter().filter(|row| matches!(row.state, RowState::Kept(_))) {
        newest_ms.insert(row.named.tag, row.at_ms);
    }
    let is_old = |row: &&Row| match row.state {
        RowState::Aside { replaced_ms, .. } => replaced_ms <= replaced_before_ms,
        RowState::Kept(_) => pages_before_ms
            .is_some_and(|before| newest_ms.get(&row.named.tag).is_some_and(|at| *at <= before)),
        RowState::Gone => false,
    };
    rows.iter().filter(is_old).map(|row| row.place.sequence).take(max).collect()
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
