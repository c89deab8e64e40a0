//! Making invites, and joining with one. Roster operations need the relay; records never do.
//!
//! Nothing can be lost to a crash on the way: an invite's secret is durable before the relay hears of the invite,
//! and a joining device keeps the chain, the keys and the invite before the relay hears of the join.

use super::gathering::{Gathered, Gathering};
use super::governing::Wish;
use super::rows::{self, Joining, MadeInvite, Marks};
use super::sheet;
use super::team::{Chain, Talk, Team};
use super::{After, Changed, CommandError, Device, Effect, Identity, Phase};
use crate::record::{Role, Scope, ScopeSet};
use crate::seal::{DeviceKeys, Hash, KeyRing, Purpose, ScopeKey, hash, seal_card};
use crate::team::{
    self, Deed, Handed, InviteCode, InviteLink, InviteState, NotACode, Operation, SealedKeys, SheetCode,
    join_statement,
};
use crate::wire::{FromDevice, Goodbye, Link, Place, Refused, knock_statement};
use crate::{DeviceId, MemberId, Now, TeamId};

/// How often an operation that lost a race is tried again.
const TRIES: u8 = 8;

/// How far accepting an invite is.
#[derive(Debug, Default)]
pub enum InviteProgress {
    /// No invite is open.
    #[default]
    None,
    /// Asking the relay, now or when there is a connection.
    Looking(Box<Looking>),
    /// What the link offers.
    Offered(Box<Offer>),
    /// Joining this team.
    Joining(Box<Offer>),
    /// In.
    Joined(TeamId),
    /// The code is of a team that this device is in.
    AlreadyIn,
    /// The relay says why not.
    Refused(Refused),
}

/// A link that is being looked at.
#[derive(Debug)]
pub struct Looking {
    /// None until the relay has said which one a code is of.
    pub(super) team: Option<TeamId>,
    /// The invite's, or the recovery sheet's.
    pub(super) keys: DeviceKeys,
    chain: Gathering,
}

/// What a link offers.
#[derive(Debug)]
pub struct Offer {
    /// The team.
    pub team: TeamId,
    /// The child's name.
    pub child: String,
    /// Who invites, by the name on their card.
    pub from: Option<String>,
    /// Whom the link lets in.
    pub whom: Newcomer,
    /// The role.
    pub role: Role,
    /// What would be readable.
    pub reads: ScopeSet,
    /// What would be writable.
    pub writes: ScopeSet,
    pub(super) keys: DeviceKeys,
    pub(super) joining: Option<Box<Team>>,
}

/// Whom a link lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newcomer {
    /// Somebody new.
    Member,
    /// Another device of whoever made the link.
    OwnDevice,
    /// A device of whoever the recovery sheet is of.
    SheetsOwner,
}

/// A roster operation of this device that the relay has not accepted yet.
#[derive(Debug)]
pub(super) struct Making {
    wish: Wish,
    sent: Option<Hash>,
    /// The greeting and the head it was sent on.
    sent_on: Option<([u8; 32], u32)>,
    tries: u8,
}

impl Making {
    pub(super) fn new(wish: Wish) -> Self {
        Self { wish, sent: None, sent_on: None, tries: 0 }
    }
}

impl Looking {
    pub(super) fn with(team: Option<TeamId>, keys: DeviceKeys) -> Self {
        Self { team, keys, chain: Gathering::default() }
    }
}

impl InviteProgress {
    pub(super) fn wants_relay(&self) -> bool {
        matches!(self, Self::Looking(_) | Self::Joining(_))
    }

    pub(super) fn disconnected(&mut self) {
        if let Self::Looking(looking) = self {
            looking.chain = Gathering::default();
        }
    }
}

impl Device {
    /// Lists an invite; the link can be shown once `Changed::Team` says that it is in the roster. Whoever uses it reads
    /// what their role reads and `also` these scopes, and writes there if their role writes at all.
    pub fn invite(
        &mut self,
        team_id: TeamId,
        role: Role,
        also: ScopeSet,
        expires_ms: i64,
        child: &str,
    ) -> Result<DeviceId, CommandError> {
        let me = self.check_roster_command(team_id)?;
        let team = self.team(team_id).ok_or(CommandError::NoSuchTeam)?;
        if !team.chain.roster.may_invite(me).contains(&role) {
            return Err(CommandError::NotAllowed);
        }
        let writes = if role.writes().is_empty() { ScopeSet::NONE } else { role.writes().and(also) };
        self.list_invite(team_id, (role, role.reads().and(also), writes), None, expires_ms, child)
    }

