//! What follows from a chain of operations, and the rules for making it longer.
//!
//! The same code runs on every device and on the relay, and depends on nothing but the chain, so they cannot
//! disagree. Only the relay looks at a clock, when it decides whether an invite has expired.

use crate::sorted::Map;

use super::operation::{Deed, Operation, join_statement};
use crate::record::{Role, Scope, ScopeSet};
use crate::seal::{Device, Hash, Purpose};
use crate::{DeviceId, MemberId, TeamId};

/// The most operations in one chain; ten a week for thirty years.
pub const CHAIN_LIMIT: u32 = 16_384;
/// The most invites open at once.
const OPEN_INVITES: usize = 64;

/// The state of a team after a chain of operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    team: TeamId,
    head: Head,
    members: Map<MemberId, Member>,
    devices: Map<DeviceId, RosterDevice>,
    invites: Map<DeviceId, Invite>,
    sheet: Device,
}

/// How far a chain goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many operations.
    pub length: u32,
    /// The hash of the last one.
    pub hash: Hash,
}

/// One person in the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What they are to the child.
    pub role: Role,
    /// What they read.
    pub reads: ScopeSet,
    /// What they write.
    pub writes: ScopeSet,
    /// Their name, sealed under the plan's key.
    pub card: Vec<u8>,
    /// When they came, by their own clock, milliseconds since 1970.
    pub since_ms: i64,
}

/// One device in the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterDevice {
    /// Its public keys.
    pub keys: Device,
    /// Whose it is.
    pub member: MemberId,
}

/// One invite, open or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// Its public keys.
    pub keys: Device,
    /// Who made it.
    pub by: MemberId,
    /// The role it gives.
    pub role: Role,
    /// What it lets read.
    pub reads: ScopeSet,
    /// What it lets write.
    pub writes: ScopeSet,
    /// When it stops working, milliseconds since 1970.
    pub expires_ms: i64,
    /// The hash of the keys sealed to it.
    pub sealed: Hash,
    /// What became of it.
    pub state: InviteState,
}

/// What became of an invite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteState {
    /// It can be used.
    Open,
    /// Somebody joined with it.
    Used,
    /// It was withdrawn.
    Cancelled,
}

/// Why an operation does not extend a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It does not follow the last operation: somebody else was first.
    #[error("the team has changed in the meantime")]
    NotNext,
    /// It is not signed by a device of the team.
    #[error("the operation is not signed by a device of the team")]
    BadSignature,
    /// Its author may not do that.
    #[error("this member may not do that")]
    NotAllowed,
    /// There is no such invite.
    #[error("there is no such invite")]
    NoSuchInvite,
    /// The invite was used.
    #[error("the invite was used already")]
    Used,
    /// The invite was cancelled.
    #[error("the invite was cancelled")]
    Cancelled,
    /// The invite's time is over.
    #[error("the invite has expired")]
    Expired,
    /// The device is in the team already.
    #[error("the device is in the team already")]
    AlreadyIn,
    /// A limit is reached.
    #[error("the team has reached a limit")]
    TooMany,
}

impl Roster {
    /// The roster that a founding operation starts.
    pub fn found(operation: &Operation) -> Result<Self, Refusal> {
        let content = operation.content();
        let Deed::Found { device, role, card, sheet } = &content.deed else { return Err(Refusal::NotNext) };
        if content.team.is_some() || content.sequence != 0 || content.previous != [0; 32] {
            return Err(Refusal::NotNext);
        }
        if !operation.is_signed_by(device) {
            return Err(Refusal::BadSignature);
        }
        if !matches!(role, Role::Guardian | Role::Clinician) {
            return Err(Refusal::NotAllowed);
        }
        let hash = operation.hash();
        let mut team = [0; 16];
        team.copy_from_slice(&hash[..16]);
        let mut roster = Self {
            team: TeamId(team),
            head: Head { length: 1, hash },
            members: Map::new(),
            devices: Map::new(),
            invites: Map::new(),
            sheet: *sheet,
        };
        // Whoever starts a team starts it whole, whatever they are to the child.
        roster.admit(*device, *role, ScopeSet::SHARED, ScopeSet::SHARED, card, content.at_ms);
        Ok(roster)
    }

