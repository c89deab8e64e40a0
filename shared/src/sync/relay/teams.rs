//! Which teams are in memory: read when first needed, read again after a failed write, forgotten when nobody is left.

use super::Relay;
use super::connection::Turn;
use super::io::{ConnectionId, Effect, LogName, Query, StoredTeam, Ticket};
use super::limits::TEAMS;
use super::team::{Known, State, Team};
use super::turn::refusal;
use crate::TeamId;
use crate::wire::{FromDevice, FromRelay, Goodbye, Refused};

/// What an order to the store was for.
#[derive(Debug)]
pub(super) enum Order {
    /// A team is being read.
    Team(TeamId),
    /// A stretch of a log is being read.
    Stretch(super::feed::Stretch),
    /// Cursors are being checked.
    Cursors(super::open::Opening),
    /// The store says which envelopes of the first append in line it holds.
    Held(TeamId),
    /// The team of an invite is being looked for.
    Find(super::find::Finding),
    /// Envelopes are being stored.
    Append(super::append::Appending),
    /// Roster operations are being stored.
    Push(TeamId),
    /// The store says whether it has a part of a photo.
    FindPart(super::parts::Wanted),
    /// A part of a photo is being stored.
    PutPart(super::parts::Putting),
    /// Parts of photos that were kept long enough are being dropped; if that fails, the next time will do.
    DropParts,
    /// Keys are being deleted; if that fails, the next time will do.
    DropKeys,
    /// What is old in the log after this one is being looked for.
    Old(Option<(TeamId, LogName)>),
    /// What is old in a log is being dropped; the log after this one is next.
    DropBytes(Option<(TeamId, LogName)>),
}

impl Relay {
    /// Notes that a connection talks about a team; no if it talks about too many.
    pub(super) fn may_talk_about(&mut self, id: ConnectionId, team: TeamId) -> bool {
        let Some(connection) = self.connections.get_mut(&id) else { return false };
        if connection.teams.len() >= TEAMS && !connection.teams.contains_key(&team) {
            return false;
        }
        connection.teams.entry(team).or_default();
        let is_new = !self.teams.contains_key(&team);
        self.teams.entry(team).or_insert_with(Team::loading).users.insert(id);
        if is_new {
            self.load_team(team);
        }
        true
    }

    /// Whether a frame can be answered; if not, the connection stands in line until it can.
    pub(super) fn can_answer(&mut self, id: ConnectionId, team: TeamId, frame: &FromDevice) -> bool {
        let Some(team) = self.teams.get_mut(&team) else { return false };
        let is_push = matches!(frame, FromDevice::PushRoster { .. });
        let can = match team.state {
            State::Loading | State::Doubtful => false,
            State::Absent => team.push.is_none(),
            State::Known(_) => team.push.is_none() || !is_push,
        };
        if !can {
            team.waiting.push_back(id);
        }
        can
    }

    /// Lets everyone act who waited for a team.
    pub(super) fn resume(&mut self, team: TeamId) {
        for id in self.take_waiting(team) {
            if let Some(frame) = self.take_waiting_frame(id) {
                self.act(id, frame);
            }
            self.advance(id);
        }
    }

    fn take_waiting(&mut self, team: TeamId) -> impl Iterator<Item = ConnectionId> + use<> {
        self.teams
            .get_mut(&team)
            .map(|team| core::mem::take(&mut team.waiting))
            .unwrap_or_default()
            .into_iter()
    }

    fn take_waiting_frame(&mut self, id: ConnectionId) -> Option<FromDevice> {
        let connection = self.connections.get_mut(&id)?;
        match core::mem::replace(&mut connection.turn, Turn::Next) {
            Turn::Waiting(frame) => Some(*frame),
            other @ (Turn::Next | Turn::Resting | Turn::Crowded | Turn::Asking) => {
                connection.turn = other;
                None
            }
        }
    }

    pub(super) fn load_team(&mut self, team: TeamId) {
        self.load(Order::Team(team), Query::Team { team });
    }

