//! Plays the score: each day's tries as entries, at their time of day, by whoever was there, some with a note.

use shared::sorted::Set;

use shared::Moment;
use shared::record::{Activity, Helped, Regulation};
use shared::seal::Random;

use super::calendar::{Calendar, On, minutes_after};
use super::cast::Actor;
use super::plan::Plan;
use super::score::{PARTS, Part};
use super::scribe::{Scribe, log_of};
use super::words::Words;

/// Days on which nobody wrote anything: life goes on without notes.
const QUIET: [(usize, On); 2] = [(1, On::WeekendDay(1)), (4, On::WeekendDay(0))];

/// How many minutes earlier or later than usual.
const EARLIER: u16 = 7;

/// Writes every try that has been written down by now, in the order they were.
pub(super) fn write(
    scribe: &mut Scribe<'_>,
    calendar: &Calendar,
    words: &'static Words,
    plan: &Plan,
    random: &mut Random,
) -> Option<()> {
    let mut player = Player { calendar, words, plan, random, said: Set::new() };
    let mut entries = Vec::new();
    for part in PARTS {
        let tries = player.tries(part);
        for (nth, (at, helped)) in tries.iter().enumerate() {
            // This one and those to come that went the same way: the notes are spread over them.
            let alike = tries[nth..].iter().filter(|(_, other)| other == helped).count();
            entries.push(player.entry(part, *at, *helped, alike)?);
        }
    }
    entries.retain(|entry| calendar.is_past(entry.written));
    shared::sorted::sort_by_key(&mut entries, |entry| entry.written);
    for Entry { by, written, activity } in entries {
        scribe.write(by, log_of(by, activity.at), written, &activity)?;
    }
    Some(())
}

/// One try as somebody writes it down.
struct Entry {
    by: Actor,
    written: Moment,
    activity: Activity,
}

struct Player<'a> {
    calendar: &'a Calendar,
    words: &'static Words,
    plan: &'a Plan,
    random: &'a mut Random,
    /// Nobody says the same thing twice.
    said: Set<&'static str>,
}

impl Player<'_> {
    /// When a part is done, and how it goes.
    fn tries(&self, part: &Part) -> Vec<(Moment, Helped)> {
        let columns = part.weeks.iter().enumerate().flat_map(|(week, days)| {
            days.iter().enumerate().map(move |(nth, tried)| (week, part.days.column(nth), *tried))
        });
        let done = columns.filter(|(week, day, _)| !self.is_quiet(*week, *day));
        done.filter_map(|(week, day, tried)| Some((self.calendar.at(week, day, part.clock)?, tried?)))
            .collect()
    }

    fn is_quiet(&self, week: usize, day: On) -> bool {
        let number = |(week, day)| self.calendar.day(week, day);
        QUIET.iter().any(|quiet| number(*quiet) == number((week, day)))
    }

    fn entry(&mut self, part: &Part, usual: Moment, helped: Helped, alike: usize) -> Option<Entry> {
        let subject = self.plan.subject(part.doing)?;
        let by = self.pick(&part.by)?;
        let at = minutes_after(usual, self.below(2 * EARLIER)).plus_ms(-i64::from(EARLIER) * 60_000);
        let minutes = (subject.minutes + self.below(3)).saturating_sub(1).max(1);
        let readiness = (part.readiness && self.below(5) < 2).then(|| self.readiness(helped));
        let note = self.line(part, helped, alike);
        let written = minutes_after(at, minutes + 1 + self.below(12));
        let activity = Activity {
            title: subject.title,
            strategy: subject.strategy,
            library: subject.library,
            setting: part.setting,
            at,
            minutes: (self.below(5) > 0).then_some(minutes),
            helped: Some(helped),
            before: readiness.map(|(before, _)| before),
            after: readiness.and_then(|(_, after)| after),
            note: note.unwrap_or_default().to_owned(),
        };
        Some(Entry { by, written, activity })
    }

    fn readiness(&mut self, helped: Helped) -> (Regulation, Option<Regulation>) {
        let usually = [Regulation::High, Regulation::High, Regulation::Low, Regulation::Over];
        let before = self.pick(&usually).unwrap_or(Regulation::High);
        let after = match helped {
            Helped::Better => Some(Regulation::Ready),
            Helped::Same => Some(before),
            Helped::Harder => Some(Regulation::Over),
            Helped::Unknown => None,
        };
        (before, after)
    }

    /// Something that was not said yet, for one of so many tries; or nothing, so that every line finds its place.
    fn line(&mut self, part: &Part, helped: Helped, alike: usize) -> Option<&'static str> {
        let pool = (part.lines)(&self.words.tries);
        let lines = match helped {
            Helped::Better => pool.better,
            Helped::Same => pool.same,
            Helped::Harder => pool.harder,
            Helped::Unknown => &self.words.tries.unsure,
        };
        let fresh: Vec<&str> = lines.iter().copied().filter(|line| !self.said.contains(line)).collect();
        let speaks = self.random.below(u64::try_from(alike).ok()?) < u64::try_from(fresh.len()).ok()?;
        let line = self.pick(&fresh).filter(|_| speaks)?;
        self.said.insert(line);
        Some(line)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        let count = u64::try_from(from.len()).ok()?;
        from.get(usize::try_from(self.random.below(count)).ok()?).copied()
    }

    fn below(&mut self, end: u16) -> u16 {
        u16::try_from(self.random.below(end.into())).unwrap_or(0)
    }
}
