//! Ten seconds to undo what was just saved, or to add to it. Saying so is the only confirmation there is.

use std::time::Duration;

use carryover_core::Intent;
use carryover_core::view::{EntryView, SharedState};
use leptos::prelude::*;
use shared::RecordId;

use super::words;
use crate::desk::{Desk, desk, text};
use crate::i18n::fill;
use crate::kit::{Button, Icon, Kind};
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
#[component]
pub(crate) fn UndoBar() -> impl IntoView {
    let desk = desk();
    let offer = RwSignal::new(Offer::Nothing);
    let last = Memo::new(move |_| desk.today.with(|today| today.undo));
    Effect::new(move |before: Option<Option<RecordId>>| {
        let last = last.get();
        // What was saved before this page was opened is not offered again.
        if let (Some(before), Some(id)) = (before, last)
            && before != last
        {
            show(offer, Offer::Undo(id));
        }
        last
    });
    let entry = Memo::new(move |_| match offer.get() {
        Offer::Undo(id) => {
            desk.today.with(|today| today.entries.iter().find(|entry| entry.id == id).cloned())
        }
        _ => None,
    });
    view! {
        <div class="undo-place" role="status">
            {move || match (offer.get(), entry.get()) {
                (Offer::Undo(_), Some(entry)) => saved(desk, offer, &entry),
                (Offer::Undone, _) => view! { <div class="undo"><p>{text().day.undone}</p></div> }.into_any(),
                _ => ().into_any(),
            }}
        </div>
    }
}

fn saved(desk: Desk, offer: RwSignal<Offer>, entry: &EntryView) -> AnyView {
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
    view! {
        <div class="undo" data-test="undo-bar">
            <p>{said}</p>
            <Button label=words.undo kind=Kind::Plain sign=Icon::Undo test="undo" press=undo/>
            <Button label=words.add_note kind=Kind::Plain test="add-note" press=move || desk.router.open(Sheet::Entry(id))/>
        </div>
    }
    .into_any()
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
