//! What can be typed for daily care: counting, reading, activating, asking.

use clap::{ArgGroup, Args, Subcommand};
use shared::RecordId;
use shared::record::{MissedReason, Prompt};

/// Daily care beside activities and notes.
#[derive(Debug, Subcommand)]
pub(crate) enum Care {
    /// Count for a program of the plan; the session of today goes on, or begins
    Count(Count),
    /// Print the programs to count for, with what all observers counted today
    Programs {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Say that versions of programs or safety notes were read; prints the record's id
    Read {
        /// The versions
        #[arg(required = true, value_name = "ID")]
        versions: Vec<RecordId>,
    },
    /// Let versions be carried out that need an OT; clinicians only; prints the record's id
    Activate {
        /// The versions
        #[arg(required = true, value_name = "ID")]
        versions: Vec<RecordId>,
    },
    /// Ask the team; prints the question's id
    Ask {
        /// What is asked
        text: String,
        /// It is a worry, for the OT
        #[arg(long)]
        concern: bool,
    },
    /// Answer a question; prints the record's id
    Answer {
        /// The question
        #[arg(value_name = "ID")]
        question: RecordId,
        /// The answer
        text: String,
        /// That settles it
        #[arg(long)]
        settled: bool,
    },
}

#[derive(Debug, Args)]
#[group(skip)]
#[command(group = ArgGroup::new("what").required(true).args(["plus", "minus", "level", "prompts", "missed", "end"]))]
pub(crate) struct Count {
    /// The program: the id of its first version
    #[arg(value_name = "PROGRAM-ID")]
    pub(crate) strategy: RecordId,
    /// It was done, or it happened
    #[arg(long)]
    pub(crate) plus: bool,
    /// It was not done, or it did not happen
    #[arg(long)]
    pub(crate) minus: bool,
    /// It was done with this much help
    #[arg(long)]
    pub(crate) level: Option<Prompt>,
    /// A prompt was given
    #[arg(long)]
    pub(crate) prompts: bool,
    /// It was not tried
    #[arg(long, value_name = "REASON")]
    pub(crate) missed: Option<MissedReason>,
    /// The session is over
    #[arg(long)]
    pub(crate) end: bool,
    /// Take back, not add
    #[arg(long)]
    pub(crate) back: bool,
    /// How often
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) times: u16,
}
