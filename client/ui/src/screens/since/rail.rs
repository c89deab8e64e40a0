//! The caseload: every child on this device, those first who need somebody, and what for.
//!
//! Where to start: [`rail`] is the list, [`look_through`] keeps what it says true.

use carryover_core::Intent;
use carryover_core::view::Needs;
use leptos::prelude::*;
use shared::TeamId;
use shared::time::Day;

use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, each, effect, el, live};
use crate::i18n::{count, fill, format};
use crate::kit::{Field, Icon, Input, icon};
use crate::shell::On;

/// From how many children on a search field helps.
const MANY: usize = 8;

/// The rail.
pub(super) fn rail() -> El {
    let desk = desk();
    let words = &text().since;
    let search = RwSignal::new(String::new());
    let shown = move || {
        let search = search.get().trim().to_lowercase();
        desk.caseload.with(|caseload| {
            let fits = caseload.cases.iter().filter(|case| case.child.to_lowercase().contains(&search));
            fits.map(|case| case.team).collect::<Vec<TeamId>>()
        })
    };
    let field = Field {
        id: "find-child",
        label: words.find_child,
        help: "",
        input: Input::Search,
        test: "find-child",
    };
    let many = desk.caseload.with_untracked(|caseload| caseload.cases.len() >= MANY);
    el("nav")
        .class("rail")
        .spoken(words.caseload)
        .add(el("h2").add(words.caseload))
        .add(many.then(|| field.over(search)))
        .add(live(move || looking(desk)))
        .add(el("ul").add(each(shown, move |team| el("li").add(child(desk, team)))))
}

/// How far a large caseload was looked through; nothing once all of it was.
fn looking(desk: Desk) -> Option<El> {
    let (done, all) = desk.caseload.with(|caseload| (caseload.done, caseload.cases.len()));
    let number = |number| format::number(language(), number);
    let said = || fill(text().since.looking, &[&number(done), &number(all)]);
    (done < all).then(|| el("p").class("help").test("looking").add(said()))
}

/// One child to choose.
pub(in crate::screens) fn child(desk: Desk, team: TeamId) -> El {
    let is_current = move || desk.frame.with(|frame| (frame.chosen == Some(team)).then(|| "true".to_owned()));
    let case = Memo::new(move |_| {
        desk.caseload.with(|caseload| {
            let case = caseload.cases.iter().find(|case| case.team == team)?;
            Some((case.child.clone(), case.needs, caseload.opening == Some(team)))
        })
    });
    let stopped = move || {
        let is_stopped = case.with(|case| case.as_ref()?.1).is_some_and(|needs| needs.stops > 0);
        is_stopped.then(|| el("span").class("mark stopped").add(icon(Icon::Stop)))
    };
    let name = live(move || case.with(|case| case.as_ref().map(|(child, ..)| child.clone())));
    let said = live(move || {
        let said =
            case.with(|case| case.as_ref().map(|(_, needs, is_opening)| said(desk, *needs, *is_opening)));
        said.filter(|said| !said.is_empty()).map(|said| el("span").class("meta").add(said))
    });
    el("button")
        .set("type", "button")
        .class("rail-child")
        .test("rail-child")
        .live("aria-current", is_current)
        .press(move || desk.dispatch(Intent::Choose { team }))
        .add(el("span").class("rail-words").add(el("span").add(name)).add(said))
        .add(live(stopped))
}

/// What a child's record asks for, in words.
fn said(desk: Desk, needs: Option<Needs>, is_opening: bool) -> String {
    let words = &text().since;
    if is_opening {
        return words.opening.to_owned();
    }
    let Some(needs) = needs else { return String::new() };
    let today = Day::from(desk.now().date());
    let many = |sentence, number: usize| (number > 0).then(|| count(language(), sentence, number));
    let is = |so: bool, said: &str| so.then(|| said.to_owned());
    let all = [
        many(words.stops, needs.stops),
        many(words.concerns, needs.concerns),
        many(words.questions, needs.questions),
        is(needs.is_contact_due(today), words.contact_due),
        many(words.unread, needs.unread),
        many(words.behind, needs.behind as usize),
        is(needs.is_stale(today), words.quiet),
    ];
    all.into_iter().flatten().collect::<Vec<String>>().join(" · ")
}

/// Looks through a large caseload, one child at a time, between what the browser has to do otherwise; again whenever
/// something has changed.
pub(in crate::screens) fn look_through() {
    let desk = desk();
    let is_under_way = StoredValue::new(false);
    effect(Box::new(move || {
        let on = [On::Records, On::Team, On::Connection, On::Minute];
        let is_due = desk.shell.view(&on, |app, now| !app.is_all_looked_through(now));
        if is_due && !is_under_way.get_value() {
            is_under_way.set_value(true);
            set_timeout(move || go_on(desk, is_under_way), PAUSE);
        }
    }));
}

/// What a person does meanwhile comes first.
const PAUSE: core::time::Duration = core::time::Duration::from_millis(30);

fn go_on(desk: Desk, is_under_way: StoredValue<bool>) {
    let more = desk.shell.act(|app, now, effects| app.look_through(now, effects));
    match more {
        Some(false) => drop(is_under_way.try_set_value(false)),
        // There is more, or the app is at work on something else.
        Some(true) | None if is_under_way.try_get_value() == Some(true) => {
            set_timeout(move || go_on(desk, is_under_way), PAUSE);
        }
        Some(true) | None => {}
    }
}
