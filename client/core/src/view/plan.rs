//! The plan: strategies in force, goals, safety notes.

use shared::record::{Goal, SafetyNote, Strategy};
use shared::{Moment, RecordId};

use super::{PausedView, Person, SharedState};

/// Everything in force.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlanView {
    /// Strategies, in the order of the day's routines.
    pub strategies: Vec<StrategyView>,
    /// Goals, oldest first.
    pub goals: Vec<GoalView>,
    /// Safety notes, oldest first: pinned on top everywhere.
    pub safety: Vec<SafetyView>,
    /// Whether the person may change the plan.
    pub may_edit: bool,
    /// Whether the person may clear stops.
    pub may_clear: bool,
}

/// One strategy in force.
#[derive(Debug, Clone, PartialEq)]
pub struct StrategyView {
    /// The version shown; edits replace it.
    pub version: RecordId,
    /// The first version: what entries and stops refer to.
    pub series: RecordId,
    /// Other versions written at the same time: "changed in two places".
    pub rivals: Vec<RecordId>,
    /// What it says.
    pub strategy: Strategy,
    /// Who wrote this version.
    pub author: Person,
    /// When this version was written.
    pub written: Moment,
    /// The stops that pause it, oldest first.
    pub paused: Vec<PausedView>,
    /// Where it is by now.
    pub shared: SharedState,
}

/// One goal in force.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalView {
    /// The version shown.
    pub version: RecordId,
    /// Other versions written at the same time.
    pub rivals: Vec<RecordId>,
    /// What it says.
    pub goal: Goal,
    /// Who wrote it.
    pub author: Person,
}

/// One safety note in force.
#[derive(Debug, Clone, PartialEq)]
pub struct SafetyView {
    /// The version shown.
    pub version: RecordId,
    /// What it says.
    pub note: SafetyNote,
    /// Who wrote it.
    pub author: Person,
    /// When.
    pub written: Moment,
}
