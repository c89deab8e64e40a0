//! What arrives: roster operations and envelopes, checked, stored, then applied.
//!
//! Whether an envelope counts depends only on its bytes and the roster. One whose author or key is not known yet is
//! set aside and tried again when the roster grows; one that does not count is set aside for good and reported.

use super::applying::Arrival;
use super::rows::{self, PageId, Reason};
use super::team::{Talk, Team};
use super::{After, Changed, Device, Effect, Loading};
use crate::record::Scope;
use crate::seal::{Envelope, EnvelopeError, Header, hash16, running_hash};
use crate::storage::{StoredRow, Table, Write};
use crate::wire::{Link, Place, Refused};
use crate::{EnvelopeId, Now, TeamId};

/// How many bytes of a team's envelopes that cannot be used are kept.
pub(super) const ASIDE_LIMIT: usize = 16 << 20;
/// How many ids are noted while a log is read anew.
const REFILLING_LIMIT: usize = 200_000;

/// What became of a received envelope.
enum Verdict {
    Counts(Box<Envelope>, Arrival),
    Aside(EnvelopeId, Reason, Vec<u8>),
    Known(Header),
}

impl Device {
    pub(super) fn roster_arrived(
        &mut self,
        now: Now,
        team_id: TeamId,
        from: u32,
        links: Vec<Link>,
        head: Place,
        effects: &mut Vec<Effect>,
    ) {
        if self.roster_for_invite(team_id, from, &links, head, effects)
            || self.roster_to_follow(now, team_id, from, &links, head, effects)
        {
            return;
        }
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let operations = links.iter().map(|link| link.operation.clone());
        let before = team.chain.length();
        let Ok((chain, writes)) = team.chain.gone_on(from, operations) else {
            // Half a roster would be worse than none: nothing more of this team, or not until the app is updated.
            team.talk = Talk::Split;
            return effects.push(Effect::Changed(Changed::Connection));
        };
        if !writes.is_empty() {
            team.chain = chain;
            self.saver.write(writes);
            self.chain_grew(team_id, before, effects);
        }
        self.keep_receipts(team_id, from, &links);
        self.keys_for_joining(team_id, before, &links);
        self.after_roster(now, team_id, head, effects);
    }

    fn after_roster(&mut self, now: Now, team_id: TeamId, head: Place, effects: &mut Vec<Effect>) {
        let follows = self.follows(team_id, head);
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        if head.length > team.chain.length() {
            // More is on its way where the team is open; whoever has just joined asks for it.
            if team.talk == Talk::Silent {
                self.open_team(now, team_id, effects);
            }
            return;
        }
        if !follows {
            team.talk = Talk::Split;
            return effects.push(Effect::Changed(Changed::Connection));
        }
        let (ours, offering) = (team.chain.length(), team.talk == Talk::Offering);
        match &team.talk {
            Talk::Opening => team.talk = Talk::Receiving,
            Talk::Offering if head.length == ours => team.talk = Talk::Silent,
            Talk::Silent
            | Talk::Offering
            | Talk::Receiving
            | Talk::CaughtUp
            | Talk::NotHere
            | Talk::Split => {}
        }
        if head.length < ours && !offering {
            self.offer_roster(now, team_id, head.length, effects);
        }
        if offering && head.length == ours {
            self.open_team(now, team_id, effects);
        }
        self.offer_refused_again(team_id);
        self.invites_changed(now, team_id, effects);
        self.send_outbox(now, team_id, effects);
    }

    /// What the relay refused while it knew less of the roster may be sent anew.
    fn offer_refused_again(&mut self, team_id: TeamId) {
        if let Some(team) = self.teams.get_mut(&team_id) {
            for id in core::mem::take(&mut team.refused) {
                team.sent.remove(&id);
            }
        }
    }

