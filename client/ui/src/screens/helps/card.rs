//! One activity: how often it helped, where and when, before and after, and the notes behind whatever figure was tapped.

use std::rc::Rc;

use carryover_core::insight::HelpedView;
use carryover_core::view::EntryView;
use leptos::prelude::*;
use shared::RecordId;

use super::super::entry::entry_list;
use super::super::words;
use super::figure::{answers, bar, beside, row, said, surely};
use super::turns::turns;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::count;
use crate::i18n::labels::Label;
use crate::kit::{Kind, button, picture, setting_icon, signed};
use crate::shell::On;

/// The card.
pub(super) fn card(held: &HelpedView) -> El {
    let words = &text().helping;
    let shown = RwSignal::new(Vec::<RecordId>::new());
    let whole = &held.whole;
    let ids = whole.entries.clone();
    let many = ids.len();
    let notes = button(Kind::Plain, &count(language(), words.notes, many), "helps-notes", move || {
        toggle(shown, ids.clone());
    });
    let title = words::card_title(&held.title, held.library.as_deref());
    let said = el("p").class("helped-said").test("helped-said").add(said(&whole.answers));
    let face = el("div").class("face").add(picture(held.library.as_deref(), None));
    let name = el("div").class("face-words").add(el("h2").class("face-title").add(title)).add(said);
    el("section")
        .class("card helped-card")
        .test("helped")
        .add(face.add(name))
        .add(bar(&whole.answers))
        .add(answers(&whole.answers))
        .add(surely(&whole.answers))
        .add(beside(whole))
        .add(slices(held, shown))
        .add(el("div").class("acts").add(notes))
        .add(behind(shown))
}

/// Shows these notes, or folds them away if they are shown.
fn toggle(shown: RwSignal<Vec<RecordId>>, ids: Vec<RecordId>) {
    let same = shown.with_untracked(|held| *held == ids);
    shown.set(if same { Vec::new() } else { ids });
}

fn slices(held: &HelpedView, shown: RwSignal<Vec<RecordId>>) -> El {
    let (words, language) = (&text().helping, language());
    let show: Rc<dyn Fn(Vec<RecordId>)> = Rc::new(move |ids| toggle(shown, ids));
    let list = |title: &str, rows: Vec<El>| {
        (!rows.is_empty()).then(|| {
            let rows = el("ul").class("slices").add(rows);
            el("div").class("sliced").add(el("h3").add(title)).add(rows)
        })
    };
    let settings = held.settings.iter().map(|(setting, figure)| {
        let show = show.clone();
        let label = signed("span", setting_icon(*setting), setting.label(language));
        row(label, figure, move |ids| show(ids))
    });
    let parts = held.parts.iter().map(|(part, figure)| {
        let show = show.clone();
        row(el("span").add(part.label(language)), figure, move |ids| show(ids))
    });
    let routines = held.routines.iter().map(|(routine, figure)| {
        let show = show.clone();
        row(el("span").add(routine.label(language)), figure, move |ids| show(ids))
    });
    el("details")
        .class("more")
        .add(el("summary").test("where-when").add(words.where_when))
        .add(list(text().day.where_, settings.collect()))
        .add(list(words.part, parts.collect()))
        .add(list(words.routine, routines.collect()))
        .add(turns(&held.turns))
}

/// The notes behind a figure.
fn behind(shown: RwSignal<Vec<RecordId>>) -> Part {
    live(move || {
        let ids = shown.get();
        (!ids.is_empty()).then(|| untrack(|| notes(ids)))
    })
}

/// These notes, newest first.
pub(super) fn notes(ids: Vec<RecordId>) -> El {
    let entries = Memo::new(move |_| {
        let all = desk().shell.view(&[On::Records, On::Sharing], |app, _| app.all_entries());
        all.into_iter().filter(|entry| ids.contains(&entry.id)).collect::<Vec<EntryView>>()
    });
    let title = el("h3").add(text().helping.behind);
    el("div").class("behind").test("behind").set("role", "status").add(title).add(entry_list(entries))
}
