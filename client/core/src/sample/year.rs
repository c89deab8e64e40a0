//! A heavy year: thousands of entries and taps by twelve people, in the words and after the score of the sample child.
//!
//! For measuring and for load only, so it is not part of the app (`feature = "year"`). It is a team like any other, with a
//! recovery sheet: whoever restores the parcel with it has the whole year on a device of their own.

use shared::record::tally::{Count, tap};
use shared::record::{Activity, Helped, Measure, Setting, Strategy, Tally};
use shared::seal::Random;
use shared::team::SheetCode;
use shared::wire::Parcel;
use shared::{Moment, Now, RecordId};

use super::calendar::{Calendar, On, minutes_after};
use super::cast::{Actor, Cast};
use super::plan::{self, Plan};
use super::score::{Days, PARTS, Part};
use super::scribe::{Place, Scribe, log_of};
use super::words::{self, Words};
use super::{chain, daily};
use crate::Language;

/// How much of it there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Whole weeks up to now, at least six.
    pub weeks: usize,
    /// Entries, tallies among them.
    pub entries: usize,
    /// Taps on tallies.
    pub taps: usize,
}

impl Size {
    /// The heavy year of a child that twelve people write about.
    pub const YEAR: Self = Self { weeks: 52, entries: 6_000, taps: 10_000 };
}

/// A team with a long past.
#[derive(Debug, Clone, PartialEq)]
pub struct Year {
    /// Its roster and every envelope.
    pub parcel: Parcel,
    /// The words that let a device into it.
    pub sheet: Vec<&'static str>,
}

/// Who else does what somebody usually does.
const COLLEAGUES: [(Actor, &[Actor]); 5] = [
    (Actor::Pat, &[Actor::Grandparent]),
    (Actor::Alex, &[Actor::Grandparent]),
    (Actor::Therapist, &[Actor::Assistant, Actor::Speech, Actor::Physical]),
    (Actor::Teacher, &[Actor::SecondTeacher]),
    (Actor::Aide, &[Actor::SecondAide, Actor::Coach]),
];
/// Who counts on school days, one session each.
const COUNTING: [Actor; 2] = [Actor::Aide, Actor::SecondAide];
const SCHOOL_DAYS: usize = 5;

/// Makes it up, as it stands at `now`. The same seed makes the same bytes. None only if sealing or signing is refused.
pub fn build(seed: [u8; 32], now: Now, language: Language, size: Size) -> Option<Year> {
    let words = words::of(language);
    let calendar = Calendar::new(now, size.weeks);
    let mut streams = Random::from_seed(seed);
    let [mut for_team, for_records, mut for_story, mut for_days] =
        [(); 4].map(|()| Random::from_seed(streams.bytes()));

    let cast = Cast::new(&Actor::ALL, &mut for_team);
    let secret = SheetCode::draw(&mut for_team);
    let sheet = SheetCode::keys_of(&secret);
    let gathered = chain::gather(&cast, &calendar, &words.people, Some(&sheet), &mut for_team)?;
    let mut scribe = Scribe::new(&cast, for_records);
    let plan = plan::write(&mut scribe, &calendar, words)?;
    let (goals, safety) = plan.named();
    daily::write(&mut scribe, &calendar, words, (&cast, &mut for_story), (goals, safety?))?;
    let mut diarist = Diarist { scribe: &mut scribe, calendar, words, plan: &plan, random: &mut for_days };
    diarist.weeks(size)?;
    let envelopes = scribe.seal(gathered.team, &gathered.keys)?;
    let parcel = Parcel { team: gathered.team, operations: gathered.operations, envelopes };
    Some(Year { parcel, sheet: SheetCode::new(gathered.team, secret).words() })
}

struct Diarist<'a, 'b> {
    scribe: &'a mut Scribe<'b>,
    calendar: Calendar,
    words: &'static Words,
    plan: &'a Plan,
    random: &'a mut Random,
}