    /// Lists an invite for another device of this person, who reads and writes there what they do here.
    pub fn link_device(
        &mut self,
        team_id: TeamId,
        expires_ms: i64,
        child: &str,
    ) -> Result<DeviceId, CommandError> {
        let me = self.check_roster_command(team_id)?;
        let team = self.team(team_id).ok_or(CommandError::NoSuchTeam)?;
        let me = team.chain.roster.members().get(&me).ok_or(CommandError::NotAllowed)?;
        let rights = (me.role, me.reads, me.writes);
        // Whoever reads only what is new has no keys of what was before, and an invite brings all.
        if me.reads_whole() != me.reads {
            return Err(CommandError::NotAllowed);
        }
        self.list_invite(team_id, rights, Some(true), expires_ms, child)
    }

    fn list_invite(
        &mut self,
        team_id: TeamId,
        (role, reads, writes): (Role, ScopeSet, ScopeSet),
        own: Option<bool>,
        expires_ms: i64,
        child: &str,
    ) -> Result<DeviceId, CommandError> {
        let Phase::Ready(identity) = &mut self.phase else { return Err(CommandError::NotReady) };
        let team = self.teams.get_mut(&team_id).ok_or(CommandError::NoSuchTeam)?;
        // Whoever has the code comes to the same keys. Without the memory for that there is a link, and no code.
        let code = InviteCode::draw(&mut identity.random);
        let (invite, code) = match code.keys() {
            Some(keys) => (keys, Some(code)),
            None => (DeviceKeys::generate(&mut identity.random), None),
        };
        let brings =
            |key: &&ScopeKey| reads.has(key.scope) || own == Some(true) && key.scope == Scope::Private;
        let keys = team.keys.iter().filter(brings).cloned().collect();
        let handed = Handed { keys, child: child.to_owned() };
        let SealedKeys(sealed) = SealedKeys::seal(&handed, &team_id, invite.public(), &mut identity.random)
            .map_err(|_| CommandError::Refused)?;
        let sealed_hash = hash(&[&sealed]);
        let invite_keys = *invite.public();
        let deed =
            Deed::Invite { invite: invite_keys, role, reads, writes, expires_ms, sealed: sealed_hash, own };
        let made = MadeInvite { secret: *invite.secret(), code };
        self.saver.write([rows::invite_row(team_id, invite.id(), &made)]);
        team.invites.insert(invite.id(), made);
        self.saver.then(After::PushMaking(team_id));
        team.making.push_back(Making::new(Wish::Plain { deed, sealed }));
        Ok(invite.id())
    }

    /// Withdraws an invite that was not used.
    pub fn cancel_invite(
        &mut self,
        now: Now,
        team_id: TeamId,
        invite: DeviceId,
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        self.check_roster_command(team_id)?;
        let team = self.teams.get_mut(&team_id).ok_or(CommandError::NoSuchTeam)?;
        let deed = Deed::CancelInvite { invite };
        team.making.push_back(Making::new(Wish::Plain { deed, sealed: Vec::new() }));
        self.push_making(now, team_id, effects);
        Ok(())
    }

    /// Whether a roster operation of this device is on its way.
    pub fn is_inviting(&self, team: TeamId) -> bool {
        self.teams.get(&team).is_some_and(|team| !team.making.is_empty())
    }

    /// Looks at what a link or a short code offers; see [`Device::progress`].
    pub fn open_invite(
        &mut self,
        now: Now,
        link: &str,
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        if let Ok(link) = InviteLink::parse(link) {
            return self.look(now, Looking::with(Some(link.team), link.keys), effects);
        }
        let code = InviteCode::parse(link).map_err(|why| match why {
            NotACode::Other => CommandError::NotALink,
            NotACode::Mistyped => CommandError::MistypedCode,
        })?;
        let keys = code.keys().ok_or(CommandError::Refused)?;
        self.look(now, Looking::with(None, keys), effects)
    }

