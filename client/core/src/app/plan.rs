//! The plan as it stands: current versions, and what is paused.

use shared::sorted::Map;

use shared::record::safety::{Subject, open_stops};
use shared::record::{Goal, Record, Role, SafetyNote, Stop, Strategy, Version, current_versions};
use shared::sync::device::Team;
use shared::{Moment, RecordId};

use super::App;
use super::entries::shared_state;
use super::people::plan_rows;
use crate::view::{GoalView, PausedView, PlanView, SafetyView, StrategyView};

impl App {
    pub(super) fn plan_of(&self, team: &Team) -> PlanView {
        PlanView {
            strategies: self.strategies(team),
            goals: self.goals(team),
            safety: self.safety(team),
            may_edit: self.may_plan(team),
            may_clear: self.may_clear(team),
        }
    }

    /// Whether the person may change the plan: guardians and clinicians.
    pub(super) fn may_plan(&self, team: &Team) -> bool {
        matches!(self.role_in(team), Some(Role::Guardian | Role::Clinician))
    }

    /// The stops that hold, oldest first.
    pub(super) fn open_stops(&self, team: &Team) -> Vec<(RecordId, Stop)> {
        let roster = team.roster();
        let was_clinician = |device, operations| roster.was(device, Role::Clinician, operations);
        open_stops(plan_rows(team), roster.head().length, was_clinician)
    }

    /// What is paused, newest first.
    pub(super) fn paused(&self, team: &Team) -> Vec<PausedView> {
        let mut paused: Vec<PausedView> =
            self.open_stops(team).into_iter().map(|(id, stop)| self.paused_view(team, id, stop)).collect();
        paused.reverse();
        paused
    }

    /// Strategies in force, in the order of the day's routines.
    pub(super) fn strategies(&self, team: &Team) -> Vec<StrategyView> {
        let stops = self.open_stops(team);
        let current = current_versions::<Strategy>(plan_rows(team), |strategy| &strategy.version);
        let mut views: Vec<StrategyView> = series(current, |strategy: &Strategy| &strategy.version)
            .into_values()
            .filter_map(|versions| self.strategy_view(team, &stops, versions))
            .collect();
        shared::sorted::sort_by_key(&mut views, |view| (view.strategy.routine, view.series));
        views
    }

    pub(super) fn safety(&self, team: &Team) -> Vec<SafetyView> {
        let current = current_versions::<SafetyNote>(plan_rows(team), |note| &note.version);
        let views = current.into_iter().map(|(version, note)| SafetyView {
            version,
            note,
            author: self.author_of(team, version),
            written: self.written_at(version),
        });
        views.collect()
    }

    fn goals(&self, team: &Team) -> Vec<GoalView> {
        let current = current_versions::<Goal>(plan_rows(team), |goal| &goal.version);
        let by_series = series(current, |goal: &Goal| &goal.version);
        let views = by_series.into_values().filter_map(|mut versions| {
            let (version, goal) = versions.pop()?;
            let rivals = versions.into_iter().map(|(id, _)| id).collect();
            Some(GoalView { version, rivals, goal, author: self.author_of(team, version) })
        });
        views.collect()
    }

    fn strategy_view(
        &self,
        team: &Team,
        stops: &[(RecordId, Stop)],
        mut versions: Vec<(RecordId, Strategy)>,
    ) -> Option<StrategyView> {
        let (version, strategy) = versions.pop()?;
        let first = strategy.version.series.unwrap_or(version);
        let subject =
            Subject { strategy: Some(first), library: strategy.library.as_deref(), title: &strategy.title };
        let paused = stops.iter().filter(|(_, stop)| stop.pauses(subject));
        let paused = paused.map(|(id, stop)| self.paused_view(team, *id, stop.clone())).collect();
        Some(StrategyView {
            version,
            series: first,
            rivals: versions.into_iter().map(|(id, _)| id).collect(),
            author: self.author_of(team, version),
            written: self.written_at(version),
            paused,
            shared: shared_state(team, version),
            strategy,
        })
    }

    fn paused_view(&self, team: &Team, id: RecordId, stop: Stop) -> PausedView {
        PausedView {
            stop: id,
            title: stop.title,
            library: stop.library,
            reason: stop.reason,
            note: stop.note,
            setting: stop.setting,
            at: stop.at,
            author: self.author_of(team, id),
        }
    }

    fn author_of(&self, team: &Team, record: RecordId) -> crate::view::Person {
        let device = team.row(record).map_or(shared::DeviceId([0; 16]), |(_, row)| row.author);
        self.person(team, device)
    }

    /// When a version was written, by its author's clock; the offset is not kept, so it is shown in the reader's.
    fn written_at(&self, version: RecordId) -> Moment {
        Moment::new(version.written_ms(), self.offset_min)
    }
}

/// Current versions by series, the one written last at the end of each.
fn series<R: Record>(
    current: Vec<(RecordId, R)>,
    version: impl Fn(&R) -> &Version,
) -> Map<RecordId, Vec<(RecordId, R)>> {
    let mut by_series: Map<RecordId, Vec<(RecordId, R)>> = Map::new();
    for (id, record) in current {
        by_series.entry(version(&record).series.unwrap_or(id)).or_default().push((id, record));
    }
    by_series
}
