//! What helps (C31): of each activity how often it helped, by setting, time of day and routine, always with its counts.
//!
//! "Don't know" is told and is no part of a share: it says nothing for or against. Fewer than
//! [`FEW`] answers make no share at all.

use shared::RecordId;
use shared::record::{Helped, Regulation, Routine, Scope, Setting};

use super::interval::{FEW, wilson};
use super::observed::{Observation, Part, observations};
use crate::view::EntryView;

/// How often which answer was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// It went better.
    pub better: u32,
    /// No change.
    pub same: u32,
    /// It was harder.
    pub harder: u32,
    /// Not sure, or those who wrote it down differ.
    pub unknown: u32,
    /// Nobody said.
    pub silent: u32,
}

/// Answers, with the entries behind them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figure {
    /// The answers.
    pub answers: Answers,
    /// How many of them may have been written twice, or wait for somebody to settle them.
    pub doubtful: u32,
    /// Every entry that is counted, newest first.
    pub entries: Vec<RecordId>,
}

/// One way from before to after, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// How ready the child was before.
    pub before: Regulation,
    /// And after.
    pub after: Regulation,
    /// How often.
    pub times: u32,
    /// The entries that say so.
    pub entries: Vec<RecordId>,
}

/// One activity in one setting, at one time of day, in one routine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Where.
    pub setting: Setting,
    /// When in the day.
    pub part: Part,
    /// The routine; none where the plan had none for it.
    pub routine: Option<Routine>,
    /// The answers.
    pub figure: Figure,
}

/// What is known of one activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpedView {
    /// What it was called last.
    pub title: String,
    /// Its library card.
    pub library: Option<String>,
    /// The plan item of the newest entry.
    pub strategy: Option<RecordId>,
    /// All of it.
    pub whole: Figure,
    /// By setting.
    pub settings: Vec<(Setting, Figure)>,
    /// By time of day.
    pub parts: Vec<(Part, Figure)>,
    /// By routine, as far as the plan ties it to one.
    pub routines: Vec<(Routine, Figure)>,
    /// Each combination that there was.
    pub cells: Vec<Cell>,
    /// Before and after.
    pub turns: Vec<Turn>,
}

/// What helps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HelpsView {
    /// The activities: those that are surest to help first, those with too few answers last.
    pub activities: Vec<HelpedView>,
    /// Before and after, of all of them.
    pub turns: Vec<Turn>,
    /// How many of the entries only their writer reads.
    pub private: u32,
}

/// Which observations are asked about; what is left open takes all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// Where.
    pub setting: Option<Setting>,
    /// When in the day.
    pub part: Option<Part>,
    /// In which routine.
    pub routine: Option<Routine>,
    /// Only what happened since, in milliseconds since 1970.
    pub since_ms: Option<i64>,
    /// Whether it is for others' eyes: then nothing counts that only its writer reads.
    pub for_others: bool,
}

impl Answers {
    /// How many could tell.
    pub const fn told(&self) -> u32 {
        self.better + self.same + self.harder
    }

    /// The 95 % interval of the share that helped; none where there are too few answers to say.
    pub fn interval(&self) -> Option<(f64, f64)> {
        wilson(self.better, self.told()).filter(|_| self.told() >= FEW)
    }

    fn count(&mut self, helped: Option<Helped>) {
        let place = match helped {
            Some(Helped::Better) => &mut self.better,
            Some(Helped::Same) => &mut self.same,
            Some(Helped::Harder) => &mut self.harder,
            Some(Helped::Unknown) => &mut self.unknown,
            None => &mut self.silent,
        };
        *place += 1;
    }
}

impl Figure {
    fn count(&mut self, seen: &Observation<'_>) {
        self.answers.count(seen.helped);
        self.doubtful += u32::from(seen.doubtful);
        self.entries.extend(&seen.entries);
    }
}

