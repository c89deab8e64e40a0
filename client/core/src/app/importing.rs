//! Earlier notes coming in from a table: looked at first, then all of them written at once.

use shared::page::PageName;
use shared::record::{Activity, Imported, Scope};
use shared::sorted::Set;
use shared::sync::device::{Changed, Effect, Team};
use shared::{Now, RecordId};

use super::App;
use super::exporting::is_loaded;
use crate::export::import::{Incoming, Problem, What, read};
use crate::view::{ImportPreview, ImportView};

/// How many lines are shown before anything is written.
const SHOWN: usize = 5;

/// What was opened and what came of it, until it is put away.
#[derive(Debug, Default)]
pub(super) enum Importing {
    #[default]
    Nothing,
    /// Earlier months are being read, to see what is here already.
    Reading(Vec<u8>),
    Looked(Vec<Incoming>, ImportPreview),
    Not(Problem),
    Brought(usize),
}

impl App {
    /// Opens a table for the chosen team; [`App::import_on`] goes on with it. Nothing is written.
    pub fn look_at_table(&mut self, now: Now, bytes: Vec<u8>, effects: &mut Vec<Effect>) {
        self.load_chosen(now, effects);
        self.importing = Importing::Reading(bytes);
    }

    /// Looks at what was opened, once all that is here is read.
    pub fn import_on(&mut self, now: Now) {
        let Some(team) = self.chosen_team() else { return };
        if let Importing::Reading(bytes) = &self.importing
            && is_loaded(team)
        {
            self.importing = match self.looked(now, team, bytes) {
                Ok((lines, preview)) => Importing::Looked(lines, preview),
                Err(why) => Importing::Not(why),
            };
        }
    }

    /// How it stands.
    pub fn importing(&self) -> ImportView {
        match &self.importing {
            Importing::Nothing => ImportView::Nothing,
            Importing::Reading(_) => ImportView::Reading,
            Importing::Looked(_, preview) => ImportView::Looked(preview.clone()),
            Importing::Not(why) => ImportView::Not(why.clone()),
            Importing::Brought(entries) => ImportView::Brought(*entries),
        }
    }

    /// Writes what was looked at, all of it in one batch.
    pub fn bring_in(&mut self, now: Now, effects: &mut Vec<Effect>) {
        let Importing::Looked(lines, _) = core::mem::take(&mut self.importing) else { return };
        let brought = self.write_lines(now, &lines, effects);
        self.importing = brought.map_or_else(|| Importing::Not(Problem::NotAllowed), Importing::Brought);
        self.device.commit(now, effects);
    }

    /// Puts away what was opened.
    pub fn put_import_away(&mut self) {
        self.importing = Importing::Nothing;
    }

    fn looked(&self, now: Now, team: &Team, bytes: &[u8]) -> Result<(Vec<Incoming>, ImportPreview), Problem> {
        let role = self.role_in(team).ok_or(Problem::NotAllowed)?;
        let mut read = read(bytes, now, role.usual_setting())?;
        let held: Set<String> = team
            .rows()
            .flat_map(|(_, row)| [Some(row.id.to_string()), Imported::read(row).map(|imported| imported.id)])
            .flatten()
            .collect();
        let before = read.lines.len();
        read.lines.retain(|line| !held.contains(&line.from.id));
        let private = read.lines.iter().filter(|line| line.private).count();
        let may = self.log_scope(team).is_some() || private == read.lines.len();
        if !may || private > 0 && !self.keeps_private(team) {
            return Err(Problem::NotAllowed);
        }
        let times = || read.lines.iter().map(|line| line.what.at());
        let preview = ImportPreview {
            new: read.lines.len(),
            known: before - read.lines.len(),
            private,
            span: times().min().zip(times().max()),
            first: read.lines.iter().take(SHOWN).cloned().collect(),
            left_out: read.left_out.iter().map(|(kind, often)| (kind.clone(), *often)).collect(),
            unused: read.unused,
        };
        Ok((read.lines, preview))
    }

    /// Every line has a thousandth of a second of its own before now, so that no two ids are ever the same.
    fn write_lines(&mut self, now: Now, lines: &[Incoming], effects: &mut Vec<Effect>) -> Option<usize> {
        let team = self.chosen_team()?;
        let (id, usual) = (team.id(), self.log_scope(team));
        let known = |strategy: &RecordId| team.row(*strategy).is_some();
        let places = lines.iter().map(|line| if line.private { Some(Scope::Private) } else { usual });
        let places: Vec<Scope> = places.collect::<Option<_>>()?;
        let drafts: Vec<_> = lines
            .iter()
            .map(|line| {
                // A plan item of another team is nothing here.
                let (kind, draft) = match &line.what {
                    What::Activity(activity) => {
                        let strategy = activity.strategy.filter(known);
                        What::Activity(Activity { strategy, ..activity.clone() }).draft()
                    }
                    What::Note(_) => line.what.draft(),
                };
                (kind, line.from.mark(draft))
            })
            .collect();
        let mut ms_left = i64::try_from(lines.len()).unwrap_or(0);
        for ((line, scope), (kind, draft)) in lines.iter().zip(places).zip(drafts) {
            let place = (scope, PageName::Month(line.what.at().month()));
            self.device.write(now.plus_ms(-ms_left), id, place, kind, &draft, effects).ok()?;
            ms_left -= 1;
        }
        effects.push(Effect::Changed(Changed::Sharing { team: id }));
        Some(lines.len())
    }
}
