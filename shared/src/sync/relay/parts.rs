//! `PutPart`, `GetPart` and `HasPart`: parts of photos, each taken whole and durable before it is acknowledged, and sent to whoever asks
//! and may read it then. One at a time for a connection, whose next frame waits meanwhile.

use super::Relay;
use super::connection::Turn;
use super::io::{ConnectionId, Effect, LogName, Query, Write};
use super::team::{Known, Team};
use super::teams::Order;
use crate::seal::{PART_LIMIT, hash16};
use crate::wire::{FromRelay, Refused};
use crate::{DeviceId, PartId, TeamId};

/// A part that somebody offers or asks for; the store is asked whether it has it.
#[derive(Debug)]
pub(super) struct Wanted {
    at: Place,
    ask: Ask,
}

/// What a device wants of a part.
#[derive(Debug)]
pub(super) enum Ask {
    /// That it is kept.
    Put(Vec<u8>),
    /// To have it.
    Get,
    /// To know whether it is there.
    Has,
}

/// A part that is being stored.
#[derive(Debug)]
pub(super) struct Putting {
    at: Place,
    bytes: usize,
}

/// Whose part it is.
#[derive(Debug, Clone, Copy)]
struct Place {
    connection: ConnectionId,
    team: TeamId,
    log: LogName,
    id: PartId,
}

impl Relay {
    pub(super) fn put_part(&mut self, connection: ConnectionId, team: TeamId, log: LogName, part: Vec<u8>) {
        let at = Place { connection, team, log, id: PartId(hash16(&part)) };
        let refused = match self.is_allowed(at, Known::may_write) {
            Err(why) => Some(why),
            Ok(()) if part.is_empty() || part.len() > PART_LIMIT => Some(Refused::Malformed),
            Ok(()) => None,
        };
        match refused {
            Some(why) => self.refuse_part(at, why),
            None => self.look_for_part(Wanted { at, ask: Ask::Put(part) }),
        }
    }

    pub(super) fn ask_for_part(
        &mut self,
        connection: ConnectionId,
        team: TeamId,
        (log, id): (LogName, PartId),
        ask: Ask,
    ) {
        let at = Place { connection, team, log, id };
        match self.is_allowed(at, Known::may_read) {
            Ok(()) => self.look_for_part(Wanted { at, ask }),
            Err(why) => self.refuse_part(at, why),
        }
    }

    /// What is not this device's to do looks like what is not there.
    fn is_allowed(&self, at: Place, may: impl Fn(&Known, DeviceId, LogName) -> bool) -> Result<(), Refused> {
        let (device, known) = self.member_and_team(at.connection, at.team).ok_or(Refused::NotHere)?;
        if may(known, device, at.log) { Ok(()) } else { Err(Refused::NotHere) }
    }

    fn look_for_part(&mut self, wanted: Wanted) {
        let Place { connection, team, log, id } = wanted.at;
        self.set_turn(connection, Turn::Asking);
        self.load(Order::FindPart(wanted), Query::Part { team, log, id });
    }

    pub(super) fn part_found(&mut self, wanted: Wanted, held: Option<Vec<u8>>) {
        let Place { connection, team, id, .. } = wanted.at;
        // The team may have changed while the store was asked.
        let may_read = self.is_allowed(wanted.at, Known::may_read).is_ok();
        match (wanted.ask, held) {
            (Ask::Put(part), None) => return self.store_part(wanted.at, part),
            (Ask::Put(_), Some(_)) => self.send(connection, &FromRelay::PartHeld { team, id }),
            (Ask::Has, Some(_)) if may_read => self.send(connection, &FromRelay::PartHeld { team, id }),
            (Ask::Get, Some(part)) if may_read => self.send(connection, &FromRelay::Part { team, part }),
            (Ask::Get | Ask::Has, _) => self.refuse_part(wanted.at, Refused::NotHere),
        }
        self.go_on(connection);
    }

    pub(super) fn part_not_found(&mut self, wanted: &Wanted) {
        self.refuse_part(wanted.at, Refused::TryLater);
        self.go_on(wanted.at.connection);
    }

    fn store_part(&mut self, at: Place, part: Vec<u8>) {
        let bytes = part.len();
        if let Err(why) = self.is_allowed(at, Known::may_write).and_then(|()| self.reserve(at.team, bytes)) {
            self.refuse_part(at, why);
            return self.go_on(at.connection);
        }
        self.unsaved += bytes;
        let ticket = self.ticket(Order::PutPart(Putting { at, bytes }));
        let Place { team, log, id, .. } = at;
        let writes = vec![Write::AddPart { team, log, id, at_ms: self.now_ms, bytes: part }];
        self.out.push(Effect::Store { ticket, writes });
    }

    /// Counts a part among what the team has, if there is room for it.
    fn reserve(&mut self, team: TeamId, bytes: usize) -> Result<(), Refused> {
        let Some(known) = self.teams.get_mut(&team).and_then(Team::known_mut) else {
            return Err(Refused::TryLater);
        };
        if !self.allowance.has_room_for_part(known.holding, bytes) {
            self.refused.parts += 1;
            return Err(Refused::Full);
        }
        known.holding.bytes += bytes as u64;
        Ok(())
    }

    pub(super) fn part_stored(&mut self, putting: &Putting) {
        let Place { connection, team, id, .. } = putting.at;
        self.unsaved = self.unsaved.saturating_sub(putting.bytes);
        self.parts_stored += 1;
        self.send(connection, &FromRelay::PartHeld { team, id });
        self.go_on(connection);
        self.disperse();
    }

    pub(super) fn part_not_stored(&mut self, putting: &Putting) {
        self.unsaved = self.unsaved.saturating_sub(putting.bytes);
        if let Some(known) = self.teams.get_mut(&putting.at.team).and_then(Team::known_mut) {
            known.holding.bytes = known.holding.bytes.saturating_sub(putting.bytes as u64);
        }
        self.refuse_part(putting.at, Refused::TryLater);
        self.go_on(putting.at.connection);
        self.disperse();
    }

    fn refuse_part(&mut self, at: Place, why: Refused) {
        self.send(at.connection, &FromRelay::NoPart { team: at.team, id: at.id, why });
    }
}
