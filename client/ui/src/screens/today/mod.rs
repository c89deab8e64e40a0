//! Parent · Today: the next routine on top, two taps to log it, everything else below.

mod card;
mod more;
mod paused;

use carryover_core::view::{SharedState, StrategyView};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::Role;

use super::entry::entry_list;
use super::lock::lock_nag;
use super::paper::nag;
use super::safety::pinned;
use super::tally::programs;
use crate::desk::{desk, text};
use crate::dom::{El, Part, each, el, live};
use crate::kit::{Icon, Kind, button, empty};
use crate::route::Sheet;
pub(super) use card::face;
use card::strategy_card;
pub(crate) use more::more;
pub(crate) use paused::{alternatives, paused_box, paused_line};

/// The screen.
pub(crate) fn screen() -> El {
    let desk = desk();
    let skipped = RwSignal::new(0_usize);
    let order = Memo::new(move |_| order(skipped.get()));
    let first = move || order.get().into_iter().enumerate().map(|(at, series)| (series, at == 0)).collect();
    let card = move |(series, first)| strategy_card(series, first, move || *skipped.write() += 1);
    let greeting = live(move || greeting(desk.today.with(|_| desk.now().minute_of_day())));
    el("div")
        .class("page today")
        .add(el("h1").focusable().add(greeting))
        .add(pinned())
        .add(nothing_planned())
        .add(el("div").class("cards").add(each(first, card)))
        .add(programs())
        .add(ways())
        .add(check_in())
        .add(earlier())
        .add(nag())
        .add(lock_nag())
}

/// The way to the check-in, for parents.
fn check_in() -> Part {
    let desk = desk();
    let is_asked = Memo::new(move |_| desk.may_log.get() && desk.role() == Role::Guardian);
    live(move || {
        let open = move || desk.router.open(Sheet::CheckIn);
        let way = || button(Kind::Plain, text().checking_in.open, "check-in", open).sign(Icon::Sun);
        is_asked.get().then(|| el("div").class("acts").add(way()))
    })
}

/// What was logged today.
pub(super) fn earlier() -> El {
    let today = desk().today;
    let words = &text().day;
    let entries = Memo::new(move |_| today.with(|today| today.entries.clone()));
    let none = move || entries.with(Vec::is_empty).then(|| el("p").class("help").add(words.no_entries));
    let section = el("section").set("aria-labelledby", "earlier");
    section.add(el("h2").set("id", "earlier").add(words.earlier)).add(live(none)).add(entry_list(entries))
}

/// What else can be done: another activity, a note. Nothing for those who may not.
pub(super) fn ways() -> Part {
    let desk = desk();
    let words = &text().day;
    live(move || {
        desk.may_log.get().then(|| {
            let more = button(Kind::Quiet, words.more, "more", move || desk.router.open(Sheet::More));
            let note =
                button(Kind::Quiet, words.write_note, "write-note", move || desk.router.open(Sheet::Note));
            el("div").class("ways").add(more.sign(Icon::Plus)).add(note.sign(Icon::Notes))
        })
    })
}

/// Where the plan has nothing for this person yet: why, and the way to change that, or whom to ask.
pub(super) fn nothing_planned() -> Part {
    let desk = desk();
    let words = &text().day;
    let is_empty = Memo::new(move |_| desk.today.with(|today| today.strategies.is_empty()));
    live(move || {
        let open = move || desk.router.open(Sheet::Library);
        let may_edit = desk.may_edit.get();
        let is_at_school = matches!(desk.role(), Role::Teacher | Role::Aide);
        let (title, said) = match (may_edit, is_at_school) {
            (true, _) => (words.no_plan, words.no_plan_text),
            (false, true) => (words.no_school, words.no_school_text),
            (false, false) => (words.no_plan, words.ask_for_plan),
        };
        let add = may_edit.then(|| button(Kind::Primary, words.add_first, "add-first", open));
        is_empty.get().then(|| empty(Icon::Sun, title, said).test("nothing-planned").add(add))
    })
}

/// The strategies in the order they are shown. "Not now" shows the next one first; nothing leaves the list, and what
/// is paused comes last.
fn order(skipped: usize) -> Vec<RecordId> {
    desk().today.with(|today| {
        let series = |is_paused: bool| {
            let chosen = today.strategies.iter().filter(move |item| item.paused.is_empty() != is_paused);
            chosen.map(|item| item.series)
        };
        let mut order: Vec<RecordId> = series(false).collect();
        let by = skipped % order.len().max(1);
        order.rotate_left(by);
        order.extend(series(true));
        order
    })
}

/// The strategy whose first version this is, as it stands.
pub(super) fn strategy(series: RecordId) -> Memo<Option<StrategyView>> {
    let today = desk().today;
    Memo::new(move |_| {
        today.with(|today| {
            let item = today.strategies.iter().find(|strategy| strategy.series == series)?;
            // A card does not show how far its version has come, so it is not drawn again for that.
            Some(StrategyView { shared: SharedState::Shared, ..item.clone() })
        })
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