    pub(super) fn team_loaded(&mut self, id: TeamId, stored: Option<StoredTeam>) {
        let Some(team) = self.teams.get_mut(&id) else { return };
        team.state = match stored.map(|stored| Known::from_store(id, stored)) {
            None => State::Absent,
            Some(Ok(mut known)) => {
                known.drop_expired(self.now_ms);
                State::Known(Box::new(known))
            }
            Some(Err(_)) => return self.team_failed(id),
        };
        self.resume(id);
        self.advance_users(id);
        self.forget_if_idle(id);
    }

    /// A team cannot be read: whoever waits is refused for now, whoever reads it is sent away to come back later.
    pub(super) fn team_failed(&mut self, id: TeamId) {
        for waiting in self.take_waiting(id) {
            if let Some(frame) = self.take_waiting_frame(waiting) {
                self.send(waiting, &refusal(&frame, Refused::TryLater));
            }
        }
        let users = self.teams.remove(&id).map(|team| team.users).unwrap_or_default();
        for user in users {
            let Some(connection) = self.connections.get_mut(&user) else { continue };
            if connection.teams.remove(&id).flatten().is_some() {
                self.goodbye(user, Goodbye::StorageFailed);
            } else {
                self.advance(user);
            }
        }
    }

    /// A write failed: what memory says of the team may be wrong, so it is read again when nothing is under way.
    pub(super) fn doubt(&mut self, id: TeamId) {
        let Some(team) = self.teams.get_mut(&id) else { return };
        team.state = State::Doubtful;
        for deciding in core::mem::take(&mut team.deciding) {
            self.not_appended(deciding.connection, id, deciding.ids(), Refused::TryLater);
            self.go_on(deciding.connection);
        }
    }

    /// One write of a team is answered.
    pub(super) fn store_answered(&mut self, id: TeamId) {
        let Some(team) = self.teams.get_mut(&id) else { return };
        team.stores = team.stores.saturating_sub(1);
        if team.stores == 0 && matches!(team.state, State::Doubtful) {
            team.state = State::Loading;
            self.load_team(id);
        }
        self.forget_if_idle(id);
    }

    /// Everyone who reads a team is looked at.
    pub(super) fn advance_users(&mut self, id: TeamId) {
        let users: Vec<ConnectionId> =
            self.teams.get(&id).map(|team| team.users.iter().copied().collect()).unwrap_or_default();
        for user in users {
            if let Some(connection) = self.connections.get_mut(&user) {
                connection.mark(id);
            }
            self.advance(user);
        }
    }

    /// A connection no longer talks about a team.
    pub(super) fn leave(&mut self, id: ConnectionId, team: TeamId) {
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.teams.remove(&team);
        }
        self.drop_user(team, id);
    }

    pub(super) fn drop_user(&mut self, id: TeamId, user: ConnectionId) {
        if let Some(team) = self.teams.get_mut(&id) {
            team.users.remove(&user);
        }
        self.forget_if_idle(id);
    }

    pub(super) fn forget_if_idle(&mut self, id: TeamId) {
        if self.teams.get(&id).is_some_and(Team::is_idle) {
            self.teams.remove(&id);
        }
    }

    pub(super) fn load(&mut self, order: Order, query: Query) {
        let ticket = self.ticket(order);
        self.out.push(Effect::Load { ticket, query });
    }

    pub(super) fn ticket(&mut self, order: Order) -> Ticket {
        let ticket = Ticket(self.next_ticket);
        self.next_ticket += 1;
        self.orders.insert(ticket, order);
        ticket
    }

    /// Tells a member, who may know where the chain ends, or someone else why a push was not accepted.
    pub(super) fn refuse_roster(&mut self, id: ConnectionId, team: TeamId, why: Refused) {
        let device = self.connections.get(&id).and_then(|connection| connection.device);
        let known = self.teams.get(&team).and_then(Team::known);
        let head = match (device, known) {
            (Some(device), Some(known)) if known.is_member(device) => Some(known.head()),
            _ => None,
        };
        self.send(id, &FromRelay::RosterRefused { team, why, head });
    }
}
