//! Parent · Today: the next routine on top, two taps to log it, everything else below.

mod card;
mod more;
mod paused;

use carryover_core::view::StrategyView;
use leptos::prelude::*;
use shared::RecordId;

use super::entry::EntryList;
use super::safety::Pinned;
use crate::desk::{desk, text};
use crate::kit::{Button, Empty, Icon, Kind};
use crate::route::Sheet;
use card::StrategyCard;
pub(super) use card::face;
pub(crate) use more::More;
pub(crate) use paused::{alternatives, paused_line};

/// The screen.
#[component]
pub(crate) fn Today() -> impl IntoView {
    let desk = desk();
    let words = &text().day;
    let skipped = RwSignal::new(0_usize);
    let order = Memo::new(move |_| {
        let series = |is_paused: bool| {
            let chosen = move |item: &&StrategyView| item.paused.is_empty() != is_paused;
            desk.today.with(|today| {
                today.strategies.iter().filter(chosen).map(|item| item.series).collect::<Vec<RecordId>>()
            })
        };
        // "Not now" shows the next one first; nothing leaves the list, and what is paused comes last.
        let mut order = series(false);
        let by = skipped.get() % order.len().max(1);
        order.rotate_left(by);
        order.extend(series(true));
        order
    });
    let entries = Memo::new(move |_| desk.today.with(|today| today.entries.clone()));
    view! {
        <div class="page today">
            <h1 tabindex="-1">{move || greeting(desk.today.with(|_| desk.now().minute_of_day()))}</h1>
            <Pinned/>
            {move || order.with(Vec::is_empty).then(nothing_planned)}
            <div class="cards">
                <For each=move || order.get().into_iter().enumerate() key=|(at, series)| (*at == 0, *series) let((at, series))>
                    <StrategyCard series=series first=at == 0 skip=move |()| *skipped.write() += 1/>
                </For>
            </div>
            {move || desk.today.with(|today| today.may_log).then(ways)}
            <section aria-labelledby="earlier">
                <h2 id="earlier">{words.earlier}</h2>
                {move || entries.with(Vec::is_empty).then(|| view! { <p class="help">{words.no_entries}</p> })}
                <EntryList entries=entries/>
            </section>
        </div>
    }
}

/// What else can be done: another activity, a note.
pub(super) fn ways() -> AnyView {
    let router = desk().router;
    let words = &text().day;
    view! {
        <div class="ways">
            <Button label=words.more kind=Kind::Quiet sign=Icon::Plus test="more" press=move || router.open(Sheet::More)/>
            <Button label=words.write_note kind=Kind::Quiet sign=Icon::Notes test="write-note" press=move || router.open(Sheet::Note)/>
        </div>
    }
    .into_any()
}

fn nothing_planned() -> AnyView {
    let router = desk().router;
    let words = &text().day;
    view! {
        <Empty sign=Icon::Sun title=words.no_plan text=words.no_plan_text>
            <Button label=words.add_first kind=Kind::Primary test="add-first" press=move || router.open(Sheet::Library)/>
        </Empty>
    }
    .into_any()
}

/// The strategy whose first version this is, as it stands.
pub(super) fn strategy(series: RecordId) -> Memo<Option<StrategyView>> {
    let today = desk().today;
    Memo::new(move |_| {
        today.with(|today| today.strategies.iter().find(|strategy| strategy.series == series).cloned())
    })
}

fn greeting(minute_of_day: u16) -> &'static str {
    let words = &text().day;
    match minute_of_day / 60 {
        4..=11 => words.morning,
        12..=17 => words.afternoon,
        _ => words.evening,
    }
}
