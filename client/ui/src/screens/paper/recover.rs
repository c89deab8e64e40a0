//! Coming back with the words of a recovery sheet, on a device that is new to the team: over the relay, or with a file.

use carryover_core::Intent;
use carryover_core::view::{InviteRefusal, SheetCheck, Taking};
use leptos::prelude::*;
use shared::wire::PARCEL_LIMIT;
use web_sys::File;

use super::check::words_field;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::Text;
use crate::i18n::labels::Label;
use crate::kit::{Icon, Kind, button, focus, sheet};
use crate::screens::scan::{from_picture, scan};
use crate::shell::files;

/// The form: type the words, or scan them with the camera or from a picture; then over the relay, or with a saved file.
pub(crate) fn recover_form() -> Part {
    let Text { first: words, day, .. } = text();
    let typed = RwSignal::new(String::new());
    let is_wrong = RwSignal::new(false);
    let is_scanning = RwSignal::new(false);
    let desk = desk();
    let look = move || {
        let secret = typed.get_untracked();
        // A mistake is said here, where the words still stand.
        let is_sheet = desk.check_sheet(&secret) != SheetCheck::NotASheet;
        is_wrong.set(!is_sheet);
        match is_sheet {
            true => desk.dispatch(Intent::OpenSheet { words: secret }),
            false => focus::first("#words"),
        }
    };
    let wrong = live(move || is_wrong.get().then(|| InviteRefusal::NotASheet.label(language())));
    let look_button = button(Kind::Primary, day.choose, "open-sheet", look).sign(Icon::Next);
    let scan_button =
        button(Kind::Quiet, words.scan, "scan", move || is_scanning.set(true)).sign(Icon::Camera);
    let found = move |code: String| {
        let is_sheet = desk.check_sheet(&code) != SheetCheck::NotASheet;
        if is_sheet {
            typed.set(code);
            look();
        }
        is_sheet
    };
    let none = move || is_wrong.set(true);
    let from_picture = from_picture(Box::new(found), Box::new(none));
    let picture = live(move || {
        is_scanning.get().then(|| untrack(|| scan(Box::new(found), Box::new(move || is_scanning.set(false)))))
    });
    let form = el("div").class("form").add(words_field(typed));
    let form = form.add(el("p").class("missing").set("role", "alert").test("words-wrong").add(wrong));
    let form = form.add(el("div").class("acts").add(look_button).add(scan_button).add(from_picture));
    [form.into(), with_file(typed, is_wrong).into(), picture].into()
}

/// Coming back without a connection: the words, and a file that was saved from the notebook.
fn with_file(typed: RwSignal<String>, is_wrong: RwSignal<bool>) -> El {
    let words = &text().paper;
    let field = el("input").set("type", "file").set("hidden", "").set("aria-hidden", "true").test("backup");
    let field = field.on("change", move |event| open(typed, files::chosen(&event, "target")));
    let element = field.element().clone();
    let desk = desk();
    on_cleanup(move || queue_microtask(move || desk.dispatch(Intent::PutCarriedAway)));
    let choose = move || {
        let is_sheet = desk.check_sheet(&typed.get_untracked()) != SheetCheck::NotASheet;
        is_wrong.set(!is_sheet);
        match is_sheet {
            true => files::choose(&element),
            false => focus::first("#words"),
        }
    };
    let why = Memo::new(move |_| match desk.carry().taking {
        Taking::Not(why) => why.label(language()),
        Taking::Nothing | Taking::UnderWay | Taking::Brought(_) => "",
    });
    el("div")
        .class("form")
        .add(el("p").class("help").add(words.with_file_help))
        .add(field)
        .add(el("div").class("acts").add(button(Kind::Quiet, words.with_file, "open-backup", choose)))
        .add(el("p").class("missing").set("role", "alert").test("backup-wrong").add(live(move || why.get())))
}

/// Takes a chosen file; where it brought somebody back, the form is behind them.
fn open(typed: RwSignal<String>, chosen: Vec<File>) {
    let desk = desk();
    leptos::task::spawn_local(async move {
        let Some(file) = chosen.first() else { return };
        // One that is too long is refused by what it holds at most, without being read.
        let file = files::read(file, PARCEL_LIMIT).await.unwrap_or_else(|| vec![0; PARCEL_LIMIT + 1]);
        desk.dispatch(Intent::Restore { words: typed.get_untracked(), file });
        if !matches!(desk.carry().taking, Taking::Not(_)) {
            desk.router.close();
        }
    });
}

/// The form on a device that is in another team already.
pub(crate) fn recover_sheet() -> El {
    sheet(text().paper.have, "recover-sheet", |body| body.add(recover_form()))
}
