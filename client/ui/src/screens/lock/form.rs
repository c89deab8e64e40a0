//! Setting a lock, changing it, taking it off.

use carryover_core::Intent;
use carryover_core::view::{LockAnswer, LockKind, Secret};
use leptos::prelude::*;

use super::{is_set, said, wait};
use crate::desk::{Desk, desk, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::kit::{Choice, Field, Icon, Input, Kind, button, focus, sheet};

/// What is typed, and what is wrong with it.
#[derive(Debug, Clone, Copy)]
struct Typed {
    is_pin: RwSignal<bool>,
    current: RwSignal<String>,
    new: RwSignal<String>,
    again: RwSignal<String>,
    wrong: RwSignal<String>,
}

/// The form over a place.
pub(crate) fn lock_sheet() -> El {
    sheet(text().lock.title, "lock-sheet", |body| body.add(lock_form()))
}

/// The form.
pub(crate) fn lock_form() -> Part {
    let desk = desk();
    let words = &text().lock;
    desk.dispatch(Intent::DismissLockAnswer);
    let is_set = is_set(desk);
    let kind_now = move || desk.frame.with_untracked(|frame| frame.lock.kind);
    let typed = Typed::new(kind_now() != Some(LockKind::Passphrase));
    let current = live(move || {
        let kind = is_set.get().then(kind_now).flatten();
        untrack(|| kind.map(|kind| current(kind, typed)))
    });
    let new = live(move || {
        let kind = typed.kind();
        untrack(|| new(kind, typed))
    });
    let take_off = live(move || {
        let take_off = move || take_off(desk, typed);
        is_set.get().then(|| button(Kind::Plain, words.take_off, "lock-off", take_off))
    });
    let save_button = live(move || {
        let label = if is_set.get() { words.change } else { words.set };
        button(Kind::Primary, label, "lock-save", move || save(desk, typed)).sign(Icon::Check)
    });
    let answer = Memo::new(move |_| answered(desk, typed));
    let said_now = el("p").set("role", "status").test("lock-said");
    let said_now = said_now.add(live(move || answer.get()));

    let form = el("form").class("form").on("submit", move |event| {
        event.prevent_default();
        save(desk, typed);
    });
    let form = form.add(current).add(kinds(typed)).add(new).add(said_now).add(save_button);
    [
        el("p").add(live(move || said(desk))).into(),
        el("p").class("help").add(words.honest).into(),
        el("p").class("help").add(words.early).into(),
        form.add(el("input").set("type", "submit").set("hidden", "")).into(),
        el("p").class("help").add(words.forget).into(),
        take_off,
    ]
    .into()
}

fn kinds(typed: Typed) -> El {
    let words = &text().lock;
    let answers =
        vec![("pin", words.pin.to_owned(), None), ("passphrase", words.passphrase.to_owned(), None)];
    let chosen = move || code(typed.kind()).to_owned();
    let pick = move |code: &'static str| {
        typed.clear();
        typed.is_pin.set(code == "pin");
    };
    Choice { name: "lock-kind", legend: words.kind, answers }.ask(chosen, pick)
}

const fn code(kind: LockKind) -> &'static str {
    match kind {
        LockKind::Pin => "pin",
        LockKind::Passphrase => "passphrase",
    }
}

const fn input(kind: LockKind) -> Input {
    match kind {
        LockKind::Pin => Input::Pin,
        LockKind::Passphrase => Input::Passphrase,
    }
}

fn current(kind: LockKind, typed: Typed) -> El {
    let label = text().lock.current;
    Field { id: "lock-current", label, help: "", input: input(kind), test: "lock-current" }
        .over(typed.current)
}

fn new(kind: LockKind, typed: Typed) -> El {
    let words = &text().lock;
    let (label, help) = match kind {
        LockKind::Pin => (words.new_pin, words.pin_help),
        LockKind::Passphrase => (words.new_passphrase, words.passphrase_help),
    };
    let new = Field { id: "lock-new", label, help, input: input(kind), test: "lock-new" };
    let again =
        Field { id: "lock-again", label: words.again, help: "", input: input(kind), test: "lock-again" };
    el("div")
        .add(new.over(typed.new))
        .add((kind == LockKind::Passphrase).then(|| suggest(typed)))
        .add(again.over(typed.again))
}

/// Words nobody chose: what people think of themselves is guessed sooner.
fn suggest(typed: Typed) -> El {
    let words = &text().lock;
    let suggested = RwSignal::new(String::new());
    let suggest = move || {
        let four = desk().shell.suggest_passphrase();
        typed.new.set(four.clone());
        suggested.set(four);
    };
    let said = live(move || {
        suggested.with(|four| {
            (!four.is_empty()).then(|| el("p").test("suggested").add(fill(words.suggested, &[four])))
        })
    });
    let suggest = button(Kind::Plain, words.suggest, "lock-suggest", suggest);
    el("div").set("role", "status").add(suggest).add(said)
}

fn save(desk: Desk, typed: Typed) {
    let words = &text().lock;
    let kind = untrack(|| typed.kind());
    let secret = Secret::new(&typed.new.get_untracked());
    let is_locked = desk.shell.with(|app, _| app.lock().kind.is_some());
    let wrong = match kind {
        _ if is_locked && typed.current.with_untracked(|current| current.trim().is_empty()) => {
            (words.current_missing, "#lock-current")
        }
        LockKind::Pin if !secret.fits(kind) => (words.pin_help, "#lock-new"),
        LockKind::Passphrase if !secret.fits(kind) => (words.passphrase_help, "#lock-new"),
        _ if secret != Secret::new(&typed.again.get_untracked()) => (words.differ, "#lock-again"),
        _ => {
            let current = is_locked.then(|| Secret::new(&typed.current.get_untracked()));
            typed.clear();
            return desk.dispatch(Intent::SetLock { current, kind, secret });
        }
    };
    typed.wrong.set(wrong.0.to_owned());
    focus::first(wrong.1);
}

fn take_off(desk: Desk, typed: Typed) {
    let current = Secret::new(&typed.current.get_untracked());
    if typed.current.with_untracked(|current| current.trim().is_empty()) {
        typed.wrong.set(text().lock.current_missing.to_owned());
        return focus::first("#lock-current");
    }
    typed.clear();
    desk.dispatch(Intent::RemoveLock { current });
}

fn answered(desk: Desk, typed: Typed) -> String {
    let words = &text().lock;
    let wrong = typed.wrong.get();
    if !wrong.is_empty() {
        return wrong;
    }
    if let Some(wait) = wait(desk) {
        return wait;
    }
    let said = match desk.frame.with(|frame| frame.lock.answer) {
        LockAnswer::None => "",
        LockAnswer::Trying => words.trying,
        LockAnswer::Wrong => words.wrong,
        LockAnswer::Set => words.is_set,
        LockAnswer::TakenOff => words.is_off,
        LockAnswer::Failed => words.no_memory,
    };
    said.to_owned()
}

impl Typed {
    fn new(is_pin: bool) -> Self {
        let empty = || RwSignal::new(String::new());
        Self { is_pin: RwSignal::new(is_pin), current: empty(), new: empty(), again: empty(), wrong: empty() }
    }

    /// What kind of lock is asked for; tracked.
    fn kind(self) -> LockKind {
        if self.is_pin.get() { LockKind::Pin } else { LockKind::Passphrase }
    }

    fn clear(self) {
        for field in [self.current, self.new, self.again, self.wrong] {
            field.set(String::new());
        }
    }
}
