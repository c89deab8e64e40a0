//! Entries as lines of a table: one entry a line, the columns of `docs/formats.md`. Their names never change; new ones go to
//! the end.

use std::borrow::Cow;

use shared::record::{
    Activity, Answer, Attained, CheckIn, Clear, Note, Question, Record, Request, Row, Scope, Stop, Tally,
    Value,
};
use shared::{DeviceId, Moment};

use super::about::About;
use super::stamp::stamp;
use super::table;

/// Every column, with the cell of a record that it shows; those without one are worked out.
const COLUMNS: &[(&str, &str)] = &[
    ("id", ""),
    ("kind", ""),
    ("scope", ""),
    ("setting", "setting"),
    ("at", ""),
    ("author", ""),
    ("role", ""),
    ("title", "title"),
    ("minutes", "minutes"),
    ("helped", "helped"),
    ("before", "before"),
    ("after", "after"),
    ("note", "note"),
    ("reason", "reason"),
    ("paused", ""),
    ("stops", "stops"),
    ("measure", "measure"),
    ("plus", "n_plus"),
    ("minus", "n_minus"),
    ("independent", "n_independent"),
    ("visual", "n_visual"),
    ("verbal", "n_verbal"),
    ("gestural", "n_gestural"),
    ("modelling", "n_modelling"),
    ("partial_physical", "n_partial"),
    ("full_physical", "n_full"),
    ("prompts", "n_prompts"),
    ("rating", "rating"),
    ("seconds", "seconds"),
    ("steps", ""),
    ("missed", "missed"),
    ("done", "done"),
    ("checks", "checks"),
    ("said", "said"),
    ("sleep", "sleep"),
    ("tough", "tough"),
    ("wins", "wins"),
    ("coming", "coming"),
    ("scale", "scale"),
    ("level", "level"),
    ("ask", "ask"),
    ("to", "to"),
    ("about", "about"),
    ("question", "question"),
    ("settled", "settled"),
    ("strategy", "strategy"),
    ("version", "version"),
    ("goal", "goal"),
    ("library", "library"),
    ("struck", ""),
    ("struck_why", "struck"),
    ("other_values", ""),
    ("copied_from", "from"),
    ("copied_scope", "from_scope"),
    ("source", "source"),
    ("source_id", "source_id"),
    ("source_author", "source_author"),
    ("written", ""),
    ("device", ""),
];

/// The kinds of records that are entries; the plan, the roster and what was read are in the other formats.
const ENTRIES: [&str; 10] = [
    Activity::KIND,
    Tally::KIND,
    Request::KIND,
    CheckIn::KIND,
    Attained::KIND,
    Note::KIND,
    Stop::KIND,
    Clear::KIND,
    Question::KIND,
    Answer::KIND,
];

/// Whether a record is an entry.
pub(crate) fn is_entry(row: &Row) -> bool {
    is_kind(&row.kind)
}

/// Whether this is the kind of an entry.
pub(crate) fn is_kind(kind: &str) -> bool {
    ENTRIES.contains(&kind)
}

/// Whether this is the name of a column.
pub(crate) fn is_column(name: &str) -> bool {
    COLUMNS.iter().any(|(known, _)| *known == name)
}

/// The first line, after the mark of UTF-8.
pub(crate) fn head() -> String {
    let mut out = table::MARK.to_owned();
    let names: Vec<Cow<'_, str>> = COLUMNS.iter().map(|(name, _)| Cow::Borrowed(*name)).collect();
    table::write(&mut out, &names);
    out
}

