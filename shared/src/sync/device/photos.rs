//! Photos: sealed and durable before the record that names them is written, sent part by part when nothing else waits to
//! be sent, and fetched part by part when somebody looks.
//!
//! Their bytes go past the line of batches that records wait in: a photo for which there is no room is given up and said
//! so, and holds no record up. One part is under way at a time in each direction, so a record that is written meanwhile
//! waits for one part at most; and a part that is stored or acknowledged is never asked for or sent again.

use std::collections::VecDeque;
use std::sync::Arc;

use super::rows::{self, BOOT_KEY, HeldPhoto, PageId};
use super::team::{Talk, Team};
use super::{Changed, CommandError, Device, Effect, Loading, Phase};
use crate::page::PageName;
use crate::record::{Media, Photo, Record, Scope};
use crate::seal::{PART_LIMIT, hash16, open_photo, seal_photo};
use crate::sorted::{Map, Set};
use crate::storage::{StoredRow, Table, Write};
use crate::wire::{FromDevice, Refused};
use crate::{Now, PartId, RecordId, TeamId};

/// The most photos that are open in memory, and that are being fetched.
const AT_ONCE: usize = 64;

/// What is under way with photos.
#[derive(Debug, Default)]
pub(super) struct Photos {
    /// Parts that are being stored, by the order; with what is to be written once they are durable.
    storing: Map<u64, Option<Adding>>,
    /// The part that is being read or was sent, and not acknowledged.
    sending: Option<(TeamId, RecordId, PartId)>,
    /// Parts that the relay is asked about: the one it acknowledged last, of each team.
    doubted: Map<TeamId, PartId>,
    fetches: Map<RecordId, Fetch>,
    /// The part that the relay was asked for.
    asked: Option<(RecordId, PartId)>,
    /// Those that the relay did not have when it was asked last.
    lacking: Set<RecordId>,
    /// Those that do not open.
    broken: Set<RecordId>,
    /// Opened photos, the one looked at last at the end.
    open: VecDeque<(RecordId, Arc<[u8]>)>,
    /// Whether this relay takes parts.
    pub(super) is_taken: bool,
    /// Whether there was no room for one.
    has_no_room: bool,
}

/// A photo whose parts are being stored.
#[derive(Debug)]
struct Adding {
    team: TeamId,
    page: PageId,
    record: RecordId,
    photo: Photo,
    bytes: Arc<[u8]>,
}

/// A photo that somebody looks at and that is not open yet.
#[derive(Debug)]
struct Fetch {
    team: TeamId,
    page: PageId,
    photo: Photo,
    /// What is here of it; none until the store has said.
    parts: Option<Vec<Option<Vec<u8>>>>,
}

/// How far a photo is on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoState {
    /// Not here: somebody has to look at it, with a connection.
    NotHere,
    /// Here, and not opened since the start.
    Held,
    /// On its way, so many per cent of it here; it goes on when there is a connection.
    Coming(u8),
    /// Not at the relay: whoever added it has not shared it yet.
    NotShared,
    /// What came is not what was sealed.
    Broken,
    /// Here and open.
    Open(Arc<[u8]>),
}

impl Device {
    /// Adds a photo to an entry in memory, or to the plan. It is kept first; the record that names it is written once that
    /// is durable, and has the id that is returned.
    pub fn add_photo(
        &mut self,
        now: Now,
        team_id: TeamId,
        entry: Option<RecordId>,
        bytes: Vec<u8>,
        shows: &str,
        effects: &mut Vec<Effect>,
    ) -> Result<RecordId, CommandError> {
        let Phase::Ready(identity) = &mut self.phase else { return Err(CommandError::NotReady) };
        let team = self.teams.get(&team_id).ok_or(CommandError::NoSuchTeam)?;
        let page = match entry {
            Some(entry) => team.page_of(entry).ok_or(CommandError::NoSuchRecord)?,
            None => team.page_for(Scope::Plan, PageName::Plan).ok_or(CommandError::NotAllowed)?,
        };
        if !team.may_write(identity.keys.id(), page) {
            return Err(CommandError::NotAllowed);
        }
        let media = Media::of(&bytes).ok_or(CommandError::NotAPhoto)?;
        let key = identity.random.bytes();
        let sealed = seal_photo(&key, &bytes).map_err(|_| CommandError::NotAPhoto)?;
        let record = RecordId::new(now.unix_ms, identity.keys.id(), identity.random.bytes());
        let parts = sealed.iter().map(|(id, _)| *id).collect();
        let photo = Photo { entry, key, parts, media, shows: shows.to_owned() };
        let rows = sealed.into_iter().zip(0..);
        let rows = rows.map(|((_, part), number)| rows::part_row(team_id, record, number, part)).collect();
        let adding = Adding { team: team_id, page, record, photo, bytes: bytes.into() };
        self.store_parts(rows, Some(adding), effects);
        Ok(record)
    }

