//! The caseload: every child on this device, those with stops marked.

use carryover_core::Intent;
use carryover_core::view::TeamChip;
use leptos::prelude::*;

use crate::desk::{Desk, desk, language, text};
use crate::i18n::count;
use crate::kit::{Field, Icon, Input, icon};

/// From how many children on a search field helps.
const MANY: usize = 8;

/// The rail.
#[component]
pub(super) fn Rail() -> impl IntoView {
    let desk = desk();
    let words = &text().since;
    let search = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let search = search.get().trim().to_lowercase();
        desk.frame.with(|frame| {
            let fits = |chip: &&TeamChip| chip.child.to_lowercase().contains(&search);
            frame.teams.iter().filter(fits).cloned().collect::<Vec<_>>()
        })
    });
    let many = desk.frame.with_untracked(|frame| frame.teams.len() >= MANY);
    view! {
        <nav class="rail" aria-label=words.caseload>
            <h2>{words.caseload}</h2>
            {many.then(|| view! {
                <Field id="find-child" label=words.find_child input=Input::Search value=search
                    typed=move |typed| search.set(typed) test="find-child"/>
            })}
            <ul>
                <For each=move || shown.get() key=|chip| (chip.team, chip.stops) children=move |chip| child(desk, chip)/>
            </ul>
        </nav>
    }
}

fn child(desk: Desk, chip: TeamChip) -> AnyView {
    let team = chip.team;
    let current = move || desk.frame.with(|frame| (frame.chosen == Some(team)).then_some("true"));
    let stops = (chip.stops > 0).then(|| {
        view! {
            <span class="mark stopped">
                {icon(Icon::Stop)}
                <span class="spoken">{count(language(), text().since.stops, chip.stops)}</span>
            </span>
        }
    });
    view! {
        <li>
            <button type="button" class="rail-child" aria-current=current data-test="rail-child"
                on:click=move |_| desk.dispatch(Intent::Choose { team })>
                <span>{chip.child}</span>
                {stops}
            </button>
        </li>
    }
    .into_any()
}
