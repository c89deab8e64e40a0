//! The caseload: every child on this device, those with stops marked.

use carryover_core::Intent;
use leptos::prelude::*;
use shared::TeamId;

use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, each, el, live};
use crate::i18n::count;
use crate::kit::{Field, Icon, Input, icon};

/// From how many children on a search field helps.
const MANY: usize = 8;

/// The rail.
pub(super) fn rail() -> El {
    let desk = desk();
    let words = &text().since;
    let search = RwSignal::new(String::new());
    let shown = move || {
        let search = search.get().trim().to_lowercase();
        desk.frame.with(|frame| {
            let fits = frame.teams.iter().filter(|chip| chip.child.to_lowercase().contains(&search));
            fits.map(|chip| chip.team).collect::<Vec<TeamId>>()
        })
    };
    let field = Field {
        id: "find-child",
        label: words.find_child,
        help: "",
        input: Input::Search,
        test: "find-child",
    };
    let many = desk.frame.with_untracked(|frame| frame.teams.len() >= MANY);
    el("nav")
        .class("rail")
        .spoken(words.caseload)
        .add(el("h2").add(words.caseload))
        .add(many.then(|| field.over(search)))
        .add(el("ul").add(each(shown, move |team| el("li").add(child(desk, team)))))
}

/// One child to choose.
pub(in crate::screens) fn child(desk: Desk, team: TeamId) -> El {
    let is_current = move || desk.frame.with(|frame| (frame.chosen == Some(team)).then(|| "true".to_owned()));
    let stops = move || {
        let stops = desk.chip_of(team).map_or(0, |chip| chip.stops);
        let spoken = el("span").class("spoken").add(count(language(), text().since.stops, stops));
        (stops > 0).then(|| el("span").class("mark stopped").add(icon(Icon::Stop)).add(spoken))
    };
    el("button")
        .set("type", "button")
        .class("rail-child")
        .test("rail-child")
        .live("aria-current", is_current)
        .press(move || desk.dispatch(Intent::Choose { team }))
        .add(el("span").add(live(move || desk.chip_of(team).map(|chip| chip.child))))
        .add(live(stops))
}
