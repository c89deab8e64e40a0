//! Counting (C34): one record for each observer and session. Screens add them up. FHIR: Observation.
//!
//! Each count is a plain number in a field of its own, and only the device that began a tally writes its numbers. So
//! nothing is ever added twice however often it arrives, and two people who count at once add up: 2 + 1 = 3. A tally
//! that watches the same as another, to see whether both observers agree, names it and is left out of sums.

use super::field::{Change, Draft, NewField, Value};
use super::measure::{Measure, MissedReason, Prompt};
use super::{Record, Row, Setting};
use crate::id::RecordId;
use crate::time::Moment;

/// The most that one count can say; what a hostile hand writes beyond it counts as this.
pub const COUNT_LIMIT: u32 = 100_000;
/// The highest rating.
pub const RATING_LIMIT: u16 = 10;
/// The most steps of one task.
pub const STEP_LIMIT: usize = 20;

/// What is counted with one key of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// It was done, or it happened.
    Plus,
    /// It was not done, or it did not happen.
    Minus,
    /// It was done with this much help.
    Level(Prompt),
    /// Prompts given: the *count of prompts*, which is another measure than their level.
    Prompts,
}

/// One observer's counts of one session.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// What was counted, in the words that were on the screen.
    pub title: String,
    /// The plan item: its first version's id.
    pub strategy: Option<RecordId>,
    /// The version it was carried out by.
    pub version: Option<RecordId>,
    /// The goal it is for: its first version's id.
    pub goal: Option<RecordId>,
    /// How it is measured.
    pub measure: Measure,
    /// Where.
    pub setting: Setting,
    /// When the session began.
    pub at: Moment,
    /// The counts.
    pub counts: Counts,
    /// A number of the program's own scale, 1 to [`RATING_LIMIT`].
    pub rating: Option<u16>,
    /// Seconds: watched, lasted or waited, as the measure says. What runs now is not among them.
    pub seconds: u32,
    /// When the clock was started that runs now, in milliseconds since 1970. It is in the record, so that it survives a
    /// locked screen and a reload.
    pub since_ms: Option<i64>,
    /// Whether the session is over.
    pub done: bool,
    /// The help that each step of a task took; a step not reached is none.
    pub steps: Vec<Option<Prompt>>,
    /// The tally that this one watches along with, to compare the two; it is left out of sums.
    pub checks: Option<RecordId>,
    /// Why nothing was counted.
    pub missed: Option<MissedReason>,
    /// Anything to add.
    pub note: String,
}

impl Tally {
    /// A session that begins, with nothing counted yet.
    pub fn new(title: impl Into<String>, measure: Measure, setting: Setting, at: Moment) -> Self {
        Self {
            title: title.into(),
            strategy: None,
            version: None,
            goal: None,
            measure,
            setting,
            at,
            counts: Counts::default(),
            rating: None,
            seconds: 0,
            since_ms: None,
            done: false,
            steps: Vec::new(),
            checks: None,
            missed: None,
            note: String::new(),
        }
    }
}

/// How often each key was tapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts([u32; Count::ALL.len()]);

impl Count {
    /// Every count, in the order they are kept.
    pub const ALL: [Self; 10] = [
        Self::Plus,
        Self::Minus,
        Self::Level(Prompt::Independent),
        Self::Level(Prompt::Visual),
        Self::Level(Prompt::Verbal),
        Self::Level(Prompt::Gestural),
        Self::Level(Prompt::Modelling),
        Self::Level(Prompt::PartialPhysical),
        Self::Level(Prompt::FullPhysical),
        Self::Prompts,
    ];

    /// The field it is kept in.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Plus => "n_plus",
            Self::Minus => "n_minus",
            Self::Level(Prompt::Independent) => "n_independent",
            Self::Level(Prompt::Visual) => "n_visual",
            Self::Level(Prompt::Verbal) => "n_verbal",
            Self::Level(Prompt::Gestural) => "n_gestural",
            Self::Level(Prompt::Modelling) => "n_modelling",
            Self::Level(Prompt::PartialPhysical) => "n_partial",
            Self::Level(Prompt::FullPhysical) => "n_full",
            Self::Prompts => "n_prompts",
        }
    }

    fn place(self) -> usize {
        Self::ALL.iter().position(|count| *count == self).unwrap_or(0)
    }
}

