//! *Explore with a sample child*: a whole made-up team with six weeks of notes from home, school and clinic.
//!
//! Nobody here is real, and everything else is: pretend devices with their own keys found and join a team, write
//! pages and seal envelopes, by the same code as anyone's. The person who looks joins with an open invite.
//!
//! Where to start:
//! - [`build`]: everything, from one seed;
//! - `cast` and `chain`: who is in the team, and how they came into it;
//! - `score`, `diary`, `plan`, `doubts` and `daily`: the story, the same in every language;
//! - `english`, `spanish` and `daily_words`: what people wrote, in the shape that `words` gives;
//! - `scribe`: records onto pages, pages into envelopes;
//! - `year`: a heavy year after the same score, for measuring and load; not in the app.

mod calendar;
mod cast;
mod chain;
mod daily;
mod daily_words;
mod diary;
mod doubts;
mod english;
mod plan;
mod score;
mod scribe;
mod spanish;
mod tries;
mod words;
#[cfg(feature = "year")]
pub mod year;

use shared::Now;
use shared::seal::Random;
use shared::sync::device::Sample;

use crate::Language;

use calendar::Calendar;
use cast::{Actor, Cast};
use scribe::Scribe;

/// How far back the story goes.
const WEEKS: usize = 6;

/// Makes up the team as it stands at `now`, in the offset of `now`. The same seed makes the same bytes; nothing is in
/// the future. None only if sealing or signing is refused, which no seed and no clock brings about.
pub fn build(seed: [u8; 32], now: Now, language: Language) -> Option<Sample> {
    let words = words::of(language);
    let calendar = Calendar::new(now, WEEKS);
    // A stream for each purpose, so that one more note in the story does not change everybody's keys.
    let mut streams = Random::from_seed(seed);
    let [mut for_team, for_records, mut for_story, mut for_daily] =
        [(); 4].map(|()| Random::from_seed(streams.bytes()));

    let cast = Cast::new(&Actor::STORY, &mut for_team);
    let gathered = chain::gather(&cast, &calendar, &words.people, None, &mut for_team)?;
    let mut scribe = Scribe::new(&cast, for_records);
    let plan = plan::write(&mut scribe, &calendar, words)?;
    tries::write(&mut scribe, &calendar, words, &plan, &mut for_story)?;
    diary::write(&mut scribe, &calendar, words)?;
    doubts::write(&mut scribe, &calendar, words, &plan)?;
    let (goals, safety) = plan.named();
    daily::write(&mut scribe, &calendar, words, (&cast, &mut for_daily), (goals, safety?))?;
    let envelopes = scribe.seal(gathered.team, &gathered.keys)?;
    Some(Sample {
        operations: gathered.operations,
        keys: gathered.keys,
        invite: gathered.invite,
        me: words.people.you.to_owned(),
        envelopes,
    })
}

#[cfg(test)]
#[path = "sample/sample_tests.rs"]
mod tests;
