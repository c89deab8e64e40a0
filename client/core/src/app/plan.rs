//! The plan as it stands: current versions, and what is paused.

use shared::sorted::{Map, Set};

use shared::record::goal::t_score;
use shared::record::receipt::{self, Guided};
use shared::record::safety::{self, Subject, open_stops};
use shared::record::{
    Activity, Attained, Board, Goal, Priorities, Record, Role, SafetyNote, Scale, Setting, Stop, Strategy,
    Tally, Training, Version, current_versions,
};
use shared::sync::device::Team;
use shared::{DeviceId, MemberId, Moment, RecordId};

use super::App;
use super::entries::shared_state;
use super::people::plan_rows;
use crate::view::{
    BoardView, GoalView, Named, PausedView, PlanView, SafetyView, ScaleView, StrategyView, TrainedView,
};

/// Who has read which version.
type Readers = Map<RecordId, Set<MemberId>>;

/// What is looked up for every strategy.
struct Facts {
    stops: Vec<(RecordId, Stop)>,
    guided: Guided,
    readers: Readers,
    trained: Vec<(RecordId, Training)>,
    last: Map<RecordId, Moment>,
}

impl App {
    pub(super) fn plan_of(&self, team: &Team) -> PlanView {
        let goals = self.goals(team);
        let scales = goals.iter().filter_map(|goal| goal.scale.as_ref());
        let scored = scales.filter_map(|scale| Some((scale.scale.weight, scale.level?.0)));
        let t_score = (self.role_in(team) == Some(Role::Clinician)).then(|| t_score(scored)).flatten();
        PlanView {
            strategies: self.strategies(team),
            t_score,
            goals,
            boards: self.board_views(team),
            order_why: priorities(team).map(|priorities| priorities.why).unwrap_or_default(),
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
        open_stops(plan_rows(team), team.roster().head().length, was_clinician(team))
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
        let facts = self.facts(team);
        let mut views: Vec<StrategyView> = planned(team)
            .into_values()
            .filter_map(|versions| self.strategy_view(team, &facts, versions))
            .collect();
        shared::sorted::sort_by_key(&mut views, |view| (view.strategy.routine, view.series));
        views
    }

    pub(super) fn safety(&self, team: &Team) -> Vec<SafetyView> {
        let current = current_versions::<SafetyNote>(plan_rows(team), |note| &note.version);
        let readers = readers_in(team);
        let views = current.into_iter().map(|(version, note)| SafetyView {
            version,
            note,
            author: self.author_of(team, version),
            written: self.written_at(version),
            read: self.has_read(team, &readers, version),
            readers: self.named(team, readers.get(&version).into_iter().flatten()),
        });
        views.collect()
    }

    /// The goals in their order: first those that come first this month.
    fn goals(&self, team: &Team) -> Vec<GoalView> {
        let current = current_versions::<Goal>(plan_rows(team), |goal| &goal.version);
        let by_series = series(current, |goal: &Goal| &goal.version);
        let first = priorities(team).map(|priorities| priorities.goals).unwrap_or_default();
        let mut scales = self.scales(team);
        let views = by_series.into_iter().filter_map(|(series, mut versions)| {
            let (version, goal) = versions.pop()?;
            let rivals = versions.into_iter().map(|(id, _)| id).collect();
            let place = first.iter().position(|goal| *goal == series).map(|place| place + 1);
            let (author, scale) = (self.author_of(team, version), scales.remove(&series));
            Some(GoalView { version, rivals, series, goal, author, place, scale })
        });
        let mut views: Vec<GoalView> = views.collect();
        shared::sorted::sort_by_key(&mut views, |view| (view.place.unwrap_or(usize::MAX), view.series));
        views
    }

    /// The newest scale of each goal, and the newest look at it. Levels are shown to whoever reads the notes they are in.
    fn scales(&self, team: &Team) -> Map<RecordId, ScaleView> {
        let mut scales: Map<RecordId, ScaleView> = Map::new();
        for row in plan_rows(team).filter(|row| row.struck().is_none()) {
            let Some(scale) = Scale::read(row) else { continue };
            if scales.get(&scale.goal).is_none_or(|held| held.record < row.id) {
                scales.insert(scale.goal, ScaleView { record: row.id, scale, level: None });
            }
        }
        let shown = team.rows().filter(|(scope, row)| row.struck().is_none() && self.shows(team, *scope));
        let looks = shown.filter_map(|(_, row)| Some((row.id, Attained::read(row)?)));
        let mut newest: Map<RecordId, (RecordId, Attained)> = Map::new();
        for (id, look) in looks {
            if newest.get(&look.scale).is_none_or(|(held, before)| (before.at, *held) < (look.at, id)) {
                newest.insert(look.scale, (id, look));
            }
        }
        for view in scales.values_mut() {
            view.level = newest.get(&view.record).map(|(_, look)| (look.level, look.at));
        }
        scales
    }

    /// The boards in force.
    fn board_views(&self, team: &Team) -> Vec<BoardView> {
        let view = |(version, board): (RecordId, Board)| BoardView {
            version,
            series: board.version.series.unwrap_or(version),
            author: self.author_of(team, version),
            board,
        };
        let current = current_versions::<Board>(plan_rows(team), |board| &board.version);
        current.into_iter().map(view).collect()
    }

    /// What is looked up for every strategy, gone through once.
    fn facts(&self, team: &Team) -> Facts {
        let mut last: Map<RecordId, Moment> = Map::new();
        let told = team.rows().map(|(_, row)| row).filter(|row| row.struck().is_none());
        for row in told.filter(|row| matches!(row.kind.as_str(), Activity::KIND | Tally::KIND)) {
            if let Some(series) = row.code::<RecordId>("strategy") {
                let newest = last.entry(series).or_insert_with(|| row.at());
                *newest = (*newest).max(row.at());
            }
        }
        Facts {
            stops: self.open_stops(team),
            guided: Guided::new(plan_rows(team), team.roster().head().length, was_clinician(team)),
            readers: readers_in(team),
            trained: receipt::trained(plan_rows(team)).into_values().collect(),
            last,
        }
    }

    fn strategy_view(
        &self,
        team: &Team,
        facts: &Facts,
        mut versions: Vec<(RecordId, Strategy)>,
    ) -> Option<StrategyView> {
        let (version, strategy) = versions.pop()?;
        let first = strategy.version.series.unwrap_or(version);
        let subject =
            Subject { strategy: Some(first), library: strategy.library.as_deref(), title: &strategy.title };
        let paused = facts.stops.iter().filter(|(_, stop)| stop.pauses(subject));
        let paused = paused.map(|(id, stop)| self.paused_view(team, *id, stop.clone())).collect();
        let trained = facts.trained.iter().filter(|(_, training)| training.version == version);
        let trained = trained.map(|(record, training)| TrainedView {
            record: *record,
            who: Named { member: training.who, name: self.member_name(team, training.who) },
            training: training.clone(),
            by: self.author_of(team, *record),
        });
        let activation = facts.guided.activated(version);
        let carriers = carriers(team, &strategy);
        Some(StrategyView {
            version,
            series: first,
            rivals: versions.into_iter().map(|(id, _)| id).collect(),
            author: self.author_of(team, version),
            written: self.written_at(version),
            number: number_of(team, version),
            needs_ot: facts.guided.needs_ot(version),
            rests: facts.guided.rests(version),
            activated: activation.map(|id| (self.author_of(team, id), self.written_at(id))),
            read: self.has_read(team, &facts.readers, version),
            for_me: carriers.iter().any(|id| self.is_me(team, *id)),
            readers: self.named(team, facts.readers.get(&version).into_iter().flatten()),
            unread: self.named(team, &missing_readers(team, &facts.readers, version, (&strategy, &carriers))),
            carriers: self.named(team, &carriers),
            trained: trained.collect(),
            last: facts.last.get(&first).copied(),
            paused,
            shared: shared_state(team, version),
            strategy,
        })
    }

    /// Whether the person looking has read a version, or wrote it.
    fn has_read(&self, team: &Team, readers: &Readers, version: RecordId) -> bool {
        let Some(me) = self.me(team) else { return false };
        let wrote = team.row(version).and_then(|(_, row)| team.roster().author(row.author));
        wrote.is_some_and(|(member, _)| member == me)
            || readers.get(&version).is_some_and(|readers| readers.contains(&me))
    }

    fn me(&self, team: &Team) -> Option<MemberId> {
        let found = self.device.id().and_then(|device| team.roster().member_of(device));
        found.map(|(me, _)| me)
    }

    /// Whether a member is the person looking; in the sample, whoever has the role that is looked as.
    fn is_me(&self, team: &Team, id: MemberId) -> bool {
        if !team.is_sample() {
            return self.me(team) == Some(id);
        }
        team.roster().members().get(&id).is_some_and(|member| Some(member.role) == self.role_in(team))
    }

    fn named<'a>(&self, team: &Team, members: impl IntoIterator<Item = &'a MemberId>) -> Vec<Named> {
        let members = members.into_iter();
        members.map(|member| Named { member: *member, name: self.member_name(team, *member) }).collect()
    }

