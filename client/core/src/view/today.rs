//! Parent · Today, and the aide's quick log: what is next, what was done, what is paused.

use shared::record::{Setting, StopReason};
use shared::{Moment, RecordId};

use super::{EntryView, Person, SafetyView, StrategyView};

/// What a person who helps a child through the day sees.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TodayView {
    /// The strategies for this person's setting, the next routine first; paused ones are marked, not hidden.
    pub strategies: Vec<StrategyView>,
    /// Today's entries, newest first, everyone's that this person may read; undone ones left out.
    pub entries: Vec<EntryView>,
    /// What is paused, newest first.
    pub paused: Vec<PausedView>,
    /// Safety notes in force.
    pub safety: Vec<SafetyView>,
    /// The setting offered first.
    pub setting: Option<Setting>,
    /// Whether the person may write entries.
    pub may_log: bool,
    /// Whether a note that nobody else reads can be written: not before the first connection of whoever joined.
    pub may_note_privately: bool,
    /// The last entry written here that can still be undone (the screen counts ten seconds).
    pub undo: Option<RecordId>,
}

/// A stop that holds.
#[derive(Debug, Clone, PartialEq)]
pub struct PausedView {
    /// The stop.
    pub stop: RecordId,
    /// What is paused.
    pub title: String,
    /// The library card, for its picture.
    pub library: Option<String>,
    /// Why.
    pub reason: StopReason,
    /// Anything added.
    pub note: String,
    /// Where.
    pub setting: Setting,
    /// When.
    pub at: Moment,
    /// Who stopped it.
    pub author: Person,
}
