//! Taking everything along in formats that others read: what is asked, a slice at a time, and what came of it.

use shared::record::Scope;
use shared::sorted::Set;
use shared::sync::device::{Effect, Team};
use shared::{Moment, Now};

use super::App;
use crate::export::{About, Export, File, Wanted, Whom};
use crate::view::ExportView;

/// What was asked and how far it is, until it is put away.
#[derive(Debug, Default)]
pub(super) enum Exporting {
    #[default]
    Nothing,
    /// Earlier months are being read.
    Reading(Wanted, Now),
    Working(Box<Export>),
    Ready(Vec<File>, Moment),
}

impl App {
    /// Begins an export of the chosen team; [`App::export_on`] goes on with it. Returns whether there is anything to export.
    pub fn export(&mut self, now: Now, wanted: Wanted, effects: &mut Vec<Effect>) -> bool {
        self.load_chosen(now, effects);
        let may = self.chosen_team().is_some();
        self.exporting = if may { Exporting::Reading(wanted, now) } else { Exporting::Nothing };
        may
    }

    /// Goes on with an export for a moment: reading is waited for, and then a slice is written.
    pub fn export_on(&mut self) {
        let asked = core::mem::take(&mut self.exporting);
        let Some(team) = self.chosen_team() else { return };
        self.exporting = match asked {
            Exporting::Reading(wanted, now) if is_loaded(team) => {
                Exporting::Working(Box::new(Export::begin(wanted, self.about(team, wanted, now), team)))
            }
            Exporting::Working(mut export) => match export.go_on(team) {
                true => {
                    let made = export.made();
                    Exporting::Ready(export.finish(), made)
                }
                false => Exporting::Working(export),
            },
            asked => asked,
        };
    }

    /// How far it is.
    pub fn exporting(&self) -> ExportView {
        match &self.exporting {
            Exporting::Nothing => ExportView::Nothing,
            Exporting::Reading(..) => ExportView::UnderWay { done: 0, all: 0 },
            Exporting::Working(export) => {
                let (done, all) = export.progress();
                ExportView::UnderWay { done, all }
            }
            Exporting::Ready(files, _) => {
                ExportView::Ready { bytes: files.iter().map(|file| file.bytes.len()).sum() }
            }
        }
    }

    /// What came of it, and when it was made; it is kept here no longer.
    pub fn take_export(&mut self) -> Option<(Vec<File>, Moment)> {
        match core::mem::take(&mut self.exporting) {
            Exporting::Ready(files, made) => Some((files, made)),
            asked => {
                self.exporting = asked;
                None
            }
        }
    }

    /// Puts away what was asked, done or not.
    pub fn put_export_away(&mut self) {
        self.exporting = Exporting::Nothing;
    }

    fn about(&self, team: &Team, wanted: Wanted, made: Now) -> About {
        let roster = team.roster();
        let whom = |(id, member): (&shared::MemberId, &shared::team::Member)| {
            let name = self.member_name(team, *id);
            let gone_ms = member.gone.map(|gone| gone.at_ms);
            (*id, Whom { name, role: member.role, since_ms: member.since_ms, gone_ms })
        };
        let is_in =
            |scope: &Scope| self.shows(team, *scope) && (wanted.with_private || *scope != Scope::Private);
        About {
            team: team.id(),
            sample: team.is_sample(),
            child: self.child_name(team),
            members: roster.members().iter().map(whom).collect(),
            devices: roster.devices().iter().map(|(id, device)| (*id, device.member)).collect(),
            open: self.open_stops(team).into_iter().map(|(id, _)| id).collect::<Set<_>>(),
            scopes: Scope::ALL.iter().copied().filter(is_in).collect(),
            made,
        }
    }
}

/// Whether every month is in memory.
pub(super) fn is_loaded(team: &Team) -> bool {
    team.page_ids().all(|page| team.is_loaded(page))
}