    /// Looks at what an invite or a sheet leads to.
    pub(super) fn look(
        &mut self,
        now: Now,
        looking: Looking,
        effects: &mut Vec<Effect>,
    ) -> Result<(), CommandError> {
        if looking.team.is_some_and(|team| self.team(team).is_some()) {
            return Err(CommandError::AlreadyIn);
        }
        // A join that a crash cut off goes on by itself.
        if looking.team.is_none_or(|team| !self.teams.contains_key(&team)) {
            self.progress = InviteProgress::Looking(Box::new(looking));
        }
        if self.connection.is_open() {
            self.greet_invites(now, effects);
        } else {
            self.nudge(now, effects);
        }
        effects.push(Effect::Changed(Changed::Connection));
        Ok(())
    }

    /// Accepts what was offered.
    pub fn join(&mut self, me: &str) -> Result<(), CommandError> {
        let InviteProgress::Offered(mut offer) = core::mem::take(&mut self.progress) else {
            return Err(CommandError::NoSuchTeam);
        };
        let Some(mut team) = offer.joining.take() else { return Err(CommandError::NoSuchTeam) };
        let Phase::Ready(identity) = &mut self.phase else { return Err(CommandError::NotReady) };
        let is_sheet = offer.keys.id() == team.chain.roster.sheet().keys.id();
        let next_sheet = is_sheet.then(|| SheetCode::draw(&mut identity.random));
        let joining = Joining {
            secret: *offer.keys.secret(),
            me: me.to_owned(),
            next_sheet: next_sheet.map(Into::into),
        };
        let id = offer.team;
        self.saver.write(team.chain.rows(id));
        self.saver.write(team.keys.iter().map(|key| rows::key_row(id, key)));
        self.saver.write([rows::marks_row(id, team.marks), rows::joining_row(id, &joining)]);
        self.saver.then(After::PushJoin(id));
        team.joining = Some(joining);
        self.teams.insert(id, *team);
        self.progress = InviteProgress::Joining(offer);
        Ok(())
    }

    /// Puts an opened invite away; one that is being joined goes on.
    pub fn dismiss_invite(&mut self) {
        if !matches!(self.progress, InviteProgress::Joining(_)) {
            self.progress = InviteProgress::None;
        }
    }

    /// A team was founded here or joined: reach for its relay.
    pub(super) fn team_kept(&mut self, now: Now, team: TeamId, effects: &mut Vec<Effect>) {
        effects.push(Effect::Changed(Changed::All));
        let silent = self.teams.get(&team).is_some_and(|team| team.talk == Talk::Silent);
        if self.connection.is_open() && silent {
            self.open_team(now, team, effects);
        } else {
            self.dial(now, effects);
        }
    }

    /// After `Welcome`: ask about the invite at hand. Teams half joined were opened like any other.
    pub(super) fn greet_invites(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if let InviteProgress::Looking(looking) = &self.progress {
            let (team, keys) = (looking.team, DeviceKeys::from_secret(*looking.keys.secret()));
            match team {
                Some(team) => self.knock(now, team, &keys, effects),
                None => self.say(now, &FromDevice::Find { invite: keys.id() }, effects),
            }
        }
    }

    /// The relay says which team the invite of a code is of.
    pub(super) fn invites_team(
        &mut self,
        now: Now,
        invite: DeviceId,
        found: Result<TeamId, Refused>,
        effects: &mut Vec<Effect>,
    ) {
        let InviteProgress::Looking(looking) = &self.progress else { return };
        if looking.team.is_some() || looking.keys.id() != invite {
            return;
        }
        match found {
            // The next connection asks again.
            Err(Refused::TryLater) => return self.hang_up(now, effects),
            Err(why) => self.progress = InviteProgress::Refused(why),
            Ok(team) if self.team(team).is_some() => self.progress = InviteProgress::AlreadyIn,
            // A join that a crash cut off goes on by itself.
            Ok(team) if self.teams.contains_key(&team) => self.progress = InviteProgress::None,
            Ok(team) => {
                if let InviteProgress::Looking(looking) = &mut self.progress {
                    looking.team = Some(team);
                }
                self.greet_invites(now, effects);
            }
        }
        effects.push(Effect::Changed(Changed::Connection));
    }

    /// A relay of before there were codes ends the conversation when it is asked about one.
    pub(super) fn code_not_understood(&mut self, why: Goodbye) {
        if let InviteProgress::Looking(looking) = &self.progress
            && looking.team.is_none()
            && why == Goodbye::BadFrame
        {
            self.progress = InviteProgress::Refused(Refused::NotHere);
        }
    }

