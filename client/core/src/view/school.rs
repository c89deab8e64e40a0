//! The services of a child: what was agreed, what was delivered, what is still owed.

use shared::record::{Missed, SchoolYear, Service};
use shared::{Moment, RecordId};

use super::Person;
use crate::school::Books;

/// All services of the chosen team.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SchoolView {
    /// The lines of the grid that are in force or were in this school year, by what they are called.
    pub lines: Vec<LineView>,
    /// The school years that are known, the newest first, with their versions.
    pub years: Vec<(RecordId, SchoolYear)>,
    /// Whether this person may change them.
    pub may_change: bool,
}

/// A line of the service grid.
#[derive(Debug, Clone, PartialEq)]
pub struct LineView {
    /// The line: its first version.
    pub series: RecordId,
    /// The version that counts now.
    pub version: RecordId,
    /// Other versions, written at the same time.
    pub rivals: Vec<RecordId>,
    /// What it says.
    pub service: Service,
    /// Who wrote this version.
    pub author: Person,
    /// What is owed and was delivered, period by period.
    pub books: Books,
    /// What was missed and not made up yet, the oldest first.
    pub missed: Vec<MissedView>,
}

/// A missed session that nothing makes up for yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedView {
    /// The session.
    pub record: RecordId,
    /// When it would have been.
    pub at: Moment,
    /// Its minutes that are not made up.
    pub minutes: u16,
    /// Why.
    pub why: Missed,
}
