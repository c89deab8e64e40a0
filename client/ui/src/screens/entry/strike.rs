//! Crossing an entry out, with a reason, and putting it back. Nothing is ever erased.

use carryover_core::Intent;
use carryover_core::view::{EntryBody, EntryView};
use leptos::prelude::*;
use shared::RecordId;

use crate::desk::{desk, text};
use crate::i18n::fill;
use crate::kit::{Button, Field, Icon, Input, Kind, icon};

/// Either way.
#[component]
pub(super) fn Strike(
    /// The entry.
    id: RecordId,
    /// As it stands.
    entry: Memo<Option<EntryView>>,
) -> impl IntoView {
    let may = entry.with_untracked(|entry| entry.as_ref().is_some_and(|entry| desk().may_write(entry.scope)));
    let struck =
        Memo::new(move |_| entry.with(|entry| entry.as_ref().and_then(|entry| entry.struck.clone())));
    let is_stop = entry.with_untracked(|entry| {
        entry.as_ref().is_some_and(|entry| matches!(entry.body, EntryBody::Stop { .. }))
    });
    move || match struck.get() {
        Some(why) => put_back(id, &why, may),
        None if may => crossing_out(id, is_stop),
        None => ().into_any(),
    }
}

fn put_back(record: RecordId, why: &str, may: bool) -> AnyView {
    let words = &text().entry;
    let said = match why {
        "" => words.struck_undo.to_owned(),
        why => fill(words.struck_why, &[why]),
    };
    let back = may.then(|| {
        let press = move || desk().dispatch(Intent::PutBack { record });
        view! { <Button label=words.put_back kind=Kind::Quiet sign=Icon::Undo test="put-back" press=press/> }
    });
    view! {
        <section class="doubt" data-test="struck">
            <h3>{icon(Icon::Strike)}<span>{said}</span></h3>
            {back}
        </section>
    }
    .into_any()
}

fn crossing_out(record: RecordId, is_stop: bool) -> AnyView {
    let words = &text().entry;
    let why = RwSignal::new(String::new());
    let strike =
        move || desk().dispatch(Intent::Strike { record, why: why.get_untracked().trim().to_owned() });
    let label = if is_stop { text().stop.mistake } else { words.strike };
    let help = if is_stop { text().stop.mistake_said } else { words.strike_help };
    view! {
        <details class="more">
            <summary data-test="strike-open">{label}</summary>
            <Field id="why" label=words.strike_why help=help input=Input::Line value=why typed=move |typed| why.set(typed) test="strike-why"/>
            <Button label=label kind=Kind::Quiet sign=Icon::Strike test="strike" press=strike/>
        </details>
    }
    .into_any()
}
