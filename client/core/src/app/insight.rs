//! What all entries of the chosen team together say: what helps, and how each goal comes along.

use shared::RecordId;
use shared::record::{Attained, Goal, Ladder, Record, Role, Scale, Strategy, Tally, Version};
use shared::sync::device::Team;

use super::App;
use super::people::plan_rows;
use super::plan::number_of;
use crate::insight::course::{Sources, course};
use crate::insight::helps::{Asked, HelpsView, helps};
use crate::insight::sift::day_of;
use crate::insight::{Course, Phase};

impl App {
    /// What helps, by the entries in memory that this person reads.
    pub fn helps(&self, asked: Asked) -> HelpsView {
        self.chosen_team().map(|team| helps(&self.entries(team), asked)).unwrap_or_default()
    }

    /// Each goal in force over time, by the entries in memory that this person reads.
    pub fn courses(&self) -> Vec<Course> {
        let Some(team) = self.chosen_team() else { return Vec::new() };
        let (entries, plan) = (self.entries(team), self.plan_of(team));
        let scales: Vec<(RecordId, Scale)> =
            plan_rows(team).filter_map(|row| Some((row.id, Scale::read(row)?))).collect();
        let scored = self.role_in(team) == Some(Role::Clinician);
        let of_goal = |series: RecordId, goal: &Goal| {
            let sources = Sources {
                goal: (series, goal),
                phases: self.phases(team, series),
                scales: &scales,
                ladder: &|tally| ladder_of(team, tally),
                look: &|entry| Attained::read(team.row(entry)?.1).map(|look| (look.scale, look.level)),
                scored,
            };
            course(&entries, sources)
        };
        plan.goals.iter().map(|view| of_goal(view.series, &view.goal)).collect()
    }

    /// When the plan for a goal changed: new versions of the goal, and of what is done for it. The first versions are no
    /// change.
    fn phases(&self, team: &Team, goal: RecordId) -> Vec<Phase> {
        let changed = |version: &Version| version.series.is_some();
        let versions = plan_rows(team).filter_map(|row| match (Strategy::read(row), Goal::read(row)) {
            (Some(item), _) if item.goal == Some(goal) && changed(&item.version) => {
                Some((row.id, item.title))
            }
            (_, Some(said)) if said.version.series == Some(goal) => Some((row.id, said.title)),
            _ => None,
        });
        let phase = |(version, title): (RecordId, String)| Phase {
            day: day_of(self.written_at(version)),
            title,
            number: number_of(team, version),
            version,
        };
        versions.map(phase).collect()
    }
}

/// The prompt levels of the version that a tally was taken by.
fn ladder_of(team: &Team, tally: &Tally) -> Ladder {
    let version = tally.version.or(tally.strategy).and_then(|version| team.row(version));
    version.and_then(|(_, row)| Strategy::read(row)).map(|item| item.ladder).unwrap_or_default()
}

#[cfg(test)]
#[path = "insight_tests.rs"]
mod tests;