    pub(super) fn paused_view(&self, team: &Team, id: RecordId, stop: Stop) -> PausedView {
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

    pub(super) fn author_of(&self, team: &Team, record: RecordId) -> crate::view::Person {
        let device = team.row(record).map_or(shared::DeviceId([0; 16]), |(_, row)| row.author);
        self.person(team, device)
    }

    /// When a version was written, by its author's clock; the offset is not kept, so it is shown in the reader's.
    pub(super) fn written_at(&self, version: RecordId) -> Moment {
        Moment::new(version.written_ms(), self.offset_min)
    }
}

/// Who carries a version out, neither wrote it nor has read it: those it names; where it names nobody who is still here
/// and is done at school, teachers and aides.
fn missing_readers(
    team: &Team,
    readers: &Readers,
    version: RecordId,
    (strategy, carriers): (&Strategy, &[MemberId]),
) -> Set<MemberId> {
    let wrote = team.row(version).and_then(|(_, row)| team.roster().author(row.author));
    let wrote = wrote.map(|(member, _)| member);
    let here = team.roster().members().iter().filter(|(_, member)| member.gone.is_none());
    let carry = here.filter(|(id, member)| match carriers {
        [] => strategy.setting == Setting::School && matches!(member.role, Role::Teacher | Role::Aide),
        named => named.contains(id),
    });
    let has_read = |id: &MemberId| readers.get(&version).is_some_and(|readers| readers.contains(id));
    carry.map(|(id, _)| *id).filter(|id| Some(*id) != wrote && !has_read(id)).collect()
}

/// Those whom a plan item names and who are in the team, in its order.
pub(super) fn carriers(team: &Team, strategy: &Strategy) -> Vec<MemberId> {
    let members = team.roster().members();
    let mut here: Vec<MemberId> = Vec::new();
    for id in &strategy.who {
        if members.get(id).is_some_and(|member| member.gone.is_none()) && !here.contains(id) {
            here.push(*id);
        }
    }
    here
}

/// Strategies in force by series, the version written last at the end of each.
pub(super) fn planned(team: &Team) -> Map<RecordId, Vec<(RecordId, Strategy)>> {
    let current = current_versions::<Strategy>(plan_rows(team), |strategy| &strategy.version);
    series(current, |strategy| &strategy.version)
}

/// Current versions by series, the one written last at the end of each.
pub(super) fn series<R: Record>(
    current: Vec<(RecordId, R)>,
    version: impl Fn(&R) -> &Version,
) -> Map<RecordId, Vec<(RecordId, R)>> {
    let mut by_series: Map<RecordId, Vec<(RecordId, R)>> = Map::new();
    for (id, record) in current {
        by_series.entry(version(&record).series.unwrap_or(id)).or_default().push((id, record));
    }
    by_series
}

/// Whether somebody was a clinician when the roster had so many operations.
fn was_clinician(team: &Team) -> impl Fn(DeviceId, Option<u32>) -> bool {
    |device, operations| team.roster().was(device, Role::Clinician, operations)
}

/// How many operations of the roster a record that builds on these has to name: its own, or more where somebody knew of
/// a change of the team that has not come here.
pub(super) fn builds_on(team: &Team, records: &[RecordId]) -> u32 {
    let rows = records.iter().filter_map(|record| team.row(*record));
    let newest = rows.filter_map(|(_, row)| safety::written_as_of(row)).max().unwrap_or(0);
    newest.max(team.roster().head().length)
}

fn readers_in(team: &Team) -> Readers {
    receipt::readers(plan_rows(team), |device| team.roster().author(device).map(|(member, _)| member))
}

/// The order of the goals that was written last, which every device picks alike.
fn priorities(team: &Team) -> Option<Priorities> {
    let orders = plan_rows(team).filter(|row| row.struck().is_none());
    let newest = orders.filter_map(|row| Some((row.id, Priorities::read(row)?))).max_by_key(|(id, _)| *id);
    newest.map(|(_, order)| order)
}

/// The number people know a version by.
pub(super) fn number_of(team: &Team, version: RecordId) -> usize {
    receipt::version_number(|id| team.row(id).map(|(_, row)| row), version)
}
