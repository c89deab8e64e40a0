//! One entry at a glance: shape, activity, how it went, the first line of the note, who and when, and a small clock
//! until it is shared.

use carryover_core::view::{EntryBody, EntryView};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::Scope;

use super::super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::labels::Label;
use crate::kit::{Icon, badge, helped_mark, icon, setting_mark, shared_mark, shared_word};
use crate::route::Sheet;

/// The row; pressing it opens the entry.
pub(super) fn row(id: RecordId, entry: Memo<Option<EntryView>>) -> El {
    let router = desk().router;
    let shared = move || entry.with(|entry| entry.as_ref().map(|entry| shared_word(entry.shared).to_owned()));
    let struck = move || entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.struck.is_some()));
    let button = el("button").set("type", "button").class("entry").toggle("struck", struck);
    let button = button.test("entry").set("data-record", &id.to_string()).live("data-shared", shared);
    let button = button.press(move || router.open(Sheet::Entry(id)));
    el("li").add(button.add(live(move || entry.with(|entry| entry.as_ref().map(body)))))
}

fn body(entry: &EntryView) -> Part {
    let language = language();
    let place = [entry.setting.label(language), " · "].concat();
    let meta = el("span").class("meta").add(place).add(words::who(&entry.author));
    let meta = meta.add([" · ", &words::time(entry.at)].concat());
    let note = words::note(entry).lines().next().unwrap_or_default();
    let note = (!note.is_empty()).then(|| el("span").class("line").add(note));
    let main = el("span").class("entry-main").add(head(entry)).add(note);
    let main = main.add(meta).add(tags(entry));
    [mark(entry).into(), main.into(), shared_mark(entry.shared, language).into()].into()
}

fn mark(entry: &EntryView) -> El {
    match entry.body {
        EntryBody::Stop { .. } => el("span").class("mark stopped").add(icon(Icon::Stop)),
        _ => setting_mark(entry.setting, language()),
    }
}

/// What was done and how it went; a plain note speaks for itself.
fn head(entry: &EntryView) -> Option<El> {
    let language = language();
    let more: Option<El> = match &entry.body {
        EntryBody::Note { .. } => return None,
        EntryBody::Activity { helped, .. } => helped.map(|helped| helped_mark(helped, language)),
        EntryBody::Stop { reason, .. } => Some(el("span").class("reason").add(reason.label(language))),
        EntryBody::Clear { .. }
        | EntryBody::Tally(_)
        | EntryBody::Request { .. }
        | EntryBody::CheckIn(_)
        | EntryBody::Attained { .. } => None,
    };
    let title = el("span").class("entry-title").add(words::title(entry));
    Some(el("span").class("entry-head").add(title).add(more))
}

fn tags(entry: &EntryView) -> Vec<El> {
    let words = &text().entry;
    let two_places = (!entry.conflicts.is_empty()).then_some((Icon::Flag, words.two_places));
    let private = (entry.scope == Scope::Private).then_some((Icon::Eye, text().day.only_me));
    let twin = entry.twin.map(|_| (Icon::Twins, words.twin));
    let struck = entry.struck.as_ref().map(|_| (Icon::Strike, words.struck));
    [private, two_places, twin, struck].into_iter().flatten().map(|(sign, said)| badge(sign, said)).collect()
}
