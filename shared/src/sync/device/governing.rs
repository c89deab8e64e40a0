//! What changes who is in the team and who reads what: commands that need a connection, and the keys that come with
//! them.
//!
//! An operation holds only on the head it was made for, and so do its keys: whoever came in the meantime must get them
//! too. So what waits is a wish, and the operation is made anew for each head that it is offered on.

use super::inviting::{Making, sign};
use super::rows;
use super::team::{Talk, Team};
use super::{After, Changed, CommandError, Device, Effect, Identity, Loading, Phase};
use crate::record::{Role, Scope, ScopeSet};
use crate::seal::{DeviceKeys, Random, ScopeKey, hash};
use crate::storage::{StoredRow, Table, Write};
use crate::team::{
    Deed, DueHanding, Handed, Handing, Handings, InviteKeys, Keys, Refusal, SealedKeys, SheetCode, What,
    beside,
};
use crate::{DeviceId, MemberId, Now, TeamId};

/// What this device wants of the roster.
#[derive(Debug)]
pub(super) enum Wish {
    /// This operation, whoever is in the team.
    Plain {
        /// What it does.
        deed: Deed,
        /// What travels beside it.
        sealed: Vec<u8>,
    },
    /// This operation, with keys for whoever reads then.
    WithKeys {
        /// What it does, without keys.
        deed: Deed,
        /// The child's name, for open invites that get keys anew.
        child: String,
    },
    /// New keys of what somebody went from, or of this person's private notes, if nobody else has made them.
    Owed {
        /// The child's name.
        child: String,
    },
}

/// A member's rights to be given or taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rights {
    /// To read these.
    pub reads: ScopeSet,
    /// To write these.
    pub writes: ScopeSet,
}

impl Device {
    /// Lets a member read or write more, with what was written before or from today.
    pub fn grant(
        &mut self,
        now: Now,
        team: TeamId,
        (member, rights): (MemberId, Rights),
        with_past: bool,
        child: &str,
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        let Rights { reads, writes } = rights;
        let deed = Deed::Grant { member, reads, writes, with_past, keys: Keys::default() };
        self.wish(now, team, deed, child, effects)
    }

    /// Lets a member read or write less. What they have read stays with them.
    pub fn withdraw(
        &mut self,
        now: Now,
        team: TeamId,
        (member, rights): (MemberId, Rights),
        child: &str,
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        let Rights { reads, writes } = rights;
        let deed = Deed::Withdraw { member, reads, writes, keys: Keys::default() };
        self.wish(now, team, deed, child, effects)
    }

    /// Takes a member out of the team, with every device of theirs and the invites they made.
    pub fn remove_member(
        &mut self,
        now: Now,
        team: TeamId,
        member: MemberId,
        child: &str,
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        self.wish(now, team, Deed::Remove { member, keys: Keys::default() }, child, effects)
    }

    /// Takes one device out of the team; its person stays.
    pub fn remove_device(
        &mut self,
        now: Now,
        team: TeamId,
        device: DeviceId,
        child: &str,
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        self.wish(now, team, Deed::RemoveDevice { device, keys: Keys::default() }, child, effects)
    }

    /// Says what a member is to the child from now on. What they read and write stays.
    pub fn change_role(
        &mut self,
        now: Now,
        team: TeamId,
        (member, role): (MemberId, Role),
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        self.wish(now, team, Deed::ChangeRole { member, role }, "", effects)
    }

    /// Goes from the team. What was written stays with it, and here until it is forgotten.
    pub fn leave(&mut self, now: Now, team: TeamId, effects: &mut Vec<Effect>) -> Result<(), CommandError> {
        self.wish(now, team, Deed::Leave {}, "", effects)
    }

    /// Makes the recovery sheet another one; its secret is kept until it is printed.
    pub fn replace_sheet(&mut self, team_id: TeamId) -> Result<(), CommandError> {
        self.check_roster_command(team_id)?;
        let Phase::Ready(identity) = &mut self.phase else { return Err(CommandError::NotReady) };
        let team = self.teams.get_mut(&team_id).ok_or(CommandError::NoSuchTeam)?;
        let sheet = SheetCode::draw(&mut identity.random);
        let keys = SheetCode::keys_of(&sheet);
        let deed = Deed::ReplaceSheet { sheet: *keys.public(), handings: Handings::default() };
        team.chain.roster.keys_due(identity.keys.id(), &deed).map_err(|_| CommandError::NotAllowed)?;
        team.sheets.insert(keys.id(), sheet);
        self.saver.write([rows::sheet_row(team_id, keys.id(), &sheet)]);
        self.saver.then(After::PushMaking(team_id));
        team.making.push_back(Making::new(Wish::WithKeys { deed, child: String::new() }));
        Ok(())
    }