    /// Somebody looks at a photo: it is opened if it is here, and fetched otherwise.
    pub fn look_at_photo(&mut self, team_id: TeamId, record: RecordId, effects: &mut Vec<Effect>) {
        let is_known = self.photos.fetches.contains_key(&record) || self.photos.opened(record).is_some();
        let Some(team) = self.teams.get(&team_id).filter(|_| !is_known) else { return };
        let Some(page) = team.page_of(record) else { return };
        let Some(photo) = team.row(record).and_then(|(_, row)| Photo::read(row)) else { return };
        self.photos.lacking.remove(&record);
        let oldest = self.photos.fetches.keys().next().copied();
        if let Some(oldest) = oldest.filter(|_| self.photos.fetches.len() == AT_ONCE) {
            self.photos.fetches.remove(&oldest);
        }
        self.photos.fetches.insert(record, Fetch { team: team_id, page, photo, parts: None });
        let reads = vec![(Table::Parts, rows::parts_of(team_id, record))];
        self.load(Loading::Photo(record), reads, effects);
    }

    /// How far a photo is on this device.
    pub fn photo(&self, team: TeamId, record: RecordId) -> PhotoState {
        let photos = &self.photos;
        if let Some(bytes) = photos.opened(record) {
            return PhotoState::Open(bytes);
        }
        if let Some(fetch) = photos.fetches.get(&record) {
            return PhotoState::Coming(fetch.percent());
        }
        let is_held = self.teams.get(&team).is_some_and(|team| team.photos.contains_key(&record));
        match (photos.broken.contains(&record), photos.lacking.contains(&record), is_held) {
            (true, ..) => PhotoState::Broken,
            (_, true, _) => PhotoState::NotShared,
            (_, _, true) => PhotoState::Held,
            (false, false, false) => PhotoState::NotHere,
        }
    }

    /// Whether there was no room on this device for a photo that was added; told once.
    pub fn take_no_room_for_photo(&mut self) -> bool {
        core::mem::take(&mut self.photos.has_no_room)
    }

    /// Says what there is to say of photos, if nothing else is: called after everything that happens.
    pub(super) fn talk_of_photos(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.connection.is_open() && self.photos.is_taken {
            self.send_next_part(effects);
            self.ask_for_next_part(now, effects);
        }
    }

    /// The answer to an order that stored parts: `true` if it was one.
    pub(super) fn parts_stored(&mut self, ticket: u64, effects: &mut Vec<Effect>) -> bool {
        let Some(adding) = self.photos.storing.remove(&ticket) else { return false };
        if let Some(Adding { team: team_id, page, record, photo, bytes }) = adding {
            let held =
                HeldPhoto { scope: page.scope, era: page.era, parts: photo.parts.clone(), shared: 0, at: 0 };
            self.keep_photo(team_id, record, held);
            self.photos.show(record, bytes);
            if let Some(team) = self.teams.get_mut(&team_id) {
                team.begin_saving(record);
            }
            let written = self.put_on_page((team_id, page), record, Photo::KIND, &photo.draft(), effects);
            if let (Err(_), Some(team)) = (written, self.teams.get_mut(&team_id)) {
                team.end_saving(record);
                self.drop_photo(team_id, record);
            }
        }
        true
    }

    /// There is no room, or worse: a new photo is given up, one that was fetched is shown and not kept.
    pub(super) fn parts_not_stored(&mut self, ticket: u64, effects: &mut Vec<Effect>) -> bool {
        let Some(adding) = self.photos.storing.remove(&ticket) else { return false };
        if adding.is_some() {
            self.photos.has_no_room = true;
            effects.push(Effect::Changed(Changed::Connection));
        }
        true
    }

