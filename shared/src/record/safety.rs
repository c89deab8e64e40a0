//! STOP and its clearing (C41), and what is paused because of them. FHIR: AdverseEvent.
//!
//! Whether something is paused is derived from the set of records and the roles of their authors, never a flag
//! that a late writer can flip. A stop holds until a clinician's clear names it; striking a stop ("tapped by
//! mistake") is an annotation and lifts nothing, and striking a clear takes nothing back.
//!
//! People become something else. So a stop and a clear name how many operations the team's roster had when they were
//! written, and a clear counts by what its author was then, for stops that were written no later
//! (`docs/decisions/0014-roles-that-change.md`).

use crate::sorted::{Map, Set};

use super::field::Draft;
use super::row::join_ids;
use super::{Record, Row, Setting, StopReason};
use crate::id::{DeviceId, RecordId};
use crate::time::Moment;

/// Someone stopped an activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// What was stopped, in the words that were on the screen.
    pub title: String,
    /// The plan item, if it is one: its first version's id.
    pub strategy: Option<RecordId>,
    /// The library card, if it comes from one.
    pub library: Option<String>,
    /// Why.
    pub reason: StopReason,
    /// Where.
    pub setting: Setting,
    /// When.
    pub at: Moment,
    /// Anything to add.
    pub note: String,
}

/// A clinician says that it may be done again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clear {
    /// The stops it lifts, by name: a stop it has not seen stays.
    pub stops: Vec<RecordId>,
    /// What to do differently.
    pub note: String,
}

/// What is about to be done: any of its names may be paused.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject<'a> {
    /// The plan item's first version.
    pub strategy: Option<RecordId>,
    /// The library card.
    pub library: Option<&'a str>,
    /// The title.
    pub title: &'a str,
}

impl Stop {
    /// Whether this stop pauses `subject`: the same plan item, the same library card or the same title. When in
    /// doubt it does.
    pub fn pauses(&self, subject: Subject<'_>) -> bool {
        let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
        (self.strategy.is_some() && self.strategy == subject.strategy)
            || (self.library.is_some() && self.library.as_deref() == subject.library)
            || same(&self.title, subject.title)
    }
}

/// The cell that says how many operations the roster had when a stop or a clear was written.
const ROSTER: &str = "roster";

/// The same draft, with how many operations the roster has.
pub fn as_of(draft: &Draft, operations: u32) -> Draft {
    draft.clone().number_if(ROSTER, Some(operations))
}

/// How many operations the roster had when a row was written, if it says so.
pub fn written_as_of(row: &Row) -> Option<u32> {
    row.number(ROSTER)
}

/// How many operations the roster had when a row was written, as far as that can be known where it has `operations`: what
/// names more than there are is taken for what names none, until there are.
pub(super) fn known_as_of(row: &Row, operations: u32) -> u32 {
    written_as_of(row).filter(|named| *named <= operations).unwrap_or(0)
}

/// The stops that hold, oldest first: those which no clear names that counts. `operations` is how many the roster has, and
/// `was_clinician` says whether somebody was one when it had so many; where a clear does not say, whether they always were.
pub fn open_stops<'a>(
    rows: impl Iterator<Item = &'a Row> + Clone,
    operations: u32,
    was_clinician: impl Fn(DeviceId, Option<u32>) -> bool,
) -> Vec<(RecordId, Stop)> {
    let as_of = |row: &Row| known_as_of(row, operations);
    let stopped: Map<RecordId, u32> =
        rows.clone().filter(|row| row.kind == Stop::KIND).map(|row| (row.id, as_of(row))).collect();
    let counts = |row: &&Row| row.kind == Clear::KIND && was_clinician(row.author, written_as_of(row));
    let mut lifted = Set::new();
    for row in rows.clone().filter(counts) {
        let stops = Clear::read(row).map(|clear| clear.stops).unwrap_or_default();
        let is_before = |stop: &RecordId| stopped.get(stop).is_some_and(|named| *named <= as_of(row));
        lifted.extend(stops.into_iter().filter(is_before));
    }
    let mut open: Vec<_> = rows
        .filter(|row| !lifted.contains(&row.id))
        .filter_map(|row| Some((row.id, Stop::read(row)?)))
        .collect();
    crate::sorted::sort_by_key(&mut open, |(id, stop)| (stop.at, *id));
    open
}

impl Record for Stop {
    const KIND: &'static str = "stop";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self {
            title: row.word("title").unwrap_or_default().to_owned(),
            strategy: row.code("strategy"),
            library: row.word("library").map(str::to_owned),
            reason: row.code("reason").unwrap_or(StopReason::Other),
            setting: row.code("setting").unwrap_or(Setting::Home),
            at: row.at(),
            note: row.prose("note").to_owned(),
        })
    }

    fn draft(&self) -> Draft {
        Draft::default()
            .word("title", &self.title)
            .word_if("strategy", self.strategy)
            .word_if("library", self.library.as_ref())
            .word("reason", self.reason.code())
            .word("setting", self.setting.code())
            .at(self.at)
            .prose("note", &self.note)
    }
}

impl Record for Clear {
    const KIND: &'static str = "clear";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self { stops: row.ids("stops"), note: row.prose("note").to_owned() })
    }

    fn draft(&self) -> Draft {
        Draft::default().word("stops", join_ids(&self.stops)).prose("note", &self.note)
    }
}