    pub(super) fn roster_refused(
        &mut self,
        now: Now,
        team_id: TeamId,
        why: Refused,
        effects: &mut Vec<Effect>,
    ) {
        if self.invite_refused(now, team_id, why, effects) || self.cannot_follow(team_id, why, effects) {
            return;
        }
        self.held_back(now, why);
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        match (&team.talk, why) {
            // The relay could not look, or not store: the next connection asks again.
            (Talk::Opening | Talk::Offering | Talk::Receiving | Talk::CaughtUp, Refused::TryLater) => {
                return self.hang_up(now, effects);
            }
            // The relay does not know the team, or not this device in it: it gets the whole chain, once.
            (Talk::Opening, Refused::NotHere) => {
                team.talk = Talk::Offering;
                self.offer_roster(now, team_id, 0, effects);
            }
            (Talk::Offering, Refused::NotNext) => team.talk = Talk::Split,
            (Talk::Offering, _) => {
                // It may be that it was restored and does not say so to whoever it does not know.
                team.talk = Talk::NotHere;
                team.disallowed = Some(why).filter(|why| *why == Refused::NeedsToken);
                self.connection.ask_again(now);
            }
            (
                Talk::Silent | Talk::Opening | Talk::Receiving | Talk::CaughtUp | Talk::NotHere | Talk::Split,
                _,
            ) => {}
        }
        effects.push(Effect::Changed(Changed::Connection));
    }

    pub(super) fn envelopes_arrived(
        &mut self,
        now: Now,
        (team_id, scope, era): (TeamId, Scope, u32),
        from: u64,
        envelopes: Vec<Vec<u8>>,
        effects: &mut Vec<Effect>,
    ) {
        // Of another history of the team nothing is read, so that nothing of it is taken for a place in ours.
        let Some(team) = self.teams.get_mut(&team_id).filter(|team| team.talk != Talk::Split) else { return };
        let mut place = team.logs.get(&(scope, era)).copied().unwrap_or_default();
        if from != place.sequence + 1 {
            // The relay sends a log in its order, from where it was asked: anything else is a conversation gone wrong.
            return self.hang_up(now, effects);
        }
        let envelopes = named(envelopes);
        // What may count later must be kept, and there is no room for more of it: better not to read on.
        if team.aside_bytes > ASIDE_LIMIT && envelopes.iter().any(|(_, bytes)| team.may_count_later(bytes)) {
            return self.give_up(now, effects);
        }
        for (id, _) in &envelopes {
            place.sequence += 1;
            place.running = running_hash(&place.running, id);
            // What is not noted is offered once more than needed.
            let had = team.refilling.get_mut(&(scope, era)).filter(|had| had.len() < REFILLING_LIMIT);
            if let Some(had) = had {
                had.insert(*id);
            }
        }
        let place = team.read_up_to(scope, era, place);
        self.saver.write(place);
        self.take_in(now, team_id, Some((scope, era)), envelopes);
    }

    /// Envelopes from a file or another device: the same input as a frame, in any order, any number of times.
    pub fn hand_over(&mut self, now: Now, team_id: TeamId, envelopes: Vec<Vec<u8>>) {
        self.take_in(now, team_id, None, named(envelopes));
    }

    /// Judges envelopes, of one log if they came as such, and stores them; once durable they go onto their pages.
    /// Returns those that count and were not on a page yet.
    pub(super) fn take_in(
        &mut self,
        now: Now,
        team_id: TeamId,
        log: Option<(Scope, u32)>,
        envelopes: Vec<(EnvelopeId, Vec<u8>)>,
    ) -> Vec<(EnvelopeId, Envelope)> {
        let (arrival, me) = (self.next_arrival(now), self.id());
        let Some(team) = self.teams.get_mut(&team_id) else { return Vec::new() };
        let (mut writes, mut arrivals, mut taken) = (Vec::new(), Vec::new(), Vec::new());
        for (id, bytes) in envelopes {
            match team.judge(id, bytes, log) {
                Verdict::Counts(envelope, opened) => {
                    writes.extend(team.note_counter(me, envelope.header()));
                    writes.push(rows::envelope_row(&envelope, arrival));
                    writes.extend(team.note_page(now, opened.page, &envelope));
                    writes.push(team.mark(&opened));
                    arrivals.push(opened);
                    taken.push((id, *envelope));
                }
                Verdict::Aside(id, reason, bytes) => {
                    // It came, even if it cannot be used.
                    writes.extend(team.signed(&bytes).and_then(|header| team.note_counter(me, &header)));
                    // What will never count is not worth more room than this.
                    if team.aside_bytes <= ASIDE_LIMIT || reason.may_pass() {
                        team.aside_bytes += bytes.len();
                        writes.push(rows::aside_row(team_id, id, reason, &bytes));
                    }
                    self.set_aside += 1;
                }
                Verdict::Known(header) => writes.extend(team.note_counter(me, &header)),
            }
        }
        self.saver.write(writes);
        if !arrivals.is_empty() {
            self.saver.then(After::Apply { team: team_id, arrivals });
        }
        taken
    }

