//! Coming back with the words of a recovery sheet, on a device that is new to the team.

use carryover_core::Intent;
use carryover_core::view::{InviteRefusal, SheetCheck};
use leptos::prelude::*;

use super::check::words_field;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::Text;
use crate::i18n::labels::Label;
use crate::kit::{Icon, Kind, button, focus, sheet};
use crate::screens::scan::{from_picture, scan};

/// The form: type the words, or scan them with the camera or from a picture.
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
    [form.into(), picture].into()
}

/// The form on a device that is in another team already.
pub(crate) fn recover_sheet() -> El {
    sheet(text().paper.have, "recover-sheet", |body| body.add(recover_form()))
}
