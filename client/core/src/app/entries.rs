//! Rows into entries: who, when, where, how it went, what is doubtful.

use shared::sorted::{Map, Set};

use shared::record::{
    Activity, Attained, Cell, CheckIn, Clear, Copied, EDITABLE, Note, Record, Request, Role, Row, Scale,
    Scope, Setting, Stop, Tally, Value,
};
use shared::sync::device::Team;
use shared::{DeviceId, RecordId};

use super::App;
use super::counting::tally_view;
use super::planned::Planned;
use crate::view::{Conflict, CopiedView, EntryBody, EntryView, Person, SharedState};

/// How far apart two people's entries of one event may be.
const TWIN_MS: i64 = 30 * 60_000;

impl App {
    /// Every entry of a team in memory, newest first.
    pub(super) fn entries(&self, team: &Team) -> Vec<EntryView> {
        let open: Set<RecordId> = self.open_stops(team).into_iter().map(|(id, _)| id).collect();
        let planned = Planned::of(team);
        let mut people: Map<DeviceId, Person> = Map::new();
        let mut entries: Vec<EntryView> = Vec::new();
        for (scope, row) in team.rows().filter(|(scope, _)| self.shows(team, *scope)) {
            let Some(body) = body(team, row, &open) else { continue };
            let author = people.entry(row.author).or_insert_with(|| self.person(team, row.author)).clone();
            let copied = self.copied(team, row);
            entries.push(EntryView { copied, ..entry(team, (scope, row), body, author, &planned) });
        }
        shared::sorted::sort_by_key(&mut entries, |entry| std::cmp::Reverse((entry.at.unix_ms, entry.id)));
        mark_twins(&mut entries);
        entries
    }

    /// One entry, without looking for its twin.
    pub(super) fn one_entry(&self, team: &Team, record: RecordId) -> Option<EntryView> {
        let (scope, row) = team.row(record)?;
        let open: Set<RecordId> = self.open_stops(team).into_iter().map(|(id, _)| id).collect();
        let author = self.person(team, row.author);
        let view = entry(team, (scope, row), body(team, row, &open)?, author, &Planned::of(team));
        Some(EntryView { copied: self.copied(team, row), ..view })
    }

    fn copied(&self, team: &Team, row: &Row) -> Option<CopiedView> {
        let Copied { from, scope, author } = Copied::read(row)?;
        Some(CopiedView { from, scope, author: self.person(team, author) })
    }
}

fn entry(
    team: &Team,
    (scope, row): (Scope, &Row),
    body: EntryBody,
    author: Person,
    planned: &Planned,
) -> EntryView {
    let (goal, routine) = planned.about(team, row, &body);
    EntryView {
        goal,
        routine,
        id: row.id,
        scope,
        setting: row
            .code("setting")
            .or_else(|| author.role.map(Role::usual_setting))
            .unwrap_or(Setting::Home),
        at: row.at(),
        author,
        body,
        struck: row.struck().map(str::to_owned),
        conflicts: conflicts(row),
        copied: None,
        twin: None,
        shared: shared_state(team, row.id),
    }
}

/// How far a record has come. The sample child has nobody to share with.
pub(super) fn shared_state(team: &Team, record: RecordId) -> SharedState {
    if team.is_saving(record) {
        SharedState::Saving
    } else if team.is_shared(record) && !team.is_sample() {
        SharedState::Shared
    } else {
        SharedState::Saved
    }
}

fn body(team: &Team, row: &Row, open: &Set<RecordId>) -> Option<EntryBody> {
    match row.kind.as_str() {
        Activity::KIND => Activity::read(row).map(|activity| EntryBody::Activity {
            title: activity.title,
            library: activity.library,
            strategy: activity.strategy,
            minutes: activity.minutes,
            helped: activity.helped,
            before: activity.before,
            after: activity.after,
            note: activity.note,
        }),
        Tally::KIND => tally_view(team, row).map(|view| EntryBody::Tally(Box::new(view))),
        Request::KIND => Request::read(row).map(|request| EntryBody::Request {
            title: request.title,
            said: request.said,
            note: request.note,
        }),
        CheckIn::KIND => CheckIn::read(row).map(|check_in| EntryBody::CheckIn(Box::new(check_in))),
        Attained::KIND => Attained::read(row).map(|attained| EntryBody::Attained {
            title: goal_of(team, attained.scale).unwrap_or_default(),
            level: attained.level,
        }),
        Note::KIND => Note::read(row).map(|note| EntryBody::Note { note: note.note }),
        Stop::KIND => Stop::read(row).map(|stop| EntryBody::Stop {
            title: stop.title,
            reason: stop.reason,
            note: stop.note,
            open: open.contains(&row.id),
        }),
        Clear::KIND => Clear::read(row).map(|clear| EntryBody::Clear {
            titles: clear.stops.iter().filter_map(|stop| title_of(team, *stop)).collect(),
            note: clear.note,
        }),
        _ => None,
    }
}

/// The goal that a scale is for, in the words of its first version.
fn goal_of(team: &Team, scale: RecordId) -> Option<String> {
    let scale = team.row(scale).and_then(|(_, row)| Scale::read(row))?;
    title_of(team, scale.goal)
}

fn title_of(team: &Team, stop: RecordId) -> Option<String> {
    team.row(stop).and_then(|(_, row)| row.word("title")).map(str::to_owned)
}

/// The fields that were changed in two places, by the names that an edit takes.
fn conflicts(row: &Row) -> Vec<Conflict> {
    let named = |name: &str| if name == "title" { "activity".to_owned() } else { name.to_owned() };
    let shown = |name: &str| name == "struck" || name == "at" || EDITABLE.contains(&named(name).as_str());
    let differing = row.cells.iter().filter(|(name, cell)| !cell.others.is_empty() && shown(name));
    differing.map(|(name, cell)| Conflict { field: named(name), values: values(cell) }).collect()
}

fn values(cell: &Cell) -> Vec<String> {
    std::iter::once(&cell.value).chain(cell.others.iter().map(|(value, _)| value)).map(text).collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::Word(text) | Value::Prose(text) => text.clone(),
        Value::Number(number) | Value::Time(number) => number.to_string(),
        Value::Flag(raised) => raised.to_string(),
        Value::Empty | Value::Foreign => String::new(),
    }
}

/// Two people's entries of the same thing at about the same time: shown side by side, never dropped.
fn mark_twins(entries: &mut [EntryView]) {
    for at in 0..entries.len() {
        let window = (at + 1..entries.len())
            .take_while(|other| entries[at].at.unix_ms - entries[*other].at.unix_ms <= TWIN_MS)
            .find(|other| are_twins(&entries[at], &entries[*other]));
        if let Some(other) = window {
            entries[at].twin = Some(entries[other].id);
            entries[other].twin = Some(entries[at].id);
        }
    }
}

fn are_twins(a: &EntryView, b: &EntryView) -> bool {
    let same = match (&a.body, &b.body) {
        (EntryBody::Activity { title: a, .. }, EntryBody::Activity { title: b, .. }) => {
            a.trim().to_lowercase() == b.trim().to_lowercase()
        }
        _ => false,
    };
    let is_copy = |one: &EntryView, other: &EntryView| {
        one.copied.as_ref().is_some_and(|copied| copied.from == other.id)
    };
    let unclaimed = a.twin.is_none() && b.twin.is_none() && a.struck.is_none() && b.struck.is_none();
    same && unclaimed
        && !is_copy(a, b)
        && !is_copy(b, a)
        && a.setting == b.setting
        && a.author.device != b.author.device
}
