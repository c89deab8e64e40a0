//! `PushRoster`: operations that make a team's chain longer, one push of a team at a time. They hold once they are
//! stored, not before.

use super::Relay;
use super::io::{ConnectionId, SealedForInvite, Write};
use super::limits::RESTORED_MS;
use super::offer::Offer;
use super::team::{Known, State, Team};
use super::teams::Order;
use crate::team::Roster;
use crate::wire::{FromRelay, Link, Place, Refused};
use crate::{DeviceId, TeamId};

/// Operations that were accepted and are being stored.
#[derive(Debug)]
pub(super) struct Push {
    by: ConnectionId,
    accepted: Accepted,
}

/// What follows from operations that follow the chain.
#[derive(Debug)]
pub(super) struct Accepted {
    pub(super) roster: Roster,
    pub(super) operations: Vec<Vec<u8>>,
    /// Keys sealed to invites that the operations list.
    pub(super) sealed: Vec<(DeviceId, SealedForInvite)>,
    /// Invites that the operations used or cancelled.
    pub(super) closed: Vec<DeviceId>,
}

impl Relay {
    pub(super) fn push_roster(&mut self, id: ConnectionId, team: TeamId, from: u32, links: Vec<Link>) {
        let Some(connection) = self.connections.get(&id) else { return };
        let Some(device) = connection.device else { return };
        let may_found = self.allowance.token.is_none() || connection.has_token;
        let known = self.teams.get(&team).and_then(Team::known);
        let restored_ms = self.restored_ms.unwrap_or(i64::MIN);
        let is_restored = self.now_ms < restored_ms.saturating_add(RESTORED_MS);
        let receipts_of = is_restored.then_some(self.keys.public());
        let now_ms = self.now_ms;
        let offer = Offer { team, device, from, links: &links, now_ms, may_found, receipts_of };
        match offer.judge(known) {
            Ok(Some(accepted)) => self.store_push(team, Push { by: id, accepted }),
            Ok(None) => {
                if let Some(head) = known.filter(|known| known.is_member(device)).map(Known::head) {
                    self.tell_head(id, team, head);
                }
            }
            Err(why) => {
                self.refused.teams += u64::from(why == Refused::NeedsToken);
                self.refuse_roster(id, team, why);
                if self.member_and_team(id, team).is_none() {
                    self.leave_unless_gone(id, team);
                }
            }
        }
    }

    fn store_push(&mut self, team_id: TeamId, push: Push) {
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let from = team.known().map_or(0, Known::length);
        let writes = push.accepted.writes(team_id, from);
        team.push = Some(push);
        self.store(team_id, Order::Push(team_id), writes);
    }

    /// The operations are durable: they hold from here on, and everyone who reads the team is sent them.
    pub(super) fn push_stored(&mut self, id: TeamId) {
        let Some(team) = self.teams.get_mut(&id) else { return };
        let Some(Push { by, accepted }) = team.push.take() else { return };
        let head = accepted.roster.head().into();
        let is_member = |device| accepted.roster.member_of(device).is_some();
        let pusher = self.connections.get_mut(&by);
        let hears_of_it = pusher.is_some_and(|pusher| {
            // Whoever reads the team is sent the operations like everyone else.
            pusher.device.is_some_and(is_member) && !pusher.reads_as_member(id)
        });
        match &mut team.state {
            State::Known(known) => known.extend(accepted),
            State::Absent => team.state = State::Known(Box::new(Known::founded_by(accepted))),
            // It is read from the store in a moment.
            State::Loading | State::Doubtful => {}
        }
        if hears_of_it {
            self.tell_head(by, id, head);
        }
        self.store_answered(id);
        self.resume(id);
    }

    pub(super) fn push_failed(&mut self, team_id: TeamId) {
        let push = self.teams.get_mut(&team_id).and_then(|team| team.push.take());
        if let Some(push) = push {
            self.refuse_roster(push.by, team_id, Refused::TryLater);
        }
    }

    fn tell_head(&mut self, id: ConnectionId, team: TeamId, head: Place) {
        self.send(id, &FromRelay::Roster { team, from: head.length, links: Vec::new(), head });
    }
}

impl Accepted {
    fn writes(&self, team: TeamId, from: u32) -> Vec<Write> {
        let mut writes = vec![Write::AddOperations { team, from, operations: self.operations.clone() }];
        let sealed = self.sealed.iter().cloned();
        writes.extend(sealed.map(|(invite, keys)| Write::AddSealedKeys { team, invite, keys }));
        let closed = self.closed.iter().copied();
        writes.extend(closed.map(|invite| Write::DropSealedKeys { team, invite }));
        writes
    }
}

impl Known {
    fn founded_by(accepted: Accepted) -> Self {
        let Accepted { roster, operations, sealed, closed: _ } = accepted;
        let mut known = Self::founded(roster, operations);
        known.sealed = sealed.into_iter().collect();
        known
    }

    fn extend(&mut self, accepted: Accepted) {
        self.roster = accepted.roster;
        self.chain_bytes += accepted.operations.iter().map(Vec::len).sum::<usize>();
        self.chain.extend(accepted.operations);
        self.sealed.retain(|invite, _| !accepted.closed.contains(invite));
        self.sealed.extend(accepted.sealed);
    }
}
