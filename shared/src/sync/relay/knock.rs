//! `Knock`: somebody who holds an invite asks for its team's roster and the keys sealed to that invite.

use super::Relay;
use super::io::ConnectionId;
use super::subscription::Subscription;
use super::team::Team;
use crate::seal::{Purpose, Signature};
use crate::team::{Invite, InviteState};
use crate::wire::{FromRelay, Refused, knock_statement};
use crate::{DeviceId, TeamId};

impl Relay {
    pub(super) fn knock(&mut self, id: ConnectionId, team: TeamId, invite: DeviceId, proof: &Signature) {
        let Some(listed) = self.proven_invite(id, team, invite, proof) else {
            self.send(id, &FromRelay::RosterRefused { team, why: Refused::NotHere, head: None });
            return self.leave_unless_member(id, team);
        };
        let is_member = self.member_and_team(id, team).is_some();
        match is_usable(listed, self.now_ms) {
            Ok(()) if is_member => self.refuse_roster(id, team, Refused::NotAllowed),
            Ok(()) => self.subscribe(id, team, Subscription::of_guest(invite)),
            Err(why) => self.refuse_roster(id, team, why),
        }
    }

    /// The invite, if the connection's device shows that it holds its secret.
    fn proven_invite(
        &self,
        id: ConnectionId,
        team: TeamId,
        invite: DeviceId,
        proof: &Signature,
    ) -> Option<&Invite> {
        let connection = self.connections.get(&id)?;
        let statement = knock_statement(&connection.nonce, &team, &connection.device?);
        let listed = self.teams.get(&team).and_then(Team::known)?.roster.invites().get(&invite)?;
        listed.keys.signed(Purpose::Knock, &[&statement], proof).then_some(listed)
    }

    fn leave_unless_member(&mut self, id: ConnectionId, team: TeamId) {
        if self.member_and_team(id, team).is_none() {
            self.leave(id, team);
        }
    }
}

fn is_usable(invite: &Invite, now_ms: i64) -> Result<(), Refused> {
    match invite.state {
        InviteState::Used => Err(Refused::Used),
        InviteState::Cancelled => Err(Refused::Cancelled),
        InviteState::Open if invite.expires_ms <= now_ms => Err(Refused::Expired),
        InviteState::Open => Ok(()),
    }
}
