//! Photos of entries: adding one, and what the page of its entry shows of it.

use shared::record::{Photo, Record, SHOWS_LIMIT};
use shared::sync::device::{Effect, Team};
use shared::{Now, RecordId};

use super::App;
use super::commands::notice;
use super::entries::shared_state;
use super::logging::check_text;
use crate::view::{Notice, PhotoView};

impl App {
    pub(super) fn add_photo(
        &mut self,
        now: Now,
        entry: Option<RecordId>,
        bytes: Vec<u8>,
        shows: String,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&shows, 0, SHOWS_LIMIT)?;
        let team = self.chosen.ok_or(Notice::NotAllowed)?;
        let added = self.device.add_photo(now, team, entry, bytes, shows.trim(), effects);
        self.written = Some(added.map_err(notice)?);
        Ok(())
    }

    /// The photos of an entry of the chosen team that were not struck, oldest first.
    pub fn photos(&self, entry: RecordId) -> Vec<PhotoView> {
        let Some(team) = self.chosen_team() else { return Vec::new() };
        let mut photos: Vec<PhotoView> = team
            .rows()
            .filter(|(_, row)| row.struck().is_none())
            .filter_map(|(_, row)| Some((row.id, Photo::read(row)?)))
            .filter(|(_, photo)| photo.entry == Some(entry))
            .map(|(id, photo)| self.photo_view(team, id, photo))
            .collect();
        shared::sorted::sort_by_key(&mut photos, |photo| photo.id);
        photos
    }

    /// One photo of the chosen team.
    pub fn photo(&self, id: RecordId) -> Option<PhotoView> {
        let team = self.chosen_team()?;
        let photo = Photo::read(team.row(id)?.1)?;
        Some(self.photo_view(team, id, photo))
    }

    fn photo_view(&self, team: &Team, id: RecordId, photo: Photo) -> PhotoView {
        PhotoView {
            id,
            media: photo.media.code(),
            shows: photo.shows,
            mine: self.device.id().is_some_and(|me| id.is_of(me)),
            shared: shared_state(team, id),
            state: self.device.photo(team.id(), id),
        }
    }
}
