//! The children on this tablet: one is shown, several can be logged for at once.

use carryover_core::Intent;
use carryover_core::view::TeamChip;
use leptos::prelude::*;
use shared::TeamId;

use crate::desk::{Desk, desk, text};
use crate::kit::{Icon, icon};

/// The strip; nothing where there is one child.
#[component]
pub(super) fn Strip() -> impl IntoView {
    let desk = desk();
    let teams = Memo::new(move |_| desk.frame.with(|frame| frame.teams.clone()));
    let chip = move |chip: TeamChip| chip_of(desk, chip);
    move || {
        (teams.with(Vec::len) > 1).then(|| {
            view! {
                <div class="strip" role="group" aria-label=text().day.who_for>
                    <For each=move || teams.get() key=|chip| (chip.team, chip.stops) children=chip/>
                </div>
            }
        })
    }
}

fn chip_of(desk: Desk, chip: TeamChip) -> AnyView {
    let team = chip.team;
    let on = move || desk.selected_or_chosen().contains(&team);
    let shown = move || desk.frame.with(|frame| frame.chosen == Some(team));
    let stops = (chip.stops > 0).then(|| view! { <span class="mark stopped">{icon(Icon::Stop)}</span> });
    view! {
        <button
            type="button" class="chip" class:shown=shown data-test="child-chip" data-team=team.to_string()
            aria-pressed=move || on().to_string() on:click=move |_| toggle(desk, team)
        >
            {move || on().then(|| icon(Icon::Check))}
            <span>{chip.child.clone()}</span>
            {stops}
        </button>
    }
    .into_any()
}

/// Adds a child and shows its plan, or takes it out; the last one stays.
fn toggle(desk: Desk, team: TeamId) {
    let mut selected = desk.selected_or_chosen();
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
