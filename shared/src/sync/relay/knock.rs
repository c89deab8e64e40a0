//! `Knock`: somebody who holds an invite asks for its team's roster and the keys sealed to that invite; or somebody
//! with the recovery sheet, whose keys are in the roster.

use super::Relay;
use super::io::ConnectionId;
use super::subscription::Subscription;
use super::team::Team;
use crate::seal::{Device, Purpose, Signature};
use crate::team::{Invite, InviteState};
use crate::wire::{FromRelay, Refused, knock_statement};
use crate::{DeviceId, TeamId};

impl Relay {
    pub(super) fn knock(&mut self, id: ConnectionId, team: TeamId, invite: DeviceId, proof: &Signature) {
        let Some(usable) = self.proven_usable(id, team, invite, proof) else {
            self.send(id, &FromRelay::RosterRefused { team, why: Refused::NotHere, head: None });
            return self.leave_unless_member(id, team);
        };
        let is_member = self.member_and_team(id, team).is_some();
        match usable {
            Ok(()) if is_member => self.refuse_roster(id, team, Refused::NotAllowed),
            Ok(()) => self.subscribe(id, team, Subscription::of_guest(invite)),
            Err(why) => self.refuse_roster(id, team, why),
        }
    }

    /// Whether the invite or sheet can be used, if the connection's device shows that it holds its secret.
    fn proven_usable(
        &self,
        id: ConnectionId,
        team: TeamId,
        invite: DeviceId,
        proof: &Signature,
    ) -> Option<Result<(), Refused>> {
        let connection = self.connections.get(&id)?;
        let statement = knock_statement(&connection.nonce, &team, &connection.device?);
        let roster = &self.teams.get(&team).and_then(Team::known)?.roster;
        let holds = |keys: &Device| keys.signed(Purpose::Knock, &[&statement], proof);
        let sheet = roster.sheet();
        if sheet.keys.id() == invite {
            return holds(&sheet.keys).then_some(Ok(()));
        }
        let listed = roster.invites().get(&invite)?;
        holds(&listed.keys).then(|| is_usable(listed, self.now_ms))
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
