//! What the plan said about an activity when it happened: its routine and its goal. A later change of the plan does not
//! rewrite what came before.

use shared::RecordId;
use shared::record::{Record, Routine, Row, Scale, Strategy};
use shared::sorted::Map;
use shared::sync::device::Team;

use super::people::plan_rows;
use crate::view::EntryBody;

/// One version: since when, what it says.
type Said = (i64, Routine, Option<RecordId>);

/// Every version of every plan item, oldest first.
#[derive(Default)]
pub(super) struct Planned {
    items: Map<RecordId, Vec<Said>>,
    scales: Map<RecordId, RecordId>,
}

impl Planned {
    pub(super) fn of(team: &Team) -> Self {
        let mut planned = Self::default();
        for row in plan_rows(team) {
            if row.kind == Strategy::KIND {
                let series = row.code("series").unwrap_or(row.id);
                let routine = row.code("routine").unwrap_or(Routine::Any);
                let said = (row.id.written_ms(), routine, row.code("goal"));
                planned.items.entry(series).or_insert_with(Vec::new).push(said);
            } else if let Some(scale) = Scale::read(row) {
                planned.scales.insert(row.id, scale.goal);
            }
        }
        for (_, versions) in planned.items.iter_mut() {
            shared::sorted::sort_by_key(versions, |(since, ..)| *since);
        }
        planned
    }

    /// The goal that an entry is about, and the routine it belonged to.
    pub(super) fn about(
        &self,
        team: &Team,
        row: &Row,
        body: &EntryBody,
    ) -> (Option<RecordId>, Option<Routine>) {
        match body {
            EntryBody::Activity { strategy: Some(series), .. } => self.then(*series, row.at().unix_ms),
            EntryBody::Tally(view) => {
                let then = view.tally.strategy.map(|series| self.then(series, row.at().unix_ms));
                let (goal, routine) = then.unwrap_or((None, None));
                (view.tally.goal.or(goal), routine)
            }
            EntryBody::Attained { .. } => {
                let scale = row.code::<RecordId>("scale").filter(|scale| team.row(*scale).is_some());
                (scale.and_then(|scale| self.scales.get(&scale).copied()), None)
            }
            _ => (None, None),
        }
    }

    /// What held for an item at a time: the version of then, and before there was any the first. Its goal may have been
    /// named later.
    fn then(&self, series: RecordId, at_ms: i64) -> (Option<RecordId>, Option<Routine>) {
        let Some(versions) = self.items.get(&series) else { return (None, None) };
        let place = versions.iter().rposition(|(since, ..)| *since <= at_ms).unwrap_or(0);
        let goal = versions.iter().skip(place).find_map(|(_, _, goal)| *goal);
        let routine = versions.get(place).map(|(_, routine, _)| *routine);
        (goal, routine.filter(|routine| *routine != Routine::Any))
    }
}
