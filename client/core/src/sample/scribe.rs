//! Puts what the cast writes onto real pages, and seals it: one envelope for each author of each page.

use shared::sorted::Map;

use shared::page::{Page, PageName, Seen, Writer};
use shared::record::{Change, Record, Scope};
use shared::seal::{Envelope, NewEnvelope, Random, ScopeKey};
use shared::{Moment, RecordId, TeamId};

use super::calendar::minutes_after;
use super::cast::{Actor, Cast};

/// A page of a scope; every scope has one era.
pub(super) type Place = (Scope, PageName);

/// The pages while they are being written.
#[derive(Debug)]
pub(super) struct Scribe<'a> {
    cast: &'a Cast,
    random: Random,
    pages: Map<Place, Page>,
    changes: Map<(Place, Actor), Vec<Vec<u8>>>,
}

/// The page for what someone logs at this time.
pub(super) fn log_of(by: Actor, at: Moment) -> Place {
    (by.role().log_scope(), PageName::Month(at.month()))
}

impl<'a> Scribe<'a> {
    /// Empty pages.
    pub(super) fn new(cast: &'a Cast, random: Random) -> Self {
        Self { cast, random, pages: Map::new(), changes: Map::new() }
    }

    /// Someone writes a record.
    pub(super) fn write<R: Record>(
        &mut self,
        by: Actor,
        place: Place,
        written: Moment,
        record: &R,
    ) -> Option<RecordId> {
        let writer = self.writer(by, written)?;
        let id = RecordId::new(written.unix_ms, writer.device, self.random.bytes());
        let page = self.pages.entry(place).or_default();
        let change = page.create(writer, id, R::KIND, &record.draft()).ok()?;
        self.changes.entry((place, by)).or_default().push(change);
        Some(id)
    }

    /// Someone changes a record as they had seen it or as it stands, a little after it was written.
    pub(super) fn change(
        &mut self,
        by: Actor,
        place: Place,
        record: RecordId,
        change: Change,
        seen: Option<&Seen>,
    ) -> Option<()> {
        let writer = self.writer(by, minutes_after(Moment::new(record.written_ms(), 0), 12))?;
        let change = self.pages.get_mut(&place)?.change(writer, record, &[change], seen).ok()??;
        self.changes.entry((place, by)).or_default().push(change);
        Some(())
    }

    /// What somebody has seen who looks at this page now.
    pub(super) fn seen(&self, place: Place) -> Option<Seen> {
        self.pages.get(&place).map(Page::seen)
    }

    /// Seals everything, each author's pages in their order.
    pub(super) fn seal(mut self, team: TeamId, keys: &[ScopeKey]) -> Option<Vec<Vec<u8>>> {
        let mut counters: Map<(Scope, Actor), u64> = Map::new();
        let mut envelopes = Vec::with_capacity(self.changes.len());
        for (((scope, page), by), changes) in &self.changes {
            let counter = counters.entry((*scope, *by)).or_default();
            *counter += 1;
            let key = keys.iter().find(|key| key.scope == *scope)?;
            let new = NewEnvelope { team, page: *page, counter: *counter, replaces: Vec::new(), changes };
            let envelope = Envelope::seal(new, key, self.cast.keys(*by)?, &mut self.random).ok()?;
            envelopes.push(envelope.into_bytes());
        }
        Some(envelopes)
    }

    /// A record as it stands.
    #[cfg(feature = "year")]
    pub(super) fn row(&self, place: Place, record: RecordId) -> Option<&shared::record::Row> {
        self.pages.get(&place)?.rows().get(&record)
    }

    fn writer(&self, by: Actor, at: Moment) -> Option<Writer> {
        let device = self.cast.keys(by)?.id();
        Some(Writer { device, boot: 1, salt: [0; 4], clock_s: at.unix_ms.div_euclid(1000) })
    }
}
