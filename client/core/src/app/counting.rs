//! The tally board: one tap is one change of one number, durable like any other entry.
//!
//! A session is a tally of this device for a plan item, of today and not ended. The first tap begins it, and after a
//! reload or a crash the next tap finds it again, because every tap is in the record.

use shared::record::tally::{self, Count};
use shared::record::{Measure, Prompt, Record, Row, Tally};
use shared::sync::device::{Effect, Team};
use shared::{Now, RecordId};

use super::App;
use super::commands::notice;
use super::plan::number_of;
use crate::intent::Counting;
use crate::view::{Notice, ProgramView, StrategyView, TallyView};

impl App {
    /// What there is to count in the chosen team: the programs of this person's setting that say which data to take.
    pub fn programs(&self, now: Now) -> Vec<ProgramView> {
        let Some(team) = self.chosen_team() else { return Vec::new() };
        let mut items = self.today(now).strategies;
        items.retain(|view| view.strategy.measure.is_some());
        // First what names this person, then what names nobody, then what is for others; each in the order of the day.
        let others = |view: &StrategyView| !view.carriers.is_empty();
        shared::sorted::sort_by_key(&mut items, |view| {
            (!view.for_me, others(view), view.strategy.routine, view.series)
        });
        items.into_iter().map(|item| self.program(team, item, now)).collect()
    }

    pub(super) fn count(
        &mut self,
        now: Now,
        strategy: RecordId,
        counting: Counting,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let id = team.id();
        let Some(row) = self.open_tally(team, strategy, now) else {
            let begun = self.session(team, strategy, counting, now)?;
            return self.log(now, id, Tally::KIND, &begun.draft(), now, effects);
        };
        let Some(tally) = Tally::read(row) else { return Ok(()) };
        let record = row.id;
        let changes = match counting {
            Counting::More(count) => tally::tap(row, count, false).into_iter().collect(),
            Counting::Back(count) => tally::tap(row, count, true).into_iter().collect(),
            Counting::Start if tally.since_ms.is_none() => tally::start(now),
            Counting::Start => Vec::new(),
            Counting::Halt => tally::stop(&tally, now),
            Counting::Step(step, level) => tally::step(row, step, level).into_iter().collect(),
            Counting::Rate(rating) => tally::rate(row, rating).into_iter().collect(),
            Counting::End => tally::stop(&tally, now).into_iter().chain([tally::end()]).collect(),
            Counting::Missed(_) => return Err(Notice::Unfit("this session has begun already".to_owned())),
        };
        if changes.is_empty() {
            return Ok(());
        }
        self.device.change(now, id, record, &changes, None, effects).map_err(notice)
    }

    /// Begins a tally beside somebody else's of the same session.
    pub(super) fn count_along(
        &mut self,
        now: Now,
        other: RecordId,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let row = team.row(other).map(|(_, row)| row).ok_or(Notice::NotAllowed)?;
        let watched = Tally::read(row).filter(|tally| tally.checks.is_none() && tally.strategy.is_some());
        let (watched, strategy) = watched
            .and_then(|tally| tally.strategy.map(|strategy| (tally, strategy)))
            .ok_or(Notice::NotAllowed)?;
        if Some(row.author) == self.device.id() || self.open_tally(team, strategy, now).is_some() {
            return Err(Notice::Unfit("finish your own count first".to_owned()));
        }
        let Tally { title, version, goal, measure, setting, .. } = watched;
        let begun = Tally::new(title, measure, setting, now);
        let along = Tally { strategy: Some(strategy), version, goal, checks: Some(other), ..begun };
        let id = team.id();
        self.log(now, id, Tally::KIND, &along.draft(), now, effects)
    }

