//! A relay that was restored, replaced or emptied: it is read from the beginning, and what it lacks is offered again.
//!
//! The relay says `LostPlace` for a log in which it does not find the cursor. The log is then read anew, over several
//! connections if need be; what is held here and did not come is what the relay lost, others' envelopes among it.
//! They go through the outbox like any other, so nothing of this depends on one connection or one start.

use crate::sorted::{Map, Set};

use super::rows::{self, LogPlace, Outgoing, PageId, StoredEnvelope};
use super::team::Team;
use super::{Device, Effect, Loading};
use crate::record::Scope;
use crate::seal::Envelope;
use crate::storage::{StoredRow, Table, Write};
use crate::{EnvelopeId, Now, TeamId};

impl Device {
    /// A cursor is not in the relay's log: the log is read again from its beginning.
    pub(super) fn lost_place(&mut self, team_id: TeamId, scope: Scope, era: u32) {
        if let Some(team) = self.teams.get_mut(&team_id) {
            team.logs.entry((scope, era)).or_default().read_anew();
            team.refilling.insert((scope, era), Default::default());
        }
        self.offer_photos_again(team_id, |held| (held.scope, held.era) == (scope, era));
    }

    /// Everything the relay has was received: what it lacks is found among all that is held here.
    pub(super) fn find_what_is_lacking(&mut self, team_id: TeamId, effects: &mut Vec<Effect>) {
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let had = core::mem::take(&mut team.refilling);
        if !had.is_empty() {
            self.load(Loading::Refill(team_id, had), vec![(Table::Envelopes, team_id.0.to_vec())], effects);
        }
    }

    /// The relay lost its place: it gets every envelope it did not send, others' too. They go through the outbox, so
    /// that they are offered until the relay has them, whatever happens to this connection.
    pub(super) fn refill(
        &mut self,
        now: Now,
        team_id: TeamId,
        had: &Map<(Scope, u32), Set<EnvelopeId>>,
        stored: &[StoredRow],
        effects: &mut Vec<Effect>,
    ) {
        let is_lacking = |stored: &StoredEnvelope| {
            let header = stored.envelope.header();
            had.get(&(header.scope, header.era)).is_some_and(|had| !had.contains(&stored.id))
        };
        let mut lacking: Vec<StoredEnvelope> =
            stored.iter().filter_map(rows::read_envelope).filter(is_lacking).collect();
        crate::sorted::sort_by_key(&mut lacking, |stored| {
            (stored.envelope.header().author, stored.envelope.header().counter)
        });
        if let Some(team) = self.teams.get_mut(&team_id) {
            let place = |(scope, era)| {
                team.logs.get(&(scope, era)).map(|place| rows::place_row(team_id, scope, era, *place))
            };
            self.saver.write(had.keys().copied().filter_map(place));
            self.saver.write(lacking.into_iter().filter_map(|stored| team.offer_again(stored)));
        }
        self.send_outbox(now, team_id, effects);
    }
}

impl Team {
    /// Notes how far a log was read; returns what to store. While a relay that lost its place is read anew nothing is
    /// stored, so that a start in between begins again and nothing it lacks is forgotten.
    pub(super) fn read_up_to(&mut self, scope: Scope, era: u32, mut place: LogPlace) -> Option<Write> {
        if self.logs.get(&(scope, era)).is_none_or(|before| before.sequence == 0) {
            place.watched = Some(true);
        }
        self.logs.insert((scope, era), place);
        let stays = self.refilling.contains_key(&(scope, era));
        (!stays).then(|| rows::place_row(self.id(), scope, era, place))
    }

    /// Puts an envelope that is held here into the outbox; returns what to store.
    fn offer_again(&mut self, stored: StoredEnvelope) -> Option<Write> {
        let lined_up = self.line_up_again(stored.id, &stored.envelope)?;
        self.offer(stored.id, || stored.envelope.into_bytes());
        Some(lined_up)
    }

    /// Gives an envelope a place in the outbox, to be sent once its bytes are beside it; returns what to store.
    pub(super) fn line_up_again(&mut self, id: EnvelopeId, envelope: &Envelope) -> Option<Write> {
        let header = envelope.header();
        let (scope, era, counter) = (header.scope, header.era, header.counter);
        let is_page = |page: &PageId, tag| (page.scope, page.era, tag) == (scope, era, header.tag);
        let (page, _) = self.tags.iter().find(|(page, tag)| is_page(page, **tag))?;
        let outgoing = Outgoing { scope, era, name: page.name, counter, left: true };
        self.outbox.insert(id, outgoing);
        Some(rows::outbox_row(self.id(), id, &outgoing))
    }
}