    /// A roster that answers a knock of a device that is not in the team. Returns whether it was one.
    pub(super) fn roster_for_invite(
        &mut self,
        team: TeamId,
        from: u32,
        links: &[Link],
        head: Place,
        effects: &mut Vec<Effect>,
    ) -> bool {
        let InviteProgress::Looking(looking) = &mut self.progress else { return false };
        if looking.team != Some(team) || self.teams.contains_key(&team) {
            return false;
        }
        let gathered = looking.chain.take(from, links, head);
        if gathered != Gathered::InPart
            && let InviteProgress::Looking(looking) = core::mem::take(&mut self.progress)
        {
            self.progress = match gathered {
                Gathered::TooMuch => InviteProgress::Refused(Refused::Malformed),
                Gathered::InPart | Gathered::Whole => offer(*looking),
            };
            effects.push(Effect::Changed(Changed::Connection));
        }
        true
    }

    /// A knock or a join that the relay refuses. Returns whether it was one.
    pub(super) fn invite_refused(
        &mut self,
        now: Now,
        team: TeamId,
        why: Refused,
        effects: &mut Vec<Effect>,
    ) -> bool {
        if let InviteProgress::Looking(looking) = &self.progress
            && looking.team == Some(team)
        {
            self.progress = InviteProgress::Refused(why);
            effects.push(Effect::Changed(Changed::Connection));
            return true;
        }
        let Some(held) = self.teams.get_mut(&team) else { return false };
        if let Some(joining) = &held.joining {
            let keys = DeviceKeys::from_secret(joining.secret);
            match (core::mem::replace(&mut held.talk, Talk::Silent), why) {
                // Not in yet, or somebody else changed the team first: look again, then join on the new head.
                (Talk::Opening, Refused::NotHere) | (_, Refused::NotNext) => {
                    self.knock(now, team, &keys, effects)
                }
                (_, Refused::TryLater) => self.hang_up(now, effects),
                (_, why) => self.give_up_joining(team, why, effects),
            }
            return true;
        }
        if held.making.front().is_none_or(|making| making.sent.is_none()) {
            return false;
        }
        self.is_held_back |= why == Refused::Restored;
        // Whoever lost a race signs again on the new head, which comes by itself.
        if why != Refused::NotNext
            && let Some(making) = held.making.pop_front()
        {
            if let Wish::Plain { deed: Deed::Invite { invite, .. }, .. } = making.wish {
                held.invites.remove(&invite.id());
                self.saver.write([rows::forget_invite_row(team, invite.id())]);
            }
            effects.push(Effect::Changed(Changed::Team { team }));
        }
        true
    }

    /// The chain of a team is what the relay has: push what waits, or finish joining.
    pub(super) fn invites_changed(&mut self, now: Now, team_id: TeamId, effects: &mut Vec<Effect>) {
        let Some(me) = self.id() else { return };
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        if team.joining.is_some() {
            if team.chain.roster.devices().contains_key(&me) {
                let joining = team.joining.take();
                if let Some(next) = joining.and_then(|joining| joining.next_sheet) {
                    let sheet = SheetCode::keys_of(&next).id();
                    team.sheets.insert(sheet, *next);
                    self.saver.write([rows::sheet_row(team_id, sheet, &next)]);
                }
                self.saver.write([rows::forget_joining_row(team_id)]);
                self.saver.then(After::TeamKept(team_id));
                self.progress = InviteProgress::Joined(team_id);
            } else {
                self.push_join(now, team_id, effects);
            }
            return;
        }
        let chain = &team.chain;
        let done = |making: &Making| making.sent.is_some_and(|sent| chain.contains(&sent));
        let before = team.making.len();
        team.making.retain(|making| !done(making));
        if team.making.len() < before {
            effects.push(Effect::Changed(Changed::Team { team: team_id }));
        }
        self.push_making(now, team_id, effects);
    }

