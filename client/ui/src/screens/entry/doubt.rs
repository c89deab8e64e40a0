//! What needs someone's decision: changed in two places, maybe written twice.

use carryover_core::Intent;
use carryover_core::view::{Conflict, EntryView};
use leptos::prelude::*;
use shared::RecordId;

use crate::desk::{desk, language, text};
use crate::i18n::labels::cell;
use crate::i18n::{count, fill};
use crate::kit::{Button, Icon, Kind, icon};
use crate::route::Sheet;

/// Everything that is in doubt about an entry.
pub(super) fn doubts(entry: &EntryView) -> AnyView {
    let conflicts: Vec<AnyView> =
        entry.conflicts.iter().map(|conflict| two_places(entry.id, conflict)).collect();
    let twin = entry.twin.map(|other| twin(entry.id, other));
    view! { {conflicts}{twin} }.into_any()
}

fn two_places(record: RecordId, conflict: &Conflict) -> AnyView {
    let words = &text().entry;
    let name = field_name(&conflict.field);
    let ways: Vec<AnyView> =
        conflict.values.iter().map(|value| way(record, &conflict.field, value)).collect();
    view! {
        <section class="doubt" data-test="two-places">
            <h3>{icon(Icon::Flag)}<span>{words.two_places}</span></h3>
            <p>{words.two_places_text}</p>
            <p class="routine">{name}</p>
            <div class="acts">{ways}</div>
        </section>
    }
    .into_any()
}

fn way(record: RecordId, field: &str, value: &str) -> AnyView {
    let words = &text().entry;
    let shown = match (field, value) {
        (_, "") => words.no_answer.to_owned(),
        ("minutes", value) => value
            .parse()
            .map_or_else(|_| value.to_owned(), |minutes| count(language(), text().frame.minutes, minutes)),
        (field, value) => cell(field, value, language()),
    };
    let kept = StoredValue::new((field.to_owned(), value.to_owned()));
    let settle = move || {
        let (field, value) = kept.get_value();
        desk().dispatch(Intent::Settle { record, field, value });
    };
    view! { <Button label=fill(words.keep_this, &[&shown]) kind=Kind::Quiet test="settle" press=settle/> }
        .into_any()
}

fn twin(record: RecordId, other: RecordId) -> AnyView {
    let words = &text().entry;
    let strike = move || {
        desk().dispatch(Intent::Strike { record, why: text().entry.twin_reason.to_owned() });
    };
    view! {
        <section class="doubt" data-test="twin">
            <h3>{icon(Icon::Twins)}<span>{words.twin}</span></h3>
            <p>{words.twin_text}</p>
            <div class="acts">
                <Button label=words.show_other kind=Kind::Quiet test="twin-other" press=move || desk().router.open(Sheet::Entry(other))/>
                <Button label=words.strike kind=Kind::Quiet test="twin-strike" press=strike/>
            </div>
        </section>
    }
    .into_any()
}

fn field_name(field: &str) -> &'static str {
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
