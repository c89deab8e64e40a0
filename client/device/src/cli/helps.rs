//! What can be typed to see what helps.

use carryover_core::insight::{Asked, Part};
use clap::{Args, builder::PossibleValuesParser, builder::TypedValueParser};
use shared::Moment;
use shared::record::{Routine, Setting};

use crate::clock;

#[derive(Debug, Args)]
pub(crate) struct Helps {
    /// Only what happened here
    #[arg(long)]
    pub(crate) setting: Option<Setting>,
    /// Only at this time of day: morning (5 to 12), afternoon (to 17), evening (to 21) or night
    #[arg(long, value_name = "TIME", value_parser = part())]
    pub(crate) time: Option<Part>,
    /// Only in this routine, as the plan had it then
    #[arg(long)]
    pub(crate) routine: Option<Routine>,
    /// Only since, such as 2026-11-03T00:00:00-05:00
    #[arg(long, value_name = "RFC3339", value_parser = clock::parse)]
    pub(crate) since: Option<Moment>,
    /// Count also what only you can read; leave this out for anything that is handed on
    #[arg(long)]
    pub(crate) with_private: bool,
    /// One JSON object a line: each activity as a whole, and each setting, time of day and routine of it
    #[arg(long)]
    pub(crate) json: bool,
}

impl From<&Helps> for Asked {
    fn from(typed: &Helps) -> Self {
        Self {
            setting: typed.setting,
            part: typed.time,
            routine: typed.routine,
            since_ms: typed.since.map(|since| since.unix_ms),
            for_others: !typed.with_private,
        }
    }
}

fn part() -> impl TypedValueParser<Value = Part> {
    let named =
        |code: String| Part::ALL.into_iter().find(|part| part.code() == code).unwrap_or(Part::Morning);
    PossibleValuesParser::new(Part::ALL.map(Part::code)).map(named)
}
