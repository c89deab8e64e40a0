//! What follows from a chain of operations: who is in the team, who reads and writes what, and which keys there are.
//!
//! The same code runs on every device and on the relay, and depends on nothing but the chain, so they cannot
//! disagree. How a chain may go on is in `rules.rs`.

use super::private::Private;
use crate::sorted::Map;

use crate::record::{Role, Scope, ScopeSet};
use crate::seal::{Device, Hash};
use crate::{DeviceId, MemberId, TeamId};

/// The most operations in one chain; ten a week for thirty years.
pub const CHAIN_LIMIT: u32 = 16_384;

/// The state of a team after a chain of operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    pub(super) team: TeamId,
    pub(super) head: Head,
    pub(super) members: Map<MemberId, Member>,
    pub(super) devices: Map<DeviceId, RosterDevice>,
    pub(super) invites: Map<DeviceId, Invite>,
    pub(super) sheet: Sheet,
    pub(super) eras: Map<Scope, Vec<Era>>,
    /// Scopes that somebody went from who still has their newest key.
    pub(super) owed: ScopeSet,
    /// Whose the eras of the private scope are.
    pub(super) private: Private,
}

/// How far a chain goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many operations.
    pub length: u32,
    /// The hash of the last one.
    pub hash: Hash,
}

/// One person in the team, or who was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What they are to the child.
    pub role: Role,
    /// What they read; nothing once they are gone.
    pub reads: ScopeSet,
    /// What they write; nothing once they are gone.
    pub writes: ScopeSet,
    /// Their name, sealed under the plan's key.
    pub card: Vec<u8>,
    /// When they came, by their own clock, milliseconds since 1970.
    pub since_ms: i64,
    /// That they are gone.
    pub gone: Option<Gone>,
    /// The first era they read, where it is not the first there is.
    pub(super) first_eras: Map<Scope, u32>,
    /// Between which operations they could write what.
    pub(super) wrote: Vec<Span>,
    /// With which operation they became what.
    pub(super) was: Vec<(u32, Role)>,
}

/// The end of a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// When, by the clock of whoever said so, milliseconds since 1970.
    pub at_ms: i64,
    /// Who said so; themselves, if they left.
    pub by: MemberId,
}

/// A right to write, from one operation until another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) scope: Scope,
    pub(super) from: u32,
    pub(super) until: u32,
}

/// What a grant from today begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Era {
    /// With which operation each of its epochs began.
    pub(super) epochs: Vec<u32>,
}

/// The recovery sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// Its public keys.
    pub keys: Device,
    /// Whose it is.
    pub of: MemberId,
    /// Whether keys were handed to it.
    pub is_handed: bool,
}

/// One device in the team, or that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterDevice {
    /// Its public keys.
    pub keys: Device,
    /// Whose it is.
    pub member: MemberId,
    /// The operation that took it out of the team.
    pub gone: Option<u32>,
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
    /// Whether it is for another device of whoever made it.
    pub own: bool,
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

impl Roster {
    /// The team's id.
    pub fn team(&self) -> TeamId {
        self.team
    }

    /// How far the chain goes.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Everybody who is or was in the team, by id.
    pub fn members(&self) -> &Map<MemberId, Member> {
        &self.members
    }

    /// Every device that is or was in the team, by id.
    pub fn devices(&self) -> &Map<DeviceId, RosterDevice> {
        &self.devices
    }

    /// The invites by id, open or not.
    pub fn invites(&self) -> &Map<DeviceId, Invite> {
        &self.invites
    }

    /// The recovery sheet.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The scopes whose keys somebody still has who left.
    pub fn owed(&self) -> ScopeSet {
        self.owed
    }

    /// The member a device of the team belongs to.
    pub fn member_of(&self, device: DeviceId) -> Option<(MemberId, &Member)> {
        let listed = self.devices.get(&device).filter(|device| device.gone.is_none())?;
        Some((listed.member, self.members.get(&listed.member)?))
    }

    /// Whose words a device writes or wrote, also after they are gone.
    pub fn author(&self, device: DeviceId) -> Option<(MemberId, &Member)> {
        let id = self.devices.get(&device)?.member;
        Some((id, self.members.get(&id)?))
    }

    /// Whether a device may read an era of a scope: what the relay asks at the moment it sends.
    pub fn may_read(&self, device: DeviceId, scope: Scope, era: u32) -> bool {
        match scope {
            Scope::Private => self.reads_private(device, era),
            _ => self.member_of(device).is_some_and(|(_, member)| member.may_read(scope, era)),
        }
    }

    /// Whether a device could write a scope in an epoch: what decides whether an envelope counts. Depends on the
    /// chain alone, so every replica answers the same; and a longer chain never answers differently about an epoch
    /// that has ended.
    pub fn could_write(&self, device: DeviceId, scope: Scope, era: u32, epoch: u32) -> bool {
        let Some((began, ended)) = self.epoch(scope, era, epoch) else { return false };
        if scope == Scope::Private {
            return self.wrote_private(device, era, began);
        }
        let is_in_it = |span: &Span| span.scope == scope && span.from < ended && span.until > began;
        self.author(device).is_some_and(|(_, member)| member.wrote.iter().any(is_in_it))
    }