    /// What is here of a photo that somebody looks at.
    pub(super) fn photo_read(
        &mut self,
        now: Now,
        record: RecordId,
        stored: &[StoredRow],
        effects: &mut Vec<Effect>,
    ) {
        let Some(fetch) = self.photos.fetches.get_mut(&record) else { return };
        let found = |id: &PartId| stored.iter().find(|row| hash16(&row.value) == id.0);
        let parts = fetch.photo.parts.iter().map(|id| found(id).map(|row| row.value.clone()));
        fetch.parts = Some(parts.collect());
        self.open_if_whole(record, effects);
        self.talk_of_photos(now, effects);
    }

    /// A part that was to be sent.
    pub(super) fn part_read(
        &mut self,
        now: Now,
        (team_id, record): (TeamId, RecordId),
        stored: &[StoredRow],
        effects: &mut Vec<Effect>,
    ) {
        let Some((_, _, id)) =
            self.photos.sending.filter(|sending| (sending.0, sending.1) == (team_id, record))
        else {
            return;
        };
        let Some(row) = stored.iter().find(|row| hash16(&row.value) == id.0) else {
            // The disk has lost it. Whoever looks at it asks the relay.
            self.photos.sending = None;
            return self.drop_photo(team_id, record);
        };
        let place = self.teams.get(&team_id).filter(|_| self.is_idle_but_for_photos());
        match place.and_then(|team| team.photos.get(&record)) {
            Some(held) if self.connection.is_open() => {
                let (scope, era, part) = (held.scope, held.era, row.value.clone());
                self.say(now, &FromDevice::PutPart { team: team_id, scope, era, part }, effects);
            }
            Some(_) | None => self.photos.sending = None,
        }
    }

    pub(super) fn part_held(&mut self, now: Now, team_id: TeamId, id: PartId, effects: &mut Vec<Effect>) {
        if self.photos.doubted.get(&team_id) == Some(&id) {
            self.photos.doubted.remove(&team_id);
            return;
        }
        let at = self.next_arrival(now);
        let Some((_, record, _)) = self.photos.sending.take_if(|sent| (sent.0, sent.2) == (team_id, id))
        else {
            return;
        };
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        if let Some(held) = team.photos.get_mut(&record).filter(|held| held.next() == Some(id)) {
            (held.shared, held.at) = (held.shared + 1, at);
            self.saver.write([rows::photo_row(team_id, record, held)]);
            effects.push(Effect::Changed(Changed::Sharing { team: team_id }));
        }
    }

    pub(super) fn part_arrived(
        &mut self,
        now: Now,
        team_id: TeamId,
        part: Vec<u8>,
        effects: &mut Vec<Effect>,
    ) {
        let id = PartId(hash16(&part));
        let Some((record, _)) = self.photos.asked.take_if(|asked| asked.1 == id) else {
            // Not what was asked for: this relay is not to be believed.
            return self.give_up(now, effects);
        };
        let Some(fetch) = self.photos.fetches.get_mut(&record).filter(|fetch| fetch.team == team_id) else {
            return;
        };
        let mut writes = Vec::new();
        let parts = fetch.parts.iter_mut().flatten().zip(&fetch.photo.parts).zip(0..);
        for ((held, _), number) in parts.filter(|((_, wanted), _)| **wanted == id) {
            writes.push(rows::part_row(team_id, record, number, part.clone()));
            *held = Some(part.clone());
        }
        self.store_parts(writes, None, effects);
        self.open_if_whole(record, effects);
    }

    pub(super) fn no_part(
        &mut self,
        now: Now,
        (team_id, id): (TeamId, PartId),
        why: Refused,
        effects: &mut Vec<Effect>,
    ) {
        if self.photos.doubted.get(&team_id) == Some(&id) {
            self.photos.doubted.remove(&team_id);
            if why == Refused::NotHere {
                self.offer_photos_again(team_id, |held| held.at > 0);
            }
            return;
        }
        if let Some((record, _)) = self.photos.asked.take_if(|asked| asked.1 == id) {
            self.photos.fetches.remove(&record);
            self.photos.lacking.insert(record);
            effects.push(Effect::Changed(Changed::Connection));
            return;
        }
        let Some((_, record, _)) = self.photos.sending.take_if(|sent| (sent.0, sent.2) == (team_id, id))
        else {
            return;
        };
        let Some(team) = self.teams.get_mut(&team_id) else { return };
        match why {
            Refused::TryLater | Refused::TooMuch => return self.hang_up(now, effects),
            // It stays here, not shared, and is not offered again on this connection.
            Refused::Full => {
                team.disallowed = Some(why);
                self.connection.ask_again(now);
            }
            Refused::NotHere
            | Refused::NotNext
            | Refused::NotAllowed
            | Refused::Used
            | Refused::Cancelled
            | Refused::Expired
            | Refused::Malformed
            | Refused::Newer
            | Refused::Restored
            | Refused::NeedsToken => {}
        }
        team.refused_photos.insert(record);
        effects.push(Effect::Changed(Changed::Connection));
    }

