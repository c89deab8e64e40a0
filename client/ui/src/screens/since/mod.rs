//! Clinician · Since last visit: caseload, what needs a look first, three lanes, the entry in hand beside them.

mod flags;
mod keyboard;
mod lanes;
mod rail;
mod sieve;

use leptos::prelude::*;

use super::entry::{detail, entry_title};
use super::notes::{what_helps, write_note};
use super::safety::pinned;
use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::kit::{Field, Input};
use crate::route::Sheet;
use flags::flags;
pub(crate) use keyboard::keys_help;
use lanes::lanes;
use rail::rail;
pub(super) use rail::{child, look_through};
use sieve::Sieve;

/// The screen.
pub(crate) fn screen() -> El {
    let words = text();
    let sieve = Sieve::new();
    keyboard::listen(desk());
    let field =
        Field { id: "search", label: words.entry.search, help: "", input: Input::Search, test: "search" };
    let head = el("div").class("page-head").add(el("h1").focusable().add(words.frame.since));
    let head = head.add(field.over(sieve.search)).add(what_helps()).add(write_note());
    let page = el("div")
        .class("page wide")
        .add(head)
        .add(flags())
        .add(pinned())
        .add(sieve.asked())
        .add(lanes(sieve));
    el("div").class("since").add(rail()).add(page).add(pane())
}

/// The entry in hand, where there is room beside the lanes.
fn pane() -> El {
    let desk = desk();
    let shown = Memo::new(move |_| match desk.router.route().sheet {
        Some(Sheet::Entry(id)) if desk.is_wide() => Some(id),
        _ => None,
    });
    let inside = move || -> Part {
        match shown.get() {
            Some(id) => untrack(|| [el("h2").add(entry_title(id)).into(), detail(id)].into()),
            None => el("p").class("help").add(text().since.pick).into(),
        }
    };
    el("aside").class("pane").spoken(text().frame.notes).add(live(inside))
}
