//! From a durable envelope to its page, and what becomes of one that the app does not survive.
//!
//! Changes are checked before Automerge sees them. Should one get through that ends the app all the same, every start
//! would end like that. So an envelope from elsewhere is stored with a mark, which goes once the envelope is on its
//! page. A mark that is found when the page is read says that a start ended in between: its envelope is then tried
//! alone, and after [`Tries`] enough it is set aside, so that the rest of the page can be read.

use crate::sorted::Map;

use super::rows::{self, PageId, Reason, StoredEnvelope, Tries};
use super::team::Team;
use super::{After, Changed, Device, Effect, changed_record};
use crate::page::Page;
use crate::seal::{Envelope, EnvelopeError};
use crate::storage::{StoredRow, Table, Write};
use crate::{DeviceId, EnvelopeId, PageTag, RecordId, TeamId};

/// An envelope from elsewhere that counts, opened.
#[derive(Debug)]
pub(super) struct Arrival {
    pub(super) page: PageId,
    pub(super) tag: PageTag,
    pub(super) author: DeviceId,
    pub(super) id: EnvelopeId,
    pub(super) changes: Vec<Vec<u8>>,
}

/// An envelope that is tried alone, because a start may have died of it.
#[derive(Debug)]
pub(super) struct Alone {
    team: TeamId,
    arrival: Arrival,
    tries: Tries,
}

impl Alone {
    pub(super) fn is_of(&self, team: TeamId) -> bool {
        self.team == team
    }
}

/// An envelope's place in the store, and what stands there and is not that envelope.
type Damaged = (EnvelopeId, Vec<u8>);

/// What pages consist of in the store.
#[derive(Debug, Default)]
pub(super) struct StoredPages {
    envelopes: Map<(TeamId, PageTag), Vec<StoredEnvelope>>,
    pub(super) tries: Map<EnvelopeId, Tries>,
    damaged: Map<(TeamId, PageTag), Vec<Damaged>>,
}

impl Device {
    /// Envelopes are durable: they go onto their pages, those that are in memory. The others keep their mark.
    pub(super) fn apply(&mut self, team_id: TeamId, arrivals: Vec<Arrival>, effects: &mut Vec<Effect>) {
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        let mut refused = 0;
        let mut applied = Vec::new();
        for Arrival { page, tag, author, id, changes } in arrivals {
            let Some(held) = team.pages.get_mut(&page) else { continue };
            if held.envelopes.insert(id) {
                refused += usize::from(held.page.receive(author, &changes).is_err());
            }
            applied.push(rows::forget_arrived_row(team_id, tag, id));
        }
        for held in team.pages.values_mut() {
            effects.extend(settle(team_id, &mut held.page));
        }
        self.set_aside += refused;
        self.saver.write(applied);
    }

    /// Puts what is stored of a page onto it: what was on it before at once, the rest with its mark first. Returns
    /// whether something of it is damaged, so that the relay has to be asked for it.
    pub(super) fn read_page(&mut self, team_id: TeamId, page: PageId, stored: &mut StoredPages) -> bool {
        let Some(team) = self.teams.get_mut(&team_id) else { return false };
        let Some(tag) = team.tags.get(&page).copied() else { return false };
        team.pages.entry(page).or_default();
        let mut envelopes = stored.take(team_id, tag);
        rows::sort_by_arrival(&mut envelopes);
        let mut writes = team.drop_replaced(tag, &mut envelopes, &stored.tries);
        let (mut together, mut alone) = (Vec::new(), Vec::new());
        for StoredEnvelope { id, envelope, .. } in envelopes {
            let Some(tries) = stored.tries.get(&id) else {
                self.set_aside += usize::from(!team.read_envelope(page, id, &envelope));
                continue;
            };
            let (Some(tries), Ok(arrival)) = (tries.next(), team.open(id, &envelope)) else {
                self.set_aside += 1;
                writes.extend(team.quarantine(tag, id, &envelope));
                continue;
            };
            // What a file brought is offered to the relay like what was on the page before.
            team.offer(id, || envelope.into_bytes());
            if tries == Tries::TOGETHER {
                writes.push(rows::arrived_row(team_id, tag, id, tries));
                together.push(arrival);
            } else {
                alone.push(Alone { team: team_id, arrival, tries });
            }
        }
        let damaged = stored.damaged.remove(&(team_id, tag)).unwrap_or_default();
        let is_damaged = !damaged.is_empty();
        for (id, bytes) in damaged {
            self.set_aside += 1;
            writes.extend(team.replace_damaged(page, tag, id, &bytes));
        }
        self.saver.write(writes);
        if !together.is_empty() {
            self.saver.then(After::Apply { team: team_id, arrivals: together });
        }
        let is_idle = self.alone.is_empty();
        self.alone.extend(alone);
        if is_idle {
            self.mark_next_alone();
        }
        is_damaged
    }