    /// Asks a relay whether it has the part that it acknowledged last: if not, it was set back to an earlier day, and what
    /// it has acknowledged since is offered again. A relay that drops what is old is believed.
    pub(super) fn doubt_photos(&mut self, now: Now, team_id: TeamId, effects: &mut Vec<Effect>) {
        let Some((me, team)) = self.id().zip(self.teams.get(&team_id)) else { return };
        let ours = team.photos.values().filter(|held| held.at > 0 && team.may_write(me, held.page()));
        let Some(held) = ours.max_by_key(|held| held.at).filter(|_| self.photos.is_taken) else { return };
        let last = held.shared.checked_sub(1).and_then(|last| held.parts.get(usize::from(last)).copied());
        let Some(id) = last.filter(|_| !self.connection.drops_old() || held.scope == Scope::Plan) else {
            return;
        };
        let frame = FromDevice::HasPart { team: team_id, scope: held.scope, era: held.era, id };
        self.photos.doubted.insert(team_id, id);
        self.say(now, &frame, effects);
    }

    /// The relay may have lost these photos: they are offered again, as far as this device may.
    pub(super) fn offer_photos_again(&mut self, team_id: TeamId, which: impl Fn(&HeldPhoto) -> bool) {
        let Some((me, team)) = self.id().zip(self.teams.get_mut(&team_id)) else { return };
        let lost = team.photos.iter().filter(|(_, held)| which(held) && team.may_write(me, held.page()));
        let lost: Vec<RecordId> = lost.map(|(record, _)| *record).collect();
        for record in lost {
            if let Some(held) = team.photos.get_mut(&record) {
                held.shared = 0;
                self.saver.write([rows::photo_row(team_id, record, held)]);
            }
        }
    }

    /// What was under way on the connection is begun again on the next one.
    pub(super) fn photos_disconnected(&mut self) {
        self.photos.sending = None;
        self.photos.asked = None;
        self.photos.doubted.clear();
    }

    /// Whether no record waits to be stored, sent or acknowledged: only then a photo is sent.
    fn is_idle_but_for_photos(&self) -> bool {
        let is_idle = |team: &Team| {
            let waits = team.outbox.keys().any(|id| !team.refused.contains(id));
            !waits && team.unsealed.is_empty() && team.saving.is_empty()
        };
        self.teams.values().filter(|team| !team.is_sample()).all(is_idle)
    }

    fn send_next_part(&mut self, effects: &mut Vec<Effect>) {
        if self.photos.sending.is_some() || !self.is_idle_but_for_photos() {
            return;
        }
        if let Some((team, record, id, number)) = self.next_to_send() {
            self.photos.sending = Some((team, record, id));
            let key = rows::part_key(team, record, number);
            self.load(Loading::Part(team, record), vec![(Table::Parts, key)], effects);
        }
    }

    fn next_to_send(&self) -> Option<(TeamId, RecordId, PartId, u8)> {
        let mut talking = self.teams.values().filter(|team| team.talk == Talk::CaughtUp);
        talking.find_map(|team| {
            let mut photos = team.photos.iter().filter(|(record, _)| !team.refused_photos.contains(record));
            photos.find_map(|(record, held)| Some((team.id(), *record, held.next()?, held.shared)))
        })
    }

    fn ask_for_next_part(&mut self, now: Now, effects: &mut Vec<Effect>) {
        if self.photos.asked.is_some() {
            return;
        }
        let is_open = |team: &TeamId| {
            self.teams.get(team).is_some_and(|team| matches!(team.talk, Talk::Receiving | Talk::CaughtUp))
        };
        let mut fetches = self.photos.fetches.iter().filter(|(_, fetch)| is_open(&fetch.team));
        let next = fetches.find_map(|(record, fetch)| Some((*record, fetch.team, fetch.page, fetch.next()?)));
        drop(fetches);
        let Some((record, team, PageId { scope, era, .. }, id)) = next else { return };
        let frame = FromDevice::GetPart { team, scope, era, id };
        self.photos.asked = Some((record, id));
        self.say(now, &frame, effects);
    }

