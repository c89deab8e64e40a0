//! Setting a lock, changing it, taking it off.

use carryover_core::Intent;
use carryover_core::view::{LockAnswer, LockKind, Secret};
use leptos::prelude::*;

use super::{lock_of, said};
use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::{count, fill};
use crate::kit::{Choice, Field, Icon, Input, Kind, button, focus, sheet};

/// What is typed, and what is wrong with it.
#[derive(Debug, Clone, Copy)]
struct Typed {
    kind: RwSignal<LockKind>,
    current: RwSignal<String>,
    new: RwSignal<String>,
    again: RwSignal<String>,
    wrong: RwSignal<&'static str>,
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
    let lock = lock_of(desk);
    let set = Memo::new(move |_| lock.with(|lock| lock.kind));
    let answer = Memo::new(move |_| lock.with(|lock| lock.answer));
    let typed = Typed::new(set.get_untracked().unwrap_or(LockKind::Pin));
    let current = live(move || set.get().map(|kind| untrack(|| current(kind, typed))));
    let new = live(move || {
        let kind = typed.kind.get();
        untrack(|| new(kind, typed))
    });
    let take_off = live(move || {
        let take_off = move || take_off(desk, typed);
        set.get().map(|_| button(Kind::Plain, words.take_off, "lock-off", take_off))
    });
    let save_button = live(move || {
        let label = if set.get().is_some() { words.change } else { words.set };
        button(Kind::Primary, label, "lock-save", move || save(desk, typed)).sign(Icon::Check)
    });
    let said_now = el("p").set("role", "status").test("lock-said");
    let said_now = said_now.add(live(move || answered(desk, typed, answer.get(), lock.get().waits_until_ms)));
    let form = el("form").class("form").on("submit", move |event| {
        event.prevent_default();
        save(desk, typed);
    });
    let form = form.add(current).add(kinds(typed)).add(new).add(said_now).add(save_button);
    [
        el("p").add(live(move || said(set.get()))).into(),
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
    let chosen = move || code(typed.kind.get()).to_owned();
    let pick = move |code: &'static str| {
        typed.clear();
        typed.kind.set(if code == "pin" { LockKind::Pin } else { LockKind::Passphrase });
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
    let kind = typed.kind.get_untracked();
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
    typed.wrong.set(wrong.0);
    focus::first(wrong.1);
}

fn take_off(desk: Desk, typed: Typed) {
    let current = Secret::new(&typed.current.get_untracked());
    if typed.current.with_untracked(|current| current.trim().is_empty()) {
        typed.wrong.set(text().lock.current_missing);
        return focus::first("#lock-current");
    }
    typed.clear();
    desk.dispatch(Intent::RemoveLock { current });
}

fn answered(desk: Desk, typed: Typed, answer: LockAnswer, waits_until_ms: Option<i64>) -> String {
    let words = &text().lock;
    let wrong = typed.wrong.get();
    let wait_ms = waits_until_ms.map_or(0, |until_ms| until_ms.saturating_sub(desk.now().unix_ms));
    if wait_ms > 0 {
        let minutes = usize::try_from(wait_ms.saturating_add(59_999) / 60_000).unwrap_or(1);
        return count(language(), words.wait, minutes);
    }
    let said = match answer {
        _ if !wrong.is_empty() => wrong,
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
    fn new(kind: LockKind) -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            kind: RwSignal::new(kind),
            current: empty(),
            new: empty(),
            again: empty(),
            wrong: RwSignal::new(""),
        }
    }

    fn clear(self) {
        for field in [self.current, self.new, self.again] {
            field.set(String::new());
        }
        self.wrong.set("");
    }
}