    /// The mark of the first that is tried alone is durable.
    pub(super) fn apply_alone(&mut self, effects: &mut Vec<Effect>) {
        if let Some(Alone { team, arrival, .. }) = self.alone.pop_front() {
            self.apply(team, vec![arrival], effects);
            self.mark_next_alone();
        }
    }

    fn mark_next_alone(&mut self) {
        if let Some(Alone { team, arrival, tries }) = self.alone.front() {
            self.saver.write([rows::arrived_row(*team, arrival.tag, arrival.id, *tries)]);
            self.saver.then(After::ApplyAlone);
        }
    }
}

impl StoredPages {
    /// Sorts rows that were read of pages.
    pub(super) fn sort(stored: &[StoredRow]) -> Self {
        let mut pages = Self::default();
        for row in stored {
            match (row.table, rows::read_envelope(row)) {
                (Table::Envelopes, Some(envelope)) => {
                    let header = envelope.envelope.header();
                    let page = (header.team, header.tag);
                    pages.envelopes.entry(page).or_default().push(envelope);
                }
                (Table::Envelopes, None) => {
                    if let Some((page, id)) = rows::envelope_place(row) {
                        pages.damaged.entry(page).or_default().push((id, row.value.clone()));
                    }
                }
                _ => pages.tries.extend(rows::read_arrived(row)),
            }
        }
        pages
    }

    /// Takes the envelopes of a page out, in no order.
    pub(super) fn take(&mut self, team: TeamId, tag: PageTag) -> Vec<StoredEnvelope> {
        self.envelopes.remove(&(team, tag)).unwrap_or_default()
    }
}

impl Team {
    /// Opens an envelope, whose id is `id`.
    pub(super) fn open(&self, id: EnvelopeId, envelope: &Envelope) -> Result<Arrival, EnvelopeError> {
        let header = envelope.header();
        let key = self.keys.get(header.scope, header.era, header.epoch).ok_or(EnvelopeError::Sealed)?;
        let body = envelope.open(key)?;
        let page = PageId { scope: header.scope, era: header.era, name: body.page };
        let changes = body.changes.into_iter().map(Into::into).collect();
        Ok(Arrival { page, tag: header.tag, author: header.author, id, changes })
    }

    /// Applies an envelope that was on its page before.
    fn read_envelope(&mut self, page: PageId, id: EnvelopeId, envelope: &Envelope) -> bool {
        let Ok(arrival) = self.open(id, envelope) else { return false };
        let held = self.pages.entry(page).or_default();
        let taken = held.page.receive(arrival.author, &arrival.changes).is_ok();
        let touched: Vec<RecordId> = held.page.settle();
        held.envelopes.insert(arrival.id);
        if let Some(outgoing) = self.offer(arrival.id, || envelope.bytes().to_vec()) {
            // What was sealed anew has been shared before.
            let is_news = envelope.header().replaces.is_empty();
            for record in touched.into_iter().filter(|_| is_news) {
                self.unshared.entry(record).or_default().insert(arrival.id);
            }
            if !outgoing.left {
                self.unsent.insert(arrival.id, arrival.changes);
            }
        }
        taken
    }

    /// The mark for an envelope that is about to be stored: whether it is applied as soon as it is.
    pub(super) fn mark(&self, arrival: &Arrival) -> Write {
        let tries = if self.is_loaded(arrival.page) { Tries::TOGETHER } else { Tries::NONE };
        rows::arrived_row(self.id(), arrival.tag, arrival.id, tries)
    }

    /// Sets an envelope aside that the app did not survive.
    fn quarantine(&mut self, tag: PageTag, id: EnvelopeId, envelope: &Envelope) -> [Write; 3] {
        let team = self.id();
        self.harmful.insert(id);
        [
            rows::forget_envelope_row(team, tag, id),
            rows::forget_arrived_row(team, tag, id),
            rows::aside_row(team, id, Reason::Harmful, envelope.bytes()),
        ]
    }

    /// Sets aside what is stored in an envelope's place and is not that envelope. The relay has the log from the start.
    fn replace_damaged(&mut self, page: PageId, tag: PageTag, id: EnvelopeId, bytes: &[u8]) -> Vec<Write> {
        let team = self.id();
        let place = self.logs.entry((page.scope, page.era)).or_default();
        place.read_anew();
        let place = rows::place_row(team, page.scope, page.era, *place);
        let mut writes = vec![
            rows::forget_envelope_row(team, tag, id),
            rows::forget_arrived_row(team, tag, id),
            rows::aside_row(team, id, Reason::Damaged, bytes),
            place,
        ];
        // One of this device's own that was never shared is gone with it: nothing is left to wait for.
        if self.outbox.remove(&id).is_some() {
            writes.push(rows::forget_outbox_row(team, id));
        }
        writes
    }
}

/// What changed on a page since it was last shown.
fn settle(team: TeamId, page: &mut Page) -> Vec<Effect> {
    let touched = page.settle();
    let changed = |record: RecordId| match page.rows().get(&record) {
        Some(row) => changed_record(team, row),
        None => Effect::Changed(Changed::All),
    };
    touched.into_iter().map(changed).collect()
}
