//! What arrives: roster operations and envelopes, checked, stored, then applied.
//!
//! Whether an envelope counts depends only on its bytes and the roster. One whose author or key is not known yet is
//! set aside and tried again when the roster grows; one that does not count is set aside for good and reported.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{self, LogPlace, Outgoing, PageId, Reason};
use super::team::{Talk, Team};
use super::{After, Changed, Device, Effect, Loading, changed_record};
use crate::page::Page;
use crate::record::Scope;
use crate::seal::{Envelope, EnvelopeError, running_hash};
use crate::storage::{StoredRow, Table, Write};
use crate::team::{Operation, OperationError};
use crate::wire::{Link, Place, Refused};
use crate::{DeviceId, EnvelopeId, Now, TeamId};

/// An envelope that counts, opened.
#[derive(Debug)]
pub(super) struct Arrival {
    page: PageId,
    author: DeviceId,
    id: EnvelopeId,
    changes: Vec<Vec<u8>>,
}

/// What became of a received envelope.
enum Verdict {
    Counts(Box<Envelope>, Arrival),
    Aside(EnvelopeId, Reason, Vec<u8>),
    Known,
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
        if self.roster_for_invite(team_id, from, &links, head, effects) {
            return;
        }
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let before = team.chain.length();
        match team.extend_chain(from, links) {
            Ok(writes) => self.saver.write(writes),
            Err(ChainTrouble::Newer) => {
                // Half a roster would be worse than none: nothing more of this team until the app is updated.
                team.talk = Talk::Split;
                return effects.push(Effect::Changed(Changed::Connection));
            }
            Err(ChainTrouble::Other) => {
                team.talk = Talk::Split;
                return effects.push(Effect::Changed(Changed::Connection));
            }
        }
        if team.chain.length() > before {
            effects.push(Effect::Changed(Changed::Team { team: team_id }));
            self.load(Loading::Aside(team_id), vec![(Table::Aside, team_id.0.to_vec())], effects);
        }
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
        self.invites_changed(now, team_id, effects);
        self.send_outbox(now, team_id, effects);
    }

    pub(super) fn roster_refused(
        &mut self,
        now: Now,
        team_id: TeamId,
        why: Refused,
        effects: &mut Vec<Effect>,
    ) {
        if self.invite_refused(now, team_id, why, effects) {
            return;
        }
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        match (&team.talk, why) {
            // The relay could not look: the next connection asks again.
            (Talk::Opening, Refused::TryLater) => return self.hang_up(now, effects),
            // The relay does not know the team, or not this device in it: it gets the whole chain, once.
            (Talk::Opening, Refused::NotHere) => {
                team.talk = Talk::Offering;
                self.offer_roster(now, team_id, 0, effects);
            }
            (Talk::Offering, Refused::NotNext) => team.talk = Talk::Split,
            (Talk::Offering, _) => team.talk = Talk::NotHere,
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
        let arrival = self.next_arrival(now);
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let mut place = team.logs.get(&(scope, era)).copied().unwrap_or_default();
        if from != place.sequence + 1 {
            // The relay sends a log in its order, from where it was asked: anything else is a conversation gone wrong.
            return self.hang_up(now, effects);
        }
        let mut writes = Vec::new();
        let mut arrivals = Vec::new();
        let mut aside = 0;
        for bytes in envelopes {
            let id = EnvelopeId(crate::seal::hash16(&bytes));
            place.sequence += 1;
            place.running = running_hash(&place.running, &id);
            if let Some(had) = team.refilling.get_mut(&(scope, era)) {
                had.insert(id);
            }
            match team.judge(id, bytes, (scope, era)) {
                Verdict::Counts(envelope, opened) => {
                    writes.push(rows::envelope_row(&envelope, arrival));
                    writes.extend(team.note_page(now, opened.page, &envelope));
                    arrivals.push(opened);
                }
                Verdict::Aside(id, reason, bytes) => {
                    writes.push(rows::aside_row(team_id, id, reason, &bytes));
                    aside += 1;
                }
                Verdict::Known => {}
            }
        }
        writes.extend(team.read_up_to(scope, era, place));
        self.set_aside += aside;
        self.saver.write(writes);
        self.saver.then(After::Apply { team: team_id, arrivals });
    }

    /// Envelopes from a file or another device: the same input as a frame, in any order, any number of times.
    pub fn hand_over(&mut self, now: Now, team_id: TeamId, envelopes: Vec<Vec<u8>>) {
        let arrival = self.next_arrival(now);
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let mut writes = Vec::new();
        let mut arrivals = Vec::new();
        for bytes in envelopes {
            let id = EnvelopeId(crate::seal::hash16(&bytes));
            let Ok(log) = Envelope::parse(bytes.clone()).map(|e| (e.header().scope, e.header().era)) else {
                continue;
            };
            match team.judge(id, bytes, log) {
                Verdict::Counts(envelope, opened) => {
                    writes.push(rows::envelope_row(&envelope, arrival));
                    writes.push(rows::forget_aside_row(team_id, id));
                    writes.extend(team.note_page(now, opened.page, &envelope));
                    arrivals.push(opened);
                }
                Verdict::Aside(id, reason, bytes) => {
                    writes.push(rows::aside_row(team_id, id, reason, &bytes))
                }
                Verdict::Known => {}
            }
        }
        self.saver.write(writes);
        self.saver.then(After::Apply { team: team_id, arrivals });
    }

    /// Envelopes are durable: they go onto their pages, those that are in memory.
    pub(super) fn apply(&mut self, team_id: TeamId, arrivals: Vec<Arrival>, effects: &mut Vec<Effect>) {
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let mut refused = 0;
        for arrival in arrivals {
            let Some(held) = team.pages.get_mut(&arrival.page) else { continue };
            if held.envelopes.insert(arrival.id) {
                refused += usize::from(held.page.receive(arrival.author, &arrival.changes).is_err());
            }
        }
        for held in team.pages.values_mut() {
            effects.extend(settle(team_id, &mut held.page));
        }
        self.set_aside += refused;
    }

    /// The roster grew: what was set aside for want of an author may count now.
    pub(super) fn retry_aside(&mut self, now: Now, team: TeamId, stored: &[StoredRow]) {
        let again =
            stored.iter().filter_map(rows::read_aside).filter(|(again, _)| *again).map(|(_, bytes)| bytes);
        let again: Vec<Vec<u8>> = again.collect();
        if !again.is_empty() {
            self.hand_over(now, team, again);
        }
    }

    /// The relay lost its place: it gets every envelope it did not send, others' too. They go through the outbox, so
    /// that they are offered until the relay has them, whatever happens to this connection.
    pub(super) fn refill(
        &mut self,
        now: Now,
        team_id: TeamId,
        had: &BTreeMap<(Scope, u32), BTreeSet<EnvelopeId>>,
        stored: &[StoredRow],
        effects: &mut Vec<Effect>,
    ) {
        let lacking =
            stored.iter().filter_map(rows::read_envelope).map(|(_, envelope)| envelope).filter(|envelope| {
                let header = envelope.header();
                had.get(&(header.scope, header.era)).is_some_and(|had| !had.contains(&envelope.id()))
            });
        let mut lacking: Vec<Envelope> = lacking.collect();
        lacking.sort_by_key(|envelope| (envelope.header().author, envelope.header().counter));
        if let Some(team) = self.teams.get_mut(&team_id) {
            let place = |(scope, era)| {
                team.logs.get(&(scope, era)).map(|place| rows::place_row(team_id, scope, era, *place))
            };
            self.saver.write(had.keys().copied().filter_map(place));
            self.saver.write(lacking.into_iter().filter_map(|envelope| team.offer_again(envelope)));
        }
        self.send_outbox(now, team_id, effects);
    }
}