    /// Whether keys wait that this device can make: see [`Device::settle_owed`].
    pub fn owes(&self, team: TeamId) -> bool {
        let team = self.team(team).filter(|team| !team.is_sample());
        team.zip(self.id()).is_some_and(|(team, me)| team.owed_deed(me).is_some())
    }

    /// Makes new keys of what somebody went from who still has the newest, if any are owed and this member may, and those of
    /// this person's private notes.
    pub fn settle_owed(&mut self, now: Now, team_id: TeamId, child: &str, effects: &mut Vec<Effect>) {
        if self.check_roster_command(team_id).is_err() || !self.owes(team_id) {
            return;
        }
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        if team.making.is_empty() {
            team.making.push_back(Making::new(Wish::Owed { child: child.to_owned() }));
            self.push_making(now, team_id, effects);
        }
    }

    /// Takes everything of a team that it is no longer in off this device.
    pub fn forget(&mut self, team: TeamId, effects: &mut Vec<Effect>) -> Result<(), CommandError> {
        if !self.is_gone(team) {
            return Err(CommandError::NoSuchTeam);
        }
        let tables = Table::ALL.iter().filter(|table| **table != Table::Device);
        let reads = tables.map(|table| (*table, team.0.to_vec())).collect();
        self.load(Loading::Forget(team), reads, effects);
        Ok(())
    }

    /// Everything of a team that is to be forgotten was read.
    pub(super) fn forgotten(&mut self, team: TeamId, stored: Vec<StoredRow>, effects: &mut Vec<Effect>) {
        if self.is_gone(team) {
            // Coming back, this device must not count its changes from 1 again under the same name.
            if let Phase::Ready(identity) = &mut self.phase {
                identity.salt = identity.random.bytes();
            }
            self.teams.remove(&team);
            self.saver.write(stored.into_iter().map(|row| Write::Delete(row.table, row.key)));
            effects.push(Effect::Changed(Changed::All));
        }
    }

    /// Whether this device was taken out of a team that it was in.
    pub fn is_gone(&self, team: TeamId) -> bool {
        self.id().zip(self.teams.get(&team)).is_some_and(|(me, team)| team.is_gone(me))
    }

    fn wish(
        &mut self,
        now: Now,
        team_id: TeamId,
        deed: Deed,
        child: &str,
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        self.check_roster_command(team_id)?;
        let me = self.id().ok_or(CommandError::NotReady)?;
        let team = self.teams.get_mut(&team_id).ok_or(CommandError::NoSuchTeam)?;
        team.chain.roster.keys_due(me, &deed).map_err(|_| CommandError::NotAllowed)?;
        team.making.push_back(Making::new(Wish::WithKeys { deed, child: child.to_owned() }));
        self.push_making(now, team_id, effects);
        Ok(())
    }

    /// The chain has grown from this place on: takes the keys that were handed to this device, and notices if it was
    /// taken out.
    pub(super) fn chain_grew(&mut self, team_id: TeamId, from: u32, effects: &mut Vec<Effect>) {
        let Phase::Ready(identity) = &self.phase else { return };
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let writes = team.take_handed(&identity.keys, from);
        self.saver.write(writes);
        if team.is_gone(identity.keys.id()) {
            team.talk = Talk::NotHere;
            team.making.clear();
            effects.push(Effect::Changed(Changed::Connection));
        }
        effects.push(Effect::Changed(Changed::Team { team: team_id }));
        self.load_aside(team_id, effects);
    }
}

impl Wish {
    /// The operation on the present roster, and what travels beside it.
    pub(super) fn deed(&self, team: &Team, identity: &mut Identity) -> Result<(Deed, Vec<u8>), Refusal> {
        match self {
            Self::Plain { deed, sealed } => Ok((deed.clone(), sealed.clone())),
            Self::WithKeys { deed, child } => team.with_keys(deed.clone(), child, identity),
            Self::Owed { child } => {
                let deed = team.owed_deed(identity.keys.id()).ok_or(Refusal::NotAllowed)?;
                team.with_keys(deed, child, identity)
            }
        }
    }
}

impl Team {
    /// Whether a device was in this team and is not any more.
    pub(super) fn is_gone(&self, device: DeviceId) -> bool {
        self.chain.roster.devices().get(&device).is_some_and(|device| device.gone.is_some())
    }

    /// What makes keys that are owed and that a device can make.
    fn owed_deed(&self, device: DeviceId) -> Option<Deed> {
        let roster = &self.chain.roster;
        let (id, member) = roster.member_of(device)?;
        let scopes = member.reads_whole().common(roster.owed());
        let is_held = |era| self.newest_key(Scope::Private, era).is_some();
        if !scopes.is_empty() {
            Some(Deed::Rotate { scopes, keys: Keys::default() })
        } else if roster.owes_private(id) && roster.private_era(id).is_none_or(is_held) {
            Some(Deed::Private { keys: Keys::default() })
        } else {
            None
        }
    }

