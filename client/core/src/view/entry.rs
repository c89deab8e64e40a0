//! One entry in a list: who, when, where, how it went, and whether it is shared.

use shared::record::{CheckIn, Helped, Regulation, Role, Routine, Said, Scope, Setting, StopReason};
use shared::{DeviceId, MemberId, Moment, RecordId};

use super::TallyView;

/// One entry as every list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryView {
    /// The record.
    pub id: RecordId,
    /// Whose notes it is kept with.
    pub scope: Scope,
    /// Where it happened.
    pub setting: Setting,
    /// When it happened, by the writer's clock.
    pub at: Moment,
    /// Who wrote it.
    pub author: Person,
    /// The goal it is about: its first version.
    pub goal: Option<RecordId>,
    /// The routine that the plan tied it to when it happened.
    pub routine: Option<Routine>,
    /// What was written.
    pub body: EntryBody,
    /// Why it was struck; empty for an undo right after saving.
    pub struck: Option<String>,
    /// Fields changed in two places, with every value.
    pub conflicts: Vec<Conflict>,
    /// Where it was copied from, by its author.
    pub copied: Option<CopiedView>,
    /// Another entry that may be the same event, written twice.
    pub twin: Option<RecordId>,
    /// Where it is by now.
    pub shared: SharedState,
}

/// Where an entry was copied from.
#[derive(Debug, Clone, PartialEq)]
pub struct CopiedView {
    /// The entry it is a copy of; not everybody reads it.
    pub from: RecordId,
    /// Whose notes that one is kept with.
    pub scope: Scope,
    /// Who wrote that one.
    pub author: Person,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq)]
pub enum EntryBody {
    /// An activity that was tried.
    Activity {
        /// What was done.
        title: String,
        /// The library card, for its picture.
        library: Option<String>,
        /// The plan item.
        strategy: Option<RecordId>,
        /// Minutes.
        minutes: Option<u16>,
        /// Did it help?
        helped: Option<Helped>,
        /// Before.
        before: Option<Regulation>,
        /// After.
        after: Option<Regulation>,
        /// Anything added.
        note: String,
    },
    /// A plain note.
    Note {
        /// The text.
        note: String,
    },
    /// A STOP.
    Stop {
        /// What was stopped.
        title: String,
        /// Why.
        reason: StopReason,
        /// Anything added.
        note: String,
        /// Whether it still pauses.
        open: bool,
    },
    /// Something was counted.
    Tally(Box<TallyView>),
    /// The child asked for something, or said no.
    Request {
        /// What was on the tile.
        title: String,
        /// What was said.
        said: Said,
        /// Anything added.
        note: String,
    },
    /// The check-in of a parent.
    CheckIn(Box<CheckIn>),
    /// Where the child stands on the scale of a goal.
    Attained {
        /// The goal, in its words.
        title: String,
        /// The level, −2 to 2.
        level: i8,
    },
    /// A clinician cleared stops.
    Clear {
        /// What was cleared.
        titles: Vec<String>,
        /// What to do differently.
        note: String,
    },
}

/// Who wrote something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The device it was written on.
    pub device: DeviceId,
    /// The member it belongs to; none for a device the roster does not list.
    pub member: Option<MemberId>,
    /// Their place among all members in the order they came, for a colour beside the name.
    pub place: usize,
    /// What they are called; empty if they have not said yet.
    pub name: String,
    /// What they are to the child; none for a device the roster does not list.
    pub role: Option<Role>,
    /// Whether it is the person looking.
    pub me: bool,
}

/// A field that was changed in two places at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The field, by the name [`crate::Intent::Settle`] takes.
    pub field: String,
    /// Every value, the one all devices show first.
    pub values: Vec<String>,
}

/// How far an entry has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedState {
    /// The durable write is still under way; the screen says nothing yet.
    Saving,
    /// "Saved on this device."
    Saved,
    /// "Shared with the team."
    Shared,
}
