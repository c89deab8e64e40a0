//! One entry with all of it: what, who, when, where, how far it has come; and what can be done about it.

use carryover_core::view::{EntryBody, EntryView, SharedState};
use leptos::prelude::*;
use shared::{Moment, RecordId};

use super::super::words;
use super::doubt::doubts;
use super::form::Corrections;
use super::strike::Strike;
use crate::desk::{desk, language, text};
use crate::i18n::labels::Label;
use crate::i18n::{fill, format};
use crate::kit::{Icon, Sheet, helped_mark, icon, setting_icon, shared_word};
use crate::shell::On;

/// The entry as it stands, with its twin where the lanes know of one; none if it is not loaded.
fn entry(id: RecordId) -> Memo<Option<EntryView>> {
    let desk = desk();
    Memo::new(move |_| {
        let listed = desk.timeline.with(|view| {
            let mut lanes = view.home.iter().chain(&view.school).chain(&view.clinic);
            lanes.find(|entry| entry.id == id).cloned()
        });
        listed.or_else(|| desk.shell.view(&[On::Records, On::Team], |app, _| app.entry(id)))
    })
}

/// The entry over whatever place it was opened from.
#[component]
pub(crate) fn EntrySheet(
    /// The entry.
    id: RecordId,
) -> impl IntoView {
    view! {
        <Sheet title=entry_title(id) test="entry-sheet">
            <Detail id=id/>
        </Sheet>
    }
}

/// What the entry is called as it is opened.
pub(crate) fn entry_title(id: RecordId) -> String {
    let title = entry(id).with_untracked(|entry| entry.as_ref().map(words::title));
    title.unwrap_or_else(|| text().entry.note.to_owned())
}

/// The entry without a frame.
#[component]
pub(crate) fn Detail(
    /// The entry.
    id: RecordId,
) -> impl IntoView {
    let entry = entry(id);
    let known = Memo::new(move |_| entry.with(Option::is_some));
    let state = move || entry.with(|entry| entry.as_ref().map(|entry| shared_word(entry.shared)));
    move || match known.get() {
        false => view! { <p class="help">{text().entry.gone}</p> }.into_any(),
        true => view! {
            <div class="detail" data-test="detail" data-record=id.to_string() data-shared=state>
                {move || entry.get().map(|entry| facts(&entry))}
                {move || entry.get().map(|entry| doubts(&entry))}
                <Corrections id=id entry=entry/>
                <Strike id=id entry=entry/>
                {move || entry.get().map(|entry| provenance(&entry))}
            </div>
        }
        .into_any(),
    }
}

fn facts(entry: &EntryView) -> AnyView {
    let language = language();
    let at = format::day(language, format::day_of(entry.at));
    let happened = fill(text().entry.happened, &[&at, &words::time(entry.at)]);
    let setting = entry.setting.label(language);
    view! {
        <ul class="facts">
            <li>{icon(Icon::Clock)}<span>{happened}</span></li>
            <li class=entry.setting.code()>{icon(setting_icon(entry.setting))}<span>{setting}</span></li>
            <li>{icon(Icon::Team)}<span>{words::person(&entry.author)}</span></li>
            <li>{state(entry.shared)}</li>
        </ul>
        {said(entry)}
    }
    .into_any()
}

fn state(shared: SharedState) -> AnyView {
    let words = &text().frame;
    let (sign, said) = match shared {
        SharedState::Saving => return ().into_any(),
        SharedState::Saved => (Icon::Clock, words.saved),
        SharedState::Shared => (Icon::Check, words.shared),
    };
    view! { {icon(sign)}<span data-test="detail-state">{said}</span> }.into_any()
}

/// The answers that were given.
fn said(entry: &EntryView) -> AnyView {
    let language = language();
    let words = &text().entry;
    match &entry.body {
        EntryBody::Activity { helped, minutes, before, after, .. } => {
            let course = [before, after].map(|state| state.map_or("", |state| state.label(language)));
            let course = course.into_iter().filter(|state| !state.is_empty()).collect::<Vec<_>>().join(" → ");
            let more = words::dots(&[&minutes.map(words::minutes).unwrap_or_default(), &course]);
            view! { <p class="said">{helped.map(|helped| helped_mark(helped, language))}<span>{more}</span></p> }
                .into_any()
        }
        EntryBody::Stop { reason, open, .. } => {
            let holds = if *open { words.holds } else { words.lifted };
            view! { <p class="said">{words::dots(&[reason.label(language), holds])}</p> }.into_any()
        }
        EntryBody::Note { .. } | EntryBody::Clear { .. } => ().into_any(),
    }
}

/// When, on which device and with whose notes it was written down.
fn provenance(entry: &EntryView) -> AnyView {
    let words = &text().entry;
    let written = Moment::new(entry.id.written_ms(), entry.at.offset_min);
    let day = format::short_day(language(), format::day_of(written));
    let device: String = entry.author.device.to_string().chars().take(8).collect();
    let line = words::dots(&[
        &fill(words.written_at, &[&day, &words::time(written)]),
        &fill(words.on_device, &[&device]),
        &fill(words.kept_with, &[entry.scope.label(language())]),
    ]);
    view! { <p class="help provenance">{line}</p> }.into_any()
}
