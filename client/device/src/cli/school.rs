//! What can be typed for services: the grid, the sessions, the school year, what is owed.

use clap::{Args, Subcommand};
use shared::record::{Directness, Missed, Model, Per, PlanType, PullOutReason, Written};
use shared::{Day, Moment, RecordId};

/// The services of the child.
#[derive(Debug, Subcommand)]
pub(crate) enum School {
    /// Put a line into the service grid, or change one from a day on; prints the version's id
    Plan(Box<Plan>),
    /// Take a line out of the grid; prints the record's id
    End {
        /// The line's newest version
        #[arg(value_name = "ID")]
        version: RecordId,
        /// The first day on which it is no longer in force, such as 2027-01-04
        #[arg(long, value_name = "DAY")]
        from: Day,
    },
    /// Say which days are school days; prints the record's id
    Year(Year),
    /// Write down a session that was given, or missed; prints its id
    Session(Session),
    /// Print the lines with minutes owed, delivered, missed and made up
    Minutes {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Plan {
    /// What it is, such as "Occupational therapy"
    pub(crate) title: String,
    /// Minutes each time
    #[arg(long)]
    pub(crate) minutes: u16,
    /// How often in each period
    #[arg(long, default_value_t = 1)]
    pub(crate) times: u16,
    /// The period
    #[arg(long, default_value = "week")]
    pub(crate) per: Per,
    /// The first day it is in force, such as 2026-08-17
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Day,
    /// The last day, if one is agreed
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<Day>,
    /// With the child, or with the adults around the child
    #[arg(long, default_value = "direct")]
    pub(crate) directness: Directness,
    /// How it is delivered
    #[arg(long)]
    pub(crate) model: Option<Model>,
    /// Why in another room
    #[arg(long, value_name = "REASON")]
    pub(crate) pull_out: Option<PullOutReason>,
    /// The plan it stands in
    #[arg(long)]
    pub(crate) plan: Option<PlanType>,
    /// When that plan is reviewed
    #[arg(long, value_name = "DAY")]
    pub(crate) review: Option<Day>,
    /// Where
    #[arg(long, default_value = "")]
    pub(crate) location: String,
    /// Where it is written
    #[arg(long)]
    pub(crate) written: Option<Written>,
    /// The versions that it replaces
    #[arg(long, value_name = "ID")]
    pub(crate) replaces: Vec<RecordId>,
}

#[derive(Debug, Args)]
pub(crate) struct Year {
    /// The first day of school
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Day,
    /// The last
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Day,
    /// First days of the quarters after the first; without them, every three months
    #[arg(long, value_name = "DAYS", value_delimiter = ',')]
    pub(crate) quarters: Vec<Day>,
    /// Days without school
    #[arg(long, value_name = "DAYS", value_delimiter = ',')]
    pub(crate) closed: Vec<Day>,
    /// The versions that it replaces
    #[arg(long, value_name = "ID")]
    pub(crate) replaces: Vec<RecordId>,
}

#[derive(Debug, Args)]
pub(crate) struct Session {
    /// The line of the grid: the id of its first version
    #[arg(value_name = "LINE-ID")]
    pub(crate) service: RecordId,
    /// When it began, such as 2026-11-03T10:30-05:00; now, if left out
    #[arg(long, value_name = "TIME", value_parser = crate::clock::parse)]
    pub(crate) at: Option<Moment>,
    /// Its minutes; what the line says, if left out
    #[arg(long)]
    pub(crate) minutes: Option<u16>,
    /// How many children, this one among them
    #[arg(long, value_name = "CHILDREN")]
    pub(crate) group: Option<u16>,
    /// Why it did not take place
    #[arg(long, value_name = "REASON")]
    pub(crate) missed: Option<Missed>,
    /// The missed session that it makes up for
    #[arg(long, value_name = "ID")]
    pub(crate) makes_up: Option<RecordId>,
    /// How it was delivered; what the line says, if left out
    #[arg(long)]
    pub(crate) model: Option<Model>,
    /// Anything to add
    #[arg(long, default_value = "")]
    pub(crate) note: String,
}
