//! Writing a plain note, for whoever reads the person's notes or for the person alone. What is typed survives leaving the
//! sheet.

use std::cell::Cell;
use std::rc::Rc;

use carryover_core::Intent;
use leptos::prelude::*;
use shared::Moment;
use shared::record::Setting;

use super::super::log;
use crate::desk::{desk, language, text};
use crate::dom::{El, el, live};
use crate::drafts;
use crate::kit::{Area, Choice, Icon, Kind, button, focus, options, setting_icon, sheet, when};

const DRAFT: &str = "note";
/// The answer that keeps a note to oneself.
const PRIVATE: &str = "private";

/// The sheet.
pub(crate) fn compose() -> El {
    let desk = desk();
    let words = &text().day;
    let note = RwSignal::new(drafts::read(DRAFT));
    let setting = RwSignal::new(log::setting(desk).code().to_owned());
    let (may_log, may_keep) = untrack(|| (desk.may_log.get(), desk.may_note_privately.get()));
    let whose = RwSignal::new(if may_log { String::new() } else { PRIVATE.to_owned() });
    let at = Rc::new(Cell::new(None::<Moment>));
    let picked = at.clone();
    let save = move || {
        let text = note.get_untracked();
        if text.trim().is_empty() {
            return focus::first("#new-note");
        }
        drafts::forget(DRAFT);
        let setting = setting.get_untracked().parse().unwrap_or(Setting::Home);
        let private = !whose.get_untracked().is_empty();
        desk.dispatch(Intent::LogNote { note: text, setting, at: at.get(), private });
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
            .add((may_log && may_keep).then(|| who_reads(whose)))
            .add(live(move || {
                (!whose.get().is_empty()).then(|| el("p").class("help").add(words.only_me_help))
            }))
            .add(el("div").class("acts").add(save))
    })
}

/// Everyone who reads the person's notes, or nobody else.
fn who_reads(whose: RwSignal<String>) -> El {
    let words = &text().day;
    let answers = vec![
        ("", words.team_reads.to_owned(), Some(Icon::Team)),
        (PRIVATE, words.only_me.to_owned(), Some(Icon::Eye)),
    ];
    let choice = Choice { name: "whose", legend: words.who_reads, answers };
    choice.ask(move || whose.get(), move |code| whose.set(code.to_owned()))
}