/// The fields of a task's steps.
const STEPS: [&str; STEP_LIMIT] = [
    "step01", "step02", "step03", "step04", "step05", "step06", "step07", "step08", "step09", "step10",
    "step11", "step12", "step13", "step14", "step15", "step16", "step17", "step18", "step19", "step20",
];

impl Counts {
    /// How often `count` was tapped.
    pub fn of(&self, count: Count) -> u32 {
        self.0.get(count.place()).copied().unwrap_or(0)
    }

    /// These counts with `count` set.
    #[must_use]
    pub fn with(mut self, count: Count, number: u32) -> Self {
        if let Some(place) = self.0.get_mut(count.place()) {
            *place = number.min(COUNT_LIMIT);
        }
        self
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let mut sum = self;
        sum.0.iter_mut().zip(other.0).for_each(|(sum, other)| *sum = sum.saturating_add(other));
        sum
    }

    /// All opportunities there were: done, not done, or done with help. Prompts are no opportunities.
    pub fn opportunities(&self) -> u32 {
        let all = Count::ALL.iter().filter(|count| **count != Count::Prompts);
        all.fold(0, |sum, count| sum.saturating_add(self.of(*count)))
    }

    /// What was done without help.
    pub fn independent(&self) -> u32 {
        self.of(Count::Plus).saturating_add(self.of(Count::Level(Prompt::Independent)))
    }

    fn read(row: &Row) -> Self {
        let read = |count: Count| own_number(row, count.field()).unwrap_or(0).min(COUNT_LIMIT);
        Self(Count::ALL.map(read))
    }
}

/// The sum of what was counted: struck tallies and those that only watch along are left out.
pub fn total<'a>(rows: impl Iterator<Item = &'a Row>) -> Counts {
    let counted = rows.filter(|row| row.struck().is_none()).filter_map(Tally::read);
    counted
        .filter(|tally| tally.checks.is_none())
        .fold(Counts::default(), |sum, tally| sum.plus(tally.counts))
}

/// The seconds that all clocks measured together, of the same tallies; a clock that runs is not among them.
pub fn total_seconds<'a>(rows: impl Iterator<Item = &'a Row>) -> u64 {
    let counted = rows.filter(|row| row.struck().is_none()).filter_map(Tally::read);
    counted.filter(|tally| tally.checks.is_none()).map(|tally| u64::from(tally.seconds)).sum()
}

/// One tap: the change that makes `count` of this tally one more, or one less where it is taken back. None if
/// there is nothing to take back, or the count is full.
pub fn tap(row: &Row, count: Count, back: bool) -> Option<Change> {
    let now = Tally::read(row)?.counts.of(count);
    let then = if back { now.checked_sub(1)? } else { now + 1 };
    (then <= COUNT_LIMIT).then(|| Change::Set(count.field(), Value::Number(then.into())))
}

/// The help that one step of a task took; none takes the answer back.
pub fn step(row: &Row, step: usize, level: Option<Prompt>) -> Option<Change> {
    let field = STEPS.get(step).filter(|_| row.kind == Tally::KIND)?;
    Some(Change::Set(field, level.map_or(Value::Empty, |level| Value::Word(level.code().to_owned()))))
}

/// The rating of a session.
pub fn rate(row: &Row, rating: u16) -> Option<Change> {
    let fits = row.kind == Tally::KIND && (1..=RATING_LIMIT).contains(&rating);
    fits.then(|| Change::Set("rating", Value::Number(rating.into())))
}

/// The changes that start the clock of a tally.
pub fn start(now: Moment) -> Vec<Change> {
    vec![Change::Set("since", Value::Time(now.unix_ms))]
}

/// The changes that stop it: what ran is added to the seconds. Nothing if it does not run.
pub fn stop(tally: &Tally, now: Moment) -> Vec<Change> {
    let Some(since_ms) = tally.since_ms else { return Vec::new() };
    let seconds = i64::from(tally.seconds) + elapsed_s(since_ms, now);
    vec![Change::Set("since", Value::Empty), Change::Set("seconds", Value::Number(seconds.min(DAY_S)))]
}

