//! Handing over without a network: one team as a parcel, made here or taken in.
//!
//! Where to start: [`Device::pack`] makes a parcel of all that is held of a team, [`Device::unpack`] takes one in. Both
//! need the store, so what came of them is fetched with [`Device::take_packed`] and [`Device::take_unpacked`].
//!
//! A parcel is let go of like a frame: an envelope in it is not sealed anew with others afterwards, and is in it only
//! once that is durable. What a parcel brings is judged like what the relay brings, and is offered to the relay through
//! the outbox, so that a phone can carry a tablet's day there. What this device may not read it does not keep.

use super::receiving::named;
use super::rows;
use super::rows::StoredEnvelope;
use super::team::{NotNext, Team};
use super::{After, Changed, CommandError, Device, Effect, Loading};
use crate::seal::{Envelope, hash16};
use crate::sorted::{Map, Set};
use crate::storage::{StoredRow, Table, Write};
use crate::wire::{Parcel, ParcelError};
use crate::{EnvelopeId, Now, TeamId};

/// What came of making and taking in parcels.
#[derive(Debug, Default)]
pub(super) struct Carrying {
    packed: Option<Result<Packed, ParcelError>>,
    unpacked: Option<Unpacked>,
}

/// What goes into a parcel, beside the whole roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contents {
    /// Every envelope that is held of the team.
    Everything,
    /// What the relay has not acknowledged.
    Unshared,
    /// What another device lacks, which has these.
    LackedBy(Set<EnvelopeId>),
}

impl Contents {
    /// What whoever made this parcel lacks.
    pub fn lacked_by(parcel: &Parcel) -> Self {
        Self::LackedBy(parcel.envelopes.iter().map(|bytes| EnvelopeId(hash16(bytes))).collect())
    }
}

/// A parcel, ready to be written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// How many roster operations are in it.
    pub operations: usize,
    /// How many envelopes are in it.
    pub envelopes: usize,
}

/// What a parcel brought, all of it durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unpacked {
    /// Envelopes that were not here and count.
    pub new: usize,
    /// Envelopes that were here.
    pub known: usize,
    /// Envelopes that cannot be used, or not yet.
    pub set_aside: usize,
    /// Envelopes that this device may not read, and did not keep.
    pub not_for_here: usize,
}

/// An envelope that a parcel brought and that is offered to the relay once it is durable.
#[derive(Debug)]
pub(super) struct Carried {
    team: TeamId,
    envelopes: Vec<(EnvelopeId, Envelope)>,
    unpacked: Unpacked,
}

/// Why nothing of a parcel was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnpackError {
    /// The store is not read yet, or cannot be used.
    #[error("this device is not ready")]
    NotReady,
    /// This device is not in that team.
    #[error("this device is not in the team of the hand-over file")]
    NotInTeam,
    /// The chain in it does not go on from the one held here, nor end on the way to it.
    #[error("the hand-over file and this device disagree about the team's history")]
    OtherBranch,
    /// The roster has an operation that this version does not know.
    #[error("the hand-over file's roster was written by a newer version")]
    Newer,
}

impl Device {
    /// Makes a parcel of a team; what waits to be shared is in it either way.
    pub fn pack(&mut self, now: Now, team_id: TeamId, contents: Contents) -> Result<(), CommandError> {
        if !self.is_ready() {
            return Err(CommandError::NotReady);
        }
        let team = self.team(team_id).ok_or(CommandError::NoSuchTeam)?;
        if team.is_sample() {
            return Err(CommandError::NotAllowed);
        }
        self.carrying.packed = None;
        self.seal_together(now, team_id);
        self.let_go(team_id, contents);
        Ok(())
    }

    /// Marks all that waits as something that may have left.
    fn let_go(&mut self, team_id: TeamId, contents: Contents) {
        if let Some(team) = self.teams.get_mut(&team_id) {
            self.saver.write(team.mark_as_left());
            self.saver.then(After::LetGo(team_id, contents));
        }
    }

