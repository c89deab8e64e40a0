//! Daily care: what there is to count, and what was asked.

use shared::record::{Answer, Count, Counts, MissedReason, Question, Tally};
use shared::{Moment, RecordId};

use super::{PausedView, Person, SharedState, StrategyView};

/// A program on the tally board.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgramView {
    /// The program.
    pub item: StrategyView,
    /// The keys of its board, in order; empty where steps or a rating are asked for instead.
    pub keys: Vec<Count>,
    /// The session that taps of this device go to.
    pub open: Option<TallyView>,
    /// What all observers counted today, together.
    pub total: Counts,
    /// The seconds that all observers' clocks measured today, together; one that runs is not among them.
    pub seconds: u64,
    /// Why it was not tried today, as often as that was said.
    pub missed: Vec<MissedReason>,
    /// Others who count it today, with their tallies.
    pub others: Vec<(Person, RecordId)>,
}

/// One observer's counts of one session.
#[derive(Debug, Clone, PartialEq)]
pub struct TallyView {
    /// The record.
    pub record: RecordId,
    /// What was counted.
    pub tally: Tally,
    /// How far it agrees with the one it watches along with, in percent.
    pub agreement: Option<u8>,
    /// The number of the version it was carried out by.
    pub number: Option<usize>,
}

/// Something that was asked, with its answers.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionView {
    /// The question's record.
    pub record: RecordId,
    /// What was asked.
    pub question: Question,
    /// The stop that is the concern by itself, if nobody wrote it down as one; it is open as long as it holds.
    pub stop: Option<PausedView>,
    /// Who asked.
    pub author: Person,
    /// When.
    pub at: Moment,
    /// The answers, oldest first.
    pub answers: Vec<AnswerView>,
    /// Whether nobody has settled it yet.
    pub open: bool,
    /// Where it is by now.
    pub shared: SharedState,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerView {
    /// Its record.
    pub record: RecordId,
    /// What was answered.
    pub answer: Answer,
    /// Who answered.
    pub author: Person,
    /// When.
    pub at: Moment,
}
