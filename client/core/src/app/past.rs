//! The past of a record, told to people: who changed what, when, on which device.

use shared::sorted::Set;

use shared::page::{Altered, Deed};
use shared::record::{Board, Goal, OwnCard, Record, Row, SafetyNote, Strategy, Tally, Value};
use shared::sync::device::Team;
use shared::{DeviceId, Moment, RecordId};

use super::App;
use super::people::plan_rows;
use super::plan::number_of;
use crate::view::{DeedView, Did, Field, FieldView};

/// What is kept beside what people know: no change of these is told.
const BESIDE: [&str; 10] = [
    "series",
    "replaces",
    "ended",
    "at_offset",
    "roster",
    "library",
    "strategy",
    "version",
    "from_author",
    "from_scope",
];

impl App {
    /// Who changed what of a record of the chosen team, oldest first; of a plan item, of all its versions. Order comes
    /// from what each author had seen, times from their clocks.
    pub fn past(&self, record: RecordId) -> Vec<DeedView> {
        let Some(team) = self.chosen_team() else { return Vec::new() };
        let Some((scope, row)) = team.row(record) else { return Vec::new() };
        if !self.shows(team, scope) {
            return Vec::new();
        }
        let records = versions(team, row);
        let mut views: Vec<DeedView> = Vec::new();
        for deed in team.past(&records) {
            let Some(view) = self.deed(team, deed) else { continue };
            match views.last_mut().filter(|last| row.kind == Tally::KIND && is_next_tap(last, &view)) {
                Some(last) => join(last, view),
                None => views.push(view),
            }
        }
        views
    }

    fn deed(&self, team: &Team, deed: Deed) -> Option<DeedView> {
        let (_, row) = team.row(deed.record)?;
        let what = did(team, row, &deed);
        let altered = match what {
            Did::Version(_) => since_before(team, row),
            _ => deed.altered,
        };
        let told = altered.into_iter().filter(|altered| !BESIDE.contains(&altered.field.as_str()));
        let fields: Vec<FieldView> = told.map(field).collect();
        let by = self.person(team, deed.by);
        (what != Did::Changed || !fields.is_empty()).then(|| DeedView {
            record: deed.record,
            device: has_several(team, deed.by).then_some(deed.by),
            by,
            at: deed.said_ms.map(|ms| Moment::new(ms, self.offset_min)),
            at_once: deed.at_once,
            what,
            fields,
        })
    }
}

fn did(team: &Team, row: &Row, deed: &Deed) -> Did {
    match (deed.made, is_versioned(row)) {
        (false, _) => Did::Changed,
        (true, true) if row.flag("ended") => Did::Ended,
        (true, true) if !row.ids("replaces").is_empty() => Did::Version(number_of(team, row.id)),
        (true, _) => Did::Wrote,
    }
}

fn is_versioned(row: &Row) -> bool {
    [Strategy::KIND, Goal::KIND, SafetyNote::KIND, Board::KIND, OwnCard::KIND].contains(&row.kind.as_str())
}

/// The record; of a plan item, every version of it.
fn versions(team: &Team, row: &Row) -> Vec<RecordId> {
    if !is_versioned(row) {
        return vec![row.id];
    }
    let first = |row: &Row| row.code::<RecordId>("series").unwrap_or(row.id);
    let same = plan_rows(team).filter(|other| other.kind == row.kind && first(other) == first(row));
    same.map(|row| row.id).collect()
}

/// In which cells a version differs from those it replaces.
fn since_before(team: &Team, row: &Row) -> Vec<Altered> {
    let before: Vec<&Row> = row.ids("replaces").into_iter().filter_map(|id| Some(team.row(id)?.1)).collect();
    let cell = |row: &Row, name: &String| row.cells.get(name).map_or(Value::Empty, |cell| cell.value.clone());
    let names: Set<&String> =
        before.iter().flat_map(|row| row.cells.keys()).chain(row.cells.keys()).collect();
    let altered = names.into_iter().filter(|name| name.as_str() != "struck").filter_map(|name| {
        let to = cell(row, name);
        let mut from: Vec<Value> = before.iter().map(|row| cell(row, name)).collect();
        from.dedup();
        (from.as_slice() != [to.clone()]).then(|| Altered { field: name.clone(), from, to })
    });
    altered.collect()
}

fn field(altered: Altered) -> FieldView {
    let Altered { field: name, from, to } = altered;
    FieldView { field: Field::named(&name), name, from, to }
}

/// Whether whoever wrote there has other devices, or had.
fn has_several(team: &Team, device: DeviceId) -> bool {
    let roster = team.roster();
    let Some((member, _)) = roster.author(device) else { return true };
    roster.devices().values().filter(|other| other.member == member).count() > 1
}

/// Whether a change goes on with what the one before counted.
fn is_next_tap(last: &DeedView, next: &DeedView) -> bool {
    let is_tap = |view: &DeedView| {
        let counts =
            |field: &FieldView| matches!(field.field, Some(Field::Count(_) | Field::Clock | Field::Step));
        matches!(view.what, Did::Changed | Did::Counted(_)) && view.fields.iter().all(counts)
    };
    is_tap(last) && is_tap(next) && last.by == next.by && last.at_once == next.at_once
}

/// Tells two of them as one: what each field was before the first and after the last.
fn join(last: &mut DeedView, next: DeedView) {
    let taps = if let Did::Counted(taps) = last.what { taps } else { 1 };
    last.what = Did::Counted(taps + 1);
    last.at = next.at;
    for field in next.fields {
        match last.fields.iter_mut().find(|held| held.name == field.name) {
            Some(held) => held.to = field.to,
            None => last.fields.push(field),
        }
    }
}

#[cfg(test)]
#[path = "past_tests.rs"]
mod tests;