    /// The marks are durable. What was sealed since, while another batch was under way, is marked next.
    pub(super) fn left(&mut self, team_id: TeamId, contents: Contents, effects: &mut Vec<Effect>) {
        let Some(team) = self.teams.get(&team_id) else { return };
        if team.unsealed.is_empty() && team.outbox.values().all(|outgoing| outgoing.left) {
            let reads = vec![(Table::Envelopes, team_id.0.to_vec())];
            self.load(Loading::Pack(team_id, contents), reads, effects);
        } else {
            self.let_go(team_id, contents);
        }
    }

    /// The envelopes of a team were read.
    pub(super) fn packed(
        &mut self,
        (team_id, contents): (TeamId, Contents),
        stored: &[StoredRow],
        effects: &mut Vec<Effect>,
    ) {
        let Some(team) = self.teams.get(&team_id) else { return };
        let is_wanted = |id: &EnvelopeId| match &contents {
            Contents::Everything => true,
            Contents::Unshared => team.outbox.contains_key(id),
            Contents::LackedBy(held) => !held.contains(id),
        };
        // What was written since the marks were made waits for the next parcel.
        let has_left = |id: &EnvelopeId| team.outbox.get(id).is_none_or(|outgoing| outgoing.left);
        let may_leave = |stored: &StoredEnvelope| is_wanted(&stored.id) && has_left(&stored.id);
        let mut held: Vec<StoredEnvelope> =
            stored.iter().filter_map(rows::read_envelope).filter(may_leave).collect();
        rows::sort_by_arrival(&mut held);
        let envelopes: Vec<Vec<u8>> = held.into_iter().map(|stored| stored.envelope.into_bytes()).collect();
        let operations = team.chain.links(0).into_iter().map(|link| link.operation).collect();
        let parcel = Parcel { team: team_id, operations, envelopes };
        let (operations, envelopes) = (parcel.operations.len(), parcel.envelopes.len());
        let bytes = parcel.to_bytes();
        self.carrying.packed = Some(bytes.map(|bytes| Packed { bytes, operations, envelopes }));
        effects.push(Effect::Changed(Changed::Connection));
    }

    /// The parcel that was asked for, once it is ready.
    pub fn take_packed(&mut self) -> Option<Result<Packed, ParcelError>> {
        self.carrying.packed.take()
    }

    /// Takes a parcel in: its operations if they go on from those held here, and its envelopes. On an error nothing
    /// has changed.
    pub fn unpack(&mut self, now: Now, parcel: Parcel, effects: &mut Vec<Effect>) -> Result<(), UnpackError> {
        if !self.is_ready() {
            return Err(UnpackError::NotReady);
        }
        let Parcel { team: team_id, operations, envelopes } = parcel;
        let held = self.teams.get_mut(&team_id).filter(|team| team.joining.is_none() && !team.is_sample());
        let team = held.ok_or(UnpackError::NotInTeam)?;
        let before = team.chain.length();
        let (chain, writes) = team.chain.gone_on(0, operations)?;
        let has_grown = !writes.is_empty();
        team.chain = chain;
        self.carrying.unpacked = None;
        self.saver.write(writes);
        if has_grown {
            self.chain_grew(team_id, before, effects);
            // The relay may lack the operations too: the next conversation begins with offering them.
            self.hang_up(now, effects);
        }
        let reads = [Table::Envelopes, Table::Aside].map(|table| (table, team_id.0.to_vec()));
        self.load(Loading::Unpack(team_id, envelopes), reads.to_vec(), effects);
        Ok(())
    }

