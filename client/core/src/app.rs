//! The app: takes intents and the device's inputs, keeps what the screens show.
//!
//! Where to start: [`commands`] carries intents out; [`entries`], [`plan`], [`people`] and [`views`] build what
//! screens print from the rows in memory.

mod asking;
mod cards;
mod caring;
mod carrying;
mod caseload;
mod commands;
mod counting;
mod entries;
mod exporting;
mod governing;
mod importing;
mod insight;
mod locking;
mod logging;
mod past;
mod people;
mod photos;
mod plan;
mod planned;
mod planning;
mod schooling;
mod views;

use shared::sorted::Map;

use shared::page::{PageName, Seen};
use shared::record::{Draft, Role, Scope};
use shared::sync::device::{
    Changed, CommandError, Device, Effect, Input as DeviceInput, InviteProgress, PageId, Team,
};
use shared::{Now, RecordId, TeamId};

use crate::intent::Intent;
use crate::view::{InviteRefusal, Notice};

/// The name under which the chosen team is remembered.
const CHOSEN: &str = "chosen";

/// What the app is told.
#[derive(Debug, Clone)]
pub enum Input {
    /// A person asked for something.
    Intent(Intent),
    /// A fact for the device underneath.
    Device(DeviceInput),
}

/// The app without a screen.
#[derive(Debug, Default)]
pub struct App {
    device: Device,
    chosen: Option<TeamId>,
    /// What the person looks at a sample child as.
    looks: Map<TeamId, Role>,
    notices: Vec<Notice>,
    /// Where edits of open forms start from.
    begun: Map<RecordId, Seen>,
    undo: Option<RecordId>,
    written: Option<RecordId>,
    refusal: Option<InviteRefusal>,
    set_aside_told: usize,
    withheld_told: Vec<String>,
    carrying: carrying::Carrying,
    exporting: exporting::Exporting,
    importing: importing::Importing,
    looking: caseload::Looking,
    /// The reader's offset, for times that were kept without one.
    offset_min: i16,
}

impl App {
    /// An app that has not been told `Started` yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one input; orders come out in `effects`.
    pub fn handle(&mut self, now: Now, input: Input, effects: &mut Vec<Effect>) {
        self.offset_min = now.offset_min;
        match input {
            Input::Intent(intent) => {
                let done = self.intend(now, intent, effects);
                if let Err(notice) = done {
                    self.tell(notice, effects);
                }
                self.device.commit(now, effects);
            }
            Input::Device(input) => {
                self.device.handle(now, input, effects);
                self.settle_choice(effects);
                self.settle_looking(now, effects);
                self.settle_owed(now, effects);
            }
        }
        self.settle_carrying(effects);
        self.tell_set_aside(effects);
        self.tell_withheld(effects);
        if self.device.take_no_room_for_photo() {
            self.tell(Notice::NoRoomForPhoto, effects);
        }
        if self.device.take_held_back() {
            self.tell(Notice::RelayRestored, effects);
        }
    }

    /// The device underneath, for shells that print more than screens do.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// Reads every month of every team, for lists of everything. Returns whether any was not in memory.
    pub fn load_all(&mut self, now: Now, effects: &mut Vec<Effect>) -> bool {
        let pages: Vec<_> = self.device.teams().flat_map(unread).collect();
        self.load(now, pages, effects)
    }

    /// Reads every month of the chosen team. Returns whether any was not in memory.
    fn load_chosen(&mut self, now: Now, effects: &mut Vec<Effect>) -> bool {
        let pages = self.chosen_team().into_iter().flat_map(unread).collect();
        self.load(now, pages, effects)
    }

    fn load(&mut self, now: Now, pages: Vec<(TeamId, PageId)>, effects: &mut Vec<Effect>) -> bool {
        let any = !pages.is_empty();
        self.device.load_pages(pages, effects);
        self.device.commit(now, effects);
        any
    }

    /// The record that was written last since the start, whatever its kind, for shells that print its id.
    pub fn written(&self) -> Option<RecordId> {
        self.written
    }

