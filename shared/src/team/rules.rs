//! How a chain may go on: who may do what, and which keys must come with it.
//!
//! Every device and the relay ask the same questions and, the clock aside, nothing but the chain. An operation that
//! changes who reads a scope brings keys for exactly those who read it afterwards: one key for each era, the next
//! epoch of each. Whoever makes it may not read all of that scope themselves; then its new keys are owed, and whoever
//! does read it makes them.

use super::handing::Handing;
use super::operation::{Deed, OPEN_INVITES, Operation, join_statement};
use super::private::Private;
use super::roster::{
    CHAIN_LIMIT, Era, Gone, Head, Invite, InviteState, Member, Roster, RosterDevice, Sheet, Span,
};
use crate::record::{Role, Scope, ScopeSet};
use crate::seal::{Device, Purpose};
use crate::sorted::Map;
use crate::{DeviceId, MemberId, TeamId};

/// The most devices at once; with the sheet, the most receivers of one handing.
const DEVICES_LIMIT: usize = super::handing::RECEIVERS_LIMIT - 1;
/// The most eras of one scope.
const ERAS_LIMIT: usize = 64;

/// The keys that must come with an operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Due {
    /// What is handed to devices, at most one a scope, in their order.
    pub handings: Vec<DueHanding>,
    /// The open invites that get everything they read anew.
    pub invites: Vec<DeviceId>,
}

/// Keys of one scope that must come with an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueHanding {
    /// The scope.
    pub scope: Scope,
    /// Which of its keys.
    pub what: What,
    /// Of which eras.
    pub eras: Vec<u32>,
    /// For whom.
    pub to: Vec<Device>,
}

/// Which keys of these eras.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// All there are.
    All,
    /// Those of their next epochs.
    Next,
    /// The first of a new era.
    NewEra,
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
    /// The keys that must come with it are not those for the ones who read from here on.
    #[error("the keys are not for the right devices")]
    WrongKeys,
    /// A limit is reached.
    #[error("the team has reached a limit")]
    TooMany,
}

impl Roster {
    /// The roster that a founding operation starts.
    pub fn found(operation: &Operation) -> Result<Self, Refusal> {
        let content = operation.content();
        let Deed::Found { device, role, card, sheet, handings } = &content.deed else {
            return Err(Refusal::NotNext);
        };
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
        let of = MemberId(device.id().0);
        let mut roster = Self {
            team: TeamId(team),
            head: Head { length: 0, hash: [0; 32] },
            members: Map::new(),
            devices: Map::new(),
            invites: Map::new(),
            sheet: Sheet { keys: *sheet, of, is_handed: handings.is_some() },
            eras: Scope::SHARED.into_iter().map(|scope| (scope, vec![Era { epochs: vec![0] }])).collect(),
            owed: ScopeSet::NONE,
            private: Private::default(),
        };
        // Whoever starts a team starts it whole, whatever they are to the child.
        roster.admit(*device, *role, ScopeSet::SHARED, ScopeSet::SHARED, card, content.at_ms)?;
        if handings.is_some() {
            roster.all_keys(ScopeSet::SHARED, &[*sheet]).check(&content.deed)?;
        }
        roster.head = Head { length: 1, hash };
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
        self.check_signature(operation)?;
        match &content.deed {
            // These look before they change anything, and hand nothing over; the others are tried on a copy.
            deed @ (Deed::Invite { .. } | Deed::CancelInvite { .. } | Deed::Join { .. }) => {
                self.apply(content.author, content.at_ms, deed)?;
            }
            deed => {
                let mut next = self.clone();
                next.apply(content.author, content.at_ms, deed)?.check(deed)?;
                for keys in deed.sealed_to_invites() {
                    if let Some(invite) = next.invites.get_mut(&keys.invite) {
                        invite.sealed = keys.sealed;
                    }
                }
                *self = next;
            }
        }
        self.head = Head { length: self.head.length + 1, hash: operation.hash() };
        Ok(())
    }

