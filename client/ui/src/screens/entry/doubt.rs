//! What needs someone's decision: changed in two places, maybe written twice.

use carryover_core::Intent;
use carryover_core::view::{Conflict, EntryBody, EntryView};
use shared::RecordId;

use super::super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el};
use crate::i18n::labels::cell;
use crate::i18n::{count, fill};
use crate::kit::{Icon, Kind, button, helped_mark, signed};
use crate::route::Sheet;

/// Everything that is in doubt about an entry.
pub(super) fn doubts(entry: &EntryView) -> Part {
    let conflicts: Vec<El> = entry.conflicts.iter().map(|conflict| two_places(entry.id, conflict)).collect();
    [conflicts.into(), entry.twin.map(|other| twin(entry.id, other)).into()].into()
}

/// A box about something that waits for a decision.
pub(super) fn doubt(test: &str, sign: Icon, title: &str) -> El {
    el("section").class("doubt").test(test).add(signed("h3", sign, title))
}

fn two_places(record: RecordId, conflict: &Conflict) -> El {
    let words = &text().entry;
    let ways = ways(record, conflict);
    doubt("two-places", Icon::Flag, words.two_places)
        .add(el("p").add(words.two_places_text))
        .add(el("p").class("routine").add(field_name(&conflict.field)))
        .add(el("div").class("acts").add(ways))
}

/// A button for each value: one tap keeps it.
pub(crate) fn ways(record: RecordId, conflict: &Conflict) -> Vec<El> {
    conflict.values.iter().map(|value| way(record, &conflict.field, value)).collect()
}

fn way(record: RecordId, field: &str, value: &str) -> El {
    let words = &text().entry;
    let shown = match (field, value) {
        (_, "") => words.no_answer.to_owned(),
        ("minutes", value) => value
            .parse()
            .map_or_else(|_| value.to_owned(), |minutes| count(language(), text().frame.minutes, minutes)),
        (field, value) => cell(field, value, language()),
    };
    let (field, value) = (field.to_owned(), value.to_owned());
    let settle = move || {
        desk().dispatch(Intent::Settle { record, field: field.clone(), value: value.clone() });
    };
    button(Kind::Quiet, &fill(words.keep_this, &[&shown]), "settle", settle)
}

/// Both notes side by side; either can be crossed out, and none is dropped.
fn twin(record: RecordId, other: RecordId) -> El {
    let words = &text().entry;
    let router = desk().router;
    let show = button(Kind::Quiet, words.show_other, "twin-other", move || router.open(Sheet::Entry(other)));
    let pair = [record, other].into_iter().filter_map(one_of_two).collect::<Vec<El>>();
    doubt("twin", Icon::Twins, words.twin)
        .add(el("p").add(words.twin_text))
        .add(el("div").class("pair").add(pair))
        .add(el("div").class("acts").add(show))
}

/// One of two notes: who, when, how it went, what was added, and the way to cross it out.
fn one_of_two(record: RecordId) -> Option<El> {
    let words = &text().entry;
    let entry = desk().shell.with(|app, _| app.entry(record))?;
    let strike = move || {
        desk().dispatch(Intent::Strike { record, why: text().entry.twin_reason.to_owned() });
    };
    let name = words::person(&entry.author);
    let label = words::dots(&[words.strike, &name]);
    let strike = button(Kind::Quiet, words.strike, "twin-strike", strike).spoken(&label);
    let helped = match entry.body {
        EntryBody::Activity { helped, .. } => helped.map(|helped| helped_mark(helped, language())),
        _ => None,
    };
    let note = words::note(&entry);
    let note = (!note.is_empty()).then(|| el("p").class("prose").add(note));
    let when = el("p").class("help").add(words::day_and_time(entry.at));
    let side = el("div").test("twin-side").add(el("strong").add(words::who(&entry.author)));
    Some(side.add(when).add(helped).add(note).add(strike))
}

pub(crate) fn field_name(field: &str) -> &'static str {
    let words = &text().entry;
    match field {
        "minutes" => words.minutes,
        "helped" => words.helped,
        "before" => words.before,
        "after" => words.after,
        "setting" => words.setting,
        "note" => words.note,
        _ => words.activity,
    }
}
