//! `Find`: somebody who holds the short code of an invite asks which team it is of. It is one look into the store, whatever
//! comes of it, and says nothing that is in the team.

use super::Relay;
use super::connection::Turn;
use super::io::{ConnectionId, Query};
use super::teams::Order;
use crate::wire::{FromRelay, Refused};
use crate::{DeviceId, TeamId};

/// An invite whose team is being looked for.
#[derive(Debug)]
pub(super) struct Finding {
    connection: ConnectionId,
    invite: DeviceId,
}

impl Relay {
    pub(super) fn find(&mut self, connection: ConnectionId, invite: DeviceId) {
        self.set_turn(connection, Turn::Asking);
        self.load(Order::Find(Finding { connection, invite }), Query::TeamOf { invite });
    }

    /// The store has answered; the connection goes on.
    pub(super) fn team_found(&mut self, finding: &Finding, team: Option<TeamId>) {
        self.say_found(finding, team.ok_or(Refused::NotHere));
    }

    pub(super) fn find_failed(&mut self, finding: &Finding) {
        self.say_found(finding, Err(Refused::TryLater));
    }

    fn say_found(&mut self, finding: &Finding, found: Result<TeamId, Refused>) {
        let Finding { connection, invite } = *finding;
        let answer = match found {
            Ok(team) => FromRelay::Found { invite, team },
            Err(why) => FromRelay::NotFound { invite, why },
        };
        self.send(connection, &answer);
        self.go_on(connection);
    }
}