    /// What only the relay asks, at the moment it accepts an operation: has the invite's time run out?
    pub fn check_clock(&self, operation: &Operation, now_ms: i64) -> Result<(), Refusal> {
        match &operation.content().deed {
            Deed::Join { invite, .. } => match self.invites.get(invite) {
                Some(invite) if invite.is_open() && invite.expires_ms <= now_ms => Err(Refusal::Expired),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// The keys that must come with a deed of this device, whatever keys it has: what whoever makes it starts from.
    pub fn keys_due(&self, author: DeviceId, deed: &Deed) -> Result<Due, Refusal> {
        self.clone().apply(author, 0, deed)
    }

    /// What the deed does, and the keys that it needs.
    fn apply(&mut self, author: DeviceId, at_ms: i64, deed: &Deed) -> Result<Due, Refusal> {
        match deed {
            Deed::Found { .. } => Err(Refusal::NotNext),
            Deed::Invite { invite, role, reads, writes, expires_ms, sealed, own } => {
                let invite = Invite {
                    keys: *invite,
                    by: self.by(author)?,
                    role: *role,
                    reads: *reads,
                    writes: *writes,
                    expires_ms: *expires_ms,
                    sealed: *sealed,
                    own: own.unwrap_or(false),
                    state: InviteState::Open,
                };
                let due = Due { handings: Vec::new(), invites: vec![invite.keys.id()] };
                self.list_invite(invite).map(|()| due)
            }
            Deed::CancelInvite { invite } => self.cancel_invite(self.by(author)?, invite),
            Deed::Join { invite, device, proof, card } => self.join(invite, device, proof, card, at_ms),
            Deed::Grant { member, reads, writes, with_past, .. } => {
                self.grant(self.governor(author)?, *member, (*reads, *writes), *with_past)
            }
            Deed::Withdraw { member, reads, writes, .. } => {
                self.withdraw(self.governor(author)?, *member, (*reads, *writes))
            }
            Deed::Remove { member, .. } => self.remove(self.governor(author)?, *member, at_ms),
            Deed::RemoveDevice { device, .. } => self.remove_device(author, *device),
            Deed::Leave {} => self.leave(self.by(author)?, at_ms),
            Deed::Rotate { scopes, .. } => self.rotate_asked(self.by(author)?, *scopes),
            Deed::ReplaceSheet { sheet, .. } => {
                let by = self.by(author)?;
                if by != self.sheet.of && !self.governs(by) {
                    return Err(Refusal::NotAllowed);
                }
                self.replace_sheet(by, sheet)
            }
            Deed::Recover { device, proof, sheet, .. } => self.recover(device, proof, sheet),
            Deed::ChangeRole { member, role } => self.change_role(self.governor(author)?, *member, *role),
            Deed::Private { .. } => self.begin_private(self.by(author)?),
        }
    }

    /// New members and recovered devices sign with the keys that the operation lists, all others with theirs.
    fn check_signature(&self, operation: &Operation) -> Result<(), Refusal> {
        let content = operation.content();
        let signs = match &content.deed {
            Deed::Join { device, .. } | Deed::Recover { device, .. } => Some(device),
            _ => self.devices.get(&content.author).map(|device| &device.keys),
        };
        match signs.is_some_and(|keys| operation.is_signed_by(keys)) {
            true => Ok(()),
            false => Err(Refusal::BadSignature),
        }
    }

    /// Whose device it is, of those in the team.
    fn by(&self, device: DeviceId) -> Result<MemberId, Refusal> {
        self.member_of(device).map(|(member, _)| member).ok_or(Refusal::BadSignature)
    }

    fn governor(&self, device: DeviceId) -> Result<MemberId, Refusal> {
        let by = self.by(device)?;
        if self.governs(by) { Ok(by) } else { Err(Refusal::NotAllowed) }
    }

    fn present(&self, member: MemberId) -> Result<&Member, Refusal> {
        self.members.get(&member).filter(|member| member.gone.is_none()).ok_or(Refusal::NotAllowed)
    }

    fn list_invite(&mut self, invite: Invite) -> Result<(), Refusal> {
        let id = invite.keys.id();
        if !self.may_list(&invite, self.present(invite.by)?) {
            return Err(Refusal::NotAllowed);
        }
        if self.invites.contains_key(&id) || self.devices.contains_key(&id) {
            return Err(Refusal::AlreadyIn);
        }
        if self.invites.values().filter(|invite| invite.is_open()).count() >= OPEN_INVITES {
            return Err(Refusal::TooMany);
        }
        self.invites.insert(id, invite);
        Ok(())
    }

    /// Whether whoever makes an invite may give what it gives.
    fn may_list(&self, invite: &Invite, by: &Member) -> bool {
        if invite.own {
            let is_mine = (invite.role, invite.reads, invite.writes) == (by.role, by.reads, by.writes);
            // Whoever reads only what is new would hand on keys of nothing else, which an invite cannot say yet.
            return is_mine && by.reads_whole() == by.reads;
        }
        // What others read and viewers read has no usual extent: whoever lets them in says. So a family that lost every
        // device and its sheet can be let in again by a clinician, to what that clinician reads.
        let within_role = by.role == Role::Guardian
            || invite.role.is_open_ended()
            || (invite.role.reads().covers(invite.reads) && invite.role.writes().covers(invite.writes));
        let may_give =
            within_role && by.reads_whole().covers(invite.reads) && by.writes.covers(invite.writes);
        let sensible = invite.reads.has(Scope::Plan)
            && invite.reads.covers(invite.writes)
            && (invite.role != Role::Viewer || invite.writes.is_empty());
        may_give && sensible && self.may_invite(invite.by).contains(&invite.role)
    }

    fn cancel_invite(&mut self, by: MemberId, id: &DeviceId) -> Result<Due, Refusal> {
        let is_guardian = self.members.get(&by).is_some_and(|member| member.role == Role::Guardian);
        let invite = self.invites.get_mut(id).ok_or(Refusal::NoSuchInvite)?;
        if invite.by != by && !is_guardian {
            return Err(Refusal::NotAllowed);
        }
        invite.check_open()?;
        invite.state = InviteState::Cancelled;
        Ok(Due::default())
    }

    fn join(
        &mut self,
        id: &DeviceId,
        device: &Device,
        proof: &[u8; 64],
        card: &[u8],
        at_ms: i64,
    ) -> Result<Due, Refusal> {
        let invite = self.invites.get(id).ok_or(Refusal::NoSuchInvite)?;
        invite.check_open()?;
        if !invite.keys.signed(Purpose::Join, &[&join_statement(&self.team, id, device)], proof) {
            return Err(Refusal::BadSignature);
        }
        let (role, reads, writes) = (invite.role, invite.reads, invite.writes);
        match invite.own {
            true => self.list_device(*device, invite.by)?,
            false => self.admit(*device, role, reads, writes, card, at_ms)?,
        }
        if let Some(invite) = self.invites.get_mut(id) {
            invite.state = InviteState::Used;
        }
        Ok(Due::default())
    }

    /// A new member, or one who comes back, as whatever they are then.
    fn admit(
        &mut self,
        keys: Device,
        role: Role,
        reads: ScopeSet,
        writes: ScopeSet,
        card: &[u8],
        since_ms: i64,
    ) -> Result<(), Refusal> {
        let id = MemberId(keys.id().0);
        let before = self.members.get(&id);
        if before.is_some_and(|before| before.gone.is_none()) {
            return Err(Refusal::AlreadyIn);
        }
        let wrote = before.map(|before| before.wrote.clone()).unwrap_or_default();
        let mut was = before.map(|before| before.was.clone()).unwrap_or_default();
        was.push((self.head.length, role));
        self.list_device(keys, id)?;
        let member = Member {
            role,
            reads,
            writes: ScopeSet::NONE,
            card: card.to_vec(),
            since_ms,
            gone: None,
            first_eras: Map::new(),
            wrote,
            was,
        };
        self.members.insert(id, member);
        self.set_writes(id, writes);
        Ok(())
    }

    fn list_device(&mut self, keys: Device, member: MemberId) -> Result<(), Refusal> {
        let is_free = |device: &RosterDevice| device.gone.is_some() && device.member == member;
        if self.devices.get(&keys.id()).is_some_and(|device| !is_free(device)) {
            return Err(Refusal::AlreadyIn);
        }
        if self.devices.values().filter(|device| device.gone.is_none()).count() >= DEVICES_LIMIT {
            return Err(Refusal::TooMany);
        }
        self.devices.insert(keys.id(), RosterDevice { keys, member, gone: None });
        Ok(())
    }

    fn grant(
        &mut self,
        by: MemberId,
        id: MemberId,
        (reads, writes): (ScopeSet, ScopeSet),
        with_past: bool,
    ) -> Result<Due, Refusal> {
        let giver = self.present(by)?;
        let member = self.present(id)?;
        let is_new = member.reads.common(reads).is_empty()
            && member.writes.common(writes).is_empty()
            && !reads.and(writes).is_empty();
        let may_give = giver.reads_whole().covers(reads) && giver.writes.covers(writes);
        let all_writes = member.writes.and(writes);
        let sensible = member.reads.and(reads).covers(all_writes);
        if !is_new || !may_give || !sensible || member.role == Role::Viewer && !writes.is_empty() {
            return Err(Refusal::NotAllowed);
        }
        if !with_past {
            self.begin_eras(id, reads)?;
        }
        if let Some(member) = self.members.get_mut(&id) {
            member.reads = member.reads.and(reads);
        }
        self.set_writes(id, all_writes);
        if with_past {
            return Ok(self.all_keys(reads, &self.devices_of(id)));
        }
        let newest = |scope| self.eras_of(scope).last().into_iter().collect();
        let to_readers =
            |scope| DueHanding { scope, what: What::NewEra, eras: newest(scope), to: self.readers(scope) };
        let handings = reads.iter().map(to_readers).collect();
        Ok(Due { handings, invites: self.seal_invites(by, reads) })
    }

    fn begin_eras(&mut self, id: MemberId, scopes: ScopeSet) -> Result<(), Refusal> {
        let began = self.head.length;
        for scope in scopes.iter() {
            let eras = self.eras.entry(scope).or_default();
            if eras.len() >= ERAS_LIMIT {
                return Err(Refusal::TooMany);
            }
            eras.push(Era { epochs: vec![began] });
            let era = u32::try_from(eras.len() - 1).unwrap_or(u32::MAX);
            if let Some(member) = self.members.get_mut(&id) {
                member.first_eras.insert(scope, era);
            }
        }
        Ok(())
    }

    fn withdraw(
        &mut self,
        by: MemberId,
        id: MemberId,
        (reads, writes): (ScopeSet, ScopeSet),
    ) -> Result<Due, Refusal> {
        let member = self.present(id)?;
        let has = member.reads.covers(reads) && member.writes.covers(writes);
        let sensible = member.reads.without(reads).covers(member.writes.without(writes));
        // Every member reads the plan: who shall not is removed.
        if by == id || !has || !sensible || reads.has(Scope::Plan) || reads.and(writes).is_empty() {
            return Err(Refusal::NotAllowed);
        }
        let remaining = member.writes.without(writes);
        self.set_writes(id, remaining);
        if let Some(member) = self.members.get_mut(&id) {
            member.reads = member.reads.without(reads);
            member.first_eras.retain(|scope, _| !reads.has(*scope));
        }
        Ok(self.rotate(by, reads.and(writes)))
    }

    fn remove(&mut self, by: MemberId, id: MemberId, at_ms: i64) -> Result<Due, Refusal> {
        if by == id {
            return Err(Refusal::NotAllowed);
        }
        let read = self.present(id)?.reads;
        self.end(id, Gone { at_ms, by });
        Ok(self.rotate(by, read))
    }

    fn remove_device(&mut self, author: DeviceId, device: DeviceId) -> Result<Due, Refusal> {
        let by = self.by(author)?;
        let listed = self.devices.get(&device).filter(|device| device.gone.is_none());
        let member = listed.ok_or(Refusal::NotAllowed)?.member;
        let is_last =
            self.devices.values().filter(|device| device.gone.is_none() && device.member == member).count()
                < 2;
        if device == author || is_last || by != member && !self.governs(by) {
            return Err(Refusal::NotAllowed);
        }
        let read = self.present(member)?.reads;
        let sequence = self.head.length;
        if let Some(device) = self.devices.get_mut(&device) {
            device.gone = Some(sequence);
        }
        let mut due = self.rotate(by, read);
        // What is a member's own is theirs to make keys of, at once or when a device of theirs is online.
        match self.private_era(member) {
            Some(_) if by == member => due.handings.push(self.next_private(by)?),
            _ => self.private.owe(member),
        }
        Ok(due)
    }

    /// A guardian, or a clinician while there is none, says what somebody is. Nobody makes themselves more, and a team that
    /// has a guardian keeps one.
    fn change_role(&mut self, by: MemberId, id: MemberId, role: Role) -> Result<Due, Refusal> {
        let member = self.present(id)?;
        let is_new = member.role != role && (role != Role::Viewer || member.writes.is_empty());
        let is_own = by == id && member.role != Role::Guardian;
        if !is_new || is_own || member.role == Role::Guardian && !self.has_guardian_beside(id) {
            return Err(Refusal::NotAllowed);
        }
        let sequence = self.head.length;
        if let Some(member) = self.members.get_mut(&id) {
            member.role = role;
            member.was.push((sequence, role));
        }
        self.cancel_invites_beyond(id);
        Ok(Due::default())
    }

    /// Whether somebody else is guardian.
    fn has_guardian_beside(&self, id: MemberId) -> bool {
        let guards = |(other, member): (&MemberId, &Member)| {
            *other != id && member.gone.is_none() && member.role == Role::Guardian
        };
        self.members.iter().any(guards)
    }

    /// Ends the open invites of a member who could not make them any more; those for their own devices stay theirs.
    fn cancel_invites_beyond(&mut self, id: MemberId) {
        let Some(by) = self.members.get(&id) else { return };
        let is_beyond = |invite: &Invite| {
            invite.by == id && invite.is_open() && !invite.own && !self.may_list(invite, by)
        };
        let beyond: Vec<DeviceId> =
            self.invites.iter().filter(|(_, invite)| is_beyond(invite)).map(|(id, _)| *id).collect();
        for id in beyond {
            if let Some(invite) = self.invites.get_mut(&id) {
                invite.state = InviteState::Cancelled;
            }
        }
    }

    fn leave(&mut self, by: MemberId, at_ms: i64) -> Result<Due, Refusal> {
        let member = self.present(by)?;
        let read = member.reads;
        let others = self.members.iter().any(|(id, member)| *id != by && member.gone.is_none());
        // The last guardian first makes somebody else one, or removes the others.
        if member.role == Role::Guardian && others && !self.has_guardian_beside(by) {
            return Err(Refusal::NotAllowed);
        }
        self.end(by, Gone { at_ms, by });
        self.owed = self.owed.and(read);
        Ok(Due::default())
    }

    fn rotate_asked(&mut self, by: MemberId, scopes: ScopeSet) -> Result<Due, Refusal> {
        let is_asked = self.governs(by) || self.owed.covers(scopes);
        if scopes.is_empty() || !is_asked || !self.present(by)?.reads_whole().covers(scopes) {
            return Err(Refusal::NotAllowed);
        }
        Ok(self.rotate(by, scopes))
    }

    /// Begins the next epoch of every era of the scopes concerned, as far as the author reads them.
    fn rotate(&mut self, by: MemberId, concerned: ScopeSet) -> Due {
        let began = self.head.length;
        let has = self.members.get(&by).map_or(ScopeSet::NONE, Member::reads_whole);
        let scopes = has.common(concerned);
        for (_, eras) in self.eras.iter_mut().filter(|(scope, _)| scopes.has(**scope)) {
            for era in eras {
                era.epochs.push(began);
            }
        }
        self.owed = self.owed.and(concerned).without(scopes);
        let to_readers = |scope| DueHanding {
            scope,
            what: What::Next,
            eras: self.eras_of(scope).collect(),
            to: self.readers(scope),
        };
        let handings = scopes.iter().map(to_readers).collect();
        Due { handings, invites: self.seal_invites(by, scopes) }
    }

    /// The open invites that get keys anew, because they read one of these scopes. Those that would get what the
    /// author does not have are over.
    fn seal_invites(&mut self, by: MemberId, scopes: ScopeSet) -> Vec<DeviceId> {
        let has = self.members.get(&by).map_or(ScopeSet::NONE, Member::reads_whole);
        let mut sealed = Vec::new();
        let is_due = |invite: &Invite| invite.is_open() && !invite.reads.common(scopes).is_empty();
        let private = &self.private;
        // What brings somebody else's private notes along can be made anew by them alone.
        let may_make = |invite: &Invite| {
            has.covers(invite.reads)
                && (!invite.own || invite.by == by || private.era_of(invite.by).is_none())
        };
        for (id, invite) in self.invites.iter_mut().filter(|(_, invite)| is_due(invite)) {
            if may_make(invite) {
                sealed.push(*id);
            } else {
                invite.state = InviteState::Cancelled;
            }
        }
        sealed
    }

    fn recover(&mut self, device: &Device, proof: &[u8; 64], sheet: &Device) -> Result<Due, Refusal> {
        let (used, of) = (self.sheet.keys, self.sheet.of);
        let statement = join_statement(&self.team, &used.id(), device);
        if !used.signed(Purpose::Join, &[&statement], proof) {
            return Err(Refusal::BadSignature);
        }
        self.present(of)?;
        self.list_device(*device, of)?;
        self.replace_sheet(of, sheet)
    }

    fn replace_sheet(&mut self, of: MemberId, sheet: &Device) -> Result<Due, Refusal> {
        let id = sheet.id();
        if self.devices.contains_key(&id) || self.invites.contains_key(&id) || id == self.sheet.keys.id() {
            return Err(Refusal::AlreadyIn);
        }
        let reads = self.present(of)?.reads;
        self.sheet = Sheet { keys: *sheet, of, is_handed: true };
        let mut due = self.all_keys(reads, &[*sheet]);
        due.handings.extend(self.all_private(of, &[*sheet]));
        Ok(due)
    }

    /// Ends a membership: its devices, its rights, and the invites it made.
    fn end(&mut self, id: MemberId, gone: Gone) {
        let sequence = self.head.length;
        self.private.end(id, sequence);
        self.set_writes(id, ScopeSet::NONE);
        if let Some(member) = self.members.get_mut(&id) {
            (member.reads, member.gone) = (ScopeSet::NONE, Some(gone));
            member.first_eras.clear();
        }
        for device in self.devices.values_mut().filter(|device| device.member == id) {
            device.gone = device.gone.or(Some(sequence));
        }
        for invite in self.invites.values_mut().filter(|invite| invite.by == id && invite.is_open()) {
            invite.state = InviteState::Cancelled;
        }
    }

    /// All keys of some scopes for the same devices.
    fn all_keys(&self, scopes: ScopeSet, to: &[Device]) -> Due {
        let handing = |scope| DueHanding {
            scope,
            what: What::All,
            eras: self.eras_of(scope).collect(),
            to: to.to_vec(),
        };
        Due { handings: scopes.iter().map(handing).collect(), invites: Vec::new() }
    }

    /// The eras of a scope.
    fn eras_of(&self, scope: Scope) -> impl Iterator<Item = u32> + use<> {
        let count = self.eras.get(&scope).map_or(0, Vec::len);
        (0..).take(count)
    }

    /// Notes from which operation on, and until which, a member writes what.
    fn set_writes(&mut self, id: MemberId, writes: ScopeSet) {
        let sequence = self.head.length;
        let Some(member) = self.members.get_mut(&id) else { return };
        for span in member.wrote.iter_mut().filter(|span| span.until == u32::MAX && !writes.has(span.scope)) {
            span.until = sequence;
        }
        let new = writes.without(member.writes).iter();
        member.wrote.extend(new.map(|scope| Span { scope, from: sequence, until: u32::MAX }));
        member.writes = writes;
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

impl Due {
    /// Whether a deed brings keys for exactly those that they are due for.
    fn check(&self, deed: &Deed) -> Result<(), Refusal> {
        let is_for = |(due, given): (&DueHanding, &Handing)| {
            due.scope == given.scope && given.receivers().eq(due.to.iter().map(Device::id))
        };
        let handings = deed.handings();
        let invites = deed.sealed_to_invites();
        let fits = handings.len() == self.handings.len()
            && self.handings.iter().zip(handings).all(is_for)
            && invites.iter().map(|keys| keys.invite).eq(self.invites.iter().copied());
        if fits { Ok(()) } else { Err(Refusal::WrongKeys) }
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
pub(super) mod tests;