/// Why a piece of chain was not taken.
enum ChainTrouble {
    Newer,
    Other,
}

impl Team {
    /// Takes the operations it lacks; returns what to store.
    fn extend_chain(&mut self, from: u32, links: Vec<Link>) -> Result<Vec<Write>, ChainTrouble> {
        let id = self.id();
        let mut writes = Vec::new();
        for (sequence, link) in (from..).zip(links) {
            let operation = Operation::parse(link.operation).map_err(|why| match why {
                OperationError::Newer => ChainTrouble::Newer,
                OperationError::Malformed | OperationError::TooLarge => ChainTrouble::Other,
            })?;
            match self.chain.operation(sequence) {
                Some(held) if *held == operation => {}
                Some(_) => return Err(ChainTrouble::Other),
                None => {
                    writes.push(rows::roster_row(id, sequence, operation.bytes()));
                    self.chain.extend(operation).map_err(|_| ChainTrouble::Other)?;
                }
            }
        }
        Ok(writes)
    }

    fn judge(&self, id: EnvelopeId, bytes: Vec<u8>, log: (Scope, u32)) -> Verdict {
        let envelope = match Envelope::parse(bytes.clone()) {
            Ok(envelope) => envelope,
            Err(EnvelopeError::Newer) => return Verdict::Aside(id, Reason::Newer, bytes),
            Err(_) => return Verdict::Aside(id, Reason::Refused, bytes),
        };
        let header = envelope.header();
        if header.team != self.id() || (header.scope, header.era) != log {
            return Verdict::Aside(id, Reason::Refused, bytes);
        }
        if self.pages.values().any(|held| held.envelopes.contains(&id)) {
            return Verdict::Known;
        }
        let roster = &self.chain.roster;
        let author = roster.devices().get(&header.author);
        let key = self.keys.get(header.scope, header.era, header.epoch);
        let (Some(author), Some(key)) = (author, key) else {
            return Verdict::Aside(id, Reason::Unknown, bytes);
        };
        if !roster.could_write(header.author, header.scope, header.era, header.epoch)
            || envelope.verify(&author.keys).is_err()
        {
            return Verdict::Aside(id, Reason::Refused, bytes);
        }
        match envelope.open(key) {
            Ok(body) => {
                let page = PageId { scope: header.scope, era: header.era, name: body.page };
                let changes = body.changes.into_iter().map(Into::into).collect();
                let opened = Arrival { page, author: header.author, id, changes };
                Verdict::Counts(Box::new(envelope), opened)
            }
            Err(_) => Verdict::Aside(id, Reason::Refused, bytes),
        }
    }