/// Adds the line of an entry.
pub(crate) fn line(out: &mut String, about: &About, scope: Scope, row: &Row) {
    let author = about.author(row.author).map(|(_, whom)| whom);
    // Only the device that began a tally says its numbers.
    let own = Tally::read(row).map(|tally| tally.draft().0).unwrap_or_default();
    let value = |name: &str| {
        let of_own = own.iter().find(|field| field.name == name).map(|field| &field.value);
        let is_count = name.starts_with("n_") || name == "seconds";
        let kept = row.cells.get(name).map(|cell| &cell.value).filter(|_| own.is_empty() || !is_count);
        text(of_own.or(kept).unwrap_or(&Value::Empty))
    };
    let of = |(name, cell): &(&str, &str)| -> String {
        match *name {
            "id" => row.id.to_string(),
            "kind" => row.kind.clone(),
            "scope" => scope.code().to_owned(),
            "at" => stamp(row.at()),
            "author" => author.map(|whom| whom.name.clone()).unwrap_or_default(),
            "role" => author.map(|whom| whom.role.code().to_owned()).unwrap_or_default(),
            "paused" => yes(about.open.contains(&row.id)),
            "steps" => steps(row),
            "struck" => yes(row.struck().is_some()),
            "other_values" => others(row),
            "written" => stamp(Moment::new(row.id.written_ms(), row.at().offset_min)),
            "device" => DeviceId::to_string(&row.author),
            _ => value(cell),
        }
    };
    let cells: Vec<String> = COLUMNS.iter().map(of).collect();
    // The level of a scale is the only number that is ever below nothing.
    let safe = |(cell, (name, _)): (&'_ String, &(&str, &str))| match *name == "level" && is_number(cell) {
        true => Cow::Owned(cell.clone()),
        false => Cow::Owned(table::guarded(cell).into_owned()),
    };
    let cells: Vec<Cow<'_, str>> = cells.iter().zip(COLUMNS).map(safe).collect();
    table::write(out, &cells);
}

/// A value as a cell says it.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Word(text) | Value::Prose(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Time(unix_ms) => stamp(Moment::new(*unix_ms, 0)),
        Value::Flag(raised) => yes(*raised),
        Value::Empty | Value::Foreign => String::new(),
    }
}

fn is_number(cell: &str) -> bool {
    cell.parse::<i64>().is_ok()
}

fn yes(is_so: bool) -> String {
    if is_so { "yes".to_owned() } else { String::new() }
}

/// The help that each step took, by commas; a step that was not reached is empty.
fn steps(row: &Row) -> String {
    let steps = Tally::read(row).map(|tally| tally.steps).unwrap_or_default();
    steps.iter().map(|step| step.map_or("", |level| level.code())).collect::<Vec<_>>().join(",")
}

/// What else was written in two places at once, as `cell=value`, a line each.
fn others(row: &Row) -> String {
    let others =
        row.cells.iter().flat_map(|(name, cell)| cell.others.iter().map(move |(value, _)| (name, value)));
    others.map(|(name, value)| [name, "=", &text(value)].concat()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
pub(crate) mod tests {
    use shared::record::Cell;
    use shared::sorted::{Map, Set};
    use shared::{RecordId, TeamId};

    use super::*;

    /// Adds the line of an activity.
    pub(crate) fn line_of(out: &mut String, number: u8, activity: &Activity) {
        let about = About {
            team: TeamId([0; 16]),
            sample: false,
            child: String::new(),
            members: Map::new(),
            devices: Map::new(),
            open: Set::new(),
            scopes: vec![Scope::Home],
            made: activity.at,
        };
        let author = DeviceId([7; 16]);
        let cell = |value| Cell { value, by: author, others: Vec::new() };
        let cells = activity.draft().0.into_iter().map(|field| (field.name.to_owned(), cell(field.value)));
        let id = RecordId::new(activity.at.unix_ms, author, [number; 4]);
        let row = Row { id, kind: Activity::KIND.to_owned(), author, cells: cells.collect() };
        line(out, &about, Scope::Home, &row);
    }

    #[test]
    fn a_column_has_one_name_and_no_cell_is_shown_twice() {
        let mut names: Vec<_> = COLUMNS.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COLUMNS.len());
        let mut cells: Vec<_> =
            COLUMNS.iter().map(|(_, cell)| cell).filter(|cell| !cell.is_empty()).collect();
        cells.sort_unstable();
        let before = cells.len();
        cells.dedup();
        assert_eq!(cells.len(), before);
    }

    #[test]
    fn every_column_is_in_the_documents() {
        let formats = include_str!("../../../../docs/formats.md");
        let missing: Vec<_> = COLUMNS
            .iter()
            .map(|(name, _)| format!("`{name}`"))
            .filter(|name| !formats.contains(name))
            .collect();
        assert!(missing.is_empty(), "docs/formats.md does not tell: {missing:?}");
    }
}
