//! Writing a plain note. What is typed survives leaving the sheet.

use std::cell::Cell;
use std::rc::Rc;

use carryover_core::Intent;
use leptos::prelude::*;
use shared::Moment;
use shared::record::Setting;

use super::super::log;
use crate::desk::{desk, language, text};
use crate::dom::{El, el};
use crate::drafts;
use crate::kit::{Area, Choice, Icon, Kind, button, focus, options, setting_icon, sheet, when};

const DRAFT: &str = "note";

/// The sheet.
pub(crate) fn compose() -> El {
    let desk = desk();
    let words = &text().day;
    let note = RwSignal::new(drafts::read(DRAFT));
    let setting = RwSignal::new(log::setting(desk).code().to_owned());
    let at = Rc::new(Cell::new(None::<Moment>));
    let picked = at.clone();
    let save = move || {
        let text = note.get_untracked();
        if text.trim().is_empty() {
            return focus::first("#new-note");
        }
        drafts::forget(DRAFT);
        let setting = setting.get_untracked().parse().unwrap_or(Setting::Home);
        desk.dispatch(Intent::LogNote { note: text, setting, at: at.get() });
        desk.router.close();
    };
    let answers = options(Setting::ALL, Setting::code, |setting| Some(setting_icon(setting)), language());
    let area = Area { id: "new-note", label: words.note, help: words.note_help, test: "note-text" };
    let place = Choice { name: "setting", legend: words.where_, answers };
    let save = button(Kind::Primary, text().frame.save, "save", save).sign(Icon::Check);
    sheet(words.write_note, "note-sheet", |body| {
        body.add(area.ask(DRAFT.to_owned(), move || note.get(), move |typed| note.set(typed)))
            .add(place.ask(move || setting.get(), move |code| setting.set(code.to_owned())))
            .add(when(move |moment| picked.set(moment)))
            .add(el("div").class("acts").add(save))
    })
}
