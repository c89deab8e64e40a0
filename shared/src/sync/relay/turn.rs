//! Whose frame is looked at, and when: each connection one after the other, at the pace of its socket, its device's
//! allowance and the store.

use super::Relay;
use super::agenda::Due;
use super::connection::Turn;
use super::io::{ConnectionId, Effect, LogName};
use super::limits::{READ_AHEAD, UNSAVED_IN_ALL};
use super::parts::Ask;
use crate::PartId;
use crate::seal::hash16;
use crate::wire::{FromDevice, FromRelay, Goodbye, Refused, TOKEN_LIMIT};

impl Relay {
    /// A frame has arrived.
    pub(super) fn receive(&mut self, id: ConnectionId, bytes: Vec<u8>) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        if connection.device.is_none() {
            return self.prove(id, &bytes);
        }
        connection.inbox.push_back(bytes);
        if connection.inbox.len() > READ_AHEAD {
            return self.goodbye(id, Goodbye::TooFast);
        }
        self.take_turns(id);
    }

    /// The socket has taken frames.
    pub(super) fn sent(&mut self, id: ConnectionId, bytes: usize) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        connection.in_flight = connection.in_flight.saturating_sub(bytes);
        self.advance(id);
    }

    /// Sends what there is room for, then looks at what the device said.
    pub(super) fn advance(&mut self, id: ConnectionId) {
        self.feed(id);
        self.take_turns(id);
    }

    fn take_turns(&mut self, id: ConnectionId) {
        while let Some(bytes) = self.next_frame(id) {
            let Ok(frame) = FromDevice::from_bytes(&bytes) else {
                return self.goodbye(id, Goodbye::BadFrame);
            };
            self.out.push(Effect::Receive { connection: id, frames: 1 });
            self.act(id, frame);
            self.feed(id);
        }
    }

    /// The next frame of a connection, if it is its turn.
    fn next_frame(&mut self, id: ConnectionId) -> Option<Vec<u8>> {
        let connection = self.connections.get_mut(&id)?;
        let is_its_turn = matches!(connection.turn, Turn::Next) && connection.has_room();
        if !is_its_turn || self.is_draining {
            return None;
        }
        let length = connection.inbox.front()?.len();
        if self.unsaved > UNSAVED_IN_ALL {
            connection.turn = Turn::Crowded;
            self.crowd.push_back(id);
            return None;
        }
        let bucket = &mut self.devices.get_mut(&connection.device?)?.bucket;
        if let Err(at_ms) = bucket.take(self.now_ms, length) {
            connection.turn = Turn::Resting;
            self.agenda.add(at_ms, Due::Rested(id));
            return None;
        }
        connection.inbox.pop_front()
    }

    /// Does what a frame asks for, or lets the connection wait until its team can answer.
    pub(super) fn act(&mut self, id: ConnectionId, frame: FromDevice) {
        let team = match &frame {
            FromDevice::Prove { .. } => return self.goodbye(id, Goodbye::BadFrame),
            FromDevice::Enrol { token } => return self.enrol(id, token),
            FromDevice::Find { invite } => return self.find(id, *invite),
            FromDevice::Open { team, .. }
            | FromDevice::PushRoster { team, .. }
            | FromDevice::Append { team, .. }
            | FromDevice::PutPart { team, .. }
            | FromDevice::GetPart { team, .. }
            | FromDevice::HasPart { team, .. }
            | FromDevice::Knock { team, .. } => *team,
        };
        if !self.may_talk_about(id, team) {
            return self.send(id, &refusal(&frame, Refused::TooMuch));
        }
        if !self.can_answer(id, team, &frame) {
            return self.set_turn(id, Turn::Waiting(Box::new(frame)));
        }
        match frame {
            FromDevice::Prove { .. } | FromDevice::Enrol { .. } | FromDevice::Find { .. } => {}
            FromDevice::Open { team, head, cursors } => self.open(id, team, head, cursors),
            FromDevice::PushRoster { team, from, links } => self.push_roster(id, team, from, links),
            FromDevice::Append { team, envelopes } => self.append(id, team, envelopes),
            FromDevice::PutPart { team, scope, era, part } => {
                self.put_part(id, team, LogName { scope, era }, part);
            }
            FromDevice::GetPart { team, scope, era, id: part } => {
                self.ask_for_part(id, team, (LogName { scope, era }, part), Ask::Get);
            }
            FromDevice::HasPart { team, scope, era, id: part } => {
                self.ask_for_part(id, team, (LogName { scope, era }, part), Ask::Has);
            }
            FromDevice::Knock { team, invite, proof } => self.knock(id, team, invite, &proof),
        }
    }

    fn enrol(&mut self, id: ConnectionId, token: &[u8]) {
        let is_token = token.len() <= TOKEN_LIMIT && self.allowance.is_token(token);
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.has_token = is_token;
        }
    }

    pub(super) fn set_turn(&mut self, id: ConnectionId, turn: Turn) {
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.turn = turn;
        }
    }

    /// Lets a connection go on that waited for something.
    pub(super) fn go_on(&mut self, id: ConnectionId) {
        self.set_turn(id, Turn::Next);
        self.advance(id);
    }

    /// There may be room again: those who stood in the crowd go on, first come first served.
    pub(super) fn disperse(&mut self) {
        while self.unsaved <= UNSAVED_IN_ALL {
            let Some(id) = self.crowd.pop_front() else { return };
            self.go_on(id);
        }
    }
}

/// The answer that refuses a frame as a whole.
pub(super) fn refusal(frame: &FromDevice, why: Refused) -> FromRelay {
    match frame {
        FromDevice::Append { team, .. } => FromRelay::NotAppended { team: *team, ids: Vec::new(), why },
        FromDevice::PutPart { team, part, .. } => {
            FromRelay::NoPart { team: *team, id: PartId(hash16(part)), why }
        }
        FromDevice::GetPart { team, id, .. } | FromDevice::HasPart { team, id, .. } => {
            FromRelay::NoPart { team: *team, id: *id, why }
        }
        FromDevice::Open { team, .. }
        | FromDevice::PushRoster { team, .. }
        | FromDevice::Knock { team, .. } => FromRelay::RosterRefused { team: *team, why, head: None },
        FromDevice::Find { invite } => FromRelay::NotFound { invite: *invite, why },
        FromDevice::Prove { .. } | FromDevice::Enrol { .. } => FromRelay::Goodbye { why: Goodbye::BadFrame },
    }
}