    /// Begins this person's private notes here, before the relay knows the team; returns what to store.
    pub(super) fn begin_private(&mut self, now: Now, identity: &mut Identity) -> Option<Vec<Write>> {
        let head = self.chain.roster.head();
        let deed = Deed::Private { keys: Keys::default() };
        let (deed, _) = self.with_keys(deed, "", identity).ok()?;
        let operation = sign(identity, self.id(), head, now, deed)?;
        let row = rows::roster_row(self.id(), head.length, operation.bytes());
        self.chain.extend(operation).ok()?;
        let mut writes = self.take_handed(&identity.keys, head.length);
        writes.push(row);
        Some(writes)
    }

    /// A deed with the keys that are due with it.
    pub(super) fn with_keys(
        &self,
        mut deed: Deed,
        child: &str,
        identity: &mut Identity,
    ) -> Result<(Deed, Vec<u8>), Refusal> {
        let (id, roster) = (self.id(), &self.chain.roster);
        let due = roster.keys_due(identity.keys.id(), &deed)?;
        let random = &mut identity.random;
        let (mut handings, mut made) = (Vec::new(), Vec::new());
        for DueHanding { scope, what, eras, to } in &due.handings {
            let keys = self.keys_to_hand(*scope, *what, eras, random).ok_or(Refusal::WrongKeys)?;
            made.extend(keys.iter().cloned());
            let handing = Handing::seal(&id, *scope, keys, to, random);
            handings.push(handing.map_err(|_| Refusal::WrongKeys)?);
        }
        let (mut named, mut sealed) = (Vec::new(), Vec::new());
        for invite_id in &due.invites {
            let invite = roster.invites().get(invite_id).ok_or(Refusal::NoSuchInvite)?;
            let keys = self.keys.iter().chain(&made).filter(|key| invite.brings(key.scope)).cloned();
            let handed = Handed { keys: keys.collect(), child: child.to_owned() };
            let keys = SealedKeys::seal(&handed, &id, &invite.keys, random);
            let keys = keys.map_err(|_| Refusal::WrongKeys)?;
            named.push(InviteKeys { invite: *invite_id, sealed: hash(&[&keys.0]) });
            sealed.push((*invite_id, keys));
        }
        deed.set_keys(Keys { handings: Handings(handings), invites: named });
        Ok((deed, beside(sealed)))
    }

    /// The keys of a scope that an operation brings; none if this device does not have what they follow from.
    fn keys_to_hand(
        &self,
        scope: Scope,
        what: What,
        eras: &[u32],
        random: &mut Random,
    ) -> Option<Vec<ScopeKey>> {
        let newest = |era: &u32| self.newest_key(scope, *era);
        match what {
            What::All => {
                eras.iter().map(newest).collect::<Option<Vec<_>>>()?;
                let is_of_them = |key: &&ScopeKey| key.scope == scope && eras.contains(&key.era);
                Some(self.keys.iter().filter(is_of_them).cloned().collect())
            }
            What::Next => eras.iter().map(|era| Some(newest(era)?.rotated(random))).collect(),
            What::NewEra => Some(eras.iter().map(|era| ScopeKey::generate(scope, *era, random)).collect()),
        }
    }

    /// The key of an era's newest epoch by the roster, if this device has it.
    pub(super) fn newest_key(&self, scope: Scope, era: u32) -> Option<&ScopeKey> {
        let epoch = self.chain.roster.epochs(scope).nth(usize::try_from(era).ok()?)?;
        self.keys.get(scope, era, epoch)
    }

    /// Takes the keys that operations from this place on hand to this device.
    pub(super) fn take_handed(&mut self, me: &DeviceKeys, from: u32) -> Vec<Write> {
        let operations = (from..).map_while(|sequence| self.chain.operation(sequence));
        let keys: Vec<ScopeKey> = operations.flat_map(|operation| operation.handed_to(me)).collect();
        self.take(keys)
    }

    /// Takes keys. Only those that there are by the roster count: a key of an epoch to come would hide what is sealed
    /// in it.
    pub(super) fn take(&mut self, keys: Vec<ScopeKey>) -> Vec<Write> {
        let id = self.id();
        let mut writes = Vec::new();
        for key in keys {
            let newest =
                usize::try_from(key.era).ok().and_then(|era| self.chain.roster.epochs(key.scope).nth(era));
            let is_new = self.keys.get(key.scope, key.era, key.epoch).is_none();
            if is_new && newest.is_some_and(|newest| key.epoch <= newest) {
                writes.push(rows::key_row(id, &key));
                self.keys.add(key);
            }
        }
        writes
    }
}
