//! The merged timeline: three lanes for the clinician, one list for everyone else.

use shared::record::Ask;
use shared::{Moment, RecordId};

use super::{Conflict, EntryView, PausedView};

/// Home, school and clinic side by side, newest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimelineView {
    /// What needs a look first.
    pub flags: Vec<Flag>,
    /// What guardians wrote.
    pub home: Vec<EntryView>,
    /// What teachers and aides wrote.
    pub school: Vec<EntryView>,
    /// What clinicians wrote.
    pub clinic: Vec<EntryView>,
    /// Whether this person reads home notes; an unread lane says so instead of seeming empty.
    pub reads_home: bool,
    /// Whether this person reads school notes.
    pub reads_school: bool,
    /// Whether this person reads clinic notes.
    pub reads_clinic: bool,
    /// When visits began, newest first: the days on which somebody of the clinic wrote down what happened there.
    pub visits: Vec<Moment>,
    /// The earliest time that is loaded.
    pub since: Option<Moment>,
    /// Whether older entries can be shown.
    pub earlier: bool,
}

/// Something that needs a look.
#[derive(Debug, Clone, PartialEq)]
pub enum Flag {
    /// Something was stopped and waits for a clinician.
    Stopped(PausedView),
    /// An entry was changed in two places.
    TwoPlaces {
        /// The entry.
        record: RecordId,
        /// What it is called.
        title: String,
        /// The fields, with every value.
        conflicts: Vec<Conflict>,
    },
    /// A plan item was changed in two places.
    PlanTwoPlaces {
        /// What it is called.
        title: String,
    },
    /// Somebody asked, or is worried, and nobody has settled it.
    Asked {
        /// What was asked.
        question: RecordId,
        /// Which kind.
        ask: Ask,
        /// The beginning of what was asked.
        text: String,
    },
    /// A program or safety note whose version in force some of those who carry it out have not read.
    Unread {
        /// The program: its first version.
        series: RecordId,
        /// What it is called.
        title: String,
        /// The version's number.
        number: usize,
        /// Who has not.
        names: Vec<String>,
    },
    /// Two entries may be the same event.
    Twins {
        /// One.
        record: RecordId,
        /// The other.
        other: RecordId,
        /// What it is called.
        title: String,
    },
}
