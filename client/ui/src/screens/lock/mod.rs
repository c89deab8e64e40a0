//! The lock of this device: what it says in the settings, and the gentle offer before and after the first notebook.
//!
//! Where to start: [`locked`] is the page of a locked notebook; [`lock_form`] sets, changes and takes off; here is what leads
//! to it. What opens a lock is never kept as a draft.

mod form;
mod screen;

use carryover_core::Intent;
use carryover_core::view::LockKind;
use leptos::prelude::*;

use super::settings::section;
use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::count;
use crate::kit::{Choice, Icon, Kind, button, door};
use crate::route::Sheet;
use crate::shell::On;
pub(crate) use form::{lock_form, lock_sheet};
pub(super) use screen::locked;

/// Minutes after which the app can lock itself, as the codes of a choice; the last is never.
const AFTER: [(&str, Option<u16>); 4] = [("1", Some(1)), ("5", Some(5)), ("15", Some(15)), ("never", None)];

/// The name under which it is remembered that somebody wants no lock.
const DECLINED: &str = "no-lock";

/// Whether a lock is set; followed.
fn is_set(desk: Desk) -> Memo<bool> {
    Memo::new(move |_| desk.frame.with(|frame| frame.lock.kind.is_some()))
}

/// How long nothing can be tried, in a sentence; followed.
fn wait(desk: Desk) -> Option<String> {
    let until_ms = desk.frame.with(|frame| frame.lock.waits_until_ms)?;
    let now_ms = desk.shell.view(&[On::Minute], |_, now| now.unix_ms);
    let minutes =
        usize::try_from(until_ms.saturating_sub(now_ms).saturating_add(59_999) / 60_000).unwrap_or(0);
    (minutes > 0).then(|| count(language(), text().lock.wait, minutes))
}

/// The lock among the settings.
pub(super) fn lock_section() -> El {
    let desk = desk();
    let words = &text().lock;
    let is_set = is_set(desk);
    let said = live(move || said(desk));
    let open = move || desk.router.open(Sheet::Lock);
    let change = live(move || {
        let label = if is_set.get() { words.change } else { words.set };
        button(Kind::Quiet, label, "lock", open).sign(Icon::Shield)
    });
    let by_itself = live(move || is_set.get().then(|| untrack(|| by_itself(desk))));
    section(words.title).test("lock-section").add(el("p").add(said)).add(change).add(by_itself)
}

/// What kind of lock there is, in a sentence; followed.
fn said(desk: Desk) -> &'static str {
    let words = &text().lock;
    match desk.frame.with(|frame| frame.lock.kind) {
        None => words.none,
        Some(LockKind::Pin) => words.is_pin,
        Some(LockKind::Passphrase) => words.is_passphrase,
    }
}

fn by_itself(desk: Desk) -> El {
    let words = &text().lock;
    let label = |minutes: Option<u16>| match minutes {
        Some(minutes) => count(language(), words.minutes, minutes.into()),
        None => words.never.to_owned(),
    };
    let answers = AFTER.map(|(code, minutes)| (code, label(minutes), None)).to_vec();
    let chosen = move || {
        let after = desk.frame.with(|frame| frame.lock.after_minutes);
        AFTER.iter().find(|(_, minutes)| *minutes == after).map_or("", |(code, _)| *code).to_owned()
    };
    let pick = move |code: &'static str| {
        if let Some((_, minutes)) = AFTER.iter().find(|(word, _)| *word == code) {
            desk.dispatch(Intent::LockAfter { minutes: *minutes });
        }
    };
    let after = Choice { name: "lock-after", legend: words.after, answers }.ask(chosen, pick);
    let now = button(Kind::Quiet, words.now, "lock-now", move || desk.shell.lock_now()).sign(Icon::Shield);
    el("div").add(after).add(now)
}

/// Before the first notebook: a way to begin with a lock, which nobody has to take.
pub(super) fn first_lock() -> Part {
    let desk = desk();
    let words = &text().lock;
    let is_set = is_set(desk);
    live(move || -> Part {
        if is_set.get() {
            return Part::Nothing;
        }
        let first = button(Kind::Plain, words.first, "start-lock", move || desk.router.open(Sheet::Lock));
        [first.into(), el("p").class("help").add(words.first_help).into()].into()
    })
}

/// On Today, once there is something to protect, until it is answered.
pub(super) fn lock_nag() -> Part {
    let desk = desk();
    let words = &text().lock;
    let is_set = is_set(desk);
    let is_declined = RwSignal::new(desk.shell.recall(DECLINED).is_some());
    let is_due = Memo::new(move |_| {
        let is_real = desk.chip().is_some_and(|chip| !chip.sample);
        is_real && !is_set.get() && !is_declined.get() && desk.today.with(|today| !today.entries.is_empty())
    });
    live(move || {
        is_due.get().then(|| {
            let decline = move || {
                desk.shell.remember(DECLINED, vec![1]);
                is_declined.set(true);
            };
            let door = door(Icon::Shield, words.nag, words.nag_text, "lock");
            let door = door.press(move || desk.router.open(Sheet::Lock));
            let later = button(Kind::Plain, words.later, "lock-later", decline);
            el("div").class("doors").test("lock-nag").add(door).add(el("div").class("acts").add(later))
        })
    })
}