    /// Signs the oldest waiting operation on the present head and offers it.
    pub(super) fn push_making(&mut self, now: Now, team_id: TeamId, effects: &mut Vec<Effect>) {
        let Some(nonce) = self.connection.nonce() else { return };
        let Phase::Ready(identity) = &mut self.phase else { return };
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let head = team.chain.roster.head();
        let Some(making) = team.making.front() else { return };
        let place = Some((nonce, head.length));
        if making.tries >= TRIES
            || making.sent_on == place
            || !matches!(team.talk, Talk::Receiving | Talk::CaughtUp)
        {
            return;
        }
        let made = making.wish.deed(team, identity).ok();
        let operation = made.and_then(|(deed, sealed)| {
            let operation = sign(identity, team_id, head, now, deed)?;
            Some(Link { operation: operation.bytes().to_vec(), sealed, receipt: None })
        });
        let Some(link) = operation else {
            // Somebody else has done it, or this member may not any more.
            team.making.pop_front();
            return effects.push(Effect::Changed(Changed::Team { team: team_id }));
        };
        if let Some(making) = team.making.front_mut() {
            making.sent = Some(hash(&[&link.operation]));
            making.sent_on = place;
            making.tries += 1;
        }
        let frame = FromDevice::PushRoster { team: team_id, from: head.length, links: vec![link] };
        self.say(now, &frame, effects);
    }

    /// The team's keys may have changed since the invite or the sheet was looked at.
    pub(super) fn keys_for_joining(&mut self, team_id: TeamId, before: u32, links: &[Link]) {
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let Some(joining) = &team.joining else { return };
        let keys = DeviceKeys::from_secret(joining.secret);
        let sealed = links.iter().filter(|link| !link.sealed.is_empty());
        let handed = sealed.filter_map(|link| SealedKeys(link.sealed.clone()).open(&team_id, &keys).ok());
        let new: Vec<ScopeKey> = handed.flat_map(|handed| handed.keys).collect();
        let mut writes = team.take(new);
        writes.extend(team.take_handed(&keys, before));
        self.saver.write(writes);
    }

    /// Offers this device's join on the present head.
    pub(super) fn push_join(&mut self, now: Now, team_id: TeamId, effects: &mut Vec<Effect>) {
        let open = self.connection.is_open();
        let Phase::Ready(identity) = &mut self.phase else { return };
        let Some(team) = self.teams.get_mut(&team_id).filter(|_| open) else { return };
        let Some(joining) = &team.joining else { return };
        if !team.has_newest_keys(joining) {
            // Whoever wrote without them would not be heard.
            return self.give_up_joining(team_id, Refused::NotHere, effects);
        }
        let operation = match &joining.next_sheet {
            Some(next) => sheet::recover(team, identity, joining.secret, next)
                .and_then(|deed| sign(identity, team_id, team.chain.roster.head(), now, deed)),
            None => {
                let invite = DeviceKeys::from_secret(joining.secret);
                join_operation(identity, &team.chain, &team.keys, &invite, &joining.me, now)
            }
        };
        let Some(operation) = operation else { return };
        let link = Link { operation: operation.bytes().to_vec(), sealed: Vec::new(), receipt: None };
        let from = team.chain.length();
        self.say(now, &FromDevice::PushRoster { team: team_id, from, links: vec![link] }, effects);
    }

    fn knock(&mut self, now: Now, team: TeamId, invite: &DeviceKeys, effects: &mut Vec<Effect>) {
        let (Some(nonce), Some(me)) = (self.connection.nonce(), self.id()) else { return };
        let proof = invite.sign(Purpose::Knock, &[&knock_statement(&nonce, &team, &me)]);
        self.say(now, &FromDevice::Knock { team, invite: invite.id(), proof }, effects);
    }

    fn give_up_joining(&mut self, team: TeamId, why: Refused, effects: &mut Vec<Effect>) {
        let held = self.teams.remove(&team);
        self.saver.write(held.iter().flat_map(rows::forget_team));
        self.saver.write([rows::forget_joining_row(team)]);
        self.progress = InviteProgress::Refused(why);
        effects.push(Effect::Changed(Changed::All));
    }

    pub(super) fn check_roster_command(&self, team: TeamId) -> Result<MemberId, CommandError> {
        let me = self.id().ok_or(CommandError::NotReady)?;
        let team = self.team(team).ok_or(CommandError::NoSuchTeam)?;
        let (member, _) = team.roster().member_of(me).ok_or(CommandError::NotAllowed)?;
        if team.marks.sample || !matches!(team.talk, Talk::Receiving | Talk::CaughtUp) {
            return Err(CommandError::NeedsConnection);
        }
        Ok(member)
    }
}

