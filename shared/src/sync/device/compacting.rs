//! Author compaction: what this device wrote on a page that is at rest, sealed anew as few envelopes.
//!
//! An entry sealed alone costs several times what it costs together with others, and a page's entries mostly come one
//! by one. So once a month is no longer among those shown first (and in the plan after 30 days), its author seals
//! their own changes together, naming the envelopes that the new one replaces. Nobody does so for another: an envelope
//! is its author's word.
//!
//! The new envelope is stored and the old ones leave in one batch, and it goes to the relay through the outbox. So a
//! stop anywhere leaves either the old ones or the new one, here and there. Others drop the old ones when they next
//! read the page, if they find every change of theirs in the new one.

use crate::sorted::{Map, Set};

use super::applying::StoredPages;
use super::rows::{self, PageId, StoredEnvelope, Tries};
use super::team::{Talk, Team};
use super::writing::{self, Saved};
use super::{After, Device, Effect, Loading, Phase};
use crate::page::PageName;
use crate::seal::Counters;
use crate::storage::{StoredRow, Write};
use crate::{DeviceId, EnvelopeId, Now, PageTag, TeamId};

/// The fewest envelopes that are worth sealing anew: each costs its header, its signature and its padding.
const LEAST: usize = 4;
/// How long an envelope stays as it is in the plan, which is never closed.
const PLAN_REST_MS: i64 = 30 * 86_400_000;

/// Envelopes of this device that become one.
#[derive(Debug, Default)]
struct Group {
    ids: Vec<EnvelopeId>,
    /// When the first one came, which is where the new one stands among the others.
    arrival: u64,
    changes: Vec<Vec<u8>>,
    /// What the new one stands for.
    counters: Counters,
}

impl Device {
    /// Reads the next page that may be worth it, while nothing of the team is on its way.
    pub(super) fn compact_next(&mut self, now: Now, team_id: TeamId, effects: &mut Vec<Effect>) {
        if self.is_compacting() {
            return;
        }
        let Some(team) = self.teams.get(&team_id).filter(|team| team.is_at_rest()) else { return };
        if let Some((page, tag)) = team.page_to_compact(now) {
            self.load(Loading::Compact(team_id, page), rows::page_reads(team_id, tag).to_vec(), effects);
        }
    }

    /// Whether a page is being read for this.
    pub(super) fn is_compacting(&self) -> bool {
        self.loads.values().any(|loading| matches!(loading, Loading::Compact(..)))
    }

    /// A page was read: seals this device's part of it anew, or notes that there is nothing to do.
    pub(super) fn compact(
        &mut self,
        now: Now,
        team_id: TeamId,
        page: PageId,
        stored: &[StoredRow],
        effects: &mut Vec<Effect>,
    ) {
        let Phase::Ready(identity) = &mut self.phase else { return };
        // What was begun meanwhile comes first; the page is read again when all is at rest.
        let Some(team) = self.teams.get_mut(&team_id).filter(|team| team.is_at_rest()) else { return };
        let Some(tag) = team.tags.get(&page).copied() else { return };
        let mut stored = StoredPages::sort(stored);
        let mut envelopes = stored.take(team_id, tag);
        self.saver.write(team.drop_replaced(tag, &mut envelopes, &stored.tries));
        let mut has_sealed = false;
        for group in team.groups(now, page, identity.keys.id(), &envelopes) {
            let mut place = team.logs.get(&(page.scope, page.era)).copied().unwrap_or_default();
            place.counter += 1;
            let Group { ids, arrival, changes, counters } = group;
            let (counter, stands_for) = (place.counter, Some(counters));
            let sealing = writing::Sealing { page, counter, replaces: ids.clone(), stands_for };
            let sealed = writing::seal(team, sealing, &changes, &identity.keys, &mut identity.random);
            let Some(envelope) = sealed else { continue };
            let outgoing = writing::outgoing(page, place.counter, true);
            self.saver.write(writing::keep(team, page, place, &envelope, outgoing, arrival));
            let id = envelope.id();
            self.saver.write(writing::forget(team, page, &ids, &[id]));
            self.saver.then(After::Saved(Saved::again(team_id, envelope)));
            has_sealed = true;
        }
        if has_sealed {
            return;
        }
        team.compact.insert(page);
        // The plan is looked at anew at each start: what is too young today is old enough one day.
        let is_closed = page.name != PageName::Plan;
        self.saver.write(is_closed.then(|| rows::page_row(team_id, page, tag, true)));
        self.compact_next(now, team_id, effects);
    }
}

