//! How a goal comes along (C29, C30): what was counted for it, day by day, in three lanes by setting; whether what was
//! tried for it helped; where the child stood on its scale; and when the plan for it changed.
//!
//! Nothing only its writer reads is in it, because charts are printed and handed on.

use shared::RecordId;
use shared::record::goal::t_score;
use shared::record::{Goal, Helped, Ladder, Measure, Prompt, Scale, Scope, Setting, Tally, tally::Count};
use shared::sorted::Map;

use super::interval::FEW;
use super::sift::day_of;
use crate::view::{EntryBody, EntryView};

/// What the numbers of a chart are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// How many of 100 tries, intervals or steps.
    Percent,
    /// How often.
    Times,
    /// Prompts for each try.
    Prompts,
    /// Seconds.
    Seconds,
    /// A rating, 1 to 10.
    Rating,
}

/// One day in one lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The day, counted from 1970.
    pub day: i64,
    /// The lane.
    pub lane: Scope,
    /// In tenths of the unit.
    pub tenths: u32,
    /// So many were done (of [`Self::of`]).
    pub done: u32,
    /// Of so many; with a number that is no share, how many sessions.
    pub of: u32,
    /// The entries it comes from.
    pub entries: Vec<RecordId>,
}

/// Something that was tried for the goal on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dot {
    /// The day.
    pub day: i64,
    /// The lane.
    pub lane: Scope,
    /// Whether it helped.
    pub helped: Helped,
    /// The entry.
    pub entry: RecordId,
}

/// Somebody looked where the child stands on the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The day.
    pub day: i64,
    /// The level, −2 to 2.
    pub level: i8,
    /// The T score of this goal alone, in tenths; for clinicians.
    pub t_tenths: Option<u32>,
    /// The entry.
    pub entry: RecordId,
}

/// The plan for the goal changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// The day.
    pub day: i64,
    /// What has a new version.
    pub title: String,
    /// The version's number.
    pub number: usize,
    /// The version.
    pub version: RecordId,
}

/// When the goal is reached, in the unit of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mastery {
    /// In tenths of the unit.
    pub tenths: u32,
    /// Whether less is better: prompts.
    pub at_most: bool,
}

/// What was counted in one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The unit.
    pub unit: Unit,
    /// The days, oldest first, lane by lane.
    pub points: Vec<Point>,
    /// When the goal is reached, if it says so in this unit.
    pub mastery: Option<Mastery>,
}

/// A goal over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The goal: its first version.
    pub goal: RecordId,
    /// The goal, in its words.
    pub title: String,
    /// With how much help it counts as done; none is without.
    pub level: Option<Prompt>,
    /// What was counted, a chart a unit.
    pub charts: Vec<Chart>,
    /// What was tried, oldest first.
    pub dots: Vec<Dot>,
    /// Where the child stood, oldest first.
    pub looks: Vec<Look>,
    /// When the plan changed, oldest first.
    pub phases: Vec<Phase>,
}

/// What a course is made from, beside the entries.
pub struct Sources<'a> {
    /// The goal: its first version, and what it says.
    pub goal: (RecordId, &'a Goal),
    /// When the plan for it changed.
    pub phases: Vec<Phase>,
    /// Its scales.
    pub scales: &'a [(RecordId, Scale)],
    /// The prompt levels that a tally was taken by, in the program's own order.
    pub ladder: &'a dyn Fn(&Tally) -> Ladder,
    /// The level that an entry of a look says, and the scale it is on.
    pub look: &'a dyn Fn(RecordId) -> Option<(RecordId, i8)>,
    /// Whether a clinician looks.
    pub scored: bool,
}

/// What one day in one lane comes to.
#[derive(Default)]
struct Day {
    sum: u32,
    of: u32,
    sessions: u32,
    entries: Vec<RecordId>,
}

/// The course of a goal, by the entries that somebody is shown.
pub fn course(entries: &[EntryView], from: Sources<'_>) -> Course {
    let (series, goal) = from.goal;
    let mut days: Map<(Unit, Scope, i64), Day> = Map::new();
    let (mut dots, mut looks) = (Vec::new(), Vec::new());
    let about = entries.iter().filter(|entry| entry.goal == Some(series));
    for entry in about.filter(|entry| entry.struck.is_none() && entry.scope != Scope::Private) {
        let (day, lane) = (day_of(entry.at), lane_of(entry));
        match &entry.body {
            EntryBody::Tally(view) => {
                let Some((unit, sum, of)) = measured(&view.tally, goal, from.ladder) else { continue };
                let held = days.entry((unit, lane, day)).or_default();
                held.sum = held.sum.saturating_add(sum);
                held.of = held.of.saturating_add(of);
                held.sessions += 1;
                held.entries.push(entry.id);
            }
            EntryBody::Activity { helped: Some(helped), .. } => {
                dots.push(Dot { day, lane, helped: *helped, entry: entry.id });
            }
            EntryBody::Attained { .. } => {
                let Some((scale, level)) = (from.look)(entry.id) else { continue };
                let weight =
                    from.scales.iter().find(|(id, _)| *id == scale).map_or(1, |(_, scale)| scale.weight);
                let score = from.scored.then(|| t_score(core::iter::once((weight, level)))).flatten();
                let t_tenths = score.map(|score| (score * 10.0 + 0.5) as u32);
                looks.push(Look { day, level, t_tenths, entry: entry.id });
            }
            _ => {}
        }
    }
    shared::sorted::sort_by_key(&mut dots, |dot: &Dot| (dot.day, dot.lane, dot.entry));
    shared::sorted::sort_by_key(&mut looks, |look: &Look| (look.day, look.entry));
    let mut phases = from.phases;
    shared::sorted::sort_by_key(&mut phases, |phase| (phase.day, phase.version));
    let (title, level) = (goal.title.clone(), goal.criterion.level);
    Course { goal: series, title, level, charts: charts(days, goal), dots, looks, phases }
}

