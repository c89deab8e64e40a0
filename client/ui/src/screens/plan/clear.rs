//! A clinician clears what is paused: every stop that pauses the same thing, by name, with what to do differently.

use carryover_core::Intent;
use carryover_core::view::PausedView;
use leptos::prelude::*;
use shared::RecordId;

use super::super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, el};
use crate::drafts;
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Area, Icon, Kind, button, icon, sheet};

/// The sheet, opened from one of the stops.
pub(crate) fn clear(stop: RecordId) -> El {
    let words = &text().since;
    let stops = of_the_same(stop);
    let title = stops.first().map(|stop| stop.title.clone()).unwrap_or_default();
    let lines: Vec<El> = stops.iter().map(line).collect();
    let draft = ["clear", &stop.to_string()].concat();
    let note = RwSignal::new(drafts::read(&draft));
    let named = draft.clone();
    let press = move || {
        drafts::forget(&named);
        let stops = stops.iter().map(|stop| stop.stop).collect();
        desk().dispatch(Intent::Clear { stops, note: note.get_untracked() });
        desk().router.close();
    };
    let area = Area { id: "clear-note", label: words.clear_note, help: words.clear_help, test: "clear-note" };
    let area = area.ask(draft, move || note.get(), move |typed| note.set(typed));
    let press = button(Kind::Primary, words.clear, "clear-save", press).sign(Icon::Check);
    sheet(&fill(words.clear_title, &[&title]), "clear-sheet", |body| {
        body.add(el("ul").class("facts").add(lines)).add(area).add(el("div").class("acts").add(press))
    })
}

/// The stop, and the others that were put on the same thing: those the clinician has in front of them.
fn of_the_same(stop: RecordId) -> Vec<PausedView> {
    desk().today.with_untracked(|today| {
        let title = today.paused.iter().find(|paused| paused.stop == stop).map(|paused| paused.title.clone());
        let same = today.paused.iter().filter(|paused| Some(&paused.title) == title.as_ref());
        same.cloned().collect()
    })
}

fn line(stop: &PausedView) -> El {
    let said = words::dots(&[
        stop.reason.label(language()),
        &words::person(&stop.author),
        stop.setting.label(language()),
        &words::day_and_time(stop.at),
        &stop.note,
    ]);
    let mark = el("span").class("mark stopped").add(icon(Icon::Stop));
    el("li").add(mark).add(el("span").add(said))
}