    fn open_if_whole(&mut self, record: RecordId, effects: &mut Vec<Effect>) {
        let Some(fetch) = self.photos.fetches.get(&record) else { return };
        let team = fetch.team;
        let parts: Option<Vec<Vec<u8>>> = fetch.parts.iter().flatten().cloned().collect();
        if let Some(parts) = parts.filter(|parts| parts.len() == fetch.photo.parts.len()) {
            let PageId { scope, era, .. } = fetch.page;
            let shared = u8::try_from(parts.len()).unwrap_or(u8::MAX);
            match open_photo(&fetch.photo.key, &parts) {
                Ok(bytes) if Media::of(&bytes) == Some(fetch.photo.media) => {
                    let held = HeldPhoto { scope, era, parts: fetch.photo.parts.clone(), shared, at: 0 };
                    if !self.teams.get(&team).is_some_and(|team| team.photos.contains_key(&record)) {
                        self.keep_photo(team, record, held);
                    }
                    self.photos.show(record, bytes.into());
                }
                Ok(_) | Err(_) => {
                    self.photos.broken.insert(record);
                }
            }
            self.photos.fetches.remove(&record);
        }
        effects.push(Effect::Changed(Changed::Connection));
    }

    fn keep_photo(&mut self, team_id: TeamId, record: RecordId, held: HeldPhoto) {
        if let Some(team) = self.teams.get_mut(&team_id) {
            self.saver.write([rows::photo_row(team_id, record, &held)]);
            team.photos.insert(record, held);
        }
    }

    fn drop_photo(&mut self, team_id: TeamId, record: RecordId) {
        if let Some(team) = self.teams.get_mut(&team_id) {
            team.photos.remove(&record);
            self.saver.write([rows::forget_photo_row(team_id, record)]);
        }
    }

    /// Orders parts to be stored, in a batch of their own.
    fn store_parts(&mut self, mut batch: Vec<Write>, adding: Option<Adding>, effects: &mut Vec<Effect>) {
        let Some(identity) = self.identity().filter(|_| !batch.is_empty()) else { return };
        let boot = identity.boot.to_be_bytes().to_vec();
        batch.push(Write::Expect(Table::Device, BOOT_KEY.to_vec(), Some(boot)));
        self.next_ticket += 1;
        self.photos.storing.insert(self.next_ticket, adding);
        effects.push(Effect::Store { ticket: self.next_ticket, batch });
    }
}

impl Photos {
    /// Notes what the relay says of itself: whether it takes parts as long as they get.
    pub(super) fn challenged(&mut self, part: Option<u32>) {
        self.is_taken = part.is_some_and(|part| usize::try_from(part).unwrap_or(usize::MAX) >= PART_LIMIT);
    }

    /// Whether a relay has not said yet that it has what it acknowledged.
    pub(super) fn is_doubtful(&self) -> bool {
        !self.doubted.is_empty()
    }

    fn opened(&self, record: RecordId) -> Option<Arc<[u8]>> {
        self.open.iter().find(|(open, _)| *open == record).map(|(_, bytes)| bytes.clone())
    }

    fn show(&mut self, record: RecordId, bytes: Arc<[u8]>) {
        if self.open.len() == AT_ONCE {
            self.open.pop_front();
        }
        self.open.push_back((record, bytes));
    }
}

impl Fetch {
    /// The first part that is not here, once it is known what is.
    fn next(&self) -> Option<PartId> {
        let parts = self.parts.as_ref()?;
        let missing = parts.iter().zip(&self.photo.parts).find(|(held, _)| held.is_none());
        missing.map(|(_, id)| *id)
    }

    fn percent(&self) -> u8 {
        let held = self.parts.iter().flatten().flatten().count();
        u8::try_from(held * 100 / self.photo.parts.len().max(1)).unwrap_or(100)
    }
}

impl HeldPhoto {
    /// A page that whoever may write may offer it; its name does not matter for that.
    fn page(&self) -> PageId {
        PageId { scope: self.scope, era: self.era, name: PageName::Plan }
    }

    /// The first part that the relay has not acknowledged.
    fn next(&self) -> Option<PartId> {
        self.parts.get(usize::from(self.shared)).copied()
    }
}

impl Team {
    /// Whether every part of a photo is at the relay, as far as this device has to bring it there.
    pub(super) fn is_photo_shared(&self, record: RecordId) -> bool {
        self.photos.get(&record).is_none_or(|held| held.next().is_none())
    }
}