/// Whole seconds since a clock was started; none where the device's clock was set back since.
pub fn elapsed_s(since_ms: i64, now: Moment) -> i64 {
    (now.unix_ms.saturating_sub(since_ms) / 1000).clamp(0, DAY_S)
}

/// The change that ends a session.
pub fn end() -> Change {
    Change::Set("done", Value::Flag(true))
}

/// A clock that somebody forgot stops at a day.
const DAY_S: i64 = 86_400;

/// How far two observers of one session agree, in percent; none where neither saw anything.
///
/// Total count agreement, smaller over larger (Cooper, Heron and Heward, *Applied Behavior Analysis*, chapter 5):
/// of each key, weighted by how often it was tapped, so that two who differ in every level do not seem to agree.
pub fn agreement(one: Counts, other: Counts) -> Option<u8> {
    let sum = |pick: fn(u32, u32) -> u32| {
        Count::ALL.iter().map(|count| u64::from(pick(one.of(*count), other.of(*count)))).sum::<u64>()
    };
    let (smaller, larger) = (sum(u32::min), sum(u32::max));
    (larger > 0).then(|| u8::try_from((smaller * 200 + larger) / (larger * 2)).unwrap_or(100))
}

/// A number as the device wrote it that began the tally, also where somebody else wrote over it at the same time.
fn own_number(row: &Row, name: &str) -> Option<u32> {
    let cell = row.cells.get(name)?;
    let own = cell.others.iter().find(|(_, by)| *by == row.author && cell.by != row.author);
    match own.map_or(&cell.value, |(value, _)| value) {
        Value::Number(number) => u32::try_from(*number).ok(),
        _ => None,
    }
}

impl Record for Tally {
    const KIND: &'static str = "tally";

    fn read(row: &Row) -> Option<Self> {
        let mut steps: Vec<Option<Prompt>> = STEPS.iter().map(|field| row.code(field)).collect();
        steps.truncate(steps.iter().rposition(Option::is_some).map_or(0, |last| last + 1));
        (row.kind == Self::KIND).then(|| Self {
            title: row.word("title").unwrap_or_default().to_owned(),
            strategy: row.code("strategy"),
            version: row.code("version"),
            goal: row.code("goal"),
            measure: row.code("measure").unwrap_or(Measure::Trials),
            setting: row.code("setting").unwrap_or(Setting::School),
            at: row.at(),
            counts: Counts::read(row),
            rating: row.number("rating").filter(|rating| (1..=RATING_LIMIT).contains(rating)),
            seconds: own_number(row, "seconds").unwrap_or(0),
            since_ms: match row.cells.get("since").map(|cell| &cell.value) {
                Some(Value::Time(since_ms)) => Some(*since_ms),
                _ => None,
            },
            done: row.flag("done"),
            steps,
            checks: row.code("checks"),
            missed: row.code("missed"),
            note: row.prose("note").to_owned(),
        })
    }

    fn draft(&self) -> Draft {
        let mut draft = Draft::default()
            .word("title", &self.title)
            .word_if("strategy", self.strategy)
            .word_if("version", self.version)
            .word_if("goal", self.goal)
            .word("measure", self.measure.code())
            .word("setting", self.setting.code())
            .at(self.at)
            .word_if("checks", self.checks)
            .word_if("missed", self.missed)
            .flag_if("done", self.done)
            .number_if("rating", self.rating)
            .number_if("seconds", (self.seconds > 0).then_some(self.seconds))
            .prose("note", &self.note);
        draft
            .0
            .extend(self.since_ms.map(|since_ms| NewField { name: "since", value: Value::Time(since_ms) }));
        for count in Count::ALL {
            let number = self.counts.of(count);
            draft = draft.number_if(count.field(), (number > 0).then_some(number));
        }
        for (field, level) in STEPS.iter().zip(&self.steps) {
            draft = draft.word_if(field, *level);
        }
        draft
    }
}

#[cfg(test)]
#[path = "tally_tests.rs"]
mod tests;
