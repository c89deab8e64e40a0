//! The page of a locked notebook: whose it is, what to type, how long to wait.

use carryover_core::Intent;
use carryover_core::view::{LockAnswer, LockKind, LockView, Notice, Secret};
use leptos::prelude::*;

use super::lock_of;
use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, el, live};
use crate::i18n::labels::Label;
use crate::i18n::{count, fill};
use crate::kit::{Field, Icon, Input, Kind, button, focus};
use crate::screens::first_run;

/// The page.
pub(in crate::screens) fn locked(kind: LockKind) -> El {
    let desk = desk();
    let words = &text().lock;
    let typed = RwSignal::new(String::new());
    let lock = lock_of(desk);
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
    let said = el("p").class("missing").set("role", "status").test("lock-said");
    let said = said.add(live(move || said_of(desk, &lock.get())));
    let form = el("form").class("form").on("submit", move |event| {
        event.prevent_default();
        open();
    });
    let form = form.add(field).add(said).add(button(Kind::Primary, words.open, "open", open));
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

fn said_of(desk: Desk, lock: &LockView) -> String {
    let words = &text().lock;
    let is_unsaved = |notice: &Notice| match notice {
        Notice::NotSaved(why) => Some(*why),
        _ => None,
    };
    let trouble = desk.frame.with(|frame| frame.notices.iter().find_map(is_unsaved));
    let wait_ms = lock.waits_until_ms.map_or(0, |until_ms| until_ms.saturating_sub(desk.now().unix_ms));
    if wait_ms > 0 {
        let minutes = usize::try_from(wait_ms.saturating_add(59_999) / 60_000).unwrap_or(1);
        return count(language(), words.wait, minutes);
    }
    match (trouble, lock.answer) {
        (Some(why), _) => why.label(language()).to_owned(),
        (None, LockAnswer::Trying) => words.trying.to_owned(),
        (None, LockAnswer::Wrong) => words.wrong.to_owned(),
        (None, LockAnswer::None | LockAnswer::Set | LockAnswer::TakenOff | LockAnswer::Failed) => {
            String::new()
        }
    }
}
