//! `Open`: a member asks for what is new in a team. Its cursors are checked before anything is sent.

use std::collections::BTreeMap;

use super::Relay;
use super::connection::Turn;
use super::io::{ConnectionId, LogName, LogPlace, Query};
use super::subscription::Subscription;
use super::team::{Known, Team};
use super::teams::Order;
use crate::wire::{Cursor, FromRelay, Goodbye, Place, Refused};
use crate::{DeviceId, TeamId};

/// An `Open` whose cursors are being checked.
#[derive(Debug)]
pub(super) struct Opening {
    connection: ConnectionId,
    team: TeamId,
    roster_length: u32,
    /// How far the device has read each log in which its cursor is known to be right.
    positions: BTreeMap<LogName, u64>,
    /// Logs in which it is not.
    lost: Vec<LogName>,
    /// Places that only the store can check.
    asked: Vec<(LogName, LogPlace)>,
}

impl Relay {
    pub(super) fn open(&mut self, id: ConnectionId, team: TeamId, head: Place, cursors: Vec<Cursor>) {
        if let Some(subscription) = self.subscription_of_gone(id, team, head.length) {
            return self.subscribe(id, team, subscription);
        }
        let Some((device, known)) = self.member_and_team(id, team) else {
            self.send(id, &FromRelay::RosterRefused { team, why: Refused::NotHere, head: None });
            return self.leave(id, team);
        };
        let is_crowded = |team: &Team| team.users.len() > self.allowance.team_connections;
        if self.teams.get(&team).is_some_and(is_crowded) {
            self.refused.connections += 1;
            return self.goodbye(id, Goodbye::Full);
        }
        let log = |cursor: &Cursor| LogName { scope: cursor.scope, era: cursor.era };
        let cursors = cursors.into_iter().filter(|cursor| known.may_read(device, log(cursor)));
        let mut opening = Opening::new(id, team, head.length);
        for cursor in cursors.filter(|cursor| cursor.sequence > 0) {
            opening.check(known, &cursor);
        }
        if opening.asked.is_empty() {
            return self.opened(opening);
        }
        let places = opening.asked.iter().map(|(log, place)| (*log, place.sequence)).collect();
        self.set_turn(id, Turn::Asking);
        self.load(Order::Cursors(opening), Query::Running { team, places });
    }

    /// The store has answered; the connection goes on.
    pub(super) fn cursors_checked(&mut self, mut opening: Opening, running: &[Option<[u8; 16]>]) {
        let id = opening.connection;
        opening.answered(running);
        self.opened(opening);
        self.go_on(id);
    }

    pub(super) fn cursors_failed(&mut self, opening: &Opening) {
        self.refuse_roster(opening.connection, opening.team, Refused::TryLater);
        self.go_on(opening.connection);
    }

    fn opened(&mut self, opening: Opening) {
        let Opening { connection: id, team, roster_length, positions, lost, asked: _ } = opening;
        let Some((_, known)) = self.member_and_team(id, team) else {
            return self.refuse_roster(id, team, Refused::TryLater);
        };
        let subscription = Subscription::of_member(known, roster_length, positions);
        for LogName { scope, era } in lost {
            self.send(id, &FromRelay::LostPlace { team, scope, era });
        }
        self.subscribe(id, team, subscription);
    }

    /// Puts a subscription in place of the one before, if there was one.
    pub(super) fn subscribe(&mut self, id: ConnectionId, team: TeamId, mut subscription: Subscription) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        let Some(place) = connection.teams.get_mut(&team) else { return };
        let mut passed = Vec::new();
        if let Some(before) = place.take() {
            subscription.is_queued = before.is_queued;
            let own = before.into_own().into_iter();
            passed = own
                .filter(|((log, sequence), id)| !subscription.note_own(*log, *sequence, *id))
                .map(|(_, id)| id)
                .collect();
        }
        *place = Some(subscription);
        connection.unacknowledged -= passed.len();
        connection.mark(team);
        if !passed.is_empty() {
            self.send(id, &FromRelay::Held { team, ids: passed });
        }
    }

    /// Whoever was taken out while reading is told first by what.
    pub(super) fn leave_unless_gone(&mut self, id: ConnectionId, team: TeamId) {
        let connection = self.connections.get_mut(&id);
        let reads = connection.is_some_and(|connection| connection.subscription(team).is_some());
        if !reads || self.subscription_of_gone(id, team, 0).is_none() {
            self.leave(id, team);
        }
    }

    /// Who was taken out of the team is told by the operation that did it, and nothing after.
    fn subscription_of_gone(&self, id: ConnectionId, team: TeamId, length: u32) -> Option<Subscription> {
        let device = self.connections.get(&id)?.device?;
        let known = self.teams.get(&team).and_then(Team::known)?;
        known.end_for(device)?;
        Some(Subscription::of_member(known, length, BTreeMap::new()))
    }

    /// The device of a connection and the team it is a member of.
    pub(super) fn member_and_team(&self, id: ConnectionId, team: TeamId) -> Option<(DeviceId, &Known)> {
        let device = self.connections.get(&id)?.device?;
        let known = self.teams.get(&team).and_then(Team::known)?;
        known.is_member(device).then_some((device, known))
    }
}

impl Opening {
    fn new(connection: ConnectionId, team: TeamId, roster_length: u32) -> Self {
        let (positions, lost, asked) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { connection, team, roster_length, positions, lost, asked }
    }

    /// Memory knows the running hash where a log ends, and that there is none beyond.
    fn check(&mut self, known: &Known, cursor: &Cursor) {
        let log = LogName { scope: cursor.scope, era: cursor.era };
        let place = LogPlace { sequence: cursor.sequence, running: cursor.running };
        let end = known.durable(log);
        if place == end {
            self.positions.insert(log, place.sequence);
        } else if place.sequence >= end.sequence {
            self.lost.push(log);
        } else {
            self.asked.push((log, place));
        }
    }

    fn answered(&mut self, running: &[Option<[u8; 16]>]) {
        for (at, (log, place)) in self.asked.iter().enumerate() {
            if running.get(at).copied().flatten() == Some(place.running) {
                self.positions.insert(*log, place.sequence);
            } else {
                self.lost.push(*log);
            }
        }
    }
}