    /// Notes that a page exists. One that is shown first is in memory from its first envelope on, older ones when
    /// they are asked for.
    fn note_page(&mut self, now: Now, page: PageId, envelope: &Envelope) -> Option<Write> {
        if self.tags.contains_key(&page) {
            return None;
        }
        let tag = envelope.header().tag;
        self.tags.insert(page, tag);
        if page.is_shown_first(now) {
            self.pages.entry(page).or_default();
        }
        Some(rows::page_row(self.id(), page, tag))
    }
}

impl Team {
    /// Notes how far a log was read; returns what to store. While a relay that lost its place is read anew nothing is
    /// stored, so that a start in between begins again and nothing it lacks is forgotten.
    pub(super) fn read_up_to(&mut self, scope: Scope, era: u32, place: LogPlace) -> Option<Write> {
        self.logs.insert((scope, era), place);
        let stays = self.refilling.contains_key(&(scope, era));
        (!stays).then(|| rows::place_row(self.id(), scope, era, place))
    }

    /// Puts an envelope that is held here into the outbox; returns what to store.
    fn offer_again(&mut self, envelope: Envelope) -> Option<Write> {
        let (id, header) = (envelope.id(), envelope.header());
        let (scope, era, counter) = (header.scope, header.era, header.counter);
        let is_page = |page: &PageId, tag| (page.scope, page.era, tag) == (scope, era, header.tag);
        let (page, _) = self.tags.iter().find(|(page, tag)| is_page(page, **tag))?;
        let outgoing = Outgoing { scope, era, name: page.name, counter, left: true };
        self.outbox.insert(id, outgoing);
        self.packed.insert(id, envelope.into_bytes());
        Some(rows::outbox_row(self.id(), id, &outgoing))
    }
}

fn settle(team: TeamId, page: &mut Page) -> Vec<Effect> {
    let touched = page.settle();
    touched.into_iter().filter_map(|record| Some(changed_record(team, page.rows().get(&record)?))).collect()
}