    /// Whether a device's person was this to the child when the chain had so many operations, and the device was in the
    /// team. Where nobody says how many, whether they were never anything else. A longer chain never answers differently
    /// about a length that it has reached.
    pub fn was(&self, device: DeviceId, role: Role, length: Option<u32>) -> bool {
        let Some((listed, (_, member))) = self.devices.get(&device).zip(self.author(device)) else {
            return false;
        };
        let Some(length) = length else { return member.was.iter().all(|(_, was)| *was == role) };
        let is_reached = length <= self.head.length && listed.gone.is_none_or(|gone| length <= gone);
        let then = member.was.iter().rev().find(|(from, _)| *from < length);
        is_reached && then.is_some_and(|(_, was)| *was == role)
    }

    /// The newest epoch of each era of a scope, from the first.
    pub fn epochs(&self, scope: Scope) -> impl Iterator<Item = u32> {
        let eras = self.eras.get(&scope).map(Vec::as_slice).unwrap_or_default();
        eras.iter().map(|era| u32::try_from(era.epochs.len()).unwrap_or(u32::MAX).saturating_sub(1))
    }

    /// The devices that read a scope, all of it or only what is new, and the sheet if its owner does.
    pub fn readers(&self, scope: Scope) -> Vec<Device> {
        let reads =
            |member: &MemberId| self.members.get(member).is_some_and(|member| member.reads.has(scope));
        let devices = self.devices.values().filter(|device| device.gone.is_none() && reads(&device.member));
        let sheet = reads(&self.sheet.of).then_some(self.sheet.keys);
        devices.map(|device| device.keys).chain(sheet).collect()
    }

    /// The devices of a member, and the sheet if it is theirs.
    pub fn devices_of(&self, member: MemberId) -> Vec<Device> {
        let devices = self.devices.values().filter(|device| device.gone.is_none() && device.member == member);
        let sheet = (self.sheet.of == member).then_some(self.sheet.keys);
        devices.map(|device| device.keys).chain(sheet).collect()
    }

    /// Whether a member decides who is in the team and who reads what: a guardian, or a clinician while there is none.
    pub fn governs(&self, member: MemberId) -> bool {
        match self.members.get(&member).filter(|member| member.gone.is_none()).map(|member| member.role) {
            Some(Role::Guardian) => true,
            Some(Role::Clinician) => !self.has_guardian(),
            Some(Role::Teacher | Role::Aide | Role::Provider | Role::Viewer) | None => false,
        }
    }

    /// The roles that `member` may invite: nobody can give what they do not have. A clinician who started a team
    /// hands it to the family by inviting its first guardian.
    pub fn may_invite(&self, member: MemberId) -> Vec<Role> {
        let Some(member) = self.members.get(&member).filter(|member| member.gone.is_none()) else {
            return Vec::new();
        };
        let has_guardian = self.has_guardian();
        let may = |role: &Role| match member.role {
            Role::Guardian => true,
            Role::Clinician => *role != Role::Guardian || !has_guardian,
            Role::Teacher | Role::Aide | Role::Provider | Role::Viewer => false,
        };
        let covered = |role: &Role| member.reads.covers(role.reads()) && member.writes.covers(role.writes());
        Role::ALL.iter().copied().filter(|role| may(role) && covered(role)).collect()
    }

    /// What `member` can let others read besides what their role reads: what they read whole and write themselves.
    pub fn may_bring(&self, member: MemberId) -> ScopeSet {
        let member = self.members.get(&member).filter(|member| member.gone.is_none());
        member.map_or(ScopeSet::NONE, |member| {
            member.reads_whole().common(member.writes).common(ScopeSet::SHARED)
        })
    }

    pub(super) fn has_guardian(&self) -> bool {
        self.members.values().any(|member| member.role == Role::Guardian && member.gone.is_none())
    }

    /// Between which operations an epoch was the newest of its era.
    fn epoch(&self, scope: Scope, era: u32, epoch: u32) -> Option<(u32, u32)> {
        let epochs = &self.eras.get(&scope)?.get(usize::try_from(era).ok()?)?.epochs;
        let at = usize::try_from(epoch).ok()?;
        Some((*epochs.get(at)?, epochs.get(at + 1).copied().unwrap_or(u32::MAX)))
    }
}

impl Member {
    /// Whether they read an era of a scope.
    pub fn may_read(&self, scope: Scope, era: u32) -> bool {
        self.reads.has(scope) && era >= self.first_era(scope)
    }

    /// The first era of a scope that they read, if they read any.
    pub fn first_era(&self, scope: Scope) -> u32 {
        self.first_eras.get(&scope).copied().unwrap_or(0)
    }

    /// What they read from its beginning.
    pub fn reads_whole(&self) -> ScopeSet {
        let whole = self.reads.iter().filter(|scope| self.first_era(*scope) == 0);
        whole.fold(ScopeSet::NONE, ScopeSet::with)
    }
}

impl Invite {
    /// Whether what is sealed to it has keys of this scope: of what it lets read, and of the private notes of whoever makes it for a
    /// device of their own.
    pub fn brings(&self, scope: Scope) -> bool {
        self.reads.has(scope) || self.own && scope == Scope::Private
    }

    /// Whether it can still be used, as far as the chain says.
    pub fn is_open(&self) -> bool {
        self.state == InviteState::Open
    }
}