    /// Makes the chain longer by one operation; on refusal nothing has changed.
    pub fn extend(&mut self, operation: &Operation) -> Result<(), Refusal> {
        let content = operation.content();
        if content.team != Some(self.team)
            || content.sequence != self.head.length
            || content.previous != self.head.hash
        {
            return Err(Refusal::NotNext);
        }
        if self.head.length >= CHAIN_LIMIT {
            return Err(Refusal::TooMany);
        }
        match &content.deed {
            Deed::Found { .. } => return Err(Refusal::NotNext),
            Deed::Invite { invite, role, reads, writes, expires_ms, sealed } => {
                let by = self.author_of(operation)?;
                let invite = Invite {
                    keys: *invite,
                    by,
                    role: *role,
                    reads: *reads,
                    writes: *writes,
                    expires_ms: *expires_ms,
                    sealed: *sealed,
                    state: InviteState::Open,
                };
                self.list_invite(invite)?;
            }
            Deed::CancelInvite { invite } => {
                let by = self.author_of(operation)?;
                self.cancel_invite(by, invite)?;
            }
            Deed::Join { invite, device, proof, card } => {
                if !operation.is_signed_by(device) {
                    return Err(Refusal::BadSignature);
                }
                self.join(invite, device, proof, card, content.at_ms)?;
            }
        }
        self.head = Head { length: self.head.length + 1, hash: operation.hash() };
        Ok(())
    }