    /// The tally that taps of this device go to.
    fn open_tally<'a>(&self, team: &'a Team, strategy: RecordId, now: Now) -> Option<&'a Row> {
        let me = self.device.id()?;
        let mine = team.rows().map(|(_, row)| row).filter(|row| row.kind == Tally::KIND && row.author == me);
        let of_it = mine.filter(|row| row.code("strategy") == Some(strategy) && row.struck().is_none());
        let open = of_it.filter(|row| !row.flag("done") && row.word("missed").is_none());
        open.filter(|row| row.at().date() == now.date()).max_by_key(|row| row.id)
    }

    /// A session as its first tap makes it.
    fn session(
        &self,
        team: &Team,
        strategy: RecordId,
        counting: Counting,
        now: Now,
    ) -> Result<Tally, Notice> {
        let item = self.strategies(team).into_iter().find(|item| item.series == strategy);
        // What is paused, or rests until a clinician activates it, is not begun.
        let item = item.filter(|item| item.paused.is_empty() && !item.rests).ok_or(Notice::NotAllowed)?;
        let plan = item.strategy;
        let measure = plan.measure.unwrap_or(Measure::Trials);
        let mut tally = Tally {
            strategy: Some(strategy),
            version: Some(item.version),
            goal: plan.goal,
            ..Tally::new(plan.title, measure, plan.setting, now)
        };
        match counting {
            Counting::More(count) => tally.counts = tally.counts.with(count, 1),
            Counting::Start => tally.since_ms = Some(now.unix_ms),
            Counting::Step(step, level) if step < tally::STEP_LIMIT => {
                tally.steps = vec![None; step];
                tally.steps.push(level);
            }
            Counting::Rate(rating) if (1..=tally::RATING_LIMIT).contains(&rating) => {
                tally.rating = Some(rating)
            }
            Counting::Missed(reason) => (tally.missed, tally.done) = (Some(reason), true),
            Counting::Back(_) | Counting::Halt | Counting::End | Counting::Step(..) | Counting::Rate(_) => {
                return Err(Notice::Unfit("nothing is counted yet".to_owned()));
            }
        }
        Ok(tally)
    }

    fn program(&self, team: &Team, item: StrategyView, now: Now) -> ProgramView {
        let of_it = team.rows().map(|(_, row)| row).filter(|row| {
            row.kind == Tally::KIND
                && row.code("strategy") == Some(item.series)
                && row.at().date() == now.date()
                && row.struck().is_none()
        });
        let me = self.device.id();
        let open = self.open_tally(team, item.series, now);
        let others = of_it.clone().filter(|row| Some(row.author) != me && row.word("checks").is_none());
        let others = others.map(|row| (self.person(team, row.author), row.id)).collect();
        ProgramView {
            total: tally::total(of_it.clone()),
            seconds: tally::total_seconds(of_it.clone()),
            missed: of_it.filter_map(|row| row.code("missed")).collect(),
            open: open.and_then(|row| tally_view(team, row)),
            keys: keys(&item),
            others,
            item,
        }
    }
}

/// A tally as screens show it.
pub(super) fn tally_view(team: &Team, row: &Row) -> Option<TallyView> {
    let tally = Tally::read(row)?;
    let watched = tally.checks.and_then(|other| Tally::read(team.row(other)?.1));
    let agreement = watched.and_then(|watched| tally::agreement(watched.counts, tally.counts));
    let number = tally.version.map(|version| number_of(team, version));
    Some(TallyView { record: row.id, tally, agreement, number })
}

/// Which keys the board of a program has: prompts where it counts levels, else done and not done.
fn keys(item: &StrategyView) -> Vec<Count> {
    let plan = &item.strategy;
    match plan.measure {
        // Done without help is the plus; the other keys say how much help it took.
        Some(Measure::Trials) => {
            let helped = plan.ladder.levels().iter().filter(|level| **level != Prompt::Independent);
            [Count::Plus, Count::Minus].into_iter().chain(helped.map(|level| Count::Level(*level))).collect()
        }
        Some(Measure::Frequency | Measure::Duration | Measure::Latency | Measure::Product) => {
            vec![Count::Plus]
        }
        Some(Measure::PartialInterval | Measure::WholeInterval | Measure::MomentarySample) => {
            vec![Count::Plus, Count::Minus]
        }
        Some(Measure::TaskAnalysis | Measure::Rating) | None => Vec::new(),
    }
}
