//! The page of a locked notebook: whose it is, what to type, how long to wait.

use carryover_core::Intent;
use carryover_core::view::{LockAnswer, LockKind, Notice, Secret};
use leptos::prelude::*;

use super::wait;
use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Field, Icon, Input, Kind, button, focus};
use crate::screens::first_run;

/// The page.
pub(in crate::screens) fn locked(kind: LockKind) -> El {
    let desk = desk();
    let words = &text().lock;
    let typed = RwSignal::new(String::new());
    let (label, input) = match kind {
        LockKind::Pin => (words.ask_pin, Input::Pin),
        LockKind::Passphrase => (words.ask_passphrase, Input::Passphrase),
    };
    let open = move || {
        let secret = typed.with_untracked(|typed| Secret::new(typed));
        if !typed.with_untracked(|typed| typed.trim().is_empty()) {
            typed.set(String::new());
            desk.dispatch(Intent::Unlock { secret });
        }
        focus::first("#secret");
    };
    let field = Field { id: "secret", label, help: "", input, test: "secret" }.over(typed);
    let said_now = el("p").class("missing").set("role", "status").test("lock-said");
    let answer = Memo::new(move |_| said(desk));
    let said_now = said_now.add(live(move || answer.get()));
    let form = el("form").class("form").on("submit", move |event| {
        event.prevent_default();
        open();
    });
    let form = form.add(field).add(said_now).add(button(Kind::Primary, words.open, "open", open));
    let someone_else = move || desk.shell.switch_person();
    let someone_else = button(Kind::Quiet, text().people.someone_else, "someone-else", someone_else);
    focus::first("#secret");
    let inside = [
        el("h1").focusable().test("locked").add(title(desk)).into(),
        form.add(el("input").set("type", "submit").set("hidden", "")).into(),
        someone_else.sign(Icon::Team).into(),
        el("p").class("help").add(words.forgot).into(),
    ];
    first_run::page(inside.into())
}

fn title(desk: Desk) -> String {
    let words = &text().lock;
    match super::super::people::name_here(desk) {
        Some(name) => fill(words.locked_of, &[&name]),
        None => words.locked.to_owned(),
    }
}

fn said(desk: Desk) -> String {
    let words = &text().lock;
    if let Some(wait) = wait(desk) {
        return wait;
    }
    let is_unsaved = |notice: &Notice| match notice {
        Notice::NotSaved(why) => Some(*why),
        _ => None,
    };
    let said =
        desk.frame.with(|frame| match (frame.notices.iter().find_map(is_unsaved), frame.lock.answer) {
            (Some(why), _) => why.label(language()),
            (None, LockAnswer::Trying) => words.trying,
            (None, LockAnswer::Wrong) => words.wrong,
            (None, LockAnswer::None | LockAnswer::Set | LockAnswer::TakenOff | LockAnswer::Failed) => "",
        });
    said.to_owned()
}
