//! Signs of a relay that withholds. Every author counts their envelopes in each log, and what is sealed anew says which
//! counters it stands for; so a counter that is missing below the highest one heard of is an envelope that has not come.
//!
//! It may still be on its way, or be lost; so it is told only when it is still missing a day later. What comes last cannot
//! be missed: nobody has said how much there is (`docs/decisions/0016-gaps-in-an-authors-counters.md`).

use minicbor::{Decode, Encode};

use super::rows;
use super::team::Team;
use super::{Changed, Device, Effect};
use crate::record::Scope;
use crate::seal::{Counters, Envelope, Header};
use crate::storage::Write;
use crate::{DeviceId, Now, TeamId};

/// How long a gap is only noted.
const ON_ITS_WAY_MS: i64 = 86_400_000;

/// What was heard of one author's envelopes in one log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(super) struct Watched {
    /// Counters that came, or that something stands for that came.
    #[n(0)]
    pub(super) counters: Counters,
    /// Since when some are missing, by this device's clock; none are, or nobody has looked.
    #[n(1)]
    pub(super) missing_since_ms: Option<i64>,
}

/// An author in a log.
pub(super) type Watch = (Scope, u32, DeviceId);

impl Device {
    /// Everything that the relay has, as it says, has come: what is missing by the authors' own counting?
    pub(super) fn look_for_gaps(&mut self, now: Now, team_id: TeamId, effects: &mut Vec<Effect>) {
        let Some(me) = self.id() else { return };
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let (writes, withheld) = team.gaps(now, me);
        if team.withheld != withheld {
            team.withheld = withheld;
            effects.push(Effect::Changed(Changed::Team { team: team_id }));
        }
        self.saver.write(writes);
    }
}

impl Team {
    /// Whose words have not come for a day or more though later ones of theirs have.
    pub fn withheld(&self) -> &[DeviceId] {
        &self.withheld
    }

    /// Whether somebody has counted further than what has come, if only since a moment ago.
    pub fn is_missing_something(&self) -> bool {
        self.watched.values().any(|watched| !watched.counters.is_whole())
    }

    /// Notes an envelope that its author signed; returns what to store. Nobody watches themselves, nor a log of which
    /// the beginning was read before anybody counted.
    pub(super) fn note_counter(&mut self, me: Option<DeviceId>, header: &Header) -> Option<Write> {
        let place = self.logs.get(&(header.scope, header.era)).copied().unwrap_or_default();
        let is_unwatched = place.sequence > 0 && place.watched != Some(true);
        if self.marks.sample || is_unwatched || me == Some(header.author) {
            return None;
        }
        let watch = (header.scope, header.era, header.author);
        let watched = self.watched.entry(watch).or_default();
        let before = watched.counters.clone();
        watched.counters.insert(header.counter);
        if let Some(stands_for) = &header.stands_for {
            watched.counters.extend(stands_for);
        }
        let watched = watched.clone();
        (watched.counters != before).then(|| rows::watch_row(self.id(), &watch, &watched))
    }

    /// The outside of an envelope, if its author signed it, whatever else may be wrong with it.
    pub(super) fn signed(&self, bytes: &[u8]) -> Option<Header> {
        let envelope = Envelope::parse(bytes.to_vec()).ok()?;
        let author = self.chain.roster.devices().get(&envelope.header().author)?;
        let is_ours = envelope.header().team == self.id() && envelope.verify(&author.keys).is_ok();
        is_ours.then(|| envelope.header().clone())
    }

    /// What to store of all gaps, and whose have lasted.
    fn gaps(&mut self, now: Now, me: DeviceId) -> (Vec<Write>, Vec<DeviceId>) {
        let (id, excused) = (self.id(), core::mem::take(&mut self.excused));
        let (mut writes, mut withheld) = (Vec::new(), Vec::new());
        for (watch, watched) in self.watched.iter_mut() {
            let (scope, era, author) = *watch;
            if !self.chain.roster.may_read(me, scope, era) {
                continue;
            }
            if watched.missing_since_ms.is_none() && excused.contains(&(scope, era)) {
                watched.counters.fill();
                writes.push(rows::watch_row(id, watch, watched));
            }
            let before = watched.missing_since_ms;
            // A clock that was set back begins to count anew.
            let since_ms = before.filter(|since_ms| *since_ms <= now.unix_ms).unwrap_or(now.unix_ms);
            watched.missing_since_ms = (!watched.counters.is_whole()).then_some(since_ms);
            if watched.missing_since_ms != before {
                writes.push(rows::watch_row(id, watch, watched));
            }
            let lasts = watched
                .missing_since_ms
                .is_some_and(|since_ms| now.unix_ms.saturating_sub(since_ms) >= ON_ITS_WAY_MS);
            if lasts && !withheld.contains(&author) {
                withheld.push(author);
            }
        }
        (writes, withheld)
    }
}
