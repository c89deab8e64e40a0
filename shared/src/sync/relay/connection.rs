//! One connection in memory: who it is, what it waits for, and how much is on its way to it.

use std::collections::{BTreeMap, VecDeque};

use super::io::{ConnectionId, Effect};
use super::limits::{Bucket, UNACKNOWLEDGED, UNSAVED, WINDOW};
use super::subscription::Subscription;
use crate::wire::{FromDevice, FromRelay};
use crate::{DeviceId, TeamId};

/// One connection.
#[derive(Debug)]
pub(super) struct Connection {
    /// What it was challenged with.
    pub(super) nonce: [u8; 32],
    /// Who it is, once proven.
    pub(super) device: Option<DeviceId>,
    /// Whether it has said the operator's token.
    pub(super) has_token: bool,
    /// Frames that wait for their turn; never more than were ordered.
    pub(super) inbox: VecDeque<Vec<u8>>,
    pub(super) turn: Turn,
    /// Bytes ordered and not yet taken by the socket.
    pub(super) in_flight: usize,
    /// Bytes of its envelopes that are being stored.
    pub(super) unsaved: usize,
    /// Its envelopes that are not acknowledged yet.
    pub(super) unacknowledged: usize,
    /// The teams it talks about, and what it reads of them.
    pub(super) teams: BTreeMap<TeamId, Option<Subscription>>,
    /// Teams that may have something to send, in turn.
    ready: VecDeque<TeamId>,
    /// Teams that need the store, which is asked for one stretch at a time.
    hungry: VecDeque<TeamId>,
    /// Whether a stretch is being read.
    pub(super) is_loading: bool,
    /// Whether it stands in the line for reading one.
    pub(super) is_in_line: bool,
}

/// Why the next frame of a connection is or is not looked at.
#[derive(Debug)]
pub(super) enum Turn {
    /// It is, when there is room.
    Next,
    /// The device was too fast; a deadline is set.
    Resting,
    /// Too much is being stored for all connections together.
    Crowded,
    /// This frame waits for its team.
    Waiting(Box<FromDevice>),
    /// A question is with the store.
    Asking,
}

/// A device with connections, or one whose bucket is not full yet.
#[derive(Debug)]
pub(super) struct DeviceUse {
    pub(super) bucket: Bucket,
    /// Its connections, oldest first.
    pub(super) connections: Vec<ConnectionId>,
}

impl Connection {
    pub(super) fn challenged(nonce: [u8; 32]) -> Self {
        Self {
            nonce,
            device: None,
            has_token: false,
            inbox: VecDeque::new(),
            turn: Turn::Next,
            in_flight: 0,
            unsaved: 0,
            unacknowledged: 0,
            teams: BTreeMap::new(),
            ready: VecDeque::new(),
            hungry: VecDeque::new(),
            is_loading: false,
            is_in_line: false,
        }
    }

    /// Orders a frame, whatever is in flight: answers are as many as the frames they answer.
    pub(super) fn send(&mut self, id: ConnectionId, frame: &FromRelay, effects: &mut Vec<Effect>) {
        let bytes = frame.to_bytes();
        self.in_flight += bytes.len();
        effects.push(Effect::Send { connection: id, bytes });
    }

    /// Whether its socket keeps up, so that more may be sent.
    pub(super) fn has_window(&self) -> bool {
        self.in_flight < WINDOW
    }

    /// Whether its next frame may be looked at, as far as it alone is concerned.
    pub(super) fn has_room(&self) -> bool {
        self.has_window() && self.unsaved < UNSAVED && self.unacknowledged < UNACKNOWLEDGED
    }

    /// What it reads of a team.
    pub(super) fn subscription(&mut self, team: TeamId) -> Option<&mut Subscription> {
        self.teams.get_mut(&team)?.as_mut()
    }

    /// Whether it reads a team as a member, and so is sent what is new.
    pub(super) fn reads_as_member(&self, team: TeamId) -> bool {
        self.teams.get(&team).and_then(Option::as_ref).is_some_and(Subscription::is_members)
    }

    /// Notes that a team may have something to send.
    pub(super) fn mark(&mut self, team: TeamId) {
        if let Some(subscription) = self.subscription(team)
            && !subscription.is_queued
        {
            subscription.is_queued = true;
            self.ready.push_back(team);
        }
    }

    /// The next team that may have something to send.
    pub(super) fn next_ready(&mut self) -> Option<TeamId> {
        let team = self.ready.pop_front()?;
        if let Some(subscription) = self.subscription(team) {
            subscription.is_queued = false;
        }
        Some(team)
    }

    /// Notes that a team cannot go on before the store is asked.
    pub(super) fn starve(&mut self, team: TeamId) {
        if let Some(subscription) = self.subscription(team) {
            subscription.is_queued = true;
            self.hungry.push_back(team);
        }
    }

    /// The store may be asked: whoever waited for that is looked at again.
    pub(super) fn may_load(&mut self) {
        self.is_loading = false;
        self.is_in_line = false;
        self.ready.append(&mut self.hungry);
    }
}
