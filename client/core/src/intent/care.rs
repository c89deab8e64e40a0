//! The verbs of daily care beside activities and notes: counting, reading, teaching, asking, choosing.

use shared::RecordId;
use shared::record::{CheckIn, Count, MissedReason, Prompt, Question, Said, Scale, Training};

/// One thing of daily care that a person asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Care {
    /// Count for a plan item of the chosen team, named by its first version. The session that is open here goes on; where
    /// there is none, one begins.
    Count {
        /// The plan item: its first version.
        strategy: RecordId,
        /// What is done.
        counting: Counting,
    },
    /// Watch the same session as another tally and count apart, to see how far both agree.
    CountAlong {
        /// The other tally.
        tally: RecordId,
    },
    /// "I have read this": versions of programs and safety notes.
    MarkRead {
        /// The versions that are on the screen.
        versions: Vec<RecordId>,
    },
    /// A clinician says that these versions may be carried out.
    Activate {
        /// The versions.
        versions: Vec<RecordId>,
        /// What to mind.
        note: String,
    },
    /// Somebody was taught a program.
    Train(Box<Training>),
    /// Which goals come first this month, in order.
    Prioritise {
        /// The goals, by their first versions.
        goals: Vec<RecordId>,
        /// Why.
        why: String,
    },
    /// Make a goal attainment scale; its texts are frozen from then on.
    MakeScale(Box<Scale>),
    /// Where the child stands on a scale.
    Attain {
        /// The scale.
        scale: RecordId,
        /// The level, −2 to 2.
        level: i8,
    },
    /// The check-in of a parent; its time is now.
    CheckIn(Box<CheckIn>),
    /// Ask the team, tell the OT of a concern, keep a question for the next visit.
    Ask(Box<Question>),
    /// Answer something that was asked.
    Answer {
        /// What was asked.
        question: RecordId,
        /// The answer.
        text: String,
        /// Whether this settles it.
        settled: bool,
    },
    /// The child tapped on the choice board.
    Request {
        /// What was on the tile.
        title: String,
        /// What was said with it.
        said: Said,
    },
}

/// What is counted, in one tap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// One more.
    More(Count),
    /// One taken back.
    Back(Count),
    /// The clock is started.
    Start,
    /// The clock is stopped.
    Halt,
    /// The help that a step of the task took; none takes the answer back.
    Step(usize, Option<Prompt>),
    /// A number of the program's own scale, 1 to 10.
    Rate(u16),
    /// The session is over.
    End,
    /// It was not tried.
    Missed(MissedReason),
}