fn charts(days: Map<(Unit, Scope, i64), Day>, goal: &Goal) -> Vec<Chart> {
    let mut charts: Vec<Chart> = Vec::new();
    for ((unit, lane, day), held) in days.iter() {
        let (unit, lane, day) = (*unit, *lane, *day);
        let Some(tenths) = held.tenths(unit) else { continue };
        let of = if matches!(unit, Unit::Percent | Unit::Prompts) { held.of } else { held.sessions };
        let point = Point { day, lane, tenths, done: held.sum, of, entries: held.entries.clone() };
        match charts.last_mut().filter(|chart| chart.unit == unit) {
            Some(chart) => chart.points.push(point),
            None => charts.push(Chart { unit, points: vec![point], mastery: mastery(unit, goal) }),
        }
    }
    charts
}

impl Day {
    fn tenths(&self, unit: Unit) -> Option<u32> {
        let share = |of: u32, whole: u64| {
            let (sum, of) = (u64::from(self.sum) * whole, u64::from(of));
            u32::try_from((sum * 2 + of) / (of * 2)).ok()
        };
        match unit {
            Unit::Percent if self.of == 0 => None,
            Unit::Percent => share(self.of, 1000),
            Unit::Prompts => share(self.of.max(1), 10),
            // Latency and duration are told as they are for one session; a rating too.
            Unit::Seconds | Unit::Rating => share(self.sessions.max(1), 10),
            Unit::Times => self.sum.checked_mul(10),
        }
    }
}

impl Point {
    /// Whether it rests on too few tries to be a share.
    pub fn is_few(&self, unit: Unit) -> bool {
        unit == Unit::Percent && self.of < FEW
    }
}

/// The unit of a tally, what to add up in it, and of how many. Who only watches along is left out, and what was missed.
fn measured(tally: &Tally, goal: &Goal, ladder: &dyn Fn(&Tally) -> Ladder) -> Option<(Unit, u32, u32)> {
    if tally.checks.is_some() || tally.missed.is_some() {
        return None;
    }
    let counts = tally.counts;
    let opportunities = counts.opportunities();
    let prompts = counts.of(Count::Prompts);
    match tally.measure {
        Measure::Trials
            if goal.criterion.percent.is_none() && goal.criterion.prompts.is_some() && prompts > 0 =>
        {
            Some((Unit::Prompts, prompts, opportunities))
        }
        Measure::Trials | Measure::PartialInterval | Measure::WholeInterval | Measure::MomentarySample => {
            let ladder = ladder(tally);
            let done = Prompt::ALL.iter().filter(|level| **level != Prompt::Independent);
            let done = done.filter(|level| is_enough(&ladder, **level, goal));
            let done = done.map(|level| counts.of(Count::Level(*level))).sum::<u32>() + counts.independent();
            (opportunities > 0).then_some((Unit::Percent, done, opportunities))
        }
        Measure::TaskAnalysis => {
            let ladder = ladder(tally);
            let steps = tally.steps.iter().flatten();
            let enough =
                |level: &&Prompt| **level == Prompt::Independent || is_enough(&ladder, **level, goal);
            let done = u32::try_from(steps.clone().filter(enough).count()).ok()?;
            let of = u32::try_from(tally.steps.len()).ok()?;
            (of > 0).then_some((Unit::Percent, done, of))
        }
        Measure::Frequency | Measure::Product => Some((Unit::Times, counts.of(Count::Plus), 0)),
        Measure::Duration | Measure::Latency => {
            (tally.seconds > 0).then_some((Unit::Seconds, tally.seconds, 0))
        }
        Measure::Rating => tally.rating.map(|rating| (Unit::Rating, rating.into(), 0)),
    }
}

/// Whether this much help still counts as done.
fn is_enough(ladder: &Ladder, level: Prompt, goal: &Goal) -> bool {
    goal.criterion.level.is_some_and(|most| ladder.is_within(level, most))
}

fn mastery(unit: Unit, goal: &Goal) -> Option<Mastery> {
    let (tenths, at_most) = match unit {
        Unit::Percent => (goal.criterion.percent?, false),
        Unit::Times => (goal.criterion.times?, false),
        Unit::Prompts => (goal.criterion.prompts?, true),
        Unit::Seconds | Unit::Rating => return None,
    };
    Some(Mastery { tenths: u32::from(tenths) * 10, at_most })
}

/// Home, school or clinic: where it happened, and for other places whose notes it is kept with.
fn lane_of(entry: &EntryView) -> Scope {
    match (entry.setting, entry.scope) {
        (Setting::Home, _) => Scope::Home,
        (Setting::School, _) => Scope::School,
        (Setting::Clinic | Setting::Telehealth, _) => Scope::Clinic,
        (_, scope @ (Scope::Home | Scope::School | Scope::Clinic)) => scope,
        _ => Scope::Home,
    }
}

#[cfg(test)]
#[path = "course_tests.rs"]
mod tests;