impl Diarist<'_, '_> {
    fn weeks(&mut self, size: Size) -> Option<()> {
        let (days, school_days) = (size.weeks * 7, size.weeks * SCHOOL_DAYS);
        let sessions = school_days * COUNTING.len();
        let (mut day, mut session) = (0, 0);
        for week in 0..size.weeks {
            for nth in 0..SCHOOL_DAYS {
                for by in COUNTING {
                    let taps = share(size.taps, session, sessions);
                    self.count(week, nth, by, taps)?;
                    session += 1;
                }
            }
            for nth in 0..7 {
                for _ in 0..share(size.entries - sessions, day, days) {
                    self.entry(week, nth)?;
                }
                day += 1;
            }
        }
        Some(())
    }

    /// One session of taps, each a change of its own, as on the board.
    fn count(&mut self, week: usize, day: usize, by: Actor, taps: usize) -> Option<()> {
        let at = self.calendar.at(week, On::SchoolDay(day), (9, 30))?;
        let title = Strategy::new(self.words.plan.back_rub, Setting::School).title;
        let tally = Tally { done: true, ..Tally::new(title, Measure::Trials, Setting::School, at) };
        let place = log_of(by, at);
        let record = self.scribe.write(by, place, at, &tally)?;
        for _ in 0..taps {
            self.tap(by, place, record)?;
        }
        Some(())
    }

    fn tap(&mut self, by: Actor, place: Place, record: RecordId) -> Option<()> {
        let count = if self.random.below(3) == 0 { Count::Minus } else { Count::Plus };
        let change = tap(self.scribe.row(place, record)?, count, false)?;
        self.scribe.change(by, place, record, change, None)
    }

    fn entry(&mut self, week: usize, day: usize) -> Option<()> {
        let parts: Vec<&Part> = PARTS.iter().filter(|part| is_on(part.days, day)).collect();
        let part = *self.pick(&parts)?;
        let usually = *self.pick(&part.by)?;
        let by = self.colleague(usually);
        let usual = self.calendar.at(week, On::Day(day), part.clock)?;
        let at = minutes_after(usual, u16::try_from(self.random.below(50)).ok()?);
        let helped = *self.pick(Helped::ALL)?;
        let subject = self.plan.subject(part.doing)?;
        let activity = Activity {
            title: subject.title,
            strategy: subject.strategy,
            library: subject.library,
            setting: part.setting,
            at,
            minutes: Some(subject.minutes),
            helped: Some(helped),
            before: None,
            after: None,
            note: self.line(part, helped),
        };
        self.write(by, at, &activity)
    }

    fn write(&mut self, by: Actor, at: Moment, activity: &Activity) -> Option<()> {
        self.scribe.write(by, log_of(by, at), minutes_after(at, 3), activity).map(|_| ())
    }

    fn colleague(&mut self, usually: Actor) -> Actor {
        let others = COLLEAGUES.iter().find(|(actor, _)| *actor == usually).map(|(_, others)| *others);
        match others {
            Some(others) if self.random.below(2) == 0 => self.pick(others).copied().unwrap_or(usually),
            _ => usually,
        }
    }

    /// Two in five say something.
    fn line(&mut self, part: &Part, helped: Helped) -> String {
        let pool = (part.lines)(&self.words.tries);
        let lines = match helped {
            Helped::Better => pool.better,
            Helped::Same => pool.same,
            Helped::Harder => pool.harder,
            Helped::Unknown => &self.words.tries.unsure,
        };
        let speaks = self.random.below(5) < 2;
        self.pick(lines).filter(|_| speaks).map(|line| (*line).to_owned()).unwrap_or_default()
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> Option<&'t T> {
        let count = u64::try_from(from.len()).ok().filter(|count| *count > 0)?;
        from.get(usize::try_from(self.random.below(count)).ok()?)
    }
}

/// Whether something is done on a day of the week, the first two of which count as its weekend here.
const fn is_on(days: Days, day: usize) -> bool {
    match days {
        Days::All => true,
        Days::School => day > 1,
        Days::Weekend => day < 2,
        Days::Visit => day == 4,
    }
}

/// How many of `all` fall on one of `parts` days, so that together they are all.
const fn share(all: usize, nth: usize, parts: usize) -> usize {
    all * (nth + 1) / parts - all * nth / parts
}

#[cfg(test)]
#[path = "year_tests.rs"]
mod tests;