    /// What only the relay asks, at the moment it accepts an operation: has the invite's time run out?
    pub fn check_clock(&self, operation: &Operation, now_ms: i64) -> Result<(), Refusal> {
        match &operation.content().deed {
            Deed::Join { invite, .. } => match self.invites.get(invite) {
                Some(invite) if invite.state == InviteState::Open && invite.expires_ms <= now_ms => {
                    Err(Refusal::Expired)
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// The team's id.
    pub fn team(&self) -> TeamId {
        self.team
    }

    /// How far the chain goes.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The members by id.
    pub fn members(&self) -> &Map<MemberId, Member> {
        &self.members
    }

    /// The devices by id.
    pub fn devices(&self) -> &Map<DeviceId, RosterDevice> {
        &self.devices
    }

    /// The invites by id, open or not.
    pub fn invites(&self) -> &Map<DeviceId, Invite> {
        &self.invites
    }

    /// The recovery sheet's public keys.
    pub fn sheet(&self) -> &Device {
        &self.sheet
    }

    /// The member a device belongs to.
    pub fn member_of(&self, device: DeviceId) -> Option<(MemberId, &Member)> {
        let id = self.devices.get(&device)?.member;
        Some((id, self.members.get(&id)?))
    }

    /// Whether a device may read a scope: what the relay asks at the moment it sends.
    pub fn may_read(&self, device: DeviceId, scope: Scope) -> bool {
        self.member_of(device).is_some_and(|(_, member)| member.reads.has(scope))
    }

    /// Whether a device could write a scope in an epoch: what decides whether an envelope counts. Depends on the
    /// chain alone, so every replica answers the same.
    pub fn could_write(&self, device: DeviceId, scope: Scope, era: u32, epoch: u32) -> bool {
        let known = era == 0 && epoch == 0;
        known && self.member_of(device).is_some_and(|(_, member)| member.writes.has(scope))
    }

    /// The roles that `member` may invite: nobody can give what they do not have. A clinician who started a team
    /// hands it to the family by inviting its first guardian.
    pub fn may_invite(&self, member: MemberId) -> Vec<Role> {
        let Some(member) = self.members.get(&member) else { return Vec::new() };
        let has_guardian = self.members.values().any(|member| member.role == Role::Guardian);
        let may = |role: &Role| match member.role {
            Role::Guardian => true,
            Role::Clinician => *role != Role::Guardian || !has_guardian,
            Role::Teacher | Role::Aide | Role::Provider | Role::Viewer => false,
        };
        let covered = |role: &Role| member.reads.covers(role.reads()) && member.writes.covers(role.writes());
        Role::ALL.iter().copied().filter(|role| may(role) && covered(role)).collect()
    }

    fn author_of(&self, operation: &Operation) -> Result<MemberId, Refusal> {
        let device = self.devices.get(&operation.content().author).ok_or(Refusal::BadSignature)?;
        if operation.is_signed_by(&device.keys) { Ok(device.member) } else { Err(Refusal::BadSignature) }
    }

    fn list_invite(&mut self, invite: Invite) -> Result<(), Refusal> {
        let id = invite.keys.id();
        let may_give = self.members.get(&invite.by).is_some_and(|by| {
            let within_role = by.role == Role::Guardian
                || (invite.role.reads().covers(invite.reads) && invite.role.writes().covers(invite.writes));
            within_role && by.reads.covers(invite.reads) && by.writes.covers(invite.writes)
        });
        let sensible = invite.reads.has(Scope::Plan) && invite.reads.covers(invite.writes);
        if !may_give || !sensible || !self.may_invite(invite.by).contains(&invite.role) {
            return Err(Refusal::NotAllowed);
        }
        if self.invites.contains_key(&id) || self.devices.contains_key(&id) {
            return Err(Refusal::AlreadyIn);
        }
        if self.invites.values().filter(|invite| invite.state == InviteState::Open).count() >= OPEN_INVITES {
            return Err(Refusal::TooMany);
        }
        self.invites.insert(id, invite);
        Ok(())
    }

    fn cancel_invite(&mut self, by: MemberId, id: &DeviceId) -> Result<(), Refusal> {
        let is_guardian = self.members.get(&by).is_some_and(|member| member.role == Role::Guardian);
        let invite = self.invites.get_mut(id).ok_or(Refusal::NoSuchInvite)?;
        if invite.by != by && !is_guardian {
            return Err(Refusal::NotAllowed);
        }
        invite.check_open()?;
        invite.state = InviteState::Cancelled;
        Ok(())
    }

    fn join(
        &mut self,
        id: &DeviceId,
        device: &Device,
        proof: &[u8; 64],
        card: &[u8],
        at_ms: i64,
    ) -> Result<(), Refusal> {
        let invite = self.invites.get_mut(id).ok_or(Refusal::NoSuchInvite)?;
        invite.check_open()?;
        if !invite.keys.signed(Purpose::Join, &[&join_statement(&self.team, id, device)], proof) {
            return Err(Refusal::BadSignature);
        }
        if self.devices.contains_key(&device.id()) {
            return Err(Refusal::AlreadyIn);
        }
        invite.state = InviteState::Used;
        let (role, reads, writes) = (invite.role, invite.reads, invite.writes);
        self.admit(*device, role, reads, writes, card, at_ms);
        Ok(())
    }

    fn admit(
        &mut self,
        keys: Device,
        role: Role,
        reads: ScopeSet,
        writes: ScopeSet,
        card: &[u8],
        since_ms: i64,
    ) {
        let member = MemberId(keys.id().0);
        self.members.insert(member, Member { role, reads, writes, card: card.to_vec(), since_ms });
        self.devices.insert(keys.id(), RosterDevice { keys, member });
    }
}

impl Invite {
    fn check_open(&self) -> Result<(), Refusal> {
        match self.state {
            InviteState::Open => Ok(()),
            InviteState::Used => Err(Refusal::Used),
            InviteState::Cancelled => Err(Refusal::Cancelled),
        }
    }
}

#[cfg(test)]
#[path = "roster_tests.rs"]
mod tests;
