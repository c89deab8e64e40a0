//! Sending what is new: pulled by the room in each connection's window, one frame of each of its teams in turn.
//!
//! A reader that keeps up is served from memory. One that lags is not buffered for: its place is kept, and it is
//! served from the store, a stretch at a time, as its socket takes what it was sent.

use super::Relay;
use super::io::{ConnectionId, LogName, Piece, Query};
use super::limits::{CHUNK, LOADS};
use super::subscription::{Asker, Step, Subscription};
use super::team::Team;
use super::teams::Order;
use crate::wire::{FromRelay, Goodbye};
use crate::{EnvelopeId, TeamId};

/// A stretch of a log that is being read for one connection.
#[derive(Debug)]
pub(super) struct Stretch {
    connection: ConnectionId,
    team: TeamId,
    log: LogName,
    after: u64,
}

impl Relay {
    /// Sends a connection what its window has room for.
    pub(super) fn feed(&mut self, id: ConnectionId) {
        loop {
            let Some(connection) = self.connections.get_mut(&id) else { return };
            if !connection.has_window() {
                return;
            }
            let Some(team) = connection.next_ready() else { return };
            match self.next_step(id, team) {
                Step::Send(frame) => {
                    self.send_piece(id, &frame);
                    self.mark(id, team);
                }
                Step::Turned(frame) => self.turn_away(id, team, &frame),
                Step::Served => drop(self.unsubscribe(id, team)),
                Step::Load { log, after, until } => {
                    self.load_stretch(Stretch { connection: id, team, log, after }, until);
                    self.mark(id, team);
                }
                Step::Hungry => self.stand_in_line(id, team),
                Step::Nothing => {}
            }
        }
    }

    fn next_step(&mut self, id: ConnectionId, team: TeamId) -> Step {
        let Some(known) = self.teams.get(&team).and_then(Team::known) else { return Step::Nothing };
        let Some(connection) = self.connections.get_mut(&id) else { return Step::Nothing };
        let Some(device) = connection.device else { return Step::Nothing };
        let can_load = !connection.is_loading && self.loads < LOADS;
        let asker = Asker { team, device, now_ms: self.now_ms, can_load, keys: &self.keys };
        connection.subscription(team).map_or(Step::Nothing, |subscription| subscription.step(known, asker))
    }

    fn mark(&mut self, id: ConnectionId, team: TeamId) {
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.mark(team);
        }
    }

    fn send_piece(&mut self, id: ConnectionId, frame: &FromRelay) {
        if let (Some(connection), FromRelay::Appended { ids, .. }) = (self.connections.get_mut(&id), frame) {
            connection.unacknowledged -= ids.len();
        }
        self.send(id, frame);
    }

    /// A subscription ends because its device may not read. What it delivered itself is durable, and is said so.
    fn turn_away(&mut self, id: ConnectionId, team: TeamId, frame: &FromRelay) {
        let own = self.unsubscribe(id, team);
        if !own.is_empty() {
            self.send(id, &FromRelay::Held { team, ids: own });
        }
        self.send(id, frame);
        self.leave(id, team);
    }

    /// Ends a subscription; returns what was not acknowledged.
    fn unsubscribe(&mut self, id: ConnectionId, team: TeamId) -> Vec<EnvelopeId> {
        let Some(connection) = self.connections.get_mut(&id) else { return Vec::new() };
        let subscription = connection.teams.get_mut(&team).and_then(Option::take);
        let own: Vec<EnvelopeId> =
            subscription.map(Subscription::into_own).unwrap_or_default().into_values().collect();
        connection.unacknowledged -= own.len();
        own
    }

    fn load_stretch(&mut self, stretch: Stretch, until: u64) {
        let Stretch { connection: id, team, log, after } = stretch;
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.is_loading = true;
        }
        self.loads += 1;
        self.load(Order::Stretch(stretch), Query::Envelopes { team, log, after, until, max_bytes: CHUNK });
    }

    /// A connection that reads a stretch already looks again after that; any other stands in line for one.
    fn stand_in_line(&mut self, id: ConnectionId, team: TeamId) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        connection.starve(team);
        if !connection.is_loading && !connection.is_in_line {
            connection.is_in_line = true;
            self.line.push_back(id);
        }
    }

    /// A stretch was read. Whoever stands in line goes first.
    pub(super) fn stretch_loaded(&mut self, stretch: &Stretch, pieces: &[Piece]) {
        self.send_stretch(stretch, pieces);
        self.stretch_done(stretch.connection);
    }

    pub(super) fn stretch_failed(&mut self, stretch: &Stretch) {
        self.goodbye(stretch.connection, Goodbye::StorageFailed);
        self.stretch_done(stretch.connection);
    }

    fn stretch_done(&mut self, id: ConnectionId) {
        self.loads = self.loads.saturating_sub(1);
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.is_loading = false;
        }
        while self.loads < LOADS
            && let Some(next) = self.line.pop_front()
        {
            self.may_load(next);
        }
        self.may_load(id);
    }

    fn may_load(&mut self, id: ConnectionId) {
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.may_load();
        }
        self.advance(id);
    }

    /// Sends a stretch, unless the place has changed meanwhile or may no longer be read.
    fn send_stretch(&mut self, stretch: &Stretch, pieces: &[Piece]) {
        let Stretch { connection: id, team, log, after } = *stretch;
        let Some(known) = self.teams.get(&team).and_then(Team::known) else { return };
        let Some(connection) = self.connections.get_mut(&id) else { return };
        let may_read = connection.device.is_some_and(|device| known.may_read(device, log));
        let Some(subscription) = connection.subscription(team) else { return };
        if !may_read || subscription.position(log) != after {
            return;
        }
        let mut entries = (after + 1..).zip(pieces.iter().map(Piece::as_slice)).peekable();
        let mut frames = Vec::new();
        while entries.peek().is_some()
            && let Some(frame) = subscription.piece(team, log, &mut entries)
        {
            frames.push(frame);
        }
        if frames.is_empty() {
            // The store has lost what it said was durable.
            return self.goodbye(id, Goodbye::StorageFailed);
        }
        for frame in &frames {
            self.send_piece(id, frame);
        }
    }
}