impl Team {
    /// Whether everything that an invite or the sheet lets read can be read as of now.
    fn has_newest_keys(&self, joining: &Joining) -> bool {
        let roster = &self.chain.roster;
        let id = DeviceKeys::from_secret(joining.secret).id();
        let (reads, whose) = match roster.invites().get(&id) {
            Some(invite) => (invite.reads, invite.own.then_some(invite.by)),
            None => {
                let owner = roster.sheet().of;
                let reads = roster.members().get(&owner).map_or(ScopeSet::NONE, |owner| owner.reads);
                (reads, Some(owner))
            }
        };
        let private = whose.and_then(|member| roster.private_era(member));
        let is_held = |scope, era| self.newest_key(scope, era).is_some();
        private.is_none_or(|era| is_held(Scope::Private, era))
            && reads.iter().all(|scope| (0..).zip(roster.epochs(scope)).all(|(era, _)| is_held(scope, era)))
    }
}

/// This device's join with an invite, on the chain's present head.
pub(super) fn join_operation(
    identity: &mut Identity,
    chain: &Chain,
    keys: &KeyRing,
    invite: &DeviceKeys,
    me: &str,
    now: Now,
) -> Option<Operation> {
    let (team, device) = (chain.roster.team(), *identity.keys.public());
    let plan = keys.newest_of(Scope::Plan, 0)?;
    let card = seal_card(plan, &device.id(), me, &mut identity.random);
    let proof = invite.sign(Purpose::Join, &[&join_statement(&team, &invite.id(), &device)]);
    let deed = Deed::Join { invite: invite.id(), device, proof, card };
    sign(identity, team, chain.roster.head(), now, deed)
}

pub(super) fn sign(
    identity: &Identity,
    team: TeamId,
    head: team::Head,
    now: Now,
    deed: Deed,
) -> Option<Operation> {
    let author = identity.keys.id();
    let draft = team::Draft {
        team: Some(team),
        sequence: head.length,
        previous: head.hash,
        author,
        at_ms: now.unix_ms,
        deed,
    };
    Operation::sign(draft, &identity.keys).ok()
}

/// What a whole roster and the keys beside it offer to whoever holds the link.
fn offer(looking: Looking) -> InviteProgress {
    let Some(chain) = Chain::read(looking.chain.operations()) else {
        return InviteProgress::Refused(Refused::Malformed);
    };
    let Some(id) = looking.team else { return InviteProgress::Refused(Refused::NotHere) };
    if chain.roster.team() == id && chain.roster.sheet().keys.id() == looking.keys.id() {
        return sheet::offer(looking, chain);
    }
    let Looking { keys: invite_keys, chain: gathered, .. } = looking;
    let Some(invite) = chain.roster.invites().get(&invite_keys.id()).filter(|_| chain.roster.team() == id)
    else {
        return InviteProgress::Refused(Refused::NotHere);
    };
    match invite.state {
        InviteState::Open => {}
        InviteState::Used => return InviteProgress::Refused(Refused::Used),
        InviteState::Cancelled => return InviteProgress::Refused(Refused::Cancelled),
    }
    let sealed = gathered
        .links()
        .iter()
        .find(|link| hash(&[&link.sealed]) == invite.sealed)
        .map(|link| link.sealed.clone());
    let handed = sealed.and_then(|sealed| SealedKeys(sealed).open(&id, &invite_keys).ok());
    let Some(Handed { keys, child }) = handed else { return InviteProgress::Refused(Refused::Malformed) };
    let (role, reads, writes, by) = (invite.role, invite.reads, invite.writes, invite.by);
    let whom = if invite.own { Newcomer::OwnDevice } else { Newcomer::Member };
    let keys: Vec<ScopeKey> = keys.into_iter().filter(|key| invite.brings(key.scope)).collect();
    let mut team = Team::new(chain, Marks::default());
    keys.into_iter().for_each(|key| team.keys.add(key));
    let from = team.card_name(by);
    InviteProgress::Offered(Box::new(Offer {
        team: id,
        child,
        from,
        whom,
        role,
        reads,
        writes,
        keys: invite_keys,
        joining: Some(Box::new(team)),
    }))
}

#[cfg(test)]
#[path = "inviting_tests.rs"]
pub(super) mod tests;