    /// Writes a record of any kind into the chosen team, also of one that screens do not know: what an import brings,
    /// or a newer app would write.
    pub fn write_row(
        &mut self,
        now: Now,
        place: (Scope, PageName),
        kind: &str,
        draft: &Draft,
        effects: &mut Vec<Effect>,
    ) -> Result<RecordId, CommandError> {
        let team = self.chosen.ok_or(CommandError::NoSuchTeam)?;
        let record = self.device.write(now, team, place, kind, draft, effects);
        self.device.commit(now, effects);
        record
    }

    /// Seals text that is not saved yet, for the shell to keep outside the store; empty while nothing is open.
    pub fn seal_draft(&mut self, name: &str, text: &str) -> Vec<u8> {
        self.device.seal_draft(name, text)
    }

    /// Keeps a small value of the shell's own until the next start and beyond; [`Device::recall`] finds it again.
    pub fn remember(&mut self, now: Now, name: &str, value: Vec<u8>, effects: &mut Vec<Effect>) {
        self.device.remember(name, value);
        self.device.commit(now, effects);
    }

    /// Keeps the token that the relay's operator gave out, for founding teams there.
    pub fn keep_token(&mut self, now: Now, token: &str, effects: &mut Vec<Effect>) {
        self.device.keep_token(now, token, effects);
        self.device.commit(now, effects);
    }

    /// Where the edit of an entry starts from, to be kept with what is typed.
    pub fn begun(&self, record: RecordId) -> Option<String> {
        self.begun.get(&record).map(ToString::to_string)
    }

    fn chosen_team(&self) -> Option<&Team> {
        self.device.team(self.chosen?)
    }

    /// What the person is to the child; in a sample, what they look as.
    fn role_in(&self, team: &Team) -> Option<Role> {
        if let Some(role) = self.looks.get(&team.id()) {
            return Some(*role);
        }
        if team.is_sample() {
            return Some(Role::Guardian);
        }
        let (_, me) = team.roster().member_of(self.device.id()?)?;
        Some(me.role)
    }

    fn choose(&mut self, team: TeamId) {
        if self.chosen != Some(team) {
            self.chosen = Some(team);
            self.note_recent(team);
            self.undo = None;
            // What was asked for was about another child.
            self.put_export_away();
            self.put_import_away();
            self.device.remember(CHOSEN, team.as_bytes().to_vec());
        }
    }

    /// Keeps a choice that makes sense: the one remembered, a team just joined, or the first.
    fn settle_choice(&mut self, effects: &mut Vec<Effect>) {
        if let InviteProgress::Joined(team) = self.device.progress()
            && self.chosen != Some(*team)
            && self.device.team(*team).is_some()
            && self.refusal.is_none()
        {
            let team = *team;
            self.device.dismiss_invite();
            self.choose(team);
            effects.push(Effect::Changed(Changed::All));
        }
        if self.chosen_team().is_some() || !self.device.is_ready() {
            return;
        }
        let remembered = self.device.recall(CHOSEN).and_then(TeamId::from_slice);
        let kept = remembered.filter(|team| self.device.team(*team).is_some());
        let first = || self.device.teams().min_by_key(|team| team.is_sample()).map(Team::id);
        self.chosen = kept.or_else(first);
    }

    fn tell(&mut self, notice: Notice, effects: &mut Vec<Effect>) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
            effects.push(Effect::Changed(Changed::Connection));
        }
    }

    /// Once a start for each person, and not again when it is put away.
    fn tell_withheld(&mut self, effects: &mut Vec<Effect>) {
        let names: Vec<String> = self.device.teams().flat_map(|team| self.withheld(team)).collect();
        for who in names {
            if !self.withheld_told.contains(&who) {
                self.withheld_told.push(who.clone());
                self.tell(Notice::Withheld { who }, effects);
            }
        }
    }

    fn tell_set_aside(&mut self, effects: &mut Vec<Effect>) {
        let count = self.device.set_aside();
        if count > self.set_aside_told {
            self.set_aside_told = count;
            self.notices.retain(|notice| !matches!(notice, Notice::SetAside { .. }));
            self.tell(Notice::SetAside { count }, effects);
        }
    }
}

/// The months of a team that are not in memory.
fn unread(team: &Team) -> impl Iterator<Item = (TeamId, PageId)> {
    team.page_ids().filter(|page| !team.is_loaded(*page)).map(|page| (team.id(), page))
}

#[cfg(test)]
#[path = "app_tests.rs"]
mod tests;
