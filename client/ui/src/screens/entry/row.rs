//! One entry at a glance: shape, activity, how it went, the first line of the note, who and when, and a small clock
//! until it is shared.

use carryover_core::view::{EntryBody, EntryView};
use leptos::prelude::*;
use shared::RecordId;

use super::super::words;
use crate::desk::{desk, language, text};
use crate::i18n::labels::Label;
use crate::kit::{Icon, helped_mark, icon, setting_mark, shared_mark, shared_word};
use crate::route::Sheet;

/// The row; pressing it opens the entry.
pub(super) fn row(id: RecordId, entry: Memo<Option<EntryView>>) -> AnyView {
    let router = desk().router;
    let shared = move || entry.with(|entry| entry.as_ref().map(|entry| shared_word(entry.shared)));
    let struck = move || entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.struck.is_some()));
    view! {
        <li>
            <button
                type="button" class="entry" class:struck=struck data-test="entry"
                data-record=id.to_string() data-shared=shared
                on:click=move |_| router.open(Sheet::Entry(id))
            >
                {move || entry.get().map(|entry| body(&entry))}
            </button>
        </li>
    }
    .into_any()
}

fn body(entry: &EntryView) -> AnyView {
    let language = language();
    let meta =
        words::dots(&[entry.setting.label(language), &words::person(&entry.author), &words::time(entry.at)]);
    let note = words::note(entry).lines().next().unwrap_or_default().to_owned();
    let note = (!note.is_empty()).then(|| view! { <span class="line">{note}</span> });
    view! {
        {mark(entry)}
        <span class="entry-main">
            {head(entry)}
            {note}
            <span class="meta">{meta}</span>
            {tags(entry)}
        </span>
        {shared_mark(entry.shared, language)}
    }
    .into_any()
}

fn mark(entry: &EntryView) -> AnyView {
    match entry.body {
        EntryBody::Stop { .. } => view! { <span class="mark stopped">{icon(Icon::Stop)}</span> }.into_any(),
        _ => setting_mark(entry.setting, language()),
    }
}

/// What was done and how it went; a plain note speaks for itself.
fn head(entry: &EntryView) -> AnyView {
    let language = language();
    let more: AnyView = match &entry.body {
        EntryBody::Note { .. } => return ().into_any(),
        EntryBody::Activity { helped, .. } => helped.map(|helped| helped_mark(helped, language)).into_any(),
        EntryBody::Stop { reason, .. } => {
            view! { <span class="reason">{reason.label(language)}</span> }.into_any()
        }
        EntryBody::Clear { .. } => ().into_any(),
    };
    view! {
        <span class="entry-head"><span class="entry-title">{words::title(entry)}</span>{more}</span>
    }
    .into_any()
}

fn tags(entry: &EntryView) -> AnyView {
    let words = &text().entry;
    let two_places = (!entry.conflicts.is_empty()).then_some((Icon::Flag, words.two_places));
    let twin = entry.twin.map(|_| (Icon::Twins, words.twin));
    let struck = entry.struck.as_ref().map(|_| (Icon::Strike, words.struck));
    let tags = [two_places, twin, struck].into_iter().flatten();
    tags.map(|(sign, said)| view! { <span class="badge">{icon(sign)}<span>{said}</span></span> }.into_any())
        .collect::<Vec<AnyView>>()
        .into_any()
}