/// What helps, by the entries that somebody is shown.
pub fn helps(entries: &[EntryView], asked: Asked) -> HelpsView {
    let mut view = HelpsView::default();
    for seen in observations(entries, asked.for_others).iter().filter(|seen| asked.takes(seen)) {
        view.private += u32::from(seen.entry.scope == Scope::Private);
        turn(&mut view.turns, seen);
        let place = view.activities.iter().position(|held| held.is_of(seen));
        let place = place.unwrap_or_else(|| {
            view.activities.push(HelpedView::of(seen));
            view.activities.len() - 1
        });
        if let Some(held) = view.activities.get_mut(place) {
            held.count(seen);
        }
    }
    view.activities.iter_mut().for_each(HelpedView::sort);
    shared::sorted::sort_by_key(&mut view.activities, |held| {
        let surely = held.whole.answers.interval().map_or(-1, |(low, _)| (low * 10_000.0) as i64);
        core::cmp::Reverse((surely, held.whole.answers.told(), held.whole.answers.better))
    });
    shared::sorted::sort_by_key(&mut view.turns, |turn| (turn.before, turn.after));
    view
}

impl Asked {
    fn takes(&self, seen: &Observation<'_>) -> bool {
        self.setting.is_none_or(|setting| seen.setting == setting)
            && self.part.is_none_or(|part| seen.part == part)
            && self.routine.is_none_or(|routine| seen.routine == Some(routine))
            && self.since_ms.is_none_or(|since| seen.entry.at.unix_ms >= since)
    }
}

impl HelpedView {
    fn of(seen: &Observation<'_>) -> Self {
        Self {
            title: seen.title.to_owned(),
            library: seen.library.map(str::to_owned),
            strategy: seen.strategy,
            whole: Figure::default(),
            settings: Vec::new(),
            parts: Vec::new(),
            routines: Vec::new(),
            cells: Vec::new(),
            turns: Vec::new(),
        }
    }

    /// The same library card is the same activity wherever it is planned; without one the same plan item, and without
    /// that the same words.
    fn is_of(&self, seen: &Observation<'_>) -> bool {
        match (&self.library, seen.library) {
            (Some(held), Some(card)) => held == card,
            (None, None) => match (self.strategy, seen.strategy) {
                (Some(held), Some(series)) => held == series,
                (None, None) => self.title.trim().to_lowercase() == seen.title.trim().to_lowercase(),
                _ => false,
            },
            _ => false,
        }
    }

    fn count(&mut self, seen: &Observation<'_>) {
        self.whole.count(seen);
        slot(&mut self.settings, seen.setting).count(seen);
        slot(&mut self.parts, seen.part).count(seen);
        if let Some(routine) = seen.routine {
            slot(&mut self.routines, routine).count(seen);
        }
        turn(&mut self.turns, seen);
        let (setting, part, routine) = (seen.setting, seen.part, seen.routine);
        let is_here = |cell: &Cell| (cell.setting, cell.part, cell.routine) == (setting, part, routine);
        match self.cells.iter_mut().find(|cell| is_here(cell)) {
            Some(cell) => cell.figure.count(seen),
            None => {
                let mut figure = Figure::default();
                figure.count(seen);
                self.cells.push(Cell { setting, part, routine, figure });
            }
        }
    }

    fn sort(&mut self) {
        shared::sorted::sort_by_key(&mut self.settings, |(setting, _)| *setting);
        shared::sorted::sort_by_key(&mut self.parts, |(part, _)| *part);
        shared::sorted::sort_by_key(&mut self.routines, |(routine, _)| *routine);
        shared::sorted::sort_by_key(&mut self.cells, |cell| (cell.setting, cell.part, cell.routine));
        shared::sorted::sort_by_key(&mut self.turns, |turn| (turn.before, turn.after));
    }
}

fn slot<T: PartialEq>(slices: &mut Vec<(T, Figure)>, of: T) -> &mut Figure {
    let place = slices.iter().position(|(held, _)| *held == of).unwrap_or(slices.len());
    if place == slices.len() {
        slices.push((of, Figure::default()));
    }
    &mut slices[place].1
}

fn turn(turns: &mut Vec<Turn>, seen: &Observation<'_>) {
    let Some((before, after)) = seen.turn else { return };
    match turns.iter_mut().find(|turn| (turn.before, turn.after) == (before, after)) {
        Some(turn) => {
            turn.times += 1;
            turn.entries.extend(&seen.entries);
        }
        None => turns.push(Turn { before, after, times: 1, entries: seen.entries.clone() }),
    }
}

#[cfg(test)]
#[path = "helps_tests.rs"]
mod tests;
