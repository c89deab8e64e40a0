//! The aide's quick log: children on top, large keys for each activity, one tap an entry.

mod board;
mod strip;

use leptos::prelude::*;
use shared::RecordId;

use super::entry::EntryList;
use super::safety::Pinned;
use super::today::ways;
use crate::desk::{desk, text};
use crate::i18n::fill;
use board::BoardCard;
use strip::Strip;

/// The screen.
#[component]
pub(crate) fn Quick() -> impl IntoView {
    let desk = desk();
    let words = &text().day;
    let order = Memo::new(move |_| {
        desk.today
            .with(|today| today.strategies.iter().map(|strategy| strategy.series).collect::<Vec<RecordId>>())
    });
    let entries = Memo::new(move |_| desk.today.with(|today| today.entries.clone()));
    let several = move || {
        let many = desk.selected.with(Vec::len);
        (many > 1).then(|| view! { <p class="bar-line">{fill(words.for_several, &[&many.to_string()])}</p> })
    };
    view! {
        <div class="page quick">
            <h1 tabindex="-1">{text().frame.log}</h1>
            <Strip/>
            {several}
            <Pinned/>
            <div class="board">
                <For each=move || order.get() key=|series| *series let(series)>
                    <BoardCard series=series/>
                </For>
            </div>
            {ways()}
            <section aria-labelledby="earlier">
                <h2 id="earlier">{words.earlier}</h2>
                {move || entries.with(Vec::is_empty).then(|| view! { <p class="help">{words.no_entries}</p> })}
                <EntryList entries=entries/>
            </section>
        </div>
    }
}
