//! Ten seconds to undo what was just saved, or to add to it. Saying so is the only confirmation there is.

use std::time::Duration;

use carryover_core::Intent;
use carryover_core::view::{EntryBody, EntryView, SharedState};
use leptos::prelude::*;
use shared::RecordId;

use super::words;
use crate::desk::{Desk, desk, text};
use crate::dom::{El, effect, el, live};
use crate::i18n::fill;
use crate::kit::{Icon, Kind, button};
use crate::route::Sheet;

const OFFERED: Duration = Duration::from_secs(10);

/// What the bar offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offer {
    Nothing,
    Undo(RecordId),
    Undone,
}

/// The bar; nothing most of the time.
pub(crate) fn undo_bar() -> El {
    let desk = desk();
    let offer = RwSignal::new(Offer::Nothing);
    let mut before = untrack(|| desk.today.with(|today| today.undo));
    // What was saved before this page was opened is not offered again.
    effect(Box::new(move || {
        let last = desk.today.with(|today| today.undo);
        if before != last {
            before = last;
            if let Some(id) = last {
                show(offer, Offer::Undo(id));
            }
        }
    }));
    let entry = Memo::new(move |_| match offer.get() {
        Offer::Undo(id) => {
            let entry = desk.today.with(|today| today.entries.iter().find(|entry| entry.id == id).cloned());
            entry.filter(is_offered)
        }
        Offer::Nothing | Offer::Undone => None,
    });
    let bar = live(move || match (offer.get(), entry.get()) {
        (Offer::Undo(_), Some(entry)) => Some(saved(desk, offer, &entry)),
        (Offer::Undone, _) => Some(el("div").class("undo").add(el("p").add(text().day.undone))),
        _ => None,
    });
    el("div").set("role", "status").add(bar)
}

/// A count goes on in the same record, so striking that would take back more than the last tap; the board has an undo
/// of its own.
fn is_offered(entry: &EntryView) -> bool {
    !matches!(&entry.body, EntryBody::Tally(view) if view.tally.missed.is_none())
}

fn saved(desk: Desk, offer: RwSignal<Offer>, entry: &EntryView) -> El {
    let words = &text().day;
    let id = entry.id;
    let title = words::title(entry);
    let said = match entry.shared {
        SharedState::Saving => title,
        SharedState::Saved => fill(words.saving, &[&title, text().frame.saved]),
        SharedState::Shared => fill(words.saving, &[&title, text().frame.shared]),
    };
    let undo = move || {
        desk.dispatch(Intent::Strike { record: id, why: String::new() });
        show(offer, Offer::Undone);
    };
    el("div")
        .class("undo")
        .test("undo-bar")
        .add(el("p").add(said))
        .add(button(Kind::Plain, words.undo, "undo", undo).sign(Icon::Undo))
        .add(button(Kind::Plain, words.add_note, "add-note", move || desk.router.open(Sheet::Entry(id))))
}

/// Shows an offer for as long as it holds, and longer while a finger or the focus rests on it.
fn show(offer: RwSignal<Offer>, shown: Offer) {
    offer.set(shown);
    hide_later(offer, shown);
}

fn hide_later(offer: RwSignal<Offer>, shown: Offer) {
    set_timeout(
        move || {
            let is_held = document()
                .query_selector(".undo:is(:hover, :focus-within)")
                .is_ok_and(|found| found.is_some());
            match offer.try_get_untracked() {
                Some(now) if now == shown && is_held => hide_later(offer, shown),
                Some(now) if now == shown => offer.set(Offer::Nothing),
                _ => {}
            }
        },
        OFFERED,
    );
}
