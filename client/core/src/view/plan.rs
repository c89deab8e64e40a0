//! The plan: strategies in force, goals, safety notes.

use shared::record::{Board, Channel, Goal, List, Near, OwnCard, SafetyNote, Scale, Strategy, Training};
use shared::{MemberId, Moment, RecordId};

use super::{PausedView, Person, SharedState};

/// Everything in force.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlanView {
    /// Strategies, in the order of the day's routines.
    pub strategies: Vec<StrategyView>,
    /// Goals: those that come first this month in their order, then the others, oldest first.
    pub goals: Vec<GoalView>,
    /// Safety notes, oldest first: pinned on top everywhere.
    pub safety: Vec<SafetyView>,
    /// Choice boards and visual schedules, oldest first.
    pub boards: Vec<BoardView>,
    /// Why the goals are in this order, as whoever put them so said.
    pub order_why: String,
    /// The T score of all scales together, where any was looked at; for clinicians only.
    pub t_score: Option<f64>,
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
    /// The number people know this version by; the first is 1.
    pub number: usize,
    /// Whether it needs the guidance of an OT (C42), as the plan as a whole says.
    pub needs_ot: bool,
    /// Whether it rests, because no clinician has activated this version yet.
    pub rests: bool,
    /// Who activated this version, and when.
    pub activated: Option<(Person, Moment)>,
    /// Those named to carry it out who are in the team; none is whoever is with the child.
    pub carriers: Vec<Named>,
    /// Whether the person looking is among them.
    pub for_me: bool,
    /// Who has read this version.
    pub readers: Vec<Named>,
    /// Who carries it out and has not read this version.
    pub unread: Vec<Named>,
    /// Whether the person looking has, or wrote it.
    pub read: bool,
    /// Who was taught this version.
    pub trained: Vec<TrainedView>,
    /// When something was written down about it last, as far as is in memory (C49).
    pub last: Option<Moment>,
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
    /// The first version: what programs, counts and scales refer to.
    pub series: RecordId,
    /// What it says.
    pub goal: Goal,
    /// Who wrote it.
    pub author: Person,
    /// Its place among those that come first this month, from 1.
    pub place: Option<usize>,
    /// Its scale, the newest.
    pub scale: Option<ScaleView>,
}

/// A goal attainment scale and where the child stands on it.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleView {
    /// The scale's record.
    pub record: RecordId,
    /// Its frozen levels.
    pub scale: Scale,
    /// Where the child stood when somebody looked last, −2 to 2, and when.
    pub level: Option<(i8, Moment)>,
}

/// A card of the library: one that comes with the app, or one of the team's own.
#[derive(Debug, Clone, PartialEq)]
pub struct CardView {
    /// The name that records keep it by: the card's, or of an own card its first version's.
    pub library: String,
    /// What it is called.
    pub title: String,
    /// How to do it.
    pub how: String,
    /// The list it stands in.
    pub list: List,
    /// All that has to be nearby.
    pub near: Vec<Near>,
    /// The sensory channel it works through.
    pub channel: Option<Channel>,
    /// Minutes offered first.
    pub minutes: Option<u16>,
    /// Whether an adult stays beside the child.
    pub supervise: bool,
    /// Whether what is planned with it needs the guidance of an OT.
    pub needs_ot: bool,
    /// Of an own card, what is in force of it.
    pub own: Option<OwnView>,
}

/// An own card in force.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnView {
    /// The version shown.
    pub version: RecordId,
    /// Other versions written at the same time.
    pub rivals: Vec<RecordId>,
    /// What it says.
    pub card: OwnCard,
    /// Who wrote it.
    pub author: Person,
    /// When.
    pub written: Moment,
}

impl CardView {
    /// Whether it can be done where these are nearby, and nothing else is known to be.
    pub fn fits(&self, nearby: &[Near]) -> bool {
        self.near.iter().all(|near| nearby.contains(near))
    }
}

/// A choice board in force.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardView {
    /// The version shown.
    pub version: RecordId,
    /// The first version.
    pub series: RecordId,
    /// What is on it.
    pub board: Board,
    /// Who wrote it.
    pub author: Person,
}

/// A member by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Who.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
}

/// Somebody was taught a version of a program.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainedView {
    /// The record.
    pub record: RecordId,
    /// Who was taught.
    pub who: Named,
    /// How far.
    pub training: Training,
    /// Who taught them.
    pub by: Person,
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
    /// Who has acknowledged this version.
    pub readers: Vec<Named>,
    /// Whether the person looking has, or wrote it.
    pub read: bool,
}