    /// Reads what was set aside in a team, to try it again.
    pub(super) fn load_aside(&mut self, team: TeamId, effects: &mut Vec<Effect>) {
        self.load(Loading::Aside(team), vec![(Table::Aside, team.0.to_vec())], effects);
    }

    /// The roster grew, or the app is newer: what was set aside may count now.
    pub(super) fn retry_aside(&mut self, now: Now, team: TeamId, stored: &[StoredRow]) {
        let again = stored.iter().filter_map(rows::read_aside).filter(|(_, reason, _)| reason.may_pass());
        let (ids, again): (Vec<_>, Vec<_>) = again.map(|(id, _, bytes)| (id, bytes)).unzip();
        self.set_aside = self.set_aside.saturating_sub(ids.len());
        if let Some(team) = self.teams.get_mut(&team) {
            let bytes: usize = again.iter().map(Vec::len).sum();
            team.aside_bytes = team.aside_bytes.saturating_sub(bytes);
        }
        self.saver.write(ids.into_iter().map(|id| rows::forget_aside_row(team, id)));
        self.hand_over(now, team, again);
    }
}

/// Envelopes with their ids, which are known also of what is no envelope.
pub(super) fn named(envelopes: Vec<Vec<u8>>) -> Vec<(EnvelopeId, Vec<u8>)> {
    envelopes.into_iter().map(|bytes| (EnvelopeId(hash16(&bytes)), bytes)).collect()
}

impl Team {
    fn judge(&self, id: EnvelopeId, bytes: Vec<u8>, log: Option<(Scope, u32)>) -> Verdict {
        let envelope = match Envelope::parse(bytes.clone()) {
            Ok(envelope) => envelope,
            Err(EnvelopeError::Newer) => return Verdict::Aside(id, Reason::Newer, bytes),
            Err(_) => return Verdict::Aside(id, Reason::Refused, bytes),
        };
        let header = envelope.header();
        let is_elsewhere = log.is_some_and(|log| log != (header.scope, header.era));
        if header.team != self.id() || is_elsewhere {
            return Verdict::Aside(id, Reason::Refused, bytes);
        }
        if self.harmful.contains(&id) || self.pages.values().any(|held| held.envelopes.contains(&id)) {
            return Verdict::Known(header.clone());
        }
        let roster = &self.chain.roster;
        let has_key = self.keys.get(header.scope, header.era, header.epoch).is_some();
        let Some(author) = roster.devices().get(&header.author).filter(|_| has_key) else {
            return Verdict::Aside(id, Reason::Unknown, bytes);
        };
        if !roster.could_write(header.author, header.scope, header.era, header.epoch)
            || envelope.verify(&author.keys).is_err()
        {
            return Verdict::Aside(id, Reason::Refused, bytes);
        }
        match self.open(id, &envelope) {
            Ok(opened) => Verdict::Counts(Box::new(envelope), opened),
            Err(_) => Verdict::Aside(id, Reason::Refused, bytes),
        }
    }

    /// Whether an envelope is one that only has come too early.
    fn may_count_later(&self, bytes: &[u8]) -> bool {
        match Envelope::parse(bytes.to_vec()) {
            Err(why) => why == EnvelopeError::Newer,
            Ok(envelope) => {
                let header = envelope.header();
                let is_known = self.chain.roster.devices().contains_key(&header.author);
                let has_key = self.keys.get(header.scope, header.era, header.epoch).is_some();
                header.team == self.id() && !(is_known && has_key)
            }
        }
    }

    /// Notes that a page exists. One that is shown first is in memory from its first envelope on, older ones when
    /// they are asked for.
    fn note_page(&mut self, now: Now, page: PageId, envelope: &Envelope) -> Option<Write> {
        let tag = envelope.header().tag;
        let is_new = self.tags.insert(page, tag).is_none();
        if is_new && page.is_shown_first(now) {
            self.pages.entry(page).or_default();
        }
        // What its author sealed anew lets others be dropped, when the page is looked at again.
        let is_to_look_at = !envelope.header().replaces.is_empty() && self.compact.remove(&page);
        (is_new || is_to_look_at).then(|| rows::page_row(self.id(), page, tag, false))
    }
}
