//! The children on this tablet: one is shown, several can be logged for at once.

use carryover_core::Intent;
use carryover_core::view::TeamChip;
use leptos::prelude::*;
use shared::TeamId;

use crate::desk::{Desk, desk, text};
use crate::dom::{El, Part, each, el, live};
use crate::kit::{Icon, icon};

/// The strip; nothing where there is one child.
pub(super) fn strip() -> Part {
    let desk = desk();
    let is_one = Memo::new(move |_| desk.frame.with(|frame| frame.teams.len() < 2));
    live(move || {
        (!is_one.get()).then(|| {
            let chips = each(move || desk.team_ids(), move |team| chip(desk, team));
            el("div").class("strip").set("role", "group").spoken(text().day.who_for).add(chips)
        })
    })
}

fn chip(desk: Desk, team: TeamId) -> El {
    let is_on = move || desk.selected_or_chosen().contains(&team);
    let name = live(move || desk.chip_of(team).map(|chip: TeamChip| chip.child));
    let stops = move || desk.chip_of(team).is_some_and(|chip| chip.stops > 0);
    let stops = live(move || stops().then(|| el("span").class("mark stopped").add(icon(Icon::Stop))));
    el("button")
        .set("type", "button")
        .class("chip")
        .test("child-chip")
        .set("data-team", &team.to_string())
        .toggle("shown", move || desk.frame.with(|frame| frame.chosen == Some(team)))
        .live("aria-pressed", move || Some(is_on().to_string()))
        .press(move || toggle(desk, team))
        .add(live(move || is_on().then(|| icon(Icon::Check))))
        .add(el("span").add(name))
        .add(stops)
}

/// Adds a child and shows its plan, or takes it out; the last one stays.
fn toggle(desk: Desk, team: TeamId) {
    let mut selected = untrack(|| desk.selected_or_chosen());
    match selected.iter().position(|other| *other == team) {
        Some(_) if selected.len() == 1 => {}
        Some(at) => {
            selected.remove(at);
        }
        None => selected.push(team),
    }
    let shown = if selected.contains(&team) { Some(team) } else { selected.last().copied() };
    desk.selected.set(selected);
    if let Some(team) = shown {
        desk.dispatch(Intent::Choose { team });
    }
}