impl Team {
    /// Whether the relay has everything and nothing is on its way.
    fn is_at_rest(&self) -> bool {
        let is_settled = self.outbox.is_empty() && self.unsealed.is_empty() && self.refilling.is_empty();
        self.talk == Talk::CaughtUp && is_settled && !self.marks.sample
    }

    fn page_to_compact(&self, now: Now) -> Option<(PageId, PageTag)> {
        let is_due = |page: &PageId| page.name == PageName::Plan || !page.is_shown_first(now);
        let mut due = self.tags.iter().filter(|(page, _)| is_due(page) && !self.compact.contains(page));
        due.next().map(|(page, tag)| (*page, *tag))
    }

    /// This device's envelopes of a page, as they fit together, where that is worth it. Groups are filled in the
    /// order of writing, so what was sealed together once is full and stays.
    fn groups(&self, now: Now, page: PageId, me: DeviceId, envelopes: &[StoredEnvelope]) -> Vec<Group> {
        if !self.may_write(me, page) {
            return Vec::new();
        }
        let is_young = |stored: &StoredEnvelope| {
            page.name == PageName::Plan && stored.came_ms() > now.unix_ms - PLAN_REST_MS
        };
        let own =
            envelopes.iter().filter(|stored| stored.envelope.header().author == me && !is_young(stored));
        let mut own: Vec<&StoredEnvelope> = own.collect();
        crate::sorted::sort_by_key(&mut own, |stored| stored.envelope.header().counter);
        let mut groups: Vec<Group> = Vec::new();
        for stored in own {
            let Ok(opened) = self.open(stored.id, &stored.envelope) else { continue };
            match groups.last_mut().filter(|group| writing::fits(&group.changes, &opened.changes)) {
                Some(group) => group.add(stored, opened.changes),
                None => {
                    let mut group = Group { arrival: stored.arrival, ..Group::default() };
                    group.add(stored, opened.changes);
                    groups.push(group);
                }
            }
        }
        groups.retain(|group| group.ids.len() >= LEAST);
        groups
    }

    /// Takes out what its author sealed anew, if the new envelope holds every change of it and has been on its page;
    /// returns what to store.
    pub(super) fn drop_replaced(
        &self,
        tag: PageTag,
        envelopes: &mut Vec<StoredEnvelope>,
        tries: &Map<EnvelopeId, Tries>,
    ) -> Vec<Write> {
        let held: Map<EnvelopeId, usize> =
            envelopes.iter().zip(0..).map(|(stored, at)| (stored.id, at)).collect();
        let mut dropped = Set::new();
        for newer in envelopes.iter().filter(|newer| !tries.contains_key(&newer.id)) {
            let header = newer.envelope.header();
            let olds = header.replaces.iter().filter_map(|id| envelopes.get(*held.get(id)?));
            let mut olds = olds.filter(|old| {
                let is_waiting = self.outbox.contains_key(&old.id);
                old.id != newer.id && old.envelope.header().author == header.author && !is_waiting
            });
            let Some(first) = olds.next() else { continue };
            let Ok(whole) = self.open(newer.id, &newer.envelope) else { continue };
            let whole: Set<Vec<u8>> = whole.changes.into_iter().collect();
            for old in core::iter::once(first).chain(olds) {
                let opened = self.open(old.id, &old.envelope);
                if opened.is_ok_and(|opened| opened.changes.iter().all(|change| whole.contains(change))) {
                    dropped.insert(old.id);
                }
            }
        }
        envelopes.retain(|stored| !dropped.contains(&stored.id));
        let forget = |id| {
            [rows::forget_envelope_row(self.id(), tag, id), rows::forget_arrived_row(self.id(), tag, id)]
        };
        dropped.into_iter().flat_map(forget).collect()
    }
}

impl Group {
    fn add(&mut self, stored: &StoredEnvelope, changes: Vec<Vec<u8>>) {
        let header = stored.envelope.header();
        self.ids.push(stored.id);
        self.counters.insert(header.counter);
        if let Some(stands_for) = &header.stands_for {
            self.counters.extend(stands_for);
        }
        self.changes.extend(changes);
    }
}

#[cfg(test)]
#[path = "compacting_tests.rs"]
mod tests;