    /// What is held of a team was read: what a parcel brings beside that is judged and stored.
    pub(super) fn unpacking(
        &mut self,
        now: Now,
        team_id: TeamId,
        envelopes: Vec<Vec<u8>>,
        stored: &[StoredRow],
    ) {
        let (Some(me), Some(team)) = (self.id(), self.teams.get(&team_id)) else { return };
        let (held, aside) = (ids_in(stored, Table::Envelopes), ids_in(stored, Table::Aside));
        let roster = &team.chain.roster;
        let is_readable =
            |envelope: Envelope| roster.may_read(me, envelope.header().scope, envelope.header().era);
        let mut unpacked = Unpacked::default();
        let mut brought = Vec::new();
        for (id, bytes) in once_each(named(envelopes)) {
            if held.contains(&id) {
                unpacked.known += 1;
            } else if Envelope::parse(bytes.clone()).is_ok_and(|envelope| !is_readable(envelope)) {
                unpacked.not_for_here += 1;
            } else if aside.contains(&id) {
                unpacked.set_aside += 1;
            } else {
                brought.push((id, bytes));
            }
        }
        let count = brought.len();
        let before = self.set_aside;
        let new = self.take_in(now, team_id, None, brought);
        let set_aside = self.set_aside - before;
        unpacked.new += new.len();
        unpacked.set_aside += set_aside;
        unpacked.known += count - new.len() - set_aside;
        if let Some(team) = self.teams.get_mut(&team_id) {
            let marks: Vec<Write> =
                new.iter().filter_map(|(id, envelope)| team.line_up_again(*id, envelope)).collect();
            self.saver.write(marks);
        }
        self.saver.then(After::Carried(Carried { team: team_id, envelopes: new, unpacked }));
    }

    /// What a parcel brought is durable: the relay may have it.
    pub(super) fn carried(&mut self, now: Now, carried: Carried, effects: &mut Vec<Effect>) {
        let Carried { team: team_id, envelopes, unpacked } = carried;
        if let Some(team) = self.teams.get_mut(&team_id) {
            for (id, envelope) in envelopes {
                team.offer(id, || envelope.into_bytes());
            }
        }
        self.carrying.unpacked = Some(unpacked);
        self.send_outbox(now, team_id, effects);
        effects.push(Effect::Changed(Changed::Sharing { team: team_id }));
    }

    /// What the parcel brought that was taken in last, once it is durable.
    pub fn take_unpacked(&mut self) -> Option<Unpacked> {
        self.carrying.unpacked.take()
    }
}

impl Team {
    /// What waits may have left from here on, and keeps its seal; returns what to store.
    fn mark_as_left(&mut self) -> Vec<Write> {
        let id = self.id();
        let staying = self.outbox.iter_mut().filter(|(_, outgoing)| !outgoing.left);
        let marks = staying.map(|(envelope, outgoing)| {
            outgoing.left = true;
            rows::outbox_row(id, *envelope, outgoing)
        });
        let marks = marks.collect();
        self.unsent.clear();
        marks
    }
}

impl From<NotNext> for UnpackError {
    fn from(why: NotNext) -> Self {
        match why {
            NotNext::Newer => Self::Newer,
            NotNext::OtherBranch => Self::OtherBranch,
        }
    }
}

/// Envelopes in their order, each once.
fn once_each(envelopes: Vec<(EnvelopeId, Vec<u8>)>) -> impl Iterator<Item = (EnvelopeId, Vec<u8>)> {
    // Of equal keys the last one stays in a map: read backwards, that is the first.
    let firsts: Map<EnvelopeId, usize> =
        envelopes.iter().enumerate().rev().map(|(at, (id, _))| (*id, at)).collect();
    let numbered = envelopes.into_iter().enumerate();
    numbered.filter_map(move |(at, named)| (firsts.get(&named.0) == Some(&at)).then_some(named))
}

/// The ids of the envelopes in a table.
fn ids_in(stored: &[StoredRow], table: Table) -> Set<EnvelopeId> {
    let rows = stored.iter().filter(|row| row.table == table);
    rows.filter_map(|row| row.key.last_chunk().copied().map(EnvelopeId)).collect()
}

#[cfg(test)]
#[path = "carrying_tests.rs"]
mod tests;
